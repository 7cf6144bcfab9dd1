"""
Keep the project and its file the same: write what was changed here, take in what others changed there.

A thread of its own writes a moment after a change (so that a drag is one write) and looks at the file
twice a second. What stands in the file is never written over unless it is what was last read or written
here; else there is a conflict, and it waits. Knows files; does not know slides.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

from carousel_html import carousel_file
from carousel_html.errors import CarouselError, OutputError
from carousel_html.model import Carousel
from carousel_html.studio.ids import without_ids
from carousel_html.studio.project import Conflict, Project

SETTLE_SECONDS = 0.25
"""How long after a change it is written; the next change in that time goes with it."""

LONGEST_SECONDS = 0.6
"""How long a change waits at most, while others go on."""

LOOK_SECONDS = 0.5
RETRY_SECONDS = 2.0
"""How often the file is looked at, and a write that failed is tried again."""


class Disk:
    """The file of a project, written and watched by a thread of its own; a context manager.

    Args:
        project: whose file it is.
        looks: called each time the file is looked at, for what else lies in the folder.
    """

    def __init__(self, project: Project, looks: Callable[[], None] = lambda: None) -> None:
        self._project = project
        self._path = project.path
        self._looks = looks
        self._known = _digest(_body(project.path))
        self._seen = self._known
        self._stamp: tuple[int, int] | None = None
        self._wake = threading.Condition()
        self._looked = 0.0
        self._dirty_since: float | None = None
        self._last_change = 0.0
        self._is_ended = False
        self._writing = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="studio disk", daemon=True)

    def __enter__(self) -> Disk:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._wake:
            self._is_ended = True
            self._wake.notify()
        self._thread.join()
        self.flush()

    def changed(self) -> None:
        """Note that there is something to write."""
        with self._wake:
            now = time.monotonic()
            self._last_change = now
            if self._dirty_since is None:
                self._dirty_since = now
            self._wake.notify()

    def flush(self) -> bool:
        """Write what is not written yet, now; return whether all is in the file."""
        with self._writing:
            self._write()
        return self._project.now.saved

    def look(self) -> None:
        """Look whether somebody else changed the file, and take that in, or note the conflict."""
        with self._writing:
            stamp = _stamp(self._path)
            if stamp is None or stamp == self._stamp:
                return
            body = _body(self._path)
            self._stamp = stamp
            if body is not None and _digest(body) != self._seen:
                self._seen = _digest(body)
                self._take_in(body)

    def _take_in(self, body: bytes) -> None:
        """Take in what somebody else wrote, or note why not."""
        if self._seen == self._known:
            self._project.was_put_back()
        elif not self._project.now.saved:
            self._note_conflict(body)
        else:
            try:
                self._project.was_changed(read_body(body, self._path))
            except CarouselError as problem:
                self._project.was_broken(problem)
            else:
                self._known = self._seen

    def _note_conflict(self, body: bytes) -> None:
        """Note that both sides changed, and what is wrong with the file's, where it cannot be read."""
        self._seen = _digest(body)
        problem = None
        try:
            read_body(body, self._path)
        except CarouselError as error:
            problem = error
        self._project.has_conflict(Conflict(self._path.name, _changed_at(self._path), body), problem)

    def settle(self, *, keeps_mine: bool) -> None:
        """End a conflict: the studio's version is written, or the file's is taken in."""
        with self._writing:
            conflict = self._project.now.conflict
            if conflict is None:
                return
            try:
                theirs = read_body(conflict.body, self._path)
            except CarouselError:
                if not keeps_mine:
                    raise
                theirs = None
                self._keep_aside(conflict.body)
            self._known = self._seen = _digest(conflict.body)
            self._project.settle(keeps_mine=keeps_mine, theirs=theirs)
            if keeps_mine:
                self._write()

    # --- the thread --------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            patience = RETRY_SECONDS if self._project.now.save_problem else 0.05
            with self._wake:
                self._wake.wait(LOOK_SECONDS if self._dirty_since is None else patience)
                if self._is_ended:
                    return
                is_due = self._is_due()
            if is_due:
                self.flush()
            if time.monotonic() - self._looked >= LOOK_SECONDS:
                self.look()
                self._looks()
                self._looked = time.monotonic()

    def _is_due(self) -> bool:
        if self._dirty_since is None:
            return False
        now = time.monotonic()
        return now - self._last_change >= SETTLE_SECONDS or now - self._dirty_since >= LONGEST_SECONDS

    def _write(self) -> None:
        """Write the present carousel unless it is written, or the file is not as it was left."""
        now = self._project.now
        if now.saved or now.conflict is not None:
            return
        body = _body(self._path)
        if _digest(body) != self._known and body is not None:
            self._note_conflict(body)
            return
        with self._wake:
            self._dirty_since = None
        try:
            carousel_file.write(without_ids(now.carousel), self._path)
        except CarouselError as problem:
            self._failed(problem)
        except OSError as error:
            self._failed(_refused(self._path, error))
        else:
            self._known = self._seen = _digest(_body(self._path))
            self._project.was_saved(now.revision)

    def _failed(self, problem: CarouselError) -> None:
        with self._wake:
            self._dirty_since = time.monotonic()
        self._project.was_not_saved(problem)

    def _keep_aside(self, body: bytes) -> None:
        """Keep a version that cannot be read beside the file: somebody wrote it."""
        self._path.with_name(f"{self._path.stem}.unread{self._path.suffix}").write_bytes(body)


def read_body(body: bytes, path: Path) -> Carousel:
    """Read the bytes of a carousel.yaml. Raises CarouselError."""
    from carousel_html.source_text import decoded

    text = decoded(body, path.name, max_bytes=5_000_000)
    return carousel_file.parse(text, path.name, path.parent)


def _body(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


def _digest(body: bytes | None) -> str | None:
    return None if body is None else hashlib.sha256(body).hexdigest()


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()


def _refused(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path.name} cannot be written: {error.strerror or error}.", where=str(path))
