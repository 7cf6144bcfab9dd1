"""A start of one's own works at once, and says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from carousel_html.brand import read_brand
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.errors import InputError, TemplateError
from carousel_html.model import Carousel, Pattern, Slide
from carousel_html.samples import showcase
from carousel_html.starters import PLACES, start


def carousel(layout: str, theme: str = "paper", pattern: str = "none") -> Carousel:
    slide = Slide(layout=layout, title="Title", text="Words of the slide.").placed(entry=0)
    return Carousel(theme=theme, pattern=Pattern(name=pattern), outro=False, slides=[slide])


def test_every_start_composes_at_once(tmp_path: Path):
    """New layout, theme and pattern are found in the project's folder and used."""
    for kind in ("layout", "theme", "pattern"):
        start(kind, "mine", tmp_path)
    document = compose(carousel("mine", "mine", "mine"), find_canvas("story"), Catalogue([tmp_path]))
    assert 'class="mine__title"' in document.html
    assert "--color-surface" in document.assets["carousel.css"].body.decode()
    assert '[data-pattern="mine"]' in document.assets["carousel.css"].body.decode()


def test_new_theme_sets_every_role_of_the_tokens(tmp_path: Path):
    """A start misses no role, whatever is added to the list later."""
    (path,) = start("theme", "mine", tmp_path)
    built_in = Catalogue().themes["paper"].path.read_text("utf-8")
    roles = {line.split(":")[0].strip() for line in built_in.splitlines() if line.startswith("  --color")}
    assert roles <= {line.split(":")[0].strip() for line in path.read_text("utf-8").splitlines()}


def test_new_theme_follows_a_brand_kit(tmp_path: Path):
    """The four colours of a kit reach a theme that was just started, as they reach the built-in ones."""
    (path,) = start("theme", "mine", tmp_path)
    for name in ("accent", "on-accent", "surface", "text"):
        assert f"var(--brand-{name}, #" in path.read_text("utf-8")


def test_new_brand_kit_can_be_read(tmp_path: Path):
    """The kit is valid as it was written."""
    (path,) = start("brand", "acme", tmp_path)
    assert read_brand(path).handle == "@acme"


def test_mistake_in_a_layout_is_reported_with_file_line_and_the_line(tmp_path: Path):
    """A designer sees where to look."""
    html, *_ = start("layout", "mine", tmp_path)
    wrong = html.read_text("utf-8").replace("{% if slide.title %}", "{% if slide.titel.x %}")
    html.write_text(wrong, "utf-8")
    with pytest.raises(TemplateError) as caught:
        compose(carousel("mine"), find_canvas("story"), Catalogue([tmp_path]))
    assert "mine.html:" in str(caught.value)
    assert "{% if slide.titel.x %}" in str(caught.value)
    assert "title" in str(caught.value)


@pytest.mark.parametrize("name", ["Mine", "../mine", "", "a b", "-x"])
def test_name_that_cannot_be_a_file_is_refused(name: str, tmp_path: Path):
    """Nothing is written outside the folder, or under a name CSS cannot use."""
    with pytest.raises(InputError):
        start("layout", name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_start_never_writes_over_what_is_there(tmp_path: Path):
    """The second time is an error, and the first file is as it was."""
    (path,) = start("pattern", "mine", tmp_path)
    path.write_text("mine", "utf-8")
    with pytest.raises(InputError):
        start("pattern", "mine", tmp_path)
    assert path.read_text("utf-8") == "mine"


def test_places_are_under_the_folders_the_catalogue_searches():
    """What `new` writes is where the catalogue looks."""
    tops = {place.split("/")[0] for kind in ("layout", "theme", "pattern") for place in PLACES[kind].values()}
    assert tops == {"layouts", "themes_css"}


def test_showcase_holds_the_sample_of_every_layout():
    """The gallery shows all of the catalogue."""
    catalogue = Catalogue()
    shown = showcase(catalogue, catalogue.layouts, theme="paper", canvas=["story"])
    assert {slide.layout for slide in shown.slides} | {"outro"} == set(catalogue.layouts)
