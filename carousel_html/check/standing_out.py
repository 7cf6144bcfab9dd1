"""
Prove from a slide's picture alone that each of its words stands out, so that nothing has to be measured.

The colour of the ink is known from the page. Where the box of a word holds pixels of that colour, and most of
the box, between and around its letters, stands far from it, then so does what is behind the letters. What
cannot be proven (ink of no one colour, a photo, faint words) is not wrong: `pixels` measures it. Knows no
browser.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from carousel_html.check.contrast import INK, TOLERANCE, Word, limit_of
from carousel_html.colors import Color
from carousel_html.stage.color import read_color

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

    from carousel_html.decode import Pixels

GROUND = 0.6
"""The share of a word's box that must be seen to be ground. Ink is spread over the whole box, so a patch that
swallows it covers more than the rest."""

STRIDE = 3
"""Every third pixel of every third row tells as much as all."""

MOST_COLORS = 4096
"""A box with more of them is a photo."""


def stand_out(pixels: Pixels, words: Sequence[Word], density: float, scale: float) -> bool:
    """Say whether every word of a slide is known to stand out enough.

    Args:
        pixels: the slide as it was captured.
        words: what `words.js` found on it.
        density: pixels per px.
        scale: the slide's shorter side, in 1080 px.
    """
    from PIL import Image

    some = Image.fromarray(pixels[STRIDE // 2 :: STRIDE, STRIDE // 2 :: STRIDE])
    return all(_stands_out(some, word, density / STRIDE, limit_of(word, scale)) for word in words)


def _stands_out(pixels: Picture, word: Word, density: float, limit: float) -> bool:
    if word["ink"] is None:
        return False
    left, top = max(round(word["x"] * density), 0), max(round(word["y"] * density), 0)
    right = min(round((word["x"] + word["w"]) * density), pixels.width)
    bottom = min(round((word["y"] + word["h"]) * density), pixels.height)
    if right <= left or bottom <= top:
        return False
    colors = pixels.crop((left, top, right, bottom)).getcolors(MOST_COLORS)
    if colors is None:
        return False
    ink = light(tuple(round(part) for part in read_color(word["ink"])[:3]))
    return _apart([(count, _ratio(light(color), ink)) for count, color in colors]) >= limit * TOLERANCE


def _apart(distances: list[tuple[int, float]]) -> float:
    """Return how far the nearest of what is surely ground stands from what is surely ink.

    Args:
        distances: how many pixels stand how far (1…21) from the colour of the ink.
    """
    distances.sort(key=itemgetter(1))
    total = sum(count for count, _ in distances)
    inked, masked = max(2.0, total * INK), total * (1 - GROUND)
    faint, seen = 0.0, 0
    for count, distance in distances:
        # The mean over the pixels that count as inked; the mean of the contrasts is no less.
        faint += distance * max(0.0, min(count, inked - seen))
        seen += count
        if seen > masked:
            return distance * inked / faint
    return 1.0


def _ratio(one: float, other: float) -> float:
    return one / other if one > other else other / one


@functools.lru_cache(maxsize=1 << 16)
def light(color: tuple[int, ...]) -> float:
    red, green, blue = color
    return Color(red / 255, green / 255, blue / 255).luminance + 0.05
