"""
Show a designer's templates while they are written: samples of a layout or a theme, and the user's slides.

A view is composed anew whenever a template changes; a mistake keeps the last good view and says where it is.
The page fits and looks over the slides itself, with the stage's own scripts, so no browser of ours is needed.
Knows views and changes; the routes stand in `answers_workbench`.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue, data_root
from carousel_html.compose import Document, SlideNote, compose
from carousel_html.errors import CarouselError
from carousel_html.export.prepared import own_templates
from carousel_html.floods import without_floods
from carousel_html.model import Carousel, Pattern, Typography
from carousel_html.samples import in_themes, in_variants, showcase
from carousel_html.studio.state import error_of
from carousel_html.studio.watch import FolderWatch

KEPT = 6
"""How many views are kept: what a few open pages show, and their last good ones."""

LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 4.0
"""How often files are looked at while a page waits, and how long one question may wait."""

SHOWS = ("layouts", "themes", "variants", "mine")


@dataclass(frozen=True)
class View:
    """What one page looks at: its document, and why that is not of the present templates."""

    name: str
    document: Document | None
    problem: CarouselError | None = None


@dataclass
class _Looks:
    """The watch over the files, shared by all pages that wait."""

    watch: FolderWatch
    lock: threading.Lock = field(default_factory=threading.Lock)
    version: int = 0
    looked: float = 0.0


class Workbench:
    """The views of one project's templates. Thread-safe.

    Args:
        templates: folders of templates that were named.
        carousel: gives the user's carousel as it is now.
        revision: gives a number that grows with every change of it.
    """

    def __init__(
        self, templates: Sequence[Path], carousel: Callable[[], Carousel], revision: Callable[[], int]
    ) -> None:
        self._templates = tuple(templates)
        self._carousel = carousel
        self._revision = revision
        self._lock = threading.Lock()
        self._good: OrderedDict[str, Document] = OrderedDict()
        self._looks = _Looks(FolderWatch(lambda: self._folders()))

    def _folders(self) -> tuple[Path, ...]:
        try:
            return self.catalogue().folders
        except CarouselError:  # A folder that was named is gone: the next view says so.
            return (data_root(),)

    def catalogue(self) -> Catalogue:
        """Return what there is now: the project's own first."""
        return Catalogue([*self._templates, *own_templates(self._carousel())])

    # --- views -------------------------------------------------------------------------------

    def view(self, query: Mapping[str, str]) -> View:
        """Compose what is asked for, or keep the last good document and say what is wrong.

        Raises:
            UnknownName: a canvas that does not exist.
        """
        canvas = find_canvas(query.get("canvas") or "instagram-portrait", "canvas")
        name = hashlib.sha256(repr(sorted(query.items())).encode()).hexdigest()[:16]
        try:
            catalogue = self.catalogue()
            carousel = self._shown(query, catalogue, canvas.name)
            document = compose(complete(without_floods(carousel)), canvas, catalogue)
        except CarouselError as error:
            return View(name, self.document(name), error)
        with self._lock:
            self._good[name] = document
            self._good.move_to_end(name)
            while len(self._good) > KEPT:
                self._good.popitem(last=False)
        return View(name, document)

    def document(self, name: str) -> Document | None:
        """Return the last good document of a view."""
        with self._lock:
            return self._good.get(name)

    def _shown(self, query: Mapping[str, str], catalogue: Catalogue, canvas: str) -> Carousel:
        show = query.get("show") or SHOWS[0]
        theme = query.get("theme") or ""
        layout = query.get("layout") or next(iter(catalogue.names("layout")))
        if show == "mine":
            own = self._carousel()
            carousel = own.model_copy(update={"theme": theme or own.theme}).beside(own.folder)
        elif show == "themes":
            carousel = in_themes(catalogue, layout, catalogue.names("theme"), canvas=canvas)
        elif show == "variants":
            carousel = in_variants(catalogue, layout, theme=theme or "paper", canvas=canvas)
        else:
            names = [query["layout"]] if query.get("layout") else catalogue.names("layout")
            carousel = showcase(catalogue, names, theme=theme or "paper", canvas=[canvas])
        return _dressed(carousel, query)

    # --- changes -----------------------------------------------------------------------------

    def version(self) -> int:
        """Return a number that grows with every save of a template, a style sheet, a font, the carousel."""
        looks = self._looks
        with looks.lock:
            now = time.monotonic()
            if now - looks.looked >= LOOK_SECONDS:
                looks.looked = now
                looks.version += looks.watch.has_changed()
            return looks.version + self._revision()

    def awaited(self, since: int) -> int:
        """Wait until the version is another than `since`, but not for long, and return it."""
        end = time.monotonic() + PATIENCE_SECONDS
        while (version := self.version()) == since and time.monotonic() < end:
            time.sleep(LOOK_SECONDS)
        return version


def _dressed(carousel: Carousel, query: Mapping[str, str]) -> Carousel:
    """Return a carousel in the typography and the pattern that were chosen."""
    changes: dict[str, Any] = {}
    if pair := query.get("typography"):
        changes["typography"] = Typography(pair=pair)
    if pattern := query.get("pattern"):
        changes["pattern"] = Pattern(name=pattern)
    return carousel.model_copy(update=changes).beside(carousel.folder) if changes else carousel


def told(view: View, version: int) -> dict[str, Any]:
    """Return what a page is told of a view."""
    document = view.document
    return {
        "name": view.name,
        "version": version,
        "width": document.width if document else 0,
        "height": document.height if document else 0,
        "floors": document.floors if document else (0, 0),
        "notes": document.notes if document else (),
        "problem": error_of(view.problem) if view.problem else None,
        "slides": [_told(note) for note in document.slides] if document else [],
    }


def _told(note: SlideNote) -> dict[str, Any]:
    return {"layout": note.layout, "theme": note.theme, "title": note.title, "place": note.place}
