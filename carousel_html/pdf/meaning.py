"""
Let the glyphs of a PDF say what was written, where WeasyPrint's tables cannot.

WeasyPrint gives each glyph one text, that of the first cluster it meets it in. Where letters are stacked, the
table is put right here; where a glyph has several meanings, no table can be, and the cluster says what it
stands for as `ActualText` (ISO 32000-1 §14.9.4): Arabic dots and Devanagari signs are parts that letters
share, and a code font draws the first half of `!=` and `->` with the same empty glyph. Cluster by cluster,
because readers turn right-to-left lines round by themselves, and would turn a word's text, too.
Knows what WeasyPrint 70 draws for a line; does not know where anything stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any
from unicodedata import mirrored

from carousel_html.frozen import TextLine
from carousel_html.pdf.spacing import shape
from carousel_html.pdf.unseen import UNSEEN, block_texts

_JOINED = re.compile(
    r"[\u0300-\u036f\u0610-\u065f\u066e-\u06ef\u06fa-\u109f\u1700-\u1bff\ua800-\uabff\ufe70-\ufefe]"
)
"""Marks that sit on letters, Arabic, Indic scripts and those of South-East Asia."""

NOTHING = "\u200b"
"""What a glyph stands for that only completes another: readers want a text for each, and ignore this one."""

_ENTRY = re.compile(rb"<(?!0000> <ffff>)([0-9a-f]{4})> <([0-9a-f]*)>$")
TOKEN = re.compile(rb"<([0-9a-f]+)>|(-?[\d.]+)")
"""What shows text: glyphs, four hexadecimal digits each, or a distance."""

Table = dict[int, str]


@dataclass(frozen=True)
class Cluster:
    """Glyphs from left to right that are drawn for some letters together; `text` is what they mean."""

    glyphs: tuple[int, ...]
    text: str
    is_rtl: bool

    @property
    def main(self) -> int:
        """Which of the glyphs stands for all letters where they cannot be told apart: the first one read."""
        return len(self.glyphs) - 1 if self.is_rtl else 0

    def texts(self) -> list[str]:
        """Return what each glyph stands for: its own letter, or the main one for all, the others for none."""
        if len(self.glyphs) == len(self.text):
            return list(reversed(self.text) if self.is_rtl else self.text)
        return [self.text if n == self.main else NOTHING for n in range(len(self.glyphs))]

    def is_said(self, table: Table) -> bool:
        """Say whether the glyphs' own texts make the cluster's."""
        return [table.get(glyph) for glyph in self.glyphs] == self.texts()


@dataclass
class _Span:
    """Parts of a stream; those that draw a line have it, and its clusters where one may need a mark."""

    parts: Sequence[Any]
    line: TextLine | None = None
    clusters: Sequence[Cluster] = ()

    @property
    def font(self) -> str:
        """The name of the line's font; empty where nothing is drawn."""
        names = (bytes(part).split()[0][1:].decode() for part in self.parts if ends_in(part, b" Tf"))
        return next(names, "")

    def glyphs(self) -> list[int]:
        """Return the numbers of the glyphs that are shown: four hexadecimal digits each."""
        shown = (part for part in self.parts if ends_in(part, b"] TJ"))
        strings = [string for part in shown for string, _ in TOKEN.findall(part)]
        return [int(string[at : at + 4], 16) for string in strings for at in range(0, len(string), 4)]


def say_lines(
    pdf: Any, contents: Sequence[Any], lines: Sequence[Sequence[TextLine]], fonts: Mapping[str, bytes]
) -> None:
    """Mark, in place, what the glyphs of each line stand for where their own texts do not say it.

    `contents` are what is drawn on each page, `lines` those of each page in the order of drawing, `fonts`
    their files.
    """
    pages = [list(_spans(each.stream, written)) for each, written in zip(contents, lines, strict=True)]
    spans = [
        (span, span.line) for page in pages for span in page if span.line and span.line.face and span.font
    ]
    blocks = block_texts(fonts[UNSEEN]) if UNSEEN in fonts else {}
    entered: dict[str, Table] = {
        span.font: dict(blocks) for span, line in spans if line.face == UNSEEN and _JOINED.search(line.text)
    }
    for span, line in spans:
        if _JOINED.search(line.text):
            span.clusters = _clusters(span, line, fonts)
            _enter(span.clusters, entered.setdefault(span.font, {}))
    tables = {font: _table(pdf, font) | entered.get(font, {}) for font in {span.font for span, _ in spans}}
    _unmirror(spans, tables, entered, fonts)
    for span, line in spans:
        if not _JOINED.search(line.text) and not _is_read(span, line, tables[span.font]):
            span.clusters = _clusters(span, line, fonts)
    for content, page in zip(contents, pages, strict=True):
        content.stream = [part for span in page for part in _marked(span, tables)]
    for font in entered:
        _correct(pdf, font, entered[font])


def _unmirror(
    spans: Sequence[tuple[_Span, TextLine]],
    tables: Mapping[str, Table],
    entered: dict[str, Table],
    fonts: Mapping[str, bytes],
) -> None:
    """Let a bracket stand for what it is in a line that runs to the right, wherever it was met first.

    In one that runs to the left the glyph of `)` is drawn for `(`; the mark is on that, for readers place a
    marked glyph less well.
    """
    for span, line in spans:
        table = tables[span.font]
        if line.is_rtl or _JOINED.search(line.text) or _is_read(span, line, table):
            continue
        for cluster in _clusters(span, line, fonts):
            glyph, text = cluster.glyphs[0], cluster.text
            if len(text) == len(table.get(glyph, "")) == 1 and mirrored(text) and mirrored(table[glyph]):
                table[glyph] = entered.setdefault(span.font, {})[glyph] = text


def _spans(stream: Sequence[Any], lines: Sequence[TextLine]) -> Iterator[_Span]:
    """Yield a stream as spans and what is between them. A line is a span, from `/Span` to `EMC`."""
    remaining = iter(lines)
    held: list[Any] = []
    for part in stream:
        if part == "/Span":
            yield _Span(held)
            held = []
        held.append(part)
        if part == b"EMC" and held[0] == "/Span":
            line = next(remaining)
            yield _Span(held, replace(line, face=line.face or UNSEEN))
            held = []
    yield _Span(held)
    assert next(remaining, None) is None, "every line is drawn as one span"


def _is_read(span: _Span, line: TextLine, table: Table) -> bool:
    """Say whether the texts of the glyphs make the line; of one that runs to the left, in any order."""
    said = "".join("".join(table.get(glyph, "") for glyph in span.glyphs()).split())
    text = "".join(line.text.split())
    return said == text or (line.is_rtl and sorted(said) == sorted(text))


def _clusters(span: _Span, line: TextLine, fonts: Mapping[str, bytes]) -> list[Cluster]:
    """Return the clusters of a line; none where Pango shaped it in another way than we."""
    assert line.face is not None, "only what is drawn as glyphs has clusters"
    glyphs = shape(fonts[line.face], line.text, line.features, is_rtl=line.is_rtl)
    places = [*sorted({glyph.place for glyph in glyphs}), len(line.text)]
    ends = dict(pairwise(places))
    found = [
        Cluster(tuple(glyph.number for glyph in group), line.text[place : ends[place]], line.is_rtl)
        for place, group in groupby(glyphs, key=lambda glyph: glyph.place)
    ]
    # Nothing said is better than something wrong.
    return found if [glyph for each in found for glyph in each.glyphs] == span.glyphs() else []


def _enter(clusters: Sequence[Cluster], table: Table) -> None:
    for cluster in clusters:
        for glyph, text in zip(cluster.glyphs, cluster.texts(), strict=True):
            # What completes a letter somewhere says nothing by itself; where it is a letter, that is marked.
            if text == NOTHING or glyph not in table:
                table[glyph] = text


def _marked(span: _Span, tables: Mapping[str, Table]) -> Iterator[Any]:
    """Yield the parts of a span, with a mark on each stretch whose glyphs do not say it.

    A raised glyph is shown by itself; the mark is on the glyphs beside the main one, which say all.
    """
    if not span.clusters:
        yield from span.parts
        return
    upcoming = iter(
        [(each, glyph) for each in _stretches(span, tables[span.font]) for glyph in each.glyphs()]
    )
    for part in span.parts:
        if not ends_in(part, b"] TJ"):
            yield part
            continue
        for stretch, shown in groupby(_tokens(part, upcoming), key=lambda each: each[0]):
            tokens = list(shown)
            is_marked = stretch and stretch.is_marked and any(is_main for _, is_main, _ in tokens)
            if stretch and is_marked:
                yield f"/Span <</ActualText <feff{stretch.text.encode('utf-16-be').hex()}>>> BDC"
            yield b"[" + b" ".join(token for _, _, token in tokens) + b"] TJ"
            if is_marked:
                yield b"EMC"


@dataclass(frozen=True, eq=False)
class _Stretch:
    """Clusters beside each other that are marked as one, or not at all."""

    clusters: Sequence[Cluster]
    is_marked: bool

    @property
    def text(self) -> str:
        return "".join(cluster.text for cluster in self.clusters)

    def glyphs(self) -> Iterator[bool]:
        """Yield for each glyph whether the mark belongs on it: on the main one of the first cluster."""
        for place, cluster in enumerate(self.clusters):
            yield from (place == 0 and n == cluster.main for n in range(len(cluster.glyphs)))


def _stretches(span: _Span, table: Table) -> list[_Stretch]:
    """Part the clusters of a line by what needs a mark.

    Of joined letters each cluster has its own. Others share it with the one that comes next: readers pass
    over a piece of text that paints nothing, such as the first half of a `->`.
    """
    assert span.line, "only lines have clusters"
    needs = [not cluster.is_said(table) for cluster in span.clusters]
    if _JOINED.search(span.line.text):
        keys = [place if need else -1 for place, need in enumerate(needs)]
    else:
        after = [False, *needs][: len(needs)]
        keys = [
            0 if need or (before and not cluster.text.isspace()) else -1
            for need, before, cluster in zip(needs, after, span.clusters, strict=True)
        ]
    parts = groupby(zip(keys, span.clusters, strict=True), key=lambda each: each[0])
    return [_Stretch([cluster for _, cluster in found], key >= 0) for key, found in parts]


def _tokens(
    part: bytes, upcoming: Iterator[tuple[_Stretch, bool]]
) -> Iterator[tuple[_Stretch | None, bool, bytes]]:
    """Yield each glyph and each distance of a part, with its stretch and whether the mark belongs on it."""
    stretch = None
    for string, distance in TOKEN.findall(part):
        if distance:
            yield stretch, False, distance
        for at in range(0, len(string), 4):
            stretch, is_main = next(upcoming)
            yield stretch, is_main, b"<" + string[at : at + 4] + b">"


def _texts(pdf: Any, font: str) -> list[Any]:
    """Return the stream that holds a font's table of glyphs and their texts."""
    fonts = next(each for each in pdf.objects if isinstance(each, dict) and font in each)
    entry = pdf.objects[number(fonts[font])]
    stream: list[Any] = pdf.objects[number(entry["ToUnicode"])].stream
    return stream


def _table(pdf: Any, font: str) -> Table:
    """Return what WeasyPrint lets each glyph of a font stand for."""
    entries = (_ENTRY.match(part) for part in _texts(pdf, font))
    return {
        int(entry[1], 16): bytes.fromhex(entry[2].decode()).decode("utf-16-be") for entry in entries if entry
    }


def _correct(pdf: Any, font: str, table: Table) -> None:
    """Put the texts of glyphs right."""
    stream = _texts(pdf, font)
    for place, part in enumerate(stream):
        entry = _ENTRY.match(part)
        glyph = int(entry[1], 16) if entry else None
        if glyph in table:
            stream[place] = f"<{glyph:04x}> <{table[glyph].encode('utf-16-be').hex()}>".encode()


def number(reference: bytes) -> int:
    """Return the number of the object that `12 0 R` refers to."""
    return int(reference.split()[0])


def ends_in(part: Any, operator: bytes) -> bool:
    """Say whether a part of a stream is a command with this operator, as ` Tf` or `] TJ`."""
    return isinstance(part, bytes) and part.endswith(operator)
