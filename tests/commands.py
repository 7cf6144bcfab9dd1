"""
Call the command line the ways tests do: in this process, which is quick, or as a real process of its own.

Knows exit codes and what an error message must look like. Knows no command.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from carousel_html.cli import run

T = TypeVar("T")
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Called:
    """How a command ended."""

    code: int
    out: str
    err: str


def alone(function: Callable[[], T]) -> T:
    """Call a function in a thread of its own, as the studio and a batch do."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(function).result()


def call(*arguments: object) -> Called:
    """Call the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = alone(lambda: run([str(each) for each in arguments]))
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


def strays(mark: str, seconds: float = 20) -> list[str]:
    """Return the processes, but this one, whose environment or arguments hold `mark` and that do not end."""
    for _ in range(int(seconds * 10)):
        found = [name for pid, name in _marked(mark) if pid != os.getpid()]
        if not found:
            return []
        time.sleep(0.1)
    return found


def _marked(mark: str) -> Iterator[tuple[int, str]]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            arguments = (folder / "cmdline").read_bytes()
            if mark.encode() in arguments + (folder / "environ").read_bytes():
                yield int(folder.name), arguments.replace(b"\0", b" ").decode("utf-8", "replace")[:120]


def refused(called: Called, code: int, *words: str) -> None:
    """Assert that a call ended with this code and one error that holds these words."""
    assert called.code == code, called.err
    assert called.err.startswith("Error: ")
    assert called.err.count("Error: ") == 1
    assert "Traceback" not in called.err
    for word in words:
        assert word in called.err
    assert called.out == ""
