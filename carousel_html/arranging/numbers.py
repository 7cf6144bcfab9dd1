"""
Find the one number a short post is about, and what it counts.

Knows what makes a number worth a whole slide: a share, a multiple, money, thousands and more. A year, a
version or a small count is none. Does not know slides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from carousel_html.arranging.lead_in import title_line
from carousel_html.arranging.sentences import count_words, sentences
from carousel_html.letters import count_letters
from carousel_html.markup import Paragraph, Text, write

LONGEST_POST = 180
LONGEST_CLAIM = 110
FEWEST_WORDS = 3

_DIGITS = r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_LATIN = r"0-9A-Za-z_\u00c0-\u024f"
# What stands before or behind the digits of a number that is worth it.
_STRONG = re.compile(
    rf"(?<![{_LATIN}.,/:#@$€£¥-])(?P<number>[~≈<>+]?(?:"
    rf"[$€£¥₹]\s?(?:{_DIGITS})(?:\s?(?:k|m|bn|b|tn|million|billion|trillion)\b)?"
    rf"|(?:{_DIGITS})\s?(?:[%％‰×倍€£¥₹円元원]|[万億亿만억][円元원]?)"
    rf"|(?:{_DIGITS})\s?(?:x|k|M|bn|percent|million|billion|trillion)\b"
    rf"|\d{{1,3}}(?:[.,\u00a0\u202f]\d{{3}})+"
    rf"))(?![{_LATIN}%％])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stat:
    """A number, the claim it makes and what is said of it, the last two as Markdown."""

    number: str
    claim: str
    note: str


def stat_of(words: str) -> Stat | None:
    """Return the number a post of one line is about; None when there is none, or more than one.

    A number the post begins with stands alone, and the claim goes on from it. One inside its sentence is
    shown large over the whole sentence.
    """
    found = list(_STRONG.finditer(words))
    if len(found) != 1 or count_letters(words) > LONGEST_POST:
        return None
    number, end = found[0]["number"], found[0].end()
    first, *others = sentences(words)
    if end > len(first):
        return None
    if not words[: found[0].start()].strip():
        claim = first[end:]
        is_next_word = claim[:1].isspace()
        return _stat(number, claim, "".join(others)) if is_next_word else None
    return None if others else _stat(number, first, "")


def _stat(number: str, claim: str, note: str) -> Stat | None:
    if count_words(claim) < FEWEST_WORDS or count_letters(claim) > LONGEST_CLAIM:
        return None
    return Stat(number, _line(claim), _written(note))


def _line(words: str) -> str:
    return title_line((Text(words.strip()),))


def _written(words: str) -> str:
    return write([Paragraph((Text(words.strip()),))]) if words.strip() else ""
