"""
Write down what a surface or a region looks like, so that equal ones are photographed once.

Two equal texts mean equal pixels; two different ones mean nothing. What the measuring does not see
into (controls, drawings of more than shapes) is never called equal between slides. Takes no pictures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from carousel_html.frozen import Rect
from carousel_html.stage.decide import paints_box
from carousel_html.stage.plan import Painted, Plan
from carousel_html.stage.regions import box_extent, line_extent

Node = Mapping[str, Any]

_NOT_SEEN = frozenset({"id", "parent", "texts", "lang", "dir", "role", "href", "alt", "hidden", "label"})
"""Entries of a node that leave no trace in its box's pixels."""

_SEEN_INTO = frozenset({"img"})
"""Replaced elements whose entry says all about their pixels (through the address of the image)."""


def surface_look(plan: Plan, name: str) -> str:
    """Return a text that is equal for surfaces that look equal.

    `name` stands for all of the slide, where the measuring does not see into something.
    """
    return _written(plan, plan.surface, name)


def region_look(plan: Plan, painted: Painted, region: Rect, name: str) -> str:
    """Return a text that is equal for regions that look equal, on equal surfaces or all on nothing."""
    own = set(painted.nodes)
    nodes = [
        node
        for node, each in enumerate(plan.nodes)
        if node not in plan.surface
        and ((paints_box(each) and node in own) or "decoration" in each)
        and each["rects"]
        and box_extent(each, plan.contexts[node]).touches(region)
    ]
    words = []
    for line in plan.lines:
        node, context = plan.nodes[line.node], plan.contexts[line.node]
        font = node["font"]
        drawn = not line.line.visible or context.decorations or "textShadow" in font
        is_near = line_extent(line.rect, line.size, font, context).touches(region)
        if drawn and is_near and line.node in own:
            words.append([line.line.text, line.rect, font, context.decorations, str(context)])
    return f"{region}{_written(plan, nodes, name)}{json.dumps(words, sort_keys=True)}"


def _written(plan: Plan, nodes: Iterable[int], name: str) -> str:
    drawn = []
    for node in nodes:
        each = plan.nodes[node]
        entry = {key: value for key, value in each.items() if key not in _NOT_SEEN}
        if each.get("replaced") and each["tag"] not in _SEEN_INTO and "drawn" not in each:
            entry["slide"] = name
        drawn.append([entry, str(plan.contexts[node])])
    return json.dumps(drawn, sort_keys=True)
