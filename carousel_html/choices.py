"""
Lay choices made elsewhere (options of a command, a row of a batch) over a carousel.

A choice is a dotted key of carousel.yaml and a value; it is checked exactly as if it stood in the
file. Knows keys; does not know where a choice comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from carousel_html.carousel_file import carousel_of
from carousel_html.errors import CarouselFileError
from carousel_html.language_tags import is_tag
from carousel_html.model import Carousel, Thread
from carousel_html.strict_yaml import YamlFile, key_path
from carousel_html.yaml_findings import KeyPath

LOOK_KEYS = {
    "theme": "theme",
    "layout": "layout",
    "typography": "typography.pair",
    "pattern": "pattern.name",
}
"""What an option or a column chooses by its name, and the key of carousel.yaml it sets."""

SHORT_FORMS = {"typography": "pair", "pattern": "name", "author": "name"}
"""Keys that may hold a bare name; a dotted key below one keeps that name."""


@dataclass
class Choices:
    """Dotted keys of carousel.yaml with their values, and the words each was chosen with: `--theme`."""

    values: dict[str, Any] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, value: Any, said: str) -> None:
        """Choose a value for a key, in place of any it was given before."""
        self.values[key] = value
        self.said[key] = said


@dataclass
class _Chosen(YamlFile):
    """The values of a carousel with choices laid over them, which knows how each was chosen."""

    said: Mapping[str, str] = field(default_factory=dict)

    def place(self, path: KeyPath) -> str:
        """Return what the key at `path`, or what it stands in, was chosen with: `--set typography.scale`."""
        for end in range(len(path), 0, -1):
            if key_path(path[:end]) in self.said:
                return self.said[key_path(path[:end])]
        inside = f"{key_path(path)}."
        return next((said for key, said in self.said.items() if key.startswith(inside)), super().place(path))


def choose(carousel: Carousel, choices: Choices | Mapping[str, Any]) -> Carousel:
    """Return the carousel with `choices` ({"typography.scale": 1.1, "theme": "paper"}) laid over it.

    Raises CarouselFileError naming the key, or what it was chosen with, as for a mistake in carousel.yaml.
    """
    choices, said = (choices.values, choices.said) if isinstance(choices, Choices) else (choices, {})
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
    all_values = {**values, "thread": thread}
    chosen = carousel_of(_Chosen("the choices", CarouselFileError, values=all_values, said=said))
    update = {name: getattr(chosen, name) for name in values}
    if any(key.partition(".")[0] == "author" for key in choices):
        update["thread"] = carousel.thread.model_copy(update={"author": chosen.thread.author})
    return carousel.model_copy(update=update).saying({_bare(key): words for key, words in said.items()})


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
    language = {"language": source.language} if source.language and is_tag(source.language) else {}
    return Carousel(thread=source, **language)


def _bare(key: str) -> str:
    """Return a key as it is spoken of: what a bare name stands for is called by the key that holds it."""
    parent, _, last = key.rpartition(".")
    return parent if SHORT_FORMS.get(parent) == last else key


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
