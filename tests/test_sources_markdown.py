"""What a Markdown file becomes: choices, posts, pictures, and the record of what is not shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from carousel_html.errors import ImageError, ThreadError
from carousel_html.markup import parse, plain
from carousel_html.model import Carousel
from carousel_html.sources.markdown import read


def carousel_of(text: str, folder: Path = Path()) -> Carousel:
    return read(text, "thread.md", folder)


def texts(carousel: Carousel) -> list[str]:
    return [post.text for post in carousel.thread.posts]


def test_front_matter_holds_choices():
    """Title, author, language and every panel's key can stand in front matter; no slide is made yet."""
    carousel = carousel_of(
        "---\ntitle: 2024\nauthor: {name: Ana, handle: '@ana'}\nlanguage: de\ncanvas: story\n"
        "theme: paper\ntypography: {pair: mono, scale: 1.1}\npattern: dots\noutro: false\n---\n\ntext"
    )
    assert (carousel.title, carousel.author, carousel.language) == ("2024", "Ana", "de")
    assert (carousel.canvas, carousel.theme, carousel.pattern.name) == (["story"], "paper", "dots")
    assert (carousel.typography.scale, carousel.outro, carousel.slides) == (1.1, False, [])
    assert carousel.thread.author.handle == "@ana"
    assert (carousel.thread.title, carousel.thread.language) == ("2024", "de")
    assert carousel_of("---\nauthor: Ana\n---\nx").thread.author.name == "Ana"


@pytest.mark.parametrize(
    "text",
    [
        "**Slide 1 (Cover):** A\n\n**Slide 2: B**\n\nx\n\n**Slide 3**\n\nC",
        "## Slide 1: A\n\n---\n\n**Slide 2**: **B**\n\nx\n\n---\n\nSlide 3 –\nC",
    ],
)
def test_a_plan_of_slides_is_taken_slide_by_slide(text):
    """Labels like "Slide 2:", bold or as headings, say where a post begins, and are on the record."""
    carousel = carousel_of(text)
    assert [plain(parse(each)) for each in texts(carousel)] == ["A", "B\n\nx", "C"]
    counters = [note.text.rstrip(" :–") for note in carousel.thread.cleaned if note.kind == "counter"]
    assert counters in (["Slide 1 (Cover)", "Slide 2", "Slide 3"], ["Slide 1", "Slide 2", "Slide 3"])


@pytest.mark.parametrize(
    ("front", "message", "where"),
    [
        ("titel: x", 'unknown key "titel"', "thread.md: titel (line 2)"),
        ("title: a\nthread: {}", 'unknown key "thread"', "thread.md: thread (line 3)"),
        ("typography: {scael: 2}", 'unknown key "scael"', "thread.md: typography.scael (line 2)"),
        ("title: [", "not valid YAML", "thread.md:3:1"),
        ("- a", "keys were expected", "thread.md:2"),
        ("outro: true", 'keys were expected, not "true"', "thread.md: outro (line 2)"),
    ],
)
def test_a_mistake_in_front_matter_is_named(front, message, where):
    """The key path and the line in the file are told."""
    with pytest.raises(ThreadError) as caught:
        carousel_of(f"---\n{front}\n---\ntext")
    assert message in caught.value.what
    assert caught.value.where == where


def test_a_misspelled_key_gets_a_suggestion():
    """The nearest key is offered."""
    with pytest.raises(ThreadError) as caught:
        carousel_of("---\ntitel: x\n---\ntext")
    assert 'Did you mean "title"?' in str(caught.value)


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("one\n\ntwo\n\n---\nthree\n---\nfour", ["one\n\ntwo", "three", "four"]),
        ("# T\n\nin\n\n## A\na\n\n### x\n\n## B\nc", ["# T\n\nin", "## A\n\na\n\n### x", "## B\n\nc"]),
        ("# A\na\n# B\nb", ["# A\n\na", "# B\n\nb"]),
        ("# T\n\none\n\ntwo", ["# T\n\none", "two"]),
        ("one:\n\n- a\n- b\n\ntwo", ["one:\n\n- a\n- b", "two"]),
        ("1/ **one**\n\n2/ two", ["**one**", "two"]),
    ],
)  # fmt: skip
def test_posts_end_at_rules_else_headings_else_paragraphs(text, posts):
    """The first rule that fits makes the posts."""
    assert texts(carousel_of(text)) == posts


def test_link_definitions_hold_for_the_whole_file():
    """A reference is resolved in its post; a definition nobody uses is reported, not lost."""
    carousel = carousel_of("see [x][d]\n\n---\n\nend\n\n[d]: https://d.e/f\n[u]: https://u.v")
    assert texts(carousel) == ["see [x](https://d.e/f)", "end"]
    assert [(left.kind, left.text) for left in carousel.thread.left_out] == [("link", "https://u.v")]


def test_other_links_are_reported_and_their_words_stay():
    """A relative link cannot be followed from a slide."""
    carousel = carousel_of('[other page](./other.md) [tip](https://a.b "a hint")')
    assert texts(carousel) == ["other page [tip](https://a.b)"]
    assert [(left.kind, left.text) for left in carousel.thread.left_out] == [("link", "./other.md")]
    assert [note.text for note in carousel.thread.cleaned] == ["a hint"]


def test_pictures_belong_to_their_post(tmp_path):
    """A picture of the file's folder is an image of its post, with its alt text; one on the web is not."""
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "a b.png").write_bytes(b"x")
    carousel = carousel_of("one\n\n![A *cat*](pics/a%20b.png)\n\n---\n\ntwo ![](https://a.b/c.png)", tmp_path)
    first, second = carousel.thread.posts
    assert [(image.src, image.alt) for image in first.images] == [("pics/a b.png", "A cat")]
    assert second.images == []
    assert [(left.post, left.kind, left.text) for left in carousel.thread.left_out] == [
        ("p2", "image", "https://a.b/c.png")
    ]
    assert carousel.folder == tmp_path


def test_a_post_may_be_a_picture_alone(tmp_path):
    """A page with nothing but a picture is a post."""
    (tmp_path / "a.png").write_bytes(b"x")
    carousel = carousel_of("one\n\n---\n\n![](a.png)", tmp_path)
    assert [(post.text, len(post.images)) for post in carousel.thread.posts] == [("one", 0), ("", 1)]


@pytest.mark.parametrize(
    ("src", "message"),
    [
        ("nowhere.png", "there is no picture"),
        ("../x.png", "outside the folder"),
        ("/etc/passwd", "outside the folder"),
    ],
)
def test_a_picture_lies_beside_the_file(tmp_path, src, message):
    """A picture that is missing or outside the folder is an error, not a surprise later."""
    with pytest.raises(ImageError, match=message):
        carousel_of(f"![]({src})", tmp_path)


def test_raw_html_is_words():
    """No HTML of a Markdown file passes through."""
    (post,) = carousel_of("**a** <script>alert(1)</script>").thread.posts
    assert plain(parse(post.text)) == "a <script>alert(1)</script>"


def test_a_footnote_stands_below_the_post_that_refers_to_it():
    """With a raised number at both ends; one that nothing refers to is left out, and said to be."""
    carousel = carousel_of(
        "Done! A guide[^1], `[^1]`.\n\nOne[^b] and two.[^a] No [^c]\n\n"
        "[^1]: https://a.b/c\n[^a]: A *note*,\n  that goes on\n[^b]: Not\n[^u]: Unused\n[^b]: Again"
    )
    assert [post.text for post in carousel.thread.posts] == [
        "Done! A guide¹, `[^1]`.\n\n¹ [a.b/c](https://a.b/c)",
        "One² and two.³ No \\[^c\\]\n\n² Not\n\n³ A _note_,\nthat goes on",
    ]
    assert [(left.kind, left.text) for left in carousel.thread.left_out] == [
        ("paragraph", "Again"),
        ("paragraph", "Unused"),
    ]


def test_tasks_have_boxes():
    """In lists; in code a bracket stays one."""
    posts = carousel_of("# A\n\n- [x] one\n- [ ] two\n- [a] `[x]`\n\n```\n- [ ] c\n```").thread.posts
    assert [post.text for post in posts] == [
        "# A\n\n- ☑ one\n- ☐ two\n- \\[a\\] `[x]`",
        "```\n- [ ] c\n```",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "instead of __init__.py or *.py and 2*3*4 = 24",
        "if __name__ == '__main__' and x.__dict__ or a*b*c",
        "src/* and src/**/*.ts, **/*.md or docs/**.",
        "call __repr__() and __private__.py",
    ],
)
def test_signs_in_names_of_code_are_no_emphasis(words):
    """Where a fence elsewhere in the text makes it Markdown, `__init__.py` still has its underscores."""
    carousel = carousel_of(f"{words}\n\n```\n2*3 __init__\n```")
    first, code = (block for post in carousel.thread.posts for block in parse(post.text))
    assert plain([first]) == words
    assert plain([code]) == "2*3 __init__"


def test_emphasis_beside_them_stays():
    """Two underscores around a word of prose are bold, and asterisks around words are emphasis."""
    (post,) = carousel_of("__bold__ and **this**, *.5 each*").thread.posts
    assert post.text == "**bold** and **this**, _.5 each_"


def test_front_matter_of_a_blog_is_put_on_record():
    """A post of Jekyll or Hugo is read as it is; a mistyped key of ours is still an error."""
    front = "layout: post\ntitle: A\ndate: 2024-05-01\ntags: [a, b]\ndraft: false"
    carousel = carousel_of(f"---\n{front}\n---\nWords")
    assert (carousel.title, carousel.layout) == ("A", "auto")
    cleaned = [note.text for note in carousel.thread.cleaned]
    assert cleaned == ["date: 2024-05-01", "tags: a b", "draft: False", "layout: post"]
    with pytest.raises(ThreadError, match='unknown key "tilte"'):
        carousel_of("---\ndate: 2024-05-01\ntilte: A\n---\nWords")
