"""
Read the items of a slide as the rows of a table: `Plan | Price | Seats`.

Knows where one cell ends: at a bar with space around it that stands outside `code`. Does not know
what a cell says, or how a table looks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

CODE = re.compile(r"(`[^`]*`)")
BAR = re.compile(r"(?:(?<=\s)|^)\|(?=\s|$)")
RULE = re.compile(r"[\s|:-]*-{2,}[\s|:-]*\Z")


def table_rows(items: Sequence[str]) -> list[list[str]]:
    """Return the cells of each item, every row as long as the longest.

    A Markdown table's own bars at the ends and its line of dashes are taken away.
    """
    rows = [_cells(item) for item in items if not RULE.match(item)]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _cells(item: str) -> list[str]:
    cells = [""]
    for piece in CODE.split(item.strip()):
        if piece.startswith("`") and len(piece) > 1:
            cells[-1] += piece
            continue
        first, *rest = BAR.split(piece)
        cells[-1] += first
        cells += rest
    cells = [" ".join(cell.split()) for cell in cells]
    if len(cells) > 2 and not cells[0] and not cells[-1]:
        return cells[1:-1]
    return cells
