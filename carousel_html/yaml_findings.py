"""
Say what a model found wrong in the values of a YAML file, in our words.

Knows the shape of pydantic's findings. Does not know files, lines, or what any key means.
"""

from __future__ import annotations

import types
import typing
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

Key = str | int
KeyPath = tuple[Key, ...]

_SAID = {
    "string_type": "text was expected",
    "list_type": "a list was expected",
    "tuple_type": "a list was expected",
    "dict_type": "keys were expected",
    "model_type": "keys were expected",
    "model_attributes_type": "keys were expected",
    "float_parsing": "a number was expected",
    "float_type": "a number was expected",
    "int_parsing": "a whole number was expected",
    "bool_parsing": "true or false was expected",
    "bool_type": "true or false was expected",
}


def said(found: ErrorDetails) -> str:
    """Return what is wrong with a value, and what it is."""
    given = found["input"]
    shown = f', not "{str(given).lower() if isinstance(given, bool) else given}"'
    shown = shown if isinstance(given, str | int | float) else ""
    limits = found.get("ctx", {})
    if found["type"] == "literal_error":
        return f"one of {limits['expected']} was expected{shown}"
    if found["type"] in ("greater_than_equal", "less_than_equal"):
        bound = f"at least {limits['ge']}" if "ge" in limits else f"at most {limits['le']}"
        return f"{bound} was expected{shown}"
    if given is None:
        return "the value is empty"
    return _SAID.get(found["type"], found["msg"].removeprefix("Value error, ")) + shown


def advice(found: ErrorDetails) -> str | None:
    """Return what to do about it; None where nothing is to be said."""
    if found["type"] == "string_type" and isinstance(found["input"], bool):
        return "Put it in quotes."
    if found["type"] == "string_type" and isinstance(found["input"], dict):
        return "Write a text there; one with `: ` in it needs quotes."
    if found["input"] is None:
        return "Give it a value, or take the key out."
    return None


def most_telling(errors: list[ErrorDetails]) -> ErrorDetails:
    """Pick the finding to report: of the branches of a union, the one that got furthest."""
    return max(errors, key=lambda found: (found["type"] == "extra_forbidden", len(found["loc"])))


def real_path(loc: tuple[Key, ...], values: Any) -> KeyPath:
    """Drop the names of union branches pydantic puts between the keys."""
    path: list[Key] = []
    for number, key in enumerate(loc):
        is_last = number == len(loc) - 1
        if isinstance(values, dict) and (key in values or (is_last and isinstance(key, str))):
            if key not in values and not str(key).isidentifier():
                continue
            path.append(key)
            values = values.get(key)
        elif isinstance(values, list) and isinstance(key, int) and key < len(values):
            path.append(key)
            values = values[key]
    return tuple(path)


def keys_of(model: type[BaseModel], path: KeyPath) -> list[str]:
    """Return the keys the model allows at this path."""
    kinds: list[type[BaseModel]] = [model]
    for key in path:
        if isinstance(key, str):
            fields = [kind.model_fields[key].annotation for kind in kinds if key in kind.model_fields]
            kinds = [found for annotation in fields for found in _models_in(annotation)]
    return [name for kind in kinds for name in kind.model_fields]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return [annotation] if issubclass(annotation, BaseModel) else []
    return [found for inner in typing.get_args(annotation) for found in _models_in(inner)]


def listed(keys: list[str]) -> str:
    """Return the keys there are, as a sentence."""
    return f"There are: {', '.join(keys)}." if keys else "No key is allowed here."
