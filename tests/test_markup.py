"""What the inline model reads, writes and never loses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel_html.errors import InputError
from carousel_html.markup import (
    Block,
    Break,
    Bullets,
    Code,
    CodeBlock,
    Emphasis,
    Hashtag,
    Heading,
    Link,
    Mention,
    Paragraph,
    Quotation,
    Span,
    Strike,
    Strong,
    Text,
    checked_href,
    hrefs,
    parse,
    parse_pages,
    plain,
    recognise,
    tidy,
    write,
)

# --- any blocks there can be -----------------------------------------------------------------

# Letters, spaces and every sign Markdown knows, often enough to meet each other.
_signs = st.sampled_from(list("ab Z9_*~`[]()<>#@!&;:.,-+=\\/\n\t'\"|é😀ß\u00a0\u2028\u200b"))
_bits = st.sampled_from(
    [
        *("1. ", "- ", "---", "# ", "## x ##", "> ", "```", "~~~", "===", "**", "__", "a_b", "  "),
        *("@ana", "#tag", "https://a.b/c_d", "&amp;", "&#35;", "<b>"),
        *("![x](y)", "[x](http://y)", "[x]: http://y"),
    ]
)
words = st.one_of(
    st.text(_signs, max_size=12),
    st.lists(_bits | st.text(_signs, max_size=3), max_size=5).map("".join),
    st.text(max_size=6),
)
addresses = st.sampled_from(
    ["https://a.b", "http://a.b/c(d)e", "https://a.b/?x=1&amp;y", "mailto:a@b.c", "https://é.b/x y_*"]
)
names = st.sampled_from(["ana", "a_b", "_x_", "ana.bsky.social", "ана", "a9"])


def _inside(spans: st.SearchStrategy[Span]) -> st.SearchStrategy[Span]:
    some = st.lists(spans, max_size=4).map(tuple)
    return st.one_of(
        some.map(Strong),
        some.map(Emphasis),
        some.map(Strike),
        st.builds(Link, addresses, some),
    )


spans = st.recursive(
    st.one_of(
        words.map(Text),
        words.map(Code),
        st.builds(Mention, names.map("@{}".format), st.none() | addresses),
        st.builds(Hashtag, names.map("#{}".format), st.none() | addresses),
        st.just(Break()),
    ),
    _inside,
    max_leaves=6,
)
some_spans = st.lists(spans, max_size=6).map(tuple)


def _holding(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    some = st.lists(blocks, min_size=1, max_size=3).map(tuple)
    items = st.lists(some, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(Bullets, items, st.booleans(), st.integers(0, 12)), some.map(Quotation))


blocks = st.recursive(
    st.one_of(
        some_spans.map(Paragraph),
        st.builds(Heading, st.integers(1, 6), some_spans),
        st.builds(CodeBlock, words, st.none() | st.just("python")),
    ),
    _holding,
    max_leaves=5,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(blocks, max_size=4))
def test_writing_and_reading_gives_the_same_blocks(made: list[Block]) -> None:
    """Every text we can hold comes back from its Markdown unchanged."""
    clean = tidy(made)
    assert parse(write(clean)) == clean


@settings(max_examples=60, deadline=None)
@given(some_spans)
def test_writing_and_reading_gives_the_same_line(made: tuple[Span, ...]) -> None:
    """Every line of spans comes back from its Markdown unchanged."""
    clean = tidy([Paragraph(made)])
    assert parse(write(clean)) == clean


@settings(max_examples=60, deadline=None)
@given(words)
def test_what_is_read_is_already_canonical(text: str) -> None:
    """Reading any text gives blocks that tidying, or writing and reading, does not change."""
    read = parse(text)
    assert tidy(read) == read
    assert parse(write(read)) == read


@settings(max_examples=60, deadline=None)
@given(words)
def test_plain_words_are_shown_as_they_are(text: str) -> None:
    """Markdown signs in plain words stay signs."""
    clean = tidy([Paragraph((Text(text),))])
    assert (
        plain(parse(write(clean))).split()
        == "".join(c for c in text.replace("\x85", "\n") if c.isprintable() or c.isspace() or not c.isascii())
        .translate(dict.fromkeys([*range(9), *range(14, 32), *range(127, 160)]))
        .split()
    )


# --- reading ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a **b** _c_ ~~d~~ `e`", (Text("a "), Strong((Text("b"),)), Text(" "))),
        ("one\ntwo", (Text("one"), Break(), Text("two"))),
        ("by @ana.bsky.social.", (Text("by "), Mention("@ana.bsky.social"), Text("."))),
        ("by @ana@social.example!", (Text("by "), Mention("@ana@social.example"), Text("!"))),
        ("#SRE and #1", (Hashtag("#SRE"), Text(" and #1"))),
        ("#️⃣ is a key", (Text("#️⃣ is a key"),)),
        ("me@example.com", (Text("me@example.com"),)),
        (r"\@ana \#tag https\://a.b", (Text("@ana #tag https://a.b"),)),
        ("[@ana](https://a.b)", (Mention("@ana", "https://a.b"),)),
        ("see https://a.b/c.", (Text("see "), Link("https://a.b/c", (Text("https://a.b/c"),)), Text("."))),
        ("(https://a.b/c)", (Text("("), Link("https://a.b/c", (Text("https://a.b/c"),)), Text(")"))),
        ("a &amp; b &lt;c&gt;", (Text("a & b <c>"),)),
        ("<b>bold</b>", (Text("<b>bold</b>"),)),
    ],
)
def test_spans_are_read(text: str, expected: tuple[Span, ...]) -> None:
    """Each kind of span is found, and what only looks like one stays words."""
    (paragraph,) = parse(text)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.spans[: len(expected)] == expected


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//host/x", "../x", "ftp://a.b"],
)
def test_other_addresses_are_words(address: str) -> None:
    """A link that is not http, https or mailto stays plain text, and nothing of it is lost."""
    read = parse(f"[label]({address})")
    assert not list(hrefs(read))
    assert plain(read) == f"[label]({address})"
    assert checked_href(address) is None


def test_an_address_is_kept_whole() -> None:
    """The query, the fragment and the brackets of an address survive reading and writing."""
    href = "https://x.com/a/status/1?s=21&t=A_b*c#frag(1)"
    read = (Paragraph((Link(href, (Text("x.com/a"),)),)),)
    assert list(hrefs(parse(write(read)))) == [href]


def test_blocks_are_read() -> None:
    """Headings, lists, quotations and code are found, nested ones too."""
    assert parse("# T\n\n- a\n- b\n  1. c\n\n> q\n\n```py x\nz\n```") == (
        Heading(1, (Text("T"),)),
        Bullets(
            (
                (Paragraph((Text("a"),)),),
                (Paragraph((Text("b"),)), Bullets(((Paragraph((Text("c"),)),),), ordered=True)),
            )
        ),
        Quotation((Paragraph((Text("q"),)),)),
        CodeBlock("z", "py"),
    )


def test_names_are_recognised_in_plain_words() -> None:
    """Words that were never Markdown get mentions, hashtags and links too, inside emphasis as well."""
    assert recognise([Strong((Text("hi @ana"),)), Text(" #x")]) == (
        Strong((Text("hi "), Mention("@ana"))),
        Text(" "),
        Hashtag("#x"),
    )


def test_text_is_written_with_few_escapes() -> None:
    """Ordinary prose is written as it is, so the file stays pleasant to edit."""
    prose = "Don't panic - 3.5 < 4 & 50% of C# is snake_case (really!): e.g. a/b; 5 > 3 = true + x."
    assert write((Paragraph((Text(prose),)),)) == prose


def test_pages_are_cut_at_rules() -> None:
    """A `---` starts the next page, right under a paragraph too; images are named, not opened."""
    pages = parse_pages(
        'one\n---\ntwo ![a cat](cat.png "Mia")\n\n---\n\n[x](../y) [z][d]\n\n[d]: https://d.e'
    )
    assert [plain(block for piece in page for block in piece.blocks) for page in pages] == [
        "one",
        "two",
        "x z",
    ]
    assert pages[1][0].images == (("cat.png", "a cat"),)
    assert pages[1][0].notes == ("Mia",)
    assert pages[2][0].refused == ("../y",)
    assert list(hrefs(pages[2][0].blocks)) == ["https://d.e"]


def test_deep_nesting_is_refused() -> None:
    """Text nested too deep is an error, never silently dropped."""
    with pytest.raises(InputError, match="too deep"):
        parse("> " * 400 + "deep")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("𝗧𝗵𝗲 𝗯𝗼𝗹𝗱 𝘁𝗶𝘁𝗹𝗲", "**The bold title**"),
        ("𝟭𝟬 𝗿𝘂𝗹𝗲𝘀: read 𝘪𝘯 𝘪𝘵𝘢𝘭𝘪𝘤𝘴, then 𝙗𝙤𝙩𝙝", "**10 rules**: read *in italics*, then ***both***"),
        ("𝓈𝒸𝓇𝒾𝓅𝓉, 𝚌𝚘𝚍𝚎 and 𝕕𝕠𝕦𝕓𝕝𝕖", "script, code and double"),
        ("2𝑥 + ℎ", "2*x* + ℎ"),
        ("so s̶t̶r̶u̶c̶k̶ ̶o̶u̶t̶ u̲n̲d̲e̲r̲", "so ~~struck out~~ under"),
        ("**a 𝗯𝗼𝗹𝗱 b**", "**a bold b**"),
        ("Cafe\u0301 ℝ a\u0336 `𝗯`", "Cafe\u0301 ℝ a\u0336 `𝗯`"),
    ],
)
def test_letters_that_carry_their_style_become_letters_in_that_style(text, written):
    """As posts without formatting have them; a lone mark, a sign of its own and code stay."""
    assert parse(text) == parse(written) == parse(write(parse(text)))
