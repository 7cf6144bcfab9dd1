"""
Find lists in the lines of a post: neighbours that begin with one bullet, an emoji each, or ascending numbers.

Knows how people write lists as plain text. Does not know Markdown or where one post ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

import regex

from carousel_html.markup import Block, Break, Bullets, CodeBlock, Paragraph, Span, Text, plain, signed, tidy
from carousel_html.sources.typed_code import Listing, parts_of
from carousel_html.sources.typed_marks import with_boxes, with_marks

_BULLET = re.compile(r"(?P<sign>[-*•‣▪◦●○·–→➜➤▸►]\ufe0f?(?=[ \t\u00a0])|・)[ \t\u00a0\u3000]*(?=\S)")
_STEP = r"(?:step|schritt|étape|paso|passo|stap|steg|trin|krok|adım|шаг|крок)[ \t\u00a0]+"
"""What a number says by itself: its line is one of several, in order."""

_NUMBERED = re.compile(
    rf"(?:(?P<number>\d{{1,3}})[.)]|(?P<keycap>(?:\d\ufe0f?\u20e3)+|🔟)[.):]?|{_STEP}(?P<step>\d{{1,2}})[.):–-])"
    r"[ \t\u00a0]+(?=\S)",
    re.IGNORECASE,
)
_FEWEST_ITEMS = 2

_POINTERS = frozenset("👉➡▶⏩🔹🔸🔷🔶🔘⚫⚪▪▫◾◽")
"""Emoji that say no more than a bullet does."""
_VERDICTS = frozenset("✅✔☑✓❌✖✗✘☒❎☐⛔🚫👍👎🟢🟡🟠🔴")
"""Emoji that say what is thought of a point: points of one list may differ in them."""
_HERALDS = frozenset("🚨📢📣📰🗞‼")
"""Emoji that cry out a headline."""
_AHEAD = frozenset("🧵👇⬇🔽⤵")
"""Emoji that point at what comes next: their line is no item."""
_STYLE = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")  # as text, as an emoji, tones of skin
_CRY = regex.compile(r"^\W+\p{Lu}{2}[^\p{Ll}:]*:")


def blocks_of(spans: Iterable[Span]) -> list[Block]:
    """Return the paragraphs, lists and listings of one post's spans; a blank line ends a paragraph.

    Marks and code that were typed by hand are read, as in text that was pasted; code only where nothing in
    the post is a link, a mention or a tag.
    """
    given = list(spans)
    if not all(isinstance(span, Text | Break) for span in given):
        return _paragraphs(given)
    blocks: list[Block] = []
    for part in parts_of(plain(given)):
        blocks += (
            [CodeBlock(part.text)] if isinstance(part, Listing) else _paragraphs([Text(with_boxes(part))])
        )
    return blocks


def _paragraphs(spans: Iterable[Span]) -> list[Block]:
    return [part for block in tidy([Paragraph(tuple(with_marks(spans)))]) for part in with_lists(block)]


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
    if _sign(lines[at]):
        return _signed_run(lines[at:])
    run: list[list[Span]] = []
    first = _marker(lines[at])
    for line in lines[at:]:
        sign = _marker(line)
        expected = first + len(run) if isinstance(first, int) else first
        if sign is None or sign != expected:
            break
        run.append(line)
    return run


def _signed_run(lines: Sequence[list[Span]]) -> list[list[Span]]:
    """Return the lines that begin with an emoji each, but for a headline over them and a last word below."""
    run: list[list[Span]] = []
    for line, after in zip_longest(lines, lines[1:]):
        is_over = after is not None and _sign(after) is not None and _ends_open(line) > _ends_open(after)
        if _sign(line) is None or is_over:
            break
        run.append(line)
    if _is_followed(run):
        run.pop()
    return run[:1] if len(run) < _FEWEST_ITEMS or _is_headed(run) else run


def _is_followed(run: Sequence[list[Span]]) -> bool:
    """Tell whether the last of these lines is a word about the others: "👉 So we stopped" below ❌."""
    if len(run) <= _FEWEST_ITEMS:
        return False
    *above, last = map(_kind, run)
    alike = above if above[0] == above[1] else above[1:]
    return len(alike) >= _FEWEST_ITEMS and set(alike) == {alike[0]} and last not in (*above, "verdict")


def _is_headed(run: Sequence[list[Span]]) -> bool:
    """Tell whether the first of these lines is a headline: "🚨 BREAKING: …", or one unlike all below it."""
    first, *others = map(_kind, run)
    if first in ("verdict", others[0]):
        return False
    cries = [_CRY.search(plain(line)) is not None for line in run[:2]]
    is_unlike = len(others) >= _FEWEST_ITEMS and len(set(others)) == 1
    return first in _HERALDS or cries == [True, False] or is_unlike


def _sign(line: Sequence[Span]) -> str | None:
    """Return the emoji before the words of a line, in one style and without a tone of skin."""
    found = signed(line)
    sign = _STYLE.sub("", found[0]) if found else None
    return None if sign in _AHEAD else sign


def _kind(line: Sequence[Span]) -> str:
    sign = _sign(line) or ""
    return "verdict" if sign in _VERDICTS else sign


def _ends_open(line: Sequence[Span]) -> bool:
    return plain(line).rstrip().endswith((":", "："))


def _marker(line: Sequence[Span]) -> str | int | None:
    start = line[0].text if isinstance(line[0], Text) else ""
    start += "." if len(line) > 1 else ""  # What follows may be a name, a link or code.
    if bullet := _BULLET.match(start):
        return bullet["sign"]
    number = _NUMBERED.match(start)
    return number_of(next(filter(None, number.groups()))) if number else None


def number_of(written: str) -> int:
    """Return the number that digits or keycaps say."""
    return 10 if written == "🔟" else int("".join(filter(str.isdecimal, written)))


def _list_of(run: Sequence[list[Span]]) -> Bullets:
    first = _marker(run[0])
    if first is None:
        return _signed_list(run)
    items = []
    for line in run:
        assert isinstance(line[0], Text)
        pattern = _NUMBERED if isinstance(first, int) else _BULLET
        found = pattern.match(line[0].text + ".")
        assert found is not None, "it is an item"
        items.append((Paragraph((Text(line[0].text[found.end() :]), *line[1:])),))
    return Bullets(tuple(items), isinstance(first, int), first if isinstance(first, int) else 1)


def _signed_list(run: Sequence[list[Span]]) -> Bullets:
    """Make a list of lines with an emoji each. What only points is dropped, what means something stays."""
    signs = set(map(_sign, run))
    points = len(signs) == 1 and signs <= _POINTERS
    found = [(line, signed(line)) for line in run]
    items = [words[1] if points and words else tuple(line) for line, words in found]
    return Bullets(tuple((Paragraph(item),) for item in items))


def _add_line(out: list[Block], line: Sequence[Span]) -> None:
    last = out[-1] if out else None
    if isinstance(last, Paragraph):
        out[-1] = Paragraph((*last.spans, Break(), *line))
    else:
        out.append(Paragraph(tuple(line)))
