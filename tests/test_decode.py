"""A picture's pixels are those that Pillow reads, whoever reads them."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, UnidentifiedImageError

from carousel_html.decode import _of_plain_png, decoded

PIXELS = np.random.default_rng(4).integers(0, 256, (23, 17, 3), dtype=np.uint8)


def png(filters: list[int], pixels: np.ndarray = PIXELS, *, pieces: int = 1, **header: int) -> bytes:
    """Return pixels as a PNG whose rows are filtered in turn as told, in so many IDAT chunks."""
    height, width, _ = pixels.shape
    rows = []
    for y, row in enumerate(pixels):
        kind = filters[y % len(filters)]
        left = np.vstack([np.zeros((1, 3), np.uint8), row[:-1]])
        above = pixels[y - 1] if y else np.zeros_like(row)
        rows.append(bytes([kind]) + (row - {0: 0 * row, 1: left, 2: above}[kind]).tobytes())
    packed = zlib.compress(b"".join(rows))
    step = -(-len(packed) // pieces)
    parts = [packed[start : start + step] for start in range(0, len(packed), step)]
    kind = (header.get("bits", 8), header.get("color", 2), 0, 0, 0)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, *kind)), (b"tEXt", b"a\0b")]
    chunks += [(b"IDAT", part) for part in parts] + [(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


@pytest.mark.parametrize("filters", [[0], [2], [0, 2, 2], [2, 0]])
@pytest.mark.parametrize("pieces", [1, 3])
def test_plain_rows_and_differences_are_read_here(filters: list[int], pieces: int):
    """As Chromium writes them; other chunks are passed by, and a picture may come in several."""
    picture = png(filters, pieces=pieces)
    assert _of_plain_png(picture) is not None
    assert np.array_equal(decoded(picture), PIXELS)


@pytest.mark.parametrize("filters", [[1], [2, 2, 1]])
def test_rows_filtered_otherwise_are_left_to_pillow(filters: list[int]):
    """One is enough, and all come out right."""
    picture = png(filters)
    assert _of_plain_png(picture) is None
    assert np.array_equal(decoded(picture), PIXELS)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
def test_every_other_picture_is_left_to_pillow(kind: str, mode: str):
    """Whatever its type and its mode."""
    out = io.BytesIO()
    made = Image.fromarray(PIXELS).convert(mode)
    (made if kind != "JPEG" else made.convert("RGB")).save(out, format=kind)
    with Image.open(io.BytesIO(out.getvalue())) as opened:
        assert np.array_equal(decoded(out.getvalue()), np.asarray(opened.convert("RGB")))


@pytest.mark.parametrize("cut", [0, 5, 20, 60, -40])
def test_half_a_picture_is_left_to_pillow(cut: int):
    """Which says what is wrong with it: nothing is made up here for what is missing."""
    assert _of_plain_png(png([2])[:cut]) is None


def test_what_is_no_picture_is_told():
    """By Pillow."""
    with pytest.raises(UnidentifiedImageError):
        decoded(b"<html>")
