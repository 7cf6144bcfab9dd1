"""
Put posts onto slides, and make a carousel complete.

Knows which of the built-in layouts suits what a post holds. Does not know whether a layout exists,
or whether the words fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from carousel_html.arrange.lead_in import lead_in
from carousel_html.arrange.opening import is_marker, opening
from carousel_html.arrange.sentences import graphemes
from carousel_html.errors import ThreadError
from carousel_html.markup import Block, Bullets, Paragraph, Quotation, Text, parse, plain, write
from carousel_html.model import Carousel, Cleaned, Post, Slide, Thread

COVER = "cover"
OUTRO = "outro"
# Chosen for the whole carousel, these leave room for a layout that suits one post better.
PLAIN_LAYOUTS = {"post-card", "text"}
MOST_PICTURES = 4  # What a post card shows.
LONGEST_CAPTION = 180
SHORTEST_QUOTE = 20
LONGEST_QUOTE = 320
LONGEST_SPEAKER = 60
ITEMS = range(2, 9)
LONGEST_ITEM = 140

_SAID_BY = re.compile(r"[\"“«](?P<said>[^\"“”«»]+)[\"”»]\s*[-–—~]+\s*(?P<name>[^\n\"“”]{2,60})")
_SPEAKER = re.compile(r"\s*[-–—~]+\s*(?=\w)")


def arrange(thread: Thread, carousel: Carousel) -> Carousel:
    """Return a copy of the carousel whose slides show the thread: a cover, then post after post.

    The choices (canvas, layout, theme …) stay. Markers that were taken off are in the copy's
    `thread.cleaned`. The outro is no slide yet: `complete` adds it.

    Raises:
        ThreadError: the thread has no post.
    """
    if not thread.posts:
        raise ThreadError("the thread has no posts.", hint="Give it at least one.")
    copy = carousel.model_copy(deep=True)
    copy.thread = thread.model_copy(deep=True)
    posts = copy.thread.posts
    silent = [post for post in posts if is_marker(parse(post.text)) and not post.images]
    silent = silent if len(silent) < len(posts) else silent[1:]
    first, *others = [post for post in posts if post not in silent]
    cleaned = [_marker(post.id, plain(parse(post.text))) for post in silent]
    slides = _first_slides(first, carousel.title or thread.title, copy, cleaned)
    for post in others:
        slides += _post_slides(post, parse(post.text), copy.layout, cleaned)
    copy.slides = slides
    copy.thread.cleaned += [note for note in cleaned if note not in copy.thread.cleaned]
    copy.author = copy.author or copy.thread.author.name
    if thread.language and "language" not in carousel.model_fields_set:
        copy.language = thread.language
    return copy


def complete(carousel: Carousel) -> Carousel:
    """Return a copy ready to be composed: every slide knows its entry, and an outro closes.

    A carousel with a thread and no slides is arranged first.

    Raises:
        ThreadError: neither slides nor posts.
    """
    if not carousel.slides:
        carousel = arrange(carousel.thread, carousel)
    copy = carousel.model_copy(deep=False)
    slides = [slide.placed(entry=entry) for entry, slide in enumerate(carousel.slides)]
    if carousel.outro is not False and slides[-1].layout != OUTRO:
        slides.append(Slide(layout=OUTRO).placed(entry=None))
    copy.slides = slides
    return copy


def _marker(post_id: str, words: str) -> Cleaned:
    return Cleaned(post=post_id, kind="thread-marker", text=words)


# --- the first post --------------------------------------------------------------------------


def _first_slides(post: Post, title: str | None, copy: Carousel, cleaned: list[Cleaned]) -> list[Slide]:
    """Return cover and following slides of the first post; give the carousel its title."""
    found = opening(parse(post.text), title)
    cleaned += [_marker(post.id, marker) for marker in found.markers]
    copy.title = copy.title or plain(parse(found.title))
    following = list(_post_slides(post, found.rest, copy.layout, cleaned, is_whole=False))
    if not found.title:
        return following
    cover = Slide(layout=COVER, title=found.title, post=post.id, text=write(found.lead))
    if post.images and not found.rest:
        # The cover shows one picture; more follow it.
        cover.images = [image.model_copy() for image in post.images[:1]]
        following = list(_picture_slides(post, 1))
    elif post.images:
        cover.images = []
    return [cover, *following]


# --- any post --------------------------------------------------------------------------------


def _post_slides(
    post: Post, blocks: Sequence[Block], layout: str, cleaned: list[Cleaned], *, is_whole: bool = True
) -> Iterator[Slide]:
    """Yield the slides of a post. `is_whole` is False when the cover shows a part of it."""
    if not blocks and not post.images:
        return
    suited = layout in PLAIN_LAYOUTS
    slide = (_quote(post, blocks) if suited else None) or _titled(post, blocks, cleaned, is_whole=is_whole)
    if suited and slide.layout is None:
        slide = _as_list(post, slide)
        slide.layout = slide.layout or _picture_layout(post, slide, layout)
    shown = 1 if slide.layout == "image" else MOST_PICTURES
    if len(post.images) > shown:
        slide.images = post.images[:shown]
    yield slide
    yield from _picture_slides(post, shown)


def _picture_slides(post: Post, start: int) -> Iterator[Slide]:
    """Yield slides for the pictures a post has beyond those shown with its words."""
    for first in range(start, len(post.images), MOST_PICTURES):
        yield Slide(post=post.id, text="", images=post.images[first : first + MOST_PICTURES])


def _titled(post: Post, blocks: Sequence[Block], cleaned: list[Cleaned], *, is_whole: bool) -> Slide:
    found = lead_in(blocks)
    if found is None:
        return Slide(post=post.id) if is_whole else Slide(post=post.id, text=write(blocks))
    if found.written:
        cleaned.append(Cleaned(post=post.id, kind="title", text=found.written))
    return Slide(post=post.id, title=found.title, text=write(found.rest))


def _quote(post: Post, blocks: Sequence[Block]) -> Slide | None:
    """Show a post that is nothing but a short quotation, with its speaker, as a quote."""
    said_by = None if post.images else _said_by(blocks)
    if said_by:
        return Slide(layout="quote", post=post.id, quote=said_by[0], title=said_by[1], text="")
    if not blocks or not isinstance(blocks[0], Quotation) or len(blocks) > 2 or post.images:
        return None
    said = list(blocks[0].blocks)
    after = blocks[1] if len(blocks) > 1 else None
    speaker = _speaker(after) if after else None
    if after is not None and speaker is None:
        return None
    if speaker is None and len(said) > 1 and (speaker := _speaker(said[-1])):
        said.pop()
    if graphemes(plain(said)) > LONGEST_QUOTE:
        return None
    return Slide(layout="quote", post=post.id, quote=write(said), title=speaker, text="")


def _said_by(blocks: Sequence[Block]) -> tuple[str, str] | None:
    """Return words and name (Markdown) of a lone line like `"Words." - Name`."""
    block = blocks[0] if len(blocks) == 1 else None
    if not isinstance(block, Paragraph) or not all(isinstance(span, Text) for span in block.spans):
        return None
    found = _SAID_BY.fullmatch(plain(block.spans))
    if not found or not SHORTEST_QUOTE <= graphemes(found["said"]) <= LONGEST_QUOTE:
        return None
    return _written(found["said"]), _written(found["name"])


def _written(words: str) -> str:
    return write([Paragraph((Text(words.strip()),))])


def _speaker(block: Block) -> str | None:
    """Return the name in a line like "— Ada Lovelace"."""
    if not isinstance(block, Paragraph) or not all(isinstance(span, Text) for span in block.spans):
        return None
    words = plain(block.spans)
    found = _SPEAKER.match(words)
    if not found or "\n" in words or graphemes(words) > LONGEST_SPEAKER:
        return None
    return _written(words[found.end() :])


def _as_list(post: Post, slide: Slide) -> Slide:
    """Show a title with nothing but short points under it as a list."""
    blocks = parse(slide.text if slide.text is not None else post.text)
    points = blocks[0] if len(blocks) == 1 else None
    if not isinstance(points, Bullets) or points.ordered or len(points.items) not in ITEMS or post.images:
        return slide
    if any(len(item) > 1 or graphemes(plain(item)) > LONGEST_ITEM for item in points.items):
        return slide
    items = [write(item) for item in points.items]
    return slide.model_copy(update={"layout": "list", "items": items, "text": ""})


def _picture_layout(post: Post, slide: Slide, layout: str) -> str | None:
    """Return the layout for a post with pictures; None keeps the carousel's."""
    if not post.images:
        return None
    words = plain(parse(slide.text if slide.text is not None else post.text))
    if len(post.images) == 1 and graphemes(words) <= LONGEST_CAPTION:
        return "image"
    return "post-card" if layout == "text" else None
