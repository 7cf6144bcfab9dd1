"""
Do one row in a worker: prepare, is it done already, render, write down that it is done.

Whatever goes wrong with the row becomes its result; only a worker that dies raises. Knows the order of one
row and what its key is made of; does not know how workers are reached.
"""

from __future__ import annotations

import errno
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from carousel_html.batch.jobs import Row
from carousel_html.batch.place import Place, place
from carousel_html.batch.result import Result, ResultFile, State, findings_of, marker, read_marker
from carousel_html.batch.row import Design, carousel_of, options_of, row_name, unfilled_of
from carousel_html.batch.warm import Warm, own_warm
from carousel_html.errors import CarouselError, OutputError, RenderError, SystemPartMissing, naming_file
from carousel_html.export.builds import builds, digest
from carousel_html.export.engines import beside
from carousel_html.export.files import MANIFEST, written
from carousel_html.export.options import Options, silent
from carousel_html.export.prepared import prepare
from carousel_html.export.repeat import key_of, target_of
from carousel_html.export.run import render_lazily

MARKER = "result.json"

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
"""Reasons a file cannot be written that the next row would meet as well."""


@dataclass(frozen=True)
class Task:
    """A row and what it shares with all others; small, and all that a worker is sent.

    `run` names this run of the batch: a row that this very run finished is never done twice.
    """

    row: Row
    out: str
    run: str
    design: Design
    options: Options
    is_resumed: bool = False


def do_row(task: Task) -> Result:
    """Do a row with the engines of this thread, and return how it ended."""
    return do_row_with(own_warm(), task)


def do_row_with(warm: Warm, task: Task) -> Result:
    """Do a row with these engines, and return how it ended."""
    return warm.run(lambda engines: _timed(engines, task))


def _timed(warm: Warm, task: Task) -> Result:
    begun = time.monotonic()
    row = task.row
    name = ""
    try:
        if row.error is not None:
            raise row.error
        name = row_name(row.values, row.number)
        with naming_file(str(row.values.get("source") or task.design.source or "")):
            result = _done(warm, task, name)
    except CarouselError as error:
        result = Result(row.number, row.line, name, "failed", error=str(error), is_final=_is_final(error))
    except Exception as error:
        # A mistake of ours, or no memory: one row's loss, not the night's.
        warm.replace()
        result = Result(row.number, row.line, name, "failed", error=_unforeseen(error))
    return replace(result, seconds=round(time.monotonic() - begun, 3))


def _unforeseen(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"something unforeseen happened: {type(error).__name__}: {error}{place}."


def _is_final(error: CarouselError) -> bool:
    cause = error.__cause__
    is_full = isinstance(error, OutputError) and isinstance(cause, OSError) and cause.errno in _FULL
    return is_full or isinstance(error, SystemPartMissing)


def _done(warm: Warm, task: Task, name: str) -> Result:
    home = place(task.out)
    before = read_marker(home.read(f"{name}/{MARKER}"))
    if before is not None and before["run"] == task.run and _is_whole(home, name, before):
        return _as_before(task.row, name, before, "done")  # Its worker was lost after finishing it.
    try:
        return _rendered(warm, task, home, name, before)
    except (RenderError, MemoryError):
        warm.replace()  # Whatever state they are in: once more, with new ones.
        return _rendered(warm, replace(task, is_resumed=False), home, name, before)


def _rendered(warm: Warm, task: Task, home: Place, name: str, before: Mapping[str, Any] | None) -> Result:
    options = options_of(task.row.values, task.options)
    with home.row(name) as folder:
        with beside(lambda: prepare(carousel_of(task.row.values, task.design), folder, options)) as job:
            prepared = job.result()
            key = key_of(prepared, options, str(builds(options.browser)))
            if before is not None:
                if task.is_resumed and before["key"] == key and _is_whole(home, name, before):
                    return _as_before(task.row, name, before, "kept")
                # Half of the old files and half of the new are no finished row.
                home.remove(f"{name}/{MARKER}")
            manifests = render_lazily(prepared, folder, options, lambda: warm.engines(options, job), silent)
        files = _files(folder, manifests)
    slides = sum(len(each["slides"]) for each in manifests)
    unfilled = unfilled_of(task.row.values, prepared.carousel)
    findings = tuple(found for each in manifests for found in findings_of(each, target_of(each), unfilled))
    result = Result(
        task.row.number, task.row.line, name, "done", slides=slides, files=files, findings=findings
    )
    _remove_stale(home, name, before, files)
    home.write(f"{name}/{MARKER}", marker(result, key, task.run))
    return result


def _files(folder: Path, manifests: Sequence[Mapping[str, Any]]) -> tuple[ResultFile, ...]:
    """Return every file that was written, by its name below the row's folder."""
    files = []
    for target in map(target_of, manifests):
        for name in sorted(written(folder / target) | {MANIFEST}):
            body = (folder / target / name).read_bytes()
            files.append(ResultFile(f"{target}/{name}", len(body), digest(body)))
    return tuple(files)


def _remove_stale(
    home: Place, name: str, before: Mapping[str, Any] | None, now: Sequence[ResultFile]
) -> None:
    """Remove what an earlier run wrote into the targets of this one and this one did not.

    In a folder of this machine nothing is left to do; in a bucket nobody else would.
    """
    names = {file.name for file in now}
    targets = {each.partition("/")[0] for each in names}
    for file in before["files"] if before else ():
        is_below = ".." not in file.name and file.name.partition("/")[0] in targets
        if is_below and file.name not in names:
            home.remove(f"{name}/{file.name}")


# --- done already ----------------------------------------------------------------------------


def _is_whole(home: Place, name: str, found: Mapping[str, Any]) -> bool:
    """Say whether every file of a finished row is there."""
    return all(home.size(f"{name}/{file.name}") == file.bytes for file in found["files"])


def _as_before(row: Row, name: str, found: Mapping[str, Any], state: State) -> Result:
    """Return the result of a row that this run, or with --resume an earlier one, has finished."""
    made = {part: found[part] for part in ("slides", "files", "findings")}
    return Result(row.number, row.line, name, state, **made)
