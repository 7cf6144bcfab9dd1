"""
Read letters that carry their style with them, as posts without formatting have them: 𝗯𝗼𝗹𝗱, 𝘪𝘵𝘢𝘭𝘪𝘤, s̶t̶r̶u̶c̶k̶.

They are signs of mathematics, or letters with a stroke each: few fonts have them, and no screen reader says
them as words. Knows Unicode; does not know what else is in a text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from carousel_html.markup.spans import Emphasis, Span, Strike, Strong, Text

Style = frozenset[str]

_STYLED = re.compile("[\U0001d400-\U0001d7ff\u0332\u0335\u0336]")
_STRUCK = re.compile("(?:[^\u0335\u0336\n][\u0335\u0336]){2,}")
_UNDERLINED = re.compile("(?:[^\u0332\n]\u0332){2,}")
# Signs between two letters of one style belong to it.
_BETWEEN = re.compile(r"[\s.,:;!?'’&-]+")
_PLAIN: Style = frozenset()
PLANCK = "ℎ"
"""Stands for the h among the mathematical italics (Unicode 16, Letterlike Symbols)."""


def styled_spans(text: str) -> list[Span] | None:
    """Return words as plain letters, in spans that say their style; None where none carries one."""
    if text.isascii() or not _STYLED.search(text):
        return None
    bare = _UNDERLINED.sub(lambda found: found[0].replace("\u0332", ""), text)
    out: list[Span] = []
    at = 0
    for found in _STRUCK.finditer(bare):
        out += _lettered(bare[at : found.start()])
        out.append(Strike(tuple(_lettered(re.sub("[\u0335\u0336]", "", found[0])))))
        at = found.end()
    spans = [*out, *_lettered(bare[at:])]
    return None if spans == [Text(text)] else spans


def _lettered(text: str) -> Iterator[Span]:
    """Yield the words of one text by the style of their letters."""
    styles = [_style(char) for char in text]
    for at in (at for at, char in enumerate(text) if char == PLANCK):
        styles[at] = next(filter(None, (*styles[max(at - 1, 0) : at], *styles[at + 1 : at + 2])), None)
    for found in _BETWEEN.finditer(text):
        start, end = found.span()
        if start > 0 and end < len(text) and styles[start - 1] == styles[end]:
            styles[start:end] = [styles[end]] * (end - start)
    for style, group in groupby(zip(text, styles, strict=True), key=lambda pair: pair[1]):
        letters = "".join(char for char, _ in group)
        yield _in_style(letters if style is None else unicodedata.normalize("NFKC", letters), style or _PLAIN)


def _in_style(letters: str, style: Style) -> Span:
    span: Span = Text(letters)
    if "BOLD" in style:
        span = Strong((span,))
    return Emphasis((span,)) if "ITALIC" in style else span


@lru_cache(maxsize=2048)
def _style(char: str) -> Style | None:
    """Return the words of a character's name that say its style; None for a plain character."""
    if not "\U0001d400" <= char <= "\U0001d7ff":
        return None
    return frozenset(unicodedata.name(char, "").split()) & {"BOLD", "ITALIC"}
