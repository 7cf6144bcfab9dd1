"""A source that cannot be used is one error that says what, where and what to do, with exit code 3."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import call, refused

from carousel_html import Carousel, load_thread
from carousel_html.arranging import arrange, complete
from carousel_html.canvases import CANVASES
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.errors import CarouselError
from carousel_html.floods import MOST_MARKS, MOST_UNSEEN, calmed, without_floods
from carousel_html.model import Brand, Post, Slide, Thread

pytestmark = pytest.mark.slow

NAMED = "title: A\nthread: {posts: [{id: p1, text: Words}]}\nslides: [{post: p1}]\n"

SOURCES = {
    "empty": (b"", ["there is no text in it", "source.txt"]),
    "blank": (b" \n\n\t", ["there is no text in it"]),
    "binary": (b"a\x00b" * 99, ["a binary file, not a text"]),
    "a PDF": (b"%PDF-1.7 \xff", ["a PDF, not a text"]),
    "20 MB": (b"many words " * 1_900_000, ["larger than", "MB"]),
    "not UTF-8": (b"one\ntwo \xe9t\xe9", ["0xe9 at offset 8 (line 2)", "UTF-8"]),
    "broken YAML": (b"title: A\nslides:\n  - {layout: quote\n", ["not valid YAML", "source.txt:4:1"]),
    "a tab in YAML": (b"title: A\nlayout: quote\nslides:\n\t- a\n", ["not valid YAML", "source.txt:4:1"]),
    "an unknown key": (b"layout: quote\ntheem: paper\n", ["theem", 'Did you mean "theme"?', "(line 2)"]),
    "an unknown key inside": (
        NAMED.replace("post: p1", "post: p1, lyout: x").encode(),
        ["slides[0].lyout (line 3)", 'Did you mean "layout"?'],
    ),
    "a wrong value": (
        b"theme: paper\ntypography: {scale: huge}\n",
        ["typography.scale", '"huge"', "(line 2)"],
    ),
    "a post that is not there": (NAMED.replace("post: p1", "post: p2").encode(), ['"p2"', "slides[0].post"]),
    "aliases that explode": (
        b"theme: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(
            f"k{n}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n".encode() for n in range(9)
        ),
        ["more than 100000 values"],
    ),
    "nesting without end": (b"theme: " + b"[" * 9000, ["200 brackets stand open", "source.txt:1"]),
}


@pytest.mark.parametrize("command", ["render", "import"])
@pytest.mark.parametrize("name", SOURCES)
def test_a_source_that_cannot_be_used(tmp_path: Path, name: str, command: str):
    """Nothing is started and nothing is written."""
    body, words = SOURCES[name]
    source = tmp_path / "source.txt"
    source.write_bytes(body)
    refused(call(command, source, "-o", tmp_path / "out"), 3, *words)
    assert list(tmp_path.iterdir()) == [source]


def test_a_missing_source(tmp_path: Path):
    """A mistyped path is named."""
    refused(call("render", tmp_path / "none.txt", "-o", tmp_path / "out"), 3, "there is no file", "none.txt")


def test_a_folder_as_source(tmp_path: Path):
    """A folder is told from a file."""
    refused(call("render", tmp_path, "-o", tmp_path / "out"), 3, "is a folder, not a file")


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (["--set", "laoyut=quote"], ['unknown key "laoyut"', 'Did you mean "layout"?']),
        (["--set", "typography.scale=9"], ["typography.scale", "at most"]),
        (["--set", "nothing"], ["--set nothing"]),
        (["--set", "theme=[a"], ["--set theme=[a"]),
        (["--slides", "3-1"], ["--slides 3-1"]),
        (["--slides", "one"], ['"one"', "--slides one"]),
        (["--from", "markdwon"], ['"markdwon"', 'Did you mean "markdown"?']),
        (["--canvas", "instagram-portait"], ['"instagram-portait"', 'Did you mean "instagram-portrait"?']),
        (["--templates", "/nowhere"], ["/nowhere"]),
    ],
    ids=lambda value: value[-1] if value[0].startswith("--") else "x",
)
def test_an_option_with_a_value_that_cannot_be(tmp_path: Path, option: list[str], words: list[str]):
    """Each option's mistake is found before a browser is started."""
    source = tmp_path / "thread.txt"
    source.write_text("Words", "utf-8")
    refused(call("render", source, "-o", tmp_path / "out", *option), 3, *words)
    assert not (tmp_path / "out").exists()


LOOKS = {
    "layout": ("qoute", "quote", "carousel list layouts"),
    "theme": ("midnigth", "midnight", "carousel list themes"),
    "typography": ("edtorial", "editorial", "carousel list typography"),
    "pattern": ("dotz", "dots", "carousel list patterns"),
}


@pytest.mark.parametrize("kind", LOOKS)
def test_an_unknown_look(tmp_path: Path, kind: str):
    """A mistyped name is an error with the nearest name there is, never a silent stand-in."""
    wrong, right, listing = LOOKS[kind]
    source = tmp_path / "thread.txt"
    source.write_text("Words", "utf-8")
    called = call("render", source, "-o", tmp_path / "out", f"--{kind}", wrong)
    refused(called, 3, f'"{wrong}"', f'Did you mean "{right}"?', listing)
    assert not (tmp_path / "out").exists()


def test_a_colour_that_is_none():
    """Colours are parsed, not pasted: in the pattern and in the brand kit."""
    post = Post(id="p1", text="Words")
    for given, where in (
        ({"pattern": {"color": "reddish"}}, "pattern.color"),
        ({"brand": Brand.model_validate({"colors": {"accent": "red;}b{x"}})}, "colors.accent"),
    ):
        carousel = Carousel(thread=Thread(posts=[post]), slides=[Slide(post="p1")], **given)
        with pytest.raises(CarouselError) as caught:
            compose(complete(carousel), CANVASES["instagram-square"], Catalogue())
        assert where in str(caught.value)
        assert caught.value.exit_code == 3


# --- words that are more than words ----------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>", '<img src="http://127.0.0.1:9/x.png">',
    '<iframe src="file:///etc/passwd"></iframe>', "{{ 7*7 }}", "{% include 'x' %}", "</style>", "</title>",
    "<b onclick=x>", "&lt;b&gt;", "--></textarea>",
)  # fmt: skip


def test_hostile_words_are_shown_as_the_text_they_are(tmp_path: Path):
    """What looks like HTML or a template, in a post, a title or a name, is words and nothing else."""
    text = " and ".join(HOSTILE)
    (tmp_path / "thread.txt").write_text(text, "utf-8")
    thread = load_thread(tmp_path / "thread.txt")
    carousel = arrange(thread, Carousel(title=text, author=text))
    document = compose(complete(carousel), CANVASES["instagram-square"], Catalogue())
    plain = compose(
        complete(arrange(Thread(posts=[Post(id="p1", text="x")]), Carousel(title="x", author="x"))),
        CANVASES["instagram-square"], Catalogue(),
    )  # fmt: skip
    for tag in ("<script", "<img", "<iframe", "<b ", "</style", "</textarea"):
        assert document.html.count(tag) == plain.html.count(tag), tag
    assert "{{ 7*7 }}" in document.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in document.html
    assert "&amp;lt;b&amp;gt;" in document.html


@pytest.mark.parametrize(
    ("text", "kept", "taken"),
    [
        ("Z" + "\u0301" * 9000 + "!", "Z" + "\u0301" * MOST_MARKS + "!", "8,970 combining marks"),
        ("a" + "\u200b" * 9000 + "b", "a" + "\u200b" * MOST_UNSEEN + "b", "8,984 unseen characters"),
        ("ab\u202ecd", "abcd", "1 direction overrides"),
        ("a\x00b\x1bc\ufffed", "abcd", "3 control characters"),
    ],
)
def test_floods_are_taken_out_and_told(text: str, kept: str, taken: str):
    """A flood is cut to what Unicode calls safe; what was taken is said."""
    assert calmed(text) == (kept, [taken])


def test_a_flood_of_marks_and_unseen_characters_by_turns_is_cut():
    """No run of what sits on one letter is long, however it is mixed."""
    mixed = "a" + ("\u0301" * 20 + "\u200d") * 500 + "b"
    assert len(calmed(mixed)[0]) < 80


@pytest.mark.parametrize(
    "text",
    ["👩‍👩‍👧‍👦 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ 1️⃣", "שָׁלוֹם \u200f\u2067עולם\u2069", "हिन्दी क्ष", "tab\tand\nline", "Ẹ̀ко\u00adword"],
)
def test_real_text_has_no_flood(text: str):
    """Emoji, right-to-left marks, vowel signs and soft hyphens stay."""
    assert calmed(text) == (text, [])


def test_floods_are_recorded_in_the_thread():
    """The carousel that is rendered has `cleaned` entries; the one that was given is as it was."""
    post = Post(id="p1", text="ab\u202ecd")
    given = Carousel(title="T\u202e", thread=Thread(posts=[post]), slides=[Slide(post="p1", items=["x\x07"])])
    made = without_floods(given)
    assert (made.title, made.thread.posts[0].text, made.slides[0].items) == ("T", "abcd", ["x"])
    assert [(each.post, each.kind) for each in made.thread.cleaned] == [
        ("carousel", "other"), ("p1", "other"), ("p1", "other"),
    ]  # fmt: skip
    assert given.thread.posts[0].text == "ab\u202ecd"
    assert without_floods(made) is made


@pytest.mark.browser
def test_hostile_words_through_the_whole_render(tmp_path: Path):
    """They are in the PDF as text; what was dropped is in the manifest."""
    import pypdfium2

    (tmp_path / "thread.txt").write_text(" and ".join(HOSTILE[:6]) + " ab\u202ecd", "utf-8")
    called = call("render", tmp_path / "thread.txt", "-o", tmp_path / "out", "--json", "--no-outro")
    assert called.code == 0, called.err
    manifest = json.loads(called.out)["canvases"][0]
    assert {"post": "p1", "kind": "other", "text": "1 direction overrides"} in manifest["cleaned"]
    pdf = pypdfium2.PdfDocument(tmp_path / "out/instagram-portrait/carousel.pdf")
    text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    words = "".join(text.split())
    for each in ("<script>alert(1)</script>", "file:///etc/passwd", "{{7*7}}", "</style>"):
        assert each in words
    assert "root:" not in text
