"""
Put slides on the stage: fit them, look them over, split what is too long, take their pictures.

The same steps as an export's and a check's, for those slides only whose look is not known yet. Runs on the
thread that owns the browser. Knows the stage and the shelf; does not know when, or for whom.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from carousel_html.arranging import split
from carousel_html.check.pixels import found_in_pixels
from carousel_html.errors import TextOverflow
from carousel_html.export.fitting import more_parts
from carousel_html.findings import Finding
from carousel_html.model import Carousel
from carousel_html.stage.audit import Missing, audit
from carousel_html.stage.capture import capture
from carousel_html.stage.fit import Fit, fit
from carousel_html.stage.stage import Stage
from carousel_html.studio.laid import Laid, Piece
from carousel_html.studio.shelf import Measured, Shelf

MOST_PARTS = 50


@dataclass(frozen=True)
class Shown:
    """What stands on the stage now: a document on one canvas, and which of its slides are not empty."""

    laid: Laid
    places: tuple[int, ...]


def show(stage: Stage, laid: Laid, places: Sequence[int], *, alone: bool) -> Shown:
    """Put these slides (places in the document) on the stage; all of them unless they may stand alone.

    Each in its place, as in an export: gradients are dithered by it.
    """
    stage.show(laid.document.only(places) if alone else laid.document)
    return Shown(laid, tuple(places) if alone else tuple(range(len(laid.pieces))))


def measure(stage: Stage, shown: Shown, shelf: Shelf) -> dict[int, Fit]:
    """Fit and look over what is on the stage; return what does not fit, by its place in the document."""
    fits = fit(stage)
    found, missing = audit(stage, shown.laid.canvas.zones)
    over: dict[int, Fit] = {}
    for place in shown.places:
        piece = shown.laid.pieces[place]
        findings = [each.as_json() for each in found if each.slide == place + 1]
        findings += [_missing(each) for each in missing if each.slide == place + 1]
        stuck = shelf.stuck(piece.look)
        if fits[place].overflow and stuck is None:
            over[place] = fits[place]
            continue
        shelf.measure(piece.look, Measured(fits[place].scale, (*([stuck] if stuck else []), *findings)))
    return over


def _missing(each: Missing) -> dict[str, Any]:
    fonts = len(each.fonts.split(","))
    return Finding(each.slide, "missing-glyph", each.text, fonts, fonts).as_json()


def split_further(laid: Laid, over: dict[int, Fit], shelf: Shelf) -> None:
    """Note into how many slides those that are too long are to be split next, or that it does not help.

    One slide at a time: one that cannot be parted must not keep the others from it.
    """
    parts = {number: shelf.parts(look) for number, look in enumerate(laid.whole)}
    origins = _origins(laid)
    for place, each in over.items():
        number = origins[place]
        assert each.overflow is not None, "only what does not fit is split"
        count = more_parts(laid.chosen, laid.chosen, parts, {place: each.overflow.need})[number]
        if _split_count(laid.chosen, number, count) > parts[number]:
            shelf.part(laid.whole[number], count)
        else:
            shelf.stick(laid.pieces[place].look, _overflow(each))


def _split_count(carousel: Carousel, number: int, count: int) -> int:
    """Return how many slides one becomes when it is to be split into `count`; 1 when that cannot be."""
    if count > MOST_PARTS:
        return 1
    try:
        return len(split(carousel, {number: count}).slides) - len(carousel.slides) + 1
    except TextOverflow:
        return 1


def _overflow(found: Fit) -> dict[str, Any]:
    assert found.overflow is not None, "only what does not fit is stuck"
    return Finding(None, "overflow", found.overflow.text, round(found.overflow.need, 2), 1).as_json()


def _origins(laid: Laid) -> list[int]:
    """Return for each slide of the document its place among the chosen ones."""
    places: dict[str, int] = {}
    for piece in laid.pieces:
        places.setdefault(piece.slide, len(places))
    return [places[piece.slide] for piece in laid.pieces]


def take(
    stage: Stage, shown: Shown, places: Sequence[int], shelf: Shelf, told: Callable[[Piece, str], bool]
) -> None:
    """Take the pictures of these slides, in this order, until `told` says that it is enough."""
    for place in places:
        piece = shown.laid.pieces[place]
        name = shelf.put(piece.look, capture(stage, place))
        if not told(piece, name):
            return


def measure_contrast(stage: Stage, shown: Shown, place: int, shelf: Shelf) -> bool:
    """Find the words of a slide on the stage that hardly stand out; return whether there are any."""
    look = shown.laid.pieces[place].look
    picture = shelf.picture(shelf.name(look) or "")
    found = found_in_pixels(stage, [place], [picture] if picture else [])
    shelf.look_at(look, tuple(each.as_json() for each in found))
    return bool(found)


def not_looked_at(laid: Laid, shelf: Shelf) -> list[int]:
    """Return the places of slides that have a picture, and whose contrast is not known."""
    return [
        place
        for place, piece in enumerate(laid.pieces)
        if shelf.faint(piece.look) is None and shelf.measured(piece.look) and shelf.name(piece.look)
    ]


def unmeasured(laid: Laid, shelf: Shelf) -> list[int]:
    """Return the places of slides of which something is still to be found out, or a picture to be taken."""
    return [
        place
        for place, piece in enumerate(laid.pieces)
        if shelf.measured(piece.look) is None or shelf.name(piece.look) is None
    ]
