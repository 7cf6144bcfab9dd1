"""
Find the font file a run of text was set in, by the rules of CSS font matching.

Works on the `@font-face` rules the page itself declares, so a designer's own web font is found like
ours. Knows weights, styles and coverage; does not know lines or places.

The order of weights is CSS Fonts 4 §5.2, step 4.4 (font-weight matching).
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from carousel_html.compose.document import Asset

_FAMILY = re.compile(r'"([^"]*)"|\'([^\']*)\'|([^,"\']+)')

GENERIC = frozenset(
    {
        "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif", "ui-sans-serif",
        "ui-monospace", "ui-rounded", "emoji", "math", "fangsong",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Face:
    """One declared face: family in lower case, lowest and highest weight, and its file."""

    family: str
    weights: tuple[float, float]
    is_italic: bool
    asset: str


class Faces:
    """The faces of one page, and what each can draw."""

    def __init__(self, declared: Iterable[Mapping[str, str]], assets: Mapping[str, Asset]) -> None:
        self._assets = assets
        self._by_family: dict[str, list[Face]] = {}
        for each in declared:
            key = each["src"].partition(".invalid/")[2]
            if key in assets:
                face = Face(each["family"].lower(), _weights(each["weight"]), _italic(each), key)
                self._by_family.setdefault(face.family, []).append(face)

    def match(self, families: Sequence[str], weight: float, is_italic: bool) -> list[Face]:
        """Return, in the order of the font stack, the face each declared family would use.

        Stops at the first family that is not declared: whatever Chromium takes there is a font of
        the system, which we cannot name.
        """
        found = []
        for family in families:
            faces = self._by_family.get(family.lower())
            if not faces:
                if family in GENERIC:
                    break
                continue
            found.append(_nearest(faces, weight, is_italic))
        return found

    def covers(self, face: Face, text: str) -> bool:
        """Say whether the face has a glyph for every character of `text`."""
        return all(ord(char) in self._coverage(face) or char in _NO_GLYPH_NEEDED for char in text)

    def body(self, face: Face) -> bytes:
        """Return the face's file as TTF or OTF bytes, whatever it is packed in."""
        return _unpacked(self._assets[face.asset].body)

    def _coverage(self, face: Face) -> frozenset[int]:
        body = self._assets[face.asset].body
        return _coverage(hashlib.sha256(body).hexdigest(), _Bytes(body))


def families(stack: str) -> list[str]:
    """Return the names in a computed `font-family`."""
    return [(a or b or c).strip() for a, b, c in _FAMILY.findall(stack) if (a or b or c).strip()]


def is_synthetic(face: Face, weight: float, is_italic: bool) -> bool:
    """Say whether Chromium would slant or embolden this face itself (font-synthesis on)."""
    return (is_italic and not face.is_italic) or (weight >= 600 and face.weights[1] < 600)


def _nearest(faces: list[Face], weight: float, is_italic: bool) -> Face:
    fitting = [face for face in faces if face.is_italic == is_italic] or faces
    return min(fitting, key=lambda face: _distance(face.weights, weight))


def _distance(weights: tuple[float, float], wanted: float) -> tuple[int, float]:
    low, high = weights
    if low <= wanted <= high:
        return (0, 0)
    nearest = low if wanted < low else high
    if 400 <= wanted <= 500:
        if wanted < nearest <= 500:
            return (1, nearest - wanted)
        return (2, wanted - nearest) if nearest < wanted else (3, nearest - wanted)
    lighter_first = wanted < 400
    is_lighter = nearest < wanted
    return (1 if is_lighter == lighter_first else 2, abs(nearest - wanted))


def _weights(text: str) -> tuple[float, float]:
    named = {"normal": 400.0, "bold": 700.0}
    values = [named.get(part) or float(part) for part in text.split()]
    return values[0], values[-1]


def _italic(declared: Mapping[str, str]) -> bool:
    return declared["style"].startswith(("italic", "oblique"))


# Drawn as nothing in both engines, whether the font has them or not: joiners, variation selectors,
# direction marks, soft hyphen, no-break space is kept (fonts have it).
_NO_GLYPH_NEEDED = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\ufe0e\ufe0f\n\t")


class _Bytes:
    """Font bytes that do not take part in a cache key; the digest beside them does."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, _Bytes)

    def __hash__(self) -> int:
        return 0


@functools.lru_cache(maxsize=64)
def _coverage(digest: str, held: _Bytes) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(held.body), lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


@functools.lru_cache(maxsize=32)
def _unpacked(body: bytes) -> bytes:
    if body[:4] not in (b"wOFF", b"wOF2"):
        return body
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(body)) as font:
        font.flavor = None
        out = BytesIO()
        font.save(out)
    return out.getvalue()
