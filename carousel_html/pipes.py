"""
Start another process of ours, and pass values to and fro: length-prefixed bytes over its pipes.

Knows the framing, pickles, how jobs are answered, and how a process finds this package and nothing that
merely lies in the folder somebody works in. Does not watch or end a process. One that runs what somebody else
wrote is not to be asked for pickles (a pickle can do anything), only for bytes.
"""

from __future__ import annotations

import gc
import os
import pickle
import struct
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from carousel_html.errors import CarouselError

_LENGTH = struct.Struct("<Q")
_GARBAGE = (20_000, 10, 10)
"""How many objects are made before garbage is looked for. While a page is printed all of them are in use, and
with Python's own 700 each is looked at so often that it is a twentieth of the work."""

_HOME = Path(__file__).parent.parent


def start(module: str, environment: Mapping[str, str], *, errors: Any) -> subprocess.Popen[bytes]:
    """Start `python -m carousel_html.<module>` with pipes to its stdin and stdout.

    `-P`: `-m` alone would import a `numpy.py` out of the folder somebody works in. Ctrl-C goes to us alone;
    the process is expected to end when its pipe closes.
    """
    places = [str(_HOME), *filter(None, [environment.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, "-P", "-m", f"carousel_html.{module}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**environment, "PYTHONPATH": os.pathsep.join(places)},
        start_new_session=True,
    )


@contextmanager
def serving() -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Give a process that `start` started its two ends, and let nothing else print into them."""
    gc.set_threshold(*_GARBAGE)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    yield sys.stdin.buffer, answers


def serve(jobs: IO[bytes], answers: IO[bytes], do: Callable[..., object]) -> None:
    """Call `do` with what each job holds until the other end closes the pipe.

    An answer is ("done", what it returned), ("error", a CarouselError) or ("crash", a traceback's text).
    """
    while True:
        try:
            job = receive(jobs)
        except EOFError:
            return
        try:
            answer: tuple[str, object] = ("done", do(*job))
        except CarouselError as error:
            answer = ("error", error)
        except Exception:
            answer = ("crash", traceback.format_exc())
        send(answers, answer)


def send(pipe: IO[bytes], value: object) -> None:
    """Write one value to a pipe."""
    send_bytes(pipe, pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))


def receive(pipe: IO[bytes]) -> Any:
    """Read one value from a pipe; raise EOFError when the other end is gone."""
    return pickle.loads(receive_bytes(pipe))


def send_bytes(pipe: IO[bytes], body: bytes) -> None:
    """Write some bytes to a pipe."""
    pipe.write(_LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def receive_bytes(pipe: IO[bytes], *, most: int | None = None) -> bytes:
    """Read some bytes from a pipe; raise EOFError when the other end is gone or sends more than `most`."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    if most is not None and length > most:
        raise EOFError
    body = pipe.read(length)
    if len(body) < length:
        raise EOFError
    return body
