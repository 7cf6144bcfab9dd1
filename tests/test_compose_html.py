"""Facts about writing blocks as HTML."""

from __future__ import annotations

import pytest

from carousel_html.compose.html import body_html, fragment_html, items_html, title_html
from carousel_html.markup import (
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
    Strike,
    Strong,
    Text,
    parse,
)


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (Paragraph((Text('a < b & "c"'),)), "<p>a &lt; b &amp; &#34;c&#34;</p>"),
        (Paragraph((Strong((Text("a"), Emphasis((Text("b"),)))),)), "<p><strong>a<em>b</em></strong></p>"),
        (
            Paragraph((Strike((Text("a"),)), Break(), Code("<b>"))),
            "<p><s>a</s><br><code>&lt;b&gt;</code></p>",
        ),
        (
            Paragraph((Link('https://x.y/?a="&b', (Text("x"),)),)),
            '<p><a class="link" href="https://x.y/?a=&#34;&amp;b">x</a></p>',
        ),
        (
            Paragraph((Link("https://x.y/a", (Text("x.y/a"),)),)),
            '<p><a class="link" href="https://x.y/a">x.y/<wbr>a</a></p>',
        ),
        (
            Paragraph((Mention("@a"), Hashtag("#b", "https://x.y"))),
            '<p><span class="mention">@a</span><a class="hashtag" href="https://x.y">#b</a></p>',
        ),
        (Heading(1, (Text("a"),)), "<h2>a</h2>"),
        (Heading(4, (Text("a"),)), "<h3>a</h3>"),
        (Quotation((Paragraph((Text("a"),)),)), "<blockquote><p>a</p></blockquote>"),
        (
            CodeBlock("a\n <b>", ""),
            '<pre style="--columns: 4; --count: 2"><code>'
            '<span class="code-line" style="--indent: 0">a\n</span>'
            '<span class="code-line" style="--indent: 1"> &lt;b&gt;</span></code></pre>',
        ),
        (Bullets(((Paragraph((Text("a"),)),), ())), "<ul><li>a</li><li></li></ul>"),
        (Bullets(((Paragraph((Text("a"),)),),), ordered=True), "<ol><li>a</li></ol>"),
        (Bullets(((Paragraph((Text("a"),)),),), ordered=True, start=3), '<ol start="3"><li>a</li></ol>'),
    ],
)
def test_each_part_has_its_element(block, html):
    """All text and every address is escaped."""
    assert str(fragment_html((block, block))) == html * 2


def test_top_level_blocks_are_numbered():
    """Fit names a block by its number; inner blocks have none."""
    html = body_html((Paragraph((Text("a"),)), Quotation((Paragraph((Text("b"),)),))))
    assert html == '<p data-block="0">a</p>\n<blockquote data-block="1"><p>b</p></blockquote>'


def test_one_paragraph_needs_no_element_of_its_own():
    """A list item or a quotation of one paragraph is its spans."""
    assert fragment_html((Paragraph((Text("a"),)),)) == "a"


def test_a_nested_list_stays_inside_its_item():
    """The words of an item come first, what hangs below it after."""
    inner = Bullets(((Paragraph((Text("b"),)),),))
    html = fragment_html((Bullets(((Paragraph((Text("a"),)), inner),)),))
    assert html == "<ul><li>a<ul><li>b</li></ul></li></ul>"


def test_an_emoji_that_each_point_begins_with_is_marked():
    """In lists without numbers and in items; where one point has none, emoji are words like others."""
    assert body_html(parse("- ❌ a **b**\n- ✔️ c")) == (
        '<ul data-block="0" class="signs"><li><span class="sign">❌ </span>a <strong>b</strong></li>'
        '<li><span class="sign">✔️ </span>c</li></ul>'
    )
    assert items_html([parse("❌ a"), parse("✅ b\n\nc")]) == [
        '<span class="sign">❌ </span>a',
        '<span class="sign">✅ </span>b<p>c</p>',
    ]
    assert "sign" not in str(body_html(parse("- ❌ a\n- b\n\n1. ❌ a\n2. ❌ b\n\n❌ a")))
    assert items_html([parse("❌ a"), parse("b"), ()]) == ["❌ a", "b", ""]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "[x](//evil)",
        '[x](https://e.com/"onmouseover="alert(1))',
        "{{ 7 * 7 }}{% include 'x' %}",
    ],
)
def test_a_hostile_post_is_only_words(text):
    """No element, attribute or address comes out of a post but our own."""
    html = str(body_html(parse(text)))
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="java' not in html
    assert 'href="//' not in html
    assert '"onmouseover' not in html


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("An append-only log", 'An <span class="whole">append-only</span> log'),
        ("State-of-the-art <b>", '<span class="whole">State-of-the-art</span> &lt;b&gt;'),
        ("A - B and C – D", "A - B and C – D"),
        ("Donaudampfschifffahrts-Gesellschaft", "Donaudampfschifffahrts-Gesellschaft"),
    ],
)
def test_a_title_is_not_broken_at_a_hyphen(title: str, html: str):
    """Unless the word is so long that a line may have no room for it."""
    assert title_html(title) == html
