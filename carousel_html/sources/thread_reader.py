"""
Read a thread from a page of Thread Reader that was saved as a file.

Knows the page's classes: posts, links, pictures, quotes. Does not fetch the page, nor its pictures.
"""

from __future__ import annotations

import re

from carousel_html.markup import Block, Quotation, plain
from carousel_html.model import Author
from carousel_html.sources.found import VIDEO, FoundPost, FoundThread, Lost
from carousel_html.sources.html_blocks import HtmlBlocks, read_blocks
from carousel_html.sources.html_tree import Node, read_tree
from carousel_html.sources.lists import with_lists
from carousel_html.sources.thread import NOT_A_WEB_LINK

_POST = re.compile(r"<div\b[^<>]*\bclass\s*=\s*[\"'][^\"'<>]*\bcontent-tweet\b")
_NUMBER = re.compile(r"tweet_([0-9]{1,6})")
_DIGITS = re.compile(r"[0-9]{1,25}")
_HANDLE = re.compile(r"\w{1,40}")


def recognises(text: str) -> bool:
    """Tell whether the HTML has posts as Thread Reader marks them."""
    return bool(_POST.search(text))


def threads(text: str, where: str) -> list[FoundThread]:
    """Return the one thread of the page, posts in the order of their numbers."""
    nodes = [node for node in read_tree(text).walk() if "content-tweet" in node.classes]
    nodes.sort(key=_number)
    if not nodes:
        return []
    posts = [_post(node) for node in nodes]
    handle = _handle(nodes[0])
    author = Author(name=_name(nodes[0]), handle=f"@{handle}" if handle else "")
    author.url = f"https://x.com/{handle}" if handle else None
    for node, post in zip(nodes, posts, strict=True):
        other = _handle(node)
        if other and other.lower() != handle.lower():
            post.author = Author(handle=f"@{other}", url=f"https://x.com/{other}")
    return [FoundThread(posts[0].id or "1", posts, author)]


def _number(node: Node) -> int:
    found = _NUMBER.fullmatch(node.attributes.get("id", ""))
    return int(found[1]) if found else 1_000_000


def _handle(node: Node) -> str:
    given = node.attributes.get("data-screenname", "").lstrip("@")
    return given if _HANDLE.fullmatch(given) else ""


def _name(node: Node) -> str:
    return node.attributes.get("data-name", "")


def _post(node: Node) -> FoundPost:
    post_id = node.attributes.get("data-tweet", "")
    post = FoundPost(post_id if _DIGITS.fullmatch(post_id) else "")
    if post.id:
        post.url = f"https://x.com/{_handle(node) or 'i'}/status/{post.id}"
    quotes: list[Node] = []
    _take_apart(node, quotes, post)
    words = read_blocks(node)
    _record(words, post)
    post.blocks = [part for block in words.blocks for part in with_lists(block)]
    for quote in quotes:
        read = read_blocks(quote)
        _record(read, post)
        held = [inner for block in read.blocks for inner in _unquoted(block)]
        post.blocks = [*post.blocks, *([Quotation(tuple(held))] if plain(held).strip() else [])]
    return post


def _unquoted(block: Block) -> list[Block]:
    """Return what a quotation holds: the page wraps a quote in one of its own."""
    return list(block.blocks) if isinstance(block, Quotation) else [block]


def _take_apart(post_node: Node, quotes: list[Node], post: FoundPost) -> None:
    """Take the permalinks out, set quotes aside, and turn videos and picture links into pictures."""
    for node in [*post_node.walk()]:
        kept: list[Node | str] = []
        for child in node.children:
            if isinstance(child, Node) and "tw-permalink" in child.classes:
                continue
            if isinstance(child, Node) and "entity-embed" in child.classes:
                quotes.append(Node("div", {}, child.children))
                child.children = []
                continue
            if isinstance(child, Node) and child.name in ("video", "audio"):
                _video(child, post)
                continue
            kept.append(child)
        node.children = kept


def _video(node: Node, post: FoundPost) -> None:
    sources = [each.attributes.get("src", "") for each in node.walk()]
    src = node.attributes.get("poster") or next(filter(None, sources), "a video")
    post.lost.append(Lost("image", src, VIDEO))


def _record(read: HtmlBlocks, post: FoundPost) -> None:
    for src, alt in read.images:
        post.picture_on_the_web(src, alt)
    post.lost += [Lost("link", href, NOT_A_WEB_LINK) for href in read.refused]
