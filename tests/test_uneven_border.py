"""Sides of a rounded box that are not alike run out along a corner, or part in it."""

from __future__ import annotations

import re

import pytest

from carousel_html.frozen import Border, Box, Color, Rect
from carousel_html.pdf.uneven_border import is_uneven, svg

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


def test_only_sides_that_are_not_alike_are_uneven():
    """One colour on all four sides, none, or sharp corners are what WeasyPrint draws."""
    uneven = {
        (0, 0, 0, 8): True,
        (1, 1, 1, 8): False,
        (0, 0, 0, 0): False,
    }
    assert {widths: is_uneven(ROUND, bordered(*widths).borders) for widths in uneven} == uneven
    assert is_uneven(ROUND, bordered(1, 1, 1, 1, right=BLUE).borders)
    assert not is_uneven(SHARP, bordered(0, 0, 0, 8).borders)


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


def test_two_colours_part_on_the_line_through_both_corners():
    """A side of 12 px beside one of 4: the line goes three px across for each px down, on both curves."""
    box = bordered(4, 4, 4, 12, right=RED)
    left = [*box.borders[:3], Border(12, BLUE)]
    (rest, crescent) = paths(Box(box.rect, None, ROUND, tuple(left)))
    assert crescent[0] == "rgb(0,40,200)"
    shared = set(points(rest[1])) & set(points(crescent[1]))
    assert len(shared) == 4
    upper = sorted(point for point in shared if point[1] < 50)
    for x, y in upper:
        assert x == pytest.approx(3 * y, abs=0.01)
    (ox, oy), (ix, iy) = upper
    assert (ox - 30) ** 2 + (oy - 30) ** 2 == pytest.approx(900, abs=0.1)
    assert ((ix - 30) / 18) ** 2 + ((iy - 30) / 26) ** 2 == pytest.approx(1, abs=0.001)


def test_two_colours_part_in_a_sharp_corner_as_ever():
    """From the outer corner to the inner one."""
    radii = ((0.0, 0.0), (30.0, 30.0), (30.0, 30.0), (0.0, 0.0))
    box = bordered(4, 4, 4, 12, radii=radii)
    (_, crescent) = paths(Box(box.rect, None, radii, (*box.borders[:3], Border(12, BLUE))))
    assert set(points(crescent[1])) == {(0, 100), (0, 0), (12, 4), (12, 96)}
