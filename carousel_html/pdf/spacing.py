"""
Choose letter- and word-spacing that come out of WeasyPrint as they were meant.

WeasyPrint 70 writes the distance between glyphs in whole thousandths of an em and cuts off what is
behind the point (`int(kerning)` in its `draw/text.py`), so a line of 60 spaced letters ends up to
1.5 px away from its place. Knows that rule; does not know HTML.
"""

from __future__ import annotations

from dataclasses import dataclass

from carousel_html.frozen import TextLine

_HALF = 0.5
"""Half a thousandth on top: whatever a glyph's own width adds behind the point, the cut leaves the whole."""


@dataclass(frozen=True)
class Spacing:
    """How a line is spaced, in px. The first `head` characters take `head_letter` between them."""

    letter: float
    word: float
    head: int = 0
    head_letter: float = 0.0


def spacing(line: TextLine) -> Spacing:
    """Return the spacing that prints a line at the width it was measured with."""
    if not line.letter_spacing or line.size <= 0:
        return Spacing(line.letter_spacing, line.word_spacing)
    unit = line.size / 1000
    wanted = line.letter_spacing / unit
    whole = round(wanted)
    lost = (wanted - whole) * len(line.text)
    spaces = line.text.count(" ")
    if spaces:
        # What rounding takes from every letter is given back at the spaces, where nobody sees it.
        return Spacing(_kept(whole) * unit, line.word_spacing + lost / spaces * unit)
    step = 1 if lost > 0 else -1
    return Spacing(_kept(whole) * unit, 0.0, round(abs(lost)), _kept(whole + step) * unit)


def _kept(whole: int) -> float:
    """Return the value that is cut to `whole`."""
    return whole + (_HALF if whole > 0 else -_HALF) if whole else 0.0
