"""
Read the marks that people type by hand where nothing else is marked up: `code`, *emphasis* and tasks.

Knows what stands inside a line. Fences, `**` and headings make a file Markdown, and are read there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from carousel_html.markup import Code, Emphasis, Span, Text

_MARK = re.compile(
    r"(?<![`\w\\])`(?P<code>[^`\s](?:[^`\n]{0,78}[^`\s])?)`(?![`\w])"
    r"|(?<![*\w\\])\*(?P<emphasis>[^*\s](?:[^*\n]{0,58}[^*\s])?)\*(?![*\w])"
)
TASK = r"^(?P<lead>[ \t]*(?:[-*+•][ \t]+|\d{1,3}[.)][ \t]+)?)\[(?P<tick>[ xX])\](?=[ \t]+\S)"
"""A task: `[ ]` or `[x]` at the start of a line or of an item."""
_TASKS = re.compile(TASK, re.MULTILINE)
_BOXES = {" ": "☐", "x": "☑"}


def with_boxes(text: str) -> str:
    """Return the text with a box for the brackets of each task."""
    return _TASKS.sub(box, text)


def box(task: re.Match[str]) -> str:
    """Return the start of a task's line with a box in it."""
    return task["lead"] + _BOXES[task["tick"].lower()]


def with_marks(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans in which words between two backticks are code, and between two asterisks emphasised."""
    for span in spans:
        if not isinstance(span, Text):
            yield span
            continue
        at = 0
        for found in _MARK.finditer(span.text):
            yield Text(span.text[at : found.start()])
            yield Code(found["code"]) if found["code"] else Emphasis((Text(found["emphasis"]),))
            at = found.end()
        yield Text(span.text[at:])
