"""
Say where the rows, columns and groups of a table leave paint.

They are no boxes: what is behind a cell is painted in the cell (CSS 2.2 §17.5.1), and where borders are
separate they have none (§17.6.1). Changes measured nodes so that everybody after may take them for boxes.
Knows tables; decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from carousel_html.frozen import Rect
from carousel_html.stage.boxes import SIDES

COLUMNS = frozenset({"table-column", "table-column-group"})
ROWS = frozenset({"table-row", "table-row-group", "table-header-group", "table-footer-group"})

_DRAWN_AROUND = ("boxShadow", "outlineStyle", "borderCollapse")
"""What is drawn around the whole of such a part, if it is drawn."""


def settle_tables(nodes: Sequence[dict[str, Any]]) -> None:
    """Give the parts of tables the rects that they paint on, and take what they do not paint, in place."""
    parts = [index for index, node in enumerate(nodes) if _display(node) in COLUMNS | ROWS]
    if not parts:
        return
    cells = [index for index, node in enumerate(nodes) if _display(node) == "table-cell"]
    for index in parts:
        node = nodes[index]
        if "borderCollapse" not in node["style"]:
            _without_edges(node["style"])
        if "backgroundColor" in node["style"] or "backgroundImage" in node["style"]:
            _settle_ground(index, nodes, cells)


def _display(node: Mapping[str, Any]) -> str:
    display: str = node["style"].get("display", "")
    return display


def _without_edges(style: dict[str, Any]) -> None:
    for key in [f"border{side}{what}" for side in SIDES for what in ("Style", "Width", "Color")]:
        style.pop(key, None)
    style.pop("radii", None)


def _settle_ground(index: int, nodes: Sequence[dict[str, Any]], cells: Sequence[int]) -> None:
    """Have a ground painted behind its cells; where it cannot be told where that is, it is `patchy`."""
    node = nodes[index]
    own = (_in_column if _display(node) in COLUMNS else _below)(index, nodes, cells)
    seen = [cell for cell in own if _shows_its_row(nodes[cell]["style"])]
    grounds = [rect for cell in seen for rect in nodes[cell]["rects"]]
    if _area(node["rects"]) == _area(grounds):
        return
    node["patchy"] = "boxShadow" in node["style"] or _has_cells_of_no_element(index, nodes)
    if node["patchy"] or any(key in node["style"] for key in _DRAWN_AROUND):
        node["rects"] = [*node["rects"], *grounds]
    else:
        node["rects"] = grounds


def _shows_its_row(cell: Mapping[str, Any]) -> bool:
    """Say whether what is behind a cell is painted: so it is of an empty one whose own box is hidden."""
    return "visibility" not in cell or bool(cell.get("emptyCell"))


def _area(rects: Sequence[Sequence[float]]) -> int:
    return round(sum(Rect(*rect).area for rect in rects))


def _in_column(index: int, nodes: Sequence[Mapping[str, Any]], cells: Sequence[int]) -> list[int]:
    """Return the cells of a table that begin in a column."""
    node = nodes[index]
    table = _above(index, nodes, COLUMNS)
    if not node["rects"]:
        return []
    column = Rect(*node["rects"][0])
    is_rtl = "direction" in node

    def begins(cell: int) -> bool:
        box = Rect(*nodes[cell]["rects"][0])
        edge = box.right - 1 if is_rtl else box.x + 1
        return column.x <= edge < column.right

    return [
        cell for cell in cells if nodes[cell]["rects"] and _above(cell, nodes, ROWS) == table and begins(cell)
    ]


def _below(index: int, nodes: Sequence[Mapping[str, Any]], cells: Sequence[int]) -> list[int]:
    """Return the cells of a row, or of the rows of a group; not those of a table in a cell."""

    return [cell for cell in cells if index in _between(cell, nodes)]


def _between(cell: int, nodes: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the rows and groups that a cell is in."""
    found, above = [], nodes[cell]["parent"]
    while above >= 0 and _display(nodes[above]) in ROWS:
        found.append(above)
        above = nodes[above]["parent"]
    return found


def _above(index: int, nodes: Sequence[Mapping[str, Any]], kinds: Set[str]) -> int:
    """Return the node that is above all of some kinds: a table."""
    above: int = nodes[index]["parent"]
    while above >= 0 and _display(nodes[above]) in kinds:
        above = nodes[above]["parent"]
    return above


def _has_cells_of_no_element(index: int, nodes: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether words or boxes stand in a row by themselves: nothing tells how large their cell is."""
    inside = {index} | {
        row for row, node in enumerate(nodes) if _display(node) in ROWS and node["parent"] == index
    }
    return any(
        node["parent"] in inside and _display(node) not in ROWS | COLUMNS | {"table-cell"} and node["rects"]
        for node in nodes
    ) or any("texts" in nodes[each] for each in inside)
