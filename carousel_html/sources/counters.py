"""
Find the counters that people number the posts of a thread with, and take them off.

Knows `1/`, `2/7` and `(3/7)` at either end of a post, `1️⃣` and `Slide 1:` at its start, and a number alone on
its line. Works on blocks. Does not know where posts end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from carousel_html.markup import Block, Heading, Paragraph, Span, Strong, Text, plain
from carousel_html.sources.lists import number_of

COUNTER = r"[(\[]?(?P<number>\d{1,3})\s?/\s?(?P<total>\d{1,3}|[nNxX?]|🧵)?[)\]]?"
_AT_START = re.compile(rf"\s*{COUNTER}[.:)–-]?(?=\s|$)\s*")
_AT_END = re.compile(rf"(?:^|\s+){COUNTER}\s*$")
# A keycap, two for what has two digits.
_KEYCAPS = re.compile(r"\s*(?P<number>(?:\d\ufe0f?\u20e3)+|🔟)[.:)–-]?(?=\s|$)\s*")
_ALONE = re.compile(r"[\s#(\[–—-]*(?P<number>\d{1,3})[\s.:)\]–—-]*")
_LABELS = re.compile(
    r"\s*[\[(]?(?:slide|tweet|post|page|folie|seite|diapositive|diapositiva|lámina|página|slajd|слайд|スライド)"
    r"\s*#?(?P<number>\d{1,3})(?:\s*(?:/|of|von|de)\s*\d{1,3})?(?:\s*\([^()\n]{1,30}\))?"
    r"(?:\s*[:.)\]–—|-]+|(?=\s*(?:\n|$)))\s*",
    re.IGNORECASE,
)
"""A plan for a carousel says what is on which slide; a part in brackets ("Cover") says what it is for."""

_AFTER_LABEL = " :.–—|-"
_FEWEST = 2  # One "1/2" alone is a fraction.
_SECOND = 2

End = Literal["start", "end"]
_WAYS: tuple[tuple[tuple[End, ...], bool], ...] = (
    (("start",), False),
    (("end",), False),
    (("start", "end"), False),
    (("start",), True),
    (("end",), True),
)
"""Where the counters of a thread may stand, and whether they may begin at the second post."""

# What stands between two blank lines: one block, or a paragraph and the list right under it. Empty
# where only a picture stands.
Unit = tuple[Block, ...]


@dataclass(frozen=True)
class Counter:
    """A counter found in a unit: the place of that unit, and the words it is written with."""

    unit: int
    number: int
    total: str
    words: str
    at: End


def counters(units: Sequence[Unit]) -> list[Counter]:
    """Return the counters of a thread, ascending from 1 (or 0) and of one total; else nothing.

    Some begin to count at the second post, or put the first number at the end of the first.
    """
    for ends, is_late in _WAYS:
        found = [counter for n, unit in enumerate(units) for at in ends if (counter := _counter(unit, n, at))]
        accepted = _ascending(found, (_SECOND,) if is_late else (0, 1))
        if len(accepted) >= _FEWEST:
            return accepted
    kinds = (_KEYCAPS.match, _LABELS.match, _ALONE.fullmatch)
    return next((found for kind in kinds if (found := _one_by_one(units, kind))), [])


def _counter(unit: Unit, place: int, at: End) -> Counter | None:
    block = unit[0 if at == "start" else -1] if unit else None
    if not isinstance(block, Paragraph | Heading):
        return None
    edge = block.spans[0 if at == "start" else -1]
    if not isinstance(edge, Text):
        return None
    found = _AT_START.match(edge.text) if at == "start" else _AT_END.search(edge.text)
    if not found:
        return None
    total = found["total"] or ""
    return Counter(place, int(found["number"]), total if total.isdigit() else "", found[0].strip(), at)


def _ascending(found: Sequence[Counter], firsts: Sequence[int]) -> list[Counter]:
    accepted: list[Counter] = []
    for counter in found:
        if not accepted:
            if counter.number in firsts and (counter.unit or counter.number < _SECOND):
                accepted.append(counter)
        elif counter.number > accepted[-1].number and counter.total == accepted[0].total:
            accepted.append(counter)
    return accepted


def _one_by_one(units: Sequence[Unit], number_in: Callable[[str], re.Match[str] | None]) -> list[Counter]:
    """Return the numbers that units begin with, where they count from 1 and leave none out."""
    found: list[Counter] = []
    for n, unit in enumerate(units):
        words = first_words(unit)
        if words is not None and (match := number_in(words)) and number_of(match["number"]) == len(found) + 1:
            found.append(Counter(n, len(found) + 1, "", match[0].strip(), "start"))
    return found if len(found) >= _FEWEST else []


def first_words(unit: Unit) -> str | None:
    """Return the words that a unit begins with, plain or bold; None where it begins with something else."""
    block = unit[0] if unit else None
    if not isinstance(block, Paragraph | Heading):
        return None
    return plain(block.spans[:1]) if _are_words(block.spans[0]) else None


def _are_words(span: Span) -> bool:
    return isinstance(span, Text) or (isinstance(span, Strong) and all(map(_are_words, span.spans)))


def without(block: Block, counter: Counter) -> Block | None:
    """Return the block without its counter; None when nothing else stood in it."""
    assert isinstance(block, Paragraph | Heading), "it has a counter"
    if counter.at == "start":
        spans = _without_start(block.spans, counter.words)
    else:
        *others, last = block.spans
        kept = plain([last]).rstrip().removesuffix(counter.words).rstrip()
        spans = (*others, Text(kept)) if kept else tuple(others)
    return replace(block, spans=spans) if plain(spans).strip() else None


def _without_start(spans: Sequence[Span], words: str) -> tuple[Span, ...]:
    first, *others = spans
    kept = plain([first]).lstrip().removeprefix(words).lstrip()
    if kept:
        text = Text(kept)
        return (Strong((text,)) if isinstance(first, Strong) else text, *others)
    if isinstance(first, Strong) and others and isinstance(others[0], Text):
        others[0] = Text(others[0].text.lstrip(_AFTER_LABEL))
    return tuple(others)
