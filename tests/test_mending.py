"""A page that does not look like its picture is printed again, with more of it as a picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from commands import ROOT, call
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from carousel_html.fidelity import Fidelity
from carousel_html.stage import decide, faces

LAYOUT = """{% extends "_partials/slide.html" %}
{% block body %}
<div class="own"><h2>{{ slide.title }}</h2><p data-block="0">{{ slide.body }}</p></div>
{% endblock %}
"""
CSS = """
.own { padding: 60px; background: radial-gradient(#fff, #fc6) }
.own h2 { -webkit-text-stroke: 6px #c33; font-size: 90px }
"""

CAROUSEL = """title: Mended
theme: paper
outro: false
slides:
  - {layout: stroked, title: Words with an edge, text: Two of which a table forgets a row.}
  - {layout: statement, text: A slide that is right stays as it is.}
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A carousel with a slide in a layout of its own, beside the layout."""
    place = tmp_path / "own/layouts/stroked"
    place.mkdir(parents=True)
    (place / "stroked.html").write_text(LAYOUT, "utf-8")
    (place / "stroked.css").write_text(CSS, "utf-8")
    (tmp_path / "carousel.yaml").write_text(CAROUSEL, "utf-8")
    return tmp_path / "carousel.yaml"


def rendered(source: Path) -> list[dict[str, Any]]:
    """Return what the manifest says of each slide."""
    slides: list[dict[str, Any]] = whole(source)["slides"]
    return slides


def whole(source: Path) -> dict[str, Any]:
    """Render, and return the manifest."""
    folder = source.parent
    called = call(
        "render", source, "-o", folder / "out", "--templates", folder / "own", "--json", "--no-cache"
    )
    assert called.code == 0, called.err
    manifest: dict[str, Any]
    (manifest,) = json.loads(called.out)["canvases"]
    return manifest


def without(rows: tuple[decide.Row, ...], *names: str) -> tuple[decide.Row, ...]:
    """Return the rows of a table but for some, which are there."""
    assert set(names) <= {name for name, _ in rows}
    return tuple(row for row in rows if row[0] not in names)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("table", "forgotten", "reason"),
    [("BOX_ROWS", "background image", "fuller picture"), ("TEXT_ROWS", "stroke", "whole picture")],
)
def test_what_the_table_forgets_is_seen_and_mended(
    source: Path, monkeypatch: pytest.MonkeyPatch, table: str, forgotten: str, reason: str
):
    """A lost ground needs a picture behind the words, a lost edge of the letters one of them, too."""
    monkeypatch.setattr(decide, table, without(getattr(decide, table), forgotten))
    broken, right = rendered(source)
    assert reason in broken["pictured"]
    assert broken["fidelity"]["ssim"] >= 0.985
    assert broken["fidelity"]["patch_abs"] <= 48
    assert not {"fuller picture", "whole picture"} & set(right["pictured"])
    text = pypdfium2.PdfDocument(source.parent / "out/instagram-portrait/carousel.pdf")[0].get_textpage()
    assert "Words with an edge" in " ".join(text.get_text_range().split())


@pytest.mark.browser
def test_nothing_is_mended_that_is_right(source: Path):
    """With the whole table, the same slides need neither."""
    for slide in rendered(source):
        assert not {"fuller picture", "whole picture"} & set(slide["pictured"])


@pytest.mark.browser
def test_words_that_are_pictures_in_the_pdf_are_told(source: Path):
    """A note in the manifest quotes them, and the command says on which slide; nothing of the others."""
    (note,) = [each for each in whole(source)["findings"] if each["kind"] == "pictured-words"]
    assert (note["slide"], note["level"], note["text"]) == (1, "note", "Words with an edge")
    assert 0.2 < note["measure"] < 0.5
    folder = source.parent
    called = call("render", source, "-o", folder / "out", "--templates", folder / "own", "--strict")
    assert called.code == 0
    assert "words that are pictures in the PDF: slide 1\n" in called.out


FONT = """@font-face { font-family: "Few Letters"; font-weight: 400; src: url("few.ttf"); }
"""


@pytest.mark.parametrize("is_known", [True, False], ids=["known", "not known"])
def test_a_font_that_lacks_what_a_shaper_asks_for_ends_no_render(
    source: Path, is_known: bool, monkeypatch: pytest.MonkeyPatch
):
    """As fonts cut to the letters of a text do: a vowel is taken apart, and its parts are not there.

    Where we know of it, words are a picture; where the printer tells, their slide is one.
    """
    if not is_known:
        monkeypatch.setattr(faces, "taken_apart", str)
    own = source.parent / "own"
    with TTFont(ROOT / "fonts/noto-sans-thai/NotoSansThai-400.ttf") as font:
        cutter = Subsetter(Options(layout_features=["*"], layout_closure=False))
        cutter.populate(text="ทำงาน ")
        cutter.subset(font)
        (own / "fonts").mkdir()
        font.save(own / "fonts/few.ttf")
    (own / "fonts/fonts.css").write_text(FONT, "utf-8")
    (own / "layouts/stroked/stroked.css").write_text('.own { font: 400 60px "Few Letters" }', "utf-8")
    source.write_text(CAROUSEL.replace("Two of which a table forgets a row.", "ทำงาน"), "utf-8")
    first, second = rendered(source)
    assert first["pictured"]
    assert Fidelity(**first["fidelity"]).is_good
    assert second["fidelity"]["vector_text"] == 1
