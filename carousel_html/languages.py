"""
Tell the language of a text from its letters, where nobody said it.

Knows languages that have a script, or letters, of their own, and Chinese from Japanese. Leaves open what is
written in the Latin script.
"""

from __future__ import annotations

import regex

from carousel_html.letters import count_letters

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

# Frequent characters that were simplified, and as they were.
_SIMPLIFIED = frozenset("们这说时国会过对还没为发经问学开关门见现东车长书话应该让边实个来样点头给进")
_TRADITIONAL = frozenset("們這說時國會過對還沒為發經問學開關門見現東車長書話應該讓邊實個來樣點頭麼給進")


def language_of(text: str) -> str | None:
    """Return the language that the letters of a text tell (`ja`, `zh-Hant`); None where they tell none."""
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
