"""A border on some sides of a rounded box runs out along the corners where it ends."""

from __future__ import annotations

import re

from carousel_html.frozen import Border, Box, Color, Rect
from carousel_html.pdf.partial_border import is_partial, svg

RED, BLUE, NONE = Color(200, 40, 40), Color(0, 40, 200, 0.5), Color(0, 0, 0, 0)
ROUND = ((30.0, 30.0),) * 4
SHARP = ((0.0, 0.0),) * 4


def bordered(*widths: float, radii: tuple[tuple[float, float], ...] = ROUND, right: Color = RED) -> Box:
    """Return a box of 200 by 100 px with such borders."""
    colors = (RED, right, RED, RED)
    borders = tuple(
        Border(width, color if width else NONE) for width, color in zip(widths, colors, strict=True)
    )
    return Box(Rect(50, 60, 200, 100), None, radii, borders)


def paths(box: Box) -> list[tuple[str, str]]:
    """Return (ink, outline) of what is drawn."""
    return re.findall(r'<path fill="([^"]*)" fill-opacity="[\d.]+" d="([^"]*)"', svg(box))


def points(outline: str) -> list[tuple[float, float]]:
    """Return where the pieces of an outline end."""
    ends = re.findall(r"(-?[\d.]+),(-?[\d.]+)(?=[A-Z]|$)", outline)
    return [(float(x), float(y)) for x, y in ends]


def test_only_what_ends_in_a_round_corner_is_partial():
    """All four sides, none, or sharp corners are what WeasyPrint draws."""
    assert is_partial(ROUND, (0, 0, 0, 8))
    assert not is_partial(ROUND, (1, 1, 1, 8))
    assert not is_partial(ROUND, (0, 0, 0, 0))
    assert not is_partial(SHARP, (0, 0, 0, 8))


def test_one_side_is_a_crescent():
    """The edges meet where the curve of the corner ends, at the top and at the bottom."""
    ((ink, outline),) = paths(bordered(0, 0, 0, 12))
    assert ink == "rgb(200,40,40)"
    assert set(points(outline)) == {(30, 100), (0, 70), (0, 30), (30, 0), (12, 30), (12, 70)}
    # Outside three quarters of the height, inside the same height of a narrower curve.
    assert outline.count("A30,30 0 0 1") == 2
    assert outline.count("A18,30 0 0 0") == 2


def test_sides_that_touch_are_one_outline():
    """No seam lies between them, and the corner between them is passed once outside and once inside."""
    ((_, outline),) = paths(bordered(4, 0, 0, 12))
    assert outline.count("A30,30 0 0 1") == 3
    assert "A18,26 0 0 0" in outline


def test_sides_that_do_not_touch_have_their_own_colours():
    """Left and right: two crescents."""
    (right, left) = paths(bordered(0, 8, 0, 12, right=BLUE))
    assert (right[0], left[0]) == ("rgb(0,40,200)", "rgb(200,40,40)")
    assert 'fill-opacity="0.5"' in svg(bordered(0, 8, 0, 12, right=BLUE))


def test_a_border_wider_than_its_corner_is_sharp_inside():
    """CSS Backgrounds 3 §4.2: the inner radius is what is left, and not less than nothing."""
    ((_, outline),) = paths(bordered(0, 0, 0, 40))
    assert "A0,30" not in outline
    assert (40, 100) in points(outline) or (40, 70) in points(outline)
