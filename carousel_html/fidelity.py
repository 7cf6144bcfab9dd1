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
    from PIL.Image import Image as Picture

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
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as opened:
        shot = opened.convert("RGB")
    page, offset = _rasterised(pdf, index, shot.width, slide, height)
    lines = list(text_lines(slide.content))
    return Fidelity(
        ssim=round(structural_similarity(half_gray(page), half_gray(shot)), 4),
        mean_abs=round(_mean_difference(page, shot, lines, shot.height / height), 3),
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
    """Return the share of characters drawn as glyphs (white space, emoji and bullets not counted)."""
    total = glyphs = 0
    for line in lines:
        text = _KEYCAP.sub("", line.text)
        count = sum(1 for char in text if not char.isspace() and not _is_drawn(char))
        total += count
        glyphs += count if line.visible else 0
    return glyphs / total if total else 1.0


def half_gray(picture: Picture) -> Gray:
    """Return an RGB picture as grey (Rec. 601), averaged 2×2."""
    import numpy as np

    gray: Gray = np.asarray(picture.convert("L"), dtype=np.float32)
    height, width = gray.shape[0] // 2 * 2, gray.shape[1] // 2 * 2
    rows = gray[0:height:2, :width] + gray[1:height:2, :width]
    result: Gray = (rows[:, 0::2] + rows[:, 1::2]) * np.float32(0.25)
    return result


def structural_similarity(one: Gray, two: Gray) -> float:
    """Return the mean SSIM of two grey pictures, data range 255, uniform 7×7 window.

    Sample covariance and borders as scikit-image's default; a test holds the two together.
    """
    count = _WINDOW * _WINDOW
    unbias = count / (count - 1)
    # Taking a middle grey off first keeps the squares small enough for single precision.
    low_one, low_two = one - 128, two - 128
    mean_one, mean_two = _mean(low_one), _mean(low_two)
    variances = unbias * (_mean(low_one * low_one + low_two * low_two) - mean_one**2 - mean_two**2)
    covariance = unbias * (_mean(low_one * low_two) - mean_one * mean_two)
    mean_one += 128
    mean_two += 128
    top = (2 * mean_one * mean_two + _C1) * (2 * covariance + _C2)
    bottom = (mean_one**2 + mean_two**2 + _C1) * (variances + _C2)
    return float((top / bottom).mean(dtype="float64"))


def _mean(gray: Gray) -> Gray:
    """Return the mean over every whole 7×7 window: 7 = 4 + 2 + 1, first across, then down."""
    across = _seven(gray.T).T
    result: Gray = _seven(across) * (1 / (_WINDOW * _WINDOW))
    return result


def _seven(rows: Gray) -> Gray:
    """Return the sums of every seven neighbouring rows."""
    two = rows[:-1] + rows[1:]
    four = two[:-2] + two[2:]
    result: Gray = four[:-3] + two[4:-1] + rows[6:]
    return result


def _rasterised(
    pdf: bytes, index: int, width: int, slide: FrozenSlide, height: int
) -> tuple[Picture, float | None]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[index]
        raster = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
        return raster.to_pil().convert("RGB"), _line_offset(page, slide, height)
    finally:
        document.close()


def _line_offset(page: Any, slide: FrozenSlide, height: int) -> float | None:
    """Return how far (px) the worst line's first or last glyph, or its baseline, stands from its place.

    Compares the glyphs' origins, as pdfium reads them from the finished page.
    """
    import numpy as np

    lines = [
        line
        for line in text_lines(slide.content)
        if line.visible and not (line.matrix or line.is_rtl) and line.text == line.text.strip()
    ]
    px = height / page.get_height()
    glyphs = np.array([(x * px, height - y * px) for x, y in _origins(page)])
    if not lines or not len(glyphs):
        return None
    places = np.array([(x, line.baseline) for line in lines for x in (line.x, line.last) if x is not None])
    away = np.hypot(*(places[:, None, :] - glyphs[None, :, :]).transpose(2, 0, 1))
    return round(float(away.min(axis=1).max()), 3)


def _origins(page: Any) -> Iterator[tuple[float, float]]:
    """Yield the origin of each glyph on the page, in pt from its lower left corner."""
    import ctypes

    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text.raw, i) == 1:
            continue
        if pdfium.FPDFText_GetCharOrigin(text.raw, i, x, y):
            yield x.value, y.value


def _mean_difference(page: Picture, shot: Picture, lines: list[TextLine], scale: float) -> float:
    """Return the mean difference (of 255) of two pictures outside the lines of text."""
    from PIL import Image, ImageChops, ImageDraw

    outside = Image.new("L", shot.size, 255)
    pen = ImageDraw.Draw(outside)
    for line in lines:
        left, right = line.x - line.size * 0.15, line.x + line.width + line.size * 0.15
        top, bottom = line.baseline - line.size * 1.1, line.baseline + line.size * 0.4
        a, b, c, d, e, f = line.matrix or (1, 0, 0, 1, 0, 0)
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        pen.polygon([((a * x + c * y + e) * scale, (b * x + d * y + f) * scale) for x, y in corners], fill=0)
    counts = ImageChops.difference(page, shot).histogram(outside)
    total = sum(counts)
    return sum(value % 256 * count for value, count in enumerate(counts)) / total if total else 0.0


_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")


def _is_drawn(char: str) -> bool:
    code = ord(char)
    return (
        char in "•◦▪■▸▾" or 0x1F000 <= code <= 0x1FAFF or 0x2600 <= code <= 0x27BF or code in (0x200D, 0xFE0F)
    )
