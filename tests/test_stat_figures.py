"""The figure of a stat stands on one line, whatever signs it has."""

from __future__ import annotations

import pytest
from pages import read

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.model import Carousel, Slide
from carousel_html.stage.fit import fit
from carousel_html.stage.stage import Stage

FIGURES = (
    "40%", "86%", "+40%", "−40%", "±30%", "-48%", "+400%", "70–80%", "96 %", "−0.3 pp", "$40M", "€ 1 200",
    "10 000 €", "1 234 567 €", "48 M€", "1,000,000+", "1 in 4",
)  # fmt: skip
BROKEN = """[...document.querySelectorAll(".stat__figure")].filter((figure) => {
  const range = document.createRange();
  range.selectNodeContents(figure);
  const lines = [...range.getClientRects()].filter((line) => line.width > 1);
  return new Set(lines.map((line) => Math.round(line.top))).size !== 1;
}).map((figure) => figure.textContent)"""


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["midnight", "newspaper", "paper", "pastel", "risograph", "swiss"])
def test_a_figure_is_one_line(stage: Stage, theme: str):
    """Signs are wider than digits, and a figure is as wide as the slide."""
    slides = [Slide(layout="stat", number=figure, title="of all of them") for figure in FIGURES]
    carousel = Carousel(title="Deck", theme=theme, slides=slides, outro=False)
    stage.show(compose(complete(carousel), find_canvas("instagram-portrait"), Catalogue()))
    fit(stage)
    assert read(stage, BROKEN) == []
