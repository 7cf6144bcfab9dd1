"""A page that showed one document shows the next as a new page would."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import pytest
from pages import ROOT, page
from PIL import Image

from carousel_html.catalogue import data_root
from carousel_html.compose.document import Asset, Document
from carousel_html.stage.browser import Chromium
from carousel_html.stage.capture import capture
from carousel_html.stage.find_browser import Browser
from carousel_html.stage.page import Page
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

FONTS = "fonts/anton/Anton-400.ttf", "fonts/inter/Inter-600.ttf"


def shown(color: str, font: str, words: str, height: int = 900) -> Document:
    """Return a document whose picture, style sheet and font stand at the addresses that all of them use."""
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), color).save(picture, format="PNG")
    css = (
        '@font-face { font-family: Own; src: url("own.ttf") }'
        f".slide {{ border: 9px solid {color}; font-family: Own }}"
    )
    bodies = [f'<p>{words}</p><img src="own.png" width="300" height="300">', f"<p>{words}, two</p>"]
    made = page(bodies, css, height=height, fonts={"own.ttf": (ROOT / font).read_bytes()})
    return replace(made, assets={**made.assets, "own.png": Asset("image/png", picture.getvalue())})


DOCUMENTS = (
    shown("#c03020", FONTS[0], "Words of the first"),
    shown("#2030c0", FONTS[0], "Words of the second"),
    shown("#108040", FONTS[0], "A taller one", 1100),
    shown("#108040", FONTS[1], "In another font"),
)


def taken(chromium: Chromium, document: Document) -> tuple[list[bytes], Page]:
    """Show a document, leave the page in disorder, and return the pictures and the page."""
    with closing(Stage(chromium)) as stage:
        stage.show(document)
        pictures = [capture(stage, index) for index in (0, 1)]
        stage.evaluate("hide_words", True)
        used = stage._page
        assert used is not None
        return pictures, used


@pytest.fixture
def keeping(browser: Browser) -> Iterator[Chromium]:
    """A browser of its own that keeps a page."""
    with Chromium(browser.path, [data_root() / "fonts" / "noto-color-emoji"]) as running:
        running.keeps_page = True
        yield running


def test_nothing_is_left_of_the_document_before(keeping: Chromium, chromium: Chromium):
    """Of addresses that were used before, a browser that keeps its page shows what stands there now.

    The page goes on as long as the fonts, which it remembers, are the same, and are there at all.
    """
    pages = []
    for document in (*DOCUMENTS, DOCUMENTS[0], page(["<p>Without a font</p>", "<p>Two</p>"])):
        pictures, used = taken(keeping, document)
        pages.append(used)
        assert pictures == taken(chromium, document)[0]
    assert [one is next_ for one, next_ in pairwise(pages)] == [True, True, False, False, False]


def test_a_font_is_sent_once(keeping: Chromium, monkeypatch: pytest.MonkeyPatch):
    """The next document's fonts come from the page's memory; its style sheet and pictures do not."""
    asked: list[str] = []
    answer = Stage._answer
    monkeypatch.setattr(
        Stage, "_answer", lambda stage, address, *more: asked.append(address) or answer(stage, address, *more)
    )
    taken(keeping, DOCUMENTS[0])
    first = {each.rpartition("/")[2] for each in asked}
    asked.clear()
    taken(keeping, DOCUMENTS[1])
    assert {"", "carousel.css", "own.png", "own.ttf"} <= first
    assert {each.rpartition("/")[2] for each in asked} == {"", "carousel.css", "own.png"}


def test_a_page_that_died_is_not_kept(keeping: Chromium):
    """A page whose process was ended shows nothing more, and the next document is shown all the same."""
    first, used = taken(keeping, DOCUMENTS[0])
    assert keeping.page(900, 900) is used
    info = keeping.connection.call("SystemInfo.getProcessInfo")["processInfo"]
    for process in info:
        if process["type"] == "renderer":
            os.kill(process["id"], signal.SIGKILL)
    keeping.give_back(used)
    assert taken(keeping, DOCUMENTS[0])[0] == first


def test_pages_that_nobody_took_wait_for_the_next(keeping: Chromium):
    """Whoever warms up for every carousel does not gather pages."""
    keeping.warm_up(2)
    keeping.warm_up(2)
    pages = [
        each for each in keeping.connection.call("Target.getTargets")["targetInfos"] if each["type"] == "page"
    ]
    assert len(pages) == 2
