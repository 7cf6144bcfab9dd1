"""
See that a template, a style sheet or a font of the project was changed, by looking at names and dates.

Looks at `layouts/`, `themes_css/` and `fonts/` only. Polling: a few hundred files are a few milliseconds,
and no system's notifications work on every disk. Does not read the files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from carousel_html.catalogue.folders import PARTS

MOST_FILES = 5_000


class FolderWatch:
    """Tell whether anything changed since it was asked last.

    Args:
        folders: gives the folders that hold templates.
    """

    def __init__(self, folders: Callable[[], Sequence[Path]]) -> None:
        self._folders = folders
        self._seen: frozenset[tuple[str, int, int]] | None = None

    def has_changed(self) -> bool:
        """Look at all files; False the first time."""
        now = frozenset(self._files())
        before, self._seen = self._seen, now
        return before is not None and before != now

    def _files(self) -> Iterator[tuple[str, int, int]]:
        seen = 0
        for folder in self._folders():
            for part in PARTS:
                for entry in _walk(str(folder / part)):
                    seen += 1
                    if seen > MOST_FILES:
                        return
                    state = entry.stat()
                    yield entry.path, state.st_mtime_ns, state.st_size


def _walk(folder: str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif not entry.name.startswith("."):
            try:
                entry.stat()
            except OSError:
                continue
            yield entry
