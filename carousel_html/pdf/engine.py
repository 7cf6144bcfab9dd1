"""
Call WeasyPrint: the one place where its objects are made, with one strict fetcher.

Nothing outside the Frozen document can be read: no file, no network, no other scheme. Knows the
options that keep the output small and the same every time.
"""

from __future__ import annotations

import base64
import functools
import io
import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from PIL import Image as Pillow

from carousel_html.compose.document import Document
from carousel_html.errors import RenderError, Unprintable
from carousel_html.frozen import Frozen, Image
from carousel_html.pdf.finish import finisher
from carousel_html.pdf.laid_out import LaidOut
from carousel_html.pdf.page_html import BLANK, DRAWING, SCHEME, page_html
from carousel_html.pdf.unseen import with_unseen_face
from carousel_html.pdf.weasy import (
    CSS,
    HTML,
    FontConfiguration,
    RasterImage,
    URLFetcher,
    URLFetcherResponse,
    read_own_sheets,
)

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)

_NO_GLYPH = ".notdef glyph rendered"
_CODE = re.compile(r"\(U\+([0-9A-F]+)\)")

OPTIONS: dict[str, Any] = {
    "pdf_variant": "pdf/ua-1",
    "full_fonts": False,
    "hinting": False,
    "optimize_images": False,
    "presentational_hints": False,
    "custom_metadata": False,
}


class FrozenFetcher(URLFetcher):  # type: ignore[misc]
    """Answer the addresses of one Frozen document from memory, and refuse every other."""

    prefix = SCHEME

    def __init__(self, frozen: Frozen) -> None:
        super().__init__(timeout=1, allow_redirects=False, allowed_protocols=())
        images: Mapping[str, Image] = frozen.images
        self.blocked: list[str] = []
        self._answers: dict[str, tuple[str, bytes]] = {BLANK: ("image/png", _PIXEL)}
        for key, image in images.items():
            self._answers[f"image/{key}"] = (image.mime, image.body)
        for index, body in enumerate(frozen.fonts.values()):
            self._answers[f"font/f{index}"] = ("font/ttf", body)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return what `carousel:…` stands for; raise ValueError for anything else."""
        answer = self._answer(url.removeprefix(self.prefix)) if url.startswith(self.prefix) else None
        if answer is None:
            self.blocked.append(url[:200])
            raise ValueError(f"refused: {url[:200]}")
        mime, body = answer
        return URLFetcherResponse(url, body, {"Content-Type": mime})

    def _answer(self, name: str) -> tuple[str, bytes] | None:
        if name.startswith(DRAWING):
            return "image/svg+xml", unquote(name.removeprefix(DRAWING)).encode()
        return self._answers.get(name)


class _Masked(RasterImage):  # type: ignore[misc]
    """An image whose transparency is an image of its own: each is packed as it is smallest."""

    def __init__(self, key: str, image: Image) -> None:
        assert image.alpha is not None, "an image with transparency"
        super().__init__(_opened(image), key, image.body)
        self._alpha = RasterImage(_opened(image.alpha), f"{key}-alpha", image.alpha.body)

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> Any:
        """Return the image as the PDF holds it."""
        drawn = super().get_x_object(interpolate, dpi_ratio)
        drawn.extra["SMask"] = self._alpha.get_x_object(interpolate, dpi_ratio)
        return drawn


def _opened(image: Image) -> Any:
    return Pillow.open(io.BytesIO(image.body))


class AssetFetcher(FrozenFetcher):
    """Answer the addresses of one Document from its assets, and refuse every other."""

    prefix = "http://carousel.invalid/"

    def __init__(self, document: Document) -> None:
        super().__init__(Frozen(0, 0, "", "", "", (), {}, {}))
        self._answers = {key: (asset.mime, asset.body) for key, asset in document.assets.items()}

    def _answer(self, name: str) -> tuple[str, bytes] | None:
        return self._answers.get(name)


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def print_pdf(frozen: Frozen, laid_out: LaidOut | None = None) -> bytes:
    """Return the PDF of a Frozen document, one page per slide, tagged.

    Pages that are `laid_out` already are only drawn; without it none are kept. Raises RenderError when
    WeasyPrint complains: we hand it nothing that it should complain of.
    """
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    try:
        frozen = with_unseen_face(frozen)
        page = page_html(frozen)
        document = (laid_out or LaidOut()).document(frozen, page, functools.partial(_laid_out, frozen))
        pdf: bytes = document.write_pdf(finisher=finisher(page.lines, frozen.fonts), **OPTIONS)
    finally:
        logger.removeHandler(complaints)
    if complaints.lines:
        raise _failure(complaints.lines)
    return pdf


def _failure(complaints: Sequence[str]) -> RenderError:
    """Return what to raise of WeasyPrint's complaints, by whether all are about glyphs."""
    what, where = "the PDF printer could not print the page as it was frozen.", "\n".join(complaints[:5])
    if not all(line.startswith(_NO_GLYPH) for line in complaints):
        return RenderError(what, where=where)
    codes = {code for line in complaints for code in _CODE.findall(line)}
    return Unprintable(what, characters="".join(chr(int(code, 16)) for code in sorted(codes)), where=where)


def _laid_out(frozen: Frozen, html: str, configuration: Any) -> Any:
    """Have WeasyPrint lay out the HTML of some slides."""
    placed = _html(html, FrozenFetcher(frozen))
    # The sheet that every HTML page gets has rules for six pseudo-elements of each element: six of seven
    # styles would be theirs. Our page brings all its style along.
    placed._ua_stylesheets = lambda forms=False: []
    masked = {
        f"{SCHEME}image/{key}": _Masked(key, image) for key, image in frozen.images.items() if image.alpha
    }
    return placed.render(font_config=configuration, cache=masked, **OPTIONS)


def print_direct(document: Document, wanted: Sequence[int]) -> bytes:
    """Return the PDF that WeasyPrint makes of the HTML by laying it out itself; for comparison only.

    `wanted` are the pages to keep, from 0. What WeasyPrint does not know, it leaves out.
    """
    fetcher = AssetFetcher(document)
    read_own_sheets(lambda text, counters: CSS(string=text, counter_style=counters, url_fetcher=fetcher))
    size = f"size: {document.width}px {document.height}px; margin: 0"
    style = f"<style>@page {{ {size} }} .slide {{ break-after: page }}</style></head>"
    text = document.html.replace("</head>", style, 1)
    rendered = _html(text, fetcher).render(font_config=FontConfiguration(), **OPTIONS)
    pages = [page for number, page in enumerate(rendered.pages) if number in wanted]
    pdf: bytes = rendered.copy(pages).write_pdf(**OPTIONS)
    return pdf


def _html(text: str, fetcher: FrozenFetcher) -> Any:
    return HTML(string=text, url_fetcher=fetcher, base_url=fetcher.prefix)
