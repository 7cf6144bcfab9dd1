"""
Count what words take: characters as people count them, and the room they need on a slide.

Knows which scripts are wide, which are written without spaces, and what shapers make of some letters. Does
not know fonts or sizes.
"""

from __future__ import annotations

import math
import unicodedata

import regex

_SQUARE_SCRIPTS = r"\p{Han}\p{Hiragana}\p{Katakana}\u30fc\p{Bopomofo}"
_SQUARE_SIGNS = r"\u3000-\u303f\uff01-\uff60"
_KEPT = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"

UNSPACED = rf"[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}{_KEPT}]"
"""Letters of scripts that put no spaces between words."""

SQUARE = 1.75
"""As wide as so many letters of the Latin script is a square one: 1 em, where they take 0.57 em."""

LONGEST_UNSPACED = 10
"""Words of a script that is written without spaces, but not broken between any two letters, are shorter."""

_WIDE = regex.compile(rf"[[{_SQUARE_SCRIPTS}\p{{Hangul}}{_SQUARE_SIGNS}]--[\uff61-\uffdc]]", regex.VERSION1)
"""Letters and signs that fill a square (UAX #11), but for emoji."""

LONGEST_PHRASE = 9
"""Headlines of Japanese break between phrases; nearly all are shorter (letters)."""

# What closes, or makes a letter longer or smaller, does not begin a line.
_CLOSING = r"[\u3001\u3002\uff01-\uff60\p{Pe}\p{Pf}ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]*"
_UNIT = regex.compile(
    rf"[{_SQUARE_SCRIPTS}{_SQUARE_SIGNS}]{_CLOSING}|(?P<kept>[{_KEPT}]+)"
    rf"|[^{_SQUARE_SCRIPTS}{_SQUARE_SIGNS}{_KEPT}]+{_CLOSING}"
)
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_PHRASE = regex.compile(
    rf"[{_SQUARE_SCRIPTS}]+{_CLOSING}|[{_SQUARE_SIGNS}]|(?P<kept>[{_KEPT}]+)"
    rf"|[^{_SQUARE_SCRIPTS}{_SQUARE_SIGNS}{_KEPT}]+{_CLOSING}"
)
"""What no line is broken in: a letter and what clings to it, a word; in Japanese, up to a phrase."""


_BREAKS = regex.compile(r"[^\S\u00a0\u202f]+")
_MARK = regex.compile(r"\p{M}")
_APART = {
    "\u0e33": "\u0e4d\u0e32",
    "\u0eb3": "\u0ecd\u0eb2",
    **{vowel: f"\u17c1{vowel}" for vowel in "\u17be\u17bf\u17c0\u17c4\u17c5"},
}
"""Vowels of Thai, Lao and Khmer that HarfBuzz takes apart (`hb-ot-shaper-thai.cc`, `-khmer.cc`)."""
HYPHENATION_POINT = "\u2027"
"""Pango 1.50 draws none in a font without a hyphen."""


def taken_apart(text: str) -> str:
    """Return a text with every vowel in the parts that a font is asked for."""
    return text if text.isascii() else "".join(_APART.get(char, char) for char in text)


def shaped_as(text: str) -> set[str]:
    """Return the characters of a text, and those that a shaper may put in their place.

    Canonical equivalents, the parts of vowels, and the dotted circle set below a mark that has no letter.
    """
    more = ("\u25cc" if _MARK.search(text) else "") + ("-" if HYPHENATION_POINT in text else "")
    forms = (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text), taken_apart(text))
    return set(text).union(more, *forms)


def graphemes(text: str) -> int:
    """Return how many characters a person counts."""
    return len(regex.findall(r"\X", text))


def count_letters(text: str) -> int:
    """Return how much room a text takes, in letters: a character takes one, a wide one two.

    It says as much, too: a post of Chinese has half the characters of its translation.
    """
    return graphemes(text) if text.isascii() else graphemes(text) + len(_WIDE.findall(text))


def longest_word(text: str) -> int:
    """Return how wide the longest part of a text is that no line is broken in, in letters, rounded up."""
    units = _PHRASE if _KANA.search(text) else _UNIT
    widths = (_width(unit) for word in _BREAKS.split(text) for unit in units.finditer(word))
    return max(map(math.ceil, widths), default=1)


def _width(unit: regex.Match[str]) -> float:
    if unit["kept"]:
        return min(len(unit["kept"]), LONGEST_UNSPACED)
    square = len(_WIDE.findall(unit[0]))
    if _KANA.search(unit[0]):
        return min(square, LONGEST_PHRASE) * SQUARE
    return len(unit[0]) + (SQUARE - 1) * square
