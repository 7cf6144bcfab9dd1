"""
Read posts from a table: CSV with a line of names at the top, or JSON lines.

Knows the names people give to such columns. One line is one post. Text is our Markdown subset no more than
a pasted post is: every sign is a word. Does not know any platform.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from carousel_html.errors import ThreadError
from carousel_html.markup import Text, checked_href
from carousel_html.model import Author
from carousel_html.sources.found import FoundPost, FoundThread
from carousel_html.sources.json_values import documents, documents_if_json, looks_like_json
from carousel_html.sources.lists import blocks_of
from carousel_html.sources.times import utc

# What a column may be called, and what it is to us.
COLUMNS = {
    "text": ("text", "content", "body", "post", "tweet", "full_text", "message", "tweet_text", "post_text"),
    "id": ("id", "post_id", "tweet_id"),
    "time": ("time", "date", "created_at", "created", "published", "timestamp"),
    "url": ("url", "link", "permalink"),
    "author": ("author", "name", "author_name", "user"),
    "handle": ("handle", "username", "screen_name"),
    "image": ("image", "images", "image_url", "media", "picture"),
    "alt": ("alt", "alt_text", "image_alt"),
}
_NAMES = {name: column for column, names in COLUMNS.items() for name in names}
_DELIMITERS = ",;\t"
MAX_FIELD = 1_000_000
_FEWEST_COLUMNS = 2
_ROWS_LOOKED_AT = 50


def recognises(text: str) -> bool:
    """Tell whether the first line names a column of text and others, or each line is JSON with words.

    Columns nobody knows are more than half of them only where every line has a cell for each.
    """
    if looks_like_json(text):
        found = documents_if_json(text)
        rows = found if len(found) > 1 else _listed(found)
        return bool(rows) and all(_has_text(row) for row in rows[:3])
    first = text.split("\n", 1)[0].lstrip("\ufeff").strip()
    names = [_cell(cell) for cell in re.split(f"[{_DELIMITERS}]", first)]
    known = [_NAMES[name] for name in names if name in _NAMES]
    if len(names) < _FEWEST_COLUMNS or "text" not in known:
        return False
    return len(known) > len(names) / 2 or _is_even(text, len(names))


def _is_even(text: str, width: int) -> bool:
    """Tell whether the first rows have a cell for each name, and there are some."""
    lines = io.StringIO(text, newline="")
    delimiter = max(_DELIMITERS, key=text.split("\n", 1)[0].count)
    try:
        rows = [row for row in islice(csv.reader(lines, delimiter=delimiter), _ROWS_LOOKED_AT) if row]
    except csv.Error:
        return False
    return len(rows) > 1 and all(len(row) == width for row in rows)


def threads(text: str, where: str) -> list[FoundThread]:
    """Return the lines as one list of posts, in their order.

    Raises:
        ThreadError: broken JSON or CSV (line), or no column of text.
    """
    rows = list(_json_rows(text, where) if looks_like_json(text) else _csv_rows(text, where))
    posts = []
    authors = [_author(row) for _, row in rows]
    for (_, row), author in zip(rows, authors, strict=True):
        post = FoundPost(
            _said(row, "id"), blocks_of([Text(_said(row, "text"))]), checked_href(_said(row, "url"))
        )
        post.time = utc(_said(row, "time")) if _said(row, "time") else None
        post.author = author if author != authors[0] else None
        for src in _said(row, "image").split():
            post.picture_on_the_web(src, _said(row, "alt"))
        post.removed += _rest(row)
        posts.append(post)
    return [FoundThread("rows", posts, authors[0])] if posts else []


def _json_rows(text: str, where: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    found = documents(text, where)
    for number, row in enumerate(found if len(found) > 1 else _listed(found), 1):
        if not _has_text(row):
            raise ThreadError(f"line {number} has no text.", where=f"{where}:{number}", hint=_hint())
        yield number, {key.strip().lower(): _plain(value) for key, value in row.items()}


def _csv_rows(text: str, where: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(MAX_FIELD)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, restkey="")
    reader.fieldnames = [_cell(name) for name in reader.fieldnames or []]
    if not _column(dict.fromkeys(reader.fieldnames, ""), "text"):
        raise ThreadError("the table has no column of text.", where=f"{where}:1", hint=_hint())
    try:
        for row in reader:
            if row.get(""):
                raise ThreadError(
                    f"line {reader.line_num} has more cells than the first line has names.",
                    where=f"{where}:{reader.line_num}",
                    hint=f'Put a cell with "{delimiter}" in it into quotes.',
                )
            yield reader.line_num, {key: value or "" for key, value in row.items()}
    except csv.Error as exc:
        raise ThreadError(
            f"line {reader.line_num + 1} cannot be read as CSV: {exc}.",
            where=f"{where}:{reader.line_num + 1}",
        ) from exc


def _hint() -> str:
    return f"Name one of the columns: {', '.join(COLUMNS['text'])}."


def _cell(cell: str) -> str:
    return cell.strip().strip('"').strip().lower().replace(" ", "_")


def _listed(found: list[Any]) -> list[Any]:
    """Return the items of a document that is one list."""
    return found[0] if len(found) == 1 and isinstance(found[0], list) else found


def _has_text(row: Any) -> bool:
    """Tell whether a value is a line with words: what stands there is no list and nothing nested."""
    name = _column(row, "text") if isinstance(row, dict) else None
    return name is not None and isinstance(row[name], str)


def _column(row: Mapping[str, Any], column: str) -> str | None:
    return next((name for name in row if _NAMES.get(name.strip().lower()) == column), None)


def _said(row: Mapping[str, str], column: str) -> str:
    name = _column(row, column)
    return row[name] if name else ""


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(_plain, value))
    if isinstance(value, dict):
        return next((_plain(value[key]) for key in ("name", "url", "username") if key in value), "")
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _author(row: Mapping[str, str]) -> Author:
    handle = _said(row, "handle").lstrip("@")
    return Author(name=_said(row, "author"), handle=f"@{handle}" if handle else "")


def _rest(row: Mapping[str, str]) -> list[str]:
    """Return the cells of columns we have no place for."""
    return [
        f"{name}: {value}" for name, value in row.items() if name and name not in _NAMES and value.strip()
    ]
