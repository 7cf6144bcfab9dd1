"""
Tell which posts of a thread that was read again are new, changed or gone, and keep what a person changed.

Knows a post by its id, or by its words where ids only count. A fingerprint of a post as it was read tells a
person's change from the source's. Does not know slides.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from carousel_html.arranging.missing import words_of
from carousel_html.errors import CarouselFileError
from carousel_html.model import Post, Thread

SAME_WORDS = 0.25
"""The least share of the shorter thread's words that two readings of one thread have in common."""
_COUNTED = re.compile(r"p\d+")


@dataclass(frozen=True)
class Changes:
    """A thread read again, with what a person changed in it, and the ids of posts by what became of them."""

    thread: Thread
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Posts that changed at the source too, and that a person had changed before."""


def marked(thread: Thread, folder: Path) -> Thread:
    """Return a copy whose posts know their fingerprint, so that a later change can be told."""
    copy = thread.model_copy(deep=True)
    for post in copy.posts:
        post.imported = fingerprint(post, folder)
    return copy


def fingerprint(post: Post, folder: Path) -> str:
    """Return eight letters that stand for the words and the pictures (by content) of a post."""
    found = hashlib.sha256(post.text.encode())
    for image in post.images:
        try:
            found.update(hashlib.sha256((folder / image.src).read_bytes()).digest())
        except (OSError, ValueError):
            found.update(image.src.encode())
    return found.hexdigest()[:8]


def changes(old: Thread, old_folder: Path, fresh: Thread) -> Changes:
    """Return the fresh thread with what a person changed in the old one; posts that are gone stay in it.

    Args:
        old: as it stands in the file; paths of pictures start from `old_folder`.
        fresh: as it was read just now, marked, its paths whole.

    Raises:
        CarouselFileError: the two are not the same thread.
    """
    renamed = _renamed(old, fresh, old_folder)
    _require_same(old, renamed)
    before = {post.id: post for post in old.posts}
    out = Changes(renamed.model_copy(update={"posts": []}))
    for post in renamed.posts:
        out.thread.posts.append(_settled(before.get(post.id), post, old_folder, out))
    _keep_gone(old, out)
    _keep_author(old, out.thread)
    return out


def _settled(old: Post | None, fresh: Post, folder: Path, out: Changes) -> Post:
    if old is None:
        out.new.append(fresh.id)
        return fresh
    if old.imported == fresh.imported or (old.imported is None and old.text == fresh.text):
        return old.model_copy(update={"imported": fresh.imported})
    if old.imported == fingerprint(old, folder):
        out.changed.append(fresh.id)
        return fresh
    out.kept.append(fresh.id)
    return old


def _keep_gone(old: Thread, out: Changes) -> None:
    """Put posts that are gone behind the one they followed, with what was said of them."""
    thread = out.thread
    known = {post.id for post in thread.posts}
    place = 0
    for post in old.posts:
        if post.id in known:
            place = next(n for n, each in enumerate(thread.posts, 1) if each.id == post.id)
            continue
        thread.posts.insert(place, post)
        place += 1
        out.gone.append(post.id)
    thread.cleaned += [note for note in old.cleaned if note.post in out.gone]
    thread.left_out += [note for note in old.left_out if note.post in out.gone]


def _keep_author(old: Thread, fresh: Thread) -> None:
    """Keep what the file says of the author where the source says nothing: a picture put there by hand."""
    for key in type(old.author).model_fields:
        if not getattr(fresh.author, key):
            setattr(fresh.author, key, getattr(old.author, key))
    fresh.title = fresh.title or old.title
    fresh.language = fresh.language or old.language


def _require_same(old: Thread, fresh: Thread) -> None:
    ids = {post.id for post in old.posts if not _COUNTED.fullmatch(post.id)}
    if ids & {post.id for post in fresh.posts} or not old.posts:
        return
    words, others = (Counter(words_of(" ".join(post.text for post in each.posts))) for each in (old, fresh))
    least = min(words.total(), others.total())
    if (words & others).total() < max(1, SAME_WORDS * least):
        raise CarouselFileError(
            "the file holds another thread.",
            hint="Name another file with -o; this one would keep the slides of both.",
        )


# --- posts without ids of their own ----------------------------------------------------------


def _renamed(old: Thread, fresh: Thread, folder: Path) -> Thread:
    """Return the fresh thread with the ids its posts had: ids that only count move with every new post."""
    if not all(_COUNTED.fullmatch(post.id) for post in (*old.posts, *fresh.posts)):
        return fresh
    names = _names(old.posts, [post.imported or fingerprint(post, folder) for post in old.posts], fresh.posts)
    copy = fresh.model_copy(deep=True)
    for holder in (copy.cleaned, copy.left_out):
        for note in holder:
            note.post = names.get(note.post, note.post)
    for post in copy.posts:
        post.id = names[post.id]
    return copy


def _names(old: Sequence[Post], prints: Sequence[str], fresh: Sequence[Post]) -> dict[str, str]:
    """Return the id of each fresh post: of the old one it equals or replaces; or a new one."""
    pairs = SequenceMatcher(None, prints, [post.imported for post in fresh], autojunk=False)
    names: dict[str, str] = {}
    for _, start, end, begin, stop in pairs.get_opcodes():
        for was, now in zip(old[start:end], fresh[begin:stop], strict=False):
            names[now.id] = was.id
    number = max((int(post.id[1:]) for post in old), default=0)
    for post in fresh:
        if post.id not in names:
            number += 1
            names[post.id] = f"p{number}"
    return names
