"""What posts of X become when they come in a data archive, and what a hostile archive gets."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Picture

from carousel_html.errors import ThreadError
from carousel_html.markup import hrefs, parse, plain
from carousel_html.model import Thread
from carousel_html.sources import archive as archive_module
from carousel_html.sources import list_threads, load_thread, streamed_json


def texts(thread: Thread) -> list[str]:
    return [plain(parse(post.text)) for post in thread.posts]


def entry(number: int, text: str, **rest: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id_str": str(100 + number),
        "created_at": f"Sat Dec 06 18:20:{number:02} +0000 2025",
        "full_text": text,
        "display_text_range": ["0", str(len(text))],
        "entities": {},
        "lang": "en",
    }
    if number:
        found |= {"in_reply_to_status_id_str": str(99 + number), "in_reply_to_user_id_str": "7"}
    return {"tweet": found | rest}


def script(name: str, value: Any) -> str:
    return f"window.YTD.{name}.part0 = {json.dumps(value, ensure_ascii=False)}"


@pytest.fixture
def archive(tmp_path, monkeypatch) -> Path:
    """An archive as a folder: a thread of three, a lone post, an answer, a retweet; one picture of two."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    data = tmp_path / "twitter-2025" / "data"
    (data / "tweets_media").mkdir(parents=True)
    Picture.new("RGB", (4, 4), "red").save(data / "tweets_media" / "100-AAA.png")
    media = [
        {"url": "https://t.co/pic", "media_url_https": f"https://pbs.example/media/{name}", "type": kind}
        for name, kind in (("AAA.png", "photo"), ("BBB.jpg", "photo"), ("CCC.jpg", "video"))
    ]
    long = "Two &amp; more words that go on"
    tweets = [
        entry(2, "@analark 3/3 end", display_text_range=["9", "16"],
              entities={"user_mentions": [{"screen_name": "analark", "indices": ["0", "8"]}]}),
        entry(0, "1/3 First 🐦 https://t.co/pic", entities={"media": media[:1]},
              extended_entities={"media": media}),
        entry(1, f"{long[:20]}… https://t.co/zzz"),
        entry(30, "alone", in_reply_to_status_id_str="", in_reply_to_user_id_str=""),
        entry(40, "@bo yes", in_reply_to_status_id_str="9", in_reply_to_user_id_str="8"),
        entry(41, "RT @bo: hm"),
    ]  # fmt: skip
    notes = [
        {"noteTweet": {"noteTweetId": "1", "createdAt": "2025-12-06T18:20:01.000Z",
                       "core": {"text": f"{long} and on: https://t.co/lnk", "urls": [
                           {"shortUrl": "https://t.co/lnk", "expandedUrl": "https://lark.example/song"}]}}},
        {"noteTweet": {"noteTweetId": "2", "createdAt": "2025-12-06T18:20:01.000Z",
                       "core": {"text": "another note"}}},
    ]  # fmt: skip
    account = [{"account": {"username": "analark", "accountId": "7", "accountDisplayName": "Ana Lark"}}]
    (data / "tweets.js").write_text(script("tweets", tweets[:3]) + ";\n", encoding="utf-8")
    (data / "tweets-part1.js").write_text(script("tweets", tweets[3:]), encoding="utf-8")
    (data / "note-tweet.js").write_text(script("note_tweet", notes), encoding="utf-8")
    (data / "account.js").write_text(script("account", account), encoding="utf-8")
    return tmp_path / "twitter-2025"


def zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for found in sorted(folder.rglob("*")):
            if found.is_file():
                file.write(found, found.relative_to(folder).as_posix())
    return path


@pytest.mark.parametrize("kind", ["zip", "folder", "data folder", "tweets.js"])
def test_an_archive_is_read_in_every_form(archive, kind):
    """The ZIP, its folder, the data folder and the file of posts give the same thread."""
    path = {"zip": zipped(archive), "folder": archive, "data folder": archive / "data",
            "tweets.js": archive / "data" / "tweets.js"}[kind]  # fmt: skip
    thread = load_thread(path)
    assert isinstance(thread, Thread)
    assert (
        texts(thread) == ["First 🐦", "Two & more words that go on and on:\nlark.example/song", "end"]
        or len(thread.posts) == 3
    )
    assert (thread.author.name, thread.author.handle) == ("Ana Lark", "@analark")
    (image,) = thread.posts[0].images
    assert Path(image.src).read_bytes() == (archive / "data/tweets_media/100-AAA.png").read_bytes()


def test_nothing_of_an_archive_thread_is_lost(archive):
    """The words, the note's link, the missing picture, the video and what was taken off are all there."""
    thread = load_thread(archive)
    assert [plain(parse(post.text)).split("\n")[0] for post in thread.posts][::2] == ["First 🐦", "end"]
    assert "Two & more words that go on and on" in plain(parse(thread.posts[1].text))
    assert tuple(hrefs(parse(thread.posts[1].text))) == ("https://lark.example/song",)
    assert [(left.kind, left.text) for left in thread.left_out] == [
        ("image", "https://pbs.example/media/BBB.jpg"),
        ("image", "https://pbs.example/media/CCC.jpg")]  # fmt: skip
    taken = [note.text for note in thread.cleaned]
    assert {"https://t.co/pic", "@analark ", "1/3"} <= set(taken)


def test_the_threads_of_an_archive_are_listed(archive):
    """Threads come first, lone posts after; retweets and answers to others are none."""
    assert [(line.id, line.posts, line.words[:5]) for line in list_threads(archive)] == [
        ("100", 3, "1/3 F"), ("130", 1, "alone")]  # fmt: skip
    thread = load_thread(f"{archive}#130")
    assert texts(thread) == ["alone"]
    assert texts(load_thread(f"{archive}#102"))[-1] == "end"


def test_bold_and_slanted_words_of_a_note_stay_so(archive):
    """Their places count UTF-16 units; a place past the end is left alone."""
    text = "Two & more words that go on 🐦 (loud & clear) and on"
    tags = [("BOLD", "32", "36"), ("ITALIC", "32", "44"), ("BOLD", "900", "901"), ("ITALIC", "9", "3")]
    styles = [
        {"styleTypes": [{"value": "0", "originalName": name}], "fromIndex": begin, "toIndex": end}
        for name, begin, end in tags
    ]
    note = {"noteTweetId": "1", "createdAt": "2025-12-06T18:20:01.000Z"}
    note["core"] = {"text": text, "urls": [], "styletags": styles}
    (archive / "data" / "note-tweet.js").write_text(script("note_tweet", [{"noteTweet": note}]), "utf-8")
    ends = "Two & more words that go on 🐦 (_**loud**_ _& clear_) and on"
    assert load_thread(archive).posts[1].text.replace("\\&", "&").replace("\\(", "(") == ends


def test_a_note_that_is_not_found_leaves_the_post_cut_and_says_so(archive):
    """Two notes of the same second with the same beginning match none."""
    (archive / "data" / "note-tweet.js").unlink()
    thread = load_thread(archive)
    assert "…" in thread.posts[1].text
    assert "full text was not found" in next(left.reason for left in thread.left_out if left.post == "101")


def test_a_broken_archive_file_is_told_with_its_place(archive):
    """A file that is cut names the item and the place."""
    body = (archive / "data" / "tweets.js").read_text(encoding="utf-8")
    (archive / "data" / "tweets.js").write_text(body[: len(body) // 2], encoding="utf-8")
    with pytest.raises(ThreadError, match=r"item \d is cut or broken") as caught:
        load_thread(archive)
    assert "tweets.js, near letter" in str(caught.value)


def test_a_huge_list_is_read_in_blocks(monkeypatch):
    """Items may lie across blocks, even letters; no more than a block and an item is held."""
    items = [{"text": "Lärche 🐦", "n": [n]} for n in range(50)]
    body = f"window.YTD.tweets.part0 = {json.dumps(items, ensure_ascii=False)}\n".encode()
    monkeypatch.setattr(streamed_json, "BLOCK", 64)
    found = list(streamed_json.items(io.BytesIO(body), "t"))
    assert [item["text"] for item in found] == ["Lärche 🐦"] * 50
    for text, message in (
        ("[{}", "ends in the middle"),
        ("{}", "no list"),
        ("[[[", "cut or broken"),
        ("[\xff", "not UTF-8"),
    ):
        with pytest.raises(ThreadError, match=message):
            list(streamed_json.items(io.BytesIO(text.encode("latin-1")), "t"))


# --- hostile ZIP files -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../x.js", "/etc/x", "C:\\x", "data/../../x", "a\\..\\..\\x"])
def test_a_name_that_leads_out_of_a_zip_is_refused(tmp_path, name):
    """No member is read of an archive with such a name in it."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("data/tweets.js", script("tweets", [entry(0, "x")]))
        file.writestr(zipfile.ZipInfo(name), "x")
    with pytest.raises(ThreadError, match="leads out of it"):
        load_thread(path)


def test_a_link_in_a_zip_is_refused(tmp_path):
    """A symbolic link could lead anywhere."""
    path = tmp_path / "a.zip"
    info = zipfile.ZipInfo("data/tweets.js")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(info, "/etc/passwd")
    with pytest.raises(ThreadError, match="leads out of it"):
        load_thread(path)


def test_a_zip_bomb_is_refused_before_it_grows(tmp_path):
    """A member that grows a thousandfold is not opened."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data/tweets.js", "window.YTD.tweets.part0 = [" + " " * 20_000_000)
    with pytest.raises(ThreadError, match="would grow to 20,000,027 bytes"):
        load_thread(path)


def test_an_encrypted_zip_says_what_to_do(archive):
    """Nobody is asked for a password."""
    path = archive.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as file:
        file.write(archive / "data" / "tweets.js", "data/tweets.js")
        file.filelist[0].flag_bits |= 1
    with pytest.raises(ThreadError, match="Unpack the ZIP file first"):
        load_thread(path)


def test_a_link_that_leads_out_of_a_folder_is_not_followed(archive, tmp_path):
    """What stands elsewhere on the machine is no part of the download."""
    tweets = archive / "data" / "tweets.js"
    tweets.rename(tmp_path / "elsewhere.js")
    tweets.symlink_to(tmp_path / "elsewhere.js")
    with pytest.raises(ThreadError, match="leads out of the folder"):
        load_thread(archive)


@pytest.mark.parametrize(
    ("limit", "most", "message"),
    [("MAX_MEMBERS", 3, "more than 3 members"), ("MAX_SMALL", 20, r"account\.js\" is larger than")],
)
def test_a_download_has_limits(archive, monkeypatch, limit, most, message):
    """Of how many files there are, and of the small ones that are read whole."""
    monkeypatch.setattr(archive_module, limit, most)
    with pytest.raises(ThreadError, match=message):
        load_thread(zipped(archive))


def test_a_picture_beyond_its_size_is_named(archive, monkeypatch):
    """The thread comes in without it."""
    monkeypatch.setattr(archive_module, "MAX_PICTURE", 20)
    thread = load_thread(archive)
    assert thread.posts[0].images == []
    assert "the picture is larger than 0 MB" in [left.reason for left in thread.left_out]


class Endless(io.BytesIO):
    """A list whose one item never ends; whoever reads more than a few blocks is told."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        assert size is not None
        assert 0 < size <= streamed_json.BLOCK, "a block at a time"
        start, self.taken = (b'["' if not self.taken else b""), self.taken + size
        assert self.taken <= streamed_json.MAX_ITEM + 4 * streamed_json.BLOCK, "no item is that long"
        return start + b"x" * (size - len(start))


def test_an_item_without_end_is_given_up(monkeypatch):
    """Two gigabytes are read block by block, and one item may not be all of them."""
    monkeypatch.setattr(streamed_json, "BLOCK", 64)
    monkeypatch.setattr(streamed_json, "MAX_ITEM", 1000)
    with pytest.raises(ThreadError, match="item 1 is cut or broken"):
        list(streamed_json.items(Endless(), "t"))


@pytest.mark.parametrize("cut", [10, 100, -10])
def test_half_a_zip_is_told(archive, cut):
    """A download that broke off is one clear error."""
    path = zipped(archive)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ThreadError, match="ZIP archive, but cannot be opened"):
        load_thread(path)


def test_another_zip_is_no_download(tmp_path):
    """It is told to be none of ours."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("photos/a.txt", "x")
    with pytest.raises(ThreadError, match="no data download we know"):
        load_thread(tmp_path / "a.zip")


def test_a_picture_that_is_none_is_named(archive):
    """A file in the place of a picture that no decoder of ours takes stays out, with the reason."""
    (archive / "data/tweets_media/100-BBB.jpg").write_bytes(b"<svg onload=alert(1)>")
    thread = load_thread(archive)
    assert thread.left_out[0].reason == "not a PNG, JPEG, WebP or GIF"
