"""What is typed and chosen in the studio's page arrives where it was meant, or somebody is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from studio_browser import browsing, choose, opened_studio, panel
from studio_server import NO_BROWSER, THREAD, wait_for

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser_app() -> Iterator[Browser]:
    """One browser for the pages of this module."""
    with browsing() as browser:
        yield browser


def at_rest(page: Page) -> None:
    """Wait until no action waits for its answer."""
    page.locator("html:not([data-busy])").wait_for(state="attached")


def titles(page: Page) -> list[str]:
    """The titles of the slides as the server has them."""
    return page.evaluate("fetch('/api/state').then(r => r.json()).then(s => s.slides.map(one => one.title))")


def test_typed_words_go_to_no_other_slide(browser_app, tmp_path):
    """A slide that is deleted while its title is typed takes the words along; the next keeps its own."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        page.locator(".tile__main").nth(1).click()
        title = page.get_by_label("Title", exact=True)
        expect(title).to_have_value("Alerts")
        title.press("End")
        page.keyboard.type(" that ring")
        served.act("delete_slide", slide=served.state()["slides"][1]["id"])
        expect(page.locator(".tile")).to_have_count(4)
        expect(title).to_have_value("Runbooks")
        expect(title).not_to_be_focused()
        at_rest(page)
        assert titles(page)[1:3] == ["Runbooks", "Sleep"]


def test_typed_words_arrive_when_another_slide_is_chosen(browser_app, tmp_path):
    """What was typed last before another slide is chosen belongs to the slide it was typed for."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, _):
        page.locator(".tile__main").nth(1).click()
        title = page.get_by_label("Title", exact=True)
        title.fill("Alarms")
        page.locator(".tile__main").nth(2).dispatch_event(
            "click"
        )  # Without a press, so the field keeps focus.
        expect(title).to_have_value("Runbooks")
        wait_for(lambda: titles(page)[1:3] == ["Alarms", "Runbooks"])


def test_an_edit_of_a_page_that_has_not_heard_the_news_is_done_to_what_is_there(browser_app, tmp_path):
    """A choice means the same whatever somebody else did meanwhile; their change stays."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        page.route("**/api/events", lambda route: route.abort())
        page.reload()
        page.wait_for_selector("html[data-ready]")
        served.act("set", key="title", value="On call, in short")
        choose(page, "Preset Themes", "Paper")
        expect(page.get_by_role("textbox", name="Title of the carousel")).to_have_value("On call, in short")
        now = served.studio.project.now.carousel
        assert (now.theme, now.title) == ("paper", "On call, in short")


def test_an_address_that_is_none_is_refused_in_its_field(browser_app, tmp_path):
    """The field is marked, says what to write and keeps the words. Mended, they are taken."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        link = panel(page, "Outro Slide CTA").get_by_role("textbox", name="Link")
        link.fill("link in bio")
        link.press("Enter")
        expect(page.get_by_role("alert").filter(has_text="https://example.com")).to_be_visible()
        expect(link).to_have_attribute("aria-invalid", "true")
        expect(link).to_have_value("link in bio")
        at_rest(page)
        assert served.studio.project.now.carousel.outro.link is None
        link.fill("example.com/bio")
        link.press("Enter")
        wait_for(lambda: served.studio.project.now.carousel.outro.link == "example.com/bio")
        expect(link).not_to_have_attribute("aria-invalid", "true")
        expect(page.locator(".field__wrong:visible")).to_have_count(0)


def test_inserting_twice_loses_nothing(browser_app, tmp_path):
    """However often a button is pressed, the words that were there stay, and the card's come once."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        build = panel(page, "Build Your Carousel")
        page.locator(".tile__main").nth(1).click()
        expect(build.get_by_text("The buttons insert into slide 2.")).to_be_visible()
        insert = build.get_by_role("button", name="Insert content, post 4", exact=True)
        insert.dblclick()
        at_rest(page)
        insert.click()
        expect(page.locator("#toasts").get_by_text("Post 4 is on slide 2 already.")).to_be_visible()
        at_rest(page)
        slide = served.state()["slides"][1]
        assert slide["title"] == "Alerts"
        assert slide["text"].count("alert that nobody acts on") == 1
        assert slide["text"].count("the best engineers I know") == 1


def test_inserting_keeps_words_that_were_written_by_hand(browser_app, tmp_path):
    """The post of the slide itself is not put over what somebody wrote there."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        slide = served.state()["slides"][1]["id"]
        served.act("set_slide", slide=slide, key="text", value="My own words.")
        build = panel(page, "Build Your Carousel")
        page.locator(".tile__main").nth(1).click()
        build.get_by_role("button", name="Insert content, post 2", exact=True).click()
        anew = page.get_by_role("button", name="Put its words there anew")
        expect(anew).to_be_visible()
        assert served.state()["slides"][1]["text"] == "My own words."
        anew.click()
        wait_for(lambda: "alert that nobody" in served.state()["slides"][1]["text"])


def test_a_broken_file_is_told_until_it_is_mended(browser_app, tmp_path):
    """The notice comes by itself, and goes by itself when the file is as it was."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        served.act("set", key="title", value="On call")
        wait_for(lambda: served.studio.project.now.saved)
        good = served.path.read_text("utf-8")
        notice = page.get_by_label("Notice").filter(has_text=served.path.name)
        served.path.write_text("title: [broken\n", "utf-8")
        expect(notice).to_be_visible()
        served.path.write_text(good, "utf-8")
        expect(notice).to_have_count(0)
        served.path.write_text("title: [broken\n", "utf-8")
        expect(notice).to_be_visible()
        page.get_by_role("textbox", name="Title of the carousel").fill("Mine")
        mine = page.get_by_role("button", name="Keep mine")
        expect(mine).to_be_visible()
        expect(page.get_by_role("button", name="Take the file")).to_have_count(0)
        served.path.write_text(good.replace("On call", "Theirs"), "utf-8")
        page.get_by_role("button", name="Take the file").click()
        expect(page.get_by_role("textbox", name="Title of the carousel")).to_have_value("Theirs")


def test_what_is_written_while_the_server_is_away_is_sent_when_it_is_back(browser_app, tmp_path):
    """It stays in its field, the bar says that it is not saved, and nothing has to be typed again."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        page.locator(".tile__main").nth(1).click()
        title = page.get_by_label("Title", exact=True)
        page.route("**/api/actions", lambda route: route.abort())
        title.fill("Alarms")
        expect(page.get_by_text("Not saved", exact=True)).to_be_visible()
        page.locator(".tile__main").nth(2).click()
        expect(title).to_have_value("Runbooks")
        page.locator(".tile__main").nth(1).click()
        expect(title).to_have_value("Alarms")
        assert titles(page)[1] == "Alerts"
        page.unroute("**/api/actions")
        expect(page.get_by_text("Saved", exact=True)).to_be_visible()
        assert served.state()["slides"][1]["title"] == "Alarms"


def test_what_was_typed_last_is_not_lost_with_the_page(browser_app, tmp_path):
    """A page that is loaded again at once has sent it, and shows the slide that was chosen."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, _):
        page.locator(".tile__main").nth(1).click()
        page.get_by_label("Title", exact=True).fill("Alarms")
        page.reload()
        page.wait_for_selector("html[data-ready]")
        expect(page.get_by_label("Title", exact=True)).to_have_value("Alarms")


@pytest.mark.parametrize(
    ("name", "option", "key"),
    [("Typography & Sizing", "Humanist", "typography"), ("Background Pattern", "Dots", "pattern")],
)
def test_there_is_a_way_back_to_what_the_theme_was_drawn_with(browser_app, tmp_path, name, option, key):
    """The theme's own is a choice like the others, and is the chosen one while nobody chose."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        own = panel(page, name).get_by_role("option", name="The theme’s own")
        expect(own).to_have_attribute("aria-selected", "true")
        choose(page, name, option)
        expect(own).to_have_attribute("aria-selected", "false")
        choose(page, name, "The theme’s own")
        chosen = served.state()[key]
        assert (chosen.get("pair"), chosen.get("name")) == (None, None)


def test_an_outro_that_is_switched_off_and_on_keeps_its_words(browser_app, tmp_path):
    """A switch destroys nothing."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        served.act("set", key="outro", value={"headline": "Buy now", "qr": True, "link": "example.com"})
        outro = panel(page, "Outro Slide CTA")
        expect(outro.get_by_role("textbox", name="Headline")).to_have_value("Buy now")
        switch = outro.get_by_role("switch", name="Close with an outro slide")
        switch.click()
        expect(page.locator(".tile")).to_have_count(4)
        switch.click()
        expect(page.locator(".tile")).to_have_count(5)
        found = served.studio.project.now.carousel.outro
        assert found.model_dump(exclude_defaults=True) == {
            "headline": "Buy now",
            "qr": True,
            "link": "example.com",
        }


@pytest.mark.parametrize("color", ["red", "#f00", "rgb(255 0 0)"])
def test_a_swatch_shows_the_colour_however_it_is_written(browser_app, tmp_path, color):
    """The browser's picker begins with it too."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        served.act("set", key="brand.colors.accent", value=color)
        brand = panel(page, "Brand Kit Customization")
        expect(brand.get_by_label("Accent, pick")).to_have_value("#ff0000")


POINTS = """title: Points
slides:
  - {layout: list, title: On call, items: [Alerts that matter, Runbooks that work]}
"""


def press_twice(page: Page, words: str) -> None:
    """Double click on words of the slide that is seen large."""
    frame = page.locator(".plate__frame:not(.plate__frame--next)")
    box = frame.content_frame.get_by_text(words).bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_double_click_edits_the_words_that_are_pressed(browser_app, tmp_path):
    """In place where one block holds them as they are written; else in their own field."""
    with opened_studio(browser_app, tmp_path, POINTS, browser=NO_BROWSER) as (page, served):
        press_twice(page, "Runbooks that work")
        expect(page.get_by_label("Items, one a line")).to_be_focused()
        expect(page.locator(".inplace")).to_have_count(0)
        press_twice(page, "On call")
        page.locator(".inplace").fill("Off duty")
        page.keyboard.press("Enter")
        wait_for(lambda: served.state()["slides"][0]["title"] == "Off duty")
        expect(page.locator("#view")).to_be_focused()
        page.locator(".tile__main").nth(1).click()
        press_twice(page, "Thanks for reading")
        expect(page.get_by_role("textbox", name="Headline")).to_be_focused()
        expect(page.locator(".inplace")).to_have_count(0)


def test_the_chosen_slide_stays_in_sight_when_the_board_is_left(browser_app, tmp_path):
    """The strip stands where the chosen slide is, not at its start."""
    source = "title: Many\nslides:\n" + "".join(f"  - {{text: Slide {n}}}\n" for n in range(20))
    with opened_studio(browser_app, tmp_path, source, browser=NO_BROWSER) as (page, _):
        panel(page, "Build Your Carousel")
        page.locator(".tile__main").nth(18).click()
        panel(page, "Preset Themes")
        expect(page.locator(".tile--chosen")).to_be_in_viewport(ratio=1)


def test_an_error_is_shown_inside_the_dialog_it_belongs_to(browser_app, tmp_path):
    """Outside an open dialog nothing can be pressed; afterwards notes stand in the page again."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, _):
        page.locator(".tile__main").nth(1).click()
        page.get_by_role("button", name="Add an image").click()
        dialog = page.get_by_role("dialog", name="Add an image")
        broken = {"name": "x.png", "mimeType": "image/png", "buffer": b"no picture"}
        dialog.locator("input[type=file]").set_input_files(broken)
        expect(dialog.locator(".toast--bad")).to_be_visible()
        expect(dialog.locator("#announcer")).not_to_be_empty()
        dialog.get_by_role("button", name="Close this note").click()
        expect(page.locator(".toast")).to_have_count(0)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(page.locator("body > #toasts")).to_have_count(1)
        expect(page.locator("body > #announcer")).to_have_count(1)


def test_a_pasted_text_stays_while_other_ways_are_looked_at(browser_app, tmp_path):
    """Also when the dialog is closed and opened again."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, _):
        page.get_by_role("button", name="Import").click()
        text = page.get_by_role("textbox", name="The thread's text")
        expect(text).to_be_focused()
        text.fill("Not brought in yet")
        page.get_by_role("radio", name="File").click()
        page.get_by_role("radio", name="Paste").click()
        expect(text).to_have_value("Not brought in yet")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Import").click()
        expect(text).to_have_value("Not brought in yet")


def test_the_search_field_stays_whole_while_the_cards_scroll(browser_app, tmp_path):
    """It stands below the panel's head, however many lines that takes."""
    thread = "\n\n---\n\n".join(f"Post {n} - says something about lamps." for n in range(30))
    with opened_studio(browser_app, tmp_path, thread, browser=NO_BROWSER) as (page, _):
        build = panel(page, "Build Your Carousel")
        build.locator(".card").last.scroll_into_view_if_needed()
        head = build.locator(".panel__head").bounding_box()
        search = build.get_by_role("searchbox").bounding_box()
        assert head
        assert search
        assert search["y"] >= head["y"] + head["height"]


def test_an_emptied_number_is_no_wish(browser_app, tmp_path):
    """The value that there is comes back; nothing is set."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        number = panel(page, "Typography & Sizing").get_by_label("Text size, in per cent")
        number.fill("")
        number.press("Enter")
        expect(number).to_have_value("100")
        number.fill("120")
        number.press("Enter")
        wait_for(lambda: served.studio.project.now.carousel.typography.scale == 1.2)
        assert served.studio.project.now.undo == "Undo change text size"
        served.act("undo")
        assert served.studio.project.now.undo is None


def test_ctrl_y_does_it_again(browser_app, tmp_path):
    """As where people come from."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        served.act("set", key="theme", value="paper")
        served.act("undo")
        expect(page.get_by_role("button", name="Redo change theme")).to_be_visible()
        page.keyboard.press("Control+y")
        wait_for(lambda: served.studio.project.now.carousel.theme == "paper")


def test_saved_kits_go_by_the_names_they_were_saved_by(browser_app, tmp_path):
    """Two kits of one brand can be told apart, and one is replaced only when that is pressed."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        brand = panel(page, "Brand Kit Customization")
        served.act("set", key="brand.name", value="Ines Falk")
        name = brand.get_by_role("textbox", name="Name of the kit")
        for kit in ("Acme", "Second kit"):
            name.fill(kit)
            name.press("Enter")
            expect(name).to_have_value("")
        expect(brand.locator(".kits__one")).to_have_count(2)
        expect(brand.locator(".kits__name").nth(0)).to_have_text("acme Ines Falk")
        expect(brand.locator(".kits__name").nth(1)).to_have_text("second-kit Ines Falk")
        served.act("set", key="brand.name", value="Somebody else")
        name.fill("acme")
        name.press("Enter")
        replace = page.get_by_role("button", name="Replace it")
        expect(replace).to_be_visible()
        assert "Ines Falk" in (tmp_path / "brands/acme/brand.yaml").read_text("utf-8")
        replace.click()
        expect(brand.locator(".kits__name").nth(0)).to_have_text("acme Somebody else")


def test_steps_of_a_slider_are_one_step_of_undo(browser_app, tmp_path):
    """As long as it is not left; sliding again later is another."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        size = panel(page, "Typography & Sizing").get_by_role("slider", name="Text size")
        for _ in range(3):
            size.press("ArrowRight")
        wait_for(lambda: served.studio.project.now.carousel.typography.scale == 1.15)
        at_rest(page)
        served.act("undo")
        assert served.studio.project.now.carousel.typography.scale == 1.0


def test_a_slow_answer_moves_no_slider_back(browser_app, tmp_path):
    """What is pressed while an older step is answered goes on from where the slider stands."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        size = panel(page, "Typography & Sizing").get_by_role("slider", name="Text size")
        page.evaluate(
            """() => {
              const { fetch } = window;
              window.fetch = async (...asked) => {
                if (asked[1]?.method === "POST") await new Promise((done) => setTimeout(done, 400));
                return fetch(...asked);
              };
            }"""
        )
        size.press("ArrowRight")
        size.press("ArrowRight")
        wait_for(lambda: served.studio.project.now.carousel.typography.scale == 1.05)
        page.wait_for_timeout(200)
        size.press("ArrowRight")
        wait_for(lambda: served.studio.project.now.carousel.typography.scale == 1.15)
        at_rest(page)
        expect(size).to_have_value("1.15")


def test_a_cover_without_a_title_of_its_own_shows_whose_it_has(browser_app, tmp_path):
    """The field is empty, and what stands on the slide stands there in grey."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        title = page.get_by_label("Title", exact=True)
        title.fill("")
        wait_for(lambda: served.studio.project.now.carousel.slides[0].title is None)
        at_rest(page)
        expect(title).to_have_value("")
        expect(title).to_have_attribute("placeholder", served.studio.project.now.carousel.title)


def test_what_would_cover_the_slides_is_shut_while_the_window_is_small(browser_app, tmp_path):
    """And open again as soon as there is room."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, _):
        expect(page.locator("#inspector")).to_be_visible()
        page.set_viewport_size({"width": 900, "height": 800})
        expect(page.locator("#inspector")).to_be_hidden()
        page.set_viewport_size({"width": 600, "height": 800})
        expect(page.locator("#panel")).to_be_hidden()
        page.set_viewport_size({"width": 1280, "height": 800})
        expect(page.locator("#inspector")).to_be_visible()
        expect(page.locator("#panel")).to_be_visible()


def test_who_edits_in_place_is_told_of_another_edit(browser_app, tmp_path):
    """The later words stand, and the ones before them are a step of undo away."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        page.locator(".tile__main").nth(1).click()
        press_twice(page, "Alerts")
        page.locator(".inplace").fill("Mine")
        slide = served.state()["slides"][1]["id"]
        served.act("set_slide", slide=slide, key="title", value="Theirs")
        expect(page.get_by_label("Title", exact=True)).to_have_value("Theirs")
        page.locator(".inplace").press("Enter")
        expect(page.locator(".toast").filter(has_text="changed elsewhere")).to_be_visible()
        at_rest(page)
        assert titles(page)[1] == "Mine"
        served.act("undo")
        assert titles(page)[1] == "Theirs"


def test_words_for_a_slide_that_is_gone_are_told_and_shown(browser_app, tmp_path):
    """A page that had not heard of it says so, with what was written: it is nowhere else."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        page.route("**/api/events", lambda route: route.abort())
        page.reload()
        page.wait_for_selector("html[data-ready]")
        page.locator(".tile__main").nth(1).click()
        served.act("delete_slide", slide=served.state()["slides"][1]["id"])
        page.get_by_label("Title", exact=True).fill("Alarms")
        gone = page.locator(".toast--bad")
        expect(gone).to_contain_text("this slide is not there any more")
        expect(gone).to_contain_text("“Alarms”")
        expect(page.get_by_label("Title", exact=True)).to_have_value("Runbooks")


def test_a_layout_for_all_says_which_slides_keep_their_own(browser_app, tmp_path):
    """One that somebody chose stays, until it is taken off."""
    with opened_studio(browser_app, tmp_path, THREAD, browser=NO_BROWSER) as (page, served):
        slide = served.state()["slides"][2]["id"]
        served.act("set_slide", slide=slide, key="layout", value="quote")
        choose(page, "Layout Template", "Statement")
        expect(page.locator(".toast").filter(has_text="Slide 3 keeps a layout of its own.")).to_be_visible()
        page.locator(".tile__main").nth(2).click()
        layouts = page.get_by_role("listbox", name="Layout of this slide")
        expect(layouts.get_by_role("option", name="Quote")).to_have_attribute("aria-selected", "true")
        layouts.get_by_role("option", name="As all slides").click()
        wait_for(lambda: served.studio.project.now.carousel.slides[2].layout is None)
        assert [one["layout"] for one in served.state()["slides"][1:4]] == ["statement"] * 3


@pytest.mark.parametrize("width", [1280, 1100, 900, 600, 390])
def test_the_side_can_be_opened_in_every_window(browser_app, tmp_path, width):
    """What opens it is as large as its neighbours and in sight, however narrow the bar is."""
    view = {"viewport": {"width": width, "height": 800}}
    with opened_studio(browser_app, tmp_path, THREAD, view=view, browser=NO_BROWSER) as (page, _):
        side = page.get_by_role("toolbar", name="View").get_by_role("button", name="The chosen slide’s side")
        expect(side).to_be_in_viewport(ratio=1)
        box = side.bounding_box()
        assert box
        assert box["width"] >= box["height"] - 1 >= 28
