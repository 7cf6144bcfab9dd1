"""
Read the header comment of a layout, theme, typography or pattern file.

Knows its form: `@words`, a description, then `Knobs` and `Variants`: a layout offers variants, a theme wears
some of them. Does not know where files are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

COMMENT = re.compile(r"\s*(?:\{#-?(.*?)-?#\}|/\*(.*?)\*/)", re.DOTALL)
TAG = re.compile(r"@([a-z]+)\s*(.*)")
KNOB = re.compile(r"(--[\w-]+)\s+(.*?)(?:\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\))?\s*\Z")
VARIANT = re.compile(r'data-([a-z][a-z0-9-]*)="([^"]*)"')
EVERY = "every layout"


@dataclass(frozen=True)
class Knob:
    """A custom property a layout lets one set, and the value it has otherwise."""

    name: str
    description: str
    default: str


@dataclass(frozen=True)
class Entry:
    """One thing of the catalogue, as its header comment describes it.

    `variants` maps a `data-` attribute (without `data-`) to its values. `wears` is a theme's: layout → the
    variants that its slides have unless they say otherwise; EVERY stands for all layouts. `tags` has every
    `@word` of the header: a theme's `@typography` is the one it was drawn with.
    """

    kind: str
    name: str
    path: Path
    label: str
    description: str = ""
    knobs: tuple[Knob, ...] = ()
    variants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wears: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


def read_entry(kind: str, name: str, path: Path) -> Entry:
    """Return what the header comment of a file says of it. A file without one has only its name.

    A layout's header may stand in its template or in the style sheet beside it.
    """
    entry = _read_entry(kind, name, path, path.stat().st_mtime_ns)
    sheet = path.with_suffix(".css")
    if kind in entry.tags or kind != "layout" or not sheet.is_file():
        return entry
    return replace(_read_entry(kind, name, sheet, sheet.stat().st_mtime_ns), path=path)


@lru_cache(maxsize=512)
def _read_entry(kind: str, name: str, path: Path, _changed: int) -> Entry:
    with path.open(encoding="utf-8", errors="replace") as file:
        comment = COMMENT.match(file.read(8_000))
    lines = [line.strip().removeprefix("*").strip() for line in _text_of(comment).splitlines()]
    tags = {tag[1]: tag[2] for line in lines if (tag := TAG.match(line))}
    sections = _sections([line for line in lines if not TAG.match(line)])
    return Entry(
        kind,
        name,
        path,
        tags.get("label") or name.replace("-", " ").capitalize(),
        " ".join(line for line in sections[""] if line),
        tuple(Knob(m[1], m[2], m[3] or "") for line in sections["Knobs"] if (m := KNOB.match(line))),
        {} if kind == "theme" else _variants(sections["Variants"]),
        _worn(sections["Variants"]) if kind == "theme" else {},
        tags,
    )


def _text_of(comment: re.Match[str] | None) -> str:
    return (comment[1] or comment[2] or "") if comment else ""


def _sections(lines: list[str]) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {"": [], "Knobs": [], "Variants": []}
    current = ""
    for line in lines:
        if line.rstrip(":") in sections and line:
            current = line.rstrip(":")
        else:
            sections[current].append(line)
    return sections


def _variants(lines: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        for name, values in VARIANT.findall(line):
            found.setdefault(name, []).extend(value.strip() for value in values.split("|"))
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items()}


def _worn(lines: list[str]) -> dict[str, dict[str, str]]:
    """Read `list, steps   data-marker="number"`, a line for each layout or some, as a theme has them."""
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        layouts = line.partition("data-")[0]
        for layout in filter(None, map(str.strip, layouts.split(","))):
            found.setdefault(layout, {}).update(VARIANT.findall(line))
    return found
