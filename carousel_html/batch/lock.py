"""
Let one batch at a time write into a folder: two would mix their reports, and rows of one name.

The system takes the lock off when its holder ends, however it ends. Knows one file; does not know batches.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from carousel_html.errors import OutputError
from carousel_html.export.files import make_folder

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def only_one(folder: Path, name: str) -> Iterator[None]:
    """Hold the folder's lock `name`; raise OutputError when another process holds it."""
    make_folder(folder)
    path = folder / name
    try:
        file = path.open("ab")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from error
    with file:
        try:
            _take(file)
        except OSError as error:
            raise OutputError(
                f"another batch is writing into {folder}.",
                hint="Wait for it, choose another folder with `-o`, or give each its share with `--shard`.",
            ) from error
        yield
