"""A sample of every source, word by word: each word, link and picture is on a slide or named."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from test_sources_bluesky import facet, view
from test_sources_lists import ATOM, CSV, PAGE, RSS, export
from test_sources_mastodon import status
from test_sources_x import api, tweet
from test_sources_x_archive import entry, script

from carousel_html.arranging import arrange, left_out
from carousel_html.arranging.missing import words_of
from carousel_html.choices import begin
from carousel_html.markup import hrefs, parse, plain
from carousel_html.model import Carousel
from carousel_html.sources import load_thread


@dataclass(frozen=True)
class Sample:
    """A file of a source, and everything a person would find in it: words, links, pictures."""

    name: str
    body: str
    words: str
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


LINKED = "Read https://t.co/abc now #tea"
URL = {"start": 5, "end": 21, "url": "https://t.co/abc", "expanded_url": "https://s.example/x"}
POSTS = view(
    "a", "One thing 🐦 here", view("bb", "Another: 24 of 7\n\n#tea #time"), facets=[],
    record={"facets": [facet(0, 9, "link", uri="https://f.example/y")]},
    embed={"$type": "app.bsky.embed.images#view",
           "images": [{"fullsize": "https://p.example/a.jpg", "alt": "an owl"}]},
)  # fmt: skip
STATUSES = [
    status(1, '<p>one</p><p>see <a href="https://s.example/x">it</a></p>', spoiler_text="tea",
           poll={"options": [{"title": "black"}, {"title": "green"}]},
           media_attachments=[{"type": "image", "url": "https://m.example/1.png", "description": "a cup"}]),
    {"ancestors": [], "descendants": [status(2, "<ul><li>a</li><li>b</li></ul>")]},
]  # fmt: skip
TWEETS = [
    entry(0, "1/2 First 🐦 &amp; more https://t.co/lnk", entities={"urls": [
        {"url": "https://t.co/lnk", "expanded_url": "https://lark.example/song",
         "display_url": "lark.example/song", "indices": ["23", "39"]}]}),
    entry(1, "2/2 73% of all larks sing at dawn, said nobody"),
]  # fmt: skip
ACCOUNT = [{"account": {"username": "analark", "accountId": "7", "accountDisplayName": "Ana Lark"}}]
PASTED = (
    'Birds (thread)\n\nLark - this sings <a href="https://s.example/a" color="blue">s.example/…</a>\n\n'
    "Owl vs lark\n\nOwl: sleeps late\n\nLark: rises early"
)
MARKDOWN = (
    "# Birds\n\n---\n\n> They sing.\n>\n> — Ada\n\n---\n\n"
    "```py\nsing()\n```\n\nThat is [all](https://s.example/b)."
)
CAROUSEL = (
    "title: Birds\nthread: {posts: [{id: p1, text: They sing}, {id: p2, text: Nobody sees this}]}\n"
    "slides: [{post: p1}]"
)

SAMPLES = [
    Sample("x-api", api(tweet(0, LINKED, entities={"urls": [URL]}), tweet(1, "- one\n- two\n\nand more")),
           "Read now tea one two and more", ("https://s.example/x",)),
    Sample("bluesky", json.dumps({"thread": POSTS}, ensure_ascii=False),
           "One thing 🐦 here Another 24 of 7 tea time an owl", ("https://f.example/y",), ("https://p.example/a.jpg",)),
    Sample("mastodon", "\n".join(map(json.dumps, STATUSES)), "one see it tea black green a b a cup",
           ("https://s.example/x",), ("https://m.example/1.png",)),
    Sample("thread-reader", PAGE, "First bo see Second Worms are fine for Bo",
           ("https://x.com/bo", "https://s.example/long/way"), ("https://p.example/1.jpg",)),
    Sample("rss", RSS, "Newer It sings a b Older 3 words a lark an owl", (),
           ("https://p.example/2.jpg", "https://p.example/1.jpg")),
    Sample("atom", ATOM, "Lerche Sie singt"),
    Sample("threads", export(), "früher später 🐦", (), ("b.png", "v.mp4")),
    Sample("table", CSV, "Hello you there Bye happy"),
    Sample("text", PASTED, "Birds thread Lark this sings Owl sleeps late rises early", ("https://s.example/a",)),
    Sample("markdown", MARKDOWN, "Birds They sing Ada That is all", ("https://s.example/b",)),
    Sample("carousel", CAROUSEL, "They sing Nobody sees this"),
]  # fmt: skip


def accounted(made: Carousel) -> tuple[set[str], str]:
    """Return all words of slides and records, and all addresses and paths of both as one text."""
    texts = [note.text for note in (*left_out(made), *made.thread.cleaned)]
    addresses = list(texts)
    for slide in made.slides:
        post = made.post(slide.post) if slide.post else None
        shown = [slide.title, slide.quote, slide.number, *(slide.items or [])]
        shown.append(slide.text if slide.text is not None else post.text if post else None)
        images = slide.images if slide.images is not None else post.images if post else []
        blocks = [block for text in shown if text for block in parse(text)]
        texts += [plain(blocks), *(image.alt for image in images)]
        addresses += [*hrefs(blocks), *(image.src for image in images)]
    return set(words_of(" ".join(texts))), "\n".join(addresses)


def require_all(made: Carousel, sample: Sample) -> None:
    words, addresses = accounted(made)
    assert set(words_of(sample.words)) - words == set()
    assert [each for each in (*sample.links, *sample.pictures) if each not in addresses] == []
    assert all(left.reason for left in left_out(made))


@pytest.mark.parametrize("density", ["airy", "normal", "tight"])
@pytest.mark.parametrize("layout", ["auto", "post-card", "text"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_word_link_and_picture_is_on_a_slide_or_named(
    tmp_path: Path, sample: Sample, layout: str, density: str
):
    """However the thread is laid out, nothing is lost without a word."""
    path = tmp_path / "source"
    path.write_text(sample.body, "utf-8")
    carousel = begin(load_thread(path)).model_copy(update={"layout": layout, "density": density})
    require_all(carousel if carousel.slides else arrange(carousel.thread, carousel), sample)


def test_an_archive_is_covered_too(tmp_path: Path):
    """The data archive of X is a folder, not a file."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/tweets.js").write_text(script("tweets", TWEETS), "utf-8")
    (tmp_path / "data/account.js").write_text(script("account", ACCOUNT), "utf-8")
    thread = load_thread(tmp_path)
    said = "First 🐦 more 73 of all larks sing at dawn said nobody 1 2"
    require_all(arrange(thread, begin(thread)), Sample("x-archive", "", said, ("https://lark.example/song",)))
