"""
Tell the language of a text, where nobody said it: from its letters, or from the short words it is full of.

Knows languages that have a script, or letters, of their own, Chinese from Japanese, and those of the Latin
script by their letters beside a to z and the words that `function_words.toml` lists. Leaves
open what is short, or half in one and half in another.
"""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import regex

from carousel_html.letters import count_letters

ENOUGH = 20_000
"""So many signs of a text tell as much as all."""

LEAST_SHARE = 0.3
"""So much of a text must be of a script, wide letters counted twice: English may quote a line of Japanese."""

# The first script that holds; Japanese mixes three, and is told by the two that are its own.
_SCRIPTS = (
    ("ja", r"[\p{Hiragana}\p{Katakana}]", r"[\p{Hiragana}\p{Katakana}\p{Han}]"),
    ("ko", r"\p{Hangul}", r"[\p{Hangul}\p{Han}]"),
    ("zh", r"\p{Han}", r"\p{Han}"),
    ("uk", r"[іїєґ]", r"\p{Cyrillic}"),
    ("ru", r"[ыэъё]", r"\p{Cyrillic}"),
    ("el", r"\p{Greek}", r"\p{Greek}"),
    ("he", r"\p{Hebrew}", r"\p{Hebrew}"),
    ("ur", r"[ٹڈڑںے]", r"\p{Arabic}"),
    ("fa", r"[پچژگ]", r"\p{Arabic}"),
    ("ar", r"\p{Arabic}", r"\p{Arabic}"),
    ("hi", r"\p{Devanagari}", r"\p{Devanagari}"),
    ("bn", r"\p{Bengali}", r"\p{Bengali}"),
    ("gu", r"\p{Gujarati}", r"\p{Gujarati}"),
    ("pa", r"\p{Gurmukhi}", r"\p{Gurmukhi}"),
    ("ta", r"\p{Tamil}", r"\p{Tamil}"),
    ("te", r"\p{Telugu}", r"\p{Telugu}"),
    ("kn", r"\p{Kannada}", r"\p{Kannada}"),
    ("ml", r"\p{Malayalam}", r"\p{Malayalam}"),
    ("si", r"\p{Sinhala}", r"\p{Sinhala}"),
    ("th", r"\p{Thai}", r"\p{Thai}"),
    ("lo", r"\p{Lao}", r"\p{Lao}"),
    ("km", r"\p{Khmer}", r"\p{Khmer}"),
    ("my", r"\p{Myanmar}", r"\p{Myanmar}"),
    ("am", r"\p{Ethiopic}", r"\p{Ethiopic}"),
    ("ka", r"\p{Georgian}", r"\p{Georgian}"),
    ("hy", r"\p{Armenian}", r"\p{Armenian}"),
)
_OWN = tuple(
    (language, regex.compile(own, regex.IGNORECASE), regex.compile(all_of_it))
    for language, own, all_of_it in _SCRIPTS
)
_LETTER = regex.compile(r"\p{L}")

LEAST_HITS = 4
LEAST_HIT_SHARE = 0.12
"""So many words, and so much of a text, must be function words of its language. In prose every third is."""

CLEARLY, MORE = 2, 2
"""By so many times, and so many more, it must have the words that tell it from any other language."""

LEAST_WORDS = 1
"""So many of the hits must be words: a line of names has letters too."""

_LATIN = {
    "de": "äöüß",
    "nl": "ëï",
    "sv": "åäö",
    "da": "æøå",
    "nb": "æøå",
    "fi": "äö",
    "et": "äõöü",
    "fr": "àâæçéèêëîïôœùû",
    "es": "áéíñóú¿¡",
    "ca": "àçèéíïòóú",
    "gl": "áéíñóú",
    "pt": "àáâãçéêíóôõú",
    "it": "àèéìòù",
    "ro": "ăâîșțşţ",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sh": "čćđšž",
    "hu": "áéíóöőúüű",
    "tr": "çğıöşüâ",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "vi": "ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ",
    "eo": "ĉĝĥĵŝŭ",
    "sq": "çë",
    "az": "çəğıöşü",
    "is": "áæðéíóöúýþ",
}
"""What an alphabet has beside a to z: each word with such a letter counts as a word that tells."""

_ALWAYS = {"az": "ə"}
"""A letter without which a text of some words is not in the language, like its neighbour though it be."""

_SEVERAL = frozenset({"sh"})
_NO_WORDS = regex.compile(r"(?s)```.*?```|`[^`]*`|\S*(?://|www\.)\S*|[@#][\p{L}\p{N}_.]+")
"""Code, addresses, mentions, tags."""

_WORD = regex.compile(r"(?<![\p{L}\p{N}'’.-])\p{L}+(?:['’]\p{L}+)*(?![\p{N}@-])")

_LETTER_SIGN = "~"
"""Tells a letter from a word of one letter."""

_FUNCTION_WORDS = Path(__file__).with_name("function_words.toml")

# Frequent characters that were simplified, and as they were.
_SIMPLIFIED = frozenset("们这说时国会过对还没为发经问学开关门见现东车长书话应该让边实个来样点头给进")
_TRADITIONAL = frozenset("們這說時國會過對還沒為發經問學開關門見現東車長書話應該讓邊實個來樣點頭麼給進")


def language_of(text: str) -> str | None:
    """Return the language that a text tells (`ja`, `zh-Hant`, `de`); None where it tells none."""
    text = text[:ENOUGH]
    return _by_letters(text) or _by_words(text)


def _by_letters(text: str) -> str | None:
    if text.isascii():
        return None
    total = count_letters("".join(_LETTER.findall(text)))
    for language, own, whole in _OWN:
        if own.search(text) and count_letters("".join(whole.findall(text))) >= LEAST_SHARE * total:
            return _chinese(text) if language == "zh" else language
    return None


def _chinese(text: str) -> str:
    simplified, traditional = (sum(char in signs for char in text) for signs in (_SIMPLIFIED, _TRADITIONAL))
    return "zh-Hant" if traditional > simplified else "zh"


@functools.cache
def _function_words() -> Mapping[str, frozenset[str]]:
    lists = tomllib.loads(_FUNCTION_WORDS.read_text("utf-8"))
    return {
        language: frozenset(words.split()) | {_LETTER_SIGN + letter for letter in _LATIN.get(language, "")}
        for language, words in lists.items()
    }


def _by_words(text: str) -> str | None:
    words = _WORD.findall(_NO_WORDS.sub(" ", text).lower().replace("’", "'"))
    counted = Counter(words)
    letters = Counter(_LETTER_SIGN + letter for word in words for letter in set(word) if letter > "\x7f")
    counted += letters
    lists = {language: own for language, own in _function_words().items() if _may_be(language, counted)}
    hits = {language: _total(counted, own) for language, own in lists.items()}
    best = max(hits, key=lambda language: hits[language])
    if hits[best] < max(LEAST_HITS, LEAST_HIT_SHARE * len(words)):
        return None
    own = lists[best]
    if hits[best] - _total(letters, own) < LEAST_WORDS:
        return None
    for language, others in lists.items():
        # What both have tells nothing: Danish and Norwegian share most.
        against = _total(counted, others - own)
        if language != best and _total(counted, own - others) < CLEARLY * against + MORE:
            return None
    return None if best in _SEVERAL else best


def _may_be(language: str, counted: Counter[str]) -> bool:
    return language not in _ALWAYS or _LETTER_SIGN + _ALWAYS[language] in counted


def _total(counted: Counter[str], words: frozenset[str]) -> int:
    return sum(counted[word] for word in words)
