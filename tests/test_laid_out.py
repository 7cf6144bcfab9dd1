"""Pages that were laid out are drawn again: the PDF is that of a run that laid all of them out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from own_fonts import INTER
from PIL import Image as Pillow

from carousel_html.frozen import Box, Color, Element, Frozen, FrozenSlide, Image, Picture, Rect, TextLine
from carousel_html.pdf import engine, laid_out
from carousel_html.pdf.laid_out import LaidOut

BLACK = Color(0, 0, 0)


def _png(color: str) -> Image:
    out = io.BytesIO()
    Pillow.new("RGB", (8, 8), color).save(out, format="PNG")
    return Image("image/png", out.getvalue())


def _slide(words: str) -> FrozenSlide:
    line = TextLine(words, x=10, baseline=50, width=60, size=20, color=BLACK, face="inter")
    link = Element("a", (line,), href="https://example.org/", rect=Rect(10, 30, 60, 25))
    painting = (Box(Rect(0, 0, 200, 90), Color(200, 220, 240)), Picture(Rect(5, 5, 20, 20), "p"))
    return FrozenSlide(words, painting, Element("section", (Element("h2", (line,)), link)))


def _frozen(*words: str, **changes: object) -> Frozen:
    slides = tuple(map(_slide, words))
    made = Frozen(300, 200, "Title", "Me", "en", slides, {"inter": INTER.read_bytes()}, {"p": _png("red")})
    return replace(made, **changes)


@pytest.fixture
def sections(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many slides were laid out, each time."""
    counts: list[int] = []
    lay_out = engine._laid_out

    def counted(frozen: Frozen, html: str, configuration: object) -> object:
        counts.append(html.count("<section"))
        return lay_out(frozen, html, configuration)

    monkeypatch.setattr(engine, "_laid_out", counted)
    return counts


def test_only_what_changed_is_laid_out(sections: list[int]):
    """Whatever changes: words, an image of the same key, the order, a font; and of two that are the same."""
    kept = LaidOut()
    steps = [
        (_frozen("One", "Two", "Three"), 3),
        (_frozen("One", "Twice", "Three"), 1),
        (_frozen("One", "Twice", "Three"), 1),  # One at least, for what is said of the whole document.
        (_frozen("Three", "One", "Twice"), 1),
        (_frozen("One", "One", "Three"), 1),
        (_frozen("One", images={"p": _png("blue")}), 1),
        (_frozen("One", images={"p": replace(_png("blue"), alpha=_png("gray"))}), 1),
        (_frozen("One", "Four", title="Another"), 2),
        (_frozen("One", "Four", fonts={"inter": INTER.read_bytes() + b"\\0"}), 2),
    ]
    for frozen, count in steps:
        sections.clear()
        pdf = engine.print_pdf(frozen, kept)
        assert sections == [count]
        assert pdf == engine.print_pdf(frozen)


def test_without_pages_only_the_fonts_are_kept(sections: list[int], monkeypatch: pytest.MonkeyPatch):
    """Fonts are taken in once for all carousels that have the same; every page is laid out."""
    taken_in: list[object] = []
    configuration = laid_out.FontConfiguration

    def counted() -> object:
        taken_in.append(configuration())
        return taken_in[-1]

    fresh = [engine.print_pdf(frozen) for frozen in (_frozen("One", "Two"), _frozen("One", "Four"))]
    monkeypatch.setattr(laid_out, "FontConfiguration", counted)
    kept = LaidOut()
    kept.keeps_pages = False
    sections.clear()
    assert [
        engine.print_pdf(frozen, kept) for frozen in (_frozen("One", "Two"), _frozen("One", "Four"))
    ] == fresh
    assert (sections, len(taken_in)) == ([2, 2], 1)
