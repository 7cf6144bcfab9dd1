"""Spacing survives WeasyPrint's whole thousandths."""

from __future__ import annotations

import pytest
from pages import page

from carousel_html.frozen import Color, TextLine
from carousel_html.pdf.printer import Printer
from carousel_html.pdf.spacing import Spacing, spacing
from carousel_html.stage.capture import capture
from carousel_html.stage.freeze import freeze
from carousel_html.stage.stage import Stage


def line(text: str, letter: float, size: float = 40, word: float = 0) -> TextLine:
    return TextLine(text, 0, 0, 100, size, Color(0, 0, 0), "f", letter_spacing=letter, word_spacing=word)


def printed(text: str, spaced: Spacing, size: float) -> float:
    """The px that spacing adds to a line after each distance was cut to whole thousandths."""
    unit = size / 1000
    total = 0.0
    for place, char in enumerate(text):
        letter = spaced.head_letter if place < spaced.head else spaced.letter
        total += int(round(letter / unit, 6) + (spaced.word / unit if char == " " else 0)) * unit
    return total


def test_line_without_letter_spacing_is_left_alone():
    """Word-spacing alone (a justified line) passes through."""
    assert spacing(line("a b", 0, word=3)) == Spacing(0, 3)


@pytest.mark.parametrize("letter", [-0.1014, -3.0667, 0.37, 4.8, 0.013])
@pytest.mark.parametrize(
    "text", ["Sentence number 28 says a few things about the weather", "unbroken-address.example/path"]
)
def test_cut_distances_add_up_to_what_was_measured(letter: float, text: str):
    """The sum over a line is within half a thousandth of an em a space, or one in all."""
    for size in (25.344, 40, 139.4):
        wanted = letter * len(text)
        allowed = size / 1000 * (text.count(" ") + 1)
        assert abs(printed(text, spacing(line(text, letter, size)), size) - wanted) <= allowed


@pytest.mark.browser
def test_last_glyph_of_spaced_lines_stands_in_its_place(stage: Stage, printer: Printer):
    """Tight and wide, small and large: starts, ends and baselines are within half a px."""
    sizes, spaces = (25.344, 40, 96), ("-0.022em", "-0.004em", "0.013em", "0.08em")
    bodies = [
        f'<p style="font-size:{size}px; letter-spacing:{space}">Sentence number 28 says a few things about '
        "https://example.com/an/address-without-a-space and more</p>"
        for size in sizes
        for space in spaces
    ]
    stage.show(page(bodies))
    frozen = freeze(stage)
    printer.print_pdf(frozen).result()
    for index in range(len(bodies)):
        score = printer.compare(index, capture(stage, index), frozen.slides[index], frozen.height).result()
        assert score.max_line_offset_px is not None
        assert score.max_line_offset_px <= 0.5
