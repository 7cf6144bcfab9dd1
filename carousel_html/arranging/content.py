"""
Hold what one slide is to show, and tell what that is: a line, an announcement, short points.

Knows lengths and shapes. Does not know which layout any of that asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carousel_html.arranging.lead_in import title_line
from carousel_html.arranging.sentences import COLONS, sentences
from carousel_html.letters import count_letters
from carousel_html.markup import Block, Bullets, Code, Paragraph, Span, hrefs, plain
from carousel_html.model import Image

ITEMS = range(2, 9)
LONGEST_ITEM = 140
LONGEST_ANNOUNCEMENT = 90
TALL = 0.9
"""Width to height: a picture below this is tall."""


@dataclass(frozen=True)
class Content:
    """What one slide is to show: `whole` as it was written, or `title` and `rest` with the title taken off.

    `whole` is empty when the title was given and is no part of the post.
    """

    whole: tuple[Block, ...]
    title: str | None
    rest: tuple[Block, ...]
    images: Sequence[Image] = ()
    folder: Path = field(default_factory=Path)
    is_answer: bool = False
    """Whether somebody else than the thread's author wrote it, which a card says."""


@dataclass(frozen=True)
class Suited:
    """A layout, why it suits, and the keys of the slide it wants set."""

    layout: str
    reason: str
    keys: dict[str, Any] = field(default_factory=dict)
    is_titled: bool = False
    """Whether the title that was found in the post is used."""


def titled(layout: str, reason: str) -> Suited:
    """Return a layout that shows the title as such."""
    return Suited(layout, reason, is_titled=True)


def announcement(block: Block) -> str | None:
    """Return a line like "Three things changed everything for us:" as a title."""
    if not isinstance(block, Paragraph) or list(hrefs([block])):
        return None
    words = plain([block])
    is_line = "\n" not in words and count_letters(words) <= LONGEST_ANNOUNCEMENT
    is_one = is_line and words.rstrip().endswith(COLONS)
    return title_line(block.spans) if is_one and len(sentences(words)) == 1 else None


def are_short(points: Bullets) -> bool:
    """Tell whether there are as many points as a slide holds, each a short paragraph."""
    return len(points.items) in ITEMS and all(
        len(item) == 1 and isinstance(item[0], Paragraph) and count_letters(plain(item)) <= LONGEST_ITEM
        for item in points.items
    )


def only(content: Content) -> Block | None:
    """Return the one block of a post without a title."""
    return content.whole[0] if len(content.whole) == 1 and content.title is None else None


def is_line(block: Block) -> bool:
    """Tell whether a block is one line of words, without links and code."""
    if not isinstance(block, Paragraph) or list(hrefs([block])):
        return False
    return "\n" not in plain([block]) and not has_code(block.spans)


def has_code(spans: Sequence[Span]) -> bool:
    """Tell whether any of these spans is code."""
    return any(isinstance(span, Code) for span in spans)


def is_tall(content: Content) -> bool:
    """Tell whether the first picture is tall."""
    from carousel_html.images import picture_size  # late: a thread without pictures needs no Pillow

    size = picture_size(content.folder / content.images[0].src)
    return size is not None and size[0] < TALL * size[1]
