"""
Find the custom property that a style sheet asks for and nothing sets: a slip of the finger.

Knows `var()` without a fallback, and every place a property can be set: a style sheet, a template's
`style`, the program. One with a fallback may be unset: that is what fallbacks are for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from carousel_html.css_text import line_of, place_in, without_comments
from carousel_html.errors import TemplateError, did_you_mean

ASKED = re.compile(r"\bvar\(\s*(--[\w-]+)\s*\)")
SET = re.compile(r"(?<![\w-])(--[\w-]+)\s*:|@property\s+(--[\w-]+)")

SOMETIMES = frozenset(f"--{name}" for name in ("columns", "count", "focus-x", "focus-y", "indent", "longest"))
"""What parts of a slide set on their own elements, where there is something to set."""


def names_set(text: str) -> set[str]:
    """Return the custom properties that a text (CSS, or HTML with `style`) sets."""
    return {name for pair in SET.findall(text) for name in pair if name}


def check_variables(path: Path, css: str, known: Iterable[str]) -> None:
    """Make sure that every variable a style sheet relies on is set: by itself, its template, or in `known`.

    Raises:
        TemplateError: at the first that is not.
    """
    bare = without_comments(css)
    templates = (file.read_text("utf-8", errors="replace") for file in path.parent.glob("*.html"))
    there = SOMETIMES.union(known, names_set(bare), *map(names_set, templates))
    name = next((name for name in ASKED.findall(bare) if name not in there), None)
    if name is None:
        return
    at = re.search(rf"var\(\s*{re.escape(name)}\s*\)", css)
    line = line_of(css, at.start() if at else 0)
    raise TemplateError(
        f'the variable "{name}" is set nowhere.',
        where=place_in(path, css, line),
        hint=did_you_mean(name, sorted(there)) or f"Set it, or give it a fallback: var({name}, …).",
    )
