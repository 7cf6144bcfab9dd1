"""
Name the parts of a text: spans inside a line, blocks one below the other.

Every part is a frozen value, so two equal texts are equal. Knows what may stand inside what. Does
not know Markdown, HTML, or how anything looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that weigh more."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words with stress."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Strike:
    """Words struck through."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of code inside a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A label that leads somewhere. `href` is whole: http, https or mailto."""

    href: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """The name of an account, `text` with its @. `href` is None when nobody said where it leads."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Hashtag:
    """A hashtag, `text` with its #."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A new line inside a paragraph."""


Span = Text | Strong | Emphasis | Strike | Code | Link | Mention | Hashtag | Break
Wrapper = Strong | Emphasis | Strike


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A headline. `level` is 1 to 6."""

    level: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list. Each item is a tuple of blocks; `start` is the first number of an ordered one."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody else's words."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code, as they are."""

    text: str
    language: str | None = None


Block = Paragraph | Heading | Bullets | Quotation | CodeBlock
Part = Span | Block


def plain(parts: Iterable[Part]) -> str:
    """Return the words alone: a break is a new line, blocks stand a blank line apart."""
    written: list[str] = []
    for part in parts:
        if isinstance(part, Paragraph | Heading | Bullets | Quotation | CodeBlock) and written:
            written.append("\n\n")
        written.append(_words(part))
    return "".join(written)


def _words(part: Part) -> str:
    match part:
        case Text(text) | Code(text) | Mention(text) | Hashtag(text) | CodeBlock(text):
            return text
        case Strong(inner) | Emphasis(inner) | Strike(inner) | Link(_, inner):
            return plain(inner)
        case Paragraph(inner) | Heading(_, inner):
            return plain(inner)
        case Quotation(blocks):
            return plain(blocks)
        case Bullets(items):
            return "\n".join(plain(item) for item in items)
        case Break():
            return "\n"


def hrefs(parts: Iterable[Part]) -> Iterator[str]:
    """Yield every address the parts lead to, in order."""
    for part in parts:
        match part:
            case Link(href, inner):
                yield href
                yield from hrefs(inner)
            case Mention(_, href) | Hashtag(_, href):
                if href:
                    yield href
            case Strong(inner) | Emphasis(inner) | Strike(inner) | Paragraph(inner):
                yield from hrefs(inner)
            case Heading(_, inner):
                yield from hrefs(inner)
            case Quotation(blocks):
                yield from hrefs(blocks)
            case Bullets(items):
                for item in items:
                    yield from hrefs(item)
            case Text() | Code() | Break() | CodeBlock():
                pass
