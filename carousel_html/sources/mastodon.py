"""
Read a status of Mastodon and its context, as its API gives them.

Knows statuses: HTML content, attachments, polls, content warnings, custom emoji, quotes. Accepts
`{"status", "context"}`, a status alone, or both as lines or a list. Never fetches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from carousel_html.markup import (
    Block,
    Bullets,
    Link,
    Paragraph,
    Quotation,
    Strong,
    Text,
    checked_href,
    plain,
    tidy,
)
from carousel_html.model import Author
from carousel_html.sources.chains import Node, chains, order_of
from carousel_html.sources.found import (
    CARD,
    ON_THE_WEB,
    POSTER,
    FoundPost,
    FoundThread,
    Lost,
    first_words,
)
from carousel_html.sources.html_blocks import read_blocks
from carousel_html.sources.json_values import documents, documents_if_json, list_at, value_at, words_at
from carousel_html.sources.lists import with_lists
from carousel_html.sources.thread import NOT_A_WEB_LINK
from carousel_html.sources.times import utc

BRANCH = "a branch of the thread; the earliest reply is followed"
OTHERS = "written by others"
EMOJI = "a custom emoji of the server; its short name stays in the words"
QUOTE_GONE = "quoted, but not to be seen: {}"

_MEDIA = {"image": ON_THE_WEB, "audio": "a slide cannot play sound"}
_SHORTCODE = re.compile(r":(\w+):")


def recognises(text: str) -> bool:
    """Tell whether the JSON holds statuses of Mastodon."""
    found = documents_if_json(text)
    return any(_is_status(status) for document in found[:3] for status in _statuses(document))


def threads(text: str, where: str) -> list[FoundThread]:
    """Return the thread of the status: what its author wrote, each post answering the one before.

    Raises:
        ThreadError: broken JSON.
    """
    known: dict[str, Any] = {}
    main = ""
    for document in documents(text, where):
        alone = document if _is_status(document) else value_at(document, "status")
        main = main or (words_at(alone, "id") if _is_status(alone) else "")
        known |= {words_at(status, "id"): status for status in _statuses(document) if _is_status(status)}
    if not known:
        return []
    main = main or _earliest(known)
    author = words_at(known[main], "account", "id")
    own = [status for status in known.values() if words_at(status, "account", "id") == author]
    nodes = [
        Node(words_at(one, "id"), words_at(one, "in_reply_to_id"), _order(one))
        for one in own
        if words_at(one, "id") == main or words_at(one, "in_reply_to_account_id") in ("", author)
    ]
    chain = next(one for one in chains(nodes) if main in (*one.posts, *one.branches))
    found = FoundThread(chain.posts[0], [_post(known[post_id]) for post_id in chain.posts])
    account = value_at(known[main], "account")
    found.author = _author(account)
    found.language = words_at(known[chain.posts[0]], "language") or None
    in_thread = {*chain.posts, *chain.branches}
    found.lost += [Lost("post", _beginning(known[post_id]), BRANCH) for post_id in chain.branches]
    found.lost += [
        Lost("post", _beginning(one), "the author's answer to others")
        for one in own
        if words_at(one, "id") not in in_thread
    ]
    if others := len(known) - len(own):
        found.lost.append(Lost("post", f"{others} posts of the conversation", OTHERS))
    found.avatar_on_the_web(words_at(account, "avatar"))
    return [found]


def _is_status(value: Any) -> bool:
    return isinstance(value_at(value, "content"), str) and bool(words_at(value, "account", "acct"))


def _statuses(document: Any) -> Iterator[Any]:
    """Yield every status of a document, whatever its shape."""
    if isinstance(document, list):
        for item in document:
            yield from _statuses(item) if isinstance(item, dict) else ()
    elif _is_status(document):
        yield document
    elif isinstance(document, dict):
        yield value_at(document, "status")
        for holder in (document, value_at(document, "context")):
            yield from list_at(holder, "ancestors")
            yield from list_at(holder, "descendants")


def _order(status: Any) -> tuple[str, int, str]:
    return order_of(utc(words_at(status, "created_at")), words_at(status, "id"))


def _earliest(known: dict[str, Any]) -> str:
    return min(known, key=lambda post_id: _order(known[post_id]))


def _beginning(status: Any) -> str:
    return first_words(plain(read_blocks(words_at(status, "content")).blocks)) or words_at(status, "url")


# --- posts -----------------------------------------------------------------------------------


def _author(account: Any) -> Author:
    acct = words_at(account, "acct")
    return Author(
        name=words_at(account, "display_name") or words_at(account, "username"),
        handle=f"@{acct}" if acct else "",
        url=checked_href(words_at(account, "url")),
    )


def _post(status: Any) -> FoundPost:
    post = FoundPost(words_at(status, "id"), time=utc(words_at(status, "created_at")))
    post.url = checked_href(words_at(status, "url"))
    warning = words_at(status, "spoiler_text").strip()
    if value_at(status, "sensitive") is True:
        post.removed.append("marked as sensitive")
    post.blocks = [
        *([Paragraph((Strong((Text(warning),)),))] if warning else []),
        *_content(status, post),
        *_poll(value_at(status, "poll")),
        *_quote(status, post),
    ]
    _attachments(status, post)
    card = words_at(status, "card", "image")
    post.picture_on_the_web(card, reason=CARD)
    return post


def _content(status: Any, post: FoundPost) -> tuple[Block, ...]:
    read = read_blocks(words_at(status, "content"))
    post.lost += [Lost("link", href, NOT_A_WEB_LINK) for href in read.refused]
    for src, alt in read.images:
        post.picture_on_the_web(src, alt)
    used = set(_SHORTCODE.findall(plain(read.blocks) + words_at(status, "spoiler_text")))
    for emoji in list_at(status, "emojis"):
        if words_at(emoji, "shortcode") in used:
            post.picture_on_the_web(words_at(emoji, "url"), f":{words_at(emoji, 'shortcode')}:", reason=EMOJI)
    return tidy(part for block in read.blocks for part in with_lists(block))


def _poll(poll: Any) -> Iterator[Block]:
    options = [words_at(option, "title") for option in list_at(poll, "options")]
    if options:
        yield Bullets(tuple((Paragraph((Text(option),)),) for option in options))


def _quote(status: Any, post: FoundPost) -> Iterator[Block]:
    quote = value_at(status, "quote")
    quoted = value_at(quote, "quoted_status") or quote
    if not isinstance(quote, dict):
        return
    if not _is_status(quoted):
        state = words_at(quote, "state") or "unknown"
        post.lost.append(
            Lost("post", words_at(quote, "quoted_status_id") or "a post", QUOTE_GONE.format(state))
        )
        return
    inner = FoundPost(words_at(quoted, "id"))
    author = _author(value_at(quoted, "account"))
    label = " ".join(filter(None, [author.name, author.handle]))
    signed = Link(words_at(quoted, "url"), (Text(label),)) if words_at(quoted, "url") else Text(label)
    yield Quotation((*_content(quoted, inner), Paragraph((Text("— "), signed))))
    _attachments(quoted, inner)
    # A quoted post's pictures are not the post's own, and are never fetched as if they were.
    post.lost += [replace(each, picture=None) for each in inner.lost]


def _attachments(status: Any, post: FoundPost) -> None:
    for item in list_at(status, "media_attachments"):
        kind = words_at(item, "type")
        is_moving = kind in ("video", "gifv")
        src = words_at(item, "preview_url") if is_moving else words_at(item, "url")
        src = (
            src
            or words_at(item, "url")
            or words_at(item, "remote_url")
            or f"attachment {words_at(item, 'id')}"
        )
        reason = POSTER if is_moving else _MEDIA.get(kind, ON_THE_WEB)
        post.picture_on_the_web(src, words_at(item, "description"), reason=reason)
