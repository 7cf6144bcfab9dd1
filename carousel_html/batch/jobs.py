"""
Read rows out of a CSV file, JSON lines, a folder or standard input: one at a time, however many there are.

A line that cannot be read is a row with an error in it, never the end of the file. Knows the shapes of a
job; does not know what the columns mean.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Any

from carousel_html.batch.json_values import values_in
from carousel_html.brand import is_brand_kit
from carousel_html.errors import CarouselError, InputError
from carousel_html.source_text import in_utf_8, is_utf_16

STANDARD_INPUT = "-"
SOURCES = frozenset({".txt", ".md", ".markdown", ".json", ".jsonl", ".yaml", ".yml", ".html", ".htm", ".xml"})
"""What counts as a thread in a folder of jobs."""

LONGEST_LINE = 5_000_000
"""Bytes of one line; more is no row, and would be held in memory."""


@dataclass(frozen=True)
class Row:
    """One row: its number (from 1), its line in the job file, and its values by column.

    `error` says why the line could not be read; there are no values then.
    """

    number: int
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    error: CarouselError | None = None


@dataclass(frozen=True)
class Shard:
    """The share of one of several runs over the same jobs: every `count`-th row, beginning with `index`."""

    index: int = 1
    count: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.index <= self.count:
            raise _no_shard(f"{self.index}/{self.count}")

    @classmethod
    def read(cls, text: str) -> Shard:
        """Read `2/4`; raise InputError for anything else."""
        index, _, count = (part.strip() for part in text.partition("/"))
        if not index.isdecimal() or not count.isdecimal():
            raise _no_shard(text)
        return cls(int(index), int(count))

    def holds(self, number: int) -> bool:
        """Say whether this share holds row `number`."""
        return number % self.count == self.index % self.count

    def share_of(self, rows: float | None) -> float | None:
        """Return about how many of so many rows this share holds."""
        return rows and rows / self.count

    @property
    def suffix(self) -> str:
        """What is added to a file name, so that shares do not write over one another."""
        return "" if self.count == 1 else f"-{self.index}-of-{self.count}"


def _no_shard(text: str) -> InputError:
    return InputError(
        f'"{text}" is no share of the rows.',
        where="--shard",
        hint="Write the share and how many there are: `--shard 1/4` to `--shard 4/4`.",
    )


class Jobs:
    """The rows of one job file or folder; iterate once. A context manager: it holds the file open.

    `base` is the folder that paths in the rows start from. Raises InputError for a file that is not there,
    or holds no table; with `needs_source` also for one whose first line names no `source`.
    """

    def __init__(self, source: str | Path, *, needs_source: bool = False) -> None:
        self._source = str(source)
        self._needs_source = needs_source
        self._path = Path(source)
        self._file: IO[bytes] | None = None
        self._size = 0
        self._read = 0
        self._line = 0
        self._number = 0

    def __enter__(self) -> Jobs:
        try:
            if self._source == STANDARD_INPUT:
                self._file = sys.stdin.buffer
            elif not self._path.is_dir():
                self._file = self._path.open("rb")
                self._size = os.fstat(self._file.fileno()).st_size
        except OSError as error:
            raise InputError(
                f'the job file "{self._source}" cannot be read: {(error.strerror or str(error)).lower()}.',
                hint="Give a CSV file, JSON lines, or a folder of threads.",
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None and self._file is not sys.stdin.buffer:
            self._file.close()

    @property
    def base(self) -> Path:
        """The folder that paths in the rows start from."""
        if self._source == STANDARD_INPUT:
            return Path.cwd()
        return (self._path if self._path.is_dir() else self._path.parent).resolve()

    @property
    def rows(self) -> float | None:
        """How many rows there are, reckoned from how far those read so far reach; None if nobody knows."""
        return self._number * self._size / self._read if self._read and self._size else None

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows():
            self._number = row.number
            yield row

    def _rows(self) -> Iterator[Row]:
        if self._file is None:
            return self._of_folder()
        lines = self._lines(self._file)
        first = next((line for line in lines if line.strip()), None)
        if first is None:
            raise InputError(f'the job file "{self._source}" is empty.')
        if "\0" in first:
            raise InputError(
                f'the job file "{self._source}" is no text.', hint="Save the table as CSV, in UTF-8."
            )
        if not first.lstrip().startswith(("{", "[")):
            return self._of_csv(first, lines)
        is_lines = first.lstrip().startswith("{") and first.rstrip().endswith("}")
        return self._of_json(first, lines) if is_lines else self._of_json_list(first, lines)

    # --- four shapes ------------------------------------------------------------------------

    def _of_folder(self) -> Iterator[Row]:
        names = sorted(entry.name for entry in os.scandir(self._path) if not entry.name.startswith("."))
        sources = [name for name in names if self._is_source(name)]
        if not sources:
            raise InputError(
                f'the folder "{self._source}" holds no thread.',
                hint="Put thread files into it, or folders with a carousel.yaml each.",
            )
        self._size = len(sources)
        for number, name in enumerate(sources, 1):
            self._read = number
            source = f"{name}/carousel.yaml" if (self._path / name).is_dir() else name
            yield Row(number, number, {"source": source, "id": Path(name).stem})

    def _is_source(self, name: str) -> bool:
        path = self._path / name
        if path.is_dir():
            return (path / "carousel.yaml").is_file()
        return path.suffix.lower() in SOURCES and not is_brand_kit(path)

    def _of_csv(self, first: str, lines: Iterator[str]) -> Iterator[Row]:
        dialect = _dialect(first)
        header = [name.strip() for name in next(csv.reader([first], dialect=dialect))]
        if self._needs_source and not get_close_matches("source", map(str.lower, header), n=1):
            raise _no_source(self._source)
        _require_header(header, self._source)
        reader = csv.reader(lines, dialect=dialect, strict=True)
        number = 0
        while True:
            line = self._line + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                number += 1
                yield Row(number, line, error=_unreadable(f"{error}", self._source, line))
                continue
            if cells:
                number += 1
                yield self._csv_row(number, line, header, cells)

    def _csv_row(self, number: int, line: int, header: list[str], cells: list[str]) -> Row:
        if len(cells) != len(header):
            what = f"it has {len(cells)} cells, the first line has {len(header)}"
            return Row(number, line, error=_unreadable(what, self._source, line))
        return self._checked(number, line, dict(zip(header, cells, strict=True)), "".join(cells))

    def _of_json(self, first: str, lines: Iterator[str]) -> Iterator[Row]:
        number, text, line = 1, first, self._line
        while True:
            if text.strip():
                yield self._json_row(number, line, _json_value(text), text)
                number += 1
            try:
                text = next(lines)
            except StopIteration:
                return
            line = self._line

    def _of_json_list(self, first: str, lines: Iterator[str]) -> Iterator[Row]:
        line = self._line
        for number, (place, value) in enumerate(values_in(first + "".join(lines), line), 1):
            yield self._json_row(number, place, value, str(value))

    def _json_row(self, number: int, line: int, values: Any, text: str) -> Row:
        if isinstance(values, ValueError):
            return Row(number, line, error=_unreadable(f"it is no JSON ({values})", self._source, line))
        if not isinstance(values, dict):
            return Row(number, line, error=_unreadable("it is no JSON object", self._source, line))
        return self._checked(number, line, values, text)

    # --- lines -------------------------------------------------------------------------------

    def _checked(self, number: int, line: int, values: dict[str, Any], text: str) -> Row:
        """Return the row, or say that it is no UTF-8: a lone surrogate stands for a byte that is none."""
        if any("\udc80" <= char <= "\udcff" for char in text):
            return Row(number, line, error=_unreadable("it is not UTF-8", self._source, line))
        return Row(number, line, values)

    def _lines(self, file: IO[bytes]) -> Iterator[str]:
        while raw := file.readline(LONGEST_LINE):
            self._read += len(raw)
            self._line += 1
            if self._line == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if self._line == 1 and (rest := in_utf_8(raw + file.read() if is_utf_16(raw) else raw)) != raw:
                yield from self._wide_lines(rest)
                return
            yield raw.decode("utf-8", "surrogateescape")

    def _wide_lines(self, body: bytes) -> Iterator[str]:
        """Yield the lines of a file in UTF-16, read whole: a line may end between the bytes of a letter."""
        self._read = self._size
        for number, line in enumerate(io.StringIO(body.decode(), newline=""), 1):
            self._line = number
            yield line


def _json_value(text: str) -> Any:
    """Return the value of a line; a ValueError for one that is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return ValueError(str(error))


def _no_source(source: str) -> InputError:
    return InputError(
        "no column is named `source`.",
        where=f"{source}:1",
        hint="Name the thread of each row under `source`, or one design for all rows with `--source FILE`. "
        f"If this is a thread: `carousel render {source} -o out`.",
    )


def _dialect(header: str) -> type[csv.Dialect]:
    """Return how the cells are kept apart: by the sign the header holds most of."""

    class Found(csv.excel):
        delimiter = max(",;\t", key=header.count)

    return Found


def _require_header(header: list[str], source: str) -> None:
    twice = next((name for number, name in enumerate(header) if name in header[:number]), None)
    if twice is not None or not all(header):
        what = f'two columns are named "{twice}"' if twice else "a column has no name"
        raise InputError(
            f"{what}.",
            where=f"{source}:1",
            hint="The first line of a CSV file names its columns: `id,source,brand`.",
        )


def _unreadable(what: str, source: str, line: int) -> InputError:
    return InputError(f"the row cannot be read: {what}.", where=f"{source}:{line}")
