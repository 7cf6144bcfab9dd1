"""
Find the font file a run of text was set in, by the rules of CSS font matching.

Works on the `@font-face` rules the page itself declares (`face_rules`), so a designer's own web font is found
like ours. Knows weights, styles and coverage; does not know lines or places.

The order is that of CSS Fonts 4 §5.2, step 4: stretch, style, weight.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import regex

from carousel_html.compose.document import Asset
from carousel_html.font_tables import characters, ink, may_embed, still, tables, unpacked
from carousel_html.letters import taken_apart
from carousel_html.stage.face_rules import Face, Place, Span, read_face, written_out

Settings: TypeAlias = tuple[tuple[str, int], ...]
"""OpenType features, each with its value."""

_FAMILY = re.compile(r'"([^"]*)"|\'([^\']*)\'|([^,"\']+)')

GENERIC = frozenset(
    {
        "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif", "ui-sans-serif",
        "ui-monospace", "ui-rounded", "emoji", "math", "fangsong",
    }
)  # fmt: skip

COLOR_TABLES = frozenset({"COLR", "SVG ", "CBDT", "sbix"})
"""Where a font file keeps letters that have colours (OpenType 1.9)."""


class Faces:
    """The faces of one page, and what each can draw.

    `is_installed(name, is_face)` says whether the machine has a font of its own: a family, or one face. What
    is set in such a font is none of our files.
    """

    def __init__(
        self,
        declared: Iterable[Mapping[str, Any]],
        assets: Mapping[str, Asset],
        is_installed: Callable[[str, bool], bool] = lambda _name, _is_face: False,
    ) -> None:
        self._assets = dict(assets)
        self._is_installed = functools.cache(is_installed)
        self._by_family: dict[str, list[Face]] = {}
        self._strange: set[str] = set()
        for each in declared:
            if any(self._is_installed(name, True) for name in each.get("local", ())):
                self._strange.add(each["family"].lower())
            key = self._key(each["src"])
            if key in self._assets:
                face = read_face(each, key)
                self._by_family.setdefault(face.family, []).append(face)

    def _key(self, source: str) -> str:
        """Return under which name the file of an address is there; one that is written out is added."""
        if not source.startswith("data:"):
            return source.partition(".invalid/")[2]
        asset = written_out(source)
        key = f"written/{hashlib.sha256(asset.body).hexdigest()[:24]}"
        self._assets[key] = asset
        return key

    @property
    def has_ranges(self) -> bool:
        """Say whether any face is held to a `unicode-range`."""
        return any(face.ranges for faces in self._by_family.values() for face in faces)

    def stack(self, font: Mapping[str, Any]) -> list[Face]:
        """Return the faces that a measured font stands for, as `match` does."""
        stretch = float(font.get("fontStretch", "100%").removesuffix("%"))
        return self.match(families(font["family"]), font["weight"], is_slanted(font), stretch)

    def match(
        self, families: Sequence[str], weight: float, is_italic: bool, stretch: float = 100
    ) -> list[Face]:
        """Return, in the order of the font stack, the face each declared family would use.

        Stops at the first family that is a font of the system: we cannot name its file. One that neither
        is declared nor installed the browser leaves out.
        """
        found: list[Face] = []
        declared = [place for place, family in enumerate(families) if family.lower() in self._by_family]
        for family in families[: declared[-1] + 1 if declared else 0]:
            name = family.lower()
            if name in self._strange or family in GENERIC:
                break
            if faces := self._by_family.get(name):
                found += _nearest(faces, weight, is_italic, stretch)
            elif self._is_installed(family, False):
                break
        return found

    def covers(self, face: Face, text: str) -> bool:
        """Say whether the face has a glyph for every character of `text`, or its parts, and may draw it."""
        coverage = _coverage(self._assets[face.asset].body)
        return all(
            (face.allows(char) and (ord(char) in coverage or _spelled(coverage, char)))
            or char in _NO_GLYPH_NEEDED
            for char in taken_apart(text)
        )

    def spelled(self, face: Face, text: str) -> str:
        """Return a text as the face has it: a letter it lacks as its base and marks, where it has those.

        The browser's shaper does the same before it asks another font.
        """
        coverage = _coverage(self._assets[face.asset].body)
        return "".join(_spelled(coverage, char) or char for char in text)

    def may_embed(self, face: Face) -> bool:
        """Say whether the licence bits of the face's file let it into a PDF."""
        return _may_embed(self._assets[face.asset].body)

    def has_colors(self, face: Face) -> bool:
        """Say whether the face's file has letters in colours of their own."""
        return _has_colors(self._assets[face.asset].body)

    def placed(self, face: Face, axes: Mapping[str, float]) -> Face:
        """Return a variable face as CSS sets it on its axes; a plain face as it is."""
        if not _varies(self._assets[face.asset].body):
            return face
        return replace(face, place=tuple(sorted(axes.items())))

    def ink(self, face: Face, text: str) -> tuple[float, float]:
        """Return how far (em) the letters of a text reach above and below the baseline, without features."""
        return _ink(_unpacked(self._assets[face.asset].body), face.place, text)

    def file(self, face: Face) -> bytes:
        """Return the face's file as TTF or OTF bytes; of a variable one, the whole."""
        return _unpacked(self._assets[face.asset].body)

    def body(self, face: Face, text: str) -> bytes:
        """Return the face's file as TTF or OTF bytes; one that varies as it draws `text`."""
        body = _unpacked(self._assets[face.asset].body)
        return _still(body, face.place, "".join(sorted(set(text)))) if face.place else body


def glyphs(
    faces: Faces,
    face: Face,
    text: str,
    features: Settings,
    *,
    is_rtl: bool,
    before: str = "",
    after: str = "",
) -> tuple[int, ...]:
    """Return the glyphs that a face draws a text by, from left to right, between what stands around it."""
    return _glyphs(faces.file(face), face.place, text, features, is_rtl, before, after)


@functools.lru_cache(maxsize=4096)
def _glyphs(
    body: bytes, place: Place, text: str, features: Settings, is_rtl: bool, before: str, after: str
) -> tuple[int, ...]:
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(before + text + after, len(before), len(text))
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if is_rtl else "ltr"
    uharfbuzz.shape(_shaper(body, place), buffer, dict(features))
    return tuple(info.codepoint for info in buffer.glyph_infos)


@functools.lru_cache(maxsize=64)
def _shaper(body: bytes, place: Place) -> Any:
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(body))
    font.set_variations(dict(place))
    return font


_EMOJI = regex.compile(r"\p{Emoji}\ufe0f|\p{Emoji_Presentation}(?!\ufe0e)|\p{Regional_Indicator}")


def has_emoji(text: str) -> bool:
    """Say whether a browser draws any of a text in its emoji font, whatever font has it, too (UTS #51 §4)."""
    return not text.isascii() and _EMOJI.search(text) is not None


def families(stack: str) -> list[str]:
    """Return the names in a computed `font-family`."""
    return [(a or b or c).strip() for a, b, c in _FAMILY.findall(stack) if (a or b or c).strip()]


def is_slanted(font: Mapping[str, Any]) -> bool:
    """Say whether a measured font asks for an italic or oblique face."""
    return bool(font.get("fontStyle", "normal") != "normal")


def is_synthetic(face: Face, weight: float, is_italic: bool) -> bool:
    """Say whether Chromium would slant or embolden this face itself (font-synthesis on)."""
    return (is_italic and not face.is_italic) or (weight >= 600 and face.weights[1] < 600)


def _nearest(faces: list[Face], weight: float, is_italic: bool, stretch: float) -> list[Face]:
    """Return the best faces of a family: several when `unicode-range` shares it out, the last first."""
    widths = min((face.stretches for face in faces), key=lambda span: _farther(span, stretch))
    as_wide = [face for face in faces if face.stretches == widths]
    fitting = [face for face in as_wide if face.is_italic == is_italic] or as_wide
    best = min(fitting, key=lambda face: _distance(face.weights, weight))
    return [face for face in reversed(fitting) if face.weights == best.weights]


def _farther(stretches: Span, wanted: float) -> tuple[int, float]:
    """Return how far a span is from the stretch that is wanted: narrower ones first, up to the normal one."""
    low, high = stretches
    if low <= wanted <= high:
        return (0, 0)
    nearest = low if wanted < low else high
    is_first = (nearest < wanted) == (wanted <= 100)
    return (1 if is_first else 2, abs(nearest - wanted))


def _distance(weights: Span, wanted: float) -> tuple[int, float]:
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


# Drawn as nothing in both engines, whether the font has them or not: joiners, variation selectors,
# direction marks, soft hyphen, no-break space is kept (fonts have it).
_NO_GLYPH_NEEDED = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\ufe0e\ufe0f\n\t")


# Bytes keep their own hash, so a font is only read through once, here and below.


def _spelled(coverage: frozenset[int], char: str) -> str:
    """Return a character, or the parts it is composed of (canonical decomposition), if a font has them."""
    if ord(char) in coverage:
        return char
    parts = unicodedata.decomposition(char).split()
    if len(parts) != 2 or parts[0].startswith("<"):
        return ""
    base, mark = (chr(int(part, 16)) for part in parts)
    spelled = _spelled(coverage, base)
    return spelled + mark if spelled and ord(mark) in coverage else ""


@functools.lru_cache(maxsize=64)
def _coverage(body: bytes) -> frozenset[int]:
    return characters(_unpacked(body))


@functools.lru_cache(maxsize=64)
def _may_embed(body: bytes) -> bool:
    return may_embed(_unpacked(body))


@functools.lru_cache(maxsize=64)
def _has_colors(body: bytes) -> bool:
    return not COLOR_TABLES.isdisjoint(tables(_unpacked(body)))


@functools.lru_cache(maxsize=256)
def _ink(body: bytes, place: tuple[tuple[str, float], ...], text: str) -> tuple[float, float]:
    return ink(body, dict(place), text)


@functools.lru_cache(maxsize=64)
def _varies(body: bytes) -> bool:
    return "fvar" in tables(_unpacked(body))


@functools.lru_cache(maxsize=32)
def _unpacked(body: bytes) -> bytes:
    return unpacked(body)


@functools.lru_cache(maxsize=32)
def _still(body: bytes, place: Place, text: str) -> bytes:
    return still(body, dict(place), text)
