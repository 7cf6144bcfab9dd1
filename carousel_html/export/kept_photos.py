"""
Keep the photographs for PDF pages, and how they were packed, for whatever looks the same later.

The ground of a slide looks the same whatever words stand on it: in a batch of one design it is photographed
for the first row, and known for all others. Knows what a photograph shows by its look; where the bytes lie is
the shelf's business.
"""

from __future__ import annotations

import json

from carousel_html.cache import Shelf
from carousel_html.export.builds import digest
from carousel_html.export.drawn_from import DrawnFrom
from carousel_html.frozen import Image


class KeptPhotos:
    """The photographs of looks on the slides of one document, on a shelf."""

    def __init__(self, shelf: Shelf, drawn_from: DrawnFrom) -> None:
        self._shelf = shelf
        self._drawn_from = drawn_from

    def name(self, index: int) -> str:
        """Return a text that is equal for slides that are drawn from the same."""
        return self._drawn_from.slides[index]

    def photo(self, index: int, look: str, density: float) -> bytes | None:
        """Return a photograph of what looks like this in the place of slide `index`, as PNG."""
        return self._shelf.read(self._drawn_from.look(index, look, density))

    def keep_photo(self, index: int, look: str, density: float, png: bytes) -> None:
        """Keep a photograph."""
        self._shelf.keep(self._drawn_from.look(index, look, density), png)

    def packed(self, key: str) -> Image | None:
        """Return what was packed under a key."""
        kept = self._shelf.read(digest(key.encode()))
        return _read(kept) if kept else None

    def keep_packed(self, key: str, image: Image) -> None:
        """Keep what was packed under a key."""
        self._shelf.keep(digest(key.encode()), _written(image))


def _written(image: Image) -> bytes:
    """Return an image as bytes: a line that says what follows, then the bodies."""
    parts = [image, image.alpha] if image.alpha else [image]
    head = json.dumps([(part.mime, len(part.body)) for part in parts])
    return head.encode() + b"\n" + b"".join(part.body for part in parts)


def _read(kept: bytes) -> Image:
    head, _, bodies = kept.partition(b"\n")
    image: Image | None = None
    for mime, size in reversed(json.loads(head)):
        body, bodies = bodies[len(bodies) - size :], bodies[: len(bodies) - size]
        image = Image(mime, body, image)
    assert image is not None, "there is one at least"
    return image
