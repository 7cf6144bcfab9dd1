"""An image that cannot be used is one error that names it and where it was written, with exit code 3."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from commands import call, refused

from carousel_html.brand import brand_picture, read_brand
from carousel_html.errors import CarouselError, ImageError
from carousel_html.images import MAX_FRAMES, read_picture
from carousel_html.model import Brand


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def wide_png(width: int, height: int, rows: int | None = None) -> bytes:
    """A valid PNG of one colour that is wide and low, or enormous; whole, or with so many rows only."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * (height if rows is None else rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def long_gif(frames: int) -> bytes:
    """A GIF of many frames, each one pixel; under a megabyte for ten thousand."""
    palette = b"\0\0\0\xff\xff\xff"
    frame = b"\x21\xf9\x04\0\x01\0\0\0" + b"\x2c\0\0\0\0\x01\0\x01\0\0" + b"\x02\x02\x44\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0" + palette + frame * frames + b";"


IMAGES = {
    "missing": (None, "does not exist"),
    "empty": (b"", "not a PNG, JPEG, WebP or GIF"),
    "cut off": (wide_png(500, 500)[:60], "broken"),
    "text named .png": (b"hello", "not a PNG, JPEG, WebP or GIF"),
    "a FITS file named .png": (b"SIMPLE  =                    T" + b" " * 3000, "not a PNG, JPEG"),
    "an EPS file named .png": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a PNG, JPEG"),
    "60,000 px wide": (wide_png(60_000, 1_000), "million pixels"),
    "a bomb": (wide_png(60_000, 60_000, rows=300)[:2_000], "million pixels"),
    "a GIF of 10,000 frames": (long_gif(10_000), f"more than {MAX_FRAMES} frames"),
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not a PNG, JPEG, WebP or GIF"),
}


@pytest.mark.parametrize("name", IMAGES)
def test_an_image_that_cannot_be_used(tmp_path: Path, name: str):
    """What is wrong with it is said; the decoder meets neither its pixels nor its frames."""
    body, words = IMAGES[name]
    if body is not None:
        (tmp_path / "a.png").write_bytes(body)
    with pytest.raises(ImageError) as caught:
        read_picture(tmp_path / "a.png", longest=2160, where="slides[0].images[0].src")
    assert words in caught.value.what
    assert "a.png" in caught.value.what
    assert caught.value.where == "slides[0].images[0].src"
    assert caught.value.exit_code == 3


def test_half_a_picture_is_broken_whatever_pillow_was_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """WeasyPrint tells Pillow, for the whole process, to fill up what is missing with grey."""
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    (tmp_path / "a.png").write_bytes(wide_png(500, 500)[:60])
    with pytest.raises(ImageError, match="broken"):
        read_picture(tmp_path / "a.png", longest=2160)


def test_a_low_image_60000_px_wide_is_scaled_down(tmp_path: Path):
    """Width alone is no sin: what counts is how many pixels there are."""
    (tmp_path / "a.png").write_bytes(wide_png(60_000, 20))
    picture = read_picture(tmp_path / "a.png", longest=2160)
    assert (picture.width, picture.height) == (2160, 1)


def test_a_gif_of_few_frames_shows_its_first(tmp_path: Path):
    """The limit is on the number, not on moving pictures."""
    (tmp_path / "a.gif").write_bytes(long_gif(20))
    assert read_picture(tmp_path / "a.gif", longest=100).width == 1


@pytest.mark.browser
@pytest.mark.parametrize("body", [None, b"\x89PNG\r\n\x1a\n broken"], ids=["missing", "corrupt"])
def test_the_place_in_carousel_yaml_is_named(tmp_path: Path, body: bytes | None):
    """The command says which slide's image it is, and writes nothing."""
    if body:
        (tmp_path / "a.png").write_bytes(body)
    (tmp_path / "carousel.yaml").write_text(
        "thread: {posts: [{id: p1, text: Words}]}\n"
        "slides: [{post: p1}, {layout: image, images: [{src: a.png}]}]\n",
        "utf-8",
    )
    called = call("render", tmp_path / "carousel.yaml", "-o", tmp_path / "out")
    refused(called, 3, "a.png", "slides[1].images[0].src")
    assert not (tmp_path / "out").exists()


SVGS = {
    "script": "<script>alert(1)</script>",
    "event": '<rect onload="alert(1)"/>',
    "external image": '<image href="http://127.0.0.1:9/x.png"/>',
    "external use": '<use href="http://127.0.0.1:9/x.svg#a"/>',
    "file": '<use href="file:///etc/passwd"/>',
    "script address": '<a href="javascript:alert(1)"/>',
    "moving address": '<use href="#a"><animate attributeName="href" to="javascript:alert(1)"/></use>',
    "foreign": "<foreignObject><p>x</p></foreignObject>",
    "import": "<style>@import url(http://127.0.0.1:9/x.css)</style>",
    "external fill": '<rect fill="url(http://127.0.0.1:9/x.svg#a)"/>',
    "escaped fill": '<rect style="fill:u\\72l(//127.0.0.1:9/x)"/>',
}


@pytest.mark.parametrize("name", SVGS)
def test_an_svg_logo_with_more_than_a_drawing_is_refused(tmp_path: Path, name: str):
    """Script, events and whatever leads outside: the element or value is named."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{SVGS[name]}</svg>'
    (tmp_path / "logo.svg").write_text(svg, "utf-8")
    with pytest.raises(ImageError, match="not allowed in a logo") as caught:
        brand_picture(Brand(logo="logo.svg").beside(tmp_path), "logo")
    assert caught.value.where == "brand.yaml: logo"


def test_an_svg_logo_with_an_entity_is_refused(tmp_path: Path):
    """An entity is how a small file becomes a large one, or reads another."""
    (tmp_path / "logo.svg").write_text(
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&x;</text></svg>',
        "utf-8",
    )
    with pytest.raises(ImageError, match="ENTITY"):
        brand_picture(Brand(logo="logo.svg").beside(tmp_path), "logo")


@pytest.mark.parametrize(
    "color", ["redish", "#12345", "red; } b { x", "url(http://127.0.0.1:9)", "var(--x)", ""]
)
def test_a_brand_colour_that_is_none(tmp_path: Path, color: str):
    """The kit's file and key are named."""
    (tmp_path / "brand.yaml").write_text(f'colors: {{accent: "{color}"}}', "utf-8")
    with pytest.raises(CarouselError) as caught:
        read_brand(tmp_path / "brand.yaml")
    assert caught.value.exit_code == 3
    assert "brand.yaml: colors.accent" in str(caught.value.where)
