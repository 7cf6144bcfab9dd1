"""
Take out of a carousel's words what no reader sees and no engine bears: floods of marks, and overrides.

A hundred thousand zero-width characters in one word hang a browser; a letter under three thousand accents
covers the slide; U+202E turns the words of others around. What is taken is recorded in the thread's
`cleaned`.
Knows Unicode classes. Does not know Markdown: every character of it stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import regex
from pydantic import BaseModel

from carousel_html.model import Carousel, Cleaned

MOST_MARKS = 30
"""Marks on one letter: the bound of Unicode's Stream-Safe Text Format (UAX #15, section 13)."""

MOST_UNSEEN = 16
"""Unseen characters in a row; the flag of Scotland, the longest in use, has seven."""

RULES = (
    ("combining marks", regex.compile(rf"(?<=\p{{M}}{{{MOST_MARKS}}})[\p{{M}}--\p{{DI}}]+", regex.V1)),
    ("unseen characters", regex.compile(rf"(?<=\p{{DI}}{{{MOST_UNSEEN}}})\p{{DI}}+")),
    (
        "marks and unseen characters",
        regex.compile(rf"(?<=[\p{{M}}\p{{DI}}]{{{2 * MOST_MARKS}}})[\p{{M}}\p{{DI}}]+"),
    ),
    # Left-to-right and right-to-left override. Marks, embeddings and isolates stay: real text needs them.
    ("direction overrides", regex.compile("[\u202d\u202e]+")),
    # Not text: the C0 and C1 controls but tab and new line, and code points that are no characters.
    (
        "control characters",
        regex.compile(r"(?:[\p{Cc}--[\t\n\r]]|[\p{Cs}\p{Noncharacter_Code_Point}])+", regex.V1),
    ),
)


def without_floods(carousel: Carousel) -> Carousel:
    """Return the carousel, or a copy without floods; what was taken is added to `thread.cleaned`."""
    taken: list[Cleaned] = []
    copy = carousel.model_copy(deep=True)
    for place, model in _models(copy):
        _clean(model, place, taken)
    if not taken:
        return carousel
    copy.thread.cleaned += taken
    return copy


def calmed(text: str) -> tuple[str, list[str]]:
    """Return a text without floods, and what was taken: "99,970 unseen characters"."""
    taken: list[str] = []
    if text.isascii() and text.isprintable():
        return text, taken
    for name, rule in RULES:
        count = 0

        def take(found: Any) -> str:
            nonlocal count
            count += len(found[0])
            return ""

        text = rule.sub(take, text)
        if count:
            taken.append(f"{count:,} {name}")
    return text, taken


def _models(carousel: Carousel) -> Iterator[tuple[str, BaseModel]]:
    """Yield everything that holds words, with the id of its post (or the slide's place)."""
    yield "carousel", carousel
    yield "author", carousel.thread.author
    yield "thread", carousel.thread
    for post in carousel.thread.posts:
        yield from ((post.id, each) for each in (post, post.author, *post.images) if each)
    for number, slide in enumerate(carousel.slides):
        place = slide.post or f"slides[{number}]"
        yield from ((place, each) for each in (slide, *(slide.images or ())))
    yield from (("outro", each) for each in [carousel.outro] if each)
    yield from (("brand", each) for each in [carousel.brand] if isinstance(each, BaseModel))


def _clean(model: BaseModel, place: str, taken: list[Cleaned]) -> None:
    def note(text: str) -> str:
        calm, what = calmed(text)
        taken.extend(Cleaned(post=place, kind="other", text=each) for each in what)
        return calm

    for name in type(model).model_fields:
        value = getattr(model, name)
        calm = _all_calm(value, note)
        if calm != value:
            setattr(model, name, calm)


def _all_calm(value: Any, note: Callable[[str], str]) -> Any:
    """Return a text, or the texts of a list or a mapping, without floods; anything else as it is."""
    match value:
        case str():
            return note(value)
        case list():
            return [_all_calm(each, note) for each in value]
        case dict():
            return {key: _all_calm(each, note) for key, each in value.items()}
    return value
