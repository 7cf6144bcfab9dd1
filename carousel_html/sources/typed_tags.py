"""
Tell whether the tags in a pasted text are its markup, or words of somebody who writes about HTML.

Markup comes in pairs, or is glued to what it marks: `<p>one</p>`, `one<br>two`. Who writes about it sets a
tag as a word: "Center a <div> with flex." Knows what stands around a tag. Does not know what a tag means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from carousel_html.markup import checked_href
from carousel_html.sources.html_words import KNOWN, TAG, href_of

Tags = Literal["markup", "links", "words"]
"""What of the tags is read as HTML: all, links only, nothing."""

_TELLING = frozenset(("a", "br", "p", "div", "span", "blockquote"))
"""Pasted HTML has one of these; `<b>` alone may be anything."""
_LONE = frozenset(("br", "img"))
_MAY_STAY_OPEN = frozenset(("br", "p", "li", "tr", "td", "th"))
_OTHERS = frozenset(
    (
        *("aside", "audio", "button", "canvas", "details", "dialog", "fieldset", "form", "hr"),
        *("iframe", "input", "label", "legend", "link", "main", "menu", "meta"),
        *("nav", "object", "option", "picture", "script", "select", "source", "style"),
        *("summary", "svg", "template", "textarea", "title", "video"),
    )
)
"""Elements that no post holds: they are only written about."""
_BEFORE_WORD = re.compile(r"(?:^|[\s(\[{\"'“„«`/,→])\Z")
_AFTER_WORD = re.compile(r"\s|[.,;:!?)\]}\"'”“»`/→]|\Z")
_AT_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")


def tags_in(text: str) -> Tags:
    """Return what of the tags in this text is markup."""
    tags = [tag for tag in TAG.finditer(text) if _name(tag) in KNOWN | _OTHERS]
    alone = _unpaired(tags, text)
    if any(_is_word(tag, text) for tag in alone):
        return "links" if any(checked_href(href_of(tag)) for tag in tags) else "words"
    if tags and all(_leads_on(tag) for tag in tags):
        return "links"
    is_lone_end = len(tags) == 1 and _stands_free(tags[0], text)
    return "markup" if any(_name(tag) in _TELLING for tag in tags) and not is_lone_end else "words"


def _unpaired(tags: Iterable[re.Match[str]], text: str) -> list[re.Match[str]]:
    """Return the tags that neither open nor close a pair; those of "<b> and </b>" are none."""
    opened: dict[str, list[re.Match[str]]] = {}
    alone: list[re.Match[str]] = []
    for tag in tags:
        name = _name(tag)
        if name in _LONE:
            alone.append(tag)
        elif not tag["close"]:
            opened.setdefault(name, []).append(tag)
        elif not opened.get(name):
            alone.append(tag)
        else:
            first = opened[name].pop()
            alone += [first] if text[first.end()] == " " and text[tag.start() - 1] == " " else []
    return alone + [tag for left in opened.values() for tag in left]


def _is_word(tag: re.Match[str], text: str) -> bool:
    """Tell whether a tag stands in a line as a word does; a link to the web and a picture are none."""
    if checked_href(href_of(tag)) or (_name(tag) == "img" and "src" in tag["attributes"]):
        return False
    is_at_line_end = _name(tag) in _MAY_STAY_OPEN and _AT_LINE_END.match(text, tag.end())
    return not is_at_line_end and _stands_free(tag, text)


def _stands_free(tag: re.Match[str], text: str) -> bool:
    before = text[max(tag.start() - 1, 0) : tag.start()]
    return bool(_BEFORE_WORD.search(before) and _AFTER_WORD.match(text, tag.end()))


def _leads_on(tag: re.Match[str]) -> bool:
    return _name(tag) == "a" and bool(tag["close"] or checked_href(href_of(tag)))


def _name(tag: re.Match[str]) -> str:
    return tag["name"].lower()
