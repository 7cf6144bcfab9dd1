"""The pages for designers name what there is: every name of a template, every role, every key of a kit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from carousel_html.compose import names
from carousel_html.compose.kit import FOOTER, HEADER
from carousel_html.model import Brand, Strict

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SHOWN = {
    "slide": names.SlideNames,
    "image": names.ImageNames,
    "slide.post": names.PostNames,
    "social": names.SocialNames,
    "prompt": names.PromptNames,
    "carousel": names.CarouselNames,
    "brand": names.BrandNames,
    "bar": names.BarNames,
    "canvas": names.CanvasNames,
}


def rows(page: str) -> dict[str, list[str]]:
    """Return the table rows of a page that start with a name, by that name."""
    text = (DOCS / page).read_text("utf-8")
    cells = (re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines() if line.startswith("| `"))
    return {row[0].strip().strip("`"): [cell.strip() for cell in row[1:]] for row in cells}


def test_page_lists_every_name_a_template_sees():
    """And none that a template does not see."""
    seen = {f"{name}.{each.name}" for name, kind in SHOWN.items() for each in fields(kind)}
    assert set(rows("make-a-layout.md")) == seen


def keys_of(model: type[Strict], before: str = "") -> Iterator[str]:
    """Yield the keys of a model as `colors.accent`."""
    for key, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Strict):
            yield from keys_of(kind, f"{before}{key}.")
        else:
            yield before + key


def test_page_lists_every_key_of_a_brand_kit():
    """And none that a kit may not have."""
    assert set(rows("brand-kits.md")) == set(keys_of(Brand))


@pytest.mark.parametrize(("bar", "defaults"), [("header", HEADER), ("footer", FOOTER)])
def test_page_tells_what_a_bar_shows_by_default(bar, defaults):
    """The third column is what happens without the key."""
    for key, (_, default) in rows("brand-kits.md").items():
        if key.startswith(f"{bar}.") and not key.endswith((".show", ".form")):
            assert default == f"`{str(defaults.get(key.partition('.')[2], False)).lower()}`"


def test_page_lists_every_role_of_a_theme():
    """The table holds the closed list of tokens.css, each role once."""
    tokens = (ROOT / "themes_css/base/tokens.css").read_text("utf-8")
    section = tokens[tokens.index("/* What a theme sets") :]
    roles = re.findall(r"^  (--[\w-]+):", section[: section.index("\n}\n")], re.MULTILINE)
    table = [line for line in (DOCS / "make-a-theme.md").read_text("utf-8").splitlines() if line[:1] == "|"]
    listed = re.findall(r"`(--[\w-]+)`", "\n".join(table))
    assert sorted(listed) == sorted(roles)


def test_page_shows_the_start_as_it_is_written():
    """The template in the page is the one `carousel new layout mine` writes, but for its comments."""
    page = (DOCS / "make-a-layout.md").read_text("utf-8")
    shown = page[page.index("```html\n") + 8 :].partition("```")[0]
    start = (ROOT / "carousel_html/starters/layout/NAME.html").read_text("utf-8")
    written = start.replace("NAME", "mine").replace("LABEL", "Mine")
    written = re.sub(r"^\{# `slide` has.*#\}\n", "", written, flags=re.MULTILINE)
    assert shown == written
