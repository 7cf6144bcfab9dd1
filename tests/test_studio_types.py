"""
Hold that the page's types.js says what the server's answers really hold.

Reads the typedefs as far as they are written: objects, arrays, tuples, unions, `Record`, plain types, names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from studio_server import NO_BROWSER, THREAD, Page, studio_page, wait_for

import carousel_html.studio

TYPES = Path(carousel_html.studio.__file__).parent / "page/js/types.js"
CANVAS = "instagram-portrait"
PLAIN: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "false": lambda value: value is False,
    "null": lambda value: value is None,
    "any": lambda value: True,
}
ANSWERS: dict[str, Callable[[Page], Any]] = {
    "State": lambda page: page.act("set", key="theme", value="mono", looked_at=looked_at(page)),
    "Catalogue": lambda page: page.get("/api/catalogue").json(),
    "Preview": lambda page: page.get(f"/api/preview/{CANVAS}").json(),
    "Export": lambda page: exported(page),
}


def looked_at(page: Page) -> dict[str, str]:
    """The first slide of the canvas."""
    return {"canvas": CANVAS, "slide": page.state()["slides"][0]["id"]}


def exported(page: Page) -> Any:
    """An export at its end; without a browser it fails, which is an end too."""
    page.post("/api/exports", {"canvases": [CANVAS], "pdf": False})

    def ended() -> Any:
        (one,) = page.get("/api/exports").json()["exports"]
        return one if one["state"] == "failed" else None

    return wait_for(ended)


def typedefs() -> dict[str, str]:
    """The types by name, each as one line."""
    text = re.sub(r"^/\*\*|^ \*/?", " ", TYPES.read_text("utf-8"), flags=re.M)
    found = re.findall(r"@typedef \{(.*?)\} (\w+)(?=\s*(?:@typedef|$|export))", " ".join(text.split()))
    return {name: body for body, name in found}


def parts(text: str, mark: str) -> list[str]:
    """Cut a type at a mark that is inside no bracket."""
    found, depth = [""], 0
    for letter in text:
        depth += (letter in "{[(<") - (letter in "}])>")
        if letter == mark and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return [part.strip() for part in found if part.strip()]


def misfits(value: Any, said: str, at: str, types: dict[str, str]) -> Iterator[str]:
    """Yield where a value is not what a type says."""
    options = parts(said, "|")
    if len(options) > 1:
        tried = [list(misfits(value, option, at, types)) for option in options]
        yield from min(tried, key=lambda found: (len(found), -max(map(len, found), default=0)))
    elif said in PLAIN:
        if not PLAIN[said](value):
            yield f"{at}: {value!r} is no {said}"
    elif said.endswith("[]") or said.startswith("["):
        inner = parts(said[1:-1], ",") if said.startswith("[") else None
        if not isinstance(value, list) or (inner and len(inner) != len(value)):
            yield f"{at}: {value!r} is no {said}"
            return
        for number, one in enumerate(value):
            yield from misfits(one, inner[number] if inner else said[:-2], f"{at}[{number}]", types)
    elif said.startswith("(") and said.endswith(")"):
        yield from misfits(value, said[1:-1], at, types)
    elif said.startswith("Record<"):
        for key, one in value.items():
            yield from misfits(one, parts(said[len("Record<") : -1], ",")[1], f"{at}.{key}", types)
    elif said.startswith("{"):
        yield from misfits_of_object(value, said, at, types)
    else:
        yield from misfits(value, types[said], at, types)


def misfits_of_object(value: Any, said: str, at: str, types: dict[str, str]) -> Iterator[str]:
    """The same for an object: every key that is not optional is there, and holds what it should."""
    if not isinstance(value, dict):
        yield f"{at}: {value!r} is no object"
        return
    for part in parts(said[1:-1], ","):
        key, _, inner = part.partition(":")
        name, is_optional = key.strip().removesuffix("?"), key.strip().endswith("?")
        if name in value:
            yield from misfits(value[name], inner.strip(), f"{at}.{name}", types)
        elif not is_optional:
            yield f"{at}: there is no {name}"


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Iterator[Page]:
    """A studio without pictures, with a brand kit."""
    with studio_page(tmp_path_factory.mktemp("types"), THREAD, browser=NO_BROWSER) as opened:
        opened.act("set", key="brand.name", value="Cache & Co")
        yield opened


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answers_are_what_the_page_takes_them_for(page, name):
    """Every field the page may read is in the server's answer, with a value of that type."""
    assert list(misfits(ANSWERS[name](page), name, name, typedefs())) == []


def test_a_missing_or_other_field_is_noticed():
    """The reading of types tells a key that is gone, and a value of another type, by its place."""
    types = {"One": "{a: string, b?: number, c: (Two | null)[]}", "Two": "{d: [number, number]}"}
    good = {"a": "x", "c": [None, {"d": [1, 2]}]}
    assert list(misfits(good, "One", "it", types)) == []
    bad = {"b": "1", "c": [{"d": [1]}]}
    assert list(misfits(bad, "One", "it", types)) == [
        "it: there is no a",
        "it.b: '1' is no number",
        "it.c[0].d: [1] is no [number, number]",
    ]
