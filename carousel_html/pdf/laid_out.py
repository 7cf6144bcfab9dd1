"""
Keep what WeasyPrint can use again: the document's fonts, and pages that were laid out.

Laying out is more than half of printing. A page is drawn again as it was laid out when nothing of its slide
has changed, and none of the document's fonts: for the same carousel with other words on some slides. Taking
fonts in is a ninth; the carousels of one design have the same. Knows what a page is laid out from; lays out
nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from typing import Any

from carousel_html.frozen import Frozen, Image
from carousel_html.pdf.page_html import Page, image_keys
from carousel_html.pdf.weasy import FontConfiguration

MOST_PAGES = 60
"""More are not kept: a page takes a third of a megabyte."""

LayOut = Callable[[str, Any], Any]
"""Lays out HTML with a FontConfiguration and returns WeasyPrint's Document."""


class LaidOut:
    """The fonts of the carousel that was printed last and, if it `keeps_pages`, its pages."""

    def __init__(self) -> None:
        self.keeps_pages = True
        self._pages: dict[str, Any] = {}
        self._fonts: dict[str, bytes] = {}
        self._configuration: Any = None

    def document(self, frozen: Frozen, page: Page, lay_out: LayOut) -> Any:
        """Return WeasyPrint's Document of all slides, of which only those that changed are laid out."""
        if dict(frozen.fonts) != self._fonts:
            # The names of faces would stand for other files.
            self._pages, self._fonts, self._configuration = {}, dict(frozen.fonts), FontConfiguration()
        names = _names(frozen, page)
        changed = [place for place, name in enumerate(names) if name not in self._pages]
        # Metadata comes with a document, so there must be one.
        document = lay_out(page.only(changed or [0]), self._configuration)
        new = {names[place]: sheet for place, sheet in zip(changed, document.pages, strict=bool(changed))}
        known = self._pages | new
        pages = [known[name] for name in names]
        keeps = self.keeps_pages and len(pages) <= MOST_PAGES
        self._pages = dict(zip(names, pages, strict=True)) if keeps else {}
        return document.copy(pages)


def _names(frozen: Frozen, page: Page) -> list[str]:
    """Return for each slide a text that is equal for pages that are laid out from the same."""
    digests = {key: _digest(image) for key, image in frozen.images.items()}
    times: Counter[str] = Counter()
    names = []
    for slide, section in zip(frozen.slides, page.sections, strict=True):
        images = [digests[key] for key in image_keys(slide)]
        name = f"{frozen.width} {frozen.height} {frozen.language} {images} {section}"
        # Two that are the same are two pages all the same.
        names.append(f"{times[name]} {name}")
        times[name] += 1
    return names


def _digest(image: Image) -> str:
    found = hashlib.blake2b(image.body, digest_size=16)
    if image.alpha:
        found.update(b" " + image.alpha.body)
    return found.hexdigest()
