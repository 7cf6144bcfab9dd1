"""What carousel.yaml says of a mistake, and that writing it loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from carousel_html.carousel_file import parse, read, write
from carousel_html.choices import choose
from carousel_html.errors import CarouselFileError, ImageError, ThreadError
from carousel_html.model import (
    Author,
    Brand,
    Carousel,
    Cleaned,
    Image,
    Outro,
    Pattern,
    Post,
    Slide,
    Thread,
    Typography,
)
from carousel_html.sources import markdown


def refused(text: str) -> CarouselFileError:
    with pytest.raises(CarouselFileError) as caught:
        parse(text, "carousel.yaml", Path())
    return caught.value


# --- reading ---------------------------------------------------------------------------------


def test_short_forms_are_read():
    """A lone canvas, a typography's pair and a pattern's name need no nesting."""
    carousel = parse("canvas: story\ntypography: mono\npattern: dots\noutro: false", "c", Path("there"))
    assert (carousel.canvas, carousel.typography.pair, carousel.pattern.name) == (["story"], "mono", "dots")
    assert carousel.outro is False
    assert carousel.folder == Path("there")


def test_plain_numbers_and_dates_are_the_text_they_were_written_as():
    """A title may be a year, a version keeps its last zero, a time stays as typed."""
    carousel = parse(
        "title: 2024\nthread: {posts: [{id: 1, text: 1.10, time: 2024-05-01}]}\n"
        "slides: [{title: yes, number: 007, typography: {scale: 1.20}}]",
        "c",
        Path(),
    )
    post, slide = carousel.thread.posts[0], carousel.slides[0]
    assert (carousel.title, post.id, post.text, post.time) == ("2024", "1", "1.10", "2024-05-01")
    assert (slide.title, slide.number) == ("yes", "007")
    assert slide.typography
    assert slide.typography.scale == 1.2


@pytest.mark.parametrize(
    ("top", "in_thread", "shown", "name", "handle"),
    [
        ("{name: Ana, handle: '@ana'}", "{}", "Ana", "Ana", "@ana"),
        ("{handle: '@ana'}", "{name: Bo, handle: '@bo'}", "Bo", "Bo", "@ana"),
        ("Ana", "{}", "Ana", "Ana", ""),
        ("Ana B.", "{name: Ana, handle: '@ana'}", "Ana B.", "Ana", "@ana"),
    ],
)
def test_the_author_on_top_may_be_a_name_or_keys(top, in_thread, shown, name, handle):
    """Keys go over the thread's author, a name fills in for none; front matter does the same."""
    yaml = f"author: {top}\n"
    carousel = parse(f"{yaml}thread: {{author: {in_thread}}}", "carousel.yaml", Path())
    author = carousel.thread.author
    assert (carousel.author, author.name, author.handle) == (shown, name, handle)
    if in_thread == "{}":
        front = markdown.read(f"---\n{yaml}---\nHello", "thread.md", Path())
        assert (front.author, front.thread.author) == (carousel.author, author)


@pytest.mark.parametrize(
    ("choices", "shown", "author"),
    [
        ({"author": "Bo"}, "Bo", Author(name="Ana", handle="@ana")),
        ({"author.name": "Bo"}, "Bo", Author(name="Bo", handle="@ana")),
        ({"author.handle": "@a"}, "Ana", Author(name="Ana", handle="@a")),
        ({"author": {"avatar": "a.png"}}, "Ana", Author(name="Ana", handle="@ana", avatar="a.png")),
    ],
)
def test_an_author_can_be_chosen_as_it_can_be_written(choices, shown, author):
    """`--set author.handle=@a` goes over what is there; the posts stay."""
    before = Carousel(
        author="Ana", thread=Thread(author=Author(name="Ana", handle="@ana"), posts=[Post(id="p1")])
    )
    after = choose(before, choices)
    assert (after.author, after.thread.author, after.thread.posts) == (shown, author, before.thread.posts)
    assert before.thread.author.handle == "@ana"


@pytest.mark.parametrize(
    ("text", "what", "where", "hint"),
    [
        (
            "slides:\n  - {title: a}\n  - title: b\n    layot: quote\n",
            'unknown key "layot".',
            "carousel.yaml: slides[1].layot (line 4)",
            'Did you mean "layout"?',
        ),
        ("tilte: x", 'unknown key "tilte".', "carousel.yaml: tilte (line 1)", 'Did you mean "title"?'),
        (
            "thread: {posts: [{id: p1, images: [{scr: a.png}]}]}",
            'unknown key "scr".',
            "carousel.yaml: thread.posts[0].images[0].scr (line 1)",
            'Did you mean "src"?',
        ),
        (
            "slides: [{pattern: {name: dots, opactiy: 1}}]",
            'unknown key "opactiy".',
            "carousel.yaml: slides[0].pattern.opactiy (line 1)",
            'Did you mean "opacity"?',
        ),
        (
            "brand: {nmae: x}",
            'unknown key "nmae".',
            "carousel.yaml: brand.nmae (line 1)",
            'Did you mean "name"?',
        ),
        (
            "outro: {buton: x}",
            'unknown key "buton".',
            "carousel.yaml: outro.buton (line 1)",
            'Did you mean "button"?',
        ),
        (
            "slides: [{typography: {align: middle}}]",
            "one of 'start', 'center' or 'end' was expected, not \"middle\".",
            "carousel.yaml: slides[0].typography.align (line 1)",
            "",
        ),
        (
            "typography: {scale: 9}",
            'at most 1.6 was expected, not "9".',
            "carousel.yaml: typography.scale (line 1)",
            "",
        ),
        (
            "typography: {scale: big}",
            'a number was expected, not "big".',
            "carousel.yaml: typography.scale (line 1)",
            "",
        ),
        (
            "author: {nmae: x}",
            'unknown key "nmae".',
            "carousel.yaml: author.nmae (line 1)",
            'Did you mean "name"?',
        ),
        ("author: [Ana, Bo]", "text was expected", "carousel.yaml: author (line 1)", ""),
        ("title: {a: b}", "text was expected", "carousel.yaml: title (line 1)", "Write a text there"),
        ("title:", "the value is empty.", "carousel.yaml: title (line 1)", "take the key out"),
        ("title: true", 'text was expected, not "true".', "carousel.yaml: title (line 1)", "quotes"),
        ("slides: hello", 'a list was expected, not "hello".', "carousel.yaml: slides (line 1)", ""),
        ("slides:\n- hello", 'keys were expected, not "hello".', "carousel.yaml: slides[0] (line 2)", ""),
        (
            "thread: {posts: [{text: a}]}",
            'the key "id" is missing.',
            "carousel.yaml: thread.posts[0].id (line 1)",
            "Add `id:`.",
        ),
        ("title: a\ntitle: b", 'the key "title" stands here twice.', "carousel.yaml: title (line 2)", ""),
        ("title: !!python/name:os.system x", "means nothing here", "carousel.yaml: title (line 1)", ""),
        ("title: !cat x", "means nothing here", "carousel.yaml: title (line 1)", ""),
        ("- a\n- b", "keys were expected", "carousel.yaml:1", ""),
        ("title: a: b", "not valid YAML", "carousel.yaml:1:9", "quotes"),
        ("title: a\n\tlayout: b", "not valid YAML", "carousel.yaml:2:1", "tabs do not indent"),
        ("a: b\n---\nc: d", "not valid YAML", "carousel.yaml:2:1", ""),
        (
            "slides: [{post: p2}]\nthread: {posts: [{id: p1}]}",
            'slide 1 shows the post "p2", which is not in the thread.',
            "carousel.yaml: slides[0].post (line 1)",
            "The thread's posts are: p1.",
        ),
        (
            "thread:\n  posts:\n  - id: a\n  - id: a",
            'two posts have the id "a".',
            "carousel.yaml: thread.posts[1].id (line 4)",
            "",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(text, what, where, hint):
    """Each message says what is wrong, the key path and line (or line and column), and what to do."""
    error = refused(text)
    assert what in error.what
    assert error.where == where
    assert hint in (error.hint or "")


def test_aliases_that_explode_are_refused():
    """Ten lines of aliases must not become a billion values."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    assert "more than" in refused("\n".join(lines)).what


def test_a_missing_file_is_named(tmp_path):
    """A file that is not there is an input error with its path."""
    with pytest.raises(ThreadError, match="there is no file"):
        read(tmp_path / "carousel.yaml")


# --- writing ---------------------------------------------------------------------------------


def assert_same(one: Carousel, other: Carousel) -> None:
    """Compare what two carousels hold; the folder they lie in may differ."""
    assert one.model_dump() == other.model_dump()


def full() -> Carousel:
    return Carousel(
        title="A: title # 1",
        author="Ana",
        canvas=["story"],
        typography=Typography(pair="editorial", align="center"),
        pattern=Pattern(name="dots", opacity=0.4),
        brand=Brand(name="B"),
        outro=Outro(headline="Bye", qr=True),
        thread=Thread(
            author=Author(name="Ana", handle="@ana"),
            posts=[Post(id="p1", text="one\ntwo\n\n- a\n- b"), Post(id="p2", text="1.10")],
            cleaned=[Cleaned(post="p1", kind="counter", text="1/")],
        ),
        slides=[
            Slide(layout="cover", title="2024", post="p1", text=""),
            Slide(post="p2", variant={"mark": "none"}, typography=Typography(scale=1.2)),
            Slide(layout="list", items=["x", "y: z"], images=[]),
        ],
    )


def test_writing_and_reading_gives_the_same_carousel(tmp_path):
    """Every key survives; an empty text and an empty list of images are not the same as none."""
    write(full(), tmp_path / "carousel.yaml")
    assert_same(read(tmp_path / "carousel.yaml"), full())


def test_the_keys_stand_in_the_order_people_choose_in(tmp_path):
    """Title first, the thread and the slides last, short forms where they do."""
    path = tmp_path / "carousel.yaml"
    write(
        Carousel(title="T", thread=Thread(posts=[Post(id="p1", text="a\nb")]), slides=[Slide(post="p1")]),
        path,
    )
    assert path.read_text(encoding="utf-8") == (
        "title: T\n"
        "canvas: [instagram-portrait]\n"
        "layout: auto\n"
        "theme: midnight\n"
        "thread:\n"
        "  posts:\n"
        "    - id: p1\n"
        "      text: |-\n"
        "        a\n"
        "        b\n"
        "slides:\n"
        "  - {post: p1}\n"
    )


_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        *(" lead", "trail ", "a\n\n b\n", "a\n\nb", "- x", "yes", "null", "~", "1.0", "a: b", "#c"),
        *("'", '"', "\\", "|", "@a", "?0", ": a", "\u2028", "\x85", "\ufeffa", "a\x07b"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(_text, _text, st.none() | _text, st.lists(_text, max_size=3))
def test_any_text_survives_the_file(tmp_path_factory, title, text, given_text, items):
    """Whatever a person typed comes back from the file as it was."""
    carousel = Carousel(
        title=title,
        thread=Thread(posts=[Post(id="p1", text=text)]),
        slides=[Slide(post="p1", text=given_text, items=items)],
    )
    path = tmp_path_factory.mktemp("any") / "carousel.yaml"
    write(carousel, path)
    assert_same(parse(path.read_bytes().decode("utf-8"), "c", path.parent), carousel)


def test_comments_survive_a_save(tmp_path):
    """A file that is written again keeps its comments, beside the values they belong to."""
    path = tmp_path / "carousel.yaml"
    path.write_text(
        "# Our spring campaign\n"
        "title: Old  # shown on the cover\n"
        "theme: paper\n"
        "slides:\n"
        "  # the cover\n"
        "  - {layout: cover, title: A}\n"
        "  # the second\n"
        "  - layout: text\n"
        "    text: B  # short!\n",
        encoding="utf-8",
    )
    carousel = read(path)
    carousel.title = "New"
    carousel.slides[1].text = "C"
    carousel.slides.append(Slide(layout="text", text="D"))
    write(carousel, path)
    written = path.read_text(encoding="utf-8")
    for kept in ("# Our spring campaign", "title: New  # shown on the cover", "text: C  # short!"):
        assert kept in written
    assert_same(read(path), carousel)


def test_a_file_that_was_broken_is_written_anew(tmp_path):
    """Comments of a file nobody could read do not stop a save."""
    path = tmp_path / "carousel.yaml"
    path.write_text("title: [", encoding="utf-8")
    write(full(), path)
    assert_same(read(path), full())


# --- images ----------------------------------------------------------------------------------


def picture(path: Path, color: str = "red") -> str:
    path.parent.mkdir(exist_ok=True)
    Picture.new("RGB", (4, 4), color).save(path)
    return path.name


def test_images_go_beside_the_file_by_their_content(tmp_path):
    """Equal pictures are kept once, the model's paths start from the file, and the carousel given stays."""
    source, target = tmp_path / "a", tmp_path / "b" / "my.yaml"
    picture(source / "one.png")
    picture(source / "two.png")
    carousel = Carousel(
        thread=Thread(
            author=Author(avatar="one.png"), posts=[Post(id="p1", images=[Image(src="one.png", alt="x")])]
        ),
        slides=[Slide(post="p1", images=[Image(src="two.png")])],
    ).beside(source)
    moved = write(carousel, target)
    (asset,) = (tmp_path / "b" / "my.assets").iterdir()
    src = f"my.assets/{asset.name}"
    assert moved.thread.posts[0].images[0].src == moved.thread.author.avatar == src
    assert carousel.thread.posts[0].images[0].src == "one.png"
    assert_same(read(target), moved)
    assert_same(write(moved, target), moved)


def test_a_brand_kit_is_still_found_from_another_folder(tmp_path):
    """The path of the kit starts from the file it is written into."""
    moved = write(Carousel(brand="kits/b.yaml").beside(tmp_path), tmp_path / "out" / "c.yaml")
    assert moved.brand == "../kits/b.yaml"


@pytest.mark.parametrize(
    ("name", "message"), [("none.png", "cannot be read"), ("text.png", "no image we can use")]
)
def test_an_image_that_is_none_is_named(tmp_path, name, message):
    """A missing picture, or a file that is no picture, stops the save and names its key."""
    (tmp_path / "text.png").write_text("hello", encoding="utf-8")
    carousel = Carousel(slides=[Slide(images=[Image(src=name)])]).beside(tmp_path)
    with pytest.raises(ImageError, match=message) as caught:
        write(carousel, tmp_path / "c.yaml")
    assert caught.value.where == "slides[0].images[0].src"
    assert not (tmp_path / "c.yaml").exists()


@pytest.mark.parametrize(
    "text",
    [
        "Yes",
        "no",
        "ON",
        "y",
        "12:30",
        "1:02:03",
        "0123",
        "1_000",
        "=",
        "Agree? Tell me",
        "What?",
        "a, b?",
        "~",
    ],
)
def test_the_file_says_the_same_to_readers_of_yaml_1_1(tmp_path, text):
    """Words that older YAML takes for a switch, seconds or a key are quoted, in braces as on a line."""
    yaml = pytest.importorskip("yaml", reason="PyYAML comes with the extra `dask`")
    thread = Thread(posts=[Post(id="p1", text=text)])
    slides = [Slide(layout="text", text=text), Slide(layout="text", text=f"{text}\nmore", title=text)]
    write(Carousel(title=text, thread=thread, slides=slides), tmp_path / "c.yaml")
    loaded = yaml.safe_load((tmp_path / "c.yaml").read_text("utf-8"))
    assert [loaded["title"], loaded["thread"]["posts"][0]["text"]] == [text, text]
    assert [loaded["slides"][0]["text"], loaded["slides"][1]["title"]] == [text, text]
    assert read(tmp_path / "c.yaml").slides == slides
