"""
Look into a data download: a ZIP file or the folder it was unpacked to.

Knows what makes a ZIP dangerous, and takes out no more than the members it is asked for. A picture of a ZIP
is put into the cache folder by its content; one of a folder stays where it is. Does not know platforms.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from carousel_html.cache_folder import cache_folder
from carousel_html.errors import OutputError, ThreadError

MAX_MEMBERS = 500_000
MAX_RATIO = 300
"""Of a member's size to its compressed size; JSON reaches 30."""
MAX_PICTURE = 30_000_000
MAX_SMALL = 20_000_000
"""Bytes of a member that is read whole."""

_ENDINGS = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"))
_BAD_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")


class Archive(Protocol):
    """A data download. Names are paths inside it, with `/`."""

    where: str
    names: frozenset[str]

    def size(self, name: str) -> int:
        """Return the bytes of a member."""

    def open(self, name: str) -> IO[bytes]:
        """Open a member for reading. Raises ThreadError for one that is a bomb or encrypted."""

    def kept(self, name: str, body: bytes) -> str:
        """Return the path of a file that holds this member."""


@dataclass
class Folder:
    """A data download that was unpacked."""

    path: Path
    where: str
    names: frozenset[str]

    def size(self, name: str) -> int:
        """Return the bytes of a member."""
        return (self.path / name).stat().st_size

    def open(self, name: str) -> IO[bytes]:
        """Open a member; one that leads out of the folder is none."""
        path = self.path / name
        if not path.resolve().is_relative_to(self.path.resolve()):
            raise ThreadError(f'"{name}" leads out of the folder.', where=self.where)
        return path.open("rb")

    def kept(self, name: str, body: bytes) -> str:
        """Return the member's own path."""
        return str((self.path / name).absolute())


@dataclass
class Zip:
    """A data download as it came."""

    file: zipfile.ZipFile
    where: str
    names: frozenset[str]

    def size(self, name: str) -> int:
        """Return the bytes of a member."""
        return self.file.getinfo(name).file_size

    def open(self, name: str) -> IO[bytes]:
        """Open a member, unless it is encrypted or grows beyond reason."""
        info = self.file.getinfo(name)
        if info.flag_bits & 1:
            raise ThreadError(f'"{name}" is encrypted.', where=self.where, hint="Unpack the ZIP file first.")
        if info.file_size > MAX_RATIO * max(info.compress_size, 1_000):
            raise ThreadError(
                f'"{name}" would grow to {info.file_size:,} bytes from {info.compress_size:,}.',
                where=self.where,
                hint="This is no download of a platform.",
            )
        return self.file.open(info)

    def kept(self, name: str, body: bytes) -> str:
        """Put the member into the cache folder, named by its content, and return its path."""
        return str(kept_picture(body))


@contextmanager
def opened_zip(path: Path) -> Iterator[Zip]:
    """Open a ZIP file, its names checked.

    Raises:
        ThreadError: broken, too many members, or a name that leads out of it.
    """
    where = path.name
    try:
        file = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as exc:
        raise ThreadError(
            f"this looks like a ZIP archive, but cannot be opened: {exc}.",
            where=where,
            hint="Get it again, or save the thread as plain text.",
        ) from exc
    with file:
        members = file.infolist()
        if len(members) > MAX_MEMBERS:
            raise ThreadError(f"the ZIP file has more than {MAX_MEMBERS:,} members.", where=where)
        for member in members:
            if _BAD_NAME.search(member.filename) or stat.S_ISLNK(member.external_attr >> 16):
                raise ThreadError(
                    f'the ZIP file holds "{member.filename[:80]!s}", which leads out of it.',
                    where=where,
                    hint="This is no download of a platform.",
                )
        with translated(where):
            yield Zip(file, where, frozenset(member.filename for member in members if not member.is_dir()))


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn what goes wrong while a download is read into one clear error."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as exc:
        if isinstance(exc, RecursionError):
            raise
        raise ThreadError(f"the archive is broken: {exc}.", where=where, hint="Download it again.") from exc


def folder_of(path: Path) -> Folder:
    """Return the data download in a folder: every file of it and of the folders right in it."""
    names = set()
    for found in _files(path):
        names.add(found.relative_to(path).as_posix())
        if len(names) > MAX_MEMBERS:
            raise ThreadError(f"the folder has more than {MAX_MEMBERS:,} files.", where=path.name)
    return Folder(path, path.name, frozenset(names))


def _files(path: Path) -> Iterator[Path]:
    for root, _, files in os.walk(path):
        yield from (Path(root) / name for name in files)


def read_small(archive: Archive, name: str) -> bytes:
    """Return a member whole. Raises ThreadError when it is larger than MAX_SMALL."""
    with archive.open(name) as file:
        body = file.read(MAX_SMALL + 1)
    if len(body) > MAX_SMALL:
        raise ThreadError(f'"{name}" is larger than {MAX_SMALL // 1_000_000} MB.', where=archive.where)
    return body


def picture(archive: Archive, name: str) -> tuple[str, str]:
    """Return the path of a file that holds a picture, and ""; or "" and why it cannot be used."""
    with archive.open(name) as file:
        body = file.read(MAX_PICTURE + 1)
    if len(body) > MAX_PICTURE:
        return "", f"the picture is larger than {MAX_PICTURE // 1_000_000} MB"
    if picture_ending(body) is None:
        return "", "not a PNG, JPEG, WebP or GIF"
    return archive.kept(name, body), ""


def kept_picture(body: bytes) -> Path:
    """Put a picture into the cache folder, named by its content, and return its path. Raises OutputError."""
    ending = picture_ending(body) or ""
    path = cache_folder() / "pictures" / (hashlib.sha256(body).hexdigest()[:32] + ending)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.stat().st_size != len(body):
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(body)
            Path(temporary).replace(path)
    except OSError as exc:
        raise OutputError(f"a picture cannot be kept: {exc.strerror}.", where=str(path)) from exc
    return path


def picture_ending(body: bytes) -> str | None:
    """Return `.png`, `.jpg`, `.gif` or `.webp`, as the first bytes say; None for anything else."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return ".webp"
    return next((ending for start, ending in _ENDINGS if body.startswith(start)), None)
