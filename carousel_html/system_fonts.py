"""
Ask fontconfig which fonts this machine has, and which characters they can draw.

Knows libfontconfig, by way of ctypes. Does not know which fonts are ours, nor what a document needs. On Linux
the engines take their fonts from fontconfig as well; elsewhere it is there because Pango wants it, and lists
the system's folders of fonts.
"""

from __future__ import annotations

import ctypes
import functools
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carousel_html.errors import SystemPartMissing
from carousel_html.fontconfig import write_print_config

LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")

_CREATORS = (
    "FcConfigCreate", "FcInitLoadConfigAndFonts", "FcPatternCreate", "FcCharSetCreate", "FcObjectSetCreate",
)  # fmt: skip
_READ = (b"file", b"index", b"family", b"weight", b"slant", b"width", b"variable", b"scalable", b"charset")
_REGULAR, _BOLD, _NORMAL_WIDTH = 80, 200, 100
_WEIGHTS = (
    (0, 100),
    (40, 200),
    (50, 300),
    (80, 400),
    (100, 500),
    (180, 600),
    (200, 700),
    (205, 800),
    (210, 900),
)
"""Weights as fontconfig counts them, and as CSS does (fontconfig 2.14, FcWeightToOpenType)."""
_INSTANCE = 1 << 16
"""From here on an index names an instance of a variable font, which is listed whole, too."""


@dataclass(frozen=True)
class SystemFont:
    """A font of this machine: `index` is its place in a collection, `weight` that of CSS.

    A variable font has every weight, and says 400.
    """

    families: tuple[str, ...]
    path: Path
    index: int
    weight: int
    is_variable: bool
    is_slanted: bool


class _FontSet(ctypes.Structure):
    _fields_ = (
        ("nfont", ctypes.c_int),
        ("sfont", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


def characters_with_fonts(wanted: Mapping[str, str], config: Path) -> dict[str, bool]:
    """Say for each name of `wanted` whether one font has all the characters given for it.

    Args:
        wanted: a name, and the characters that stand for it: `{"Thai": "กข"}`.
        config: the fontconfig file to go by.

    Raises:
        SystemPartMissing: fontconfig itself is missing.
    """
    fc = _library()
    settings = _loaded(fc, config)
    found = {name: _fonts_with(fc, settings, text) > 0 for name, text in wanted.items()}
    fc.FcConfigDestroy(settings)
    return found


def fonts_having(text: str) -> dict[SystemFont, str]:
    """Return the upright fonts of this machine that have any of some characters, and which.

    None where fontconfig is missing. Fonts of other widths than the normal one are left out.
    """
    found = {}
    if listed := _listed_if_any():
        upright = ((font, characters) for font, characters in listed.fonts if not font.is_slanted)
        found = {font: listed.having(text, characters) for font, characters in upright}
    return {font: characters for font, characters in found.items() if characters}


def fonts_named(family: str) -> list[SystemFont]:
    """Return the fonts of a family that this machine has; none where fontconfig is missing."""
    listed = _listed_if_any()
    fonts = (font for font, _ in listed.fonts) if listed else ()
    return [font for font in fonts if family.lower() in map(str.lower, font.families)]


class _Listed:
    """All fonts of this machine, with the set of characters of each as fontconfig holds it."""

    def __init__(self, fc: ctypes.CDLL, settings: ctypes.c_void_p) -> None:
        self._fc = fc
        pattern, objects = ctypes.c_void_p(fc.FcPatternCreate()), ctypes.c_void_p(fc.FcObjectSetCreate())
        for name in _READ:
            fc.FcObjectSetAdd(objects, name)
        # The set is kept for as long as the program runs: it holds the characters.
        self._set = fc.FcFontList(settings, pattern, objects)
        count = self._set.contents.nfont if self._set else 0
        patterns = (ctypes.c_void_p(self._set.contents.fonts[place]) for place in range(count))
        fonts = list(filter(None, map(self._read, patterns)))
        # Of a variable font the one that it is without being asked is listed, too.
        varying = {(font.path, font.index) for font, _ in fonts if font.is_variable}
        wanted = (
            (font, characters)
            for font, characters in fonts
            if font.is_variable or (font.path, font.index) not in varying
        )
        self.fonts = sorted(wanted, key=lambda pair: repr(pair[0]))

    def having(self, text: str, characters: Any) -> str:
        """Return those of some characters that a set of fontconfig's has."""
        return "".join(each for each in text if self._fc.FcCharSetHasChar(characters, ord(each)))

    def _read(self, pattern: ctypes.c_void_p) -> tuple[SystemFont, Any] | None:
        """Read a font; None for one that no plain text is set in."""
        index = self._number(pattern, b"index", 0)
        is_variable = bool(self._number(pattern, b"variable", 0, "FcPatternGetBool"))
        file, families = self._texts(pattern, b"file"), self._texts(pattern, b"family")
        characters = ctypes.c_void_p()
        self._fc.FcPatternGetCharSet(pattern, b"charset", 0, ctypes.byref(characters))
        is_plain = self._number(pattern, b"width", _NORMAL_WIDTH) == _NORMAL_WIDTH and self._number(
            pattern, b"scalable", 1, "FcPatternGetBool"
        )
        if not (is_plain and file and families and characters) or index >= _INSTANCE:
            return None
        weight = self._number(pattern, b"weight", _REGULAR)
        css = min(_WEIGHTS, key=lambda pair: abs(pair[0] - weight))[1]
        is_slanted = self._number(pattern, b"slant", 0) != 0
        return SystemFont(families, Path(file[0]), index, css, is_variable, is_slanted), characters

    def _number(
        self, pattern: ctypes.c_void_p, name: bytes, otherwise: int, how: str = "FcPatternGetInteger"
    ) -> int:
        """Return a number of a font; `otherwise` where it has none, or a range of them."""
        value = ctypes.c_int(otherwise)
        is_there = getattr(self._fc, how)(pattern, name, 0, ctypes.byref(value)) == 0
        return value.value if is_there else otherwise

    def _texts(self, pattern: ctypes.c_void_p, name: bytes) -> tuple[str, ...]:
        found: list[str] = []
        value = ctypes.c_char_p()
        while self._fc.FcPatternGetString(pattern, name, len(found), ctypes.byref(value)) == 0:
            found.append((value.value or b"").decode("utf-8", "replace"))
        return tuple(found)


def _listed_if_any() -> _Listed | None:
    try:
        return _listed()
    except SystemPartMissing:
        return None


@functools.cache
def _listed() -> _Listed:
    """List the fonts once: with the file that the engines are started with, where they read one."""
    fc = _library()
    if not sys.platform.startswith("linux"):
        return _Listed(fc, ctypes.c_void_p(fc.FcInitLoadConfigAndFonts()))
    with tempfile.TemporaryDirectory(prefix="carousel-") as folder:
        return _Listed(fc, _loaded(fc, write_print_config(Path(folder))))


def _library() -> ctypes.CDLL:
    for name in LIBRARIES:
        try:
            fc = ctypes.CDLL(name)
        except OSError:
            continue
        for creator in _CREATORS:
            getattr(fc, creator).restype = ctypes.c_void_p
        fc.FcFontList.restype = ctypes.POINTER(_FontSet)
        return fc
    raise SystemPartMissing(f"{LIBRARIES[0]} cannot be loaded.")


def _loaded(fc: ctypes.CDLL, config: Path) -> ctypes.c_void_p:
    settings = ctypes.c_void_p(fc.FcConfigCreate())
    fc.FcConfigParseAndLoad(settings, str(config).encode(), 1)
    fc.FcConfigBuildFonts(settings)
    return settings


def _fonts_with(fc: ctypes.CDLL, settings: ctypes.c_void_p, text: Iterable[str]) -> int:
    """Count the fonts that have every character of `text`."""
    pattern, characters, objects = (
        ctypes.c_void_p(create()) for create in (fc.FcPatternCreate, fc.FcCharSetCreate, fc.FcObjectSetCreate)
    )
    for character in text:
        fc.FcCharSetAddChar(characters, ctypes.c_uint32(ord(character)))
    fc.FcPatternAddCharSet(pattern, b"charset", characters)
    fonts = fc.FcFontList(settings, pattern, objects)
    count = int(fonts.contents.nfont) if fonts else 0
    if fonts:
        fc.FcFontSetDestroy(fonts)
    fc.FcObjectSetDestroy(objects)
    fc.FcCharSetDestroy(characters)
    fc.FcPatternDestroy(pattern)
    return count
