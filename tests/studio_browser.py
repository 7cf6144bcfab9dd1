"""
Drive the studio's page in a real browser: one browser a module, one studio a test.

Knows how a page is opened, how things are dragged, and how the keyboard reaches them. Knows no panel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from studio_server import Page as Served
from studio_server import studio_page

from carousel_html.stage.find_browser import find_browser

PATIENCE = 60_000
"""ms a test waits for something to happen; machines that run tests are busy."""

EMPTY = 'title: ""\n'
"""A carousel.yaml with nothing in it."""

PASTED = """What I learned about caches (thread)

---

Size - a cache that holds everything is a second database. Choose what it may forget.

---

Time - every entry needs an end. The one without is the one that is wrong for a year.

---

Names - put the version into the key. Then nobody has to clear anything.
"""


@contextmanager
def browsing() -> Iterator[Browser]:
    """Run a browser; its pages wait patiently."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser().path))
        yield browser
        browser.close()


@contextmanager
def opened_studio(
    app: Browser,
    folder: Path,
    source: str = EMPTY,
    *,
    scheme: str = "light",
    view: dict[str, Any] | None = None,
    **options: object,
) -> Iterator[tuple[Page, Served]]:
    """Serve a studio and open its page. What the page could not run or load is a failure at the end.

    `view` says what window it is opened in, in the words of Playwright's contexts.
    """
    with studio_page(folder, source, **options) as served:
        window = {"viewport": {"width": 1280, "height": 800}} | (view or {})
        context = app.new_context(color_scheme=scheme, **window)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Security Policy" in said.text else None)
        page.goto(served.served.address)
        page.wait_for_selector("html[data-ready]")
        yield page, served
        context.close()
        assert wrong == []


def panel(page: Page, name: str) -> Locator:
    """Open a panel and return it."""
    page.get_by_role("tab", name=name, exact=True).click()
    shown = page.get_by_role("tabpanel", name=name, exact=True)
    expect(shown).to_be_visible()
    return shown


def choose(page: Page, name: str, option: str) -> None:
    """Choose a picture in a panel and wait until it is the chosen one."""
    found = panel(page, name).get_by_role("option", name=re.compile(f"^{re.escape(option)}"))
    found.click()
    expect(found).to_have_attribute("aria-selected", "true")


def drag(page: Page, what: Locator, onto: Locator, *, across: float = 0.5, down: float = 0.5) -> None:
    """Drag one thing onto a point of another, given as shares of its width and height."""
    what.scroll_into_view_if_needed()
    start = what.bounding_box()
    assert start
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2 + 12, start["y"] + 24)
    expect(page.locator(".ghost")).to_be_visible()
    end = onto.bounding_box()
    assert end
    page.mouse.move(end["x"] + end["width"] * across, end["y"] + end["height"] * down, steps=3)
    page.mouse.up()


def tab_to(page: Page, target: Locator, *, keys: str = "Tab", most: int = 150) -> None:
    """Press Tab until the focus is on the target; it must be reachable that way."""
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(keys)
    pytest.fail(f"{target} cannot be reached with {keys}")


def slide_names(page: Page) -> list[str]:
    """What the slides are called, in their order."""
    return [tile.get_attribute("aria-label") or "" for tile in page.locator(".tile__main").all()]
