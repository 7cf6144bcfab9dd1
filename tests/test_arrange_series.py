"""Which posts are a series, and that they look like one."""

from __future__ import annotations

import pytest

from carousel_html.arranging import arrange, left_out
from carousel_html.model import Carousel, Post, Thread


def thread_of(*texts: str) -> Thread:
    return Thread(posts=[Post(id=f"p{n}", text=text) for n, text in enumerate(texts, 1)])


def layouts_of(*posts: str) -> list[str | None]:
    """Return the layouts of the slides after a cover."""
    made = arrange(thread_of("A title", *posts), Carousel(layout="auto"))
    assert left_out(made) == []
    return [slide.layout for slide in made.slides[1:]]


@pytest.mark.parametrize(
    "posts",
    [
        ("1\\. Drink a glass of water first", "2\\. Move", "3\\. Read until you fall asleep", "4\\. Sleep"),
        ("Lesson number 1: rest before the run.", "Lesson number 2: eat.", "Lesson number 3: go."),
        ("Breathe.", "Walk.", "Repeat."),
        ("Kid: Dad, why is the sky blue?", "Dad: Because of the light.", "Kid: I see.", "Dad: You do not."),
    ],
)
def test_short_posts_of_a_series_are_all_as_large(posts):
    """Numbered ones, single beats, and what the speakers of a dialogue say."""
    assert set(layouts_of(*posts)) == {"statement"}


def test_a_series_and_what_stands_around_it_take_turns():
    """It is the other that speaks plainly, before the series and after it."""
    around = "A sentence that belongs to none of them."
    posts = (around, "1\\. Drink water", "2\\. Move", "3\\. Read", around)
    assert layouts_of(*posts) == ["text", "statement", "statement", "statement", "text"]


def test_a_series_with_a_longer_post_is_set_like_it():
    """Where one has a title or many words, the others are no louder."""
    long = (
        "4\\) Read, and read again what you have read, until you know what it was. Then write all of it down."
    )
    posts = ("1\\) Drink water", "2\\) Move", "3\\) Sleep and dream", long)
    assert layouts_of(*posts) == ["text"] * 4


@pytest.mark.parametrize(
    ("posts", "titles"),
    [
        (
            ("DAY 1\nWalk.", "DAY 7\nWalk a bit further than before.", "DAY 30\nRun."),
            ["DAY 1", "DAY 7", "DAY 30"],
        ),
        (
            (
                "1\\. One\nA tool that does it all and more.",
                "2\\. Two\nSo-so.",
                "3\\. Three\n[a.b](https://a.b)",
            ),
            ["1\\. One", "2\\. Two", None],
        ),
        (
            (
                "Q: How long?\nA: Two years of evenings.",
                "Q: Again?\nA: Yes.",
                "Q: Why?\n\nA: Why not, and who asks?",
            ),
            ["Q: How long?", "Q: Again?", "Q: Why?"],
        ),
        (("Day 1: rest.", "Day 2: walk as far as you can go.", "Day 3: run."), ["Day 1", "Day 2", "Day 3"]),
    ],
)
def test_each_of_a_series_has_its_title(posts, titles):
    """However few words stand under it; a link alone is none."""
    made = arrange(thread_of("A title", *posts), Carousel(layout="post-card"))
    assert [slide.title for slide in made.slides[1:]] == titles


def test_two_labels_make_no_series():
    """A figure and its label is no speaker, and two posts are a pair."""
    posts = (
        "Revenue: much more than all of us thought.",
        "Margin: as good as it was.",
        "Costs: none at all so far.",
    )
    assert layouts_of(*posts) == ["statement", "text", "statement"]


def test_the_first_of_several_points_is_no_title_of_the_carousel():
    """It begins the carousel, and stands at the head of no other slide."""
    points = arrange(
        thread_of("1\\. Wake up early", "2\\. Drink water", "3\\. Move"), Carousel(layout="auto")
    )
    assert (points.title, points.slides[0].title) == ("", "1\\. Wake up early")
    titled = arrange(thread_of("1\\. Wake up early", "Then sleep again"), Carousel(layout="auto"))
    assert titled.title == "1. Wake up early"
