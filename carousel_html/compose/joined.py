"""
Keep together what no line may part: a number, its thousands and its unit, a word and the dash after it, a
short last word.

Knows where typographers put a no-break space, in languages that put spaces between words: Unicode's line
breaking (UAX #14) leaves that to whoever writes. Does not know fonts, lines or markup.
"""

from __future__ import annotations

import regex

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


def joined(text: str) -> str:
    """Return a text with a no-break space in place of each space where no line may end: `36 °C`, `sun –`."""
    if text.count(" ") >= FEWEST_SPACES:
        text = _LAST.sub(NO_BREAK, text)
    return _JOINT.sub(NO_BREAK, text) if " " in text else text
