"""
Ask fontconfig which characters the fonts of this machine can draw.

Knows libfontconfig, by way of ctypes. Does not know which fonts are ours, nor what a document needs. Only on
Linux do the engines take their fonts from fontconfig; elsewhere nobody should ask.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from pathlib import Path

from carousel_html.errors import SystemPartMissing

LIBRARY = "libfontconfig.so.1"


class _FontSet(ctypes.Structure):
    _fields_ = (("nfont", ctypes.c_int), ("sfont", ctypes.c_int), ("fonts", ctypes.c_void_p))


def characters_with_fonts(wanted: Mapping[str, str], config: Path) -> dict[str, bool]:
    """Say for each name of `wanted` whether one font has all the characters given for it.

    Args:
        wanted: a name, and the characters that stand for it: `{"Thai": "กข"}`.
        config: the fontconfig file to go by.

    Raises:
        SystemPartMissing: fontconfig itself is missing.
    """
    try:
        fc = ctypes.CDLL(LIBRARY)
    except OSError as error:
        raise SystemPartMissing(f"{LIBRARY} cannot be loaded.") from error
    for creator in ("FcConfigCreate", "FcPatternCreate", "FcCharSetCreate", "FcObjectSetCreate"):
        getattr(fc, creator).restype = ctypes.c_void_p
    fc.FcFontList.restype = ctypes.POINTER(_FontSet)
    settings = ctypes.c_void_p(fc.FcConfigCreate())
    fc.FcConfigParseAndLoad(settings, str(config).encode(), 1)
    fc.FcConfigBuildFonts(settings)
    found = {name: _fonts_with(fc, settings, text) > 0 for name, text in wanted.items()}
    fc.FcConfigDestroy(settings)
    return found


def _fonts_with(fc: ctypes.CDLL, settings: ctypes.c_void_p, text: str) -> int:
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
