"""
Bring one picture into the file a platform takes: its type, and no more bytes than its limit.

The picture as it was captured is the master. Where it is too heavy as PNG it is packed harder, then
written as JPEG of falling quality, never smaller in pixels. Knows Pillow; does not know slides.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from carousel_html.export.options import ImageType

QUALITIES = (95, 92, 88, 84, 80, 75, 70, 65, 60)
"""Of JPEG and WebP, tried in this order. Below 60 letters grow halos."""


@dataclass(frozen=True)
class Upload:
    """One picture as it goes out. `quality` is None where every pixel was kept."""

    body: bytes
    image: ImageType
    quality: int | None = None


def upload_of(
    master: bytes, image: ImageType, *, types: tuple[ImageType, ...], most: int | None = None
) -> Upload | None:
    """Return a captured PNG as a file of type `image` of at most `most` bytes, or None if it cannot be.

    Args:
        master: the PNG of the slide.
        image: the wanted type. A PNG that is too heavy may become a JPEG.
        types: what the platform takes.
        most: the largest size in bytes; None for no limit.
    """
    for each in _tries(master, image, types):
        if most is None or len(each.body) <= most:
            return each
    return None


def _tries(master: bytes, image: ImageType, types: tuple[ImageType, ...]) -> Iterator[Upload]:
    """Yield the picture ever lighter, from the best."""
    if image == "png":
        yield Upload(master, "png")
    with Image.open(io.BytesIO(master)) as opened:
        picture = _opaque(opened)
    if image == "png":
        yield Upload(_saved(picture, "png", compress_level=9), "png")
        if "jpeg" not in types:
            return
    lossy: ImageType = "webp" if image == "webp" else "jpeg"
    for quality in QUALITIES:
        # Full chroma: coloured letters keep their edges.
        options = {"subsampling": "4:4:4"} if lossy == "jpeg" else {"method": 4}
        yield Upload(_saved(picture, lossy, quality=quality, **options), lossy, quality)


def _opaque(picture: Image.Image) -> Image.Image:
    """Return a picture without alpha: JPEG has none, and a slide has its own ground."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")


def _saved(picture: Image.Image, image: ImageType, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, image, **options)  # nothing of the capture's metadata goes along
    return out.getvalue()
