"""
Describe the posts of the thread as cards: who, when, words as safe HTML, images, links.

And say which slides show which post: by the post a slide names, and by words that were joined to another
slide's. Knows posts and slides; changes neither.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from carousel_html.arranging.missing import words_of
from carousel_html.compose.html import body_html
from carousel_html.markup import hrefs, parse, plain
from carousel_html.model import Author, Carousel, Post, Slide
from carousel_html.studio.actions.words import shown_images
from carousel_html.studio.images import url_of


def cards_of(carousel: Carousel, coverage: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Return one card for each post."""
    author = carousel.thread.author
    return [
        {
            "id": post.id,
            "author": author_of(post.author or author),
            "date": post.time,
            "url": post.url,
            "text": plain(_blocks(post.text)),
            "html": _html(post.text),
            "images": [{"src": i.src, "url": url_of(i.src), "alt": i.alt} for i in post.images],
            "links": _links(post.text),
            "on_slides": coverage.get(post.id, []),
        }
        for post in carousel.thread.posts
    ]


def author_of(author: Author) -> dict[str, Any]:
    """Return an author as the page shows one."""
    avatar = url_of(author.avatar) if author.avatar else None
    return {"name": author.name, "handle": author.handle, "avatar": avatar}


@lru_cache(maxsize=2048)
def _blocks(text: str) -> Any:
    return parse(text)


@lru_cache(maxsize=2048)
def _html(text: str) -> str:
    return str(body_html(_blocks(text)))


def _links(text: str) -> list[str]:
    return list(dict.fromkeys(hrefs(_blocks(text))))


def coverage_of(carousel: Carousel) -> dict[str, list[str]]:
    """Return for each post the ids of the slides that show it, or a part of it, in order."""
    found: dict[str, list[str]] = {post.id: [] for post in carousel.thread.posts}
    by_image = {image.src: post.id for post in carousel.thread.posts for image in post.images}
    joined = [(post, line) for post in carousel.thread.posts if (line := _line(post.text))]
    for slide in carousel.slides:
        for post_id in _posts_on(carousel, slide, by_image, joined):
            if post_id in found:
                found[post_id].append(slide.id or "")
    return found


def _posts_on(
    carousel: Carousel, slide: Slide, by_image: dict[str, str], joined: list[tuple[Post, str]]
) -> list[str]:
    on = list(slide.posts)
    on += [by_image[image.src] for image in shown_images(carousel, slide) if image.src in by_image]
    if slide.text:
        line = _line(slide.text)
        on += [post.id for post, words in joined if len(words) <= len(line) and words in line]
    return list(dict.fromkeys(on))


@lru_cache(maxsize=4096)
def _line(text: str) -> str:
    words = words_of(plain(_blocks(text)))
    return f" {' '.join(words)} " if words else ""
