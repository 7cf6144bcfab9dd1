"""
Give every slide a name that stays while it is edited, moved and undone.

A slide of carousel.yaml may carry an `id`; most do not. Those get one for as long as the studio runs, and
it is taken off again before the file is written. Knows slides; does not know files.
"""

from __future__ import annotations

import hashlib
import re
from difflib import SequenceMatcher
from itertools import count

from carousel_html.model import Carousel, Slide

OUTRO_ID = "outro"
"""The id of the closing slide that `outro` makes, which stands in no list."""

_numbers = count(1)
"""For ids: none is made twice, so that what was meant for a slide that is gone reaches no other."""

_MADE = re.compile(r"_s[0-9]+")
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,60}")


def with_ids(carousel: Carousel, before: Carousel | None = None) -> Carousel:
    """Return a copy in which every slide has an id of its own.

    Args:
        carousel: as it was read.
        before: the carousel it takes the place of; a slide that is still there keeps its id.
    """
    kept = _kept(carousel, before) if before else {}
    taken = {slide.id for slide in (before.slides if before else [])} | {
        slide.id for slide in carousel.slides
    }
    fresh = (made for number in _numbers if (made := f"_s{number}") not in taken)
    used: set[str] = set()
    slides = []
    for number, slide in enumerate(carousel.slides):
        known = slide.id or kept.get(number)
        if known is None or known in used or (known == OUTRO_ID and slide.layout != OUTRO_ID):
            known = next(fresh)
        used.add(known)
        slides.append(slide if slide.id == known else slide.model_copy(update={"id": known}))
    return carousel.model_copy(update={"slides": slides})


def without_ids(carousel: Carousel) -> Carousel:
    """Return a copy without the ids that `with_ids` made, as the file shall have it."""
    slides = [
        slide.model_copy(update={"id": None}) if slide.id and _MADE.fullmatch(slide.id) else slide
        for slide in carousel.slides
    ]
    return carousel.model_copy(update={"slides": slides})


def fresh_id(carousel: Carousel) -> str:
    """Return an id that no slide of the carousel has, nor any that was made here had."""
    taken = {slide.id for slide in carousel.slides}
    return next(made for number in _numbers if (made := f"_s{number}") not in taken)


def address_of(slide_id: str) -> str:
    """Return what names a slide in an address: its id, or a hash of one that would not stand there."""
    if _PLAIN.fullmatch(slide_id):
        return slide_id
    return "h" + hashlib.sha256(slide_id.encode()).hexdigest()[:16]


def _kept(carousel: Carousel, before: Carousel) -> dict[int, str]:
    """Match slides without an id with the ones they were: equal ones first, then by their place."""
    old, new = [_words(slide) for slide in before.slides], [_words(slide) for slide in carousel.slides]
    kept: dict[int, str] = {}
    for kind, a, a_end, b, b_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and a_end - a == b_end - b):
            for step in range(b_end - b):
                kept[b + step] = before.slides[a + step].id or ""
    return {number: name for number, name in kept.items() if name}


def _words(slide: Slide) -> str:
    return slide.model_dump_json(exclude={"id"}, exclude_defaults=True)
