"""
Have Chromium draw what the PDF cannot, and pack it small.

Takes the picture of a bare surface or of a region, chooses PNG for flat drawings and JPEG for the
rest, and keeps equal pictures once. Knows encoders; what becomes a picture is decided before.
"""

from __future__ import annotations

import base64
import hashlib
import io
from typing import TYPE_CHECKING, Any

from carousel_html.frozen import Image, Rect
from carousel_html.stage.stage import Stage

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

FLAT_COLORS = 256
"""With no more colours than this a drawing may be exact as a PNG with a palette."""

QUALITIES = (60, 75, 85, 92)
"""JPEG qualities, tried from the smallest file up until the error is low enough."""

MAX_ERROR = 0.6
"""The mean error (of 255) a packed picture may have: less than half of what a page may differ by."""


class Album:
    """The pictures of one PDF, each kept once."""

    def __init__(self) -> None:
        self.images: dict[str, Image] = {}

    def add(self, png: bytes) -> str:
        """Pack a PNG and return the key it is kept under."""
        image = pack(png)
        key = hashlib.sha256(image.body).hexdigest()[:16]
        self.images[key] = image
        return key


def photograph(stage: Stage, index: int, region: Rect) -> bytes:
    """Return a PNG of one region (whole px) of slide `index` as it stands."""
    parameters: dict[str, object] = {"format": "png", "optimizeForSpeed": True}
    document = stage.document
    if (region.width, region.height) != (document.width, document.height):
        parameters["clip"] = {
            "x": region.x, "y": region.y + index * document.height,
            "width": region.width, "height": region.height, "scale": 1,
        }  # fmt: skip
    return base64.b64decode(stage.at(index, "Page.captureScreenshot", parameters)["data"])


def photograph_bare(stage: Stage, index: int, keep: list[int]) -> bytes:
    """Return a PNG of slide `index` with only the elements `keep` (measured ids) to be seen."""
    stage.evaluate("bare", {"index": index, "keep": keep})
    document = stage.document
    picture = photograph(stage, index, Rect(0, 0, document.width, document.height))
    stage.evaluate("dress")
    return picture


def pack(png: bytes) -> Image:
    """Encode a PNG as palette PNG when it is a flat drawing, else as JPEG with full chroma."""
    from PIL import Image as Pillow

    with Pillow.open(io.BytesIO(png)) as opened:
        picture = opened.convert("RGB")
    candidates = [Image("image/jpeg", _jpeg(picture))]
    colors = picture.getcolors(maxcolors=FLAT_COLORS)
    if colors is not None:
        candidates.append(Image("image/png", _png(picture, len(colors))))
    return min(candidates, key=lambda image: len(image.body))


def _jpeg(picture: PillowImage) -> bytes:
    """Return the smallest JPEG, full chroma, whose mean error is low enough."""
    import numpy as np
    from PIL import Image as Pillow

    exact = np.asarray(picture, dtype=np.int16)
    for quality in QUALITIES:
        body = _save(picture, format="JPEG", quality=quality, subsampling=0)
        with Pillow.open(io.BytesIO(body)) as back:
            if np.abs(np.asarray(back, dtype=np.int16) - exact).mean() <= MAX_ERROR:
                break
    return body


def _png(picture: PillowImage, colors: int) -> bytes:
    from PIL import Image as Pillow

    palette = picture.quantize(colors=max(2, colors), dither=Pillow.Dither.NONE)
    return _save(palette, format="PNG", optimize=True)


def _save(picture: PillowImage, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, **options)
    return out.getvalue()
