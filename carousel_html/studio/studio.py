"""
Put the parts of the studio together, and start and end them in the right order.

Knows the parts; what each does stands in its own module.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from carousel_html.canvases import CANVASES, find_canvas
from carousel_html.check.words import found_in_words
from carousel_html.errors import CarouselError
from carousel_html.model import Carousel
from carousel_html.studio.actions import Known
from carousel_html.studio.disk import Disk
from carousel_html.studio.events import Events
from carousel_html.studio.exports import Exports
from carousel_html.studio.images import known_sources
from carousel_html.studio.previews import Previews
from carousel_html.studio.project import Project, Snapshot
from carousel_html.studio.remedies import told
from carousel_html.studio.shelf import Shelf
from carousel_html.studio.state import news_of, state_of
from carousel_html.studio.thumbnails import Thumbnails
from carousel_html.studio.watch import FolderWatch
from carousel_html.studio.workbench import Workbench
from carousel_html.studio.worker import Worker


class Studio:
    """A project, its file, its pictures and the pages that show it; a context manager.

    Args:
        path: the carousel.yaml; it is made with the first change when it is not there.
        carousel: what it holds.
        templates: folders of templates that were named.
        browser: the Chromium to use; found when left out.
    """

    def __init__(
        self,
        path: Path,
        carousel: Carousel,
        *,
        templates: Sequence[Path] = (),
        browser: str | None = None,
    ) -> None:
        self.run = secrets.token_hex(4)
        self.events = Events()
        self.shelf = Shelf()
        self.project = Project(path, carousel, self._changed)
        self.previews = Previews(self.project, templates, self.shelf)
        self.thumbnails = Thumbnails(self.shelf)
        self.worker = Worker(self.project, self.previews, self.shelf, self.events, self.thumbnails, browser)
        self.exports = Exports(path, self.events, tuple(templates), browser)
        self.workbench = Workbench(
            templates, lambda: self.project.now.carousel, lambda: self.project.now.revision
        )
        self._watch = FolderWatch(lambda: self.previews.folders)
        self.disk = Disk(self.project, self._look)
        self._running = ExitStack()

    def __enter__(self) -> Studio:
        self._running.callback(self.events.close)
        self._running.callback(self.exports.end)
        self._running.enter_context(self.worker)
        self._running.enter_context(self.disk)
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def known(self) -> Known:
        """Return what an action may name now."""
        return Known(self.previews.catalogue, known_sources(self.project))

    def state(self, have: str | None = None) -> dict[str, Any]:
        """Return the state the page shows. `have` is the `posts_version` it holds."""
        snapshot = self.project.now
        return state_of(
            snapshot,
            run=self.run,
            file=self.project.path.name,
            findings={name: self.findings(name) for name in snapshot.carousel.canvas if name in CANVASES},
            problem=self.problem,
            have=have,
        )

    @property
    def problem(self) -> CarouselError | None:
        """Why the preview is not of what is chosen now, or has no pictures."""
        return self.previews.problem or self.worker.problem

    def view(self, canvases: Sequence[str], slide: str | None) -> None:
        """Note what the page looks at; raise UnknownName for a canvas that does not exist."""
        self.worker.view([find_canvas(name).name for name in canvases], slide)

    def findings(self, canvas: str) -> list[dict[str, Any]]:
        """Return what was found on the slides of a canvas, as far as they are measured."""
        laid = self.previews.made(canvas)
        if laid is None:
            return []
        in_words = found_in_words(laid.drawn, laid.document, range(len(laid.pieces)))
        found = []
        for number, piece in enumerate(laid.pieces, 1):
            known = self.shelf.measured(piece.look)
            here = [*(known.findings if known else ()), *(self.shelf.faint(piece.look) or ())]
            here += [each.as_json() for each in in_words if each.slide == number]
            found += [told(each, piece.slide, piece.key, number, self.project.now.carousel) for each in here]
        return found

    def _changed(self, snapshot: Snapshot) -> None:
        """Write, draw and tell what was changed; called by the project."""
        if not snapshot.saved:
            self.disk.changed()
        self.events.tell("state", news_of(snapshot, self.run))
        self.worker.changed()

    def _look(self) -> None:
        if self._watch.has_changed():
            self.previews.templates_changed()
            self.worker.changed()
            self.events.tell("templates", {"revision": self.project.now.revision})
