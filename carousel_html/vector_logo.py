"""
Let an SVG logo through only if every element and attribute of it is known to be harmless.

Knows the allow-list and the reasons. An SVG is shown as `<img>` only, never inline. Does not draw,
simplify or repair: what is not on the list is an error that names it.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from carousel_html.errors import ImageError
from carousel_html.images import Picture

MAX_BYTES = 2_000_000
MAX_ELEMENTS = 20_000
SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

_ELEMENTS = (
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan "
    "linearGradient radialGradient stop clipPath mask"
)
_ATTRIBUTES = (
    "id class version viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points "
    "transform opacity color display visibility overflow fill fill-opacity fill-rule clip-path clip-rule "
    "clipPathUnits mask maskUnits maskContentUnits stroke stroke-width stroke-opacity stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset gradientUnits gradientTransform "
    "spreadMethod offset stop-color stop-opacity font-family font-size font-weight font-style "
    "letter-spacing text-anchor dominant-baseline dx dy pathLength style role aria-label aria-hidden "
    "shape-rendering vector-effect paint-order"
)
ELEMENTS, ATTRIBUTES = frozenset(_ELEMENTS.split()), frozenset(_ATTRIBUTES.split())
# Drawing programs leave these behind; they draw nothing and are dropped with what is inside.
DROPPED = frozenset({"metadata", "namedview"})
LOCAL = re.compile(r"#[\w.-]+\Z")
URL = re.compile(r"url\s*\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE)
LENGTH = re.compile(r"\s*([0-9.]+(?:e[+-]?\d+)?)\s*(?:px)?\s*\Z", re.IGNORECASE)
SMALL, LARGE = 1, 20_000


def read_vector_logo(path: Path, *, where: str | None = None) -> Picture:
    """Read an SVG file and return it written anew from the parts that were checked.

    Raises:
        ImageError: not there, not an SVG, or holding something that is not on the allow-list.
    """
    where = where or str(path)
    try:
        body = path.read_bytes()
    except OSError as error:
        raise ImageError(f'the logo "{path}" does not exist.', where=where) from error
    root = _parsed(body, path, where)
    try:
        _check(root)
    except _Refused as refused:
        raise ImageError(
            f'the logo "{path}" holds {refused}, which is not allowed in a logo.',
            where=where,
            hint="Save it as plain SVG with outlines only, or as PNG.",
        ) from refused
    width, height = _size(root, path, where)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    ElementTree.register_namespace("", SVG.strip("{}"))
    return Picture(ElementTree.tostring(root, "utf-8"), "svg", max(round(width), 1), max(round(height), 1))


class _Refused(Exception):
    """Something that is not on the allow-list, in words."""


def _parsed(body: bytes, path: Path, where: str) -> ElementTree.Element:
    if len(body) > MAX_BYTES:
        raise ImageError(f'the logo "{path}" is larger than {MAX_BYTES // 1_000_000} MB.', where=where)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImageError(f'the logo "{path}" is not UTF-8 text.', where=where) from error
    # Before any parser sees it: entities are how a small file becomes a large one or reads another.
    if re.search(r"<!\s*(DOCTYPE|ENTITY)", _without_plain_doctype(text), re.IGNORECASE):
        raise ImageError(
            f'the logo "{path}" declares a DOCTYPE or an ENTITY.', where=where, hint="Save it as plain SVG."
        )
    try:
        root = ElementTree.fromstring(_without_plain_doctype(text))
    except (ElementTree.ParseError, ValueError) as error:
        raise ImageError(f'the logo "{path}" is not well-formed SVG ({error}).', where=where) from error
    if root.tag != f"{SVG}svg":
        raise ImageError(f'the logo "{path}" is not an SVG.', where=where)
    return root


def _without_plain_doctype(text: str) -> str:
    """Take off the DOCTYPE that SVG 1.1 files carry, when it only names the public DTD."""
    plain = r"<!DOCTYPE\s+svg\s+PUBLIC\s+\"[^\"<>\[\]]*\"\s+\"[^\"<>\[\]]*\"\s*>"
    return re.sub(plain, "", text, count=1)


def _check(root: ElementTree.Element) -> None:
    waiting, seen = [root], 0
    while waiting:
        element = waiting.pop()
        seen += 1
        if seen > MAX_ELEMENTS:
            raise _Refused(f"more than {MAX_ELEMENTS} elements")
        for child in list(element):
            if _local_name(child) in DROPPED:
                element.remove(child)
            else:
                waiting.append(child)
        name = _local_name(element)
        if not str(element.tag).startswith(SVG) or name not in ELEMENTS:
            raise _Refused(f"<{name}>")
        _check_attributes(element, name)


def _check_attributes(element: ElementTree.Element, name: str) -> None:
    for attribute, value in list(element.items()):
        if attribute in ("href", XLINK_HREF):
            if not LOCAL.match(value):
                raise _Refused(f'an address, href="{value[:60]}",')
        elif attribute.startswith("{"):
            del element.attrib[attribute]  # Notes of a drawing program, or xml:space.
        elif attribute not in ATTRIBUTES and not attribute.startswith("data-"):
            raise _Refused(f'the attribute "{attribute}" on <{name}>')
        elif "@import" in value or "\\" in value or any(not LOCAL.match(m[1]) for m in URL.findall(value)):
            raise _Refused(f'the value {attribute}="{value[:60]}"')


def _local_name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _size(root: ElementTree.Element, path: Path, where: str) -> tuple[float, float]:
    """Read the size, from width and height or from the viewBox; an `<img>` needs one to have a ratio."""
    lengths = [LENGTH.match(root.get(side, "")) for side in ("width", "height")]
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        if lengths[0] and lengths[1]:
            size = float(lengths[0][1]), float(lengths[1][1])
        else:
            size = float(box[2]), float(box[3])
    except (ValueError, IndexError):
        size = 0.0, 0.0
    if not all(0 < side <= LARGE for side in size):
        raise ImageError(
            f'the logo "{path}" has no usable size.', where=where, hint="Give its <svg> a viewBox."
        )
    return size
