"""What a thread view of Bluesky becomes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carousel_html.markup import Hashtag, Link, Mention, Quotation, Text, hrefs, parse, plain
from carousel_html.model import Thread
from carousel_html.sources import bluesky, format_of, load_thread
from carousel_html.sources.found import FoundPost

AUTHOR = {
    "did": "did:plc:ana",
    "handle": "ana.example",
    "displayName": "Ana",
    "avatar": "https://p.example/a.jpg",
}
FAMILY = "hello 👩‍👩‍👦‍👦✋🏽 foo"


def facet(start: int, end: int, kind: str, **values: str) -> dict[str, Any]:
    feature = {"$type": f"app.bsky.richtext.facet#{kind}", **values}
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}


def view(key: str, text: str, *replies: Any, author: dict[str, Any] = AUTHOR, **rest: Any) -> dict[str, Any]:
    record = {"text": text, "createdAt": f"2026-01-02T03:04:0{len(key)}.123Z", "langs": ["en-GB"]}
    record |= rest.pop("record", {})
    post = {
        "uri": f"at://{author['did']}/app.bsky.feed.post/{key}",
        "author": author,
        "record": record,
        **rest,
    }
    for reply in replies:
        if "post" in reply:
            reply["post"]["record"].setdefault("reply", {"parent": {"uri": post["uri"]}})
    return {"$type": "app.bsky.feed.defs#threadViewPost", "post": post, "replies": list(replies)}


def loaded(tmp_path: Path, top: Any) -> Thread:
    path = tmp_path / "thread.txt"
    path.write_text(json.dumps({"thread": top}, ensure_ascii=False), encoding="utf-8")
    assert format_of(path.read_text("utf-8")).name == "bluesky"
    thread = load_thread(path)
    assert isinstance(thread, Thread)
    return thread


def texts(thread: Thread) -> list[str]:
    return [plain(parse(post.text)) for post in thread.posts]


@pytest.mark.parametrize(
    ("facets", "spans"),
    [
        ([facet(39, 42, "link", uri="https://f.example")],
         [Text(FAMILY[:-3]), Link("https://f.example", (Text("foo"),)), Text("")]),
        ([facet(0, 5, "tag", tag="x")], [Text(""), Hashtag("hello"), Text(FAMILY[5:])]),
        ([facet(0, 5, "mention", did="did:plc:bo")],
         [Text(""), Mention("hello", "https://bsky.app/profile/did:plc:bo"), Text(FAMILY[5:])]),
        ([facet(0, 5, "sparkle")], [Text(FAMILY)]),
        ([], [Text(FAMILY)]),
    ],
)  # fmt: skip
def test_places_are_utf8_bytes(facets, spans):
    """An emoji of several signs counts its bytes; unknown features are words."""
    record = json.loads(json.dumps({"text": FAMILY, "facets": facets}), parse_int=str)
    assert bluesky.spans_of(record, FoundPost("1")) == spans


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 2), (40, 400), (-3, 2), (0, 8), (7, 42), ("x", 3)])
def test_a_facet_without_a_place_is_recorded(start, end):
    """Empty, reversed, out of range, inside a character: the words stay, the address is named."""
    post = FoundPost("1")
    record = {"text": FAMILY, "facets": [facet(start, end, "link", uri="https://f.example")]}
    parsed = json.loads(json.dumps(record), parse_int=str)
    assert bluesky.spans_of(parsed, post) == [Text(FAMILY)]
    assert [lost.text for lost in post.lost] == ["https://f.example"]


def test_of_facets_that_overlap_the_first_counts(tmp_path):
    """The second one's address is recorded."""
    facets = [facet(2, 6, "link", uri="https://b.example"), facet(0, 4, "link", uri="https://a.example")]
    thread = loaded(tmp_path, view("r", "abcdef", record={"facets": facets}))
    assert tuple(hrefs(parse(thread.posts[0].text))) == ("https://a.example",)
    assert thread.left_out[0].text == "https://b.example"


def test_letters_are_composed_only_after_slicing(tmp_path):
    """A decomposed letter before a link moves nothing."""
    text = "cafe\u0301 here"
    thread = loaded(
        tmp_path, view("r", text, record={"facets": [facet(7, 11, "link", uri="https://h.example")]})
    )
    link = parse(thread.posts[0].text)[0].spans[1]
    assert link == Link("https://h.example", (Text("here"),))


def test_the_thread_is_what_its_author_wrote(tmp_path):
    """Replies by others are counted, branches and blocked posts named, ids and times kept."""
    other = {"did": "did:plc:bo", "handle": "bo.example"}
    blocked = {"$type": "app.bsky.feed.defs#blockedPost", "uri": "at://x/y/z", "blocked": True}
    gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://x/y/w", "notFound": True}
    last = view("cccc", "3/3 three", replyCount=2)
    top = view(
        "a", "1/3 one", view("ddddd", "later branch"), view("bb", "2/3 two", last, blocked), gone,
        view("eee", "nice!", author=other),
    )  # fmt: skip
    thread = loaded(tmp_path, top)
    assert texts(thread) == ["one", "two", "three"]
    assert [post.id for post in thread.posts] == ["a", "bb", "cccc"]
    assert thread.posts[0].url == "https://bsky.app/profile/ana.example/post/a"
    assert thread.posts[0].time == "2026-01-02T03:04:01Z"
    assert (thread.author.handle, thread.language) == ("@ana.example", "en")
    found = {left.text: left.reason for left in thread.left_out}
    assert {"later branch", "at://x/y/z", "at://x/y/w", "1 posts of the conversation"} <= set(found)
    assert found["at://x/y/z"] == "blocked"
    assert "depth=1000" in found["what follows the last post"]


def test_a_thread_is_read_from_its_middle(tmp_path):
    """Parents by the same author belong to it."""
    middle = view("bb", "two", view("ccc", "three"))
    top = view("a", "one", middle)
    parent = {key: value for key, value in top.items() if key != "replies"}
    assert texts(loaded(tmp_path, middle | {"parent": parent})) == ["one", "two", "three"]


def test_what_hangs_on_a_post_is_kept_or_named(tmp_path):
    """Pictures with alt text, cards, quotes, both at once, videos, and kinds nobody knows."""
    quoted = {
        "$type": "app.bsky.embed.record#viewRecord", "uri": "at://did:plc:bo/app.bsky.feed.post/q",
        "author": {"did": "did:plc:bo", "handle": "bo.example", "displayName": "Bo"},
        "value": {"text": "Worms are fine"},
    }  # fmt: skip
    images = {
        "$type": "app.bsky.embed.images#view",
        "images": [{"fullsize": "https://p.example/1", "alt": "a lark"}],
    }
    both = {"$type": "app.bsky.embed.recordWithMedia#view", "media": images, "record": {"record": quoted}}
    card = {
        "$type": "app.bsky.embed.external#view",
        "external": {"uri": "https://s.example/x", "title": "A song"},
    }
    video = {"$type": "app.bsky.embed.video#view", "thumbnail": "https://p.example/v.jpg", "alt": "singing"}
    detached = {"$type": "app.bsky.embed.record#view", "record": {
        "$type": "app.bsky.embed.record#viewDetached", "uri": "at://gone"}}  # fmt: skip
    odd = {"$type": "app.bsky.embed.hologram#view"}
    rest = view("dddd", "", view("eeeee", "five", embed=odd), embed=video)
    top = view(
        "a",
        "one",
        view("bb", "two", view("ccc", "three", rest, embed=detached), embed=card),
        embed=both,
    )
    thread = loaded(tmp_path, top)
    blocks = parse(thread.posts[0].text)
    assert isinstance(blocks[-1], Quotation)
    assert "Worms are fine" in plain(blocks)
    assert tuple(hrefs(blocks)) == ("https://bsky.app/profile/bo.example/post/q",)
    assert tuple(hrefs(parse(thread.posts[1].text))) == ("https://s.example/x",)
    found = {left.text: (left.post, left.reason) for left in thread.left_out}
    assert found["https://p.example/1 (a lark)"][0] == "a"
    assert "video" in found["https://p.example/v.jpg (singing)"][1]
    assert found["at://gone"][1] == "quoted, but its author took it off"
    assert "hologram#view" not in found
    assert found["hologram"][0] == "eeeee"
    assert [post.id for post in thread.posts] == ["a", "bb", "ccc", "eeeee"]


def test_a_long_thread_is_read_without_recursion(tmp_path):
    """Depth in the file is not depth of calls."""
    top = None
    for number in reversed(range(150)):
        one = view("x", f"post {number}", *([top] if top else []))
        one["post"]["uri"] = f"at://did:plc:ana/app.bsky.feed.post/{number}"
        if top:
            top["post"]["record"]["reply"] = {"parent": {"uri": one["post"]["uri"]}}
        top = one
    assert len(loaded(tmp_path, top).posts) == 150
