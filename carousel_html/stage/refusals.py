"""
Say that a slide cannot be shown, and what its author may do about it.

Knows documents and what is usually the reason; asks nothing of the browser.
"""

from __future__ import annotations

from collections.abc import Sequence

from carousel_html.compose.document import Document
from carousel_html.errors import RenderError


def given_up(document: Document, index: int | None) -> RenderError:
    """Say which slides the browser died or hung on; `index` None: it may have been any."""
    notes = document.slides if index is None else document.slides[index : index + 1]
    first = 1 if index is None else index + 1
    last = first + len(notes) - 1
    slides = f"slide {first}" if first == last else f"slides {first} to {last}"
    layouts = ", ".join(dict.fromkeys(note.layout for note in notes))
    return RenderError(
        f"the browser died or hung twice on {slides}.",
        where=f"{document.width}×{document.height}, layout {layouts}",
        hint="A layout or theme whose CSS asks for more than the browser can do is the usual reason"
        + ("; a carousel with fewer slides narrows it down." if first != last else "."),
    )


def moved(document: Document, index: int, place: Sequence[int]) -> RenderError:
    """Say that a slide is not where its picture is taken: `place` is (left, top, width, height), in px."""
    left, top, width, height = place
    return RenderError(
        f"slide {index + 1} does not stand where its picture is taken: it is {width}×{height} px, {left} px "
        f"to the right and {top} px below, and should be {document.width}×{document.height} px, at 0 and 0.",
        where=f"layout {document.slides[index].layout}",
        hint="A rule for html or body (overflow, columns, writing-mode, transform …) or for the element "
        ".slide is the usual reason: write it for an element inside the slide.",
    )
