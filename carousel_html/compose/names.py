"""
List every name a template sees: `slide`, `carousel`, `brand`, `canvas`, and what each holds.

These are plain values: text, numbers, safe markup, lists of them, and addresses of the document's own
assets. A name that does not apply is None (or an empty list), never absent. Does not know where the
values come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(frozen=True)
class PostNames:
    """`slide.post`: who wrote it, and where it stands. Without a post: the author of the thread."""

    author_name: str | None = None
    author_handle: str | None = None
    avatar: str | None = None
    url: str | None = None
    time: str | None = None


@dataclass(frozen=True)
class ImageNames:
    """One of `slide.images`. `focus_x` and `focus_y` (0…1) are the point to keep in view.

    `is_whole`: a screenshot or a drawing that nobody gave a point, so no edge of it may be cut.
    """

    src: str
    alt: str
    width: int
    height: int
    focus_x: float = 0.5
    focus_y: float = 0.5
    is_whole: bool = False


@dataclass(frozen=True)
class SocialNames:
    """One of `slide.socials`: a network's name (which has an icon), the handle, and where it leads."""

    name: str
    label: str
    link: str | None = None


@dataclass(frozen=True)
class PromptNames:
    """One of `slide.prompts`: what readers are asked to do (which has an icon), and the word for it."""

    name: str
    label: str


@dataclass(frozen=True)
class SlideNames:
    """`slide`. `body`, `quote` and each of `items` are safe markup; `text` is the body's plain words.

    `rows` are the items cut into cells at their bars, for a table.
    """

    index: int
    total: int
    is_first: bool
    is_last: bool
    layout: str
    theme: str
    typography: str
    pattern: str
    align: str | None
    variant: Mapping[str, str]
    style: str
    title: str | None = None
    body: Markup | None = None
    text: str | None = None
    items: list[Markup] = field(default_factory=list)
    rows: list[list[Markup]] = field(default_factory=list)
    images: list[ImageNames] = field(default_factory=list)
    quote: Markup | None = None
    number: str | None = None
    post: PostNames = field(default_factory=PostNames)
    part: tuple[int, int] | None = None
    part_label: str | None = None
    button: str | None = None
    handle: str | None = None
    link: str | None = None
    link_label: str | None = None
    qr: str | None = None
    socials: list[SocialNames] = field(default_factory=list)
    prompts: list[PromptNames] = field(default_factory=list)


@dataclass(frozen=True)
class CarouselNames:
    """`carousel`: what all slides share. `words` are those of its language, by their keys."""

    title: str
    author_name: str | None
    author_handle: str | None
    author_avatar: str | None
    language: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BarNames:
    """`brand.header` and `brand.footer`: what stands there. True only where there is something to show."""

    show: bool
    logo: bool
    avatar: bool
    name: bool
    handle: bool
    site: bool
    number: bool
    progress: bool


@dataclass(frozen=True)
class BrandNames:
    """`brand`: who publishes. Without a kit: the author of the thread."""

    name: str | None
    handle: str | None
    site: str | None
    tagline: str | None
    logo: str | None
    logo_dark: str | None
    avatar: str | None
    header: BarNames
    footer: BarNames


@dataclass(frozen=True)
class CanvasNames:
    """`canvas`. `ratio` is landscape, square, portrait or tall."""

    name: str
    width: int
    height: int
    ratio: str
