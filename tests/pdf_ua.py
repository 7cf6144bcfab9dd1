"""
Find where a PDF breaks the rules of PDF/UA-1 that a machine can check.

The numbers are the failure conditions of the Matterhorn Protocol 1.1. What our PDFs cannot hold (forms,
optional content, encryption, attached files, scripts) is only held to be absent. Knows PDF, not this product.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

STANDARD = frozenset(
    re.findall(
        r"\w+",
        "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 "
        "H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link "
        "Annot Ruby RB RT RP Warichu WT WP Figure Formula Form",
    )
)
KIDS = {
    "L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}  # fmt: skip
PARENTS = {
    "LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "THead": {"Table"},
    "TBody": {"Table"}, "TFoot": {"Table"}, "TH": {"TR"}, "TD": {"TR"},
}  # fmt: skip
PAINTING = frozenset(
    ("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Tj", "TJ", "'", '"', "Do", "BI", "INLINE IMAGE")
)


def faults(pdf: bytes) -> list[str]:
    """Return every breach of a rule, with its number."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [*_document(opened), *_structure(opened), *_pages(opened), *_fonts(opened)]


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    meta = str(root.Metadata.read_bytes(), "utf-8") if "/Metadata" in root else ""
    rules = {
        "06-001 no XMP metadata": bool(meta),
        "06-002 no PDF/UA identifier": bool(re.search(r'pdfuaid:part(>|=")1', meta)),
        "06-003 no dc:title": "dc:title" in meta,
        "07-001 the title is not shown": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")),
        "11-006 no language": bool(str(root.get("/Lang", ""))),
        "01-007 suspects": not root.get("/MarkInfo", {}).get("/Suspects", False),
        "not marked": bool(root.get("/MarkInfo", {}).get("/Marked", False)),
        "20-001 optional content": "/OCProperties" not in root,
        "21-001 attached files": "/EmbeddedFiles" not in root.get("/Names", {}),
        "25-001 forms": "/AcroForm" not in root,
        "26-001 encrypted": not pdf.is_encrypted,
        "29-001 scripts": "/JavaScript" not in root.get("/Names", {}) and "/OpenAction" not in root,
        "syntax": not pdf.check_pdf_syntax(),
    }
    yield from (rule for rule, holds in rules.items() if not holds)


def _elements(node: Any, parents: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield every structure element with those above it, in reading order."""
    for kid in _kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, parents
            yield from _elements(kid, (*parents, kid))


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _name(element: Any) -> str:
    return str(element.S).removeprefix("/")


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        yield "01-000 no structure tree"
        return
    last = 0
    for element, above in _elements(tree):
        name, parent = _name(element), _name(above[-1]) if above else None
        kids = {_name(kid) for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid}
        if name not in STANDARD:
            yield f"02-001 {name} is not a standard type"
        if name in KIDS and not kids <= KIDS[name]:
            yield f"09-004 {name} holds {sorted(kids - KIDS[name])}"
        if name in PARENTS and parent not in PARENTS[name]:
            yield f"09-004 {name} stands in {parent}"
        if name in ("Figure", "Formula") and not str(element.get("/Alt", element.get("/ActualText", ""))):
            yield f"13-004 {name} without a text"
        if re.fullmatch("H[1-6]", name):
            if int(name[1]) > last + 1:
                yield f"14-003 {name} comes after H{last}" if last else f"14-002 the first heading is {name}"
            last = int(name[1])
        if name == "Table" and not _has_headers(element):
            yield "15-003 a table whose cells name no headers"


def _has_headers(table: Any) -> bool:
    """Say whether the cells of a table that has headers refer to them (or the headers have a scope)."""
    cells = [each for each, _ in _elements(table) if _name(each) in ("TH", "TD")]
    heads = [each for each in cells if _name(each) == "TH"]
    return all("/ID" in each or "/Scope" in each.get("/A", {}) for each in heads)


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    tree = pdf.Root.StructTreeRoot
    numbers = list(tree.ParentTree.Nums)
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    claimed = _claimed(tree)
    for index, page in enumerate(pdf.pages):
        yield from _content(index, page, owners, claimed.get(page.objgen, set()))
        for annotation in page.get("/Annots", []):
            yield from _annotation(annotation, owners)
        if page.get("/Tabs") != "/S":
            yield f"28-008 page {index} has no order of tabs"


def _claimed(tree: Any) -> dict[Any, set[int]]:
    """Return the marks of each page that the structure refers to."""
    found: dict[Any, set[int]] = {}
    for element, _ in _elements(tree):
        for kid in _kids(element):
            if isinstance(kid, int):
                found.setdefault(element.Pg.objgen, set()).add(kid)
    return found


def _content(index: int, page: Any, owners: dict[int, Any], claimed: set[int]) -> Iterator[str]:
    open_marks: list[str] = []
    marks: set[int] = set()
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else {}
            kind = "artifact" if operands[0] == "/Artifact" else "real" if "/MCID" in properties else "span"
            if kind != "span" and {"artifact", "real"} & set(open_marks):
                yield f"01-003 page {index}: marked content in marked content"
            if kind == "real":
                marks.add(int(properties.MCID))
            open_marks.append(kind)
        elif name == "EMC":
            open_marks.pop()
        elif name in PAINTING and not {"artifact", "real"} & set(open_marks):
            yield f"01-005 page {index}: {name} is neither content nor an artifact"
    if marks != claimed:
        yield f"01-006 page {index}: marks {sorted(marks ^ claimed)[:5]} have no place in the structure"
    if "/StructParents" in page and len(owners.get(int(page.StructParents), [])) != len(marks):
        yield f"page {index}: the parent tree does not know its marks"


def _annotation(annotation: Any, owners: dict[int, Any]) -> Iterator[str]:
    owner = owners.get(int(annotation.get("/StructParent", -1)))
    left, low, right, high = map(float, annotation.Rect)
    if annotation.Subtype != "/Link":
        yield f"28-006 an annotation of the kind {annotation.Subtype}"
    elif owner is None or _name(owner) != "Link":
        yield "28-011 a link's area is not in a Link"
    if not str(annotation.get("/Contents", "")):
        yield "28-012 a link's area says nothing"
    if right <= left or abs(high - low) < 0.1:
        yield "a link's area is empty"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for key, (font, codes) in _shown_codes(pdf).items():
        file = font.DescendantFonts[0].FontDescriptor.get("/FontFile2")
        file = file if file is not None else font.DescendantFonts[0].FontDescriptor.get("/FontFile3")
        if file is None:
            yield f"31-009 {key} is not embedded"
            continue
        glyphs = _glyphs(font, codes)
        table = _to_unicode(font)
        if 0 in glyphs:
            meant = [table.get(code) for code in codes if _glyphs(font, {code}) == {0}]
            yield f"31-030 {key}: .notdef is shown for {meant[:9]}"
        if missing := codes - table.keys():
            yield f"10-001 {key}: codes {sorted(missing)[:5]} mean nothing"
        if any(set(text) & {"\0", "\ufeff", "\ufffe"} for text in table.values()):
            yield f"31-028 {key}: a glyph means no character"
        if font.DescendantFonts[0].get("/Subtype") == "/CIDFontType2":
            if "/CIDToGIDMap" not in font.DescendantFonts[0]:
                yield f"31-004 {key} has no CIDToGIDMap"
            yield from _widths(key, font.DescendantFonts[0], file, glyphs)


def _glyphs(font: Any, codes: set[int]) -> set[int]:
    """Return the numbers of the glyphs that are meant by codes."""
    if not isinstance(font.Encoding, pikepdf.Stream):
        return codes
    entries = re.findall(r"<([0-9a-f]{4})> (\d+)\s*\n", font.Encoding.read_bytes().decode("latin-1"))
    table = {int(code, 16): int(glyph) for code, glyph in entries}
    return {table[code] for code in codes}


def _shown_codes(pdf: pikepdf.Pdf) -> dict[str, tuple[Any, set[int]]]:
    found: dict[str, tuple[Any, set[int]]] = {}
    for page in pdf.pages:
        current = ""
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                current = str(operands[0])
            elif str(operator) in ("Tj", "TJ"):
                strings = operands[0] if str(operator) == "TJ" else operands
                found.setdefault(current, (page.Resources.Font[current], set()))[1].update(
                    int.from_bytes(bytes(each)[at : at + 2], "big")
                    for each in strings
                    if isinstance(each, pikepdf.String)
                    for at in range(0, len(bytes(each)), 2)
                )
    return found


def _to_unicode(font: Any) -> dict[int, str]:
    text = font.ToUnicode.read_bytes().decode("latin-1")
    return {
        int(glyph, 16): bytes.fromhex(meaning).decode("utf-16-be", "replace")
        for glyph, meaning in re.findall(r"<([0-9a-f]{4})> <([0-9a-f]*)>\s*\n", text, re.IGNORECASE)
    }


def _widths(key: str, font: Any, file: Any, glyphs: set[int]) -> Iterator[str]:
    """31-016: what the PDF says of a glyph's width is what the font says, to a thousandth of an em."""
    face = TTFont(io.BytesIO(file.read_bytes()))
    unit, order = face["head"].unitsPerEm, face.getGlyphOrder()
    given: dict[int, float] = {}
    entries = list(font.W)
    while entries:
        first, second = entries.pop(0), entries.pop(0)
        if isinstance(second, pikepdf.Array):
            given |= {int(first) + n: float(width) for n, width in enumerate(second)}
        else:
            given |= dict.fromkeys(range(int(first), int(second) + 1), float(entries.pop(0)))
    for glyph in glyphs:
        if glyph >= len(order):
            yield f"31-012 {key}: glyph {glyph} is not in the font"
        elif abs(face["hmtx"][order[glyph]][0] * 1000 / unit - given.get(glyph, 1000)) > 1:
            yield f"31-016 {key}: glyph {glyph} has another width"
