"""Facts about fonts that a style sheet of one's own asks for."""

from __future__ import annotations

import re

import pytest

from carousel_html.canvases import CANVASES
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.compose.first_fonts import strange_fonts
from carousel_html.model import Carousel, Slide

FAMILIES = ("Inter", "Noto Sans", "IBM Plex Sans")


@pytest.mark.parametrize(
    ("css", "font", "advice"),
    [
        ('a {\n  font-family: "Intre", sans-serif; }', "Intre", 'Did you mean "Inter"?'),
        ("a {\n  font-family: Helvetica Neue, Inter }", "Helvetica Neue", "carousel list fonts"),
        ("a {\n  --font-display: 'IBM Plex Sanss', serif; }", "IBM Plex Sanss", '"IBM Plex Sans"'),
    ],
)
def test_a_font_that_is_not_here_is_noted_with_its_line(css, font, advice):
    """Only the one asked for first: what follows is there to stand in."""
    (note,) = strange_fonts("mine.css", css, FAMILIES)
    assert note.startswith(f'mine.css:2: the font "{font}"')
    assert advice in note


@pytest.mark.parametrize(
    "css",
    [
        'a { font-family: "inter", Nope; }',
        "a { font-family: var(--font-body); font-weight: 700 }",
        "a { font-family: inherit }",
        "a { --font-size: 12px; --font-weight-mine: 600; --font-shift: -1em }",
        "a { font: bold 1.2em/1.3 Inter, serif }",
        '@font-face { font-family: "Mine"; src: url(a.ttf) } a { font-family: Mine }',
        '/* font-family: "Nope"; */',
    ],
)
def test_a_font_that_is_here_is_not_noted(css):
    """Nor is a generic name, a variable, or a face of the sheet's own."""
    assert list(strange_fonts("mine.css", css, FAMILIES)) == []


def test_the_note_comes_with_the_document(tmp_path):
    """A layout of one's own is looked at; ours need not be."""
    folder = tmp_path / "layouts/mine"
    folder.mkdir(parents=True)
    (folder / "mine.html").write_text('{% extends "_partials/slide.html" %}', "utf-8")
    (folder / "mine.css").write_text('.a { font-family: "Nope Sans"; }', "utf-8")
    made = Carousel(slides=[Slide(layout="mine"), Slide(layout="text", text="x")], outro=False)
    document = compose(made, CANVASES["instagram-square"], Catalogue((tmp_path,)))
    assert [note.partition(" is not")[0] for note in document.notes] == [
        'layouts/mine/mine.css:1: the font "Nope Sans"'
    ]


@pytest.mark.parametrize(
    "css",
    [
        "p { font: 700 60px Anton }",
        "p { font: 600 44px/1.6 Anton, serif }",
        "p { font-family: Inter,\n  Anton }",
        'p { font: 60px "Anton" }',
        "p { --mine: Anton !important }",
    ],
)
def test_a_font_that_a_style_sheet_names_is_sent(tmp_path, css):
    """In quotation marks or without, alone or after a size."""
    assert "Anton" in families_sent(tmp_path, "<p>Words</p>", css)


@pytest.mark.parametrize(
    "html",
    [
        '<p style="font-family:Anton">Words</p>',
        "<p style='font: 700 60px Anton'>Words</p>",
        '<p style="font-family:&quot;Anton&quot;, serif">Words</p>',
        "<style>p { font-family: Anton }</style><p>Words</p>",
        '<svg><text font-family="Anton">Words</text></svg>',
    ],
)
def test_a_font_that_a_template_names_is_sent(tmp_path, html):
    """It is there wherever CSS may stand in HTML."""
    assert "Anton" in families_sent(tmp_path, html)


def test_a_font_that_words_name_is_not_sent(tmp_path):
    """What a slide says of a font, or a class that is called after it, asks for none."""
    assert "Anton" not in families_sent(
        tmp_path, '<p class="anton">Set it in Anton, please</p>', ".anton { top: 0 }"
    )


def families_sent(folder, html, css=""):
    """Return the families that the document of a layout declares."""
    layout = folder / "layouts/mine"
    layout.mkdir(parents=True)
    layout.joinpath("mine.html").write_text(
        '{% extends "_partials/slide.html" %}{% block body %}' + html + "{% endblock %}", "utf-8"
    )
    layout.joinpath("mine.css").write_text(css, "utf-8")
    made = Carousel(slides=[Slide(layout="mine")], outro=False)
    document = compose(made, CANVASES["instagram-square"], Catalogue((folder,)))
    sheet = document.assets["carousel.css"].body.decode()
    return set(re.findall(r'@font-face \{ font-family: "([^"]*)"', sheet))
