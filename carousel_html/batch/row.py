"""
Turn a row into its carousel: what is read, which choices are laid over it, what it is called.

Knows the columns that mean something; every other column is a value for `{column}`. Does not know job files
or workers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from carousel_html.batch.filling import fill, fill_carousel, has_columns, unfilled
from carousel_html.choices import LOOK_KEYS, Choices, begin, choose, read_setting
from carousel_html.errors import InputError, did_you_mean
from carousel_html.export.options import Options
from carousel_html.model import Carousel
from carousel_html.sources import load_thread

COLUMNS = ("id", "source", "from", "for", "brand", "canvas", "outro", "set", *LOOK_KEYS)
"""The columns that mean something; so does `set.KEY` with a key of carousel.yaml."""

SETTING = "set."
MOST_READ = 1_000_000
"""So many bytes of a source are searched for the name of a column that looks mistyped."""

CLOSENESS = 0.75
"""How like one of our columns (0 … 1) a name must be to count as a slip of the pen."""
_NAME = re.compile(r"[\w][\w .,+@()-]{0,99}")
_YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True)
class Design:
    """What the rows of a batch share: a source for rows that name none, and choices laid under each row's.

    `choices` are settings as typed (`KEY=VALUE`); `base` is where paths in a row start.
    """

    base: Path
    source: str | None = None
    format: str | None = None
    canvases: tuple[str, ...] = ()
    brand: str | None = None
    outro: bool | None = None
    looks: tuple[tuple[str, str], ...] = ()
    settings: tuple[str, ...] = ()


def require_columns(values: Mapping[str, Any], design: Design, where: str) -> None:
    """Raise InputError for a column that is one of ours but for a slip of the pen, and that no text names."""
    from difflib import get_close_matches

    for name in values:
        if name in COLUMNS or name.startswith(SETTING):
            continue
        close = get_close_matches(name.lower(), COLUMNS, n=1, cutoff=CLOSENESS)
        if close and not any(has_columns(text, {name: ""}) for text in _texts(values, design)):
            raise InputError(
                f'the column "{name}" means nothing.',
                where=where,
                hint=f"{did_you_mean(name, COLUMNS)} A column for `{{…}}` needs another name.",
            )


def _texts(values: Mapping[str, Any], design: Design) -> Iterator[str]:
    """Yield whatever may name a column: choices, other columns, and the start of the row's source."""
    yield from map(str, (design.brand, *design.looks, *design.settings, *values.values()))
    # What is wrong with the source, its row will say.
    with (
        suppress(InputError, OSError),
        Path(source_of(values, design).partition("#")[0]).open("rb") as source,
    ):
        yield source.read(MOST_READ).decode("utf-8", "replace")


def row_name(values: Mapping[str, Any], number: int) -> str:
    """Return the name of a row's folder: its `id`, else `row-000012`; raise InputError for no name."""
    given = _text(values, "id")
    if given is None:
        return f"row-{number:06}"
    if not _NAME.fullmatch(given) or given.endswith((".", " ")):
        raise InputError(
            f'the id "{given}" is no name for a folder.',
            hint="Letters, digits, spaces and - _ . , + @ ( ) make one, up to 100 of them.",
        )
    return given


def source_of(values: Mapping[str, Any], design: Design) -> str:
    """Return the file a row is made of, as a whole path; raise InputError when nothing names one."""
    given = _text(values, "source") or design.source
    if given is None:
        raise InputError(
            "the row names no source.",
            hint="Give the file a column `source`, or all rows one design with `--source FILE`.",
        )
    if not _text(values, "source"):
        return given
    return str(design.base / str(fill(given, values)))


def brand_of(values: Mapping[str, Any], design: Design) -> str | None:
    """Return the brand kit a row names, else that of all rows, as a whole path."""
    given = _text(values, "brand")
    if given is None:
        return design.brand and str(fill(design.brand, values))
    return str(design.base / str(fill(given, values)))


def carousel_of(values: Mapping[str, Any], design: Design) -> Carousel:
    """Read a row's source, fill in its values and lay its choices over it; raise InputError."""
    read = load_thread(source_of(values, design), _text(values, "from") or design.format)
    carousel = fill_carousel(begin(read), values)
    return choose(carousel, _choices(values, design, carousel))


def unfilled_of(values: Mapping[str, Any], carousel: Carousel) -> dict[str, list[int | None]]:
    """Return what a row with values of its own left unfilled: names, and the entries of `slides` (from 0).

    None stands for a title, or whatever else is on no entry alone.
    """
    if all(name in COLUMNS or name.startswith(SETTING) for name in values):
        return {}  # Nothing was to be filled: braces are the writer's.
    found: dict[str, list[int | None]] = {}
    posts = {post.id: post.text for post in carousel.thread.posts}
    parts: list[tuple[int | None, Any]] = [
        (slide.entry, [slide.model_dump(), [posts.get(name) for name in slide.posts]])
        for slide in carousel.slides
    ]
    for entry, part in [*parts, (None, carousel.title)]:
        for name in unfilled(part, values):
            found.setdefault(name, []).append(entry)
    return found


def options_of(values: Mapping[str, Any], options: Options) -> Options:
    """Return the options of a row: it may name platforms of its own."""
    platforms = tuple(_names(values, "for")) or options.platforms
    canvases = tuple(_names(values, "canvas")) or options.canvases
    return replace(options, platforms=platforms, canvases=canvases if platforms else ())


def _choices(values: Mapping[str, Any], design: Design, carousel: Carousel) -> Choices:
    choices = Choices()
    for setting in design.settings:
        _add_setting(choices, setting, values, f"--set {setting.partition('=')[0].strip()}")
    for name, given in design.looks:
        choices.add(LOOK_KEYS[name], fill(given, values), f"--{name}")
    _add_settings_of(choices, values)
    for name, key in LOOK_KEYS.items():
        if look := _text(values, name):
            choices.add(key, fill(look, values), _column(name))
    own = _names(values, "canvas")
    if canvases := own or list(design.canvases):
        choices.add(
            "canvas", [fill(name, values) for name in canvases], _column("canvas") if own else "--canvas"
        )
    if brand := brand_of(values, design):
        choices.add("brand", brand, _column("brand") if _text(values, "brand") else "--brand")
    _add_outro(choices, values, design, carousel)
    return choices


def _column(name: str) -> str:
    return f'column "{name}"'


def _add_settings_of(choices: Choices, values: Mapping[str, Any]) -> None:
    """Add what a row sets: its columns `set.KEY`, and in JSON an object under `set`."""
    given = values.get("set") or {}
    if not isinstance(given, Mapping):
        raise InputError(
            '"set" holds no object.',
            hint='In CSV name a column `set.outro.headline`. In JSON: `"set": {"outro.headline": "Thanks"}`.',
        )
    for key, value in given.items():
        choices.add(key, fill(value, values, key=str(key).rpartition(".")[2]), _column(f"{SETTING}{key}"))
    for column, value in values.items():
        key = column.removeprefix(SETTING)
        if key == column or value in (None, ""):
            continue
        if isinstance(value, str):
            _add_setting(choices, f"{key}={value}", values, _column(column))
        else:
            choices.add(key, value, _column(column))


def _add_setting(choices: Choices, text: str, values: Mapping[str, Any], said: str) -> None:
    """Add `KEY=VALUE`; a value that names a column is text, any other is YAML as on the command line."""
    key, _, value = text.partition("=")
    if has_columns(value, values):
        key = key.strip()
        choices.add(key, fill(value.strip(), values, key=key.rpartition(".")[2]), said)
    else:
        choices.add(*read_setting(text), said)


def _names(values: Mapping[str, Any], column: str) -> list[str]:
    """Return the names under a column: a list, or a text that keeps them apart by commas or spaces."""
    given = values.get(column)
    if isinstance(given, list):
        return [str(name) for name in given]
    return [name for name in re.split(r"[\s,;]+", _text(values, column) or "") if name]


def _add_outro(choices: Choices, values: Mapping[str, Any], design: Design, carousel: Carousel) -> None:
    given = _text(values, "outro")
    wanted = design.outro if given is None else _YES_NO.get(given.lower())
    if given is not None and wanted is None:
        raise InputError(f'"{given}" under "outro" is neither yes nor no.')
    said = _column("outro") if given is not None else "--outro"
    if wanted is False:
        choices.add("outro", False, said)
    elif wanted and carousel.outro is False:
        choices.add("outro", {}, said)


def _text(values: Mapping[str, Any], column: str) -> str | None:
    """Return what stands under a column as text; None when nothing does. Raises InputError for a list."""
    value = values.get(column)
    if isinstance(value, list | dict):
        raise InputError(f'"{column}" holds several values, and takes one.', hint=f'Write `"{column}": "…"`.')
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).strip() or None if value is not None else None
