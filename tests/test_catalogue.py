"""Facts about finding layouts, looks and fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from carousel_html.catalogue import Catalogue, data_root
from carousel_html.errors import FontError, InputError, UnknownName

HEADER = """{#
  @layout quote
  @label Big quote
  One sentence, large,
  with its speaker.

  Knobs
    --quote-size    size of the sentence   (--text-xl)
  Variants
    data-place="center | end"   where the block stands
#}
<p></p>
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def test_a_header_comment_describes_its_layout(tmp_path):
    """Label, description, knobs and variants come from the file itself."""
    folder = write(tmp_path, {"layouts/quote/quote.html": HEADER})
    entry = Catalogue([folder], built_in=False).layout("quote")
    assert entry.label == "Big quote"
    assert entry.description == "One sentence, large, with its speaker."
    assert [(k.name, k.description, k.default) for k in entry.knobs] == [
        ("--quote-size", "size of the sentence", "--text-xl")
    ]
    assert entry.variants == {"place": ("center", "end")}


def test_a_layout_may_be_described_in_its_style_sheet(tmp_path):
    """The header may stand in either of a layout's files; the entry is still the template."""
    files = {"layouts/a/a.html": "<p></p>", "layouts/a/a.css": "/*\n * @layout a\n * Words.\n */"}
    entry = Catalogue([write(tmp_path, files)], built_in=False).layout("a")
    assert (entry.description, entry.path.name) == ("Words.", "a.html")


def test_a_file_without_a_header_has_a_name(tmp_path):
    """A designer's first file needs no comment."""
    folder = write(tmp_path, {"themes_css/themes/dark-ink.css": ".slide{}"})
    assert Catalogue([folder], built_in=False).themes["dark-ink"].label == "Dark ink"


def test_an_own_file_replaces_the_built_in_one(tmp_path):
    """Search folders are asked in order."""
    one = write(tmp_path / "one", {"themes_css/themes/x.css": "/* @label First */"})
    two = write(tmp_path / "two", {"themes_css/themes/x.css": "", "themes_css/themes/y.css": ""})
    catalogue = Catalogue([one, two], built_in=False)
    assert catalogue.theme("x").path == one / "themes_css/themes/x.css"
    assert list(catalogue.themes) == ["x", "y"]


def test_a_change_of_a_file_is_seen(tmp_path):
    """The same catalogue reads a file again once it has changed."""
    import os

    file = write(tmp_path, {"themes_css/themes/x.css": "/* @label Old */"}) / "themes_css/themes/x.css"
    catalogue = Catalogue([tmp_path], built_in=False)
    assert catalogue.theme("x").label == "Old"
    file.write_text("/* @label New */", "utf-8")
    os.utime(file, ns=(1, 1))
    assert catalogue.theme("x").label == "New"


@pytest.mark.parametrize("name", ["qoute", "../quote", "quote/quote", "", "_partials"])
def test_an_unknown_layout_is_an_error_with_its_place(tmp_path, name):
    """A mistyped name, or one that is a path, does not exist."""
    folder = write(tmp_path, {"layouts/quote/quote.html": "", "layouts/_partials/_partials.html": ""})
    with pytest.raises(UnknownName) as caught:
        Catalogue([folder], built_in=False).layout(name, "carousel.yaml: slides[2].layout")
    assert "carousel.yaml: slides[2].layout" in str(caught.value)
    assert "`carousel list layouts` shows all 1." in str(caught.value)


def test_nothing_outside_a_search_folder_is_found(tmp_path):
    """Neither `..` nor a symbolic link leads out."""
    outside = write(tmp_path, {"secret.css": ""}) / "secret.css"
    folder = write(tmp_path / "own", {"themes_css/themes/a.css": ""})
    (folder / "themes_css/themes/b.css").symlink_to(outside)
    catalogue = Catalogue([folder], built_in=False)
    assert catalogue.find("../secret.css") is None
    assert catalogue.find("themes_css/themes/b.css") is None
    assert catalogue.find(str(outside)) is None
    assert list(catalogue.themes) == ["a"]


def test_a_templates_folder_must_be_one(tmp_path):
    """A folder that is missing, or holds no templates, is an error and not an empty catalogue."""
    with pytest.raises(InputError, match="does not exist"):
        Catalogue([tmp_path / "nowhere"])
    with pytest.raises(InputError, match="holds no templates"):
        Catalogue([tmp_path])


def test_the_data_folder_can_be_named(tmp_path, monkeypatch):
    """CAROUSEL_HTML_DATA takes the place of the built-in folder."""
    write(tmp_path, {"layouts/a/a.html": ""})
    monkeypatch.setenv("CAROUSEL_HTML_DATA", str(tmp_path))
    assert data_root() == tmp_path.resolve()
    assert list(Catalogue().layouts) == ["a"]


FACE = '@font-face {{ font-family: "{}"; font-weight: {}; src: url("{}"); }}\n'


def test_faces_are_read_from_fonts_css(tmp_path):
    """Family, weight, style and file of each face, in order; comments do not count."""
    css = (
        "/* @font-face { } */\n"
        + FACE.format("A b", 400, "ab/400.ttf")
        + FACE.format("A b", "bold", "ab/7.ttf")
    )
    folder = write(tmp_path, {"fonts/fonts.css": css, "fonts/ab/400.ttf": "", "fonts/ab/7.ttf": ""})
    catalogue = Catalogue([folder], built_in=False)
    assert [(f.family, f.weight, f.style, f.address) for f in catalogue.font_faces] == [
        ("A b", 400, "normal", "fonts/ab/400.ttf"),
        ("A b", 700, "normal", "fonts/ab/7.ttf"),
    ]
    assert catalogue.fonts["A b"].description == "400, 700"


@pytest.mark.parametrize(
    ("css", "message"),
    [
        (FACE.format("A", 400, "no.ttf"), 'the font file "no.ttf" does not exist.'),
        (FACE.format("A", "100 900", "a.ttf"), "not one static file of one weight"),
        ('@font-face { src: url("a.ttf"); }', "no font-family"),
        ('@font-face { font-family: "A"; }', "no src"),
        ('@font-face { font-family: "A";', "never closed"),
    ],
)
def test_a_wrong_face_is_an_error_with_its_line(tmp_path, css, message):
    """The message names fonts.css and the line of the rule."""
    folder = write(tmp_path, {"fonts/fonts.css": "\n\n" + css, "fonts/a.ttf": ""})
    with pytest.raises(FontError, match=message) as caught:
        _ = Catalogue([folder], built_in=False).font_faces
    assert str(caught.value.where).endswith("fonts.css:3")


def test_built_in_things_describe_themselves():
    """Every built-in layout, theme, typography and pattern has a header with a sentence."""
    catalogue = Catalogue()
    kinds = (catalogue.layouts, catalogue.themes, catalogue.typography, catalogue.patterns)
    assert all(kinds)
    assert [entry.path for kind in kinds for entry in kind.values() if not entry.description] == []
