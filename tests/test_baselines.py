"""A baseline stands where Skia draws it: on a whole pixel of the picture."""

from __future__ import annotations

import pytest

from carousel_html.frozen import Color, Matrix, TextLine
from carousel_html.stage.baselines import on_pixels


def placed(baseline: float, scale: float, matrix: Matrix | None = None) -> float:
    """Return where the baseline of a line ends up."""
    line = TextLine("Words", 10.4, baseline, 80, 20, Color(0, 0, 0), "face", matrix=matrix)
    moved = on_pixels(line, scale)
    assert (moved.x, moved.width, moved.matrix) == (10.4, 80, matrix)
    return moved.baseline


@pytest.mark.parametrize(
    ("baseline", "scale", "expected"),
    [
        (188.5, 1, 189),
        (188.49, 1, 188),
        (188.5, 2, 188.5),
        (188.2, 2, 188),
        (188.6, 1.5, 566 / 3),
        (-0.5, 1, 0),
    ],
)
def test_it_goes_to_the_nearest_pixel(baseline: float, scale: float, expected: float):
    """The pixels are those of the picture: twice as many at twice the scale."""
    assert placed(baseline, scale) == pytest.approx(expected)


def test_what_moved_and_scaled_it_counts():
    """The place on the slide is whole, not the place before."""
    assert placed(125, 1, (1, 0, 0, 1, 100, 40.5)) == 125.5
    assert placed(101, 1, (1, 0, 0, 1.1, 0, 0)) == pytest.approx(111 / 1.1)


def test_a_quarter_turn_is_whole_across():
    """Down the page, a baseline is a line from top to bottom."""
    assert placed(30.3, 1, (0, 1, -1, 0, 200, 0)) == pytest.approx(30)


def test_a_slanted_line_stays():
    """No pixel rows lie along it."""
    assert placed(30.3, 1, (0.99, 0.1, -0.1, 0.99, 0, 0)) == 30.3
