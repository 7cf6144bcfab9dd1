"""What words leave beside their letters, and whether it is seen on letters of another ink."""

from __future__ import annotations

import pytest

from carousel_html.frozen import Color, Rect, TextLine
from carousel_html.stage.context import Context
from carousel_html.stage.lines import Line
from carousel_html.stage.spills import spills

WHITE, BLACK = Color(255, 255, 255), Color(0, 0, 0)


def left(decoration: str = "", **font: str) -> list[Rect | None]:
    """Return where a line of 40 px with its baseline at 100 changes white letters."""
    text = TextLine(text="Words", x=10, baseline=100, width=200, size=40, color=BLACK, face="a", visible=True)
    line = Line(0, 0, 0, 5, Rect(10, 62, 200, 48), 40, text, None, None)
    context = Context(decorations=(decoration,) if decoration else ())
    return [each.over(WHITE) for each in spills(line, {"font": font}, context, (0.75, 0))]


def test_a_hard_shadow_is_where_its_letters_are_moved():
    """They reach 30 px above the baseline."""
    assert left(textShadow="rgb(0, 0, 0) 4px 6px 0px") == [Rect(14, 76, 200, 30)]


def test_a_blurred_shadow_reaches_as_far_as_it_is_seen():
    """A black one is seen beyond its letters, a faint one on none."""
    near, faint = left(textShadow="rgb(0, 0, 0) 0px 0px 8px, rgba(0, 0, 0, 0.1) 0px 0px 8px")
    assert near is not None
    assert 2 < 70 - near.y < 8
    assert faint is None


def test_a_shadow_in_the_ink_of_the_letters_is_not_seen():
    """It would paint them in their own colour."""
    assert left(textShadow="rgb(250, 250, 250) 4px 6px 0px") == [None]


@pytest.mark.parametrize(
    ("decoration", "rect"),
    [
        ("rgb(0, 0, 0) underline 6px rgb(0, 0, 0) -20px auto", Rect(10, 80, 200, 6)),
        ("rgb(0, 0, 0) underline wavy 6px rgb(0, 0, 0) -20px under left", Rect(10, 80, 200, 18)),
        ("rgb(0, 0, 0) overline 6px auto from-font", Rect(10, 59, 200, 6)),
        ("rgb(0, 0, 0) line-through auto auto", Rect(10, 86, 200, 4)),
    ],
)
def test_lines_are_where_their_offset_says(decoration, rect):
    """A wave is three lines high."""
    assert left(decoration) == [rect]
