"""A slide has the variants it says, else its brand kit's, else those its theme wears; a mistake is told."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner

from carousel_html.brand import read_brand
from carousel_html.canvases import CANVASES
from carousel_html.catalogue import EVERY, Catalogue
from carousel_html.catalogue.variants import COMMON_VARIANTS, variants_of, worn
from carousel_html.cli import carousel as command
from carousel_html.compose import compose
from carousel_html.errors import BrandError, TemplateError, UnknownName
from carousel_html.model import Brand, BrandFooter, BrandHeader, Carousel, Slide, Typography

CATALOGUE = Catalogue()
THEME = """/*
 * @theme mine
 * Words.
 *
 * Variants
 *   every layout    data-footer="dots"
 *   list, table     data-density="tight" data-align="center"
 *   cover           data-align="end"
 */
.slide {}
"""


def own(tmp_path: Path, **files: str) -> Catalogue:
    """Return the catalogue with a theme "mine" and more files before it, named by their paths."""
    for name, text in {"themes_css/themes/mine.css": THEME, **files}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Catalogue([tmp_path])


def attributes(made: Carousel, catalogue: Catalogue = CATALOGUE) -> list[dict[str, str]]:
    """Return the data attributes of each slide."""
    html = compose(made, CANVASES["instagram-portrait"], catalogue).html
    tags = re.findall(r'<section class="slide"[^>]*>', html)
    return [dict(re.findall(r'data-([a-z-]+)="([^"]*)"', tag)) for tag in tags]


def deck(*slides: Slide, theme: str = "swiss", **more: object) -> Carousel:
    """Return a carousel of these slides and nothing after them."""
    return Carousel(theme=theme, slides=list(slides), outro=False, **more)


LIST = Slide(layout="list", title="Three", items=["one", "two"])


def test_a_theme_says_what_it_wears(tmp_path):
    """A line names layouts, or all of them; a theme offers no variants."""
    entry = own(
        tmp_path, **{"themes_css/themes/mine.css": THEME.replace("list, table", "list , table,")}
    ).theme("mine")
    assert entry.wears == {
        EVERY: {"footer": "dots"},
        "list": {"density": "tight", "align": "center"},
        "table": {"density": "tight", "align": "center"},
        "cover": {"align": "end"},
    }
    assert entry.variants == {}


def test_a_slide_wears_what_its_theme_wears():
    """The theme of the slide, where it has one of its own."""
    first, second = attributes(deck(LIST, LIST.model_copy(update={"theme": "brutalist"})))
    assert (first["marker"], first["footer"], "rules" in first) == ("number", "edge", False)
    assert (second["marker"], second["footer"], second["rules"]) == ("chevron", "segments", "cards")


def test_what_a_slide_says_goes_first_and_then_the_brand_kit():
    """Slide over kit over theme."""
    kit = Brand(header=BrandHeader(form="center"), footer=BrandFooter(form="dots"))
    said = LIST.model_copy(update={"variant": {"marker": "box", "footer": "folio"}})
    first, second = attributes(deck(LIST, said, brand=kit))
    assert (first["header"], first["footer"], first["marker"]) == ("center", "dots", "number")
    assert (second["header"], second["footer"], second["marker"]) == ("center", "folio", "box")


def test_an_emoji_before_each_point_is_its_mark_and_the_theme_stands_back():
    """Unless the slide itself wants numbers beside them."""
    signed = LIST.model_copy(update={"items": ["✅ one", "❌ two"]})
    said = signed.model_copy(update={"variant": {"marker": "number"}})
    first, second = attributes(deck(signed, said, theme="swiss"))
    assert "marker" not in first
    assert second["marker"] == "number"


def test_an_alignment_that_was_chosen_goes_before_the_theme():
    """Paper centres its covers; somebody who wants them flush has them flush."""
    cover = Slide(layout="cover", title="A title")
    assert attributes(deck(cover, theme="paper"))[0]["align"] == "center"
    assert attributes(deck(cover, theme="paper", typography=Typography(align="start")))[0]["align"] == "start"
    said = cover.model_copy(update={"variant": {"align": "end"}})
    assert attributes(deck(said, theme="paper", typography=Typography(align="start")))[0]["align"] == "end"


@pytest.mark.parametrize("theme", sorted(CATALOGUE.themes))
def test_a_theme_of_ours_wears_what_there_is(theme):
    """Every layout is there, has the variant, and the value is not the one it has anyway."""
    entry = CATALOGUE.theme(theme)
    for name, said in entry.wears.items():
        layouts = CATALOGUE.layouts.values() if name == EVERY else [CATALOGUE.layout(name)]
        for layout in layouts:
            assert worn(entry, layout, CATALOGUE).items() >= (said.items() if name != EVERY else set())
            for variant, value in said.items():
                assert value != variants_of(layout)[variant][0], (name, variant)


def test_no_two_themes_wear_the_same():
    """They differ in form, not only in colour."""
    worn_by = {name: dict(entry.wears) for name, entry in CATALOGUE.themes.items()}
    assert [pair for pair in combinations(worn_by, 2) if worn_by[pair[0]] == worn_by[pair[1]]] == []


@pytest.mark.parametrize(
    ("old", "new", "wrong", "hint"),
    [
        ("list, table", "lsit, table", 'the layout "lsit" does not exist', "list"),
        ("data-density", "data-densty", 'the variant of the layout list "densty" does not exist', "density"),
        ('"tight"', '"tigth"', 'the variant "density" of the layout "list" cannot be "tigth"', "tight"),
    ],
)
def test_a_mistake_in_a_theme_is_told_with_its_file(tmp_path, old, new, wrong, hint):
    """What, in which file, and what was meant."""
    catalogue = own(tmp_path, **{"themes_css/themes/mine.css": THEME.replace(old, new)})
    with pytest.raises(TemplateError) as told:
        compose(deck(LIST, theme="mine"), CANVASES["instagram-portrait"], catalogue)
    assert wrong in told.value.what
    assert "mine.css" in (told.value.where or "")
    assert hint in (told.value.hint or "")


def test_a_layout_of_ones_own_need_not_have_what_a_theme_wears(tmp_path):
    """It replaces a built-in one, which every theme knows; what it lacks is left out."""
    mine = '{#\n  Variants\n    data-marker="star|number"   a star\n#}\n{% extends "_partials/slide.html" %}'
    catalogue = own(tmp_path, **{"layouts/list/list.html": mine})
    (seen,) = attributes(deck(LIST, theme="swiss"), catalogue)
    assert seen["marker"] == "number"
    (seen,) = attributes(deck(LIST, theme="brutalist"), catalogue)
    assert "marker" not in seen
    assert "rules" not in seen
    assert seen["header"] == "label"


def test_a_layout_of_ones_own_need_not_have_what_arranging_says(tmp_path):
    """Which side of a comparison is the better one is said whoever draws it; what is no variant is told."""
    mine = '{% extends "_partials/slide.html" %}'
    catalogue = own(tmp_path, **{"layouts/compare/compare.html": mine})
    pairs = Slide(layout="compare", items=["Do", "Don't", "a", "b"], variant={"winner": "first"})
    (seen,) = attributes(deck(pairs), catalogue)
    assert "winner" not in seen
    wrong = Slide(layout="compare", items=["a", "b"], variant={"winner": "frist"})
    with pytest.raises(UnknownName):
        attributes(deck(wrong), catalogue)


def test_a_form_that_a_kit_cannot_have_is_told(tmp_path):
    """With its line, and what there is."""
    (tmp_path / "brand.yaml").write_text("name: Acme\nfooter:\n  form: dotz\n", "utf-8")
    with pytest.raises(BrandError) as told:
        read_brand(tmp_path / "brand.yaml")
    assert "dots" in str(told.value)
    assert "footer.form" in str(told.value)


def test_list_shows_what_themes_wear():
    """`carousel list themes --json`, for whoever builds on it."""
    rows = json.loads(CliRunner().invoke(command, ["list", "themes", "--json"]).output)
    swiss = next(row for row in rows if row["name"] == "swiss")
    assert swiss["wears"][EVERY]["footer"] == "edge"


def test_the_forms_of_a_kit_are_the_variants_of_a_slide():
    """One list for both, and every one of them is drawn by a rule, but for the first."""
    sheets = "".join(path.read_text("utf-8") for path in Path("themes_css/base").glob("*.css"))
    for name in ("header", "footer", "title"):
        for value in COMMON_VARIANTS[name][1:]:
            assert f'[data-{name}="{value}"]' in sheets or value == "segments", (name, value)
