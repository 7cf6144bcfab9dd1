"""A picture is as small as nobody can tell: a gradient of few pixels, what has an edge in all it has."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL.Image import Image as Picture
from PIL.Image import Resampling

from carousel_html.frozen import Image
from carousel_html.stage.packing import SMOOTH, pack

WIDTH, HEIGHT = 432, 540


def opened(image: Image) -> Picture:
    """Decode what was packed."""
    return Pillow.open(io.BytesIO(image.body))


def gradient(steps: float, dither: float = 0.0) -> Picture:
    """Return a gradient that changes by so much (of 255) over its diagonal, rounded as a browser does."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    along = (rows + columns) / (HEIGHT + WIDTH) * steps
    noise = np.random.default_rng(1).uniform(-dither, dither, along.shape)
    channels = [20 + along + noise, 40 + along * 0.7 + noise, 90 + along * 0.9 + noise]
    return Pillow.fromarray(np.stack(channels, axis=-1).round().astype(np.uint8))


@pytest.mark.parametrize("way", [Resampling.NEAREST, Resampling.BILINEAR, Resampling.BICUBIC])
@pytest.mark.parametrize(("steps", "dither"), [(180, 0), (140, 0.5)])
def test_a_gradient_has_fewer_pixels_and_looks_the_same(steps: float, dither: float, way: Resampling):
    """Whether a reader repeats them or interpolates: it was off by `SMOOTH` before it became a JPEG."""
    picture = gradient(steps, dither)
    packed = opened(pack(picture))
    assert packed.size == (WIDTH / 4, HEIGHT / 4)
    back = np.asarray(packed.resize(picture.size, way), dtype=np.int16)
    off = np.abs(back - np.asarray(picture, dtype=np.int16))
    assert off.max() <= SMOOTH + 2
    assert off.mean() < 0.6


def with_dot() -> Picture:
    """A gradient with a dot on it that none of the sampled rows has."""
    picture = gradient(90)
    picture.paste((255, 255, 255), (200, 3, 203, 6))
    return picture


def with_faint_lines() -> Picture:
    """A gradient with lines of two px, two steps lighter: repeated pixels bring them back, others do not."""
    pixels = np.asarray(gradient(140)).copy()
    pixels[np.arange(HEIGHT) // 2 % 2 == 0] += 4
    return Pillow.fromarray(pixels)


@pytest.mark.parametrize("picture", [with_dot(), with_faint_lines()], ids=["dot", "lines"])
def test_what_has_an_edge_keeps_its_pixels(picture: Picture):
    """However small or faint it is."""
    assert opened(pack(picture)).size == picture.size
