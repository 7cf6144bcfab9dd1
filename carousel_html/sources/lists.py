"""
Find lists in the lines of a post: neighbours that begin with one bullet, or with ascending numbers.

Knows how people write lists as plain text. Does not know Markdown or where one post ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from carousel_html.markup import Block, Break, Bullets, Paragraph, Span, Text, tidy

_BULLET = re.compile(r"(?P<sign>[-*•‣▪◦●○·–→➜➤▸►]\ufe0f?(?=[ \t\u00a0])|・)[ \t\u00a0\u3000]*(?=\S)")
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.)][ \t\u00a0]+(?=\S)")
_FEWEST_ITEMS = 2


def blocks_of(spans: Iterable[Span]) -> list[Block]:
    """Return the paragraphs and lists of one post's spans; a blank line ends a paragraph."""
    return [part for block in tidy([Paragraph(tuple(spans))]) for part in with_lists(block)]


def with_lists(block: Block) -> list[Block]:
    """Turn the lines of a paragraph that are items into lists; other blocks stay as they are."""
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
