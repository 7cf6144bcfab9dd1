"""What posts of X become: from API JSON, and from lines of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carousel_html.errors import ThreadError
from carousel_html.markup import Bullets, Hashtag, Link, Mention, Quotation, Text, hrefs, parse, plain
from carousel_html.model import Thread
from carousel_html.sources import format_of, list_threads, load_thread, x_api
from carousel_html.sources.chains import Node, chains, order_of
from carousel_html.sources.found import FoundPost
from carousel_html.sources.x_text import Entity, link, spans_of

USERS = [
    {"id": "7", "name": "Ana Lark", "username": "analark", "profile_image_url": "https://p.example/a.jpg"}
]


def tweet(number: int, text: str, **rest: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": str(100 + number),
        "text": text,
        "author_id": "7",
        "conversation_id": "100",
        "created_at": f"2025-12-06T18:20:{number:02}.000Z",
        "edit_history_tweet_ids": [str(100 + number)],
        "lang": "en",
    }
    if number:
        found["in_reply_to_user_id"] = "7"
        found["referenced_tweets"] = [{"type": "replied_to", "id": str(99 + number)}]
    return found | rest


def api(*tweets: dict[str, Any], **includes: Any) -> str:
    return json.dumps({"data": list(tweets), "includes": {"users": USERS, **includes}, "meta": {}})


def loaded(tmp_path: Path, text: str, pick: str = "") -> Thread:
    path = tmp_path / "any.thing"
    path.write_text(text, encoding="utf-8")
    thread = load_thread(f"{path}{pick}")
    assert isinstance(thread, Thread)
    return thread


def texts(thread: Thread) -> list[str]:
    return [plain(parse(post.text)) for post in thread.posts]


# --- places of entities ----------------------------------------------------------------------


def test_places_count_code_points_of_the_escaped_text(tmp_path):
    """After `&amp;` and an emoji the link still stands where it should."""
    url = {
        "start": 15,
        "end": 31,
        "url": "https://t.co/abc",
        "expanded_url": "https://tea.example/cake?x=1&y=2",
    }
    thread = loaded(tmp_path, api(tweet(0, "Tea &amp; 🍰 at https://t.co/abc", entities={"urls": [url]})))
    assert thread.posts[0].text.startswith("Tea & 🍰 at")
    assert tuple(hrefs(parse(thread.posts[0].text))) == ("https://tea.example/cake?x=1&y=2",)


@pytest.mark.parametrize(
    ("entities", "spans"),
    [
        ([Entity(3, 9, "@Bruno", Mention("@bruno", "https://x.com/bruno"))],
         [Text("Hi "), Mention("@Bruno", "https://x.com/bruno"), Text(" ＃Tee now")]),
        ([Entity(10, 14, "#tee", Hashtag("#tee"))], [Text("Hi @Bruno "), Hashtag("＃Tee"), Text(" now")]),
        ([Entity(0, 6, "@bruno", Mention("@bruno"))], [Text("Hi "), Mention("@Bruno"), Text(" ＃Tee now")]),
        ([Entity(900, 906, "@nobody", Mention("@nobody"))], [Text("Hi @Bruno ＃Tee now")]),
        ([Entity(-5, -1, "", None)], [Text("Hi @Bruno ＃Tee now")]),
    ],
)  # fmt: skip
def test_a_place_is_checked_against_its_words(entities, spans):
    """Case and wide signs do not matter; words near a wrong place are found; others stay plain."""
    assert spans_of("Hi @Bruno ＃Tee now", entities, FoundPost("1")) == spans


def test_of_entities_that_overlap_the_first_counts():
    """The second one is recorded with its address, not lost, when its words are nowhere else."""
    post = FoundPost("1")
    entities = [
        Entity(0, 16, "https://t.co/abc", link("https://t.co/abc", "https://a.example", "a.example")),
        Entity(8, 16, "t.co/xyz", link("t.co/xyz", "https://b.example", "b.example")),
    ]
    assert [type(span) for span in spans_of("https://t.co/abc", entities, post)] == [Text, Link, Text]
    assert [lost.text for lost in post.lost] == ["https://b.example"]


# --- API v2 ----------------------------------------------------------------------------------


def test_a_thread_of_the_api_is_found_whole(tmp_path):
    """Ids, addresses, times and the author are kept, posts are in order, counters are taken off."""
    body = api(tweet(2, "3/ third"), tweet(0, "1/ first"), tweet(1, "2/ second"))
    assert format_of(body).name == "x-api"
    thread = loaded(tmp_path, body)
    assert texts(thread) == ["first", "second", "third"]
    assert [post.id for post in thread.posts] == ["100", "101", "102"]
    assert thread.posts[1].url == "https://x.com/analark/status/101"
    assert thread.posts[1].time == "2025-12-06T18:20:01Z"
    assert (thread.author.name, thread.author.handle, thread.language) == ("Ana Lark", "@analark", "en")
    assert [note.text for note in thread.cleaned if note.kind == "counter"] == ["1/", "2/", "3/"]
    assert [left.text for left in thread.left_out] == ["https://p.example/a.jpg"]


def test_lines_of_json_and_a_flat_list_are_the_same(tmp_path):
    """Twarc writes one post a line, with its author in it."""
    flat = [tweet(n, f"post {n}", author=USERS[0]) for n in range(3)]
    whole = loaded(tmp_path, api(*flat))
    assert loaded(tmp_path, "\n".join(map(json.dumps, flat))) == whole
    assert loaded(tmp_path, json.dumps(flat)) == whole


def test_other_people_retweets_and_branches_are_named(tmp_path):
    """Only the author's earliest way down is the thread; the rest is counted or named."""
    body = api(
        tweet(0, "root"),
        tweet(1, "on"),
        tweet(2, "a branch", referenced_tweets=[{"type": "replied_to", "id": "100"}]),
        tweet(3, "hello!", author_id="8"),
        tweet(4, "RT", referenced_tweets=[{"type": "retweeted", "id": "5"}]),
    )
    thread = loaded(tmp_path, body)
    assert texts(thread) == ["root", "on"]
    assert [left.text for left in thread.left_out][:2] == ["a branch", "1 posts of the conversation"]


def test_pictures_polls_quotes_and_their_links(tmp_path):
    """Links to own pictures and quotes are taken off; pictures on the web are named with their alt text."""
    urls = [
        {"start": 8, "end": 24, "url": "https://t.co/quo",
         "expanded_url": "https://x.com/bo/status/55", "display_url": "x.com/bo/…"},
        {"start": 25, "end": 41, "url": "https://t.co/pic",
         "expanded_url": "https://x.com/analark/status/100/photo/1",
         "display_url": "pic.x.com/pic", "media_key": "3_1"},
    ]  # fmt: skip
    body = api(
        tweet(
            0,
            "Look at https://t.co/quo https://t.co/pic",
            entities={"urls": urls},
            attachments={"media_keys": ["3_1", "7_2"], "poll_ids": ["9"]},
            referenced_tweets=[{"type": "quoted", "id": "55"}],
        ),
        tweets=[{"id": "55", "text": "Birds &lt;3 worms", "author_id": "8"}],
        users=[*USERS, {"id": "8", "name": "Bo", "username": "bo"}],
        media=[
            {"media_key": "3_1", "type": "photo", "url": "https://p.example/1.jpg", "alt_text": "a lark"},
            {"media_key": "7_2", "type": "video", "preview_image_url": "https://p.example/2.jpg"},
        ],
        polls=[{"id": "9", "options": [{"position": 1, "label": "Yes"}, {"position": 2, "label": "No"}]}],
    )
    thread = loaded(tmp_path, body)
    blocks = parse(thread.posts[0].text)
    assert isinstance(blocks[1], Bullets)
    assert isinstance(blocks[-1], Quotation)
    assert "Birds <3 worms" in plain(blocks)
    assert tuple(hrefs(blocks)) == ("https://x.com/bo/status/55",)
    assert [note.text for note in thread.cleaned] == ["https://t.co/quo", "https://t.co/pic"]
    assert [left.text for left in thread.left_out][:2] == [
        "https://p.example/1.jpg (a lark)",
        "https://p.example/2.jpg",
    ]
    assert "video" in thread.left_out[1].reason


def test_a_long_post_is_its_note_and_a_cut_one_is_said_to_be(tmp_path):
    """A note has entities of its own; without one the end of the post is named as missing."""
    note = {"text": "all of #it", "entities": {"hashtags": [{"start": 7, "end": 10, "tag": "it"}]}}
    thread = loaded(tmp_path, api(tweet(0, "all o…", note_tweet=note), tweet(1, "half of…")))
    assert texts(thread) == ["all of #it", "half of…"]
    assert [(left.post, left.reason[:19]) for left in thread.left_out[:1]] == [("101", "the file holds only")]


def test_several_conversations_have_to_be_picked_from(tmp_path):
    """The error lists them, `#ID` picks one, and a wrong id is told."""
    other = tweet(50, "other", conversation_id="150", in_reply_to_user_id=None, referenced_tweets=[])
    body = api(tweet(0, "root"), tweet(1, "on"), other)
    with pytest.raises(ThreadError, match="holds 2 threads; pick one") as caught:
        loaded(tmp_path, body)
    assert "#150" in str(caught.value)
    assert texts(loaded(tmp_path, body, "#150")) == ["other"]
    with pytest.raises(ThreadError, match='no thread "9"'):
        loaded(tmp_path, body, "#9")
    assert [(line.id, line.posts) for line in list_threads(tmp_path / "any.thing")] == [
        ("100", 2),
        ("150", 1),
    ]


def test_replies_in_a_ring_end(tmp_path):
    """A ring of replies is followed once; every post of it stays."""
    nodes = [
        Node("1", "3", order_of("a", "1")),
        Node("2", "1", order_of("b", "2")),
        Node("3", "2", order_of("c", "3")),
    ]
    assert [chain.posts for chain in chains(nodes)] == [("1", "2", "3")]
    own = [Node("1", "1", order_of(None, "1"))]
    assert [chain.posts for chain in chains(own)] == [("1",)]


def test_a_thread_of_two_thousand_posts_is_refused_with_a_way_out(tmp_path):
    """The message says how to pick some; picking by number works."""
    body = api(
        *(tweet(n, f"p {n}", created_at=f"2025-12-06T18:{n // 60:02}:{n % 60:02}Z") for n in range(2000))
    )
    with pytest.raises(ThreadError, match="2000 posts; 1000 is the most") as caught:
        loaded(tmp_path, body)
    assert "#1-100" in str(caught.value)
    assert texts(loaded(tmp_path, body, "#3-4")) == ["p 2", "p 3"]
    with pytest.raises(ThreadError, match="picks none"):
        loaded(tmp_path, body, "#3000-4000")


@pytest.mark.parametrize(
    ("cut", "message", "where"),
    [
        (-30, "the JSON ends in the middle", "any.thing:1:"),
        (40, "the JSON ends in the middle", "any.thing:1:"),
    ],
)
def test_cut_json_is_told_with_its_place(tmp_path, cut, message, where):
    """Half a file is an error with line and column, and never prose."""
    with pytest.raises(ThreadError, match=message) as caught:
        loaded(tmp_path, api(tweet(0, "root"), tweet(1, "on"))[:cut])
    assert str(caught.value.where).startswith(where)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": ' * 30000, "nested too deep|ends in the middle"),
        ('{"hello": "world"}', "no thread of a kind we know"),
        ('{"id": "1", "text": "x", "author_id": "2"}\n{"id" 5}\n', "line 2 is not valid JSON"),
    ],
)
def test_other_json_is_one_clear_error(tmp_path, text, message):
    """Deep, unknown and broken JSON each get one message."""
    with pytest.raises(ThreadError, match=message):
        loaded(tmp_path, text)


def test_values_of_the_wrong_kind_break_nothing():
    """Every field may hold anything; what cannot be used is passed over."""
    odd = {"id": "1", "text": "still here", "author_id": ["7"], "created_at": 5,
           "entities": {"urls": [7, {"start": "x"}]}, "lang": [],
           "attachments": {"media_keys": [None]}, "referenced_tweets": "no",
           "edit_history_tweet_ids": [{}]}  # fmt: skip
    (found,) = x_api.threads(json.dumps({"data": [odd, 5], "includes": []}), "x")
    assert [plain(post.blocks) for post in found.posts] == ["still here"]


def test_half_a_surrogate_pair_is_a_letter_like_others(tmp_path):
    """JSON may hold half a character; it becomes U+FFFD and moves no place."""
    text = '{"data": {"id": "1", "text": "a\\ud83d b", "author_id": "2", "conversation_id": "1"}}'
    assert texts(loaded(tmp_path, text)) == ["a\ufffd b"]
