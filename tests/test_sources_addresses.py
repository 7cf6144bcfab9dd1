"""A thread by its address: what is asked, what comes of it, and what is refused."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from commands import call, refused
from PIL import Image as Picture
from test_sources_bluesky import view
from test_sources_lists import RSS
from test_sources_mastodon import ANA, status
from web_server import Page, Server, serving

from carousel_html.arranging import arrange, left_out
from carousel_html.carousel_file import write
from carousel_html.choices import begin
from carousel_html.errors import AddressError, CarouselError, ThreadError
from carousel_html.markup import parse, plain
from carousel_html.model import Thread
from carousel_html.sources.addresses import fetch_thread
from carousel_html.sources.web import Web, is_public, public_addresses
from carousel_html.sources.web_pictures import TOO_LATE, fetch_pictures

pytestmark = pytest.mark.slow

API = "public.api.bsky.app"
RESOLVE = "/xrpc/com.atproto.identity.resolveHandle?handle=ana.example"
POST = (
    "/xrpc/app.bsky.feed.getPostThread?uri=at%3A%2F%2Fdid%3Aplc%3Aana%2Fapp.bsky.feed.post%2Fa"
    "&depth=1000&parentHeight=1000"
)
BLUESKY = "https://bsky.app/profile/ana.example/post/a"
TOOT = "https://lark.example/@ana/1"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def png(color: str = "red", **options: Any) -> bytes:
    out = io.BytesIO()
    Picture.new("RGB", (8, 6), color).save(out, "PNG", **options)
    return out.getvalue()


def as_json(value: Any) -> Page:
    return Page(json.dumps(value).encode())


def texts(thread: Thread) -> list[str]:
    return [plain(parse(post.text)) for post in thread.posts]


def images(*names: str) -> dict[str, Any]:
    shown = [
        {"fullsize": f"https://cdn.example/{name}", "thumb": "", "alt": f"about {name}"} for name in names
    ]
    return {"$type": "app.bsky.embed.images#view", "images": shown}


def bluesky_pages(**more: Page) -> dict[str, Page]:
    top = view(
        "a", "One thing.", view("bb", "Another.", embed=images("x.png", "y.png")), embed=images("x.png")
    )
    return {
        RESOLVE: as_json({"did": "did:plc:ana"}),
        POST: as_json({"thread": top}),
        "/a.jpg": Page(png("blue"), "image/png"),
        "/x.png": Page(png(), "image/png"),
        "/y.png": Page(b"<html>", "text/html"),
        **{f"/{name}": page for name, page in more.items()},
    }


def test_a_bluesky_post_is_fetched_with_its_pictures(tmp_path: Path):
    """The name is resolved, the whole thread asked for, each picture fetched once; what fails is named."""
    with serving(bluesky_pages()) as server:
        thread = fetch_thread(BLUESKY, web=server.web(API, "cdn.example", "p.example"))
    assert texts(thread) == ["One thing.", "Another."]
    assert server.asked[:2] == [RESOLVE, POST]
    assert sorted(server.asked[2:]) == ["/a.jpg", "/x.png", "/y.png"]
    assert [[image.alt for image in post.images] for post in thread.posts] == [
        ["about x.png"],
        ["about x.png"],
    ]
    assert thread.author.avatar is not None
    ((post, text, reason),) = [(left.post, left.text, left.reason) for left in thread.left_out]
    assert (post, text) == ("bb", "https://cdn.example/y.png (about y.png)")
    assert reason == "what stands at its address is not a PNG, JPEG, WebP or GIF"
    written = write(arrange(thread, begin(thread)), tmp_path / "c.yaml")
    assert len(list((tmp_path / "c.assets").iterdir())) == 2  # By content: x.png twice is one file.
    assert left_out(written) == thread.left_out


def test_a_post_is_found_by_its_at_address_too():
    """`at://did:…` needs no look-up of the name."""
    with serving(bluesky_pages()) as server:
        thread = fetch_thread("at://did:plc:ana/app.bsky.feed.post/a", web=server.web(API))
    assert texts(thread) == ["One thing.", "Another."]
    assert RESOLVE not in server.asked
    assert all("is not on the public internet" in x.reason or "no host" in x.reason for x in thread.left_out)


def test_pictures_are_kept_without_what_they_tell_of_their_makers(tmp_path: Path):
    """The words in a picture's metadata are in no file of the project."""
    exif = Picture.Exif()
    exif[0x010E] = "taken at home"
    with serving(bluesky_pages(**{"x.png": Page(png(exif=exif), "image/png")})) as server:
        thread = fetch_thread(BLUESKY, web=server.web(API, "cdn.example", "p.example"))
    assert b"taken at home" in png(exif=exif)
    body = Path(thread.posts[0].images[0].src).read_bytes()
    assert b"taken at home" not in body
    assert Picture.open(io.BytesIO(body)).size == (8, 6)


def mastodon_pages(*statuses: dict[str, Any], most: int = 60) -> dict[str, Page]:
    """A server that tells the statuses below one, `most` of them at a time."""
    pages = {}
    for number, each in enumerate(statuses):
        path = f"/api/v1/statuses/{each['id']}"
        below = list(statuses[number + 1 : number + 1 + most])
        pages[path] = as_json(each)
        pages[f"{path}/context"] = as_json({"ancestors": list(statuses[:number]), "descendants": below})
    return pages


@pytest.mark.parametrize(
    "address",
    [
        TOOT,
        "https://lark.example/@ana@other.example/1",
        "https://lark.example/users/ana/statuses/1",
        "https://lark.example/web/@ana/1",
        "https://lark.example/@ana/1?x=y#z",
    ],
)
def test_a_status_of_any_server_is_fetched(address: str):
    """Status and context are asked for on the host of the address."""
    with serving(mastodon_pages(status(1, "<p>one</p>"), status(2, "<p>two</p>"))) as server:
        thread = fetch_thread(address.removesuffix("#z"), web=server.web("lark.example"))
    assert texts(thread) == ["one", "two"]
    assert server.asked[:2] == ["/api/v1/statuses/1", "/api/v1/statuses/1/context"]


def test_a_long_thread_is_asked_for_until_it_ends():
    """A server tells strangers only so many answers at a time."""
    statuses = [status(n, f"<p>number {n}</p>") for n in range(1, 8)]
    with serving(mastodon_pages(*statuses, most=2)) as server:
        thread = fetch_thread(TOOT, web=server.web("lark.example"))
    assert texts(thread) == [f"number {n}" for n in range(1, 8)]


def test_a_poster_is_shown_and_its_film_named():
    """A video's picture comes along; that the film does not is said."""
    media = [
        {
            "id": "9",
            "type": "video",
            "url": "https://m.example/a.mp4",
            "preview_url": "https://m.example/a.png",
        }
    ]
    pages = mastodon_pages(status(1, "<p>look</p>", media_attachments=media, account={**ANA, "avatar": ""}))
    with serving({**pages, "/a.png": Page(png(), "image/png")}) as server:
        thread = fetch_thread(TOOT, web=server.web("lark.example", "m.example"))
    assert len(thread.posts[0].images) == 1
    assert [left.reason for left in thread.left_out] == ["a slide cannot play a video; its poster is shown"]


@pytest.mark.parametrize("address", ["https://blog.example/feed.xml", "https://blog.example/about"])
def test_a_feed_is_fetched_by_its_own_address_or_that_of_its_site(address: str):
    """A page that names its feed leads to it; `#` picks entries by number."""
    home = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
    pages = {"/feed.xml": Page(RSS.encode(), "application/rss+xml"), "/about": Page(home, "text/html")}
    with serving(pages) as server:
        whole = fetch_thread(address, web=server.web("blog.example"))
        picked = fetch_thread(f"{address}#1", web=server.web("blog.example"))
    assert len(whole.posts) > 1
    assert [post.id for post in picked.posts] == [whole.posts[0].id]


def test_a_redirect_is_followed():
    """A server may lead on, to itself or to another public host."""
    pages = {
        "/old": Page(to="https://new.example/feed.xml", status=301),
        "/feed.xml": Page(RSS.encode(), "text/xml"),
    }
    with serving(pages) as server:
        assert fetch_thread("https://old.example/old", web=server.web("old.example", "new.example")).posts


# --- what is refused -------------------------------------------------------------------------

BAD = {
    "500": (Page(b"{}", status=500), ["lark.example answered 500 Internal Server Error", "Try again"]),
    "gone": (Page(b"{}", status=404), ["answered 404", "still there"]),
    "a web page": (Page(b"<!DOCTYPE html><p>hi", "text/html"), ["a web page, where JSON was asked for"]),
    "cut JSON": (Page(b'{"id": "1", "con'), ["the JSON ends in the middle", ":1:"]),
    "other JSON": (Page(b'{"a": 1}'), ["no post to be seen"]),
    "nothing": (Page(b""), ["there is no text in it"]),
    "binary": (Page(b"\x89PNG\r\n\x1a\n\x00"), ["a PNG picture, not a text"]),
    "not UTF-8": (Page(b'{"id": "\xff"}'), ["is not UTF-8"]),
    "half an answer": (Page(b'{"a": 1}', claims=99), ["the connection ended in the middle"]),
    "redirect to this machine": (Page(to="https://127.0.0.1/x", status=302), ["127.0.0.1, which is not on"]),
    "redirect to this machine by name": (
        Page(to="https://localhost/x", status=302),
        ['"localhost" leads to'],
    ),
    "redirect to a private address": (
        Page(to="https://10.0.0.7/", status=307),
        ["10.0.0.7, which is not on"],
    ),
    "redirect to the cloud's own": (Page(to="https://169.254.169.254/", status=302), ["169.254.169.254"]),
    "redirect to http": (Page(to="http://lark.example/x", status=302), ["only https addresses", '"http"']),
    "redirect to a file": (Page(to="file:///etc/passwd", status=302), ['not "file"']),
    "redirect without end": (Page(to="/api/v1/statuses/1", status=302), ["more than 3 times"]),
    "redirect to a port": (Page(to="https://lark.example:22/", status=302), ["with a port"]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_answer_is_one_clear_error(name: str):
    """What the server did is said, with the address it did it at; exit code 3."""
    page, words = BAD[name]
    with serving({"/api/v1/statuses/1": page}) as server, pytest.raises(CarouselError) as caught:
        fetch_thread(TOOT, web=server.web("lark.example"))
    assert caught.value.exit_code == 3
    for word in words:
        assert word in str(caught.value)
    assert "://" in (caught.value.where or "")


@pytest.mark.parametrize("page", [Page(b"{}", drips=True), Page(b"{}", drips=True, claims=200)])
def test_a_server_that_stalls_is_left(page: Page):
    """The time for an answer counts from its beginning, however slowly the bytes come."""
    pages = {"/api/v1/statuses/1": page}
    with serving(pages) as server, pytest.raises(AddressError, match=r"did not answer within 0\.3 seconds"):
        fetch_thread(TOOT, web=server.web("lark.example", seconds=0.3))


def test_an_answer_beyond_its_size_is_not_read():
    """The limit is asked for by who knows what is coming."""
    pages = {"/x": Page(b"a" * 5000)}
    with serving(pages) as server, pytest.raises(AddressError, match=r"larger than 0\.001 MB"):
        server.web("a.example").get("https://a.example/x", max_bytes=1000)


def test_pictures_that_come_too_late_are_named():
    """The pictures of a thread have a time together; the words do not wait for them."""
    from carousel_html.sources import bluesky

    with serving(bluesky_pages()) as server:
        web = server.web(API, "cdn.example", "p.example")
        (found,) = bluesky.threads(server.pages[POST].body.decode(), "x")
        hours = iter(range(0, 99 * 3600, 3600))
        fetch_pictures(found, web, clock=lambda: next(hours))
    assert server.asked == []
    assert {each.reason for post in found.posts for each in post.lost} == {TOO_LATE}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://lark.example/@ana/1", ["only https addresses", 'not "http"']),
        ("https://127.0.0.1/@ana/1", ["not on the public internet"]),
        ("https://[::1]/@ana/1", ["not on the public internet"]),
        ("https://[::ffff:10.0.0.1]/@ana/1", ["not on the public internet"]),
        ("https://localhost/feed", ["not on the public internet"]),
        ("https://2130706433/feed", ["2130706433"]),
        ("https://lark.example:8443/@ana/1", ["with a port"]),
        ("https://ana:word@lark.example/@ana/1", ["with a port, a name"]),
        ("https://x.com/ana/status/1", ["x.com gives threads to nobody", "docs/sources.md"]),
        ("https://www.threads.net/@ana/post/x", ["Download your information"]),
        ("https://lark.example\\@127.0.0.1/@ana/1", ["no"]),
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_fetched(tmp_path: Path, address: str, words: list[str]):
    """The command line refuses before anything is asked, and writes nothing."""
    refused(call("import", address, "-o", tmp_path / "c.yaml"), 3, *words)
    assert [path.name for path in tmp_path.iterdir()] in ([], ["cache"])


def test_only_import_fetches(tmp_path: Path):
    """`render` and `threads` say which command does."""
    for command in (["render", "-o", tmp_path / "out"], ["threads"]):
        called = call(*command, TOOT)
        refused(called, 3, "only `carousel import` fetches", f"carousel import {TOOT} -o")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fec0::1", "2001:db8::1", "x",
    ],
)  # fmt: skip
def test_addresses_of_no_public_host(address: str):
    """Loopback, private, link-local, shared, reserved, and those hidden inside others."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::808:808"]
)
def test_addresses_of_public_hosts(address: str):
    """The rest of the internet."""
    assert is_public(address)


def test_a_name_that_leads_nowhere_public_is_refused():
    """Every address of a name is looked at, not only the first."""
    with pytest.raises(AddressError, match="not on the public internet"):
        public_addresses("localhost", "https://localhost/")
    with pytest.raises(AddressError):
        Web().get("https://nowhere.invalid/", max_bytes=10)


def test_formats_of_addresses(tmp_path: Path):
    """`--from` forces how an address is read, and a format that has none is an error."""
    refused(call("import", "https://a.example/1", "--from", "blusky", "-o", tmp_path / "c"), 3, '"bluesky"')
    refused(
        call("import", "https://a.example/", "--from", "mastodon", "-o", tmp_path / "c"), 3, "no address of a"
    )
    refused(
        call("import", "https://a.example/", "--from", "bluesky", "-o", tmp_path / "c"), 3, "no address of a"
    )


def test_a_list_that_is_picked_from_wrongly(tmp_path: Path):
    """An entry that is not there is told with what there is."""
    pages = {"/feed.xml": Page(RSS.encode(), "text/xml")}
    with serving(pages) as server, pytest.raises(ThreadError, match="picks none of its"):
        fetch_thread("https://blog.example/feed.xml#77", web=server.web("blog.example"))


def test_a_server_can_be_anything(tmp_path: Path):
    """A Server gives 404 to what was not written down."""
    with serving({}) as server, pytest.raises(AddressError, match="answered 404"):
        fetch_thread(TOOT, web=server.web("lark.example"))
    assert isinstance(server, Server)
