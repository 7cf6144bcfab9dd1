"""What is wrong with words is found without a browser: links, alt text, covers, duplicates, limits."""

from __future__ import annotations

import pytest
from pages import page
from PIL import Image as Picture

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.check.limits import found_in_limits
from carousel_html.check.preflight import preflight
from carousel_html.check.words import found_in_words
from carousel_html.compose import compose
from carousel_html.export.options import Options
from carousel_html.export.targets import targets_of
from carousel_html.findings import Finding
from carousel_html.model import Carousel, Image, Outro, Post, Slide, Thread
from carousel_html.platforms import PLATFORMS

CANVAS = find_canvas("instagram-portrait")


def found(carousel: Carousel) -> list[tuple[int | None, str, str]]:
    """Return slide, kind and words of everything found in a carousel."""
    full = complete(carousel)
    document = compose(full, CANVAS, Catalogue())
    return [(f.slide, f.kind, f.text) for f in found_in_words(full, document, range(len(full.slides)))]


def carousel(*slides: Slide, **more: object) -> Carousel:
    """Return a carousel of these slides without an outro."""
    return Carousel(**{"title": "T", "slides": list(slides), "outro": False} | more)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://t.co/AbC123", "short-link"),
        ("http://www.bit.ly/x", "short-link"),
        ("https://example.com/t.co", None),
        ("https://not.co/x", None),
        ("https://localhost/x", "bad-link"),
        ("https://intranet/x", "bad-link"),
        ("https://printer.local/", "bad-link"),
        ("https://10.0.0.7/x", "bad-link"),
        ("https://[::1]/x", "bad-link"),
        ("https://93.184.216.34/x", None),
        ("https://exa..mple.com/", "bad-link"),
        ("mailto:ada@example.com", None),
    ],
)
def test_a_link_says_by_itself_whether_it_can_be_followed(address, kind):
    """No server is asked: only what the address gives away is known."""
    slide = Slide(layout="text", text=f"Read [this]({address}) and [this]({address}) again")
    assert [(k, text) for _, k, text in found(carousel(slide))] == ([(kind, address)] if kind else [])


def test_links_of_the_outro_and_of_posts_are_looked_at():
    """Wherever a reader may meet one."""
    thread = Thread(posts=[Post(id="p1", text="See https://t.co/x for more")])
    made = Carousel(title="T", thread=thread, slides=[Slide(layout="text", post="p1")])
    made.outro = Outro(link="https://bit.ly/y")
    assert [(slide, kind) for slide, kind, _ in found(made)] == [(1, "short-link"), (2, "short-link")]


def test_a_picture_without_alt_text_is_named(tmp_path):
    """By its file; a slide with alt text of its own needs none for each picture."""
    Picture.new("RGB", (8, 8)).save(tmp_path / "a.png")
    images = [Image(src="a.png"), Image(src="a.png", alt="A square")]
    bare = Slide(layout="gallery", text="Two", images=images)
    told = Slide(layout="gallery", text="Two more", images=images, alt="Two squares, side by side")
    assert found(carousel(bare, told).beside(tmp_path)) == [(1, "missing-alt", "a.png")]


def test_a_cover_without_a_title_is_found():
    """Neither the slide's nor the carousel's."""
    assert found(carousel(Slide(layout="cover"), title="")) == [(1, "untitled-cover", "")]
    assert found(carousel(Slide(layout="cover"))) == []
    assert found(carousel(Slide(layout="cover", title="Here"), title="")) == []


def test_a_slide_that_shows_nothing_is_found(tmp_path):
    """A row of a batch may leave a column empty; `alt` tells of what a layout draws by itself."""
    Picture.new("RGB", (8, 8)).save(tmp_path / "a.png")
    silent = [
        Slide(layout="statement", text=""),
        Slide(layout="statement", text=" ", alt="A curtain"),
        Slide(layout="image", images=[Image(src="a.png", alt="A square")]),
        Slide(layout="stat", number="7"),
    ]
    assert found(carousel(*silent).beside(tmp_path)) == [(1, "empty", "")]


def test_a_slide_that_says_the_same_again_is_found():
    """It names the one that says it first."""
    one, two = Slide(layout="text", text="Words"), Slide(layout="text", text="Other words")
    assert found(carousel(one, two, one)) == [(3, "duplicate", "1")]


# --- limits of a platform --------------------------------------------------------------------


def limits(name: str, made: Carousel, **more: int) -> dict[str, Finding]:
    """Return what a platform would refuse or cut, by its kind."""
    full = complete(made)
    document = compose(full, CANVAS, Catalogue())
    found = found_in_limits(PLATFORMS[name], document, range(len(full.slides)), **more)
    return {each.kind: each for each in found}


def test_one_slide_is_no_carousel_where_two_are_the_least():
    """Threads and Pinterest say so; elsewhere one picture is a post."""
    one = carousel(Slide(layout="text", text="Words"))
    few = limits("threads", one)["too-few-slides"]
    assert (few.measure, few.limit, few.level) == (1, 2, "error")
    assert limits("mastodon", one) == {}


def test_a_document_may_have_three_hundred_pages():
    """Posts are split; a document cannot be."""
    document = page([""] * 301)
    (found,) = found_in_limits(PLATFORMS["linkedin"], document, range(301))
    assert (found.kind, found.measure, found.limit) == ("too-many-slides", 301, 300)
    assert found_in_limits(PLATFORMS["linkedin"], document, range(300)) == []
    assert found_in_limits(PLATFORMS["x"], document, range(301)) == []


def test_a_title_is_asked_for_and_no_longer_than_is_taken():
    """LinkedIn and TikTok have a field for it."""
    slide = Slide(layout="text", text="Words")
    long = limits("tiktok", carousel(slide, title="word " * 30))["long-title"]
    assert (long.measure, long.limit) == (149, 90)
    assert limits("tiktok", carousel(slide, title="Short")) == {}


def test_alt_text_that_is_cut_is_a_note_and_none_at_all_an_error_where_it_is_required():
    """A note never fails --strict; an empty required field would fail the upload."""
    wordy = carousel(Slide(layout="text", text="Some words. " * 30))
    assert limits("instagram", wordy)["cut-alt"].level == "note"
    assert limits("x", wordy) == {}
    silent = carousel(Slide(layout="text"), title="")
    assert limits("bluesky", silent)["empty-alt"].level == "error"
    assert limits("mastodon", silent) == {}


def test_a_heavy_pdf_is_told():
    """Over what is good a warning, over what is taken an error."""
    one = carousel(Slide(layout="text", text="Words"))
    assert limits("linkedin", one, pdf_bytes=9_000_000) == {}
    assert limits("linkedin", one, pdf_bytes=11_000_000)["heavy"].level == "warning"
    assert limits("linkedin", one, pdf_bytes=101_000_000)["too-heavy"].level == "error"


# --- all together ----------------------------------------------------------------------------


def test_preflight_keeps_what_concerns_the_target():
    """A zone of Instagram's is nothing to X; slides that do not go out are not told of."""
    made = complete(carousel(Slide(layout="text", text="One"), Slide(layout="text", text="Two")))
    document = compose(made, CANVAS, Catalogue())
    zone = CANVAS.zones[0]
    audited = [
        Finding(1, "safe-area", "One", 10, 34, zone.mark, zone),
        Finding(1, "small-text", "One", 10, 24),
        Finding(2, "small-text", "Two", 10, 24),
    ]
    for name, kinds in (("instagram", ["safe-area", "small-text"]), ("x", ["small-text"])):
        (target,) = targets_of(made, Options(platforms=(name,)))
        found = preflight(target, made, document, audited, wanted=[0])
        assert [each.kind for each in found] == kinds


def test_words_that_are_pictures_concern_who_gets_a_pdf():
    """Instagram takes pictures: what is in a PDF made for LinkedIn is not found for it."""
    made = complete(carousel(Slide(layout="text", title="One", text="x"), title="A"))
    document = compose(made, find_canvas("instagram-portrait"), Catalogue())
    audited = [Finding(1, "pictured-words", "One", 0.5, 0.0)]
    for target in targets_of(made, Options(platforms=("instagram", "linkedin"))):
        kinds = [each.kind for each in preflight(target, made, document, audited)]
        assert ("pictured-words" in kinds) == (target.name == "linkedin")


def test_a_fact_that_is_not_sure_only_warns():
    """The same zone is an error where sources agree, and a warning where they do not."""
    assert Finding(1, "safe-area", "x", 0, 9, "S").level == "error"
    assert Finding(1, "safe-area", "x", 0, 9, "W").level == "warning"
    assert Finding(1, "clipped", "x", -9, 0).level == "error"
