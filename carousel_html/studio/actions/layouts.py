"""
Choose a layout for all slides: what arranging made of the thread is made anew for it.

A slide that stands as it was arranged becomes what arranging makes of its posts now. One whose words were
changed since keeps them and gives up the layout that was found for it, unless only that shows them. A layout
that somebody chose for one slide stays. Knows carousels; what suits, arranging says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from carousel_html.arranging import AUTO, arrange
from carousel_html.model import Carousel, Slide, Thread
from carousel_html.studio.actions.words import OUTRO_LAYOUT
from carousel_html.studio.ids import with_ids

ENDS = ("cover", OUTRO_LAYOUT)
"""Layouts of slides that open or close a carousel, whatever stands between them."""

SHOWN_BY_FEW = ("quote", "items", "rows", "number", "link")
"""Keys of a slide that most layouts do not show."""

Arranged = dict[tuple[str, ...], list[Slide]]
"""The slides that arranging makes, by the posts they show."""


def with_layout(carousel: Carousel, name: str) -> Carousel:
    """Return the carousel with this layout for all slides that have none of their own."""
    chosen = carousel.model_copy(update={"layout": name})
    if not carousel.thread.posts or name == carousel.layout == AUTO:
        return chosen
    now, thread = _arranged(chosen)
    # They may be from before another layout was chosen in the file.
    layouts = dict.fromkeys((carousel.layout, AUTO))
    before = [_arranged(carousel.model_copy(update={"layout": layout}))[0] for layout in layouts]
    slides: list[Slide] = []
    for posts, run in groupby(carousel.slides, key=lambda slide: slide.posts):
        slides += _laid(
            list(run), [made[posts] for made in before if posts in made], now.get(posts, []), name
        )
    return with_ids(chosen.model_copy(update={"slides": slides, "thread": thread}))


def arranged_anew(carousel: Carousel) -> Carousel:
    """Return the carousel with the slides that arranging makes of its thread today."""
    bare = carousel.model_copy(update={"slides": []})
    # A title that was found in the first post is no title given beside it: it would stand on the cover twice.
    found = arrange(carousel.thread, bare.model_copy(update={"title": ""}))
    return found if carousel.title in ("", found.title) else arrange(carousel.thread, bare)


def _arranged(carousel: Carousel) -> tuple[Arranged, Thread]:
    fresh = arranged_anew(carousel)
    found: Arranged = {}
    for slide in fresh.slides:
        found.setdefault(slide.posts, []).append(slide)
    return found, fresh.thread


def _laid(
    run: Sequence[Slide], before: Sequence[list[Slide]], now: list[Slide], name: str
) -> Iterator[Slide]:
    """Yield the slides of the same posts, laid out anew where arranging had laid them out."""
    if now and any(_said(run) == _said(made) for made in before):
        for place, slide in enumerate(now):
            yield slide.model_copy(update={"id": run[place].id if place < len(run) else None})
        return
    found = {slide.layout for made in before for slide in made}
    for slide in run:
        is_found = slide.layout in found and slide.layout not in (None, *ENDS)
        keeps = any(getattr(slide, key) for key in SHOWN_BY_FEW)
        yield (
            slide.model_copy(update={"layout": AUTO if name == AUTO else None})
            if is_found and not keeps
            else slide
        )


def _said(slides: Sequence[Slide]) -> list[dict[str, Any]]:
    """Return what slides say and wear. A file does not hold why they were arranged so."""
    return [slide.model_dump(exclude={"id"}) for slide in slides]
