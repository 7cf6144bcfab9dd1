"""Facts about installed packs of templates: found by metadata, never run, and never in the way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue, data_root, packs
from carousel_html.compose import compose
from carousel_html.doctor import look_at_templates
from carousel_html.errors import TemplateError
from carousel_html.model import Carousel, Slide

HTML = """{# @layout acme-note
  @label Acme note
  A note. #}
{% extends "_partials/slide.html" %}
{% block body %}<p class="acme">NOTE {{ slide.title }}</p>{% endblock %}
"""
ENTRY_POINTS = """[console_scripts]
acme = acme_pack:main

[carousel_html.templates]
acme = {module}
"""


def install(site: Path, files: dict[str, str], module: str = "acme_pack") -> None:
    """Put an installed package into a folder of sys.path, as an installer would."""
    for name, text in files.items():
        path = site / "acme_pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    info = site / "acme_pack-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-pack\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(ENTRY_POINTS.format(module=module), "utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of sys.path with nothing in it yet."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    return tmp_path


PACK = {
    "__init__.py": 'raise SystemExit("a pack is data and is never imported")\n',
    "layouts/acme-note/acme-note.html": HTML,
    "layouts/acme-note/acme-note.css": ".acme { font-size: var(--text-l) }\n",
    "layouts/quote/quote.html": "REPLACED",
    "layouts/_partials/slide.html": "REPLACED",
    "themes_css/themes/acme.css": "/* @theme acme\n * @label Acme\n */\n",
}


def html_of(layout: str) -> str:
    slide = Slide(layout=layout, title="Hello", quote="Less.").placed(entry=0)
    return compose(Carousel(slides=[slide], outro=False), find_canvas("story"), Catalogue()).html


def test_a_pack_is_found_and_used_without_running_its_code(site: Path):
    """Its layout and theme are in the catalogue; its package is never imported."""
    install(site, PACK)
    assert "acme-note" in Catalogue().layouts
    assert "acme" in Catalogue().themes
    assert "NOTE Hello" in html_of("acme-note")
    assert "acme_pack" not in sys.modules


def test_a_pack_adds_and_never_replaces(site: Path):
    """What came with us, and a project's own, stand before a pack's."""
    install(site, PACK)
    assert "REPLACED" not in html_of("quote")
    assert Catalogue().layout("quote").path.is_relative_to(data_root())


def test_a_pack_runs_in_the_sandbox(site: Path):
    """Its templates can do no more than any stranger's."""
    spoiled = HTML.replace("NOTE", "{{ slide.__class__.__mro__ }}")
    install(site, {**PACK, "layouts/acme-note/acme-note.html": spoiled})
    with pytest.raises(TemplateError):
        html_of("acme-note")


@pytest.mark.parametrize("module", ["../../etc", "acme_pack:main", "os.path", "not_there", ""])
def test_an_entry_point_that_names_no_folder_of_templates_adds_nothing(site: Path, module: str):
    """Neither a path nor a function nor a package without templates is looked into."""
    install(site, {"__init__.py": ""}, module)
    assert Catalogue().folders == (data_root(),)


def test_the_doctor_names_packs(site: Path):
    """Those that are used, and those that hold nothing."""
    install(site, PACK)
    assert "acme" in look_at_templates().found
    assert [pack.folder for pack in packs()] == [site / "acme_pack"]


def test_the_doctor_says_what_is_wrong_with_a_pack(site: Path):
    """A pack without templates is a warning with its name."""
    install(site, {"__init__.py": ""})
    finding = look_at_templates()
    assert finding.state == "warning"
    assert "acme" in (finding.wrong or "")
