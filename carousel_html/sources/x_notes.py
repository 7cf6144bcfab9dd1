"""
Find the whole text of a long post in an X archive.

The archive keeps long texts in a file of their own that names no post. Knows how a note and a post are
matched: the same second and the same beginning. Does not read files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from carousel_html.markup import Link, Span, Text
from carousel_html.sources.found import FoundPost, Lost
from carousel_html.sources.html_words import unescape
from carousel_html.sources.json_values import list_at, value_at, words_at
from carousel_html.sources.times import utc

NOT_FOUND = "the archive holds only the beginning of this post: its full text was not found"

_CUT = re.compile(r"…(?:\s*https://t\.co/\w+)?\s*$")
_SHORT = re.compile(r"https://t\.co/\w+")
_NAMES_FIRST = re.compile(r"\s*(?:@\w+\s+)+")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")


def is_cut(text: str) -> bool:
    """Tell whether the text of a post ends in "…", perhaps with a link behind it."""
    return bool(_CUT.search(text))


def matching(tweet: Any, notes: Iterable[Any]) -> Any:
    """Return the one note of the same second that goes on where the post is cut; None for none or several."""
    second = utc(words_at(tweet, "created_at"))
    beginning = _compared(_CUT.sub("", words_at(tweet, "full_text")))
    found = [
        note
        for note in notes
        if utc(words_at(note, "createdAt")) == second
        and _compared(words_at(note, "core", "text")).startswith(beginning)
    ]
    return found[0] if len(found) == 1 and beginning else None


def _compared(text: str) -> str:
    text = _NAMES_FIRST.sub("", unescape(text), count=1) if _NAMES_FIRST.match(text) else unescape(text)
    return " ".join(_SHORT.sub("https://t.co/", text).split())


def spans_of(note: Any, tweet: Any, post: FoundPost) -> list[Span]:
    """Return the spans of a note: each short link leads where it leads in the end."""
    text = words_at(note, "core", "text")
    links = {
        words_at(item, "shortUrl"): words_at(item, "expandedUrl") for item in list_at(note, "core", "urls")
    }
    pictures = {words_at(item, "url") for item in list_at(tweet, "entities", "media")}
    out: list[Span] = []
    at = 0
    for found in _SHORT.finditer(text):
        out.append(Text(_plain(text[at : found.start()])))
        at = found.end()
        if found[0] in pictures:
            post.removed.append(found[0])
        else:
            href = links.get(found[0]) or found[0]
            out.append(Link(href, (Text(href),)))
    return [*out, Text(_plain(text[at:]))]


def _plain(text: str) -> str:
    return _ENTITY.sub(lambda found: unescape(found[0]), text)


def note_of(item: Any) -> Any:
    """Return the note of an item of note-tweet.js."""
    return value_at(item, "noteTweet") or item


def missing() -> Lost:
    """Say that a post is shown cut, as the archive has it."""
    return Lost("paragraph", "the end of this post", NOT_FOUND)
