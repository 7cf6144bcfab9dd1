"""
Make room for a picture that comes onto a slide: most layouts for words show none.

The words then choose a layout that shows both. Knows which of the built-in layouts show no picture; what
suits, arranging says. A layout of somebody's own is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from carousel_html.arranging import AUTO
from carousel_html.model import Carousel, Image, Slide
from carousel_html.studio.actions.words import shown_images, shown_text

WITHOUT_PICTURES = frozenset({"text", "statement", "link", "list", "steps"})
"""Layouts that show no picture and whose words others show too."""

MOST_IMAGES = 4
"""What the layouts for pictures show on one slide."""

_LINES: Mapping[str, Callable[[int], str]] = {
    "list": lambda number: "-",
    "steps": lambda number: f"{number}.",
}
"""What stands before an item where items become lines of the text."""


def with_images(carousel: Carousel, slide: Slide, images: list[Image] | None) -> dict[str, Any]:
    """Return the keys of a slide that gets these images, and shows them."""
    update: dict[str, Any] = {"images": images}
    layout = slide.layout or carousel.layout
    if not images or shown_images(carousel, slide) or layout not in WITHOUT_PICTURES:
        return update
    if slide.items and layout in _LINES:
        lines = [f"{_LINES[layout](number)} {item}" for number, item in enumerate(slide.items, 1)]
        text = shown_text(carousel, slide).rstrip()
        update |= {"text": "\n\n".join(filter(None, [text, "\n".join(lines)])), "items": None}
    elif slide.quote or slide.items or slide.number:
        return update
    return update | {"layout": AUTO}
