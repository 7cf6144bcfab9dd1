"""
Hold the canvases: their exact pixels, and the zones of each that must stay clear.

Knows `canvases.toml` beside this file, where every fact stands with its mark. Does not know what a
platform takes besides pixels (`platforms` does), and knows no layouts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from carousel_html.errors import UnknownName

Mark = Literal["O", "S", "W", "M"]
Insets = tuple[int, int, int, int]
TABLE = Path(__file__).with_name("canvases.toml")


@dataclass(frozen=True)
class Zone:
    """A border a platform covers or crops: insets (top, right, bottom, left) in px, and how sure that is.

    Layouts keep an `obeyed` zone clear, and the `first` slide one that concerns it alone. Any other only
    makes preflight warn: its fact is too weak to move every slide for it. `platforms` are the names of
    those it concerns; empty for all.
    """

    insets: Insets
    mark: Mark
    obeyed: bool
    why: str
    first: bool = False
    platforms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Canvas:
    """A platform format to draw on: its exact pixels, and the zones that must stay clear."""

    name: str
    label: str
    width: int
    height: int
    zones: tuple[Zone, ...] = ()

    @property
    def safe(self) -> Insets:
        """Insets (top, right, bottom, left) in px that layouts keep clear: the obeyed zones together."""
        return _together(zone.insets for zone in self.zones if zone.obeyed)

    @property
    def first_safe(self) -> Insets:
        """The same for the first slide, of which a platform may show only a part in a grid."""
        return _together(zone.insets for zone in self.zones if zone.obeyed or zone.first)

    def zones_for(self, platform: str | None) -> tuple[Zone, ...]:
        """Return the zones that concern a platform, by its name; for None, the obeyed ones."""
        if platform is None:
            return tuple(zone for zone in self.zones if zone.obeyed)
        return tuple(zone for zone in self.zones if not zone.platforms or platform in zone.platforms)

    @property
    def short(self) -> int:
        """The shorter side in px; sizes and floors are shares of it."""
        return min(self.width, self.height)

    @property
    def ratio(self) -> str:
        """The shape in one word, for layouts: landscape, square, portrait, or tall (9:16)."""
        if self.width > self.height:
            return "landscape"
        if self.width == self.height:
            return "square"
        return "tall" if self.height / self.width > 1.6 else "portrait"

    @property
    def floors(self) -> tuple[float, float]:
        """The smallest allowed text sizes in px: body, and any other text (24 and 18 of 1080)."""
        return self.short * 24 / 1080, self.short * 18 / 1080


_SIZE = re.compile(r"(\d{1,5})\s*[x×:*]\s*(\d{1,5})", re.IGNORECASE)


def find_canvas(name: str, where: str | None = None) -> Canvas:
    """Return the canvas of this name; raise UnknownName, with `where` the name was written."""
    if name not in CANVASES:
        raise UnknownName(
            "canvas", name, CANVASES, where=where, listing="carousel list canvases", meant=_of_shape(name)
        )
    return CANVASES[name]


def _of_shape(size: str) -> str | None:
    """Return the first canvas of the shape that a size has: `1080x1350`, `4:5`."""
    found = _SIZE.fullmatch(size)
    if not found:
        return None
    width, height = map(int, found.groups())
    return next((each.name for each in CANVASES.values() if each.width * height == each.height * width), None)


def _together(all_insets: Any) -> Insets:
    top, right, bottom, left = (max(side) for side in zip((0, 0, 0, 0), *all_insets, strict=True))
    return top, right, bottom, left


def _canvas(row: dict[str, Any]) -> Canvas:
    zones = tuple(_zone(zone) for zone in row.pop("zones"))
    return Canvas(zones=zones, **row)


def _zone(row: dict[str, Any]) -> Zone:
    platforms = tuple(row.pop("platforms", ()))
    return Zone(tuple(row.pop("insets")), platforms=platforms, **row)


_table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
CANVASES: Mapping[str, Canvas] = MappingProxyType({row["name"]: _canvas(row) for row in _table["canvas"]})
