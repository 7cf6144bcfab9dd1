"""
Call the command line the ways tests do: in this process, which is quick, or as a real process of its own.

Knows exit codes and what an error message must look like. Knows no command.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from carousel_html.cli import run

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Called:
    """How a command ended."""

    code: int
    out: str
    err: str


def call(*arguments: object) -> Called:
    """Call the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(each) for each in arguments])
    return Called(code, out.getvalue(), err.getvalue())


def spawn(*arguments: object, code: str | None = None, seconds: float = 120, **options: object) -> Called:
    """Call the command line (or run `code`) in a process of its own."""
    program = ["-c", code] if code is not None else ["-m", "carousel_html"]
    done = subprocess.run(
        [sys.executable, *program, *map(str, arguments)],
        capture_output=True, text=True, timeout=seconds, check=False,
        **{"env": environment(), **options},
    )  # fmt: skip
    return Called(done.returncode, done.stdout, done.stderr)


def environment(**more: str) -> dict[str, str]:
    """Return this process's environment, in which a new process finds this package."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def refused(called: Called, code: int, *words: str) -> None:
    """Assert that a call ended with this code and one error that holds these words."""
    assert called.code == code, called.err
    assert called.err.startswith("Error: ")
    assert called.err.count("Error: ") == 1
    assert "Traceback" not in called.err
    for word in words:
        assert word in called.err
    assert called.out == ""
