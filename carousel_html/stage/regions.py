"""
Say how far the paint of a box or a line reaches, and join what lies together into few regions.

Knows extents (shadows, blurs, outlines) and rectangles. Takes no pictures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from carousel_html.frozen import Rect
from carousel_html.stage.boxes import SIDES
from carousel_html.stage.context import Context, bounds, px_lengths

T = TypeVar("T")

CELL = 128
"""The side (px) of the squares in which things are looked up by where they are."""

MANY = 250
"""With more pictures than this, those that begin in the same cell are one region."""

EMPHASIS_SHARE = 0.5
"""Emphasis marks stand beside the line and are half as large as its letters."""


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
    if "borderCollapse" in style:  # Half of such a border lies outside its cell.
        outline = max(outline, *(style.get(f"border{side}Width", 0) / 2 for side in SIDES))
    reach = outline + context.reach
    return _shown(rect.grown(reach, reach, reach, reach), context)


def line_extent(rect: Rect, size: float, font: Mapping[str, Any], context: Context) -> Rect:
    """Return the px a line may paint on: glyphs reach over their box, a shadow further."""
    marks = size * EMPHASIS_SHARE if "textEmphasisStyle" in font else 0
    stroke = float(str(font.get("webkitTextStrokeWidth", "0")).removesuffix("px"))
    lines = max((_line_reach(each, size) for each in context.decorations), default=0)
    reach = size * 0.25 + marks + stroke + lines + context.reach
    grown = rect.grown(reach, reach, reach, reach)
    if "textShadow" in font:
        grown = grown.joined(_shadowed(grown, font["textShadow"]))
    return _shown(grown, context)


def _line_reach(decoration: str, size: float) -> float:
    """Return how far (px) an underline may reach beyond where it does by itself.

    By its offset and its width, in px or per cent of the font size; Chromium's waves are three lines high.
    """
    shares = sum(float(share) for share in re.findall(r"([\d.]+)%", decoration))
    offset_and_width = sum(map(abs, px_lengths(decoration))) + size * shares / 100
    return offset_and_width * (3 if "wavy" in decoration else 1)


def _shadowed(rect: Rect, shadows: str) -> Rect:
    """Read a computed shadow list: each is a colour, then offsets, blur and spread in px."""
    joined = rect
    for shadow in re.split(r",(?![^(]*\))", shadows):
        if "inset" in shadow:
            continue
        lengths = px_lengths(re.sub(r"\w+\([^)]*\)", "", shadow))
        x, y, blur, spread = (*lengths, 0, 0, 0, 0)[:4]
        # A CSS blur of b is a Gaussian of sigma b/2; past b there is nothing to see.
        reach = blur + spread
        joined = joined.joined(
            Rect(rect.x + x, rect.y + y, rect.width, rect.height).grown(reach, reach, reach, reach)
        )
    return joined


def _shown(rect: Rect, context: Context) -> Rect:
    placed = bounds(rect.grown(1, 1, 1, 1) if any(context.shift) else rect, context.matrix)
    return placed if context.clip is None or context.matrix else placed.within(context.clip)


class Grid(Generic[T]):
    """Things on a slide by where they are, so that only what is near need be compared."""

    def __init__(self, things: Iterable[tuple[Rect, T]], slide: Rect) -> None:
        self._slide = slide
        self._cells: dict[tuple[int, int], list[tuple[int, Rect, T]]] = {}
        for place, (rect, thing) in enumerate(things):
            for cell in self._reached(rect):
                self._cells.setdefault(cell, []).append((place, rect, thing))

    def touching(self, rect: Rect) -> list[T]:
        """Return what shares more than an edge with a box on the slide, in the order it was given."""
        found = {
            place: thing
            for cell in self._reached(rect)
            for place, other, thing in self._cells.get(cell, ())
            if rect.touches(other)
        }
        return [found[place] for place in sorted(found)]

    def _reached(self, rect: Rect) -> Iterator[tuple[int, int]]:
        shown = rect.within(self._slide)
        if shown.area:
            for row in range(int(shown.y // CELL), int(shown.bottom // CELL) + 1):
                for column in range(int(shown.x // CELL), int(shown.right // CELL) + 1):
                    yield row, column


def join_regions(rects: Iterable[Rect], slide: Rect) -> list[Rect]:
    """Return few whole-px regions that hold every rect: those that touch, or nearly, become one."""
    shown = (_whole(rect).within(slide) for rect in rects)
    regions = [rect for rect in shown if rect.area]
    if len(regions) > MANY:
        regions = _joined_by_cell(regions)
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


def _joined_by_cell(rects: Iterable[Rect]) -> list[Rect]:
    """Join what begins in the same cell: comparing each with each would take minutes."""
    cells: dict[tuple[int, int], Rect] = {}
    for rect in rects:
        cell = (int(rect.y // CELL), int(rect.x // CELL))
        cells[cell] = cells[cell].joined(rect) if cell in cells else rect
    return list(cells.values())


def _belong(one: Rect, two: Rect) -> bool:
    return one.touches(two) or one.joined(two).area <= 1.15 * (one.area + two.area)


def _whole(rect: Rect) -> Rect:
    x, y = math.floor(rect.x), math.floor(rect.y)
    return Rect(x, y, math.ceil(rect.right) - x, math.ceil(rect.bottom) - y)
