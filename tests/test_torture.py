"""The PDF page looks like the picture whatever CSS is on the slide: one feature at a time."""

from __future__ import annotations

import io
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from own_fonts import CSS, own_fonts
from pages import page, read
from pdf_ua import faults
from PIL import Image, ImageChops
from torture import FEATURES, Feature

from carousel_html.fidelity import MAX_PATCH_ABS, Fidelity, text_lines
from carousel_html.frozen import Frozen
from carousel_html.likeness import Pair
from carousel_html.pdf.printer import Printer
from carousel_html.stage.browser import Chromium
from carousel_html.stage.capture import capture
from carousel_html.stage.freeze import freeze
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

MAX_OFFSET = 0.5


@dataclass(frozen=True)
class Result:
    """What one feature became."""

    frozen: Frozen
    page: int
    score: Fidelity
    part: float
    pdf_text: str
    shown_text: str
    pdf: bytes


@pytest.fixture(scope="session")
def results(request: pytest.FixtureRequest, chromium: Chromium, printer: Printer) -> dict[str, Result]:
    """Every feature that this run asks for on its own slide, all through the product once."""
    asked = {
        item.callspec.params["feature"].name
        for item in request.session.items
        if "feature" in getattr(getattr(item, "callspec", None), "params", {})
    }
    features = [feature for feature in FEATURES if feature.name in asked]
    return through_the_product(features, chromium, printer)


def through_the_product(
    features: Sequence[Feature], chromium: Chromium, printer: Printer
) -> dict[str, Result]:
    """Freeze, print, capture and compare one slide per feature."""
    css = "\n".join(f"#slide-{i} {{ {feature.css} }}" for i, feature in enumerate(features, 1))
    document = page([feature.html for feature in features], CSS + css, fonts=own_fonts())
    stage = Stage(chromium)
    stage.show(document)
    frozen = freeze(stage)
    pictures = [capture(stage, index) for index in range(len(features))]
    shown = read(stage, "[...document.querySelectorAll('.slide')].map((s) => s.innerText)")
    stage.close()
    pdf = printer.print_pdf(frozen).result()
    opened = pypdfium2.PdfDocument(io.BytesIO(pdf))
    scores = [
        printer.compare(i, partial(bytes, picture), frozen.slides[i], document.height).result()
        for i, picture in enumerate(pictures)
    ]
    shots = [Image.open(io.BytesIO(picture)).convert("RGB") for picture in pictures]
    drawn = [_drawn(opened[i], shot) for i, shot in enumerate(shots)]
    parts = list(map(part_ssim, drawn, shots))
    if folder := os.environ.get("TORTURE_OUT"):
        _keep(Path(folder), features, pictures, pdf)
    return {
        feature.name: Result(
            frozen,
            i,
            scores[i],
            parts[i],
            opened[i].get_textpage().get_text_range(),
            shown[i],
            pdf,
        )
        for i, feature in enumerate(features)
    }


def _drawn(page: pypdfium2.PdfPage, shot: Image.Image) -> Image.Image:
    drawn: Image.Image = page.render(scale=shot.width / page.get_width()).to_pil().convert("RGB")
    return drawn


def part_ssim(drawn: Image.Image, shot: Image.Image) -> float:
    """Return the ssim of the part of a slide that is not bare ground: a small mistake shows there."""
    ground = Image.new("RGB", shot.size, shot.getpixel((1, shot.height - 2)))
    found = ImageChops.difference(shot, ground).getbbox() or (0, 0, *shot.size)
    box = (max(0, found[0] - 8), max(0, found[1] - 8), found[2] + 8, found[3] + 8)
    return Pair(*(np.asarray(each.crop(box)) for each in (drawn, shot))).ssim()


def _keep(folder: Path, features: Sequence[Feature], pictures: Sequence[bytes], pdf: bytes) -> None:
    """Write picture and page of every feature, for whoever wants to see why a test failed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "all.pdf").write_bytes(pdf)
    opened = pypdfium2.PdfDocument(pdf)
    for i, (feature, picture) in enumerate(zip(features, pictures, strict=True)):
        (folder / f"{feature.name}.png").write_bytes(picture)
        page = opened[i]
        page.render(scale=900 / page.get_width()).to_pil().save(folder / f"{feature.name}.pdf.png")


def plain(text: str) -> str:
    """Return a text without what two readers of it may differ in."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    # A bracket in a right-to-left run is drawn as, and so reads as, its other half.
    folded = folded.translate(str.maketrans(")]}»", "([{«"))
    return re.sub(
        r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufffe]|-(?=\s*$)",
        "",
        folded,
        flags=re.MULTILINE,
    )


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_pdf_page_looks_like_the_picture(feature: Feature, results: dict[str, Result]):
    """ssim, mean difference and the places of lines are within the product's goals."""
    score = results[feature.name].score
    assert score.ssim >= 0.985
    assert results[feature.name].part >= 0.97
    assert score.mean_abs <= 1.5
    assert (score.max_line_offset_px or 0) <= MAX_OFFSET
    assert score.patch_abs <= MAX_PATCH_ABS


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_text_is_glyphs(feature: Feature, results: dict[str, Result]):
    """Text becomes a picture only where the decision table says so."""
    score = results[feature.name].score
    if feature.is_glyphs:
        assert score.vector_text == 1.0
    else:
        assert score.vector_text < 1.0


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_text_of_the_pdf_is_the_text_of_the_slide(feature: Feature, results: dict[str, Result]):
    """Nothing is lost or added: the frozen lines and the PDF read the same."""
    result = results[feature.name]
    frozen = "\n".join(line.text for line in text_lines(result.frozen.slides[result.page].content))
    assert sorted(plain(result.pdf_text)) == sorted(plain(frozen))
    if feature.unseen == "*":
        return
    shown = Counter(plain(result.shown_text)) - Counter(plain(feature.unseen))
    missing = shown - Counter(plain(result.pdf_text))
    assert not missing, "words that the slide shows are not in the PDF"


def test_it_breaks_no_rule_of_pdf_ua(results: dict[str, Result]):
    """Whatever markup a designer writes: tables, lists, headings out of order, drawings, other scripts."""
    assert faults(next(iter(results.values())).pdf) == []
