"""
Everything that decides what the slides show: the keys of carousel.yaml.

Names of layouts, themes, canvases … are checked against the catalogue by who uses them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PrivateAttr

from carousel_html.model.brand import Brand
from carousel_html.model.strict import Located, Strict
from carousel_html.model.thread import Image, Post, Thread

Align = Literal["start", "center", "end"]
Density = Literal["airy", "normal", "tight"]


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _named(key: str) -> BeforeValidator:
    """Take `pattern: dots` for `pattern: {name: dots}`."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class Typography(Strict):
    """A font pairing and how it is set. `scale` multiplies every size, `line_height` the body's leading.

    Without a `pair`, the one the carousel's theme was drawn with.
    """

    pair: str | None = None
    scale: float = Field(1.0, ge=0.6, le=1.6)
    line_height: float = Field(1.0, ge=0.8, le=1.5)
    align: Align | None = None


class Pattern(Strict):
    """A background pattern. `opacity` 0…1 and `scale` multiply the pattern's own; `color` is a CSS colour.

    Without a `name`, the one the carousel's theme was drawn with.
    """

    name: str | None = None
    opacity: float | None = Field(None, ge=0, le=1)
    scale: float = Field(1.0, ge=0.25, le=4)
    color: str | None = None


Prompt = Literal["like", "comment", "save", "share", "follow"]


class Outro(Strict):
    """The closing slide. Keys left out are filled from brand, author and language.

    `socials` are handles by network; `prompts` the few things readers are asked to do.
    """

    headline: str | None = None
    text: str | None = None
    button: str | None = None
    handle: str | None = None
    link: str | None = None
    qr: bool = False
    socials: dict[str, str] | None = None
    prompts: list[Prompt] = Field(default_factory=list)
    variant: dict[str, str] = Field(default_factory=dict)


class Slide(Strict):
    """One slide as it was chosen. Keys left out come from the post and from the carousel.

    `text` (Markdown subset) stands for the words of `post` when both are given. `also` names further posts
    whose words stand in `text`. `rows` are a table's cells, another way to write `items`.
    """

    id: str | None = None
    layout: str | None = None
    variant: dict[str, str] = Field(default_factory=dict)
    title: str | None = None
    text: str | None = None
    quote: str | None = None
    items: list[str] | None = None
    rows: list[list[str]] | None = None
    number: str | None = None
    link: str | None = None
    qr: bool | None = None
    post: str | None = None
    also: list[str] = Field(default_factory=list)
    images: list[Image] | None = None
    theme: str | None = None
    typography: Annotated[Typography | None, _named("pair")] = None
    pattern: Annotated[Pattern | None, _named("name")] = None
    alt: str | None = None

    _entry: int | None = PrivateAttr(None)
    _part: tuple[int, int] | None = PrivateAttr(None)
    _reason: str | None = PrivateAttr(None)

    @property
    def entry(self) -> int | None:
        """The place in carousel.yaml's `slides` (from 0) this slide comes from; None for the outro."""
        return self._entry

    @property
    def part(self) -> tuple[int, int] | None:
        """`(2, 3)` for the second of the three slides a long one was split into; None when whole."""
        return self._part

    @property
    def posts(self) -> tuple[str, ...]:
        """The ids of the posts this slide shows."""
        return (self.post, *self.also) if self.post else tuple(self.also)

    @property
    def reason(self) -> str | None:
        """Why it has its layout ("4 points"); None when it was chosen by hand. Not in the file."""
        return self._reason

    def because(self, reason: str) -> Slide:
        """Set why it has its layout, and return this slide."""
        self._reason = reason
        return self

    def placed(self, *, entry: int | None, part: tuple[int, int] | None = None) -> Slide:
        """Return a copy that remembers where it comes from."""
        copy = self.model_copy(deep=True)
        copy._entry, copy._part = entry, part
        return copy


class Carousel(Located):
    """Everything that decides what the slides show: the eight panels, the thread, and the slides."""

    title: str = ""
    author: str = ""
    language: str = "en"
    words: dict[str, str] = Field(default_factory=dict)
    canvas: Annotated[list[str], BeforeValidator(_one_or_many)] = Field(
        default_factory=lambda: ["instagram-portrait"]
    )
    layout: str = "auto"
    density: Density = "normal"
    theme: str = "midnight"
    typography: Annotated[Typography, _named("pair")] = Field(default_factory=Typography)
    pattern: Annotated[Pattern, _named("name")] = Field(default_factory=Pattern)
    brand: Brand | str | None = None
    outro: Outro | Literal[False] = Field(default_factory=Outro)
    thread: Thread = Field(default_factory=Thread)
    slides: list[Slide] = Field(default_factory=list)

    _said: Mapping[str, str] = PrivateAttr(default_factory=dict)

    def said(self, key: str) -> str:
        """Name the place where a key was set: `carousel.yaml: theme`, or the option it was chosen with."""
        return self._said.get(key, f"carousel.yaml: {key}")

    def saying(self, said: Mapping[str, str]) -> Carousel:
        """Set where keys were set, if not in the file (`{"theme": "--theme"}`), and return this carousel."""
        self._said = {**self._said, **said}
        return self

    def post(self, post_id: str) -> Post | None:
        """Return the post with this id, or None."""
        return next((post for post in self.thread.posts if post.id == post_id), None)
