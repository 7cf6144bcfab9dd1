"""
Say what a slide shows now: its own words and images, else those of its post, else of the outro.

Knows carousels. Does not change them, and does not know layouts.
"""

from __future__ import annotations

from carousel_html.errors import InputError
from carousel_html.model import Carousel, Image, Outro, Slide
from carousel_html.studio.ids import OUTRO_ID

OUTRO_LAYOUT = "outro"


def place_of(carousel: Carousel, slide_id: str) -> int:
    """Return the place (from 0) of a slide; raise InputError when there is none of that id."""
    for place, slide in enumerate(carousel.slides):
        if slide.id == slide_id:
            return place
    raise InputError("this slide is not there any more.", where=f"slide {slide_id}", hint="Choose another.")


def number_of(carousel: Carousel, slide_id: str) -> str:
    """Name a slide as a person does: "slide 3", "the outro"."""
    if slide_id == OUTRO_ID and has_implied_outro(carousel):
        return "the outro"
    return f"slide {place_of(carousel, slide_id) + 1}"


def has_implied_outro(carousel: Carousel) -> bool:
    """Tell whether the carousel closes with an outro that stands in no list."""
    last = carousel.slides[-1] if carousel.slides else None
    return carousel.outro is not False and last is not None and last.layout != OUTRO_LAYOUT


def shown_slides(carousel: Carousel) -> list[Slide]:
    """Return every slide that is shown: the chosen ones, and the outro that closes them."""
    if not has_implied_outro(carousel):
        return carousel.slides
    return [*carousel.slides, Slide(id=OUTRO_ID, layout=OUTRO_LAYOUT)]


def shown_text(carousel: Carousel, slide: Slide) -> str:
    """Return the text of a slide (Markdown): its own, else its post's."""
    if slide.text is not None:
        return slide.text
    if slide.layout == OUTRO_LAYOUT and isinstance(carousel.outro, Outro):
        return carousel.outro.text or ""
    post = carousel.post(slide.post) if slide.post else None
    return post.text if post else ""


def shown_title(carousel: Carousel, slide: Slide) -> str:
    """Return the title of a slide: its own; a cover's is the carousel's, an outro's its headline."""
    if slide.title is not None:
        return slide.title
    if slide.layout == "cover":
        return carousel.title or carousel.thread.title or ""
    if slide.layout == OUTRO_LAYOUT and isinstance(carousel.outro, Outro):
        return carousel.outro.headline or ""
    return ""


def shown_images(carousel: Carousel, slide: Slide) -> list[Image]:
    """Return the images of a slide: its own, else its post's."""
    if slide.images is not None:
        return slide.images
    post = carousel.post(slide.post) if slide.post else None
    return post.images if post else []
