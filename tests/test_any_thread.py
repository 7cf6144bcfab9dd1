"""Any thread of any characters: no exception, no lost word, and no word clipped when it is drawn."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel_html.arranging import arrange, complete, left_out
from carousel_html.arranging.missing import words_of
from carousel_html.canvases import CANVASES
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.errors import MissingGlyph, ThreadError
from carousel_html.export import Options, render
from carousel_html.floods import without_floods
from carousel_html.markup import parse, plain
from carousel_html.model import Carousel, Post, Thread
from carousel_html.sources.markdown import read as read_markdown
from carousel_html.sources.pasted import read as read_pasted

# Every character but halves of surrogate pairs, and what threads are made of more often than chance has it.
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
USUAL = st.sampled_from(
    ["\n", "\n\n", "\n---\n", "\n- ", "\n1. ", "# ", "> ", "```\n", "1/", " vs ", "Before: ", "After: ",
     "73% ", "https://t.co/a", "[a b](https://a.b)", "#tag", "@ana", "🧵", "👩‍👩‍👧‍👦", "\u202e", "\u200d",
     "\u0301" * 40, "“", "” - Ada"]
)  # fmt: skip
TEXT = st.lists(ANY | USUAL, min_size=1, max_size=12).map("".join)
LAYOUTS = st.sampled_from(["auto", "post-card", "text"])
DENSITIES = st.sampled_from(["airy", "normal", "tight"])


def shown_words(carousel: Carousel) -> Counter[str]:
    found: Counter[str] = Counter()
    for slide in carousel.slides:
        post = carousel.post(slide.post) if slide.post else None
        texts = [slide.title, slide.quote, slide.number, *(slide.items or [])]
        texts.append(slide.text if slide.text is not None else post.text if post else None)
        found.update(word for text in texts if text for word in words_of(plain(parse(text))))
    return found


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.lists(TEXT, min_size=1, max_size=5), LAYOUTS, DENSITIES)
def test_posts_of_any_characters_lose_no_word(texts: list[str], layout: str, density: str):
    """Every word of every post is on a slide, or in `left_out` or `cleaned`; and the page can be composed."""
    thread = Thread(posts=[Post(id=f"p{n}", text=text) for n, text in enumerate(texts, 1)])
    carousel = without_floods(Carousel(thread=thread, layout=layout, density=density))
    if not any(parse(post.text) for post in carousel.thread.posts):
        return
    made = complete(carousel)
    wanted = Counter(word for post in made.thread.posts for word in words_of(plain(parse(post.text))))
    notes = [note.text for note in left_out(made)] + [note.text for note in made.thread.cleaned]
    assert set(wanted) <= set(shown_words(made)) | set(words_of(" ".join(notes)))


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(TEXT, min_size=1, max_size=3), LAYOUTS)
def test_any_thread_is_composed(texts: list[str], layout: str):
    """Whatever the characters are, the page is made."""
    thread = Thread(posts=[Post(id=f"p{n}", text=text) for n, text in enumerate(texts, 1)])
    carousel = without_floods(Carousel(thread=thread, layout=layout))
    if not any(parse(post.text) for post in carousel.thread.posts):
        with pytest.raises(ThreadError, match="no words and no pictures"):
            complete(carousel)
        return
    made = complete(carousel)
    assert len(compose(made, CANVASES["instagram-square"], Catalogue()).slides) == len(made.slides)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(TEXT, st.booleans())
def test_files_of_any_characters_are_read_or_refused(text: str, is_markdown: bool):
    """A text is a thread, or a clear error says why not: nothing else can happen."""
    try:
        read = (read_markdown if is_markdown else read_pasted)(text, "t", Path())
    except ThreadError:
        return
    thread = read.thread if isinstance(read, Carousel) else read
    assert arrange(thread, Carousel()).slides


# --- drawn -----------------------------------------------------------------------------------

# Scripts that the bundled fonts draw, so that nothing depends on the fonts of a machine.
SCRIPTS = {
    "latin": (0x41, 0x17F), "greek": (0x391, 0x3C9), "cyrillic": (0x410, 0x44F), "hebrew": (0x5D0, 0x5EA),
    "arabic": (0x627, 0x64A), "devanagari": (0x905, 0x939), "thai": (0xE01, 0xE2E),
}  # fmt: skip
SIGNS = ".,;:!?-–—()“”'%/&+ "


def letters(script: str) -> list[str]:
    first, last = SCRIPTS[script]
    found = [chr(code) for code in range(first, last + 1)]
    return [each for each in found if unicodedata.category(each)[0] == "L" and each not in "ŉĿŀ"]


def any_text(chance: random.Random) -> str:
    """Return a post of one script: words of any length, signs anywhere, lists, lines, links, emoji."""
    alphabet = letters(chance.choice(list(SCRIPTS)))
    words = []
    for _ in range(chance.choice([3, 9, 30, 80, 160])):
        size = chance.choice([1, 3, 5, 8, 13, 30])
        words.append("".join(chance.choice(alphabet) for _ in range(size)) + chance.choice(SIGNS).strip())
        words += [chance.choice(["\n", "\n\n", "\n- ", "🐦", "**b**", "[a.b](https://a.b/c)", "73%"])] * (
            chance.random() < 0.12
        )
    return " ".join(words)


@pytest.mark.browser
def test_no_word_of_any_thread_is_clipped(tmp_path: Path):
    """Seeded posts in seven scripts, all in one run: none is clipped, lost, or runs into another."""
    chance = random.Random(7)
    thread = Thread(posts=[Post(id=f"p{n}", text=any_text(chance)) for n in range(1, 10)])
    carousel = Carousel(thread=thread, layout="auto", canvas=["instagram-square"], title="Any thread")
    (manifest,) = render(carousel, tmp_path, Options(pdf=False))
    bad = {"clipped", "overflow", "collision", "missing-glyph"}
    assert [each for each in manifest["findings"] if each["kind"] in bad] == []
    assert [left for left in manifest["left_out"] if left["kind"] in ("post", "paragraph")] == []
    assert {post for slide in manifest["slides"] for post in slide["posts"]} == {p.id for p in thread.posts}


@pytest.mark.browser
def test_a_character_no_font_has_is_the_one_error_there_is(tmp_path: Path):
    """It names the character and its post, and nothing is written."""
    thread = Thread(
        posts=[Post(id="p1", text="A title"), Post(id="p2", text="word \U000f0123 word and more")]
    )
    with pytest.raises(MissingGlyph, match="U\\+F0123"):
        render(Carousel(thread=thread, canvas=["instagram-square"]), tmp_path, Options(pdf=False))
    assert list(tmp_path.rglob("*.png")) == []
