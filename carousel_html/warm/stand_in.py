"""
Receive what a client asks for, and be in its place while that is done: output, folder, variables, umask.

Knows requests and open files; does not know commands. `client` is the other end.
"""

from __future__ import annotations

import ast
import os
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from carousel_html.warm.client import HEADER_BYTES

MOST_REQUEST = 16_000_000
"""How many bytes a request may have."""


@contextmanager
def received(connection: socket.socket) -> Iterator[tuple[dict[str, Any], list[int]]]:
    """Receive a request and the open files that come with it, and close them afterwards. Raises EOFError."""
    header, files, _, _ = socket.recv_fds(connection, HEADER_BYTES, 3)
    try:
        for file in files:
            os.set_inheritable(file, False)  # A browser that starts meanwhile has no business with it.
        length = int.from_bytes(header, "little")
        if len(header) < HEADER_BYTES or len(files) < 3 or length > MOST_REQUEST:
            raise EOFError
        with connection.makefile("rb") as stream:
            body = stream.read(length)
        if len(body) < length:
            raise EOFError
        yield ast.literal_eval(body.decode()), files
    finally:
        close(files)


def close(files: list[int]) -> None:
    """Close what is still open of the files of a request."""
    while files:
        os.close(files.pop())


@contextmanager
def standing_in(request: Mapping[str, Any], files: Sequence[int]) -> Iterator[None]:
    """Have the output, folder, variables and umask of the process that asked."""
    output, errors, folder = files
    with output_to(output, errors), ExitStack() as back:
        home = os.open(".", os.O_RDONLY)
        back.callback(os.close, home)
        back.callback(os.fchdir, home)
        os.fchdir(folder)
        back.callback(os.umask, os.umask(request["umask"]))
        back.callback(_set_environment, dict(os.environ))
        _set_environment(request["environment"])
        yield


@contextmanager
def output_to(output: int, errors: int) -> Iterator[None]:
    """Have these open files as standard output and standard error."""
    with ExitStack() as back:
        for ours, theirs in ((1, output), (2, errors)):
            kept = os.dup(ours)
            back.callback(os.close, kept)
            back.callback(os.dup2, kept, ours)
            os.dup2(theirs, ours)
        back.callback(_flush)
        yield


def _set_environment(variables: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # Nobody reads it any more.
            stream.flush()
