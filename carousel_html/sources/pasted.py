"""
Read a thread as it is pasted: paragraphs, perhaps counters, perhaps HTML links.

Knows how people write threads as plain text. Knows two marks of Markdown and no more, and never fetches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from carousel_html.markup import CodeBlock, Paragraph, Text, tidy
from carousel_html.model import Thread
from carousel_html.sources.counted_lines import parted
from carousel_html.sources.counters import Unit
from carousel_html.sources.html_words import HtmlWords, read_html, unescape
from carousel_html.sources.lists import with_lists
from carousel_html.sources.posts import drafts
from carousel_html.sources.thread import refused_image, refused_link, thread_of
from carousel_html.sources.typed_code import Listing, parts_of
from carousel_html.sources.typed_marks import with_boxes, with_marks
from carousel_html.sources.typed_tags import Tags, tags_in

_RULE = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)


def recognises(text: str) -> bool:
    """Tell whether this is a text at all: every one is."""
    return bool(text)


def read(text: str, where: str, folder: Path) -> Thread:
    """Read pasted text. Posts end at a line of `---`, else at counters, else at blank lines.

    Raises:
        ThreadError: too many posts, or nothing but markers.
    """
    tags = tags_in(text)
    chunks = [[_words(part, tags) for part in _parts(parted(chunk), tags)] for chunk in _RULE.split(text)]
    found = drafts([_units(chunk) for chunk in chunks])
    thread = thread_of([draft for draft in found if draft.blocks or draft.counter], where)
    last = thread.posts[-1].id
    for words in (part for chunk in chunks for part in chunk if isinstance(part, HtmlWords)):
        thread.left_out += [refused_link(last, href) for href in words.refused_links]
        thread.left_out += [refused_image(last, src) for src in words.images]
    return thread


def _parts(chunk: str, tags: Tags) -> Iterable[str | Listing]:
    return [chunk] if tags == "markup" else parts_of(chunk)


def _words(part: str | Listing, tags: Tags) -> HtmlWords | Listing:
    if isinstance(part, Listing):
        return replace(part, text=unescape(part.text))
    part = with_boxes(part)
    if tags == "words":
        return HtmlWords([Text(unescape(part))])
    return read_html(part, only_links=tags == "links")


def _units(parts: Iterable[HtmlWords | Listing]) -> list[Unit]:
    """Return what stands between blank lines; a listing belongs to the words right above and below it."""
    units: list[Unit] = []
    is_glued = False
    for part in parts:
        if isinstance(part, Listing):
            new: list[Unit] = [(CodeBlock(part.text),)]
            is_glued = part.has_above
        else:
            paragraphs = tidy([Paragraph(tuple(with_marks(part.spans)))])
            new = [tidy(with_lists(block)) for block in paragraphs]
        if is_glued and units and new:
            units[-1] += new.pop(0)
        units += new
        is_glued = isinstance(part, Listing) and part.has_below
    return units
