"""
A worker of the default pool: call what comes in, answer what it returned.

Started as `python -m carousel_html.batch.worker`. Jobs and answers are length-prefixed pickles between two
processes of ours, over pipes nobody else holds. Knows nothing of rows; `pool` is the other end.
"""

from __future__ import annotations

import os

from carousel_html.batch.warm import end_own
from carousel_html.pipes import send, serve, serving


def main() -> None:
    """Call the functions that come in; end the engines when no more can."""
    with serving() as (jobs, answers):
        send(answers, ("ready", os.getpid()))
        try:
            serve(jobs, answers, lambda function, arguments: function(*arguments))
        finally:
            end_own()


if __name__ == "__main__":
    main()
