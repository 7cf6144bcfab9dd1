"""
Make the fonts of a machine whose user writes in other scripts than Latin, and put them where fonts are found.

Each letter is one of Inter's, made square, so that a line of them looks like writing and no test needs a font
of ten megabytes. Knows fontTools, and how this program lists the machine's fonts.
"""

from __future__ import annotations

import functools
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from carousel_html import fontconfig, system_fonts

INTER = Path(__file__).parent.parent / "fonts/inter"
STYLES = {"Regular": (INTER / "Inter-400.ttf", 400), "Bold": (INTER / "Inter-600.ttf", 700)}
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabdehkmnpqu"
OPENING, CLOSING = "「（", "、。」）"
"""Signs of which half is empty; what stands beside another is set half as wide (`halt`, OpenType 1.9)."""


def put(folder: Path, family: str, letters: str, styles: tuple[str, ...] = tuple(STYLES)) -> None:
    """Write the fonts of one family, with these letters and a space, into a folder."""
    for style in styles:
        (folder / f"{family}-{style}.ttf").write_bytes(_font(family, style, letters))


def have_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine have the fonts of a folder, and no others."""
    monkeypatch.setattr(fontconfig, "SYSTEM_FONTS", (str(folder),))
    monkeypatch.setattr(system_fonts, "_listed", functools.cache(system_fonts._listed.__wrapped__))


@functools.cache
def _font(family: str, style: str, letters: str) -> bytes:
    path, weight = STYLES[style]
    codes = sorted({ord(letter) for letter in letters if not letter.isspace()})
    names = {code: f"u{code:04X}" for code in codes}
    glyphs = {".notdef": TTGlyphPen(None).glyph(), "space": TTGlyphPen(None).glyph()}
    with TTFont(path) as source:
        for place, code in enumerate(codes):
            glyphs[names[code]] = _square(source, LETTERS[place % len(LETTERS)])
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({32: "space", **names})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (250 if name == "space" else 1000, 0) for name in glyphs})
    builder.setupHorizontalHeader(ascent=1160, descent=-288)
    builder.setupNameTable({"familyName": family, "styleName": style})
    selection = 0x20 if style == "Bold" else 0x40
    builder.setupOS2(usWeightClass=weight, fsSelection=selection, sTypoAscender=880, sTypoDescender=-120)
    builder.font["head"].macStyle = int(style == "Bold")
    builder.setupPost()
    _add_halves(builder.font, {chr(code): name for code, name in names.items()})
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


def _square(source: TTFont, letter: str) -> Any:
    """Return a letter of another font in a square of 1000 units."""
    shapes, name = source.getGlyphSet(), source.getBestCmap()[ord(letter)]
    whole, pen = DecomposingRecordingPen(shapes), TTGlyphPen(None)
    shapes[name].draw(whole)
    across, up = 900 / shapes[name].width, 1000 / source["head"].unitsPerEm
    whole.replay(TransformPen(pen, (across, 0, 0, up, 50, 0)))
    return pen.glyph()


def _add_halves(font: TTFont, names: dict[str, str]) -> None:
    shifts = {**dict.fromkeys(OPENING, -500), **dict.fromkeys(CLOSING, 0)}
    rules = [f"pos {names[sign]} <{shift} 0 -500 0>;" for sign, shift in shifts.items() if sign in names]
    if rules:
        addOpenTypeFeaturesFromString(font, f"feature halt {{ {' '.join(rules)} }} halt;")
