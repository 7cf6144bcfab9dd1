"""How a source is found, and what is said of a file that is none."""

from __future__ import annotations

import io
import sys
import zipfile
from types import SimpleNamespace

import pytest

from carousel_html import source_text, sources
from carousel_html.errors import CarouselFileError, ThreadError, UnknownName
from carousel_html.model import Carousel, Thread
from carousel_html.sources import format_of, list_threads, load_thread

THREAD = "Dev, Ops, SRE (thread)\n\nDev - this is one thing."
YAML = "title: T\ncanvas: story\nslides:\n  - {layout: text, text: hi}\n"
MARKDOWN = "---\ntitle: T\n---\n# One\n\ntext\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (THREAD, "text"),
        ('a <a href="https://a.b">a.b</a> b', "text"),
        ("Note: keep this.\n\nslides are nice", "text"),
        ("1/ one\n\n2/ two **", "text"),
        ("#hashtag first", "text"),
        (YAML, "carousel"),
        ("# a comment\n\nthread:\n  posts: [", "carousel"),
        ("---\ncanvas: story\nslides: []\n", "carousel"),
        ("title: only this\nauthor: me\n", "carousel"),
        ("tilte: x\ntheme: y\n", "carousel"),
        (MARKDOWN, "markdown"),
        ("# A heading\n\ntext", "markdown"),
        ("some **bold** words", "markdown"),
        ("![a](b.png)", "markdown"),
        ("see [this](https://a.b)", "markdown"),
    ],
)
def test_the_format_is_found_in_the_content(text, name):
    """What a text is shows in the text; the name of the file says nothing."""
    assert format_of(text).name == name


def test_each_format_gives_its_value(tmp_path):
    """Pasted text is a thread; Markdown and carousel.yaml may hold choices and are a carousel."""
    for text, kind in ((THREAD, Thread), (YAML, Carousel), (MARKDOWN, Carousel)):
        (tmp_path / "any.name").write_text(text, encoding="utf-8")
        assert isinstance(load_thread(tmp_path / "any.name"), kind)


def test_a_format_can_be_forced(tmp_path):
    """`format` wins over what the content looks like."""
    path = tmp_path / "t"
    path.write_text("# a # b", encoding="utf-8")
    thread = load_thread(path, format="text")
    assert isinstance(thread, Thread)
    assert thread.posts[0].text == "\\# a # b"
    with pytest.raises(UnknownName, match='format "markdwon"') as caught:
        load_thread(path, format="markdwon")
    assert 'Did you mean "markdown"?' in str(caught.value)


def test_a_thread_is_read_from_standard_input(monkeypatch):
    """The path "-" is standard input."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(THREAD.encode())))
    thread = load_thread("-")
    assert isinstance(thread, Thread)
    assert len(thread.posts) == 2


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "there is no text in it"),
        (b" \n\t\xef\xbb\xbf".replace(b"\xef\xbb\xbf", b""), "there is no text in it"),
        (b"%PDF-1.7 ...", "a PDF, not a text"),
        (b"PK\x03\x04abc", "a ZIP archive"),
        (b"a\nb\x00b", r"a binary file, not a text(.|\n)*Line 2 has a NUL byte"),
        (b"<!DOCTYPE html>\n<html><p>One</p></html>", "a web page, but no thread of a kind we know"),
        (b"h\xffello", r"0xff at offset 1 \(line 1\) is not UTF-8"),
        (b"one\ntw\xe9", r"0xe9 at offset 6 \(line 2\) is not UTF-8"),
        (b"---", "there is no text in it"),
    ],
)
def test_what_is_no_text_is_said_to_be_none(tmp_path, body, message):
    """Empty, binary and wrongly encoded files get one clear message with the place."""
    path = tmp_path / "thread.txt"
    path.write_bytes(body)
    with pytest.raises(ThreadError, match=message) as caught:
        load_thread(path)
    assert "thread.txt" in str(caught.value)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_text_that_says_how_it_is_written_is_read(tmp_path, codec):
    """Notepad's Unicode has a mark at its start."""
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(codec, b"")
    for name, text in (("t.txt", "één\r\n\r\ntwee 🧵"), ("t.csv", "id;text\r\n1;één\r\n2;twee 🧵")):
        (tmp_path / name).write_bytes(mark + text.encode(codec))
        thread = load_thread(tmp_path / name)
        assert isinstance(thread, Thread)
        assert [post.text for post in thread.posts] == ["één", "twee 🧵"]


def test_an_office_file_is_told_to_be_one(tmp_path):
    """It is a ZIP file, and no data download."""
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as file:
        file.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(ThreadError, match="a Word document, not a text"):
        load_thread(tmp_path / "x.docx")


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    """A name that leads nowhere and a name of a folder have messages of their own."""
    with pytest.raises(ThreadError, match="there is no file"):
        load_thread(tmp_path / "nowhere.txt")
    with pytest.raises(ThreadError, match="is a folder"):
        load_thread(tmp_path)


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    """The size is capped before anything is read into a model."""
    monkeypatch.setattr(sources, "MAX_BYTES", 1_000_000)
    path = tmp_path / "t"
    path.write_bytes(b"x" * 1_000_001)
    with pytest.raises(ThreadError, match="larger than 1 MB"):
        load_thread(path)


def test_bytes_become_clean_text():
    """The byte order mark goes, line ends are one kind, and letters are composed."""
    text = source_text.decoded("\ufeffa\r\nb\rcafe\u0301".encode(), "x", max_bytes=99)
    assert text == "a\nb\ncafé"


def test_a_broken_carousel_file_is_still_one(tmp_path):
    """A carousel.yaml with a mistake is not taken for prose."""
    path = tmp_path / "c.yaml"
    path.write_text("title: T\nslides:\n  - {layout: [\n", encoding="utf-8")
    with pytest.raises(CarouselFileError, match="not valid YAML"):
        load_thread(path)


FOUR = "one (thread)\n\ntwo https://a.b/c?d=1\n\n<a href='javascript:x'>three</a>\n\nfour"


@pytest.mark.parametrize(
    ("pick", "ids"), [("2-3", ["p2", "p3"]), ("4", ["p4"]), ("1-100", ["p1", "p2", "p3", "p4"])]
)
def test_posts_of_a_text_are_picked_by_number(tmp_path, pick, ids):
    """Pasted or Markdown, with what is on record of those posts alone."""
    for name, text in (("t.txt", FOUR), ("t.md", FOUR.replace("one", "**one**"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        read = load_thread(f"{tmp_path / name}#{pick}")
        thread = read.thread if isinstance(read, Carousel) else read
        assert [post.id for post in thread.posts] == ids
        assert {note.post for note in (*thread.cleaned, *thread.left_out)} <= set(ids)


@pytest.mark.parametrize("pick", ["9", "0", "3-2", "abc"])
def test_a_pick_that_takes_nothing_is_told(tmp_path, pick):
    """As for any list of posts."""
    (tmp_path / "t.txt").write_text(FOUR, encoding="utf-8")
    with pytest.raises(ThreadError, match="picks none of its 4 posts"):
        load_thread(f"{tmp_path / 't.txt'}#{pick}")


def test_slides_are_not_picked_by_the_number_of_a_post(tmp_path):
    """A carousel.yaml has its slides: `--slides` picks of those."""
    (tmp_path / "c.yaml").write_text(YAML, encoding="utf-8")
    with pytest.raises(ThreadError, match="this file has slides") as caught:
        load_thread(f"{tmp_path / 'c.yaml'}#1")
    assert "--slides" in str(caught.value)


def test_posts_of_a_text_are_listed(tmp_path):
    """Each by the number that picks it."""
    (tmp_path / "t.txt").write_text(FOUR, encoding="utf-8")
    assert [(line.id, line.words) for line in list_threads(tmp_path / "t.txt")][::3] == [
        ("1", "one (thread)"),
        ("4", "four"),
    ]
