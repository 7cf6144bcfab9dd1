"""
Insert, move, duplicate, delete slides, and change what one says or wears.

Knows that the outro which closes a carousel stands in no list until it is changed like a slide.
"""

from __future__ import annotations

from typing import Any, Literal

from carousel_html.arranging import slides_of
from carousel_html.errors import CarouselFileError, InputError
from carousel_html.model import Carousel, Image, Outro, Post, Slide, Strict
from carousel_html.strict_yaml import YamlFile
from carousel_html.studio.actions.words import (
    OUTRO_LAYOUT,
    has_implied_outro,
    number_of,
    place_of,
)
from carousel_html.studio.ids import OUTRO_ID, fresh_id

Content = Literal["text", "image", "both"]

PLAIN_KEYS = ("layout", "theme", "title", "text", "quote", "items", "number", "alt")
GROUP_KEYS = ("variant", "typography", "pattern")
OUTRO_KEYS = {"title": "headline", "text": "text"}
"""Keys of a slide that, on the outro, are keys of `outro`."""


class InsertSlide(Strict):
    """`insert_slide`: a new slide before place `at` (from 0), with a post, an image or words."""

    at: int
    post: str | None = None
    content: Content = "both"
    image: str | None = None
    layout: str | None = None
    text: str | None = None


class MoveSlide(Strict):
    """`move_slide`: to the place (from 0) it shall have."""

    slide: str
    to: int


class OneSlide(Strict):
    """`duplicate_slide`, `delete_slide`."""

    slide: str


class SetSlide(Strict):
    """`set_slide`: a key of one slide ("theme", "text", "variant.tone"); null takes it off."""

    slide: str
    key: str
    value: Any = None


def with_slides(carousel: Carousel, slides: list[Slide]) -> Carousel:
    """Return the carousel with these slides."""
    return carousel.model_copy(update={"slides": slides})


def known_post(carousel: Carousel, post_id: str) -> Post:
    """Return the post of this id; raise InputError."""
    post = carousel.post(post_id)
    if post is None:
        raise InputError("this post is not in the thread any more.", where=f"post {post_id}")
    return post


def insert_slide(carousel: Carousel, given: InsertSlide) -> Carousel:
    """Return the carousel with a new slide."""
    fresh = _new_slide(carousel, given)
    if given.layout:
        fresh = fresh.model_copy(update={"layout": given.layout})
    fresh = fresh.model_copy(update={"id": fresh_id(carousel)})
    at = max(0, min(given.at, len(carousel.slides)))
    return with_slides(carousel, [*carousel.slides[:at], fresh, *carousel.slides[at:]])


def _new_slide(carousel: Carousel, given: InsertSlide) -> Slide:
    image = [Image(src=given.image)] if given.image else None
    if given.post is None:
        layout = "image" if image and not given.text else None
        return Slide(text=given.text or "", images=image, layout=layout)
    post = known_post(carousel, given.post)
    if image:
        image = [next((each for each in post.images if each.src == given.image), image[0])]
    if given.content == "image":
        images = image or post.images
        return Slide(post=post.id, text="", images=images, layout="image" if len(images) == 1 else None)
    words = slides_of(post, carousel)
    fresh = words[0] if words else Slide(post=post.id)
    if given.content == "text":
        return fresh.model_copy(update={"images": [] if post.images else None, "layout": _wordy(fresh)})
    return fresh.model_copy(update={"images": image}) if image else fresh


def _wordy(slide: Slide) -> str | None:
    """Return a layout for words alone: one that was chosen for a picture is none."""
    return None if slide.layout in ("image", "gallery", "split") else slide.layout


def move_slide(carousel: Carousel, given: MoveSlide) -> Carousel:
    """Return the carousel with one slide at another place."""
    slides = list(carousel.slides)
    slide = slides.pop(place_of(carousel, given.slide))
    slides.insert(max(0, min(given.to, len(slides))), slide)
    return with_slides(carousel, slides)


def duplicate_slide(carousel: Carousel, given: OneSlide) -> Carousel:
    """Return the carousel with a copy of a slide after it."""
    carousel = listed(carousel, given.slide)
    place = place_of(carousel, given.slide)
    copy = carousel.slides[place].model_copy(update={"id": fresh_id(carousel)})
    return with_slides(carousel, [*carousel.slides[: place + 1], copy, *carousel.slides[place + 1 :]])


def delete_slide(carousel: Carousel, given: OneSlide) -> Carousel:
    """Return the carousel without a slide; without its outro when it is that."""
    if given.slide == OUTRO_ID and has_implied_outro(carousel):
        return carousel.model_copy(update={"outro": False})
    place = place_of(carousel, given.slide)
    if len(carousel.slides) == 1:
        raise InputError(
            "a carousel needs a slide.", where="slide 1", hint="Insert another one before this is deleted."
        )
    return with_slides(carousel, carousel.slides[:place] + carousel.slides[place + 1 :])


def set_slide(carousel: Carousel, given: SetSlide) -> Carousel:
    """Return the carousel with one key of one slide set; raise CarouselFileError for a wrong value."""
    top, _, rest = given.key.partition(".")
    if not (given.key in PLAIN_KEYS or (top in GROUP_KEYS and rest)):
        raise CarouselFileError(
            f'"{given.key}" is no key of a slide that can be set here.',
            where=f"{number_of(carousel, given.slide)}.{given.key}",
            hint=f"These are: {', '.join((*PLAIN_KEYS, *(f'{group}.…' for group in GROUP_KEYS)))}.",
        )
    if given.slide == OUTRO_ID and has_implied_outro(carousel) and given.key in OUTRO_KEYS:
        return _with_outro(carousel, OUTRO_KEYS[given.key], given.value)
    carousel = listed(carousel, given.slide)
    place = place_of(carousel, given.slide)
    values = carousel.slides[place].model_dump(exclude_unset=True)
    if rest:
        group = dict(values.get(top) or {})
        group[rest] = given.value
        values[top] = {key: value for key, value in group.items() if value is not None} or None
    else:
        values[top] = given.value
    values = {key: value for key, value in values.items() if value is not None}
    slide = YamlFile(f"slide {place + 1}", CarouselFileError, values=values).check(Slide)
    return replaced(carousel, place, slide)


def replaced(carousel: Carousel, place: int, slide: Slide) -> Carousel:
    """Return the carousel with another slide at a place."""
    return with_slides(carousel, [*carousel.slides[:place], slide, *carousel.slides[place + 1 :]])


def listed(carousel: Carousel, slide_id: str) -> Carousel:
    """Return the carousel with its outro among the slides, when that is the slide which is meant."""
    if slide_id != OUTRO_ID or not has_implied_outro(carousel):
        return carousel
    return with_slides(carousel, [*carousel.slides, Slide(id=OUTRO_ID, layout=OUTRO_LAYOUT)])


def _with_outro(carousel: Carousel, key: str, value: Any) -> Carousel:
    outro = carousel.outro if isinstance(carousel.outro, Outro) else Outro()
    values = outro.model_dump(exclude_unset=True) | {key: value}
    checked = YamlFile("the outro", CarouselFileError, values=values).check(Outro)
    return carousel.model_copy(update={"outro": checked})
