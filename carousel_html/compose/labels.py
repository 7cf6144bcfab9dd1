"""
Write a handle and a time the way a slide shows them.

Knows how people read them. Does not know where they stand.
"""

from __future__ import annotations

import datetime as dt
import re

# strftime would ask the machine's locale.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def at_handle(handle: str) -> str | None:
    """Return a handle as it is read, `@anna`; None for an empty one. Anything with a `/` or space stays."""
    bare = handle.strip()
    if not bare or bare.startswith("@") or re.search(r"[/\s:]", bare):
        return bare or None
    return f"@{bare}"


def day(time: str, language: str) -> str:
    """Return the day of an ISO time (English `12 Jun 2021`, else `2021-06-12`); other text stays."""
    try:
        moment = dt.datetime.fromisoformat(time)
    except ValueError:
        return time
    if language.lower().partition("-")[0] != "en":
        return moment.date().isoformat()
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
