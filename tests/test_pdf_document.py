"""The PDF is a good document: tagged, whole, small, the same every time, and opens without a word."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from own_fonts import INTER, SERIF, own_fonts
from pdf_ua import faults

from carousel_html.frozen import Box, Color, Element, Frozen, FrozenSlide, Image, Picture, Rect, TextLine
from carousel_html.pdf.printer import Printer

HREF = "https://example.com/a/very/long/address?with=a%20query&and=more#part"


def line(text: str, y: float, face: str | None = "inter") -> TextLine:
    """Return a line of text at a height."""
    return TextLine(text, 40, y, 200, 24, Color(20, 20, 20), face, face is not None)


def png() -> bytes:
    """Return a small picture."""
    import io

    from PIL import Image as Pillow

    out = io.BytesIO()
    Pillow.linear_gradient("L").convert("RGB").save(out, format="PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def frozen() -> Frozen:
    """Two slides with one of everything that a slide means."""
    first = Element(
        "section",
        (
            Element("h1", (line("A heading", 60),)),
            Element(
                "p",
                (
                    line("Words and ", 100),
                    Element("a", (line("a link", 130),), href=HREF, rect=Rect(40, 110, 90, 30)),
                ),
            ),
            Element("ul", (Element("li", (line("one", 160),)), Element("li", (line("two", 190),)))),
            Element("img", alt="A grey ramp", rect=Rect(40, 200, 100, 50)),
            Element("blockquote", (Element("p", (line("Quoted", 280),), language="fr"),)),
        ),
    )
    second = Element(
        "section",
        (
            Element("h2", (line("More", 60, "serif"),)),
            line("behind a picture 🧵", 100, None),
            line("x", 140, None),
        ),
    )
    painting = (Box(Rect(0, 0, 400, 300), Color(250, 250, 240)), Picture(Rect(40, 200, 100, 50), "ramp"))
    return Frozen(
        400, 300, "Title of it", "An author", "en",
        (FrozenSlide("First slide", painting, first), FrozenSlide("Second slide", painting, second)),
        {"inter": INTER.read_bytes(), "serif": SERIF.read_bytes()}, {"ramp": Image("image/png", png())},
    )  # fmt: skip


@pytest.fixture(scope="module")
def pdf(frozen: Frozen, printer: Printer) -> bytes:
    """The two slides, printed."""
    return printer.print_pdf(frozen).result()


@pytest.fixture(scope="module")
def objects(pdf: bytes) -> str:
    """Every object of the PDF as text, object streams unpacked."""
    parts = [pdf.decode("latin-1")]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(packed).decode("latin-1"))
        except zlib.error:
            continue
    return "\n".join(parts)


def structure(pdf: bytes, page: int) -> list[str]:
    """Return the tags of a page in reading order, indented by depth."""
    opened = pypdfium2.PdfDocument(pdf)
    held = opened[page]
    tree = pdfium.FPDF_StructTree_GetForPage(held.raw)
    found: list[str] = []

    def visit(element: object, depth: int) -> None:
        size = pdfium.FPDF_StructElement_GetType(element, None, 0)
        buffer = (pdfium.c_char * size)()
        pdfium.FPDF_StructElement_GetType(element, buffer, size)
        found.append("  " * depth + bytes(buffer).decode("utf-16-le").rstrip("\0"))
        for i in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
            if child:
                visit(child, depth + 1)

    for i in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        visit(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), 0)
    pdfium.FPDF_StructTree_Close(tree)
    return found


def test_it_has_title_author_and_language(pdf: bytes, objects: str):
    """A reader's window shows the title, a screen reader speaks the language."""
    opened = pypdfium2.PdfDocument(pdf)
    assert opened.get_metadata_dict(skip_empty=True)["Title"] == "Title of it"
    assert opened.get_metadata_dict()["Author"] == "An author"
    assert "/Lang (en)" in objects
    assert "/DisplayDocTitle true" in objects


def test_it_is_tagged_in_reading_order(pdf: bytes):
    """Headings, paragraphs, links, lists, figures and quotations, in the order they are read."""
    tags = [tag.strip() for tag in structure(pdf, 0)]
    wanted = ["H1", "P", "Link", "L", "LI", "LI", "Figure", "BlockQuote", "P"]
    assert [tag for tag in tags if tag in wanted] == wanted


def test_figures_have_alternative_text(objects: str):
    """A picture that means something says so."""
    assert "/Alt (A grey ramp)" in objects


def test_an_image_stands_straight_on_its_page(objects: str):
    """In no transparency group, for which a reader would draw a page more."""
    assert "/Subtype /Image" in objects
    assert "/Transparency" not in objects


def test_it_says_that_it_is_accessible(objects: str):
    """PDF/UA-1 in its metadata, marked, with tabs in the order of the tags."""
    assert "/Marked true" in objects
    assert 'pdfuaid:part="1"' in objects or "<pdfuaid:part>1" in objects
    assert objects.count("/Tabs /S") >= 1


def test_every_slide_has_a_bookmark(pdf: bytes):
    """Named after the slide, and leading to its page."""
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in pypdfium2.PdfDocument(pdf).get_toc()]
    assert marks == [("First slide", 0), ("Second slide", 1)]


def test_a_link_is_whole_and_where_its_words_are(pdf: bytes, objects: str):
    """No character of the address is lost, and the area is the one measured."""
    page = pypdfium2.PdfDocument(pdf)[0]
    place = pdfium.c_int(0)
    link = pdfium.FPDF_LINK()
    assert pdfium.FPDFLink_Enumerate(page.raw, place, link)
    rect = pdfium.FS_RECTF()
    pdfium.FPDFLink_GetAnnotRect(link, rect)
    across = [rect.left / 0.75, rect.right / 0.75]
    down = sorted([300 - rect.top / 0.75, 300 - rect.bottom / 0.75])
    assert across + down == pytest.approx([40, 130, 110, 140], abs=0.1)
    assert f"/URI ({HREF})" in objects


def test_links_belong_to_the_structure(objects: str):
    """Each area has its place in the tree of tags, says where it leads, and lies on the page."""
    links = re.findall(r"<<[^\n]*/Subtype /Link.*?/StructParent \d+", objects, re.DOTALL)
    assert len(links) == objects.count("/Subtype /Link") > 0
    for link in links:
        assert HREF in link
        left, _, right, _ = map(float, re.findall(r"/Rect \[([^\]]*)\]", link)[0].split())
        assert 0 <= left < right <= 300


def test_a_list_is_a_list_of_items(pdf: bytes):
    """Items hold their words in a body, as PDF/UA asks."""
    tags = structure(pdf, 0)
    assert [tag for tag in tags if tag.strip() in ("L", "LI", "LBody")] == [
        "    L", "      LI", "        LBody", "      LI", "        LBody",
    ]  # fmt: skip


def test_fonts_are_embedded_subsets(pdf: bytes, objects: str):
    """Only the letters used, as outlines; never Type 3."""
    assert "/Type3" not in objects
    names = set(re.findall(r"/BaseFont /(\S+)", objects))
    assert names
    assert all(re.match(r"[A-Z]{6}\+", name) for name in names), names
    assert len(pdf) < 60_000


@pytest.mark.slow
def test_a_variable_font_is_printed_like_any_other(printer: Printer, frozen: Frozen):
    """Its instance is a plain font by then."""
    from dataclasses import replace

    from carousel_html.font_tables import still

    body = still(own_fonts()["own/variable.ttf"], {"wght": 800}, "A heading")
    slide = FrozenSlide("One", (), Element("section", (Element("h1", (line("A heading", 60, "v"),)),)))
    made = printer.print_pdf(replace(frozen, slides=(slide,), fonts={"v": body})).result()
    assert pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range() == "A heading"


def test_the_words_can_be_taken_out_in_order(pdf: bytes):
    """What is behind a picture, too."""
    opened = pypdfium2.PdfDocument(pdf)
    words = [" ".join(page.get_textpage().get_text_range().split()) for page in opened]
    assert words == ["A heading Words and a link one two Quoted", "More behind a picture 🧵 x"]


def test_the_same_places_give_the_same_bytes(frozen: Frozen, pdf: bytes, printer: Printer):
    """No date, no random name."""
    assert printer.print_pdf(frozen).result() == pdf


def test_it_breaks_no_rule_of_pdf_ua(pdf: bytes):
    """Whatever of PDF/UA-1 a machine can check, by the numbers of the Matterhorn Protocol."""
    assert faults(pdf) == []


def _first(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Dictionary:
    return next(
        each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == kind
    )


BREACHES: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "06-002": lambda pdf: setattr(pdf.Root, "Metadata", pdf.make_stream(b"<x/>")),
    "07-001": lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
    "11-006": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "01-003": lambda pdf: _painted(pdf, b"/Artifact BMC /P <</MCID 99>> BDC EMC EMC"),
    "01-005": lambda pdf: _painted(pdf, b"0 0 9 9 re f"),
    "01-006": lambda pdf: _painted(pdf, b"/P <</MCID 99>> BDC 0 0 9 9 re f EMC"),
    "02-001": lambda pdf: setattr(_first(pdf, "/P"), "S", pikepdf.Name("/Card")),
    "09-004": lambda pdf: setattr(_first(pdf, "/LBody"), "S", pikepdf.Name("/P")),
    "13-004": lambda pdf: _first(pdf, "/Figure").__delitem__("/Alt"),
    "14-002": lambda pdf: setattr(_first(pdf, "/H1"), "S", pikepdf.Name("/H2")),
    "14-003": lambda pdf: setattr(_first(pdf, "/H2"), "S", pikepdf.Name("/H4")),
    "28-008": lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"),
    "28-011": lambda pdf: setattr(_first(pdf, "/Link"), "S", pikepdf.Name("/Span")),
    "28-012": lambda pdf: pdf.pages[0].Annots[0].__delitem__("/Contents"),
    "31-030": lambda pdf: _painted(pdf, b"/Span <</MCID 0>> BDC [<0000>] TJ EMC"),
}


def _painted(pdf: pikepdf.Pdf, operators: bytes) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(operators))


@pytest.mark.parametrize("rule", BREACHES)
def test_a_breach_is_found(rule: str, pdf: bytes):
    """What holds our PDFs to the rules would see it if one did not."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        BREACHES[rule](opened)
        out = io.BytesIO()
        opened.save(out)
    assert any(fault.startswith(rule) for fault in faults(out.getvalue()))


READERS = {
    "qpdf": ["qpdf", "--check"],
    "mutool": ["mutool", "draw", "-q", "-F", "trace", "-o", "/dev/null"],
    "pdftotext": ["pdftotext"],
    "pdffonts": ["pdffonts"],
}


@pytest.mark.parametrize("reader", READERS)
def test_readers_open_it_without_a_warning(reader: str, pdf: bytes, tmp_path: Path):
    """Each program that people have, where it is installed."""
    if shutil.which(reader) is None:
        pytest.skip(f"{reader} is not installed")
    path = tmp_path / "carousel.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([*READERS[reader], str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # Said by a mutool built without colour management, of every file.
    assert done.stderr.replace("warning: ICC support is not available\n", "") == ""
    assert "WARNING" not in done.stdout
