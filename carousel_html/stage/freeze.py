"""
Freeze a laid-out page: read it once, decide what is picture, take those pictures, hand over places.

The order: measure → contexts and paint order → decide → photograph → Frozen. Each step has its own
module; this one strings them together. Knows no WeasyPrint.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from carousel_html.frozen import Border, Box, Frozen, FrozenSlide, Picture, Rect
from carousel_html.stage.color import CLEAR, read_color
from carousel_html.stage.content import content_tree
from carousel_html.stage.context import Context, bounds, contexts
from carousel_html.stage.decide import SIDES, box_reason, paints_box
from carousel_html.stage.faces import Face, Faces
from carousel_html.stage.generated import place_generated
from carousel_html.stage.lines import Line, read_lines
from carousel_html.stage.mixed import cut_mixed_runs
from carousel_html.stage.paint_order import paint_order
from carousel_html.stage.pictures import Album, photograph, photograph_bare
from carousel_html.stage.regions import box_extent, join_regions, line_extent
from carousel_html.stage.stage import Stage

Node = Mapping[str, Any]

SURFACE_SHARE = 0.8
"""A box that covers this much of the slide belongs to its surface: one picture, shared by slides."""


@dataclass
class Plan:
    """What is to become of one slide: decided, not yet photographed."""

    nodes: Sequence[Node]
    contexts: Sequence[Context]
    lines: list[Line]
    surface: list[int] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    regions: list[Rect] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)


def freeze(stage: Stage, *, fuller: frozenset[int] = frozenset()) -> Frozen:
    """Return the page on the stage as places, fonts and pictures.

    Slides whose index is in `fuller` get one picture of everything behind their text.
    """
    measured = stage.evaluate("measure")
    place_generated(stage, measured["slides"])
    document = stage.document
    faces = Faces(measured["faces"], document.assets)
    cut_mixed_runs(stage, measured["slides"], faces)
    slide = Rect(0, 0, document.width, document.height)
    plans = [
        plan_slide(nodes, faces, slide, index in fuller) for index, nodes in enumerate(measured["slides"])
    ]
    album = Album()
    paintings = _photograph_all(stage, plans, album, slide)
    drawn: dict[Face, str] = {}
    for plan in plans:
        for line in plan.lines:
            if line.face and line.line.visible:
                drawn[line.face] = drawn.get(line.face, "") + line.line.text
    return Frozen(
        width=document.width,
        height=document.height,
        title=document.title,
        author=document.author,
        language=document.language,
        slides=tuple(
            FrozenSlide(
                title=note.title,
                painting=tuple(painting),
                content=content_tree(plan.nodes, plan.contexts, plan.lines, document.language),
                reasons=dict(plan.reasons),
            )
            for note, plan, painting in zip(document.slides, plans, paintings, strict=True)
        ),
        fonts={face.key: faces.body(face, drawn[face]) for face in sorted(drawn, key=lambda f: f.key)},
        images=album.images,
    )


# --- decide ----------------------------------------------------------------------------------


def plan_slide(nodes: Sequence[Node], faces: Faces, slide: Rect, is_fuller: bool = False) -> Plan:
    """Decide for every box and line of a measured slide: vectors and glyphs, or picture."""
    around = contexts(nodes)
    lines: list[Line] = []
    for index, node in enumerate(nodes):
        lines += read_lines(index, node, around[index], faces)
    plan = Plan(nodes, around, lines)
    order = [
        step
        for step in paint_order(nodes)
        if step.what == "words" or (paints_box(nodes[step.node]) and not around[step.node].is_unseen)
    ]
    _picture_covered(plan, order)
    if is_fuller:
        plan.regions = [slide]
        plan.reasons["fuller picture"] += 1
        return plan
    _sort_boxes(plan, [step.node for step in order if step.what == "box"], slide)
    return plan


def _sort_boxes(plan: Plan, order: list[int], slide: Rect) -> None:
    reasons = {node: box_reason(plan.nodes[node], plan.contexts[node]) for node in order}
    surface = _surface(plan, order, slide)
    if any(reasons[node] for node in surface):
        plan.surface = surface
        plan.reasons.update(reason for node in surface if (reason := reasons[node]))
        order = order[len(surface) :]
    pictures: list[Rect] = []
    for node in order:
        if reason := reasons[node]:
            pictures.append(box_extent(plan.nodes[node], plan.contexts[node]))
            plan.reasons[reason] += 1
        else:
            plan.boxes.append(_box(plan.nodes[node]))
    for line in plan.lines:
        font, context = plan.nodes[line.node]["font"], plan.contexts[line.node]
        if line.reason:
            plan.reasons[line.reason] += 1
        if line.reason or "textShadow" in font or context.decoration:
            seen = plan.nodes[line.node].get("seen")
            pictures.append(Rect(*seen) if seen else line_extent(line.rect, line.size, font, context))
    plan.regions = join_regions(pictures, slide)


def _surface(plan: Plan, order: list[int], slide: Rect) -> list[int]:
    """Return the lowest boxes that each cover most of the slide."""
    found = []
    for node in order:
        context = plan.contexts[node]
        extent = box_extent(plan.nodes[node], context).within(slide)
        # An effect of its own comes out right alone; one of an ancestor's would not.
        if extent.area < SURFACE_SHARE * slide.area or context.effect_root not in (None, node):
            break
        found.append(node)
    return found


def _picture_covered(plan: Plan, order: Sequence[Any]) -> None:
    """Make pictures of lines that a later box paints over, or that share a see-through group."""
    rank = {step.node: place for place, step in enumerate(order) if step.what == "words"}
    boxes = [
        (place, step.node, bounds(Rect(*plan.nodes[step.node]["rects"][0]), plan.contexts[step.node].matrix))
        for place, step in enumerate(order)
        if step.what == "box"
    ]
    for line in plan.lines:
        if line.reason:
            continue
        context = plan.contexts[line.node]
        placed = bounds(line.rect, context.matrix).grown(-1, -1, -1, -1)
        for place, node, rect in boxes:
            if not placed.touches(rect):
                continue
            if place > rank[line.node]:
                _veto(line, "covered")
            elif context.group is not None and _is_inside(plan.nodes, node, context.group):
                _veto(line, "opacity over a box")


def _veto(line: Line, reason: str) -> None:
    line.reason = reason
    line.line = replace(line.line, visible=False, face=None)


def _is_inside(nodes: Sequence[Node], node: int, ancestor: int) -> bool:
    while node > ancestor:
        node = nodes[node]["parent"]
    return node == ancestor


def _box(node: Node) -> Box:
    """Return a plain box. Chromium snaps the edges of backgrounds and borders to whole px."""
    x, y, width, height = node["rects"][0]
    left, top = round(x), round(y)
    rect = Rect(left, top, round(x + width) - left, round(y + height) - top)
    style = node["style"]
    fill = read_color(style["backgroundColor"]) if "backgroundColor" in style else None
    borders = tuple(
        Border(
            style.get(f"border{side}Width", 0),
            read_color(color) if (color := style.get(f"border{side}Color")) else CLEAR,
        )
        for side in SIDES
    )
    return Box(
        rect=rect,
        fill=fill,
        radii=_radii(style.get("radii"), rect),
        borders=borders if any(border.width for border in borders) else (),
    )


def _radii(radii: Sequence[str] | None, rect: Rect) -> tuple[tuple[float, float], ...]:
    """Resolve percentages and shrink radii that overlap (CSS Backgrounds 3 §5.5)."""
    if not radii:
        return ((0, 0),) * 4
    pairs = []
    for radius in radii:
        one, _, two = radius.partition(" ")
        pairs.append((_length(one, rect.width), _length(two or one, rect.height)))
    sides = (
        (pairs[0][0] + pairs[1][0], rect.width), (pairs[1][1] + pairs[2][1], rect.height),
        (pairs[2][0] + pairs[3][0], rect.width), (pairs[3][1] + pairs[0][1], rect.height),
    )  # fmt: skip
    factor = min([1.0, *(length / total for total, length in sides if total > 0)])
    return tuple((x * factor, y * factor) for x, y in pairs)


def _length(text: str, whole: float) -> float:
    return float(text[:-1]) / 100 * whole if text.endswith("%") else float(text.removesuffix("px"))


# --- photograph ------------------------------------------------------------------------------


def _photograph_all(
    stage: Stage, plans: Sequence[Plan], album: Album, slide: Rect
) -> list[list[Box | Picture]]:
    surfaces: dict[str, str] = {}
    paintings: list[list[Box | Picture]] = []
    for index, plan in enumerate(plans):
        painting: list[Box | Picture] = []
        if plan.surface:
            look = _look(plan)
            if look not in surfaces:
                keep = [plan.nodes[node]["id"] for node in plan.surface]
                surfaces[look] = album.add(photograph_bare(stage, index, keep))
            painting.append(Picture(slide, surfaces[look]))
        paintings.append([*painting, *plan.boxes])
    if any(plan.regions for plan in plans):
        stage.evaluate("veil", _veil(plans))
        for index, plan in enumerate(plans):
            for region in plan.regions:
                key = album.add(photograph(stage, index, region))
                paintings[index].append(Picture(region, key))
        stage.evaluate("unveil")
    return paintings


def _look(plan: Plan) -> str:
    """Return a text that is equal for surfaces that look equal."""
    drawn = [
        {key: value for key, value in plan.nodes[node].items() if key not in ("id", "parent", "texts")}
        for node in plan.surface
    ]
    return json.dumps(drawn, sort_keys=True)


def _veil(plans: Sequence[Plan]) -> dict[str, Any]:
    lines = [line for plan in plans for line in plan.lines]
    hidden = {line.text_node for line in lines if line.line.visible and line.text_node >= 0}
    kept = [
        (line.text_node, line.start, line.end)
        for line in lines
        if not line.line.visible and line.text_node in hidden
    ]
    generated = [
        (plan.nodes[line.node]["id"], plan.nodes[line.node]["tag"])
        for plan in plans
        for line in plan.lines
        if line.line.visible and line.text_node < 0
    ]
    return {"hidden": sorted(hidden), "kept": kept, "generated": generated}
