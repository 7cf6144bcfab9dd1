"""
Put the baselines of lines where they are in a picture: on whole device pixels.

Skia draws letters between pixels only along their line (`SkFont::setBaselineSnap`, on unless turned off): a
baseline at 188.5 px is drawn at 189. Knows that rule; knows nothing of pages.
"""

from __future__ import annotations

import math
from dataclasses import replace

from carousel_html.frozen import TextLine


def on_pixels(line: TextLine, scale: float) -> TextLine:
    """Return a line with its baseline moved to a whole pixel, `scale` to a px; turned lines stay."""
    a, b, c, d, e, f = line.matrix or (1, 0, 0, 1, 0, 0)
    if b == c == 0 and d:
        return replace(line, baseline=_moved(line.baseline, d, f, scale))
    if a == d == 0 and c:  # A quarter turn: the line runs down or up, and its baseline lies across.
        return replace(line, baseline=_moved(line.baseline, c, e, scale))
    return line


def _moved(baseline: float, factor: float, offset: float, scale: float) -> float:
    pixels = math.floor((baseline * factor + offset) * scale + 0.5)
    return (pixels / scale - offset) / factor
