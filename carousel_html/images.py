"""
Read a picture the user gave and hand on clean bytes: checked, turned upright, sized, without metadata.

Knows Pillow and the limits that keep a hostile file from costing more than an error. SVG is for
`vector_logo`. Does not know slides, brands or where a picture will stand.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageCms, ImageFile, ImageOps, ImageStat, UnidentifiedImageError

from carousel_html.errors import ImageError

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")  # Other decoders of Pillow stay off: more code, more bugs.
MAX_PIXELS = 50_000_000
MAX_BYTES = 100_000_000
MAX_FRAMES = 1_000
JPEG_QUALITY = 90
SIDEWAYS = 5  # EXIF orientations from here on turn a picture by a quarter.
FEW_COLORS = 64  # a drawing; a grey photo has about 200
GROUND = 0.4  # of a photo hardly a tenth, unless it shows a plain sky or wall
PHOTOGRAPHED = 0.15  # at least this share of a picture beside such a sky
TONES = 8  # that many make three quarters of a drawing's other parts, of a photo's hardly half
CELLS = 16
EVERY_ROW = 4
MIME = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class Picture:
    """Clean bytes of one picture. `suffix` is png, jpg or svg; `width` and `height` are its pixels.

    `is_drawing`: a screenshot, a chart or a drawing, which says nothing any more when its edges are cut.
    """

    body: bytes
    suffix: str
    width: int
    height: int
    is_drawing: bool = False

    @property
    def mime(self) -> str:
        """The MIME type of `body`."""
        return MIME[self.suffix]

    @cached_property
    def address(self) -> str:
        """Where a document keeps it, by content: `images/<hash>.jpg`."""
        return f"images/{hashlib.sha256(self.body).hexdigest()[:24]}.{self.suffix}"


def read_picture(path: Path, *, longest: int, where: str | None = None) -> Picture:
    """Read a PNG, JPEG, WebP or GIF (its first frame), no side longer than `longest` px.

    Args:
        path: the file.
        longest: a larger picture is scaled down to this, never up.
        where: the place the path was written, for the message.

    Raises:
        ImageError: missing, unreadable, another format, or beyond the limits of this module.
    """
    where = where or str(path)
    try:
        state = path.stat()
    except OSError as error:
        raise ImageError(
            f'the image "{path}" does not exist.', where=where, hint=f"Looked at {path.absolute()}."
        ) from error
    if not path.is_file() or state.st_size > MAX_BYTES:
        what = "is not a file." if not path.is_file() else f"is larger than {MAX_BYTES // 1_000_000} MB."
        raise ImageError(f'the image "{path}" {what}', where=where)
    try:
        return _read(path, state.st_mtime_ns, state.st_size, longest)
    except ImageError as error:
        raise ImageError(error.what, where=where, hint=error.hint) from error


def picture_size(path: Path) -> tuple[int, int] | None:
    """Return width and height of a picture in px, upright, from its first bytes; None when it has none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Whoever decodes it says what is wrong with it.
            with Image.open(path, formats=FORMATS) as image:
                width, height = image.size
                is_turned = image.getexif().get(ExifTags.Base.Orientation, 1) >= SIDEWAYS
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, Image.DecompressionBombError):
        return None
    return (height, width) if is_turned else (width, height)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, _size: int, longest: int) -> Picture:
    try:
        body = path.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)  # Broken EXIF is no reason to stop.
            with _whole_only():
                return _clean(body, path, longest)
    except UnidentifiedImageError as error:
        raise ImageError(
            f'the image "{path}" is not a PNG, JPEG, WebP or GIF.', hint="Save it as one of these."
        ) from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_large(path) from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, ArithmeticError, LookupError) as error:
        raise ImageError(
            f'the image "{path}" is broken ({error}).', hint="Open it and save it again."
        ) from error


@contextmanager
def _whole_only() -> Iterator[None]:
    """Refuse half a picture, though WeasyPrint, where it is imported, tells Pillow to take it."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _clean(body: bytes, path: Path, longest: int) -> Picture:
    with Image.open(io.BytesIO(body), formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise _too_large(path)
        if getattr(image, "n_frames", 1) > MAX_FRAMES:
            raise ImageError(f'the image "{path}" has more than {MAX_FRAMES} frames.')
        image.draft("RGB", (longest, longest))  # A JPEG is decoded near the wanted size at once.
        lossless = image.format == "PNG"
        plain = _in_srgb(ImageOps.exif_transpose(image))
    is_drawing = _is_drawing(plain)
    if max(plain.size) > longest:
        plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return replace(_encoded(plain, lossless=lossless), is_drawing=is_drawing)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return 8-bit RGB or RGBA in sRGB: the profile will be gone, so its colours are worked in."""
    if image.mode.startswith("I"):  # 16 bits of grey; a plain conversion would clip all but the darkest
        image = image.convert("F").point(lambda value: value / 257).convert("L")
    transparent = image.has_transparency_data
    profile = image.info.get("icc_profile")
    if profile and not transparent and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            turned = None  # A broken profile: take the numbers as they are.
        image = turned or image
    return image.convert("RGBA" if transparent else "RGB")


def _encoded(image: Image.Image, *, lossless: bool) -> Picture:
    """Write PNG where there is transparency or where it is the smaller file of a drawing, else JPEG."""
    bare = Image.new(image.mode, image.size)  # A new image carries no metadata.
    bare.paste(image)
    if bare.mode == "RGBA" and bare.getchannel("A").getextrema() == (255, 255):
        bare = bare.convert("RGB")
    if bare.mode == "RGBA" or bare.getcolors(FEW_COLORS) is not None:
        return _picture(_bytes(bare, "PNG", compress_level=6), "png", bare)
    jpeg = _bytes(bare, "JPEG", quality=JPEG_QUALITY, subsampling="4:4:4")
    png = _bytes(bare, "PNG", compress_level=6) if lossless else None
    return _picture(png, "png", bare) if png and len(png) <= len(jpeg) else _picture(jpeg, "jpg", bare)


def _bytes(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _picture(body: bytes, suffix: str, image: Image.Image) -> Picture:
    return Picture(body, suffix, image.width, image.height)


def _is_drawing(image: Image.Image) -> bool:
    """Tell a drawing from a photograph: much of it is of one tone, give or take what a JPEG adds."""
    tones = image.convert("L").resize((image.width, -(-image.height // EVERY_ROW)), Image.Resampling.NEAREST)
    counts = tones.histogram()
    near = [sum(counts[max(0, tone - 1) : tone + 2]) for tone in range(len(counts))]
    tone = max(range(len(near)), key=near.__getitem__)
    return near[tone] >= GROUND * sum(counts) and not _is_beside_sky(tones, tone)


def _is_beside_sky(tones: Image.Image, sky: int) -> bool:
    """Tell a photograph under (or beside) one flat tone: that fills an edge, and another edge has none of it.

    The ground of a drawing stands all round and between its parts, or those are of few tones too.
    """
    flat = tones.point([255 * (abs(tone - sky) <= 1) for tone in range(256)])
    cells = flat.resize((CELLS, CELLS), Image.Resampling.BOX)
    last = CELLS - 1
    rows = ((0, 0, CELLS, 1), (0, last, CELLS, CELLS), (0, 0, 1, CELLS), (last, 0, CELLS, CELLS))
    edges = [ImageStat.Stat(cells.crop(row)).mean[0] / 255 for row in rows]
    elsewhere = cells.point([255 * (share < 13) for share in range(256)])
    counts = tones.histogram(elsewhere.resize(tones.size, Image.Resampling.NEAREST))
    is_large = sum(counts) >= PHOTOGRAPHED * tones.width * tones.height
    is_toned = sum(sorted(counts)[-TONES:]) < 0.75 * sum(counts)
    return max(edges) >= 0.9 and min(edges) <= 0.1 and is_large and is_toned


def _too_large(path: Path) -> ImageError:
    return ImageError(
        f'the image "{path}" has more than {MAX_PIXELS // 1_000_000} million pixels.',
        hint="Scale it down first; a slide shows at most 4.",
    )
