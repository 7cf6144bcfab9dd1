"""
Make the words fit: show, measure, split what is too long, and show again.

Knows how often to try; measuring is the stage's, splitting is arrange's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from carousel_html.arrange import split
from carousel_html.canvases import Canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import Document, compose
from carousel_html.errors import MissingGlyph, TextOverflow
from carousel_html.export.options import Options, Progress
from carousel_html.model import Carousel
from carousel_html.stage.audit import Missing
from carousel_html.stage.fit import Fit, fit
from carousel_html.stage.stage import Stage

MOST_ROUNDS = 8


def fit_all(
    stage: Stage,
    carousel: Carousel,
    document: Document,
    canvas: Canvas,
    catalogue: Catalogue,
    options: Options,
    progress: Progress,
) -> tuple[Carousel, Document, list[Fit]]:
    """Return the carousel, its document and each slide's fit, once every slide fits.

    Raises TextOverflow naming slide, element and words when splitting no longer helps.
    """
    parts: dict[int, int] = {}
    whole = carousel
    for round_ in range(MOST_ROUNDS):
        progress("fit", round_, MOST_ROUNDS)
        stage.show(document)
        fits = fit(stage)
        too_long = {i: each.overflow for i, each in enumerate(fits) if each.overflow}
        if not too_long:
            return carousel, document, fits
        more = more_parts(carousel, whole, parts, {i: each.need for i, each in too_long.items()})
        longer = split(whole, more)
        if len(longer.slides) <= len(carousel.slides):
            break
        parts, carousel = more, longer
        document = compose(carousel, canvas, catalogue, scale=options.scale)
    index, overflow = next(iter(too_long.items()))
    raise TextOverflow(
        f'slide {index + 1} ("{document.slides[index].layout}") has more words than fit: '
        f'"{overflow.text}" in <{overflow.element}>.',
        where=f"{document.slides[index].place} on {canvas.name}",
        hint="Shorten it, choose a layout with more room, or split it into two slides.",
    )


def more_parts(
    carousel: Carousel, whole: Carousel, parts: dict[int, int], need: dict[int, float]
) -> dict[int, int]:
    """Return into how many parts each slide of the unsplit carousel is to be cut next."""
    origin: list[int] = []
    for index in range(len(whole.slides)):
        origin += [index] * parts.get(index, 1)
    more = dict(parts)
    for index, share in need.items():
        slide = origin[index]
        if parts.get(slide, 1) == 1:
            more[slide] = max(2, min(50, int(share + 0.9)))
        else:
            more[slide] = parts[slide] + 1
    return more


def require_glyphs(document: Document, missing: Sequence[Missing]) -> None:
    """Raise MissingGlyph for the first character that no font has: never a box in its place."""
    for each in missing:
        note = document.slides[each.slide - 1]
        codes = ", ".join(f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip() for char in each.text)
        posts = f", post {', '.join(note.posts)}" if note.posts else ""
        raise MissingGlyph(
            f'no font has the character "{each.text}" ({codes}).',
            where=f"{note.place}{posts}",
            hint=f"Tried: {each.fonts}, and every font of this system. "
            "Install a font that has it, or take the character out.",
        )
