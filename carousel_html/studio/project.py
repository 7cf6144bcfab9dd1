"""
Hold the carousel that is being built: its revisions, what can be undone, and whether it is saved.

All that is chosen lives in one carousel.yaml and the folder it stands in. Every change makes a new
revision; who changes something says which one was seen, so that two pages never overwrite each other.
Thread-safe. Knows no HTTP and no browser; writing and watching the file is `disk`'s.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from carousel_html.arranging import arrange
from carousel_html.errors import CarouselError, InputError
from carousel_html.model import Carousel
from carousel_html.studio.actions import Known, done
from carousel_html.studio.history import History
from carousel_html.studio.ids import with_ids


class Stale(Exception):
    """A change of a revision that is not the latest: somebody else was quicker."""


@dataclass(frozen=True)
class Conflict:
    """The file was changed by somebody else while a change made here was not yet written."""

    file: str
    changed_at: float
    body: bytes


@dataclass(frozen=True)
class Snapshot:
    """The project at one moment. Carousels are never changed in place, so it stays true."""

    revision: int
    carousel: Carousel
    saved: bool = True
    undo: str | None = None
    redo: str | None = None
    conflict: Conflict | None = None
    save_problem: CarouselError | None = None
    file_problem: CarouselError | None = None


@dataclass
class Project:
    """The carousel of one carousel.yaml, as it is being built.

    Args:
        path: the carousel.yaml.
        carousel: as it was read; slides get ids, and a thread without slides is arranged.
        changed: called after each change with the new snapshot, on the thread that made it.
    """

    path: Path
    carousel: Carousel
    changed: Callable[[Snapshot], None] = lambda snapshot: None
    uploads: set[str] = field(default_factory=set)
    """The images that were uploaded in this run and may not be on any slide yet."""

    def __post_init__(self) -> None:
        self._lock = threading.RLock()
        self._history = History()
        self._now = Snapshot(1, with_ids(arranged(self.carousel)).beside(self.path.parent))

    @property
    def now(self) -> Snapshot:
        """The project as it is."""
        with self._lock:
            return self._now

    # --- changes -----------------------------------------------------------------------------

    def act(
        self,
        revision: int,
        name: str,
        arguments: Mapping[str, Any],
        known: Known,
        *,
        joins: bool = False,
    ) -> Snapshot:
        """Do a named action to this revision.

        Raises:
            Stale: `revision` is not the latest.
            InputError: as `actions.done`; nothing to undo or redo.
        """
        with self._lock:
            self._require_latest(revision)
            if name in ("undo", "redo"):
                return self._step(name)
            did = done(self._now.carousel, name, arguments, known)
            if did.carousel == self._now.carousel:
                return self._now
            return self._take(did.name, did.carousel, join=did.join, joins=joins)

    def take(self, name: str, carousel: Carousel, *, revision: int | None = None) -> Snapshot:
        """Take another carousel in the place of this one, as one step of this name."""
        with self._lock:
            if revision is not None:
                self._require_latest(revision)
            fresh = with_ids(arranged(carousel), self._now.carousel).beside(self.path.parent)
            return self._take(name, fresh)

    def _require_latest(self, revision: int) -> None:
        if revision != self._now.revision:
            raise Stale

    def _step(self, name: str) -> Snapshot:
        move = self._history.undo if name == "undo" else self._history.redo
        step = move(self._now.carousel)
        if step is None:
            raise InputError(f"there is nothing to {name}.")
        return self._show(step.carousel)

    def _take(self, name: str, carousel: Carousel, **joining: Any) -> Snapshot:
        self._history.add(name, self._now.carousel, **joining)
        return self._show(carousel)

    def _show(self, carousel: Carousel, *, saved: bool = False) -> Snapshot:
        self._now = replace(
            self._now,
            revision=self._now.revision + 1,
            carousel=carousel,
            saved=saved,
            undo=self._history.undo_name,
            redo=self._history.redo_name,
        )
        self.changed(self._now)
        return self._now

    # --- the disk ----------------------------------------------------------------------------

    def was_saved(self, revision: int) -> None:
        """Note that this revision stands in the file."""
        with self._lock:
            is_latest = revision == self._now.revision
            if is_latest and not (self._now.saved and self._now.save_problem is None):
                self._note(saved=True, save_problem=None, file_problem=None)

    def was_not_saved(self, problem: CarouselError) -> None:
        """Note that the file could not be written: the work stays here, and it is tried again."""
        with self._lock:
            if str(self._now.save_problem) != str(problem):
                self._note(saved=False, save_problem=problem)

    def was_changed(self, carousel: Carousel) -> None:
        """Take in what somebody else wrote into the file, as a step that can be undone."""
        with self._lock:
            fresh = with_ids(arranged(carousel), self._now.carousel).beside(self.path.parent)
            self._now = replace(self._now, conflict=None, file_problem=None)
            if fresh == self._now.carousel:
                self._note(saved=True)
                return
            self._history.add("change made in the file", self._now.carousel)
            self._show(fresh, saved=True)

    def was_broken(self, problem: CarouselError) -> None:
        """Note that what somebody else wrote into the file cannot be read: the last good view stays."""
        with self._lock:
            self._note(file_problem=problem)

    def was_put_back(self) -> None:
        """Note that the file is again as it was left: nothing is wrong with it, nothing is to be settled."""
        with self._lock:
            self._note(conflict=None, file_problem=None)

    def has_conflict(self, conflict: Conflict, problem: CarouselError | None) -> None:
        """Note that both sides changed: nothing is written until somebody chose.

        Args:
            conflict: the other side.
            problem: why that cannot be read, if it cannot.
        """
        with self._lock:
            self._note(conflict=conflict, file_problem=problem)

    def settle(self, *, keeps_mine: bool, theirs: Carousel | None) -> Snapshot:
        """End a conflict. The other side stays in the history, so that it can be brought back.

        Args:
            keeps_mine: what is here is written over the file.
            theirs: the file's carousel; None when it cannot be read.
        """
        with self._lock:
            self._now = replace(self._now, conflict=None, file_problem=None)
            mine = self._now.carousel
            if theirs is None:
                return self._show(mine)
            other = with_ids(arranged(theirs), mine).beside(self.path.parent)
            if keeps_mine:
                self._history.add("keep the studio's version", other)
                return self._show(mine)
            self._history.add("take the file's version", mine)
            return self._show(other, saved=True)

    def _note(self, **changes: Any) -> None:
        self._now = replace(self._now, **changes)
        self.changed(self._now)


def arranged(carousel: Carousel) -> Carousel:
    """Return a carousel with slides: a thread that has none is arranged; without posts it stays empty."""
    if carousel.slides or not carousel.thread.posts:
        return carousel
    return arrange(carousel.thread, carousel)
