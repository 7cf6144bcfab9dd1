"""One picture is brought into the type and under the bytes a platform takes, and keeps its pixels."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from carousel_html.export.uploads import QUALITIES, upload_of


def png(picture: Image.Image) -> bytes:
    """Write a picture as a fast encoder does: hardly packed."""
    out = io.BytesIO()
    picture.save(out, "png", compress_level=1)
    return out.getvalue()


def opened(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body))


@pytest.fixture(scope="module")
def noise() -> bytes:
    """A picture that no lossless type makes small."""
    pixels = np.random.default_rng(7).integers(0, 256, (400, 400, 3), dtype=np.uint8)
    return png(Image.fromarray(pixels))


@pytest.fixture(scope="module")
def stripes() -> bytes:
    """A drawing that packs well, packed badly."""
    pixels = np.tile(np.arange(400, dtype=np.uint8) // 8 * 5, (400, 1))
    out = io.BytesIO()
    Image.fromarray(np.dstack([pixels] * 3)).save(out, "png", compress_level=0)
    return out.getvalue()


def test_a_png_under_the_limit_goes_out_as_it_was_captured(noise):
    """Not a byte is changed."""
    upload = upload_of(noise, "png", types=("png", "jpeg"), most=len(noise))
    assert upload is not None
    assert (upload.body, upload.image, upload.quality) == (noise, "png", None)


def test_a_png_over_the_limit_is_packed_harder_first(stripes):
    """Every pixel is kept where that is enough."""
    upload = upload_of(stripes, "png", types=("png", "jpeg"), most=20_000)
    assert upload is not None
    assert (upload.image, upload.quality) == ("png", None)
    assert len(upload.body) <= 20_000 < len(stripes)
    assert np.array_equal(opened(upload.body), opened(stripes).convert("RGB"))


def test_a_png_that_stays_too_heavy_becomes_the_best_jpeg_that_fits(noise):
    """The quality falls only as far as it must, and the picture keeps its pixels."""
    upload = upload_of(noise, "png", types=("png", "jpeg"), most=200_000)
    assert upload is not None
    assert upload.image == opened(upload.body).format.lower() == "jpeg"
    assert opened(upload.body).size == (400, 400)
    assert len(upload.body) <= 200_000
    better = QUALITIES[QUALITIES.index(upload.quality) - 1]
    out = io.BytesIO()
    opened(noise).save(out, "jpeg", quality=better, subsampling="4:4:4")
    assert len(out.getvalue()) > 200_000


def test_a_platform_without_jpeg_gets_none(noise):
    """What is not taken is not written; the caller says so."""
    assert upload_of(noise, "png", types=("png",), most=1000) is None


def test_a_picture_that_no_quality_makes_light_enough_is_none(noise):
    """Below the floor the letters suffer: then it is an error, never a smaller picture in silence."""
    assert upload_of(noise, "jpeg", types=("jpeg",), most=10_000) is None


@pytest.mark.parametrize("image", ["jpeg", "webp"])
def test_a_wanted_type_is_written(noise, image):
    """JPEG for those who refuse PNG, WebP where it is asked for; sRGB without any metadata."""
    upload = upload_of(noise, image, types=("jpeg", "webp"))
    assert upload is not None
    with opened(upload.body) as picture:
        assert picture.format.lower() == upload.image == image
        assert not {"exif", "icc_profile", "comment"} & picture.info.keys()


def test_see_through_pixels_stand_on_white():
    """JPEG has no alpha: no black box stands where nothing was."""
    clear = png(Image.new("RGBA", (20, 20), (255, 0, 0, 0)))
    upload = upload_of(clear, "jpeg", types=("jpeg",))
    assert upload is not None
    assert min(opened(upload.body).getpixel((10, 10))) > 250
