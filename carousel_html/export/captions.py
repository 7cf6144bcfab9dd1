"""
Write what is pasted beside the pictures: a caption for each post, and alt text for each slide.

The words are the carousel's own, so they are in its language: title, author, address. Knows limits of
length by the platform; does not know files beyond their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carousel_html.compose.document import Document
from carousel_html.export.lengths import cut_to, length_of
from carousel_html.model import Carousel
from carousel_html.platforms import Platform

CAPTIONS, ALT = "captions.md", "alt.txt"
TEXTS = (CAPTIONS, ALT)


@dataclass(frozen=True)
class Shown:
    """One slide of a post: its number from 1, its file, and the alt text of it, cut and whole."""

    number: int
    file: str
    alt: str
    whole: str


def caption(carousel: Carousel, document: Document, platform: Platform, part: tuple[int, int]) -> str:
    """Return the caption of one post: title, which part it is, credit, and the address of the thread.

    Never longer than the platform takes: the title gives way.
    """
    number, total = part
    counter = f" ({number}/{total})" if total > 1 else ""
    foot = "\n".join(filter(None, [_credit(carousel), _address(carousel)]))
    limit = platform.limits.get("max_text")
    title = document.title
    if limit is not None and title:
        room = limit.value - length_of(f"{counter}\n\n{foot}", limit.counted)
        title = cut_to(title, max(room, 0), limit.counted)
    return "\n\n".join(filter(None, [f"{title}{counter}".strip(), foot]))


def captions_page(
    carousel: Carousel, document: Document, platform: Platform, posts: Sequence[Sequence[Shown]]
) -> str:
    """Return captions.md: for each post its title where the platform asks for one, caption and files."""
    parts = [f"# {platform.label}\n"]
    limit = platform.limits.get("max_title")
    for number, shown in enumerate(posts, 1):
        if len(posts) > 1:
            parts.append(f"## {number}/{len(posts)}\n")
        if limit is not None:
            parts.append(f"### Title\n\n{cut_to(document.title, limit.value, limit.counted)}\n")
        parts.append(f"### Caption\n\n{caption(carousel, document, platform, (number, len(posts)))}\n")
        files = dict.fromkeys(each.file for each in shown)
        parts.append("### Files\n\n" + "\n".join(f"- {file}" for file in files) + "\n")
    return "\n".join(parts)


def alt_page(platform: Platform, posts: Sequence[Sequence[Shown]]) -> str:
    """Return alt.txt: each slide's file and alt text within the limit; in full below, where it was cut.

    For a platform without alt text it is the transcript.
    """
    lines: list[str] = []
    for shown in posts:
        for each in shown:
            lines += [f"{each.number}. {each.file}", each.alt, ""]
    cut = [each for shown in posts for each in shown if each.alt != each.whole]
    if cut:
        lines += [f"In full, where {platform.longest_alt} characters were not enough:", ""]
        for each in cut:
            lines += [f"{each.number}. {each.file}", each.whole, ""]
    return "\n".join(lines)


def alt_within(whole: str, platform: Platform | None) -> str:
    """Return the alt text of a slide within a platform's limit; whole where it takes none: the transcript."""
    if platform is None or not platform.takes_alt:
        return whole
    return cut_to(whole, platform.longest_alt)


def _credit(carousel: Carousel) -> str:
    author = carousel.thread.author
    name, handle = author.name or carousel.author, author.handle
    if handle:
        handle = f"@{handle.lstrip('@')}"
    return f"{name} ({handle})" if name and handle else name or handle


def _address(carousel: Carousel) -> str:
    posts = (post.url for post in carousel.thread.posts)
    return carousel.thread.url or next(filter(None, posts), "") or ""
