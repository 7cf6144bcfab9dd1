"""
Say how far the letters of a line reach, and whether they lie over one another.

What the face tells is believed, where it draws a character by one glyph; else what most faces do. Knows lines
and faces; decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from carousel_html.frozen import Rect
from carousel_html.stage.context import Context, bounds
from carousel_html.stage.faces import Faces
from carousel_html.stage.lines import Line

AT_MOST = (1.1, 0.4)
"""How far (em) letters reach above and below the baseline in any face."""

_KEEPS_REACH = re.compile(r'"(lnum|tnum|pnum|zero|kern)" 1|"\w{4}" 0')
"""Features that put no letter below the baseline, nor higher than capitals."""

_JOINED = re.compile("[\u0620-\u06ff\u0710-\u074f\u0900-\u0dff]")
"""Letters that are joined by laying them over one another: of Arabic, Syriac, and the scripts of India."""

_UNJOINED = re.compile("[\0-\u02ff\u0370-\u0482\u048a-\u058f\u05d0-\u05f4\u1e00-\u20bf\u2100-\u22ff]*")
"""Characters that a face draws by the glyph it names for each: no marks, no joined script."""

_USUALLY = (0.9, 0.25)
"""How far (em) they do in most faces and scripts."""


def may_reach(line: Line, faces: Faces) -> tuple[float, float]:
    """Return how far (em) the letters of a line reach above and below the baseline, with a hair to spare."""
    reach = reaches(line, faces)
    if reach is _USUALLY:
        return AT_MOST
    above, below = reach
    return min(max(above, 0.8) + 0.05, AT_MOST[0]), min(below + 0.05, AT_MOST[1])


def reaches(line: Line, faces: Faces) -> tuple[float, float]:
    """Return how far they do, as far as the face tells."""
    text = line.line.text
    is_plain = all(_KEEPS_REACH.fullmatch(each) for each in line.line.features.split(", ") if each)
    if line.face is None or not is_plain or not _UNJOINED.fullmatch(text):
        return _USUALLY
    return faces.ink(line.face, text)


def surely_inked(line: Line) -> Rect:
    """Return where the letters of a line are, for sure: not between it and the next, nor beside it."""
    top = line.line.baseline - 0.7 * line.line.size
    return Rect(line.rect.x, top, line.rect.width, 0.7 * line.line.size).grown(-2, -2, -2, -2)


def letters_placed(line: Line, context: Context, reach: tuple[float, float]) -> Rect:
    """Return where on the slide the letters of a line are that reach so far: its box may be higher."""
    (above, below), size = reach, line.line.size
    letters = Rect(line.rect.x, line.line.baseline - above * size, line.rect.width, (above + below) * size)
    return bounds(line.rect.within(letters), context.matrix).grown(-1, -1, -1, -1)


def letters_at_most(line: Line, context: Context) -> Rect:
    """Return what letters of any face keep to, for a first look that asks no font."""
    (above, below), size = AT_MOST, line.line.size
    return bounds(
        Rect(line.rect.x, line.line.baseline - above * size, line.rect.width, (above + below) * size),
        context.matrix,
    )


def letter_rects(line: Line, context: Context, faces: Faces) -> Iterator[Rect]:
    """Yield where the letters of a line are on the slide: the whole above the baseline, tails below it."""
    (above, below), size = reaches(line, faces), line.line.size
    top = line.line.baseline - above * size
    yield bounds(Rect(line.rect.x, top, line.rect.width, above * size), context.matrix).grown(-2, -2, -2, -2)
    yield from descenders(line, below, context)


def descenders(line: Line, below: float, context: Context) -> Iterator[Rect]:
    """Yield where on the slide letters of a line reach so far (em) below its baseline."""
    for left, right in zip(line.hangs[::2], line.hangs[1::2], strict=True):
        letter = Rect(left, line.line.baseline, right - left, below * line.line.size).within(line.rect)
        yield bounds(letter, context.matrix).grown(-1, -1, -1, -1)


def overlaps_itself(line: Line) -> bool:
    """Say whether letters of a line lie over one another: set very tight, or large and joined."""
    size = line.line.size
    return line.line.letter_spacing < -0.08 * size or (size > 48 and bool(_JOINED.search(line.line.text)))
