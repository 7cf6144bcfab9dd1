"""
Turn a tree of HTML into blocks and spans.

Knows the tags posts are made of and what Mastodon's classes mean for a link. Every other tag is dropped and
its words stay. Keeps of attributes only `href`. Does not know posts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from carousel_html.markup import (
    Block,
    Break,
    Bullets,
    Code,
    CodeBlock,
    Emphasis,
    Hashtag,
    Heading,
    Link,
    Mention,
    Paragraph,
    Quotation,
    Span,
    Strike,
    Strong,
    Text,
    checked_href,
    plain,
    tidy,
)
from carousel_html.sources.html_tree import Node, read_tree

_WRAPPERS: dict[str, type[Strong | Emphasis | Strike]] = {
    **dict.fromkeys(("b", "strong"), Strong),
    **dict.fromkeys(("i", "em"), Emphasis),
    **dict.fromkeys(("s", "del", "strike"), Strike),
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    *("p", "div", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "section", "article", "header"),
    *("footer", "figure", "figcaption", "main", "aside", "nav", "body", "html", "hr", "dl", "dt", "dd"),
    *_HEADINGS,
}
_SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass
class HtmlBlocks:
    """Blocks, the pictures in them as (address, alternative text), and addresses that are no web links."""

    blocks: tuple[Block, ...] = ()
    images: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def read_blocks(text: str | Node) -> HtmlBlocks:
    """Read HTML, as text or as a part of a tree, into canonical blocks."""
    reader = _Reader()
    node = read_tree(text) if isinstance(text, str) else text
    reader.out.blocks = tidy(reader.blocks(node))
    return reader.out


class _Reader:
    def __init__(self) -> None:
        self.out = HtmlBlocks()

    def blocks(self, node: Node) -> list[Block]:
        """Return the blocks inside an element; words between them are paragraphs."""
        out: list[Block] = []
        loose: list[Span] = []
        for child in node.children:
            if isinstance(child, Node) and _holds_block(child):
                out += [Paragraph(tuple(loose))] if loose else []
                loose = []
                out += self._block(child)
            else:
                loose += self._spans(child)
        return [*out, Paragraph(tuple(loose))] if loose else out

    def _block(self, node: Node) -> list[Block]:
        match node.name:
            case "pre":
                return [CodeBlock(node.words().strip("\n"))]
            case "blockquote":
                return [Quotation(tuple(self.blocks(node)))]
            case "ul" | "ol":
                return [self._list(node)]
            case name if name in _HEADINGS:
                return [Heading(_HEADINGS[name], tuple(self._inside(node)))]
            case _:
                return self.blocks(node)

    def _list(self, node: Node) -> Bullets:
        items = []
        for child in node.children:
            if isinstance(child, Node) or child.strip():
                held = child if isinstance(child, Node) else Node("li", {}, [child])
                items.append(tuple(self.blocks(held)))
        start = node.attributes.get("start", "")
        number = int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1
        return Bullets(tuple(items), node.name == "ol", number)

    def _inside(self, node: Node) -> list[Span]:
        return [span for child in node.children for span in self._spans(child)]

    def _spans(self, child: Node | str) -> list[Span]:
        if isinstance(child, str):
            return [Text(_SPACES.sub(" ", child))]
        if child.name == "br":
            return [Break()]
        if child.name == "img":
            return self._image(child)
        if child.name in _WRAPPERS:
            return [_WRAPPERS[child.name](tuple(self._inside(child)))]
        if child.name == "code":
            return [Code(child.words())]
        if child.name == "a":
            return self._link(child)
        if "invisible" in child.classes:
            return []
        ellipsis: list[Span] = [Text("…")] if "ellipsis" in child.classes else []
        return [*self._inside(child), *ellipsis]

    def _image(self, node: Node) -> list[Span]:
        src = node.attributes.get("data-src") or node.attributes.get("src", "")
        if src:
            self.out.images.append((src, node.attributes.get("alt", "")))
        return []

    def _link(self, node: Node) -> list[Span]:
        given = node.attributes.get("href", "")
        href = checked_href(given)
        label = self._inside(node)
        if href is None:
            self.out.refused += [given] if given else []
            return label
        words = plain(label)
        if "hashtag" in node.classes or words.startswith("#"):
            return [Hashtag(words, href)]
        if "mention" in node.classes or words.startswith("@"):
            return [Mention(words, href)]
        return [Link(href, tuple(label))] if words.strip() else label


def _holds_block(node: Node) -> bool:
    """Tell whether an element is a block, or a wrapper with a block in it."""
    if node.name in _BLOCKS:
        return True
    if node.name in ("a", "code") or node.name in _WRAPPERS:
        return False
    return any(child.name in _BLOCKS for child in node.walk())
