"""
Take some posts of what a person wrote, by their numbers: `thread.txt#2-4`.

Knows a range, and what of a thread belongs to a post. Does not know formats.
"""

from __future__ import annotations

from carousel_html.errors import ThreadError
from carousel_html.markup import parse, plain
from carousel_html.model import Carousel, Thread
from carousel_html.sources.found import ThreadLine, first_words, numbers_of


def with_posts(read: Thread | Carousel, where: str, pick: str) -> Thread | Carousel:
    """Return what was read with the posts that were picked, and what is on record of them.

    Raises:
        ThreadError: it picks none, or there are slides already.
    """
    if isinstance(read, Carousel) and read.slides:
        raise ThreadError(
            f'"#{pick}" picks posts of a thread, and this file has slides.',
            where=where,
            hint="Render some of them with `--slides`.",
        )
    thread = read.thread if isinstance(read, Carousel) else read
    thread.posts = thread.posts[numbers_of(pick, len(thread.posts), where)]
    ids = {post.id for post in thread.posts}
    thread.cleaned = [note for note in thread.cleaned if note.post in ids]
    thread.left_out = [left for left in thread.left_out if left.post in ids]
    return read


def lines_of_posts(read: Thread | Carousel) -> list[ThreadLine]:
    """Return a line for each post, by its number."""
    thread = read.thread if isinstance(read, Carousel) else read
    return [
        ThreadLine(str(number), post.time, first_words(plain(parse(post.text))), 1)
        for number, post in enumerate(thread.posts, 1)
    ]
