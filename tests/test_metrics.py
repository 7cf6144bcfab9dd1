"""The baseline of a face is where HarfBuzz sees it."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from own_fonts import INTER

from carousel_html.pdf.metrics import USE_TYPO_METRICS, read_metrics

CASES = [
    ("the typographic pair where OS/2 says so", True, (900, -200), (800, -300), 0.8, 0.3),
    ("the hhea pair otherwise", False, (900, -200), (800, -300), 0.9, 0.2),
    ("the typographic pair where hhea is empty", False, (0, 0), (800, -300), 0.8, 0.3),
    ("Windows' pair when all else is empty", False, (0, 0), (0, 0), 1.0, 0.5),
]


@pytest.mark.parametrize(
    ("use_typo", "hhea", "typo", "ascent", "descent"),
    [each[1:] for each in CASES],
    ids=[each[0] for each in CASES],
)
def test_the_pair_is_chosen_by_rule(
    use_typo: bool, hhea: tuple[int, int], typo: tuple[int, int], ascent: float, descent: float
):
    """hb_font_get_h_extents, case by case."""
    font = TTFont(INTER)
    em = font["head"].unitsPerEm / 1000
    font["hhea"].ascent, font["hhea"].descent = (round(each * em) for each in hhea)
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender = (round(each * em) for each in typo)
    os2.usWinAscent, os2.usWinDescent = round(1000 * em), round(500 * em)
    os2.fsSelection = USE_TYPO_METRICS if use_typo else 0
    body = BytesIO()
    font.save(body)
    found = read_metrics(body.getvalue())
    assert (found.ascent, found.descent) == pytest.approx((ascent, descent), abs=0.001)
