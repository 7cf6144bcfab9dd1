"""What saved pages, feeds, tables and the export of Threads become."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image as Picture

from carousel_html.errors import ThreadError
from carousel_html.markup import Bullets, CodeBlock, Quotation, hrefs, parse, plain
from carousel_html.model import Thread
from carousel_html.sources import format_of, list_threads, load_thread
from carousel_html.sources.times import utc, utc_of_seconds


def loaded(tmp_path: Path, text: str, name: str, pick: str = "") -> Thread:
    assert format_of(text).name == name
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    thread = load_thread(f"{path}{pick}")
    assert isinstance(thread, Thread)
    return thread


def texts(thread: Thread) -> list[str]:
    return [plain(parse(post.text)) for post in thread.posts]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sat Dec 06 18:20:30 +0000 2025", "2025-12-06T18:20:30Z"),
        ("2025-12-06T18:20:30.123Z", "2025-12-06T18:20:30Z"),
        ("2025-12-06T20:20:30+02:00", "2025-12-06T18:20:30Z"),
        ("Sat, 06 Dec 2025 18:20:30 GMT", "2025-12-06T18:20:30Z"),
        ("2025-12-06", "2025-12-06T00:00:00Z"),
        ("yesterday", None),
        ("2025-13-40", None),
        ("", None),
    ],
)
def test_times_are_read_as_platforms_write_them(written, read):
    """Each way of writing gives the same time in UTC; what is no time gives none."""
    assert utc(written) == read


def test_seconds_beyond_reason_are_no_time():
    """A number too large for a date is passed over."""
    assert utc_of_seconds(1765045230) == "2025-12-06T18:20:30Z"
    assert utc_of_seconds(10**17) is None


# --- Thread Reader ---------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html><head><title>T</title>
<script>var a = "<div class='content-tweet'>";</script></head>
<body><nav>Menu</nav>
<div id="tweet_2" class="content-tweet allow-preview" data-screenname="analark" data-tweet="101">Second
<span class="entity-embed"><blockquote>Worms are fine<br/>for <a href="https://x.com/bo">Bo</a></blockquote></span>
<sup class="tw-permalink"><a href="https://x.com/analark/status/101">link</a></sup></div>
<div id="tweet_1" class="allow-preview content-tweet" data-screenname="analark" data-tweet="100">First &amp;
<a class="entity-mention" href="https://x.com/bo">@bo</a><br />see <a class="entity-url"
href="https://s.example/long/way">s.example/lon…</a>
<span class="entity-image"><a href="https://p.example/1.jpg">
<img src="x.gif" data-src="https://p.example/1.jpg"></a></span>
</div><footer>About us</footer></body></html>"""


def test_a_page_of_thread_reader_is_its_posts(tmp_path):
    """Posts are in the order of their numbers; menus, scripts and permalinks are no part of them."""
    thread = loaded(tmp_path, PAGE, "thread-reader")
    assert [post.id for post in thread.posts] == ["100", "101"]
    assert texts(thread)[0].startswith("First & @bo\nsee")
    assert tuple(hrefs(parse(thread.posts[0].text))) == ("https://x.com/bo", "https://s.example/long/way")
    second = parse(thread.posts[1].text)
    assert isinstance(second[-1], Quotation)
    assert plain(second).split("\n")[0] == "Second"
    assert thread.posts[1].url == "https://x.com/analark/status/101"
    assert thread.author.handle == "@analark"
    assert [left.text for left in thread.left_out] == ["https://p.example/1.jpg"]
    assert "Menu" not in str(thread)
    assert "About" not in str(thread)


# --- feeds -----------------------------------------------------------------------------------

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Birds</title><language>en-us</language>
<item><guid>https://b.example/p/2</guid><link>https://b.example/p/2</link><title>Newer</title>
<pubDate>Sun, 07 Dec 2025 10:00:00 GMT</pubDate><content:encoded><![CDATA[<p>It <b>sings</b>.</p>
<img src="https://p.example/2.jpg" alt="a lark"><ul><li>a</li><li>b</li></ul>]]>
</content:encoded></item>
<item><guid>1</guid><pubDate>Sat, 06 Dec 2025 10:00:00 GMT</pubDate>
<description>Older &lt;3 words</description>
<media:content url="https://p.example/1.jpg" type="image/jpeg"><media:description>an owl</media:description>
</media:content></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Vögel</title>
<author><name>Ana</name></author>
<entry><id>tag:1</id><link rel="alternate" href="https://b.example/1"/><published>2025-12-06T18:20:30Z</published>
<title>Lerche</title><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml">Sie <em>singt</em></div></content>
</entry></feed>"""


def test_a_feed_is_a_list_of_posts_the_oldest_first(tmp_path):
    """Titles head their words; pictures are named with what is said of them; one entry can be picked."""
    thread = loaded(tmp_path, RSS, "feed")
    assert (thread.title, thread.language) == ("Birds", "en")
    assert [post.id for post in thread.posts] == ["1", "2"]
    assert texts(thread)[0] == "Older <3 words"
    assert thread.posts[1].text.startswith("## Newer\n\nIt **sings**.")
    assert isinstance(parse(thread.posts[1].text)[-1], Bullets)
    assert [left.text for left in thread.left_out] == [
        "https://p.example/1.jpg (an owl)", "https://p.example/2.jpg (a lark)"]  # fmt: skip
    assert [post.id for post in loaded(tmp_path, RSS, "feed", "#2").posts] == ["2"]


def test_atom_with_elements_for_words(tmp_path):
    """XHTML inside an entry is read like HTML."""
    thread = loaded(tmp_path, ATOM, "feed")
    assert thread.posts[0].text == "## Lerche\n\nSie _singt_"
    assert (thread.author.name, thread.posts[0].url) == ("Ana", "https://b.example/1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RSS[:700], "not whole XML"),
        ('<rss><!DOCTYPE x [<!ENTITY a "b">]></rss>', "document type"),
        ("<rss><channel></channel></rss>", "no post in it"),
    ],
)
def test_a_feed_that_is_none_is_told(tmp_path, text, message):
    """Cut XML has a place; a document type is refused; an empty feed is said to be empty."""
    with pytest.raises(ThreadError, match=message):
        loaded(tmp_path, text, "feed")


# --- tables ----------------------------------------------------------------------------------

CSV = """id,text,date,author,handle,mood
1,"Hello, **you**
there",2025-12-06,Ana,analark,happy
2,Bye,,Ana,analark,
"""


@pytest.mark.parametrize("text", [CSV, CSV.replace(",", ";").replace("Hello;", "Hello,")])
def test_a_table_has_a_post_in_each_line(tmp_path, text):
    """Commas or semicolons; signs are words; a column without a place is on the record."""
    thread = loaded(tmp_path, text, "table")
    assert texts(thread) == ["Hello, **you**\nthere", "Bye"]
    assert (thread.author.name, thread.author.handle) == ("Ana", "@analark")
    assert thread.posts[0].time == "2025-12-06T00:00:00Z"
    assert [note.text for note in thread.cleaned] == ["mood: happy"]


def test_lines_of_json_are_a_table(tmp_path):
    """Each line is a post; two with one id stay two."""
    rows = [
        {"text": "one", "id": 5, "image": "https://p.example/1.jpg", "alt": "a lark"},
        {"text": "two", "id": 5},
    ]
    thread = loaded(tmp_path, "\n".join(map(json.dumps, rows)), "table")
    assert [(post.id, post.text) for post in thread.posts] == [("5", "one"), ("5-2", "two")]
    assert [left.text for left in thread.left_out] == ["https://p.example/1.jpg (a lark)"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,text\n1,a,b\n", "line 2 has more cells"),
        ('id,text\n1,"a', "line 2 cannot be read as CSV"),
        ('{"text": "a"}\n{"text": "b"}\n{"txt": "c"}\n{"txt": "d"}', "line 3 has no text"),
    ],
)
def test_a_line_that_breaks_the_table_is_told(tmp_path, text, message):
    """The number of the line is in the message."""
    path = tmp_path / "t"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ThreadError, match=message):
        load_thread(path, format="table")


def test_an_address_of_a_post_is_a_web_address_or_none(tmp_path):
    """What could run as a script is no address of a post."""
    rows = [{"text": "one", "url": "javascript:alert(1)"}, {"text": "two", "url": "https://s.example/2"}]
    thread = loaded(tmp_path, json.dumps(rows), "table")
    assert [post.url for post in thread.posts] == [None, "https://s.example/2"]


def test_prose_with_commas_is_no_table():
    """A first line counts as names only where most of them are known."""
    assert format_of("text, and more of it, follows\n\nhere").name == "text"


# --- Threads ---------------------------------------------------------------------------------


def export() -> str:
    def mangled(text: str) -> str:
        return text.encode().decode("latin-1")

    posts = [
        {
            "media": [
                {"uri": "media/posts/b.png", "creation_timestamp": 1765045231, "title": mangled("später 🐦")}
            ]
        },
        {"title": "früher", "creation_timestamp": 1765045230, "media": [{"uri": "media/v.mp4"}]},
    ]
    return json.dumps({"text_post_app_text_posts": posts})


def test_an_export_of_threads_is_repaired_and_in_order(tmp_path):
    """Letters come out right, whole ones stay; the file alone has no pictures, and says so."""
    thread = loaded(tmp_path, export(), "threads")
    assert texts(thread) == ["früher", "später 🐦"]
    assert thread.posts[0].time == "2025-12-06T18:20:30Z"
    assert [left.text for left in thread.left_out] == ["media/v.mp4", "media/posts/b.png"]


def test_a_download_of_threads_brings_its_pictures(tmp_path, monkeypatch):
    """The ZIP and its folder are read; posts are picked by number."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "download"
    (folder / "activity/threads").mkdir(parents=True)
    (folder / "media/posts").mkdir(parents=True)
    (folder / "activity/threads/threads_and_replies.json").write_text(export(), encoding="utf-8")
    Picture.new("RGB", (4, 4), "red").save(folder / "media/posts/b.png")
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as file:
        for found in folder.rglob("*.*"):
            file.write(found, found.relative_to(folder).as_posix())
    for source in (folder, tmp_path / "d.zip"):
        thread = load_thread(f"{source}#2")
        assert texts(thread) == ["später 🐦"]
        assert Path(thread.posts[0].images[0].src).is_file()
        assert [(line.id, line.words) for line in list_threads(source)] == [
            ("1", "früher"),
            ("2", "später 🐦"),
        ]


@pytest.mark.parametrize(
    ("table", "posts", "record"),
    [
        ('text,likes\n"One, two",5\nThree,7', ["One, two", "Three"], ["likes: 5", "likes: 7"]),
        ("Tweet text;Date\nOne;2025-12-06\nTwo;2025-12-07", ["One", "Two"], []),
        ("likes,shares,text\n1,2,One", ["One"], ["likes: 1", "shares: 2"]),
    ],
)
def test_a_table_may_have_columns_of_its_own(tmp_path, table, posts, record):
    """Where every row has a cell for each name; what has no place with us is on record."""
    thread = loaded(tmp_path, table, "table")
    assert texts(thread) == posts
    assert [note.text for note in thread.cleaned] == record


@pytest.mark.parametrize(
    "text",
    ["Text, that is all\n\nI have, and more, to say", "text,likes", "Message, hope and love\n\nbe kind"],
)
def test_prose_with_a_comma_is_no_table(text):
    """A first line with the name of a column in it is not enough."""
    assert format_of(text).name == "text"


def test_code_in_a_platform_s_post_is_a_listing(tmp_path):
    """As in pasted text: what was typed keeps its spaces."""
    code = "def add(a):\n    return a"
    thread = loaded(tmp_path, f'id,text\n1,"So:\n\n{code}\n\nDone"\n2,plain', "table")
    assert parse(thread.posts[0].text)[1] == CodeBlock(code)
    assert texts(thread)[1] == "plain"
