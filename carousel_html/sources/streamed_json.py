"""
Read a huge JSON list item by item, never holding more than one item and one block.

Knows the `window.YTD.tweets.part0 = ` that X writes before a list. Does not know what an item means.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from carousel_html.errors import ThreadError

BLOCK = 1 << 20
MAX_ITEM = 8 << 20
_START = re.compile(r"\ufeff?\s*(?:window\.[\w.]+\s*=\s*)?\[")
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def items(stream: IO[bytes], where: str) -> Iterator[Any]:
    """Yield the items of the one list in a stream of UTF-8.

    Raises:
        ThreadError: no list, broken or cut JSON (with the item and the place), an item beyond MAX_ITEM.
    """
    reader = _Reader(stream, where)
    reader.start()
    number = 0
    while reader.has_more():
        number += 1
        yield reader.item(number)


class _Reader:
    def __init__(self, stream: IO[bytes], where: str) -> None:
        self.stream, self.where = stream, where
        self.decode = codecs.getincrementaldecoder("utf-8")().decode
        self.text = ""
        self.at = 0
        self.before = 0
        """Letters of the stream that were let go of."""
        self.is_whole = False

    def fill(self) -> bool:
        """Read one more block; False when there is none."""
        if self.is_whole:
            return False
        block = self.stream.read(BLOCK)
        self.is_whole = not block
        try:
            more = self.decode(block, self.is_whole)
        except UnicodeDecodeError as exc:
            raise self.error("the file is not UTF-8", "Get the archive again.") from exc
        self.before += self.at
        self.text, self.at = self.text[self.at :] + more, 0
        return not self.is_whole or bool(more)

    def start(self) -> None:
        """Go behind the bracket that opens the list."""
        self.fill()
        found = _START.match(self.text)
        if not found:
            raise self.error("no list was found in it", "Is it a file of an X archive?")
        self.at = found.end()

    def has_more(self) -> bool:
        """Go to the next item; False at the end of the list."""
        while True:
            found = _BETWEEN.match(self.text, self.at)
            assert found
            self.at = found.end()
            if self.at < len(self.text):
                return self.text[self.at] != "]"
            if not self.fill():
                raise self.error("the list ends in the middle", "Get the archive again; it is not whole.")

    def item(self, number: int) -> Any:
        """Return the item here, reading on until it is whole."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except RecursionError as exc:
                raise self.error(f"item {number} is nested too deep", "Get the archive again.") from exc
            except json.JSONDecodeError as exc:
                if len(self.text) - self.at > MAX_ITEM or not self.fill():
                    what = f"item {number} is cut or broken: {exc.msg}"
                    raise self.error(what, "Get the archive again; it is not whole.") from exc
            else:
                if end < len(self.text) or not self.fill():
                    self.at = end
                    return value

    def error(self, what: str, hint: str) -> ThreadError:
        """Return an error with the place in the stream, counted in letters."""
        return ThreadError(
            f"{what}.", where=f"{self.where}, near letter {self.before + self.at + 1}", hint=hint
        )
