"""
Keep each slide's picture, photographs and score for the next run.

A carousel of which one slide changed is laid out and printed again, but only that slide is captured, encoded,
photographed for its PDF page and compared. A slide's key is all that it is drawn from: its HTML at its fit,
the style sheet and every file it uses, its place on the page (gradients are dithered by it), the canvas, this
machine's builds. Knows what a slide is drawn from; where the bytes lie is the store's business.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from carousel_html.cache import Store
from carousel_html.compose import Document
from carousel_html.export.builds import digest, local_builds
from carousel_html.export.options import Options
from carousel_html.fidelity import Fidelity
from carousel_html.frozen import FrozenSlide, Image, Picture
from carousel_html.stage.fit import Fit


class KeptSlides:
    """What earlier runs kept of the slides of one fitted document; without a store, nothing."""

    def __init__(
        self, store: Store | None, document: Document, fits: Sequence[Fit], options: Options
    ) -> None:
        self._store = store
        self._keys = _keys(document, fits, options) if store else []

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

    def photo(self, index: int, part: str, density: int, look: str) -> bytes | None:
        """Return a photograph that was taken of a part of a slide for its PDF page, as PNG."""
        return self._store.read(self._photo_key(index, part, density)) if self._store else None

    def keep_photo(self, index: int, part: str, density: int, look: str, png: bytes) -> None:
        """Keep a photograph of a part of a slide."""
        if self._store is not None:
            self._store.keep(self._photo_key(index, part, density), png)

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

    def _photo_key(self, index: int, part: str, density: int) -> str:
        return digest(f"{self._keys[index]} {part} {density}".encode())

    def _score_key(self, index: int, slide: FrozenSlide, images: Mapping[str, Image]) -> str:
        used = (images[part.image].body for part in slide.painting if isinstance(part, Picture))
        return digest(f"{self._keys[index]} {slide!r} {[digest(body) for body in used]}".encode())


def _keys(document: Document, fits: Sequence[Fit], options: Options) -> list[str]:
    """Return a key for each slide; where slides do not stand alone, all of the document is in each."""
    sections = (document.sections() if document.stand_alone else None) or [document.html] * len(fits)
    names = {address: digest(asset.body) for address, asset in document.assets.items()}
    sheets = "".join(asset.body.decode() for asset in document.assets.values() if asset.mime == "text/css")
    start = document.html.partition("<body>")[0]
    common = [
        start, sheets, document.width, document.height, options.scale, options.captured,
        local_builds(options.browser),
    ]  # fmt: skip

    def uses(section: str) -> Callable[[str], bool]:
        return lambda address: address in section or address in sheets

    def key(index: int, section: str) -> str:
        files = sorted((address, names[address]) for address in filter(uses(section), names))
        return digest(json.dumps([common, index, section, fits[index].scale, files]).encode())

    return [key(index, section) for index, section in enumerate(sections)]
