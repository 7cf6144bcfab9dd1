"""
Compare a page of the PDF with the picture of its slide.

Rasterises with pdfium at the picture's size and measures as `docs/how-it-works.md` says: ssim on
grey pictures averaged 2×2, the mean difference outside the text, the share of text drawn as glyphs,
and how far the glyphs stand from where Chromium put them. Knows pdfium and numpy; decides nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carousel_html.frozen import Element, FrozenSlide, TextLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Gray = NDArray[np.float32]

MIN_SSIM = 0.985
MAX_MEAN_ABS = 1.5

_WINDOW = 7
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
"""Window and constants of Wang et al. 2004, as in scikit-image's `structural_similarity`."""


@dataclass(frozen=True)
class Fidelity:
    """How faithful one page is. `mean_abs` is of 255; `max_line_offset_px` None without text."""

    ssim: float
    mean_abs: float
    max_line_offset_px: float | None
    vector_text: float

    @property
    def is_good(self) -> bool:
        """Say whether the page meets the bar."""
        return self.ssim >= MIN_SSIM and self.mean_abs <= MAX_MEAN_ABS


def compare_page(pdf: bytes, index: int, picture: bytes, slide: FrozenSlide, height: int) -> Fidelity:
    """Compare page `index` (from 0) with its encoded picture; `height` is the slide's in CSS px."""
    import numpy as np
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as opened:
        shot = np.asarray(opened.convert("RGB"))
    page, offset = _rasterised(pdf, index, shot.shape[1], slide, height)
    lines = list(text_lines(slide.content))
    outside = _outside_text(shot.shape[0], shot.shape[1], lines, shot.shape[0] / height)
    difference = np.abs(page.astype(np.int16) - shot)
    return Fidelity(
        ssim=round(structural_similarity(half_gray(page), half_gray(shot)), 4),
        mean_abs=round(float(difference[outside].mean()) if outside.any() else 0.0, 3),
        max_line_offset_px=offset,
        vector_text=round(vector_share(lines), 4),
    )


def text_lines(part: Element | TextLine) -> Iterator[TextLine]:
    """Yield the lines below an element in reading order."""
    if isinstance(part, TextLine):
        yield part
    else:
        for child in part.children:
            yield from text_lines(child)


def vector_share(lines: list[TextLine]) -> float:
    """Return the share of characters drawn as glyphs (white space and emoji not counted)."""
    total = glyphs = 0
    for line in lines:
        text = _KEYCAP.sub("", line.text)
        count = sum(1 for char in text if not char.isspace() and not _is_emoji(char))
        total += count
        glyphs += count if line.visible else 0
    return glyphs / total if total else 1.0


def half_gray(picture: NDArray[np.uint8]) -> Gray:
    """Return an RGB picture as grey (Rec. 601), averaged 2×2."""
    import numpy as np

    red, green, blue = (picture[..., i].astype(np.float32) for i in range(3))
    gray = 0.299 * red + 0.587 * green + 0.114 * blue
    height, width = gray.shape[0] // 2 * 2, gray.shape[1] // 2 * 2
    cut = gray[:height, :width]
    result: Gray = (cut[0::2, 0::2] + cut[1::2, 0::2] + cut[0::2, 1::2] + cut[1::2, 1::2]) / 4
    return result


def structural_similarity(one: Gray, two: Gray) -> float:
    """Return the mean SSIM of two grey pictures, data range 255, uniform 7×7 window.

    Sample covariance and borders as scikit-image's default; a test holds the two together.
    """
    count = _WINDOW * _WINDOW
    mean_one, mean_two = _mean(one), _mean(two)
    unbias = count / (count - 1)
    var_one = unbias * (_mean(one * one) - mean_one * mean_one)
    var_two = unbias * (_mean(two * two) - mean_two * mean_two)
    cov = unbias * (_mean(one * two) - mean_one * mean_two)
    top = (2 * mean_one * mean_two + _C1) * (2 * cov + _C2)
    bottom = (mean_one**2 + mean_two**2 + _C1) * (var_one + var_two + _C2)
    return float((top / bottom).mean())


def _mean(gray: Gray) -> Any:
    """Return the mean over every whole window, by running sums in double precision."""
    import numpy as np

    total = np.cumsum(np.cumsum(gray, axis=0, dtype=np.float64), axis=1)
    total = np.pad(total, ((1, 0), (1, 0)))
    w = _WINDOW
    return (total[w:, w:] - total[:-w, w:] - total[w:, :-w] + total[:-w, :-w]) / (w * w)


def _rasterised(
    pdf: bytes, index: int, width: int, slide: FrozenSlide, height: int
) -> tuple[NDArray[np.uint8], float | None]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[index]
        scale = width / page.get_width()
        raster = page.render(scale=scale, rev_byteorder=True).to_numpy()[..., :3]
        return raster.copy(), _line_offset(page, slide, height)
    finally:
        document.close()


def _line_offset(page: Any, slide: FrozenSlide, height: int) -> float | None:
    """Return how far (px) the worst line's start or baseline stands from its place.

    Compares the origin of each line's first glyph, as pdfium reads it from the finished page.
    """
    import ctypes

    import pypdfium2.raw as pdfium

    lines = [
        line for line in text_lines(slide.content) if line.visible and not line.matrix and not line.is_rtl
    ]
    if not lines:
        return None
    px = height / page.get_height()
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    origins = []
    for i in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text.raw, i) == 1:
            continue
        if pdfium.FPDFText_GetCharOrigin(text.raw, i, x, y):
            origins.append((x.value * px, height - y.value * px))
    if not origins:
        return None
    import numpy as np

    found = np.array(origins)
    worst = 0.0
    for line in lines:
        start = line.x if not line.text[:1].isspace() else None
        if start is None:
            continue
        away = np.hypot(found[:, 0] - start, found[:, 1] - line.baseline)
        worst = max(worst, float(away.min()))
    return round(worst, 3)


def _outside_text(height: int, width: int, lines: list[TextLine], scale: float) -> NDArray[np.bool_]:
    import numpy as np

    outside = np.ones((height, width), dtype=bool)
    for line in lines:
        if line.matrix:
            continue
        left = int((line.x - line.size * 0.15) * scale)
        right = int((line.x + line.width + line.size * 0.15) * scale) + 1
        top = int((line.baseline - line.size * 1.1) * scale)
        bottom = int((line.baseline + line.size * 0.4) * scale) + 1
        outside[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = False
    return outside


_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")


def _is_emoji(char: str) -> bool:
    code = ord(char)
    return 0x1F000 <= code <= 0x1FAFF or 0x2600 <= code <= 0x27BF or code in (0x200D, 0xFE0F)
