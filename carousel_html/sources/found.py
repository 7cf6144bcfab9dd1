"""
Hold what a platform's file says of posts, and make a thread of it.

Knows what every platform has: ids, times, authors, pictures here or on the web, and what had to stay out.
Does not know any platform's format.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from carousel_html.errors import ThreadError
from carousel_html.language_tags import is_tag
from carousel_html.markup import Block, plain, tidy
from carousel_html.model import Author, Cleaned, Image, LeftOut, Thread
from carousel_html.sources.posts import Draft, drafts
from carousel_html.sources.thread import MAX_POSTS, thread_of

ON_THE_WEB = "a picture on the web is not fetched; save it and name it in the post's `images`"
AVATAR_ON_THE_WEB = "the author's picture on the web is not fetched; save it and name it as `avatar`"
CARD = "the picture of a link card on the web is not fetched"
VIDEO = "a slide cannot play a video"
POSTER = f"{VIDEO}; this is its poster"
NO_WORDS = "nothing of this post can be shown on a slide"

_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_MOST_NAMED = 5
_WORDS_SHOWN = 60

Kind = Literal["post", "paragraph", "link", "image"]


@dataclass(frozen=True)
class WebPicture:
    """A picture that could be fetched. `is_poster` when it stands for a film."""

    src: str
    alt: str = ""
    is_poster: bool = False


@dataclass(frozen=True)
class Lost:
    """Something that could not be taken along, and why; with the picture where it could be fetched."""

    kind: Kind
    text: str
    reason: str
    picture: WebPicture | None = None


@dataclass
class FoundPost:
    """One post as its platform's file tells it: `time` in ISO 8601 and UTC, `images` on this machine."""

    id: str
    blocks: Sequence[Block] = ()
    url: str | None = None
    time: str | None = None
    author: Author | None = None
    images: list[Image] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    """Words that were taken off on purpose: the link to the post's own picture, a hidden mention."""

    def picture_on_the_web(self, src: str, alt: str = "", *, reason: str = ON_THE_WEB) -> None:
        """Record a picture that would have to be fetched, with its alternative text."""
        if src:
            is_shown = reason in (ON_THE_WEB, POSTER)
            picture = WebPicture(src, alt, reason == POSTER) if is_shown else None
            self.lost.append(Lost("image", f"{src} ({alt})" if alt else src, reason, picture))


@dataclass
class FoundThread:
    """A thread as its platform's file tells it, posts in order."""

    id: str
    posts: list[FoundPost]
    author: Author = field(default_factory=Author)
    title: str | None = None
    language: str | None = None
    lost: list[Lost] = field(default_factory=list)

    def avatar_on_the_web(self, src: str) -> None:
        """Record the author's picture, which would have to be fetched."""
        if src:
            self.lost.append(Lost("image", src, AVATAR_ON_THE_WEB, WebPicture(src)))

    def line(self) -> ThreadLine:
        """Return what a list of threads says of this one."""
        first = self.posts[0] if self.posts else FoundPost("")
        return ThreadLine(self.id, first.time, first_words(plain(first.blocks)), len(self.posts))


@dataclass(frozen=True)
class ThreadLine:
    """One line of a list of threads: what to pick it by, when it began, its first words, its posts."""

    id: str
    time: str | None
    words: str
    posts: int

    def __str__(self) -> str:
        day = (self.time or "no date")[:10]
        return f"#{self.id}  {day}  {self.posts} post{'s' * (self.posts != 1)}  {self.words}"


def lines_of(threads: Sequence[FoundThread]) -> list[ThreadLine]:
    """Return a line for each thread; for each post, by its number, where there is only one."""
    if len(threads) != 1:
        return [thread.line() for thread in threads]
    return [
        replace(FoundThread("", [post]).line(), id=str(number))
        for number, post in enumerate(threads[0].posts, 1)
    ]


def first_words(text: str) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _WORDS_SHOWN else line[: _WORDS_SHOWN - 1].rsplit(" ", 1)[0] + "…"


def picked_line(lines: Sequence[ThreadLine], where: str, pick: str | None) -> ThreadLine:
    """Return the thread that was picked by its id; the only one when none was.

    Raises:
        ThreadError: no thread, no such thread, or several and none picked.
    """
    if not lines:
        raise ThreadError("there is no post in it.", where=where, hint="Is this the right file?")
    known = {line.id: line for line in lines}
    if pick in known:
        return known[pick]
    if pick is None and len(lines) == 1:
        return lines[0]
    newest = sorted(lines, key=lambda line: line.time or "", reverse=True)[:_MOST_NAMED]
    what = f'there is no thread "{pick}" in it.' if pick else f"it holds {len(lines)} threads; pick one."
    named = "\n".join(map(str, newest))
    raise ThreadError(what, where=where, hint=f"Add its id: {where}#{newest[0].id}. The newest:\n{named}")


def thread_from(threads: Sequence[FoundThread], where: str, pick: str | None = None) -> Thread:
    """Make the thread that was picked, by its id or by the numbers of its posts: `7`, `3-12`.

    Raises:
        ThreadError: nothing in it, nothing picked where there are several, too many posts.
    """
    return made(picked(threads, where, pick), where)


def picked(threads: Sequence[FoundThread], where: str, pick: str | None) -> FoundThread:
    """Return the thread that was picked, with the posts that were picked. Raises as `thread_from` does."""
    if len(threads) == 1 and pick is not None and pick != threads[0].id:
        found = threads[0]
        found.posts = found.posts[numbers_of(pick, len(found.posts), where)]
        return found
    line = picked_line([thread.line() for thread in threads], where, pick)
    return next(thread for thread in threads if thread.id == line.id)


def numbers_of(pick: str, count: int, where: str) -> slice:
    """Return which of so many posts `7` or `3-12` picks; the end may lie behind the last.

    Raises:
        ThreadError: it picks none.
    """
    numbers = _RANGE.fullmatch(pick)
    first, last = (int(numbers[1]), int(numbers[2] or numbers[1])) if numbers else (0, 0)
    if not 1 <= first <= last or first > count:
        raise ThreadError(
            f'"{pick}" picks none of its {count} posts.',
            where=where,
            hint=f"Pick by number: {where}#1-{min(count, 20)}.",
        )
    return slice(first - 1, last)


def made(found: FoundThread, where: str) -> Thread:
    """Make a thread of what was found. Raises ThreadError for too many posts."""
    if len(found.posts) > MAX_POSTS:
        raise ThreadError(
            f"it has {len(found.posts)} posts; {MAX_POSTS} is the most.",
            where=where,
            hint=f"Pick some by number: {where}#1-100.",
        )
    posts = _with_own_ids(found.posts)
    shown = [post for post in posts if tidy(post.blocks) or post.images]
    if not shown:
        what = "none of its posts has words, or a picture that came with the file."
        raise ThreadError(what, where=where, hint=_first_loss(posts))
    thread = thread_of(_drafts(shown), where, [post.id for post in shown])
    thread.author, thread.title = found.author, found.title
    thread.language = found.language if found.language and is_tag(found.language) else None
    thread.url = shown[0].url
    for post, source in zip(thread.posts, shown, strict=True):
        post.url, post.time, post.author, post.images = source.url, source.time, source.author, source.images
    for source in posts:
        lost = (
            [*source.lost]
            if source in shown
            else [Lost("post", source.url or source.id, NO_WORDS), *source.lost]
        )
        thread.left_out += [_left_out(source.id, each) for each in lost]
        thread.cleaned += [Cleaned(post=source.id, kind="other", text=words) for words in source.removed]
    thread.left_out += [_left_out(thread.posts[0].id, each) for each in found.lost]
    return thread


def _first_loss(posts: Sequence[FoundPost]) -> str | None:
    """Return what stood in the first post that had anything, and why it could not be taken along."""
    lost = next((each for post in posts for each in post.lost), None)
    return f"{lost.text}: {lost.reason}." if lost else None


def _drafts(posts: Sequence[FoundPost]) -> list[Draft]:
    """Take the counters off; every post stays one post."""
    return drafts([[tuple(tidy(post.blocks))] for post in posts]) if posts else []


def _left_out(post_id: str, lost: Lost) -> LeftOut:
    return LeftOut(post=post_id, kind=lost.kind, text=lost.text, reason=lost.reason)


def _with_own_ids(posts: Sequence[FoundPost]) -> list[FoundPost]:
    """Give each post an id no other has: two equal ones would be one on the slides."""
    seen: Counter[str] = Counter()
    for number, post in enumerate(posts, 1):
        post.id = post.id or f"p{number}"
        seen[post.id] += 1
        if seen[post.id] > 1:
            post.id = f"{post.id}-{seen[post.id]}"
    return list(posts)
