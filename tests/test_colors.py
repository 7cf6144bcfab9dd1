"""Facts about reading colours."""

from __future__ import annotations

import pytest

from carousel_html.colors import Color, contrast, ink_on, nearest_shade, over, parse_color


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


@pytest.mark.parametrize(
    ("color", "ground"), [("#ffee00", "#fff"), ("#000", "#0e1420"), ("#d00", "#e00"), ("#777", "#888")]
)
@pytest.mark.parametrize("floor", [3, 4.5])
def test_the_nearest_shade_reads_and_keeps_its_hue(color, ground, floor):
    """Far enough from the ground; a grey stays grey, and a colour keeps the order of its parts."""
    given, behind = parse_color(color), parse_color(ground)
    shade = nearest_shade(given, [behind], floor)
    assert contrast(shade, behind) >= floor
    assert parse_color(shade.css) == shade
    assert (shade.red >= shade.green >= shade.blue) or color == "#000"
    if given.red == given.green == given.blue:
        assert shade.red == pytest.approx(shade.blue, abs=0.01)


def test_a_legible_colour_is_its_own_nearest_shade():
    """Nothing is moved without need."""
    assert nearest_shade(parse_color("#0040a0"), [parse_color("white")], 4.5).css == "#0040a0"


def test_without_a_shade_that_does_the_best_one_is_taken():
    """Between a light and a dark ground no ink reads on both."""
    grounds = [parse_color("black"), parse_color("white")]
    shade = nearest_shade(parse_color("red"), grounds, 7)
    assert min(contrast(shade, ground) for ground in grounds) > 4


def test_a_mix_is_what_css_mixes():
    """color-mix(in srgb, red 25%, blue), and with transparent only the alpha changes."""
    assert parse_color("red").mixed(parse_color("blue"), 0.25).css == "#4000bf"
    faint = parse_color("red").mixed(Color(0, 0, 0, 0), 0.3)
    assert (faint.red, faint.alpha) == (1, pytest.approx(0.3))
    assert over(faint, parse_color("white")).css == "#ffb2b2"
