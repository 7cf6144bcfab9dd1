"""
Hold what each platform takes: most slides, file types, bytes, alt text, and how sure each fact is.

Knows `platforms.toml` beside this file, where every fact stands with its mark and its source. Knows
canvases by their names. Does not encode, split or check anything: `export` and `check` do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from carousel_html.canvases import Mark
from carousel_html.errors import UnknownName

TABLE = Path(__file__).with_name("platforms.toml")
ALL = "all"
PictureType = Literal["png", "jpeg", "webp"]
PICTURE_TYPES: tuple[PictureType, ...] = ("png", "jpeg", "webp")
"""What we can write, best first: PNG keeps every pixel."""

UNKNOWN_ALT = 1000

Counted = Literal["characters", "weighted"]


@dataclass(frozen=True)
class Limit:
    """One fact about a platform: its value, how sure it is, and where it was read.

    `counted` is how a number of characters is counted: as a reader does, or weighted as on X.
    """

    value: Any
    mark: Mark
    source: str
    counted: Counted = "characters"

    @property
    def blocks(self) -> bool:
        """Whether the fact is sure enough to stop an upload; a weaker one only warns."""
        return self.mark in ("O", "S")


@dataclass(frozen=True)
class Platform:
    """What one platform takes. `limits` has only what is known; the keys are those of the table.

    `canvases` are the names of those it takes, the usual one first.
    """

    name: str
    label: str
    canvases: tuple[str, ...]
    limits: Mapping[str, Limit]
    in_all: bool = True
    note: str = ""

    def value(self, key: str) -> Any:
        """Return the value of a limit; None when it is not known."""
        return self.limits[key].value if key in self.limits else None

    @property
    def takes_pdf(self) -> bool:
        """Whether the upload is the PDF and not the pictures."""
        return "pdf" in (self.value("file_types") or ())

    @property
    def picture_types(self) -> tuple[PictureType, ...]:
        """The types of pictures it takes and we can write, best first; PNG and JPEG when it does not say."""
        types = self.value("file_types") or ("png", "jpeg")
        return tuple(each for each in PICTURE_TYPES if each in types)

    @property
    def takes_alt(self) -> bool:
        """Whether a picture can be given alt text there."""
        return self.value("takes_alt") is not False

    @property
    def longest_alt(self) -> int:
        """How many characters of alt text to write; where no limit is known, a thousand."""
        return int(self.value("max_alt") or UNKNOWN_ALT)


_CALLED = {
    "twitter": "x",
    "x.com": "x",
    "ig": "instagram",
    "insta": "instagram",
    "fb": "facebook",
    "bsky": "bluesky",
}
"""What else people call a platform."""


def find_platforms(names: Iterable[str], where: str = "--for") -> tuple[Platform, ...]:
    """Return the platforms of these names, each once; "all" stands for every usual one.

    Raises UnknownName, with `where` the name was written.
    """
    found: dict[str, Platform] = {}
    for name in names:
        if name == ALL:
            found |= {each.name: each for each in PLATFORMS.values() if each.in_all}
        elif name in PLATFORMS:
            found[name] = PLATFORMS[name]
        else:
            raise UnknownName(
                "platform", name, [*PLATFORMS, ALL], where=where, listing="carousel list platforms",
                meant=_CALLED.get(name.lower()),
            )  # fmt: skip
    return tuple(found.values())


def _platform(row: dict[str, Any], sources: Mapping[str, str]) -> Platform:
    known = {key: row.pop(key) for key in ("name", "label", "note", "in_all") if key in row}
    canvases = tuple(row.pop("canvases"))
    limits = {key: Limit(**fact | {"source": sources[fact["source"]]}) for key, fact in row.items()}
    return Platform(canvases=canvases, limits=MappingProxyType(limits), **known)


_table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
CHECKED_ON: str = _table["checked_on"]
"""When the facts were last read at their sources, as `2026-11`."""

PLATFORMS: Mapping[str, Platform] = MappingProxyType(
    {row["name"]: _platform(row, _table["sources"]) for row in _table["platform"]}
)
