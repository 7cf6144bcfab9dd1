"""
Open what the user named: a file, a folder, standard input; with `#` and what to pick of it behind.

Knows sizes and first bytes. Does not know any format.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from carousel_html import source_text
from carousel_html.errors import ThreadError
from carousel_html.sources.archive import Archive, folder_of, opened_zip, translated

MAX_STRUCTURED = 64_000_000
"""Bytes of a file a program wrote: JSON, HTML, XML, CSV."""

_ZIP = b"PK\x03\x04"
_SCRIPT = b"window."
# What lies in a data download, seen from the folder that was named.
_SIGNS = (
    *("tweets.js", "tweet.js", "data/tweets.js", "data/tweet.js", "*/data/tweets.js", "*/data/tweet.js"),
    *("threads_and_replies.json", "threads/threads_and_replies.json", "*/threads/threads_and_replies.json"),
    "*/*/threads/threads_and_replies.json",
)


@dataclass(frozen=True)
class Given:
    """What the user named, read as text: as it came, and tidied (NFC, `\\n`)."""

    raw: str
    text: str
    where: str
    folder: Path


def without_pick(source: Path | str) -> tuple[Path, str | None]:
    """Split `archive.zip#123` into the path and what to pick; a file that has a # in its name stays whole."""
    path = Path(source)
    before, sign, pick = str(source).rpartition("#")
    if not sign or not before or not pick or path.exists() or not Path(before).exists():
        return path, None
    return Path(before), pick


@contextmanager
def opened_archive(path: Path) -> Iterator[Archive | None]:
    """Open a data download: a ZIP file, its folder, or its file of posts; None when the path is none.

    Raises:
        ThreadError: a ZIP that is broken or dangerous.
    """
    if _begins_with(path, _ZIP):
        with opened_zip(path) as found:
            yield found
        return
    folder = path.parent if _begins_with(path, _SCRIPT) else path
    if folder.is_dir() and any(next(folder.glob(sign), None) for sign in _SIGNS):
        with translated(str(path)):
            yield folder_of(folder)
        return
    yield None


def _begins_with(path: Path, start: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(start)) == start
    except (OSError, ValueError):
        return False  # Whoever reads it as text says what is wrong.


def read_bytes(path: Path) -> bytes:
    """Return the first bytes of a file, one more than may be read.

    Raises:
        ThreadError: no such file, a folder that is no data download, unreadable.
    """
    if path.is_dir():
        raise ThreadError(
            f'"{path}" is a folder, not a file, and no data download we know.',
            where=str(path),
            hint="Name the file inside it.",
        )
    return source_text.read_bytes(path, max_bytes=MAX_STRUCTURED)


def standard_input() -> bytes:
    """Return the first bytes of standard input, one more than may be read."""
    return sys.stdin.buffer.read(MAX_STRUCTURED + 1)


def given(body: bytes, where: str, folder: Path) -> Given:
    """Return bytes as text. Raises ThreadError as `source_text.decoded` does."""
    text = source_text.decoded(body, where, max_bytes=MAX_STRUCTURED)
    return Given(source_text.in_utf_8(body).decode("utf-8-sig"), text, where, folder)
