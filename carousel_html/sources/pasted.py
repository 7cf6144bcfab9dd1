"""
Read a thread as it is pasted: paragraphs, perhaps counters, perhaps HTML links.

Knows how people write threads as plain text. Does not know Markdown, and never fetches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from carousel_html.markup import Block, Break, Bullets, Paragraph, Span, Text, tidy
from carousel_html.model import Thread
from carousel_html.sources.html_words import HtmlWords, has_tags, read_html, unescape
from carousel_html.sources.posts import Unit, drafts
from carousel_html.sources.thread import refused_image, refused_link, thread_of

_RULE = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)
_BULLET = re.compile(r"(?P<sign>[-*•‣▪◦●○·–])[ \t\u00a0]+(?=\S)")
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.)][ \t\u00a0]+(?=\S)")
_FEWEST_ITEMS = 2


def recognises(text: str) -> bool:
    """Tell whether this is a text at all: every one is."""
    return bool(text)


def read(text: str, where: str, folder: Path) -> Thread:
    """Read pasted text. Posts end at a line of `---`, else at counters, else at blank lines.

    Raises:
        ThreadError: too many posts, or nothing but markers.
    """
    words = [_words(chunk, html=has_tags(text)) for chunk in _RULE.split(text)]
    found = drafts([_units(chunk.spans) for chunk in words])
    thread = thread_of([draft for draft in found if draft.blocks or draft.counter], where)
    last = thread.posts[-1].id
    for chunk in words:
        thread.left_out += [refused_link(last, href) for href in chunk.refused_links]
        thread.left_out += [refused_image(last, src) for src in chunk.images]
    return thread


def _words(chunk: str, *, html: bool) -> HtmlWords:
    return read_html(chunk) if html else HtmlWords([Text(unescape(chunk))])


def _units(spans: Sequence[Span]) -> list[Unit]:
    return [tidy(_with_lists(block)) for block in tidy([Paragraph(tuple(spans))])]


# --- lists -----------------------------------------------------------------------------------


def _with_lists(block: Block) -> list[Block]:
    """Turn lines that begin with the same bullet, or with ascending numbers, into a list."""
    if not isinstance(block, Paragraph):
        return [block]
    out: list[Block] = []
    lines = _lines(block.spans)
    at = 0
    while at < len(lines):
        run = _run(lines, at)
        if len(run) >= _FEWEST_ITEMS:
            out.append(_list_of(run))
        else:
            run = lines[at : at + 1]
            _add_line(out, run[0])
        at += len(run)
    return out


def _lines(spans: Iterable[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        if isinstance(span, Break):
            lines.append([])
        else:
            lines[-1].append(span)
    return [line for line in lines if line]


def _run(lines: Sequence[list[Span]], at: int) -> list[list[Span]]:
    """Return the lines from here on that are items of one list."""
    run: list[list[Span]] = []
    first = _marker(lines[at])
    for line in lines[at:]:
        sign = _marker(line)
        expected = first + len(run) if isinstance(first, int) else first
        if sign is None or sign != expected:
            break
        run.append(line)
    return run


def _marker(line: Sequence[Span]) -> str | int | None:
    start = line[0].text if isinstance(line[0], Text) else ""
    if bullet := _BULLET.match(start):
        return bullet["sign"]
    number = _NUMBERED.match(start)
    return int(number["number"]) if number else None


def _list_of(run: Sequence[list[Span]]) -> Bullets:
    first = _marker(run[0])
    items = []
    for line in run:
        assert isinstance(line[0], Text)
        pattern = _NUMBERED if isinstance(first, int) else _BULLET
        items.append((Paragraph((Text(pattern.sub("", line[0].text, count=1)), *line[1:])),))
    return Bullets(tuple(items), isinstance(first, int), first if isinstance(first, int) else 1)


def _add_line(out: list[Block], line: Sequence[Span]) -> None:
    last = out[-1] if out else None
    if isinstance(last, Paragraph):
        out[-1] = Paragraph((*last.spans, Break(), *line))
    else:
        out.append(Paragraph(tuple(line)))
