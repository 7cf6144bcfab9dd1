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
        *(("don't", "do"), ("don'ts", "dos"), ("cons", "pros"), ("bad", "good"), ("wrong", "right")),
        *(("myth", "fact"), ("myth", "reality"), ("expectation", "reality"), ("theory", "practice")),
        *(("problem", "solution"), ("amateur", "professional"), ("junior", "senior"), ("worse", "better")),
    }
)
"""Labels that stand against each other, in either order: the worse, and the better, which is praised."""

_BAD, _GOOD = frozenset("❌✖✗✘❎⛔🚫👎🔴"), frozenset("✅✔☑✓👍🟢")
_VERSUS = re.compile(r"(?P<first>.{1,40}?)\s+(?:vs\.?|versus)\s+(?P<second>.{1,40}?)[:.?!]?", re.IGNORECASE)
_LABEL = re.compile(rf"(?P<label>[^\n:.!?]{{1,{LONGEST_LABEL}}}?)\s*(?::|\s[-–—])(?:\s+|$)")


@dataclass(frozen=True)
class Sides:
    """Two labels and the cells under them, row by row, all as Markdown: `first, second, cell, cell, …`."""

    items: tuple[str, ...]
    is_under_title: bool
    is_first_better: bool = False

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
    return Sides((*labels, *map(write, cells)), title is not None, _is_better(first.label, second.label))


def _names(title: str, first: str, second: str) -> bool:
    """Tell whether a title like "Tabs vs spaces" names both labels, in their order."""
    found = _VERSUS.fullmatch(" ".join(title.split()))
    return found is not None and (_key(found["first"]), _key(found["second"])) == (_key(first), _key(second))


def _are_opposite(first: str, second: str) -> bool:
    return _is_better(first, second) or _is_better(second, first)


def _is_better(first: str, second: str) -> bool:
    """Tell whether the first of two labels is what the second is not: do and don't, a tick and a cross."""
    return (_key(second), _key(first)) in OPPOSITES or (first[:1] in _GOOD and second[:1] in _BAD)


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
    parts = _parts(blocks)
    sides = [_labelled_side(part) for part in parts] if len(parts) == 2 else []
    return (sides[0], sides[1]) if len(sides) == 2 and sides[0] and sides[1] else None


def _parts(blocks: Sequence[Block]) -> list[Block]:
    """Return the points of a list, the lines of a lone paragraph, or the blocks themselves."""
    block = blocks[0] if len(blocks) == 1 else None
    if isinstance(block, Bullets) and not block.ordered:
        return [item[0] for item in block.items if len(item) == 1]
    return list(tidy(lines_of(block)) if isinstance(block, Paragraph) else blocks)


def _labelled_side(block: Block) -> _Side | None:
    if not isinstance(block, Paragraph):
        return None
    words = plain(block.spans)
    found = _LABEL.match(words)
    if not found:
        return None
    cell = tidy([Paragraph(sliced(block.spans, found.end(), len(words)))])
    return _Side(found["label"].strip(), (cell,)) if cell else None
