"""
Recognise mentions, hashtags and web addresses in plain words, and check where a link may lead.

Knows http, https and mailto, and how people write names. Does not know Markdown or HTML.
"""

from __future__ import annotations

import re

import regex

from carousel_html.markup.spans import Hashtag, Link, Mention, Span, Text

# `@name`, `@name.bsky.social`, `@name@host`; never the @ of a mail address. U+FF20 and U+FF03 are
# the wide @ and # of Japanese keyboards.
_MENTION = r"(?<![\w@\uff20./&=-])[@\uff20](?P<mention>\w(?:[\w.-]*\w)?(?:@\w[\w.-]*\.\w+)?)"
# A hashtag holds a letter; "#1" is a number, and # with a key around it an emoji.
_HASHTAG = r"(?<![\w&#\uff03/=])[#\uff03](?![\ufe0f\u20e3])(?P<hashtag>\w*[\p{L}\p{M}]\w*)"
_ADDRESS = r"(?<![\w])(?P<address>https?://[^\s<>\"`\\\x00]+)"
NAMES = regex.compile(f"{_ADDRESS}|{_MENTION}|{_HASHTAG}", regex.V1)

_SCHEME = re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s@]+@)", re.IGNORECASE)
_SENTENCE_ENDS = ".,;:!?'*_~\u2026\u201d\u2019\u00bb"
# Not allowed in an address (RFC 3986, section 2); browsers write them as %XX.
_UNSAFE = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")


def checked_href(href: str) -> str | None:
    """Return the address when it is http, https or mailto, with unsafe characters as %XX; else None."""
    href = href.strip()
    if not _SCHEME.match(href):
        return None
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", href)


def names_in(text: str) -> list[tuple[int, int, Span]]:
    """Return start, end and span of each mention, hashtag and web address in plain words."""
    found: list[tuple[int, int, Span]] = []
    for match in NAMES.finditer(text):
        start, end = match.span()
        if match["address"]:
            end = start + len(_without_tail(match["address"]))
            href = checked_href(text[start:end])
            if href is not None:
                found.append((start, end, Link(href, (Text(text[start:end]),))))
        elif match["mention"]:
            found.append((start, end, Mention(text[start:end])))
        else:
            found.append((start, end, Hashtag(text[start:end])))
    return found


def _without_tail(address: str) -> str:
    """Take off punctuation that belongs to the sentence, and a bracket that opens before it."""
    while address:
        last = address[-1]
        pair = {")": "(", "]": "["}.get(last)
        unbalanced = pair is not None and address.count(last) > address.count(pair)
        if not unbalanced and last not in _SENTENCE_ENDS:
            break
        address = address[:-1]
    return address
