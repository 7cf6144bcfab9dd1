"""Which post stands on which slide, and that every word, link and picture is on one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel_html.arranging import arrange, complete, left_out
from carousel_html.carousel_file import read, write
from carousel_html.errors import ThreadError
from carousel_html.markup import parse, plain
from carousel_html.model import Carousel, Image, LeftOut, Outro, Post, Slide, Thread
from carousel_html.sources.markdown import read as read_markdown
from carousel_html.sources.pasted import read as read_pasted

EXAMPLES = Path(__file__).parent.parent / "examples"


def thread_of(*texts: str) -> Thread:
    return Thread(posts=[Post(id=f"p{n}", text=text) for n, text in enumerate(texts, 1)])


def arranged(*texts: str) -> Carousel:
    return arrange(thread_of(*texts), Carousel(layout="post-card"))


def shown(carousel: Carousel) -> list[tuple[str | None, str | None]]:
    """Return title and own text of each slide."""
    return [(slide.title, slide.text) for slide in carousel.slides]


# --- the cover -------------------------------------------------------------------------------


def test_title_and_text_in_one_line_are_told_apart():
    """The marker ends the title, what comes before the first term goes under it, the term heads its slide."""
    carousel = arranged(
        "Dev, Ops, and SRE (thread) My understanding of things after two years. Starting from the clearest. "
        "Dev - this is about business logic. The only one that makes money.",
        "Ops - this is about shipping what Dev made.",
    )
    assert shown(carousel) == [
        ("Dev, Ops, and SRE", "My understanding of things after two years. Starting from the clearest."),
        ("Dev", "This is about business logic. The only one that makes money."),
        ("Ops", "This is about shipping what Dev made."),
    ]
    assert [slide.post for slide in carousel.slides] == ["p1", "p1", "p2"]
    assert carousel.title == "Dev, Ops, and SRE"
    assert [(note.post, note.kind, note.text) for note in carousel.thread.cleaned] == [
        ("p1", "thread-marker", "(thread)"),
        ("p1", "title", "Dev - this"),
        ("p2", "title", "Ops - this"),
    ]
    assert left_out(carousel) == []


@pytest.mark.parametrize(
    ("text", "title", "lead", "markers"),
    [
        ("How we halved our bill 🧵", "How we halved our bill", "", ["🧵"]),
        ("🧵 How we halved our bill.", "How we halved our bill", "", ["🧵"]),
        ("🧵 Thread: why I left", "Why I left", "", ["🧵 Thread:"]),
        ("🧵 Thread: iPhone photography", "iPhone photography", "", ["🧵 Thread:"]),
        ("why i left 🧵", "why i left", "", ["🧵"]),
        ("Why I left (a thread) 👇", "Why I left", "", ["(a thread)", "👇"]),
        ("Why I left. A thread.", "Why I left", "", ["A thread."]),
        ("Why I left [THREAD]\n\nIt took long.", "Why I left", "It took long.", ["[THREAD]"]),
        ("Hilo 🧵: por qué me fui", "Por qué me fui", "", ["Hilo 🧵:"]),
        ("Pourquoi je pars ⬇️ (fil à dérouler)", "Pourquoi je pars", "", ["(fil à dérouler)", "⬇️"]),
        ("Por que eu saí de lá. Segue o fio 👇", "Por que eu saí de lá", "", ["Segue o fio 👇"]),
        ("会社を辞めてわかったこと【スレッド】", "会社を辞めてわかったこと", "", ["【スレッド】"]),
        ("Au fil des jours, on apprend.", "Au fil des jours, on apprend", "", []),
        ("I quit. Here is why.", "I quit. Here is why", "", []),
        ("Stop. Reading. Books.", "Stop. Reading. Books", "", []),
        (
            "“I was wrong. We all were.” So said my boss. Then he left.",
            "“I was wrong. We all were.”",
            "So said my boss. Then he left.",
            [],
        ),
        ("Why do we test? Because we forget.", "Why do we test?", "Because we forget.", []),
        ("A title\nand a line under it", "A title", "and a line under it", []),
        ("# A **bold** title\n\nAnd more.", "A bold title", "And more.", []),
        ("Pull the thread and see.", "Pull the thread and see", "", []),
        ("Wait...", "Wait...", "", []),
        (r"Use \_\_init\_\_ well", r"Use \_\_init\_\_ well", "", []),
        (
            "Yesterday my co-founder quit; today, the investors called to say that they are out; tomorrow, "
            "we launch anyway and nobody can stop us.",
            "Yesterday my co-founder quit; today, the investors called to say that they are out",
            "tomorrow, we launch anyway and nobody can stop us.",
            [],
        ),
        (
            "Unpopular opinion: most teams don't need a cluster, and the ones that do find out the hard way, "
            "late at night, when nobody remembers why.",
            "Unpopular opinion: most teams don't need a cluster",
            "and the ones that do find out the hard way, late at night, when nobody remembers why.",
            [],
        ),
    ],
)
def test_a_title_is_found(text, title, lead, markers):
    """First line, heading or sentence; markers of a thread are taken off and recorded."""
    carousel = arranged(text)
    assert shown(carousel) == [(title, lead)]
    assert carousel.slides[0].layout == "cover"
    assert [note.text for note in carousel.thread.cleaned] == markers
    assert left_out(carousel) == []


def test_a_given_title_is_not_shown_twice():
    """The title of front matter heads the cover; a heading that repeats it is not text as well."""
    carousel = arrange(thread_of("# Six habits\n\nOf fast pages."), Carousel(title="Six habits"))
    assert shown(carousel) == [("Six habits", "Of fast pages.")]
    assert left_out(carousel) == []


def test_a_name_in_the_title_is_not_shown_again_under_it():
    """Where it leads is named as left out."""
    carousel = arranged("What I learned from [@ada](https://a.b/ada) about bees\n\nIt is long enough.")
    assert shown(carousel) == [(r"What I learned from \@ada about bees", "It is long enough.")]
    assert [(note.kind, note.text) for note in left_out(carousel)] == [("link", "https://a.b/ada")]


def test_a_link_in_the_title_is_not_lost():
    """A title carries no link, so the link stands under it."""
    carousel = arranged("# See [our page](https://a.b/c)\n\nIt is long enough to be a lead.")
    assert shown(carousel)[0][0] == "See our page"
    assert left_out(carousel) == []


def test_a_thread_that_begins_with_a_list_has_no_cover():
    """Where there is no title none is made up."""
    carousel = arranged("- a\n- b", "more")
    assert [slide.layout for slide in carousel.slides] == ["list", None]
    assert left_out(carousel) == []


def test_lines_with_an_emoji_each_may_begin_with_the_title():
    """Unlike emoji are no list at the very beginning; like ones are."""
    cover = arranged("- 🚀 We launched\n- 🎉 After two years", "more").slides[0]
    assert (cover.layout, cover.title, cover.text) == ("cover", "🚀 We launched", "🎉 After two years")
    assert arranged("- ❌ a\n- ❌ b", "more").slides[0].layout == "list"


def test_a_long_first_post_keeps_its_words_in_order():
    """What does not go under the title is the first slide after the cover."""
    sentence = "A sentence of many words that goes on and on."
    carousel = arranged(" ".join(["One title here.", *[sentence] * 9]))
    assert shown(carousel) == [("One title here", f"{sentence} {sentence}"), (None, " ".join([sentence] * 7))]
    assert [slide.post for slide in carousel.slides] == ["p1", "p1"]
    assert left_out(carousel) == []


# --- the posts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        (
            "Platform Engineering - this is about many things",
            "Platform Engineering",
            "This is about many things",
        ),
        ("**Cache**: what you say about the past", "Cache", "What you say about the past"),
        ("**Cache:** what you say about the past", "Cache", "What you say about the past"),
        ("Lesson 2: know your numbers and be kind", "Lesson 2", "Know your numbers and be kind"),
        ("kubectl - iPhone apps are of no use here", None, None),
        ("SRE - iPhone apps are of no use here", "SRE", "iPhone apps are of no use here"),
        ("I tried it - and it was a mistake for all", None, None),
        ("Ex: the problem is solved by now, they say", None, None),
        ("Note: read this before you go anywhere", None, None),
        ("A first line\n\nand words enough under it to be read", "A first line",
         "and words enough under it to be read"),
        ("A first line.\n\nand words enough under it to be read", None, None),
        ("A first line\n\n[a.b/c](https://a.b/c)", None, None),
        ("## Heading\n\ntext", "Heading", "text"),
        ("## Only a heading", None, None),
        ("An ordinary post. It has two sentences.", None, None),
    ],
)  # fmt: skip
def test_a_post_may_begin_with_its_title(text, title, rest):
    """A heading, a short first line, or a term that is explained heads the slide; else the post stays."""
    carousel = arranged("Title", text)
    assert (carousel.slides[1].title, carousel.slides[1].text) == (title, rest)
    assert carousel.slides[1].post == "p2"
    assert left_out(carousel) == []


def test_a_list_under_a_title_is_a_list_slide():
    """Points under a title use the list layout; numbered ones keep their numbers in the text."""
    carousel = arranged("Title", "Three things:\n\n- a *b*\n- c", "So:\n\n3. c\n4. d")
    assert (carousel.slides[1].layout, carousel.slides[1].items) == ("list", ["a _b_", "c"])
    assert (carousel.slides[1].title, carousel.slides[1].text) == ("Three things", "")
    assert (carousel.slides[2].layout, carousel.slides[2].items) == (None, None)
    assert left_out(carousel) == []


@pytest.mark.parametrize(
    "text",
    [
        "> Words well said by her\n\n— Ada L.",
        "> Words well said by her\n>\n> — Ada L.",
        '"Words well said by her" - Ada L.',
    ],
)
def test_a_quotation_with_its_speaker_is_a_quote_slide(text):
    """A post that is only a quotation uses the quote layout, its speaker as title."""
    carousel = arranged("Title", text)
    slide = carousel.slides[1]
    assert (slide.layout, slide.quote, slide.title) == ("quote", "Words well said by her", "Ada L.")
    assert left_out(carousel) == []


def test_a_layout_chosen_for_all_is_kept():
    """Only the plain layouts make room for one that suits a post better."""
    carousel = arrange(thread_of("Title", "So:\n\n- a\n- b"), Carousel(layout="my-own"))
    assert [slide.layout for slide in carousel.slides] == ["cover", None]


def test_every_picture_of_a_post_is_on_a_slide():
    """One picture and few words make an image slide; more than a card holds go on."""
    pictures = [Image(src=f"{n}.png") for n in range(6)]
    thread = thread_of("Title", "few words", "Many words. " * 40, "six")
    thread.posts[0].images = pictures[:2]
    thread.posts[1].images = pictures[2:3]
    thread.posts[2].images = pictures[3:4]
    thread.posts[3].images = pictures
    carousel = arrange(thread, Carousel(layout="text"))
    assert [slide.layout for slide in carousel.slides] == [
        "cover",
        None,
        "image",
        "post-card",
        "post-card",
        None,
    ]
    assert [len(slide.images) if slide.images is not None else None for slide in carousel.slides] == [
        *(1, 1, None, None, 4, 2)
    ]
    assert left_out(carousel) == []


def test_a_post_that_only_announces_the_thread_is_no_slide():
    """ "Thread 👇" alone is a marker."""
    carousel = arranged("Title", "Thread 👇", "text")
    assert [slide.post for slide in carousel.slides] == ["p1", "p3"]
    assert carousel.thread.cleaned[0].text == "Thread 👇"
    assert left_out(carousel) == []


@pytest.mark.parametrize(
    ("last", "shown", "cleaned"),
    [
        ("/end", None, ["/end"]),
        ("So long.\n\n(end)", "So long.", ["(end)"]),
        ("So long.\n/fin", "So long.", ["/fin"]),
        ("So long. 🧵/end", "So long. 🧵/end", []),
        ("So long.\n\n/thread\n\n#a #b", "So long.", ["/thread", "#a #b"]),
        ("The end.", "The end.", []),
        ("#a #b", None, ["#a #b"]),
    ],
)
def test_that_a_thread_has_ended_is_seen(last, shown, cleaned):
    """A marker on a line of its own is taken off; what may be a sentence of a story stays."""
    carousel = arranged("Title", "Some words that stand between the two.", last)
    words = [
        slide.text if slide.text is not None else carousel.post(slide.post).text for slide in carousel.slides
    ]
    assert words[2:] == ([shown] if shown else [])
    assert [note.text for note in carousel.thread.cleaned] == cleaned
    assert left_out(carousel) == []


def test_half_an_answer_stands_under_no_question():
    """A cover shows an answer whole or leaves it to the next slide."""
    answer = "A: You need both. Usually in the same person, often in the same meeting. " * 3
    carousel = arranged(f"Q: Is a leader a manager?\n\n{answer.strip()}", "text")
    assert carousel.slides[0].text == ""
    assert carousel.slides[1].text == answer.strip()


POINTS = (
    "Pick one reader.\n\nMine is called Dana, an engineer.",
    "Write it down.\n\nOn paper, every day, by hand.",
)


def test_the_first_of_alike_lines_is_no_title():
    """ "1903: physics" over "1911: chemistry" would be torn from it; under a label a line is."""
    both = "1903: Nobel Prize in Physics\n1911: Nobel Prize in Chemistry\nNobody else has one in two sciences"
    carousel = arranged("Title", both, "Lesson 2: Ship it.\nWhat nobody uses you cannot mend.")
    assert [slide.title for slide in carousel.slides] == ["Title", None, "Lesson 2: Ship it"]


@pytest.mark.parametrize(
    "text",
    [
        "Free – 3 notebooks\nPro – $8 a month\nTeam – $15 for each user a month",
        "2007 – The first one.\n2008 – App Store.\n2010 – Retina.",
        "Day 1: Buy beans\nDay 2: Brew\nDay 3: Drink",
        "Step 1 - Grind it\nStep 2 - Pour it\nStep 3 - Drink it",
        "$AMD: up again\n$INTC: down\n$NVDA: off the chart",
    ],
)
@pytest.mark.parametrize("above", ["", "The plans:\n", "The plans\n"])
def test_terms_in_lines_are_points(text, above):
    """The first of several is no title of the others."""
    slide = arranged("Title", above + text).slides[1]
    assert (slide.layout, slide.items) == ("list", text.split("\n"))
    assert slide.title == ("The plans" if above else None)


@pytest.mark.parametrize("sign", ["\\+", "—", "–", "↳"])
def test_signs_that_stand_for_bullets_are_points(sign):
    """Under the line that announces them; the signs are the list's business."""
    slide = arranged(
        "Title", "What I like:\n" + "\n".join(f"{sign} {word}" for word in ("tea", "rain", "bread"))
    )
    assert slide.slides[1].layout == "list"
    assert (slide.slides[1].title, slide.slides[1].items) == ("What I like", ["tea", "rain", "bread"])
    assert left_out(slide) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kid: why is that?\nDad: because.\nKid: why is that so?",
        "Free – 3 notebooks\nPro – $8 a month",
        "\\+ cheap\n\\+ quick\n– ugly",
        "It was late – we went home.\nNobody spoke – it was cold.\nThe rain went on – for days.",
    ],
)
def test_other_lines_stay_lines(text):
    """A dialogue, two lines, signs that mean something, and sentences with a dash."""
    slide = arranged("Title", text).slides[1]
    assert (slide.title, slide.items) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "«Хлеб — это время, которое можно съесть», — сказал мой учитель.",
        '"Life – it is short and hard to come by", said Anna.',
        "“Stay hungry\nStay foolish and never let them tell you otherwise”",
        "'Life – it is short and hard to come by', said Anna.",
    ],
)
def test_no_title_ends_inside_a_quotation(text):
    """What is quoted is not torn from its beginning."""
    assert arranged("Title", text).slides[1].title is None


def test_a_link_below_takes_no_title_away():
    """A paragraph that is only a link is no more words, and no fewer."""
    text = (
        "1\\. Photopea\nPhotoshop in your browser. Opens PSD files.\n\n[photopea.com](https://photopea.com)"
    )
    slide = arranged("Title", text).slides[1]
    assert (slide.title, slide.text) == tuple(text.split("\n", 1))


@pytest.mark.parametrize(
    ("third", "titles"),
    [
        (
            "Make it easy to leave.\n\nThe link is at the top.",
            ["Pick one reader", "Write it down", "Make it easy to leave"],
        ),
        ("No such head here, but a long sentence of its own.\n\nThe link is at the top.", [None, None, None]),
    ],
)
def test_points_of_a_thread_have_titles(third, titles):
    """Where posts begin with a short sentence each, it heads them; in a story with one or two it does not."""
    carousel = arranged("Seven points that helped me", *POINTS, third)
    assert [slide.title for slide in carousel.slides[1:]] == titles
    assert left_out(carousel) == []


def test_choices_stay_and_nothing_given_is_changed():
    """`arrange` fills slides on a copy that carries every choice."""
    thread = thread_of("Title (thread)", "text")
    thread.language = "de"
    thread.author.name = "Ana"
    given_carousel = Carousel(theme="paper", outro=False)
    carousel = arrange(thread, given_carousel)
    assert (carousel.theme, carousel.outro, carousel.language, carousel.author) == (
        "paper",
        False,
        "de",
        "Ana",
    )
    assert given_carousel == Carousel(theme="paper", outro=False)
    assert thread.cleaned == []
    assert arrange(thread, Carousel(language="fr")).language == "fr"
    assert arrange(carousel.thread, carousel) == carousel


def test_a_thread_without_posts_is_refused():
    """There is nothing to arrange."""
    with pytest.raises(ThreadError, match="no posts"):
        complete(Carousel())


# --- complete --------------------------------------------------------------------------------


def test_every_slide_knows_its_entry_and_an_outro_closes():
    """Entries count from 0; the outro comes from no entry."""
    carousel = complete(Carousel(layout="text", slides=[Slide(text="a"), Slide(text="b")]))
    assert [(slide.entry, slide.layout) for slide in carousel.slides] == [
        (0, None),
        (1, None),
        (None, "outro"),
    ]


def test_an_outro_can_be_switched_off_or_placed_by_hand():
    """`outro: false` adds none, and one that stands there already is enough."""
    assert len(complete(Carousel(slides=[Slide()], outro=False)).slides) == 1
    own = complete(Carousel(slides=[Slide(layout="outro")], outro=Outro(headline="x")))
    assert [slide.entry for slide in own.slides] == [0]


def test_a_carousel_without_slides_is_arranged_first():
    """A thread with choices is enough to render."""
    carousel = complete(Carousel(thread=thread_of("Title", "text")))
    assert [slide.layout for slide in carousel.slides] == ["cover", "statement", "outro"]


# --- what is left out ------------------------------------------------------------------------


def test_what_is_on_no_slide_is_named():
    """Posts, paragraphs, words, links and pictures that no slide shows are told apart."""
    thread = thread_of(
        "All of it is here.",
        "One paragraph.\n\nAnother one, [linked](https://a.b).",
        "Not here [x](https://c.d)",
        "Some words are kept and some are not.",
    )
    thread.posts[0].images = [Image(src="a.png")]
    thread.left_out = [LeftOut(post="p1", kind="image", text="https://e.f/g.png", reason="web")]
    carousel = Carousel(
        thread=thread,
        slides=[
            Slide(post="p1", images=[]),
            Slide(text="one PARAGRAPH"),
            Slide(post="p4", text="some words are kept"),
        ],
    )
    assert [(left.post, left.kind, left.text) for left in left_out(complete(carousel))] == [
        ("p1", "image", "https://e.f/g.png"),
        ("p1", "image", "a.png"),
        ("p2", "paragraph", "Another one, linked."),
        ("p2", "link", "https://a.b"),
        ("p3", "post", "Not here x"),
        ("p3", "link", "https://c.d"),
        ("p4", "paragraph", "and some are not"),
    ]


# --- nothing is lost -------------------------------------------------------------------------

_bits = st.sampled_from(
    [
        *(
            "one",
            "two.",
            "Three",
            "Ops - this",
            "Lesson 2: b",
            "why?",
            "long-word",
            "é",
            "東京。",
            "e.g.",
            "etc.",
        ),
        *(
            "(thread)",
            "🧵",
            "A thread:",
            "👇",
            "1/",
            "2/",
            "**bold**",
            "*it*",
            "`code x`",
            "> q",
            "# H",
            "## H",
        ),
        *(
            "@ana",
            "#tag",
            "https://a.b/c?d=1",
            "[l m](https://e.f)",
            "\n",
            "\n\n",
            "\n\n---\n\n",
            "\n- a",
            "\n1. b",
        ),
        *("“Say it”", "— Ada", "x" * 40, "word " * 30),
    ]
)
anything = st.lists(_bits, min_size=1, max_size=16).map(" ".join)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def slide_words(carousel: Carousel) -> set[str]:
    texts = [
        text
        for slide in carousel.slides
        for post in [carousel.post(slide.post or "")]
        for text in (
            slide.title,
            slide.text if slide.text is not None else post and post.text,
            slide.quote,
            *(slide.items or ()),
        )
    ]
    return {word for text in texts if text for word in words(plain(parse(text)))}


@settings(max_examples=150, deadline=None)
@given(anything, st.booleans())
def test_no_word_of_a_thread_is_lost(text, is_markdown):
    """Every word of every post is on a slide or in `cleaned`, and `left_out` agrees."""
    try:
        source = read_markdown(text, "t", Path()) if is_markdown else read_pasted(text, "t", Path())
    except ThreadError:
        return
    thread = source.thread if isinstance(source, Carousel) else source
    carousel = complete(arrange(thread, Carousel()))
    cleaned = {word for note in carousel.thread.cleaned for word in words(note.text)}
    for post in thread.posts:
        assert set(words(plain(parse(post.text)))) <= slide_words(carousel) | cleaned
    assert left_out(carousel) == thread.left_out


@settings(max_examples=60, deadline=None)
@given(anything)
def test_importing_and_reading_gives_the_same_slides(tmp_path_factory, text):
    """What `import` writes is read back as the carousel that was arranged."""
    try:
        source = read_markdown(text, "t", Path())
    except ThreadError:
        return
    carousel = arrange(source.thread, source)
    path = tmp_path_factory.mktemp("import") / "carousel.yaml"
    write(carousel, path)
    assert complete(read(path)).model_dump() == complete(carousel).model_dump()
    assert left_out(complete(read(path))) == left_out(complete(carousel))


@pytest.mark.parametrize("name", ["charts-tables-maps.txt", "lighthouse.md"])
def test_the_examples_lose_nothing(name):
    """The threads we show around are wholly on their slides."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    source = (
        read_markdown(text, name, EXAMPLES) if name.endswith(".md") else read_pasted(text, name, EXAMPLES)
    )
    carousel = complete(source if isinstance(source, Carousel) else Carousel(thread=source))
    assert left_out(carousel) == []
    assert 9 <= len(carousel.slides) <= 12
