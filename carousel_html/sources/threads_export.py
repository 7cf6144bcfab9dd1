"""
Read the posts of a data download from Threads (Meta): `threads_and_replies.json`.

Knows that its letters are UTF-8 written as Latin-1, and that it does not say who answers whom: the posts are
one list by time, to pick from. Does not know ZIP files.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from carousel_html.errors import ThreadError
from carousel_html.markup import Text
from carousel_html.model import Image, Thread
from carousel_html.sources.archive import Archive, picture, read_small
from carousel_html.sources.found import VIDEO, FoundPost, FoundThread, Lost, ThreadLine, lines_of, thread_from
from carousel_html.sources.json_values import documents, documents_if_json, list_at, number_at, words_at
from carousel_html.sources.lists import blocks_of
from carousel_html.sources.times import utc_of_seconds

KEY = "text_post_app_text_posts"
NOT_HERE = "the picture is not in the export"
_FILE = re.compile(r"(?:.*/)?threads_and_replies\.json")
_VIDEOS = (".mp4", ".mov", ".webm")


def recognises(text: str) -> bool:
    """Tell whether the JSON holds the posts of a Threads export."""
    return bool(list_at(next(iter(documents_if_json(text)), None), KEY))


def holds(archive: Archive) -> bool:
    """Tell whether a data download is one of Threads."""
    return _post_file(archive) is not None


def lines(archive: Archive) -> list[ThreadLine]:
    """Return each post of a data download, to be picked by its number; the oldest first."""
    return lines_of(_threads_of(archive))


def read(archive: Archive, pick: str | None) -> Thread:
    """Read the posts of a data download that were picked by number (`7`, `3-12`), with their pictures.

    Raises:
        ThreadError: broken JSON, no such posts, or too many.
    """
    return thread_from(_threads_of(archive), archive.where, pick)


def _post_file(archive: Archive) -> str | None:
    return next((name for name in sorted(archive.names) if _FILE.fullmatch(name)), None)


def _threads_of(archive: Archive) -> list[FoundThread]:
    name = _post_file(archive)
    assert name
    where = f"{archive.where}: {name}"
    text = read_small(archive, name).decode("utf-8-sig", "replace")
    found = threads(text, where)
    if not found:
        raise ThreadError("there is no post in it.", where=where, hint="Is this the right download?")
    for post in found[0].posts:
        kept: list[Lost] = []
        for lost in post.lost:
            inside = next((each for each in archive.names if each.endswith(f"/{lost.text}")), lost.text)
            path, reason = picture(archive, inside) if inside in archive.names else ("", lost.reason)
            if path and lost.reason == NOT_HERE:
                post.images.append(Image(src=path))
            else:
                kept.append(replace(lost, reason=reason))
        post.lost = kept
    return found


def threads(text: str, where: str) -> list[FoundThread]:
    """Return the posts as one list by time.

    Raises:
        ThreadError: broken JSON.
    """
    posts = [_post(raw) for raw in list_at(next(iter(documents(text, where)), None), KEY)]
    posts.sort(key=lambda post: post.time or "")
    for number, post in enumerate(posts, 1):
        post.id = f"p{number}"
    return [FoundThread("threads", posts)] if posts else []


def _post(raw: Any) -> FoundPost:
    media = list_at(raw, "media")
    holders = [raw, *media[:1]]
    seconds = next((found for one in holders if (found := number_at(one, "creation_timestamp"))), None)
    title = next(filter(None, (words_at(one, "title") for one in holders)), "")
    post = FoundPost("", blocks_of([Text(repaired(title))]), time=utc_of_seconds(seconds))
    for item in media:
        uri = words_at(item, "uri")
        own = repaired(words_at(item, "title"))
        if uri:
            is_video = PurePosixPath(uri).suffix.lower() in _VIDEOS
            post.lost.append(Lost("image", uri, VIDEO if is_video else NOT_HERE))
        if own and own != repaired(title):
            post.blocks = [*post.blocks, *blocks_of([Text(own)])]
    return post


def repaired(text: str) -> str:
    """Return a text whose UTF-8 bytes were written as Latin-1 letters; others stay as they are."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
