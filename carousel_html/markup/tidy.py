"""
Bring blocks and spans into one canonical form.

Canonical: neighbours of one kind are joined, spaces stand outside emphasis, no space at the ends
of a line, nothing empty, no control characters, no letters that carry their style with them. `parse`
returns this form and `write` keeps it.
Does not know Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import regex

from carousel_html.markup.names import NAMES, checked_href, names_in
from carousel_html.markup.spans import (
    Block,
    Break,
    Bullets,
    Code,
    CodeBlock,
    Emphasis,
    Hashtag,
    Heading,
    Link,
    Mention,
    Paragraph,
    Quotation,
    Span,
    Strike,
    Strong,
    Text,
    Wrapper,
    plain,
)
from carousel_html.markup.styled import styled_spans

CODE_TAB = 4
# What is written on one line of Markdown, whatever happens.
_ONE_LINE = frozenset({Link, Heading})
_CONTROL = regex.compile(r"[\p{Cc}\p{Cs}--[\n]]", regex.V1)
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LANGUAGE = re.compile(r"[\w+#.-]+")


def recognise(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Turn `@name`, `#tag` and bare web addresses in the words of these spans into spans of their own."""
    return tidy_spans(part for span in spans for part in _recognised(span))


def _recognised(span: Span) -> Iterator[Span]:
    match span:
        case Text(text):
            at = 0
            for start, end, name in names_in(text):
                yield Text(text[at:start])
                yield name
                at = end
            yield Text(text[at:])
        case Strong(inner) | Emphasis(inner) | Strike(inner):
            yield _rewrapped(span, [part for one in inner for part in _recognised(one)])
        case _:
            yield span


# --- spans -----------------------------------------------------------------------------------


def tidy_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the canonical form of one paragraph's spans."""
    return _stand_alone(_lines(_tidied(spans, frozenset())))


def _tidied(spans: Iterable[Span], within: frozenset[type]) -> list[Span]:
    """Tidy each span and join neighbours of one kind. `within` names what is already around."""
    out: list[Span] = []
    for span in spans:
        for part in _tidied_one(span, within):
            _append(out, part, within)
    return out


def _append(out: list[Span], part: Span, within: frozenset[type]) -> None:
    last = out[-1] if out else None
    match last, part:
        case Text(left), Text(right):
            out[-1] = Text(left + right)
        case Code(left), Code(right):
            out[-1] = Code(left + right)
        case (
            (Strong(before), Strong(after))
            | (Emphasis(before), Emphasis(after))
            | (Strike(before), Strike(after))
        ):
            joined = _tidied((*before, *after), within | {type(part)})
            out[-1] = _rewrapped(part, joined)
        case _:
            out.append(part)


def _tidied_one(span: Span, within: frozenset[type]) -> list[Span]:
    match span:
        case Text(text):
            return _text(text, within)
        case Strong() | Emphasis() | Strike():
            return _wrapped(span, within)
        case Code(text):
            code = _CONTROL.sub("", _LINE_ENDS.sub("\n", text)).replace("\n", " ")
            return [Code(code)] if code.strip() else []
        case Link():
            return _link(span, within)
        case Mention(text, href) | Hashtag(text, href):
            if Link in within or not NAMES.fullmatch(text):
                return _text(text, within)
            return [replace(span, href=checked_href(href) if href else None)]
        case Break():
            return [Text(" ")] if within & _ONE_LINE else [span]


def _text(text: str, within: frozenset[type]) -> list[Span]:
    clean = _CONTROL.sub("", _LINE_ENDS.sub("\n", text.replace("\t", " ")))
    out: list[Span] = []
    for number, line in enumerate(clean.split("\n")):
        if number:
            out.append(Text(" ") if within & _ONE_LINE else Break())
        styled = styled_spans(line)
        if styled is not None:
            out += _tidied(styled, within)
        elif line:
            out.append(Text(line))
    return out


def _wrapped(span: Wrapper, within: frozenset[type]) -> list[Span]:
    """Tidy a wrapper: none inside its own kind, spaces and breaks moved out of its ends."""
    if type(span) in within:
        return _tidied(span.spans, within)
    inner = _tidied(span.spans, within | {type(span)})
    before, inner, after = _trimmed(_single_breaks(inner))
    body: list[Span] = [_rewrapped(span, inner)] if inner else []
    return [*before, *body, *after]


def _rewrapped(wrapper: Span, spans: Iterable[Span]) -> Span:
    """Return a wrapper of the same kind around other spans."""
    assert isinstance(wrapper, Strong | Emphasis | Strike)
    return type(wrapper)(tuple(spans))


def _trimmed(spans: Sequence[Span]) -> tuple[list[Span], list[Span], list[Span]]:
    """Split off the spaces and breaks at both ends."""
    middle = list(spans)
    before: list[Span] = []
    after: list[Span] = []
    while middle and (edge := _edge(middle[0], left=True)):
        before.append(edge[0])
        middle[:1] = edge[1:]
    while middle and (edge := _edge(middle[-1], left=False)):
        after.insert(0, edge[0])
        middle[-1:] = edge[1:]
    return before, middle, after


def _edge(span: Span, *, left: bool) -> list[Span]:
    """Return the space or break at this end of the span, then what stays; nothing when it has none."""
    if isinstance(span, Break):
        return [span]
    if not isinstance(span, Text):
        return []
    kept = span.text.lstrip() if left else span.text.rstrip()
    if kept == span.text:
        return []
    space = span.text[: len(span.text) - len(kept)] if left else span.text[len(kept) :]
    return [Text(space), Text(kept)] if kept else [Text(space)]


def _link(span: Link, within: frozenset[type]) -> list[Span]:
    href = checked_href(span.href)
    if href is None or Link in within:
        return _tidied(span.spans, within)
    before, inner, after = _trimmed(_tidied(span.spans, within | {Link}))
    inner = inner or [Text(href)]
    name = NAMES.fullmatch(plain(inner)) if all(isinstance(s, Text) for s in inner) else None
    if name and name["mention"]:
        return [*before, Mention(plain(inner), href), *after]
    if name and name["hashtag"]:
        return [*before, Hashtag(plain(inner), href), *after]
    return [*before, Link(href, tuple(inner)), *after]


def _single_breaks(spans: Sequence[Span]) -> list[Span]:
    """Take the spaces around each break away, and all but one of several breaks."""
    out: list[Span] = []
    for span in spans:
        last = out[-1] if out else None
        if isinstance(span, Break):
            if isinstance(last, Text):
                out[-1:] = [Text(kept)] if (kept := last.text.rstrip()) else []
            if out and isinstance(out[-1], Break):
                continue
        elif isinstance(span, Text) and isinstance(last, Break):
            kept = span.text.lstrip()
            if not kept:
                continue
            span = Text(kept)
        out.append(span)
    return out


def _lines(spans: Sequence[Span]) -> list[Span]:
    return _single_breaks(_trimmed(_single_breaks(spans))[1])


def _stand_alone(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Keep a mention or hashtag without address only where reading it back finds it again."""
    out: list[Span] = []
    for number, span in enumerate(spans):
        if isinstance(span, Strong | Emphasis | Strike):
            span = _rewrapped(span, _stand_alone(span.spans))
        if isinstance(span, Mention | Hashtag) and span.href is None:
            after = spans[number + 1] if number + 1 < len(spans) else None
            if not _reads_back(span, out[-1] if out else None, after):
                span = Text(span.text)
        _append(out, span, frozenset())
    return tuple(out)


def _reads_back(name: Mention | Hashtag, before: Span | None, after: Span | None) -> bool:
    if isinstance(after, Strong | Emphasis | Strike):
        return False
    left = before.text if isinstance(before, Text | Mention | Hashtag) else ""
    right = after.text if isinstance(after, Text | Mention | Hashtag) else ""
    spot = (len(left), len(left) + len(name.text))
    return any(found[:2] == spot for found in names_in(left + name.text + right))


# --- blocks ----------------------------------------------------------------------------------


def tidy(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the canonical form of blocks."""
    return tuple(out for block in blocks for out in _tidy_block(block))


def _tidy_block(block: Block) -> list[Block]:
    match block:
        case Paragraph(spans):
            return [Paragraph(line) for part in _paragraphs(spans) if (line := tidy_spans(part))]
        case Heading(level, spans):
            words = _stand_alone(_lines(_tidied(spans, frozenset({Heading}))))
            return [Heading(min(max(level, 1), 6), words)] if words else []
        case Bullets(items, ordered, start):
            kept = tuple(inside for item in items if (inside := tidy(item)))
            number = min(max(start, 0), 999_999_999) if ordered else 1
            return [Bullets(kept, ordered, number)] if kept else []
        case Quotation(blocks):
            quoted = tidy(blocks)
            return [Quotation(quoted)] if quoted else []
        case CodeBlock(text, language):
            code = _CONTROL.sub("", _LINE_ENDS.sub("\n", text.expandtabs(CODE_TAB)))
            word = _LANGUAGE.match(language or "")
            return [CodeBlock(code, word[0] if word else None)] if code.strip() else []


def _paragraphs(spans: Iterable[Span]) -> list[list[Span]]:
    """Cut where two breaks follow each other: an empty line ends a paragraph."""
    parts: list[list[Span]] = [[]]
    breaks = 0
    for span in _tidied(spans, frozenset()):
        if isinstance(span, Break):
            breaks += 1
        elif not (isinstance(span, Text) and not span.text.strip() and breaks):
            if breaks > 1:
                parts.append([])
            breaks = 0
        parts[-1].append(span)
    return parts
