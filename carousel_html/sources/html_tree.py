"""
Read HTML into a tree, in one pass, whatever it looks like.

Knows tags, attributes, entities, and which elements hide their content. Nothing is ever run or fetched, and
no input takes more than a time that grows with its length. Does not know what a tag means.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_DEPTH = 60
"""Elements inside elements; deeper ones are read, and stand beside each other."""

# Possessive, so that no piece of a broken tag is looked at twice.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*+)"
    r"(?P<attributes>(?:\s++|/|[^\s\"'<>=/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++))?+)*+)>"
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>=/]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++)))?+")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_HIDDEN = {"script", "style", "svg", "math", "template", "noscript", "iframe", "title"}
_CLOSES_ITSELF = {"p", "li", "option"}


@dataclass
class Node:
    """One element: its name, attributes, and words and elements in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The names in its `class`."""
        return self.attributes.get("class", "").split()

    def walk(self) -> Iterator[Node]:
        """Yield this element and every one below it, in order."""
        left = [self]
        while left:
            node = left.pop()
            yield node
            left += reversed([child for child in node.children if isinstance(child, Node)])

    def words(self) -> str:
        """Return all words below this element."""
        return "".join(child for node in self.walk() for child in node.children if isinstance(child, str))


def read_tree(text: str) -> Node:
    """Return the root of the tree of an HTML text. Unknown tags are elements like others."""
    root = Node("")
    stack = [root]
    for piece in _pieces(text):
        if isinstance(piece, str):
            stack[-1].children += [html.unescape(piece)] if piece else []
        else:
            _add(piece, stack)
    return root


def _add(tag: re.Match[str], stack: list[Node]) -> None:
    name = tag["name"].lower()
    if tag["close"]:
        depth = next((n for n in range(len(stack) - 1, 0, -1) if stack[n].name == name), 0)
        if depth:
            del stack[depth:]
        return
    if name in _CLOSES_ITSELF and stack[-1].name == name:
        stack.pop()
    node = Node(name, dict(_attributes(tag["attributes"])))
    stack[-1].children.append(node)
    if name not in _VOID and len(stack) < MAX_DEPTH:
        stack.append(node)


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(text):
        yield found[1].lower(), html.unescape(found[2] or found[3] or found[4] or "")


def _pieces(text: str) -> Iterator[str | re.Match[str]]:
    """Yield words and tags; comments, declarations and hidden elements are skipped."""
    at = begin = 0
    has_end: dict[str, bool] = {}
    while (at := text.find("<", at)) >= 0:
        tag = _TAG.match(text, at)
        if text.startswith(("<!", "<?"), at):
            end = _end_of(text, "-->" if text.startswith("<!--", at) else ">", at, has_end)
        elif tag and tag["name"].lower() in _HIDDEN:
            # One that is never closed hides nothing: its words are better shown than lost.
            end = _end_of(text, f"</{tag['name'].lower()}>", tag.end(), has_end) or tag.end()
        else:
            end = tag.end() if tag else 0
        if end:
            yield text[begin:at]
            if tag and tag["name"].lower() not in _HIDDEN:
                yield tag
            begin = at = end
        else:
            at += 1
    yield text[begin:]


def _end_of(text: str, mark: str, at: int, has_end: dict[str, bool]) -> int:
    """Return the place behind the next mark; 0 when there is none, which is looked up only once."""
    found = text.find(mark, at) if has_end.get(mark, True) else -1
    has_end[mark] = found >= 0
    return found + len(mark) if found >= 0 else 0
