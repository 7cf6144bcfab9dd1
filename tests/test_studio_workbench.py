"""The designer's workbench: views of samples and slides, mistakes with their line, saves that show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect, sync_playwright
from studio_server import NO_BROWSER, Page, plain_client, studio_page, wait_for

from carousel_html.catalogue import Catalogue
from carousel_html.starters import start

pytestmark = pytest.mark.slow

PATIENCE_MS = 60_000


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """A studio of a project with a layout and a theme of its own; no browser draws for it."""
    start("layout", "mine", tmp_path)
    start("theme", "dusk", tmp_path)
    with studio_page(tmp_path, browser=NO_BROWSER) as opened:
        yield opened


def view(page: Page, **query: str) -> dict[str, Any]:
    """Ask for a view."""
    return page.get("/workbench/view", params=query).json()


def template(page: Page) -> Path:
    """The project's own layout."""
    return page.path.parent / "layouts/mine/mine.html"


def spoil(path: Path) -> str:
    """Put a mistake into a template, and return the line it stands in."""
    path.write_text(
        path.read_text("utf-8").replace("{% if slide.title %}", "{% if slide.titel.x %}"), "utf-8"
    )
    return "{% if slide.titel.x %}"


def test_the_address_of_the_workbench_lets_in(page: Page):
    """It carries the token, leads to the page without it, and the page asks only its own server."""
    with plain_client(page.served.origin) as client:
        answer = client.get(page.served.workbench, follow_redirects=True)
        assert answer.url.path == "/workbench"
        assert "token" not in str(answer.url)
        assert "<title>Workbench</title>" in answer.text
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        for file in ("workbench.js", "workbench.css", "stage.js"):
            assert client.get(f"/workbench/page/{file}").status_code == 200
        assert client.get("/workbench/page/../workbench.py").status_code == 404


def test_one_s_own_come_first_in_what_there_is(page: Page):
    """Layouts and themes of the project are marked, and stand before the built-in ones."""
    there = page.get("/workbench/catalogue").json()
    assert there["layout"][0] == {"name": "mine", "own": True}
    assert there["theme"][0] == {"name": "dusk", "own": True}
    assert {each["name"] for each in there["layout"]} == {"mine", *Catalogue().layouts}


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ({"show": "layouts", "layout": "mine", "theme": "dusk"}, {("mine", "dusk")}),
        ({"show": "layouts", "layout": "quote"}, {("quote", "paper")}),
        ({"show": "variants", "layout": "mine", "theme": "ink"}, {("mine", "ink")}),
    ],
)
def test_a_view_shows_samples(page: Page, query: dict[str, str], seen: set[tuple[str, str]]):
    """Each slide says which layout and theme it wears; the document can be loaded with all its files."""
    shown = view(page, **query)
    assert shown["problem"] is None
    assert {(slide["layout"], slide["theme"]) for slide in shown["slides"]} == seen
    document = page.get(f"/workbench/views/{shown['name']}/")
    assert document.text.count('<section class="slide"') == len(shown["slides"])
    assert "script-src 'none'" in document.headers["content-security-policy"]
    assert (
        page.get(f"/workbench/views/{shown['name']}/carousel.css")
        .headers["content-type"]
        .startswith("text/css")
    )


def test_a_view_shows_every_theme_and_every_layout(page: Page):
    """All of them, the project's own among them."""
    themes = view(page, show="themes", layout="post-card")
    assert {slide["theme"] for slide in themes["slides"]} == {"dusk", *Catalogue().themes}
    layouts = view(page, show="layouts", theme="dusk", canvas="story")
    assert {slide["layout"] for slide in layouts["slides"]} == {"mine", *Catalogue().layouts}
    assert (layouts["width"], layouts["height"]) == (1080, 1920)


def test_a_view_shows_the_user_s_slides(page: Page):
    """The project as it is now, in the theme that is looked at."""
    shown = view(page, show="mine", theme="dusk")
    assert any("lessons" in slide["title"] for slide in shown["slides"])
    assert {slide["theme"] for slide in shown["slides"]} == {"dusk"}


def test_a_mistake_keeps_the_last_good_view_and_names_the_line(page: Page):
    """File, line number and the line itself are told; the document before it can still be loaded."""
    query = {"show": "layouts", "layout": "mine"}
    good = view(page, **query)
    line = spoil(template(page))
    bad = view(page, **query)
    assert "mine.html:" in bad["problem"]["where"]
    assert line in bad["problem"]["where"]
    assert bad["slides"] == good["slides"]
    assert page.get(f"/workbench/views/{bad['name']}/").status_code == 200


def test_a_name_that_is_none_is_said(page: Page):
    """A layout is a mistake of the view; a canvas, of the question."""
    assert "post-card" in view(page, layout="post-crad")["problem"]["hint"]
    assert page.get("/workbench/view", params={"canvas": "storey"}).status_code == 422
    assert page.get("/workbench/views/unknown/").status_code == 404


def test_a_save_ends_the_waiting(page: Page):
    """The version changes with a style sheet, and whoever waits is told."""
    version = page.get("/workbench/changes").json()["version"]
    sheet = page.path.parent / "themes_css/themes/dusk.css"
    sheet.write_text(sheet.read_text("utf-8") + "\n/* saved */\n", "utf-8")
    wait_for(
        lambda: page.get("/workbench/changes", params={"since": str(version)}).json()["version"] != version
    )


@pytest.fixture
def tab(page: Page, browser) -> Iterator[Tab]:
    """The workbench in a browser, at the project's own layout."""
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser.path, args=["--no-sandbox"])
        opened = chromium.new_page(viewport={"width": 1200, "height": 800})
        opened.set_default_timeout(PATIENCE_MS)
        opened.goto(page.served.workbench)
        opened.goto(f"{page.served.origin}/workbench?show=layouts&layout=mine&theme=dusk&size=400")
        yield opened
        chromium.close()


def words(tab: Tab) -> str:
    """The words of the slide that is seen."""
    return tab.evaluate(
        "document.querySelector('iframe')?.contentDocument?.querySelector('.slide')?.innerText ?? ''"
    )


@pytest.mark.browser
def test_the_page_follows_every_save(page: Page, tab: Tab):
    """What is saved is seen without a click; a mistake stands over the last good view until it is mended."""
    expect(tab.locator(".sheet__label")).to_have_count(1, timeout=PATIENCE_MS)
    path, good = template(page), template(page).read_text("utf-8")
    path.write_text(good.replace("{% block body %}", "{% block body %}<p>Saved just now</p>"), "utf-8")
    wait_for(lambda: "Saved just now" in words(tab))
    line = spoil(path)
    expect(tab.locator(".problem")).to_be_visible(timeout=PATIENCE_MS)
    assert "mine.html:" in tab.locator(".problem__where").inner_text()
    assert line in tab.locator(".problem__where").inner_text()
    assert "Saved just now" in words(tab)
    path.write_text(good, "utf-8")
    expect(tab.locator(".problem")).to_be_hidden(timeout=PATIENCE_MS)
    wait_for(lambda: words(tab) and "Saved just now" not in words(tab))


@pytest.mark.browser
def test_the_page_says_what_an_export_would(page: Page, tab: Tab):
    """Words under the floor are marked at their slide: the page looks slides over as the stage does."""
    expect(tab.locator(".sheet__label")).to_have_count(1, timeout=PATIENCE_MS)
    assert tab.locator(".sheet__label[data-found]").count() == 0
    sheet = page.path.parent / "layouts/mine/mine.css"
    sheet.write_text(sheet.read_text("utf-8") + "\n.slide__header span { font-size: 5px }\n", "utf-8")
    expect(tab.locator(".sheet__label[data-found]")).to_have_count(1, timeout=PATIENCE_MS)
    assert "small-text" in tab.locator(".sheet__label").inner_text()


def test_the_workbench_is_not_for_strangers(page: Page):
    """A view tells of files of the project: it needs the key as everything does."""
    with httpx.Client(base_url=page.served.origin, trust_env=False, verify=False) as stranger:
        assert stranger.get("/workbench").status_code == 403
        assert stranger.get("/workbench?token=wrong").status_code == 403
