"""
Change the images of a slide: which one, what it shows in words, which point stays in view.

An image of the post becomes the slide's own when it is changed; the post keeps its own.
"""

from __future__ import annotations

from typing import Any

from carousel_html.errors import CarouselFileError, InputError
from carousel_html.model import Carousel, Image, Strict
from carousel_html.strict_yaml import YamlFile
from carousel_html.studio.actions.pictured import MOST_IMAGES, with_images
from carousel_html.studio.actions.slides import listed, replaced
from carousel_html.studio.actions.words import number_of, place_of, shown_images


class SetImage(Strict):
    """`set_image`: the image at `place` (from 0; one behind the last adds one). Keys left out stay."""

    slide: str
    place: int
    src: str | None = None
    alt: str | None = None
    focus: tuple[float, float] | None = None


class RemoveImage(Strict):
    """`remove_image`: the image at `place` (from 0)."""

    slide: str
    place: int


def set_image(carousel: Carousel, given: SetImage) -> Carousel:
    """Return the carousel with one image of a slide changed or added."""
    carousel = listed(carousel, given.slide)
    at = place_of(carousel, given.slide)
    images = list(shown_images(carousel, carousel.slides[at]))
    fields = given.model_fields_set & {"src", "alt", "focus"}
    changes: dict[str, Any] = {key: getattr(given, key) for key in fields}
    if given.place == len(images) >= MOST_IMAGES:
        raise InputError(
            f"a slide shows {MOST_IMAGES} images.",
            where=number_of(carousel, given.slide),
            hint="Take one off, or put this one on another slide.",
        )
    if given.place == len(images) and given.src:
        images.append(_checked(changes))
    elif 0 <= given.place < len(images):
        old = images[given.place].model_dump()
        if given.src and given.src != old["src"]:
            old = {}  # Another picture: what was said of the old one is not true of it.
        images[given.place] = _checked({**old, **changes})
    else:
        raise InputError("this image is not there any more.", where=number_of(carousel, given.slide))
    slide = carousel.slides[at]
    return replaced(carousel, at, slide.model_copy(update=with_images(carousel, slide, images)))


def remove_image(carousel: Carousel, given: RemoveImage) -> Carousel:
    """Return the carousel without one image of a slide."""
    at = place_of(carousel, given.slide)
    images = list(shown_images(carousel, carousel.slides[at]))
    if not 0 <= given.place < len(images):
        raise InputError("this image is not there any more.", where=number_of(carousel, given.slide))
    del images[given.place]
    return replaced(carousel, at, carousel.slides[at].model_copy(update={"images": images}))


def _checked(values: dict[str, Any]) -> Image:
    given = {key: value for key, value in values.items() if value is not None}
    image = YamlFile("the image", CarouselFileError, values=given).check(Image)
    if image.focus and not all(0 <= part <= 1 for part in image.focus):
        raise InputError("a focal point lies inside its image.", where="focus", hint="Give 0 to 1.")
    return image
