"""
Put posts onto slides, and make a carousel complete.

Knows which of the built-in layouts stands first and last, and what a plain layout makes room for. Does not
know whether a layout exists, or whether the words fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from carousel_html.arranging.asks import OUTRO, closing_slide
from carousel_html.arranging.content import Content
from carousel_html.arranging.labels import labelled, under
from carousel_html.arranging.language import settled_language
from carousel_html.arranging.lead_in import are_headed, lead_in
from carousel_html.arranging.leftovers import SHORTENED, is_end_marker, only_hashtags, without_leftovers
from carousel_html.arranging.opening import is_marker, opening
from carousel_html.arranging.series import Series, alike
from carousel_html.arranging.shares import shared
from carousel_html.arranging.suits import (
    AUTO,
    AUTO_RULES,
    MOST_PICTURES,
    PLAIN,
    PLAIN_REASON,
    PLAIN_RULES,
    Rule,
    suit,
)
from carousel_html.arranging.tables import around_tables
from carousel_html.errors import ThreadError
from carousel_html.markup import Block, parse, plain, write
from carousel_html.model import Author, Carousel, Cleaned, LeftOut, Post, Slide, Thread

COVER = "cover"
# Keys that only one layout shows, so that `auto` has no choice.
SHOWN_BY = {"rows": "table", "quote": "quote", "number": "stat", "items": "list"}
SHOWN_WORDS = {"table": "rows", "quote": "a quote", "stat": "a number", "list": "items"}
Reasons = dict[tuple[tuple[str, ...], str | None], str | None]
ONE_PICTURE = {"image", "figure", "split"}
RULES: dict[str, tuple[Rule, ...]] = {AUTO: AUTO_RULES, **PLAIN_RULES}
"""What a layout chosen for the whole carousel makes room for; any other is kept for every post."""


@dataclass
class _Work:
    """What arranging has to know of the carousel, and what it puts on the record."""

    layout: str
    folder: Path
    author: Author
    is_headed: bool
    """Whether its posts begin with short sentences that head them."""
    series: Series

    cleaned: list[Cleaned] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @classmethod
    def on(cls, carousel: Carousel) -> _Work:
        """Return the work on a carousel with a thread."""
        thread = carousel.thread
        posts = [parse(post.text) for post in thread.posts]
        return cls(
            carousel.layout, carousel.folder, thread.author, are_headed(posts[1:]), Series.among(posts)
        )

    def take_off(self, post: Post, kind: str, words: str) -> None:
        """Record words that are on no slide on purpose."""
        self.cleaned.append(Cleaned.model_validate({"post": post.id, "kind": kind, "text": words}))


def arrange(thread: Thread, carousel: Carousel) -> Carousel:
    """Return a copy of the carousel whose slides show the thread: a cover, then post after post.

    The choices (canvas, layout, theme …) stay. Markers that were taken off are in the copy's
    `thread.cleaned`. The outro is no slide yet: `complete` adds it.

    Raises:
        ThreadError: the thread has no post, or nothing in its posts.
    """
    if not thread.posts:
        raise ThreadError("the thread has no posts.", hint="Give it at least one.")
    copy = carousel.model_copy(deep=True)
    copy.thread = thread.model_copy(deep=True)
    work = _Work.on(copy)
    posts = copy.thread.posts
    silent = [
        post
        for post in posts
        if (is_marker(blocks := parse(post.text)) or is_end_marker(blocks)) and not post.images
    ]
    silent = silent if len(silent) < len(posts) else silent[1:]
    for post in silent:
        work.take_off(post, "thread-marker", plain(parse(post.text)))
    first, *others = [post for post in posts if post not in silent]
    if others and not others[-1].images and (tags := only_hashtags(parse(others[-1].text))):
        work.take_off(others.pop(), "hashtags", tags)
    slides = _first_slides(first, carousel.title or thread.title, copy, work)
    for label, post in labelled(others, work.series):
        given = _words(post, work)
        closing = closing_slide(post, given.blocks, copy) if post is others[-1] and not label else None
        slides += [closing] if closing else _slides_under(label, post, given, work)
    if not slides:
        raise ThreadError("the thread has no words and no pictures.", hint="Give it at least one post.")
    copy.slides = alike(shared(slides, copy), copy, work.series)
    copy.thread.cleaned += [note for note in work.cleaned if note not in copy.thread.cleaned]
    copy.thread.left_out += [note for note in work.left_out if note not in copy.thread.left_out]
    copy.author = copy.author or copy.thread.author.name
    copy.language = settled_language(copy, thread, ())
    return copy


def complete(carousel: Carousel) -> Carousel:
    """Return a copy ready to be composed: every slide knows its entry and layout, and an outro closes.

    A carousel with a thread and no slides is arranged first.

    Raises:
        ThreadError: neither slides nor posts.
    """
    if not carousel.slides:
        carousel = arrange(carousel.thread, carousel)
    slides = _settled(carousel)
    copy = carousel.model_copy(deep=False)
    slides = [_with_rows(slide.placed(entry=entry)) for entry, slide in enumerate(slides)]
    if carousel.outro is not False and slides[-1].layout != OUTRO:
        closing = Slide(layout=OUTRO, variant=dict(carousel.outro.variant))
        slides.append(closing.because("closes the carousel").placed(entry=None))
    copy.slides = slides
    copy.language = settled_language(carousel, carousel.thread, slides)
    return copy


def _with_rows(slide: Slide) -> Slide:
    """Write the cells of `rows` as items, one a row: so they are parted and read like any others."""
    if slide.rows:
        # A bar inside a cell does not part it: a word joiner takes the space from its side.
        cells = ([cell.replace("|", "\u2060|\u2060") for cell in row] for row in slide.rows)
        slide.items = [*(slide.items or []), *(" | ".join(row) for row in cells)]
        slide.rows = None
    return slide


def slides_of(post: Post, carousel: Carousel) -> list[Slide]:
    """Return the slides `arrange` makes of a post that is not the first, for this carousel's layout."""
    work = _Work.on(carousel)
    return list(_post_slides(post, _words(post, work), work))


@dataclass(frozen=True)
class _Given:
    """Words that are to go on slides. `is_whole` is False when they are not all of the post."""

    blocks: tuple[Block, ...]
    is_whole: bool = True

    @property
    def text(self) -> str | None:
        """The slide's own text; None where the post's is shown as it is."""
        return None if self.is_whole else write(self.blocks)


def _words(post: Post, work: _Work) -> _Given:
    """Return the words of a post without what is left over at its end."""
    found = without_leftovers(parse(post.text), has_images=bool(post.images))
    if found.marker:
        work.take_off(post, "thread-marker", found.marker)
    if found.hashtags:
        work.take_off(post, "hashtags", found.hashtags)
    if found.address:
        work.take_off(post, "link-label", found.label)
        work.left_out.append(LeftOut(post=post.id, kind="link", text=found.address, reason=SHORTENED))
    return _Given(found.blocks, found.is_whole)


# --- the first post --------------------------------------------------------------------------


def _first_slides(post: Post, title: str | None, copy: Carousel, work: _Work) -> list[Slide]:
    """Return cover and following slides of the first post; give the carousel its title."""
    found = opening(_words(post, work).blocks, title)
    for marker in found.markers:
        work.take_off(post, "thread-marker", marker)
    # The first of several points is no title of the others, which stands at the head of their slides.
    is_point = work.series.of(parse(post.text)) is not None
    copy.title = copy.title or ("" if is_point else plain(parse(found.title)))
    following = list(_post_slides(post, _Given(found.rest, is_whole=False), work))
    if not found.title:
        return following
    cover = Slide(layout=COVER, title=found.title, post=post.id, text=write(found.lead))
    if post.images and not found.rest:
        # The cover shows one picture; more follow it.
        cover.images = [image.model_copy() for image in post.images[:1]]
        following = list(_picture_slides(post, 1, work))
    elif post.images:
        cover.images = []
    return [cover.because("the thread's title"), *following]


# --- any post --------------------------------------------------------------------------------


def _post_slides(post: Post, given: _Given, work: _Work) -> Iterator[Slide]:
    """Yield the slides of a post."""
    if not given.blocks and not post.images:
        return
    first, *others = list(around_tables(given.blocks)) or [()]
    slide = _suited(post, given if first == given.blocks else _Given(first, is_whole=False), work)
    shown = 1 if slide.layout in ONE_PICTURE else MOST_PICTURES
    if len(post.images) > shown:
        slide.images = post.images[:shown]
    yield slide
    yield from _picture_slides(post, shown, work)
    for blocks in others:
        more = _suited(post.model_copy(update={"images": []}), _Given(blocks, is_whole=False), work)
        more.images = []
        yield more


def _slides_under(label: Post | None, post: Post, given: _Given, work: _Work) -> list[Slide]:
    """Return the slides of a post under the post that is its label."""
    if label is None:
        return list(_post_slides(post, given, work))
    first, *others = _post_slides(post, _Given(under(label, given.blocks), is_whole=False), work)
    return [first.model_copy(update={"also": [label.id]}), *others]


def _suited(post: Post, given: _Given, work: _Work) -> Slide:
    """Return the slide of a post in the layout that suits it, where the carousel's makes room for one."""
    is_one_of_many = work.series.of(given.blocks) is not None
    found = lead_in(given.blocks, is_headed=work.is_headed, is_one_of_many=is_one_of_many)
    title, rest = (found.title, found.rest) if found else (None, given.blocks)
    is_answer = post.author not in (None, work.author)
    content = Content(given.blocks, title, rest, post.images, work.folder, is_answer)
    suited = suit(content, RULES.get(work.layout, ()))
    if found and (suited is None or suited.is_titled):
        slide = Slide(post=post.id, title=title, text=write(rest))
        if found.written:
            work.take_off(post, "title", found.written)
    else:
        slide = Slide(post=post.id, text=given.text)
    if suited is None:
        return slide.because(PLAIN_REASON) if work.layout in RULES else slide
    return slide.model_copy(update={"layout": suited.layout, **suited.keys}).because(suited.reason)


def _picture_slides(post: Post, start: int, work: _Work) -> Iterator[Slide]:
    """Yield slides for the pictures a post has beyond those shown with its words."""
    for first in range(start, len(post.images), MOST_PICTURES):
        images = post.images[first : first + MOST_PICTURES]
        layout = {1: "figure"}.get(len(images), "gallery") if work.layout == AUTO else None
        yield Slide(layout=layout, post=post.id, text="", images=images).because("more pictures of the post")


# --- slides that were written by hand --------------------------------------------------------


def _settled(carousel: Carousel) -> list[Slide]:
    """Return the slides with a layout each, where the carousel or a slide says `auto`."""
    if carousel.layout != AUTO and all(slide.layout != AUTO for slide in carousel.slides):
        return carousel.slides
    # Slides that were arranged and saved get the reason back that the file does not hold.
    made = arrange(carousel.thread, carousel).slides if carousel.thread.posts else []
    reasons = {(slide.posts, slide.layout): slide.reason for slide in made}
    return [_settled_slide(slide, carousel, reasons) for slide in carousel.slides]


def _settled_slide(slide: Slide, carousel: Carousel, reasons: Reasons) -> Slide:
    own = slide.model_copy(deep=True)
    if (own.layout or carousel.layout) != AUTO:
        reason = own.reason or reasons.get((own.posts, own.layout))
        return own.because(reason) if reason else own
    post = carousel.post(own.post) if own.post else None
    # Words that were put on the slide by hand are laid out by themselves only where it says so.
    is_free = own.layout == AUTO or (post is not None and own.text is None)
    is_free = is_free and not any(getattr(own, key) for key in SHOWN_BY)
    suited = suit(_content(own, post, carousel), AUTO_RULES) if is_free else None
    shown = next((layout for key, layout in SHOWN_BY.items() if getattr(own, key)), None)
    if shown:
        return own.model_copy(update={"layout": shown}).because(f"it has {SHOWN_WORDS[shown]}")
    if suited is None:
        return own.model_copy(update={"layout": PLAIN}).because(own.reason or PLAIN_REASON)
    keys = {key: value for key, value in suited.keys.items() if key != "title" or not own.title}
    keys["variant"] = {**suited.keys.get("variant", {}), **own.variant}
    return own.model_copy(update={"layout": suited.layout, **keys}).because(suited.reason)


def _content(slide: Slide, post: Post | None, carousel: Carousel) -> Content:
    blocks = parse(slide.text if slide.text is not None else post.text if post else "")
    images = slide.images if slide.images is not None else post.images if post else []
    content = Content(() if slide.title else blocks, slide.title, blocks, images, carousel.folder)
    return replace(content, images=images[:MOST_PICTURES])
