"""
Find an address in words, check it, and shorten it for reading.

Knows which schemes a slide may link to. Does not fetch, and does not know where a link stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from carousel_html.errors import CarouselFileError
from carousel_html.markup import (
    Block,
    Bullets,
    Emphasis,
    Heading,
    Link,
    Paragraph,
    Quotation,
    Span,
    Strike,
    Strong,
)

SCHEMES = ("http", "https", "mailto")
LONGEST_LABEL = 36  # letters; about one line of small text on a slide
DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?\Z")


def checked_link(text: str, where: str) -> str:
    """Return an address one may link to; `example.com/x` gets `https://`.

    Raises:
        CarouselFileError: another scheme than http, https or mailto, or no address at all.
    """
    text = text.strip()
    if DOMAIN.match(text):
        return f"https://{text}"
    if not is_link(text):
        raise CarouselFileError(
            f'"{text}" is not an address to link to.',
            where=where,
            hint="Write it whole, as https://example.com/page.",
        )
    return text


def is_link(text: str) -> bool:
    """Tell whether a text is a whole http, https or mailto address."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    there = bool(parts.path if parts.scheme == "mailto" else parts.netloc)
    return parts.scheme in SCHEMES and there and not re.search(r"[\s\x00-\x1f]", text)


def first_link(blocks: Iterable[Block]) -> str | None:
    """Return the address of the first link that is read in some blocks, or None."""
    return next(_links(blocks), None)


def _links(parts: Iterable[Block | Span]) -> Iterator[str]:
    for part in parts:
        match part:
            case Link(href):
                yield href
            case Paragraph(inner) | Heading(_, inner) | Strong(inner) | Emphasis(inner) | Strike(inner):
                yield from _links(inner)
            case Quotation(blocks):
                yield from _links(blocks)
            case Bullets(items):
                for item in items:
                    yield from _links(item)


def link_label(address: str) -> str:
    """Return an address as a person would say it: `example.com/posts/…`."""
    bare = re.sub(r"\A(https?://(www\.)?|mailto:)", "", address, flags=re.IGNORECASE).rstrip("/")
    if len(bare) <= LONGEST_LABEL:
        return bare
    host, *rest = re.split(r"[/?#]", bare)
    label = host
    for part in rest:
        if len(f"{label}/{part}/…") > LONGEST_LABEL:
            break
        label = f"{label}/{part}"
    return f"{label}/…"
