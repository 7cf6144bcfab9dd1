"""Every theme on canvases of three shapes, all layouts in each: fits, is legible, and the PDF matches."""

from __future__ import annotations

from pathlib import Path

import pytest

from carousel_html.canvases import find_canvas
from carousel_html.carousel_file import read
from carousel_html.catalogue import Catalogue
from carousel_html.export import render
from carousel_html.model import Brand, Carousel, Outro, Pattern, Slide, Typography

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


@pytest.mark.parametrize(("theme", "pair", "pattern", "canvas"), LOOKS)
def test_look_of_the_first_set_is_faithful(theme: str, pair: str, pattern: str, canvas: str, tmp_path: Path):
    """All seven layouts of a theme: no findings, and every page within the goals; the median is 0.99."""
    carousel = Carousel(
        title="A set of slides",
        canvas=[canvas],
        theme=theme,
        typography=Typography(pair=pair),
        pattern=Pattern(name=pattern),
        brand=Brand(name="Ada Lindqvist", handle="@ada", site="example.com"),
        outro=Outro(headline="Thanks for reading", button="Follow", link="https://example.com", qr=True),
        slides=[slide for slide in samples(FIRST_LAYOUTS) if slide.layout != "outro"],
    )
    (manifest,) = render(carousel, tmp_path)
    assert manifest["findings"] == []
    assert {slide["layout"] for slide in manifest["slides"]} == set(FIRST_LAYOUTS)
    scores = [slide["fidelity"] for slide in manifest["slides"]]
    assert min(score["ssim"] for score in scores) >= 0.985
    assert sorted(score["ssim"] for score in scores)[len(scores) // 2] >= 0.99
    assert max(score["mean_abs"] for score in scores) <= 1.5
    assert min(score["vector_text"] for score in scores) >= 0.95
    assert max(score["max_line_offset_px"] or 0 for score in scores) <= 0.5
    assert manifest["pdf"]["bytes"] > 0
    assert find_canvas(canvas).width == manifest["width"]
