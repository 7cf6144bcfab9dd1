"""
Tell a post that sets two things against each other, and pair up what it says of them.

Knows "X vs Y" and the common opposites (before and after, myth and fact …), and the ways people write the two
sides: two lines, two paragraphs, two points, or a label over each of two lists. Does not know slides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from carousel_html.arranging.pieces import lines_of, sliced
from carousel_html.letters import count_letters
from carousel_html.markup import Block, Bullets, Paragraph, Text, hrefs, parse, plain, tidy, write

LONGEST_LABEL = 32
LONGEST_CELL = 160
MOST_ROWS = 5

OPPOSITES = frozenset(
    {
        *(("before", "after"), ("then", "now"), ("old", "new"), ("past", "present"), ("yesterday", "today")),
        *(("do", "don't"), ("dos", "don'ts"), ("pros", "cons"), ("good", "bad"), ("right", "wrong")),
        *(("myth", "fact"), ("myth", "reality"), ("expectation", "reality"), ("theory", "practice")),
        *(("problem", "solution"), ("amateur", "professional"), ("junior", "senior"), ("better", "worse")),
    }
)
"""Labels that stand against each other, in either order."""

_VERSUS = re.compile(r"(?P<first>.{1,40}?)\s+(?:vs\.?|versus)\s+(?P<second>.{1,40}?)[:.?!]?", re.IGNORECASE)
_LABEL = re.compile(rf"(?P<label>[^\n:.!?]{{1,{LONGEST_LABEL}}}?)\s*(?::|\s[-–—])(?:\s+|$)")


@dataclass(frozen=True)
class Sides:
    """Two labels and the cells under them, row by row, all as Markdown: `first, second, cell, cell, …`."""

    items: tuple[str, ...]
    is_under_title: bool

    @property
    def first(self) -> str:
        """The label of the first column, as words."""
        return plain(parse(self.items[0]))

    @property
    def second(self) -> str:
        """The label of the second column, as words."""
        return plain(parse(self.items[1]))


@dataclass(frozen=True)
class _Side:
    label: str
    cells: tuple[tuple[Block, ...], ...]


def two_sides(title: str | None, blocks: Sequence[Block]) -> Sides | None:
    """Return the two sides in these blocks, under a title (Markdown) that may name them."""
    sides = _under_labels(blocks) or _labelled(blocks)
    if sides is None:
        return None
    first, second = sides
    is_named = title is not None and _names(plain(parse(title)), first.label, second.label)
    if not is_named and not _are_opposite(first.label, second.label):
        return None
    if len(first.cells) != len(second.cells) or not 0 < len(first.cells) <= MOST_ROWS:
        return None
    cells = list(chain.from_iterable(zip(first.cells, second.cells, strict=True)))
    if any(count_letters(plain(cell)) > LONGEST_CELL or list(hrefs(cell)) for cell in cells):
        return None
    labels = (write([Paragraph((Text(side.label),))]) for side in sides)
    return Sides((*labels, *map(write, cells)), title is not None)


def _names(title: str, first: str, second: str) -> bool:
    """Tell whether a title like "Tabs vs spaces" names both labels, in their order."""
    found = _VERSUS.fullmatch(" ".join(title.split()))
    return found is not None and (_key(found["first"]), _key(found["second"])) == (_key(first), _key(second))


def _are_opposite(first: str, second: str) -> bool:
    pair = (_key(first), _key(second))
    return pair in OPPOSITES or pair[::-1] in OPPOSITES


def _key(label: str) -> str:
    return re.sub(r"[^\w']+", " ", label.replace("’", "'").casefold()).strip()


def _under_labels(blocks: Sequence[Block]) -> tuple[_Side, _Side] | None:
    """Return the sides of `Before:`, a list, `After:`, a list."""
    if len(blocks) != 4:
        return None
    sides = [_listed(blocks[at], blocks[at + 1]) for at in (0, 2)]
    return (sides[0], sides[1]) if sides[0] and sides[1] else None


def _listed(head: Block, points: Block) -> _Side | None:
    if not isinstance(points, Bullets) or points.ordered:
        return None
    words = plain([head]).strip()
    label = words.rstrip(":：").strip()
    if not label or "\n" in label or count_letters(label) > LONGEST_LABEL:
        return None
    return _Side(label, points.items)


def _labelled(blocks: Sequence[Block]) -> tuple[_Side, _Side] | None:
    """Return the sides of two lines, paragraphs or points that each begin with a label."""
    parts = list(blocks)
    if len(parts) == 1 and isinstance(parts[0], Bullets) and not parts[0].ordered:
        parts = [item[0] for item in parts[0].items if len(item) == 1]
    elif len(parts) == 1 and isinstance(parts[0], Paragraph):
        parts = list(_lines(parts[0]))
    sides = [_labelled_side(part) for part in parts] if len(parts) == 2 else []
    return (sides[0], sides[1]) if len(sides) == 2 and sides[0] and sides[1] else None


def _lines(block: Paragraph) -> Sequence[Block]:
    lines = list(lines_of(block))
    return tidy(lines) if len(lines) == 2 else ()


def _labelled_side(block: Block) -> _Side | None:
    if not isinstance(block, Paragraph):
        return None
    words = plain(block.spans)
    found = _LABEL.match(words)
    if not found:
        return None
    cell = tidy([Paragraph(sliced(block.spans, found.end(), len(words)))])
    return _Side(found["label"].strip(), (cell,)) if cell else None
