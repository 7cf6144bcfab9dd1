"""
Cut a document into its slides, and say which look each has.

Knows the form of compose()'s HTML: one `<section class="slide">` after the other. Does not know carousels,
the browser or the page that shows it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from carousel_html.canvases import Canvas
from carousel_html.compose import Document
from carousel_html.compose.document import Asset
from carousel_html.model import Carousel

_BODY_END = "\n</body>"
_FIT = re.compile(r"--fit: 1(?=;|\")")
_FOREVER = ("fonts/", "images/")
"""Where an address stands for its content: built-in files, and pictures named by their bytes."""


@dataclass(frozen=True)
class Piece:
    """One slide of a document: what names it, the slide it is (a part) of, its HTML and its look."""

    key: str
    slide: str
    part: tuple[int, int] | None
    html: str
    look: str


@dataclass(frozen=True)
class Laid:
    """A document on one canvas, cut into its slides. `stamp` is the state of everything it was made from."""

    stamp: tuple[int, int]
    canvas: Canvas
    document: Document
    pieces: tuple[Piece, ...]
    chosen: Carousel
    """The completed carousel before any slide was split."""
    whole: tuple[str, ...]
    """The look of each of its slides."""
    drawn: Carousel
    """The same with every slide split that had to be: one for each piece."""

    @property
    def revision(self) -> int:
        """The project's revision this is made of."""
        return self.stamp[0]


def looks_of(document: Document, parts: Sequence[str]) -> list[str]:
    """Return a text for each slide that is equal for slides that look equal."""
    common = hashlib.sha256(f"{document.width}x{document.height} {document.safe}".encode())
    for address in sorted(document.assets):
        if not address.startswith(_FOREVER):
            common.update(address.encode() + b"\0" + document.assets[address].body)
    start = common.hexdigest()
    return [hashlib.sha256((start + part).encode()).hexdigest()[:32] for part in parts]


def with_sections(document: Document, parts: Iterable[str], places: Sequence[int]) -> Document:
    """Return a document of some slides only, given their HTML and their places in the whole."""
    start = document.html.index("<body>") + len("<body>")
    end = document.html.rindex(_BODY_END)
    html = document.html[:start] + "\n" + "\n".join(parts) + document.html[end:]
    return replace(document, html=html, slides=tuple(document.slides[place] for place in places))


def fitted(html: str, fit: float | None) -> str:
    """Return a slide's HTML at a `--fit`."""
    return html if fit is None or fit == 1 else _FIT.sub(f"--fit: {fit:g}", html, count=1)


def sheet_version(assets: Mapping[str, Asset], address: str) -> str:
    """Return what changes with a file of a document, for its address."""
    return hashlib.sha256(assets[address].body).hexdigest()[:16]
