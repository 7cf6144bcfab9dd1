"""
Prove from a frozen slide, before there is a picture of it, that each of its words stands out.

A frozen slide says what is painted, in order, and that its glyphs stand above all of it. Where whatever may
lie behind a word is far enough from its ink, no pixel of the slide need be looked at. What cannot be proven
(words in a picture, a photograph behind them, faint ones) is not wrong: `standing_out` looks at pixels. Knows
no browser.
"""

from __future__ import annotations

import functools
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carousel_html.check.contrast import TOLERANCE, Word, limit_of
from carousel_html.check.standing_out import STRIDE, light
from carousel_html.fidelity import text_lines
from carousel_html.frozen import Box, Clip, Color, FrozenSlide, Image, Picture, Rect, TextLine
from carousel_html.stage.color import read_color

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

ASCENT = 0.75
"""How high letters reach above their baseline, in the size of the font. What lies below the baseline is left
out: the line under a link has the colour of its words."""

CORNER = 1 - math.sqrt(0.5)
"""By this share of its radii a box with round corners is smaller where it is certain to be filled."""

Span = tuple[int, int]
"""Lowest and highest value (of 255) that a part of a colour may have."""

WHITE: tuple[Span, ...] = ((255, 255),) * 3
HELD, SMALL = 8, 64
"""So many images are kept decoded, of which every third pixel of every third row; of small ones (px) all."""


@dataclass(frozen=True)
class Paint:
    """What one item may put over a place: the spans of its colour, and of its alpha (0…1)."""

    colors: tuple[Span, ...]
    alpha: tuple[float, float]


def stand_out_on(
    slide: FrozenSlide, images: Mapping[str, Image], words: Sequence[Word], scale: float
) -> bool:
    """Say whether every word of a frozen slide is known to stand out enough.

    Args:
        slide: where its lines stand and what is painted under them.
        images: those of the carousel, by key.
        words: what `words.js` found on it.
        scale: the slide's shorter side, in 1080 px.
    """
    lines = [line for line in text_lines(slide.content) if any(map(str.isalnum, line.text))]
    if not all(line.visible and line.matrix is None and line.color.alpha == 1 for line in lines):
        return False
    grounds = _Grounds(slide, images)
    return all(_stands_out(word, lines, grounds, limit_of(word, scale) * TOLERANCE) for word in words)


def _stands_out(word: Word, lines: Sequence[TextLine], grounds: _Grounds, limit: float) -> bool:
    """Say so of one word: of each line in its ink that may be its own."""
    if word["ink"] is None:
        return False
    ink = read_color(word["ink"])
    left, right, top, bottom = word["x"], word["x"] + word["w"], word["y"], word["y"] + word["h"]
    own = [
        line
        for line in lines
        if top < line.baseline < bottom and line.x - 1 <= left and right <= line.x + line.width + 1
    ]
    return bool(own) and all(line.color == ink and grounds.contrast(line) >= limit for line in own)


class _Grounds:
    """What may lie behind the lines of one slide."""

    def __init__(self, slide: FrozenSlide, images: Mapping[str, Image]) -> None:
        self._slide = slide
        self._images = images
        self._known: dict[int, float] = {}

    def contrast(self, line: TextLine) -> float:
        """Return the least contrast (1…21) that any part of a line can have."""
        if id(line) not in self._known:
            place = Rect(line.x, line.baseline - line.size * ASCENT, line.width, line.size * ASCENT)
            lights = [light(tuple(part[end] for part in self._behind(place))) for end in (0, 1)]
            ink = light(tuple(round(part) for part in line.color[:3]))
            self._known[id(line)] = max(lights[0] / ink, ink / lights[1], 1.0)
        return self._known[id(line)]

    def _behind(self, place: Rect) -> tuple[Span, ...]:
        """Return the spans of what is seen behind a place."""
        seen = WHITE
        for item in self._slide.painting:
            if item.rect.touches(place):
                paints = _of_box(item, place) if isinstance(item, Box) else self._of_picture(item, place)
                for paint in paints:
                    seen = _over(paint, seen)
        return seen

    def _of_picture(self, picture: Picture, place: Rect) -> Iterator[Paint]:
        image = self._images[picture.image]
        part = place.within(picture.rect)
        is_whole = _holds((picture.rect, ()), place) and all(_holds(clip, place) for clip in picture.clips)
        spans = _spans(image, picture.rect, part)
        lowest, highest = spans[3] if len(spans) == 4 else (255, 255)
        if image.alpha is not None:
            lowest, highest = _spans(image.alpha, picture.rect, part)[0]
        colors = spans[:3] if len(spans) > 1 else spans * 3
        yield Paint(colors, (lowest / 255 if is_whole else 0, highest / 255))


def _of_box(box: Box, place: Rect) -> Iterator[Paint]:
    inner = box.rect
    if box.borders:
        top, right, bottom, left = (border.width for border in box.borders)
        inner = box.rect.grown(-left, -top, -right, -bottom)
    is_whole = _holds((inner, box.radii), place)
    if box.fill is not None:
        yield _flat(box.fill, is_whole)
    for border in () if is_whole else box.borders:
        if border.width:
            yield _flat(border.color, is_whole=False)


def _flat(color: Color, is_whole: bool) -> Paint:
    spans = tuple((math.floor(part), math.ceil(part)) for part in color[:3])
    return Paint(spans, (color.alpha if is_whole else 0, color.alpha))


def _holds(clip: Clip, place: Rect) -> bool:
    """Say whether a place lies within a box, clear of its round corners."""
    rect, radii = clip
    across, down = (max((each[axis] for each in radii), default=0) * CORNER for axis in (0, 1))
    return (
        rect.x + across <= place.x
        and rect.y + down <= place.y
        and place.right <= rect.right - across
        and place.bottom <= rect.bottom - down
    )


def _over(paint: Paint, below: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans of what is seen of a paint and what it lies over: the ends come from the ends."""
    seen = []
    for own, under in zip(paint.colors, below, strict=True):
        low, high = ([own[end] * alpha + under[end] * (1 - alpha) for alpha in paint.alpha] for end in (0, 1))
        seen.append((math.floor(min(low)), math.ceil(max(high))))
    return tuple(seen)


def _spans(image: Image, rect: Rect, part: Rect) -> tuple[Span, ...]:
    """Return the spans of the bands of an image, in a part (px) of the box it fills."""
    pixels = _pixels(image)
    across, down = pixels.width / rect.width, pixels.height / rect.height
    box = (
        max(math.floor((part.x - rect.x) * across) - 1, 0),
        max(math.floor((part.y - rect.y) * down) - 1, 0),
        min(math.ceil((part.right - rect.x) * across) + 1, pixels.width),
        min(math.ceil((part.bottom - rect.y) * down) + 1, pixels.height),
    )
    found: Any = pixels.crop(box).getextrema()
    return (found,) if len(pixels.getbands()) == 1 else tuple(found)


@functools.lru_cache(maxsize=HELD)
def _pixels(image: Image) -> Pixels:
    """Return an image decoded: the ground of all slides, and of the next carousel, is often the same."""
    from PIL import Image as Pillow

    with Pillow.open(io.BytesIO(image.body)) as opened:
        wanted = opened.mode if opened.mode in {"L", "RGB", "RGBA"} else "RGBA"
        if min(opened.size) < SMALL:
            return opened.convert(wanted)
        size = (opened.width // STRIDE, opened.height // STRIDE)
        return opened.resize(size, Pillow.Resampling.NEAREST).convert(wanted)
