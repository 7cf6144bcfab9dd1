"""
Turn the text of a post on X into spans, by the places its entities name.

Knows that places count code points of the text as it was received, still HTML-escaped, and that they are
sometimes wrong: each is checked against its words. Does not know the file the post stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carousel_html.markup import Hashtag, Link, Mention, Span, Text
from carousel_html.sources.found import FoundPost, Lost
from carousel_html.sources.html_words import unescape

NOT_FOUND = "the place the file names for this link holds other words"
NEAR = 60  # Letters before and after its place where an entity is looked for.
_WIDE = str.maketrans("＃＠", "#@")


@dataclass(frozen=True)
class Entity:
    """A piece of the raw text: its place, the words that must stand there, and what it becomes.

    Without a `span` the words are taken off: they only lead to the post's own picture or quote.
    """

    start: int
    end: int
    words: str
    span: Span | None


def link(url: str, expanded: str, display: str) -> Span:
    """Return the link a t.co address stands for."""
    return Link(expanded or url, (Text(display or expanded or url),))


def mention(name: str) -> Span:
    """Return the mention of an account on X."""
    return Mention(f"@{name}", f"https://x.com/{name}")


def hashtag(name: str) -> Span:
    """Return a hashtag."""
    return Hashtag(f"#{name}")


def spans_of(text: str, entities: Iterable[Entity], post: FoundPost) -> list[Span]:
    """Return the spans of a raw text; what is taken off or lost is recorded on the post.

    Of entities that overlap the first counts. One that does not stand where it should is looked for near
    its place; words stay plain text where it is not found.
    """
    out: list[Span] = []
    at = 0
    for entity in sorted(entities, key=lambda each: (each.start, -each.end)):
        start = _place(text, entity, at)
        if start is None:
            _note(entity, text, post)
            continue
        end = start + len(entity.words)
        out.append(Text(unescape(text[at:start])))
        if entity.span is None:
            post.removed.append(text[start:end])
        else:
            out.append(_as_written(entity.span, unescape(text[start:end])))
        at = end
    return [*out, Text(unescape(text[at:]))]


def _place(text: str, entity: Entity, at: int) -> int | None:
    """Return where the entity's words begin, not before `at`."""
    wanted = _folded(entity.words)
    if not wanted:
        return None
    if at <= entity.start and _folded(text[entity.start : entity.start + len(entity.words)]) == wanted:
        return entity.start
    begin = max(at, entity.start - NEAR)
    window = text[begin : max(begin, entity.start) + len(wanted) + NEAR]
    found = _folded(window).find(wanted)
    return begin + found if found >= 0 else None


def _folded(text: str) -> str:
    """Fold letter by letter, so that places stay the same."""
    lowered = (low if len(low := letter.lower()) == 1 else letter for letter in text)
    return "".join(lowered).translate(_WIDE)


def _as_written(span: Span, words: str) -> Span:
    """Keep the writer's own spelling of a name."""
    match span:
        case Mention(_, href):
            return Mention(words, href)
        case Hashtag(_, href):
            return Hashtag(words, href)
        case _:
            return span


def _note(entity: Entity, text: str, post: FoundPost) -> None:
    if isinstance(entity.span, Link) and entity.words not in text:
        post.lost.append(Lost("link", entity.span.href, NOT_FOUND))
