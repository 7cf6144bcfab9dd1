"""
Put the baselines of lines where they are in a picture.

Chromium lays a line out in 64ths of a px and draws it on a whole px, and words off its baseline as far from
there as they are. An inline element with a box (a ground, an edge, padding) is like a line of its own: its
upper edge is drawn on a whole px, its words as far from there as they are. What is on no whole pixel of the
picture then, Skia draws on the nearest one (`SkFont::setBaselineSnap`, on unless turned off); letters lie
between pixels only along their line. Knows those rules, which a test holds against pictures; knows nothing of
pages.
"""

from __future__ import annotations

import math
from dataclasses import replace

from carousel_html.frozen import TextLine


def on_pixels(
    line: TextLine, scale: float, *, is_shifted: bool = False, box: float | None = None
) -> TextLine:
    """Return a line with its baseline where it is drawn, at `scale` pixels to a px.

    A line that `is_shifted` stands off the baseline of the line that it is in; `box` is the upper edge (px)
    of the inline box that it is in.
    """
    fixed = line.baseline if box is None else box
    moved = 0.0 if is_shifted and box is None else math.floor(fixed + 0.5) - fixed
    baseline = line.baseline + moved
    a, b, c, d, e, f = line.matrix or (1, 0, 0, 1, 0, 0)
    if b == c == 0 and d:
        baseline = _moved(baseline, d, f, scale)
    elif a == d == 0 and c:  # A quarter turn: the line runs down or up, and its baseline lies across.
        baseline = _moved(baseline, c, e, scale)
    return replace(line, baseline=baseline)


def _moved(baseline: float, factor: float, offset: float, scale: float) -> float:
    """Return a baseline that is on a whole pixel when it is scaled and moved."""
    pixels = math.floor((baseline * factor + offset) * scale + 0.5)
    return (pixels / scale - offset) / factor
