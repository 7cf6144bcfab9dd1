"""
Measure contrast where a reader sees it: on the pixels of the finished picture.

Each slide is taken twice, with its words and without. Where the two differ most, ink stands on ground,
and both colours are known for certain, whatever lies behind: a photo, a gradient, a scrim. Costs a
second picture of each slide, so a render does it only where `standing_out` proves nothing. Decides no colour.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from carousel_html.check.contrast import INK, LARGE_TEXT, TEXT, TOLERANCE, Word, limit_of
from carousel_html.findings import Finding, worst_of_each
from carousel_html.stage.capture import capture

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from carousel_html.stage.stage import Stage

    Plane = NDArray[np.float32]


def found_in_pixels(stage: Stage, wanted: Sequence[int], pictures: Sequence[bytes] = ()) -> list[Finding]:
    """Return the words of these slides (from 0) that hardly stand out from what is behind them.

    Args:
        stage: a fitted document.
        wanted: the slides to look at.
        pictures: these slides as they were captured, as PNG, if they were.
    """
    words = stage.evaluate("words")
    inked = pictures or [capture(stage, index) for index in wanted]
    bare = stage.whole(lambda: _without_words(stage, wanted))
    scale = min(stage.document.width, stage.document.height) / 1080
    found: list[Finding] = []
    for index, picture, ground in zip(wanted, inked, bare, strict=True):
        contrasts = contrast_of(picture, ground)
        for word in words[index]:
            measure, limit = _measure(contrasts, word, stage.scale), limit_of(word, scale)
            if measure < limit * TOLERANCE:
                found.append(Finding(index + 1, "contrast", word["text"], round(measure, 2), limit))
    return worst_of_each(found)


def _without_words(stage: Stage, wanted: Sequence[int]) -> list[bytes]:
    stage.evaluate("hide_words", True)
    try:
        return [capture(stage, index) for index in wanted]
    finally:
        stage.evaluate("hide_words", False)


def contrast_of(picture: bytes, ground: bytes) -> Plane:
    """Return the contrast (1…21) of every pixel with itself when the words are gone."""
    one, other = _luminance(picture), _luminance(ground)
    lighter, darker = np.maximum(one, other), np.minimum(one, other)
    return np.asarray((lighter + 0.05) / (darker + 0.05), np.float32)


def _measure(contrasts: Plane, word: Word, scale: float) -> float:
    """Return how far the ink of one word stands from its ground: the mean of its most inked pixels."""
    left, top, width, height = (round(word[key] * scale) for key in ("x", "y", "w", "h"))
    box = contrasts[max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)]
    if not box.size:
        return LARGE_TEXT + TEXT  # Outside the slide: another finding.
    count = max(4, round(box.size * INK))
    flat = box.ravel()
    return float(np.partition(flat, -count)[-count:].mean()) if flat.size > count else float(flat.max())


# Of each of the 256 values, decoded as WCAG 2.2 says.
_VALUES = np.arange(256) / 255
_LINEAR = np.where(_VALUES <= 0.04045, _VALUES / 12.92, ((_VALUES + 0.055) / 1.055) ** 2.4)
_DECODED = _LINEAR.astype(np.float32)


def _luminance(picture: bytes) -> Plane:
    with Image.open(io.BytesIO(picture)) as opened:
        pixels = np.asarray(opened.convert("RGB"))
    light: Plane = _DECODED[pixels] @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    return light
