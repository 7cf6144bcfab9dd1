"""What was written is read from a PDF, though glyphs are parts that letters share, or have two meanings."""

from __future__ import annotations

import pypdfium2
import pytest
from own_fonts import FONTS, INTER, own_fonts

from carousel_html.frozen import Color, Element, Frozen, FrozenSlide, TextLine
from carousel_html.pdf.meaning import NOTHING, Cluster
from carousel_html.pdf.printer import Printer

pytestmark = pytest.mark.slow

WORDS = {
    "arabic": ("هنا وبركاته بيت نبت تين ثبت", True),
    "devanagari": ("परीक्षण नमस्ते लिखते हैं", False),
    "thai": ("อีกครั้ง นี่คือที่", False),
}


def read_again(printer: Printer, font: bytes, *texts: str, is_rtl: bool = False) -> str:
    """Print lines in a font, and return what pdfium reads."""
    read: str = printed_page(printer, font, *((text, is_rtl) for text in texts)).get_text_range()
    return read


def printed_page(printer: Printer, font: bytes, *texts: tuple[str, bool]) -> pypdfium2.PdfTextPage:
    """Print lines in a font, each from the right or not, and return the page of words."""
    lines = tuple(
        TextLine(text, 10, 60 + 40 * place, 780, 30, Color(0, 0, 0), "face", is_rtl=is_rtl)
        for place, (text, is_rtl) in enumerate(texts)
    )
    slide = FrozenSlide("a", (), Element("section", tuple(Element("p", (line,)) for line in lines)))
    pdf = printer.print_pdf(Frozen(800, 400, "a", "", "en", (slide,), {"face": font}, {})).result()
    return pypdfium2.PdfDocument(pdf)[0].get_textpage()


@pytest.mark.parametrize("script", WORDS)
def test_every_letter_of_a_line_is_in_the_pdf(script: str, printer: Printer):
    """As often as it was written; readers turn right-to-left lines round, each in its own way."""
    text, is_rtl = WORDS[script]
    found = read_again(printer, own_fonts()[f"own/{script}.ttf"], text, is_rtl=is_rtl)
    assert sorted("".join(found.split()).replace(NOTHING, "")) == sorted(text.replace(" ", ""))


CODE = ("if a != b -> c => d:", "x <= y >= z === w !== v", "a <- b |> c :: d // e -- f ... g")


def test_the_signs_of_a_code_font_are_read_as_they_were_typed(printer: Printer):
    """JetBrains Mono draws the first of two or three characters with one empty glyph, whichever it is."""
    font = (FONTS / "jetbrains-mono/JetBrainsMono-400.ttf").read_bytes()
    assert read_again(printer, font, *CODE).split("\r\n") == list(CODE)


@pytest.mark.parametrize("texts", [("4 × 6", "10x20"), ("10x20", "4 × 6"), ("a × 10x20 x", "x")])
def test_a_glyph_with_two_meanings_has_that_of_its_place(printer: Printer, texts: tuple[str, ...]):
    """Inter draws an x between figures with the sign of ×, whichever of them comes first."""
    assert read_again(printer, INTER.read_bytes(), *texts).split("\r\n") == list(texts)


def test_a_bracket_stands_where_it_is_drawn(printer: Printer):
    """In a line to the right, though its glyph was first drawn in one to the left, for the other bracket."""
    font = INTER.read_bytes()
    page = printed_page(printer, font, ("()", True), ("back()", False))
    alone = printed_page(printer, font, ("one", False), ("back()", False))
    text = page.get_text_range()
    assert text.endswith("back()")
    assert sorted(text[: -len("back()")].strip()) == ["(", ")"]
    last, same = (each.get_charbox(each.count_chars() - 1) for each in (page, alone))
    assert last == pytest.approx(same, abs=0.1)


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
