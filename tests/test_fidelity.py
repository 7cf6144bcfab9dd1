"""The comparison of page and picture is the one that is published."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw
from skimage.metrics import structural_similarity as reference

from carousel_html.fidelity import (
    MAX_PATCH_ABS,
    Fidelity,
    half_gray,
    mean_difference,
    structural_similarity,
    vector_share,
    worst_patch,
)
from carousel_html.frozen import Color, TextLine


def noisy(kind: str) -> np.ndarray:
    """Return a grey picture of a kind on which a shortcut would show."""
    random = np.random.default_rng(7)
    pictures = {
        "noise": random.integers(0, 256, (120, 90)),
        "white": np.full((120, 90), 254),
        "ramp": np.tile(np.linspace(0, 255, 90), (120, 1)),
        "letters": np.where(random.random((120, 90)) > 0.9, 10, 250),
    }
    return pictures[kind].astype(np.float32)


@pytest.mark.parametrize("kind", ["noise", "white", "ramp", "letters"])
@pytest.mark.parametrize("strength", [0, 1, 20])
def test_ssim_is_scikit_images(kind: str, strength: float):
    """Same window, same covariance, same borders; to 0.001."""
    one = noisy(kind)
    shift = np.random.default_rng(1).normal(0, strength, one.shape)
    two = np.clip(one + shift, 0, 255).astype(np.float32)
    assert structural_similarity(one, two) == pytest.approx(reference(one, two, data_range=255), abs=1e-3)


@pytest.mark.parametrize("size", [(7, 7), (8, 300), (98, 20), (250, 61)])
def test_ssim_of_any_size_is_scikit_images(size: tuple[int, int]):
    """Working in strips leaves no seam, and no row out."""
    random = np.random.default_rng(3)
    one, two = (random.integers(0, 256, size).astype(np.float32) for _ in range(2))
    assert structural_similarity(one, two) == pytest.approx(reference(one, two, data_range=255), abs=1e-5)


def test_grey_is_halved():
    """Each grey value is the mean of four; an odd edge is left out."""
    picture = Image.new("RGB", (5, 3), (255, 255, 255))
    picture.putpixel((0, 0), (0, 0, 0))
    assert half_gray(picture).tolist() == [[191.25, 255.0]]


def test_difference_is_measured_outside_the_lines():
    """The mean over all channels of all pixels that no line of text may paint on."""
    page, shot = Image.new("RGB", (40, 30), (9, 9, 9)), Image.new("RGB", (40, 30), (9, 9, 9))
    page.paste((255, 0, 0), (0, 0, 40, 10))
    page.putpixel((20, 25), (9, 12, 9))
    words = replace(line("abc"), x=-10, baseline=15, width=60, size=10)
    above, below = 4 * 40, 10 * 40
    total = above * (246 + 9 + 9) + 3
    assert mean_difference(page, shot, [words], 1) == pytest.approx(total / (3 * (above + below)))


def line(text: str, visible: bool = True) -> TextLine:
    """Return a line of text."""
    return TextLine(text, 0, 0, 10, 10, Color(0, 0, 0), "face" if visible else None, visible)


def test_vector_share_counts_characters():
    """White space, emoji and list symbols are on neither side."""
    assert vector_share([line("abc "), line("d", visible=False)]) == 0.75
    assert vector_share([line("ab"), line("🧵 1️⃣ •", visible=False)]) == 1.0
    assert vector_share([]) == 1.0


@pytest.mark.parametrize(
    ("ssim", "mean_abs", "patch_abs", "good"),
    [(0.985, 1.5, 48, True), (0.984, 0, 0, False), (1, 1.6, 0, False), (1, 0, 49, False)],
)
def test_the_bar(ssim: float, mean_abs: float, patch_abs: float, good: bool):
    """Every measure has to be met."""
    assert Fidelity(ssim, mean_abs, patch_abs, None, 1.0).is_good is good


def dotted(left: float, color: tuple[int, ...] | str) -> Image.Image:
    """Return the picture of a slide with one small dot, `left` px from its edge."""
    picture = Image.new("RGB", (900, 900), "#fbfaf7")
    large = picture.resize((1800, 1800))
    ImageDraw.Draw(large).ellipse((2 * left, 200, 2 * left + 20, 220), fill=color)
    picture.paste(large.resize((900, 900), Image.Resampling.BOX))
    return picture


def test_the_worst_patch_shows_what_the_whole_hides():
    """A list marker that is lost, or of another colour as bright; half a px off is no fault."""
    right = dotted(60, "#c33")
    gray = Image.new("RGB", (1, 1), "#c33").convert("L").getpixel((0, 0))
    for wrong in (Image.new("RGB", (900, 900), "#fbfaf7"), dotted(60, (gray,) * 3)):
        assert structural_similarity(half_gray(wrong), half_gray(right)) > 0.999
        assert worst_patch(wrong, right, 1) > MAX_PATCH_ABS
    assert worst_patch(dotted(60.5, "#c33"), right, 1) < MAX_PATCH_ABS / 2


def test_a_patch_grows_with_the_picture():
    """At two pixels to a px, the same mistake is as large."""
    right, wrong = dotted(60, "#c33"), dotted(80, "#c33")
    twice = [each.resize((1800, 1800), Image.Resampling.NEAREST) for each in (wrong, right)]
    assert worst_patch(*twice, 2) == worst_patch(wrong, right, 1)
