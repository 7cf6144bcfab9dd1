"""
Read code that people type between backticks where nothing else is marked up.

Knows `code` inside a line. Fences of three make a file Markdown, and are read there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from carousel_html.markup import Code, Span, Text

_CODE = re.compile(r"(?<![`\w\\])`(?P<code>[^`\s](?:[^`\n]{0,78}[^`\s])?)`(?![`\w])")


def with_code(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans in which words between two backticks of one line are code."""
    for span in spans:
        if not isinstance(span, Text):
            yield span
            continue
        at = 0
        for found in _CODE.finditer(span.text):
            yield Text(span.text[at : found.start()])
            yield Code(found["code"])
            at = found.end()
        yield Text(span.text[at:])
