"""
Name all that a slide, or a part of one, is drawn from: two equal names mean equal pixels.

That is a slide's HTML, or what a part looks like; the style sheet and every file that is used; the place on
the page (gradients are dithered by it); the canvas; this machine's builds. Knows documents; does not know
what is kept under the names.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable

from carousel_html.compose import Document
from carousel_html.export.builds import digest, local_builds
from carousel_html.export.look import digest_of
from carousel_html.export.options import Options


class DrawnFrom:
    """The names of one document's slides (from 0) and of what looks are to be seen on them."""

    def __init__(self, document: Document, options: Options) -> None:
        self._document = document
        sheets = [asset.body.decode() for asset in document.assets.values() if asset.mime == "text/css"]
        self._sheets = "".join(sheets)
        self._ground = [
            self._sheets, document.width, document.height, options.scale, local_builds(options.browser),
        ]  # fmt: skip
        self._image = options.captured

    @functools.cached_property
    def slides(self) -> list[str]:
        """A name for each slide; where slides do not stand alone, all of the document is in each."""
        document = self._document
        sections = document.sections() if document.stand_alone else None
        sections = sections or [document.html] * len(document.slides)
        start = document.html.partition("<body>")[0]
        return [
            self._name([start, index, section, self._image], section)
            for index, section in enumerate(sections)
        ]

    def look(self, index: int, look: str, density: float) -> str:
        """Return a name for what looks like this in the place of a slide, at so many pixels per CSS px.

        Not the document's title, nor any words but those of the look, have a part in it.
        """
        start = self._document.html.partition("<head>")[0]
        return self._name([start, index, look, density], look)

    def _name(self, own: list[str | float], text: str) -> str:
        return digest(json.dumps([self._common, *own, self._files(text)]).encode())

    @functools.cached_property
    def _common(self) -> str:
        return digest(json.dumps([self._ground, self._of(self._in_sheets)]).encode())

    def _files(self, text: str) -> list[tuple[str, str]]:
        return self._of(address for address in self._others if address in text)

    def _of(self, addresses: Iterable[str]) -> list[tuple[str, str]]:
        assets = self._document.assets
        return [(address, digest_of(assets[address])) for address in sorted(addresses)]

    @functools.cached_property
    def _in_sheets(self) -> list[str]:
        return [address for address in self._document.assets if address in self._sheets]

    @functools.cached_property
    def _others(self) -> list[str]:
        return [address for address in self._document.assets if address not in self._sheets]
