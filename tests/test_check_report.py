"""The command finds what is wrong with a carousel, and writes it as text, JSON or SARIF."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import call, refused

from carousel_html.findings import KINDS

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
def checked(project: Path) -> dict:
    """The findings as JSON, for a platform."""
    called = call("check", project, "--format", "json", "--for", "x")
    assert (called.code, called.err) == (0, "")
    (check,) = json.loads(called.out)["checks"]
    return check


def test_what_would_stop_a_render_is_found_like_anything_else(checked: dict):
    """Small, faint and too many words, a hidden link, a missing character: by slide, with numbers."""
    assert (checked["platform"], checked["canvas"]) == ("x", "instagram-portrait")
    found = {(each["slide"], each["kind"]): each for each in checked["findings"]}
    assert found[1, "small-text"]["measure"] == 9
    assert found[1, "contrast"]["measure"] < found[1, "contrast"]["limit"] == 4.5
    assert found[2, "short-link"]["text"] == "https://t.co/abc"
    assert found[3, "missing-glyph"]["text"] == "\U000f0001"
    assert [slide for slide, kind in found if kind == "overflow"] == [4], "what can be split is split"
    for each in checked["findings"]:
        assert each.keys() == {
            "slide", "kind", "level", "text", "measure", "limit", "unit", "mark", "message", "remedy",
        }  # fmt: skip


def test_sarif_has_the_shape_of_its_version(project: Path):
    """One run, a rule for each kind, each result with its rule, level, message and place."""
    called = call("check", project, "--format", "sarif")
    assert (called.code, called.err) == (0, "")
    log = json.loads(called.out)
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
        assert location["physicalLocation"]["artifactLocation"]["uri"] == project.as_posix()
        assert location["logicalLocations"][0]["fullyQualifiedName"].startswith("instagram-portrait")


def test_text_is_a_line_a_finding_and_strict_is_exit_5(project: Path):
    """With the remedy in the line; without --strict the exit code is 0."""
    called = call("check", project, "--slides", "1-2", "--strict")
    assert called.code == 5
    assert called.err.startswith("Error: ")
    assert "--strict" in called.err
    assert "slide 1: warning: “Words that are too small” is too small" in called.out
    assert "raise `typography.scale`" in called.out


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
