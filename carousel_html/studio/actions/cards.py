"""
Put a post card onto a slide: its words, its images, or both; in place of what is there, or beside it.

Knows posts and slides. Does not know how a slide looks.
"""

from __future__ import annotations

from typing import Any, Literal

from carousel_html.arranging import slides_of
from carousel_html.model import Carousel, Image, Post, Slide, Strict
from carousel_html.studio.actions.pictured import MOST_IMAGES, with_images
from carousel_html.studio.actions.slides import Content, known_post, listed, replaced
from carousel_html.studio.actions.words import place_of, shown_images, shown_text


class Put(Strict):
    """`put`: a post card (or one image of it) onto a slide."""

    slide: str
    post: str
    content: Content = "both"
    image: str | None = None
    how: Literal["replace", "join"] = "replace"


def put(carousel: Carousel, given: Put) -> Carousel:
    """Return the carousel with the post's words, images or both on a slide."""
    carousel = listed(carousel, given.slide)
    place = place_of(carousel, given.slide)
    slide, post = carousel.slides[place], known_post(carousel, given.post)
    change = _joined if given.how == "join" else _replacing
    return replaced(carousel, place, slide.model_copy(update=change(carousel, slide, post, given)))


def _replacing(carousel: Carousel, slide: Slide, post: Post, given: Put) -> dict[str, Any]:
    images = _images(post, given.image)
    if given.content == "image":
        return _kept_words(carousel, slide) | with_images(carousel, slide, images)
    own = slides_of(post, carousel)
    words = own[0] if own else Slide(post=post.id)
    fresh: dict[str, Any] = {
        key: getattr(words, key) for key in ("post", "also", "title", "text", "quote", "items", "number")
    }
    if slide.layout == "cover" and words.title is None:
        # A cover without a title of its own would say the carousel's again, with this post below it.
        fresh["title"] = slide.title
    if words.layout is not None:
        fresh["layout"] = words.layout
    if given.content == "text":
        return fresh | {"images": shown_images(carousel, slide)}
    return fresh | {"images": words.images if given.image is None else images}


def _joined(carousel: Carousel, slide: Slide, post: Post, given: Put) -> dict[str, Any]:
    update = _kept_words(carousel, slide)
    if given.content != "image":
        there = update["text"].rstrip()
        if post.id not in slide.posts or post.text.strip() not in there:  # Joined twice, it is there once.
            update["text"] = f"{there}\n\n{post.text}" if there else post.text
        update["post"] = slide.post or post.id
        if post.id not in (update["post"], *slide.also):
            update["also"] = [*slide.also, post.id]
    if given.content != "text":
        now = shown_images(carousel, slide)
        known = {image.src for image in now}
        more = [image for image in _images(post, given.image) if image.src not in known]
        worded = slide.model_copy(update={"text": update["text"]})
        update |= with_images(carousel, worded, [*now, *more][:MOST_IMAGES])
    else:
        update["images"] = shown_images(carousel, slide)
    return update


def _kept_words(carousel: Carousel, slide: Slide) -> dict[str, Any]:
    """Return the words a slide shows, to be its own from now on."""
    return {"text": shown_text(carousel, slide)}


def _images(post: Post, src: str | None) -> list[Image]:
    if src is None:
        return post.images
    return [next((image for image in post.images if image.src == src), Image(src=src))]
