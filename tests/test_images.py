"""Facts about reading pictures."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
import skimage.data
from PIL import Image, ImageDraw

from carousel_html.errors import ImageError
from carousel_html.images import MAX_PIXELS, read_picture


def opened(picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.body))


def photo(size=(90, 60)) -> Image.Image:
    """A picture of many colours."""
    return Image.merge("RGB", [Image.effect_noise(size, 80 + 30 * n) for n in range(3)])


def test_a_photo_becomes_a_jpeg_without_metadata(tmp_path):
    """Nothing but the pixels goes on: no EXIF, no comment, no profile."""
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    photo().save(tmp_path / "a.jpg", exif=exif, comment=b"secret")
    picture = read_picture(tmp_path / "a.jpg", longest=2000)
    assert (picture.suffix, picture.mime) == ("jpg", "image/jpeg")
    assert not opened(picture).getexif()
    assert b"where I live" not in picture.body
    assert b"secret" not in picture.body


def test_a_photo_is_turned_upright(tmp_path):
    """The rotation a camera only notes is done."""
    exif = Image.Exif()
    exif[0x0112] = 6
    photo((90, 60)).save(tmp_path / "a.jpg", exif=exif)
    picture = read_picture(tmp_path / "a.jpg", longest=2000)
    assert (picture.width, picture.height) == opened(picture).size == (60, 90)


@pytest.mark.parametrize(
    ("mode", "name"), [("1", "a.png"), ("L", "a.png"), ("P", "a.gif"), ("I;16", "a.png"), ("CMYK", "a.jpg")]
)
def test_every_kind_of_pixel_becomes_rgb(tmp_path, mode, name):
    """Black and white, grey, palette, 16 bit and print colours all read."""
    Image.new(mode, (8, 8)).save(tmp_path / name)
    assert opened(read_picture(tmp_path / name, longest=100)).mode == "RGB"


def test_sixteen_bits_of_grey_keep_their_range(tmp_path):
    """Half of 65535 is middle grey, not white."""
    Image.new("I;16", (8, 8), 32768).save(tmp_path / "a.png")
    assert opened(read_picture(tmp_path / "a.png", longest=100)).getpixel((0, 0)) == (127, 127, 127)


def test_transparency_stays(tmp_path):
    """A picture one can see through is a PNG."""
    Image.new("RGBA", (8, 8), (255, 0, 0, 100)).save(tmp_path / "a.webp", lossless=True)
    picture = read_picture(tmp_path / "a.webp", longest=100)
    assert picture.suffix == "png"
    assert opened(picture).getpixel((0, 0)) == (255, 0, 0, 100)


def test_a_drawing_stays_exact(tmp_path):
    """Few colours are kept without loss."""
    Image.new("RGB", (50, 50), "#336699").save(tmp_path / "a.png")
    picture = read_picture(tmp_path / "a.png", longest=100)
    assert picture.suffix == "png"
    assert opened(picture).getpixel((9, 9)) == (0x33, 0x66, 0x99)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp"])
def test_a_screenshot_is_told_from_a_photo(tmp_path, name):
    """Its ground is of one tone, also after a JPEG's losses and scaled down."""
    screen = Image.new("RGB", (1200, 600), "#0f172a")
    pen = ImageDraw.Draw(screen)
    for line in range(20):
        pen.text(
            (20, 20 + 28 * line), "kubectl get pods --namespace production " * 4, fill="#e2e8f0", font_size=20
        )
    screen.save(tmp_path / name)
    photo((1200, 600)).save(tmp_path / f"photo-{name}")
    for longest in (2000, 700):
        assert read_picture(tmp_path / name, longest=longest).is_drawing
        assert not read_picture(tmp_path / f"photo-{name}", longest=longest).is_drawing


PHOTOS = Path(skimage.data.__file__).parent


@pytest.mark.parametrize("name", ["coffee.png", "rocket.jpg", "astronaut.png"])
@pytest.mark.parametrize(("tone", "share"), [("#bcd4f0", 0.45), ("white", 0.6), ("#0c0e14", 0.7)])
def test_a_photo_under_a_flat_sky_is_a_photo(tmp_path, name, tone, share):
    """One tone fills it from one edge on, above or beside what was photographed; so does a plain wall."""
    seen = Image.open(PHOTOS / name).convert("RGB")
    seen.paste(tone, (0, 0, seen.width, int(seen.height * share)))
    seen.save(tmp_path / "sky.png")
    seen.save(tmp_path / "sky.jpg", quality=75)
    seen.rotate(90, expand=True).save(tmp_path / "wall.jpg", quality=85)
    for file in ("sky.png", "sky.jpg", "wall.jpg"):
        assert not read_picture(tmp_path / file, longest=700).is_drawing


def test_a_photo_under_a_sky_that_pales_is_a_photo(tmp_path):
    """From nearly white at the horizon to blue: no tone of it is much of the picture."""
    seen = Image.open(PHOTOS / "rocket.jpg").convert("RGB")
    size = (seen.width, seen.height * 6 // 10)
    pales = Image.linear_gradient("L").resize(size).point([150 + tone // 3 for tone in range(256)])
    seen.paste(Image.merge("RGB", [pales, pales, Image.new("L", size, 240)]))
    seen.save(tmp_path / "a.jpg", quality=80)
    assert not read_picture(tmp_path / "a.jpg", longest=700).is_drawing


def hills() -> Image.Image:
    """Two flat greens under a flat sky."""
    drawn = Image.new("RGB", (900, 600), "#bcd4f0")
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((-300, 330, 700, 1100), fill="#4a7c59")
    pen.ellipse((200, 380, 1300, 1100), fill="#2f5d50")
    return drawn


def stripes() -> Image.Image:
    """A wedge of greys over a ground."""
    drawn = Image.new("RGB", (900, 600), "#bbbbbb")
    for number in range(9):
        drawn.paste((60 + 12 * number,) * 3, (100 * number, 0, 100 * number + 100, 200))
    return drawn


def post_with_photo() -> Image.Image:
    """A screenshot of a post: words, and a photo with a margin on every side."""
    drawn = Image.new("RGB", (800, 900), "white")
    ImageDraw.Draw(drawn).text((40, 40), "Look at this cup of coffee. " * 2, fill="#111", font_size=24)
    drawn.paste(Image.open(PHOTOS / "coffee.png").convert("RGB").resize((720, 450)), (40, 380))
    return drawn


@pytest.mark.parametrize("drawn", [hills, stripes, post_with_photo])
def test_a_drawing_with_large_parts_is_a_drawing(tmp_path, drawn):
    """Its other parts are of few tones, or its ground stands all round."""
    drawn().save(tmp_path / "a.png")
    drawn().save(tmp_path / "a.jpg", quality=80)
    for file in ("a.png", "a.jpg"):
        assert read_picture(tmp_path / file, longest=2000).is_drawing


def test_a_large_picture_is_scaled_down_and_a_small_one_is_not_scaled_up(tmp_path):
    """The longest side is the limit; the ratio stays."""
    photo((400, 200)).save(tmp_path / "a.png")
    large = read_picture(tmp_path / "a.png", longest=100)
    small = read_picture(tmp_path / "a.png", longest=1000)
    assert (large.width, large.height) == (100, 50)
    assert (small.width, small.height) == (400, 200)


def test_equal_pixels_have_one_address(tmp_path):
    """The address is the content's, not the file's."""
    for name in ("a.png", "b.png"):
        photo((20, 20)).save(tmp_path / name) if name == "a.png" else (tmp_path / name).write_bytes(
            (tmp_path / "a.png").read_bytes()
        )
    one, two = (read_picture(tmp_path / name, longest=100) for name in ("a.png", "b.png"))
    assert one.address == two.address
    assert one.address.startswith("images/")


def bomb(width: int, height: int) -> bytes:
    """A small PNG that claims to be enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [7_100, 12_000, 60_000])
def test_a_bomb_is_refused_before_it_is_decoded(tmp_path, side):
    """Just over the limit, over Pillow's warning, over Pillow's error: one message."""
    assert side * side > MAX_PIXELS
    (tmp_path / "a.png").write_bytes(bomb(side, side))
    with pytest.raises(ImageError, match="more than 50 million pixels"):
        read_picture(tmp_path / "a.png", longest=100)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not a picture",
        b"%PDF-1.7",
        b"SIMPLE  =                    T",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_another_kind_of_file_is_refused(tmp_path, body):
    """What a file is called does not make it a picture."""
    (tmp_path / "a.png").write_bytes(body)
    with pytest.raises(ImageError, match="is not a PNG, JPEG, WebP or GIF") as caught:
        read_picture(tmp_path / "a.png", longest=100, where="carousel.yaml: slides[0].images[0].src")
    assert caught.value.where == "carousel.yaml: slides[0].images[0].src"


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.gif"])
def test_a_file_that_ends_too_early_is_an_error(tmp_path, name):
    """A broken download is named, not drawn half."""
    photo().save(tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ImageError):
        read_picture(tmp_path / name, longest=100)


def test_a_missing_file_says_where_it_was_looked_for(tmp_path):
    """The whole path is in the message."""
    with pytest.raises(ImageError, match="does not exist") as caught:
        read_picture(tmp_path / "a.png", longest=100)
    assert str(tmp_path / "a.png") in str(caught.value)


def test_a_folder_is_not_a_picture(tmp_path):
    """A path to a folder is an error like any other."""
    with pytest.raises(ImageError, match="is not a file"):
        read_picture(tmp_path, longest=100)
