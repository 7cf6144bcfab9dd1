"""No line ends between a number and its unit, or before a dash; everywhere else it may."""

from __future__ import annotations

import pytest
from pages import read

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.compose.joined import NO_BREAK, joined, longest_group
from carousel_html.model import Carousel, Slide
from carousel_html.stage.fit import fit
from carousel_html.stage.stage import Stage


@pytest.mark.parametrize(
    "text",
    [
        "at 36_°C for", "up 12_% since", "12_€ a month", "5_km away", "a 40_GB disk", "2.5_ms each",
        "at 7_pm.", "12_million people", "1,5_Mio gesehen", "3_m² of floor",
        "the sun_– then rain", "done)_– at last", "the end_—",
        "Pourquoi_?", "Et voilà_! Merci.", "«_oui_»", "on Fig._3 and p._12", "siehe Abb._4",
        "Dr._Okafor said", "№_5 and §_12", "about ~_40", "from 220ms_→_35ms", "CPU 4.1%_→_1.6%",
        "pas 1_000 pains", "at 1_234_567_€ now", "oszczędzam 2_000_zł",
        "mot «_internationalisation_» fin", "€_1_200 in one day", "−10_000_km",
        "61 lines →_1 line", "draw it._📈", "Thanks 🙏 all of you_👩‍👩‍👦",
    ],
)  # fmt: skip
def test_what_belongs_together_is_joined(text: str):
    """The underscores stand for the spaces that no line ends in."""
    assert joined(text.replace("_", " ")) == text.replace("_", NO_BREAK)


@pytest.mark.parametrize(
    "text",
    [
        "5 things", "10 metres", "in 2019 mine", "3 members", "a–b", "x - y", "No. We", "the end. Dr",
        "St. john", "see → there", "2 → why", "why → not", "Ah: 3", "“I was wrong.” — Dana", "12 hours",
        "5 Grand", "", "in 2019 200 people", "version 2.1 300 times", "call 0800 123 of 12 34",
    ],
)  # fmt: skip
def test_nothing_else_is(text: str):
    """A word that only begins like a unit is a word."""
    assert joined(text) == text


def test_a_short_last_word_does_not_stand_alone():
    """Nor with an emoji; in a few words it may, for there is no other place to break them."""
    words = "If nobody needs the exact value, draw it."
    assert joined(words) == "If nobody needs the exact value, draw\u00a0it."
    assert joined(f"{words} 📈") == "If nobody needs the exact value, draw\u00a0it.\u00a0📈"
    assert joined("If nobody needs the exact value, make drawings.").count(NO_BREAK) == 0
    assert joined("Ask me").count(NO_BREAK) == 0


@pytest.mark.parametrize(
    "text",
    [
        "A great team will always find its own communication up.",
        "Tip: some more lemon juice at the end wakes everything up.",
        "We lived in the old house of Dr. Wolfeschlegelsteinhausenberger",
        "It was the year of the 12 345 678 901 234 € and no less than that",
    ],
)
def test_what_is_held_together_is_hardly_wider_than_the_longest_word(text: str):
    """A line that is too short for it would break inside a word: a group sets no size of its own."""
    longest = max(12, *map(len, text.split()))
    assert max(map(len, joined(text).split(" "))) <= longest


def test_a_space_that_the_writer_held_stays_so():
    """Only our own give way."""
    words = "in the long and winding end there is\u00a0communication\u00a0up"
    assert joined(words) == words


def test_a_word_is_measured_with_what_is_joined_to_it():
    """A title's longest word decides its size."""
    assert longest_group("a rise of 120 million") == len("120 million")


WRAPPED = """[...document.querySelectorAll(".prose p")].map((paragraph) => {
  const text = paragraph.firstChild;
  const at = (from) => {
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, from + 1);
    return range.getBoundingClientRect().top;
  };
  const number = text.data.indexOf("36");
  return [at(number), at(number + 3)];
})"""


TORN = """[...document.querySelectorAll(".slide__body [data-voice], .prose p")].flatMap((words) => {
  const text = document.createTreeWalker(words, NodeFilter.SHOW_TEXT).nextNode();
  const range = document.createRange();
  const top = (at) => {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return Math.round(range.getBoundingClientRect().top);
  };
  return [...text.data.matchAll(/\\S+/g)].filter(({0: word, index}) => {
    return top(index) !== top(index + word.length - 1);
  }).map(({0: word}) => word);
})"""


@pytest.mark.browser
@pytest.mark.parametrize("canvas", ["instagram-portrait", "story", "instagram-square"])
@pytest.mark.parametrize("theme", ["paper", "midnight", "brutalist"])
def test_no_word_of_a_statement_is_torn(stage: Stage, theme: str, canvas: str):
    """As large as it can be, with a short last word after a long one."""
    said = (
        "A great team will always find its own communication up.",
        "Tip: some lemon juice at the end wakes everything up.",
        "Most people fear the wrong thing and call it professionalism is.",
        "Stop calling every single thing in your life infrastructure is.",
    )
    slides = [Slide(layout="statement", text=words) for words in said]
    carousel = Carousel(title="Deck", slides=slides, outro=False, theme=theme)
    stage.show(compose(complete(carousel), find_canvas(canvas), Catalogue()))
    fit(stage)
    assert read(stage, TORN) == []


@pytest.mark.browser
def test_a_slide_keeps_a_number_with_its_unit(stage: Stage):
    """Wherever the line ends: some thirty places."""
    slides = [Slide(layout="text", text=f"{'w' * n} at 36 °C for a fever and no more") for n in range(1, 32)]
    carousel = Carousel(title="Deck", slides=slides, outro=False)
    stage.show(compose(complete(carousel), find_canvas("instagram-portrait"), Catalogue()))
    places = read(stage, WRAPPED)
    assert len(places) == 31
    assert [tops for tops in places if tops[0] != tops[1]] == []
