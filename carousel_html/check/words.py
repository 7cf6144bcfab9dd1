"""
Find what is wrong with words without looking at the page: alt text, links, covers, empty slides, duplicates.

Knows the carousel and its document. Asks no server: of a link only what its address says is known.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from carousel_html.compose.document import Document
from carousel_html.findings import Finding
from carousel_html.markup import hrefs, parse
from carousel_html.model import Carousel, Image, Outro, Slide

SHORTENERS = frozenset({
    "amzn.to", "bit.ly", "buff.ly", "cutt.ly", "dlvr.it", "fb.me", "goo.gl", "is.gd", "lnkd.in", "ow.ly",
    "rb.gy", "rebrand.ly", "s.id", "shorturl.at", "shorturl.gg", "t.co", "t.ly", "tiny.cc", "tinyurl.com",
    "trib.al", "v.gd",
})  # fmt: skip
"""Hosts that stand for another address. t.co is what X writes into a post."""

NOWHERE = ("localhost", "invalid", "test", "example", "local", "internal", "onion")
"""Last labels that no reader's browser can reach (RFC 2606, 6761, 6762, 7686)."""


def found_in_words(carousel: Carousel, document: Document, wanted: Sequence[int]) -> list[Finding]:
    """Return what is wrong with the words of these slides (from 0) of a completed carousel."""
    found: list[Finding] = []
    for index in wanted:
        slide, number = carousel.slides[index], index + 1
        found += _alt(carousel, slide, number)
        found += _links(carousel, slide, number)
        found += [Finding(number, "not-shown", each, 1, 0) for each in document.slides[index].unshown]
        if (
            slide.layout == "cover"
            and not (slide.title or carousel.title or carousel.thread.title or "").strip()
        ):
            found.append(Finding(number, "untitled-cover", "", 0, 1))
        elif not document.slides[index].alt and not _images(carousel, slide):
            found.append(Finding(number, "empty", "", 0, 1))
    return [*found, *_duplicates(document, wanted)]


def _alt(carousel: Carousel, slide: Slide, number: int) -> Iterator[Finding]:
    if slide.alt:
        return
    for image in _images(carousel, slide):
        if not image.alt.strip():
            yield Finding(number, "missing-alt", image.src.rpartition("/")[2], 0, 1)


def _images(carousel: Carousel, slide: Slide) -> Sequence[Image]:
    """Return the pictures of a slide; those of a long post stand on its first part."""
    if slide.images is not None:
        return slide.images
    post = carousel.post(slide.post) if slide.post else None
    return post.images if post and (slide.part is None or slide.part[0] == 1) else []


def _links(carousel: Carousel, slide: Slide, number: int) -> Iterator[Finding]:
    for address in dict.fromkeys(_addresses(carousel, slide)):
        host = _host(address)
        if host is None:
            yield Finding(number, "bad-link", address, 0, 1)
        elif host.removeprefix("www.") in SHORTENERS:
            yield Finding(number, "short-link", address, 1, 0)


def _addresses(carousel: Carousel, slide: Slide) -> Iterator[str]:
    post = carousel.post(slide.post) if slide.post else None
    text = slide.text if slide.text is not None else post.text if post else ""
    cells = (cell for row in slide.rows or () for cell in row)
    for written in (slide.title, slide.quote, text, *(slide.items or ()), *cells):
        yield from hrefs(parse(written or ""))
    if slide.link:
        yield slide.link
    if slide.layout == "outro" and isinstance(carousel.outro, Outro) and carousel.outro.link:
        yield carousel.outro.link


def _host(address: str) -> str | None:
    """Return the host of an address that a reader could reach; an empty text for one without a host."""
    try:
        parts = urlsplit(address if "//" in address or ":" in address else f"https://{address}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme == "mailto":
        return "" if "@" in parts.path else None
    try:
        return host if ipaddress.ip_address(host).is_global else None
    except ValueError:
        pass  # A name, as nearly always.
    labels = host.split(".")
    is_reachable = len(labels) > 1 and all(labels) and labels[-1] not in NOWHERE
    return host if is_reachable else None


def _duplicates(document: Document, wanted: Sequence[int]) -> Iterator[Finding]:
    """Yield each slide that says and shows what one before it does."""
    first: dict[tuple[object, ...], int] = {}
    for index in wanted:
        note = document.slides[index]
        key = (note.layout, note.alt, note.posts, note.part)
        if note.alt and first.setdefault(key, index) != index:
            yield Finding(index + 1, "duplicate", str(first[key] + 1), 2, 1)
