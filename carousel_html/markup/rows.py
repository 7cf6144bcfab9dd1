"""
Read the items of a slide as the rows of a table: `Plan | Price | Seats`.

Knows where one cell ends: at a bar with space around it that stands outside `code`, or at any bar where bars
close the row as well. Does not know what a cell says, or how a table looks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

CODE = re.compile(r"(`[^`]*`)")
BAR = re.compile(r"(?:(?<=\s)|^)\|(?=\s|$)")
ANY_BAR = re.compile(r"\|")
RULE = re.compile(r"[\s|:-]*-{2,}[\s|:-]*\Z")


def table_rows(items: Sequence[str]) -> list[list[str]]:
    """Return the cells of each item, every row as long as the longest.

    A Markdown table's own bars at the ends and its line of dashes are taken away.
    """
    rows = [cells_of(item) for item in items if not RULE.match(item)]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def cells_of(item: str) -> list[str]:
    """Return the cells of one row (Markdown), without the bars around them."""
    item = item.strip()
    bar = ANY_BAR if len(item) > 1 and item[0] == item[-1] == "|" else BAR
    cells = [""]
    for piece in CODE.split(item):
        if piece.startswith("`") and len(piece) > 1:
            cells[-1] += piece
            continue
        first, *rest = bar.split(piece)
        cells[-1] += first
        cells += rest
    cells = [" ".join(cell.split()) for cell in cells]
    if len(cells) > 2 and not cells[0] and not cells[-1]:
        return cells[1:-1]
    return cells
