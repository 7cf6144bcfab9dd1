"""
Read what somebody wrote: a pasted thread, a Markdown file, or a carousel.yaml.

One module a source, each with `recognises(text)` and `read(text, where, folder)`. The kind of a
file is found in its content, never in its name. Knows no slides: who shows what is `arrange`'s.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from carousel_html.errors import UnknownName
from carousel_html.model import Carousel, Thread
from carousel_html.source_text import read_standard_input, read_text

STANDARD_INPUT = "-"
MAX_BYTES = 2_000_000


class Source(Protocol):
    """What each module of this package offers."""

    def recognises(self, text: str) -> bool:
        """Tell whether the text is of this kind."""

    def read(self, text: str, where: str, folder: Path) -> Thread | Carousel:
        """Read the text. `where` names it in messages; paths in it start from `folder`."""


@dataclass(frozen=True)
class Format:
    """A kind of source: its name on the command line, and where it is read."""

    name: str
    label: str
    module: str

    def source(self) -> Source:
        """Return the module that reads it, loaded when first asked for."""
        return cast(Source, importlib.import_module(f"carousel_html.sources.{self.module}"))


# In the order they are tried; the last one takes any text.
FORMATS = (
    Format("carousel", "carousel.yaml", "carousel_yaml"),
    Format("markdown", "Markdown, with or without front matter", "markdown"),
    Format("text", "pasted thread text, with or without HTML links", "pasted"),
)


def load_thread(source: Path | str, format: str | None = None) -> Thread | Carousel:
    """Read a thread from a file, or from standard input for "-".

    Pasted text gives a Thread. Markdown and carousel.yaml give a Carousel, because they may also
    hold choices (canvas, theme …); a Carousel without slides is still to be arranged.

    Args:
        source: the file, or "-".
        format: `carousel`, `markdown` or `text`; found in the content when left out.

    Raises:
        UnknownName: no such format.
        ThreadError: missing, empty, a folder, binary, too large, not UTF-8, broken front matter.
        CarouselFileError: a carousel.yaml with a mistake in it.
        ImageError: an image of a Markdown file that is missing, or outside its folder.
    """
    chosen = _named(format) if format is not None else None
    if str(source) == STANDARD_INPUT:
        text, where, folder = read_standard_input(max_bytes=MAX_BYTES), "standard input", Path()
    else:
        path = Path(source)
        text, where, folder = read_text(path, max_bytes=MAX_BYTES), path.name, path.parent
    return (chosen or format_of(text)).source().read(text, where, folder)


def format_of(text: str) -> Format:
    """Return the format of a text, by its content."""
    return next((found for found in FORMATS[:-1] if found.source().recognises(text)), FORMATS[-1])


def _named(name: str) -> Format:
    found = next((known for known in FORMATS if known.name == name), None)
    if found is None:
        raise UnknownName("format", name, [known.name for known in FORMATS])
    return found
