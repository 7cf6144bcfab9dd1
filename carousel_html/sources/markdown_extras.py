"""
Read what stands in Markdown files beside CommonMark: footnotes, tasks, names of code with signs in them.

Works on the source, outside of code and addresses. Knows how these are written; does not know posts, and
leaves all else to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from carousel_html.sources.typed_marks import TASK, box

_UNTOUCHED = (
    r"^ {0,3}(?P<fence>`{3,}|~{3,})(?:.|\n)*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)[^\0])+?(?<!`)(?P=ticks)(?!`)"
    r"|\bhttps?://[^\s<>]+|\\[^\w\s]"
)
"""Code and addresses, and what is escaped already."""

_DUNDERS = (
    "init|main|name|file|all|new|call|str|repr|dict|doc|class|slots|version|pycache|del|len|iter|next|enter|exit"
    "|eq|hash|getattr|setattr|import|future|proto|dirname"
)
_NAMES = "|".join(
    (
        r"(?<![\w*])__[a-z]\w*?__(?=\.[a-z]|\(| ?=)",  # __init__.py
        rf"(?<=\w\.)__[a-z]\w*?__(?!\w)|(?<![\w*])__(?:{_DUNDERS})__(?!\w)",  # x.__dict__
        r"(?<=\d)\*+(?=\d)|(?<=\b[a-z\d])\*(?=[a-z\d]\b)",  # 2*3*4
        r"(?<![\w*])\*{1,2}(?=[./][a-z]\w*(?![\w.]*\*)|/\*)|(?<=/)\*{1,2}(?=[\s/.,;:)]|$)",  # *.py, src/**
    )
)
_DEFINITION = (
    r"^ {0,3}\[\^(?P<label>[^\]\s]+)\]:[ \t]*(?P<note>.*(?:\n(?:[ \t]{2,}\S.*|[ \t]*(?=\n[ \t]{2,}\S)))*)\n?"
)
_SIGNED_NAMES, _TASKS, _DEFINITIONS, _REFERENCES = (
    re.compile(f"{_UNTOUCHED}|(?P<it>{pattern})", re.MULTILINE)
    for pattern in (_NAMES, TASK, _DEFINITION, r"\[\^(?P<label>[^\]\s]+)\]")
)

_MARK = "\ufdd0"
"""Stands before the number of a note until its post is known: no text has it."""
MARKED = re.compile(f"{_MARK}([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass
class Extras:
    """A Markdown text for the parser, its footnotes by the raised number that stands for each."""

    text: str
    notes: dict[str, str]
    unused: list[str]


def extras_of(text: str) -> Extras:
    """Return the text with escaped signs in names of code, ticks for tasks, and its footnotes apart."""
    notes: dict[str, str] = {}
    unused: list[str] = []
    numbers: dict[str, str] = {}

    def define(found: re.Match[str]) -> str:
        note = re.sub(r"^[ \t]+", "", found["note"], flags=re.MULTILINE)
        if notes.setdefault(found["label"], note) != note:
            unused.append(note)  # As in CommonMark, the first of a name counts.
        return ""

    def refer(found: re.Match[str]) -> str:
        if found["label"] not in notes:
            return found[0]
        return _MARK + numbers.setdefault(found["label"], str(len(numbers) + 1).translate(_RAISED))

    text = _replaced(_SIGNED_NAMES, text, lambda found: re.sub(r"[_*]", r"\\\g<0>", found[0]))
    text = _replaced(_TASKS, text, box)
    text = _replaced(_REFERENCES, _replaced(_DEFINITIONS, text, define), refer)
    used = {number: notes[label] for label, number in numbers.items()}
    unused += [note for label, note in notes.items() if label not in numbers]
    return Extras(text, used, unused)


def _replaced(pattern: re.Pattern[str], text: str, put: Callable[[re.Match[str]], str]) -> str:
    return pattern.sub(lambda found: found[0] if found["it"] is None else put(found), text)
