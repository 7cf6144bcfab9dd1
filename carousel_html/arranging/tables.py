"""
Find a table among the blocks of a post: lines whose cells stand between bars.

Knows Markdown's tables, with a line of dashes, and rows that people write without one. Does not know slides;
the layout `table` takes rows as they were written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carousel_html.arranging.pieces import lines_of
from carousel_html.arranging.sentences import COLONS, sentences
from carousel_html.letters import count_letters
from carousel_html.markup import Block, Heading, Paragraph, hrefs, plain, write
from carousel_html.markup.rows import RULE, cells_of

FEWEST_ROWS = 3
MOST_ROWS = 16
COLUMNS = range(2, 7)
LONGEST_CELL = 80
LONGEST_TITLE = 90


def table_rows(block: Block) -> list[Paragraph] | None:
    """Return the rows of a table as they were written, without the line of dashes; None if it is none."""
    if not isinstance(block, Paragraph) or "|" not in plain([block]) or list(hrefs([block])):
        return None
    rows = list(lines_of(block))
    has_dashes = len(rows) > 1 and bool(RULE.match(plain([rows[1]])))
    if has_dashes:
        del rows[1]
    cells = [cells_of(write([row])) for row in rows]
    is_table = (
        FEWEST_ROWS - has_dashes <= len(rows) <= MOST_ROWS
        and len(cells[0]) in COLUMNS
        and all(len(row) == len(cells[0]) for row in cells)
        and all(count_letters(cell) <= LONGEST_CELL for row in cells for cell in row)
    )
    return rows if is_table else None


def around_tables(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks of a post in parts: each table, with the line above that heads it, and the rest."""
    part: list[Block] = []
    for block in blocks:
        if table_rows(block) is None:
            part.append(block)
            continue
        head = [part.pop()] if part and _heads(part[-1], is_alone=len(part) == 1) else []
        if part:
            yield tuple(part)
        yield (*head, block)
        part = []
    if part:
        yield tuple(part)


def _heads(block: Block, *, is_alone: bool) -> bool:
    """Tell whether a block is the title of a table: a heading, or a line that announces it or is alone."""
    words = plain([block]).rstrip()
    if list(hrefs([block])) or "\n" in words or count_letters(words) > LONGEST_TITLE:
        return False
    if isinstance(block, Heading) or words.endswith(COLONS):
        return True
    return isinstance(block, Paragraph) and is_alone and len(sentences(words)) == 1
