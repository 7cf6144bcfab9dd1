"""
Take fonts that a style sheet of one's own names, and only this machine has, into the document.

Designers install their fonts. Named like any other, such a font would be the browser's affair, and its words
pictures in the PDF: as faces of the document they are glyphs. Of large fonts only the letters are taken that
the document may need. Knows fonts of the machine by their names; reads no style sheet.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from html import unescape

from carousel_html.compose.assets import Assets
from carousel_html.compose.cutting import cut_font
from carousel_html.css_text import quoted
from carousel_html.system_fonts import SystemFont, fonts_named

LARGE = 2_000_000
"""Of files with more bytes only some letters are taken: those of Chinese, Japanese and Korean have 20 MB."""

COLLECTION = b"ttcf"


def installed_faces(names: Iterable[str], text: str, assets: Assets) -> str:
    """Return `@font-face` rules for the families of these names that this machine has, and add their files.

    Args:
        names: families that no `@font-face` declares.
        text: whatever may be seen of the document, its style sheet included.
        assets: receives the files.
    """
    fonts = [(name, font) for name in dict.fromkeys(names) for font in fonts_named(name)]
    letters = _letters(text) if fonts else ""
    return "".join(_rule(name, font, letters, assets) for name, font in fonts)


def _letters(text: str) -> str:
    """Return the characters a document may show: both cases of each, and what lists and cuts write."""
    seen = set(unescape(text)) | set(map(chr, range(0x20, 0x180))) | set(map(chr, range(0x2010, 0x2040)))
    return "".join(sorted({case for char in seen for case in (char, *char.upper(), *char.lower())}))


def _rule(family: str, font: SystemFont, letters: str, assets: Assets) -> str:
    try:
        body = _body(font, letters, font.path.stat().st_mtime_ns)
    except (OSError, RuntimeError):
        return ""  # It is broken, or was taken away: the browser says so in its own way.
    kind = "otf" if body[:4] == b"OTTO" else "ttf"
    address = f"installed/{hashlib.sha256(body).hexdigest()[:24]}.{kind}"
    assets.made(address, f"font/{kind}", body)
    weight = "100 900" if font.is_variable else font.weight
    style = "italic" if font.is_slanted else "normal"
    return (
        f'@font-face {{ font-family: "{quoted(family)}"; font-weight: {weight}; font-style: {style}; '
        f'font-display: block; src: url("{address}"); }}\n'
    )


@functools.lru_cache(maxsize=32)
def _body(font: SystemFont, letters: str, _changed: int) -> bytes:
    body = font.path.read_bytes()
    if len(body) > LARGE:
        return cut_font(font, letters)
    return cut_font(font) if body[:4] == COLLECTION else body
