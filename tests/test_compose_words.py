"""Facts about what slides say by themselves, in all the languages they speak."""

from __future__ import annotations

import string

import pytest

from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.compose.labels import day
from carousel_html.compose.words import replaced, tables, words_for
from carousel_html.errors import InputError
from carousel_html.model import Author, Brand, Carousel, Outro, Slide, Thread

LANGUAGES = tuple(tables())
WRITES_NO_DAY = {"fa", "zh-hant"}
"""Persian counts other months, and Chinese writes its days as Chinese does."""


def fields(text: str) -> set[str | None]:
    """Return the names a text leaves open."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_word_with_the_same_gaps(language):
    """No word is missing or empty, and each takes the same numbers and names as in English."""
    assert words_for(language).keys() == words_for("en").keys()
    for key, text in words_for(language).items():
        assert text.strip()
        assert fields(text) == fields(words_for("en")[key])


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each not in WRITES_NO_DAY])
def test_a_language_has_twelve_months(language):
    """And a day has all its parts."""
    assert len(tables()[language]["months"].split()) == 12
    assert fields(tables()[language].get("day", "{day}{month}{year}")) == {"day", "month", "year"}


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_a_language_is_not_english(language):
    """Every word is its own."""
    assert not words_for(language).items() & words_for("en").items()


def test_words_can_be_said_otherwise():
    """The carousel's own words go before the kit's, and those before the language's."""
    made = Carousel(
        language="de",
        words={"follow_handle": "Mehr von {handle}"},
        brand=Brand(handle="anna", words={"thanks": "Bis bald", "follow_handle": "nie"}),
        slides=[Slide(layout="outro").placed(entry=None)],
    )
    html = compose(made, find_canvas("story"), Catalogue()).html
    assert "Bis bald" in html
    assert "Mehr von @anna" in html
    assert "Danke" not in html


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"thank": "x"}, 'Did you mean "thanks"'),
        ({"thanks": "Bye {handle}"}, '"{handle}" cannot stand'),
        ({"part": "{number} of {all}"}, "It may hold {number} and {total}"),
        ({"follow_handle": "{handle!r} {"}, '"{" cannot stand'),
    ],
)
def test_a_word_that_cannot_be_filled_is_refused(own, said):
    """An unknown key or gap is one error that names the place."""
    with pytest.raises(InputError) as caught:
        replaced(words_for("en"), own, "brand.yaml: words")
    assert said in str(caught.value)
    assert "brand.yaml: words." in str(caught.value)


@pytest.mark.parametrize(
    ("tag", "thanks"),
    [
        ("de-AT", "Danke"),
        ("PT_br", "Obrigado"),
        ("xx", "Thanks"),
        ("zh_TW", "感謝"),
        ("zh-CN", "感谢"),
        ("no", "Takk"),
        ("nn-NO", "Takk"),
        ("iw", "תודה"),
        ("in", "Terima"),
    ],
)
def test_a_tag_finds_its_language(tag, thanks):
    """Regions share their language's words; an unknown language has the English ones."""
    assert words_for(tag)["thanks"].startswith(thanks)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "12 Jun 2021"),
        ("de", "12. Juni 2021"),
        ("pt-BR", "12 de jun. de 2021"),
        ("uk", "12 черв. 2021 р."),
        ("ru-RU", "12 июн. 2021 г."),
        ("ja", "2021年6月12日"),
        ("ko", "2021년 6월 12일"),
        ("zh-Hant", "2021年6月12日"),
        ("fi", "12.6.2021"),
        ("hu", "2021. jún. 12."),
        ("he", "12 ביוני 2021"),
        ("vi", "12 thg 6, 2021"),
        ("fa", "2021-06-12"),
    ],
)
def test_a_day_is_written_as_its_language_does(language, text):
    """A language without a row gets the ISO date, and what is no date stays."""
    assert day("2021-06-12T10:00:00Z", language) == text
    assert day("last summer", language) == "last summer"


def test_slides_speak_the_carousel_s_language():
    """The outro, its button and the parts of a split follow `language`; what is written wins."""
    slides = [
        Slide(layout="text", text="a").placed(entry=0, part=(1, 2)),
        Slide(layout="text", text="b").placed(entry=0, part=(2, 2)),
        Slide(layout="outro").placed(entry=None),
    ]
    made = Carousel(language="de", slides=slides, thread=Thread(author=Author(handle="anna")))
    html = compose(made, find_canvas("story"), Catalogue()).html
    for words in ("Teil 2 von 2", "Danke fürs Lesen", "@anna folgen"):
        assert words in html
    written = made.model_copy(update={"outro": Outro(headline="Servus", button="Los")})
    html = compose(written, find_canvas("story"), Catalogue()).html
    assert "Servus" in html
    assert "Danke" not in html
