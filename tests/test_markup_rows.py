"""Facts about items as the rows of a table, and about where a slide's words lead."""

from __future__ import annotations

import re

import pytest

from carousel_html.arranging import split
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.compose.document import Document
from carousel_html.markup.rows import table_rows
from carousel_html.model import Brand, Carousel, Slide

CATALOGUE = Catalogue()


def composed(*slides: Slide, **choices) -> Document:
    """Compose slides on a story."""
    placed = [slide if slide.part else slide.placed(entry=n) for n, slide in enumerate(slides)]
    return compose(Carousel(slides=placed, outro=False, **choices), find_canvas("story"), CATALOGUE)


@pytest.mark.parametrize(
    ("items", "rows"),
    [
        (["a | b | c", "d | e | f"], [["a", "b", "c"], ["d", "e", "f"]]),
        (["a | b", "c"], [["a", "b"], ["c", ""]]),
        (["| a | b |", "|---|:--:|", "| c | d |"], [["a", "b"], ["c", "d"]]),
        (["a | | c"], [["a", "", "c"]]),
        (["x|y | `p | q`"], [["x|y", "`p | q`"]]),
        (["a |\nb"], [["a", "b"]]),
        ([], []),
    ],
)
def test_a_bar_with_space_around_it_parts_two_cells(items, rows):
    """Rows are filled up to the longest; a Markdown table's outer bars and its dashes are no cells."""
    assert table_rows(items) == rows


def test_a_hostile_item_takes_no_time():
    """A hundred thousand bars are cut in one pass."""
    assert len(table_rows(["| `" * 100_000])[0]) > 1


def test_cells_are_markup():
    """Each cell is read like any other words."""
    html = composed(Slide(layout="table", items=["a | b", "**x** | <i>"])).html
    assert ">x</strong>" in html
    assert "&lt;i&gt;" in html


def test_later_parts_repeat_the_row_that_heads_the_columns():
    """A table that was split still says what its columns are, unless it has no head."""
    rows = ["Name | Price", *(f"thing {n} | {n} €" for n in range(8))]
    for variant, count in (({}, 2), ({"head": "none"}, 1)):
        whole = Slide(layout="table", items=rows, variant=variant).placed(entry=0)
        parted = split(Carousel(slides=[whole], outro=False), {0: 2})
        html = compose(parted, find_canvas("story"), CATALOGUE).html
        assert html.count(">Price<") == count
        assert html.count(">thing ") == 8


def test_a_link_slide_leads_where_its_words_lead():
    """The first link of the text gets a readable label and a code to scan; the words stay."""
    slide = Slide(layout="link", text="Go to **[the kit](https://example.com/kit)** or https://b.example.")
    document = composed(slide)
    assert 'href="https://example.com/kit"' in document.html
    assert '<span class="link-card__host" style="--longest: 11">example.com</span>' in document.html
    assert len([key for key in document.assets if key.startswith("images/qr-")]) == 1
    assert "example.com/kit" in document.slides[0].alt


def test_two_links_have_two_codes():
    """One code does not take the place of another."""
    document = composed(
        Slide(layout="link", text="https://a.example"), Slide(layout="link", text="https://b.example")
    )
    codes = re.findall(r'src="(images/qr-\w+\.svg)"', document.html)
    assert len(set(codes)) == 2
    assert document.assets[codes[0]] != document.assets[codes[1]]


def test_a_bare_address_is_not_said_twice():
    """Words that are nothing but the link leave the body empty."""
    assert "link-card__text" not in composed(Slide(layout="link", text="https://example.com/kit")).html


def test_a_link_slide_without_a_link_leads_to_the_kit_s_site():
    """And without a site it shows no card."""
    slide = Slide(layout="link", title="Come and see", text="Words.")
    assert 'href="https://b.example"' in composed(slide, brand=Brand(site="b.example")).html
    assert "link-card__target" not in composed(slide).html


def test_a_link_slide_can_do_without_the_code():
    """The variant leaves it away."""
    document = composed(Slide(layout="link", text="https://a.example", variant={"qr": "none"}))
    assert not [key for key in document.assets if key.startswith("images/qr-")]
