"""From every source to slides: each word, link and picture is on a slide or named as left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import spawn
from PIL import Image as Picture
from test_sources_bluesky import view
from test_sources_lists import ATOM, CSV, PAGE, RSS, export
from test_sources_mastodon import status
from test_sources_x import api, tweet
from test_sources_x_archive import entry, script

from carousel_html.arranging import arrange, left_out
from carousel_html.choices import begin
from carousel_html.markup import hrefs, parse
from carousel_html.model import Thread
from carousel_html.sources import load_thread

LINKED = "Read https://t.co/abc now"
URL = {"start": 5, "end": 21, "url": "https://t.co/abc", "expanded_url": "https://s.example/x"}
MASTODON = [
    status(1, '<p>one</p><p>see <a href="https://s.example/x">it</a></p>'),
    {"ancestors": [], "descendants": [status(2, "<ul><li>a</li><li>b</li></ul>")]},
]
SOURCES = {
    "x-api": api(tweet(0, LINKED, entities={"urls": [URL]}), tweet(1, "- one\n- two\n\nand more")),
    "bluesky": json.dumps({"thread": view("a", "One thing.", view("bb", "Another: 24 of 7"))}),
    "mastodon": "".join(json.dumps(each, indent=2) for each in MASTODON),
    "thread-reader": PAGE,
    "rss": RSS,
    "atom": ATOM,
    "threads": export(),
    "table": CSV,
}


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_of_a_source_is_lost_on_the_way_to_slides(tmp_path: Path, name: str):
    """What arranging leaves out is only what the source had to leave out, and that is said."""
    path = tmp_path / "source"
    path.write_text(SOURCES[name], encoding="utf-8")
    thread = load_thread(path)
    assert isinstance(thread, Thread)
    made = arrange(thread, begin(thread))
    assert left_out(made) == made.thread.left_out == thread.left_out
    assert all(left.reason and left.text for left in thread.left_out)
    assert {slide.post for slide in made.slides if slide.post} == {post.id for post in thread.posts}
    assert [list(hrefs(parse(post.text))) for post in made.thread.posts] == [
        list(hrefs(parse(post.text))) for post in thread.posts
    ]


@pytest.mark.slow
def test_an_archive_is_listed_and_imported(tmp_path: Path):
    """`threads` names what `import` takes, and the pictures come along."""
    (tmp_path / "data/tweets_media").mkdir(parents=True)
    picture = tmp_path / "data/tweets_media/101-a.png"
    Picture.new("RGB", (4, 4), "red").save(picture)
    media = [{"url": "https://t.co/p", "media_url_https": "https://pbs.example/a.png", "type": "photo"}]
    tweets = [entry(0, "First of all"), entry(1, "Then", extended_entities={"media": media})]
    tweets.append(entry(50, "Other"))
    tweets[2]["tweet"] |= {"in_reply_to_status_id_str": "", "in_reply_to_user_id_str": ""}
    account = [{"account": {"username": "analark", "accountId": "7", "accountDisplayName": "Ana Lark"}}]
    (tmp_path / "data/tweets.js").write_text(script("tweets", tweets), encoding="utf-8")
    (tmp_path / "data/account.js").write_text(script("account", account), encoding="utf-8")
    assert (
        spawn("threads", tmp_path).out
        == "#100  2025-12-06  2 posts  First of all\n#150  2025-12-06  1 post  Other\n"
    )
    as_json = json.loads(spawn("threads", tmp_path, "--json").out)
    assert [line["id"] for line in as_json] == ["100", "150"]
    out = tmp_path / "out" / "carousel.yaml"
    done = spawn("import", f"{tmp_path}#100", "-o", out)
    assert done.code == 0, done.err
    (copy,) = (tmp_path / "out/carousel.assets").iterdir()
    assert copy.read_bytes() == picture.read_bytes()
    again = load_thread(out)
    assert [post.id for post in again.thread.posts] == ["100", "101"]
