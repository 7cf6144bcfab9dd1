"""
Take off the end of a post what is no part of its words on a slide: hashtags, a shortened address, "/end".

Hashtags belong into the caption; a t.co address says nothing and leads nowhere a reader could know; that a
thread has ended is seen. Works on blocks. Does not know slides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from carousel_html.arranging.pieces import sliced
from carousel_html.markup import Block, Break, Hashtag, Link, Paragraph, Span, Text, plain, tidy

SHORTENED = "a shortened address at the end of the post; where it leads is not in the source"
SHORTENERS = {"t.co"}
_END = r"(?:(?:the\s+)?end|fin|fine|fim|ende)(?:\s+(?:of\s+)?(?:the\s+)?thread)?"
_END_MARKER = re.compile(
    rf"(?:/\s*|</)(?:{_END}|thread|🧵)>?[.!]?|[(\[]\s*/?{_END}\s*[)\]][.!]?|(?:end|fin)\s?/[.!]?"
    r"|end\s+of\s+(?:the\s+)?thread[.!]?|🔚(?:\s*end)?[.!]?|🧵\s*/?\s*end",
    re.IGNORECASE,
)
"""Signs that a thread ends. "The end." alone may be the last sentence of a story."""

_ENDS = '.!?…"”’)»。！？'


@dataclass(frozen=True)
class Ending:
    """The blocks, and what was taken off their end: a marker, hashtags as words, an address and its label."""

    blocks: tuple[Block, ...]
    marker: str = ""
    hashtags: str = ""
    address: str = ""
    label: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was taken off."""
        return not (self.hashtags or self.marker or self.address)


def is_end_marker(blocks: Sequence[Block]) -> bool:
    """Tell whether a post says no more than that its thread ends."""
    return bool(_END_MARKER.fullmatch(plain(blocks).strip()))


def only_hashtags(blocks: Sequence[Block]) -> str:
    """Return the hashtags of a post that holds two or more, and nothing else."""
    if not blocks or not all(isinstance(block, Paragraph) for block in blocks):
        return ""
    spans = [span for block in blocks if isinstance(block, Paragraph) for span in block.spans]
    tags = [span.text for span in spans if isinstance(span, Hashtag)]
    is_all = all(isinstance(span, Hashtag) or _is_space(span) for span in spans)
    return " ".join(tags) if is_all and len(tags) > 1 else ""


def without_leftovers(blocks: Sequence[Block], *, has_images: bool) -> Ending:
    """Take hashtags, marker and shortened address off the end; a post of nothing else keeps them."""
    kept, hashtags = _without_hashtags(tuple(blocks))
    kept, marker = _without_marker(kept)
    if not hashtags:
        kept, hashtags = _without_hashtags(kept)
    shorter, link = _without_address(kept, has_images=has_images)
    if not shorter and not has_images:
        return Ending(tuple(blocks))
    return Ending(shorter, marker, hashtags, link.href if link else "", plain([link]) if link else "")


def _without_hashtags(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], str]:
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph):
        return blocks, ""
    spans = list(last.spans)
    row: list[Span] = []
    while spans and (isinstance(spans[-1], Hashtag) or _is_space(spans[-1])):
        row.insert(0, spans.pop())
    # The row stands on lines of its own: after words it belongs to their sentence.
    while spans and row and not isinstance(row[0], Break):
        spans.append(row.pop(0))
    tags = " ".join(span.text for span in row if isinstance(span, Hashtag))
    return (tidy([*blocks[:-1], replace(last, spans=tuple(spans))]), tags) if tags else (blocks, "")


def _without_marker(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], str]:
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph):
        return blocks, ""
    words = plain(last.spans)
    start = words.rfind("\n") + 1
    if not _END_MARKER.fullmatch(words[start:].strip()):
        return blocks, ""
    kept = Paragraph(sliced(last.spans, 0, max(0, start - 1)))
    return tidy([*blocks[:-1], kept]), words[start:].strip()


def _is_space(span: Span) -> bool:
    return isinstance(span, Break) or (isinstance(span, Text) and not span.text.strip())


def _without_address(blocks: tuple[Block, ...], *, has_images: bool) -> tuple[tuple[Block, ...], Link | None]:
    last = blocks[-1] if blocks else None
    link = last.spans[0] if isinstance(last, Paragraph) and len(last.spans) == 1 else None
    if not isinstance(link, Link) or urlsplit(link.href).hostname not in SHORTENERS:
        return blocks, None
    # "Read more:" would be left pointing at nothing.
    before = plain(blocks[:-1]).rstrip()
    if not has_images and before[-1:] not in _ENDS:
        return blocks, None
    return blocks[:-1], link
