"""
Say where words leave ink beside their letters: shadows, the lines over and under them, the width of a stroke.

What stands there already is painted over, and in the PDF it would stand above. Knows how a blurred shadow
fades; does not know what stands where.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

from carousel_html.frozen import Color, Rect
from carousel_html.stage.color import read_color
from carousel_html.stage.context import Context, bounds, px_lengths
from carousel_html.stage.lines import Line

SEEN = 32
"""A colour that changes by less (of 255) is taken for the same, where letters are that small a part."""

STEM = 0.15
"""How wide (em) the strokes of letters are: of a far blur, only so much is ink."""

_COLOR = re.compile(r"[\w-]+\([^)]*\)")
_POSITIONS = {"under", "left", "right", "from-font"}


@dataclass(frozen=True)
class Spill:
    """Ink of a line beside its letters: where it is before it is blurred, and its colour (None: unknown)."""

    line: Line
    context: Context
    rect: Rect
    color: Color | None
    sigma: float = 0.0

    def over(self, ink: Color) -> Rect | None:
        """Return where on the slide it changes letters of this ink for all to see; None: nowhere."""
        grown = 0.0
        if self.color is not None:
            change = self.color.alpha * max(abs(a - b) for a, b in zip(self.color[:3], ink[:3], strict=True))
            if self.sigma:
                change *= min(1.0, max(0.4, STEM * self.line.line.size / (1.25 * self.sigma)))
            if change <= SEEN:
                return None
            grown = self.sigma * NormalDist().inv_cdf(1 - SEEN / change)
        placed = self.rect.grown(grown, grown, grown, grown)
        if placed.width <= 0 or placed.height <= 0:
            return None
        return bounds(placed, self.context.matrix)


def may_spill(line: Line, node: Mapping[str, Any], context: Context) -> bool:
    """Say whether a line leaves anything beside its letters. Most do not, and no font is asked for them."""
    has_shadow = node["font"].get("textShadow", "none") != "none"
    return bool(line.reason or has_shadow or context.decorations)


def spills(
    line: Line, node: Mapping[str, Any], context: Context, reach: tuple[float, float]
) -> Iterator[Spill]:
    """Yield what a line leaves beside its letters, which reach so far (em) above and below the baseline."""
    (above, below), size = reach, line.line.size
    letters = Rect(line.rect.x, line.line.baseline - above * size, line.rect.width, (above + below) * size)
    stroke = float(str(node["font"].get("webkitTextStrokeWidth", "0")).removesuffix("px")) / 2
    if line.reason:
        # Nobody knows the colour of what an effect leaves.
        yield Spill(line, context, letters.grown(stroke, stroke, stroke, stroke), None)
    for shadow in re.split(r",(?![^(]*\))", node["font"].get("textShadow", "")):
        color = _COLOR.search(shadow)
        x, y, blur = (*px_lengths(_COLOR.sub("", shadow)), 0, 0, 0)[:3]
        if color:
            moved = letters.moved(x, y).grown(stroke, stroke, stroke, stroke)
            yield Spill(line, context, moved, read_color(color[0]), blur / 2)
    for decoration in context.decorations:
        color = _COLOR.search(decoration)
        for rect in _lines(decoration, line):
            yield Spill(line, context, rect, read_color(color[0]) if color else None)


def _lines(decoration: str, line: Line) -> Iterator[Rect]:
    """Yield the lines that are drawn with words; Chromium's waves are three lines high."""
    words = _COLOR.sub("", decoration).split()
    words.pop()
    while words and words[-1] in _POSITIONS:
        words.pop()
    offset = words.pop() if words else "auto"
    size, baseline = line.line.size, line.line.baseline
    height = next(iter(px_lengths(" ".join(words))), 0.1 * size) * (3 if "wavy" in words else 1)

    def rule(middle: float) -> Rect:
        return Rect(line.rect.x, middle - height / 2, line.rect.width, height)

    if "underline" in words:
        below = px_lengths(offset)
        yield rule(baseline + (below[0] if below else 0.15 * size) + height / 2)
    if "overline" in words:
        yield rule(line.rect.y)
    if "line-through" in words:
        yield rule(baseline - 0.3 * size)


def is_beside(line: Line, other: Line) -> bool:
    """Say whether two lines are pieces of the same words in the same line, which are drawn as one."""
    same_words = (line.node, line.text_node) == (other.node, other.text_node)
    return same_words and math.isclose(line.rect.y, other.rect.y, abs_tol=0.5)
