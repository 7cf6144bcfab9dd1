"""
Find a table among the blocks of a post: lines whose cells stand between bars.

Knows Markdown's tables, with a line of dashes, and rows that people write without one. Does not know slides;
the layout `table` takes rows as they were written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from carousel_html.arranging.pieces import lines_of
from carousel_html.arranging.sentences import COLONS, sentences
from carousel_html.letters import count_letters
from carousel_html.markup import Block, Heading, Paragraph, hrefs, parse, plain, write
from carousel_html.markup.rows import RULE, cells_of

FEWEST_ROWS = 3
MOST_ROWS = 16
"""Of rows that people write without a line of dashes. A real table goes on from slide to slide."""
COLUMNS = range(2, 7)
MOST_COLUMNS = 40
"""Of a table that is shown in several: more are no table that anybody reads."""
LONGEST_CELL = 80
LONGEST_TITLE = 90


@dataclass(frozen=True)
class _Rows:
    """Lines with bars: as they were written, without the line of dashes, and their cells (Markdown)."""

    lines: list[Paragraph]
    cells: list[list[str]]
    has_dashes: bool

    @property
    def columns(self) -> int:
        """How many cells the longest row has."""
        return max(map(len, self.cells))

    @property
    def is_table(self) -> bool:
        """Whether the layout shows them: so many columns, no cell of several lines."""
        is_even = all(len(row) == len(self.cells[0]) for row in self.cells)
        is_written = FEWEST_ROWS <= len(self.lines) <= MOST_ROWS and is_even and not list(hrefs(self.lines))
        return (self.has_dashes or is_written) and self.columns in COLUMNS and self.has_short_cells

    @property
    def has_short_cells(self) -> bool:
        """Whether every cell stands in a column."""
        return all(count_letters(plain(parse(cell))) <= LONGEST_CELL for row in self.cells for cell in row)


def table_rows(block: Block) -> list[Paragraph] | None:
    """Return the rows of a table as they were written, without the line of dashes; None if it is none."""
    rows = _rows(block)
    return rows.lines if rows and rows.is_table else None


def around_tables(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks of a post in parts: each table, with the line above that heads it, and the rest.

    A table with more columns than a slide holds is several, each with the first column; one with long cells
    is read row by row.
    """
    part: list[Block] = []
    for block in blocks:
        tables = list(_tables(block))
        if not tables:
            part += _told(block)
            continue
        head = [part.pop()] if part and _heads(part[-1], is_alone=len(part) == 1) else []
        if part:
            yield tuple(part)
        yield from ((*head, table) for table in tables)
        part = []
    if part:
        yield tuple(part)


def _rows(block: Block) -> _Rows | None:
    if not isinstance(block, Paragraph) or "|" not in plain([block]):
        return None
    lines = list(lines_of(block))
    has_dashes = len(lines) > 1 and bool(RULE.match(plain([lines[1]])))
    if has_dashes:
        del lines[1]
    cells = [cells_of(write([line])) for line in lines]
    is_real = has_dashes and len(cells) > 1 and len(cells[0]) > 1 and max(map(len, cells)) <= MOST_COLUMNS
    return _Rows(lines, cells, is_real)


def _tables(block: Block) -> Iterator[Block]:
    """Yield the tables that show a block: itself, or each so many of its columns."""
    rows = _rows(block)
    if rows and rows.is_table:
        yield block
    elif rows and rows.has_dashes and rows.has_short_cells:
        first, others = 1, rows.columns - 1
        count = -(-others // (COLUMNS[-1] - first))
        ends = [first + others * number // count for number in range(count + 1)]
        for start, end in pairwise(ends):
            yield from _written([[*row[:first], *row[start:end]] for row in rows.cells])


def _written(cells: Sequence[Sequence[str]]) -> tuple[Block, ...]:
    head, *others = (f"| {' | '.join(row)} |" for row in cells)
    return parse("\n".join((head, "|---" * len(cells[0]) + "|", *others)))


def _told(block: Block) -> Sequence[Block]:
    """Return a table whose cells are too long for columns row by row, each cell after its head."""
    rows = _rows(block)
    if not rows or not rows.has_dashes:
        return [block]
    heads, *others = rows.cells
    return [told for row in others for told in parse("\n".join(_told_cells(heads, row)))]


def _told_cells(heads: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for number, (head, cell) in enumerate(zip_longest(heads, row, fillvalue="")):
        words = ": ".join(filter(None, (head, cell)))
        if words:
            yield words if number else f"**{words}**"


def _heads(block: Block, *, is_alone: bool) -> bool:
    """Tell whether a block is the title of a table: a heading, or a line that announces it or is alone."""
    words = plain([block]).rstrip()
    if list(hrefs([block])) or "\n" in words or count_letters(words) > LONGEST_TITLE:
        return False
    if isinstance(block, Heading) or words.endswith(COLONS):
        return True
    return isinstance(block, Paragraph) and is_alone and len(sentences(words)) == 1
