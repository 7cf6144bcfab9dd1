"""Facts about bundling style sheets."""

from __future__ import annotations

import re

import pytest

from carousel_html.catalogue import Catalogue
from carousel_html.compose.assets import Assets
from carousel_html.compose.stylesheet import bundle
from carousel_html.errors import TemplateError

FILES = {
    "themes_css/carousel.css": '@layer base, theme, layout;\n@import url("base/a.css") layer(base); /*}*/',
    "themes_css/base/a.css": '.slide { font-family: "Inter", sans-serif }',
    "themes_css/themes/ink.css": '.x { background: url("../paper.png") }',
    "themes_css/themes/other.css": ".other {}",
    "themes_css/paper.png": "png",
    "layouts/quote/quote.html": "",
    "layouts/quote/quote.css": ".quote { background: url(mark.svg#m) }",
    "layouts/quote/mark.svg": "<svg/>",
    "fonts/fonts.css": '@font-face { font-family: "Inter"; src: url("inter/a.ttf") }'
    '@font-face { font-family: "Inter Tight"; src: url("inter/b.ttf") }',
    "fonts/inter/a.ttf": "ttf",
    "fonts/inter/b.ttf": "ttf",
}
LOOKS = [("layout", "quote"), ("theme", "ink")]


def catalogue(tmp_path, **changes):
    for name, text in {**FILES, **{k.replace("__", "/"): v for k, v in changes.items()}}.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return Catalogue([tmp_path], built_in=False)


def test_every_file_stands_in_its_layer(tmp_path):
    """First the order of layers, then fonts, then each file; a look that is not used is left out."""
    css = bundle(catalogue(tmp_path), LOOKS, Assets())
    assert css.startswith("@layer base, theme, layout;\n@font-face")
    places = [css.index(text) for text in ("@layer base {", "@layer theme {", "@layer layout {")]
    assert places == sorted(places)
    assert "@import" not in css
    assert ".other" not in css


def test_order_and_repetition_of_looks_do_not_matter(tmp_path):
    """The same looks give the same bytes."""
    files = catalogue(tmp_path)
    assert bundle(files, LOOKS, Assets()) == bundle(files, [*reversed(LOOKS), *LOOKS], Assets())


def test_addresses_become_keys_of_the_assets(tmp_path):
    """Each file a sheet names is there under the address the bundle writes."""
    assets = Assets()
    css = bundle(catalogue(tmp_path), LOOKS, assets)
    assert 'url("themes_css/paper.png")' in css
    assert 'url("layouts/quote/mark.svg#m")' in css
    assert {key: asset.mime for key, asset in assets.table.items()} == {
        "themes_css/paper.png": "image/png",
        "layouts/quote/mark.svg": "image/svg+xml",
        "fonts/inter/a.ttf": "font/ttf",
    }


def test_only_families_that_are_named_are_bundled(tmp_path):
    """ "Inter" does not bring "Inter Tight"; an unquoted name counts too."""
    names = catalogue(tmp_path, themes_css__themes__ink_css="")
    css = bundle(names, LOOKS, Assets())
    assert "inter/a.ttf" in css
    assert "inter/b.ttf" not in css
    (tmp_path / "layouts/quote/quote.css").write_text(".q { font-family: serif, inter tight; }", "utf-8")
    assert "inter/b.ttf" in bundle(names, LOOKS, Assets())


def test_an_own_file_is_used_wherever_the_built_in_one_was(tmp_path):
    """A picture beside a built-in theme can be replaced alone."""
    catalogue(tmp_path / "base")
    own = tmp_path / "own/themes_css/paper.png"
    own.parent.mkdir(parents=True)
    own.write_text("own", "utf-8")
    assets = Assets()
    bundle(Catalogue([tmp_path / "own", tmp_path / "base"], built_in=False), LOOKS, assets)
    assert assets.table["themes_css/paper.png"].body == b"own"


def test_a_name_with_odd_letters_gets_a_plain_address(tmp_path):
    """What stands in HTML, CSS and a URL is one and the same text."""
    files = catalogue(tmp_path)
    (tmp_path / "themes_css/pa per é.png").write_text("x", "utf-8")
    (tmp_path / "themes_css/themes/ink.css").write_text(".x{background:url('../pa per é.png')}", "utf-8")
    assets = Assets()
    css = bundle(files, LOOKS, assets)
    (address,) = [key for key in assets.table if key.startswith("files/")]
    assert f'url("{address}")' in css


def test_fragments_and_data_addresses_stay(tmp_path):
    """They name no file."""
    files = catalogue(tmp_path)
    css = '.x { mask: url("#m"); background: url("data:image/gif;base64,R0lGOD") }'
    (tmp_path / "themes_css/themes/ink.css").write_text(css, "utf-8")
    assert css in bundle(files, LOOKS, Assets())


@pytest.mark.parametrize(
    ("css", "line", "message"),
    [
        (".x {\n background: url(none.png) }", 2, 'the address "none.png" does not exist'),
        (".x { background: url(https://evil/x.png) }", 1, "is not a file of this folder"),
        (".x { background: url(//evil/x.png) }", 1, "is not a file of this folder"),
        (".x { background: url(/etc/passwd) }", 1, "is not a file of this folder"),
        (".x { background: url(../../../secret.png) }", 1, "does not exist"),
        (".x { background: url(ink.css.txt) }", 1, "does not exist"),
        ("\n.x { color: red", 2, "never closed"),
        (".x {} }", 1, "closes nothing"),
        ('\n@import "other.css";', 2, "@import does not work here"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path, css, line, message):
    """A missing file, an address that leads out, and CSS that would swallow its neighbours."""
    files = catalogue(tmp_path / "own")
    (tmp_path / "secret.png").write_text("x", "utf-8")
    (tmp_path / "own/themes_css/themes/ink.css").write_text(css, "utf-8")
    with pytest.raises(TemplateError, match=message) as caught:
        bundle(files, LOOKS, Assets())
    place, _, said = str(caught.value.where).partition("\n  ")
    assert place.endswith(f"themes/ink.css:{line}")
    assert said == css.splitlines()[line - 1].strip()


def test_a_kind_of_file_no_slide_holds_is_an_error(tmp_path):
    """A style sheet cannot bring a page or a program along."""
    files = catalogue(tmp_path)
    (tmp_path / "themes_css/x.html").write_text("", "utf-8")
    (tmp_path / "themes_css/themes/ink.css").write_text(".x{background:url(../x.html)}", "utf-8")
    with pytest.raises(TemplateError, match="not a kind of file"):
        bundle(files, LOOKS, Assets())


def test_a_missing_import_is_named_in_the_table_of_contents(tmp_path):
    """The line of carousel.css is shown."""
    files = catalogue(tmp_path)
    (tmp_path / "themes_css/base/a.css").unlink()
    with pytest.raises(TemplateError, match=r"base/a\.css") as caught:
        bundle(files, LOOKS, Assets())
    assert str(caught.value.where).endswith("carousel.css:2")


def test_an_apostrophe_in_a_comment_hides_no_font():
    """Every family that the tokens name is declared: a comment beside them may have one, or three."""
    sheet = bundle(Catalogue(), [("theme", "sunset")], Assets())
    declared = set(re.findall(r'@font-face \{ font-family: "([^"]+)"', sheet))
    assert {"Heebo", "Noto Sans Arabic", "Noto Sans Devanagari", "Noto Sans Thai"} <= declared
