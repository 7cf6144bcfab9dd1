"""
Hold how one row ended, as it crosses process borders and as it is kept beside the row's files.

Digests and names only: a picture's bytes never leave the worker that wrote them. Knows no engine.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

State = Literal["done", "kept", "failed"]


@dataclass(frozen=True)
class ResultFile:
    """One file of a row: its name below the row's folder, its size and its SHA-256."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Result:
    """How one row ended: done now, kept from an earlier run, or failed for the reason in `error`.

    `number` counts rows from 1, `line` is where the row stands in the job file. `is_final` marks a failure
    that every further row would meet as well: a full disk, no browser.
    """

    number: int
    line: int
    name: str
    state: State
    seconds: float = 0.0
    slides: int = 0
    files: tuple[ResultFile, ...] = ()
    error: str | None = None
    is_final: bool = False

    @property
    def bytes(self) -> int:
        """The size of all files of the row."""
        return sum(file.bytes for file in self.files)

    def as_json(self) -> str:
        """Return the result as one line of JSON, for the report."""
        values = asdict(self)
        del values["is_final"]
        return json.dumps(values, ensure_ascii=False)


def marker(result: Result, key: str, run: str) -> bytes:
    """Return what stands beside a finished row's files: what it was made of, by which run, and its files."""
    files = [asdict(file) for file in result.files]
    return json.dumps({"key": key, "run": run, "slides": result.slides, "files": files}).encode()


def read_marker(body: bytes | None) -> dict[str, Any] | None:
    """Return what `marker` wrote, or None for anything else."""
    try:
        found = json.loads(body or b"null")
        files = tuple(ResultFile(**file) for file in found["files"])
        return {"key": found["key"], "run": found["run"], "slides": int(found["slides"]), "files": files}
    except (ValueError, KeyError, TypeError):
        return None
