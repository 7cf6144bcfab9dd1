"""
Make the face in which words are written that nobody is to see: each character is a block of its own.

Words inside a picture stay in the PDF to be found, selected and read aloud. In a system's font they would
differ from machine to machine, and what it lacks (emoji) would be `.notdef`, which means nothing and which
PDF/UA-1 forbids (7.21.8). Knows fonts; does not know where anything stands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from typing import Any

from carousel_html.frozen import Element, Frozen, TextLine
from carousel_html.letters import shaped_as

UNSEEN = "unseen"
"""The key of the face in `Frozen.fonts`."""

UNITS, ASCENT = 1000, 800
NARROW, WIDE = 500, 1000
EPOCH = 2_082_844_800  # 1970, in the seconds since 1904 that a font counts in.


def with_unseen_face(frozen: Frozen) -> Frozen:
    """Return the document with a face for its unseen lines, if it has any."""
    texts = {line.text for slide in frozen.slides for line in _unseen(slide.content)}
    if not texts:
        return frozen
    return replace(frozen, fonts={**frozen.fonts, UNSEEN: block_font(shaped_as("".join(texts)) | {" "})})


def letter_spacing(line: TextLine) -> float:
    """Return what (px) makes an unseen line about as wide as what it stands for.

    No more than readers take for a word's own: from 0.15 em on they read spaces between letters.
    """
    widths = [advance(char) * line.size / UNITS for char in line.text]
    spare = (line.width - sum(widths)) / max(1, len(widths))
    return max(-0.3 * line.size, min(0.1 * line.size, spare))


def advance(char: str) -> int:
    """Return how wide (of 1000) a character's block is."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn"):
        return 0
    is_wide = unicodedata.east_asian_width(char) in "WF"
    return WIDE if is_wide else NARROW


def block_font(characters: Iterable[str]) -> bytes:
    """Return a TrueType font with one block for each character.

    It is drawn transparent. Readers take a word of one letter that has no outline at all for nothing.
    """
    from fontTools.fontBuilder import FontBuilder

    names = {ord(char): f"u{ord(char):04X}" for char in sorted(characters)}
    order = [".notdef", *names.values()]
    builder = FontBuilder(UNITS, isTTF=True)
    builder.font.recalcTimestamp = False
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    widths = {".notdef": NARROW} | {name: advance(chr(code)) for code, name in names.items()}
    builder.setupGlyf({name: _block(width) for name, width in widths.items()})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=ASCENT - UNITS)
    builder.setupNameTable({"familyName": "Unseen", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=ASCENT - UNITS, usWinAscent=ASCENT)
    builder.setupPost()
    builder.setupHead(unitsPerEm=UNITS, created=EPOCH, modified=EPOCH)
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


def block_texts(font: bytes) -> dict[int, str]:
    """Return the character that each glyph of such a font is a block for."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(font)) as opened:
        return {opened.getGlyphID(name): chr(code) for code, name in opened.getBestCmap().items()}


def _block(width: int) -> Any:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    if width:
        pen.moveTo((0, 0))
        for corner in ((0, ASCENT), (width, ASCENT), (width, 0)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _unseen(part: Element | TextLine) -> Iterable[TextLine]:
    if isinstance(part, Element):
        for child in part.children:
            yield from _unseen(child)
    elif part.face is None:
        yield part
