"""
Hold what each action of the studio does to a carousel. No server, no browser, no file.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow
from studio_server import THREAD

from carousel_html.arranging import arrange, complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.errors import CarouselError, InputError, UnknownName
from carousel_html.findings import Finding
from carousel_html.model import Brand, Carousel, Image, Outro, Slide
from carousel_html.sources.pasted import read
from carousel_html.studio.actions import ACTIONS, Known, done
from carousel_html.studio.actions.words import shown_images, shown_slides, shown_text
from carousel_html.studio.cards import coverage_of
from carousel_html.studio.ids import OUTRO_ID, address_of, with_ids, without_ids
from carousel_html.studio.remedies import told

CATALOGUE = Catalogue()
PHOTO = "photo.png"
UPLOADED = "carousel.assets/new.png"


@pytest.fixture
def carousel() -> Carousel:
    """A thread of four posts, one with two pictures, arranged."""
    thread = read(THREAD, "thread.txt", Path())
    thread.posts[2].images = [Image(src=PHOTO, alt="A lamp"), Image(src="second.png")]
    return with_ids(arrange(thread, Carousel()))


def do(carousel: Carousel, name: str, **arguments: object) -> Carousel:
    """Do an action, and hold that it left what it was given as it was."""
    before = carousel.model_dump_json()
    after = done(carousel, name, arguments, Known(CATALOGUE, {PHOTO, "second.png", UPLOADED})).carousel
    assert carousel.model_dump_json() == before
    return after


def said(carousel: Carousel, name: str, **arguments: object) -> str:
    """The name of the step an action makes."""
    return done(carousel, name, arguments, Known(CATALOGUE, {PHOTO, UPLOADED})).name


def ids(carousel: Carousel) -> list[str | None]:
    """The ids of the slides in order."""
    return [slide.id for slide in carousel.slides]


# --- choices ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "holds"),
    [
        ("theme", "paper", lambda c: c.theme == "paper"),
        ("layout", "auto", lambda c: c.layout == "auto"),
        ("canvas", ["story", "x-landscape"], lambda c: c.canvas == ["story", "x-landscape"]),
        ("typography.scale", 1.2, lambda c: c.typography.scale == 1.2),
        ("typography.pair", "editorial", lambda c: c.typography.pair == "editorial"),
        ("pattern.opacity", 0.4, lambda c: c.pattern.opacity == 0.4),
        ("outro", False, lambda c: c.outro is False),
        ("outro.headline", "Bye", lambda c: c.outro.headline == "Bye"),
        ("title", "On call", lambda c: c.title == "On call"),
        ("language", "de", lambda c: c.language == "de"),
        ("thread.author.name", "Ada", lambda c: c.thread.author.name == "Ada"),
        ("brand.name", "Acme", lambda c: c.brand.name == "Acme"),
        ("brand.colors.accent", "#0055ff", lambda c: c.brand.colors.accent == "#0055ff"),
        ("brand.footer.site", False, lambda c: c.brand.footer.site is False),
    ],
)
def test_a_key_of_the_file_can_be_set(carousel, key, value, holds):
    """Each panel's choice is a key of carousel.yaml; the slides stay as they are."""
    after = do(carousel, "set", key=key, value=value)
    assert holds(after)
    assert after.slides == carousel.slides


def test_a_key_is_put_back_by_null(carousel):
    """Null is what the key is when nobody sets it."""
    chosen = do(
        do(carousel, "set", key="typography.scale", value=1.3), "set", key="pattern.color", value="red"
    )
    back = do(do(chosen, "set", key="typography.scale", value=None), "set", key="pattern.color", value=None)
    assert back.typography.scale == 1.0
    assert back.pattern.color is None


def test_one_brand_key_leaves_the_others(carousel):
    """The kit's other values stay when one is set."""
    after = do(
        do(carousel, "set", key="brand.name", value="Acme"), "set", key="brand.site", value="acme.test"
    )
    assert (after.brand.name, after.brand.site) == ("Acme", "acme.test")


def test_a_brand_file_is_copied_before_it_is_changed(carousel, tmp_path):
    """The kit's own file is not the studio's to change; its pictures are named from the carousel then."""
    (tmp_path / "kits").mkdir()
    (tmp_path / "kits/acme.yaml").write_text("name: Acme\nlogo: logo.png\n")
    named = carousel.model_copy(update={"brand": "kits/acme.yaml"}).beside(tmp_path)
    after = do(named, "set", key="brand.tagline", value="We make things")
    assert isinstance(after.brand, Brand)
    assert (after.brand.name, after.brand.tagline, after.brand.logo) == (
        "Acme",
        "We make things",
        "kits/logo.png",
    )
    assert "tagline" not in (tmp_path / "kits/acme.yaml").read_text()


def test_a_layout_reaches_every_slide_that_was_arranged(carousel):
    """Arranging makes them anew for it; cover and ids stay, and `auto` is a way back."""
    chosen = do(carousel, "set", key="layout", value="quote")
    assert [(slide.post, slide.layout) for slide in chosen.slides] == [
        (slide.post, "cover" if place == 0 else None) for place, slide in enumerate(carousel.slides)
    ]
    assert without_ids(chosen).slides == without_ids(do(chosen, "arrange")).slides
    assert ids(chosen) == ids(carousel)
    assert do(chosen, "set", key="layout", value="auto").slides == carousel.slides
    read_again = [Slide(**slide.model_dump(exclude_unset=True)) for slide in carousel.slides]
    opened = carousel.model_copy(update={"slides": read_again})
    assert do(opened, "set", key="layout", value="quote") == chosen
    pinned = opened.model_copy(update={"layout": "quote"})
    assert do(pinned, "set", key="layout", value="quote") == chosen
    assert do(chosen, "set", key="layout", value="quote") == chosen


def test_a_layout_leaves_what_a_person_chose(carousel):
    """A slide's own layout stays, and so do words that were changed; those take the layout where they may."""
    _, second, third, fourth = ids(carousel)
    changed = do(carousel, "set_slide", slide=second, key="layout", value="statement")
    changed = do(changed, "set_slide", slide=third, key="title", value="Mine")
    changed = do(changed, "set_slide", slide=fourth, key="items", value=["One", "Two"])
    chosen = do(changed, "set", key="layout", value="text")
    assert chosen.slides[1] == changed.slides[1]
    assert (chosen.slides[2].title, chosen.slides[2].layout) == ("Mine", None)
    assert chosen.slides[3] == changed.slides[3]


@pytest.mark.parametrize(
    ("key", "value", "word"),
    [
        ("theme", "papr", "paper"),
        ("layout", "qoute", "quote"),
        ("canvas", ["instagrm-square"], "instagram-square"),
        ("canvas", [], "canvas"),
        ("typography.scale", 9, "1.6"),
        ("typography.skale", 1, "scale"),
        ("brand.colors.accent", "blurple", "blurple"),
        ("brand.site", "link in bio", "https://"),
        ("brand.socials", {"myspace": "tom"}, "mastodon"),
        ("brand.words", {"follw": "x"}, "follow"),
        ("outro.link", "link in bio", "https://"),
        ("outro", {"link": "javascript:alert(1)"}, "https://"),
        ("pattern.color", "blurple", "blurple"),
        ("brand", "/etc/passwd", "name"),
        ("brand.logo", "/etc/passwd", "uploaded"),
        ("thread.author.avatar", "/etc/passwd", "uploaded"),
        ("thread.posts", [], "thread.posts"),
        ("slides", [], "slides"),
        ("nonsense", 1, "nonsense"),
    ],
)
def test_a_wrong_value_is_refused_with_what_would_be_right(carousel, key, value, word):
    """The error names the mistake as it would in the file; no path of this machine is ever taken."""
    with pytest.raises(InputError) as error:
        do(carousel, "set", key=key, value=value)
    assert word in str(error.value)


# --- slides ----------------------------------------------------------------------------------


def test_slides_move_copy_and_go(carousel):
    """Moving, duplicating and deleting do that to one slide, and ids stay with their slides."""
    first, second, third, *rest = ids(carousel)
    assert ids(do(carousel, "move_slide", slide=first, to=2)) == [second, third, first, *rest]
    copied = do(carousel, "duplicate_slide", slide=second)
    assert ids(copied)[:2] == [first, second]
    assert ids(copied)[3:] == [third, *rest]
    assert len(set(ids(copied))) == len(ids(copied))
    assert copied.slides[2].model_dump(exclude={"id"}) == copied.slides[1].model_dump(exclude={"id"})
    assert ids(do(carousel, "delete_slide", slide=third)) == [first, second, *rest]


def test_a_step_is_named_as_a_person_would(carousel):
    """ "Undo move slide 3": the name says what and which."""
    second = carousel.slides[1].id
    assert said(carousel, "move_slide", slide=second, to=0) == "move slide 2"
    assert said(carousel, "delete_slide", slide=OUTRO_ID) == "delete the outro"
    assert (
        said(carousel, "set_slide", slide=second, key="variant.tone", value="loud")
        == "change tone of slide 2"
    )
    assert said(carousel, "insert_slide", at=1, text="x") == "insert slide 2"
    assert said(carousel, "set", key="pattern.opacity", value=0.2) == "change opacity of the pattern"
    assert said(carousel, "set", key="pattern.name", value="dots") == "change pattern"
    assert said(carousel, "set", key="typography.scale", value=1.2) == "change text size"
    assert said(carousel, "set", key="brand.colors.accent", value="red") == "change colours of the brand kit"
    place = next(n for n, slide in enumerate(carousel.slides) if shown_images(carousel, slide))
    pictured, post = carousel.slides[place].id, carousel.thread.posts[2].id
    assert said(carousel, "put", slide=second, post=post, content="image") == "put an image on slide 2"
    changed = said(carousel, "set_image", slide=pictured, place=0, alt="A lamp that is on")
    assert changed == f"change alt text of an image of slide {place + 1}"


def test_the_last_slide_stays(carousel):
    """A carousel without slides cannot be made, so the last one is not deleted."""
    one = carousel.model_copy(update={"slides": carousel.slides[:1]})
    with pytest.raises(InputError, match="needs a slide"):
        do(one, "delete_slide", slide=one.slides[0].id)


def test_a_slide_takes_a_key_and_gives_it_back(carousel):
    """A slide's own choice beats the carousel's until it is taken off."""
    name = carousel.slides[1].id
    worn = do(carousel, "set_slide", slide=name, key="theme", value="paper")
    worn = do(worn, "set_slide", slide=name, key="variant.tone", value="loud")
    worn = do(worn, "set_slide", slide=name, key="typography.scale", value=1.2)
    assert (worn.slides[1].theme, worn.slides[1].variant) == ("paper", {"tone": "loud"})
    assert worn.slides[1].typography.scale == 1.2
    bare = do(worn, "set_slide", slide=name, key="theme", value=None)
    bare = do(bare, "set_slide", slide=name, key="variant.tone", value=None)
    assert (bare.slides[1].theme, bare.slides[1].variant) == (None, {})


@pytest.mark.parametrize("key", ["images", "post", "id", "variant", "nonsense"])
def test_other_keys_of_a_slide_are_not_set(carousel, key):
    """Images, posts and ids have actions of their own."""
    with pytest.raises(CarouselError):
        do(carousel, "set_slide", slide=carousel.slides[0].id, key=key, value="x")


def test_the_outro_is_edited_like_a_slide(carousel):
    """Its words are keys of `outro`; a look of its own makes it a slide of the list."""
    assert shown_slides(carousel)[-1].id == OUTRO_ID
    said_ = do(carousel, "set_slide", slide=OUTRO_ID, key="title", value="That was it")
    assert said_.outro.headline == "That was it"
    assert len(said_.slides) == len(carousel.slides)
    worn = do(said_, "set_slide", slide=OUTRO_ID, key="theme", value="paper")
    assert (worn.slides[-1].layout, worn.slides[-1].theme) == ("outro", "paper")
    assert len(shown_slides(worn)) == len(shown_slides(carousel))
    assert do(carousel, "delete_slide", slide=OUTRO_ID).outro is False
    assert isinstance(carousel.outro, Outro)


# --- cards -----------------------------------------------------------------------------------


def test_a_card_becomes_a_slide(carousel):
    """Inserted between two slides, a post stands there as arranging would have put it."""
    post = carousel.thread.posts[1].id
    after = do(carousel, "insert_slide", at=2, post=post)
    assert after.slides[2].post == post
    assert after.slides[2].title == "Alerts"
    words = do(carousel, "insert_slide", at=0, post=carousel.thread.posts[2].id, content="text")
    assert shown_images(words, words.slides[0]) == []
    picture = do(
        carousel, "insert_slide", at=99, post=carousel.thread.posts[2].id, content="image", image=PHOTO
    )
    assert [image.alt for image in picture.slides[-1].images] == ["A lamp"]
    assert picture.slides[-1].text == ""


def test_a_card_replaces_what_a_slide_shows(carousel):
    """Words alone leave the slide's pictures, a picture leaves its words, both replace both."""
    target, post = carousel.slides[1].id, carousel.thread.posts[2].id
    both = do(carousel, "put", slide=target, post=post).slides[1]
    assert (both.post, both.title) == (post, "Runbooks")
    words = do(carousel, "put", slide=target, post=post, content="text")
    assert words.slides[1].post == post
    assert shown_images(words, words.slides[1]) == []
    image = do(carousel, "put", slide=target, post=post, content="image", image=PHOTO)
    assert shown_text(image, image.slides[1]) == shown_text(carousel, carousel.slides[1])
    assert [each.src for each in image.slides[1].images] == [PHOTO]


def test_a_card_joins_what_a_slide_shows(carousel):
    """The words stand one after the other, the slide knows both posts, and so do their cards."""
    target, (_, first, second, *_) = carousel.slides[1].id, carousel.thread.posts
    joined = do(carousel, "put", slide=target, post=second.id, how="join")
    assert joined.slides[1].posts == (first.id, second.id)
    assert "write them for the person" in joined.slides[1].text
    assert shown_text(carousel, carousel.slides[1]) in joined.slides[1].text
    assert target in coverage_of(joined)[second.id]
    again = do(joined, "put", slide=target, post=second.id, how="join", content="image")
    assert len(again.slides[1].images) == 2


def test_a_card_that_is_joined_twice_is_there_once(carousel):
    """A button that is pressed twice does what one press does."""
    target, second = carousel.slides[1].id, carousel.thread.posts[2]
    joined = do(carousel, "put", slide=target, post=second.id, how="join")
    assert do(joined, "put", slide=target, post=second.id, how="join") == joined


def test_a_card_knows_the_slides_it_is_on(carousel):
    """Coverage names each slide of a post, and none for a post that is on no slide."""
    post = carousel.thread.posts[1].id
    there = [slide.id for slide in carousel.slides if post in slide.posts]
    assert coverage_of(carousel)[post] == there
    without = carousel.model_copy(update={"slides": [s for s in carousel.slides if post not in s.posts]})
    assert coverage_of(without)[post] == []
    copied = Slide(id="x", text=shown_text(carousel, carousel.slides[1]))
    pasted = without.model_copy(update={"slides": [*without.slides, copied]})
    assert coverage_of(pasted)[post] == []  # A part of the words is not the post.
    whole = Slide(id="y", text=f"Before. {carousel.thread.posts[1].text} After.")
    pasted = without.model_copy(update={"slides": [*without.slides, whole]})
    assert coverage_of(pasted)[post] == ["y"]


# --- pictures --------------------------------------------------------------------------------


def test_an_image_is_swapped_cropped_described_and_removed(carousel):
    """A slide's image becomes its own when it is changed; the post keeps the one it had."""
    place = next(n for n, slide in enumerate(carousel.slides) if shown_images(carousel, slide))
    name = carousel.slides[place].id
    cropped = do(carousel, "set_image", slide=name, place=0, focus=[0.2, 0.8])
    assert cropped.slides[place].images[0].focus == (0.2, 0.8)
    assert cropped.slides[place].images[0].alt == "A lamp"
    assert cropped.thread.posts[2].images[0].focus is None
    swapped = do(cropped, "set_image", slide=name, place=0, src=UPLOADED)
    assert (swapped.slides[place].images[0].alt, swapped.slides[place].images[0].focus) == ("", None)
    added = do(carousel, "set_image", slide=name, place=2, src=UPLOADED, alt="New")
    assert [image.src for image in added.slides[place].images] == [PHOTO, "second.png", UPLOADED]
    gone = do(carousel, "remove_image", slide=name, place=0)
    assert [image.src for image in gone.slides[place].images] == ["second.png"]


def not_shown(carousel: Carousel, place: int, folder: Path) -> tuple[str, ...]:
    """What a slide does not show of its words and pictures."""
    Pillow.new("RGB", (60, 40), "navy").save(folder / PHOTO)
    alone = carousel.model_copy(update={"slides": carousel.slides[place : place + 1], "outro": False})
    document = compose(complete(alone).beside(folder), find_canvas("instagram-portrait"), CATALOGUE)
    return document.slides[0].unshown


@pytest.mark.parametrize("layout", ["text", "statement", "link", "list", "steps"])
def test_a_picture_that_comes_onto_a_slide_is_shown(carousel, tmp_path, layout):
    """However it comes there, beside all the words: the layout is one for both."""
    name, post = carousel.slides[1].id, carousel.thread.posts[2].id
    worn = do(carousel, "set_slide", slide=name, key="layout", value=layout)
    if layout in ("list", "steps"):
        worn = do(worn, "set_slide", slide=name, key="items", value=["Delete it.", "Sleep."])
    assert not_shown(worn, 1, tmp_path) == ()
    for action, arguments in (
        ("set_image", {"place": 0, "src": PHOTO}),
        ("put", {"post": post, "content": "image", "image": PHOTO}),
        ("put", {"post": post, "content": "image", "image": PHOTO, "how": "join"}),
    ):
        pictured = do(worn, action, slide=name, **arguments)
        assert [image.src for image in shown_images(pictured, pictured.slides[1])] == [PHOTO]
        assert not_shown(pictured, 1, tmp_path) == ()


def test_a_slide_takes_no_more_images_than_it_shows(carousel):
    """The fifth would be on no slide, whatever the layout."""
    name = carousel.slides[1].id
    for place in range(4):
        carousel = do(carousel, "set_image", slide=name, place=place, src=PHOTO)
    with pytest.raises(InputError, match="4 images"):
        do(carousel, "set_image", slide=name, place=4, src=UPLOADED)
    assert do(carousel, "set_image", slide=name, place=3, src=UPLOADED).slides[1].images[3].src == UPLOADED


def test_a_picture_leaves_a_layout_that_shows_it(carousel):
    """Only where it would not be seen is there anything to choose."""
    name = carousel.slides[1].id
    for layout in ("split", "cover", "post-card"):
        worn = do(carousel, "set_slide", slide=name, key="layout", value=layout)
        assert do(worn, "set_image", slide=name, place=0, src=PHOTO).slides[1].layout == layout


@pytest.mark.parametrize("src", ["/etc/passwd", "../secret.png", "other.png", "https://evil.example/x.png"])
def test_only_an_image_the_project_holds_is_taken(carousel, src):
    """The page names images it was given; any other text is refused, whatever it is."""
    for name, arguments in (
        ("set_image", {"slide": carousel.slides[1].id, "place": 0, "src": src}),
        ("insert_slide", {"at": 0, "image": src}),
        ("put", {"slide": carousel.slides[1].id, "post": carousel.thread.posts[2].id, "image": src}),
    ):
        with pytest.raises(InputError, match="not one of the project's"):
            do(carousel, name, **arguments)


# --- the table -------------------------------------------------------------------------------


def test_an_unknown_action_or_argument_is_told(carousel):
    """A mistyped name says what there is."""
    with pytest.raises(UnknownName, match="move_slide"):
        do(carousel, "move_slides")
    with pytest.raises(InputError, match="slide"):
        do(carousel, "move_slide", slid="x", to=1)


def test_what_is_gone_is_told(carousel):
    """A slide or a post that somebody else deleted is an error that says so."""
    with pytest.raises(InputError, match="not there any more"):
        do(carousel, "delete_slide", slide="gone")
    with pytest.raises(InputError, match="not in the thread any more"):
        do(carousel, "insert_slide", at=0, post="p99")


def test_an_old_mistake_in_the_file_blocks_no_edit(carousel):
    """A theme that is not there any more is told by the preview; other edits go on."""
    broken = carousel.model_copy(update={"theme": "gone"})
    assert do(broken, "set", key="title", value="Still here").title == "Still here"


def test_an_address_that_was_wrong_in_the_file_blocks_no_edit(carousel):
    """It can be put right, and until then everything else can be changed."""
    broken = carousel.model_copy(update={"outro": Outro(link="link in bio")})
    assert do(broken, "set", key="title", value="Still here").title == "Still here"
    assert do(broken, "set", key="outro.link", value="example.com").outro.link == "example.com"


def test_arranging_again_starts_from_the_thread(carousel):
    """Whatever was done to the slides, the thread makes them anew; the look stays."""
    changed = do(do(carousel, "set", key="theme", value="paper"), "delete_slide", slide=carousel.slides[2].id)
    anew = do(changed, "arrange")
    assert [slide.post for slide in anew.slides] == [slide.post for slide in carousel.slides]
    assert anew.theme == "paper"
    assert set(ACTIONS) >= {"set", "put", "arrange"}


def test_arranging_again_is_arranging(carousel):
    """The title that was found in the first post stands on the cover once, however often it is arranged."""
    text = "Charts\nWhat I tell every new analyst in the first week, after ten years of it.\n\n---\n\nMore."
    first = with_ids(arrange(read(text, "thread.txt", Path()), Carousel()))
    assert do(first, "arrange").slides == first.slides
    titled = do(do(first, "set", key="title", value="Maps"), "arrange")
    assert (titled.title, titled.slides[0].title) == ("Maps", "Maps")


def test_ids_are_the_studios_own_affair(carousel):
    """Ids that were made are taken off before saving; one the file has stays, twice never."""
    assert all(slide.id is None for slide in without_ids(carousel).slides)
    named = with_ids(Carousel(slides=[Slide(id="intro"), Slide(id="intro"), Slide(), Slide(id="outro")]))
    assert len(set(ids(named))) == 4
    assert [slide.id for slide in without_ids(named).slides] == ["intro", None, None, None]


def test_no_id_is_given_twice(carousel):
    """What was meant for a slide that is gone reaches none that came after it."""
    gone = carousel.slides[-1].id
    without = do(carousel, "delete_slide", slide=gone)
    inserted = do(without, "insert_slide", at=1, text="New")
    assert gone not in ids(inserted)
    read_again = without.model_copy(update={"slides": [*without.slides, Slide(text="From the file")]})
    assert gone not in ids(with_ids(read_again, without))
    anew = do(without, "arrange")
    assert gone not in ids(anew)
    assert ids(anew)[:-1] == ids(without)


def test_a_slide_keeps_its_id_when_the_file_is_read_again(carousel):
    """What is selected stays selected when somebody edits the file."""
    read_again = without_ids(carousel)
    slides = [
        read_again.slides[0].model_copy(update={"title": "New"}),
        Slide(text="Between"),
        *read_again.slides[1:],
    ]
    after = with_ids(read_again.model_copy(update={"slides": slides}), carousel)
    assert ids(after)[2:] == ids(carousel)[1:]
    assert after.slides[1].id not in ids(carousel)


def test_any_id_of_a_file_can_stand_in_an_address():
    """A plain id is its own address; any other becomes a hash of it."""
    assert address_of("intro-1") == "intro-1"
    assert address_of("../../x y") == address_of("../../x y")
    assert address_of("../../x y").isalnum()


# --- remedies --------------------------------------------------------------------------------


def remedy(carousel: Carousel, kind: str) -> Carousel | None:
    """The carousel after the remedy of a finding on the second slide; None when there is no remedy."""
    slide = carousel.slides[1].id or ""
    offered = told(Finding(2, kind, "words", 1, 4.5).as_json(), slide, slide, 2, carousel)["remedy"]
    return do(carousel, **offered["action"]) if offered else None


def test_numbers_are_told_where_something_is_measured(carousel):
    """A picture that is not shown is one piece of none: that is no measure."""
    slide = carousel.slides[1].id or ""
    faint = told(Finding(2, "contrast", "words", 1.2, 4.5).as_json(), slide, slide, 2, carousel)
    assert (faint["measure"], faint["limit"]) == ("1.2 :1", "4.5 :1")
    lacking = told(Finding(2, "not-shown", "its picture", 1, 0).as_json(), slide, slide, 2, carousel)
    assert (lacking["measure"], lacking["limit"]) == ("", "")


def test_faint_words_get_the_theme_of_all_slides_back(carousel):
    """Where a slide wears a theme of its own, one press takes it off; else there is nothing to press."""
    assert remedy(carousel, "contrast") is None
    worn = do(carousel, "set_slide", slide=carousel.slides[1].id, key="theme", value="paper")
    mended = remedy(worn, "contrast")
    assert mended is not None
    assert mended.slides[1].theme is None


def test_a_slide_that_comes_twice_is_taken_out(carousel):
    """The remedy of a duplicate deletes that slide and no other."""
    mended = remedy(carousel, "duplicate")
    assert mended is not None
    assert ids(mended) == [ids(carousel)[0], *ids(carousel)[2:]]


def test_a_layout_that_does_not_show_all_words_is_chosen_anew(carousel):
    """By the words, which then are all on the slide; where nobody chose one there is nothing to press."""
    slide = carousel.slides[1].id
    assert remedy(do(carousel, "set_slide", slide=slide, key="layout", value=None), "not-shown") is None
    worn = do(carousel, "set_slide", slide=slide, key="items", value=["One thing", "Another"])
    worn = do(worn, "set_slide", slide=slide, key="layout", value="text")
    mended = remedy(worn, "not-shown")
    assert mended is not None
    assert remedy(do(mended, "set_slide", slide=slide, key="layout", value="list"), "not-shown") is None
    unshown = []
    for each in (worn, mended):
        two = complete(each.model_copy(update={"slides": each.slides[:2]}))
        unshown.append(compose(two, find_canvas("instagram-portrait"), CATALOGUE).slides[1].unshown)
    assert unshown == [("the items “One thing” and 1 more",), ()]
