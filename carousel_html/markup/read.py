"""
Read our Markdown subset into blocks.

Knows markdown-it: CommonMark without raw HTML, plus ~~struck~~ words. An address that is not http,
https or mailto is no link. Does not know files or posts; images are named, never opened.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from carousel_html.errors import InputError
from carousel_html.markup.names import checked_href, names_in
from carousel_html.markup.spans import (
    Block,
    Break,
    Bullets,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Link,
    Paragraph,
    Quotation,
    Span,
    Strike,
    Strong,
    Text,
    plain,
)
from carousel_html.markup.tidy import tidy

MAX_NESTING = 40
_TOO_DEEP = re.compile(rf"^(?:[ \t]*(?:>|[-+*][ \t]|\d{{1,9}}[.)][ \t])){{{MAX_NESTING // 3}}}", re.M)
_WRAPPERS: dict[str, type[Strong | Emphasis | Strike]] = {"strong": Strong, "em": Emphasis, "s": Strike}
# Stands for a character that was escaped, where names and addresses are looked for.
_ESCAPED = "\x00"


@dataclass(frozen=True)
class Piece:
    """One block of a document: images in it as (address, alt), and what was refused."""

    blocks: tuple[Block, ...]
    images: tuple[tuple[str, str], ...] = ()
    refused: tuple[str, ...] = ()
    """Addresses of links that are not http, https or mailto; their labels stay as words."""
    notes: tuple[str, ...] = ()
    """Words that are never shown: titles of links and images."""


@dataclass
class _Found:
    images: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@functools.lru_cache(maxsize=1024)
def parse(text: str) -> tuple[Block, ...]:
    """Read Markdown into canonical blocks. Images and link definitions stay as words.

    Blocks are values, so the last thousand texts are remembered: each is asked for by several steps.

    Raises:
        InputError: lists or quotations nested too deep.
    """
    _refuse_depth(text)
    tree = SyntaxTreeNode(_slide_parser().parse(text))
    return tidy(_blocks(tree.children, _Found()))


def parse_pages(text: str) -> list[list[Piece]]:
    """Read a whole Markdown document, cut at each `---` rule of the top level, as pieces in order.

    Link definitions hold for the whole document.

    Raises:
        InputError: lists or quotations nested too deep.
    """
    _refuse_depth(text)
    env: dict[str, dict[str, dict[str, str]]] = {}
    tree = SyntaxTreeNode(_document_parser().parse(text, env))
    pages: list[list[Piece]] = [[]]
    lines = text.split("\n")
    for node in tree.children:
        if node.type != "hr":
            pages[-1].append(_piece(node))
        if node.type == "hr" or _is_underlined_by_rule(node, lines):
            pages.append([])
    return pages


def defined_addresses(text: str) -> list[str]:
    """Return the addresses of every link definition (`[name]: address`) of a document."""
    env: dict[str, dict[str, dict[str, str]]] = {}
    _document_parser().parse(text, env)
    return [definition["href"] for definition in env.get("references", {}).values()]


def _piece(node: SyntaxTreeNode) -> Piece:
    found = _Found()
    blocks = tidy(_blocks([node], found))
    return Piece(blocks, tuple(found.images), tuple(found.refused), tuple(found.notes))


def _is_underlined_by_rule(node: SyntaxTreeNode, lines: Sequence[str]) -> bool:
    """Tell whether CommonMark read `---` under a paragraph as an underline: for us it is a rule."""
    if node.type != "heading" or node.markup != "-" or not node.map:
        return False
    return lines[node.map[1] - 1].count("-") >= 3


def _refuse_depth(text: str) -> None:
    if found := _TOO_DEEP.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise InputError(
            "the text nests lists or quotations too deep.",
            where=f"line {line}",
            hint=f"Keep to {MAX_NESTING // 3 - 1} levels at most.",
        )


# --- the parsers -----------------------------------------------------------------------------


@cache
def _slide_parser() -> MarkdownIt:
    parser = _base()
    parser.disable(["image", "reference"])
    parser.validateLink = lambda url: checked_href(url) is not None  # type: ignore[method-assign]
    return parser


@cache
def _document_parser() -> MarkdownIt:
    parser = _base()
    # Links and images share this check; each link is checked again when its span is made.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _base() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 4 * MAX_NESTING})
    parser.enable("strikethrough")
    # `text_join` would hide which characters were escaped, and an escaped @ begins no mention.
    parser.disable(["html_block", "html_inline", "text_join"])
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return parser


# --- blocks ----------------------------------------------------------------------------------


def _blocks(nodes: Sequence[SyntaxTreeNode], found: _Found) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "paragraph":
                yield Paragraph(_inline(node, found))
            case "heading" if node.markup == "-":
                yield Paragraph(_inline(node, found))
            case "heading":
                yield Heading(int(node.tag[1:]), _inline(node, found))
            case "bullet_list" | "ordered_list":
                items = tuple(tuple(_blocks(item.children, found)) for item in node.children)
                yield Bullets(items, node.type == "ordered_list", int(node.attrs.get("start", 1)))
            case "blockquote":
                yield Quotation(tuple(_blocks(node.children, found)))
            case "fence" | "code_block":
                yield CodeBlock(node.content.removesuffix("\n"), node.info.strip() or None)


# --- spans -----------------------------------------------------------------------------------


def _inline(node: SyntaxTreeNode, found: _Found) -> tuple[Span, ...]:
    return tuple(_spans(node.children[0].children, found)) if node.children else ()


def _spans(nodes: Sequence[SyntaxTreeNode], found: _Found, *, names: bool = True) -> Iterator[Span]:
    words: list[SyntaxTreeNode] = []
    for node in nodes:
        if node.type in ("text", "text_special"):
            words.append(node)
            continue
        yield from _words(words, names=names)
        words = []
        yield from _span(node, found, names=names)
    yield from _words(words, names=names)


def _span(node: SyntaxTreeNode, found: _Found, *, names: bool) -> Iterator[Span]:
    match node.type:
        case "strong" | "em" | "s":
            yield _WRAPPERS[node.type](tuple(_spans(node.children, found, names=names)))
        case "code_inline":
            yield Code(node.content)
        case "softbreak" | "hardbreak":
            yield Break()
        case "link":
            yield from _link(node, found)
        case "image":
            spans = tuple(_spans(node.children, found, names=False))
            alt = plain(spans).strip() or str(node.attrs.get("title", ""))
            found.images.append((str(node.attrs["src"]), alt))
            _note_title(node, alt, found)
        case _:
            yield Text(node.content)


def _link(node: SyntaxTreeNode, found: _Found) -> Iterator[Span]:
    href = str(node.attrs["href"])
    label = tuple(_spans(node.children, found, names=False))
    _note_title(node, "", found)
    if checked_href(href) is None:
        found.refused.append(href)
        yield from label
    else:
        yield Link(href, label)


def _note_title(node: SyntaxTreeNode, shown: str, found: _Found) -> None:
    title = str(node.attrs.get("title", ""))
    if title and title != shown:
        found.notes.append(title)


def _words(nodes: Sequence[SyntaxTreeNode], *, names: bool) -> Iterator[Span]:
    """Yield the words of neighbouring text nodes, with mentions, hashtags and addresses found."""
    text = "".join(node.content for node in nodes)
    at = 0
    for start, end, name in names_in("".join(map(_scanned, nodes))) if names else []:
        yield Text(text[at:start])
        yield name
        at = end
    yield Text(text[at:])


def _scanned(node: SyntaxTreeNode) -> str:
    """Return the node's words for the search, with escaped signs made blank."""
    if node.type == "text" or (node.info == "escape" and node.content not in "@#:"):
        return node.content
    return _ESCAPED * len(node.content)
