"""The command finds what is wrong with a carousel, and writes it as text, JSON or SARIF."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import alone, call, refused

from carousel_html.check.looking import Checked, check
from carousel_html.check.report import as_json, as_sarif, as_text
from carousel_html.choices import begin
from carousel_html.export import Options
from carousel_html.findings import KINDS
from carousel_html.sources import load_thread

pytestmark = pytest.mark.browser

TINY = (
    '{% extends "_partials/slide.html" %}{% block body %}'
    '<div><p data-block="0" style="font-size: 9px">Words that are too small</p>'
    '<p data-block="1" style="color: #999; background: #aaa">Words one cannot see</p></div>{% endblock %}'
)
NOWHERE = "a character no font has: \U000f0001"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A carousel.yaml with a layout of its own, in which a good deal is wrong."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "layouts/tiny").mkdir(parents=True)
    (folder / "layouts/tiny/tiny.html").write_text(TINY, "utf-8")
    (folder / "carousel.yaml").write_text(
        "title: A title\noutro: false\n"
        "slides:\n"
        "  - {layout: tiny}\n"
        '  - {layout: text, text: "Go to https://t.co/abc"}\n'
        f'  - {{layout: text, text: "{NOWHERE}"}}\n'
        f"  - {{layout: code, text: '`{'mmm ' * 700}`'}}\n"
        f"  - {{layout: text, text: '{'Some words of a long post. ' * 60}'}}\n",
        "utf-8",
    )
    return folder / "carousel.yaml"


@pytest.fixture(scope="module")
def found(project: Path) -> list[Checked]:
    """What is found on its canvas and for a platform that takes the same one."""
    return alone(lambda: check(begin(load_thread(project)), Options(platforms=("x", "instagram"))))


@pytest.fixture(scope="module")
def checked(found: list[Checked]) -> dict:
    """The findings for X, as JSON."""
    checks = json.loads(as_json(found))["checks"]
    assert [each["platform"] for each in checks] == ["x", "instagram"]
    return checks[0]


def test_what_would_stop_a_render_is_found_like_anything_else(checked: dict):
    """Small, faint and too many words, a hidden link, a missing character: by slide, with numbers."""
    assert (checked["platform"], checked["canvas"]) == ("x", "instagram-portrait")
    by = {(each["slide"], each["kind"]): each for each in checked["findings"]}
    assert by[1, "small-text"]["measure"] == 9
    assert by[1, "contrast"]["measure"] < by[1, "contrast"]["limit"] == 4.5
    assert by[2, "short-link"]["text"] == "https://t.co/abc"
    assert by[3, "missing-glyph"]["text"] == "\U000f0001"
    assert [slide for slide, kind in by if kind == "overflow"] == [4], "what can be split is split"
    for each in checked["findings"]:
        assert each.keys() == {
            "slide", "kind", "level", "text", "measure", "limit", "unit", "mark", "message", "remedy",
        }  # fmt: skip


def test_sarif_has_the_shape_of_its_version(found: list[Checked]):
    """One run, a rule for each kind, each result with its rule, level, message and place."""
    log = json.loads(as_sarif(found, "my carousel.yaml", "1.0"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "carousel_html"
    assert [rule["id"] for rule in rules] == list(KINDS)
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert {rule["defaultConfiguration"]["level"] for rule in rules} == {"error", "warning", "note"}
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "my%20carousel.yaml"
        place = location["logicalLocations"][0]["fullyQualifiedName"]
        assert place.partition("/")[0] in ("x", "instagram")


def test_text_is_a_line_a_finding_with_its_remedy(found: list[Checked]):
    """Notes are counted, not told."""
    lines = as_text(found).splitlines()
    assert [line.partition(":")[0] for line in lines if not line.startswith(" ")] == ["x", "instagram"]
    (small, *_) = [line for line in lines if "too small" in line]
    assert small.startswith("  slide 1: warning: “Words that are too small” is too small")
    assert "9 px, limit 24" in small
    assert "raise `typography.scale`" in small


def test_findings_under_strict_are_exit_5(project: Path):
    """The findings are on stdout all the same, here for CI."""
    called = call("check", project, "--slides", "1", "--strict", "--format", "sarif")
    assert called.code == 5
    assert called.err.startswith("Error: ")
    assert "--strict" in called.err
    results = json.loads(called.out)["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert {place["artifactLocation"]["uri"] for place in places} == {project.as_posix()}
    assert {place["region"]["startLine"] for place in places} == {4}, "where the slide stands in the file"


def test_nothing_found_passes_under_strict(tmp_path: Path):
    """An ordinary thread is clean, also for the platform with the most zones."""
    (tmp_path / "thread.txt").write_text("A title\n\nWords\n\nMore words", "utf-8")
    called = call("check", tmp_path / "thread.txt", "--strict", "--for", "instagram")
    assert (called.code, called.err) == (0, "")
    assert called.out == "instagram: 4 slides, 1080×1350, nothing found\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["thread.txt"]


def test_a_mistyped_platform_is_an_error_before_anything_starts(project: Path):
    """With the one that was meant."""
    refused(call("check", project, "--for", "instagran"), 3, 'Did you mean "instagram"?')
