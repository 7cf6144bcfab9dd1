"""
Read the colours that a measured page is written in: `rgb(…)` and `rgba(…)`, nothing else.

The measuring script has turned every wider colour space into these. Does not know where a colour
is used.
"""

from __future__ import annotations

import functools
import re

from carousel_html.frozen import Color

CLEAR = Color(0, 0, 0, 0)

_NUMBERS = re.compile(r"[\d.]+(?:e-?\d+)?")


@functools.lru_cache(maxsize=4096)
def read_color(text: str) -> Color:
    """Return `rgb(r, g, b)` or `rgba(r, g, b, a)` as a Color."""
    red, green, blue, *alpha = (float(each) for each in _NUMBERS.findall(text.partition("(")[2]))
    return Color(red, green, blue, alpha[0] if alpha else 1.0)
