"""Facts about reading colours."""

from __future__ import annotations

import pytest

from carousel_html.colors import Color, contrast, ink_on, parse_color


@pytest.mark.parametrize(
    ("text", "css"),
    [
        ("#fff", "#ffffff"),
        (" RebeccaPurple ", "#663399"),
        ("rgb(255 0 0)", "#ff0000"),
        ("rgb(300, -5, 0)", "#ff0000"),
        ("hsl(210 50% 40%)", "#336699"),
        ("#11223380", "#11223380"),
        ("transparent", "#00000000"),
    ],
)
def test_a_colour_is_printed_anew(text, css):
    """What is printed comes from the numbers, whatever the notation."""
    color = parse_color(text)
    assert color is not None
    assert color.css == css


@pytest.mark.parametrize(
    "text", ["", "#12", "red;}", "red}b{background:url(//evil)", "currentcolor", "var(--x)"]
)
def test_what_is_no_colour_is_none(text):
    """Text that does not stand for one colour gives none."""
    assert parse_color(text) is None


def test_contrast_of_black_on_white_is_21():
    """The ratio runs from 1 to 21 and does not care about order."""
    black, white = Color(0, 0, 0), Color(1, 1, 1)
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    assert contrast(black, black) == pytest.approx(1)


@pytest.mark.parametrize(
    ("ground", "ink"), [("#ffe600", "#000000"), ("#0b2545", "#ffffff"), ("#767676", "#000000")]
)
def test_ink_is_whichever_reads_better(ground, ink):
    """Black on light grounds, white on dark ones."""
    color = parse_color(ground)
    assert color is not None
    assert ink_on(color) == ink
