"""
Read YAML a person wrote, and say exactly where a value is wrong.

Every plain number and date stays the text it was written as, and the model that checks it turns it
into what it wants: a title may be 2024, a version 1.10. Knows ruamel.yaml. Does not know what any key means.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from carousel_html import yaml_comments
from carousel_html.errors import InputError, did_you_mean
from carousel_html.yaml_findings import KeyPath, advice, keys_of, listed, most_telling, real_path, said

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
    _source: list[str] = field(default_factory=list)

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
        found = most_telling(exc.errors(include_url=False))
        path = real_path(found["loc"], self.values)
        if found["type"] == "extra_forbidden":
            known = keys_of(model, path[:-1])
            return self.error(
                f'unknown key "{path[-1]}".',
                where=self.place(path),
                hint=" ".join(filter(None, [did_you_mean(str(path[-1]), known), listed(known)])),
            )
        if found["type"] == "missing":
            return self.error(
                f'the key "{path[-1]}" is missing.', where=self.place(path), hint=f"Add `{path[-1]}:`."
            )
        return self.error(f"{said(found)}.", where=self.place(path), hint=advice(found))


def load(text: str, where: str, error: type[InputError], *, first_line: int = 1) -> YamlFile:
    """Read the one mapping a YAML text holds.

    Raises:
        error: broken YAML (line and column), a key written twice, no mapping, a tag, too many values.
    """
    out = YamlFile(where, error, first_line=first_line, _source=text.split("\n"))
    _require_few_brackets(text, out)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReusedAnchorWarning)  # The later one counts, as YAML says.
            node = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as exc:
        raise _broken(exc, out) from exc
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


def _broken(exc: MarkedYAMLError, out: YamlFile) -> InputError:
    mark = exc.problem_mark or exc.context_mark
    spot = f"{out.where}:{mark.line + out.first_line}:{mark.column + 1}" if mark else out.where
    problem = " ".join(str(exc.problem or exc.context or "unreadable").split())
    hint = "A text with `: ` or ` #` in it needs quotes; a list item starts with `- `; tabs do not indent."
    above = out._source[: mark.line + 1] if mark else []
    for number, line in enumerate(above):
        if lost := yaml_comments.lost_in_brackets(line):
            spot, hint = f"{out.where}:{number + out.first_line}", yaml_comments.HINT.format(lost)
    return out.error(f"this is not valid YAML: {problem}.", where=spot, hint=hint)


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
        return list(_items(node, path, out))
    assert isinstance(node, ScalarNode)
    return _scalar(node)


def _items(node: SequenceNode, path: KeyPath, out: YamlFile) -> Iterator[Any]:
    for number, item in enumerate(node.value):
        yield (value := _value(item, spot := (*path, number), out))
        if value is None:
            _require_no_comment(item.start_mark, spot, out)


def _require_no_comment(mark: Any, path: KeyPath, out: YamlFile) -> None:
    """Refuse an empty value where the line of its key or dash, which ends at the mark, has one behind a #."""
    line = out._source[mark.line] if mark.line < len(out._source) else ""
    if lost := yaml_comments.lost_value(line, mark.column):
        raise out.error("the value is empty.", where=out.place(path), hint=yaml_comments.HINT.format(lost))


def _count(out: YamlFile) -> None:
    out._seen += 1
    if out._seen > MAX_VALUES:
        raise out.error(f"more than {MAX_VALUES} values.", where=out.where, hint="Do without aliases.")


def _pairs(node: MappingNode, path: KeyPath, out: YamlFile) -> Iterator[tuple[str, Any]]:
    for key, value in _keys(node, path, out).items():
        spot = (*path, key.value)
        filled = _value(value, spot, out)
        out.lines[spot] = key.start_mark.line + out.first_line
        if filled is None:
            _require_no_comment(key.end_mark, spot, out)
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
