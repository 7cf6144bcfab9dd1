"""What a pasted thread becomes, and that nothing of it is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel_html.markup import (
    Break,
    CodeBlock,
    Hashtag,
    Link,
    Mention,
    Paragraph,
    Text,
    hrefs,
    parse,
    plain,
    write,
)
from carousel_html.model import Thread
from carousel_html.sources.html_words import read_html
from carousel_html.sources.labels import short_label
from carousel_html.sources.pasted import read
from carousel_html.sources.typed_tags import tags_in


def thread_of(text: str) -> Thread:
    return read(text, "thread.txt", Path())


def texts(thread: Thread) -> list[str]:
    return [post.text for post in thread.posts]


# --- posts -----------------------------------------------------------------------------------


def test_a_blank_line_ends_a_post_and_a_line_end_stays():
    """Paragraphs are posts; a single new line is a break inside one."""
    assert texts(thread_of("one\ntwo\n\nthree\n \n\n\nfour")) == ["one\ntwo", "three", "four"]


def test_a_rule_between_posts_keeps_paragraphs_together():
    """With a line of --- a post may have several paragraphs."""
    assert texts(thread_of("one\n\ntwo\n---\nthree\n\n----\n\nfour")) == ["one\n\ntwo", "three", "four"]


@pytest.mark.parametrize(
    ("text", "posts", "counters"),
    [
        ("1/ a\n\nb\n\n2/ c", ["a\n\nb", "c"], ["1/", "2/"]),
        ("intro\n\n1/ a\n\n2/ c", ["intro", "a", "c"], ["1/", "2/"]),
        ("(1/3) a\n\n(2/3) b\n\n(3/3) c", ["a", "b", "c"], ["(1/3)", "(2/3)", "(3/3)"]),
        ("a (1/2)\n\nb\n\nc (2/2)", ["a", "b\n\nc"], ["(1/2)", "(2/2)"]),
        ("1/n a\n\n2/n b", ["a", "b"], ["1/n", "2/n"]),
        ("0/ a\n\n1/ b", ["a", "b"], ["0/", "1/"]),
        ("1/\na\n\n2/\nb", ["a", "b"], ["1/", "2/"]),
        ("a 1/2\n---\nb\n\nc 2/2", ["a", "b\n\nc"], ["1/2", "2/2"]),
        ("a (1/3)\n\n(2/3) b\n\n(3/3) c", ["a", "b", "c"], ["(1/3)", "(2/3)", "(3/3)"]),
        ("a\n\nx\n\n2/ b\n\n3/ c", ["a\n\nx", "b", "c"], ["2/", "3/"]),
        ("a\n---\n2/3 b\n---\nc", ["a", "2/3 b", "c"], []),
        ("t\n\n1\n\na\n\nx\n\n2\n\nb", ["t", "a\n\nx", "b"], ["1", "2"]),
        ("t\n\n— 1 —\n\na\n\n— 2 —\n\nb", ["t", "a", "b"], ["— 1 —", "— 2 —"]),
        ("1️⃣ a\n\nx\n\n2️⃣ b", ["a\n\nx", "b"], ["1️⃣", "2️⃣"]),
        ("1/ use `a`\n\n2/ b", ["use `a`", "b"], ["1/", "2/"]),
        (
            "Slide 1 (Cover): A\n\nx\n\nSlide 2:\nB\n\nSlide 3\n\nC",
            ["A\n\nx", "B", "C"],
            ["Slide 1 (Cover):", "Slide 2:", "Slide 3"],
        ),
        ("Page 1 of it is bad.\n\nPage 2 of it, too.", ["Page 1 of it is bad.", "Page 2 of it, too."], []),
        ("1/3 a\n2/3 b\nx\n3/3 c", ["a", "b\nx", "c"], ["1/3", "2/3", "3/3"]),
        ("t\n1/ a\n2/ b", ["t", "a", "b"], ["1/", "2/"]),
        ("(1/2) a\n\nx\n(2/2) b", ["a\n\nx", "b"], ["(1/2)", "(2/2)"]),
        ("a 1/3\nx\nb 2/3\nc 3/3", ["a", "x\nb", "c"], ["1/3", "2/3", "3/3"]),
        ("1/3 cup of a\n2/3 cup of b", ["1/3 cup of a\n2/3 cup of b"], []),
        ("1/2 cup of a\n24/7 of b\n9/11", ["1/2 cup of a\n24/7 of b\n9/11"], []),
        ("9\n\nlives", ["9", "lives"], []),
        ("2\n\n1", ["2", "1"], []),
        ("24/7 is long\n\n1/2 a cup", ["24/7 is long", "1/2 a cup"], []),
        ("2/ b\n\n1/ a", ["2/ b", "1/ a"], []),
    ],
)
def test_counters_make_posts_and_are_recorded(text, posts, counters):
    """Counters that ascend from 1 are taken off and recorded; other fractions stay words."""
    thread = thread_of(text)
    assert texts(thread) == posts
    assert [note.text for note in thread.cleaned if note.kind == "counter"] == counters


def test_a_rule_above_a_last_word_parts_no_posts():
    """Many paragraphs and one footer: each is a post, as without the rule."""
    lines = [f"line {n}" for n in range(9)]
    text = "\n\n".join(lines)
    assert texts(thread_of(f"{text}\n\n---\n\nFollow me\n\n#x")) == [*lines, "Follow me", "#x"]
    assert len(texts(thread_of(f"{text}\n---\nb\n---\nc"))) == 3


def test_numbered_paragraphs_head_what_follows_them():
    """And keep their numbers: they are points of the writer. Alone they are posts of one paragraph each."""
    points = "Three:\n\n1. a\n\nx\n\n2. b\n\ny\n\nz\n\n3. c\n\nw"
    assert texts(thread_of(points)) == ["Three:", "1\\. a\n\nx", "2\\. b\n\ny\n\nz", "3\\. c\n\nw"]
    assert texts(thread_of("1. a\n\n2. b\n\n3. c")) == ["1\\. a", "2\\. b", "3\\. c"]


def test_lines_with_an_emoji_head_what_follows_them():
    """Three or more of them, with words between; a sentence with an emoji is none."""
    guide = "Guide\n\n🎯 Know what\n\na\n\n🔍 Look for it\n\nb\n\nc\n\n💰 Pay\n\nd"
    assert texts(thread_of(guide)) == [
        "Guide",
        "🎯 Know what\n\na",
        "🔍 Look for it\n\nb\n\nc",
        "💰 Pay\n\nd",
    ]
    assert len(texts(thread_of(guide.replace("what", "what.").replace("Pay", "Pay!")))) == 8


def test_what_follows_the_last_point_has_posts_of_its_own():
    """Where it is more than stands below any other; a label stays with its list, an address with its line."""
    points = "Three\n\n1/ a\n\nx\n\n2/ b\n\ny\n\n3/ c\n\nz"
    after = "What failed:\n\n- q\n- r\n\nTL;DR\n\n- s\n- t\n\nMore:\n\nhttps://a.b/c"
    assert texts(thread_of(points + "\n\nbye"))[-1] == "c\n\nz\n\nbye"
    assert texts(thread_of(f"{points}\n\n{after}"))[3:] == [
        "c\n\nz",
        "What failed:\n\n- q\n- r",
        "TL;DR\n\n- s\n- t",
        "More:\n\n[a.b/c](https://a.b/c)",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("set `MAX_AGE` first", "set `MAX_AGE` first"),
        ("`a`, `b c`?", "`a`, `b c`?"),
        ("a ` b ` c", "a \\` b \\` c"),
        ("don`t say `so", "don\\`t say \\`so"),
        ("only the *reason* given", "only the _reason_ given"),
        ("2 * 3 * 4, f*** and *one", "2 \\* 3 \\* 4, f\\*\\*\\* and \\*one"),
    ],
)
def test_marks_that_people_type_are_read(text, found):
    """Code between backticks, emphasis between asterisks; a sign that begins or ends nothing stays one."""
    assert texts(thread_of(text)) == [found]


LISTINGS = {
    "python": "def add(item, items=[]):\n    items.append(item)\n    return items",
    "two branches": "try:\n    pay(order)\nexcept Exception:\n    pass",
    "two lines": 'f = open("data.csv")\nrows = f.readlines()',
    "shell": 'for f in *.txt; do\n    mv "$f" "${f%.txt}.md"\ndone',
    "a call": 'cur.execute(f"SELECT {name}")',
    "a prompt": "$ git stash push -m wip",
    "json": '{\n  "name": "x",\n  "list": [1, 2]\n}',
    "yaml": "name: CI\njobs:\n  build:\n    steps:\n      - a\n      - b",
    "css": ".card:hover {\n  color: red;\n}",
    "sql": "SELECT id, name\nFROM users\nWHERE id = 3;",
    "blank lines": 'import "fmt"\n\nfunc main() {\n    fmt.Println("hi")\n}',
    "a tree": "src/\n├── api/\n│   └── users.py\n└── main.py",
    "boxes": "+----+     +----+\n| a  | --> | b  |\n+----+     +----+\n              |\n              v",
}


@pytest.mark.parametrize("code", LISTINGS.values(), ids=LISTINGS)
def test_code_and_drawings_are_listings(code):
    """Nobody fences code in a post: lines that read like it keep their spaces."""
    posts = thread_of(f"Look:\n\n{code}\n\nSo.").posts
    assert [parse(post.text)[-1] for post in posts] == [CodeBlock(code), Paragraph((Text("So."),))]
    (post,) = thread_of(f"Look\n{code}\nSo.").posts
    assert parse(post.text)[1] == CodeBlock(code)


@pytest.mark.parametrize(
    "text",
    [
        "Motivation = fuel\nDiscipline = engine",
        "if you want to win:\nshow up.\nif you want to lose:\nwait.",
        "while you sleep:\nwhile you work:",
        "SELECT YOUR SEAT\nFROM ZERO TO HERO",
        '"Habit": a thing you do.\n"Goal": a thing you want.',
        "apples (red);\npears (green);",
        "item(s)\nword(s)",
        "return to sender\nend of story",
        "━━━━━━━━\nTITLE\n━━━━━━━━",
        "| a | b |\n|---|---|\n| c | d |",
        'Licensed under the "Licence";\n  you may not use it',
    ],
)
def test_prose_is_no_listing(text):
    """Lines that have one sign of code by chance stay words."""
    assert not any(isinstance(block, CodeBlock) for post in texts(thread_of(text)) for block in parse(post))


def test_an_indented_poem_and_list_are_no_listing():
    """Spaces at the start of a line say nothing alone."""
    assert texts(thread_of("A poem\n  with an indent\n    or two")) == ["A poem\nwith an indent\nor two"]
    assert texts(thread_of("Pros:\n  - a\n  - b")) == ["Pros:\n\n- a\n- b"]


def test_boxes_typed_before_tasks_are_boxes():
    """With a bullet or without."""
    assert texts(thread_of("- [x] a\n- [ ] b")) == ["- ☑ a\n- ☐ b"]
    assert texts(thread_of("[X] a\n[ ] b [x] c")) == ["- ☑ a\n- ☐ b \\[x\\] c"]


def test_lines_with_cells_between_tabs_are_a_table():
    """As a spreadsheet copies them; a number or a bullet before a tab begins a point."""
    (post,) = texts(thread_of("Name\tPrice\nTea\t3\nCoffee\t4"))
    assert post == "| Name | Price |\n| --- | --- |\n| Tea | 3 |\n| Coffee | 4 |"
    assert texts(thread_of("1.\ta\n2.\tb")) == ["1. a\n2. b"]
    assert texts(thread_of("a\tb")) == ["a b"]


def test_lines_with_bullets_are_a_list():
    """Lines that begin with one bullet, or with ascending numbers, become a list with its lead line."""
    assert texts(thread_of("Three things:\n\n• a\n• b\n\nnext")) == ["Three things:\n\n- a\n- b", "next"]
    assert texts(thread_of("so\n3. c\n4. d\nend")) == ["so\n\n3. c\n4. d\n\nend"]
    assert texts(thread_of("- only one")) == ["\\- only one"]
    assert texts(thread_of("- `a` b\n- @ana said\n- c")) == ["- `a` b\n- @ana said\n- c"]
    assert texts(thread_of("How\n\n---\n\n1️⃣ ask\n2️⃣ wait\n3️⃣ ask again"))[1] == "1. ask\n2. wait\n3. ask again"
    assert texts(thread_of("Step 1: ask\nStep 2: wait")) == ["1. ask\n2. wait"]
    assert texts(thread_of("Step 1: ask\nStep 3: wait")) == ["Step 1: ask\nStep 3: wait"]
    assert texts(thread_of("Day 1: ask\nDay 2: wait")) == ["Day 1: ask\nDay 2: wait"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("No:\n❌ a (1,\n❌ b", "No:\n\n- ❌ a (1,\n- ❌ b"),
        ("✅ a\n❌ b\n✔️ c", "- ✅ a\n- ❌ b\n- ✔️ c"),
        ("📍 Lisbon\n📅 12 May", "- 📍 Lisbon\n- 📅 12 May"),
        ("👩🏽\u200d💻 a\n👨\u200d🍳 b", "- 👩🏽\u200d💻 a\n- 👨\u200d🍳 b"),
        ("🔹 a\n🔸 b", "- 🔹 a\n- 🔸 b"),
        ("❌ 𝗚𝗶𝘃𝗲 it\n❌ #tag", "- ❌ **Give** it\n- ❌ #tag"),
    ],
)
def test_lines_with_an_emoji_each_are_a_list_that_keeps_them(lines, text):
    """One emoji, a space and words on each of two lines or more; alike or not, they stay."""
    (post,) = thread_of(lines).posts
    assert post.text == text
    assert write(parse(post.text)) == text


@pytest.mark.parametrize("sign", ["👉", "➡️", "🔹", "▶️", "👉🏽", "⚪"])
def test_an_emoji_that_only_points_is_dropped_like_a_bullet(sign):
    """Where all lines have the same one."""
    assert texts(thread_of(f"{sign} a\n{sign} b")) == ["- a\n- b"]


@pytest.mark.parametrize(
    "lines",
    [
        "❌ alone",
        "❌ alone\nwithout",
        "2️⃣ a\n1️⃣ b",
        "🔟 a\n🔟 b",
        "🇫🇷 a\n🇩🇪 b",
        "🔥🔥 a\n🔥🔥 b",
        "❌a\n❌b",
        "❌ —\n❌ …",
        "🚨 It is out\n💡 why it matters",
        "💥 BREAKING: it is out\n💡 why it matters",
        "🧵 all of it\n👇 below",
    ],
)
def test_lines_without_a_sign_each_stay_lines(lines):
    """Keycaps in no order, flags, two emoji, an emoji without words, headlines, hands that point down."""
    assert texts(thread_of(lines)) == [lines]


def test_a_headline_over_a_list_of_signs_and_a_last_word_below_are_no_items():
    """An emoji unlike all others at either end, or a line that ends in a colon, belongs to no list."""
    assert texts(thread_of("🚀 How\n✅ a\n❌ b\n👉 try")) == ["🚀 How\n\n- ✅ a\n- ❌ b\n\n👉 try"]
    assert texts(thread_of("✅ Do:\n🔹 a\n🔹 b\n❌ Not:\n🔹 c\n🔹 d")) == [
        "✅ Do:\n\n- a\n- b\n\n❌ Not:\n\n- c\n- d"
    ]


# --- words -----------------------------------------------------------------------------------


def test_an_anchor_keeps_its_whole_address_under_a_short_label():
    """A label cut with "…" is replaced by host and path and recorded; the address stays whole."""
    href = "https://x.com/ana/status/1405158127369129989?s=21"
    thread = thread_of(f'So. <a target="_blank" href="{href}" color="blue">x.com/ana/sta…</a>')
    assert parse(thread.posts[0].text) == (
        Paragraph((Text("So."),)),
        Paragraph((Link(href, (Text("x.com/ana"),)),)),
    )
    assert [(note.kind, note.text) for note in thread.cleaned] == [("link-label", "x.com/ana/sta…")]


def test_an_anchor_with_words_of_its_own_keeps_them():
    """Only a label that is an address is shortened."""
    thread = thread_of('read <a href="https://a.b/c">this post</a> now <a href="https://a.b">@ana</a>')
    assert parse(thread.posts[0].text) == (
        Paragraph(
            (
                Text("read "),
                Link("https://a.b/c", (Text("this post"),)),
                Text(" now "),
                Mention("@ana", "https://a.b"),
            )
        ),
    )
    assert thread.cleaned == []


def test_names_and_addresses_in_the_open_are_found():
    """Mentions, hashtags and bare addresses are spans; a tail of links and hashtags gets its own lines."""
    thread = thread_of("by @ana, see https://www.a.b/c?d=1 today. #x #y https://e.f")
    words, tail = parse(thread.posts[0].text)
    assert words == Paragraph(
        (
            Text("by "),
            Mention("@ana"),
            Text(", see "),
            Link("https://www.a.b/c?d=1", (Text("a.b/c"),)),
            Text(" today."),
        )
    )
    assert tail == Paragraph(
        (Hashtag("#x"), Text(" "), Hashtag("#y"), Break(), Link("https://e.f", (Text("e.f"),)))
    )


def test_a_hashtag_inside_a_sentence_stays_in_it():
    """A lone hashtag at the end of words without a full stop belongs to them."""
    assert texts(thread_of("I love #python")) == ["I love #python"]


def test_entities_are_decoded_once():
    """`&amp;lt;` is `&lt;`, and a bare & stays."""
    assert plain(parse(texts(thread_of("R&amp;D &lt;3 &amp;lt; AT&T &nope; 3 &#8364;"))[0])) == (
        "R&D <3 &lt; AT&T &nope; 3 €"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("if a<b then c>d <br>x", "if a<b then c>d\nx"),
        ("a Vec<String> <b>bold</b><br>", "a Vec<String> bold"),
        ("<script>alert(1)</script>hi<style>x</style> <i>there</i><br>", "hi there"),
        ('<p style="x">one</p><p>two</p>', "one\n\ntwo"),
        ("<b>never closed\n\nnext<p>", "never closed\n\nnext"),
        ("<a>no address</a><br/>x", "no address\nx"),
        ('<a href="https://a.b">one <a href="https://c.d">two</a><br>', "one two"),
    ],
)
def test_only_real_tags_are_markup(text, words):
    """Tags are dropped and their words kept; what only looks like a tag is prose."""
    thread = thread_of(text)
    assert "\n\n".join(plain(parse(post.text)) for post in thread.posts) == words


def test_text_without_tags_is_never_read_as_html():
    """Prose with signs of comparison stays as it is."""
    assert tags_in("if a<b then c>d, x < y") == "words"
    assert plain(parse(texts(thread_of("if a<b then c>d"))[0])) == "if a<b then c>d"


@pytest.mark.parametrize(
    "text",
    [
        "Center a <div> with flex.\n\nUse <span> rarely.\n\nAvoid <br>.",
        "Use <p> tags for paragraphs",
        "Use <b>bold</b> or <strong>?",
        "The <a> needs an href, <li> a list",
        "Wrap it in <div> and </div>.",
        "Never <br>",
        "Tags I know:\n<p>\n<div>\n<blockquote>",
        "<button> beats <div onclick='x'>\n\n<p>one</p>",
        'Not <a href="#">, but a button',
    ],
)
def test_tags_of_a_thread_about_html_are_words(text):
    """A tag that stands in a line as a word does, and opens no pair, is one; then no tag is markup."""
    shown = "\n\n".join(plain(parse(post)) for post in texts(thread_of(text)))
    assert shown == text


def test_links_of_a_thread_about_html_are_links():
    """An address on the web is no word of the writer's."""
    (post,) = thread_of('A <div> is a box: <a href="https://a.b/c">see</a>, not </a>').posts
    assert post.text == "A \\<div> is a box: [see](https://a.b/c), not </a>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one<br>two<br>three", "one\ntwo\nthree"),
        ("one <br>\ntwo <br>\nthree", "one\n\ntwo\n\nthree"),
        ("<p>\none\n<p>\ntwo", "one\n\ntwo"),
        ("<div><ul>\n<li>one\n<li>two\n</ul></div>", "one\ntwo"),
        ('<div class="x">\n  <span>one</span>\n</div>', "one"),
    ],
)
def test_pasted_html_is_read_as_such(text, words):
    """Tags in pairs, or glued to what they mark, are markup, and then also what is left open."""
    assert "\n\n".join(plain(parse(post)) for post in texts(thread_of(text))) == words


def test_what_cannot_be_linked_or_fetched_is_recorded():
    """A script address and a picture on the web are named as left out; the label stays."""
    thread = thread_of('<a href="javascript:alert(1)">click</a> <img src="https://a.b/c.png"><br>')
    assert texts(thread) == ["click"]
    assert [(left.kind, left.text) for left in thread.left_out] == [
        ("link", "javascript:alert(1)"),
        ("image", "https://a.b/c.png"),
    ]


def test_emphasis_of_html_is_kept():
    """Bold and italic of pasted HTML survive."""
    assert texts(thread_of("<strong>a</strong> <em>b</em> <s>c</s> <code>d</code><br>")) == [
        "**a** _b_ ~~c~~ `d`"
    ]


@pytest.mark.parametrize(
    ("href", "label"),
    [
        ("https://x.com/ana/status/1405158127369129989?s=21", "x.com/ana"),
        ("https://www.Example.com/", "example.com"),
        ("https://example.com/a/b.html#c", "example.com/a/b"),
        ("https://example.com/docs/index.html", "example.com/docs"),
        ("https://iximiuz.com/en/posts/devops-sre/", "iximiuz.com/en/posts/devops-sre"),
        ("https://en.wikipedia.org/wiki/Anscombe%27s_quartet", "en.wikipedia.org/wiki/Anscombe's_quartet"),
        ("https://a.b/" + "/".join(["long-part-of-a-path"] * 5), "a.b/long-part-of-a-path"),
        ("https://user:secret@a.b:8080/x", "a.b:8080/x"),
        ("mailto:ana@a.b?subject=x", "ana@a.b"),
        ("https://a.b/%2e%2e%2fevil", "a.b/%2e%2e%2fevil"),
    ],
)
def test_a_short_label_says_where_a_link_leads(href, label):
    """Host and path, decoded where that is safe, without scheme, query and record numbers."""
    assert short_label(href) == label


# --- nothing is lost -------------------------------------------------------------------------

_bits = st.sampled_from(
    [
        *(
            "one",
            "two.",
            "Three",
            "@ana",
            "#tag",
            "https://a.b/c?d=1",
            "é",
            "東京。",
            "🧵",
            "👩\u200d👩\u200d👦",
        ),
        *("1/", "2/", "(1/2)", "---", "- ", "• ", "3. ", "\n", "\n\n"),
        *("*x*", "_y_", "`z`", "[l](m)", "# ", "> ", "\\"),
        *("<b>", "</b>", "<br>", "a<b", "&amp;"),
        '<a href="https://e.f/g">e.f/g…</a>',
        '<a href="https://e.f/g">words</a>',
    ]
)
threads = st.lists(_bits, min_size=1, max_size=14).map(" ".join)
_TAGS = re.compile(r"</?(?:b|br|a)\b[^<>]*>")
_LINKS = re.compile(r"</?a\b[^<>]*>")
_NOTHING = re.compile(r"(?!)")


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


@settings(max_examples=150, deadline=None)
@given(threads)
def test_no_word_of_a_pasted_thread_is_lost(text):
    """Every word is in a post or in `cleaned`, and every address is an address of a post."""
    if not words(_TAGS.sub(" ", text).replace("&amp;", "")):
        return
    thread = thread_of(text)
    shown = " ".join(plain(parse(post.text)) for post in thread.posts)
    taken = " ".join(note.text for note in thread.cleaned)
    source = {"markup": _TAGS, "links": _LINKS, "words": _NOTHING}[tags_in(text)].sub(" ", text)
    source = source.replace("&amp;", "&")
    for item in re.findall(r"^ *\d+\. ", source, re.MULTILINE):
        source = source.replace(item, " ", 1)  # The number of a list item is drawn, not written.
    assert not set(words(source)) - set(words(shown)) - set(words(taken))
    assert set(re.findall(r"https://a\.b/c\?d=1", source)) <= {
        href for post in thread.posts for href in hrefs(parse(post.text))
    }


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from(list("<>/ab =\"'&;!-\n")), max_size=40))
def test_any_tag_soup_is_read(text):
    """Broken HTML never fails, and never yields a tag as words it did not have."""
    found = read_html(text)
    assert set(plain(found.spans)) <= set(text) | {"\n"}
