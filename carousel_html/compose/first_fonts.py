"""
Find the fonts that a style sheet of one's own asks for and that are not among the fonts here.

Knows font stacks. Another machine may lack what this one has, so the first of a stack is a note, not an
error: what stands after it in the stack, or the machine's own, is used.
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
    r"(?<![\w-])(?:(?:font-family|--font-[\w-]+)\s*:\s*"
    r"|font\s*:[^;}]*?(?:\d[\w.%]*|small|medium|large)(?:\s*/\s*[\w.%]+)?\s+(?=[\"'A-Za-z]))([^;}!]+)"
)
"""Families, after a size where the short `font` names them."""
NUMBER = re.compile(r"[\d.+-]|$")
OWN_FACE = re.compile(r"@font-face\s*\{[^}]*?font-family\s*:\s*[\"']?([^\"';}]+)", re.IGNORECASE)


def strange_names(css: str, families: Iterable[str]) -> list[str]:
    """Return the fonts that a style sheet names anywhere in a stack and that are none of `families`."""
    bare = without_comments(css)
    return _strange((name for stack in STACK.findall(bare) for name in stack.split(",")), bare, families)


def _strange(names: Iterable[str], bare: str, families: Iterable[str]) -> list[str]:
    known = {family.strip().lower() for family in [*families, *OWN_FACE.findall(bare)]} | GENERIC
    plain = dict.fromkeys(name.strip("\"' \n\t") for name in names if "(" not in name)
    return [name for name in plain if not NUMBER.match(name) and name.lower() not in known]


def strange_fonts(name: str, css: str, families: Iterable[str]) -> Iterator[str]:
    """Yield a note for each font that is none of `families`; `name` says which file it is."""
    bare = without_comments(css)
    own = OWN_FACE.findall(bare)
    names = {family.strip().lower(): family.strip() for family in [*families, *own]}
    for font in _strange((stack.partition(",")[0] for stack in STACK.findall(bare)), bare, families):
        near = did_you_mean(font, names)
        near = (
            re.sub(r'"(.+)"', lambda found: f'"{names[found[1]]}"', near)
            or "`carousel list fonts` shows all."
        )
        line = line_of(css, css.find(font))
        yield f'{name}:{line}: the font "{font}" is not here; machines that lack it set another. {near}'
