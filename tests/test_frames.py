"""A frame that is drawn when it is asked for makes the picture that the browser's clock makes."""

from __future__ import annotations

import base64
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pages import page, read
from PIL import Image

from carousel_html.compose import Document
from carousel_html.compose.document import Asset
from carousel_html.frozen import Rect
from carousel_html.stage import frames
from carousel_html.stage import page as page_module
from carousel_html.stage.browser import Chromium
from carousel_html.stage.capture import ImageType, capture
from carousel_html.stage.cdp import Connection
from carousel_html.stage.find_browser import Browser
from carousel_html.stage.frames import DRAW, Frames, News, settle
from carousel_html.stage.freeze import freeze
from carousel_html.stage.pictures import photograph
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

CSS = ".slide { background: linear-gradient(160deg, #123, #89a) } p { text-shadow: 0 3px 9px black }"
BODIES = [f"<p>Slide {n} has words of its own.</p>" * n for n in range(1, 7)]


@pytest.fixture(scope="module")
def by_clock(browser: Browser) -> Iterator[Chromium]:
    """A browser that draws its frames by itself."""
    chromium = Chromium(browser.path, [])
    chromium.frames = Frames(are_ours=False)
    with chromium:
        yield chromium


@pytest.fixture(scope="module")
def asked(browser: Browser) -> Iterator[Chromium]:
    """A browser that draws the frames we ask for, if it can."""
    chromium = drawn_when_asked(browser)
    with chromium:
        chromium.warm_up(1)
        if not chromium.frames.are_ours:
            pytest.skip("this build draws its frames by a clock")
        yield chromium


def drawn_when_asked(browser: Browser) -> Chromium:
    """A browser that has not started yet, and shall draw the frames we ask for."""
    chromium = Chromium(browser.path, [])
    chromium.frames = Frames(are_ours=True)
    return chromium


def shown(chromium: Chromium, document: Document, scale: float = 1) -> Stage:
    stage = Stage(chromium, scale)
    stage.show(document)
    return stage


@pytest.mark.parametrize(("image", "scale"), [("png", 1), ("png", 2), ("jpeg", 1), ("webp", 1)])
def test_the_pictures_are_the_same_bytes(asked: Chromium, by_clock: Chromium, image: ImageType, scale: float):
    """In whatever order the slides come."""
    one, other = (shown(each, page(BODIES, CSS), scale) for each in (asked, by_clock))
    for index in (0, 5, 2, 2, 1):
        assert capture(one, index, image) == capture(other, index, image)


def test_parts_are_the_same_bytes_too(asked: Chromium, by_clock: Chromium):
    one, other = (shown(each, page(BODIES, CSS)) for each in (asked, by_clock))
    for density in (1, 2):
        part = Rect(40, 50, 300, 200)
        assert photograph(one, 3, part, density) == photograph(other, 3, part, density)


FADING = """<p>Ship it, with a 🧵 in it.</p>
<div style="padding: 14px; mask-image: linear-gradient(#000, #0006)">
  <p>Ship it. Ship it.</p><p style="font-size: 44px">Ship it. Ship it.</p>
  <div style="float: left; width: 45%; transform: rotate(3deg)"><p>Ship it. Ship it.</p></div></div>"""


def test_what_the_pdf_is_made_of_is_the_same(asked: Chromium, by_clock: Chromium):
    """Parts are photographed with all that stands in them, a rotated float under a mask, too."""
    document = page([*BODIES[:5], FADING, BODIES[5], FADING], CSS)
    one, other = (freeze(shown(each, document)) for each in (asked, by_clock))
    assert one.images
    assert one == other


def test_pages_side_by_side_show_their_own_slides(asked: Chromium):
    """One frame is drawn at a time, or the browser ends."""
    stages = [shown(asked, page(BODIES, CSS)) for _ in range(3)]
    calm = [capture(stages[0], index) for index in range(6)]
    taken: dict[tuple[int, int], bytes] = {}

    def take(number: int) -> None:
        for index in range(6):
            taken[number, index] = capture(stages[number], (index + number) % 6)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(picture == calm[(index + number) % 6] for (number, index), picture in taken.items())
    assert len(taken) == 18


IMAGES = {
    "file": ('<img src="a.png">', ""),
    "lazy": ('<img loading="lazy" src="a.png">', ""),
    "style sheet": ('<div class="box"></div>', '.box {{ background: url("a.png") }}'),
    "HTML": ('<img src="data:image/png;base64,{data}">', ""),
    "style sheet's own": (
        '<div class="box"></div>',
        '.box {{ background: url("data:image/png;base64,{data}") }}',
    ),
}


@pytest.mark.parametrize("where", IMAGES)
def test_the_first_frame_shows_every_image(asked: Chromium, where: str):
    """None is drawn before, for the images' sake: such a page would have to settle."""
    drawn = io.BytesIO()
    Image.effect_noise((2000, 2000), 90).convert("RGB").save(drawn, format="PNG")
    body, css = IMAGES[where]
    data = base64.b64encode(drawn.getvalue()).decode()
    fill = "img, .box { position: absolute; inset: 0; width: 100%; height: 100% }"
    document = page([body.format(data=data)], fill + css.format(data=data))
    document.assets["a.png"] = Asset("image/png", drawn.getvalue())
    stage = shown(asked, document)
    held = stage._page
    assert held is not None
    assert not held._is_drawn
    first = capture(stage, 0)
    with Image.open(io.BytesIO(first)) as picture:
        patches = picture.convert("L").crop((120, 120, 780, 780)).reduce(60).tobytes()
    assert all(80 < patch < 170 for patch in patches)
    stage.evaluate("unveil")
    assert capture(stage, 0) == first


def test_a_browser_that_cannot_goes_by_its_clock(browser: Browser, monkeypatch: pytest.MonkeyPatch):
    """It takes no notice of the flag and of how a page is asked for, and knows no such method."""
    call = Connection.call

    def ignorant(
        self: Connection, method: str, parameters: dict[str, object] | None = None, *rest: Any, **more: Any
    ):
        known = {key: value for key, value in (parameters or {}).items() if "BeginFrame" not in key}
        return call(self, method.replace("beginFrame", "unheardOf"), known, *rest, **more)

    monkeypatch.setattr(Connection, "call", ignorant)
    monkeypatch.setattr(Frames, "flags", ())
    with drawn_when_asked(browser) as chromium:
        stage = shown(chromium, page(BODIES, CSS))
        assert capture(stage, 1) != capture(stage, 2)
        assert not chromium.frames.are_ours


@pytest.mark.parametrize(
    ("news", "drawn", "frames_drawn"),
    [
        (News.NONE, "", 0),
        (News.PLACE, "-+-", 3),  # The page is heard with the second frame.
        (News.PLACE, "+++-", 4),
        (News.CONTENT, "+--", 3),
        (News.CONTENT, "+-+--", 5),  # A tile that was late.
        (News.CONTENT, "--+++-+-+--", 11),
    ],
)
def test_frames_are_drawn_until_all_was_shown(news: News, drawn: str, frames_drawn: int):
    """Each sign is a frame; "+" shows something new."""
    left = list(drawn)
    settle(lambda: left.pop(0) == "+", news)
    assert len(drawn) - len(left) == frames_drawn == len(drawn)


def test_a_page_that_looks_as_before_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(frames, "NEWS_SECONDS", 0)
    drawn: list[bool] = []
    settle(lambda: bool(drawn.append(False)), News.CONTENT)
    assert drawn == [False, False]


@pytest.mark.parametrize("news", [News.PLACE, News.CONTENT])
def test_a_page_that_never_rests_is_not_waited_for(news: News):
    drawn: list[bool] = []
    settle(lambda: not drawn.append(True), news)
    assert len(drawn) <= 2 * frames.MOST_FRAMES


MOVING = """<svg viewBox="0 0 90 90"><circle r="9" cy="40">
<animate attributeName="cx" values="0;90" dur="1s" repeatCount="indefinite"/></circle></svg>"""


def test_a_drawing_that_moves_is_taken(asked: Chromium):
    """Somewhere on its way, as by the clock, were it not held; the browser is not lost over it."""
    stage = shown(asked, page([MOVING, "<p>Still</p>"]))
    assert read(stage, "[document.querySelector('svg').unpauseAnimations()].length")
    assert capture(stage, 0)
    assert capture(stage, 1)
    assert asked.frames.are_ours


def test_a_slide_that_scripts_changed_settles_each_time(asked: Chromium, monkeypatch: pytest.MonkeyPatch):
    """Once parts were hidden for a photograph, scrolling to a slide shows layers that have no tiles yet.

    A page of which nothing was drawn has none at all, and a frame waits for them.
    """
    seen: list[News] = []

    def noted(draw: Callable[[], bool], news: News) -> None:
        seen.append(news)
        settle(draw, news)

    monkeypatch.setattr(page_module, "settle", noted)
    stage = shown(asked, page(BODIES, CSS))
    for index in (0, 1, 1, 2):
        capture(stage, index)
    stage.evaluate("unveil")
    for index in (2, 3):
        capture(stage, index)
    stage.show(page(BODIES[:3], CSS))
    for index in (0, 1):
        capture(stage, index)
    moved, same, changed = News.PLACE, News.NONE, News.CONTENT
    assert seen == [moved, moved, same, moved, changed, changed, moved, moved]


def test_the_clock_can_be_asked_for(monkeypatch: pytest.MonkeyPatch):
    """Frames are ours where that is possible, unless somebody says otherwise."""
    monkeypatch.delenv(frames.VARIABLE, raising=False)
    assert Frames().are_ours is bool(frames.FLAGS)
    monkeypatch.setenv(frames.VARIABLE, "clock")
    assert not Frames().are_ours


@pytest.mark.parametrize(("way", "waits"), [("by_clock", False), ("asked", True)])
def test_only_frames_of_ours_wait_for_one_another(way: str, waits: bool, request: pytest.FixtureRequest):
    """By the clock, pages side by side share the time in which they wait."""
    chromium: Chromium = request.getfixturevalue(way)
    stage = shown(chromium, page(BODIES, CSS))
    before, taken = capture(stage, 1), list[bytes]()
    thread = threading.Thread(target=lambda: taken.append(capture(stage, 2)))
    with chromium.frames.one:  # As while another page is drawn.
        thread.start()
        thread.join(0.3 if waits else None)
        assert thread.is_alive() is waits
    thread.join()
    assert taken
    assert taken[0] != before


def test_a_browser_that_was_killed_draws_the_same_way_again(browser: Browser):
    """Where a picture depends on the way, it is the same however often a browser dies."""
    with drawn_when_asked(browser) as chromium:
        stage = shown(chromium, page(BODIES, CSS))
        before, ours = capture(stage, 1), chromium.frames.are_ours
        chromium.kill()
        assert capture(stage, 1) == before
        assert chromium.frames.are_ours is ours


@pytest.mark.skipif(sys.platform == "win32", reason="no process is stopped there")
def test_after_it_hung_the_browser_goes_by_its_clock(browser: Browser):
    """Should drawing frames that are asked for be what it hung over, that is not tried again."""
    with drawn_when_asked(browser) as chromium:
        stage = shown(chromium, page(BODIES, CSS))
        before = capture(stage, 1)
        stage.step_seconds = 1
        os.killpg(chromium.pid, signal.SIGSTOP)
        assert capture(stage, 1) == before
        assert not chromium.frames.are_ours


def test_a_frame_nobody_waited_for_is_no_harm(browser: Browser):
    """The next one is refused until it is done; the slide is taken all the same."""
    with drawn_when_asked(browser) as chromium:
        stage = shown(chromium, page(BODIES, CSS))
        before = capture(stage, 1)
        held = stage._page
        assert held is not None
        held.connection.post(DRAW, {"screenshot": {"format": "png"}}, held._session)
        assert capture(stage, 1) == before
