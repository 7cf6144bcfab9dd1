"""
Have Chromium draw what the PDF cannot, and keep each picture of a PDF once.

Takes the picture of a whole slide or of a region, a region with sharp edges at twice the density. Knows how
dense a picture is worth being; what becomes one is decided before, and how it is encoded is for `packing`.
"""

from __future__ import annotations

import functools
import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from carousel_html.frozen import Image, Rect
from carousel_html.stage.packing import pack, pack_clear, pack_photo
from carousel_html.stage.photos import Use
from carousel_html.stage.stage import Stage

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

EDGE, EDGE_SHARE = 24, 0.0004
"""A picture is sharp when this share of neighbouring px differ by more than EDGE of 255."""

CLEAR = {"r": 0, "g": 0, "b": 0, "a": 0}

DENSE_ROOM = 40_000
"""How many bytes a slide the denser pictures of a PDF may have, all slides together."""

DENSE_AREA = 700_000
"""Larger parts (px²) are taken at one pixel per px: they are the ground, and their time is felt."""


class Photos(Protocol):
    """What was photographed before, and how it was packed."""

    def name(self, index: int) -> str:
        """Return a text that is equal for slides that are drawn from the same."""

    def photo(self, index: int, look: str, density: float) -> bytes | None:
        """Return a photograph of what looks like this in the place of slide `index`, if there is one."""

    def keep_photo(self, index: int, look: str, density: float, png: bytes) -> None:
        """Keep a photograph."""

    def packed(self, key: str) -> Image | None:
        """Return what was packed under a key."""

    def keep_packed(self, key: str, image: Image) -> None:
        """Keep what was packed."""


class NoPhotos:
    """No photographs, and none are kept."""

    def name(self, index: int) -> str:
        """Return the slide's number: it is equal to itself."""
        return str(index)

    def photo(self, index: int, look: str, density: float) -> bytes | None:
        """Return none."""
        return None

    def keep_photo(self, index: int, look: str, density: float, png: bytes) -> None:
        """Keep nothing."""

    def packed(self, key: str) -> Image | None:
        """Return none."""
        return None

    def keep_packed(self, key: str, image: Image) -> None:
        """Keep nothing."""


class Album:
    """The pictures of one PDF, each kept once.

    They are packed on a thread of their own, in the order they were taken, while the next is taken.
    """

    def __init__(self, slides: int = 1, photos: Photos | None = None) -> None:
        self.photos = photos or NoPhotos()
        self._room = DENSE_ROOM * slides
        self._packer = ThreadPoolExecutor(1, thread_name_prefix="pack")
        self._packed: dict[str, Future[Image]] = {}

    def __enter__(self) -> Album:
        return self

    def __exit__(self, *_: object) -> None:
        self._packer.shutdown(cancel_futures=True)

    def take(
        self, index: int, look: str, photograph: Callable[[float], bytes], density: float,
        *, may_halve: bool = False, clear: bool = False, hidden: Sequence[Rect] = (),
    ) -> str:  # fmt: skip
        """Take a picture of what has a look on slide `index`, unless it is known, and return its key.

        `photograph` returns a PNG at so many pixels per CSS px, with nothing as its ground if it is `clear`.
        Where it `may_halve`, a density of 2 is more than it needs. Nobody will see what is `hidden` (px from
        its corner).
        """
        png = self.photos.photo(index, look, density)
        if png is None:
            png = photograph(density)
            self._packer.submit(self.photos.keep_photo, index, look, density, png)
        key = hashlib.blake2b(
            f"{density} {may_halve} {clear} {hidden}".encode() + png, digest_size=16
        ).hexdigest()
        if key not in self._packed:
            shot = _Photograph(png, density, may_halve, clear, hidden)
            self._packed[key] = self._packer.submit(self._pack, key, shot)
        return key

    def place(self, use: Use) -> str:
        """Keep a part of an image file as it is shown, and return the key it has here."""
        look = f"{use.part} {use.pixels} {use.tint}".encode()
        key = hashlib.blake2b(look + use.file.body, digest_size=16).hexdigest()
        if key not in self._packed:
            pack = functools.partial(pack_photo, use.file.body, use.part, use.pixels, use.tint, use.density)
            self._packed[key] = self._packer.submit(self._known, key, pack)
        return key

    def images(self) -> dict[str, Image]:
        """Return every picture by its key, once all are packed."""
        return {key: packed.result() for key, packed in self._packed.items()}

    def _pack(self, key: str, shot: _Photograph) -> Image:
        if shot.may_halve:
            dense = self._known(f"{key} dense", shot.dense)
            if dense.body and dense.weight <= self._room:
                self._room -= dense.weight
                return dense
        return self._known(key, shot.plain)

    def _known(self, key: str, pack: Callable[[], Image]) -> Image:
        image = self.photos.packed(key)
        if image is None:
            image = pack()
            self.photos.keep_packed(key, image)
        return image


@dataclass(frozen=True)
class _Photograph:
    """A photograph as it was taken."""

    png: bytes
    density: float
    may_halve: bool
    clear: bool
    hidden: Sequence[Rect]

    def dense(self) -> Image:
        """Return it packed as dense as it was taken; without a byte if that is not worth it."""
        return self._encode(self._picture) if is_sharp(self._picture) else Image("", b"")

    def plain(self) -> Image:
        """Return it packed with no more pixels than it needs."""
        return self._encode(self._picture.reduce(2) if self.may_halve else self._picture)

    @functools.cached_property
    def _picture(self) -> PillowImage:
        picture = _opened(self.png, "RGBA" if self.clear else "RGB")
        for rect in self.hidden:
            _blank(picture, rect, self.density)
        return picture

    @property
    def _encode(self) -> Callable[[PillowImage], Image]:
        return pack_clear if self.clear else pack


def photograph(stage: Stage, index: int, region: Rect, density: float = 1) -> bytes:
    """Return a PNG of one region (whole px) of slide `index` as it stands."""
    parameters: dict[str, object] = {"format": "png", "optimizeForSpeed": True}
    document = stage.document
    if density != 1 or (region.width, region.height) != (document.width, document.height):
        parameters["clip"] = {
            "x": region.x, "y": region.y + index * document.height,
            "width": region.width, "height": region.height, "scale": density,
        }  # fmt: skip
    return stage.picture(index, parameters)


def photograph_alone(
    stage: Stage, index: int, region: Rect, shown: Mapping[str, Any], density: float = 1
) -> bytes:
    """Return a PNG of one region of slide `index` with only some elements to be seen; see `isolate.js`."""
    stage.require(index)
    stage.evaluate("isolate", shown)
    if shown["clear"]:
        stage.command("Emulation.setDefaultBackgroundColorOverride", {"color": CLEAR})
    try:
        picture = photograph(stage, index, region, density)
    finally:
        if shown["clear"]:  # The page may show other documents, which have a ground.
            stage.command("Emulation.setDefaultBackgroundColorOverride")
    stage.evaluate("together")
    return picture


def is_sharp(picture: PillowImage) -> bool:
    """Say whether a picture has edges that more pixels would draw finer; a gradient has none."""
    import numpy as np

    if picture.mode == "RGBA":
        return is_sharp(picture.getchannel("A")) or is_sharp(picture.convert("RGBa").getchannel("G"))
    gray = np.asarray(picture.convert("L"), dtype=np.int16)
    edges = sum(int((np.abs(np.diff(gray, axis=axis)) > EDGE).sum()) for axis in (0, 1))
    return edges > EDGE_SHARE * gray.size


def _blank(picture: PillowImage, rect: Rect, density: float) -> None:
    """Make one colour of what nobody will see: nothing if that may be, else the colour of its corner."""
    left, top, right, bottom = (round(edge * density) for edge in (rect.x, rect.y, rect.right, rect.bottom))
    color: Any = (0, 0, 0, 0) if picture.mode == "RGBA" else picture.getpixel((left, top))
    picture.paste(color, (left, top, right, bottom))


def _opened(png: bytes, mode: str) -> PillowImage:
    from PIL import Image as Pillow

    with Pillow.open(io.BytesIO(png)) as opened:
        opened.load()
        return opened if opened.mode == mode else opened.convert(mode)
