"""
Write and read the messages of the DevTools protocol in their binary form.

It is CBOR (RFC 8949) with three habits of Chromium's (third_party/inspector_protocol/crdtp/cbor.cc): a map or
list stands in an *envelope*, a byte string under tag 24 that says how long it is; bytes under tag 22 are
data, which the protocol's JSON form would spell in base64; bytes without a tag are UTF-16. Knows values; does
not know what they mean, nor where they come from.
"""

from __future__ import annotations

import struct
from typing import Any

ENVELOPE_BYTES = 7
"""Tag 24, and the head of a byte string whose length takes four bytes."""

_ENVELOPE = b"\xd8\x18\x5a"
_UNSIGNED, _NEGATIVE, _BYTES, _TEXT = range(4)
_LIST_START, _MAP_START, _STOP = 0x9F, 0xBF, 0xFF
_DATA, _DOUBLE = 0xD6, 0xFB
_SIMPLE: dict[int, bool | None] = {0xF4: False, 0xF5: True, 0xF6: None}
_SIMPLE_BYTES = {value: bytes([byte]) for byte, value in _SIMPLE.items()}


def encode(value: object) -> bytes:
    """Return a value as the protocol writes it: dicts, lists, text, data, numbers, True, False, None."""
    match value:
        case True | False | None:
            return _SIMPLE_BYTES[value]
        case int():
            return _head(_UNSIGNED, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
        case float():
            return struct.pack(">Bd", _DOUBLE, value)
        case str():
            text = value.encode()
            return _head(_TEXT, len(text)) + text
        case bytes():
            return bytes([_DATA]) + _head(_BYTES, len(value)) + value
        case dict():
            inside = b"".join(encode(part) for pair in value.items() for part in pair)
            return _enveloped(_MAP_START, inside)
        case list() | tuple():
            return _enveloped(_LIST_START, b"".join(map(encode, value)))
    raise TypeError(f"{type(value).__name__} has no form in a message")


def message_bytes(start: bytes | bytearray) -> int:
    """Return how long a message is that begins with these `ENVELOPE_BYTES` bytes.

    Raises ValueError when no message begins so.
    """
    if not start.startswith(_ENVELOPE):
        raise ValueError(f"no message begins with {start.hex()}")
    return ENVELOPE_BYTES + int.from_bytes(start[len(_ENVELOPE) : ENVELOPE_BYTES], "big")


def decode(message: bytes | bytearray) -> Any:
    """Return the value that a whole message holds; raises ValueError for one that is none.

    A number without a fraction is an int, whichever way it was written, as it is read from JSON.
    """
    try:
        return _value(memoryview(message), 0)[0]
    except (IndexError, struct.error) as error:
        raise ValueError("the message is cut short") from error


def _enveloped(start: int, inside: bytes) -> bytes:
    return _ENVELOPE + struct.pack(">IB", len(inside) + 2, start) + inside + bytes([_STOP])


def _head(kind: int, number: int) -> bytes:
    """Write what kind of item follows, with its value or length, in as few bytes as hold it."""
    if number < 24:
        return bytes([kind << 5 | number])
    size = next(each for each in range(4) if number < 1 << (8 << each))
    return bytes([kind << 5 | 24 + size]) + number.to_bytes(1 << size, "big")


def _value(data: memoryview, at: int) -> tuple[Any, int]:
    """Return the value that begins at `at`, and where it ends."""
    first = data[at]
    if first >> 5 <= _TEXT:
        return _item(data, at)
    if first == _ENVELOPE[0]:
        at += ENVELOPE_BYTES
        return _map(data, at + 1) if data[at] == _MAP_START else _list(data, at + 1)
    if first == _DATA:
        start, end = _span(data, at + 1)
        return bytes(data[start:end]), end
    if first == _DOUBLE:
        number: float = struct.unpack_from(">d", data, at + 1)[0]
        return int(number) if number.is_integer() else number, at + 9
    if first in _SIMPLE:
        return _SIMPLE[first], at + 1
    raise ValueError(f"no value begins with {first:#x}")


def _item(data: memoryview, at: int) -> tuple[int | str, int]:
    kind = data[at] >> 5
    start, end = _span(data, at)
    if kind == _TEXT:
        return str(data[start:end], "utf-8"), end
    if kind == _BYTES:
        return str(data[start:end], "utf-16-le", "surrogatepass"), end
    number = end - start
    return (number if kind == _UNSIGNED else -1 - number), start


def _span(data: memoryview, at: int) -> tuple[int, int]:
    """Return where the bytes after a head begin and end; their length is the value of a number."""
    short = data[at] & 31
    if short < 24:
        return at + 1, at + 1 + short
    start = at + 1 + (1 << short - 24)
    return start, start + int.from_bytes(data[at + 1 : start], "big")


def _map(data: memoryview, at: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while data[at] != _STOP:
        key, at = _item(data, at)
        found[str(key)], at = _value(data, at)
    return found, at + 1


def _list(data: memoryview, at: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    while (first := data[at]) != _STOP:
        if first < 24:  # Most of what a snapshot of the page holds.
            found.append(first)
            at += 1
        else:
            value, at = _value(data, at)
            found.append(value)
    return found, at + 1
