"""
Find the photographs of a slide that the PDF places itself: its own file, once, however often it is shown.

What is placed is the file's pixels on the box that Chromium draws them on, in whole px as it does, cut by
clips. An image whose pixels are changed on the way, by a matrix or a blur, stays a picture of Chromium's.
Knows image files by their first bytes; encodes nothing.
"""

from __future__ import annotations

import base64
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from carousel_html.compose.document import Asset
from carousel_html.frozen import Clip, Rect
from carousel_html.stage.context import Context
from carousel_html.stage.corners import SHARP, RoundClip, inner_radii, resolved_radii
from carousel_html.stage.tints import is_tint

Node = Mapping[str, Any]

LEAST_AREA = 20_000
"""A smaller image (px²) is no photograph: an avatar, a logo, an icon costs little as a picture."""

MOST_SCALE = 1.5
"""An image is drawn up to so many px for each of its own: two engines enlarge by filters of their own."""

MOST_DENSITY = 2
"""Pixels of a photograph for each px that it is shown on."""

WORTH_CUTTING = 0.9
"""A file of which more is seen is kept whole."""

MARGIN = 2
"""How far (px) around what is seen pixels are kept."""

WELL_WITHIN = 8
"""So far (px) from what is seen, it cannot be told what lies below: a block of a JPEG."""

FORMATS = ("JPEG", "PNG", "WEBP")
MODES = {"RGB": True, "L": True, "RGBA": False, "P": False}
"""What an image file may hold, and whether it is opaque for sure."""


@dataclass(frozen=True)
class PhotoFile:
    """An image file as it is: `name` is its address, or stands for its content."""

    name: str
    body: bytes
    size: tuple[int, int]
    format: str
    is_opaque: bool


@dataclass(frozen=True)
class Photo:
    """A photograph in its place: all of `file` on `drawn`, of which `clips` leave `shown` to be seen."""

    node: int
    file: PhotoFile
    tint: str
    drawn: Rect
    shown: Rect
    clips: tuple[Clip, ...]

    @property
    def hides_all_below(self) -> bool:
        """Say whether nothing can be seen through it, up to the edges of what is shown."""
        return self.file.is_opaque and not any(radii != SHARP for _, radii in self.clips)

    @property
    def inner(self) -> Rect:
        """The box well within its edges and round corners; empty where it can be seen through."""
        widest = max((side for _, radii in self.clips for pair in radii for side in pair), default=0)
        inset = -math.ceil(widest) - WELL_WITHIN
        return self.shown.grown(*[inset] * 4) if self.file.is_opaque else Rect(0, 0, 0, 0)


class PhotoFiles:
    """The image files of a document, by the addresses that its slides show them by."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        self._assets = assets
        self._known: dict[str, PhotoFile | None] = {}

    def find(self, address: str) -> PhotoFile | None:
        """Return a file whose pixels are what is shown, as they stand: upright, sRGB, one frame."""
        if address not in self._known:
            body = self._body(address)
            self._known[address] = _read(address, body) if body else None
        return self._known[address]

    def type(self, address: str) -> str:
        """Return the media type of a file of the document, or of one that is an address by itself."""
        if asset := self._assets.get(address):
            return asset.mime
        head = re.match(r"data:(image/[a-z+]+)", address)
        return head[1] if head else ""

    def _body(self, address: str) -> bytes | None:
        if asset := self._assets.get(address):
            return asset.body
        head, _, data = address.partition(";base64,")
        try:
            return base64.b64decode(data) if head.startswith("data:image/") else None
        except ValueError:
            return None


def _read(address: str, body: bytes) -> PhotoFile | None:
    from PIL import ExifTags, UnidentifiedImageError
    from PIL import Image as Pillow

    try:
        with Pillow.open(io.BytesIO(body), formats=FORMATS) as image:
            is_turned = image.getexif().get(ExifTags.Base.Orientation, 1) != 1
            is_plain = not (is_turned or "icc_profile" in image.info or getattr(image, "is_animated", False))
            if not is_plain or image.mode not in MODES:
                return None
            is_opaque = MODES[image.mode] and not image.has_transparency_data
            return PhotoFile(address, body, image.size, image.format or "", is_opaque)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None  # Chromium shows what it can of it.


def find_photos(
    nodes: Sequence[Node], contexts: Sequence[Context], files: PhotoFiles, slide: Rect
) -> dict[int, Photo]:
    """Return the photographs of a slide that can be placed, by node."""
    found = {}
    for index, node in enumerate(nodes):
        if "photo" in node and _is_as_it_is(index, node, contexts[index]):
            photo = _placed(index, node, contexts[index], files)
            if photo is not None and photo.shown.within(slide).area >= LEAST_AREA:
                found[index] = photo
    return found


_CHANGES = ("backdropFilter", "imageRendering", "visibility", "cornerShape")


def _is_as_it_is(index: int, node: Node, context: Context) -> bool:
    """Say whether an image's pixels are shown as they are, but for a filter that only turns their colours."""
    has_effect = context.effect is not None and (context.effect_root, context.effect) != (index, "filter")
    others = [key for key in _CHANGES if key in node["style"]]
    is_changed = has_effect or context.opacity != 1 or context.matrix is not None or context.is_unseen
    return not (is_changed or others) and is_tint(node["style"].get("filter", ""))


def _placed(index: int, node: Node, context: Context, files: PhotoFiles) -> Photo | None:
    file = files.find(node.get("src") or "")
    place = node["photo"]
    if file is None or list(file.size) != place["own"]:
        return None
    content, drawn = _whole(place["box"]), _whole(place["drawn"])
    shown = content.within(drawn)
    if context.clip is not None:
        shown = shown.within(_whole(context.clip))
    radii = resolved_radii(node["style"].get("radii"), Rect(*node["rects"][0]))
    rounds = [*context.rounds, RoundClip(content, inner_radii(radii, *place["inset"]))]
    clips = [(_whole(each.rect), each.radii) for each in rounds if each.cuts(shown)]
    if shown != drawn:
        clips.insert(0, (shown, SHARP))
    photo = Photo(index, file, node["style"].get("filter", ""), drawn, shown, tuple(clips))
    is_enlarged = drawn.width > MOST_SCALE * file.size[0] or drawn.height > MOST_SCALE * file.size[1]
    return photo if shown.area and not is_enlarged else None


def without_image(node: Node) -> Node:
    """Return what is left of a photograph's node to be drawn: its box, without a word of its pixels."""
    return {key: value for key, value in node.items() if key not in ("replaced", "src", "photo")}


def _whole(rect: Sequence[float]) -> Rect:
    """Snap a box to whole px, as Chromium does before it draws an image on it: it counts in 64ths of a px."""
    x, y, width, height = (round(each * 64) / 64 for each in rect)
    left, top = math.floor(x + 0.5), math.floor(y + 0.5)
    return Rect(left, top, math.floor(x + width + 0.5) - left, math.floor(y + height + 0.5) - top)


@dataclass(frozen=True)
class Use:
    """All that a carousel shows of one file in one tint: the largest size it is drawn at, and what is seen.

    `seen` is in px from the corner of what is drawn, and all of it where the sizes differ: a part is placed
    exactly only if its edges fall on whole px.
    """

    file: PhotoFile
    tint: str
    size: tuple[float, float]
    seen: Rect

    @property
    def part(self) -> Rect:
        """The pixels of the file that are seen."""
        across, down = self.file.size[0] / self.size[0], self.file.size[1] / self.size[1]
        x, y, width, height = self.seen
        return Rect(x * across, y * down, width * across, height * down)

    @property
    def pixels(self) -> tuple[int, int]:
        """How many pixels are worth keeping: those of the file, or as many as the largest place needs."""
        return (
            math.ceil(min(self.part.width, self.seen.width * MOST_DENSITY) - 0.01),
            math.ceil(min(self.part.height, self.seen.height * MOST_DENSITY) - 0.01),
        )

    @property
    def density(self) -> float:
        """How many of the pixels kept there are for each px of the largest place."""
        return max(1, min(self.pixels[0] / self.seen.width, self.pixels[1] / self.seen.height))

    def joined(self, other: Use) -> Use:
        """Return the same with one more place where it is shown."""
        if self.size == other.size:
            return replace(self, seen=self._most(self.seen.joined(other.seen)))
        size = (max(self.size[0], other.size[0]), max(self.size[1], other.size[1]))
        return replace(self, size=size, seen=Rect(0, 0, *size))

    def _most(self, seen: Rect) -> Rect:
        whole = Rect(0, 0, *self.size)
        return whole if seen.area > WORTH_CUTTING * whole.area else seen

    def place(self, photo: Photo) -> Rect:
        """Return where the part is drawn on a slide (px)."""
        if self.seen == Rect(0, 0, *self.size):
            return photo.drawn
        return self.seen.moved(photo.drawn.x, photo.drawn.y)


def uses(photos: Sequence[Photo]) -> dict[tuple[str, str], Use]:
    """Return what is shown of each file and tint, over all places."""
    found: dict[tuple[str, str], Use] = {}
    for photo in photos:
        key = (photo.file.name, photo.tint)
        use = _use(photo)
        found[key] = found[key].joined(use) if key in found else use.joined(use)
    return found


def _use(photo: Photo) -> Use:
    """Return what is shown of a photograph in its place, with the neighbours that scaling looks at."""
    x, y, *size = photo.drawn
    seen = photo.shown.grown(MARGIN, MARGIN, MARGIN, MARGIN).within(photo.drawn).moved(-x, -y)
    return Use(photo.file, photo.tint, (size[0], size[1]), seen)
