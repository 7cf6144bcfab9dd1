"""Joined letters are read as they were written, though their glyphs are parts that others share."""

from __future__ import annotations

import pypdfium2
import pytest
from own_fonts import own_fonts

from carousel_html.frozen import Color, Element, Frozen, FrozenSlide, TextLine
from carousel_html.pdf.finish import NOTHING, Cluster
from carousel_html.pdf.printer import Printer

pytestmark = pytest.mark.slow

WORDS = {
    "arabic": ("هنا وبركاته بيت نبت تين ثبت", True),
    "devanagari": ("परीक्षण नमस्ते लिखते हैं", False),
    "thai": ("อีกครั้ง นี่คือที่", False),
}


@pytest.mark.parametrize("script", WORDS)
def test_every_letter_of_a_line_is_in_the_pdf(script: str, printer: Printer):
    """As often as it was written; readers turn right-to-left lines round, each in its own way."""
    text, is_rtl = WORDS[script]
    line = TextLine(text, 10, 60, 380, 30, Color(0, 0, 0), "face", is_rtl=is_rtl)
    slide = FrozenSlide("a", (), Element("section", (Element("p", (line,)),)))
    font = own_fonts()[f"own/{script}.ttf"]
    pdf = printer.print_pdf(Frozen(400, 100, "a", "", "en", (slide,), {"face": font}, {})).result()
    found = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert sorted("".join(found.split()).replace(NOTHING, "")) == sorted(text.replace(" ", ""))


def test_glyphs_of_a_cluster_share_its_letters():
    """One each where there are as many; else the first that is read stands for all."""
    assert Cluster((5, 6), "ab", is_rtl=False).texts() == ["a", "b"]
    assert Cluster((5, 6), "ab", is_rtl=True).texts() == ["b", "a"]
    assert Cluster((5, 6), "a", is_rtl=False).texts() == ["a", NOTHING]
    assert Cluster((5, 6), "a", is_rtl=True).texts() == [NOTHING, "a"]
    assert Cluster((5,), "ab", is_rtl=False).texts() == ["ab"]


def test_a_cluster_is_said_when_every_glyph_says_its_part():
    """One glyph that says something else is enough to need a mark."""
    cluster = Cluster((5, 6), "a", is_rtl=False)
    assert cluster.is_said({5: "a", 6: NOTHING})
    assert not cluster.is_said({5: "b", 6: NOTHING})
