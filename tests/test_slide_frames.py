"""Slides stand where their pictures are taken, whatever a style sheet says of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages import page
from pages import read as read_page

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.compose.document import Document
from carousel_html.errors import RenderError
from carousel_html.model import Carousel, Slide
from carousel_html.stage.capture import capture
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

PLACES = """[...document.querySelectorAll(".slide")].map((slide) => {
  const box = slide.getBoundingClientRect();
  return [box.left, box.top, box.width, box.height];
})"""


def three() -> Document:
    """Three slides of our own."""
    slides = [Slide(layout="text", text=f"Slide {number}") for number in range(3)]
    made = complete(Carousel(title="Three", slides=slides, outro=False))
    return compose(made, find_canvas("instagram-square"), Catalogue())


def styled(made: Document, css: str) -> Document:
    """A document with rules of somebody's own."""
    return replace(made, html=made.html.replace("</head>", f"<style>{css}</style></head>"))


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
    made = three()
    stage.show(styled(made, css))
    width, height = made.width, made.height
    assert read_page(stage, PLACES) == [[0, height * index, width, height] for index in range(3)]


@pytest.mark.parametrize(
    "css",
    [
        "html, body { height: 100%; overflow-x: hidden }",
        "html, body { height: 100%; overflow: hidden }",
        "body { position: fixed; inset: 0 }",
        "body { columns: 2 }",
        "html { columns: 2; scroll-behavior: smooth; scroll-snap-type: y mandatory }",
        "body { float: left; contain: layout paint }",
    ],
)
def test_no_rule_for_the_page_changes_a_picture(stage: Stage, css: str):
    """A reset as pages usually have it: each picture is of its own slide."""
    plain = three()
    stage.show(plain)
    pictures = [capture(stage, index) for index in range(3)]
    stage.show(styled(plain, css))
    assert [capture(stage, index) for index in range(3)] == pictures


def test_a_slide_that_a_rule_moves_away_is_an_error(stage: Stage):
    """Where the page cannot be scrolled, no picture is taken of the slide that stands in another's place."""
    css = "html, body { height: 100%; overflow-x: hidden }"
    stage.show(page(["<p>One</p>", "<p>Two</p>"], css))
    capture(stage, 0)
    with pytest.raises(RenderError, match="slide 2 does not stand where its picture is taken"):
        capture(stage, 1)


def test_a_slide_keeps_a_transform_of_its_own(stage: Stage):
    """It stands in its place, whatever it looks like there."""
    stage.show(page(["<p>One</p>", "<p>Two</p>"], ".slide { transform: rotate(5deg) scale(0.8) }"))
    assert capture(stage, 1) != capture(stage, 0)


def test_what_asks_for_the_focus_does_not_get_it(stage: Stage):
    """Pictures are taken in any order, and look as without it."""
    form = '<p>Three</p><div style="height: 500px"></div><button {}>Go</button>'
    looks = []
    for word in ("", "autofocus"):
        stage.show(page(["<p>One</p>", "<p>Two</p>", form.format(word)]))
        looks.append([capture(stage, index) for index in (0, 2, 1, 0)])
    assert looks[0] == looks[1]
