"""
Read the entries of an RSS or Atom feed as posts, the oldest first.

Knows both kinds and where each keeps words, times and pictures. A feed does not say who answers whom: its
entries are one list to pick from. Does not fetch; takes no document type, so no entity can grow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from carousel_html.errors import ThreadError
from carousel_html.markup import Block, Heading, Text, checked_href, hrefs, plain
from carousel_html.model import Author
from carousel_html.sources.found import VIDEO, FoundPost, FoundThread, Lost
from carousel_html.sources.html_blocks import HtmlBlocks, read_blocks
from carousel_html.sources.json_values import looks_like_json
from carousel_html.sources.lists import blocks_of
from carousel_html.sources.thread import NOT_A_WEB_LINK
from carousel_html.sources.times import utc

_ROOT = re.compile(
    r"(?:\s|<\?[^<>]*\?>|<!--(?:(?!-->).){0,2000}-->)*<(?:rss|feed|(?:\w+:)?RDF)[\s>]", re.DOTALL
)
_TAG = re.compile(r"<(?:a|br|p|div|span|blockquote|img|ul|ol|b|i|em|strong)\b", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MAX_ID = 80


def recognises(text: str) -> bool:
    """Tell whether the text is an RSS or Atom feed."""
    return not looks_like_json(text) and bool(_ROOT.match(text[:5000]))


def threads(text: str, where: str) -> list[FoundThread]:
    """Return the entries as one list, the oldest first.

    Raises:
        ThreadError: broken XML (line and column), or a document type in it.
    """
    if _DOCTYPE.search(text):
        raise ThreadError(
            "the feed has a document type, which could hold anything.",
            where=where,
            hint="Take the <!DOCTYPE …> out of it.",
        )
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as exc:
        line, column = exc.position
        raise ThreadError(
            f"this is not whole XML: {str(exc).partition(':')[0]}.",
            where=f"{where}:{line}:{column + 1}",
            hint="Get the feed again.",
        ) from exc
    entries = [node for node in root.iter() if _name(node) in ("item", "entry")]
    posts = [_post(entry) for entry in entries]
    if any(post.time for post in posts):
        posts.sort(key=lambda post: post.time or "")
    else:
        posts.reverse()  # The newest stands first in a feed.
    channel = next((node for node in root if _name(node) == "channel"), root)
    title = _words(channel, "title")
    language = (
        _words(channel, "language") or root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    ).partition("-")
    return [FoundThread("feed", posts, _author(channel), title or None, language[0] or None)] if posts else []


def _name(node: ElementTree.Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _child(node: ElementTree.Element, *names: str) -> ElementTree.Element | None:
    """Return the first child of the first of these names that has one with words."""
    for name in names:
        for child in node:
            # One with a `url` is a picture (Media RSS), whatever its name.
            if _name(child) == name and not child.get("url") and "".join(child.itertext()).strip():
                return child
    return None


def _words(node: ElementTree.Element, *names: str) -> str:
    child = _child(node, *names)
    return "".join(child.itertext()).strip() if child is not None else ""


def _author(node: ElementTree.Element) -> Author:
    author = next((child for child in node if _name(child) == "author" and len(child)), None)
    name = _words(author, "name") if author is not None else _words(node, "creator")
    return Author(name=name)


def _post(entry: ElementTree.Element) -> FoundPost:
    url = _url(entry)
    post_id = _words(entry, "guid", "id") or url or ""
    post = FoundPost(post_id.rstrip("/").rpartition("/")[2][:MAX_ID], url=url)
    post.time = utc(_words(entry, "pubDate", "published", "updated", "date"))
    author = _author(entry)
    post.author = author if author.name else None
    words = _content(entry)
    post.blocks = _titled(_words(entry, "title"), words.blocks)
    for src, alt in words.images:
        post.picture_on_the_web(src, alt)
    post.lost += [Lost("link", href, NOT_A_WEB_LINK) for href in words.refused]
    _enclosures(entry, post, {src for src, _ in words.images})
    return post


def _url(entry: ElementTree.Element) -> str | None:
    for child in entry:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return checked_href(child.get("href") or child.text or "")
    return None


def _content(entry: ElementTree.Element) -> HtmlBlocks:
    node = _child(entry, "encoded", "content", "description", "summary")
    if node is None:
        return HtmlBlocks()
    if len(node):  # Atom's type="xhtml": the elements themselves.
        return read_blocks(re.sub(r"(</?)\w+:", r"\1", ElementTree.tostring(node, encoding="unicode")))
    text = "".join(node.itertext())
    return read_blocks(text) if _TAG.search(text) else HtmlBlocks(tuple(blocks_of([Text(text)])))


def _titled(title: str, blocks: Sequence[Block]) -> list[Block]:
    """Set the title over the words, unless they begin with it, as a feed of short posts does."""
    bare = re.sub(r"[\W_]+", "", title.removesuffix("…").removesuffix("..."))
    if not bare or re.sub(r"[\W_]+", "", plain(blocks)).startswith(bare):
        return list(blocks)
    return [Heading(2, (Text(title),)), *blocks]


def _enclosures(entry: ElementTree.Element, post: FoundPost, seen: set[str]) -> None:
    for node in entry.iter():
        src = node.get("url", "")
        if _name(node) not in ("enclosure", "content", "thumbnail") or not src or src in seen:
            continue
        seen.add(src)
        kind = node.get("type", "") or node.get("medium", "image")
        alt = _words(node, "description", "title")
        if kind.startswith("image"):
            post.picture_on_the_web(src, alt)
        elif src not in hrefs(post.blocks):
            post.lost.append(
                Lost("image", src, VIDEO if kind.startswith("video") else f"{kind} is no picture")
            )
