"""
Take what a person wrote on top of a file: the author, by name or with keys as in the thread; the language.

Knows how `author` goes together with `thread.author`, in carousel.yaml and in front matter alike. Does not
know which file it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_type_hints

from pydantic import create_model

from carousel_html.language_tags import is_tag, meant_by
from carousel_html.model import Author, Carousel, Strict
from carousel_html.strict_yaml import YamlFile


@cache
def _keys(without: frozenset[str]) -> type[Strict]:
    """Return the keys of a carousel as a person writes them."""
    hints = get_type_hints(Carousel, include_extras=True)
    fields: dict[str, Any] = {
        name: (hints[name], field) for name, field in Carousel.model_fields.items() if name not in without
    }
    return create_model("Written", __base__=Strict, **(fields | {"author": (str | Author, "")}))


def carousel_of(loaded: YamlFile, *, without: frozenset[str] = frozenset()) -> Carousel:
    """Return the carousel a file holds; keys named in `without` are none of it.

    A mapping goes over what the thread says of its author; a name alone is the thread's where that has none.

    Raises:
        the error class of the file: the first thing that is wrong, its key path and line.
    """
    loaded.check(_keys(without))
    values = dict(loaded.values)
    written = values.pop("author", "")
    carousel = Carousel.model_validate(values)
    _require_language(carousel, loaded)
    author = carousel.thread.author
    if isinstance(written, Mapping):
        carousel.thread.author = Author.model_validate({**author.model_dump(), **written})
        carousel.author = carousel.thread.author.name
    elif written:
        author.name = author.name or written
        carousel.author = written
    return carousel


def _require_language(carousel: Carousel, loaded: YamlFile) -> None:
    if is_tag(carousel.language):
        return
    meant = meant_by(carousel.language)
    raise loaded.error(
        f'"{carousel.language}" is no tag of a language.',
        where=loaded.place(("language",)),
        hint=f'Did you mean "{meant}"?' if meant else "Write its tag: en, de, pt-BR, zh-Hant.",
    )
