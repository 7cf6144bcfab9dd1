"""
Tell how a batch goes: one line of JSON a row, a table, and how fast it is.

Keeps counts, not results: a million rows are told as they come. Knows results and a clock that only runs
forward, so that nothing changes when somebody sets the time; writes where it is told to.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO

from carousel_html.batch.place import place
from carousel_html.batch.result import Result, RowFinding
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
    rows_found: int = 0
    found: Counter[str] = field(default_factory=Counter)
    """In how many rows each kind of finding was found; in `rows_found` any."""

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
        self.found.update({finding.kind for finding in result.findings})
        self.rows_found += bool(result.findings)
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
        """Return what came of it all; on lines of their own what was found, and which rows failed."""
        states = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items())) or "no row"
        slides = f"{self.slides} slide{'s' * (self.slides != 1)}"
        text = f"{states}: {slides}, {size(self.bytes)}, {spoken(self.seconds)}"
        return "\n".join(filter(None, [text, self._findings(), self._failures()]))

    def _findings(self) -> str:
        """Say what was found in how many rows; nothing when nothing was."""
        if not self.rows_found:
            return ""
        kinds = ", ".join(f"{kind} in {count}" for kind, count in self.found.most_common())
        rows = f"{self.rows_found} row{'s' * (self.rows_found != 1)}"
        return f"Found in {rows}: {kinds}. The report says on which slides."

    def _failures(self) -> str:
        """Say which lines failed and how to go on; nothing when none did."""
        if not self.failed_lines:
            return ""
        lines = ", ".join(map(str, sorted(self.failed_lines)))
        end = ", …" if self.states["failed"] > len(self.failed_lines) else "."
        noun = "line" if self.states["failed"] == 1 else "lines"
        hint = "Mend them and run it again with --resume: only they are done."
        return f"Failed: {noun} {lines}{end} {hint}"


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
    """Return one row of the table; why it failed and what was found stand on lines of their own."""
    line = (
        f"{result.number:>7}  {result.line:>7}  {result.state:<7} {result.slides:>6}  "
        f"{size(result.bytes):>8}  {result.seconds:>6.1f}s  {result.name}"
    )
    below = [*(result.error or "").splitlines(), *_found(result.findings)]
    return line.rstrip() + "".join(f"\n{'':>9}{text}" for text in below)


def _found(findings: Sequence[RowFinding]) -> list[str]:
    """Return the kinds that were found, and on which slides, as one line; none for nothing."""
    slides: dict[str, set[int]] = {}
    for each in findings:
        slides.setdefault(each.kind, set()).update([each.slide] if each.slide else [])
    kinds = [f"{kind} ({_numbered(sorted(on))})" if on else kind for kind, on in slides.items()]
    return [f"found: {', '.join(kinds)}"] if kinds else []


def _numbered(slides: Sequence[int]) -> str:
    return f"slide{'s' * (len(slides) != 1)} {', '.join(map(str, slides))}"


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
