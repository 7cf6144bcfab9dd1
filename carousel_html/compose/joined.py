"""
Keep together what no line may part: a number, its thousands and its unit, a word and the dash after it, a
short last word.

Knows where typographers put a no-break space, in languages that put spaces between words: Unicode's line
breaking (UAX #14) leaves that to whoever writes. Does not know fonts, lines or markup.
"""

from __future__ import annotations

import regex

from carousel_html.letters import count_letters, longest_word
from carousel_html.units import UNITS

NO_BREAK = "\u00a0"

_BEFORE_NUMBER = ("Nr", "No", "Fig", "Abb", "Vol", "Ch", "Kap", "pp?", "S", "vol", "fig", "nr", "no", "art")
_BEFORE_NAME = ("Dr", "Mr", "Mrs", "Ms", "Prof", "Mme", "St")

_JOINT = regex.compile(
    "|".join(
        (
            rf"(?<=\d) (?=(?:{'|'.join(UNITS)})(?!\w))",
            r"(?<=(?<![\w.,])[1-9]\d{0,2}(?: \d{3})*) (?=\d{3}(?!\d))",
            r"(?<=[$€£¥₹₽₺₩]) (?=\d)",
            r"(?<=[\w)\]]) (?=[–—](?:\s|$))",
            r"(?<=\S) (?=[?!:;»](?:\s|$))",
            r"(?<=«) (?=\S)",
            rf"(?<=\b(?:{'|'.join(_BEFORE_NUMBER)})\.) (?=\d)",
            rf"(?<=\b(?:{'|'.join(_BEFORE_NAME)})\.) (?=\p{{Lu}})",
            r"(?<=[№§~≈<>±]) (?=\d)",
            r"(?<=\d\S{0,6}) (?=→ \S{0,3}\d)",
            r"(?<=→) (?=\S{0,3}\d)",
            r"(?<=\S) (?=\p{Extended_Pictographic}\S*\Z)",
        )
    )
)

_LAST = regex.compile(r"(?<=\w) (?=\S{1,4}(?:[ \u00a0]\p{Extended_Pictographic}\S*)?\Z)")
FEWEST_SPACES = 6
"""In fewer words a short last one may stand alone: a headline is two lines, and chooses them."""

LONGEST_GROUP = 12
"""Letters of words that are held together, at most, where the text has no longer word: a line too short for
them would break inside one. A sign alone goes with any word."""
_LETTER = regex.compile(r"\w")


def joined(text: str) -> str:
    """Return a text with a no-break space in place of each space where no line may end: `36 °C`, `sun –`."""
    if " " not in text:
        return text
    places = {found.start() for found in _JOINT.finditer(text)}
    if text.count(" ") >= FEWEST_SPACES and (last := _LAST.search(text)):
        places.add(last.start())
    return _with_no_breaks(text, places) if places else text


def longest_group(text: str) -> int:
    """Return how wide the longest part of a text is that is held together, in letters."""
    return longest_word(joined(text))


def _with_no_breaks(text: str, places: set[int]) -> str:
    """Put a no-break space at these places, but for those that would make a group too long."""
    first, *words = text.split(" ")
    most = max(LONGEST_GROUP, *map(count_letters, (first, *words)))
    out, group, at = first, first, len(first)
    for word in words:
        longer = f"{group}{NO_BREAK}{word}"
        is_sign = not (_LETTER.search(word) and _LETTER.search(group))
        is_held = at in places and (is_sign or count_letters(longer) <= most)
        out += (NO_BREAK if is_held else " ") + word
        group = longer if is_held else word
        at += 1 + len(word)
    return out
