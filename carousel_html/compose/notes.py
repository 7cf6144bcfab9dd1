"""
Say in plain words what a slide shows: its alt text, and its title for bookmarks.

Knows the order in which a slide is read. Does not know HTML or platforms' limits on alt text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from carousel_html import markup
from carousel_html.compose.document import SlideNote
from carousel_html.compose.links import link_label
from carousel_html.compose.look import Look
from carousel_html.compose.slide_words import Words
from carousel_html.model import Image, Slide

LONGEST_TITLE = 60


def note_of(
    slide: Slide, look: Look, words: Words, images: Iterable[Image], labels: Mapping[str, str], index: int
) -> SlideNote:
    """Return the note of a slide. `labels` are the words of the carousel's language."""
    return SlideNote(
        layout=look.layout.name,
        theme=look.theme,
        entry=slide.entry,
        part=slide.part,
        posts=slide.posts,
        alt=slide.alt or alt_text(words, images, slide.number),
        title=_title(words) or labels["slide"].format(number=index),
        place=_place(slide, look),
        reason=slide.reason or ("chosen by hand" if slide.layout else "the carousel's layout"),
    )


def alt_text(words: Words, images: Iterable[Image], number: str | None = None) -> str:
    """Return the words of a slide in reading order, a large number first, then what its pictures show."""
    pieces = [
        number,
        words.title,
        markup.plain(words.quote),
        markup.plain(words.body),
        *(markup.plain(item) for item in words.items),
        *(prompt.label for prompt in words.prompts),
        words.button,
        link_label(words.link) if words.link else None,
        *(social.label for social in words.socials),
        *(image.alt for image in images),
    ]
    lines = (" ".join(line.split()) for piece in pieces if piece for line in piece.splitlines())
    return "\n".join(line for line in lines if line)


def _title(words: Words) -> str:
    text = words.title or markup.plain(words.quote) or markup.plain(words.body)
    text = text or " ".join(markup.plain(item) for item in words.items)
    text = " ".join(text.split())
    if len(text) <= LONGEST_TITLE:
        return text
    return (
        text[:LONGEST_TITLE].rpartition(" ")[0].rstrip(",;:.–- ") + "…"
        if " " in text[:LONGEST_TITLE]
        else text
    )


def _place(slide: Slide, look: Look) -> str:
    return f"{look.place}, part {slide.part[0]} of {slide.part[1]}" if slide.part else look.place
