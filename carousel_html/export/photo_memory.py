"""
Remember photographs from one carousel to the next: the rows of a batch differ in words, not in their ground.

Two photographs for the PDF are the same when what they show looks the same (the stage says so in a text), at
the same place (gradients are dithered by it), in documents of the same style sheets, files and size. Knows
that rule; does not know what is photographed.
"""

from __future__ import annotations

import functools
import json
import re
import threading

from carousel_html.compose import Document
from carousel_html.export.builds import digest
from carousel_html.export.kept_slides import KeptSlides
from carousel_html.stage.stage import Stage

MOST_BYTES = 64_000_000
"""As many bytes of photographs are remembered: about a hundred grounds."""

_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)


class PhotoMemory:
    """Photographs by key; those that were used longest ago are forgotten first. For several threads."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._photos: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def read(self, key: str) -> bytes | None:
        """Return a photograph, if it is remembered."""
        with self._lock:
            png = self._photos.pop(key, None)
            if png is not None:
                self._photos[key] = png
            return png

    def keep(self, key: str, png: bytes) -> None:
        """Remember a photograph."""
        with self._lock:
            self._photos[key] = png
            total = sum(map(len, self._photos.values()))
            for oldest in list(self._photos):
                if total <= self._most:
                    break
                total -= len(self._photos.pop(oldest))


class RememberedPhotos:
    """The photographs of one document, from memory or else from what earlier runs kept.

    Style sheets of others may count or select across slides: where those do not stand alone nothing is
    remembered.
    """

    def __init__(self, memory: PhotoMemory, kept: KeptSlides, stage: Stage) -> None:
        self._memory = memory
        self._kept = kept
        self._common = _common(stage.document, stage.scale) if stage.document.stand_alone else None

    def photo(self, index: int, part: str, density: int, look: str) -> bytes | None:
        """Return a photograph of a part that looks as it did then, if there is one."""
        key = self._key(index, part, density, look)
        return (key and self._memory.read(key)) or self._kept.photo(index, part, density, look)

    def keep_photo(self, index: int, part: str, density: int, look: str, png: bytes) -> None:
        """Keep a photograph."""
        if key := self._key(index, part, density, look):
            self._memory.keep(key, png)
        self._kept.keep_photo(index, part, density, look, png)

    def _key(self, index: int, part: str, density: int, look: str) -> str | None:
        return self._common and digest(json.dumps([self._common, index, part, density, look]).encode())


def _common(document: Document, scale: float) -> str:
    """Return a digest of all that the slides of a document are drawn with, but for themselves."""
    start = _TITLE.sub("", document.html.partition("<body>")[0])
    files = sorted((address, _digest_of(asset.body)) for address, asset in document.assets.items())
    return digest(json.dumps([start, document.width, document.height, scale, files]).encode())


@functools.lru_cache(maxsize=256)
def _digest_of(body: bytes) -> str:
    """Fonts are the same objects in document after document: bytes know their hash."""
    return digest(body)
