"""
Read a carousel.yaml, and say which key of it is wrong.

Knows what the keys say of each other: a slide's post is one of the thread's. Does not know names of
layouts or themes, and opens no image.
"""

from __future__ import annotations

from itertools import count, takewhile
from pathlib import Path

from carousel_html import strict_yaml
from carousel_html.carousel_file.authors import carousel_of
from carousel_html.errors import CarouselFileError, did_you_mean
from carousel_html.model import Carousel
from carousel_html.source_text import read_text

MAX_BYTES = 5_000_000


def read(path: Path) -> Carousel:
    """Read a carousel.yaml. Paths in it start from its folder.

    Raises:
        CarouselFileError: broken YAML (line and column), an unknown key (key path, "did you mean"),
            a wrong value, a post that does not exist.
        ThreadError: no such file, a folder, too large, not UTF-8.
    """
    return parse(read_text(path, max_bytes=MAX_BYTES), path.name, path.parent)


def parse(text: str, where: str, folder: Path) -> Carousel:
    """Read the text of a carousel.yaml; `where` names it in messages. Raises as `read` does."""
    loaded = strict_yaml.load(text, where, CarouselFileError)
    carousel = carousel_of(loaded)
    _check_posts(carousel, loaded)
    return carousel.beside(folder)


def slide_lines(path: Path) -> list[int]:
    """Return the line (from 1) on which each entry of `slides` begins. Raises as `read` does."""
    text = read_text(path, max_bytes=MAX_BYTES)
    lines = strict_yaml.load(text, path.name, CarouselFileError).lines
    entries = takewhile(lambda number: ("slides", number) in lines, count())
    return [lines["slides", number] for number in entries]


def _check_posts(carousel: Carousel, loaded: strict_yaml.YamlFile) -> None:
    """Refuse two posts with one id, and a slide whose post is not in the thread."""
    ids: set[str] = set()
    for number, post in enumerate(carousel.thread.posts):
        if post.id in ids:
            raise CarouselFileError(
                f'two posts have the id "{post.id}".',
                where=loaded.place(("thread", "posts", number, "id")),
                hint="Give each post an id of its own.",
            )
        ids.add(post.id)
    for number, slide in enumerate(carousel.slides):
        for name in slide.posts:
            if name in ids:
                continue
            key = "post" if name == slide.post else "also"
            raise CarouselFileError(
                f'slide {number + 1} shows the post "{name}", which is not in the thread.',
                where=loaded.place(("slides", number, key)),
                hint=" ".join(filter(None, [did_you_mean(name, ids), _known_posts(ids)])),
            )


def _known_posts(ids: set[str]) -> str:
    return f"The thread's posts are: {', '.join(sorted(ids))}." if ids else "The thread has no posts."
