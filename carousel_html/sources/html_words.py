"""
Read the HTML that clings to pasted text: links, line breaks, emphasis.

New lines in the text are the layout and stay. Only real tags count: `a<b then c>d` is prose. Knows
the tags that may appear and drops every attribute but `href`. Does not know whether a text is HTML
(`typed_tags.py`), nor posts or Markdown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from carousel_html.markup import Break, Code, Emphasis, Link, Span, Strike, Strong, Text, checked_href, plain

_ATTRIBUTE = r"""\s+[\w:@.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
TAG = re.compile(rf"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:{_ATTRIBUTE})*)\s*/?>", re.I)
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""", re.I)
_SRC = re.compile(r"""\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""", re.I)
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style|svg|math|head|template)\b[^<>]*>.*?</\1\s*>", re.I | re.S)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.I)

_WRAPPERS: dict[str, type[Strong | Emphasis | Strike]] = {
    **dict.fromkeys(("b", "strong"), Strong),
    **dict.fromkeys(("i", "em"), Emphasis),
    **dict.fromkeys(("s", "del", "strike"), Strike),
}
_NEW_LINE = {"br", "li", "tr"}
_NEW_PARAGRAPH = {
    "p",
    "div",
    "ul",
    "ol",
    "blockquote",
    "pre",
    "table",
    *(f"h{level}" for level in range(1, 7)),
}
_SILENT = {
    *("span", "font", "u", "small", "big", "sup", "sub", "mark", "time", "center", "img"),
    *("section", "article", "main", "header", "footer", "figure", "figcaption"),
    *("td", "th", "tbody", "thead", "html", "body"),
}
KNOWN = _NEW_LINE | _NEW_PARAGRAPH | _SILENT | set(_WRAPPERS) | {"a", "code"}


@dataclass
class HtmlWords:
    """Lines of spans, and what was refused: addresses that are no web links, pictures."""

    spans: list[Span] = field(default_factory=list)
    refused_links: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)


@dataclass
class _Open:
    name: str
    href: str | None
    spans: list[Span]


def unescape(text: str) -> str:
    """Decode `&amp;` and its like once; a bare & stays."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def read_html(text: str, *, only_links: bool = False) -> HtmlWords:
    """Read pasted text with HTML, or nothing but links, in it. Line breaks and blank lines stay `Break`s."""
    out = HtmlWords()
    stack = [_Open("", None, out.spans)]
    for piece in _links(text) if only_links else _pieces(_HIDDEN.sub("", text)):
        if isinstance(piece, str):
            _add_words(piece, stack)
        else:
            _tag(piece, stack, out)
    while len(stack) > 1:
        _close(stack)
    return out


def href_of(tag: re.Match[str]) -> str:
    """Return the address of an `<a>`, as it stands there; empty for other tags."""
    return _attribute(_HREF, tag["attributes"]) if tag["name"].lower() == "a" else ""


def _pieces(text: str) -> Iterator[str | re.Match[str]]:
    at = 0
    for found in TAG.finditer(text):
        if found["name"].lower() in KNOWN:
            yield text[at : found.start()]
            yield found
            at = found.end()
    yield text[at:]


def _links(text: str) -> Iterator[str | re.Match[str]]:
    """Yield words, and the tags of links to the web; an `<a>` that leads nowhere is a word."""
    at = 0
    is_open = False
    for found in TAG.finditer(text):
        is_link = checked_href(href_of(found)) is not None
        if is_link or (is_open and found["close"] and found["name"].lower() == "a"):
            yield text[at : found.start()]
            yield found
            at, is_open = found.end(), is_link
    yield text[at:]


def _add_words(words: str, stack: list[_Open]) -> None:
    """Add words; a blank line ends whatever was left open."""
    for number, paragraph in enumerate(re.split(r"\n[ \t]*\n", words)):
        if number:
            while len(stack) > 1:
                _close(stack)
            stack[-1].spans += [Break(), Break()]
        stack[-1].spans.append(Text(unescape(paragraph)))


def _tag(tag: re.Match[str], stack: list[_Open], out: HtmlWords) -> None:
    name = tag["name"].lower()
    if name == "img":
        if not tag["close"] and (src := _attribute(_SRC, tag["attributes"])):
            out.images.append(src)
    elif name in _NEW_LINE or name in _NEW_PARAGRAPH:
        breaks = 2 if name in _NEW_PARAGRAPH else int(name == "br" or bool(tag["close"]))
        stack[-1].spans += [Break()] * breaks
    elif name in _SILENT:
        return
    elif tag["close"]:
        if any(level.name == name for level in stack):
            while _close(stack) != name:
                pass
    else:
        _open(name, tag["attributes"], stack, out)


def _open(name: str, attributes: str, stack: list[_Open], out: HtmlWords) -> None:
    href = None
    if name == "a":
        while any(level.name == "a" for level in stack):
            _close(stack)
        given = _attribute(_HREF, attributes)
        href = checked_href(given)
        if given and href is None:
            out.refused_links.append(given)
    stack.append(_Open(name, href, []))


def _attribute(pattern: re.Pattern[str], attributes: str) -> str:
    found = pattern.search(attributes)
    return html.unescape(next(filter(None, found.groups()), "")) if found else ""


def _close(stack: list[_Open]) -> str:
    """Close what was opened last, and put it where it stands. Return its name."""
    done = stack.pop()
    parent = stack[-1].spans
    if done.name == "a":
        parent += [Link(done.href, tuple(done.spans))] if done.href else done.spans
    elif done.name == "code":
        parent.append(Code(plain(done.spans)))
    else:
        parent.append(_WRAPPERS[done.name](tuple(done.spans)))
    return done.name
