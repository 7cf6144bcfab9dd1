"""
Bring a carousel up to date with its thread, and lose nothing that was chosen.

Three carousels are compared: what arranging makes of the thread as the file has it, what stands in the file,
and what arranging makes of the thread today. A key that a person changed stays; one that nobody touched
follows the thread. Knows slides by their posts. Does not know files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from carousel_html.arranging.post_changes import Changes, changes, marked
from carousel_html.arranging.slides import arrange
from carousel_html.model import Carousel, Slide

Key = tuple[str, int]
"""The first post of a slide, and which of its slides it is."""


@dataclass(frozen=True)
class Update:
    """The carousel as it now is, and what became of its posts (by id)."""

    carousel: Carousel
    posts: Changes


def updated(existing: Carousel, fresh: Carousel) -> Update:
    """Return the existing carousel with the fresh one's thread; choices, slides and words made by hand stay.

    Args:
        existing: as it stands in its file.
        fresh: the thread as it was read again, paths of its pictures whole; nothing else of it counts.

    Raises:
        CarouselFileError: the file holds another thread.
    """
    posts = changes(existing.thread, existing.folder, marked(fresh.thread, fresh.folder))
    title, base = _base(existing)
    now = _arranged(existing.model_copy(update={"thread": posts.thread}), title)
    out = existing.model_copy(deep=True)
    out.thread = now.thread
    if existing.title == base.title:
        out.title = now.title
    if existing.slides:
        order = [post.id for post in posts.thread.posts]
        out.slides = _merged(_keyed(base.slides), existing.slides, _keyed(now.slides), order, posts)
    else:
        out.slides = now.slides
    return Update(out, posts)


def _base(existing: Carousel) -> tuple[str, Carousel]:
    """Return what the file was before it was edited: arranged under its title, or one found in the thread.

    The file does not say which it was; the one more slides agree with.
    """
    made = [(title, _arranged(existing, title)) for title in ("", existing.title)]
    return max(made, key=lambda each: sum(_is_in(slide, each[1].slides) for slide in existing.slides))


def _is_in(mine: Slide, slides: Sequence[Slide]) -> bool:
    return any(_is_untouched(slide, mine) for slide in slides)


def _arranged(carousel: Carousel, title: str) -> Carousel:
    """Arrange a carousel's thread as an import would; without a title, one is found."""
    if not carousel.thread.posts:
        return carousel
    return arrange(carousel.thread, carousel.model_copy(update={"title": title, "slides": []}))


def _merged(
    base: dict[Key, Slide], mine: Sequence[Slide], now: dict[Key, Slide], order: Sequence[str], posts: Changes
) -> list[Slide]:
    keys = _keys_by_likeness(base, mine)
    out: list[tuple[Key | None, Slide]] = []
    for key, slide in zip(keys, mine, strict=True):
        if key is None or key[0] in posts.gone:
            out.append((key, slide))
        elif key in now:
            out.append((key, _three_way(base.get(key), slide, now[key])))
        elif not _is_untouched(base.get(key), slide):
            out.append((key, slide))
    there = {key for key, _ in out}
    for key, slide in now.items():
        # What stood in the base and not in the file was taken out by hand.
        if key not in there and key not in base:
            out.insert(_place(key, [each for each, _ in out], order), (key, slide))
    return [slide for _, slide in out]


def _place(key: Key, there: Sequence[Key | None], order: Sequence[str]) -> int:
    """Return where a new slide goes: behind the slide of the nearest post before its own."""
    rank = {post: number for number, post in enumerate(order)}
    own = (rank.get(key[0], 0), key[1])
    ranks = [((rank.get(each[0], -1), each[1]), n) for n, each in enumerate(there) if each]
    return max((each for each in ranks if each[0] < own), default=(own, -1))[1] + 1


def _three_way(base: Slide | None, mine: Slide, now: Slide) -> Slide:
    """Return a slide whose keys follow the thread, but for those that were changed by hand."""
    if base is None:
        return mine
    keys: dict[str, Any] = {}
    for key in Slide.model_fields:
        was, own = getattr(base, key), getattr(mine, key)
        keys[key] = getattr(now, key) if own == was else own
    merged = mine.model_copy(update=keys)
    return merged.because(now.reason) if now.reason and merged.layout == now.layout else merged


def _is_untouched(base: Slide | None, mine: Slide) -> bool:
    return base is not None and all(getattr(base, key) == getattr(mine, key) for key in Slide.model_fields)


# --- which slide is which --------------------------------------------------------------------


def _keyed(slides: Sequence[Slide]) -> dict[Key, Slide]:
    return {key: slide for key, slide in zip(_keys(slides), slides, strict=True) if key}


def _keys(slides: Sequence[Slide]) -> Iterator[Key | None]:
    seen: dict[str, int] = {}
    for slide in slides:
        if slide.post is None:
            yield None
            continue
        seen[slide.post] = seen.get(slide.post, 0) + 1
        yield (slide.post, seen[slide.post])


def _keys_by_likeness(base: dict[Key, Slide], mine: Sequence[Slide]) -> list[Key | None]:
    """Return the key of each slide in the file: of the equal slide of its post, else of the next one free."""
    keys: list[Key | None] = [None] * len(mine)
    free = dict(base)
    for is_equal in (True, False):
        for number, slide in enumerate(mine):
            if keys[number] is None and slide.post is not None:
                found = [
                    key for key in free
                    if key[0] == slide.post and (not is_equal or _is_untouched(free[key], slide))
                ]  # fmt: skip
                if found:
                    keys[number] = found[0]
                    del free[found[0]]
    more = max((key[1] for key in base), default=0)
    for number, slide in enumerate(mine):
        if keys[number] is None and slide.post is not None:
            more += 1
            keys[number] = (slide.post, more)  # A slide that was put there by hand.
    return keys
