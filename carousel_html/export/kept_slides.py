"""
Keep what was read of each slide, its picture and its score for the next run.

A carousel of which one slide changed is printed again, but only that slide is laid out, captured, encoded,
photographed for its PDF page and compared. Knows what is kept; what a slide is drawn from stands in
`drawn_from`, and where the bytes lie is the store's business.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from carousel_html.cache import Layered, Memory, Store
from carousel_html.canvases import Zone
from carousel_html.compose import Document
from carousel_html.export.builds import digest
from carousel_html.export.drawn_from import DrawnFrom
from carousel_html.export.kept_photos import KeptPhotos
from carousel_html.export.options import Options
from carousel_html.fidelity import Fidelity
from carousel_html.frozen import FrozenSlide, Image, Picture
from carousel_html.stage.pictures import NoPhotos, Photos

READ_OF_ALL = frozenset({"fit", "audit", "words"})
READ_FOR_PDF = frozenset({"nodes"})
"""What must be known of a slide that does not stand on the stage."""


class KeptSlides:
    """What earlier runs kept of the slides of one document; without a store, nothing.

    What was looked for depends on the `zones` that must stay clear. `photos` are in the `memory` of this
    process too, if there is one.
    """

    def __init__(
        self,
        store: Store | None,
        document: Document,
        options: Options,
        zones: Sequence[Zone] = (),
        memory: Memory | None = None,
    ) -> None:
        self._store = store
        drawn_from = DrawnFrom(document, options) if store or memory else None
        self._keys = drawn_from.slides if drawn_from and store else []
        shelves = [shelf for shelf in (memory, store) if shelf is not None]
        self.photos: Photos = KeptPhotos(Layered(*shelves), drawn_from) if drawn_from else NoPhotos()
        self._zones = str(zones)
        self._needs = READ_OF_ALL | READ_FOR_PDF if options.pdf else READ_OF_ALL
        self._known = [self._readings(index) for index in range(len(self._keys))]
        self._read: dict[int, dict[str, str]] = {}

    @property
    def unknown(self) -> list[int] | None:
        """The slides (from 0) of which something is not known; None for all."""
        if self._store is None:
            return None
        return [index for index, known in enumerate(self._known) if not known.keys() >= self._needs]

    def reading(self, index: int, what: str) -> Any:
        """Return what an earlier run read of a known slide."""
        return json.loads(self._known[index][what])

    def keep_reading(self, index: int, what: str, value: Any) -> None:
        """Note what was read of a slide, as it is now; `keep_readings` writes it."""
        if self._store is not None:
            self._read.setdefault(index, {})[what] = json.dumps(value)

    def keep_readings(self) -> None:
        """Keep what was read of the slides."""
        for index, read in self._read.items():
            if self._store is not None:
                entry = json.dumps(self._known[index] | read).encode()
                self._store.keep(self._readings_key(index), entry)
        self._read = {}

    def picture(self, index: int) -> bytes | None:
        """Return the picture of a slide (from 0) as it was captured."""
        if self._store is None:
            return None
        name = self._store.read(self._keys[index])
        return self._store.read(name.decode()) if name else None

    def keep_picture(self, index: int, picture: bytes) -> None:
        """Keep the picture of a slide."""
        if self._store is not None:
            name = digest(picture)
            self._store.keep(name, picture)
            self._store.keep(self._keys[index], name.encode())

    def score(self, index: int, slide: FrozenSlide, images: Mapping[str, Image]) -> Fidelity | None:
        """Return how the page of a slide compared with its picture, when both were the same."""
        if self._store is None:
            return None
        kept = json.loads(self._store.read(self._score_key(index, slide, images)) or b"null")
        return Fidelity(**kept) if kept else None

    def keep_score(
        self, index: int, slide: FrozenSlide, images: Mapping[str, Image], score: Fidelity
    ) -> None:
        """Keep how the page of a slide compares."""
        if self._store is not None:
            self._store.keep(self._score_key(index, slide, images), json.dumps(asdict(score)).encode())

    def _readings(self, index: int) -> dict[str, str]:
        kept = self._store.read(self._readings_key(index)) if self._store else None
        known: dict[str, str] = json.loads(kept or b"{}")
        return known

    def _readings_key(self, index: int) -> str:
        return digest(f"{self._keys[index]} readings {self._zones}".encode())

    def _score_key(self, index: int, slide: FrozenSlide, images: Mapping[str, Image]) -> str:
        used = [images[part.image] for part in slide.painting if isinstance(part, Picture)]
        bodies = [part.body for image in used for part in (image, image.alpha) if part]
        return digest(f"{self._keys[index]} {slide!r} {[digest(body) for body in bodies]}".encode())


def forget(document: Document) -> KeptSlides:
    """Return what is known of a document's slides without a store: nothing."""
    return KeptSlides(None, document, Options())
