"""The fitted page is looked over: words in zones, small words, and pictures drawn larger than they are."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path

import pytest
from commands import call
from pages import page
from PIL import Image

from carousel_html.canvases import Zone
from carousel_html.findings import Finding
from carousel_html.stage.audit import audit
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

OBEYED = Zone((0, 0, 0, 100), "S", True, "the app's bar is")
WEAK = Zone((0, 0, 300, 0), "W", False, "the app may draw its dots")
GRID = Zone((0, 200, 0, 200), "S", False, "the profile grid cuts", first=True)


def picture(width: int, height: int, style: str) -> str:
    """Return an <img> of these pixels."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "png")
    source = f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
    return f'<img src="{source}" alt="" style="display: block; {style}">'


def found(stage: Stage, *bodies: str, css: str = "", zones: tuple[Zone, ...] = ()) -> list[Finding]:
    stage.show(page(bodies, css))
    return audit(stage, zones)[0]


def test_every_word_is_held_to_an_obeyed_zone(stage: Stage):
    """The one that stands nearest to the edge counts, once for each text."""
    words = "Words that are so many that they are broken into several lines"
    (each,) = found(stage, f"<p>{words}</p>", zones=(OBEYED,))
    assert (each.slide, each.kind, each.text, each.limit) == (1, "safe-area", words[:60].strip(), 100)
    assert each.measure == 60
    assert (each.zone, each.level) == (OBEYED, "error")
    assert "where the app's bar is" in str(each)


def test_only_words_of_the_body_are_held_to_a_weak_zone(stage: Stage):
    """A footer stands where footers stand; the body's words need not."""
    css = ".slide__footer { position: absolute; bottom: 0 }"
    footer = '</div><footer class="slide__footer">@ada</footer><div>'
    assert found(stage, f"<p>Words on top</p>{footer}", css=css, zones=(WEAK,)) == []
    (each,) = found(stage, '<p style="margin-top: 600px">Words below</p>', zones=(WEAK,))
    assert (each.kind, each.level) == ("safe-area", "warning")


def test_the_profile_grid_shows_the_first_slide_only(stage: Stage):
    """What is cut there is told of the first slide, and as what it is."""
    wide = "<p>Words that go from one edge of the slide to its other edge</p>"
    assert [(each.slide, each.kind) for each in found(stage, wide, wide, zones=(GRID,))] == [(1, "grid-crop")]


@pytest.mark.parametrize(
    ("style", "measure"),
    [
        ("width: 400px; height: 200px", 4),
        ("width: 100px; height: 50px", None),
        ("width: 120px; height: 60px", None),
        ("width: 300px; height: 300px; object-fit: cover", 6),
        ("width: 300px; height: 300px; object-fit: contain", 3),
        ("width: 300px; height: 300px; object-fit: scale-down", None),
        ("width: 300px; height: 300px; object-fit: none", None),
        ("width: 400px; height: 200px; image-rendering: pixelated", None),
    ],
)
def test_a_picture_drawn_larger_than_it_is_looks_soft(stage: Stage, style: str, measure: float | None):
    """By what its box does with it; a quarter larger nobody sees, and pixels on purpose are no fault."""
    got = [(each.kind, each.text, each.measure) for each in found(stage, picture(100, 50, style))]
    assert got == ([("upscaled", "100 × 50", measure)] if measure else [])


def test_the_first_slide_keeps_clear_of_what_the_grid_cuts(tmp_path: Path):
    """`--canvas` chooses another canvas of the platform; on the square one nothing of the title is cut."""
    (tmp_path / "thread.txt").write_text("# A title over all of a square slide\n\nWords", "utf-8")
    called = call(
        "render", tmp_path / "thread.txt", "-o", tmp_path / "out", "--for", "instagram",
        "--canvas", "instagram-square", "--slides", "1", "--json",
    )  # fmt: skip
    assert (called.code, called.err) == (0, "")
    (manifest,) = json.loads(called.out)["canvases"]
    assert (manifest["platform"], manifest["canvas"]) == ("instagram", "instagram-square")
    assert manifest["findings"] == []
    with Image.open(tmp_path / "out/instagram/slide-01.jpg") as picture:
        assert (picture.format, picture.size) == ("JPEG", (1080, 1080))


@pytest.mark.parametrize(
    "style",
    [
        "overflow: hidden; height: 30px",
        "contain: paint; height: 60px",
        "overflow: hidden; border-radius: 50%; height: 60px",
        "overflow: clip; white-space: nowrap",
    ],
)
def test_words_that_a_box_cuts_are_found(stage: Stage, style: str):
    """The lower half of a line, a line below, what a round corner takes, what runs over the side."""
    box = f'<div data-bleed style="width: 300px; {style}"><p>Words in a box that cuts them</p></div>'
    assert [each.kind for each in found(stage, box)] == ["cut-off"]


@pytest.mark.parametrize(
    "style",
    [
        "overflow: hidden",
        "overflow: hidden; border-radius: 40px; padding: 30px",
        "overflow: hidden; width: 1px; height: 1px",
        "overflow: hidden; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1",
        "overflow: hidden; rotate: 20deg",
    ],
)
def test_words_that_no_box_cuts_are_not_found(stage: Stage, style: str):
    """Nor are those that are to be hidden, or shortened."""
    box = f'<div data-bleed style="width: 300px; {style}"><p>Words in a box that cuts them</p></div>'
    assert found(stage, box) == []


def test_letters_under_a_tight_line_are_in_their_zone(stage: Stage):
    """What counts is their ink: the em square of a capital has air over it."""
    assert found(stage, "<p>Words</p>", css=".slide { padding: 0 } p { font: 90px/0.9 Inter }") == []
