"""
Read the times of posts as platforms write them.

Knows ISO 8601, the time of X archives, RFC 822 and seconds since 1970. Does not know the reader's locale.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OF_X = re.compile(r"\w{3} (\w{3}) (\d\d) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?")


def utc(text: str) -> str | None:
    """Return a time as `2025-12-06T18:20:30Z`; None when it cannot be read. Without a zone it is UTC."""
    text = text.strip()
    try:
        if found := _OF_X.fullmatch(text):
            month = _MONTHS.index(found[1]) + 1
            text = f"{found[5]}-{month:02}-{found[2]}T{found[3]}{found[4]}"
        if _ISO.fullmatch(text):
            return _written(datetime.fromisoformat(re.sub(r"\.\d+", "", text)))
        return _written(parsedate_to_datetime(text)) if text else None
    except (ValueError, OverflowError, TypeError):
        return None


def utc_of_seconds(seconds: int | None) -> str | None:
    """Return a time given as seconds since 1970; None when there is none, or it is out of range."""
    try:
        return None if seconds is None else _written(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _written(time: datetime) -> str:
    return time.replace(tzinfo=time.tzinfo or UTC).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
