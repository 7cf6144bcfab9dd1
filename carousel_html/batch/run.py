"""
Hand rows out to workers and take their results in, no more at a time than keeps the workers busy.

A job file may have a million rows: only those on their way are held. Knows any
`concurrent.futures.Executor`; does not know what a row is made of.
"""

from __future__ import annotations

import hashlib
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field

from carousel_html.batch.jobs import Row, Shard
from carousel_html.batch.result import Result
from carousel_html.batch.row import Design, require_columns, row_name
from carousel_html.batch.work import Task, do_row
from carousel_html.errors import CarouselError, InputError, RenderError
from carousel_html.export.options import Options

IN_FLIGHT = 4
"""Rows on their way for each worker: enough that none waits for the next."""


@dataclass(frozen=True)
class Batch:
    """What all rows share: where they go (a folder or an fsspec address), their design and their options.

    `run` names this run: what it has finished, it never does again, also when a worker is lost.
    """

    out: str
    design: Design
    options: Options = field(default_factory=Options)
    shard: Shard = field(default_factory=Shard)
    is_resumed: bool = False
    run: str = field(default_factory=lambda: uuid.uuid4().hex)

    def task(self, row: Row) -> Task:
        """Return what a worker is sent for a row."""
        return Task(row, self.out, self.run, self.design, self.options, self.is_resumed)


def run_batch(
    rows: Iterable[Row],
    batch: Batch,
    executor: Executor,
    *,
    workers: int = 1,
    work: Callable[[Task], Result] = do_row,
) -> Iterator[Result]:
    """Do rows on an executor of `workers` workers, and yield each result as it comes in.

    A row that fails is a result like any other. Raises InputError for columns that are misspelt,
    CarouselError when the workers are gone or every further row would fail as the last one did.
    """
    waiting: dict[Future[Result], Row] = {}
    ready = _tasks(rows, batch)
    try:
        while True:
            for item in ready:
                if isinstance(item, Result):
                    yield item
                    continue
                waiting[executor.submit(work, item)] = item.row
                if len(waiting) >= workers * IN_FLIGHT:
                    break
            if not waiting:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            final = None
            for future in sorted(done, key=lambda each: waiting[each].number):
                result = _result(future, waiting.pop(future))
                yield result
                final = result if result.is_final else final
            if final is not None:
                yield from _stopped(waiting, final)
    finally:
        for future in waiting:
            future.cancel()


def _tasks(rows: Iterable[Row], batch: Batch) -> Iterator[Task | Result]:
    """Yield what is to be done, and at once as a result a row whose folder an earlier row has."""
    seen = _Names()
    for row in rows:
        if row.number == 1:
            require_columns(row.values, batch.design, f"row 1, line {row.line}")
        twice = _is_twice(row, seen)
        if not batch.shard.holds(row.number):
            continue
        if twice:
            error = InputError(
                f'the id "{row.values["id"]}" was given to an earlier row.',
                hint="Its files would be written over.",
            )
            yield Result(row.number, row.line, str(row.values["id"]), "failed", error=str(error))
        else:
            yield batch.task(row)


def _is_twice(row: Row, seen: _Names) -> bool:
    """Say whether an earlier row has this row's name."""
    if row.values.get("id") in (None, ""):
        return False
    try:
        name = row_name(row.values, row.number)
    except InputError:
        return False  # The worker says so.
    return not seen.add(name.casefold())


class _Names:
    """Names, of which a million take no memory: a temporary database on disk holds a short digest of each."""

    def __init__(self) -> None:
        # A generator that is run in one thread may be closed in another.
        self._database = sqlite3.connect("", check_same_thread=False)
        self._database.execute("CREATE TABLE names (short INTEGER PRIMARY KEY) WITHOUT ROWID")

    def add(self, name: str) -> bool:
        """Add a name and say whether it is new."""
        short = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)
        added = self._database.execute("INSERT OR IGNORE INTO names VALUES (?)", (short,))
        return added.rowcount == 1


def _result(future: Future[Result], row: Row) -> Result:
    try:
        return future.result()
    except CarouselError as error:
        return Result(row.number, row.line, _name(row), "failed", error=str(error))
    except (BrokenExecutor, CancelledError, OSError) as error:
        raise RenderError(
            "the workers are gone.",
            where=f"row {row.number}, line {row.line}",
            hint="What is finished stands. `--resume` goes on from there.",
        ) from error
    except Exception as error:
        # A worker that died again and again, or that could not even take the row.
        return Result(row.number, row.line, _name(row), "failed", error=f"the worker failed: {error}")


def _name(row: Row) -> str:
    try:
        return row_name(row.values, row.number)
    except InputError:
        return ""


def _stopped(waiting: dict[Future[Result], Row], final: Result) -> Iterator[Result]:
    """Yield what is under way already, then raise: no further row could succeed."""
    for future in waiting:
        future.cancel()
    for future, row in list(waiting.items()):
        if not future.cancelled():
            del waiting[future]
            yield _result(future, row)
    raise CarouselError(
        "the batch stopped: every further row would fail as this one did.",
        where=f"row {final.number}, line {final.line}: {(final.error or '').splitlines()[0]}",
        hint="What is finished stands. `--resume` goes on from there.",
    )
