"""The studio's page for everybody: names, contrast and roles by axe-core; and how much an edit touches."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from studio_browser import browsing, opened_studio, panel
from studio_server import NO_BROWSER, THREAD, wait_for

pytestmark = pytest.mark.browser

PANELS = [
    "Canvas & Ratio",
    "Layout Template",
    "Preset Themes",
    "Typography & Sizing",
    "Brand Kit Customization",
    "Outro Slide CTA",
    "Background Pattern",
    "Build Your Carousel",
]

MANY_POSTS, MANY_SLIDES = 500, 100
WATCH = """
window.touched = new Set();
new MutationObserver((changes) => { for (const change of changes) window.touched.add(change.target); })
  .observe(document.querySelector("#desk"), { subtree: true, childList: true, attributes: true });
"""


@pytest.fixture(scope="module")
def browser_app() -> Iterator[Browser]:
    """One browser for the pages of this module."""
    with browsing() as browser:
        yield browser


RULES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}
"""What axe looks for: in dark only what the scheme can change."""


def faults(page: Page, context: str, rules: dict[str, object]) -> list[str]:
    """What axe-core finds within a selector that is serious or critical, with the element."""
    # The frame that shows a slide runs no scripts, so axe cannot look into it; slides are judged elsewhere.
    options = {"iframes": False, "resultTypes": ["violations"], **rules}
    return [
        f"{each['id']}: {node['html']}"
        for each in Axe().run(page, context=context, options=options).response["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def test_the_panels_stand_in_their_order_under_their_names(browser_app, tmp_path):
    """Eight tabs, with the names of the panels, each with its panel."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, _):
        assert [tab.text_content() for tab in page.get_by_role("tab").all()] == PANELS
        for name in PANELS:
            expect(panel(page, name).get_by_role("heading", name=name, exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser_app, tmp_path, scheme):
    """In every panel, while carrying, in a menu and in the dialogs: no serious or critical finding."""
    with opened_studio(browser_app, tmp_path, THREAD, scheme=scheme, browser=NO_BROWSER) as (page, _):
        rules = RULES[scheme]
        assert faults(page, "body", rules) == []
        for name in PANELS[1:]:
            panel(page, name)
            assert (name, faults(page, "#panel", rules)) == (name, [])
        page.locator(".tile__main").first.focus()
        page.keyboard.press("m")
        assert faults(page, "#work", rules) == []
        page.keyboard.press("Escape")
        page.keyboard.press(".")
        assert faults(page, ".menu", rules) == []
        page.keyboard.press("Escape")
        for name in ("Import", "Export", "Keyboard"):
            page.get_by_role("button", name=name, exact=True).click()
            assert (name, faults(page, "dialog", rules)) == (name, [])
            page.keyboard.press("Escape")


def test_an_edit_touches_what_it_changes_and_not_the_rest(browser_app, tmp_path):
    """With 500 posts and 100 slides, a new title of one slide changes a few elements, not thousands."""
    posts = "".join(f"    - {{id: p{n}, text: Post number {n}.}}\n" for n in range(1, MANY_POSTS + 1))
    slides = "".join(f"  - {{post: p{n}}}\n" for n in range(1, MANY_SLIDES + 1))
    source = f"title: Many\nlayout: text\nthread:\n  posts:\n{posts}slides:\n{slides}"
    with opened_studio(browser_app, tmp_path, source, browser=NO_BROWSER) as (page, served):
        panel(page, "Build Your Carousel")
        expect(page.locator(".card")).to_have_count(MANY_POSTS)
        expect(page.locator(".tile")).to_have_count(MANY_SLIDES + 1)
        page.get_by_label("Title", exact=True).focus()
        page.evaluate(WATCH)
        page.get_by_label("Title", exact=True).fill("Another one")
        wait_for(lambda: served.studio.project.now.carousel.slides[0].title == "Another one")
        expect(page.locator(".tile__main").first).to_have_attribute("aria-label", "Slide 1: Another one")
        # The page is drawn for the edit, for its answer and for the event: elements are counted, not changes.
        assert page.evaluate("window.touched.size") < MANY_SLIDES / 2
