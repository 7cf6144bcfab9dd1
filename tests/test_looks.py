"""
Themes on canvases of three shapes, all layouts in each: fits, is legible, and the PDF matches.

The first set and a few of all looks in every run; `TORTURE_LOOKS=2/7` (`make torture LOOKS=2/7`) takes the
second of every seven of all themes × canvases, `1/1` them all.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from pages import read as read_page
from PIL import Image as Picture
from PIL import ImageChops, ImageOps

from carousel_html.arranging import complete
from carousel_html.brand import read_brand
from carousel_html.canvases import find_canvas
from carousel_html.carousel_file import read
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.export import render
from carousel_html.fidelity import Fidelity
from carousel_html.model import Brand, Carousel, Outro, Pattern, Slide, Typography
from carousel_html.samples import dressed
from carousel_html.stage.capture import capture
from carousel_html.stage.fit import fit
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

CATALOGUE = Catalogue()
FIRST_LAYOUTS = ("cover", "post-card", "text", "quote", "list", "image", "outro")
FIRST_THEMES = ("midnight", "paper", "swiss", "sunset")
FIRST_TYPE = ("grotesk", "editorial", "mono")
FIRST_PATTERNS = ("none", "dots", "grid", "waves")
SHAPES = ("instagram-portrait", "story", "x-landscape")


def samples(layouts: tuple[str, ...]) -> list[Slide]:
    """The showcase slides of these layouts, their pictures made absolute."""
    found = []
    for name in layouts:
        entry = CATALOGUE.layouts[name]
        folder = entry.path if entry.path.is_dir() else entry.path.parent
        sample = read(folder / "sample.yaml")
        for slide in sample.slides:
            for image in slide.images or []:
                image.src = str((folder / image.src).resolve())
            found.append(slide)
    return found


LOOKS = [
    (theme, FIRST_TYPE[i % 3], FIRST_PATTERNS[(i + j) % 4], canvas)
    for i, theme in enumerate(FIRST_THEMES)
    for j, canvas in enumerate(SHAPES)
]


PIECE, PIECES = map(int, os.environ.get("TORTURE_LOOKS", "8/31").split("/"))
ALL_LOOKS = [(theme, canvas) for theme in sorted(CATALOGUE.themes) for canvas in SHAPES][PIECE - 1 :: PIECES]


@pytest.mark.parametrize(("theme", "pair", "pattern", "canvas"), LOOKS)
def test_look_of_the_first_set_is_faithful(theme: str, pair: str, pattern: str, canvas: str, tmp_path: Path):
    """All seven layouts of a theme: no findings, and every page within the goals; the median is 0.99."""
    look = {"typography": Typography(pair=pair), "pattern": Pattern(name=pattern)}
    manifest = rendered(theme, canvas, FIRST_LAYOUTS, tmp_path, **look)
    assert manifest["findings"] == []
    require_faithful(manifest)


@pytest.mark.parametrize(("theme", "canvas"), ALL_LOOKS)
def test_every_layout_of_a_look_is_faithful(theme: str, canvas: str, tmp_path: Path):
    """The theme as it was drawn, with every layout's own sample slides."""
    require_faithful(rendered(theme, canvas, tuple(sorted(CATALOGUE.layouts)), tmp_path))


BARS = """[...document.querySelectorAll("[data-layout=outro]")].map((slide) => {
  const logo = [...slide.querySelectorAll(".logo")].find((one) => one.offsetWidth);
  const [whole, mark, title] = [slide, logo, slide.querySelector(".bar__title")]
    .map((node) => node.getBoundingClientRect());
  const end = slide.dataset.header === "center" ? 0.75 : 0.47;
  return [slide.dataset.theme, (title.right - whole.left) / whole.width, end, title.left >= mark.right];
})"""


@pytest.mark.parametrize("title", ["Six ways", "The slow web is faster than you think, in seven steps"])
def test_small_print_keeps_clear_of_the_ornament(title: str, stage: Stage):
    """In every theme the title in an outro's header stands beside the logo and ends before the right half.

    In the middle it reaches as far to both sides, where those themes have nothing so high up.
    """
    kit = read_brand(Path(__file__).parent.parent / "examples" / "brands" / "tidewater" / "brand.yaml")
    outro = Slide(layout="outro", title="Bye")
    slides = [
        Slide(layout="text", text="Hi"),
        *(dressed(CATALOGUE, outro, name) for name in CATALOGUE.themes),
    ]
    named = Outro(handle=kit.handle)  # Where the body names nobody the header does, instead of the title.
    carousel = Carousel(title=title, brand=kit, slides=slides, outro=named)
    stage.show(compose(complete(carousel), find_canvas("story"), CATALOGUE))
    bars = read_page(stage, BARS)
    assert len(bars) == len(CATALOGUE.themes)
    assert [bar for bar in bars if bar[1] > bar[2] or not bar[3]] == []


def test_ornaments_stand_where_no_words_begin(stage: Stage):
    """From right to left the picture of a ground without words is the mirrored one of the usual."""
    grounds = {}
    for language in ("en", "ar"):
        slides = [Slide(layout="cover", title="x")]
        carousel = Carousel(title="x", language=language, theme="sunset", slides=slides, outro=False)
        stage.show(compose(complete(carousel), find_canvas("instagram-square"), CATALOGUE))
        words = "document.querySelectorAll('.slide > :not(.slide__texture)')"
        assert read_page(stage, f"{words}.forEach((one) => one.remove()), {words}.length") == 0
        with Picture.open(io.BytesIO(capture(stage, 0))) as picture:
            grounds[language] = picture.convert("RGB").reduce(9)  # An edge is not smoothed alike both ways.
    assert grounds["en"] != ImageOps.mirror(grounds["en"])
    apart = ImageChops.difference(grounds["ar"], ImageOps.mirror(grounds["en"]))
    assert max(high for _, high in apart.getextrema()) <= 3


FULL = """[...document.querySelectorAll("[data-layout=outro]")].map((slide) => {
  const lines = [...slide.querySelectorAll(".outro__prompt span")].map((label) => {
    const range = document.createRange();
    range.selectNodeContents(label);
    return [label.textContent, new Set([...range.getClientRects()].map((rect) => rect.top)).size];
  });
  const edges = [...slide.querySelectorAll(".outro__prompts, .slide__body")].map(
    (node) => node.getBoundingClientRect().right);
  return [slide.dataset.theme, slide.dataset.room, getComputedStyle(slide).getPropertyValue("--ornament"),
          lines, Math.max(...edges) - edges[0]];
})"""


def test_a_full_outro_has_whole_words_and_room(stage: Stage):
    """In every theme: no prompt is broken inside a word or leaves the body, and the ornament is small."""
    outro = Outro(
        text="A sentence to go.", prompts=["like", "comment", "save", "share", "follow"],
        link="https://example.com", qr=True, socials={"bluesky": "@ada.example.com"},
    )  # fmt: skip
    found = []
    for name in CATALOGUE.themes:
        slides = [Slide(layout="text", text="Hallo")]
        carousel = Carousel(title="Eins", language="de", theme=name, slides=slides, outro=outro)
        stage.show(compose(complete(carousel), find_canvas("story"), CATALOGUE))
        fit(stage)
        found += read_page(stage, FULL)
    assert [each[0] for each in found] == list(CATALOGUE.themes)
    for theme, room, ornament, labels, beyond in found:
        assert (room, float(ornament) <= 0.5, beyond < 0.5) == ("little", True, True), theme
        assert len(labels) == 5
        assert [(label, lines) for label, lines in labels if lines > len(label.split())] == [], theme


def test_an_outro_with_little_on_it_leaves_the_ornament_its_size(stage: Stage):
    """A headline and a button, or one more thing, are no full slide."""
    for outro in (Outro(), Outro(text="A sentence to go."), Outro(prompts=["like"])):
        carousel = Carousel(title="One", slides=[Slide(layout="text", text="Hi")], outro=outro)
        stage.show(compose(complete(carousel), find_canvas("story"), CATALOGUE))
        ((_, room, ornament, _, _),) = read_page(stage, FULL)
        assert (room, ornament) == (None, "1")


def rendered(theme: str, canvas: str, layouts: tuple[str, ...], out: Path, **look: object) -> dict[str, Any]:
    """Render the samples of these layouts and return the manifest."""
    carousel = Carousel(
        title="A set of slides",
        canvas=[canvas],
        theme=theme,
        brand=Brand(name="Ada Lindqvist", handle="@ada", site="example.com"),
        outro=Outro(headline="Thanks for reading", button="Follow", link="https://example.com", qr=True),
        slides=[slide for slide in samples(layouts) if slide.layout != "outro"],
        **look,
    )
    (manifest,) = render(carousel, out)
    assert {slide["layout"] for slide in manifest["slides"]} == set(layouts)
    assert find_canvas(canvas).width == manifest["width"]
    return manifest


PICTURED = {
    "background image", "backdrop filter", "effect", "image", "opacity", "outline",
    "over a photograph", "shadow",
}  # fmt: skip
"""Why anything in our own layouts and themes is a picture in the PDF."""


def require_faithful(manifest: dict[str, Any]) -> None:
    """Every page meets the goals, and says where it does not."""
    scores = {(slide["number"], slide["layout"]): slide["fidelity"] for slide in manifest["slides"]}
    short = {
        slide: score
        for slide, score in scores.items()
        if not Fidelity(**score).is_good
        or score["vector_text"] < 0.95
        or (score["max_line_offset_px"] or 0) > 0.5
    }
    assert not short
    pictured = {reason for slide in manifest["slides"] for reason in slide["pictured"]}
    assert not pictured - PICTURED, "each more costs time and sharpness on every carousel"
    assert sorted(score["ssim"] for score in scores.values())[len(scores) // 2] >= 0.99
    assert manifest["pdf"]["bytes"] > 0
