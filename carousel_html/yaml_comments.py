"""
Find values that YAML took for a comment: `accent: #0a66c2`, and `- #growth` in a list.

Knows what a line of YAML looks like behind its key. A comment with a space after its sign is meant as one.
"""

from __future__ import annotations

import re

_LOST = re.compile(r":?[ \t]+(#[^\s#].*?)[ \t]*(?:[,}\]].*)?$")
_LOST_IN_FLOW = re.compile(r"[\[{].*?(?:[:,][ \t]+|[\[{][ \t]*)(#[^\s#,}\]]+)")
HINT = 'What begins with # is a comment to YAML. Put it in quotes: "{}".'


def lost_value(line: str, column: int) -> str | None:
    """Return what a line has behind the key or dash that ends at this column, where it begins with #."""
    found = _LOST.match(line, column)
    return found[1] if found else None


def lost_in_brackets(line: str) -> str | None:
    """Return the first value of a mapping or list on one line that begins with #."""
    found = _LOST_IN_FLOW.search(line)
    return found[1] if found else None
