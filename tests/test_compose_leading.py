"""Facts about where slides lead, what an outro asks for, and the cells of `rows`."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from carousel_html.arranging import complete, split
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue, data_root
from carousel_html.compose import compose
from carousel_html.compose.document import Document
from carousel_html.compose.socials import NETWORKS, social_names
from carousel_html.errors import CarouselError, CarouselFileError, UnknownName
from carousel_html.floods import without_floods
from carousel_html.markup.rows import table_rows
from carousel_html.model import Author, Brand, Carousel, Outro, Post, Prompt, Slide, Thread

CATALOGUE = Catalogue()
STORY = find_canvas("story")


def composed(carousel: Carousel) -> Document:
    """Complete and compose a carousel on a story."""
    return compose(complete(carousel), STORY, CATALOGUE)


@pytest.mark.parametrize(
    ("name", "value", "label", "link"),
    [
        ("x", "@ada", "@ada", "https://x.com/ada"),
        ("instagram", "ada", "@ada", "https://www.instagram.com/ada"),
        ("mastodon", "@ada@m.example", "@ada@m.example", "https://m.example/@ada"),
        ("mastodon", "@ada", "@ada", None),
        ("email", "a@b.example", "a@b.example", "mailto:a@b.example"),
        ("web", "ada.example/x", "ada.example/x", "https://ada.example/x"),
        (
            "linkedin",
            "https://www.linkedin.com/in/ada",
            "linkedin.com/in/ada",
            "https://www.linkedin.com/in/ada",
        ),
        ("github", 'a"><script>', '@a"><script>', "https://github.com/a%22%3E%3Cscript%3E"),
    ],
)
def test_a_handle_stands_for_an_address(name, value, label, link):
    """A whole address stays; a handle that cannot lead anywhere leads nowhere."""
    (social,) = social_names({name: value}, "brand.yaml: socials")
    assert (social.name, social.label, social.link) == (name, label, link)


@pytest.mark.parametrize(
    ("given", "kind", "said"),
    [
        ({"instgram": "ada"}, UnknownName, 'Did you mean "instagram"'),
        ({"web": "not an address"}, CarouselFileError, "not an address"),
        ({"feed": "javascript:alert(1)"}, CarouselFileError, "not an address"),
    ],
)
def test_a_network_that_is_none_is_one_clear_error(given, kind, said):
    """The message names the key."""
    with pytest.raises(kind) as caught:
        social_names(given, "brand.yaml: socials")
    assert said in str(caught.value)
    assert f"brand.yaml: socials.{next(iter(given))}" in str(caught.value)


def test_every_network_and_prompt_has_an_icon():
    """And no icon is drawn for nothing."""
    partial = (data_root() / "layouts/_partials/icon.html").read_text("utf-8")
    assert set(re.findall(r'^  "(\w+)": "M', partial, re.MULTILINE)) == {*NETWORKS, *get_args(Prompt)}


def test_an_outro_names_the_kit_s_socials_and_what_to_do():
    """Icons and words stand in the order given; where something is asked no button appears by itself."""
    outro = Outro(prompts=["save", "share"], link="https://example.com")
    kit = Brand(handle="ada", socials={"x": "ada", "mastodon": "@ada@m.example"})
    document = composed(
        Carousel(language="de", brand=kit, outro=outro, slides=[Slide(layout="text", text="a")])
    )
    html = document.html
    assert html.index("Speichern") < html.index("Teilen") < html.index("https://x.com/ada")
    assert html.count('class="icon"') == 4
    assert 'class="button"' not in html
    assert "@ada@m.example" in document.slides[-1].alt
    assert "Speichern" in document.slides[-1].alt


def test_an_outro_says_otherwise_for_one_carousel():
    """Its socials stand in for the kit's, and none is none; a button that is written stays."""
    kit = Brand(handle="ada", socials={"x": "ada"})
    slides = [Slide(layout="text", text="a")]
    none = composed(Carousel(brand=kit, outro=Outro(socials={}), slides=slides)).html
    other = composed(
        Carousel(
            brand=kit, slides=slides, outro=Outro(socials={"github": "ada"}, button="Go", prompts=["like"])
        )
    ).html
    assert "outro__social" not in none
    assert "https://github.com/ada" in other
    assert "https://x.com/ada" not in other
    assert 'class="button"' in other


def test_the_outro_says_handle_and_site_once():
    """A button with the handle says it for the byline, and a link to the kit's site for the bars."""
    kit = Brand(name="Tidewater", handle="tide", site="tide.example")
    slides = [Slide(layout="text", text="a")]

    def last(outro: Outro) -> str:
        return composed(Carousel(brand=kit, outro=outro, slides=slides)).html.rpartition("<section")[2]

    asking = last(Outro(button="Follow @tide", link="https://tide.example"))
    assert asking.count("@tide") == asking.count(">tide.example<") == 1
    assert ">Tidewater<" in asking
    plain = last(Outro(button="Go", link="https://other.example"))
    assert plain.count("@tide") == plain.count(">tide.example<") == 1


def test_the_header_names_the_kit_wherever_the_body_does_not():
    """A card that names nobody leaves the header its name; one that names its author does not."""
    kit = Brand(name="Tidewater")
    slides = [Slide(layout="cover", title="Deck"), Slide(layout="post-card", post="1")]
    nobody = Thread(posts=[Post(id="1", text="a")])
    somebody = Thread(posts=[Post(id="1", text="a", author=Author(name="Ada"))])

    def header(thread: Thread) -> str:
        html = composed(Carousel(title="Deck", brand=kit, thread=thread, slides=slides, outro=False)).html
        return html.rpartition("<header")[2].partition("</header>")[0]

    assert ">Tidewater<" in header(nobody)
    assert ">Deck<" in header(somebody)


def test_one_line_of_few_words_is_a_statement_and_several_are_not():
    """So a name over what it is, or a question over its answer, looks the same on every slide."""
    texts = ("Ship it.", "Q: Ship it?\nA: Yes.", "1. Regex101\nExplains your regex.\n\nhttps://regex101.com")
    html = composed(Carousel(slides=[Slide(layout="text", text=text) for text in texts], outro=False)).html
    assert re.findall(r'class="prose"[^>]*data-length="(\w+)"', html) == ["brief", "short", "short"]


def test_the_outro_takes_variants():
    """`outro.variant` dresses the slide that `complete` adds, and a value it has not is an error."""
    made = Carousel(outro=Outro(variant={"place": "center"}), slides=[Slide(layout="text", text="a")])
    assert 'data-place="center"' in composed(made).html
    made.outro = Outro(variant={"place": "middle"})
    with pytest.raises(CarouselError, match="center"):
        composed(made)


@pytest.mark.parametrize(
    ("slide", "codes", "leads"),
    [
        (Slide(layout="link", text="See [a](https://a.example)"), 1, "https://a.example"),
        (Slide(layout="link", text="See [a](https://a.example)", link="b.example"), 1, "https://b.example"),
        (Slide(layout="link", text="[a](https://a.example)", qr=False), 0, "https://a.example"),
        (Slide(layout="link", text="x", link="b.example", variant={"qr": "none"}), 0, "https://b.example"),
        (Slide(layout="outro", link="b.example", qr=True), 1, "https://b.example"),
        (Slide(layout="text", text="x", link="b.example"), 0, None),
    ],
)
def test_a_slide_says_where_it_leads(slide, codes, leads):
    """`link` goes before the words' own; `qr` before the variant and the outro's."""
    html = composed(Carousel(slides=[slide], outro=Outro() if slide.layout == "outro" else False)).html
    assert html.count('class="qr"') == codes
    assert (f'href="{leads}"' in html) == (leads is not None)


def test_a_link_that_is_none_names_the_slide():
    """The place is the slide's key."""
    with pytest.raises(CarouselFileError, match=r"slides\[0\].link"):
        composed(Carousel(slides=[Slide(layout="link", link="no address")]))


def test_rows_are_cells_as_they_were_written():
    """A bar inside a cell parts nothing; rows stand below items that are there already."""
    slide = Slide(layout="table", items=["Plan | Price"], rows=[["a | b", "1"], ["c", "2"]])
    (made,) = complete(Carousel(slides=[slide], outro=False)).slides
    assert made.rows is None
    plain = [[cell.replace("\u2060", "") for cell in row] for row in table_rows(made.items or [])]
    assert plain == [["Plan", "Price"], ["a | b", "1"], ["c", "2"]]


@pytest.mark.parametrize(
    ("slide", "layout"),
    [
        (Slide(rows=[["a", "1"]]), "table"),
        (Slide(quote="Less."), "quote"),
        (Slide(number="21%"), "stat"),
        (Slide(items=["a", "b"]), "list"),
    ],
)
def test_auto_takes_the_one_layout_that_shows_a_key(slide, layout):
    """A key that was written is seen, whatever the words are."""
    (made,) = complete(Carousel(slides=[slide], outro=False)).slides
    assert made.layout == layout


def test_rows_are_parted_between_slides():
    """A table that is too long goes on, its head repeated."""
    rows = [["Plan", "Price"], *([f"p{n}", str(n)] for n in range(8))]
    full = complete(Carousel(slides=[Slide(layout="table", rows=rows)], outro=False))
    html = compose(split(full, {0: 2}), STORY, CATALOGUE).html
    assert html.count(">Plan<") == 2
    assert all(f">p{n}<" in html for n in range(8))


def test_floods_are_taken_out_of_lists_and_mappings():
    """Cells, handles and words are calmed as texts are."""
    flood = "a" + "\u0301" * 500
    made = Carousel(
        slides=[Slide(rows=[[flood]])],
        words={"thanks": flood},
        brand=Brand(socials={"x": flood}),
    )
    calm = without_floods(made)
    assert isinstance(calm.brand, Brand)
    assert calm.slides[0].rows is not None
    for text in (calm.slides[0].rows[0][0], calm.words["thanks"], calm.brand.socials["x"]):
        assert len(text) < 100
