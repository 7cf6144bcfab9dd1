"""
Compare a page of the PDF with the picture of its slide.

Rasterises with pdfium at the picture's size and measures as `docs/how-it-works.md` says: how alike the two
are (`likeness`), the share of text drawn as glyphs, and how far the glyphs stand from where Chromium put
them. Knows pdfium; decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carousel_html.frozen import Element, FrozenSlide, TextLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from carousel_html.decode import Pixels

MIN_SSIM = 0.985
MAX_MEAN_ABS = 1.5
MAX_PATCH_ABS = 48
"""Of 700 slides and all looks, the right ones were at 41 at most, the wrong ones at 52 at least."""

FINER = 2
"""How many times as large a page is drawn to be looked at closer."""


@dataclass(frozen=True)
class Fidelity:
    """How faithful one page is. `mean_abs` and `patch_abs` of 255; `max_line_offset_px` None without text."""

    ssim: float
    mean_abs: float
    patch_abs: float
    max_line_offset_px: float | None
    vector_text: float

    @property
    def is_good(self) -> bool:
        """Say whether the page meets the bar."""
        return self.ssim >= MIN_SSIM and self.mean_abs <= MAX_MEAN_ABS and self.patch_abs <= MAX_PATCH_ABS


class PdfPages:
    """The pages of a PDF, drawn and compared one after the other; a context manager, for one thread.

    The document stays open: fonts are read once, and letters drawn once.
    """

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._document: Any = None
        self._canvas: Any = None
        self._size = (0, 0)

    def __enter__(self) -> PdfPages:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the document, if a page of it was wanted."""
        if self._document is not None:
            self._document.close()

    def compare(self, index: int, shot: Pixels, slide: FrozenSlide, height: int) -> Fidelity:
        """Compare page `index` (from 0) with the pixels of its picture; `height` is the slide's in CSS px."""
        import pypdfium2

        from carousel_html.likeness import Pair, worst_patch

        self._document = self._document or pypdfium2.PdfDocument(self._pdf)
        page = self._document[index]
        scale = shot.shape[0] / height
        try:
            pair = Pair(self._drawn(page, shot), shot)
            patch = pair.worst_patch(scale)
            if patch > MAX_PATCH_ABS:
                # pdfium draws upright stems on whole pixels, up to one too wide: finer ones do no harm.
                patch = worst_patch(_smoother(page, shot), shot, scale)
            offset = _line_offset(page, slide, height)
        finally:
            page.close()
        lines = list(text_lines(slide.content))
        return Fidelity(
            ssim=round(pair.ssim(), 4),
            mean_abs=round(pair.mean_difference([corners(line, scale) for line in lines]), 3),
            patch_abs=round(patch, 1),
            max_line_offset_px=offset,
            vector_text=round(vector_share(lines), 4),
        )

    def _drawn(self, page: Any, shot: Pixels) -> Pixels:
        """Return the pixels of a page, until the next one is drawn: their memory is used again."""
        import pypdfium2

        def canvas(width: int, height: int, **kind: Any) -> Any:
            if (width, height) != self._size:
                self._canvas = pypdfium2.PdfBitmap.new_native(width, height, **kind)
                self._size = (width, height)
            return self._canvas

        return _drawn(page, shot, bitmap_maker=canvas)


def _drawn(page: Any, shot: Pixels, times: int = 1, **how: Any) -> Pixels:
    """Return the pixels of a page, so many times as large as its picture."""
    height, width = shot.shape[0] * times, shot.shape[1] * times
    raster = page.render(scale=width / page.get_width(), rev_byteorder=True, **how)
    # By an error of rounding, it may be larger by one.
    pixels: Pixels = raster.to_numpy()[:height, :width]
    return pixels


def _smoother(page: Any, shot: Pixels) -> Pixels:
    """Return the pixels of a page that was drawn larger, as large as its picture."""
    import numpy as np
    from PIL import Image

    return np.asarray(Image.fromarray(_drawn(page, shot, FINER)).reduce(FINER))


def text_lines(part: Element | TextLine) -> Iterator[TextLine]:
    """Yield the lines below an element in reading order."""
    if isinstance(part, TextLine):
        yield part
    else:
        for child in part.children:
            yield from text_lines(child)


def vector_share(lines: list[TextLine]) -> float:
    """Return the share of characters drawn as glyphs (white space, emoji and bullets not counted)."""
    total = sum(_letters(line) for line in lines)
    return sum(_letters(line) for line in lines if line.visible) / total if total else 1.0


def _letters(line: TextLine) -> int:
    """Return how many characters of a line are drawn by glyphs of one colour, in any engine."""
    return len(_DRAWN.sub("", line.text))


def _line_offset(page: Any, slide: FrozenSlide, height: int) -> float | None:
    """Return how far (px) the worst line's first or last glyph, or its baseline, stands from its place.

    Compares the glyphs' origins, as pdfium reads them from the finished page.
    """
    import numpy as np

    lines = [
        line
        for line in text_lines(slide.content)
        if line.visible
        and not (line.matrix or line.is_rtl or line.is_halved)
        and line.text == line.text.strip()
    ]
    px = height / page.get_height()
    glyphs = np.array([(x * px, height - y * px) for x, y in _origins(page)])
    if not lines or not len(glyphs):
        return None
    glyphs = glyphs[np.argsort(glyphs[:, 1])]
    places = ((x, line.baseline) for line in lines for x in (line.x, line.last) if x is not None)
    return round(max(_distance(x, y, glyphs) for x, y in places), 3)


def _distance(x: float, y: float, glyphs: NDArray[np.float64]) -> float:
    """Return how far a place is from the nearest glyph; `glyphs` are sorted by their height on the page.

    Only those on its line are looked at, if there are any: thousands of lines by all glyphs are gigabytes.
    """
    import numpy as np

    first, last = np.searchsorted(glyphs[:, 1], (y - 2, y + 2))
    near = glyphs[first:last] if last > first else glyphs
    return float(np.hypot(near[:, 0] - x, near[:, 1] - y).min())


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


def corners(line: TextLine, scale: float) -> list[tuple[float, float]]:
    """Return the corners of what a line may paint on, at `scale` pixels to a px."""
    left, right = line.x - line.size * 0.15, line.x + line.width + line.size * 0.15
    top, bottom = line.baseline - line.size * 1.1, line.baseline + line.size * 0.4
    a, b, c, d, e, f = line.matrix or (1, 0, 0, 1, 0, 0)
    places = ((left, top), (right, top), (right, bottom), (left, bottom))
    return [((a * x + c * y + e) * scale, (b * x + d * y + f) * scale) for x, y in places]


_DRAWN = re.compile(r".\ufe0f\u20e3?|[0-9#*]\u20e3|[\s\u200d\ufe0f•◦▪■▸▾\u2600-\u27bf\U0001f000-\U0001faff]")
"""Signs in emoji style, keycaps, white space, list markers, emoji and what joins them."""
