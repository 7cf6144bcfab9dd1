"""
Find the font that a style sheet of one's own asks for first and that is not among the fonts here.

Knows font stacks. Another machine may lack what this one has, so it is a note, not an error: what stands
after it in the stack, or the machine's own, is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from carousel_html.css_text import line_of, without_comments
from carousel_html.errors import did_you_mean

GENERIC = {
    *("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "emoji", "math"),
    *("ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded"),
    *("inherit", "initial", "unset", "revert", "revert-layer"),
}
STACK = re.compile(
    r"(?<![\w-])(?:font-family|--font-[\w-]+)\s*:\s*(\"[^\"]*\"|'[^']*'|[\w -]+?)\s*(?=[,;}!])"
)
OWN_FACE = re.compile(r"@font-face\s*\{[^}]*?font-family\s*:\s*[\"']?([^\"';}]+)", re.IGNORECASE)


def strange_fonts(name: str, css: str, families: Iterable[str]) -> Iterator[str]:
    """Yield a note for each font that is none of `families`; `name` says which file it is."""
    bare = without_comments(css)
    names = {
        family.lower(): family for family in [*families, *(own.strip() for own in OWN_FACE.findall(bare))]
    }
    first = dict.fromkeys(stack.strip("\"' ") for stack in STACK.findall(bare))
    for font in first:
        if font.lower() in names or font.lower() in GENERIC:
            continue
        near = did_you_mean(font, names)
        near = (
            re.sub(r'"(.+)"', lambda found: f'"{names[found[1]]}"', near)
            or "`carousel list fonts` shows all."
        )
        line = line_of(css, css.find(font))
        yield f'{name}:{line}: the font "{font}" is not here, so another stands in on most machines. {near}'
