"""
Make the fonts a designer might bring: a packed web font, one cut in two by range, a variable one.

All are cut from Inter, so that a test sees at once which of them was drawn. Knows fontTools only.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.colorLib.builder import buildCOLR, buildCPAL
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

FONTS = Path(__file__).parent.parent / "fonts"
SERIF = FONTS / "source-serif-4" / "SourceSerif4-400.ttf"
INTER = FONTS / "inter" / "Inter-400.ttf"
TIGHT = FONTS / "inter-tight" / "InterTight-700.ttf"

CSS = """
@font-face { font-family: "Packed"; src: url("own/packed.woff2") format("woff2") }
@font-face { font-family: "Halves"; src: url("own/letters.ttf");
  unicode-range: U+20-2F, U+3A-17F, U+2000-206F }
@font-face { font-family: "Halves"; src: url("own/digits.ttf"); unicode-range: U+30-39 }
@font-face { font-family: "Blocks"; src: url("own/variable.ttf"); font-weight: 100 900 }
@font-face { font-family: "Bound"; src: url("own/bound.ttf") }
@font-face { font-family: "Hebrew"; src: url("own/hebrew.ttf") }
@font-face { font-family: "Arabic"; src: url("own/arabic.ttf") }
@font-face { font-family: "Devanagari"; src: url("own/devanagari.ttf") }
@font-face { font-family: "Thai"; src: url("own/thai.ttf") }
@font-face { font-family: "Marks"; src: url("own/marks.ttf") }
@font-face { font-family: "Coloured"; src: url("own/coloured.ttf") }
@font-face { font-family: "Widths"; font-stretch: 75%; src: url("fonts/source-serif-4/SourceSerif4-400.ttf") }
@font-face { font-family: "Widths"; font-stretch: 100%; src: url("fonts/inter/Inter-400.ttf") }
@font-face { font-family: "Larger"; size-adjust: 120%; ascent-override: 80%;
  src: url("fonts/source-serif-4/SourceSerif4-400.ttf") }
@font-face { font-family: "Old Figures"; font-feature-settings: "onum";
  src: url("fonts/source-serif-4/SourceSerif4-400.ttf") }
@font-face { font-family: "Set Blocks"; src: url("own/variable.ttf"); font-weight: 100 900;
  font-variation-settings: "wght" 800 }
"""
SCRIPTS = {
    "own/hebrew.ttf": "heebo/Heebo-400.ttf",
    "own/arabic.ttf": "noto-sans-arabic/NotoSansArabic-400.ttf",
    "own/devanagari.ttf": "noto-sans-devanagari/NotoSansDevanagari-400.ttf",
    "own/thai.ttf": "noto-sans-thai/NotoSansThai-400.ttf",
    "own/marks.ttf": "pt-serif/PTSerif-400.ttf",
}


@functools.cache
def own_fonts() -> dict[str, bytes]:
    """Return the font files by asset key."""
    return {
        "own/packed.woff2": _saved(_cut(SERIF, range(0x20, 0x180)), flavor="woff2"),
        "own/letters.ttf": _saved(_cut(INTER, (*range(0x20, 0x30), *range(0x3A, 0x180)))),
        "own/digits.ttf": _saved(_cut(TIGHT, range(0x30, 0x3A))),
        "own/variable.ttf": _variable(),
        "own/bound.ttf": _bound(),
        "own/coloured.ttf": _coloured(),
    } | {key: (FONTS / path).read_bytes() for key, path in SCRIPTS.items()}


def _cut(path: Path, codes: Iterable[int]) -> TTFont:
    font = TTFont(path)
    cutter = Subsetter(Options(layout_features=["*"], hinting=False))
    cutter.populate(unicodes=[*codes, *range(0x2010, 0x2027)])
    cutter.subset(font)
    return font


def _saved(font: Any, flavor: str | None = None) -> bytes:
    out = BytesIO()
    font.flavor = flavor
    font.save(out)
    return out.getvalue()


def _bound() -> bytes:
    """Return a font whose licence bits keep it out of any document."""
    font = _cut(SERIF, range(0x20, 0x7F))
    font["OS/2"].fsType = 2
    return _saved(font)


def _coloured() -> bytes:
    """Return a font whose O and s have colours."""
    font = _cut(SERIF, range(0x20, 0x7F))
    font["COLR"] = buildCOLR({"O": [("O", 0)], "s": [("s", 1)]})
    font["CPAL"] = buildCPAL([[(1, 0, 0, 1), (0, 0, 1, 1)]])
    return _saved(font)


def _variable() -> bytes:
    """Return Inter with a weight axis that stretches its letters upwards: a look nobody mistakes."""
    font = _cut(INTER, range(0x20, 0x7F))
    del font["GPOS"]
    glyf, shapes = font["glyf"], font.getGlyphSet()
    variations = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        whole = DecomposingRecordingPen(shapes)
        shapes[name].draw(whole)
        whole.replay(pen)
        glyf[name] = pen.glyph()
        points = list(getattr(glyf[name], "coordinates", ()))
        up = [(0, round(0.3 * y)) for _, y in points] + [(0, 0)] * 4
        down = [(0, round(-0.2 * y)) for _, y in points] + [(0, 0)] * 4
        variations[name] = [
            TupleVariation({"wght": (0, 1, 1)}, up), TupleVariation({"wght": (-1, -1, 0)}, down),
        ]  # fmt: skip
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    builder.setupGvar(variations)
    return _saved(font)


@functools.cache
def ideographs() -> bytes:
    """Return a font of square blocks for kana, ideographs and their punctuation, as wide as they are."""
    codes = [*range(0x3000, 0x3100), *range(0x4E00, 0x9FB0), *range(0xFF00, 0xFF60)]
    pen = TTGlyphPen(None)
    for x, y in ((80, 0), (80, 800), (920, 800), (920, 0)):
        (pen.lineTo if pen.points else pen.moveTo)((x, y))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "block"])
    builder.setupCharacterMap(dict.fromkeys(codes, "block"))
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({".notdef": empty, "block": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "block": (1000, 80)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Ideographs", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    return _saved(builder.font)
