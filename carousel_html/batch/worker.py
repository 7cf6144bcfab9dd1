"""
A worker of the default pool: call what comes in, answer what it returned.

Started as `python -m carousel_html.batch.worker`. Jobs and answers are length-prefixed pickles between two
processes of ours, over pipes nobody else holds. Knows nothing of rows; `pool` is the other end.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import IO, Any

from carousel_html.batch.warm import end_own
from carousel_html.errors import CarouselError
from carousel_html.pipes import receive, send


def run(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Do jobs until the other end closes the pipe."""
    send(answers, ("ready", os.getpid()))
    while True:
        try:
            function, arguments = receive(jobs)
        except EOFError:
            return
        send(answers, _answer(function, arguments))


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[str, object]:
    try:
        return "done", function(*arguments)
    except CarouselError as error:
        return "error", error
    except Exception:
        return "crash", traceback.format_exc()


def main() -> None:
    """Run on stdin and stdout, and let nothing else print there."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        run(sys.stdin.buffer, answers)
    finally:
        end_own()


if __name__ == "__main__":
    main()
