"""The studio's page under a finger: a phone, and a tablet held both ways."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from studio_browser import browsing, opened_studio, panel
from studio_server import NO_BROWSER, THREAD, wait_for

PANELS = (
    "Canvas & Ratio",
    "Layout Template",
    "Preset Themes",
    "Typography & Sizing",
    "Brand Kit Customization",
    "Outro Slide CTA",
    "Background Pattern",
    "Build Your Carousel",
)
SIZES = {"phone": (390, 844), "tablet": (820, 1180), "tablet on its side": (1024, 768)}
FINGER, LEAST = 44, 24
"""CSS px: what a finger wants (WCAG 2.5.5), and what a target must have (2.5.8)."""

TARGETS = """() => [...document.querySelectorAll(
    "button, a[href], select, textarea, input:not([type=checkbox]), [role=option], label:has(input)")]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest(".unseen, .skip, .fixed"))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width && box.bottom > 0 && box.top < innerHeight)
  .map(([one, box]) => [
    Math.min(box.width, box.height), one.matches("button.button, [role=tab], [role=option]"),
    `${one.className || one.tagName}: ${one.getAttribute("aria-label") ?? one.textContent}`])"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser_app() -> Iterator[Browser]:
    """One browser for the pages of this module."""
    with browsing() as browser:
        yield browser


def touched(size: str) -> dict[str, object]:
    """A window of this size that is touched."""
    width, height = SIZES[size]
    return {"viewport": {"width": width, "height": height}, "has_touch": True, "is_mobile": True}


def swipe(page: Page, what: Locator, onto: Locator, *, across: float = 0.5, down: float = 0.5) -> None:
    """Drag one thing onto a point of another with a finger."""
    what.scroll_into_view_if_needed()
    start, end = what.bounding_box(), onto.bounding_box()
    assert start
    assert end
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    to = end["x"] + end["width"] * across, end["y"] + end["height"] * down
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 6):
        at = {"x": x + (to[0] - x) * step / 5, "y": y + (to[1] - y) * step / 5}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    expect(page.locator(".ghost")).to_be_visible()
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def tap(what: Locator, until: Locator) -> None:
    """Tap until something is there: on a busy machine a finger rests so long that it is no tap."""
    for _ in range(20):
        what.tap()
        with contextlib.suppress(AssertionError):
            expect(until).to_be_visible(timeout=2000)
            return
    expect(until).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_everything_is_in_reach(browser_app, tmp_path, size):
    """Each panel opens by a tap, nothing lies beside the screen, and a finger can hit what there is."""
    with opened_studio(browser_app, tmp_path, THREAD, view=touched(size), browser=NO_BROWSER) as (page, _):
        for name in PANELS:
            page.get_by_role("tab", name=name, exact=True).tap()
            shown = page.get_by_role("tabpanel", name=name, exact=True)
            if not shown.is_visible():  # The tab of an open panel shuts it.
                page.get_by_role("tab", name=name, exact=True).tap()
            expect(shown).to_be_visible()
            wide = page.evaluate("Math.max(innerWidth, document.documentElement.scrollWidth)")
            assert wide == SIZES[size][0], name
            inside = shown.evaluate("one => one.scrollWidth - one.clientWidth")
            assert inside <= 0, f"{name} is cut off by {inside} px"
            small = [
                (said, least)
                for least, is_button, said in page.evaluate(TARGETS)
                if least < (FINGER if is_button else LEAST) - 0.5
            ]
            assert small == [], name
        expect(page.get_by_role("button", name="Import", exact=True)).to_be_visible()


def test_building_with_a_finger(browser_app, tmp_path):
    """A card is dragged by its grip and put by taps, a slide moved by its grip: no mouse, no keys."""
    view = touched("tablet")
    with opened_studio(browser_app, tmp_path, THREAD, view=view, browser=NO_BROWSER) as (page, served):
        slides = lambda: served.studio.project.now.carousel.slides  # noqa: E731
        build = panel(page, "Build Your Carousel")
        cards, tiles = build.locator(".card"), page.locator(".tile")
        swipe(page, cards.nth(0).locator(".card__grip"), tiles.nth(1), down=0.75)
        wait_for(lambda: "Three lessons" in (slides()[1].text or ""))

        first = slides()[0].id
        swipe(page, tiles.nth(0).locator(".tile__grip"), tiles.nth(2), across=0.98)
        expect(tiles.nth(0)).not_to_have_attribute("data-slide", first)
        assert slides()[0].id != first

        count = tiles.count()
        start = page.get_by_role("button", name="New slide at the start")
        tap(cards.nth(1).get_by_role("button", name="Place post 2"), start)
        start.click()
        expect(tiles).to_have_count(count + 1)
        assert slides()[0].post == served.studio.project.now.carousel.thread.posts[1].id
