"""
How far words must stand out from their ground (WCAG 2.2), as both ways of measuring it ask.

`pixels` measures, from two pictures of a slide; `standing_out` proves from one that nothing need be measured.
"""

from __future__ import annotations

from typing import TypedDict

TEXT, LARGE_TEXT = 4.5, 3.0
"""WCAG 2.2, 1.4.3."""

LARGE, LARGE_BOLD, BOLD = 72, 56, 700
"""Large is 24 px, or 18.66 px bold, in the hand (WCAG 2.2); a slide is shown there at a third of its size."""

INK = 0.02
"""The share of a word's box that is counted as fully inked: the thinnest letters cover a little more."""


TOLERANCE = 0.97
"""Rounding of colours and the last bit of anti-aliasing may cost this much of a measure."""


class Word(TypedDict):
    """A word as `words.js` finds it, in px from the slide's corner; `ink` only if one opaque colour."""

    text: str
    size: float
    weight: float
    ink: str | None
    x: float
    y: float
    w: float
    h: float


def limit_of(word: Word, scale: float) -> float:
    """Return the least contrast of a word on a slide whose shorter side is `scale` times 1080 px."""
    large = LARGE_BOLD if word["weight"] >= BOLD else LARGE
    return LARGE_TEXT if word["size"] >= large * scale else TEXT
