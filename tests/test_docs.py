"""The docs say what the program does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from carousel_html.cli import COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def written() -> dict:
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "scripts" / "write_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PAGES


@pytest.mark.parametrize("name", ["commands.md", "catalogue.md", "platforms.md"])
def test_listing_is_what_the_program_lists(name: str):
    """`make docs` would change nothing."""
    assert (ROOT / "docs" / name).read_text("utf-8") == written()[name]()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_named_in_the_docs_exists(page: Path):
    """`--canvas` in a page is an option of some command."""
    help_text = written()["commands.md"]() + " --version --help --no-deps"
    named = set(re.findall(r"`[^`\n]*?(--[a-z][a-z0-9-]+)", page.read_text("utf-8")))
    known = set(re.findall(r"--[a-z][a-z-]+", help_text)) | custom_properties()
    assert named <= known


def custom_properties() -> set[str]:
    """Every custom property of the style sheets and templates: those look like options."""
    files = [
        *(ROOT / "themes_css").rglob("*.css"),
        *(ROOT / "layouts").rglob("*.*ml"),
        *(ROOT / "layouts").rglob("*.css"),
    ]
    return {name for file in files for name in re.findall(r"--[a-z][a-z0-9-]+", file.read_text("utf-8"))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_named_in_the_docs_exists(page: Path):
    """`carousel render …` in a page is a command."""
    named = set(re.findall(r"`carousel ([a-z]+)", page.read_text("utf-8")))
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_docs_leads_somewhere(page: Path):
    """Relative links and pictures point at files of the repo."""
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_package_is_named_in_how_it_works():
    """Who opens the page and then the folder list finds each step."""
    text = (ROOT / "docs" / "how-it-works.md").read_text("utf-8")
    for step in ("sources", "arranging", "compose", "stage", "pdf", "fidelity", "export", "cli"):
        assert f"`{step}/`" in text or f"`{step}.py`" in text
        assert (ROOT / "carousel_html" / step).exists() or (ROOT / "carousel_html" / f"{step}.py").exists()
