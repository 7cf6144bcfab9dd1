"""
Keep bytes under keys in a folder: each entry whole or not there, checked when read, the oldest given up.

Any number of processes may use one folder at a time. An entry that was damaged is as good as none, and so is
a folder that cannot be written. Knows no product.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from carousel_html.cache_folder import cache_folder

VARIABLE = "CAROUSEL_CACHE"
"""Names another folder, or is `off`."""

MOST_BYTES = 2_000_000_000
"""How large the cache of a user may grow."""

SHARDS = 16
"""The folder is divided by the first digit of the key, and each part keeps within its share of the size."""

SHRINKS_AT = "0"
"""The second digit of the keys that have their part looked through: one in sixteen. With a full cache that
takes 5 ms, and a render keeps dozens of entries."""

_DIGEST = hashlib.sha256().digest_size


class Store:
    """Bytes by key in a folder of at most about `most_bytes`. Keys are hexadecimal digests."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self.most_bytes = most_bytes

    def read(self, key: str) -> bytes | None:
        """Return what was kept under a key; None when it is not there, or not as it was kept."""
        path = self._path(key)
        try:
            entry = path.read_bytes()
        except OSError:
            return None
        body = entry[_DIGEST:]
        if hashlib.sha256(body).digest() != entry[:_DIGEST]:
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # What is used stays.
        return body

    def keep(self, key: str, body: bytes) -> None:
        """Keep some bytes under a key, and give up the entries that were not used for longest."""
        path = self._path(key)
        if len(body) + _DIGEST > self._share:
            return
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, hashlib.sha256(body).digest() + body)
            if key[1] == SHRINKS_AT:
                self._shrink(path.parent)

    def clear(self) -> None:
        """Take every entry away."""
        for path, _, _ in self._entries(self.folder):
            with contextlib.suppress(OSError):
                path.unlink()

    def size(self) -> tuple[int, int]:
        """Return how many entries there are, and their bytes."""
        sizes = [size for _, size, _ in self._entries(self.folder)]
        return len(sizes), sum(sizes)

    def _path(self, key: str) -> Path:
        return self.folder / key[0] / key

    @property
    def _share(self) -> float:
        return self.most_bytes / SHARDS

    def _shrink(self, folder: Path) -> None:
        entries = sorted(self._entries(folder), key=lambda entry: entry[2])
        left = sum(size for _, size, _ in entries)
        for path, size, _ in entries:
            if left <= self._share:
                return
            with contextlib.suppress(OSError):
                path.unlink()
            left -= size

    @staticmethod
    def _entries(folder: Path) -> Iterator[tuple[Path, int, int]]:
        for path in folder.rglob("*"):
            with contextlib.suppress(OSError):  # Another process took it away.
                found = path.stat()
                if path.is_file():
                    yield path, found.st_size, found.st_mtime_ns


def user_store() -> Store | None:
    """Return this user's store; None when it was switched off."""
    named = os.environ.get(VARIABLE)
    if named == "off":
        return None
    return Store(Path(named) if named else cache_folder() / "results")


def _write(path: Path, entry: bytes) -> None:
    """Write an entry beside its place and rename it over: others see all of it or nothing."""
    descriptor, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(entry)
        os.replace(name, path)  # noqa: PTH105 Path.replace reads as if it moved `path`
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
