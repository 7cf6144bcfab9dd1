"""A page is read and taken in its own fonts, however late they come."""

from __future__ import annotations

import time

import pytest
from pages import page, read

from carousel_html.stage.browser import Chromium
from carousel_html.stage.page import Answer
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

WORDS = "<p>How to ship code, and how to sleep at night: all of it on one line and a half, or two.</p>"
WIDTH = """(() => { const word = document.createRange(), text = document.querySelector("p").firstChild;
word.setStart(text, 0); word.setEnd(text, 3); return word.getBoundingClientRect().width })()"""


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
    answer = Stage._answer

    def late(self: Stage, address: str, is_navigation: bool) -> Answer:
        if address.endswith(".ttf"):
            time.sleep(0.2)
        return answer(self, address, is_navigation)

    monkeypatch.setattr(Stage, "_answer", late)
    stage = Stage(chromium)
    stage.show(page(["<p>Late <i>faces</i> <b>here</b></p>"]))
    states = read(stage, "[...document.fonts].map((face) => face.status).join(' ')")
    assert "loading" not in states
    assert states.count("loaded") >= 3
