"""Threads that are hostile, broken or far too large: a clear error or a named omission."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_sources_bluesky import AUTHOR, facet, view
from test_sources_lists import export
from test_sources_mastodon import status
from test_sources_x_archive import entry, script

from carousel_html.arranging import arrange, left_out
from carousel_html.choices import begin
from carousel_html.errors import CarouselError, ThreadError
from carousel_html.markup import parse, plain
from carousel_html.model import Thread
from carousel_html.sources import list_threads, load_thread
from carousel_html.sources.thread import MAX_POSTS

POST = '<div id="tweet_1" class="content-tweet" data-tweet="1">hi '


def loaded(tmp_path: Path, text: str, pick: str = "") -> Thread:
    path = tmp_path / "source"
    path.write_text(text, "utf-8")
    thread = load_thread(f"{path}{pick}" if pick else path)
    assert isinstance(thread, Thread)
    return thread


def texts(thread: Thread) -> list[str]:
    return [plain(parse(post.text)) for post in thread.posts]


@pytest.mark.parametrize(
    "page",
    [
        POST + "<b>" * 100_000 + "</div>",
        POST + "<i>x</i>" * 5_000 + "</div>" + "<p>y</p>" * 95_000,
        POST + "</div>" + "<div><span>" * 50_000,
    ],
    ids=["nested", "beside", "open"],
)  # fmt: skip
@pytest.mark.slow
def test_a_page_of_a_hundred_thousand_elements_is_read(tmp_path: Path, page: str):
    """Deep or wide, closed or not: the post is found in it."""
    thread = loaded(tmp_path, f"<html><body>{page}</body></html>")
    assert texts(thread)[0].startswith("hi")


def test_a_post_without_end_is_refused_with_a_way_out(tmp_path: Path):
    """A post longer than a hundred slides is no post."""
    with pytest.raises(ThreadError, match="more than 50000 letters"):
        loaded(tmp_path, "word " * 20_000)


def many(kind: str, count: int) -> str:
    """Return a thread of so many posts."""
    if kind == "text":
        return "\n\n".join(f"Post number {n} of many." for n in range(count))
    if kind == "table":
        return "id,text\n" + "\n".join(f"{n},Post number {n}" for n in range(count))
    if kind == "mastodon":
        return "\n".join(json.dumps(status(n, f"<p>number {n}</p>")) for n in range(1, count + 1))
    top = view(f"k{count:05}", f"number {count}")
    for n in range(count - 1, 0, -1):
        below, top = top, view(f"k{n:05}", f"number {n}")
        below["post"]["record"]["reply"] = {"parent": {"uri": top["post"]["uri"]}}
        top["replies"] = [below]
    return flat_json({"thread": top})


def flat_json(value: object) -> str:
    """Return JSON of any depth: the standard writer gives up where a thread of answers goes on."""
    out: list[str] = []
    left: list[object] = [value]
    while left:
        item = left.pop()
        if isinstance(item, str) and item.startswith("\0"):
            out.append(item[1:])
        elif isinstance(item, dict):
            parts: list[object] = ["\0{"]
            for number, (key, inner) in enumerate(item.items()):
                parts += ["\0" + ("," if number else "") + json.dumps(key) + ":", inner]
            left += reversed([*parts, "\0}"])
        elif isinstance(item, list):
            parts = ["\0["]
            for number, inner in enumerate(item):
                parts += ["\0,", inner] if number else [inner]
            left += reversed([*parts, "\0]"])
        else:
            out.append(json.dumps(item))
    return "".join(out)


@pytest.mark.parametrize("kind", ["text", "table", "mastodon"])
def test_a_thread_of_two_thousand_posts_is_refused_with_a_way_out(tmp_path: Path, kind: str):
    """The limit is named, and how to take a part."""
    with pytest.raises(ThreadError, match=f"2000 posts; {MAX_POSTS} is the most") as caught:
        loaded(tmp_path, many(kind, 2000))
    assert caught.value.hint
    if kind != "text":
        assert len(loaded(tmp_path, many(kind, 2000), "#1-100").posts) == 100


def test_a_tree_of_two_thousand_answers_is_one_clear_error(tmp_path: Path):
    """Bluesky nests each answer in the one before."""
    with pytest.raises(ThreadError, match=r"nested too deep|2000 posts"):
        loaded(tmp_path, many("bluesky", 2000))


@pytest.mark.parametrize("kind", ["bluesky", "mastodon"])
def test_answers_in_a_ring_end(tmp_path: Path, kind: str):
    """Each post of the ring is on the record once."""
    if kind == "mastodon":
        ring = [
            status(n, f"<p>n{n}</p>", in_reply_to_id=str(n % 3 + 1), in_reply_to_account_id="7")
            for n in (1, 2, 3)
        ]
        thread = loaded(tmp_path, json.dumps({"status": ring[0], "context": {"descendants": ring[1:]}}))
    else:
        top = view("a", "n1", view("bb", "n2", view("ccc", "n3")))
        top["post"]["record"]["reply"] = {"parent": {"uri": top["replies"][0]["replies"][0]["post"]["uri"]}}
        thread = loaded(tmp_path, json.dumps({"thread": top}))
    assert sorted(texts(thread)) == ["n1", "n2", "n3"]


@pytest.mark.parametrize(
    "places",
    [[(0, 4), (2, 8)], [(0, 4), (0, 4)], [(0, 400)], [(8, 2)], [(-4, 4)], [(1, 2)], [(10**17, 10**18)]],
)
def test_places_that_overlap_or_run_out_of_a_text_lose_no_word(tmp_path: Path, places: list[tuple[int, int]]):
    """The words stay; a link without a place is named."""
    facets = [facet(*place, "link", uri=f"https://f.example/{n}") for n, place in enumerate(places)]
    thread = loaded(tmp_path, json.dumps({"thread": view("a", "čaj a med", record={"facets": facets})}))
    assert texts(thread) == ["čaj a med"]
    made = arrange(thread, begin(thread))
    links = {left.text for left in left_out(made)} | {thread.posts[0].text}
    assert all(any(f"https://f.example/{n}" in each for each in links) for n in range(len(places)))


def test_a_table_of_several_authors_keeps_who_wrote_what(tmp_path: Path):
    """Each post knows its author where that is not the thread's."""
    thread = loaded(tmp_path, "text,author,handle\nOne,Ana,ana\nTwo,Bo,bo\nThree,Ana,ana\n")
    assert thread.author.name == "Ana"
    assert [post.author.name if post.author else None for post in thread.posts] == [None, "Bo", None]


def test_a_conversation_of_several_is_the_thread_of_one(tmp_path: Path):
    """What others wrote between is counted, not shown."""
    other = {**AUTHOR, "did": "did:plc:bo", "handle": "bo.example"}
    top = view("a", "mine", view("x", "theirs", author=other), view("bb", "mine too"))
    thread = loaded(tmp_path, json.dumps({"thread": top}))
    assert texts(thread) == ["mine", "mine too"]
    assert ("1 posts of the conversation", "written by others") in [
        (x.text, x.reason) for x in thread.left_out
    ]


def test_pictures_that_are_missing_in_a_download_are_named(tmp_path: Path):
    """The words come in, and each picture that does not is named with the post it belongs to."""
    media = [{"url": "https://t.co/p", "media_url_https": "https://pbs.example/a.png", "type": "photo"}]
    (tmp_path / "data").mkdir()
    body = script("tweets", [entry(0, "First of all", extended_entities={"media": media})])
    (tmp_path / "data/tweets.js").write_text(body, "utf-8")
    account = [{"account": {"username": "analark", "accountId": "7", "accountDisplayName": "Ana Lark"}}]
    (tmp_path / "data/account.js").write_text(script("account", account), "utf-8")
    thread = load_thread(tmp_path)
    assert [(left.post, left.kind) for left in thread.left_out] == [("100", "image")]
    (tmp_path / "threads_and_replies.json").write_text(export(), "utf-8")
    assert {left.kind for left in load_thread(tmp_path / "threads_and_replies.json").left_out} == {"image"}


@pytest.mark.parametrize("cut", range(0, 400, 37))
def test_a_file_that_was_cut_anywhere_is_a_thread_or_one_clear_error(tmp_path: Path, cut: int):
    """The message says where the text ends; nothing else happens."""
    path = tmp_path / "source"
    path.write_text(
        json.dumps({"thread": view("a", "One thing.", view("bb", "Another."))}, indent=1)[: cut + 20], "utf-8"
    )
    with pytest.raises(CarouselError) as caught:
        load_thread(path)
    assert caught.value.exit_code == 3
    assert "source" in (caught.value.where or "")


@pytest.mark.parametrize(
    "body", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 500, b"window.YTD.tweets.part0 = [", b"window."]
)
def test_a_download_that_ends_at_its_beginning_is_told(tmp_path: Path, body: bytes):
    """Half a ZIP and half a script are errors with the file's name, for listing as for reading."""
    path = tmp_path / "tweets.js"
    path.write_bytes(body)
    for read in (load_thread, list_threads):
        with pytest.raises(CarouselError) as caught:
            read(path)
        assert caught.value.exit_code == 3
