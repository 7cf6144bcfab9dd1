"""
Put the parts of a measured slide into the order they are painted in.

CSS 2.2, appendix E, over the nodes of a measured slide; items as in CSS Flexbox §5.4 and CSS Grid §4.3. A
step is either a node's own box or one of its own texts. Knows stacking contexts; does not know what a box
looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

Node = Mapping[str, Any]


class Step(NamedTuple):
    """One thing painted: the box of node `node`, or the words of its text `text` (a measured id)."""

    what: Literal["box", "words"]
    node: int
    text: int | None = None


_CONTEXT_STYLES = (
    "opacity", "filter", "backdropFilter", "mixBlendMode", "clipPath", "maskImage", "isolation",
    "perspective",
)  # fmt: skip


def paint_order(nodes: Sequence[Node]) -> list[Step]:
    """Return every box and every text of a slide, the lowest first."""
    children: list[list[int]] = [[] for _ in nodes]
    for index, node in enumerate(nodes):
        if node["parent"] >= 0:
            children[node["parent"]].append(index)
    return _Painter(nodes, children).context(0)


class _Layers:
    """The layers of one stacking context, in tree order until they are asked for."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int, list[Step]]] = []

    def reserve(self, z: int) -> list[Step]:
        """Take the next place in the tree; the list that comes back is filled with its steps."""
        steps: list[Step] = []
        self.found.append((z, len(self.found), steps))
        return steps

    def below(self) -> Iterator[Step]:
        """Yield what lies under the blocks."""
        return self._steps(lambda z: z < 0)

    def above(self) -> Iterator[Step]:
        """Yield what lies over the words."""
        return self._steps(lambda z: z >= 0)

    def _steps(self, wanted: Callable[[int], bool]) -> Iterator[Step]:
        for z, _, steps in sorted(self.found, key=lambda layer: layer[:2]):
            if wanted(z):
                yield from steps


class _Painter:
    def __init__(self, nodes: Sequence[Node], children: list[list[int]]) -> None:
        self.nodes = nodes
        self.children = children

    def context(self, root: int) -> list[Step]:
        """Paint one stacking context."""
        layers = _Layers()
        box, *rest = self._whole(root, layers)
        return [box, *layers.below(), *rest, *layers.above()]

    def _whole(self, root: int, layers: _Layers) -> list[Step]:
        """Paint a node as if it were a context, but hand its layers to the one it stands in."""
        blocks: list[Step] = []
        floats: list[Step] = []
        inlines: list[Step] = []
        self._sort(root, blocks, floats, inlines, layers)
        return [Step("box", root), *blocks, *floats, *inlines]

    def _sort(
        self, parent: int, blocks: list[Step], floats: list[Step], inlines: list[Step], layers: _Layers
    ) -> None:
        for node, text in self._inside(parent):
            if text is not None:
                inlines.append(Step("words", parent, text))
                continue
            style = self.nodes[node]["style"]
            z = self._z(node)
            if z is not None:
                layers.reserve(z).extend(self.context(node))
            elif style.get("position", "static") != "static":
                layers.reserve(0).extend(self._whole(node, layers))
            elif style.get("float"):
                floats += self._whole(node, layers)
            elif style.get("display", "").startswith("inline-") or self._is_item(node):
                inlines += self._whole(node, layers)
            else:
                is_inline = style.get("display") == "inline" or self.nodes[node].get("replaced")
                (inlines if is_inline else blocks).append(Step("box", node))
                self._sort(node, blocks, floats, inlines, layers)

    def _inside(self, parent: int) -> list[tuple[int, int | None]]:
        """Return the children of a node and its texts between them, as (node, None) and (node, text)."""
        texts = [(text["before"], text["id"]) for text in self.nodes[parent].get("texts", ())]
        children = [(child, None) for child in self.children[parent]]
        # A text that stands before node n comes first.
        found = sorted([*texts, *children], key=lambda part: (part[0], part[1] is None))
        return sorted(found, key=lambda part: self._order(part[0]) if part[1] is None else 0)

    def _order(self, node: int) -> int:
        return int(self.nodes[node]["style"].get("order", 0)) if self._is_item(node) else 0

    def _z(self, node: int) -> int | None:
        """Return the layer of a node that is a stacking context, or None."""
        entry = self.nodes[node]
        style = entry["style"]
        position = style.get("position", "static")
        if "zIndex" in style and (position != "static" or self._is_item(node)):
            return int(style["zIndex"])
        if position in ("fixed", "sticky") or "matrix" in entry or entry.get("turned"):
            return 0
        if any(key in style for key in _CONTEXT_STYLES):
            return 0
        if any(word in style.get("contain", "") for word in ("paint", "layout", "strict", "content")):
            return 0
        will = style.get("willChange", "")
        return 0 if any(word in will for word in ("transform", "opacity", "filter")) else None

    def _is_item(self, node: int) -> bool:
        """Say whether a node is an item of a flex box or a grid: painted whole, as an inline block is."""
        parent = self.nodes[node]["parent"]
        display = self.nodes[parent]["style"].get("display", "") if parent >= 0 else ""
        return "flex" in display or "grid" in display
