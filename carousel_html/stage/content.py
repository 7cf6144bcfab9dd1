"""
Build the tree of meaning of a slide: headings, paragraphs, lists, links, figures, and their lines.

Keeps what a reader or a screen reader needs, in reading order, and drops the rest of the markup.
Knows HTML's elements; does not know where anything is painted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carousel_html.frozen import Element, Rect, TextLine
from carousel_html.stage.color import CLEAR
from carousel_html.stage.context import Context
from carousel_html.stage.lines import Line

Node = Mapping[str, Any]

MEANINGFUL = frozenset(
    {
        "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "figure",
        "figcaption", "strong", "em", "a", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd",
    }
)  # fmt: skip


def content_tree(
    nodes: Sequence[Node], contexts: Sequence[Context], lines: Sequence[Line], language: str
) -> Element:
    """Return the slide as one `section` of meaningful elements holding their text lines."""
    return _Tree(nodes, contexts, lines, language).root()


class _Tree:
    def __init__(
        self, nodes: Sequence[Node], contexts: Sequence[Context], lines: Sequence[Line], language: str
    ) -> None:
        self.nodes = nodes
        self.contexts = contexts
        self.language = language
        self.children: list[list[int]] = [[] for _ in nodes]
        for index, node in enumerate(nodes):
            if node["parent"] >= 0:
                self.children[node["parent"]].append(index)
        self.lines: dict[tuple[int, int], list[TextLine]] = {}
        for line in lines:
            self.lines.setdefault((line.node, line.text_node), []).append(line.line)

    def root(self) -> Element:
        return Element("section", tuple(self._inside(0)))

    def _inside(self, index: int) -> list[Element | TextLine]:
        """Return a node's content in document order; text stands before the nodes it precedes."""
        node = self.nodes[index]
        texts = [(text["before"], 0, text) for text in node.get("texts", ())]
        parts: list[tuple[int, int, Any]] = [*texts, *((c, 1, c) for c in self.children[index])]
        found: list[Element | TextLine] = []
        for _, is_node, part in sorted(parts, key=lambda each: each[:2]):
            if is_node:
                found += self._element(part)
            else:
                found += self.lines.get((index, part["id"]), ())
        return found

    def _element(self, index: int) -> list[Element | TextLine]:
        node = self.nodes[index]
        if node["tag"] == "img" and node.get("alt") and node["rects"]:
            return [Element("img", alt=node["alt"], rect=Rect(*node["rects"][0]))]
        if node["tag"] == "svg" or node.get("words"):
            return self._drawing(index)
        inside = self._inside(index)
        if node["tag"] == "a" and node.get("href"):
            return self._links(node, inside)
        if node["tag"] not in MEANINGFUL or not inside:
            return inside
        language = node.get("lang") if node.get("lang") != self.language else None
        return [Element(node["tag"], tuple(inside), language=language)]

    def _drawing(self, index: int) -> list[Element | TextLine]:
        node = self.nodes[index]
        label = node.get("label")
        if node.get("hidden") or not node["rects"]:
            return []
        if self.contexts[index].is_unseen:
            return []
        words: list[Element | TextLine] = [_drawn_words(each) for each in node.get("words", ())]
        return [Element("img", alt=label, rect=Rect(*node["rects"][0])), *words] if label else words

    def _links(self, node: Node, inside: list[Element | TextLine]) -> list[Element | TextLine]:
        """Return one link per line fragment of an `a`: each can be clicked where it stands."""
        rects: list[Rect | None] = [Rect(*rect) for rect in node.get("areas", node["rects"])] or [None]
        buckets: list[list[Element | TextLine]] = [[] for _ in rects]
        for part in inside:
            buckets[_fragment(part, rects)].append(part)
        return [
            Element("a", tuple(bucket), href=node["href"], rect=rect)
            for rect, bucket in zip(rects, buckets, strict=True)
            if bucket or len(rects) == 1
        ]


def _drawn_words(words: Mapping[str, Any]) -> TextLine:
    """Return the words of a drawing, to be found and selected where the picture of them stands."""
    height = words["h"]
    return TextLine(
        text=words["text"], x=words["x"], baseline=words["y"] + height * 0.8, width=words["w"],
        size=max(1.0, height * 0.8), color=CLEAR, face=None, visible=False,
    )  # fmt: skip


def _fragment(part: Element | TextLine, rects: Sequence[Rect | None]) -> int:
    line = first_line(part)
    if line is None:
        return 0
    for index, rect in enumerate(rects):
        if rect and rect.y - 1 <= line.baseline <= rect.bottom + 1 and rect.x - 1 <= line.x <= rect.right + 1:
            return index
    return 0


def first_line(part: Element | TextLine) -> TextLine | None:
    """Return the first text line in reading order, or None."""
    if isinstance(part, TextLine):
        return part
    return next((line for child in part.children if (line := first_line(child))), None)
