"""
Decide for every box and line of a measured slide what it becomes: vectors and glyphs, or a picture.

Applies the table of `decide` where things lie over one another: what covers a line, what belongs to
the slide's surface, which pictures are one region. Takes no pictures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from carousel_html.frozen import Box, Rect
from carousel_html.stage.boxes import list_symbol, plain_boxes
from carousel_html.stage.context import Context, bounds, contexts
from carousel_html.stage.decide import box_reason, paints_box
from carousel_html.stage.faces import Faces
from carousel_html.stage.layers import Layer, Part, layers, uncover
from carousel_html.stage.lines import ELLIPSIS, Line, read_lines
from carousel_html.stage.paint_order import Step, paint_order
from carousel_html.stage.photos import Photo, PhotoFiles, find_photos, without_image
from carousel_html.stage.regions import box_extent, join_regions, line_extent
from carousel_html.stage.stage import ORIGIN
from carousel_html.stage.vetoes import Scene, veto, veto_lines

Node = Mapping[str, Any]

PHOTOGRAPHS = {"image/jpeg", "image/webp"}

SURFACE_SHARE = 0.8
"""A box that covers this much of the slide belongs to its surface: one picture, shared by slides."""


@dataclass
class Painted:
    """What becomes of one layer: plain boxes, pictures of what `nodes` paint (whole px), photographs over."""

    nodes: Collection[int]
    boxes: list[Box] = field(default_factory=list)
    regions: list[Rect] = field(default_factory=list)
    photos: Sequence[Photo] = ()
    hidden: Sequence[Rect] = ()
    """Where photographs of this layer and above let nothing be seen."""


@dataclass
class Plan:
    """What is to become of one slide: decided, not yet photographed.

    The `nodes` of photographs that the PDF places are without their image.
    """

    nodes: Sequence[Node]
    contexts: Sequence[Context]
    lines: list[Line]
    surface: list[int] = field(default_factory=list)
    layers: list[Painted] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)


class Pictured(Enum):
    """How much of a slide is a picture; the value is the reason it gives."""

    NEEDED = "needed"
    """What the table of `decide` says."""

    GROUND = "fuller picture"
    """All but plain words."""

    WHOLE = "whole picture"
    """All: the words in the PDF can be read and found, and are not seen."""


def plan_slide(
    nodes: Sequence[Node], faces: Faces, files: PhotoFiles, slide: Rect, pictured: Pictured = Pictured.NEEDED
) -> Plan:
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
    veto_lines(Scene(nodes, around, lines, order, slide, faces))
    if pictured is Pictured.WHOLE:
        for line in plan.lines:
            veto(line, "whole picture")
    if pictured is not Pictured.NEEDED:
        return _as_one_picture(plan, slide, pictured.value)
    lowest, *over = _divide(plan, order, files, slide)
    _paint_lowest(plan, lowest, slide)
    plan.layers += [_over(plan, layer, slide) for layer in over]
    for level, layer in enumerate(plan.layers):
        photos = [photo for each in plan.layers[level:] for photo in each.photos]
        layer.hidden = [photo.inner for photo in photos if photo.inner.area]
    if any(layer.regions for layer in plan.layers) and _has_photo(plan, plan.surface, files):
        return _as_one_picture(replace(plan, nodes=nodes), slide, "over a photograph")
    return plan


def _as_one_picture(plan: Plan, slide: Rect, reason: str) -> Plan:
    """Take everything but the plain words as one picture."""
    everything = Painted(range(len(plan.nodes)), regions=[slide])
    return replace(plan, surface=[], layers=[everything], reasons=plan.reasons + Counter([reason]))


def _divide(plan: Plan, order: Sequence[Step], files: PhotoFiles, slide: Rect) -> list[Layer]:
    """Return the slide's layers; one, when it has no photographs that can be told from the rest."""
    photos = find_photos(plan.nodes, plan.contexts, files, slide)
    whole = plan.nodes
    plan.nodes = [without_image(node) if index in photos else node for index, node in enumerate(whole)]
    found = layers(plan.nodes, plan.contexts, _parts(plan, order, photos)) if photos else None
    if found is None:
        plan.nodes = whole
        return [Layer(_parts(plan, order, {}))]
    uncover(found, slide)
    return found


def _parts(plan: Plan, order: Sequence[Step], photos: Mapping[int, Photo]) -> list[Part]:
    """Return all that is painted, but for plain words, from the lowest up."""
    words: dict[tuple[int, int | None], list[Part]] = {}
    for line in plan.lines:
        font, context = plan.nodes[line.node]["font"], plan.contexts[line.node]
        if line.reason or "textShadow" in font or context.decorations:
            seen = plan.nodes[line.node].get("seen")
            extent = Rect(*seen) if seen else line_extent(line.rect, line.size, font, context)
            if plan.nodes[line.node].get("firstLetter"):
                # A raised one stands in the box, but above its line.
                extent = extent.joined(box_extent(plan.nodes[line.node], context))
            if line.reason == ELLIPSIS and context.words_clip:
                # The "…" stands somewhere in the block, after the last word or before it.
                block = context.words_clip
                across = Rect(block.x, line.rect.y, block.width, line.rect.height)
                extent = extent.joined(bounds(across, context.matrix))
            words.setdefault((line.node, line.text_node), []).append(Part(line.node, extent, line))
    parts: list[Part] = []
    for step in order:
        if step.what == "words" and step.text is not None:
            parts += words.pop((step.node, step.text), ())
            continue
        if paints_box(plan.nodes[step.node]):
            parts.append(Part(step.node, box_extent(plan.nodes[step.node], plan.contexts[step.node])))
        if photo := photos.get(step.node):
            parts.append(Part(step.node, photo.shown, photo=photo))
    return parts + [part for rest in words.values() for part in rest]


def _paint_lowest(plan: Plan, layer: Layer, slide: Rect) -> None:
    """Divide the lowest layer into the surface, plain boxes, and pictures of the finished composite."""
    boxes = [part for part in layer.parts if part.line is None]
    reasons = {part.node: box_reason(plan.nodes[part.node], plan.contexts[part.node]) for part in boxes}
    surface = _surface(plan, boxes, slide)
    if any(reasons[node] for node in surface):
        plan.surface = surface
        plan.reasons.update(reason for node in surface if (reason := reasons[node]))
        boxes = boxes[len(surface) :]
    painted = Painted(layer.nodes, photos=layer.photos)
    pictures: list[Rect] = []
    for part in boxes:
        if reason := reasons[part.node]:
            pictures.append(part.extent)
            plan.reasons[reason] += 1
        else:
            painted.boxes += plain_boxes(plan.nodes[part.node])
    for part in layer.parts:
        if part.line is None:
            continue
        if symbol := _symbol(plan, part.line):
            painted.boxes.append(symbol)
            continue
        if part.line.reason:
            plan.reasons[part.line.reason] += 1
        pictures.append(part.extent)
    painted.regions = join_regions(pictures, slide)
    plan.layers = [painted]


def _symbol(plan: Plan, line: Line) -> Box | None:
    if line.reason != "list symbol":
        return None
    return list_symbol(plan.nodes[line.node], line.rect, plan.contexts[line.node])


def _over(plan: Plan, layer: Layer, slide: Rect) -> Painted:
    """Make pictures of all that lies over a photograph: a box in a clear picture would be seen twice."""
    for part in layer.parts:
        own = box_reason(plan.nodes[part.node], plan.contexts[part.node])
        reason = part.line.reason if part.line else own or "over a photograph"
        plan.reasons.update([reason] if reason else ())
    regions = join_regions((part.extent for part in layer.parts), slide)
    return Painted(layer.nodes, regions=regions, photos=layer.photos)


def _has_photo(plan: Plan, nodes: Sequence[int], files: PhotoFiles) -> bool:
    """Say whether boxes show a photograph that is not placed, as images or as their grounds."""
    for node in nodes:
        entry = plan.nodes[node]
        own = files.type(entry.get("src") or "")
        grounds = re.findall(r'url\("([^"]*)"\)', entry["style"].get("backgroundImage", ""))
        types = {files.type(address.removeprefix(ORIGIN)) for address in grounds}
        # As a ground, a PNG is a texture.
        if own in (*PHOTOGRAPHS, "image/png") or types & PHOTOGRAPHS:
            return True
    return False


def _surface(plan: Plan, boxes: Sequence[Part], slide: Rect) -> list[int]:
    """Return the lowest boxes that each cover most of the slide."""
    found = []
    for part in boxes:
        # An effect of its own comes out right alone; one of an ancestor's would not.
        is_alone = plan.contexts[part.node].effect_root in (None, part.node)
        if part.extent.within(slide).area < SURFACE_SHARE * slide.area or not is_alone:
            break
        found.append(part.node)
    return found
