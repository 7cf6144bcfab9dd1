"""
Read a picture the user gave and hand on clean bytes: checked, turned upright, sized, without metadata.

Knows Pillow and the limits that keep a hostile file from costing more than an error. SVG is for
`vector_logo`. Does not know slides, brands or where a picture will stand.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from carousel_html.errors import ImageError

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")  # Other decoders of Pillow stay off: more code, more bugs.
MAX_PIXELS = 50_000_000
MAX_BYTES = 100_000_000
MAX_FRAMES = 1_000
JPEG_QUALITY = 90
MIME = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class Picture:
    """Clean bytes of one picture. `suffix` is png, jpg or svg; `width` and `height` are its pixels."""

    body: bytes
    suffix: str
    width: int
    height: int

    @property
    def mime(self) -> str:
        """The MIME type of `body`."""
        return MIME[self.suffix]

    @property
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


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, _size: int, longest: int) -> Picture:
    try:
        body = path.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)  # Broken EXIF is no reason to stop.
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


def _clean(body: bytes, path: Path, longest: int) -> Picture:
    with Image.open(io.BytesIO(body), formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise _too_large(path)
        if getattr(image, "n_frames", 1) > MAX_FRAMES:
            raise ImageError(f'the image "{path}" has more than {MAX_FRAMES} frames.')
        image.draft("RGB", (longest, longest))  # A JPEG is decoded near the wanted size at once.
        upright = ImageOps.exif_transpose(image)
        plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    if max(plain.size) > longest:
        plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return _encoded(plain)


def _encoded(image: Image.Image) -> Picture:
    """Write PNG for what has few colours or transparency, else JPEG; a new image carries no metadata."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    if bare.mode == "RGBA" and bare.getchannel("A").getextrema() == (255, 255):
        bare = bare.convert("RGB")
    out, suffix = io.BytesIO(), "png"
    if bare.mode == "RGBA" or bare.getcolors(256) is not None:
        bare.save(out, "PNG", compress_level=3)
    else:
        suffix = "jpg"
        bare.save(out, "JPEG", quality=JPEG_QUALITY, subsampling="4:4:4")
    return Picture(out.getvalue(), suffix, bare.width, bare.height)


def _too_large(path: Path) -> ImageError:
    return ImageError(
        f'the image "{path}" has more than {MAX_PIXELS // 1_000_000} million pixels.',
        hint="Scale it down first; a slide shows at most 4.",
    )
