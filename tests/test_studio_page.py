"""The studio's page in a real browser: the whole story, by mouse and by keyboard."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect
from studio_browser import PASTED, browsing, choose, drag, opened_studio, panel, slide_names, tab_to
from studio_server import NO_BROWSER, THREAD, wait_for
from studio_server import Page as Served

from carousel_html import Carousel, load_thread
from carousel_html.export import Options, render

WITH_PICTURES = {
    "2": "Layout Template",
    "3": "Preset Themes",
    "4": "Typography & Sizing",
    "7": "Background Pattern",
    "1": "Canvas & Ratio",
}
"""Panels whose choices are pictures, by the key that opens them."""

HOSTILE = """Look <img src="http://127.0.0.1:9/x.png" onerror="document.title=1"> here

---

<script>document.title=2</script> done
"""

SEEN = """frame => ({
  theme: frame.contentDocument.querySelector(".slide").dataset.theme,
  style: frame.contentDocument.querySelector("style").textContent,
  words: frame.contentDocument.querySelector(".slide").innerText.trim(),
  waiting: [...frame.contentDocument.fonts].filter(({ status }) => status === "loading").length,
})"""
"""What stands in a frame, and how many of its fonts are not there yet."""

ADDRESS = "frame => new URL(frame.src).pathname + new URL(frame.src).search"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser_app() -> Iterator[Browser]:
    """One browser for the pages of this module."""
    with browsing() as browser:
        yield browser


def carousel_of(served: Served) -> Callable[[], Carousel]:
    """A question for the carousel as it is at that moment."""
    return lambda: served.studio.project.now.carousel


def saved(served: Served) -> None:
    """Wait until everything is in the file."""
    wait_for(lambda: served.studio.project.now.saved)


def digests(folder: Path) -> dict[str, str]:
    """The pictures and PDFs below a folder, each with the digest of its bytes."""
    files = (path for path in folder.rglob("*") if path.suffix in (".png", ".pdf"))
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def exported_like_render(served: Served, folder: Path) -> None:
    """The exported pictures and PDFs are those `carousel render` makes of the saved file, byte for byte."""
    (record,) = (served.path.parent / "exports").rglob("export.json")
    render(load_thread(served.path), folder, Options())
    made = digests(record.parent)
    assert len(made) > 1
    assert made == digests(folder)


def test_the_whole_story_by_mouse(browser_app, tmp_path):
    """Paste a thread, choose in every panel, drag, reorder, undo, edit, export: the files are render's."""
    with opened_studio(browser_app, tmp_path) as (page, served):
        now = carousel_of(served)
        page.get_by_role("textbox", name="The thread's text").fill(PASTED)
        page.get_by_role("button", name="Make slides").click()
        expect(page.locator(".tile")).to_have_count(5)

        choose(page, "Canvas & Ratio", "Instagram square")
        panel(page, "Canvas & Ratio").get_by_role("option", name=re.compile("^Instagram portrait")).click()
        choose(page, "Layout Template", "Text")
        choose(page, "Preset Themes", "Paper")
        choose(page, "Typography & Sizing", "Humanist")
        panel(page, "Typography & Sizing").get_by_role("slider", name="Text size").press("ArrowLeft")
        panel(page, "Brand Kit Customization").get_by_role("textbox", name="Name", exact=True).fill(
            "Cache & Co"
        )
        panel(page, "Outro Slide CTA").get_by_role("textbox", name="Headline").fill("Thank you")
        choose(page, "Background Pattern", "Dots")
        wait_for(lambda: now().brand is not None and now().outro and now().outro.headline == "Thank you")
        assert (now().canvas, now().layout, now().theme) == (["instagram-square"], "text", "paper")
        assert (now().typography.pair, now().typography.scale) == ("humanist", 0.95)
        assert (now().pattern.name, now().brand.name) == ("dots", "Cache & Co")

        build = panel(page, "Build Your Carousel")
        cards, tiles = build.locator(".card"), page.locator(".tile")
        drag(page, cards.nth(3), tiles.nth(1), down=0.75)
        expect(tiles.nth(1)).to_have_class(re.compile("tile--chosen"))
        wait_for(lambda: "second database" in (now().slides[1].text or ""))
        assert "version into the key" in (now().slides[1].text or "")

        drag(page, cards.nth(3), tiles.nth(2), across=0.03)
        expect(tiles).to_have_count(6)
        assert now().slides[2].post == now().thread.posts[3].id

        before = slide_names(page)
        drag(page, tiles.nth(3), tiles.nth(0), across=0.1)
        expect(page.locator(".tile__main").nth(0)).to_have_attribute(
            "aria-label", before[3].replace("Slide 4", "Slide 1")
        )
        page.get_by_role("button", name=re.compile("^Undo move slide")).click()
        expect(page.locator(".tile__main").nth(0)).to_have_attribute("aria-label", before[0])

        page.locator(".tile__main").nth(2).click()
        page.get_by_label("Title", exact=True).fill("Keys have versions")
        wait_for(lambda: now().slides[2].title == "Keys have versions")
        page.get_by_role("button", name="Actions for slide 2").click()
        page.get_by_role("menuitem", name="Delete").click()
        expect(tiles).to_have_count(5)

        page.get_by_role("radio", name="One slide").click()
        page.locator(".plate--picture").dblclick(position={"x": 200, "y": 200})
        page.locator(".inplace").fill("Written where it stands")
        page.keyboard.press("Control+Enter")
        wait_for(lambda: "Written where it stands" in {now().slides[1].title, now().slides[1].text})

        saved(served)
        page.get_by_role("button", name="Export", exact=True).click()
        dialog = page.get_by_role("dialog", name="Export")
        dialog.get_by_role("button", name="Export", exact=True).click()
        expect(dialog.get_by_text("PDF matches: 5 of 5 slides")).to_be_visible(timeout=120_000)
        with page.expect_download() as download:
            dialog.get_by_role("link", name="All files (zip)").click()
        assert download.value.suggested_filename.endswith(".zip")
        exported_like_render(served, tmp_path / "again")


def test_a_picture_may_be_told_of_before_the_slide_it_shows(browser_app, tmp_path):
    """The answer that names the slide is on its way then, and knows of no picture."""
    with opened_studio(browser_app, tmp_path) as (page, served):

        def late(route: Route) -> None:
            answer = route.fetch()
            wait_for(lambda: all(map(served.studio.shelf.name, looks())))
            page.wait_for_timeout(300)
            route.fulfill(response=answer)

        def looks() -> list[str]:
            previews = served.studio.previews
            return [piece.look for piece in previews.laid("instagram-portrait").pieces]

        page.route(re.compile("/api/preview/[a-z-]+$"), late)
        page.get_by_role("textbox", name="The thread's text").fill(PASTED)
        page.get_by_role("button", name="Make slides").click()
        page.get_by_role("radio", name="One slide").click()
        expect(page.locator(".plate--picture")).to_be_visible(timeout=20_000)


def test_the_whole_story_by_keyboard(browser_app, tmp_path):
    """Everything the mouse does has a way by keys alone, and each step is said."""
    with opened_studio(browser_app, tmp_path, browser=NO_BROWSER) as (page, served):
        now = carousel_of(served)
        press = page.keyboard.press
        tab_to(page, page.get_by_role("textbox", name="The thread's text"))
        page.keyboard.insert_text(PASTED)
        tab_to(page, page.get_by_role("button", name="Make slides"))
        press("Enter")
        expect(page.locator(".tile")).to_have_count(5)

        for key, name in WITH_PICTURES.items():
            page.locator("body").evaluate("() => document.activeElement.blur()")
            press(key)
            expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
            tab_to(page, page.get_by_role("tabpanel", name=name).locator("[role=option][tabindex='0']"))
            press("End")
            press("Enter")
            last = page.get_by_role("tabpanel", name=name).get_by_role("option").last
            expect(last).to_have_attribute("aria-selected", "true")
        assert now().canvas[-1] == "presentation"
        press("Enter")
        wait_for(lambda: now().canvas == ["instagram-portrait"])

        press("Escape")
        tab_to(page, page.get_by_role("tab", selected=True), keys="Shift+Tab")
        press("5")
        tab_to(page, page.get_by_role("textbox", name="Name", exact=True))
        page.keyboard.type("Cache & Co")
        tab_to(page, page.get_by_role("tab", selected=True), keys="Shift+Tab")
        press("6")
        tab_to(page, page.get_by_role("textbox", name="Headline"))
        page.keyboard.type("Thank you")
        wait_for(lambda: now().outro and now().outro.headline == "Thank you")

        tab_to(page, page.get_by_role("tab", selected=True), keys="Shift+Tab")
        press("8")
        tab_to(page, page.get_by_role("button", name="Place post 4…"))
        press("Enter")
        expect(page.get_by_role("button", name="New slide at the start")).to_be_visible()
        while "Join to slide 2" not in (page.evaluate("document.activeElement.ariaLabel") or ""):
            press("ArrowRight")
        press("Enter")
        wait_for(lambda: "version into the key" in (now().slides[1].text or ""))
        expect(page.locator("#announcer")).to_have_text("Post 4: Join to slide 2.")

        tab_to(page, page.get_by_role("button", name="New slide, post 4"), keys="Shift+Tab")
        press("Enter")
        expect(page.locator(".tile")).to_have_count(6)
        tab_to(page, page.get_by_role("button", name="Insert content, post 2"), keys="Shift+Tab")
        press("Enter")
        wait_for(lambda: "second database" in (now().slides[2].text or ""))

        press("l")
        press("Alt+ArrowLeft")
        expect(page.locator("#announcer")).to_have_text("Slide 3 is now slide 2 of 6.")
        press("Control+z")
        expect(page.locator("#announcer")).to_have_text("Undo move slide 3: done.")
        press("l")
        press("m")
        press("ArrowRight")
        press("Escape")
        expect(page.locator("#announcer")).to_have_text("Put back.")
        press("Delete")
        expect(page.locator(".tile")).to_have_count(5)
        press("Enter")
        expect(page.locator(".words textarea").first).to_be_focused()
        press("Control+a")
        page.keyboard.type("By keys alone")
        wait_for(lambda: any(slide.title == "By keys alone" for slide in now().slides))

        tab_to(page, page.get_by_role("button", name="Export", exact=True), keys="Shift+Tab")
        press("Enter")
        expect(page.get_by_role("dialog", name="Export")).to_be_visible()
        tab_to(page, page.get_by_role("dialog").get_by_role("button", name="Export", exact=True))
        press("Escape")
        expect(page.get_by_role("button", name="Export", exact=True)).to_be_focused()


def test_a_refused_import_says_what_to_do_and_keeps_what_was_written(browser_app, tmp_path):
    """What cannot be read is told beside the field, with the words still in it."""
    with opened_studio(browser_app, tmp_path, browser=NO_BROWSER) as (page, _):
        page.get_by_role("radio", name="Address").click()
        page.get_by_role("textbox", name="Address of the thread").fill("http://127.0.0.1/thread")
        page.get_by_role("button", name="Make slides").click()
        expect(page.get_by_role("alert")).not_to_be_empty()
        expect(page.get_by_role("textbox", name="Address of the thread")).to_have_value(
            "http://127.0.0.1/thread"
        )


def test_two_tabs_show_the_same_carousel(browser_app, tmp_path):
    """What one tab does the other shows by itself, and a stale action is done to the newer state."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        other = page.context.new_page()
        other.goto(served.served.origin)
        other.wait_for_selector("html[data-ready]")
        page.bring_to_front()
        page.get_by_role("textbox", name="Title of the carousel").fill("On call, in short")
        expect(other.get_by_role("textbox", name="Title of the carousel")).to_have_value("On call, in short")


def test_a_hostile_post_stays_words(browser_app, tmp_path):
    """Markup in a post is shown as it was written: nothing runs, nothing is fetched."""
    with opened_studio(browser_app, tmp_path, HOSTILE, browser=NO_BROWSER) as (page, _):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        panel(page, "Build Your Carousel")
        expect(page.locator(".card")).to_have_count(2)
        assert page.locator(".card img, .card script, .card [onerror]").count() == 0
        assert not [url for url in asked if ":9/" in url]
        assert page.title().endswith("Carousel studio")


def test_a_new_look_is_seen_without_a_new_page(browser_app, tmp_path):
    """After a change the frame shows the slide's new document, whole: its style, its words and its fonts."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        seen = page.locator(".plate__frame:not(.plate__frame--next)")
        expect(page.locator(".plate__frame--next[data-open]")).to_have_count(1)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for theme in ("Paper", "Brutalist"):
            before = seen.get_attribute("data-look") or ""
            choose(page, "Preset Themes", theme)
            expect(seen).not_to_have_attribute("data-look", before)
            look = seen.evaluate(SEEN)
            assert look["theme"] == theme.lower()
            assert look["waiting"] == 0
            assert look["words"]
        assert not [
            url for url in asked if "/document" in url or url.endswith("/api/preview/instagram-portrait")
        ]
        alone = served.get(seen.evaluate(ADDRESS)).text
        assert look["style"] in alone


def test_no_script_of_a_template_runs(browser_app, tmp_path):
    """What a layout of one's own brings along is shown, however it comes into the frame; it runs nowhere."""
    (tmp_path / "layouts/odd").mkdir(parents=True)
    run = "top.document.title = 'ran'"
    (tmp_path / "layouts/odd/odd.html").write_text(
        '{% extends "_partials/slide.html" %}{% block body %}<p data-block="0">Odd</p>'
        f'<script>{run}</script><svg onload="{run}"></svg><details open ontoggle="{run}"></details>'
        f'<a href="javascript:{run}" autofocus onfocus="{run}">x</a>{{% endblock %}}',
        "utf-8",
    )
    plain = "title: Plain\nlayout: text\nslides:\n  - {text: Hello}\n"
    with opened_studio(browser_app, tmp_path, plain, browser=NO_BROWSER) as (page, _):
        seen = page.locator(".plate__frame:not(.plate__frame--next)")
        expect(page.locator(".plate__frame--next[data-open]")).to_have_count(1)
        choose(page, "Layout Template", "Odd")
        for _ in range(2):  # Written into the frame; after the page is loaded again, opened in it.
            expect(seen.content_frame.get_by_text("Odd")).to_be_visible()
            assert page.title() != "ran"
            page.reload()
            page.wait_for_selector("html[data-ready]")
