"""What lies behind words is known from what is painted: a proof holds for every pixel there may be."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PIL import Image as Pillow

from carousel_html.check.contrast import Word
from carousel_html.check.grounds import stand_out_on
from carousel_html.frozen import Border, Box, Color, Element, FrozenSlide, Image, Picture, Rect, TextLine

BLACK, WHITE, GREY = Color(0, 0, 0), Color(255, 255, 255), Color(118, 118, 118)
WHOLE = Rect(0, 0, 1080, 1350)
LINE = TextLine("Words", 100, 200, 300, 40, BLACK, "inter")
WORD = Word(text="Words", size=40, weight=400, ink="rgb(0, 0, 0)", x=100, y=165, w=120, h=48)
ROUND = ((100.0, 100.0),) * 4


def encoded(picture: Pillow.Image) -> Image:
    """Return a picture as a frozen image."""
    out = io.BytesIO()
    picture.save(out, format="PNG")
    return Image("image/png", out.getvalue())


LEFT = Pillow.new("RGB", (108, 135), "white")
LEFT.paste("black", (0, 0, 5, 135))  # up to 50 px
FAR = Pillow.new("L", (108, 135), 0)
FAR.paste(255, (60, 0, 108, 135))  # from 600 px on
IMAGES = {
    "left": encoded(LEFT),
    "black": encoded(Pillow.new("RGB", (4, 4))),
    "white": encoded(Pillow.new("L", (4, 4), 255)),
    "dim": encoded(Pillow.new("RGBA", (4, 4), (0, 0, 0, 100))),
}
IMAGES["far"] = replace(IMAGES["black"], alpha=encoded(FAR))


def is_proven(painting: Sequence[Box | Picture], line: TextLine = LINE, word: Word = WORD) -> bool:
    """Say whether black words on this painting are known to stand out."""
    slide = FrozenSlide("", tuple(painting), Element("section", (line,)))
    return stand_out_on(slide, IMAGES, [word], 1)


def frame(width: float) -> tuple[Border, ...]:
    """Return four black borders."""
    return (Border(width, BLACK),) * 4


def cut(picture: Picture, rect: Rect) -> Picture:
    """Return a picture of which only a part is seen."""
    return replace(picture, clips=((rect, ()),))


UPPER, DARK = Rect(0, 0, 1080, 100), Color(0, 0, 0, 0.4)
PROVEN: dict[str, list[Box | Picture]] = {
    "nothing": [],
    "a white slide": [Box(WHOLE, WHITE)],
    "a white card on a black slide": [Box(WHOLE, BLACK), Box(Rect(80, 100, 600, 300), WHITE)],
    "a framed card": [Box(WHOLE, BLACK), Box(Rect(80, 100, 600, 300), WHITE, borders=frame(9))],
    "a box without a frame": [Box(Rect(0, 0, 1080, 180), None, borders=frame(0))],
    "a round card": [Box(WHOLE, BLACK), Box(Rect(60, 120, 600, 300), WHITE, ROUND)],
    "a black box elsewhere": [Box(Rect(0, 300, 1080, 300), BLACK)],
    "a line under the words": [Box(Rect(100, 204, 300, 6), BLACK)],
    "a faint scrim": [Box(WHOLE, DARK)],
    "a picture that is white there": [Picture(WHOLE, "left")],
    "a picture of grey": [Picture(WHOLE, "white")],
    "a picture whose ink is elsewhere": [Picture(WHOLE, "far")],
    "a picture of which another part is seen": [cut(Picture(WHOLE, "dim"), UPPER)],
    "see-through black": [Picture(WHOLE, "dim")],
}
UNPROVEN: dict[str, list[Box | Picture]] = {
    "a black slide": [Box(WHOLE, BLACK)],
    "a card that ends in the words": [Box(WHOLE, BLACK), Box(Rect(80, 100, 200, 300), WHITE)],
    "a card whose round corner is there": [Box(WHOLE, BLACK), Box(Rect(95, 165, 600, 300), WHITE, ROUND)],
    "a frame that touches them": [Box(Rect(80, 100, 600, 100), WHITE, borders=frame(9))],
    "two scrims": [Box(WHOLE, DARK), Box(WHOLE, DARK)],
    "a scrim over a part": [Box(Rect(350, 0, 700, 900), Color(0, 0, 0, 0.9))],
    "a black picture": [Picture(WHOLE, "black")],
    "the black of a picture": [Picture(Rect(90, 0, 1080, 1350), "left")],
    "a picture whose ink is there": [Picture(Rect(-400, 0, 1080, 1350), "far")],
    "a picture that may be cut off": [Box(WHOLE, BLACK), cut(Picture(WHOLE, "white"), Rect(0, 0, 300, 900))],
    "two layers of see-through black": [Picture(WHOLE, "dim"), Picture(WHOLE, "dim")],
}


@pytest.mark.parametrize("name", PROVEN)
def test_what_is_painted_is_a_proof(name: str):
    assert is_proven(PROVEN[name])


@pytest.mark.parametrize("name", UNPROVEN)
def test_what_may_be_behind_words_is_no_proof(name: str):
    assert not is_proven(UNPROVEN[name])


def test_the_limit_is_that_of_the_word():
    """Grey on white has 4.54 and on a lighter grey 3.5, which is enough for large letters."""
    line, word = replace(LINE, color=GREY), Word({**WORD, "ink": "rgb(118, 118, 118)"})
    lighter: list[Box | Picture] = [Box(WHOLE, Color(226, 226, 226))]
    assert is_proven([], line, word)
    assert not is_proven(lighter, line, word)
    assert is_proven(lighter, line, Word({**word, "size": 72}))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (replace(LINE, visible=False, face=None), WORD),
        (replace(LINE, matrix=(0.9, 0.1, -0.1, 0.9, 0, 0)), WORD),
        (replace(LINE, color=Color(0, 0, 0, 0.5)), WORD),
        (replace(LINE, color=GREY), WORD),
        (replace(LINE, x=900), WORD),
        (replace(LINE, baseline=400), WORD),
        (LINE, Word({**WORD, "ink": None})),
    ],
    ids=["in a picture", "turned", "see-through", "another ink", "beside", "below", "of many colours"],
)
def test_a_word_that_no_line_is_known_of_is_not_proven(line: TextLine, word: Word):
    assert is_proven([], LINE, WORD)
    assert not is_proven([], line, word)
