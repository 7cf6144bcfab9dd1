"""Which layout a post gets when nobody chose one, and how densely posts stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Picture

from carousel_html.arranging import arrange, complete, left_out, split
from carousel_html.arranging.numbers import stat_of
from carousel_html.arranging.sides import two_sides
from carousel_html.canvases import CANVASES
from carousel_html.carousel_file import read, write
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.markup import parse
from carousel_html.model import Author, Carousel, Image, Post, Slide, Thread
from carousel_html.sources import pasted

LONG = "A sentence of some length that says what it has to say and takes its time. " * 6


def thread_of(*texts: str) -> Thread:
    return Thread(posts=[Post(id=f"p{n}", text=text) for n, text in enumerate(texts, 1)])


def slide_of(text: str, **post: object) -> Slide:
    """Return the slide that shows a post after a cover."""
    thread = thread_of("A title", text)
    thread.posts[1] = thread.posts[1].model_copy(update=post)
    made = arrange(thread, Carousel(layout="auto"))
    assert left_out(made) == []
    return made.slides[1]


@pytest.mark.parametrize(
    ("text", "layout", "keys", "reason"),
    [
        (
            "Three things:\n\n- a\n- b\n- c",
            "list",
            {"title": "Three things", "items": ["a", "b", "c"]},
            "3 points",
        ),
        (
            "What every team I have seen needs before it can begin to work:\n\n- time\n- quiet",
            "list",
            {
                "title": "What every team I have seen needs before it can begin to work",
                "items": ["time", "quiet"],
            },
            "2 points",
        ),
        (
            "## How\n\n1. Ask.\n2. Wait.",
            "steps",
            {"title": "How", "items": ["Ask.", "Wait."]},
            "2 steps in order",
        ),
        (
            "**BRIN** for such tables:\n\n| a | b |\n|---|---|\n| 1 | `x | y` |",
            "table",
            {"title": "BRIN for such tables", "items": ["| a | b |", "| 1 | `x | y` |"]},
            "2 rows of a table",
        ),
        (
            "Plan | Price\nFree | $0\nTeam | $20",
            "table",
            {"title": None, "items": ["Plan | Price", "Free | $0", "Team | $20"]},
            "3 rows of a table",
        ),
        ("Nobody wrote to complain.", "statement", {"text": None}, "one short sentence"),
        ("Ship it. Then mend it.", "statement", {"text": None}, "two short sentences"),
        (
            "> Words well said by her\n\n— Ada L.",
            "quote",
            {"quote": "Words well said by her", "title": "Ada L."},
            "a quotation and who said it",
        ),
        (
            "73% of our meetings had no outcome. Nobody counted.",
            "stat",
            {"number": "73%", "title": "of our meetings had no outcome", "text": "Nobody counted."},
            "73% and what it counts",
        ),
        (
            "We cut the bill by $4,200 in two months.",
            "stat",
            {"number": "$4,200", "title": r"We cut the bill by $4,200 in two months", "text": ""},
            "$4,200 and what it counts",
        ),
        (
            "Tabs vs spaces\n\nTabs: everyone sees what they like.\n\nSpaces: everyone sees the same.",
            "compare",
            {
                "title": "Tabs vs spaces",
                "items": ["Tabs", "Spaces", "everyone sees what they like.", "everyone sees the same."],
            },
            "Tabs against Spaces",
        ),
        (
            "Before:\n\n- slow\n- loud\n\nAfter:\n\n- fast\n- quiet",
            "compare",
            {"title": None, "items": ["Before", "After", "slow", "fast", "loud", "quiet"]},
            "Before against After",
        ),
        (
            "One file does it:\n\n```py\nprint(1)\nprint(2)\n```",
            "code",
            {"text": None, "items": None},
            "2 lines of code",
        ),
        (
            "The whole handbook is free: [a.b/c](https://a.b/c/d)",
            "link",
            {"title": "The whole handbook is free", "text": "[a.b/c](https://a.b/c/d)"},
            "a link and a line of words",
        ),
        ("[A talk on it](https://a.b/c)", "link", {"title": "A talk on it"}, "a link alone"),
        ("→ [a.b](https://a.b)", "link", {"title": None, "text": "→ [a.b](https://a.b)"}, "a link alone"),
        (
            "👉\n\n[a.b](https://a.b)",
            "link",
            {"title": None, "text": "👉 [a.b](https://a.b)"},
            "a link alone",
        ),
        (
            "Start small. A bar is read by its length, so half a bar is half a lie. It shows.",
            "text",
            {"text": None, "title": None},
            "few words",
        ),
        (
            f"## Smaller\n\n{LONG}",
            "text",
            {"title": "Smaller", "text": LONG.strip()},
            "a title and its words",
        ),
        (LONG, None, {"text": None, "title": None}, "plain words"),
    ],
)
def test_a_layout_is_chosen_from_what_a_post_holds(text, layout, keys, reason):
    """List, steps, statement, quote, stat, compare, code, link, else the default; and it is said why."""
    slide = slide_of(text)
    assert (slide.layout, slide.reason) == (layout, reason)
    assert {key: getattr(slide, key) for key in keys} == keys


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 we moved the whole office to Lisbon and back.",
        "Version 3.11.2 is out and it is good.",
        "Three of 4 teams never ask at all.",
        "From 20% to 35% in a year.",
        "Read 10.1000/xyz123 and weep about it.",
        f"40% of {LONG}",
        "A study of many people (n = 1,612) says so.",
        "Between 10 and 20% of people do it.",
        "10 – 20% of people do it.",
        "The odds are 1/10,000 for one of us.",
        "In 2019 200 people came, 20 000 now.",
        "After 14 months, 3 rewrites and ~1,200 commits it is here.",
    ],
)
def test_years_versions_and_several_numbers_make_no_stat(text):
    """Only one number that means something on its own is worth a slide."""
    assert stat_of(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("3x", "3x faster than the year before"),
        ("1.5 million", "1.5 million people read it last week"),
        ("€12k", "€12k is what the first one cost us"),
        ("12\u00a0000", "12\u00a0000 letters arrived on the first day"),
        ("99.9 %", "99.9 % of the time it simply works"),
        ("73\u202f%", "73\u202f% des Français disent lire régulièrement"),
        ("10 000 €", "10 000 € de pain en mai"),
        ("€ 1 200", "€ 1 200 in one day"),
        ("R$ 5.000", "R$ 5.000 was all we had"),
        ("1'234'567 CHF", "1'234'567 CHF waren es am Ende"),
        ("₹1,00,000", "₹1,00,000 is what it costs"),
        ("−12%", "−12% of revenue is gone"),
        ("-12%", "-12% of revenue is gone"),
        ("±3%", "±3% is the margin"),
        ("70–80%", "70–80% of startups fail"),
        ("1,200+", "1,200+ members by now"),
        ("1,200 km", "1,200 km of road in a year"),
        ("−0.3 pp", "−0.3 pp change in productivity (n = 1,612, p > 0.05)"),
    ],
)
def test_shares_multiples_money_and_thousands_make_a_stat(number, text):
    """The number stands alone, the claim goes on."""
    found = stat_of(text)
    assert found is not None
    assert found.number == number
    assert text == f"{number} {found.claim}"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1 234 567 €", "Der Preis stieg auf 1 234 567 € im letzten Jahr"),
        ("−12%", "We lost −12% of our users in one month"),
        ("±3%", "Margins moved ±3% in the last year"),
        ("5-10%", "Sales grew 5-10% each year"),
        ("1,200+", "We have 1,200+ members now and growing"),
        ("3 000 zł", "We made 3 000 zł in one evening"),
    ],
)
def test_a_number_inside_its_sentence_is_whole(number, text):
    """With its sign, thousands, range and unit; the sentence stays as it is."""
    found = stat_of(text)
    assert found is not None
    assert (found.number, found.claim) == (number, text)


@pytest.mark.parametrize(
    ("text", "number", "claim", "note"),
    [
        ("87%\nof people forget what they read", "87%", "of people forget what they read", ""),
        ("1 in 4\nmanagers would quit.", "1 in 4", "managers would quit", ""),
        ("Only 12 %\nof companies measure it", "12 %", "Only 12 % of companies measure it", ""),
        ("$5,000\n\nfor one day.\n\nFrom a talk of hers", "$5,000", "for one day", "From a talk of hers"),
    ],
)
def test_a_number_on_a_line_of_its_own_is_a_stat(text, number, claim, note):
    """The words below say what it counts, and more below them where it comes from."""
    slide = slide_of(text)
    assert (slide.layout, slide.number, slide.title, slide.text) == ("stat", number, claim, note)


@pytest.mark.parametrize(
    "text",
    [
        "2007\nThe first one came out.",
        "We lost 40%\nHere is what we learned from that.",
        "$100\n$200\n$300",
        "87%",
        "40% of them\nleft us for another.",
        f"87%\n{LONG}",
        "87%\nof people read [this](https://a.b)",
    ],
)
def test_other_lines_with_a_number_make_no_stat(text):
    """A year, a headline, a list, half a sentence, a paragraph, a link."""
    assert slide_of(text).layout != "stat"


def test_the_dash_after_a_number_is_not_part_of_its_claim():
    """`$5 – what it costs` is a number and what it counts."""
    found = stat_of("$11,000 – what a company saves")
    assert found is not None
    assert (found.number, found.claim) == ("$11,000", "what a company saves")


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        *(("Do", "Don't"), ("Right", "Wrong"), ("Pros", "Cons"), ("Good", "Bad"), ("Fact", "Myth")),
        *(("After", "Before"), ("Senior", "Junior"), ("✅ Do", "❌ Don’t"), ("✅ This", "❌ That")),
    ],
)
def test_the_better_side_is_the_winner_wherever_it_stands(good, bad):
    """The layout praises the second column by itself."""
    first = slide_of(f"{good}: ask early.\n\n{bad}: wait for the end.")
    second = slide_of(f"{bad}: wait for the end.\n\n{good}: ask early.")
    assert (first.layout, first.items[:2], first.variant) == ("compare", [good, bad], {"winner": "first"})
    assert (second.layout, second.items[:2], second.variant) == ("compare", [bad, good], {})


def test_a_winner_named_by_hand_stays():
    """A slide laid out by itself keeps the variant it was given."""
    slide = Slide(layout="auto", text="Do: ask.\n\nDon't: wait.", variant={"winner": "none"})
    made = complete(Carousel(slides=[slide], outro=False)).slides[0]
    assert (made.layout, made.variant) == ("compare", {"winner": "none"})


@pytest.mark.parametrize(
    "text",
    [
        "Tabs: everyone sees what they like.\n\nSpaces: everyone sees the same.",
        "Before:\n\n- slow\n- loud\n\nAfter:\n\n- fast",
        f"Before: slow\n\nAfter: {LONG}",
        "Before: slow\n\nAfter: [fast](https://a.b)",
    ],
)
def test_sides_that_are_not_opposed_or_even_are_no_comparison(text):
    """Two labels alone say nothing, and every cell needs its partner."""
    assert two_sides(None, parse(text)) is None


@pytest.mark.parametrize(
    ("count", "size", "text", "layout"),
    [
        (1, (40, 30), "A caption of a few words and more.", "figure"),
        (1, (30, 60), "A caption of a few words and more.", "split"),
        (1, (30, 60), "", "figure"),
        (1, (40, 30), LONG, "post-card"),
        (3, (40, 30), "A caption of a few words and more.", "gallery"),
        (3, (40, 30), LONG, "post-card"),
    ],
)
def test_pictures_choose_by_number_shape_and_words(tmp_path: Path, count, size, text, layout):
    """Wide ones stand over their caption, tall ones beside it, several together."""
    images = []
    for n in range(count):
        Picture.new("RGB", size, "red").save(tmp_path / f"{n}.png")
        images.append(Image(src=f"{n}.png"))
    thread = thread_of("A title", text)
    thread.posts[1].images = images
    made = arrange(thread, Carousel(layout="auto").beside(tmp_path))
    assert [slide.layout for slide in made.slides] == ["cover", layout]
    assert left_out(made) == []


def test_more_pictures_than_a_gallery_holds_go_on():
    """Every picture of a post is on a slide."""
    slides = arrange(
        Thread(
            posts=[Post(id="p1", text="T"), Post(id="p2", images=[Image(src=f"{n}.png") for n in range(9)])]
        ),
        Carousel(layout="auto"),
    ).slides
    assert [slide.layout for slide in slides] == ["cover", "gallery", "gallery", "figure"]
    assert [len(slide.images or []) for slide in slides[1:]] == [4, 4, 1]


def test_statements_in_a_row_take_turns_with_plain_slides():
    """Two loud slides side by side shout each other down."""
    said = ("The first stands here alone.", "The second stands here, too.", "The third stands here last.")
    made = arrange(thread_of("A title", *said), Carousel(layout="auto"))
    assert [slide.layout for slide in made.slides] == ["cover", "statement", "text", "statement"]
    assert made.slides[2].reason == "one short sentence, but the slide before it is a statement"


def test_the_same_thread_gets_the_same_slides():
    """Nothing but the content decides."""
    thread = thread_of("A title", "73% of all are here.", "- a\n- b", LONG)
    first, second = (arrange(thread, Carousel(layout="auto")) for _ in range(2))
    assert first == second
    assert [slide.reason for slide in first.slides] == [slide.reason for slide in second.slides]


def test_a_choice_on_a_slide_beats_what_suits():
    """A layout that stands on a slide is kept; `auto` there asks for what suits its own words."""
    thread = thread_of("- a\n- b", LONG)
    slides = [
        Slide(post="p1", layout="text"),
        Slide(post="p1"),
        Slide(text="Short and loud."),
        Slide(layout="auto", text="Short and loud."),
    ]
    made = complete(Carousel(layout="auto", thread=thread, slides=slides, outro=False))
    assert [(slide.layout, slide.reason) for slide in made.slides] == [
        ("text", None),
        ("list", "2 points"),
        ("post-card", "plain words"),
        ("statement", "one short sentence"),
    ]


def test_one_slide_may_ask_for_what_suits_though_the_carousel_has_a_layout():
    """`auto` on a slide works under any layout of the carousel."""
    made = complete(
        Carousel(layout="text", slides=[Slide(layout="auto", text="- a\n- b"), Slide(text="x")], outro=False)
    )
    assert [slide.layout for slide in made.slides] == ["list", None]


def test_reasons_survive_the_file_and_reach_the_manifest(tmp_path: Path):
    """The file does not hold them; the same content gives the same reason again."""
    made = arrange(thread_of("A title", "- a\n- b", LONG), Carousel(layout="auto"))
    write(made, tmp_path / "c.yaml")
    again = complete(read(tmp_path / "c.yaml"))
    document = compose(again, CANVASES["instagram-square"], Catalogue())
    assert [(note.layout, note.reason) for note in document.slides] == [
        ("cover", "the thread's title"),
        ("list", "2 points"),
        ("post-card", "plain words"),
        ("outro", "closes the carousel"),
    ]


# --- what is left over at the end of a post --------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown", "cleaned", "lost"),
    [
        (f"{LONG}\n\n#one #two", LONG.strip(), ["#one #two"], []),
        (f"{LONG}\n#one", LONG.strip(), ["#one"], []),
        (f"{LONG} I love #one", None, [], []),
        ("#one", None, [], []),
        (f"{LONG}\n\n[t.co/a](https://t.co/a)", LONG.strip(), [], ["https://t.co/a"]),
        (f"{LONG}\n\nRead more:\n\n[t.co/a](https://t.co/a)", None, [], []),
        (f"{LONG}\n\n[a.b](https://a.b)", None, [], []),
    ],
)
def test_hashtags_and_shortened_addresses_are_taken_off_the_end(text, shown, cleaned, lost):
    """A row of hashtags and a t.co address are no words of a slide; both are on the record."""
    made = arrange(thread_of("A title", text), Carousel(layout="text"))
    assert made.slides[1].text == shown
    notes = [note for note in made.thread.cleaned if note.kind == "hashtags"]
    assert [note.text for note in notes] == cleaned
    assert [(left.kind, left.text) for left in left_out(made)] == [("link", each) for each in lost]
    assert arrange(made.thread, made) == made


# --- density ---------------------------------------------------------------------------------


def test_short_neighbours_share_a_slide_when_it_is_tight():
    """Plain posts of a line or two stand together, three at most, and all their ids are known."""
    thread = thread_of("A title", "One.", "Two.", "Three.", "Four.", LONG, "Five.", "- a\n- b")
    made = arrange(thread, Carousel(layout="auto", density="tight"))
    assert [slide.posts for slide in made.slides] == [
        ("p1",), ("p2", "p3", "p4"), ("p5",), ("p6",), ("p7",), ("p8",),
    ]  # fmt: skip
    assert made.slides[1].text == "One.\n\nTwo.\n\nThree."
    assert made.slides[1].reason == "3 short posts together"
    assert left_out(made) == []
    note = compose(complete(made), CANVASES["instagram-square"], Catalogue()).slides[1]
    assert note.posts == ("p2", "p3", "p4")


def test_posts_of_two_authors_pictures_and_links_do_not_share():
    """A slide names one author, and a link stays with its words."""
    thread = thread_of("A title", "One.", "Two.", "Three.", "See [a](https://a.b)")
    thread.posts[2].author = Author(name="Bo")
    thread.posts[3].images = [Image(src="a.png")]
    made = arrange(thread, Carousel(layout="text", density="tight"))
    assert all(len(slide.posts) == 1 for slide in made.slides)


def test_who_answers_is_named():
    """A few words of the author stand alone; those of somebody else on a card, which says who wrote them."""
    words = "Is that true of maps as well, or only of the charts that we have seen in this thread up to here?"
    thread = thread_of("A title", words, words)
    thread.author = Author(name="Ada")
    thread.posts[1].author = Author(name="Ada")
    thread.posts[2].author = Author(name="Bo")
    made = arrange(thread, Carousel(layout="auto"))
    assert [slide.layout for slide in made.slides] == ["cover", "text", None]


def test_a_long_post_is_cut_when_it_is_airy():
    """Parts of about one size, as slides of their own, with every word."""
    made = arrange(thread_of("A title", LONG), Carousel(layout="text", density="airy"))
    parts = [slide.text or "" for slide in made.slides[1:]]
    assert len(parts) == 3
    assert " ".join(parts) == LONG.strip()
    assert [slide.part for slide in made.slides] == [None] * 4
    assert left_out(made) == []


def test_a_slide_of_several_posts_is_read_back(tmp_path: Path):
    """`also` is a key of carousel.yaml, and a post that is not there is named."""
    made = arrange(thread_of("A title", "One.", "Two."), Carousel(density="tight"))
    write(made, tmp_path / "c.yaml")
    assert read(tmp_path / "c.yaml").slides[1].posts == ("p2", "p3")
    text = (tmp_path / "c.yaml").read_text("utf-8").replace("[p3]", "[p9]")
    (tmp_path / "c.yaml").write_text(text, "utf-8")
    with pytest.raises(Exception, match='shows the post "p9"'):
        read(tmp_path / "c.yaml")


@pytest.mark.parametrize(
    ("text", "layout", "keys"),
    [
        (
            "„Einfachheit ist die höchste Stufe.“ – Leonardo da Vinci",
            "quote",
            {"quote": "Einfachheit ist die höchste Stufe.", "title": "Leonardo da Vinci"},
        ),
        (
            "« La lecture est une amitié. » — Marcel Proust",
            "quote",
            {"quote": "La lecture est une amitié.", "title": "Marcel Proust"},
        ),
        (
            "「今日という日は、残りの人生の最初の一日である。」——作者不詳",
            "quote",
            {"quote": "今日という日は、残りの人生の最初の一日である。", "title": "作者不詳"},
        ),
        (
            "必要だったもの：\n・良い椅子\n・静かな部屋",
            "list",
            {"title": "必要だったもの", "items": ["良い椅子", "静かな部屋"]},
        ),
        (
            "売上の68%は紹介からでした。",
            "stat",
            {"number": "68%", "title": "売上の68%は紹介からでした"},
        ),
        (
            "What changed:\n→ time\n→ quiet",
            "list",
            {"title": "What changed", "items": ["time", "quiet"]},
        ),
    ],
)
def test_quotations_and_lists_are_found_as_other_languages_write_them(text, layout, keys):
    """Quotation marks, dashes, bullets and colons of their own."""
    slide = slide_of(pasted.read(text, "", Path()).posts[0].text)
    assert slide.layout == layout
    assert {key: getattr(slide, key) for key in keys} == keys


def test_a_bare_number_is_no_title():
    """Before a bracket it keeps its place among the words."""
    assert slide_of("1) Patience wins in the end, and it is not even close.").title is None


def test_words_around_a_table_have_slides_of_their_own():
    """A table layout shows no prose: what stands beside the table comes before and after it."""
    long = "A long paragraph stands before it and tells the reader all there is to know of what follows. " * 2
    post = f"{long.strip()}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nAnd after."
    made = arrange(thread_of("A title", post), Carousel(layout="auto"))
    assert [slide.layout for slide in made.slides[1:]] == [None, "table", "statement"]
    assert left_out(made) == []


def test_a_heading_stays_with_the_words_below_it_rather_than_with_a_table():
    """And a heading right above a table is its title."""
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    words = "It ran at 9% of what it cost. So we took a smaller one."
    post = f"## Smaller\n\n{words}\n\n{table}\n\n## Again\n\n{table}"
    made = arrange(thread_of("A title", post), Carousel(layout="auto"))
    assert [(slide.layout, slide.title) for slide in made.slides[1:]] == [
        ("text", "Smaller"),
        ("table", None),
        ("table", "Again"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "Tabs | spaces\nvi | emacs",
        "one | two\nthree | four | five\nsix | seven",
        "x | " + "a very long cell " * 8 + "\ny | z\nu | v",
    ],
)
def test_bars_alone_are_no_table(text):
    """Two lines with bars, rows of other lengths, cells as long as paragraphs."""
    assert slide_of(text).layout != "table"


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        (
            "„Was mich nicht umbringt, macht mich stärker.“ (Nietzsche)",
            "Was mich nicht umbringt, macht mich stärker.",
            "Nietzsche",
        ),
        ("« Je pense, donc je suis. » (Descartes)", "Je pense, donc je suis.", "Descartes"),
        ('Steve Jobs: "Stay hungry. Stay foolish."', "Stay hungry. Stay foolish.", "Steve Jobs"),
        (
            '"It seems impossible until it\'s done." Nelson Mandela',
            "It seems impossible until it's done.",
            "Nelson Mandela",
        ),
        ('"Be the change." - Gandhi', "Be the change.", "Gandhi"),
        ("'It isn't to be' —Shakespeare", "It isn't to be", "Shakespeare"),
        (
            "> “What gets measured gets managed.”\n> — Peter Drucker",
            "What gets measured gets managed.",
            "Peter Drucker",
        ),
        (
            "> What gets measured\n> gets managed.\n> — Peter Drucker",
            "What gets measured\ngets managed.",
            "Peter Drucker",
        ),
        ("> “What gets measured.”\n>\n> — Peter Drucker", "What gets measured.", "Peter Drucker"),
        ("> “What gets measured.”\n\n— Peter Drucker", "What gets measured.", "Peter Drucker"),
    ],
)
def test_a_quotation_is_known_by_its_marks_and_a_name(text, quote, speaker):
    """Whatever stands between the two, and without the marks, which the layout draws."""
    slide = slide_of(text)
    assert (slide.layout, slide.quote, slide.title) == ("quote", quote, speaker)


@pytest.mark.parametrize(
    "text",
    [
        '"One" and "two" are both words.',
        '"I said no." Then I hung up.',
        '"I said no to all of it." (laughs)',
        'Tip: "Stay hungry. Stay foolish."',
        "“Simplicity is the ultimate sophistication.”",
        "It isn't so easy' - Ana",
    ],
)
def test_marks_without_a_name_are_no_quotation(text):
    """A word in marks, a scene, a label, words of nobody."""
    assert slide_of(text).layout != "quote"


def table_of(rows: int, columns: int, cell: str = "c") -> str:
    """Return a Markdown table, each cell with its place."""
    lines = [[f"{cell}{row}-{column}" for column in range(columns)] for row in range(rows)]
    head, *others = (f"| {' | '.join(line)} |" for line in lines)
    return "\n".join([head, "|---" * columns + "|", *others])


def test_a_long_table_is_one_entry():
    """Each part that it is cut into shows its head."""
    thread = thread_of("A title", f"All of them:\n\n{table_of(40, 4)}")
    made = complete(arrange(thread, Carousel(layout="auto", outro=False)))
    assert [(slide.layout, len(slide.items or ())) for slide in made.slides] == [("cover", 0), ("table", 40)]
    parts = split(made, {1: 3})
    shown = compose(parts, CANVASES["instagram-square"], Catalogue()).html
    assert [shown.count(f">c{row}-0<") for row in (0, 1, 20, 39)] == [3, 1, 1, 1]


def test_a_wide_table_is_several_with_the_first_column():
    """As many columns as a slide holds, about as many on each, under the same title."""
    thread = thread_of("A title", f"All of them:\n\n{table_of(3, 9)}\n\nAnd after that a few words.")
    made = arrange(thread, Carousel(layout="auto"))
    assert left_out(made) == []
    assert [(slide.layout, slide.title) for slide in made.slides[1:3]] == [("table", "All of them")] * 2
    assert [slide.items[0] for slide in made.slides[1:3]] == [
        "| c0-0 | c0-1 | c0-2 | c0-3 | c0-4 |",
        "| c0-0 | c0-5 | c0-6 | c0-7 | c0-8 |",
    ]
    assert made.slides[3].text == "And after that a few words."


def test_a_table_with_long_cells_is_read_row_by_row():
    """Each cell stands behind the head of its column, and no bar is left."""
    long = "words that no column holds " * 4
    slide = slide_of(f"| Name | What |\n|---|---|\n| One | {long}|\n| Two | short |")
    assert slide.layout != "table"
    assert slide.text == f"**Name: One**\nWhat: {long.strip()}\n\n**Name: Two**\nWhat: short"


@pytest.mark.parametrize("row", ["| [a.b](https://a.b/c) | 1 | 2 |", "| one |", "| a | b | c | d |"])
def test_a_table_may_have_links_and_uneven_rows(row):
    """A line of dashes says that it is one."""
    slide = slide_of(f"| x | y | z |\n|---|---|---|\n{row}")
    assert (slide.layout, slide.items) == ("table", ["| x | y | z |", row])
