"""
Lay choices made elsewhere (options of a command, a row of a batch) over a carousel.

A choice is a dotted key of carousel.yaml and a value; it is checked exactly as if it stood in the
file. Knows keys; does not know where a choice comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from carousel_html.carousel_file import carousel_of
from carousel_html.errors import CarouselFileError
from carousel_html.model import Carousel, Thread
from carousel_html.strict_yaml import YamlFile

SHORT_FORMS = {"typography": "pair", "pattern": "name", "author": "name"}
"""Keys that may hold a bare name; a dotted key below one keeps that name."""


def choose(carousel: Carousel, choices: Mapping[str, Any]) -> Carousel:
    """Return the carousel with `choices` ({"typography.scale": 1.1, "theme": "paper"}) laid over it.

    Raises CarouselFileError naming the key, as for a mistake in carousel.yaml.
    """
    if not choices:
        return carousel
    values = carousel.model_dump(exclude_unset=True, exclude={"thread", "slides"})
    if isinstance(values.get("brand"), Mapping):
        del values["brand"]
    for key, value in choices.items():
        _lay(values, key, value)
    if "thread" in values or "slides" in values:
        raise CarouselFileError(
            "a thread or its slides cannot be set by an option.",
            where="--set thread" if "thread" in values else "--set slides",
            hint="`carousel import SOURCE -o carousel.yaml` writes a file where they can be edited.",
        )
    thread = {"author": carousel.thread.author.model_dump()}
    chosen = carousel_of(YamlFile("the choices", CarouselFileError, values={**values, "thread": thread}))
    update = {name: getattr(chosen, name) for name in values}
    if any(key.partition(".")[0] == "author" for key in choices):
        update["thread"] = carousel.thread.model_copy(update={"author": chosen.thread.author})
    return carousel.model_copy(update=update)


def read_setting(text: str) -> tuple[str, Any]:
    """Read `KEY=VALUE`, the value as YAML; raise CarouselFileError when it is not of that form."""
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise CarouselFileError(
            f'"{text}" sets nothing.',
            where=f"--set {text}",
            hint="Write a key of carousel.yaml and a value: `--set typography.scale=1.1`.",
        )
    try:
        return key.strip(), YAML(typ="safe", pure=True).load(value) if value.strip() else None
    except YAMLError as error:
        raise CarouselFileError(
            f'"{value}" cannot be read as a value.', where=f"--set {text}", hint="Put it in quotes."
        ) from error


def begin(source: Thread | Carousel) -> Carousel:
    """Return a carousel to lay choices over: the one that was read, or a new one for a thread."""
    if isinstance(source, Carousel):
        return source
    language = {"language": source.language} if source.language else {}
    return Carousel(thread=source, **language)


def _lay(values: dict[str, Any], key: str, value: Any) -> None:
    *parents, last = key.split(".")
    for parent in parents:
        below = values.get(parent)
        if isinstance(below, str) and parent in SHORT_FORMS:
            below = {SHORT_FORMS[parent]: below}
        elif not isinstance(below, dict):
            below = {}
        values[parent] = below
        values = below
    values[last] = value
