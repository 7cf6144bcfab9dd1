"""
The seam between the browser and the PDF: a laid-out page as places, and nothing left to lay out.

A Frozen document is text lines with their baselines, boxes, pictures, and the tree of meaning they
hang on. All lengths are CSS px from the slide's top left corner; a colour is (r, g, b, a), each
0…255 but a, 0…1. Knows neither Chromium nor WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""As CSS `matrix(a, b, c, d, e, f)`, about the slide's top left corner."""


class Rect(NamedTuple):
    """A box in px."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def area(self) -> float:
        """Square px; never negative."""
        return max(0.0, self.width) * max(0.0, self.height)

    def grown(self, left: float, top: float, right: float, bottom: float) -> Rect:
        """Return the box with each side moved outwards."""
        return Rect(self.x - left, self.y - top, self.width + left + right, self.height + top + bottom)

    def moved(self, right: float, down: float) -> Rect:
        """Return the box in another place."""
        return Rect(self.x + right, self.y + down, self.width, self.height)

    def within(self, other: Rect) -> Rect:
        """Return what both boxes share; an empty box has a width or height of 0."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Rect(x, y, max(0.0, right - x), max(0.0, bottom - y))

    def joined(self, other: Rect) -> Rect:
        """Return the smallest box that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def holds(self, other: Rect) -> bool:
        """Say whether all of the other lies within this one."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def touches(self, other: Rect) -> bool:
        """Say whether the two share more than an edge."""
        # Asked a thousand times a slide, so without a box of what they share.
        x, y, width, height = self
        left, top, wide, high = other
        return min(x + width, left + wide) > max(x, left) and min(y + height, top + high) > max(y, top)


class Color(NamedTuple):
    """sRGB, 0…255, and alpha 0…1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


@dataclass(frozen=True)
class TextLine:
    """A run of text on one line, in one face and colour.

    `face` is a key of Frozen.fonts; None where the glyphs are in a picture and the text is there
    only to be selected and read aloud (`visible` is False then).
    """

    text: str
    x: float
    baseline: float
    width: float
    size: float
    color: Color
    face: str | None
    visible: bool = True
    letter_spacing: float = 0.0
    word_spacing: float = 0.0
    features: str = ""
    is_rtl: bool = False
    matrix: Matrix | None = None
    last: float | None = None
    """Where the last glyph starts, where that is known: the line's width may count a kern with a space that
    hangs over the line's end."""

    @property
    def is_halved(self) -> bool:
        """Whether it is a square sign set half as wide, whose glyph may begin before its place."""
        return '"halt" 1' in self.features


@dataclass(frozen=True)
class Border:
    """One side of a box; `style` is `solid` or `double`."""

    width: float
    color: Color
    style: str = "solid"


@dataclass(frozen=True)
class Box:
    """A filled and framed box. `radii` are (rx, ry) from the top left corner, clockwise."""

    rect: Rect
    fill: Color | None
    radii: tuple[tuple[float, float], ...] = ((0, 0),) * 4
    borders: tuple[Border, ...] = ()
    """Top, right, bottom, left; empty when there is none."""


Clip: TypeAlias = tuple[Rect, tuple[tuple[float, float], ...]]
"""A box and its corner radii, as a Box has them: nothing outside is seen."""


@dataclass(frozen=True)
class Picture:
    """A part of the slide as Chromium drew it, or a photograph; `image` is a key of Frozen.images."""

    rect: Rect
    image: str
    clips: tuple[Clip, ...] = ()


@dataclass(frozen=True)
class Element:
    """A piece of meaning: a heading, a paragraph, a list, a link, a figure.

    `rect` is where it stands; for a link, the area that can be clicked.
    """

    tag: str
    children: tuple[Element | TextLine, ...] = ()
    href: str | None = None
    alt: str | None = None
    language: str | None = None
    rect: Rect | None = None


@dataclass(frozen=True)
class FrozenSlide:
    """One slide: what is painted under the text, in order, and the tree the text hangs on."""

    title: str
    painting: tuple[Box | Picture, ...]
    content: Element
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why parts became pictures, and how often; for the manifest and for whoever wonders."""


@dataclass(frozen=True)
class Image:
    """Encoded bytes: `image/jpeg` or `image/png`. `alpha` is another of grey, as large: white is opaque."""

    mime: str
    body: bytes
    alpha: Image | None = None

    @property
    def weight(self) -> int:
        """How many bytes it takes."""
        return len(self.body) + (self.alpha.weight if self.alpha else 0)


@dataclass(frozen=True)
class Frozen:
    """A laid-out carousel. `fonts` are TTF or OTF bytes by face key."""

    width: int
    height: int
    title: str
    author: str
    language: str
    slides: tuple[FrozenSlide, ...]
    fonts: Mapping[str, bytes]
    images: Mapping[str, Image]
