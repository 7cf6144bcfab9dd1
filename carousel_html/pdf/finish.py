"""
Finish what WeasyPrint drew, just before it is written: what glyphs mean, and no idle marks.

Knows pydyf's objects and what WeasyPrint 70 leaves in them; does not know where anything stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from carousel_html.frozen import TextLine
from carousel_html.pdf.meaning import TOKEN, ends_in, number, say_lines

_PAINTERS = {b"Do", b"sh", b"Tj", b"TJ"}
"""Operators that paint anything but paths."""

_UNIT = 1000 / 1024

_NO_DISTANCE = re.compile(rb">[ 0]*<")


def finisher(lines: Sequence[Sequence[TextLine]], fonts: Mapping[str, bytes]) -> Callable[[Any, Any], None]:
    """Return what WeasyPrint is to call last; `lines` are those of each page in the order of drawing."""

    def finish(document: Any, pdf: Any) -> None:
        contents = list(_contents(pdf))
        say_lines(pdf, contents, lines, fonts)
        for content in contents:
            content.stream = [_tidied(part) for part in _raised(content.stream)]
        _ungroup(pdf)
        _keep_areas_of_links(pdf)

    return finish


def _contents(pdf: Any) -> Iterator[Any]:
    """Yield what is drawn on each page."""
    for reference in pdf.page_references:
        page = pdf.objects[number(reference)]
        yield pdf.objects[number(page["Contents"])]


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
            objects = {kid: pdf.objects[number(kid)] for kid in element["K"] if isinstance(kid, bytes)}
            areas = {kid for kid, each in objects.items() if _type(each) == "/OBJR"}
            spare |= {objects[kid]["Obj"] for kid in areas}
            element["K"][:] = [kid for kid in element["K"] if kid not in areas]
    numbers = {pdf.objects[number(area)]["StructParent"] for area in spare}
    tree = pdf.objects[number(pdf.objects[number(pdf.catalog["StructTreeRoot"])]["ParentTree"])]
    entries = zip(tree["Nums"][::2], tree["Nums"][1::2], strict=True)
    tree["Nums"][:] = [part for entry in entries if entry[0] not in numbers for part in entry]
    for reference in pdf.page_references:
        page = pdf.objects[number(reference)]
        if "Annots" in page:
            page["Annots"][:] = [area for area in page["Annots"] if area not in spare]


def _type(part: Any) -> Any:
    return part.get("Type") if isinstance(part, dict) else None


def _raised(stream: Sequence[Any]) -> Iterator[Any]:
    """Yield a stream with raised glyphs (marks on letters) where they should be.

    WeasyPrint 70 takes 1024ths of a px for thousandths (`draw/text.py`): a mark is moved too far up and
    to the side, 1.4 px at a size of 220. What it is moved aside less, what follows is moved back less.
    """
    is_raised, owed = False, 0.0
    for part in stream:
        if ends_in(part, b" Ts"):
            height = float(part.split()[0]) * _UNIT
            is_raised = height != 0
            yield b"%.3f Ts" % height
        elif ends_in(part, b"] TJ") and is_raised:
            owed += sum(float(number) for _, number in TOKEN.findall(part) if number) * (1 - _UNIT)
            yield TOKEN.sub(lambda each: each[0] if each[1] else b"%.3f" % (float(each[2]) * _UNIT), part)
        elif ends_in(part, b"] TJ") and owed:
            yield b"[%.3f " % owed + part[1:]
            owed = 0.0
        else:
            owed = 0.0 if part == b"ET" else owed
            yield part


def _tidied(part: Any) -> Any:
    """Leave empty strings and distances of 0 out of what shows text: smaller, and it means the same.

    pdfium forgets the last distance of a list that holds an empty string, and all behind it on the line
    stand elsewhere (2 px, after a Thai tone mark that is set over a vowel).
    """
    if not ends_in(part, b"] TJ"):
        return part
    return _NO_DISTANCE.sub(b"", part.replace(b"<>", b" "))
