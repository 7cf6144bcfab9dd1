"""
Give links a label a person would read.

A web address in the open, or a label a platform has cut with "…", becomes the host and the start of
the path; what stood there is recorded. Knows addresses. Does not know posts or files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

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
    Text,
    plain,
    tidy,
)

LONGEST_LABEL = 60
CUT_LABEL = 40
_ELLIPSIS = ("…", "...")
# Parts of a path that only say which record it is.
_RECORD = re.compile(r"\d{6,}|[0-9a-f]{12,}|(?=\S*\d)(?=\S*[A-Z])\S{10,}", re.ASCII)
_FILE_ENDING = re.compile(r"^(?:index|default)\.\w+$|\.(?:html?|php|aspx?)$", re.IGNORECASE)
_BEFORE_RECORD = {"status", "statuses", "post", "posts", "p", "comments", "watch", "i"}


def short_label(href: str) -> str:
    """Return a short name of where an address leads: host and path, without scheme, `www.` and query.

    The number of a record at the end of the path is left off, and a path longer than the limit ends
    after a whole part.
    """
    if href.lower().startswith("mailto:"):
        return unquote(href[len("mailto:") :].partition("?")[0])
    try:
        parts = urlsplit(href)
    except ValueError:  # `http://[x`: no host can be told.
        return _bare(href)
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    path = [_readable(part) for part in parts.path.split("/") if part]
    while path and _RECORD.fullmatch(path[-1]):
        path.pop()
    while path and path[-1].lower() in _BEFORE_RECORD:
        path.pop()
    if path:
        path[-1] = _FILE_ENDING.sub("", path[-1])
    path = [part for part in path if part]
    whole = "/".join([host, *path])
    if len(whole) <= LONGEST_LABEL:
        return whole
    while path and len("/".join([host, *path])) > CUT_LABEL:
        path.pop()
    return "/".join([host, *path])


def _readable(part: str) -> str:
    """Decode %XX where the result is words, and nothing that could look like another address."""
    words = unquote(part, errors="strict") if "%" in part and _is_utf8(part) else part
    return words if words.isprintable() and not re.search(r"[\s/?#@\\<>]", words) else part


def _is_utf8(part: str) -> bool:
    try:
        unquote(part, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def shorten(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], list[str]]:
    """Return the blocks with short labels on links, and the labels that were replaced."""
    replaced: list[str] = []
    return tidy(_block(block, replaced) for block in blocks), replaced


def _block(block: Block, replaced: list[str]) -> Block:
    match block:
        case Paragraph(spans):
            return Paragraph(_spans(spans, replaced))
        case Heading(level, spans):
            return Heading(level, _spans(spans, replaced))
        case Bullets(items, ordered, start):
            shorter = tuple(tuple(_block(inner, replaced) for inner in item) for item in items)
            return Bullets(shorter, ordered, start)
        case Quotation(blocks):
            return Quotation(tuple(_block(inner, replaced) for inner in blocks))
        case _:
            return block


def _spans(spans: Iterable[Span], replaced: list[str]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in spans:
        match span:
            case Strong(inner) | Emphasis(inner) | Strike(inner):
                out.append(type(span)(_spans(inner, replaced)))
            case Link(href) if is_address_label(span):
                label = short_label(href)
                if label != plain([span]):
                    replaced.append(plain([span]))
                out.append(Link(href, (Text(label),)))
            case _:
                out.append(span)
    return tuple(out)


def is_address_label(link: Link) -> bool:
    """Tell whether a link's label is only its address, whole or cut, and not words of its own."""
    label = plain([link]).strip()
    bare = _bare(label)
    if label.endswith(_ELLIPSIS):
        bare = bare.rstrip("….")
        return " " not in bare and ("." in bare or _bare(link.href).startswith(bare))
    return _bare(link.href).removesuffix("/") == bare.removesuffix("/") or (
        "/" in bare and _bare(link.href).startswith(bare)
    )


def _bare(address: str) -> str:
    address = re.sub(r"^(?:https?://|mailto:)", "", address.strip(), flags=re.IGNORECASE)
    return re.sub(r"^www\.", "", address, flags=re.IGNORECASE)
