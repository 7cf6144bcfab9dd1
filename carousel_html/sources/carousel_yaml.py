"""
Recognise a carousel.yaml among other texts. Reading it is `carousel_file`'s.

Knows the look of its first lines only, so that a file with a mistake in it is still told to be one.
"""

from __future__ import annotations

import re
from pathlib import Path

from carousel_html.model import Carousel

_KEY = re.compile(r"^([A-Za-z_]+)[ \t]*:(?:[ \t]|$)")
# Keys that no prose begins a line with; `title:` or `author:` alone might be prose.
_TELLING = set(Carousel.model_fields) - {"title", "author", "language"}


def recognises(text: str) -> bool:
    """Tell whether the text is a YAML mapping with the keys of a carousel."""
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    if lines and lines[0].rstrip() == "---":
        if any(line.rstrip() == "---" for line in lines[1:]):
            return False  # Front matter: Markdown.
        lines = lines[1:]
    if not lines or not _KEY.match(lines[0]):
        return False
    keys = {found[1] for line in lines if (found := _KEY.match(line))}
    at_margin = [line for line in lines if not line[0].isspace() and not line.startswith(("-", "]", "}"))]
    all_known = keys <= set(Carousel.model_fields) and len(at_margin) == len(keys)
    return bool(keys & _TELLING) or all_known


def read(text: str, where: str, folder: Path) -> Carousel:
    """Read a carousel.yaml. Raises CarouselFileError."""
    from carousel_html import carousel_file  # late: pasted text needs no YAML

    return carousel_file.parse(text, where, folder)
