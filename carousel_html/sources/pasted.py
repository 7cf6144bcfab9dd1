"""
Read a thread as it is pasted: paragraphs, perhaps counters, perhaps HTML links.

Knows how people write threads as plain text. Knows two marks of Markdown and no more, and never fetches.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from carousel_html.markup import Paragraph, Span, Text, tidy
from carousel_html.model import Thread
from carousel_html.sources.counters import Unit
from carousel_html.sources.html_words import HtmlWords, read_html, unescape
from carousel_html.sources.lists import with_lists
from carousel_html.sources.posts import drafts
from carousel_html.sources.thread import refused_image, refused_link, thread_of
from carousel_html.sources.typed_marks import with_marks
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
    words = [_words(chunk, tags) for chunk in _RULE.split(text)]
    found = drafts([_units(chunk.spans) for chunk in words])
    thread = thread_of([draft for draft in found if draft.blocks or draft.counter], where)
    last = thread.posts[-1].id
    for chunk in words:
        thread.left_out += [refused_link(last, href) for href in chunk.refused_links]
        thread.left_out += [refused_image(last, src) for src in chunk.images]
    return thread


def _words(chunk: str, tags: Tags) -> HtmlWords:
    if tags == "words":
        return HtmlWords([Text(unescape(chunk))])
    return read_html(chunk, only_links=tags == "links")


def _units(spans: Sequence[Span]) -> list[Unit]:
    return [tidy(with_lists(block)) for block in tidy([Paragraph(tuple(with_marks(spans)))])]
