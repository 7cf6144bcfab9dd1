"""
Say how far the paint of a box or a line reaches, and join what lies together into few regions.

Knows extents (shadows, blurs, outlines) and rectangles. Takes no pictures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from carousel_html.frozen import Rect
from carousel_html.stage.context import Context, bounds

_LENGTH = re.compile(r"-?[\d.]+(?:e-?\d+)?px")


def box_extent(node: Mapping[str, Any], context: Context) -> Rect:
    """Return the px a node's box may paint on, shadows and transforms included."""
    if "seen" in node:
        return Rect(*node["seen"]).grown(4, 4, 4, 4)
    rect = Rect(*node["rects"][0])
    for other in node["rects"][1:]:
        rect = rect.joined(Rect(*other))
    style = node["style"]
    if "boxShadow" in style:
        rect = rect.joined(_shadowed(rect, style["boxShadow"]))
    outline = style.get("outlineWidth", 0) + max(0, style.get("outlineOffset", 0))
    reach = outline + filter_reach(style.get("filter", ""))
    return _shown(rect.grown(reach, reach, reach, reach), context)


def line_extent(rect: Rect, size: float, font: Mapping[str, Any], context: Context) -> Rect:
    """Return the px a line may paint on: glyphs reach over their box, a shadow further."""
    reach = size * 0.25 + float(str(font.get("webkitTextStrokeWidth", "0")).removesuffix("px"))
    grown = rect.grown(reach, reach, reach, reach)
    if "textShadow" in font:
        grown = grown.joined(_shadowed(grown, font["textShadow"]))
    return _shown(grown, context)


def filter_reach(filters: str) -> float:
    """Return how far a CSS filter spreads paint (px): three sigma of every blur and shadow."""
    lengths = [float(each[:-2]) for each in _LENGTH.findall(filters)]
    return 3 * sum(abs(each) for each in lengths)


def _shadowed(rect: Rect, shadows: str) -> Rect:
    """Read a computed shadow list: each is a colour, then offsets, blur and spread in px."""
    joined = rect
    for shadow in re.split(r",(?![^(]*\))", shadows):
        if "inset" in shadow:
            continue
        lengths = [float(each[:-2]) for each in _LENGTH.findall(re.sub(r"\w+\([^)]*\)", "", shadow))]
        x, y, blur, spread = (*lengths, 0, 0, 0, 0)[:4]
        # A CSS blur of b is a Gaussian of sigma b/2; past b there is nothing to see.
        reach = blur + spread
        joined = joined.joined(
            Rect(rect.x + x, rect.y + y, rect.width, rect.height).grown(reach, reach, reach, reach)
        )
    return joined


def _shown(rect: Rect, context: Context) -> Rect:
    placed = bounds(rect, context.matrix)
    return placed if context.clip is None or context.matrix else placed.within(context.clip)


def join_regions(rects: Iterable[Rect], slide: Rect) -> list[Rect]:
    """Return few whole-px regions that hold every rect: those that touch, or nearly, become one."""
    regions: list[Rect] = []
    for rect in rects:
        shown = _whole(rect).within(slide)
        if shown.area:
            regions.append(shown)
    merged = True
    while merged:
        merged = False
        for i, one in enumerate(regions):
            for j in range(i + 1, len(regions)):
                if _belong(one, regions[j]):
                    regions[i] = one.joined(regions.pop(j))
                    merged = True
                    break
            if merged:
                break
    return regions


def _belong(one: Rect, two: Rect) -> bool:
    return one.touches(two) or one.joined(two).area <= 1.15 * (one.area + two.area)


def _whole(rect: Rect) -> Rect:
    x, y = math.floor(rect.x), math.floor(rect.y)
    return Rect(x, y, math.ceil(rect.right) - x, math.ceil(rect.bottom) - y)
