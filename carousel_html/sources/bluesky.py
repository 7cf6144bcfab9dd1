"""
Read a thread as Bluesky's getPostThread gives it.

Knows thread views, facets (places in UTF-8 bytes) and embeds. Does not fetch; a file that was asked for
with too little depth is told by the replies it counts and does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from carousel_html.markup import Block, Hashtag, Link, Mention, Paragraph, Quotation, Span, Text, hrefs
from carousel_html.model import Author
from carousel_html.sources.chains import Node, chains, order_of
from carousel_html.sources.found import CARD, POSTER, FoundPost, FoundThread, Lost, first_words
from carousel_html.sources.json_values import (
    documents,
    documents_if_json,
    list_at,
    number_at,
    value_at,
    words_at,
)
from carousel_html.sources.lists import blocks_of
from carousel_html.sources.times import utc

BRANCH = "a branch of the thread; the earliest reply is followed"
OTHERS = "written by others"
GONE = "deleted, or not to be found"
BLOCKED = "blocked"
BAD_PLACE = "its place in the text is wrong or taken"
CUT = "the file may hold only a part of the thread: get it again with depth=1000"
UNKNOWN_EMBED = "an attachment of a kind we do not know"

_MISSING = {
    "app.bsky.feed.defs#notFoundPost": GONE,
    "app.bsky.feed.defs#blockedPost": BLOCKED,
}


def recognises(text: str) -> bool:
    """Tell whether the JSON holds a thread view of Bluesky."""
    first = next(iter(documents_if_json(text)), None)
    return bool(_post_of(_top(first))) or words_at(_top(first), "$type") in _MISSING


def threads(text: str, where: str) -> list[FoundThread]:
    """Return the one thread: what its author wrote, each post answering the one before.

    Raises:
        ThreadError: broken JSON.
    """
    top = _top(next(iter(documents(text, where)), None))
    post = _post_of(top)
    if not post:
        return []
    views = _Views(top, words_at(post, "author", "did"))
    (chain,) = [one for one in chains(views.nodes) if words_at(post, "uri") in (*one.posts, *one.branches)]
    found = FoundThread(_key(chain.posts[0]), [views.posts[uri] for uri in chain.posts])
    found.author = _author(value_at(post, "author"))
    root = views.raw[chain.posts[0]]
    found.language = next(
        (one.partition("-")[0] for one in list_at(root, "record", "langs") if isinstance(one, str)), None
    )
    found.lost += [Lost("post", first_words(views.words(uri)), BRANCH) for uri in chain.branches]
    found.lost += views.lost
    if views.others:
        found.lost.append(Lost("post", f"{views.others} posts of the conversation", OTHERS))
    found.avatar_on_the_web(words_at(post, "author", "avatar"))
    last = views.raw[chain.posts[-1]]
    if chain.posts[-1] in views.unread and (number_at(last, "replyCount") or 0) > 0:
        found.lost.append(Lost("post", "what follows the last post", CUT))
    return [found]


class _Views:
    """The author's posts of a thread view, and what else was in it."""

    def __init__(self, top: Any, author: str) -> None:
        self.raw: dict[str, Any] = {}
        self.posts: dict[str, FoundPost] = {}
        self.nodes: list[Node] = []
        self.lost: list[Lost] = []
        self.others = 0
        self.unread: set[str] = set()
        """Posts whose replies the file does not hold."""
        for view in _all_views(top):
            self._add(view, author)

    def words(self, uri: str) -> str:
        """Return the raw text of a post."""
        return words_at(self.raw[uri], "record", "text")

    def _add(self, view: Any, author: str) -> None:
        post = _post_of(view)
        if not post:
            if reason := _MISSING.get(words_at(view, "$type")):
                self.lost.append(Lost("post", words_at(view, "uri"), reason))
            return
        uri = words_at(post, "uri")
        if words_at(post, "author", "did") != author:
            self.others += 1
        elif uri not in self.raw:
            self.raw[uri] = post
            self.posts[uri] = _post(post)
            parent = words_at(post, "record", "reply", "parent", "uri")
            self.nodes.append(Node(uri, parent, order_of(self.posts[uri].time, _key(uri))))
            if not list_at(view, "replies"):
                self.unread.add(uri)


def _top(document: Any) -> Any:
    thread = value_at(document, "thread")
    return thread if thread is not None else document


def _post_of(view: Any) -> Any:
    """Return the post of a thread view; None when it is none."""
    post = value_at(view, "post")
    return post if words_at(post, "uri").startswith("at://") and words_at(post, "author", "did") else None


def _all_views(top: Any) -> Iterator[Any]:
    """Yield the view, those above it, and those below any of them; without recursion, however deep."""
    left = [top]
    at = value_at(top, "parent")
    while isinstance(at, dict):
        left.append(at)
        at = at.get("parent")
    while left:
        view = left.pop()
        yield view
        left += list_at(view, "replies")


# --- posts -----------------------------------------------------------------------------------


def _key(uri: str) -> str:
    return uri.rpartition("/")[2]


def _author(raw: Any) -> Author:
    handle = words_at(raw, "handle")
    return Author(
        name=words_at(raw, "displayName"),
        handle=f"@{handle}" if handle else "",
        url=f"https://bsky.app/profile/{quote(handle)}" if handle else None,
    )


def _url(raw: Any) -> str:
    who = words_at(raw, "author", "handle") or words_at(raw, "author", "did")
    return f"https://bsky.app/profile/{quote(who, safe=':')}/post/{quote(_key(words_at(raw, 'uri')))}"


def _post(raw: Any) -> FoundPost:
    uri = words_at(raw, "uri")
    post = FoundPost(_key(uri), url=_url(raw), time=utc(words_at(raw, "record", "createdAt")))
    blocks = blocks_of(spans_of(value_at(raw, "record"), post))
    post.blocks = [*blocks, *_embed(value_at(raw, "embed") or {}, post, blocks)]
    for label in list_at(raw, "labels"):
        post.removed.append(f"label: {words_at(label, 'val')}")
    return post


def spans_of(record: Any, post: FoundPost) -> list[Span]:
    """Return the spans of a record's text; facets that overlap or have no place are recorded on the post."""
    text = words_at(record, "text").encode("utf-8")
    out: list[Span] = []
    at = 0
    facets = sorted(list_at(record, "facets"), key=lambda facet: number_at(facet, "index", "byteStart") or 0)
    for facet in facets:
        start, end = (number_at(facet, "index", key) for key in ("byteStart", "byteEnd"))
        feature = next((each for each in list_at(facet, "features") if _kind(each) in _FEATURES), None)
        if feature is None:
            continue
        label = _sliced(text, start, end, at)
        if label is None or start is None or end is None:
            if href := words_at(feature, "uri"):
                post.lost.append(Lost("link", href, BAD_PLACE))
            continue
        out += [Text(text[at:start].decode("utf-8", "replace")), _FEATURES[_kind(feature)](label, feature)]
        at = end
    return [*out, Text(text[at:].decode("utf-8", "replace"))]


def _sliced(text: bytes, start: int | None, end: int | None, at: int) -> str | None:
    """Return the words of a place; None when it is reversed, taken, out of range or splits a character."""
    if start is None or end is None or not at <= start < end <= len(text):
        return None
    try:
        text[at:start].decode("utf-8")
        return text[start:end].decode("utf-8")
    except UnicodeDecodeError:
        return None


def _kind(feature: Any) -> str:
    return words_at(feature, "$type").partition("#")[2]


def _mention(label: str, feature: Any) -> Span:
    return Mention(label, f"https://bsky.app/profile/{quote(words_at(feature, 'did'), safe=':')}")


_FEATURES: dict[str, Callable[[str, Any], Span]] = {
    "link": lambda label, feature: Link(words_at(feature, "uri"), (Text(label),)),
    "mention": _mention,
    "tag": lambda label, feature: Hashtag(label),
}


# --- what hangs on a post --------------------------------------------------------------------


def _embed(embed: Any, post: FoundPost, blocks: list[Block]) -> Iterator[Block]:
    match words_at(embed, "$type").removeprefix("app.bsky.embed.").partition("#")[0]:
        case "images":
            _pictures(list_at(embed, "images"), post)
        case "gallery":
            _pictures(list_at(embed, "items") or list_at(embed, "images"), post)
        case "external":
            yield from _card(value_at(embed, "external"), post, blocks)
        case "record":
            yield from _quoted(value_at(embed, "record"), post)
        case "recordWithMedia":
            yield from _embed(_no_deeper(value_at(embed, "media")), post, blocks)
            yield from _quoted(value_at(embed, "record", "record"), post)
        case "video":
            poster = words_at(embed, "thumbnail") or words_at(embed, "playlist") or "a video"
            post.picture_on_the_web(poster, words_at(embed, "alt"), reason=POSTER)
        case "":
            return
        case other:
            post.lost.append(Lost("link", other, UNKNOWN_EMBED))


def _no_deeper(embed: Any) -> Any:
    """Refuse an attachment inside an attachment's attachment."""
    return {} if "recordWithMedia" in words_at(embed, "$type") else embed


def _pictures(images: list[Any], post: FoundPost) -> None:
    for image in images:
        src = words_at(image, "fullsize") or words_at(image, "thumb") or words_at(image, "image", "fullsize")
        post.picture_on_the_web(src or "a picture", words_at(image, "alt"))


def _card(card: Any, post: FoundPost, blocks: list[Block]) -> Iterator[Block]:
    """Yield the link of a card, unless the words hold it already."""
    uri = words_at(card, "uri")
    if uri and uri not in hrefs(blocks):
        yield Paragraph((Link(uri, (Text(words_at(card, "title") or uri),)),))
    post.picture_on_the_web(words_at(card, "thumb"), reason=CARD)


def _quoted(record: Any, post: FoundPost) -> Iterator[Block]:
    """Yield a quoted post with who wrote it; one that is gone is recorded."""
    value = value_at(record, "value")
    if not isinstance(value, dict) or not words_at(value, "text"):
        title = (
            words_at(record, "displayName") or words_at(record, "record", "name") or words_at(record, "uri")
        )
        post.lost.append(Lost("post", title, f"quoted, but {_why(words_at(record, '$type'))}"))
        return
    inner = FoundPost(_key(words_at(record, "uri")))
    author = _author(value_at(record, "author"))
    label = " ".join(filter(None, [author.name, author.handle])) or "a post"
    yield Quotation(
        (*blocks_of(spans_of(value, inner)), Paragraph((Text("— "), Link(_url(record), (Text(label),)))))
    )
    for embed in list_at(record, "embeds"):
        if "images" in words_at(embed, "$type"):
            _pictures(list_at(embed, "images"), inner)
        elif words_at(embed, "$type"):
            inner.lost.append(Lost("link", words_at(embed, "$type"), "it hangs on a quoted post"))
    # A quoted post's pictures are not the post's own, and are never fetched as if they were.
    post.lost += [replace(each, picture=None) for each in inner.lost]


def _why(kind: str) -> str:
    name = kind.partition("#")[2]
    return {"viewNotFound": GONE, "viewBlocked": BLOCKED, "viewDetached": "its author took it off"}.get(
        name, "it is no post with words"
    )
