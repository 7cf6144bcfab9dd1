"""
Pass values between two processes of ours: length-prefixed bytes over a pipe that nobody else holds.

Knows the framing, and pickles. Does not start, watch or end a process; a process that ran what somebody
else wrote is not to be asked for pickles (a pickle can do anything), only for bytes.
"""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

_LENGTH = struct.Struct("<Q")


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
