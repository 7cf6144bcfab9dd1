"""A post that is no more than a label stands over the next one."""

from __future__ import annotations

import pytest

from carousel_html.arranging import arrange, left_out
from carousel_html.model import Author, Carousel, Image, Post, Slide, Thread

LINES = "Free for one person\nTeam for all the others"
SENTENCE = "A sentence that stands by itself and says enough."


def slides_of(*texts: str, **last: object) -> list[Slide]:
    """Return the slides after the cover."""
    posts = [Post(id=f"p{n}", text=text) for n, text in enumerate(("A title", *texts), 1)]
    posts[-1] = posts[-1].model_copy(update=last)
    made = arrange(Thread(posts=posts), Carousel(layout="auto"))
    assert left_out(made) == []
    return made.slides[1:]


@pytest.mark.parametrize(
    ("label", "text", "layout", "title"),
    [
        ("Pricing:", SENTENCE, "text", "Pricing"),
        ("What it is going to cost you:", LINES, "text", "What it is going to cost you"),
        ("Pricing:", "- Free\n- Team", "list", "Pricing"),
        ("Loop over files:", "```sh\nls\n```", "code", "Loop over files"),
        ("Pricing:", "| a | b |\n|---|---|\n| 1 | 2 |", "table", "Pricing"),
        ("Read it here:", "[a.b](https://a.b)", "link", "Read it here"),
    ],
)
def test_a_label_heads_the_slide_of_the_next_post(label, text, layout, title):
    """One slide for both."""
    (slide,) = slides_of(label, text)
    assert (slide.layout, slide.title, slide.posts) == (layout, title, ("p3", "p2"))


@pytest.mark.parametrize(
    ("posts", "count"),
    [
        ((SENTENCE, "Pricing:"), 2),
        (("What all of it is going to cost you:", SENTENCE), 2),
        (("Pricing", SENTENCE), 2),
        (("My rules:", "1\\. Ask.", "2\\. Wait for it.", "3\\. Go."), 4),
        (("Pricing:", "And:", SENTENCE), 2),
    ],
)
def test_other_short_posts_have_slides_of_their_own(posts, count):
    """The last one, many words before a sentence, one without a colon, before a series, before another."""
    assert len(slides_of(*posts)) == count


def test_a_label_of_somebody_else_heads_nothing():
    """Who answers is not announced."""
    assert len(slides_of("Pricing:", LINES, author=Author(name="Ana"))) == 2


def test_pictures_below_a_label_stay_with_their_words():
    """The slide is the second post's."""
    (slide,) = slides_of("The view:", "From the hill.", images=[Image(src="a.png")])
    assert (slide.post, slide.title, slide.text) == ("p3", "The view", "From the hill.")


@pytest.mark.parametrize("sign", ["👉", "→", "⬇️", "➡️"])
def test_a_sign_that_points_on_is_no_slide(sign):
    """It is a marker of the thread."""
    assert len(slides_of(SENTENCE, sign, SENTENCE)) == 2
