"""
Find where a line of words may be cut: after a sentence, a clause, a word.

Knows abbreviations and how sentences begin, in languages that put spaces between words and in those
that do not. Works on plain strings. Does not know spans, slides or sizes.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

import regex

from carousel_html.letters import UNSPACED

COLONS = (":", "：")
"""What a line ends in that announces what follows."""


class Cut(IntEnum):
    """What a cut parts, from the least harm to the most."""

    BLOCK = 0
    LINE = 1
    SENTENCE = 2
    CLAUSE = 3
    WORD = 4
    CHARACTER = 5


# A full stop after one of these ends no sentence. "etc." may: the next word tells.
_ABBREVIATION = regex.compile(
    r"e\.?g|i\.?e|ex|cf|vs|viz|al|ca|approx|incl|excl|resp|dr|mrs?|ms|prof|jr|st|mt|nr|fig|vol|pp|ch|sec"
    r"|dept|est|lt|sgt|rev|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|z\.b|d\.h|u\.a|bzw|ggf|p\.ej|usw|vgl|evtl|inkl|bzgl|mme|mlle|sra?|dra|núm|pág|av",
    regex.IGNORECASE,
)
# "z. B.", "d. h.", "p. ex.": a letter and another one or two, each with its full stop.
_AFTER_SPACED = regex.compile(r"(?<!\w)\p{L}\.\s\p{L}{1,2}\.$")
_IN_SPACED = regex.compile(r"(?<!\w)\p{Ll}\.\s\p{L}{1,2}\.")
_CLOSERS = r"[\"'”’»)\]]*"
_END = regex.compile(rf"[.!?…]+{_CLOSERS}(?=\s)|[。！？]+[」』”）]*")
_CLAUSE = regex.compile(rf"[,;:]{_CLOSERS}(?=\s)|(?<=\s)[-–—](?=\s)|—(?=\w)|[)\]](?=\s)|[、，；：]")
_BEFORE_BRACKET = regex.compile(r"(?<=\s)(?=[(\[])")
_SPACE = regex.compile(r"\s+")
_LAST_WORD = regex.compile(r"\S+$")
_LETTER = regex.compile(UNSPACED)
# Between two letters of a script without spaces, but not before a sign that closes.
_BETWEEN = regex.compile(rf"(?<={UNSPACED})(?={UNSPACED})")


@lru_cache(maxsize=512)
def cuts(text: str) -> tuple[tuple[int, Cut], ...]:
    """Return every place a text may be cut, down to words, as (offset, least harmful cut), in order.

    An offset stands right before the first character of the second part.
    """
    found: dict[int, Cut] = {}
    for level, places in (
        (Cut.LINE, _after_lines(text)),
        (Cut.SENTENCE, _after_sentences(text)),
        (Cut.CLAUSE, _after_clauses(text)),
        (Cut.WORD, _after_words(text)),
    ):
        for place in places:
            if 0 < place < len(text):
                found.setdefault(place, level)
    return tuple(sorted(found.items()))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with the space after it: joined they are the text."""
    places = [0, *(place for place, cut in cuts(text) if cut <= Cut.SENTENCE), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


def count_words(text: str) -> int:
    """Return how many words a text has; two letters make one where none are parted by spaces."""
    unspaced = len(_LETTER.findall(text))
    return len(_LETTER.sub(" ", text).split()) + (unspaced + 1) // 2


def _after_space(text: str, place: int) -> int:
    space = _SPACE.match(text, place)
    return space.end() if space else place


def _after_lines(text: str) -> Iterator[int]:
    return (place + 1 for place, character in enumerate(text) if character == "\n")


def _after_sentences(text: str) -> Iterator[int]:
    """Yield sentence ends. A writer who begins without a capital is taken at the full stops."""
    ends = [found.end() for found in _END.finditer(text) if not _is_abbreviation(text, found.end())]
    begins = [(_after_space(text, end), text[end - 1]) for end in ends]
    proper = [place for place, last in begins if place < len(text) and _begins_sentence(text, place, last)]
    if proper or not text.lstrip()[:1].islower():
        yield from proper
    else:
        yield from (place for place, last in begins if last != "…" and not _ends_list(text, place))


def _ends_list(text: str, place: int) -> bool:
    return text[max(0, place - 20) : place].rstrip().endswith("etc.")


def _begins_sentence(text: str, place: int, last: str) -> bool:
    return last in "。！？」』）" or not text[place].islower()


def _is_abbreviation(text: str, end: int) -> bool:
    """Tell whether the full stop before `end` belongs to its word: "e.g.", an initial, a line's number."""
    near = text[max(0, end - 40) : end]
    last = _LAST_WORD.search(near)
    word = last[0].strip("\"'“”‘’«»()[]") if last else ""
    if not word.endswith("."):
        return False
    bare = word.rstrip(".")
    is_initial = len(bare) == 1 and bare.isupper() and bare != "I" and word == f"{bare}."
    before = near[: len(near) - len(last[0])].rstrip(" ") if last else ""
    is_number = bare.isdigit() and (before.endswith("\n") or not before)
    is_spaced = _AFTER_SPACED.search(near) or (len(bare) == 1 and _IN_SPACED.match(text, end - 2))
    return bool(_ABBREVIATION.fullmatch(bare)) or is_initial or is_number or bool(is_spaced)


def _after_clauses(text: str) -> Iterator[int]:
    yield from (_after_space(text, found.end()) for found in _CLAUSE.finditer(text))
    yield from (found.start() for found in _BEFORE_BRACKET.finditer(text))


def _after_words(text: str) -> Iterator[int]:
    yield from (found.end() for found in _SPACE.finditer(text))
    yield from (found.start() for found in _BETWEEN.finditer(text))


def characters(text: str) -> Iterator[int]:
    """Yield every place between two graphemes, but for those before a space."""
    return (found.end() for found in regex.finditer(r"\X(?!\s)", text) if found.end() < len(text))
