"""
Read what somebody wrote: a pasted thread, a Markdown file, a carousel.yaml, or what a platform gives out.

One module a source. Those that read what a person wrote offer `recognises(text)` and `read(text, where,
folder)`; those of a platform's files `recognises(text)` and `threads(text, where)`; those of data downloads
`holds(archive)`, `lines(archive)` and `read(archive, pick)`. The kind of a file is found in its content, not
in its name. Knows no slides: who shows what is `arrange`'s. Nothing is fetched but by `addresses`.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, cast

from carousel_html.errors import ThreadError, UnknownName
from carousel_html.model import Carousel, Thread
from carousel_html.source_text import decoded
from carousel_html.sources.archive import Archive
from carousel_html.sources.found import FoundThread, ThreadLine, lines_of, thread_from
from carousel_html.sources.json_values import documents, looks_like_json
from carousel_html.sources.opening import (
    Given,
    given,
    opened_archive,
    read_bytes,
    standard_input,
    without_pick,
)
from carousel_html.sources.picking import lines_of_posts, with_posts

STANDARD_INPUT = "-"
_ADDRESS = re.compile(r"(?:https?|at)://", re.IGNORECASE)
MAX_BYTES = 2_000_000
"""Of what a person wrote; a file a program wrote may be larger."""


class Written(Protocol):
    """What each module offers that reads what a person wrote."""

    def recognises(self, text: str) -> bool:
        """Tell whether the text is of this kind."""

    def read(self, text: str, where: str, folder: Path) -> Thread | Carousel:
        """Read the text. `where` names it in messages; paths in it start from `folder`."""


class Posts(Protocol):
    """What each module offers that reads a platform's file."""

    def recognises(self, text: str) -> bool:
        """Tell whether the text, as it came, is of this kind."""

    def threads(self, text: str, where: str) -> list[FoundThread]:
        """Return every thread in the text, as it came."""


class Download(Protocol):
    """What each module offers that reads a data download."""

    def holds(self, archive: Archive) -> bool:
        """Tell whether the download is of this kind."""

    def lines(self, archive: Archive) -> list[ThreadLine]:
        """Return what there is to pick."""

    def read(self, archive: Archive, pick: str | None) -> Thread:
        """Read what was picked."""


@dataclass(frozen=True)
class Format:
    """A kind of source: its name on the command line, where it is read, and what that module offers."""

    name: str
    label: str
    module: str
    kind: Literal["written", "posts"] = "posts"

    def source(self) -> Written | Posts:
        """Return the module that reads it, loaded when first asked for."""
        return cast("Written | Posts", _module(self.module))


# In the order they are tried; the last one takes any text.
FORMATS = (
    Format("carousel", "carousel.yaml", "carousel_yaml", "written"),
    Format("x-api", "X API v2: JSON, or JSON lines", "x_api"),
    Format("bluesky", "Bluesky: JSON of getPostThread", "bluesky"),
    Format("mastodon", "Mastodon: JSON of a status and its context", "mastodon"),
    Format("threads", "Threads (Meta): threads_and_replies.json, or the download it is in", "threads_export"),
    Format("thread-reader", "a page of Thread Reader, saved", "thread_reader"),
    Format("x-page", "a thread copied from its page on X, as text", "x_page"),
    Format("feed", "RSS or Atom", "feed"),
    Format("table", "CSV or JSON lines with a column of text", "records"),
    Format("markdown", "Markdown, with or without front matter", "markdown", "written"),
    Format("text", "pasted thread text, with or without HTML links", "pasted", "written"),
)

_OFFICE = {
    "word/document.xml": "a Word document",
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "content.xml": "an OpenDocument file",
}
"""What a ZIP file is that somebody writes in, by a file it holds."""
_WEB_PAGE = re.compile(r"\s*(?:<!doctype html|<html)\b", re.IGNORECASE)

DOWNLOADS = {"x-archive": "x_archive", "threads": "threads_export"}
"""Data downloads (ZIP or folder), by the name of their format."""


def is_address(source: str) -> bool:
    """Tell whether what a person named is an address and no file."""
    return _ADDRESS.match(source) is not None


def load_thread(source: Path | str, format: str | None = None) -> Thread | Carousel:
    """Read a thread from a file, a folder, or from standard input for "-".

    Posts give a Thread. Markdown and carousel.yaml give a Carousel, because they may also hold choices
    (canvas, theme …); a Carousel without slides is still to be arranged.

    Args:
        source: the file, or "-". Of a source with several threads `FILE#ID` picks one; of a list of posts
            `FILE#3-12` picks those by number.
        format: a name of FORMATS or DOWNLOADS; found in the content when left out.

    Raises:
        UnknownName: no such format.
        ThreadError: missing, empty, a folder, binary, too large, not UTF-8, broken; several threads.
        CarouselFileError: a carousel.yaml with a mistake in it.
        ImageError: an image of a Markdown file that is missing, or outside its folder.
    """
    _require_known(format)
    _require_no_address(source)
    if str(source) == STANDARD_INPUT:
        return _read(standard_input(), "standard input", Path(), format, None)
    path, pick = without_pick(source)
    with opened_archive(path) as archive:
        if archive is not None:
            return _download(archive, format).read(archive, pick)
    if format is not None and format not in _names():
        raise ThreadError(
            f'"{path}" is no data download.',
            where=str(path),
            hint="Give the ZIP file, or the folder it was unpacked to.",
        )
    return _read(read_bytes(path), path.name, path.parent, format, pick)


def list_threads(source: Path | str, format: str | None = None) -> list[ThreadLine]:
    """Return what there is to pick in a source: threads, or the posts of a list. Raises as `load_thread`."""
    _require_known(format)
    _require_no_address(source)
    path, _ = without_pick(source)
    with opened_archive(path) as archive:
        if archive is not None:
            return _download(archive, format).lines(archive)
    read = given(read_bytes(path), path.name, path.parent)
    chosen = _named(format) if format in _names() else _format_of(read, len(read.raw))
    if chosen.kind == "written":
        return lines_of_posts(cast(Written, chosen.source()).read(read.text, read.where, read.folder))
    return lines_of(cast(Posts, chosen.source()).threads(read.raw, read.where))


def _read(body: bytes, where: str, folder: Path, format: str | None, pick: str | None) -> Thread | Carousel:
    read = given(body, where, folder)
    chosen = _named(format) if format is not None else _format_of(read, len(body))
    if chosen.kind == "posts":
        posts = cast(Posts, chosen.source())
        return thread_from(posts.threads(read.raw, where), where, pick)
    text = decoded(body, where, max_bytes=MAX_BYTES)
    written = cast(Written, chosen.source()).read(text, where, folder)
    return with_posts(written, where, pick) if pick else written


def format_of(text: str) -> Format:
    """Return the format of a text, by its content."""
    return next((found for found in FORMATS[:-1] if found.source().recognises(text)), FORMATS[-1])


def _format_of(read: Given, size: int) -> Format:
    """Return the format of what was given; JSON of no kind we know is an error, and no prose."""
    for found in FORMATS:
        if found.kind == "posts" and found.source().recognises(read.raw):
            return found
    if looks_like_json(read.raw):
        documents(read.raw, read.where)
        raise ThreadError(
            "this is JSON, but no thread of a kind we know.",
            where=read.where,
            hint=f"`--from` takes: {', '.join(found.name for found in FORMATS)}.",
        )
    if _WEB_PAGE.match(read.text):
        raise ThreadError(
            "this is a web page, but no thread of a kind we know.",
            where=read.where,
            hint="Copy the words of the thread into a text file.",
        )
    return FORMATS[-1] if size > MAX_BYTES else format_of(read.text)


# --- names -----------------------------------------------------------------------------------


def _require_no_address(source: Path | str) -> None:
    if isinstance(source, str) and is_address(source):
        raise ThreadError(
            "this is an address, and only `carousel import` fetches.",
            where=source,
            hint=f"carousel import {source} -o carousel.yaml",
        )


def _names() -> list[str]:
    return [known.name for known in FORMATS]


def _require_known(name: str | None) -> None:
    known = [*_names(), *DOWNLOADS]
    if name is not None and name not in known:
        raise UnknownName("format", name, dict.fromkeys(known))


def _named(name: str | None) -> Format:
    return next(known for known in FORMATS if known.name == name)


def _module(name: str) -> Any:
    return importlib.import_module(f"carousel_html.sources.{name}")


def _download(archive: Archive, format: str | None) -> Download:
    """Return the module that reads a data download."""
    for name, module in DOWNLOADS.items():
        if format in (None, name) and _module(module).holds(archive):
            return cast(Download, _module(module))
    if office := next((kind for name, kind in _OFFICE.items() if name in archive.names), None):
        raise ThreadError(
            f"this is {office}, not a text.",
            where=archive.where,
            hint="Save it as plain text in UTF-8, or copy its words into a text file.",
        )
    raise ThreadError(
        "this is a ZIP archive or a folder, but no data download we know.",
        where=archive.where,
        hint="X archives hold data/tweets.js, those of Threads threads_and_replies.json.",
    )
