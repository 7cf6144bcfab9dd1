"""
Hold the words of one slide, apart from how they are marked up.

Knows the Markdown subset as blocks. Does not know where words come from when a slide leaves them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from carousel_html import markup
from carousel_html.compose.names import PromptNames, SocialNames


@dataclass(frozen=True)
class Words:
    """The words of one slide as blocks of text, and where they lead.

    `is_coded` asks for a QR code of `link`.
    """

    title: str | None
    body: tuple[markup.Block, ...]
    items: tuple[tuple[markup.Block, ...], ...]
    quote: tuple[markup.Block, ...]
    button: str | None = None
    handle: str | None = None
    link: str | None = None
    is_coded: bool = False
    socials: tuple[SocialNames, ...] = ()
    prompts: tuple[PromptNames, ...] = ()


@lru_cache(maxsize=4096)
def blocks_of(text: str) -> tuple[markup.Block, ...]:
    """Return a text of our Markdown subset as blocks."""
    return markup.parse(text)


def plain_line(text: str) -> str:
    """Return one line of text without its marks: `*Dev* and Ops` → `Dev and Ops`.

    A line that only looks like a list or a heading ("2. Why") stays as it was written.
    """
    blocks = blocks_of(text)
    if len(blocks) == 1 and isinstance(blocks[0], markup.Paragraph | markup.Heading):
        text = markup.plain(blocks)
    return " ".join(text.split())
