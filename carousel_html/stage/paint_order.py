"""
Put the parts of a measured slide into the order they are painted in.

CSS 2.2, appendix E, over the nodes of a measured slide. A step is either a node's own box or its
own words. Knows stacking contexts; does not know what a box looks like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

Node = Mapping[str, Any]


class Step(NamedTuple):
    """One thing painted: the box of node `node`, or its words."""

    what: Literal["box", "words"]
    node: int


_CONTEXT_STYLES = (
    "opacity", "filter", "backdropFilter", "mixBlendMode", "clipPath", "maskImage", "isolation",
    "perspective",
)  # fmt: skip


def paint_order(nodes: Sequence[Node]) -> list[Step]:
    """Return every box and every run of words of a slide, the lowest first."""
    children: list[list[int]] = [[] for _ in nodes]
    for index, node in enumerate(nodes):
        if node["parent"] >= 0:
            children[node["parent"]].append(index)
    return _Painter(nodes, children).context(0)


class _Painter:
    def __init__(self, nodes: Sequence[Node], children: list[list[int]]) -> None:
        self.nodes = nodes
        self.children = children

    def context(self, root: int) -> list[Step]:
        """Paint one stacking context, or what behaves as one among its own descendants."""
        blocks: list[int] = []
        floats: list[int] = []
        inlines: list[Step] = [Step("words", root)]
        layers: list[tuple[int, int, int]] = []
        self._sort(root, blocks, floats, inlines, layers)
        layers.sort(key=lambda layer: (layer[0], layer[1]))
        out = [Step("box", root)]
        for z, _, node in layers:
            if z < 0:
                out += self.context(node)
        out += [Step("box", node) for node in blocks]
        for node in floats:
            out += self.context(node)
        out += inlines
        for z, _, node in layers:
            if z >= 0:
                out += self.context(node)
        return out

    def _sort(
        self,
        parent: int,
        blocks: list[int],
        floats: list[int],
        inlines: list[Step],
        layers: list[tuple[int, int, int]],
    ) -> None:
        for node in self.children[parent]:
            style = self.nodes[node]["style"]
            z = self._z(node)
            if z is not None:
                layers.append((z, len(layers), node))
            elif style.get("float"):
                floats.append(node)
            elif style.get("display", "").startswith("inline-"):
                inlines += self.context(node)
            else:
                if style.get("display") == "inline" or self.nodes[node].get("replaced"):
                    inlines.append(Step("box", node))
                else:
                    blocks.append(node)
                inlines.append(Step("words", node))
                self._sort(node, blocks, floats, inlines, layers)

    def _z(self, node: int) -> int | None:
        """Return the layer of a node that leaves the flow of painting, or None."""
        entry = self.nodes[node]
        style = entry["style"]
        position = style.get("position", "static")
        is_item = self._is_flex_item(node) and "zIndex" in style
        if "zIndex" in style and (position != "static" or is_item):
            return int(style["zIndex"])
        if position != "static" or "matrix" in entry:
            return 0
        if any(key in style for key in _CONTEXT_STYLES):
            return 0
        if any(word in style.get("contain", "") for word in ("paint", "layout", "strict", "content")):
            return 0
        will = style.get("willChange", "")
        return 0 if any(word in will for word in ("transform", "opacity", "filter")) else None

    def _is_flex_item(self, node: int) -> bool:
        parent = self.nodes[node]["parent"]
        display = self.nodes[parent]["style"].get("display", "") if parent >= 0 else ""
        return "flex" in display or "grid" in display
