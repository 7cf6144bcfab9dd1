"""
Find the one number a short post is about, on a line of its own or in its sentence, and what it counts.

Knows what makes a number worth a whole slide: a share, a multiple, money, thousands and more. A year, a
version or a small count is none. Does not know slides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from carousel_html.arranging.lead_in import title_line
from carousel_html.arranging.sentences import count_words, sentences
from carousel_html.letters import count_letters
from carousel_html.markup import Paragraph, Text, write
from carousel_html.units import THOUSAND_SPACES, UNITS

LONGEST_POST = 180
LONGEST_CLAIM = 110
FEWEST_WORDS = 3
MOST_LINES = 3
MOST_WORDS_BEFORE = 2

# Thousands apart (10,000 and 10 000, as India does 1,00,000, as Switzerland does 1'000), or a few digits.
_THOUSANDS = (
    rf"[1-9]\d{{0,2}}(?:[.,'’{THOUSAND_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d{{1,2}}(?!\d))?"
    r"|[1-9]\d?(?:,\d{2})+,\d{3}(?!\d)"
)
_DIGITS = rf"(?>{_THOUSANDS}|\d+(?:[.,]\d+)?)"
_DIGITS_OR_RANGE = rf"{_DIGITS}(?:[-–]{_DIGITS})?"
_LATIN = r"0-9A-Za-z_\u00c0-\u024f"
_MONEY = r"(?:\b(?-i:[A-Z]{1,3}))?[$€£¥₹]|(?-i:\b(?:EUR|USD|GBP|CHF)(?=[\s\d]))"
# Between two numbers one of these makes a range of them.
_TO = r"to|or|and|bis|oder|und|à|a|ou|et|o|y|e|do|lub|til|till|tot|of|до|или|и"
# What stands before or behind the digits of a number that is worth it. Nothing that belongs to the number is
# left standing beside it: rather is there none.
_STRONG = regex.compile(
    rf"(?<![{_LATIN}.,/:#@*^–-]|[$€£¥₹]\s?|[=<>≤≥]\s*|\d[\s'’]|\d[%％$€£]?\s?[-–—−:/×]\s?|\d\S*\s(?:{_TO})\s)"
    rf"(?P<number>[~≈<>]?[+−±-]?(?:"
    rf"(?:{_MONEY})\s?{_DIGITS_OR_RANGE}(?:\s?(?:k|m|bn|b|tn|million|billion|trillion)\b)?"
    rf"|{_DIGITS_OR_RANGE}\s?(?:[%％‰×倍€£¥₹円元원]|[万億亿만억][円元원]?)"
    rf"|{_DIGITS_OR_RANGE}\s?(?:x|k|M|bn|pp|percent|million|billion|trillion|zł|Kč|EUR|USD|GBP|CHF)\b"
    rf"|(?>{_THOUSANDS})(?>(?:\s?(?-i:{'|'.join(UNITS)})(?!\w))?)"
    rf")(?>\+?))(?![{_LATIN}%％+]|\s?[-–—−]\s?[$€£¥₹]?\d|[.,/:'’×]\d|(?<=\d)\s\d|\s(?:{_TO})\s[$€£¥₹]?\d)",
    regex.IGNORECASE,
)
_SHARE = regex.compile(r"(?P<number>\d{1,3} (?:in|out of|of|von|sur|de|di|z|из) \d{1,3})[.:]?")
_OTHER_NUMBER = regex.compile(rf"(?<![{_LATIN}.,])\d[\d.,]*")
MOST_OTHER_NUMBERS = 1
"""A sentence with more numbers than that beside the one is about no single one."""


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
        is_next_word = first[end : end + 1].isspace()
        return _stat(number, _after_dash(first[end:]), "".join(others)) if is_next_word else None
    around = words[: found[0].start()] + words[end:]
    is_one_of_many = len(_OTHER_NUMBER.findall(around)) > MOST_OTHER_NUMBERS
    return None if others or is_one_of_many else _stat(number, first, "")


def stat_of_lines(lines: Sequence[str]) -> Stat | None:
    """Return the number that stands on a line of its own, above the words that say what it counts.

    "Only 12%" above "of companies measure it" is a sentence on two lines, which stays whole.
    """
    first, *others = [line.strip() for line in lines] or [""]
    found = _SHARE.fullmatch(first) or _STRONG.search(first)
    is_told = 0 < len(others) <= MOST_LINES and not any(map(_STRONG.match, others))
    if not found or not is_told or count_letters(" ".join(others)) > LONGEST_POST:
        return None
    before, after = first[: found.start()].strip(), first[found.end() :].strip(" .,:–—-")
    is_one_sentence = count_words(before) <= MOST_WORDS_BEFORE and not others[0][0].isupper()
    if after or (before and not is_one_sentence) or count_letters(others[0]) > LONGEST_CLAIM:
        return None
    claim = " ".join(filter(None, (before and first, others[0])))
    return Stat(found["number"], _line(claim), _written("\n".join(others[1:])))


def _after_dash(claim: str) -> str:
    """Return a claim without the dash that ties it to its number: `$5 – what it costs`."""
    return regex.sub(r"^\s+[-–—]\s+", " ", claim)


def _stat(number: str, claim: str, note: str) -> Stat | None:
    if count_words(claim) < FEWEST_WORDS or count_letters(claim) > LONGEST_CLAIM:
        return None
    return Stat(number, _line(claim), _written(note))


def _line(words: str) -> str:
    return title_line((Text(words.strip()),))


def _written(words: str) -> str:
    return write([Paragraph((Text(words.strip()),))]) if words.strip() else ""
