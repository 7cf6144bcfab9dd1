"""
Read from a font file what is asked of it often, fast: which characters it has, how far they reach.

Knows the table directory and `cmap` formats 4 and 12 (OpenType 1.9, which every font of the last
twenty years carries one of); leaves packed and unusual files to fontTools. Knows no CSS.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from io import BytesIO

_UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""(platform, encoding) of `cmap` subtables in the order of preference, as fontTools has it."""


def tables(body: bytes) -> dict[str, memoryview]:
    """Return the tables of a TTF or OTF file by tag; empty when it is neither."""
    if body[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
        return {}
    (count,) = struct.unpack_from(">H", body, 4)
    view, found = memoryview(body), {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack_from(">4sLLL", body, at)
        found[tag.decode("latin-1")] = view[offset : offset + length]
    return found


def characters(body: bytes) -> frozenset[int]:
    """Return the code points that a font has a glyph for."""
    cmap = tables(body).get("cmap")
    found = _best(cmap) if cmap is not None else None
    return _by_fonttools(body) if found is None else found


def may_embed(body: bytes) -> bool:
    """Say whether a font's licence bits let a subset of it into a PDF (OS/2 fsType, OpenType 1.9).

    Usage 2 alone is "restricted"; bit 8 forbids subsets, bit 9 allows bitmaps only.
    """
    table = tables(body).get("OS/2")
    if table is None or len(table) < 10:
        return True
    (bits,) = struct.unpack_from(">H", table, 8)
    return bits & 0xF != 2 and not bits & 0x300


def _best(cmap: memoryview) -> frozenset[int] | None:
    (count,) = struct.unpack_from(">H", cmap, 2)
    offsets = {}
    for at in range(4, 4 + 8 * count, 8):
        platform, encoding, offset = struct.unpack_from(">HHL", cmap, at)
        offsets[platform, encoding] = offset
    for kind in _UNICODE_TABLES:
        if kind in offsets:
            table = cmap[offsets[kind] :]
            (form,) = struct.unpack_from(">H", table)
            reader = {4: _format_4, 12: _format_12}.get(form)
            return frozenset(reader(table)) if reader else None
    return None


def _format_4(table: memoryview) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", table, 6)
    ends, starts, deltas, offsets = (
        _numbers(table, at, doubled) for at in (14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled)
    )
    for segment, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if start > end or start == 0xFFFF:
            continue
        if not offsets[segment]:
            zero = -deltas[segment] & 0xFFFF
            yield from (code for code in range(start, end + 1) if code != zero)
            continue
        at = 16 + 3 * doubled + 2 * segment + offsets[segment]
        glyphs = _numbers(table, at, 2 * (end - start + 1))
        yield from (code for code, glyph in zip(range(start, end + 1), glyphs, strict=False) if glyph)


def _format_12(table: memoryview) -> Iterator[int]:
    (count,) = struct.unpack_from(">L", table, 12)
    for start, end, glyph in struct.iter_unpack(">LLL", table[16 : 16 + 12 * count]):
        yield from range(start + (glyph == 0), end + 1)


def _numbers(table: memoryview, at: int, length: int) -> array[int]:
    numbers = array("H", bytes(table[at : at + length]))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _by_fonttools(body: bytes) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(body), lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def ink(body: bytes, place: dict[str, float], text: str) -> tuple[float, float]:
    """Return how far (em) the letters of a text reach above and below the baseline.

    Of a variable font at a place on its axes, and of the glyphs that `cmap` names: what features put in their
    stead is not looked at.
    """
    from fontTools.pens.boundsPen import ControlBoundsPen
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(body), lazy=True) as font:
        named = font.getBestCmap() or {}
        glyphs = font.getGlyphSet(location=place)
        pen = ControlBoundsPen(glyphs)
        for code in sorted({ord(char) for char in text} & named.keys()):
            glyphs[named[code]].draw(pen)
        _, bottom, _, top = pen.bounds or (0, 0, 0, 0)
        return top / font["head"].unitsPerEm, -bottom / font["head"].unitsPerEm


def unpacked(body: bytes) -> bytes:
    """Return a font as TTF or OTF bytes, whatever it is packed in (WOFF, WOFF2)."""
    if body[:4] not in (b"wOFF", b"wOF2"):
        return body
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(body), recalcTimestamp=False) as font:
        font.flavor = None
        out = BytesIO()
        font.save(out)
    return out.getvalue()


def still(body: bytes, place: dict[str, float], text: str) -> bytes:
    """Return a variable font as a plain one at a place on its axes, cut to what `text` needs.

    Axes that `place` does not name stay at their default; values are held within each axis.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    with TTFont(BytesIO(body), recalcTimestamp=False) as font:
        cutter = Subsetter(Options(layout_features=["*"], notdef_outline=True))
        cutter.populate(text=text)
        cutter.subset(font)
        limits = {
            axis.axisTag: min(max(place.get(axis.axisTag, axis.defaultValue), axis.minValue), axis.maxValue)
            for axis in font["fvar"].axes
        }
        instantiateVariableFont(font, limits, inplace=True)
        out = BytesIO()
        font.save(out)
    return out.getvalue()
