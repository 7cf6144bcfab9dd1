"""A designer's folder of layouts, given by `--templates`, meets the same bar as the built-in ones."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest
from commands import call
from designer_layouts import LAYOUTS, carousel_text, write_layouts

pytestmark = pytest.mark.browser


def test_css_of_ones_own_meets_the_bar(tmp_path: Path):
    """Every slide looks like its picture, its words are in the PDF, and the web font is drawn as glyphs."""
    own = write_layouts(tmp_path / "own")
    source = tmp_path / "carousel.yaml"
    source.write_text(carousel_text(), "utf-8")
    called = call(
        "render", source, "-o", tmp_path / "out", "--templates", own, "--canvas", "instagram-square", "--json"
    )
    assert called.code == 0, called.err
    (manifest,) = json.loads(called.out)["canvases"]
    scores = {slide["layout"]: slide["fidelity"] for slide in manifest["slides"]}
    assert list(scores) == list(LAYOUTS)
    assert {name: score for name, score in scores.items() if score["ssim"] < 0.985} == {}
    assert {name: score for name, score in scores.items() if score["mean_abs"] > 1.5} == {}
    assert {name: score for name, score in scores.items() if (score["max_line_offset_px"] or 0) > 0.5} == {}
    assert all(
        scores[name]["vector_text"] >= 0.95 for name in ("frosted", "conic", "typed", "turned", "tabled")
    )
    pages = pypdfium2.PdfDocument(tmp_path / "out/instagram-square/carousel.pdf")
    for name, page in zip(LAYOUTS, pages, strict=True):
        words = "".join(page.get_textpage().get_text_range().split())
        assert ("Three31" if name == "tabled" else "wherethereisroom") in words, name
