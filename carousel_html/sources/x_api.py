"""
Read posts as the X API v2 gives them: `{"data", "includes"}`, a list of posts, or one a line.

Knows the fields of API v2 and of twarc, which writes what is included into each post. Never calls the API.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from carousel_html.markup import Block, Bullets, Link, Mention, Paragraph, Quotation, Text
from carousel_html.model import Author
from carousel_html.sources import x_text
from carousel_html.sources.chains import Chain, Node, chains, order_of
from carousel_html.sources.found import (
    AVATAR_ON_THE_WEB,
    ON_THE_WEB,
    POSTER,
    FoundPost,
    FoundThread,
    Lost,
    first_words,
)
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

CUT = "the file holds only the beginning of this post: get it with `tweet.fields=note_tweet`"
BRANCH = "a branch of the thread; the earliest reply is followed"
OTHERS = "written by others"
_PICTURE_HOSTS = ("pic.twitter.com/", "pic.x.com/")
_TELLING = ("author_id", "conversation_id", "edit_history_tweet_ids", "referenced_tweets")


@dataclass
class _Includes:
    tweets: dict[str, Any] = field(default_factory=dict)
    quotable: dict[str, Any] = field(default_factory=dict)
    users: dict[str, Any] = field(default_factory=dict)
    media: dict[str, Any] = field(default_factory=dict)
    polls: dict[str, Any] = field(default_factory=dict)


def recognises(text: str) -> bool:
    """Tell whether the JSON holds posts with the fields of API v2."""
    first = next(iter(documents_if_json(text)), None)
    tweets = list(_tweets(first))
    if not tweets:
        return False
    has_words = all(
        words_at(tweet, "id") and isinstance(value_at(tweet, "text"), str) for tweet in tweets[:3]
    )
    return has_words and (
        any(key in tweets[0] for key in _TELLING) or isinstance(value_at(first, "includes"), dict)
    )


def threads(text: str, where: str) -> list[FoundThread]:
    """Return every thread: the posts one author wrote in one conversation, each answering the one before.

    Raises:
        ThreadError: broken JSON.
    """
    known = _Includes()
    for document in documents(text, where):
        _collect(document, known)
    groups: dict[tuple[str, str], list[Any]] = {}
    for tweet in known.tweets.values():
        key = (words_at(tweet, "conversation_id") or words_at(tweet, "id"), words_at(tweet, "author_id"))
        groups.setdefault(key, []).append(tweet)
    mains = [key for key, group in groups.items() if any(words_at(tweet, "id") == key[0] for tweet in group)]
    out = []
    for conversation, author in mains or groups:
        others = sum(
            len(group) for key, group in groups.items() if key[0] == conversation and key[1] != author
        )
        out += [
            _thread(chain, known, others) for chain in _chains(groups[conversation, author], conversation)
        ]
    return out


# --- what the file holds ---------------------------------------------------------------------


def _tweets(document: Any) -> Iterator[Any]:
    if isinstance(document, list):
        yield from (tweet for tweet in document if isinstance(tweet, dict))
    elif isinstance(document, dict):
        data = document.get("data", document)
        yield from (
            tweet for tweet in (data if isinstance(data, list) else [data]) if isinstance(tweet, dict)
        )


def _collect(document: Any, known: _Includes) -> None:
    for tweet in _tweets(document):
        if words_at(tweet, "id"):
            known.tweets[words_at(tweet, "id")] = tweet
        _collect_inlined(tweet, known)
    for name, key in (("users", "id"), ("media", "media_key"), ("polls", "id")):
        for item in list_at(document, "includes", name):
            getattr(known, name)[words_at(item, key)] = item
    for tweet in list_at(document, "includes", "tweets"):
        known.quotable[words_at(tweet, "id")] = tweet


def _collect_inlined(tweet: Any, known: _Includes) -> None:
    """Take what twarc's flat form writes into the post itself."""
    known.users.setdefault(words_at(tweet, "author", "id"), value_at(tweet, "author"))
    for item in list_at(tweet, "attachments", "media"):
        known.media[words_at(item, "media_key")] = item
    for item in list_at(tweet, "attachments", "poll"):
        known.polls[words_at(item, "id")] = item
    for item in list_at(tweet, "referenced_tweets"):
        if words_at(item, "text"):
            known.quotable[words_at(item, "id")] = item


def _chains(tweets: list[Any], conversation: str) -> list[Chain]:
    nodes = []
    replaced = {
        old
        for tweet in tweets
        for old in list_at(tweet, "edit_history_tweet_ids")
        if isinstance(old, str) and old != words_at(tweet, "id")
    }
    for tweet in tweets:
        post_id, answered = words_at(tweet, "id"), words_at(tweet, "in_reply_to_user_id")
        is_own = not answered or answered == words_at(tweet, "author_id")
        if (
            (is_own or post_id == conversation)
            and post_id not in replaced
            and not _reference(tweet, "retweeted")
        ):
            order = order_of(utc(words_at(tweet, "created_at")), post_id)
            nodes.append(Node(post_id, _reference(tweet, "replied_to"), order))
    return chains(nodes)


def _reference(tweet: Any, kind: str) -> str:
    found = (item for item in list_at(tweet, "referenced_tweets") if words_at(item, "type") == kind)
    return words_at(next(found, None), "id")


# --- threads and posts -----------------------------------------------------------------------


def _thread(chain: Chain, known: _Includes, others: int) -> FoundThread:
    root = known.tweets[chain.posts[0]]
    user = known.users.get(words_at(root, "author_id"))
    out = FoundThread(chain.posts[0], [_post(known.tweets[post_id], known) for post_id in chain.posts])
    out.author = _author(user)
    out.language = words_at(root, "lang").partition("-")[0] or None
    out.language = out.language if out.language not in ("und", "zxx", "qme", "qst") else None
    for post_id in chain.branches:
        out.lost.append(Lost("post", first_words(words_at(known.tweets[post_id], "text")), BRANCH))
    if others:
        out.lost.append(Lost("post", f"{others} posts of the conversation", OTHERS))
    if avatar := words_at(user, "profile_image_url"):
        out.lost.append(Lost("image", avatar, AVATAR_ON_THE_WEB))
    return out


def _author(user: Any) -> Author:
    handle = words_at(user, "username")
    return Author(
        name=words_at(user, "name"),
        handle=f"@{handle}" if handle else "",
        url=f"https://x.com/{handle}" if handle else None,
    )


def _url(tweet: Any, known: _Includes) -> str:
    handle = words_at(known.users.get(words_at(tweet, "author_id")), "username") or "i"
    return f"https://x.com/{handle}/status/{words_at(tweet, 'id')}"


def _post(tweet: Any, known: _Includes) -> FoundPost:
    post = FoundPost(words_at(tweet, "id"), url=_url(tweet, known), time=utc(words_at(tweet, "created_at")))
    note = value_at(tweet, "note_tweet")
    whole = note if words_at(note, "text") else tweet
    quoted = known.quotable.get(_reference(tweet, "quoted")) or known.tweets.get(_reference(tweet, "quoted"))
    hidden = _reference(tweet, "quoted") if quoted else None
    post.blocks = [
        *blocks_of(x_text.spans_of(words_at(whole, "text"), _entities(whole, hidden), post)),
        *_polls(tweet, known),
        *([_quotation(quoted, known, post)] if quoted else []),
    ]
    if whole is tweet and words_at(tweet, "text").rstrip().endswith("…"):
        post.lost.append(Lost("paragraph", "the end of this post", CUT))
    _media(tweet, known, post)
    return post


def _entities(whole: Any, quoted: str | None) -> Iterator[x_text.Entity]:
    """Yield the entities of a post; the links to its pictures and to the post it quotes have no span."""
    for item in list_at(whole, "entities", "urls"):
        url, expanded, display = (words_at(item, key) for key in ("url", "expanded_url", "display_url"))
        is_own = bool(words_at(item, "media_key")) or display.startswith(_PICTURE_HOSTS)
        is_own = is_own or bool(quoted and expanded.partition("?")[0].endswith(f"/status/{quoted}"))
        yield _entity(item, url, None if is_own else x_text.link(url, expanded, display))
    for item in list_at(whole, "entities", "mentions"):
        yield _entity(item, "@" + words_at(item, "username"), x_text.mention(words_at(item, "username")))
    for item in list_at(whole, "entities", "hashtags"):
        yield _entity(item, "#" + words_at(item, "tag"), x_text.hashtag(words_at(item, "tag")))


def _entity(item: Any, words: str, span: Any) -> x_text.Entity:
    return x_text.Entity(number_at(item, "start") or 0, number_at(item, "end") or 0, words, span)


def _polls(tweet: Any, known: _Includes) -> Iterator[Block]:
    for poll_id in list_at(tweet, "attachments", "poll_ids"):
        options = list_at(known.polls.get(str(poll_id)), "options")
        items = tuple((Paragraph((Text(words_at(option, "label")),)),) for option in options)
        yield Bullets(items)


def _quotation(quoted: Any, known: _Includes, post: FoundPost) -> Quotation:
    note = value_at(quoted, "note_tweet")
    whole = note if words_at(note, "text") else quoted
    inner = FoundPost(words_at(quoted, "id"))
    blocks = blocks_of(x_text.spans_of(words_at(whole, "text"), _entities(whole, None), inner))
    _media(quoted, known, inner)
    post.lost += inner.lost
    post.removed += inner.removed
    user = _author(known.users.get(words_at(quoted, "author_id")))
    label = " ".join(filter(None, [user.name, user.handle])) or "a post on X"
    href = _url(quoted, known)
    signed = Mention(label, href) if label.startswith("@") else Link(href, (Text(label),))
    return Quotation((*blocks, Paragraph((Text("— "), signed))))


def _media(tweet: Any, known: _Includes, post: FoundPost) -> None:
    for key in list_at(tweet, "attachments", "media_keys"):
        item = known.media.get(str(key))
        is_photo = words_at(item, "type") in ("photo", "")
        src = words_at(item, "url") or words_at(item, "preview_image_url") or f"media {key}"
        reason = ON_THE_WEB if is_photo else POSTER
        post.picture_on_the_web(src, words_at(item, "alt_text"), reason=reason)
