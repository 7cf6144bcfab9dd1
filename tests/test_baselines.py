"""A baseline stands where it is drawn: on a whole px, or on the pixel nearest to it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from pages import page
from PIL import Image

from carousel_html.fidelity import text_lines
from carousel_html.frozen import Color, Matrix, TextLine
from carousel_html.stage.baselines import on_pixels
from carousel_html.stage.browser import Chromium
from carousel_html.stage.capture import capture
from carousel_html.stage.freeze import freeze
from carousel_html.stage.stage import Stage

FRACTIONS = [twentieth / 20 for twentieth in range(20)]

# A letter in a column of its own, moved down by a fraction of a px.
KINDS = {
    "placed": "<p style='left:{x}px;top:{down}px'>H</p>",
    "padded": "<p style='left:{x}px;top:100px;padding-top:{fraction}px'>H</p>",
    "inline block": (
        "<p style='left:{x}px;top:200px'><i style='display:inline-block;margin-top:{fraction}px'>H</i></p>"
    ),
    "transformed": "<p style='left:{x}px;top:300px;transform:translateY({fraction}px)'>H</p>",
    "led": "<p style='left:{x}px;top:400px;line-height:calc(30px + 2 * {fraction}px)'>H</p>",
    "relative": "<p style='left:{x}px;top:500px'><b style='position:relative;top:{fraction}px'>H</b></p>",
    "lowered": "<p style='left:{x}px;top:600px'><b style='vertical-align:-{fraction}px'>H</b></p>",
    "boxed": "<p style='left:{x}px;top:700px'><b style='padding-top:{fraction}px'>H</b></p>",
    "in a box": "<p style='left:{x}px;top:{below}px'><b class='box'>H</b></p>",
    "inside a box": "<p style='left:{x}px;top:{lower}px'><b class='box'><em>H</em></b></p>",
    "bordered": "<p style='left:{x}px;top:1000px'><b class='edge' style='padding-top:{fraction}px'>H</b></p>",
    "lowered box": (
        "<p style='left:{x}px;top:1100px'><b class='box' style='vertical-align:-{fraction}px'>H</b></p>"
    ),
}
CSS = """
.slide p { position: absolute; font-size: 30px; line-height: 30px; margin: 0 }
.slide :is(i, em) { font-style: normal }
.box { padding-top: 6.525px; background: #eee }
.edge { border-top: 1px solid #ddd }
"""


def placed(baseline: float, scale: float, matrix: Matrix | None = None, *, is_shifted: bool = False) -> float:
    """Return where the baseline of a line ends up."""
    line = TextLine("Words", 10.4, baseline, 80, 20, Color(0, 0, 0), "face", matrix=matrix)
    moved = on_pixels(line, scale, is_shifted=is_shifted)
    assert (moved.x, moved.width, moved.matrix) == (10.4, 80, matrix)
    return moved.baseline


@pytest.mark.parametrize("scale", [1, 2, 3])
@pytest.mark.parametrize(("baseline", "expected"), [(188.5, 189), (188.49, 188), (188.2, 188), (-0.5, 0)])
def test_it_goes_to_the_nearest_px(baseline: float, scale: float, expected: float):
    """However many pixels there are to a px: Chromium draws lines on whole px."""
    assert placed(baseline, scale) == expected


def test_between_px_it_goes_to_the_nearest_pixel():
    """With three pixels to two px, every other px is between pixels."""
    assert placed(189, 1.5) == pytest.approx(284 / 1.5)
    assert placed(188, 1.5) == 188


def test_words_off_their_line_keep_their_place_on_it():
    """They go to the nearest pixel, not to the nearest px."""
    assert placed(188.3, 2, is_shifted=True) == 188.5
    assert placed(188.3, 1, is_shifted=True) == 188


def test_what_moved_and_scaled_it_counts():
    """The place on the slide is on a pixel, not the place before."""
    assert placed(125, 1, (1, 0, 0, 1, 100, 40.5)) == 125.5
    assert placed(125, 2, (1, 0, 0, 1, 100, 40.5)) == 125
    assert placed(101, 1, (1, 0, 0, 1.1, 0, 0)) == pytest.approx(111 / 1.1)


def test_a_quarter_turn_is_whole_across():
    """Down the page, a baseline is a line from top to bottom."""
    assert placed(30.3, 1, (0, 1, -1, 0, 200.4, 0)) == pytest.approx(30.4)


def test_a_slanted_line_goes_to_a_px():
    """No rows of pixels lie along it."""
    assert placed(30.3, 1, (0.99, 0.1, -0.1, 0.99, 0, 0)) == 30


@pytest.mark.browser
@pytest.mark.parametrize("scale", [1, 1.5, 2])
def test_frozen_baselines_are_those_of_the_picture(chromium: Chromium, scale: float):
    """The foot of an H is the last row of its ink, whatever moved it by a fraction of a px."""
    letters = [
        html.format(
            x=40 * column, down=10 + fraction, below=800 + fraction, lower=900 + fraction, fraction=fraction
        )
        for html in KINDS.values()
        for column, fraction in enumerate(FRACTIONS)
    ]
    stage = Stage(chromium, scale)
    stage.show(page(["".join(letters)], CSS, height=1300))
    ink = np.asarray(Image.open(io.BytesIO(capture(stage, 0))).convert("L")) < 128
    apart = {}
    lines = list(text_lines(freeze(stage).slides[0].content))
    assert len(lines) == len(letters)
    for number, line in enumerate(lines):
        foot = (line.baseline + (line.matrix[5] if line.matrix else 0)) * scale
        left, top = int(line.x * scale), int(foot - 30 * scale)
        rows = np.flatnonzero(ink[top : top + int(60 * scale), left : left + int(30 * scale)].any(axis=1))
        if (found := top + rows.max() + 1 - foot) != pytest.approx(0, abs=0.01):
            apart[list(KINDS)[number // len(FRACTIONS)], number % len(FRACTIONS)] = found
    assert apart == {}
