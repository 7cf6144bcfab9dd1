"""
Note which files and folders a thread reads, and tell whether one has changed since.

Hears Python's own audit events, so that nobody who reads has to say so. Knows files and digests; does not
know what is read, or what for.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carousel_html.cache_folder import cache_folder
from carousel_html.catalogue.folders import data_root
from carousel_html.errors import CarouselError
from carousel_html.export.builds import digest

LARGEST_INPUT = 50_000_000
"""A run that read a larger file (an archive) is not repeated: looking the file over would take as long."""


@dataclass
class Inputs:
    """The files and folders a run has read, by path, with a digest of what stood there; None if unknown."""

    read: dict[str, str | None] = field(default_factory=dict)

    def note(self, path: str) -> None:
        """Note a file or folder that is about to be read."""
        whole = os.path.abspath(path)  # noqa: PTH100 runs inside an audit hook: as little as possible
        if whole not in self.read and whole not in _SEARCHED and not whole.startswith(_KNOWN):
            self.read[whole] = None

    def settle(self, begun: float) -> None:
        """Take the digest of each that last changed before reading began; others may have changed since."""
        for path in self.read:
            with suppress(OSError):
                if not Path(path).exists() or Path(path).stat().st_mtime < begun:
                    self.read[path] = state_of_path(path)

    @property
    def is_settled(self) -> bool:
        """Whether all that was read is known well enough to tell a change."""
        return None not in self.read.values()


def _data_root() -> tuple[Path, ...]:
    """Return the folder of the built-in templates; none where it is gone, which whoever needs it will say."""
    try:
        return (data_root(),)
    except CarouselError:
        return ()


_KNOWN = tuple(
    os.path.join(os.path.abspath(path), "")  # noqa: PTH100, PTH118 compared as text
    for path in {
        *(path for name, path in sysconfig.get_paths().items() if "lib" in name),
        *(str(folder) for folder in (Path(__file__).parents[1], *_data_root(), cache_folder())),
        "/dev", "/proc",
    }
)  # fmt: skip
"""What stands here is named by `local_builds`, or is no input."""

_SEARCHED = frozenset(os.path.abspath(path) for path in sys.path)  # noqa: PTH100 compared as text
"""Python lists these folders to find what is installed: `local_builds` names that."""

_noting: dict[int, Inputs] = {}
"""What is noted for each thread."""


@contextmanager
def noting(inputs: Inputs) -> Iterator[None]:
    """Note each file and folder that this thread opens for reading, by Python's own audit events."""
    _listen()
    thread = threading.get_ident()
    _noting[thread] = inputs
    try:
        yield
    finally:
        del _noting[thread]


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if not _noting or event not in ("open", "os.listdir", "os.scandir"):
        return
    inputs = _noting.get(threading.get_ident())
    if inputs is None or not arguments or not isinstance(arguments[0], str | os.PathLike):
        return
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        return
    inputs.note(os.fspath(arguments[0]))


_listening: list[bool] = []


def _listen() -> None:
    """Hear audit events from here on: a listener cannot be taken off again, so there is one."""
    if not _listening:
        _listening.append(True)
        sys.addaudithook(_audit)


def state_of_path(path: str) -> str | None:
    """Return a digest of a file's bytes or a folder's names, or "absent"; None if it is too large."""
    try:
        if not Path(path).exists():
            return "absent"
        if Path(path).is_dir():
            return digest("\n".join(sorted(each.name for each in Path(path).iterdir())).encode())
        if Path(path).stat().st_size > LARGEST_INPUT:
            return None
        return digest(Path(path).read_bytes())
    except OSError:
        return None
