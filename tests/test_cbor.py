"""The protocol's binary form is read and written as Chromium does it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from carousel_html.stage.cbor import decode, encode
from carousel_html.stage.cdp import Connection, Lost


def test_reads_what_chromium_writes():
    """Every kind of value there is: text as UTF-8 and as UTF-16 with half a pair, data, numbers, names."""
    text = b"\x61a\x66gr\xc3\xbc\xc3\x9f" + b"\x61b\x46" + b"\xfc\x00\x3d\xd8x\x00"
    data = b"\x61c\xd6\x43\x00\xff\xd8"
    numbers = b"\x61d\xd8\x18\x5a\x00\x00\x00\x19\x9f\x17\x18\x18\x19\x01\x00\x1a\x00\x01\x00\x00\x20\x38\x63"
    doubles = b"\xfb\x3f\xf8\x00\x00\x00\x00\x00\x00\xff"
    plain = b"\x61e\xf4\x61f\xf5\x61g\xf6"
    inside = b"\xbf" + text + data + numbers + doubles + plain + b"\xff"
    message = b"\xd8\x18\x5a" + len(inside).to_bytes(4, "big") + inside
    assert decode(message) == {
        "a": "grüß", "b": "ü\ud83dx", "c": b"\x00\xff\xd8", "d": [23, 24, 256, 65536, -1, -100, 1.5],
        "e": False, "f": True, "g": None,
    }  # fmt: skip


@pytest.mark.parametrize("length", [0, 23, 24, 255, 256, 65_535, 65_536])
def test_what_is_written_is_read(length: int):
    """Whatever its length, and however deep; a whole number is an int, as in JSON."""
    value = {"text": "é" * length, "data": b"\n" * length, "list": [length, -length, [{}, []], 0.5, True]}
    assert decode(encode(value)) == value
    assert type(decode(encode({"number": float(length)}))["number"]) is int


def test_a_message_cut_short_is_refused():
    """Wherever it is cut, nothing is made up."""
    whole = encode({"id": 1, "result": {"data": b"123", "scale": 1.5, "names": ["a", None]}})
    for end in range(7, len(whole)):
        with pytest.raises(ValueError, match="short"):
            decode(whole[:end])


@pytest.fixture
def pipes() -> Iterator[tuple[Connection, int, int]]:
    """A connection, and the browser's ends of its pipes: what to write to, what to read from."""
    answers, theirs_out = os.pipe()
    theirs_in, commands = os.pipe()
    yield Connection(answers, commands), theirs_out, theirs_in
    for each in (answers, theirs_out, theirs_in, commands):
        os.close(each)


def test_half_a_message_is_kept(pipes: tuple[Connection, int, int]):
    """A thread that gives up in the middle of a message leaves it whole to the next one."""
    connection, browser, _ = pipes
    first = encode({"id": 1, "result": {"data": b"late"}})
    second = encode({"id": 2, "result": {"data": b"good"}})
    os.write(browser, first[:20])
    connection.deadline = time.monotonic() + 0.3
    with pytest.raises(Lost, match="hung"):
        connection.call("Page.captureScreenshot")
    connection.deadline = None
    os.write(browser, first[20:] + second)
    assert connection.call("Page.captureScreenshot") == {"data": b"good"}


def test_who_speaks_otherwise_counts_as_lost(pipes: tuple[Connection, int, int]):
    """What answers in JSON, or not at all like a browser, is no browser of ours."""
    connection, browser, _ = pipes
    os.write(browser, b'{"id":1,"result":{}}\0')
    with pytest.raises(Lost, match="understood"):
        connection.call("Browser.getVersion")
