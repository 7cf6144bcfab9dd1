"""
Finish what WeasyPrint drew, just before it is written: the meaning of joined letters, and no idle marks.

WeasyPrint gives each glyph one text, that of the first cluster it meets it in. Where letters are stacked, the
table is put right here; where glyphs are parts that several letters share (Arabic dots, Devanagari signs), no
table can be, and the cluster says what it stands for as `ActualText` (ISO 32000-1 §14.9.4). Cluster by
cluster, because readers turn right-to-left lines round by themselves, and would turn a word's text, too.
Knows pydyf's objects and what WeasyPrint 70 draws; does not know where anything stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from carousel_html.frozen import TextLine
from carousel_html.pdf.spacing import shape

_JOINED = re.compile(
    r"[\u0300-\u036f\u0610-\u065f\u066e-\u06ef\u06fa-\u109f\u1700-\u1bff\ua800-\uabff\ufe70-\ufefe]"
)
"""Marks that sit on letters, Arabic, Indic scripts and those of South-East Asia."""

NOTHING = "\u200b"
"""What a glyph stands for that only completes another: readers want a text for each, and ignore this one."""

_PAINTERS = {b"Do", b"sh", b"Tj", b"TJ"}
"""Operators that paint anything but paths."""

_NO_DISTANCE = re.compile(rb">[ 0]*<")
_TOKEN = re.compile(rb"<([0-9a-f]+)>|(-?[\d.]+)")

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
        return [table[glyph] for glyph in self.glyphs] == self.texts()


@dataclass
class _Span:
    """What draws one line: parts of a stream, and the clusters where letters are joined."""

    parts: list[Any]
    clusters: Sequence[Cluster] = ()
    table: Table | None = None


def finisher(lines: Sequence[Sequence[TextLine]], fonts: Mapping[str, bytes]) -> Callable[[Any, Any], None]:
    """Return what WeasyPrint is to call last; `lines` are those of each page in the order of drawing."""

    def finish(document: Any, pdf: Any) -> None:
        tables: dict[str, Table] = {}
        pages = [
            (content, list(_spans(content.stream, written, fonts, tables)))
            for content, written in zip(_contents(pdf), lines, strict=True)
        ]
        for content, spans in pages:
            content.stream = [_tidied(part) for span in spans for part in _marked(span)]
        _correct(pdf, tables)
        _ungroup(pdf)
        _keep_areas_of_links(pdf)

    return finish


def _contents(pdf: Any) -> Iterator[Any]:
    """Yield what is drawn on each page."""
    for reference in pdf.page_references:
        page = pdf.objects[_number(reference)]
        yield pdf.objects[_number(page["Contents"])]


def _number(reference: bytes) -> int:
    """Return the number of the object that `12 0 R` refers to."""
    return int(reference.split()[0])


def _spans(
    stream: Sequence[Any], lines: Sequence[TextLine], fonts: Mapping[str, bytes], tables: dict[str, Table]
) -> Iterator[_Span]:
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
            clusters = _clusters(line, fonts) if line.face and _JOINED.search(line.text) else []
            # Where Pango shaped it in another way than we, nothing is said rather than something wrong.
            if clusters and [n for each in clusters for n in each.glyphs] == _drawn(held):
                yield _Span(held, clusters, _entered(clusters, held, tables))
            else:
                yield _Span(held)
            held = []
    yield _Span(held)
    assert next(remaining, None) is None, "every line is drawn as one span"


def _clusters(line: TextLine, fonts: Mapping[str, bytes]) -> list[Cluster]:
    assert line.face is not None, "only what is drawn as glyphs has clusters"
    glyphs = shape(fonts[line.face], line.text, line.features, is_rtl=line.is_rtl)
    places = [*sorted({glyph.place for glyph in glyphs}), len(line.text)]
    ends = dict(pairwise(places))
    return [
        Cluster(tuple(glyph.number for glyph in group), line.text[place : ends[place]], line.is_rtl)
        for place, group in groupby(glyphs, key=lambda glyph: glyph.place)
    ]


def _entered(clusters: Sequence[Cluster], parts: Sequence[Any], tables: dict[str, Table]) -> Table:
    """Enter clusters into the table of the span's font, and return it."""
    font = next(bytes(part).split()[0][1:].decode() for part in parts if _is(part, b" Tf"))
    table = tables.setdefault(font, {})
    for cluster in clusters:
        for glyph, text in zip(cluster.glyphs, cluster.texts(), strict=True):
            # What completes a letter somewhere says nothing by itself; where it is a letter, that is marked.
            if text == NOTHING or glyph not in table:
                table[glyph] = text
    return table


def _marked(span: _Span) -> Iterator[Any]:
    """Yield the parts of a span, with a mark on each cluster whose glyphs do not say it.

    A raised glyph is shown by itself; the mark is on the glyphs beside the main one, which say all.
    """
    table = span.table
    if table is None:
        yield from span.parts
        return
    upcoming = iter([(cluster, n) for cluster in span.clusters for n in range(len(cluster.glyphs))])
    for part in span.parts:
        if not _is(part, b"] TJ"):
            yield part
            continue
        for _, shown in groupby(_tokens(part, upcoming), key=lambda each: id(each[0])):
            tokens = list(shown)
            cluster = tokens[0][0]
            has_main = cluster is not None and any(n == cluster.main for _, n, _ in tokens)
            is_marked = cluster is not None and has_main and not cluster.is_said(table)
            if cluster is not None and is_marked:
                yield f"/Span <</ActualText <feff{cluster.text.encode('utf-16-be').hex()}>>> BDC"
            yield b"[" + b" ".join(token for _, _, token in tokens) + b"] TJ"
            if is_marked:
                yield b"EMC"


def _tokens(
    part: bytes, upcoming: Iterator[tuple[Cluster, int]]
) -> Iterator[tuple[Cluster | None, int | None, bytes]]:
    """Yield each glyph and each distance of a part, with its cluster and which glyph of it it is."""
    cluster = None
    for string, distance in _TOKEN.findall(part):
        if distance:
            yield cluster, None, distance
        for at in range(0, len(string), 4):
            cluster, nth = next(upcoming)
            yield cluster, nth, b"<" + string[at : at + 4] + b">"


def _correct(pdf: Any, tables: Mapping[str, Table]) -> None:
    """Put the tables of glyphs and their texts right."""
    for name, table in tables.items():
        fonts = next(each for each in pdf.objects if isinstance(each, dict) and name in each)
        font = pdf.objects[_number(fonts[name])]
        stream = pdf.objects[_number(font["ToUnicode"])].stream
        for place, part in enumerate(stream):
            glyph = int(part[1:5], 16) if re.match(rb"<[0-9a-f]{4}> <[0-9a-f]*>$", part) else None
            if glyph in table and part != b"<0000> <ffff>":
                stream[place] = f"<{glyph:04x}> <{table[glyph].encode('utf-16-be').hex()}>".encode()


def _ungroup(pdf: Any) -> None:
    """Draw each image straight on its page: WeasyPrint puts it into a transparency group of its own.

    Alone in its group, or of paths that do not overlap, as ours, it comes out the same (ISO 32000-1
    §11.4.5), but a reader draws a page more for each.
    """
    for each in pdf.objects:
        form = getattr(each, "extra", {})
        if "Group" in form:
            does = [part.split()[-1] for part in each.stream]
            if does == [b"cm", b"cm", b"Do"] or not _PAINTERS & set(does):
                del form["Group"]


def _keep_areas_of_links(pdf: Any) -> None:
    """Take away the areas that WeasyPrint gives to every box inside a link: each link has one of its own.

    They are of no height, and do not hang on a Link in the structure, as PDF/UA-1 asks (7.18.5).
    """
    spare: set[bytes] = set()
    for element in pdf.objects:
        if _type(element) == "/StructElem" and element["S"] != "/Link":
            objects = {kid: pdf.objects[_number(kid)] for kid in element["K"] if isinstance(kid, bytes)}
            areas = {kid for kid, each in objects.items() if _type(each) == "/OBJR"}
            spare |= {objects[kid]["Obj"] for kid in areas}
            element["K"][:] = [kid for kid in element["K"] if kid not in areas]
    numbers = {pdf.objects[_number(area)]["StructParent"] for area in spare}
    tree = pdf.objects[_number(pdf.objects[_number(pdf.catalog["StructTreeRoot"])]["ParentTree"])]
    entries = zip(tree["Nums"][::2], tree["Nums"][1::2], strict=True)
    tree["Nums"][:] = [part for entry in entries if entry[0] not in numbers for part in entry]
    for reference in pdf.page_references:
        page = pdf.objects[_number(reference)]
        if "Annots" in page:
            page["Annots"][:] = [area for area in page["Annots"] if area not in spare]


def _type(part: Any) -> Any:
    return part.get("Type") if isinstance(part, dict) else None


def _is(part: Any, operator: bytes) -> bool:
    return isinstance(part, bytes) and part.endswith(operator)


def _drawn(parts: Sequence[Any]) -> list[int]:
    """Return the numbers of the glyphs that are shown: four hexadecimal digits each."""
    strings = [string for part in parts if _is(part, b"] TJ") for string, _ in _TOKEN.findall(part)]
    return [int(string[at : at + 4], 16) for string in strings for at in range(0, len(string), 4)]


def _tidied(part: Any) -> Any:
    """Leave empty strings and distances of 0 out of what shows text: smaller, and it means the same.

    pdfium forgets the last distance of a list that holds an empty string, and all behind it on the line
    stand elsewhere (2 px, after a Thai tone mark that is set over a vowel).
    """
    return _NO_DISTANCE.sub(b"", part.replace(b"<>", b" ")) if _is(part, b"] TJ") else part
