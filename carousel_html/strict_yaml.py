"""
Read YAML a person wrote, and say exactly where a value is wrong.

Every plain number and date stays the text it was written as, and the model that checks it turns it
into what it wants: a title may be 2024, a version 1.10. Knows ruamel.yaml and the shape of
pydantic's findings. Does not know what any key means.
"""

from __future__ import annotations

import re
import types
import typing
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from carousel_html.errors import InputError, did_you_mean

Key = str | int
KeyPath = tuple[Key, ...]
Model = TypeVar("Model", bound=BaseModel)

# Aliases may repeat a node; without a limit ten lines of them make a billion values.
MAX_VALUES = 100_000
# The parser's time grows with the square of open brackets: two thousand of them take a quarter of a minute.
MAX_OPEN = 200
MAX_DEPTH = 100
"""How deep values may stand in values: an alias inside what it names has no end."""
_TAG = "tag:yaml.org,2002:"
_TAGS = {
    f"{_TAG}{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge")
}
_BOOLEANS = {"true": True, "false": False}


@dataclass
class YamlFile:
    """The values of a YAML mapping, and the line (from 1) each one stands on."""

    where: str
    error: type[InputError]
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[KeyPath, int] = field(default_factory=dict)
    first_line: int = 1
    """Where the mapping starts inside `where`: after front matter's `---` that is line 2."""
    _seen: int = 0

    def place(self, path: KeyPath) -> str:
        """Return `carousel.yaml: slides[2].layout (line 14)`."""
        line = next((self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), None)
        spot = f"{self.where}: {key_path(path)}" if path else self.where
        return f"{spot} (line {line})" if line else spot

    def check(self, model: type[Model]) -> Model:
        """Return the values as this model.

        Raises:
            the error class of this file: the first thing that is wrong, its key path and line.
        """
        try:
            return model.model_validate(self.values)
        except ValidationError as exc:
            raise self._translated(model, exc) from exc

    def _translated(self, model: type[BaseModel], exc: ValidationError) -> InputError:
        found = _most_telling(exc.errors(include_url=False))
        path = _real_path(found["loc"], self.values)
        if found["type"] == "extra_forbidden":
            known = _keys_of(model, path[:-1])
            return self.error(
                f'unknown key "{path[-1]}".',
                where=self.place(path),
                hint=" ".join(filter(None, [did_you_mean(str(path[-1]), known), _listed(known)])),
            )
        if found["type"] == "missing":
            return self.error(
                f'the key "{path[-1]}" is missing.', where=self.place(path), hint=f"Add `{path[-1]}:`."
            )
        return self.error(f"{_said(found)}.", where=self.place(path), hint=_advice(found))


def load(text: str, where: str, error: type[InputError], *, first_line: int = 1) -> YamlFile:
    """Read the one mapping a YAML text holds.

    Raises:
        error: broken YAML (line and column), a key written twice, no mapping, a tag, too many values.
    """
    out = YamlFile(where, error, first_line=first_line)
    _require_few_brackets(text, out)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReusedAnchorWarning)  # The later one counts, as YAML says.
            node = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as exc:
        raise _broken(exc, where, error, first_line) from exc
    except (ValueError, RecursionError) as exc:
        raise error("this is not YAML we can read.", where=where, hint=str(exc) or None) from exc
    if node is None:
        return out
    if not isinstance(node, MappingNode):
        raise error(
            "keys were expected, like `title: …`, but the file holds something else.",
            where=f"{where}:{first_line}",
        )
    out.values = _value(node, (), out)
    return out


def _require_few_brackets(text: str, out: YamlFile) -> None:
    """Refuse brackets in brackets without end; those in words count too, but words close most of theirs."""
    depth = 0
    for found in re.finditer(r"[\[{}\]]", text):
        depth = depth + 1 if found[0] in "[{" else max(0, depth - 1)
        if depth > MAX_OPEN:
            line = text.count("\n", 0, found.start()) + out.first_line
            raise out.error(f"more than {MAX_OPEN} brackets stand open.", where=f"{out.where}:{line}")


def key_path(path: KeyPath) -> str:
    """Return a key path the way a message writes it: `slides[2].layout`."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")


def _broken(exc: MarkedYAMLError, where: str, error: type[InputError], first_line: int) -> InputError:
    mark = exc.problem_mark or exc.context_mark
    spot = f"{where}:{mark.line + first_line}:{mark.column + 1}" if mark else where
    problem = " ".join(str(exc.problem or exc.context or "unreadable").split())
    return error(
        f"this is not valid YAML: {problem}.",
        where=spot,
        hint="A text with `: ` or ` #` in it needs quotes; a list item starts with `- `; tabs do not indent.",
    )


# --- values ----------------------------------------------------------------------------------


def _value(node: Node, path: KeyPath, out: YamlFile) -> Any:
    _count(out)
    if len(path) > MAX_DEPTH:
        raise out.error(
            f"values stand in values more than {MAX_DEPTH} deep.",
            where=out.place(path[:1]),
            hint="An alias (`*name`) cannot stand inside what it names.",
        )
    out.lines[path] = node.start_mark.line + out.first_line
    if node.tag and str(node.tag) not in _TAGS:
        raise out.error(f'the YAML tag "{node.tag}" means nothing here.', where=out.place(path))
    if isinstance(node, MappingNode):
        return dict(_pairs(node, path, out))
    if isinstance(node, SequenceNode):
        return [_value(item, (*path, number), out) for number, item in enumerate(node.value)]
    assert isinstance(node, ScalarNode)
    return _scalar(node)


def _count(out: YamlFile) -> None:
    out._seen += 1
    if out._seen > MAX_VALUES:
        raise out.error(f"more than {MAX_VALUES} values.", where=out.where, hint="Do without aliases.")


def _pairs(node: MappingNode, path: KeyPath, out: YamlFile) -> Iterator[tuple[str, Any]]:
    for key, value in _keys(node, path, out).items():
        spot = (*path, key.value)
        filled = _value(value, spot, out)
        out.lines[spot] = key.start_mark.line + out.first_line
        yield key.value, filled


def _keys(node: MappingNode, path: KeyPath, out: YamlFile, depth: int = 0) -> dict[ScalarNode, Node]:
    """Return the keys of a mapping, then those that `<<` brings and that it does not say itself.

    Merging is YAML 1.1's (https://yaml.org/type/merge.html): of several mappings the first one counts.
    """
    _count(out)
    keys: dict[ScalarNode, Node] = {}
    said: set[str] = set()
    brought: list[Node] = []
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            raise out.error("a key must be a word.", where=out.place(path))
        if str(key.tag) == f"{_TAG}merge":
            brought += value.value if isinstance(value, SequenceNode) else [value]
            continue
        if key.value in said:
            out.lines[spot := (*path, key.value)] = key.start_mark.line + out.first_line
            raise out.error(f'the key "{key.value}" stands here twice.', where=out.place(spot))
        said.add(key.value)
        keys[key] = value
    for other in brought:
        if not isinstance(other, MappingNode) or depth > MAX_DEPTH:
            raise out.error(
                "`<<` brings the keys of another mapping.",
                where=out.place(path),
                hint="Name one with `&name`, and write `<<: *name` outside it.",
            )
        for key, value in _keys(other, path, out, depth + 1).items():
            if key.value not in said:
                said.add(key.value)
                keys[key] = value
    return keys


def _scalar(node: ScalarNode) -> Any:
    kind = str(node.tag).removeprefix(_TAG)
    if kind == "null":
        return None
    if kind == "bool":
        return _BOOLEANS[node.value.lower()]
    return node.value


# --- what pydantic found, in our words -------------------------------------------------------

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


def _said(found: ErrorDetails) -> str:
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


def _advice(found: ErrorDetails) -> str | None:
    if found["type"] == "string_type" and isinstance(found["input"], bool):
        return "Put it in quotes."
    if found["type"] == "string_type" and isinstance(found["input"], dict):
        return "Write a text there; one with `: ` in it needs quotes."
    if found["input"] is None:
        return "Give it a value, or take the key out."
    return None


def _most_telling(errors: list[ErrorDetails]) -> ErrorDetails:
    """Pick the finding to report: of the branches of a union, the one that got furthest."""
    return max(errors, key=lambda found: (found["type"] == "extra_forbidden", len(found["loc"])))


def _real_path(loc: tuple[Key, ...], values: Any) -> KeyPath:
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


def _keys_of(model: type[BaseModel], path: KeyPath) -> list[str]:
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


def _listed(keys: list[str]) -> str:
    return f"There are: {', '.join(keys)}." if keys else "No key is allowed here."
