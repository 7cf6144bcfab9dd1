"""Spacing survives WeasyPrint's whole thousandths."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from pages import ROOT, page

from carousel_html.compose.document import Document
from carousel_html.frozen import Color, TextLine
from carousel_html.pdf.printer import Printer
from carousel_html.pdf.spacing import FAR, pieces, printed, shape
from carousel_html.stage.capture import capture
from carousel_html.stage.freeze import freeze
from carousel_html.stage.stage import Stage

INTER = (ROOT / "fonts/inter/Inter-400.ttf").read_bytes()
PLAIN = '"liga" 0, "clig" 0'


def line(text: str, letter: float, size: float = 40, word: float = 0, features: str = PLAIN) -> TextLine:
    """A line whose last glyph stands where exact arithmetic puts it."""
    glyphs = shape(INTER, text, features)
    spaces = text[:-1].count(" ")
    end = sum(glyph.advance * size / 1000 + letter for glyph in glyphs[:-1]) + word * spaces
    return TextLine(
        text, 0, 0, end, size, Color(0, 0, 0), "f", letter_spacing=letter, word_spacing=word,
        features=features, last=end,
    )  # fmt: skip


def without_last(known: TextLine) -> TextLine:
    """The same line where its last letter may be half of a ligature: only its width is known."""
    glyph = shape(INTER, known.text, known.features)[-1]
    width = known.width + glyph.advance * known.size / 1000 + known.letter_spacing
    return replace(known, width=width, last=None)


@pytest.mark.parametrize("text", ["Second post, the best", "with runs of"])
def test_line_whose_last_glyph_has_no_place_goes_by_its_width(text: str):
    """Large and tight, it was printed 1.6 px too wide."""
    assert max(ends_off(without_last(line(text, -2.885, size=180.32)))) <= FAR


def test_line_of_another_width_is_left_alone():
    """When our shaping is not as wide as Chromium's, and nothing else is known, it is not used."""
    other = replace(without_last(line("Sentence number 28", 0.3)), width=500.0)
    assert pieces(other, INTER) == [other]


def test_line_that_was_set_in_another_way_is_left_alone():
    """When our shaping does not end where Chromium's did, it is not used."""
    other = replace(line("Sentence number 28", 0.3), last=500.0)
    assert pieces(other, INTER) == [other]


@pytest.mark.parametrize("letter", [-0.1014, -3.0667, 0, 0.37, 4.8, 0.013])
@pytest.mark.parametrize("text", ["Sentence, number 28 says a few things", "unbroken-address.example/path"])
@pytest.mark.parametrize("size", [25.344, 40, 139.4])
def test_every_piece_ends_in_its_place_and_no_letter_is_lost(letter: float, text: str, size: float):
    """By WeasyPrint's arithmetic each piece ends within a third of a px, and they join to the line."""
    assert max(ends_off(line(text, letter, size))) <= 0.34


@pytest.mark.parametrize("text", ["21%", "AVA", "To", "Sentence, number 28"])
@pytest.mark.parametrize("letter", [0, 2.12751, -5])
def test_a_short_word_as_large_as_the_slide_ends_in_its_place(text: str, letter: float):
    """A thousandth of an em is half a px there: it is parted between any two glyphs."""
    assert max(ends_off(line(text, letter, size=531.878))) <= FAR


THAI = (ROOT / "fonts/noto-sans-thai/NotoSansThai-400.ttf").read_bytes()


@pytest.mark.parametrize("size", [60.8256, 139.4, 300.0])
def test_a_line_is_never_parted_between_a_letter_and_its_marks(size: float):
    """Where a piece begins, a letter begins, and as far to the right as all before it is wide."""
    text = "ให้วันเริ่มต้นได้ดีขึ้นเริ่มจากสิ่งเล็กๆแล้วค่อยๆทำไปทุกวัน"
    glyphs = shape(THAI, text, "")
    starts = {each.place: sum(g.advance for g in glyphs if g.place < each.place) for each in glyphs}
    width = sum(glyph.advance for glyph in glyphs) * size / 1000
    last = starts[max(starts)] * size / 1000
    found = pieces(TextLine(text, 0, 0, width, size, Color(0, 0, 0), "f", last=last), THAI)
    assert "".join(piece.text for piece in found) == text
    at = 0
    for piece in found:
        assert piece.x == pytest.approx(starts[at] * size / 1000, abs=0.01)
        at += len(piece.text)
    assert len(found) > (size > 100)


def test_words_before_a_space_of_another_face_are_kept_in_their_places():
    """The line is as wide as that space is, which tells nothing of the words."""
    known = line("Sentence, number 28 says a few things", -3.0667, size=139.4)
    other = replace(known, text=f"{known.text} ", width=known.width + 150, last=None)
    assert max(ends_off(other)) <= FAR


def ends_off(wanted: TextLine) -> list[float]:
    """Return how far (px) each piece of a line ends from where exact arithmetic puts that glyph."""
    unit, glyphs = wanted.size / 1000, shape(INTER, wanted.text, PLAIN)
    parts = pieces(wanted, INTER)
    assert "".join(part.text for part in parts) == wanted.text
    found, place = [], 0
    for part in parts:
        place += len(part.text)
        end = part.x + printed(shape(INTER, part.text, PLAIN), part.letter_spacing / unit) * unit
        exact = sum(glyph.advance * unit + wanted.letter_spacing for glyph in glyphs[: place - 1])
        found.append(abs(end - exact))
    return found


def test_justified_line_is_printed_word_by_word():
    """Word-spacing would take the kerning with spaces away, so each word has its own place."""
    assert [part.text for part in pieces(line("one two three", 0, word=9), INTER)] == [
        "one ",
        "two ",
        "three",
    ]


def test_line_without_letter_spacing_keeps_none():
    """Letter-spacing of any size would switch its ligatures off."""
    parts = pieces(line("office affairs of fjords", 0, features=""), INTER)
    assert {part.letter_spacing for part in parts} == {0}


@pytest.mark.browser
def test_last_glyph_of_spaced_lines_stands_in_its_place(stage: Stage, printer: Printer):
    """Tight and wide, small and large: starts, ends and baselines are within half a px."""
    sizes, spaces = (25.344, 40, 96), ("-0.022em", "-0.004em", "0", "0.013em", "0.08em")
    bodies = [
        f'<p style="font-size:{size}px; letter-spacing:{space}">Sentence number 28 says a few things about '
        "AVATAR https://example.com/an/address-without-a-space and more</p>"
        for size in sizes
        for space in spaces
    ]
    _require_lines_in_place(stage, printer, page(bodies))


@pytest.mark.browser
@pytest.mark.parametrize("size", [18.9, 19.0667, 22.88, 25.344])
def test_a_long_line_of_small_type_ends_in_its_place(stage: Stage, printer: Printer, size: float):
    """Chromium draws type a little smaller than it was asked to: in a thousand pixels that is one or two."""
    words = "I grew my newsletter from 0 to 12,483 subscribers in 14 months without spending a cent on ads"
    style = f"font: {size}px Mono; white-space: nowrap; letter-spacing: -0.352px"
    css = '@font-face { font-family: Mono; src: url("mono.ttf") }'
    mono = (ROOT / "fonts/jetbrains-mono/JetBrainsMono-400.ttf").read_bytes()
    shown = page([f'<p style="{style}">{words}</p>'], css, width=1600, fonts={"mono.ttf": mono})
    _require_lines_in_place(stage, printer, shown)


def _require_lines_in_place(stage: Stage, printer: Printer, shown: Document) -> None:
    stage.show(shown)
    frozen = freeze(stage)
    printer.print_pdf(frozen).result()
    for index in range(len(frozen.slides)):
        picture = partial(bytes, capture(stage, index))
        score = printer.compare(index, picture, frozen.slides[index], frozen.height).result()
        assert score.max_line_offset_px is not None
        assert score.max_line_offset_px <= 0.5
