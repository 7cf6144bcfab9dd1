"""
Compare a page of the PDF with the picture of its slide.

Rasterises with pdfium at the picture's size and measures as `docs/how-it-works.md` says: ssim on grey
pictures averaged 2×2, the mean difference outside the text, the difference of the worst patch, the share
of text drawn as glyphs, and how far the glyphs stand from where Chromium put them. Knows pdfium and numpy;
decides nothing.
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
MAX_PATCH_ABS = 48
"""Of 700 slides and all looks, the right ones were at 41 at most, the wrong ones at 52 at least."""

FINER = 2
"""How many times as large a page is drawn to be looked at closer."""

PATCH = 8
"""The side of a patch (px): as much as a list marker, or a letter's stem and what is beside it."""

_WINDOW = 7
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
"""Window and constants of Wang et al. 2004, as in scikit-image's `structural_similarity`."""

_STRIP = 96
"""Rows worked on at a time: so few stay in a processor's cache, which makes it twice as fast."""


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


def decoded(picture: bytes) -> Picture:
    """Return the RGB pixels of an encoded picture."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as opened:
        opened.load()
        return opened if opened.mode == "RGB" else opened.convert("RGB")


class PdfPages:
    """The pages of a PDF, drawn and compared one after the other; a context manager, for one thread.

    The document stays open: fonts are read once, and letters drawn once.
    """

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._document: Any = None

    def __enter__(self) -> PdfPages:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the document, if a page of it was wanted."""
        if self._document is not None:
            self._document.close()

    def compare(self, index: int, shot: Picture, slide: FrozenSlide, height: int) -> Fidelity:
        """Compare page `index` (from 0) with the pixels of its picture; `height` is the slide's in CSS px."""
        import pypdfium2

        self._document = self._document or pypdfium2.PdfDocument(self._pdf)
        page = self._document[index]
        try:
            drawn = self._drawn(page, shot.width)
            patch = worst_patch(drawn, shot, shot.height / height)
            if patch > MAX_PATCH_ABS:
                # pdfium draws upright stems on whole pixels, up to one too wide: finer ones do no harm.
                finer = self._drawn(page, FINER * shot.width).reduce(FINER)
                patch = worst_patch(finer, shot, shot.height / height)
            offset = _line_offset(page, slide, height)
        finally:
            page.close()
        lines = list(text_lines(slide.content))
        return Fidelity(
            ssim=round(structural_similarity(half_gray(drawn), half_gray(shot)), 4),
            mean_abs=round(mean_difference(drawn, shot, lines, shot.height / height), 3),
            patch_abs=round(patch, 1),
            max_line_offset_px=offset,
            vector_text=round(vector_share(lines), 4),
        )

    def _drawn(self, page: Any, width: int) -> Picture:
        """Return the RGB pixels of a page, so many wide."""
        from PIL import Image

        raster = page.render(scale=width / page.get_width(), prefer_bgrx=True)
        size = (raster.width, raster.height)
        return Image.frombuffer("RGB", size, raster.buffer, "raw", "BGRX", raster.stride, 1)


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


def half_gray(picture: Picture) -> Gray:
    """Return an RGB picture as grey (Rec. 601), averaged 2×2."""
    import numpy as np

    gray = np.asarray(picture.convert("L"))
    height, width = gray.shape[0] // 2 * 2, gray.shape[1] // 2 * 2
    rows = np.add(gray[0:height:2, :width], gray[1:height:2, :width], dtype=np.uint16)
    result: Gray = (rows[:, 0::2] + rows[:, 1::2]).astype(np.float32)
    result *= np.float32(0.25)
    return result


def structural_similarity(one: Gray, two: Gray) -> float:
    """Return the mean SSIM of two grey pictures, data range 255, uniform 7×7 window.

    Sample covariance and borders as scikit-image's default; a test holds the two together.
    """
    height, width = one.shape[0] - _WINDOW + 1, one.shape[1] - _WINDOW + 1
    strips = (slice(top, top + _STRIP + _WINDOW - 1) for top in range(0, height, _STRIP))
    lost = sum(_dissimilarity(one[rows], two[rows]) for rows in strips)
    return float(1 - lost / (height * width))


def _dissimilarity(one: Gray, two: Gray) -> float:
    """Return by how much the SSIM of all windows of two strips falls short of 1, added up."""
    columns = (one != two).any(axis=0).nonzero()[0]
    if not len(columns):
        return 0.0
    # Where both are equal a window's SSIM is 1: half of a slide is ground, which costs nothing so.
    part = slice(max(0, columns[0] - _WINDOW + 1), columns[-1] + _WINDOW)
    # Taking a middle grey off first keeps the squares small enough for single precision.
    one, two = one[:, part] - 128, two[:, part] - 128
    count = _WINDOW * _WINDOW
    mean_one, mean_two = _mean(one), _mean(two)
    product = mean_one * mean_two
    squares = mean_one * mean_one + mean_two * mean_two
    covariance = (_mean(one * two) - product) * (2 * count / (count - 1)) + _C2
    variances = (_mean(one * one + two * two) - squares) * (count / (count - 1)) + _C2
    # (a + 128)(b + 128) and (a + 128)² + (b + 128)², from what is known of a and b.
    shift = (mean_one + mean_two) * 256 + (2 * 128 * 128 + _C1)
    covariance *= product * 2 + shift
    variances *= squares + shift
    covariance /= variances
    return float(covariance.size - covariance.sum(dtype="float64"))


def _mean(gray: Gray) -> Gray:
    """Return the mean over every whole 7×7 window, first across, then down."""
    result = _seven(_seven(gray.T).T)
    result *= 1 / (_WINDOW * _WINDOW)
    return result


def _seven(rows: Gray) -> Gray:
    """Return the sums of every seven neighbouring rows: 7 = 4 + 2 + 1."""
    two = rows[:-1] + rows[1:]
    result: Gray = two[:-5] + two[2:-3]
    result += two[4:-1]
    result += rows[6:]
    return result


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


def mean_difference(page: Picture, shot: Picture, lines: list[TextLine], scale: float) -> float:
    """Return the mean difference (of 255) of two pictures outside the lines of text."""
    import numpy as np
    from PIL import Image, ImageChops, ImageDraw

    difference = ImageChops.difference(page, shot)
    outside = Image.new("L", shot.size, 1)
    pens = (ImageDraw.Draw(difference), ImageDraw.Draw(outside))
    for line in lines:
        corners = _corners(line, scale)
        for pen in pens:
            pen.polygon(corners, fill=0)
    count = 3 * int(np.count_nonzero(np.asarray(outside)))
    rows = np.asarray(difference).reshape(shot.height, -1).sum(axis=1, dtype=np.uint32)
    return int(rows.sum(dtype=np.uint64)) / count if count else 0.0


def worst_patch(page: Picture, shot: Picture, scale: float) -> float:
    """Return how far (of 255) the mean of a colour is off in the worst patch, at `scale` pixels to a px.

    A slide is mostly ground, whose likeness hides a lost marker or a word in another face from every mean
    over all of it. In a patch, two ways of smoothing an edge differ little: what a pixel gains, its neighbour
    loses.
    """
    import numpy as np

    side = max(1, round(PATCH * scale))
    one, two = (np.asarray(each.reduce(side), dtype=np.int16) for each in (page, shot))
    return float(np.abs(one - two).max())


def _corners(line: TextLine, scale: float) -> list[tuple[float, float]]:
    """Return the corners of what a line may paint on, in pixels."""
    left, right = line.x - line.size * 0.15, line.x + line.width + line.size * 0.15
    top, bottom = line.baseline - line.size * 1.1, line.baseline + line.size * 0.4
    a, b, c, d, e, f = line.matrix or (1, 0, 0, 1, 0, 0)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return [((a * x + c * y + e) * scale, (b * x + d * y + f) * scale) for x, y in corners]


_DRAWN = re.compile(r".\ufe0f\u20e3?|[0-9#*]\u20e3|[\s\u200d\ufe0f•◦▪■▸▾\u2600-\u27bf\U0001f000-\U0001faff]")
"""Signs in emoji style, keycaps, white space, list markers, emoji and what joins them."""
