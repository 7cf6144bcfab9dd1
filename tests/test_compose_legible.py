"""Facts about a kit's colours in a theme: what would drown takes the nearest legible shade, and a note."""

from __future__ import annotations

import re

import pytest

from carousel_html.brand import brand_colors
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.colors import contrast, parse_color
from carousel_html.compose import compose
from carousel_html.compose.legible import Adjusted, adjusted
from carousel_html.model import Brand, BrandColors, Carousel, Slide

CATALOGUE = Catalogue()
HARD = (
    {"accent": "#ffee00"},
    {"accent": "#000000"},
    {"accent": "#ffffff"},
    {"accent": "#808080"},
    {"accent": "#ffffff", "surface": "#ffffff"},
    {"surface": "navy", "accent": "#111133"},
    {"text": "#777777"},
    {"surface": "#777777", "text": "#888888"},
)
NOTE = re.compile(
    r'brand kit, theme "[\w-]+": (?P<what>.+) in #\w{6} would stand (?P<old>[\d.]+) : 1 '
    r"on (?P<ground>#\w{6}); (?P<new>#\w{6}) is used, (?P<now>[\d.]+) : 1\."
)


def in_theme(theme: str, **colors: str) -> Adjusted:
    """Return what a kit with these colours needs in a theme."""
    brand = brand_colors(Brand(colors=BrandColors(**colors)))
    return adjusted(theme, CATALOGUE.themes[theme].path, brand)


def set_in(change: Adjusted) -> dict[str, str]:
    """Return the roles a change sets."""
    return dict(re.findall(r"--([\w-]+): ([^;]+);", change.css))


@pytest.mark.parametrize("theme", CATALOGUE.themes)
def test_every_change_ends_legible_in_every_theme(theme):
    """4.5 : 1 for words and 3 : 1 for marks, as near as a note can say it; each was under that before."""
    for note in (note for colors in HARD for note in in_theme(theme, **colors).notes):
        found = NOTE.fullmatch(note)
        assert found, note
        floor = 3.0 if found["what"].startswith("marks") else 4.5
        assert float(found["now"]) >= floor, note
        assert float(found["old"]) <= floor, note


@pytest.mark.parametrize("theme", CATALOGUE.themes)
def test_a_second_look_finds_nothing_to_change(theme, tmp_path):
    """With the changes written into the theme, the same kit needs none of them."""
    for number, colors in enumerate(HARD):
        text = CATALOGUE.themes[theme].path.read_text("utf-8")
        for role, value in set_in(in_theme(theme, **colors)).items():
            text = re.sub(rf"(\n  --{role}:)[^;]*;", rf"\1 {value};", text, count=1)
        sheet = tmp_path / f"{theme}-{number}.css"
        sheet.write_text(text, "utf-8")
        again = adjusted(theme, sheet, brand_colors(Brand(colors=BrandColors(**colors))))
        assert (colors, again.notes) == (colors, ())


def test_yellow_on_white_is_darkened_for_links_and_stays_yellow_as_a_ground():
    """The brand is still seen: only the roles that would drown are moved, and they keep their hue."""
    changed = set_in(in_theme("ink", accent="#ffee00"))
    link = parse_color(changed["color-link"])
    assert link is not None
    assert contrast(link, parse_color("#ffffff")) >= 4.5
    assert link.red > link.blue + 0.3
    assert "color-loud" not in changed


def test_black_on_black_is_lightened():
    """A black accent becomes a grey that can be seen in the night theme."""
    changed = set_in(in_theme("midnight", accent="#000000"))
    assert contrast(parse_color(changed["color-accent"]), parse_color("#0e1420")) >= 3
    assert contrast(parse_color(changed["color-link"]), parse_color("#0e1420")) >= 4.5


@pytest.mark.parametrize(("theme", "accent"), [("ink", "#0040a0"), ("midnight", "#7cc4ff")])
def test_a_legible_kit_changes_nothing(theme, accent):
    """No rule, no note."""
    assert in_theme(theme, accent=accent) == Adjusted("", ())


def test_a_kit_without_colours_changes_nothing():
    """The theme answers for its own."""
    assert in_theme("paper") == Adjusted("", ())


def test_a_ground_of_the_kit_decides_which_logo_stands_on_it():
    """A light theme on a dark ground takes the dark logo, and a picture made for the old ground goes."""
    assert set_in(in_theme("paper", surface="#101010"))["ground"] == "dark"
    assert set_in(in_theme("midnight", surface="#ffffff"))["ground"] == "light"
    assert set_in(in_theme("sunset", surface="#ffffff"))["surface-image"] == "none"


@pytest.mark.parametrize(
    ("theme", "surface", "text"), [("mono", "#000000", "#000000"), ("corporate", "#ffffff", "#ffff66")]
)
def test_ink_and_ground_of_one_lightness_lose_the_picture_made_for_another(theme, surface, text):
    """Black on black and yellow on white: no ink can stand on that ground and on the theme's picture."""
    changed = set_in(in_theme(theme, surface=surface, text=text))
    assert changed["loud-image"] == "none"
    assert contrast(parse_color(changed["color-on-loud"]), parse_color(surface)) >= 4.5


def test_the_document_carries_the_changes_and_the_notes():
    """The rule stands in the theme's layer of the bundled sheet, and the note in the document."""
    slide = Slide(layout="text", text="Words").placed(entry=0)
    brand = Brand(colors=BrandColors(accent="#ffee00"))
    made = Carousel(theme="ink", brand=brand, slides=[slide], outro=False)
    document = compose(made, find_canvas("story"), CATALOGUE)
    assert any("links in #ffee00" in note for note in document.notes)
    sheet = document.assets["carousel.css"].body.decode()
    assert re.search(r'@layer theme \{\s*\.slide\[data-theme="ink"\] \{[^}]*--color-link: #', sheet)
    assert "--brand-accent: #ffee00" in document.html
