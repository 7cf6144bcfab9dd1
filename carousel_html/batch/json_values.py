"""
Read JSON that is one list, or objects over several lines, as values with the line each begins on.

Holds the whole text, unlike lines of JSON. Does not know what a value means.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_BETWEEN = re.compile(r"[\s,\[\]]*")
_DECODER = json.JSONDecoder()


def values_in(text: str, line: int) -> Iterator[tuple[int, Any]]:
    """Yield the line and value of each item; for what is broken, last, a ValueError as its value.

    `line` is where the text begins.
    """
    at = counted = 0
    while True:
        found = _BETWEEN.match(text, at)
        assert found
        at = found.end()
        line += text.count("\n", counted, at)
        counted = at
        if at == len(text):
            return
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield line, ValueError(str(error))
            return
        yield line, value
