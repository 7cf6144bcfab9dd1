"""
Read where a font has its baseline, as HarfBuzz and so Pango see it.

Knows the font tables; does not know lines or places.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

USE_TYPO_METRICS = 1 << 7
"""OS/2 fsSelection bit 7 (OpenType specification)."""


@dataclass(frozen=True)
class Metrics:
    """Ascent and descent of a face, in em; descent is positive downwards."""

    ascent: float
    descent: float


def read_metrics(font: bytes) -> Metrics:
    """Return a face's ascent and descent by the rule of `hb_font_get_h_extents`.

    Typographic metrics when OS/2 says so, else `hhea`, else typographic, else Windows'.
    """
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(font), lazy=True) as opened:
        units = opened["head"].unitsPerEm
        hhea, os2 = opened["hhea"], opened.get("OS/2")
        typo = os2 and (os2.sTypoAscender, os2.sTypoDescender)
        if os2 and os2.fsSelection & USE_TYPO_METRICS and any(typo):
            ascent, descent = typo
        elif hhea.ascent or hhea.descent:
            ascent, descent = hhea.ascent, hhea.descent
        elif typo and any(typo):
            ascent, descent = typo
        else:
            ascent, descent = os2.usWinAscent, -os2.usWinDescent
    return Metrics(ascent / units, -descent / units)
