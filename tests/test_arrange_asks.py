"""A last post that asks readers for something is the closing slide; no other post is."""

from __future__ import annotations

import pytest

from carousel_html.arranging import arrange, complete, left_out
from carousel_html.canvases import CANVASES
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.model import Carousel, Image, Outro, Post, Slide, Thread

POINT = "A page that three people read saves an hour of five people, and it is there next week. " * 2
ASK = "If this was useful, follow me @ana for more."


def thread_of(*texts: str) -> Thread:
    """Return a thread with these posts."""
    return Thread(posts=[Post(id=f"p{n}", text=text) for n, text in enumerate(texts, 1)])


def slides_of(*texts: str, **choices: object) -> list[Slide]:
    """Return the slides of a thread, its outro among them."""
    made = arrange(thread_of("Nine habits", *texts), Carousel(layout="auto", **choices))
    assert left_out(made) == []
    return complete(made).slides


@pytest.mark.parametrize(
    "text",
    [
        ASK,
        "RT the first tweet if you want more of this",
        "Wenn dir das geholfen hat, folge mir für mehr.",
        "Abonniert meinen Rundbrief",
        "Si ça vous a plu, suivez-moi !",
        "Si te sirvió, comparte el primer tuit 🙏",
        "Se gostou, compartilhe com a equipe",
        "Se ti è piaciuto, seguimi",
        "Vond je dit nuttig? Volg me",
        "Если понравилось, подписывайтесь",
        "Beğendiysen takip et",
        "役に立ったらフォローしてください",
        "喜欢的话请关注我",
        "도움이 되었다면 팔로우 해주세요",
        "إذا أعجبك فتابعني",
    ],
)
def test_a_last_post_that_asks_closes_the_carousel(text: str):
    """One closing slide, which shows the post."""
    *_, point, last = slides_of(POINT, text)
    assert (last.layout, last.post, last.reason) == ("outro", "p3", "asks readers for something")
    assert point.post == "p2"


@pytest.mark.parametrize(
    "text",
    [
        "In the end we share the load, and the pager.",
        "The follow-up is next week.",
        "Nobody could follow the old runbook.",
        "That is how my newsletter grew to the size it has, and why nobody who subscribed to it ever left.",
        "Since many of you asked, here is the book: https://a.example/b",
        f"{ASK} {POINT}",
        f"{ASK}\n\n```\nmake\n```",
    ],
)
def test_another_last_post_does_not(text: str):
    """It may use the same words, be long, or hold a listing."""
    *_, post, outro = slides_of(POINT, text)
    assert post.post == "p3"
    assert (outro.layout, outro.post) == ("outro", None)


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("Thanks for all your questions!", "Thanks for all your questions\\!", ""),
        ("That's a wrap! Thanks for reading.", "That's a wrap\\!", "Thanks for reading."),
        ("Danke fürs Lesen!", "Danke fürs Lesen\\!", ""),
        ("Merci de m'avoir lu.", "Merci de m'avoir lu", ""),
        ("ここまで読んでくれてありがとう。", "ここまで読んでくれてありがとう", ""),
        (f"Thank you so much for reading.\n\n{ASK}", "Thank you so much for reading", ASK),
    ],
)
def test_a_last_post_that_thanks_closes_the_carousel(text: str, title: str, rest: str):
    """Its thanks are the headline: nobody is thanked twice."""
    *_, last = slides_of(POINT, text)
    assert (last.layout, last.post, last.title, last.text) == ("outro", "p3", title, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Huge thanks to @jana and @timk for testing it.",
        "Thank you, she said, and closed the door.",
        'Say "thanks for your patience".',
        f"Thanks for all your questions! {POINT}",
    ],
)
def test_thanks_to_others_close_nothing(text: str):
    """Somebody by name, in a story, as an example, or before more words."""
    *_, outro = slides_of(POINT, text)
    assert (outro.layout, outro.post) == ("outro", None)


def test_only_the_last_post_closes():
    """Whoever asks in the middle has a slide there."""
    *others, last = slides_of(POINT, ASK, POINT)
    assert "outro" not in {slide.layout for slide in others}
    assert (last.layout, last.post) == ("outro", None)


def test_its_first_line_is_the_headline():
    """Over the rest, be that a list; else the outro's own headline stays."""
    *_, last = slides_of(POINT, f"That's a wrap!\n\n{ASK}\n\n- Subscribe\n- RT this")
    assert last.title == "That's a wrap\\!"
    assert last.text == f"{ASK}\n\n- Subscribe\n- RT this"
    *_, last = slides_of(POINT, f"That's a wrap!\n\n{ASK}", outro=Outro(headline="Bye"))
    assert (last.title, last.text) == (None, None)


def test_a_wanted_outro_stays():
    """One with a text of its own, none at all, another layout for all posts, a picture in the post."""
    assert slides_of(POINT, ASK, outro=Outro(text="Write to me."))[-2].post == "p3"
    assert slides_of(POINT, ASK, outro=False)[-1].layout != "outro"
    thread = thread_of("Nine habits", POINT, ASK)
    plain = complete(arrange(thread, Carousel(layout="text")))
    assert [slide.post for slide in plain.slides[-2:]] == ["p3", None]
    thread.posts[-1].images = [Image(src="a.png")]
    assert complete(arrange(thread, Carousel(layout="auto"))).slides[-2].post == "p3"


def test_the_closing_slide_has_the_button_and_the_words():
    """As any outro: thanks, the words of the post, and what to press."""
    made = complete(arrange(thread_of("Nine habits", POINT, ASK), Carousel(layout="auto")))
    html = compose(made, CANVASES["instagram-portrait"], Catalogue()).html
    last = html[html.rindex("<section") :]
    assert "Thanks for reading" in last
    assert "If this was useful, follow me" in last
    assert "Follow for more" in last
