"""
Put a row's values where a text names their column: `{name}` becomes what stands under `name`.

A value is plain words: in our Markdown subset its signs are escaped, so that `5*3*2` shows as it is. Braces
that name no column stay as they are, and are told. Knows text; does not know job files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from carousel_html import markup
from carousel_html.errors import CarouselFileError, did_you_mean
from carousel_html.model import Carousel
from carousel_html.strict_yaml import YamlFile

Values = Mapping[str, Any]

MARKDOWN = frozenset({"title", "text", "quote", "items", "headline"})
"""Keys of carousel.yaml whose text is our Markdown subset; any other is plain."""

_BRACES = re.compile(r"\{\{[^{}\n]+\}\}|\{[^{}\n]+\}")
_MARKED = re.compile(r"(\*\*|__|~~|\*|_)\{([^{}\n]+)\}\1")
"""Emphasis around one value: it goes with a value that is empty."""
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def fill_carousel(carousel: Carousel, values: Values) -> Carousel:
    """Return the carousel with every text of it filled; raise CarouselFileError for a misspelt column."""
    own = carousel.model_dump(exclude_unset=True)
    kit = own.pop("brand", None) if not isinstance(carousel.brand, str) else None
    filled = fill(own, values)
    if filled == own:
        return carousel
    result = YamlFile("the filled carousel", CarouselFileError, values=filled).check(Carousel)
    if kit is not None:
        result.brand = carousel.brand
    return result.beside(carousel.folder) if carousel.has_folder else result


def fill(value: Any, values: Values, *, key: str = "") -> Any:
    """Return a value of carousel.yaml, whatever its shape, with all its texts filled.

    Raises CarouselFileError for braces that name a column but for a slip of the pen.
    """
    if isinstance(value, str):
        return _filled(value, values, is_markdown=key in MARKDOWN) if "{" in value else value
    if isinstance(value, dict):
        return {name: fill(each, values, key=str(name)) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [fill(each, values, key=key) for each in value]
    return value


def has_columns(text: str, values: Values) -> bool:
    """Say whether a text names a column of the row."""
    return any(found.group().strip("{}").strip() in values for found in _BRACES.finditer(text))


def unfilled(value: Any, values: Values) -> list[str]:
    """Return the words in braces, outside of code, that look like the name of a column and name none."""
    if isinstance(value, dict):
        return [name for each in value.values() for name in unfilled(each, values)]
    if isinstance(value, list | tuple):
        return [name for each in value for name in unfilled(each, values)]
    if not isinstance(value, str) or "{" not in value:
        return []
    found = (braces.group()[1:-1] for braces in _BRACES.finditer(_CODE.sub("", value)))
    return [name for name in found if name.isidentifier() and name not in values]


def _filled(text: str, values: Values, *, is_markdown: bool) -> str:
    def value_of(found: re.Match[str]) -> str:
        braces = found.group()
        name = braces.strip("{}").strip()
        if name not in values:
            _require_no_slip(name, values)
            return braces
        if braces.startswith("{{"):
            return braces[1:-1]
        words = "" if values[name] is None else str(values[name])
        is_code = text.count("`", 0, found.start()) % 2 == 1
        return _escaped(words) if is_markdown and not is_code else words

    def without_marks(found: re.Match[str]) -> str:
        name = found[2].strip()
        return "" if name in values and values[name] in (None, "") else found[0]

    return _BRACES.sub(value_of, _MARKED.sub(without_marks, text) if is_markdown else text)


def _escaped(words: str) -> str:
    """Return plain words as Markdown that shows them; each line stays a line."""
    return "\n".join(
        markup.write([markup.Paragraph((markup.Text(line),))]) if line.strip() else line
        for line in words.splitlines()
    )


def _require_no_slip(name: str, values: Values) -> None:
    meant = did_you_mean(name, values)
    if meant and name.isidentifier():
        raise CarouselFileError(
            f'"{{{name}}}" names no column.',
            hint=f"{meant} Braces that are to be shown need another word in them.",
        )
