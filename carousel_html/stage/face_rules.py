"""
Read what the `@font-face` rules of a page say of each face.

Knows the descriptors of CSS Fonts 4 and 5 as the measuring script hands them over. Does not know which face a
text is set in, nor what is in a font file.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import unquote_to_bytes

from carousel_html.compose.document import Asset

Place: TypeAlias = tuple[tuple[str, float], ...]
Span: TypeAlias = tuple[float, float]

WEIGHTS = {"normal": 400.0, "bold": 700.0}
STRETCHES = {
    "ultra-condensed": 50.0, "extra-condensed": 62.5, "condensed": 75.0, "semi-condensed": 87.5,
    "normal": 100.0, "auto": 100.0,
    "semi-expanded": 112.5, "expanded": 125.0, "extra-expanded": 150.0, "ultra-expanded": 200.0,
}  # fmt: skip

_AXIS = re.compile(r"[\"'](.{4})[\"']\s+(-?[\d.]+)")


@dataclass(frozen=True)
class Face:
    """One declared face: family in lower case, and its file.

    `weights` and `stretches` (per cent) are the lowest and the highest it is for. `adjust` is how many times
    larger than the size of the font it is drawn, `features` and `axes` are what its rule sets.
    """

    family: str
    weights: Span
    is_italic: bool
    asset: str
    ranges: tuple[tuple[int, int], ...] = ()
    stretches: Span = (100.0, 100.0)
    adjust: float = 1.0
    features: str = ""
    axes: Place = ()
    place: Place = ()
    """Where on its axes a variable font stands; empty for a plain one."""

    @property
    def key(self) -> str:
        """A name for the face as it is drawn: the file, and the place on its axes."""
        return self.asset + "".join(f"@{axis}={value:g}" for axis, value in self.place)

    def allows(self, char: str) -> bool:
        """Say whether `unicode-range` leaves a character to this face."""
        return not self.ranges or any(low <= ord(char) <= high for low, high in self.ranges)


def read_face(rule: Mapping[str, Any], asset: str) -> Face:
    """Return the face of a rule whose file is `asset`."""
    features = rule.get("features", "")
    return Face(
        rule["family"].lower(),
        _span(rule["weight"], WEIGHTS),
        rule["style"].startswith(("italic", "oblique")),
        asset,
        _ranges(rule.get("range", "")),
        _span(rule.get("stretch", "100%"), STRETCHES),
        float((rule.get("adjust") or "100%").removesuffix("%")) / 100,
        "" if features == "normal" else features,
        tuple(axes(rule.get("variations", "")).items()),
    )


def axes(settings: str) -> dict[str, float]:
    """Return what `font-variation-settings` says, by axis."""
    return {tag: float(value) for tag, value in _AXIS.findall(settings)}


def written_out(address: str) -> Asset:
    """Return what a `data:` address holds (RFC 2397); of one that is damaged, nothing."""
    kind, _, data = address.removeprefix("data:").partition(",")
    body = unquote_to_bytes(data)
    if kind.endswith(";base64"):
        try:
            body = base64.b64decode(body)
        except ValueError:
            body = b""
    return Asset(kind.partition(";")[0], body)


def _span(text: str, named: Mapping[str, float]) -> Span:
    """Read one value or two: `400`, `100 900`, `bold`, `75%`, `condensed`."""
    values = [named[part] if part in named else float(part.removesuffix("%")) for part in text.split()]
    return values[0], values[-1]


def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Read `unicode-range`: `U+26`, `U+0-7F`, `U+4??`."""
    found = []
    for part in filter(None, (each.strip()[2:] for each in text.split(","))):
        low, _, high = part.partition("-")
        found.append((int(low.replace("?", "0"), 16), int((high or low).replace("?", "F"), 16)))
    return () if found == [(0, 0x10FFFF)] else tuple(found)
