"""Facts about reading brand kits."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from carousel_html.brand import brand_colors, brand_css, brand_picture, read_brand
from carousel_html.errors import BrandError, ImageError
from carousel_html.model import Brand, BrandColors

EXAMPLES = Path(__file__).parent.parent / "examples" / "brands"


def kit(tmp_path, text):
    (tmp_path / "brand.yaml").write_text(text, "utf-8")
    return read_brand(tmp_path / "brand.yaml")


def test_a_kit_remembers_its_folder(tmp_path):
    """Its pictures are looked for beside it."""
    Image.new("RGB", (9, 9), "red").save(tmp_path / "logo.png")
    brand = kit(tmp_path, "name: Anna\nlogo: logo.png\nheader: {handle: false}\n")
    picture = brand_picture(brand, "logo")
    assert picture is not None
    assert (brand.name, brand.header.handle, picture.width) == ("Anna", False, 9)
    assert brand_picture(brand, "avatar") is None


def test_colours_become_custom_properties_printed_anew():
    """Every value is a parsed colour, and the accent brings the ink that reads on it."""
    brand = Brand(colors=BrandColors(accent="hsl(48 100% 50%)", text="#123"))
    assert brand_css(brand) == "--brand-accent: #ffcc00; --brand-text: #112233; --brand-on-accent: #000000"


def test_a_dark_surface_without_a_text_colour_gets_light_text():
    """The theme's own ink could drown in a ground it never saw."""
    assert brand_colors(Brand(colors=BrandColors(surface="navy")))["text"] == "#ffffff"


@pytest.mark.parametrize("color", ["red;}", "url(//evil)", "#12345", "rgb(0 0 0 / 50%)", "var(--x)"])
def test_what_is_no_opaque_colour_is_an_error(tmp_path, color):
    """Nothing a user writes is pasted into CSS."""
    with pytest.raises(BrandError) as caught:
        kit(tmp_path, f"colors: {{accent: '{color}'}}")
    assert caught.value.where == "brand.yaml: colors.accent"


@pytest.mark.parametrize(
    ("text", "where", "word"),
    [
        ("nmae: x", "brand.yaml: nmae (line 1)", 'Did you mean "name"?'),
        ("colors: {acent: red}", "brand.yaml: colors.acent (line 1)", 'Did you mean "accent"?'),
        ("name: x\nheader: {logo: maybe}", "brand.yaml: header.logo (line 2)", "maybe"),
        ("name: [a]", "brand.yaml: name (line 1)", "text was expected"),
        ("a: [", "brand.yaml:2:1", "YAML"),
        ("- a", "brand.yaml:1", "keys were expected"),
        ("name: a\nname: b", "brand.yaml: name (line 2)", "twice"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, text, where, word):
    """Unknown keys, wrong values and broken YAML each say where."""
    with pytest.raises(BrandError) as caught:
        kit(tmp_path, text + "\n")
    assert word in str(caught.value)
    assert caught.value.where == where


def test_a_missing_kit_is_an_error(tmp_path):
    """The message names the file."""
    with pytest.raises(BrandError, match=r"none\.yaml"):
        read_brand(tmp_path / "none.yaml")


def test_a_logo_from_the_web_is_refused(tmp_path):
    """Rendering never fetches."""
    brand = kit(tmp_path, "logo: https://example.com/logo.png")
    with pytest.raises(ImageError, match="web address"):
        brand_picture(brand, "logo")


def test_an_svg_logo_is_checked(tmp_path):
    """A logo with a script in it does not get through."""
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "utf-8")
    with pytest.raises(ImageError, match="<script>"):
        brand_picture(kit(tmp_path, "logo: logo.svg"), "logo")


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/brand.yaml")), ids=lambda path: path.parent.name)
def test_every_example_kit_can_be_used(path):
    """Its words, colours and pictures are whole, with a logo for light and one for dark grounds."""
    brand = read_brand(path)
    assert brand.name
    assert brand.site
    assert "accent" in brand_colors(brand)
    logos = {brand_picture(brand, key).body for key in ("logo", "logo_dark")}
    assert len(logos) == 2
    assert brand.avatar is None or brand_picture(brand, "avatar")
