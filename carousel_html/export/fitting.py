"""
Make the words fit: show, measure, split what is too long, and show again.

Knows how often to try; measuring is the stage's, splitting is arrange's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from carousel_html.arranging import split
from carousel_html.canvases import Canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import Document, compose
from carousel_html.errors import MissingGlyph, TextOverflow
from carousel_html.export.kept_slides import KeptSlides, forget
from carousel_html.export.options import Options, Progress
from carousel_html.model import Carousel
from carousel_html.stage.audit import Missing
from carousel_html.stage.fit import Fit, fit
from carousel_html.stage.stage import Stage

MOST_ROUNDS = 8
MOST_NAMED = 12
"""So many characters that no font has are named; a script that is missing has thousands."""
BORROWED = re.compile(r'"Borrowed [^"]*", ')


@dataclass(frozen=True)
class Fitted:
    """How far the fitting came: what stands on the stage, and why a slide could not be split, if so.

    `kept` is what earlier runs kept of its slides; those that are known stand empty on the stage.
    """

    carousel: Carousel
    document: Document
    fits: list[Fit]
    kept: KeptSlides
    error: TextOverflow | None = None


def fit_all(
    stage: Stage,
    carousel: Carousel,
    document: Document,
    canvas: Canvas,
    catalogue: Catalogue,
    options: Options,
    progress: Progress,
    recall: Callable[[Document], KeptSlides] = forget,
) -> Fitted:
    """Fit and split as far as it helps; what does not fit then is told by each slide's fit.

    `recall` finds what earlier runs kept of a document's slides.
    """
    parts: dict[int, int] = {}
    whole = carousel
    error: TextOverflow | None = None
    for round_ in count():
        progress("fit", round_, MOST_ROUNDS)
        kept = recall(document)
        stage.show(document, kept.unknown)
        fits = fit(stage, kept)
        need = {i: each.overflow.need for i, each in enumerate(fits) if each.overflow}
        if not need or round_ + 1 == MOST_ROUNDS:
            break
        more = more_parts(carousel, whole, parts, need)
        try:
            longer = split(whole, more)
        except TextOverflow as stuck:
            error = error or stuck
            more = {i: n for i, n in more.items() if n == parts.get(i, 1) or _splits(whole, i, n)}
            more |= {i: n for i, n in parts.items() if i not in more}
            longer = split(whole, more)
        if len(longer.slides) <= len(carousel.slides):
            break
        parts, carousel = more, longer
        document = compose(carousel, canvas, catalogue, scale=options.scale)
    return Fitted(carousel, document, fits, kept, error)


def require_fit(fitted: Fitted, canvas: Canvas) -> None:
    """Raise TextOverflow naming slide, element and words when splitting no longer helps."""
    if fitted.error is not None:
        raise fitted.error
    for number, (note, each) in enumerate(zip(fitted.document.slides, fitted.fits, strict=True), 1):
        if each.overflow is not None:
            raise TextOverflow(
                f'slide {number} ("{note.layout}") has more words than fit: '
                f'"{each.overflow.text}" in <{each.overflow.element}>.',
                where=f"{note.place} on {canvas.name}",
                hint="Shorten it, choose a layout with more room, or split it into two slides.",
            )


def _splits(whole: Carousel, slide: int, count: int) -> bool:
    """Tell whether a slide can be cut into so many."""
    try:
        split(whole, {slide: count})
    except TextOverflow:
        return False
    return True


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
    """Raise MissingGlyph for the first character that no font has, and name others: never a box."""
    if not missing:
        return
    first, *others = missing
    note = document.slides[first.slide - 1]
    codes = ", ".join(f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip() for char in first.text)
    posts = f", post {', '.join(note.posts)}" if note.posts else ""
    more = dict.fromkeys(each.text for each in others if each.text != first.text)
    raise MissingGlyph(
        f'no font has the character "{first.text}" ({codes}){_named(list(more))}.',
        where=f"{note.place}{posts}",
        hint=f"Tried: {BORROWED.sub('', first.fonts)}, and every font of this system. "
        "Install a font that has it (`carousel doctor` knows which), or take the character out.",
    )


def _named(more: Sequence[str]) -> str:
    """Say which other characters are missing, the first of many."""
    if not more:
        return ""
    rest = f" and {len(more) - MOST_NAMED} more" if len(more) > MOST_NAMED else ""
    return f", nor {' '.join(more[:MOST_NAMED])}{rest}"
