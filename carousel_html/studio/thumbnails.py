"""
Keep a small picture of every choice, and make those that are asked for.

All choices of a kind stand in one document, so that one look at the stage gives all their pictures; one
whose look is known is not taken again. Runs on the thread that owns the browser, but for what pages ask.
Knows kinds and sizes; which slide shows a choice is `choices`' business.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from carousel_html.canvases import CANVASES, Canvas, find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import Document, compose
from carousel_html.errors import CarouselError, InputError
from carousel_html.model import Carousel
from carousel_html.stage.capture import capture
from carousel_html.stage.fit import fit
from carousel_html.stage.stage import Stage
from carousel_html.studio.choices import shown_carousel, variants
from carousel_html.studio.laid import looks_of, with_sections
from carousel_html.studio.shelf import Shelf

KINDS = ("canvas", "layout", "theme", "typography", "pattern")
LONGEST = 360
"""Pixels of a thumbnail's longer side: twice what a panel shows, for dense screens."""

Told = Callable[[str, str, str], bool]
"""Called with kind, name and the picture's name; returns whether to go on."""


class Thumbnails:
    """The small pictures of the choices. Thread-safe, but for `make`."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lock = threading.Lock()
        self._wanted: dict[str, tuple[int, int]] = {}
        self._made: dict[str, tuple[int, int]] = {}
        self._names: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}

    def want(self, kind: str, stamp: tuple[int, int]) -> bool:
        """Note that the pictures of a kind are looked at; return whether there is any to be made.

        `stamp` is the state of what they are made from. Raises InputError for another word.
        """
        if kind not in KINDS:
            raise InputError(f'there are no pictures of "{kind}".', hint=f"There are: {', '.join(KINDS)}.")
        with self._lock:
            if self._made.get(kind) == stamp or self._wanted.get(kind) == stamp:
                return False
            self._wanted[kind] = stamp
            return True

    @property
    def wanted(self) -> str | None:
        """The kind that is to be made next."""
        with self._lock:
            return next(iter(self._wanted), None)

    def names(self, kind: str) -> dict[str, str]:
        """Return the pictures of a kind, as far as they are made; they may be of an earlier moment."""
        with self._lock:
            return dict(self._names.get(kind, {}))

    def make(self, kind: str, stage: Stage, carousel: Carousel, catalogue: Catalogue, told: Told) -> None:
        """Take the pictures of one kind that are missing. Raises CarouselError; the kind is then let be."""
        with self._lock:
            stamp = self._wanted[kind]
        try:
            full = shown_carousel(carousel, catalogue)
            is_whole = all(
                self._take(kind, names, document, stage, told)
                for names, document in _documents(kind, full, catalogue)
            )
        except CarouselError:
            is_whole = True  # What is wrong is told with the preview; old pictures stay.
        with self._lock:
            if is_whole and self._wanted.get(kind) == stamp:
                del self._wanted[kind]
                self._made[kind] = stamp

    def _take(self, kind: str, names: Sequence[str], document: Document, stage: Stage, told: Told) -> bool:
        parts = document.sections() or []
        looks = [f"{look} small" for look in looks_of(document, parts)]
        places = [place for place, look in enumerate(looks) if self._shelf.name(look) is None]
        if places:
            stage.scale = LONGEST / max(document.width, document.height)
            stage.show(with_sections(document, [parts[place] for place in places], places))
            fit(stage)
        for place, (name, look) in enumerate(zip(names, looks, strict=False)):
            picture = self._shelf.name(look)
            if picture is None:
                picture = self._shelf.put(look, capture(stage, places.index(place)))
            with self._lock:
                is_new = self._names[kind].get(name) != picture
                self._names[kind][name] = picture
            if is_new and not told(kind, name, picture):
                return False
        return True


def _documents(kind: str, full: Carousel, catalogue: Catalogue) -> list[tuple[list[str], Document]]:
    """Return documents of one slide for each choice of a kind, and the names in their order."""
    if kind == "canvas":
        first = full.model_copy(update={"slides": [full.slides[0].placed(entry=0)]})
        return [([name], compose(first, canvas, catalogue)) for name, canvas in CANVASES.items()]
    found = variants(kind, full, catalogue)
    shown = full.model_copy(update={"slides": list(found.values())})
    return [(list(found), compose(shown, _canvas(full), catalogue))]


def _canvas(full: Carousel) -> Canvas:
    return find_canvas(next((name for name in full.canvas if name in CANVASES), next(iter(CANVASES))))
