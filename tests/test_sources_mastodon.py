"""What a status of Mastodon and its context become."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carousel_html.markup import (
    Bullets,
    Code,
    Emphasis,
    Hashtag,
    Link,
    Mention,
    Quotation,
    Strong,
    Text,
    parse,
    plain,
)
from carousel_html.model import Thread
from carousel_html.sources import format_of, load_thread
from carousel_html.sources.html_blocks import read_blocks
from carousel_html.sources.html_tree import read_tree

ANA = {
    "id": "7",
    "acct": "ana@lark.example",
    "display_name": "Ana :bird:",
    "url": "https://lark.example/@ana",
}
LONG = (
    '<a href="https://lark.example/long/way" rel="nofollow"><span class="invisible">https://</span>'
    '<span class="ellipsis">lark.example/lo</span><span class="invisible">ng/way</span></a>'
)


def status(number: int, content: str, **rest: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": str(number), "content": content, "account": ANA, "url": f"https://lark.example/@ana/{number}",
        "created_at": f"2026-01-02T03:04:{number:02}.000Z", "language": "en", "in_reply_to_id": None,
        "in_reply_to_account_id": None, "spoiler_text": "", "sensitive": False, "media_attachments": [],
    }  # fmt: skip
    if number > 1:
        found |= {"in_reply_to_id": str(number - 1), "in_reply_to_account_id": "7"}
    return found | rest


def loaded(tmp_path: Path, text: str) -> Thread:
    assert format_of(text).name == "mastodon"
    path = tmp_path / "toot"
    path.write_text(text, encoding="utf-8")
    thread = load_thread(path)
    assert isinstance(thread, Thread)
    return thread


def texts(thread: Thread) -> list[str]:
    return [plain(parse(post.text)) for post in thread.posts]


def test_status_and_context_in_one_file_or_by_lines(tmp_path):
    """Whatever the shape, the thread is what the author wrote, in order; others are counted."""
    bo = {"id": "8", "acct": "bo"}
    first, rest = status(1, "<p>one</p>"), [status(3, "<p>three</p>"), status(2, "<p>two</p>")]
    rest.append(status(9, "<p>hi</p>", account=bo, in_reply_to_id="1"))
    context = {"ancestors": [], "descendants": rest}
    whole = loaded(tmp_path, json.dumps({"status": first, "context": context}))
    assert texts(whole) == ["one", "two", "three"]
    assert loaded(tmp_path, f"{json.dumps(first)}\n{json.dumps(context)}") == whole
    assert loaded(tmp_path, json.dumps([first, *rest])) == whole
    assert [left.text for left in whole.left_out] == ["1 posts of the conversation"]
    assert whole.author.handle == "@ana@lark.example"
    assert (whole.posts[0].url, whole.posts[0].time) == (
        "https://lark.example/@ana/1",
        "2026-01-02T03:04:01Z",
    )


@pytest.mark.parametrize(
    ("html", "spans"),
    [
        (LONG, (Link("https://lark.example/long/way", (Text("lark.example/lo…"),)),)),
        ('<span class="h-card"><a href="https://b.example/@bo" class="u-url mention">@<span>bo</span>'
         "</a></span>",
         (Mention("@bo", "https://b.example/@bo"),)),
        ('<a href="https://b.example/tags/tea" class="mention hashtag">#<span>tea</span></a>',
         (Hashtag("#tea", "https://b.example/tags/tea"),)),
        ("<em>a</em> <b>b</b> <code>c</code>",
         (Emphasis((Text("a"),)), Text(" "), Strong((Text("b"),)), Text(" "), Code("c"))),
        ("a &lt;b&gt; &amp;amp; c\n   d", (Text("a <b> &amp; c d"),)),
        ('<a href="javascript:x">y</a><script>z</script><svg><p>q</p></svg>', (Text("y"),)),
    ],
)  # fmt: skip
def test_html_becomes_spans(html, spans):
    """Hidden pieces go, cut labels get their sign, names keep where they lead, nothing else passes."""
    (paragraph,) = read_blocks(f"<p>{html}</p>").blocks
    assert paragraph.spans == spans


def test_html_becomes_blocks():
    """Lists, quotations, code and loose words are blocks in order."""
    html = "in<ul><li>a</li><li>b<ol start=3><li>c</ol></li></ul>"
    html += "<blockquote><p>q<p>r</blockquote><pre>x\n y</pre>out"
    assert [type(block).__name__ for block in read_blocks(html).blocks] == [
        "Paragraph", "Bullets", "Quotation", "CodeBlock", "Paragraph"]  # fmt: skip
    assert "x\n y" in plain(read_blocks(html).blocks)


@pytest.mark.parametrize(
    "html", ["<div>" * 100_000, "<a href='" * 50_000, "<!--" * 100_000, "<script>" * 50_000,
             "<b><i>" * 9_000 + "w",
             "<" * 200_000, "</p>" * 20_000, "<a " + "x=y " * 50_000]
)  # fmt: skip
@pytest.mark.slow
def test_html_without_end_is_read_in_one_pass(html):
    """A hundred thousand nodes, comments and tags that never close hang nothing and break nothing."""
    read_blocks(html)
    assert len(list(read_tree(html).walk())) >= 1


def test_warnings_polls_emoji_and_attachments_are_kept_or_named(tmp_path):
    """The warning and the poll are on the slide; pictures are named with their description."""
    media = [
        {"id": "1", "type": "image", "url": "https://m.example/1.png", "description": "a lark"},
        {
            "id": "2",
            "type": "video",
            "url": "https://m.example/2.mp4",
            "preview_url": "https://m.example/2.png",
        },
    ]
    emojis = [
        {"shortcode": "bird", "url": "https://m.example/bird.png"},
        {"shortcode": "no", "url": "https://m.example/n"},
    ]
    poll = {"options": [{"title": "Tea", "votes_count": 3}, {"title": "Cake", "votes_count": 5}]}
    thread = loaded(
        tmp_path,
        json.dumps(
            status(1, "<p>hi :bird:</p>", spoiler_text="birds", sensitive=True, media_attachments=media,
                   emojis=emojis, poll=poll)
        ),
    )  # fmt: skip
    blocks = parse(thread.posts[0].text)
    assert blocks[0].spans == (Strong((Text("birds"),)),)
    assert isinstance(blocks[-1], Bullets)
    assert [left.text for left in thread.left_out] == [
        "https://m.example/bird.png (:bird:)", "https://m.example/1.png (a lark)",
        "https://m.example/2.png"]  # fmt: skip
    assert [note.text for note in thread.cleaned] == ["marked as sensitive"]


def test_a_quoted_status_is_a_quotation(tmp_path):
    """It names who wrote it; one that cannot be seen is named."""
    quoted = status(50, "<p>Worms</p>")
    thread = loaded(
        tmp_path, json.dumps(status(1, "<p>see</p>", quote={"state": "accepted", "quoted_status": quoted}))
    )
    last = parse(thread.posts[0].text)[-1]
    assert isinstance(last, Quotation)
    assert plain([last]).startswith("Worms")
    gone = loaded(
        tmp_path, json.dumps(status(1, "<p>see</p>", quote={"state": "revoked", "quoted_status": None}))
    )
    assert gone.left_out[0].reason == "quoted, but not to be seen: revoked"


def test_a_post_that_is_only_a_picture_is_named(tmp_path):
    """With nothing to show, it is in the list of what was left out, and its picture too."""
    image = {"type": "image", "url": "https://m.example/1.png"}
    context = {
        "ancestors": [],
        "descendants": [status(2, "", media_attachments=[image]), status(3, "<p>c</p>")],
    }
    thread = loaded(tmp_path, json.dumps({"status": status(1, "<p>a</p>"), "context": context}))
    assert texts(thread) == ["a", "c"]
    assert [(left.post, left.kind) for left in thread.left_out] == [("2", "post"), ("2", "image")]


def test_lines_that_were_typed_as_points_are_a_list(tmp_path):
    """Mastodon sends them as lines of one paragraph."""
    content = "<p>Works:</p><p>✅ asking<br>❌ waiting</p><p>1. ask<br>2. wait</p>"
    thread = loaded(tmp_path, json.dumps([status(1, content)]))
    assert thread.posts[0].text == "Works:\n\n- ✅ asking\n- ❌ waiting\n\n1. ask\n2. wait"
