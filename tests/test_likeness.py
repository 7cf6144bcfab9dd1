"""Two pictures are compared in the ways that are published, whatever is left out on the way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw
from skimage.metrics import structural_similarity as reference

from carousel_html.fidelity import MAX_PATCH_ABS
from carousel_html.likeness import Pair, half_gray, structural_similarity, worst_patch


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
    picture = np.full((3, 5, 3), 255, np.uint8)
    picture[0, 0] = 0
    assert half_gray(picture).ravel().tolist() == pytest.approx([191.25, 255.0])


def test_grey_is_that_of_bt_601():
    """As Pillow's, but for its rounding."""
    picture = np.random.default_rng(2).integers(0, 256, (40, 60, 3), dtype=np.uint8)
    gray = np.asarray(Image.fromarray(picture).convert("L"), np.float32)
    halved = gray.reshape(20, 2, 30, 2).mean(axis=(1, 3))
    assert np.abs(half_gray(picture) - halved).max() <= 0.5


def touched(size: tuple[int, int], rows: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return a noisy picture of so many rows and columns, and the same with some rows made brighter."""
    one = np.random.default_rng(5).integers(0, 200, (*size, 3), dtype=np.uint8)
    two = one.copy()
    two[list(rows)] += 40
    return one, two


@pytest.mark.parametrize("size", [(431, 64), (96, 33), (193, 50)])
@pytest.mark.parametrize("rows", [[], [0], [95], [96], [50, 190], [-1]])
def test_what_is_equal_is_passed_by_without_a_trace(size: tuple[int, int], rows: list[int]):
    """The measures are those of the whole pictures, though equal strips are not looked at."""
    if rows and max(rows) >= size[0]:
        rows = [size[0] - 2]
    one, two = touched(size, rows)
    pair = Pair(one, two)
    assert pair.ssim() == pytest.approx(structural_similarity(half_gray(one), half_gray(two)), abs=1e-6)
    assert pair.mean_difference([]) == pytest.approx(np.abs(one.astype(int) - two).mean())
    assert pair.worst_patch(1) == pytest.approx(worst_patch(one, two, 1))
    assert (pair.worst_patch(1) > 0) is bool(rows)


@pytest.mark.parametrize("scale", [0.5, 1, 1.25, 2, 3])
def test_a_patch_is_the_mean_of_its_pixels(scale: float):
    """Of every side, also one that does not divide a strip; what is left at an edge is one of its own."""
    one, two = touched((203, 117), [7, 95, 96, 200])
    side = round(8 * scale)
    difference = one.astype(int) - two
    worst = max(
        np.abs(difference[y : y + side, x : x + side].mean((0, 1))).max()
        for y in range(0, 203, side)
        for x in range(0, 117, side)
    )
    assert Pair(one, two).worst_patch(scale) == pytest.approx(worst)


def test_difference_is_measured_outside_the_polygons():
    """The mean over all channels of all other pixels; edges belong to a polygon."""
    page, shot = (np.full((30, 40, 3), 9, np.uint8) for _ in range(2))
    page[:10] = (255, 0, 0)
    page[25, 20] = (9, 12, 9)
    words = [(-10, 4), (50, 4), (50, 19), (-10, 19)]
    above, below = 4 * 40, 10 * 40
    total = above * (246 + 9 + 9) + 3
    assert Pair(page, shot).mean_difference([words]) == pytest.approx(total / (3 * (above + below)))


@pytest.mark.parametrize(
    "polygon",
    [
        [(10, 80), (50, 70), (55, 110), (15, 120)],
        [(-30, 40), (20, -10), (60, 30), (10, 80)],
        [(20, 95), (40, 95), (40, 97), (20, 97)],
        [(500, 500), (510, 500), (510, 510), (500, 510)],
    ],
)
def test_polygons_may_be_turned_and_stick_out(polygon: list[tuple[float, float]]):
    """As if they were drawn on the difference of the whole pictures."""
    one, two = touched((200, 60), range(200))
    outside = Image.new("L", (60, 200), 1)
    ImageDraw.Draw(outside).polygon(polygon, fill=0)
    counted = np.asarray(outside).astype(bool)
    difference = np.asarray(ImageChops.difference(Image.fromarray(one), Image.fromarray(two)))
    assert Pair(one, two).mean_difference([polygon]) == pytest.approx(difference[counted].mean(), rel=1e-3)


def dotted(left: float, color: tuple[int, ...] | str) -> np.ndarray:
    """Return the picture of a slide with one small dot, `left` px from its edge."""
    picture = Image.new("RGB", (900, 900), "#fbfaf7")
    large = picture.resize((1800, 1800))
    ImageDraw.Draw(large).ellipse((2 * left, 200, 2 * left + 20, 220), fill=color)
    picture.paste(large.resize((900, 900), Image.Resampling.BOX))
    return np.asarray(picture)


def test_the_worst_patch_shows_what_the_whole_hides():
    """A list marker that is lost, or of another colour as bright; half a px off is no fault."""
    right = dotted(60, "#c33")
    gray = Image.new("RGB", (1, 1), "#c33").convert("L").getpixel((0, 0))
    for wrong in (np.asarray(Image.new("RGB", (900, 900), "#fbfaf7")), dotted(60, (gray,) * 3)):
        assert Pair(wrong, right).ssim() > 0.999
        assert Pair(wrong, right).worst_patch(1) > MAX_PATCH_ABS
    assert Pair(dotted(60.5, "#c33"), right).worst_patch(1) < MAX_PATCH_ABS / 2


def test_a_patch_grows_with_the_picture():
    """At two pixels to a px, the same mistake is as large."""
    right, wrong = dotted(60, "#c33"), dotted(80, "#c33")
    twice = [each.repeat(2, axis=0).repeat(2, axis=1) for each in (wrong, right)]
    assert Pair(*twice).worst_patch(2) == Pair(wrong, right).worst_patch(1)
