"""Frozen places are written as they are, in reading order, and nothing else is."""

from __future__ import annotations

import re

import pytest
from own_fonts import INTER

from carousel_html.frozen import (
    Border,
    Box,
    Color,
    Element,
    Frozen,
    FrozenSlide,
    Image,
    Picture,
    Rect,
    TextLine,
)
from carousel_html.pdf.metrics import read_metrics
from carousel_html.pdf.page_html import page_html
from carousel_html.pdf.spacing import shape
from carousel_html.pdf.unseen import UNSEEN, with_unseen_face

BLACK = Color(0, 0, 0)


def written(*parts: Element | TextLine, painting: tuple[Box | Picture, ...] = ()) -> str:
    """Return the body of one slide as HTML."""
    slide = FrozenSlide('A "title"', painting, Element("section", parts))
    frozen = Frozen(
        300,
        200,
        "The <title>",
        "Me",
        "de",
        (slide,),
        {"inter": INTER.read_bytes()},
        {"p": Image("image/png", b"")},
    )
    return page_html(with_unseen_face(frozen)).html


def line(text: str = "Words", **changes: object) -> TextLine:
    """Return a line at (10, 50) in Inter at 20 px."""
    plain: dict[str, object] = {
        "x": 10,
        "baseline": 50,
        "width": 60,
        "size": 20,
        "color": BLACK,
        "face": "inter",
    }
    return TextLine(text, **(plain | changes))  # type: ignore[arg-type]


def test_the_document_has_language_title_and_author():
    """What a reader's window and a screen reader ask for first."""
    html = written()
    assert '<html lang="de">' in html
    assert "<title>The &lt;title&gt;</title>" in html
    assert '<meta name="author" content="Me">' in html
    assert '<section title="A &quot;title&quot;">' in html


def test_a_line_stands_on_its_baseline():
    """A box without line height puts the baseline where ascent and descent balance."""
    html = written(line())
    metrics = read_metrics(INTER.read_bytes())
    (top,) = re.findall(r"<b class=\"\w+\" style=\"left:10px;top:([\d.]+)px", html)
    assert float(top) + 20 * (metrics.ascent - metrics.descent) / 2 == pytest.approx(50, abs=0.001)


def test_words_are_escaped():
    """A post's `<script>` is words."""
    assert "&lt;b&gt; &amp; &quot;c&quot;" in written(line('<b> & "c"'))


def test_spacing_features_and_direction_are_written():
    """As measured, and only where there are any."""
    html = written(line(letter_spacing=1.5, word_spacing=-2, features='"liga" 0', is_rtl=True, width=90))
    (letter,) = re.findall(r"letter-spacing:([\d.]+)px", html)
    assert float(letter) == pytest.approx(1.5, abs=0.02)
    assert "word-spacing:-" in html
    for part in ('font-feature-settings:"liga" 0', "direction:rtl"):
        assert part in html
    assert "letter-spacing" not in written(line())


def test_what_looks_the_same_is_said_once():
    """Lines of one face, size and colour share a rule; so do boxes."""
    box = Box(Rect(0, 0, 100, 50), Color(1, 2, 3))
    html = written(line("One"), line("Two", baseline=90), painting=(box, box))
    assert html.count("font-size:20px") == 1
    assert html.count("rgb(1 2 3 / 1)") == 1


def test_a_line_that_is_in_a_picture_is_transparent():
    """It can be found and selected, and not seen."""
    html = written(line(face=None, visible=False))
    assert "color:transparent" in html
    assert "letter-spacing:2px" in html, "stretched to the width of what it stands for, within reason"


def test_a_turned_line_turns_about_the_corner_of_the_slide():
    """The origin is written as seen from the line."""
    assert "transform-origin:-10px" in written(line(matrix=(0, 1, -1, 0, 0, 0)))


def test_elements_are_kept_in_reading_order():
    """Headings, lists and links come as they were; a link's lines are placed from its own corner."""
    link = Element("a", (line(),), href="https://example.com/?a=1&b=2", rect=Rect(8, 30, 70, 30))
    html = written(Element("h2", (line("One"),)), Element("p", (link,), language="fr"))
    assert re.search(
        r"<h1><b.*?One</b></h1><p lang=\"fr\"><a class=\"at\" href=\"https://example.com/\?a=1&amp;b=2\"",
        html,
    )
    assert 'style="left:2px;top:' in html


def test_headings_leave_no_level_out():
    """The outline of the document counts, not the number a designer chose for its looks."""
    tags = ["h3", "h3", "h1", "h4", "h6", "h4", "h2", "h1"]
    html = written(*(Element(tag, (line(),)) for tag in tags))
    assert re.findall(r"<(h\d)>", html) == ["h1", "h1", "h1", "h2", "h3", "h2", "h2", "h1"]


def test_a_figure_is_an_image_with_its_words():
    """The picture itself lies in the painting; the figure is a pixel that carries the alt text."""
    html = written(Element("img", alt='A "hill"', rect=Rect(1, 2, 3, 4)))
    assert (
        '<img src="carousel:blank" alt="A &quot;hill&quot;" style="left:1px;top:2px;width:3px;height:4px">'
        in html
    )


def test_painting_lies_under_the_words_in_order():
    """Boxes and pictures come first, the lowest before the highest."""
    box = Box(Rect(0, 0, 100, 50), Color(1, 2, 3, 0.5), ((5, 8),) * 4, (Border(2, BLACK),) * 4)
    html = written(line(), painting=(box, Picture(Rect(5, 5, 10, 10), "p")))
    (name,) = re.findall(r"\.(\w+)\{background:rgb\(1 2 3 / 0.5\)", html)
    first, second, third = (
        html.index(part) for part in (f'<div class="{name}"', "carousel:image/p", "Words")
    )
    assert first < second < third
    assert "left:0px;top:0px;width:96px;height:46px" in html, (
        "a border lies inside the box it is measured with"
    )
    assert "border-radius:5px 5px 5px 5px/8px 8px 8px 8px" in html


@pytest.mark.parametrize("words", ["ทำ", "ຳ", "কো", "එෝ", "\u1780\u17be", "한", "e\u0301"])
def test_words_nobody_sees_have_a_glyph_for_all_that_a_shaper_makes_of_them(words):
    """Vowels are taken apart; what the face lacks would be `.notdef`, and end the render."""
    slide = FrozenSlide("A", (), Element("section", (line(words, face=None, visible=False),)))
    frozen = with_unseen_face(Frozen(300, 200, "A", "", "th", (slide,), {}, {}))
    assert all(glyph.number for glyph in shape(frozen.fonts[UNSEEN], words, ""))
