"""Slides stand where their pictures are taken, whatever a style sheet says of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages import read as read_page

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.model import Carousel, Slide
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

PLACES = """[...document.querySelectorAll(".slide")].map((slide) => {
  const box = slide.getBoundingClientRect();
  return [box.left, box.top, box.width, box.height];
})"""


@pytest.mark.parametrize(
    "css",
    [
        ".slide { zoom: 0.9 }",
        ".slide { margin: 20px }",
        ".slide { position: absolute; inset: 0 }",
        ".slide { position: fixed !important }",
        ".slide { width: 50%; height: auto; max-width: 400px }",
        ".slide { float: left; box-sizing: content-box; border: 40px solid red }",
        "body { display: flex; margin: 30px; padding: 10px }",
        "html { zoom: 0.5; border: 9px solid }",
    ],
)
def test_no_rule_moves_a_slide(stage: Stage, css: str):
    """Each is as large as the canvas, and right below the one before."""
    slides = [Slide(layout="text", text=f"Slide {number}") for number in range(3)]
    canvas = find_canvas("instagram-square")
    made = compose(complete(Carousel(title="Three", slides=slides, outro=False)), canvas, Catalogue())
    stage.show(replace(made, html=made.html.replace("</head>", f"<style>{css}</style></head>")))
    width, height = canvas.width, canvas.height
    assert read_page(stage, PLACES) == [[0, height * index, width, height] for index in range(3)]
