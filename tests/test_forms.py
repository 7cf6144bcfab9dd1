"""Header, footer and titles stand where their form says, on every kind of canvas and in both directions."""

from __future__ import annotations

from typing import Any

import pytest
from pages import read

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.model import Author, Carousel, Slide, Thread
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

CANVASES = ("instagram-portrait", "story", "x-landscape")
LANGUAGES = ("en", "he")
MEASURED = """[...document.querySelectorAll(".slide")].map((slide) => {
  const frame = slide.getBoundingClientRect();
  const style = getComputedStyle(slide);
  const box = (selector) => {
    const found = slide.querySelector(selector);
    if (!found || getComputedStyle(found).display === "none") return null;
    const { left, right, bottom, width } = found.getBoundingClientRect();
    return { left: left - frame.left, right: frame.right - right, bottom: frame.bottom - bottom, width };
  };
  const ink = (selector) => {
    const range = document.createRange();
    range.selectNodeContents(slide.querySelector(selector));
    const { left, right } = range.getBoundingClientRect();
    return { left: left - frame.left, right: frame.right - right };
  };
  return {
    width: frame.width,
    margin: { left: parseFloat(style.paddingLeft), right: parseFloat(style.paddingRight) },
    bar: box(".slide__footer .progress"), done: box(".slide__footer .progress__done"),
    pieces: [...slide.querySelectorAll(".progress__piece")].map((piece) => ({
      done: piece.hasAttribute("data-done"), width: piece.getBoundingClientRect().width,
      left: piece.getBoundingClientRect().left - frame.left,
    })),
    number: ink(".number"), all: box(".number__all"),
    name: ink(".byline__name"), handle: ink(".byline__handle"), names: ink(".byline__names"),
  };
})"""


def shown(stage: Stage, canvas: str, language: str, slides: int = 5, **variant: str) -> list[dict[str, Any]]:
    """Show text slides with these variants and return what was measured on each."""
    author = Author(name="Ada Lindqvist", handle="adalindqvist")
    carousel = Carousel(
        title="Deck",
        language=language,
        theme="midnight",
        outro=False,
        thread=Thread(author=author),
        slides=[Slide(layout="text", text="Words.", variant=variant) for _ in range(slides)],
    )
    stage.show(compose(complete(carousel), find_canvas(canvas), Catalogue()))
    found: list[dict[str, Any]] = read(stage, MEASURED)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("canvas", CANVASES)
class TestFooter:
    """The five forms in which a footer counts."""

    def test_a_bar_lies_along_the_edge(self, stage: Stage, canvas: str, language: str) -> None:
        """From side to side, on the lowest pixels, as far as the slide has come."""
        for index, slide in enumerate(shown(stage, canvas, language, footer="edge"), 1):
            assert slide["bar"]["left"] == slide["bar"]["right"] == 0
            assert abs(slide["bar"]["bottom"]) < 0.01
            assert abs(slide["done"]["width"] - slide["width"] * index / 5) < 0.1
            assert slide["done"]["right" if language == "he" else "left"] == 0

    def test_there_is_a_segment_for_each_slide(self, stage: Stage, canvas: str, language: str) -> None:
        """Of equal width; those up to this slide are done."""
        for index, slide in enumerate(shown(stage, canvas, language, footer="segments"), 1):
            assert [piece["done"] for piece in slide["pieces"]] == [n < index for n in range(5)]
            widths = [piece["width"] for piece in slide["pieces"]]
            assert max(widths) - min(widths) < 0.1

    def test_the_dot_of_this_slide_is_the_long_one(self, stage: Stage, canvas: str, language: str) -> None:
        """In reading order: from the right where one reads from there."""
        for index, slide in enumerate(shown(stage, canvas, language, footer="dots"), 1):
            widths = [piece["width"] for piece in slide["pieces"]]
            assert widths.index(max(widths)) == index - 1
            assert sorted(widths)[-2] < max(widths) / 2
            places = [piece["left"] for piece in slide["pieces"]]
            assert places == sorted(places, reverse=language == "he")

    def test_a_folio_stands_in_the_middle(self, stage: Stage, canvas: str, language: str) -> None:
        """Of what the margins leave, and says nothing of the whole."""
        for slide in shown(stage, canvas, language, footer="folio"):
            left, right = (slide["number"][side] - slide["margin"][side] for side in ("left", "right"))
            assert abs(left - right) < 1
            assert slide["all"] is None
            assert slide["bar"] is None

    @pytest.mark.parametrize("form", ["numeral", "plain"])
    def test_a_number_alone_ends_with_the_margin(
        self, stage: Stage, canvas: str, language: str, form: str
    ) -> None:
        """And there is no bar."""
        end = "left" if language == "he" else "right"
        for slide in shown(stage, canvas, language, footer=form):
            assert abs(slide["number"][end] - slide["margin"][end]) < 1
            assert slide["bar"] is None


FIGURE = """[...document.querySelectorAll(".stat__figure")].map((figure) => {
  const range = document.createRange(), slide = figure.closest(".slide");
  range.selectNodeContents(figure);
  const frame = slide.getBoundingClientRect(), ink = range.getBoundingClientRect();
  return [frame.right - ink.right - parseFloat(getComputedStyle(slide).paddingRight)];
})"""


@pytest.mark.parametrize("theme", ["midnight", "swiss"])
def test_a_figure_begins_where_its_slide_does(stage: Stage, theme: str) -> None:
    """From right to left at the right, though figures alone run to the right; on a band, too."""
    slide = Slide(layout="stat", number="21%", title="יותר הרשמות")
    carousel = Carousel(title="Deck", language="he", theme=theme, outro=False, slides=[slide])
    stage.show(compose(complete(carousel), find_canvas("instagram-portrait"), Catalogue()))
    assert abs(read(stage, FIGURE)[0][0]) < 1


@pytest.mark.parametrize("form", ["dots", "segments"])
def test_more_than_twenty_pieces_are_a_bar(stage: Stage, form: str) -> None:
    """Twenty can be told apart."""
    assert len(shown(stage, "story", "en", slides=20, footer=form)[0]["pieces"]) == 20
    many = shown(stage, "story", "en", slides=21, footer=form)[6]
    assert many["pieces"] == []
    assert abs(many["done"]["width"] - many["bar"]["width"] / 3) < 0.1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("canvas", CANVASES)
class TestHeader:
    """The forms in which a header names somebody."""

    def test_a_spread_name_reaches_from_side_to_side(self, stage: Stage, canvas: str, language: str) -> None:
        """The name begins with the margin, and the handle ends with it."""
        start, end = ("right", "left") if language == "he" else ("left", "right")
        slide = shown(stage, canvas, language, header="spread")[1]
        assert abs(slide["name"][start] - slide["margin"][start]) < 1
        assert abs(slide["handle"][end] - slide["margin"][end]) < 1

    def test_a_centred_name_stands_in_the_middle(self, stage: Stage, canvas: str, language: str) -> None:
        """Name and handle together."""
        slide = shown(stage, canvas, language, header="center")[1]
        left, right = (slide["names"][side] - slide["margin"][side] for side in ("left", "right"))
        assert abs(left - right) < 1

    def test_a_labelled_name_stands_inside_its_ground(self, stage: Stage, canvas: str, language: str) -> None:
        """The ground begins with the margin, and the name further in."""
        start = "right" if language == "he" else "left"
        slide = shown(stage, canvas, language, header="label")[1]
        assert 10 < slide["name"][start] - slide["margin"][start] < 40
