"""What is copied from a thread's page on X becomes the posts of its author."""

from __future__ import annotations

from pathlib import Path

import pytest

from carousel_html.markup import Quotation, parse
from carousel_html.model import Thread
from carousel_html.sources import format_of, list_threads, load_thread

PAGE = """Post

See new posts
Ana Lark
@ana
I read 10 books.

Here is what stayed 🧵
12:03 PM · Jan 3, 2024
·
128.4K
Views
214
1.2K
Ana Lark
@ana
·
Jan 3, 2024
1/ Read less.

More than once.
Show more
12
45K
Bob
@bob
·
Jan 3, 2024
Great!
1
Ana Lark
@ana
·
Jan 4, 2024
Replying to
@bob
 and
@ana
Thanks, Bob
Ana Lark
@ana
·
5h
Replying to @ana
2/ Write it down:
- one
- two
Image
Quote
Cy Finch
@cy
·
Dec 12, 2023
On a scale of 10:
9
3
1.2M
Who to follow
Dee
@dee
Follow
"""


def page_of(tmp_path: Path, text: str) -> Thread:
    (tmp_path / "page.txt").write_text(text, "utf-8")
    thread = load_thread(tmp_path / "page.txt")
    assert isinstance(thread, Thread)
    return thread


def test_the_page_becomes_the_posts_of_its_author(tmp_path: Path):
    """Names, dates, counts and buttons are no words; a quoted post is a quotation."""
    thread = page_of(tmp_path, PAGE)
    assert (thread.author.name, thread.author.handle) == ("Ana Lark", "@ana")
    assert [post.text for post in thread.posts] == [
        "I read 10 books.\n\nHere is what stayed 🧵",
        "Read less.\n\nMore than once.",
        "Write it down:\n\n- one\n- two\n\n> On a scale of 10:\n>\n> — Cy Finch @cy",
    ]
    assert isinstance(parse(thread.posts[2].text)[-1], Quotation)


def test_what_is_dropped_is_on_the_record(tmp_path: Path):
    """Every word of the page is in a post, in `cleaned`, or left out with its reason."""
    thread = page_of(tmp_path, PAGE)
    assert [(left.kind, left.text, left.reason.partition(" ")[0]) for left in thread.left_out] == [
        ("paragraph", "Show more", "X"),
        ("image", "Image", "a"),
        ("post", "@bob: Great!", "an"),
        ("post", "@ana: Thanks, Bob", "an"),
    ]
    cleaned = [note.text for note in thread.cleaned if note.kind == "other"]
    assert cleaned[0] == "Post See new posts 12:03 PM · Jan 3, 2024 · 128.4K Views 214 1.2K"
    assert "Show more 12 45K" in cleaned
    assert "9 3 1.2M Who to follow Dee @dee Follow" in cleaned


def test_posts_can_be_picked_by_number(tmp_path: Path):
    """As of any list of posts."""
    page_of(tmp_path, PAGE)
    assert [line.posts for line in list_threads(tmp_path / "page.txt")] == [1, 1, 1]
    thread = load_thread(f"{tmp_path / 'page.txt'}#2")
    assert isinstance(thread, Thread)
    assert [post.text for post in thread.posts] == ["1/ Read less.\n\nMore than once."]


@pytest.mark.parametrize(
    "text",
    [
        "Ana\n@ana\nwrote this\n\nand that",
        "cc\n@paul\n\nBy\n@ana",
        "Ana @ana · 5h\nA post",
        "@ana\n·\n5h",
    ],
)
def test_names_in_a_thread_are_no_page(text):
    """A handle on its own line has no date below it there."""
    assert format_of(text).name != "x-page"


def test_one_post_with_its_clock_is_a_page(tmp_path: Path):
    """The post that the page is about has no date over its words."""
    (post,) = page_of(tmp_path, "Ana\n@ana\nOnly this.\n9:05 AM · Mar 1, 2025\n·\n12\nViews").posts
    assert post.text == "Only this."
