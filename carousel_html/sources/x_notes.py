"""
Find the whole text of a long post in an X archive.

The archive keeps long texts in a file of their own that names no post. Knows how a note and a post are
matched: the same second and the same beginning. Does not read files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from carousel_html.markup import Emphasis, Link, Span, Strike, Strong, Text
from carousel_html.sources.found import FoundPost, Lost
from carousel_html.sources.html_words import unescape
from carousel_html.sources.json_values import list_at, number_at, value_at, words_at
from carousel_html.sources.times import utc

NOT_FOUND = "the archive holds only the beginning of this post: its full text was not found"

STYLES: dict[str, type[Strong | Emphasis | Strike]] = {
    "BOLD": Strong,
    "ITALIC": Emphasis,
    "STRIKETHROUGH": Strike,
}

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
    styles = _styles(note, text)
    out: list[Span] = []
    at = 0
    for found in _SHORT.finditer(text):
        out += _styled(text, at, found.start(), styles)
        at = found.end()
        if found[0] in pictures:
            post.removed.append(found[0])
        else:
            href = links.get(found[0]) or found[0]
            out.append(Link(href, (Text(href),)))
    return [*out, *_styled(text, at, len(text), styles)]


def _styles(note: Any, text: str) -> list[tuple[int, int, str]]:
    """Return where words are bold or slanted. The file counts UTF-16 units, unlike the places of a post."""
    places = [at for at, char in enumerate(text) for _ in range(2 if ord(char) > 0xFFFF else 1)]
    places.append(len(text))
    return [
        (places[begin], places[end], words_at(kind, "originalName"))
        for tag in list_at(note, "core", "styletags")
        for kind in list_at(tag, "styleTypes")
        if 0 <= (begin := number_at(tag, "fromIndex") or 0) < (end := number_at(tag, "toIndex") or 0)
        and end < len(places)
    ]


def _styled(text: str, begin: int, end: int, styles: list[tuple[int, int, str]]) -> list[Span]:
    """Return a piece of the text without links, cut where a style begins or ends."""
    places = {place for start, stop, _ in styles for place in (start, stop) if begin < place < end}
    out: list[Span] = []
    for start, stop in pairwise([begin, *sorted(places), end]):
        names = {name for first, last, name in styles if first <= start and stop <= last}
        span: Span = Text(_plain(text[start:stop]))
        for name, wrapper in STYLES.items():
            span = wrapper((span,)) if name in names and text[start:stop].strip() else span
        out.append(span)
    return out


def _plain(text: str) -> str:
    return _ENTITY.sub(lambda found: unescape(found[0]), text)


def note_of(item: Any) -> Any:
    """Return the note of an item of note-tweet.js."""
    return value_at(item, "noteTweet") or item


def missing() -> Lost:
    """Say that a post is shown cut, as the archive has it."""
    return Lost("paragraph", "the end of this post", NOT_FOUND)
