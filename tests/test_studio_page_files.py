"""The files of the studio's page hold together: modules, icons, sizes; no browser is needed to tell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from carousel_html.compose.kit import FOOTER, HEADER
from carousel_html.model import BrandBar, FooterForm, HeaderForm
from carousel_html.studio import pages

PAGE = Path(pages.__file__).parent / "page"
MODULES = sorted((PAGE / "js").rglob("*.js"))
SHEETS = sorted((PAGE / "css").glob("*.css"))
HTML = (PAGE / "index.html").read_text("utf-8")
MOST_LINES = 300
BARS = ("header", "footer")


def name_of(path: Path) -> str:
    """Name a case after its file."""
    return path.relative_to(PAGE).as_posix()


FRAME = "js/frame.js"
INTO_FRAME = "document.documentElement.innerHTML = root;"
"""The one place that parses HTML: a slide's document, into the frame in which no script runs."""


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_says_what_it_is_for_and_stays_small(module):
    """A module begins with a comment about its job, and fits on a few screens."""
    text = module.read_text("utf-8")
    assert text.startswith(("/**", "/*"))
    assert len(text.splitlines()) < MOST_LINES


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_what_a_module_imports_is_there(module):
    """Every import names a file of the page and something that file exports."""
    for names, source in re.findall(r'^import \{([^}]*)\} from "([^"]+)";$', module.read_text("utf-8"), re.M):
        target = (module.parent / source).resolve()
        assert target.is_relative_to(PAGE.resolve()), source
        exported = set(
            re.findall(
                r"^export (?:async )?(?:function|const|class|let) (\w+)", target.read_text("utf-8"), re.M
            )
        )
        wanted = {name.split(" as ")[0].strip() for name in names.split(",") if name.strip()}
        assert wanted <= exported, f"{source}: {wanted - exported}"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_no_module_pastes_html_or_styles_as_text(module):
    """Text becomes text: nothing is parsed into the page, and styles go through the CSSOM."""
    text = module.read_text("utf-8")
    if name_of(module) == FRAME:
        text = text.replace(INTO_FRAME, "", 1)
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text
    )
    assert 'setAttribute("style"' not in text


def test_every_module_is_used():
    """A module is loaded by the page, or imported by another one; types.js only by comments."""
    everything = HTML + "".join(module.read_text("utf-8") for module in MODULES)
    assert [module.name for module in MODULES if f"/{module.name}" not in everything] == []


def test_the_brand_panel_offers_what_a_kit_may_say():
    """Parts and forms of header and footer, and which parts they have where nobody chose."""
    text = (PAGE / "js/panels/brand.js").read_text("utf-8")
    forms = {
        bar: re.findall(r'\["(\w+)", ', re.search(rf"^  {bar}: (\[\[.*)$", text, re.M)[1]) for bar in BARS
    }
    standard = {bar: re.findall(r'"(\w+)"', re.search(rf"{bar}: new Set\((.*?)\)", text)[1]) for bar in BARS}
    parts = re.findall(r'"(\w+)"', re.search(r"^const PARTS = (.*);$", text, re.M)[1])
    labels = re.findall(r"(\w+): \"", re.search(r"^const PART_LABELS = (.*);$", text, re.M)[1])
    assert forms == {"header": [*get_args(HeaderForm)], "footer": [*get_args(FooterForm)]}
    assert standard == {"header": [*HEADER], "footer": [*FOOTER]}
    assert parts == labels == [name for name in BrandBar.model_fields if name != "show"]


def test_every_icon_is_drawn():
    """Every icon a module names, and one for each panel, is in the sheet; none is there for nothing."""
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (PAGE / "icons.svg").read_text("utf-8")))
    text = "".join(module.read_text("utf-8") for module in MODULES)
    named = set(re.findall(r'\bicon(?:\(|: )"([\w-]+)"', text))
    assert named <= drawn
    assert {unused for unused in drawn if f'"{unused}"' not in text} == set()


def test_the_html_holds_no_script_style_or_handler():
    """The policy forbids them, so there are none: scripts and style sheets come as files of this server."""
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", HTML)
    assert not re.search(r'(?:src|href)="(?!/|#)', HTML)


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_a_style_sheet_takes_its_colours_from_the_tokens(sheet):
    """Every var() is a name of tokens.css, set in the same sheet, or a ratio that a module sets."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.S)
    tokens = set(re.findall(r"(--[\w-]+):", (PAGE / "css/tokens.css").read_text("utf-8") + text))
    assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= tokens | {"--ratio"}
    assert f"/page/{name_of(sheet)}" in HTML
