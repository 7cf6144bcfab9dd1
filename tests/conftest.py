"""
Give every test what it shares: the browser, and the rule for its absence.

A test marked `browser` is skipped with the reason on a machine without Chromium, and fails where CI is set,
so that a green CI run means the pictures were made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

# Before anything reads it: what one test made must not stand in for what another should make.
os.environ["CAROUSEL_CACHE"] = "off"
os.environ["CAROUSEL_WARM"] = "off"

import pytest

from carousel_html.catalogue import data_root
from carousel_html.errors import CarouselError
from carousel_html.fontconfig import write_print_config
from carousel_html.pdf.printer import Printer
from carousel_html.stage.browser import Chromium
from carousel_html.stage.find_browser import Browser, find_browser
from carousel_html.stage.stage import Stage


@pytest.fixture(scope="session")
def browser() -> Browser:
    """The browser that every browser test of this run uses."""
    return find_browser()


@pytest.fixture(scope="session")
def _no_browser() -> str | None:
    """Why there is no browser, or None."""
    try:
        find_browser()
    except CarouselError as error:
        return str(error)
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A search for counterexamples is slow, wherever it stands."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("slow")


@pytest.fixture(autouse=True)
def _browser_or_skip(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("browser") is None:
        return
    if reason := request.getfixturevalue("_no_browser"):
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium(browser: Browser) -> Iterator[Chromium]:
    """One running browser for the tests that drive the stage themselves."""
    with Chromium(browser.path, [data_root() / "fonts" / "noto-color-emoji"]) as running:
        yield running


@pytest.fixture(scope="session")
def printer() -> Iterator[Printer]:
    """One PDF process for the tests that print."""
    with Printer(write_print_config) as running:
        yield running


@pytest.fixture
def stage(chromium: Chromium) -> Iterator[Stage]:
    """A stage with nothing on it."""
    empty = Stage(chromium)
    yield empty
    empty.close()
