"""
Compose what is chosen now, on any canvas, with the fit and the splits that the stage found last.

One document a canvas is kept, and made anew when the carousel, a template or what is known of a split
changes. A mistake (a broken template, a missing image) keeps the last good one. Thread-safe. Knows no
browser: `worker` has that.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Sequence
from pathlib import Path

from carousel_html.arranging import complete, split
from carousel_html.canvases import Canvas, find_canvas
from carousel_html.catalogue import Catalogue, data_root
from carousel_html.compose import Document, compose
from carousel_html.errors import CarouselError, ThreadError
from carousel_html.export.prepared import own_templates
from carousel_html.floods import without_floods
from carousel_html.model import Carousel
from carousel_html.studio.ids import OUTRO_ID, address_of
from carousel_html.studio.laid import Laid, Piece, fitted, looks_of, sheet_version, with_sections
from carousel_html.studio.project import Project
from carousel_html.studio.remembering import RememberingCatalogue
from carousel_html.studio.shelf import Shelf

LOOKS = ("canvas", "theme", "typography", "pattern")
"""Keys of a carousel that say how slides look, and nothing of which there are."""

FONT = re.compile(r'(?<=url\(")fonts/[^"?#]+(?="\))')
SHEET = '<link rel="stylesheet" href="carousel.css">'


class Previews:
    """The documents of a project.

    Args:
        project: what is shown.
        templates: folders with templates that were named; the project's own comes after them.
        shelf: what is known of looks.
    """

    def __init__(self, project: Project, templates: Sequence[Path], shelf: Shelf) -> None:
        self._project = project
        self._templates = tuple(templates)
        self._shelf = shelf
        self._composing = threading.Lock()
        self._lock = threading.Lock()
        self._laid: dict[str, Laid] = {}
        self._fits: dict[str, dict[str, float]] = {}
        self._catalogue: Catalogue | None = None
        self._version = 0
        self._edition = secrets.token_hex(4)
        self._problem: tuple[tuple[int, int], CarouselError] | None = None
        self._completed: tuple[Carousel, Carousel] | None = None

    # --- what it is made from ----------------------------------------------------------------

    @property
    def catalogue(self) -> Catalogue:
        """Layouts, looks and fonts: those of the project first."""
        with self._lock:
            if self._catalogue is None:
                own = own_templates(self._project.now.carousel)
                self._catalogue = RememberingCatalogue([*self._templates, *own])
            return self._catalogue

    @property
    def folders(self) -> list[Path]:
        """The folders that hold templates, or may do so later, to be watched."""
        return [*self._templates, self._project.path.parent, data_root()]

    @property
    def is_built_in(self) -> bool:
        """Whether only templates that came with us are used: their slides do not depend on each other."""
        return self.catalogue.is_built_in

    def templates_changed(self) -> None:
        """Compose anew: a template, a style sheet or a font was changed."""
        self.renew(forget_catalogue=True)

    def renew(self, *, forget_catalogue: bool = False) -> None:
        """Compose anew: something is known now that changes the document."""
        with self._lock:
            self._version += 1
            if forget_catalogue:
                self._catalogue = None
                self._edition = secrets.token_hex(4)

    @property
    def problem(self) -> CarouselError | None:
        """Why there is no document of what is chosen now, as far as that was tried."""
        stamp = self.stamp
        with self._lock:
            return self._problem[1] if self._problem and self._problem[0] == stamp else None

    # --- documents ---------------------------------------------------------------------------

    def laid(self, name: str) -> Laid:
        """Return the present document on a canvas. Raises CarouselError, and keeps the last good one."""
        canvas = find_canvas(name)
        with self._composing:
            carousel, stamp = self._now()
            there = self.made(name)
            if there is not None and there.stamp == stamp:
                return there
            try:
                made = self._compose(carousel, canvas, stamp)
            except CarouselError as error:
                self._note(name, stamp, error)
                raise
            with self._lock:
                self._laid[name], self._problem = made, None
            return made

    def _now(self) -> tuple[Carousel, tuple[int, int]]:
        """Return what a document is to be made of, and the state of everything that goes into it."""
        now = self._project.now
        with self._lock:
            return now.carousel, (now.revision, self._version)

    def _note(self, name: str, stamp: tuple[int, int], error: CarouselError) -> None:
        with self._lock:
            if isinstance(error, ThreadError):  # Nothing to show yet is no mistake of anybody's.
                self._problem = None
                self._laid.pop(name, None)
            else:
                self._problem = stamp, error

    @property
    def stamp(self) -> tuple[int, int]:
        """The state of everything a document is made from."""
        return self._now()[1]

    def last(self, name: str) -> Laid | None:
        """Return the present document on a canvas, else the last good one."""
        try:
            return self.laid(name)
        except CarouselError:
            return self.made(name)

    def made(self, name: str) -> Laid | None:
        """Return the document on a canvas that was made last, of whatever moment; waits for none."""
        with self._lock:
            return self._laid.get(name)

    def _compose(self, carousel: Carousel, canvas: Canvas, stamp: tuple[int, int]) -> Laid:
        chosen = self._complete(carousel)
        document = compose(chosen, canvas, self.catalogue)
        parts = document.sections() or []
        whole = looks_of(document, parts)
        counts = {n: count for n, look in enumerate(whole) if (count := self._shelf.parts(look)) > 1}
        drawn = split(chosen, counts) if counts else chosen
        if counts:
            document = compose(drawn, canvas, self.catalogue)
            parts = document.sections() or []
        pieces = _pieces(carousel, document, parts)
        return Laid(stamp, canvas, document, pieces, chosen, tuple(whole), drawn)

    def _complete(self, carousel: Carousel) -> Carousel:
        """Return what is to be composed. Looks decide nothing here, so it is done once for all of them."""
        worn = {key: getattr(carousel, key) for key in LOOKS}
        bare = carousel.model_copy(update=dict.fromkeys(LOOKS))
        if self._completed is None or self._completed[0] != bare:
            self._completed = bare, complete(without_floods(bare))
        return self._completed[1].model_copy(update=worn)

    # --- what the page shows -----------------------------------------------------------------

    def remember_fit(self, name: str, key: str, fit: float) -> None:
        """Keep a slide's last fit, to show its next words with until they are measured."""
        with self._lock:
            self._fits.setdefault(name, {})[key] = fit

    def fit(self, laid: Laid, piece: Piece) -> float:
        """Return a slide's fit: as measured, else as it was last."""
        known = self._shelf.measured(piece.look)
        if known is not None:
            return known.fit
        with self._lock:
            return self._fits.get(laid.canvas.name, {}).get(piece.key, 1.0)

    def page(self, laid: Laid, key: str | None = None) -> str | None:
        """Return the HTML that a frame shows: all slides, or the one of this key; None when there is none."""
        chosen = [(n, piece) for n, piece in enumerate(laid.pieces) if key is None or piece.key == key]
        if not chosen and key is not None:
            return None
        parts = [fitted(piece.html, self.fit(laid, piece)) for _, piece in chosen]
        document = laid.document
        if parts:
            document = with_sections(document, parts, [n for n, _ in chosen])
        return document.html.replace(SHEET, _sheet(document, self._edition), 1)


def _sheet(document: Document, edition: str) -> str:
    """Return the element that styles a document: the sheet itself, which a frame need not ask for.

    Fonts get the edition of the templates into their address, so that a browser need not ask for them again.
    """
    sheet = FONT.sub(rf"\g<0>?v={edition}", document.assets["carousel.css"].body.decode())
    if "</" not in sheet:
        return f"<style>{sheet}</style>"
    version = sheet_version(document.assets, "carousel.css")  # What would end the element stays outside.
    return f'<link rel="stylesheet" href="carousel.css?v={version}">'


def _pieces(carousel: Carousel, document: Document, parts: Sequence[str]) -> tuple[Piece, ...]:
    pieces = []
    for note, html, look in zip(document.slides, parts, looks_of(document, parts), strict=False):
        slide = OUTRO_ID if note.entry is None else carousel.slides[note.entry].id or ""
        key = address_of(slide) + (f".{note.part[0]}" if note.part else "")
        pieces.append(Piece(key, slide, note.part, html, look))
    return tuple(pieces)
