"""
Have Chromium draw what the PDF cannot, and pack it small.

Takes the picture of a bare surface or of a region, a region with sharp edges at twice the density,
chooses PNG for flat drawings and JPEG for the rest, and keeps equal pictures once. Knows encoders;
what becomes a picture is decided before.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol

from carousel_html.frozen import Image, Rect
from carousel_html.stage.stage import Stage

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

FLAT_COLORS = 256
"""With no more colours than this a drawing may be exact as a PNG with a palette."""

SMALL = 6000
"""A PNG of no more bytes than this is not worth trying to beat with a JPEG."""

QUALITIES = (60, 75, 85, 92)
"""JPEG qualities, tried from the smallest file up until the error is low enough."""

MAX_ERROR = 0.6
"""The mean error (of 255) a packed picture may have: less than half of what a page may differ by."""

EDGE, EDGE_SHARE = 24, 0.0004
"""A picture is sharp when this share of neighbouring px differ by more than EDGE of 255."""

DENSE_ROOM = 40_000
"""How many bytes a slide the denser pictures of a PDF may have, all slides together."""

DENSE_AREA = 700_000
"""Larger parts (px²) are taken at one pixel per px: they are the ground, and their time is felt."""


class Photos(Protocol):
    """Photographs that were taken before, by slide (from 0), part of it and density."""

    def photo(self, index: int, part: str, density: int) -> bytes | None:
        """Return a photograph of a part that looks as it did then, if there is one."""

    def keep_photo(self, index: int, part: str, density: int, png: bytes) -> None:
        """Keep a photograph."""


class NoPhotos:
    """No photographs, and none are kept."""

    def photo(self, index: int, part: str, density: int) -> bytes | None:
        """Return none."""
        return None

    def keep_photo(self, index: int, part: str, density: int, png: bytes) -> None:
        """Keep nothing."""


class Album:
    """The pictures of one PDF, each kept once.

    They are packed on a thread of their own, in the order they were taken, while the next is taken.
    """

    def __init__(self, slides: int = 1, photos: Photos | None = None) -> None:
        self._photos = photos or NoPhotos()
        self._room = DENSE_ROOM * slides
        self._packer = ThreadPoolExecutor(1, thread_name_prefix="pack")
        self._packed: dict[str, Future[Image]] = {}

    def __enter__(self) -> Album:
        return self

    def __exit__(self, *_: object) -> None:
        self._packer.shutdown(cancel_futures=True)

    def take(self, index: int, part: str, photograph: Callable[[float], bytes], area: float) -> str:
        """Take a picture of a part of slide `index`, unless it is known, and return the key it has here.

        `photograph` returns a PNG at so many pixels per CSS px; `area` is what it shows (px²).
        """
        is_dense = area <= DENSE_AREA
        density = 2 if is_dense else 1
        png = self._photos.photo(index, part, density)
        if png is None:
            png = photograph(density)
            self._packer.submit(self._photos.keep_photo, index, part, density, png)
        key = hashlib.blake2b(png, digest_size=8).hexdigest()
        if key not in self._packed:
            self._packed[key] = self._packer.submit(self._pack, png, is_dense)
        return key

    def images(self) -> dict[str, Image]:
        """Return every picture by its key, once all are packed."""
        return {key: packed.result() for key, packed in self._packed.items()}

    def _pack(self, png: bytes, is_dense: bool) -> Image:
        picture = _opened(png)
        if not is_dense:
            return pack(picture)
        if is_sharp(picture):
            dense = pack(picture)
            if len(dense.body) <= self._room:
                self._room -= len(dense.body)
                return dense
        return pack(picture.reduce(2))


def photograph(stage: Stage, index: int, region: Rect, density: float = 1) -> bytes:
    """Return a PNG of one region (whole px) of slide `index` as it stands."""
    parameters: dict[str, object] = {"format": "png", "optimizeForSpeed": True}
    document = stage.document
    scale = density / stage.scale
    if scale != 1 or (region.width, region.height) != (document.width, document.height):
        parameters["clip"] = {
            "x": region.x, "y": region.y + index * document.height,
            "width": region.width, "height": region.height, "scale": scale,
        }  # fmt: skip
    data: bytes = stage.at(index, "Page.captureScreenshot", parameters)["data"]
    return data


def photograph_bare(stage: Stage, index: int, keep: list[int], density: float = 1) -> bytes:
    """Return a PNG of slide `index` with only the elements `keep` (measured ids) to be seen."""
    stage.evaluate("bare", {"index": index, "keep": keep})
    document = stage.document
    picture = photograph(stage, index, Rect(0, 0, document.width, document.height), density)
    stage.evaluate("dress")
    return picture


def pack(picture: PillowImage) -> Image:
    """Encode an RGB picture as palette PNG when it is a flat drawing, else as JPEG, full chroma."""
    colors = picture.getcolors(maxcolors=FLAT_COLORS)
    if colors is None:
        return Image("image/jpeg", _jpeg(picture))
    flat = Image("image/png", _png(picture, sorted(color for _, color in colors)))
    if len(flat.body) <= SMALL:
        return flat
    return min(flat, Image("image/jpeg", _jpeg(picture)), key=lambda image: len(image.body))


def is_sharp(picture: PillowImage) -> bool:
    """Say whether a picture has edges that more pixels would draw finer; a gradient has none."""
    import numpy as np

    gray = np.asarray(picture.convert("L"), dtype=np.int16)
    edges = sum(int((np.abs(np.diff(gray, axis=axis)) > EDGE).sum()) for axis in (0, 1))
    return edges > EDGE_SHARE * gray.size


def _opened(png: bytes) -> PillowImage:
    from PIL import Image as Pillow

    with Pillow.open(io.BytesIO(png)) as opened:
        opened.load()
        return opened if opened.mode == "RGB" else opened.convert("RGB")


def _jpeg(picture: PillowImage) -> bytes:
    """Return the smallest JPEG, full chroma, whose mean error is low enough."""
    import numpy as np
    from PIL import Image as Pillow

    sample = _sample(picture)
    exact = np.asarray(sample, dtype=np.int16)
    chosen = QUALITIES[-1]
    for quality in QUALITIES[:-1]:
        with Pillow.open(io.BytesIO(_save_jpeg(sample, quality))) as back:
            if np.abs(np.asarray(back, dtype=np.int16) - exact).mean() <= MAX_ERROR:
                chosen = quality
                break
    return _save_jpeg(picture, chosen)


def _sample(picture: PillowImage) -> PillowImage:
    """Return every eighth row of JPEG blocks of a large picture: blocks are packed independently."""
    import numpy as np
    from PIL import Image as Pillow

    pixels = np.asarray(picture)
    height = pixels.shape[0] // 64 * 64
    if pixels.size < 600_000 or not height:
        return picture
    rows = pixels[:height].reshape(-1, 64, *pixels.shape[1:])[:, 24:32]
    return Pillow.fromarray(np.ascontiguousarray(rows.reshape(-1, *pixels.shape[1:])))


def _png(picture: PillowImage, colors: list[Any]) -> bytes:
    """Return a PNG whose palette is exactly `colors`, sorted."""
    import numpy as np
    from PIL import Image as Pillow

    packed = np.frombuffer(picture.convert("RGBX").tobytes(), dtype="<u4") & 0xFFFFFF
    place_of = np.empty(1 << 24, dtype=np.uint8)  # Only the places of our colours are ever read.
    for place, (red, green, blue) in enumerate(colors):
        place_of[red | green << 8 | blue << 16] = place
    places = place_of[packed]
    palette = Pillow.frombytes("P", picture.size, places.tobytes())
    palette.putpalette([part for color in colors for part in color])
    return _save(palette, format="PNG", optimize=True)


def _save_jpeg(picture: PillowImage, quality: int) -> bytes:
    return _save(picture, format="JPEG", quality=quality, subsampling=0)


def _save(picture: PillowImage, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, **options)
    return out.getvalue()
