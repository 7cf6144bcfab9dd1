"""Pictures that are taken in parts, on several pages, are those of the whole document."""

from __future__ import annotations

import pytest
from commands import alone
from pages import page

from carousel_html.stage.browser import Chromium
from carousel_html.stage.camera import SLIDES_AT_A_TIME, Camera, _most, _parts, pages_for
from carousel_html.stage.capture import capture
from carousel_html.stage.find_browser import Browser
from carousel_html.stage.fit import fit
from carousel_html.stage.stage import Stage

SLIDES = SLIDES_AT_A_TIME + 6
GLOW = ".slide { background: linear-gradient(160deg, #101830, #28406e) } p { color: #fff }"


@pytest.mark.browser
@pytest.mark.parametrize("stand_alone", [True, False])
@pytest.mark.parametrize("pages", [1, 2])
def test_parts_give_the_pictures_of_the_whole(browser: Browser, stand_alone: bool, pages: int):
    """A gradient is dithered by where it stands on the page, so a slide keeps its place in every part.

    Where slides do not stand alone each page holds them all, and is opened once.
    """
    made = page([f"<p>Slide {n}</p>" for n in range(SLIDES)], GLOW, stand_alone=stand_alone)

    def work() -> None:
        with Chromium(browser.path, []) as chromium:
            stage = Stage(chromium)
            stage.show(made)
            fit(stage)
            whole = {index: capture(stage, index) for index in range(SLIDES)}
            taken: dict[int, bytes] = {}
            pages_opened: list[object] = []
            page_of = chromium.page
            chromium.page = lambda *size: pages_opened.append(size) or page_of(*size)  # type: ignore
            with Camera(stage, pages) as camera:
                for shot in camera.shoot(range(SLIDES), "png", taken.__setitem__).values():
                    shot.result()
            assert taken == whole
            most = len(_parts(range(SLIDES), pages)) if stand_alone else pages
            assert 0 < len(pages_opened) <= most

    alone(work)


@pytest.mark.parametrize(("slides", "pages"), [(1, 1), (10, 1), (49, 1), (25, 2), (100, 3), (401, 2)])
def test_parts_hold_every_slide_once_in_order(slides: int, pages: int):
    """No part is larger than a page holds, and each page gets as many of them."""
    parts = _parts(range(slides), pages)
    assert [index for part in parts for index in part] == list(range(slides))
    assert max(map(len, parts)) <= _most(pages) <= SLIDES_AT_A_TIME
    assert len(parts) % pages == 0


def test_a_second_page_is_not_opened_for_a_few_slides():
    """Opening it would cost more than it wins, and beside a PDF there is work for both cores."""
    assert [pages_for(slides) for slides in (1, 7, 8, 31, 32, 400)] == [1, 1, 2, 2, 3, 3]
    assert [pages_for(slides, beside_pdf=True) for slides in (15, 16, 400)] == [1, 2, 2]


def test_no_second_page_is_opened_where_frames_come_when_they_are_asked_for():
    """There is one at a time of them, and none is waited for."""
    assert [pages_for(slides, by_clock=False) for slides in (1, 32, 400)] == [1, 1, 1]
