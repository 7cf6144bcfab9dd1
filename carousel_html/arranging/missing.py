"""
Say what of the thread is on no slide.

Compares words, links and pictures of the posts with those of the slides. Knows that markers were
taken off on purpose. Does not know whether a layout shows everything it is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

import regex

from carousel_html.markup import Block, Paragraph, Text, hrefs, parse, plain
from carousel_html.model import Carousel, Cleaned, Image, LeftOut, Post, Slide

NOT_SHOWN = "no slide shows it"
PARTLY = "no slide shows these words"

SHORTEST_RUN = 3

# An arrow is a sign like any other, whichever way it points.
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+|(?![\u2190-\u21ff])\p{So}\p{M}*")


def left_out(carousel: Carousel) -> list[LeftOut]:
    """Return every post, paragraph, link and image of the thread that is on no slide.

    What the source itself had to leave out comes first. A paragraph of which a part is shown is
    named with the words that are missing.
    """
    shown = _Shown(carousel)
    out = list(carousel.thread.left_out)
    named = {(note.post, note.text) for note in out}
    for post in carousel.thread.posts:
        out += _of_words(post, shown, carousel.thread.cleaned)
        out += [
            LeftOut(post=post.id, kind="link", text=href, reason=NOT_SHOWN)
            for href in dict.fromkeys(hrefs(parse(post.text)))
            if href not in shown.hrefs and (post.id, href) not in named
        ]
        out += [
            LeftOut(post=post.id, kind="image", text=image.src, reason=NOT_SHOWN)
            for image in post.images
            if image.src not in shown.images
        ]
    return out


class _Shown:
    """Words, addresses and pictures of all slides; the words also by the post they come from."""

    def __init__(self, carousel: Carousel) -> None:
        self.by_post: dict[str, list[str]] = {}
        self.words: list[str] = []
        self.hrefs: set[str] = set()
        self.images: set[str] = set()
        for slide in carousel.slides:
            post = carousel.post(slide.post) if slide.post else None
            blocks = list(_blocks(carousel, slide, post))
            words = words_of(plain(blocks))
            for post_id in slide.posts or ("",):
                self.by_post.setdefault(post_id, []).extend(words)
            self.words += words
            self.hrefs |= set(hrefs(blocks))
            self.images |= {image.src for image in _images(slide, post)}
        self._line = _line(self.words)

    def holds(self, words: Sequence[str]) -> bool:
        """Tell whether the slides show these words one after the other."""
        return _line(words) in self._line


def _blocks(carousel: Carousel, slide: Slide, post: Post | None) -> Iterator[Block]:
    title = slide.title
    if title is None and slide.layout == "cover" and not slide.part:
        title = carousel.title
    text = slide.text if slide.text is not None else post.text if post else ""
    # As they are read: whoever is quoted is named after the words.
    words = (slide.quote, title) if slide.quote else (title, text)
    if slide.number:
        yield Paragraph((Text(slide.number),))
    for written in (*words, *((text,) if slide.quote else ()), *(slide.items or ())):
        yield from parse(written or "")


def _images(slide: Slide, post: Post | None) -> Sequence[Image]:
    if slide.images is not None:
        return slide.images
    return post.images if post and (slide.part is None or slide.part[0] == 1) else []


def words_of(text: str) -> list[str]:
    """Return the words and emoji of a text, without regard to case, signs and spaces."""
    return _WORD.findall(text.casefold())


def _of_words(post: Post, shown: _Shown, cleaned: Iterable[Cleaned]) -> list[LeftOut]:
    taken = Counter(word for note in cleaned if note.post == post.id for word in words_of(note.text))
    blocks = parse(post.text)
    own = Counter(shown.by_post.get(post.id, ()))
    if not Counter(words_of(plain(blocks))) - own - taken:
        return []
    missing = [(block, _missing(words_of(plain([block])), post.id, shown, taken)) for block in blocks]
    if (
        missing
        and all(words == words_of(plain([block])) for block, words in missing)
        and any(words for _, words in missing)
    ):
        return [LeftOut(post=post.id, kind="post", text=plain(blocks), reason=NOT_SHOWN)]
    return [_paragraph(post.id, plain([block]), words) for block, words in missing if words]


def _paragraph(post_id: str, text: str, missing: list[str]) -> LeftOut:
    if missing == words_of(text):
        return LeftOut(post=post_id, kind="paragraph", text=text, reason=NOT_SHOWN)
    return LeftOut(post=post_id, kind="paragraph", text=" ".join(missing), reason=PARTLY)


def _missing(words: list[str], post_id: str, shown: _Shown, taken: Counter[str]) -> list[str]:
    """Return the words no slide shows, but for those taken off on purpose."""
    if not words:
        return []
    own = shown.by_post.get(post_id, [])
    if _line(words) in _line(own) or shown.holds(words):
        return []
    matched = SequenceMatcher(None, words, own or shown.words, autojunk=False).get_matching_blocks()
    # In a paragraph that is mostly missing a word or two found elsewhere mean nothing.
    found = sum(size for _, _, size in matched) + sum(1 for word in words if taken[word])
    shortest = 1 if 2 * found >= len(words) else SHORTEST_RUN
    there = {n for start, _, size in matched if size >= shortest for n in range(start, start + size)}
    out: list[str] = []
    for n, word in enumerate(words):
        if n in there:
            continue
        if taken[word]:
            taken[word] -= 1
        else:
            out.append(word)
    return out


def _line(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "
