"""
Hold how one row ended, as it crosses process borders and as it is kept beside the row's files.

Digests and names only: a picture's bytes never leave the worker that wrote them. Knows no engine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

State = Literal["done", "kept", "failed"]

LEFT_OUT = "left-out"
"""The kind of what is on no slide, as `carousel check` calls it."""
UNFILLED = "unfilled"
"""The kind of braces that were left on a slide, for no column has their name."""


@dataclass(frozen=True)
class ResultFile:
    """One file of a row: its name below the row's folder, its size and its SHA-256."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class RowFinding:
    """What was found on a slide (from 1; None: the whole carousel) of a row's target, or left out of it."""

    target: str
    slide: int | None
    kind: str
    level: str
    message: str


@dataclass(frozen=True)
class Result:
    """How one row ended: done now, kept from an earlier run, or failed for the reason in `error`.

    `number` counts rows from 1, `line` is where the row stands in the job file. `findings` are warnings and
    errors, not notes. `is_final` marks a failure that every further row would meet as well: a full disk, no
    browser.
    """

    number: int
    line: int
    name: str
    state: State
    seconds: float = 0.0
    slides: int = 0
    files: tuple[ResultFile, ...] = ()
    findings: tuple[RowFinding, ...] = ()
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
    """Return what stands beside a finished row's files: what it is made of, by which run, what came of it."""
    made = {
        "slides": result.slides,
        "files": [asdict(file) for file in result.files],
        "findings": [asdict(finding) for finding in result.findings],
    }
    return json.dumps({"key": key, "run": run, **made}).encode()


def findings_of(
    manifest: Mapping[str, Any], target: str, unfilled: Mapping[str, Sequence[int | None]]
) -> list[RowFinding]:
    """Return what the manifest of a target says was found on its slides, and what is on none of them.

    `unfilled` names braces that no column filled, and the entries of `slides` they stand on.
    """
    found = [
        RowFinding(target, each["slide"], each["kind"], each["level"], each["message"])
        for each in manifest["findings"]
        if each["level"] != "note"
    ]
    found += [
        RowFinding(target, None, LEFT_OUT, "warning", f"{each['kind']} of {each['post']}: {each['reason']}")
        for each in manifest["left_out"]
    ]
    for name, entries in unfilled.items():
        slides = [slide["number"] for slide in manifest["slides"] if slide["entry"] in entries]
        message = f'"{{{name}}}" names no column of the row'
        found += [RowFinding(target, slide, UNFILLED, "warning", message) for slide in slides or [None]]
    return found


def read_marker(body: bytes | None) -> dict[str, Any] | None:
    """Return what `marker` wrote, or None for anything else."""
    try:
        found = json.loads(body or b"null")
        return {
            "key": found["key"],
            "run": found["run"],
            "slides": int(found["slides"]),
            "files": tuple(ResultFile(**file) for file in found["files"]),
            "findings": tuple(RowFinding(**finding) for finding in found["findings"]),
        }
    except (ValueError, KeyError, TypeError):
        return None
