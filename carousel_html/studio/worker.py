"""
Own the browser: one thread, that takes the pictures of what is looked at now, the newest first.

The objects that drive a browser belong to the thread that made them, so nobody else touches it. Work is
cut into small pieces (one fit, one picture); after each the thread looks whether something newer is to be
done. Knows the order of work; what a piece of work is stands in `measuring` and `thumbnails`.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from carousel_html.catalogue import data_root
from carousel_html.errors import CarouselError, RenderError
from carousel_html.export.engines import EMOJI
from carousel_html.stage.browser import Chromium
from carousel_html.stage.find_browser import find_browser
from carousel_html.stage.fit import fit
from carousel_html.stage.stage import Stage
from carousel_html.studio.events import Events
from carousel_html.studio.laid import Laid, Piece
from carousel_html.studio.measuring import (
    measure,
    measure_contrast,
    not_looked_at,
    show,
    split_further,
    take,
    unmeasured,
)
from carousel_html.studio.previews import Previews
from carousel_html.studio.project import Project
from carousel_html.studio.shelf import Shelf
from carousel_html.studio.thumbnails import Thumbnails

PAGE_SECONDS = 0.12
"""How long the page has the processor for itself after a change: it shows the new document in that time."""

CALM_SECONDS = 0.4
"""How long nothing may change before pictures of choices are made."""


class Worker:
    """The thread of the browser; a context manager.

    Args:
        project: what is shown.
        previews: its documents.
        shelf: where what is found out is kept.
        events: who is told of it.
        thumbnails: the pictures of the choices, made when nothing else is to be done; after them, contrast is
            measured.
        browser: the Chromium to use; found when left out.
    """

    def __init__(
        self,
        project: Project,
        previews: Previews,
        shelf: Shelf,
        events: Events,
        thumbnails: Thumbnails,
        browser: str | None = None,
    ) -> None:
        self._project, self._previews, self._shelf, self._events = project, previews, shelf, events
        self._thumbnails = thumbnails
        self._named = browser
        self._wake = threading.Condition()
        self._is_ended = False
        self._is_due = True
        self._is_asked = False
        self._viewed: tuple[str, ...] = ()
        self._slide: str | None = None
        self._told: dict[tuple[str, str], str] = {}
        self._given_up: set[tuple[str, tuple[int, int]]] = set()
        self._problem: CarouselError | None = None
        self._thread = threading.Thread(target=self._run, name="studio pictures", daemon=True)

    def __enter__(self) -> Worker:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._wake:
            self._is_ended = True
            self._wake.notify_all()
        self._thread.join()

    @property
    def problem(self) -> CarouselError | None:
        """Why there are no pictures: no browser, or one that fails."""
        return self._problem

    def changed(self) -> None:
        """Note that there may be something new to take."""
        with self._wake:
            self._is_due = True
            self._wake.notify_all()

    def asked(self) -> None:
        """Note that pictures of choices are wanted; that hurries nothing else."""
        with self._wake:
            self._is_asked = True
            self._wake.notify_all()

    def view(self, canvases: Sequence[str], slide: str | None) -> None:
        """Note what is looked at: those canvases come first, in this order, and this slide of each."""
        with self._wake:
            self._viewed, self._slide = tuple(canvases), slide
        self.changed()

    # --- the thread --------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            with ExitStack() as stack:
                browser = find_browser(self._named)
                chromium = stack.enter_context(Chromium(browser.path, [data_root() / EMOJI]))
                stage, small = Stage(chromium), Stage(chromium)
                stack.callback(stage.close)
                stack.callback(small.close)
                while self._waited():
                    self._work(stage)
                    self._make_thumbnails(small)
                    self._look_closely(stage)
        except KeyboardInterrupt:
            pass  # Ctrl-C, seen here because a picture was waited for: whoever ends the studio tells of it.
        except CarouselError as error:
            self._problem = error
            self._events.tell("problem", {"revision": self._project.now.revision})

    def _waited(self) -> bool:
        """Wait until there is something to do; False when it is over."""
        with self._wake:
            while not self._is_wanted:
                self._wake.wait()
            if self._is_due:
                self._wake.wait_for(lambda: self._is_ended, PAGE_SECONDS)
            self._is_due = self._is_asked = False
            return not self._is_ended

    @property
    def _is_outdated(self) -> bool:
        with self._wake:
            return self._is_due or self._is_ended

    def _canvases(self) -> list[str]:
        with self._wake:
            viewed = self._viewed
        return list(dict.fromkeys([*viewed, *self._project.now.carousel.canvas]))

    def _work(self, stage: Stage) -> None:
        """Do what is to be done, the most wanted first, until something newer comes up."""
        for canvas in self._canvases():
            while not self._is_outdated:
                try:
                    laid = self._previews.laid(canvas)
                    if (canvas, laid.stamp) in self._given_up or not self._advance(stage, laid):
                        break
                except CarouselError as error:
                    self._failed(canvas, error.what, is_final=isinstance(error, RenderError))
                    break
                except Exception as error:
                    # A template may break what looks at the page; the thread must outlive it.
                    self._failed(canvas, f"the slides cannot be drawn: {error}.", is_final=True)
                    break

    def _failed(self, canvas: str, what: str, *, is_final: bool) -> None:
        """Tell that a canvas has no pictures; a final failure is not tried again until something changes."""
        if is_final:
            self._given_up.add((canvas, self._previews.stamp))
        self._events.tell("problem", {"canvas": canvas, "what": what})

    def _make_thumbnails(self, stage: Stage) -> None:
        """Take the pictures of choices that are looked at, once nothing was changed for a moment."""
        while kind := self._thumbnails.wanted:
            with self._wake:
                if self._wake.wait_for(lambda: self._is_due or self._is_ended, CALM_SECONDS):
                    return
            carousel = self._project.now.carousel
            try:
                self._thumbnails.make(kind, stage, carousel, self._previews.catalogue, self._tell_thumbnail)
            except Exception as error:
                # The same here: choices without pictures are no reason to have no preview.
                self._events.tell("problem", {"canvas": None, "what": str(error)})
                return

    def _look_closely(self, stage: Stage) -> None:
        """Measure contrast on the pictures that there are, for as long as nothing else is to be done."""
        for canvas in self._canvases():
            with self._wake:
                if self._wake.wait_for(lambda: self._is_wanted, CALM_SECONDS):
                    return
            try:
                laid = self._previews.laid(canvas)
                if places := not_looked_at(laid, self._shelf):
                    self._find_faint(stage, laid, places)
            except Exception as error:
                # The same again: findings that are missing are no reason to have no preview.
                self._events.tell("problem", {"canvas": canvas, "what": str(error)})
                return

    def _find_faint(self, stage: Stage, laid: Laid, places: list[int]) -> None:
        places.sort(key=lambda place: laid.pieces[place].slide != self._slide_id())
        shown = show(stage, laid, places, alone=self._previews.is_built_in)
        fit(stage)
        found = False
        for place in places:
            found |= measure_contrast(stage, shown, place, self._shelf)
            with self._wake:
                if self._is_wanted:
                    break
        if found:
            self._events.tell("fitted", {"canvas": laid.canvas.name, "revision": laid.revision})

    @property
    def _is_wanted(self) -> bool:
        return self._is_due or self._is_asked or self._is_ended

    def _tell_thumbnail(self, kind: str, name: str, picture: str) -> bool:
        self._events.tell("thumbnail", {"kind": kind, "name": name, "url": picture_url(picture)})
        return not self._is_outdated

    def _advance(self, stage: Stage, laid: Laid) -> bool:
        """Take what is missing on one canvas; return whether that may have brought up more to do."""
        missing = unmeasured(laid, self._shelf)
        if not missing:
            self._tell_all(laid)
            return False
        seen = [place for place in missing if laid.pieces[place].slide == self._slide_id()]
        if seen and self._previews.is_built_in:
            missing = seen  # It is waited for, and needs none of the others.
        shown = show(stage, laid, missing, alone=self._previews.is_built_in)
        over = measure(stage, shown, self._shelf)
        for place in missing:
            piece = laid.pieces[place]
            if found := self._shelf.measured(piece.look):
                self._previews.remember_fit(laid.canvas.name, piece.key, found.fit)
        if over:
            split_further(laid, over, self._shelf)
            self._previews.renew()
            return True
        if all(self._shelf.measured(piece.look) for piece in laid.pieces):
            self._events.tell("fitted", {"canvas": laid.canvas.name, "revision": laid.revision})
        order = [*seen, *(place for place in missing if place not in seen)]

        def told(piece: Piece, name: str) -> bool:
            self._tell(laid, piece, name)
            return not self._is_outdated

        take(stage, shown, order, self._shelf, told)
        return True

    def _slide_id(self) -> str | None:
        with self._wake:
            return self._slide.partition(".")[0] if self._slide else None

    # --- telling -----------------------------------------------------------------------------

    def _tell_all(self, laid: Laid) -> None:
        """Tell of pictures that were known already, where a slide wears them only now."""
        for piece in laid.pieces:
            if name := self._shelf.name(piece.look):
                self._tell(laid, piece, name)

    def _tell(self, laid: Laid, piece: Piece, name: str) -> None:
        canvas = laid.canvas.name
        if self._told.get((canvas, piece.key)) == name:
            return
        self._told[canvas, piece.key] = name
        data: dict[str, Any] = {"canvas": canvas, "key": piece.key, "slide": piece.slide, "hash": piece.look}
        data |= {"url": picture_url(name), "revision": laid.revision}
        self._events.tell("picture", data)


def picture_url(name: str) -> str:
    """Return the address of a picture; it stands for these bytes for ever."""
    return f"/api/pictures/{name}.png"
