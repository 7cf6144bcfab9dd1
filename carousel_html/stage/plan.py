"""
Decide for every box and line of a measured slide what it becomes: vectors and glyphs, or a picture.

Applies the table of `decide` where things lie over one another: what covers a line, what belongs to
the slide's surface, which pictures are one region. Takes no pictures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from carousel_html.frozen import Box, Rect
from carousel_html.stage.boxes import list_symbol, painted_rects, plain_boxes
from carousel_html.stage.context import Context, bounds, contexts
from carousel_html.stage.decide import box_reason, paints_box
from carousel_html.stage.faces import Faces
from carousel_html.stage.lines import Line, read_lines
from carousel_html.stage.paint_order import Step, paint_order
from carousel_html.stage.regions import Grid, box_extent, join_regions, line_extent

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
    _picture_covered(plan, order, slide)
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
            plan.boxes += plain_boxes(plan.nodes[node])
    for line in plan.lines:
        font, context = plan.nodes[line.node]["font"], plan.contexts[line.node]
        if line.reason == "list symbol" and (
            symbol := list_symbol(plan.nodes[line.node], line.rect, context)
        ):
            plan.boxes.append(symbol)
            continue
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


def _picture_covered(plan: Plan, order: Sequence[Step], slide: Rect) -> None:
    """Make pictures of lines that a later box paints over, or that share a see-through group."""
    rank = {(step.node, step.text): place for place, step in enumerate(order) if step.what == "words"}
    boxes = (
        (bounds(rect, plan.contexts[step.node].matrix), (place, step.node))
        for place, step in enumerate(order)
        if step.what == "box"
        for rect in painted_rects(plan.nodes[step.node])
    )
    grid = Grid(boxes, slide)
    for line in plan.lines:
        if line.reason:
            continue
        context = plan.contexts[line.node]
        placed = bounds(line.rect, context.matrix).grown(-1, -1, -1, -1)
        for place, node in grid.touching(placed):
            if place > rank[line.node, line.text_node]:
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
