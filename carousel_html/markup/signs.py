"""
Tell how people set out lines by hand: with an emoji before the words, as their own bullet, or as a label.

Knows what is one emoji (UTS #51), and the ticks and crosses that stand for one. Keycaps number their lines
and flags name a country: neither is a sign. Does not know which lines are a list.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from carousel_html.letters import count_letters
from carousel_html.markup.spans import Span, Text, plain

_PICTURE = r"\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?"
# A keycap of ten is an emoji of its own, and the flags of England, Scotland and Wales end in tags.
_FIRST = (
    r"(?:(?![\p{Regional_Indicator}\U0001f51f])\p{Emoji_Presentation}\ufe0f?|\p{Extended_Pictographic}\ufe0f)"
    r"\p{Emoji_Modifier}?(?![\U000e0020-\U000e007f])"
)
_TEXT_SIGN = r"[✓✔✗✘✖☐☑☒➡▶]\ufe0e?"
_SIGN = regex.compile(rf"(?P<sign>{_FIRST}(?:\u200d{_PICTURE})*|{_TEXT_SIGN})[ \t\u00a0\u3000]+")
_WORD = regex.compile(r"\w")

LONGEST_LABEL = 30


def signed(spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]] | None:
    """Return the sign a line begins with and the words after it; None where either is missing."""
    first = spans[0] if spans else None
    if not isinstance(first, Text) or first.text.isascii():
        return None
    found = _SIGN.match(first.text)
    if not found or not _WORD.search(plain(spans)[found.end() :]):
        return None
    left = first.text[found.end() :]
    return found["sign"], (*([Text(left)] if left else []), *spans[1:])


def is_label(words: str, longest: int = LONGEST_LABEL) -> bool:
    """Tell whether words are one short line, of so many letters at most, that no sign ends ("TL;DR")."""
    words = words.strip()
    return words[-1:].isalnum() and "\n" not in words and count_letters(words) <= longest
