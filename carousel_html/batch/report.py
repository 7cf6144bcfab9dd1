"""
Tell how a batch goes: one line of JSON a row, a table, and how fast it is.

Keeps counts, not results: a million rows are told as they come. Knows results and a clock that only runs
forward, so that nothing changes when somebody sets the time; writes where it is told to.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO

from carousel_html.batch.place import place
from carousel_html.batch.result import Result
from carousel_html.batch.run import Batch

RECENT = 60
"""Rows that the rate is taken over."""

MOST_LINES = 20
"""How many lines of failed rows are named in the end."""

HEADING = f"{'row':>7}  {'line':>7}  {'result':<7} {'slides':>6}  {'size':>8}  {'time':>7}  name"


@dataclass
class Tally:
    """What has become of the rows so far."""

    clock: Callable[[], float] = time.monotonic
    states: Counter[str] = field(default_factory=Counter)
    slides: int = 0
    bytes: int = 0
    failed_lines: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._begun = self.clock()
        self._recent: deque[float] = deque([self._begun], maxlen=RECENT + 1)

    def add(self, result: Result) -> None:
        """Count one row in."""
        self.states[result.state] += 1
        self.slides += result.slides
        self.bytes += result.bytes
        if result.state == "failed" and len(self.failed_lines) < MOST_LINES:
            self.failed_lines.append(result.line)
        if result.state != "kept":
            self._recent.append(self.clock())

    @property
    def rows(self) -> int:
        """How many rows have come in."""
        return self.states.total()

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return self.clock() - self._begun

    @property
    def rate(self) -> float | None:
        """Rows a second, over the last rows that were really rendered; None before the first."""
        count, seconds = len(self._recent) - 1, self._recent[-1] - self._recent[0]
        return count / seconds if count and seconds > 0 else None

    def left(self, all_rows: float | None) -> float | None:
        """Return the seconds that are left, if there are so many rows in all; None if unknown."""
        if all_rows is None or self.rate is None:
            return None
        return max(0.0, all_rows - self.rows) / self.rate

    def line(self, all_rows: float | None) -> str:
        """Return the progress as one line: `812 rows, 3 failed, 1.9 a second, 4 min left`."""
        parts = [f"{self.rows} row{'s' * (self.rows != 1)}"]
        parts += [f"{self.states[state]} {state}" for state in ("failed", "kept") if self.states[state]]
        if self.rate is not None:
            parts.append(f"{self.rate:.1f} a second" if self.rate >= 1 else f"{1 / self.rate:.1f} s each")
        left = self.left(all_rows)
        return ", ".join([*parts, f"{spoken(left)} left"] if left is not None else parts)

    def summary(self) -> str:
        """Return what came of it all, as one line; as two when rows failed: which, and how to go on."""
        states = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items())) or "no row"
        text = f"{states}: {self.slides} slides, {size(self.bytes)}, {spoken(self.seconds)}"
        if not self.failed_lines:
            return text
        lines = ", ".join(map(str, sorted(self.failed_lines)))
        end = ", …" if self.states["failed"] > len(self.failed_lines) else "."
        noun = "line" if self.states["failed"] == 1 else "lines"
        hint = "Mend them and run it again with --resume: only they are done."
        return f"{text}\nFailed: {noun} {lines}{end} {hint}"


class Report:
    """The report beside the rows' folders, `report.jsonl`: one line a row, there as soon as the row is told.

    On shared storage it appears when the batch ends. A context manager.
    """

    def __init__(self, batch: Batch) -> None:
        self._name = f"report{batch.shard.suffix}.jsonl"
        self._place = place(batch.out)
        self._file: IO[str] | None = None

    def __enter__(self) -> Report:
        self._file = self._place.open(self._name)
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, result: Result) -> None:
        """Write one line."""
        if self._file is not None:
            self._file.write(result.as_json() + "\n")
            self._file.flush()


def table_row(result: Result) -> str:
    """Return one row of the table; a failed one with its reason on lines of their own."""
    line = (
        f"{result.number:>7}  {result.line:>7}  {result.state:<7} {result.slides:>6}  "
        f"{size(result.bytes):>8}  {result.seconds:>6.1f}s  {result.name}"
    )
    return line.rstrip() + "".join(f"\n{'':>9}{text}" for text in (result.error or "").splitlines())


def size(count: int) -> str:
    """Return bytes as people say them: `3.4 MB`."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count = count / 1000  # type: ignore[assignment]
    return f"{count:.1f} GB"


def spoken(seconds: float) -> str:
    """Return a time as people say it: `45 s`, `12 min`, `3 h 20 min`."""
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    if whole < 5400:
        return f"{round(whole / 60)} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
