"""
Write a handle and a time the way a slide shows them.

Knows how people read them. Does not know where they stand.
"""

from __future__ import annotations

import datetime as dt
import re

from carousel_html.compose.words import day_in


def at_handle(handle: str) -> str | None:
    """Return a handle as it is read, `@anna`; None for an empty one. Anything with a `/` or space stays."""
    bare = handle.strip()
    if not bare or bare.startswith("@") or re.search(r"[/\s:]", bare):
        return bare or None
    return f"@{bare}"


def day(time: str, language: str) -> str:
    """Return the day of an ISO time as the language writes it (`12 Jun 2021`, `12. Juni 2021`).

    A language that has no words of ours gets `2021-06-12`; a text that is no ISO time stays.
    """
    try:
        moment = dt.datetime.fromisoformat(time)
    except ValueError:
        return time
    return day_in(language, moment.day, moment.month, moment.year) or moment.date().isoformat()
