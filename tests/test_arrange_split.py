"""Where a slide is cut, and that the parts hold all of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel_html.arranging import complete, left_out, split
from carousel_html.arranging.pieces import lines_of, sliced
from carousel_html.arranging.sentences import Cut, cuts, sentences
from carousel_html.errors import TextOverflow
from carousel_html.markup import Paragraph, hrefs, parse, plain
from carousel_html.model import Carousel, Image, Post, Slide, Thread


def one(text: str, **keys) -> Carousel:
    return complete(Carousel(slides=[Slide(text=text, **keys)], outro=False))


def parts(text: str, count: int, **keys) -> list[str]:
    return [slide.text or "" for slide in split(one(text, **keys), {0: count}).slides]


# --- sentences -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three?", ["One. ", "Two! ", "Three?"]),
        ("CI/CD, GitOps, etc. Plus, more.", ["CI/CD, GitOps, etc. ", "Plus, more."]),
        ("CI/CD, etc. and more.", ["CI/CD, etc. and more."]),
        (
            "Ex: the problem is 3.5 times, e.g. Kubernetes.",
            ["Ex: the problem is 3.5 times, e.g. Kubernetes."],
        ),
        (
            "Nimm ein Werkzeug, z. B. Einen Server. Das reicht.",
            ["Nimm ein Werkzeug, z. B. Einen Server. ", "Das reicht."],
        ),
        ("Ask Dr. Who or J. R. Hart. Then go.", ["Ask Dr. Who or J. R. Hart. ", "Then go."]),
        ("So did I. Then we left.", ["So did I. ", "Then we left."]),
        ('He said "Yes." Then (no.) More', ['He said "Yes." ', "Then (no.) ", "More"]),
        ("Fine! 🎉 Done... Or not", ["Fine! ", "🎉 Done... ", "Or not"]),
        ("wait… no. What", ["wait… no. ", "What"]),
        ("i like it. we go. done", ["i like it. ", "we go. ", "done"]),
        ("1. Start small. Then grow.", ["1. Start small. ", "Then grow."]),
        ("In 2019. Later 20 people.", ["In 2019. ", "Later 20 people."]),
        ("東京は夜。大阪は「昼。」です", ["東京は夜。", "大阪は「昼。」", "です"]),
        ("one\ntwo", ["one\n", "two"]),
        ("", [""]),
    ],
)
def test_sentences_are_told_from_abbreviations(text, found):
    """A full stop ends a sentence unless its word, or the next one, says otherwise."""
    assert sentences(text) == found


def test_the_gentlest_cut_is_offered_at_each_place():
    """Clauses end at commas, colons, dashes and brackets; every space is at least the end of a word."""
    levels = dict(cuts("a, b - c (d) e"))
    assert [levels[place] for place in (3, 5, 7, 9, 13)] == [
        *(Cut.CLAUSE, Cut.WORD, Cut.CLAUSE, Cut.CLAUSE, Cut.CLAUSE)
    ]


# --- where it is cut -------------------------------------------------------------------------


def test_a_paragraph_is_cut_before_a_sentence():
    """Between even halves the cut that hurts least wins."""
    assert parts("One is here. Two is here.\n\nThree is here. Four is here.", 2) == [
        "One is here. Two is here.",
        "Three is here. Four is here.",
    ]


def test_sentences_balance_uneven_paragraphs():
    """A long paragraph is cut at a sentence rather than left far longer than its share."""
    long = " ".join(f"This is sentence number {n} of ours." for n in "abcdefgh")
    first, second = parts(f"Short one.\n\n{long}", 2)
    assert first.startswith("Short one.\n\nThis is sentence")
    assert abs(len(first) - len(second)) < 60
    assert second.endswith("h of ours.")


def test_a_clause_is_cut_before_a_word():
    """A lone sentence is cut at its comma."""
    assert parts("When the rain began in the night, nobody had yet closed the windows.", 2) == [
        "When the rain began in the night,",
        "nobody had yet closed the windows.",
    ]


def test_no_word_is_left_alone():
    """A short tail is never a slide of its own when it can be had otherwise."""
    text = "The first sentence is long enough to fill a slide nearly to its foot. Really. It is."
    for part in parts(text, 2):
        assert len(part) > 20


def test_a_list_goes_to_the_next_slide_whole():
    """With the label above it; no point stands without its fellows where it need not."""
    text = (
        "Some words before.\n\nWhat did not work:\n\n- one\n- two\n\nTL;DR\n\n- red\n- green\n- blue\n- black"
    )
    first, second = parts(text, 2)
    assert second.startswith("TL;DR")
    assert first.endswith("- two")
    assert parts("- red\n- green\n- blue\n- black", 2) == ["- red\n- green", "- blue\n- black"]


def test_a_heading_stays_with_its_words():
    """No heading stands at the foot of a slide."""
    text = "Words before it, rather many of them.\n\n## Head\n\nWords after it, also many."
    assert parts(text, 2)[1].startswith("## Head")


def test_a_source_stays_with_its_words():
    """A link on a line of its own is not cut from what it belongs to."""
    text = "One sentence is here. Another sentence is there.\n\n[a.b](https://a.b)"
    assert parts(text, 2)[1].endswith("[a.b](https://a.b)")
    assert len(parts(text, 2)[1]) > 30


@pytest.mark.parametrize(
    "atom", ["[four words in here](https://a.b/c)", "`four words in here`", "@ana.bsky.social"]
)
def test_links_code_and_names_stay_whole(atom):
    """What must not be parted is on one slide, however many there are."""
    for count in range(2, 6):
        found = parts(f"one two {atom} three four", count)
        assert sum(atom in part for part in found) == 1


def test_nothing_is_cut_inside_a_grapheme():
    """A family, an accent and a flag are one character each."""
    family = "👩\u200d👩\u200d👦"
    assert "".join(parts(family * 60, 3)) == family * 60
    assert all(part and len(part) % len(family) == 0 for part in parts(family * 60, 3))


def test_emphasis_goes_on_in_the_next_part():
    """Strong words that are cut are strong on both sides."""
    assert parts("**One is strong. Two is strong.**", 2) == ["**One is strong.**", "**Two is strong.**"]


def test_a_numbered_list_goes_on_with_its_number():
    """The second part of a list begins where the first ended."""
    assert parts("1. one thing\n2. two things\n3. three things\n4. four things", 2) == [
        "1. one thing\n2. two things",
        "3. three things\n4. four things",
    ]


def test_code_is_cut_between_lines():
    """Code stays code, with its language."""
    assert parts("```py\na = 1\nb = 2\nc = 3\nd = 4\n```", 2) == [
        "```py\na = 1\nb = 2\n```",
        "```py\nc = 3\nd = 4\n```",
    ]


def test_text_without_spaces_can_be_cut():
    """Chinese and Japanese are cut between letters, at a full stop first."""
    assert parts("東京は夜です。大阪は昼です。", 2) == ["東京は夜です。", "大阪は昼です。"]
    assert len(parts("東京大阪京都名古屋" * 5, 3)) == 3


# --- the parts -------------------------------------------------------------------------------


def test_title_and_pictures_stay_on_the_first_part():
    """Every part shows the post and knows entry and number; the first alone has title and pictures."""
    thread = Thread(posts=[Post(id="p1", text="One is here. Two is here.", images=[Image(src="a.png")])])
    carousel = complete(Carousel(thread=thread, slides=[Slide(text="x"), Slide(post="p1", title="T")]))
    first, second = split(carousel, {1: 2}).slides[1:3]
    assert (first.title, first.images, first.part, first.entry) == ("T", None, (1, 2), 1)
    assert (second.title, second.images, second.part, second.entry) == (None, [], (2, 2), 1)
    assert (first.post, second.post) == ("p1", "p1")
    assert left_out(split(carousel, {1: 2})) == left_out(carousel)


def test_a_part_can_be_cut_again():
    """Parts of parts are numbered through."""
    carousel = split(one("One is. Two is. Three is."), {0: 2})
    again = split(carousel, {0: 2} if len(carousel.slides[0].text or "") > 8 else {1: 2})
    assert [slide.part for slide in again.slides] == [(1, 3), (2, 3), (3, 3)]
    assert {slide.entry for slide in again.slides} == {0}


def test_quotes_and_points_are_cut_too():
    """The words are cut in the key they stand in."""
    quoted = split(one("", layout="quote", quote="One is said. Two is said.", title="Ana"), {0: 2}).slides
    assert [(slide.quote, slide.title) for slide in quoted] == [
        ("One is said.", "Ana"),
        ("Two is said.", None),
    ]
    listed = split(one("", layout="list", items=["one", "two", "three", "four"]), {0: 2}).slides
    assert [slide.items for slide in listed] == [["one", "two"], ["three", "four"]]


def test_the_outro_can_be_cut():
    """A slide of no entry is cut like any other."""
    carousel = complete(Carousel(slides=[Slide(text="a"), Slide(layout="outro", text="One is. Two is.")]))
    assert [slide.part for slide in split(carousel, {1: 2}).slides] == [None, (1, 2), (2, 2)]


def test_a_title_may_stand_alone_when_nothing_else_can_be_parted():
    """One link under a title makes two slides."""
    title, link = split(one("[a b](https://a.b)", title="T"), {0: 2}).slides
    assert (title.title, title.text) == ("T", "")
    assert (link.title, link.text) == (None, "[a b](https://a.b)")


def test_what_cannot_be_parted_is_an_error():
    """A link alone cannot be cut, and the message says so with the place."""
    with pytest.raises(TextOverflow, match="nothing of it can be cut") as caught:
        split(one("[a b](https://a.b)"), {0: 2})
    assert caught.value.where == "carousel.yaml: slides[0]"


def test_slides_that_fit_are_left_alone():
    """No parts, no change."""
    carousel = one("One is. Two is.")
    assert split(carousel, {}).slides == split(carousel, {0: 1}).slides == carousel.slides


def test_a_very_long_text_is_cut_in_balance():
    """Hundreds of sentences make even parts, also around one piece that cannot be cut."""
    found = parts("Some words in a sentence. " * 400, 20)
    assert len(found) == 20
    assert max(map(len, found)) < 1.3 * min(map(len, found))
    code = "`" + "x" * 4000 + "`"
    assert len(parts("Some words in a sentence. " * 300 + code + " And more words." * 100, 20)) == 20


_bits = st.sampled_from(
    [
        *("one", "two.", "Three", "four,", "(five)", "**six** ", "_seven. Eight_", "`nine ten`", "東京。"),
        *(
            "@ana",
            "#tag",
            "https://a.b/c",
            "[l m](https://e.f)",
            "é👩\u200d👩\u200d👦",
            "x" * 90,
            "\n",
            "\n\n",
        ),
        *(
            "\n\n- a\n- b\n\n",
            "\n\n1. c\n2. d\n\n",
            "\n\n> q. R\n\n",
            "\n\n```\nx\ny\n```\n\n",
            "\n\n## H\n\n",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_bits, min_size=1, max_size=20).map(" ".join), st.integers(2, 7))
def test_splitting_loses_no_text(text, count):
    """The parts hold every letter and every address, in order, and there are as many as asked for."""
    carousel = one(text, title="T")
    try:
        slides = split(carousel, {0: count}).slides
    except TextOverflow:
        return
    blocks = [parse(slide.text or "") for slide in slides]
    together = "".join("".join(plain(part).split()) for part in blocks)
    assert together == "".join(plain(parse(text)).split())
    assert [href for part in blocks for href in hrefs(part)] == list(hrefs(parse(text)))
    assert len(slides) == count
    assert all(slide.text for slide in slides[1:])


@pytest.mark.parametrize(
    "text",
    ["", "one", "one\ntwo **and\nthree** four\n[a.b](https://a.b)\n`code` end", "**a\nb\nc**\n@ana\n#tag"],
)
def test_the_lines_of_a_paragraph_are_all_of_it(text):
    """Each with its spans, however they go on over a line's end."""
    for block in parse(text):
        assert isinstance(block, Paragraph)
        start = 0
        for line in lines_of(block):
            end = start + len(plain([line]))
            assert line.spans == sliced(block.spans, start, end)
            start = end + 1
        assert start == len(plain([block])) + 1
