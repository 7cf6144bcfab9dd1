"""
Write results into a folder, or onto shared storage that workers on other machines can reach.

A row's files are made in a local folder; on shared storage they are then copied, the manifest last. Knows
paths and fsspec addresses (`s3://…`, `memory://…`); does not know what is in the files.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Protocol

from carousel_html.errors import CarouselError, OutputError, SystemPartMissing
from carousel_html.export.files import MANIFEST, make_folder, write_whole

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class Place(Protocol):
    """Where the rows' folders stand."""

    def read(self, name: str) -> bytes | None:
        """Return a file below the place, or None when there is none."""

    def size(self, name: str) -> int | None:
        """Return the size of a file below the place, or None when there is none."""

    def remove(self, name: str) -> None:
        """Remove a file below the place, if it is there."""

    def write(self, name: str, body: bytes) -> None:
        """Write a file below the place, whole or not at all."""

    def open(self, name: str) -> IO[str]:
        """Open a file below the place for writing, line by line."""

    def row(self, name: str) -> Any:
        """Return a context manager that gives the local folder a row is made in, and brings it home."""


def place(out: str) -> Place:
    """Return the place an address or a path names; raise SystemPartMissing without the extra it needs."""
    return _Shared(out) if _ADDRESS.match(out) else _Folder(Path(out))


class _Folder:
    """A folder of this machine, or one that every worker sees under the same path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def size(self, name: str) -> int | None:
        try:
            return (self._folder / name).stat().st_size
        except OSError:
            return None

    def remove(self, name: str) -> None:
        with suppress(OSError):
            (self._folder / name).unlink()

    def write(self, name: str, body: bytes) -> None:
        path = self._folder / name
        make_folder(path.parent)
        write_whole(path, body)

    def open(self, name: str) -> IO[str]:
        make_folder(self._folder)
        with _reached(str(self._folder / name)):
            return (self._folder / name).open("w", encoding="utf-8")

    @contextmanager
    def row(self, name: str) -> Iterator[Path]:
        yield self._folder / name


class _Shared:
    """Storage that fsspec reaches."""

    def __init__(self, address: str) -> None:
        try:
            import fsspec
        except ImportError as error:
            raise SystemPartMissing(
                f"{address} is no folder, and fsspec, which would reach it, is not installed.",
                hint="`pip install 'carousel_html[dask]'` brings it.",
            ) from error
        self._address = address
        with _reached(address):
            self._files, self._root = fsspec.core.url_to_fs(address)

    def read(self, name: str) -> bytes | None:
        with _reached(f"{self._address}/{name}", "read"), suppress(FileNotFoundError):
            body: bytes = self._files.cat_file(f"{self._root}/{name}")
            return body
        return None

    def size(self, name: str) -> int | None:
        with _reached(f"{self._address}/{name}", "read"), suppress(FileNotFoundError):
            return int(self._files.size(f"{self._root}/{name}"))
        return None

    def remove(self, name: str) -> None:
        with _reached(f"{self._address}/{name}"), suppress(FileNotFoundError):
            self._files.rm_file(f"{self._root}/{name}")

    def write(self, name: str, body: bytes) -> None:
        with _reached(f"{self._address}/{name}"):
            path = f"{self._root}/{name}"
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(path, body)

    def open(self, name: str) -> IO[str]:
        with _reached(f"{self._address}/{name}"):
            self._files.makedirs(self._root, exist_ok=True)
            opened: IO[str] = self._files.open(f"{self._root}/{name}", "w", encoding="utf-8")
            return opened

    @contextmanager
    def row(self, name: str) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="carousel-") as made:
            folder = Path(made)
            yield folder
            files = [path for path in folder.rglob("*") if path.is_file()]
            for path in sorted(files, key=lambda path: path.name == MANIFEST):
                self.write(f"{name}/{path.relative_to(folder).as_posix()}", path.read_bytes())


@contextmanager
def _reached(address: str, what: str = "written") -> Iterator[None]:
    """Turn whatever a storage raises into our error: each has its own."""
    try:
        yield
    except CarouselError:
        raise
    except Exception as error:
        raise OutputError(
            f"{address} cannot be {what}: {error}.", hint="Choose another place with `-o`."
        ) from error
