"""No line ends between a number and its unit, or before a dash; everywhere else it may."""

from __future__ import annotations

import pytest
from pages import read

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.compose.joined import NO_BREAK, joined
from carousel_html.letters import longest_word
from carousel_html.model import Carousel, Slide
from carousel_html.stage.stage import Stage


@pytest.mark.parametrize(
    "text",
    [
        "at 36_°C for", "up 12_% since", "12_€ a month", "5_km away", "a 40_GB disk", "2.5_ms each",
        "at 7_pm.", "12_million people", "1,5_Mio gesehen", "3_m² of floor",
        "the sun_– then rain", "done)_– at last", "the end_—",
        "Pourquoi_?", "Et voilà_! Merci.", "«_oui_»", "on Fig._3 and p._12", "siehe Abb._4",
        "Dr._Okafor said", "№_5 and §_12", "about ~_40", "from 220ms_→_35ms", "CPU 4.1%_→_1.6%",
        "pas 1_000 pains", "at 1_234_567_€ now", "oszczędzam 2_000_zł", "€_1_200 in one day", "−10_000_km",
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


def test_a_word_is_measured_with_what_is_joined_to_it():
    """A title's longest word decides its size."""
    assert longest_word(joined("a rise of 120 million")) == len("120 million")


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


@pytest.mark.browser
def test_a_slide_keeps_a_number_with_its_unit(stage: Stage):
    """Wherever the line ends: some thirty places."""
    slides = [Slide(layout="text", text=f"{'w' * n} at 36 °C for a fever and no more") for n in range(1, 32)]
    carousel = Carousel(title="Deck", slides=slides, outro=False)
    stage.show(compose(complete(carousel), find_canvas("instagram-portrait"), Catalogue()))
    places = read(stage, WRAPPED)
    assert len(places) == 31
    assert [tops for tops in places if tops[0] != tops[1]] == []
