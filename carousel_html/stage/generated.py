"""
Find the places of generated content: `::before`, `::after`, list markers.

No script can read them, but CDP's snapshot of the page lists their boxes and words. Fills in the
nodes that the measuring script left open. Knows the snapshot's shape; decides nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from carousel_html.frozen import Rect
from carousel_html.stage.stage import Stage

_ATTRIBUTE = "data-measured"

_SOFT_HYPHEN = "\u00ad"


def place_generated(stage: Stage, slides: Sequence[list[dict[str, Any]]]) -> None:
    """Give every generated node of the measured slides its rects and lines (px), in place."""
    waiting = {
        (node["id"], node["tag"]): (node, index * stage.document.height)
        for index, nodes in enumerate(slides)
        for node in nodes
        if "generated" in node
    }
    if not waiting:
        return
    snapshot = stage.command("DOMSnapshot.captureSnapshot", {"computedStyles": []})
    for key, box, lines in _Snapshot(snapshot).generated():
        if key in waiting:
            node, top = waiting[key]
            _place(node, box, lines, top)


def _place(node: dict[str, Any], box: list[float] | None, lines: list[dict[str, Any]], top: float) -> None:
    if box is not None:
        node["rects"] = [[box[0], box[1] - top, box[2], box[3]]]
    for number, line in enumerate(lines, start=1):
        is_broken = number < len(lines) and line["text"].endswith(_SOFT_HYPHEN)
        line["text"] = line["text"].replace(_SOFT_HYPHEN, "") + "-" * is_broken
        if _goes_left(line["text"], node["font"]):
            line["rtl"] = True
        line["y"] -= top
        line["base"] = line["y"] + node["rise"]
        if node["turned"] and box is not None:
            line |= dict(zip("xywh", node["rects"][0], strict=True))
    if node.get("justify") and len(lines) > 1:
        node["font"]["generated"] = True
    if lines:
        node["texts"] = [{"id": -1, "before": 0, "lines": lines}]


def _goes_left(run: str, font: Mapping[str, Any]) -> bool:
    """Say whether a run of one direction goes to the left: as its letters do, else as its element does."""
    kinds = {unicodedata.bidirectional(char) for char in run}
    if kinds & {"R", "AL"}:
        return True
    return font.get("direction") == "rtl" and not kinds & {"L", "EN", "AN"}


class _Snapshot:
    def __init__(self, snapshot: dict[str, Any]) -> None:
        document = snapshot["documents"][0]
        self.strings: list[str] = snapshot["strings"]
        self.nodes = document["nodes"]
        self.layout = document["layout"]
        self.boxes = document["textBoxes"]

    def generated(self) -> Iterator[tuple[tuple[int, str], list[float] | None, list[dict[str, Any]]]]:
        """Yield ((owner's id, "::before"), its box, its lines) for each pseudo-element."""
        rows: dict[int, list[int]] = {}
        for row, node in enumerate(self.layout["nodeIndex"]):
            rows.setdefault(node, []).append(row)
        words = self._words()
        pseudo = self.nodes["pseudoType"]
        for node, value in zip(pseudo["index"], pseudo["value"], strict=True):
            owner = self._attribute(self.nodes["parentIndex"][node])
            if owner is None:
                continue
            own = rows.get(node, []) + [
                row
                for child, parent in enumerate(self.nodes["parentIndex"])
                if parent == node
                for row in rows.get(child, [])
            ]
            lines = [line for row in own for line in words.get(row, [])]
            solid = [self.layout["bounds"][row] for row in own if self.layout["text"][row] < 0]
            yield (owner, f"::{self.strings[value]}"), _around(solid), lines

    def _attribute(self, node: int) -> int | None:
        pairs = self.nodes["attributes"][node] if node >= 0 else []
        for name, value in zip(pairs[::2], pairs[1::2], strict=True):
            if self.strings[name] == _ATTRIBUTE:
                return int(self.strings[value])
        return None

    def _words(self) -> dict[int, list[dict[str, Any]]]:
        found: dict[int, list[dict[str, Any]]] = {}
        boxes = self.boxes
        for row, bounds, start, length in zip(
            boxes["layoutIndex"], boxes["bounds"], boxes["start"], boxes["length"], strict=True
        ):
            text = _utf16_slice(self.strings[self.layout["text"][row]], start, length)
            if text.strip():
                x, y, width, height = bounds
                line = {"start": 0, "end": 0, "text": text, "x": x, "y": y, "w": width, "h": height}
                found.setdefault(row, []).append(line)
        return found


def _around(boxes: Sequence[list[float]]) -> list[float] | None:
    """Return the first box joined with those in it: an image may stand above the line that it is in."""
    if not boxes:
        return None
    whole = Rect(*boxes[0])
    for box in map(Rect._make, boxes[1:]):
        whole = whole.joined(box) if box.area else whole
    return list(whole)


def _utf16_slice(text: str, start: int, length: int) -> str:
    """Chromium counts UTF-16 units, Python code points."""
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")
