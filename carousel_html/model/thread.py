"""
What somebody wrote: an author, and posts in order.

Text is our Markdown subset (`markup` turns it into blocks and spans). Does not know slides.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from carousel_html.model.strict import Strict


class Author(Strict):
    """Who wrote the thread. `avatar` is a path beside carousel.yaml."""

    name: str = ""
    handle: str = ""
    avatar: str | None = None
    url: str | None = None


class Image(Strict):
    """A picture of a post. `src` is a path beside carousel.yaml; `focus` the point (0…1) kept in view."""

    src: str
    alt: str = ""
    focus: tuple[float, float] | None = None


class Post(Strict):
    """One post of a thread. `text` is our Markdown subset.

    `imported` stands for the post as it was read; by it a later import tells what was changed by hand.
    """

    id: str
    text: str = ""
    images: list[Image] = Field(default_factory=list)
    author: Author | None = None
    url: str | None = None
    time: str | None = None
    imported: str | None = None


class Cleaned(Strict):
    """A marker that was taken off the text: "(thread)", a counter, a shortened link label."""

    post: str
    kind: Literal["thread-marker", "counter", "link-label", "title", "hashtags", "other"]
    text: str


class LeftOut(Strict):
    """Something of the thread that is on no slide, and why."""

    post: str
    kind: Literal["post", "paragraph", "link", "image"]
    text: str
    reason: str


class Thread(Strict):
    """What somebody wrote: an author and posts in order."""

    author: Author = Field(default_factory=Author)
    title: str | None = None
    language: str | None = None
    url: str | None = None
    posts: list[Post] = Field(default_factory=list)
    cleaned: list[Cleaned] = Field(default_factory=list)
    left_out: list[LeftOut] = Field(default_factory=list)
