"""
Read JSON somebody gave us: whole or by lines, never trusting that a value is of the kind it should be.

Numbers stay the text they were written as: an id has more digits than a float. Does not know any platform.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from carousel_html.errors import ThreadError

_LOOKS_LIKE_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_SPACE = re.compile(r"\s*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def looks_like_json(text: str) -> bool:
    """Tell whether a text begins as JSON does."""
    return bool(_LOOKS_LIKE_JSON.match(text))


@lru_cache(maxsize=1)
def _documents(text: str) -> list[Any]:
    """Return the values that follow each other in a text, on lines of their own or not."""
    out: list[Any] = []
    at = _behind_space(text, 0)
    while at < len(text):
        value, at = _DECODER.raw_decode(text, at)
        out.append(value)
        at = _behind_space(text, at)
    return out


def _behind_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def documents(text: str, where: str) -> list[Any]:
    """Return the one JSON value of a text, or the one of each line.

    Raises:
        ThreadError: broken or cut JSON, with its line and column; nested too deep.
    """
    try:
        return _documents(text)
    except json.JSONDecodeError as exc:
        raise _broken(text, where, exc) from exc
    except RecursionError as exc:
        raise ThreadError("the JSON is nested too deep.", where=where) from exc


def documents_if_json(text: str) -> list[Any]:
    """Return the JSON values of a text; nothing when it is no JSON, or broken."""
    if not looks_like_json(text):
        return []
    try:
        return documents(text, "")
    except ThreadError:
        return []


def _broken(text: str, where: str, exc: json.JSONDecodeError) -> ThreadError:
    is_cut = exc.msg.startswith("Unterminated") or not text[exc.pos :].strip()
    return ThreadError(
        "the JSON ends in the middle." if is_cut else f"line {exc.lineno} is not valid JSON: {exc.msg}.",
        where=f"{where}:{exc.lineno}:{exc.colno}",
        hint="Get the file again; it was not saved whole." if is_cut else "Get the file again.",
    )


def value_at(value: Any, *keys: str) -> Any:
    """Return what stands under these keys; None when a key is missing or its holder is no mapping."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def words_at(value: Any, *keys: str) -> str:
    """Return the text under these keys; "" when there is none. Half a surrogate pair becomes U+FFFD."""
    found = value_at(value, *keys)
    return _SURROGATE.sub("\ufffd", found) if isinstance(found, str) else ""


def list_at(value: Any, *keys: str) -> list[Any]:
    """Return the list under these keys; empty when there is none."""
    found = value_at(value, *keys)
    return found if isinstance(found, list) else []


def number_at(value: Any, *keys: str) -> int | None:
    """Return the whole number under these keys, also one written as text; None when there is none."""
    found = value_at(value, *keys)
    if not isinstance(found, str) or not re.fullmatch(r"-?[0-9]{1,18}", found):
        return None
    return int(found)
