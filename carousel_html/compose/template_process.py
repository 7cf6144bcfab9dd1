"""
The template process: run templates that are not ours, with little memory, no way to write, and an end.

Started by `watched`, which holds the clock. Jobs come in as pickles from our own process; answers go out as
JSON, so that a template that broke out of Jinja's sandbox could still not run anything in ours.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from carousel_html.compose.templates import TemplateSet
from carousel_html.errors import TemplateError
from carousel_html.pipes import receive, send_bytes, serving

MEMORY = 64_000_000
"""Bytes that templates may take on top of what the process has when it starts."""

IDLE_SECONDS = 30.0
ALONE_SECONDS = 60.0
"""When the process ends itself: no job came, or a job did not end and nobody is left to end it."""


def run(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Do jobs (folders, name, names) until the other end closes the pipe."""
    sets: dict[tuple[Path, ...], TemplateSet] = {}
    send_bytes(answers, b"ready")
    while True:
        _end_after(IDLE_SECONDS)
        try:
            folders, name, names = receive(jobs)
        except EOFError:
            return
        _end_after(ALONE_SECONDS)
        if folders not in sets:
            sets[folders] = TemplateSet(folders)
        send_bytes(answers, json.dumps(_answer(sets[folders], name, names)).encode())


def _answer(templates: TemplateSet, name: str, names: Mapping[str, object]) -> dict[str, str | None]:
    try:
        return {"html": templates.run(name, names)}
    except TemplateError as error:
        return {"what": error.what, "where": error.where, "hint": error.hint}


def _end_after(seconds: float) -> None:
    """Let the system end this process, whatever it is doing then; nothing on Windows."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def limit_process() -> None:
    """Hold this process to MEMORY, and let it write no file; what the system does not know is left out."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, most in (("RLIMIT_AS", _size() + MEMORY), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
        if hasattr(resource, name):
            resource.setrlimit(getattr(resource, name), (most, most))


def _size() -> int:
    """Return the address space of this process in bytes; a generous guess where it is not told."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 1_000_000_000
    return pages * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Do jobs within the limits."""
    with serving() as (jobs, answers):
        limit_process()
        run(jobs, answers)


if __name__ == "__main__":
    main()
