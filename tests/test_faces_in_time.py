"""A page is read and taken with its own fonts and pictures, however late they come and large they are."""

from __future__ import annotations

import base64
import io
import time

import pytest
from own_fonts import INTER
from pages import page, read
from PIL import Image

from carousel_html.compose.document import Asset
from carousel_html.fidelity import text_lines
from carousel_html.stage.browser import Chromium
from carousel_html.stage.capture import capture
from carousel_html.stage.freeze import freeze
from carousel_html.stage.page import Answer
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

WORDS = "<p>How to ship code, and how to sleep at night: all of it on one line and a half, or two.</p>"
WIDTH = """(() => { const word = document.createRange(), text = document.querySelector("p").firstChild;
word.setStart(text, 0); word.setEnd(text, 3); return word.getBoundingClientRect().width })()"""


def delay(monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    """Let every file of a kind come a fifth of a second after it was asked for."""
    answer = Stage._answer

    def late(self: Stage, address: str, is_navigation: bool) -> Answer:
        if address.endswith(suffix):
            time.sleep(0.2)
        return answer(self, address, is_navigation)

    monkeypatch.setattr(Stage, "_answer", late)


def test_a_first_line_has_its_own_face(chromium: Chromium):
    """Of forty pages one or two showed it in a face of the system's, which had come before its own."""
    shown = page([WORDS] * 8, "p { font-size: 60px } p::first-line { font-weight: 700 }")
    widths = set()
    for _ in range(40):
        stage = Stage(chromium)
        stage.show(shown)
        widths.add(read(stage, WIDTH))
        stage.close()
    assert len(widths) == 1


def test_a_page_waits_for_faces_that_come_late(chromium: Chromium, monkeypatch: pytest.MonkeyPatch):
    """They come after the page was laid out."""
    delay(monkeypatch, ".ttf")
    stage = Stage(chromium)
    stage.show(page(["<p>Late <i>faces</i> <b>here</b></p>"]))
    states = read(stage, "[...document.fonts].map((face) => face.status).join(' ')")
    assert "loading" not in states
    assert states.count("loaded") >= 3


@pytest.mark.parametrize("html", ['<img src="a.png">', '<div class="box"></div>'], ids=["img", "background"])
def test_a_page_waits_for_pictures_that_come_late(
    html: str, chromium: Chromium, monkeypatch: pytest.MonkeyPatch
):
    """The first picture of it shows them, though no frame was drawn for their sake."""
    delay(monkeypatch, ".png")
    document = page([html], 'img, .box { width: 500px; height: 500px } .box { background: url("a.png") }')
    document.assets["a.png"] = Asset("image/png", png("red", 500))
    stage = Stage(chromium)
    stage.show(document)
    with Image.open(io.BytesIO(capture(stage, 0))) as picture:
        assert (500 * 500, (255, 0, 0)) in (picture.convert("RGB").getcolors() or [])


def test_megabytes_are_written_into_a_style_sheet(chromium: Chromium):
    """A font and a picture: the page is shown and read."""
    picture, font = (
        base64.b64encode(body).decode()
        for body in (png("red", 9) + bytes(12_000_000), INTER.read_bytes() + bytes(12_000_000))
    )
    css = f'p {{ font-family: Mine; background: url("data:image/png;base64,{picture}") }}'
    css += f'@font-face {{ font-family: Mine; src: url("data:font/ttf;base64,{font}") }}'
    stage = Stage(chromium)
    stage.show(page(["<p>Words</p>"], css))
    (line,) = (line for slide in freeze(stage).slides for line in text_lines(slide.content))
    assert (line.text, line.visible) == ("Words", True)


COMMON = ("DejaVu Sans", "Liberation Sans", "Arial", "Helvetica", "Segoe UI", "Verdana", "Noto Sans")


@pytest.mark.parametrize(
    "face", ["", "@font-face {{ font-family: Mine; src: local('{name}'), url('{ours}') }}"]
)
def test_words_in_a_font_of_the_machine_are_no_glyphs_of_ours(face: str, chromium: Chromium):
    """The picture shows that font, so the PDF must not show the one that comes after it in the stack."""
    stage = Stage(chromium)
    stage.show(page(["<p>Words</p>"]))
    there = [name for name in COMMON if stage.evaluate("installed", {"name": name, "local": bool(face)})]
    if not there:
        pytest.skip("none of the common fonts is here")
    assert not stage.evaluate("installed", {"name": "Nobody Has This", "local": bool(face)})
    ours = "fonts/inter/Inter-400.ttf"
    for name, seen in ((there[0], False), ("Nobody Has This", True)):
        family = "Mine" if face else name
        css = face.format(name=name, ours=ours) + f"p {{ font-family: '{family}', Inter }}"
        stage.show(page(["<p>Words</p>"], css))
        (line,) = (line for slide in freeze(stage).slides for line in text_lines(slide.content))
        assert line.visible is seen


def png(color: str, side: int) -> bytes:
    """Return a square picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), color).save(out, format="PNG")
    return out.getvalue()
