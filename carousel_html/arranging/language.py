"""
Settle which language a carousel is in.

Knows who may say it: the carousel, the thread, else the words. Does not know how words tell a language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from carousel_html.languages import language_of
from carousel_html.model import Carousel, Slide, Thread


def settled_language(carousel: Carousel, thread: Thread, slides: Iterable[Slide]) -> str:
    """Return the language that carousel or thread say they are in, else the one that their words tell."""
    if "language" in carousel.model_fields_set:
        return carousel.language
    # Slides of a thread say its words again, and what is said twice would count twice.
    said = [post.text for post in thread.posts] or [part for slide in slides for part in _said_on(slide)]
    return thread.language or language_of("\n".join(said)) or carousel.language


def _said_on(slide: Slide) -> Iterator[str]:
    yield from filter(None, (slide.title, slide.text, slide.quote, *(slide.items or ())))
