"""
Let short neighbours share a slide, or give a long post several: as dense as was chosen.

    airy     a post longer than a few lines is cut into parts of about one size
    normal   one post, one slide
    tight    plain posts of a line or two stand together

Knows how many characters make a post short or long. What does not fit
is cut later, by measuring.
"""

from __future__ import annotations

from collections.abc import Iterator

from carousel_html.arranging.splitting import split
from carousel_html.arranging.suits import STATEMENT
from carousel_html.errors import TextOverflow
from carousel_html.letters import count_letters
from carousel_html.markup import hrefs, parse, plain
from carousel_html.model import Carousel, Slide

LONGEST_NEIGHBOUR = 150
LONGEST_TOGETHER = 320
MOST_TOGETHER = 3
LONGEST_AIRY = 220
SEPARATOR = "\n\n"
PLAIN_LAYOUTS = (None, "text")


def shared(slides: list[Slide], carousel: Carousel) -> list[Slide]:
    """Return the slides as dense as the carousel says; every word stays, in order."""
    if carousel.density == "tight":
        return list(_together(slides, carousel))
    return list(_apart(slides, carousel)) if carousel.density == "airy" else slides


# --- together --------------------------------------------------------------------------------


def _together(slides: list[Slide], carousel: Carousel) -> Iterator[Slide]:
    group: list[Slide] = []
    for slide in slides:
        if group and not _may_join(group, slide, carousel):
            yield _joined(group, carousel)
            group = []
        group.append(slide)
    if group:
        yield _joined(group, carousel)


def _may_join(group: list[Slide], slide: Slide, carousel: Carousel) -> bool:
    members = [*group, slide]
    authors = [post.author for each in members if (post := carousel.post(each.post or ""))]
    texts = [_text(each, carousel) for each in members]
    return (
        len(members) <= MOST_TOGETHER
        and all(_is_short(each, text) for each, text in zip(members, texts, strict=True))
        and not any(_images(each, carousel) for each in members)
        and sum(count_letters(plain(parse(text))) for text in texts) <= LONGEST_TOGETHER
        and all(author == authors[0] for author in authors)
    )


def _is_short(slide: Slide, text: str) -> bool:
    """Tell whether a slide is nothing but a few plain words of a post."""
    blocks = parse(text)
    return (
        slide.layout in (*PLAIN_LAYOUTS, STATEMENT)
        and not (slide.title or slide.items or slide.quote)
        and bool(slide.post)
        and count_letters(plain(blocks)) <= LONGEST_NEIGHBOUR
        and not list(hrefs(blocks))
    )


def _joined(group: list[Slide], carousel: Carousel) -> Slide:
    if len(group) == 1:
        return group[0]
    ids = list(dict.fromkeys(each.post for each in group if each.post))
    text = SEPARATOR.join(_text(each, carousel) for each in group)
    return Slide(post=ids[0], also=ids[1:], text=text).because(f"{len(group)} short posts together")


def _text(slide: Slide, carousel: Carousel) -> str:
    post = carousel.post(slide.post) if slide.post else None
    return slide.text if slide.text is not None else post.text if post else ""


def _images(slide: Slide, carousel: Carousel) -> bool:
    post = carousel.post(slide.post) if slide.post else None
    return bool(slide.images if slide.images is not None else post and post.images)


# --- apart -----------------------------------------------------------------------------------


def _apart(slides: list[Slide], carousel: Carousel) -> Iterator[Slide]:
    for slide in slides:
        letters = count_letters(plain(parse(_text(slide, carousel))))
        parts = -(-letters // LONGEST_AIRY)
        is_plain = slide.layout in PLAIN_LAYOUTS and not (slide.items or slide.quote)
        yield from _cut(slide, carousel, parts) if is_plain and parts > 1 else [slide]


def _cut(slide: Slide, carousel: Carousel, parts: int) -> list[Slide]:
    alone = carousel.model_copy(update={"slides": [slide]})
    try:
        cut = split(alone, {0: parts}).slides
    except TextOverflow:
        return [slide]  # A long link or a listing stays whole.
    return [_as_chosen(part) for part in cut]


def _as_chosen(part: Slide) -> Slide:
    """Return a part as a slide of its own: it is no part of an entry that is too long."""
    own = Slide.model_validate(part.model_dump(exclude_unset=True))
    return own.because("a part of a long post")
