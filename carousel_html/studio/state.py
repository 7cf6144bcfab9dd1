"""
Write the project as the page reads it: one value with everything but the pictures.

Knows the keys of `/api/state`. Reads a snapshot; changes nothing.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Any

from carousel_html.compose.kit import settle_kit
from carousel_html.compose.slide_words import plain_line
from carousel_html.errors import CarouselError, TemplateError
from carousel_html.markup import parse, plain
from carousel_html.model import Brand, Carousel, Image, Slide
from carousel_html.studio.actions.words import shown_images, shown_slides, shown_text, shown_title
from carousel_html.studio.cards import author_of, cards_of, coverage_of
from carousel_html.studio.contrast import contrast_notes
from carousel_html.studio.ids import OUTRO_ID
from carousel_html.studio.images import url_of
from carousel_html.studio.project import Snapshot

LONGEST_NAME = 80
"""Letters of a slide's name, for lists and ears."""


def state_of(
    snapshot: Snapshot,
    *,
    run: str,
    file: str,
    findings: dict[str, list[dict[str, Any]]],
    problem: CarouselError | None,
    have: str | None = None,
) -> dict[str, Any]:
    """Return the state of the studio.

    Args:
        snapshot: the project.
        run: what tells this run of the studio from others.
        file: how to name its file to a person.
        findings: what was found on the slides, by canvas.
        problem: why the preview is not of this revision.
        have: the `posts_version` the page holds; the same cards are not sent again.
    """
    carousel = snapshot.carousel
    coverage = coverage_of(carousel)
    version = _posts_version(carousel)
    conflict = snapshot.conflict
    return {
        "run": run,
        "revision": snapshot.revision,
        "file": file,
        "title": carousel.title,
        "author": author_of(carousel.thread.author)
        | {"name": carousel.thread.author.name or carousel.author},
        **_choices(carousel),
        **_brand(carousel),
        "slides": [_slide(carousel, slide, n) for n, slide in enumerate(shown_slides(carousel))],
        "posts_version": version,
        "posts": None if have == version else cards_of(carousel, coverage),
        "coverage": coverage,
        "findings": findings,
        "undo": snapshot.undo,
        "redo": snapshot.redo,
        "saved": snapshot.saved,
        "save_problem": error_of(snapshot.save_problem),
        "file_problem": error_of(snapshot.file_problem),
        "conflict": {"file": conflict.file, "changed_at": conflict.changed_at} if conflict else None,
        "problem": error_of(problem),
        "template_error": _template_error(problem),
    }


def news_of(snapshot: Snapshot, run: str) -> dict[str, Any]:
    """Return what tells a page whether its state is still the present one."""
    problems = (snapshot.save_problem, snapshot.file_problem)
    return {
        "run": run,
        "revision": snapshot.revision,
        "saved": snapshot.saved,
        "conflict": bool(snapshot.conflict),
        "problems": [problem.what for problem in problems if problem],
    }


def _choices(carousel: Carousel) -> dict[str, Any]:
    """Return what the panels choose."""
    return {
        "language": carousel.language,
        "canvas": carousel.canvas,
        "layout": carousel.layout,
        "density": carousel.density,
        "theme": carousel.theme,
        "typography": carousel.typography.model_dump(),
        "pattern": carousel.pattern.model_dump(),
        "outro": carousel.outro if carousel.outro is False else carousel.outro.model_dump(),
    }


def error_of(error: CarouselError | None) -> dict[str, Any] | None:
    """Return the parts of an error's message."""
    return {"what": error.what, "where": error.where, "hint": error.hint} if error else None


def _template_error(problem: CarouselError | None) -> dict[str, Any] | None:
    """Return a template's mistake with its line, for whoever is editing it."""
    if not isinstance(problem, TemplateError):
        return None
    line = re.search(r":(\d+)", problem.where or "")
    return {**(error_of(problem) or {}), "line": int(line[1]) if line else None}


def _posts_version(carousel: Carousel) -> str:
    return hashlib.sha256(carousel.thread.model_dump_json(exclude={"cleaned"}).encode()).hexdigest()[:16]


def _brand(carousel: Carousel) -> dict[str, Any]:
    file = carousel.brand if isinstance(carousel.brand, str) else None
    try:
        kit = settle_kit(carousel)[0]
        notes = contrast_notes(kit)
    except CarouselError as error:
        return {"brand": None, "brand_file": file, "brand_problem": error_of(error), "brand_contrast": []}
    return {
        "brand": kit.model_dump() | _pictures(kit),
        "brand_file": file,
        "brand_problem": None,
        "brand_contrast": notes,
    }


def _pictures(kit: Brand) -> dict[str, Any]:
    keys = ("logo", "logo_dark", "avatar")
    return {f"{key}_url": f"/api/brand/{key}" if getattr(kit, key) else None for key in keys}


def _slide(carousel: Carousel, slide: Slide, index: int) -> dict[str, Any]:
    is_outro = slide.layout == "outro"
    return {
        "id": slide.id,
        "index": index,
        "layout": slide.layout or carousel.layout,
        "theme": slide.theme,
        "variant": slide.variant,
        "typography": slide.typography.model_dump(exclude_unset=True) if slide.typography else None,
        "pattern": slide.pattern.model_dump(exclude_unset=True) if slide.pattern else None,
        "name": _name(shown_title(carousel, slide) or shown_text(carousel, slide)),
        "title": _bare(shown_title(carousel, slide)),
        "text": shown_text(carousel, slide),
        "quote": slide.quote,
        "items": slide.items,
        "number": slide.number,
        "post": slide.post,
        "posts": list(slide.posts),
        "reason": slide.reason,
        "images": [_image(image) for image in shown_images(carousel, slide)],
        "alt": slide.alt,
        "own": {
            "layout": slide.layout is not None,
            "title": slide.title is not None,
            "text": slide.text is not None,
            "images": slide.images is not None,
        },
        "is_outro": is_outro,
        "is_implied": is_outro and slide.id == OUTRO_ID and slide not in carousel.slides,
    }


@lru_cache(maxsize=4096)
def _name(words: str) -> str:
    """Return words as they are said: without marks, on one line."""
    return " ".join(plain(parse(words)).split())[:LONGEST_NAME]


@lru_cache(maxsize=4096)
def _bare(title: str) -> str:
    r"""Return a title without needless backslashes: an import writes `\#` where `#` says the same."""
    place = title.find("\\")
    while place >= 0:
        without = title[:place] + title[place + 1 :]
        if plain_line(without) == plain_line(title):
            title = without
        place = title.find("\\", place + 1)
    return title


def _image(image: Image) -> dict[str, Any]:
    focus = list(image.focus) if image.focus else None
    return {"src": image.src, "url": url_of(image.src), "alt": image.alt, "focus": focus}
