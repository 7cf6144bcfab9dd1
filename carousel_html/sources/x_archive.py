"""
Read threads from the data archive of X: a ZIP file, or the folder it was unpacked to.

Knows the files of an archive and the fields of its posts. Reads the posts as a stream, twice: once for who
answers whom, once for the words of the thread that was picked. Never runs the JavaScript, never fetches.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from carousel_html.errors import ThreadError
from carousel_html.model import Author, Image, Thread
from carousel_html.sources import streamed_json, x_notes, x_text
from carousel_html.sources.archive import Archive, picture, read_small
from carousel_html.sources.chains import Chain, Node, chains, order_of
from carousel_html.sources.found import (
    AVATAR_ON_THE_WEB,
    POSTER,
    FoundPost,
    FoundThread,
    Lost,
    ThreadLine,
    first_words,
    picked_line,
    thread_from,
)
from carousel_html.sources.html_words import unescape
from carousel_html.sources.json_values import list_at, number_at, value_at, words_at
from carousel_html.sources.lists import blocks_of
from carousel_html.sources.times import utc

BRANCH = "a branch of the thread; the earliest reply is followed"
MISSING_PARENT = "the post before this one is not in the archive"
MISSING_PICTURE = "the picture is not in the archive"

_POSTS = re.compile(r"(?P<base>(?:[^/]+/)?(?:data/)?)tweets?(?:-part(?P<part>\d+))?\.js")
_PREFIX = re.compile(r"\ufeff?\s*window\.[\w.]+\s*=\s*")
_MEDIA_FOLDERS = ("tweets_media", "tweet_media")


@dataclass
class _Index:
    """What a first reading keeps of each post: little, for there may be a million."""

    nodes: list[Node] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    """Whom a post answers, by its id: the id of an account."""


def holds(archive: Archive) -> bool:
    """Tell whether a data download is one of X."""
    return bool(_post_files(archive))


def lines(archive: Archive) -> list[ThreadLine]:
    """Return every thread of an archive, the newest first; posts that stand alone come after all threads.

    Raises:
        ThreadError: a file of the archive is broken or cut (its name and the place).
    """
    index = _indexed(archive)
    found = [_line(chain, index, time) for chain, time in _chains(archive, index)]
    newest = sorted(found, key=lambda line: line.time or "", reverse=True)
    return sorted(newest, key=lambda line: line.posts < 2)


def read(archive: Archive, pick: str | None) -> Thread:
    """Read one thread of an archive: the one whose post is `pick`, or the only one there is.

    Raises:
        ThreadError: several threads and none picked, no such thread, a broken file.
    """
    index = _indexed(archive)
    found = {chain.posts[0]: (chain, time) for chain, time in _chains(archive, index)}
    root = next((first for first, (chain, _) in found.items() if pick in chain.posts), pick)
    threads = [_line(chain, index, time) for chain, time in found.values() if len(chain.posts) > 1]
    alone = [_line(chain, index, time) for chain, time in found.values() if len(chain.posts) == 1]
    line = picked_line([*threads, *alone] if root or not threads else threads, archive.where, root)
    chain = found[line.id][0]
    return thread_from([_thread(chain, index, archive)], archive.where, line.id)


def _line(chain: Chain, index: _Index, time: str | None) -> ThreadLine:
    return ThreadLine(chain.posts[0], time, index.words[chain.posts[0]], len(chain.posts))


# --- files -----------------------------------------------------------------------------------


def _post_files(archive: Archive) -> list[str]:
    """Return the files that hold posts, in order."""
    found = [(match, name) for name in archive.names if (match := _POSTS.fullmatch(name))]
    return [name for match, name in sorted(found, key=lambda pair: int(pair[0]["part"] or 0))]


def _base(archive: Archive) -> str:
    found = _POSTS.fullmatch(_post_files(archive)[0])
    return found["base"] if found else ""


def _small(archive: Archive, name: str, key: str) -> Any:
    """Return the first entry of one of the small files; None when there is no such file."""
    path = f"{_base(archive)}{name}"
    if path not in archive.names:
        return None
    text = read_small(archive, path).decode("utf-8", "replace")
    try:
        found = json.loads(_PREFIX.sub("", text, count=1).strip().rstrip(";"), parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as exc:
        raise ThreadError(
            f"{path} is not whole JSON: {exc}.",
            where=f"{archive.where}: {path}",
            hint="Get the archive again.",
        ) from exc
    return value_at(found[0] if isinstance(found, list) and found else None, key)


def _tweets(archive: Archive) -> Iterator[Any]:
    for name in _post_files(archive):
        with archive.open(name) as stream:
            for item in streamed_json.items(stream, f"{archive.where}: {name}"):
                yield value_at(item, "tweet") or item


def _notes(archive: Archive) -> Iterator[Any]:
    names = re.compile(re.escape(_base(archive)) + r"note-tweets?(?:-part\d+)?\.js")
    for name in sorted(name for name in archive.names if names.fullmatch(name)):
        with archive.open(name) as stream:
            yield from map(x_notes.note_of, streamed_json.items(stream, f"{archive.where}: {name}"))


# --- who answers whom ------------------------------------------------------------------------


def _indexed(archive: Archive) -> _Index:
    index = _Index()
    for tweet in _tweets(archive):
        post_id = words_at(tweet, "id_str") or words_at(tweet, "id")
        text = words_at(tweet, "full_text") or words_at(tweet, "text")
        if not post_id or text.startswith("RT @"):
            continue
        time = utc(words_at(tweet, "created_at"))
        index.nodes.append(
            Node(post_id, words_at(tweet, "in_reply_to_status_id_str"), order_of(time, post_id))
        )
        index.words[post_id] = first_words(unescape(text[:200]))
        if answered := words_at(tweet, "in_reply_to_user_id_str"):
            index.answers[post_id] = answered
        versions = list_at(tweet, "edit_info", "initial", "editTweetIds")
        index.replaced |= {version for version in versions[:-1] if isinstance(version, str)}
    return index


def _chains(archive: Archive, index: _Index) -> list[tuple[Chain, str | None]]:
    """Return every thread with the time it began. Answers to others are none."""
    account = words_at(_small(archive, "account.js", "account"), "accountId")
    known = {node.id for node in index.nodes}
    own = []
    for node in index.nodes:
        answered = index.answers.get(node.id, "")
        is_own = not answered or (answered == account if account else node.parent in known)
        if is_own and node.id not in index.replaced:
            own.append(node)
    times = {node.id: node.order[0] or None for node in own}
    return [(chain, times[chain.posts[0]]) for chain in chains(own)]


# --- the thread ------------------------------------------------------------------------------


def _thread(chain: Chain, index: _Index, archive: Archive) -> FoundThread:
    wanted = {post_id: None for post_id in chain.posts}
    tweets = {
        post_id: tweet
        for tweet in _tweets(archive)
        if (post_id := words_at(tweet, "id_str") or words_at(tweet, "id")) in wanted
    }
    cut = [tweet for tweet in tweets.values() if x_notes.is_cut(words_at(tweet, "full_text"))]
    seconds = {utc(words_at(tweet, "created_at")) for tweet in cut}
    notes = [note for note in _notes(archive) if utc(words_at(note, "createdAt")) in seconds] if cut else []
    author, lost = _author(archive)
    posts = [_post(tweets[post_id], notes, archive, author) for post_id in chain.posts]
    first = tweets[chain.posts[0]]
    if parent := words_at(first, "in_reply_to_status_id_str"):
        posts[0].lost.append(Lost("post", parent, MISSING_PARENT))
    found = FoundThread(chain.posts[0], posts, author, lost=lost)
    language = words_at(first, "lang").partition("-")[0]
    found.language = language if language not in ("", "und", "zxx", "qme", "qst", "qht") else None
    found.lost += [Lost("post", index.words[post_id], BRANCH) for post_id in chain.branches]
    return found


def _author(archive: Archive) -> tuple[Author, list[Lost]]:
    account = _small(archive, "account.js", "account")
    handle = words_at(account, "username")
    author = Author(name=words_at(account, "accountDisplayName"), handle=f"@{handle}" if handle else "")
    author.url = f"https://x.com/{handle}" if handle else None
    avatar = words_at(_small(archive, "profile.js", "profile"), "avatarMediaUrl")
    if not avatar:
        return author, []
    for name in archive.names:
        folder, _, file = name.removeprefix(_base(archive)).partition("/")
        if folder == "profile_media" and file.endswith(PurePosixPath(avatar).name):
            path, _ = picture(archive, name)
            if path:
                author.avatar = path
                return author, []
    return author, [Lost("image", avatar, AVATAR_ON_THE_WEB)]


def _post(tweet: Any, notes: Iterable[Any], archive: Archive, author: Author) -> FoundPost:
    post_id = words_at(tweet, "id_str") or words_at(tweet, "id")
    post = FoundPost(post_id, time=utc(words_at(tweet, "created_at")))
    post.url = f"https://x.com/{author.handle.lstrip('@') or 'i'}/status/{post_id}"
    text = words_at(tweet, "full_text") or words_at(tweet, "text")
    note = x_notes.matching(tweet, notes) if x_notes.is_cut(text) else None
    if note is not None:
        post.blocks = blocks_of(x_notes.spans_of(note, tweet, post))
    else:
        post.blocks = blocks_of(x_text.spans_of(text, _entities(tweet, text), post))
        if x_notes.is_cut(text):
            post.lost.append(x_notes.missing())
    _media(tweet, archive, post)
    return post


def _entities(tweet: Any, text: str) -> Iterator[x_text.Entity]:
    """Yield the entities of a post; the link to its pictures and the hidden mention have no span."""
    hidden = (*list_at(tweet, "display_text_range"), "0")[0]
    begin = number_at({"begin": hidden}, "begin") or 0
    if begin and re.fullmatch(r"(?:@\w+\s+)+", text[:begin]):
        yield x_text.Entity(0, begin, text[:begin], None)
    for item in list_at(tweet, "entities", "media"):
        yield _entity(item, words_at(item, "url"), None)
    for item in list_at(tweet, "entities", "urls"):
        url, expanded, display = (words_at(item, key) for key in ("url", "expanded_url", "display_url"))
        yield _entity(item, url, x_text.link(url, expanded, display))
    for item in list_at(tweet, "entities", "user_mentions"):
        yield _entity(
            item, "@" + words_at(item, "screen_name"), x_text.mention(words_at(item, "screen_name"))
        )
    for item in list_at(tweet, "entities", "hashtags"):
        yield _entity(item, "#" + words_at(item, "text"), x_text.hashtag(words_at(item, "text")))


def _entity(item: Any, words: str, span: Any) -> x_text.Entity:
    start, end = ([*list_at(item, "indices"), "0", "0"])[:2]
    places = {"start": start, "end": end}
    return x_text.Entity(number_at(places, "start") or 0, number_at(places, "end") or 0, words, span)


def _media(tweet: Any, archive: Archive, post: FoundPost) -> None:
    media = list_at(tweet, "extended_entities", "media") or list_at(tweet, "entities", "media")
    for item in media:
        src = words_at(item, "media_url_https") or words_at(item, "media_url")
        alt = words_at(item, "ext_alt_text")
        if words_at(item, "type") in ("video", "animated_gif"):
            post.picture_on_the_web(src, alt, reason=POSTER)
            continue
        file = f"{post.id}-{PurePosixPath(src).name}"
        paths = (f"{_base(archive)}{folder}/{file}" for folder in _MEDIA_FOLDERS)
        name = next((path for path in paths if path in archive.names), None)
        path, reason = picture(archive, name) if name else ("", MISSING_PICTURE)
        if path:
            post.images.append(Image(src=path, alt=alt))
        else:
            post.picture_on_the_web(src or file, alt, reason=reason)
