"""Hold what the doctor says of a whole machine, and of one from which each part was hidden."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from carousel_html import doctor, fontconfig, system_fonts
from carousel_html.doctor import Finding, Report, examine, mend
from carousel_html.errors import RenderError
from carousel_html.pdf import find_pango
from carousel_html.stage import find_browser

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fontconfig serves Linux only")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a browser that answers, apt-get, and no fonts but ours."""
    for name, script in (("chromium", "echo Chromium 150.0.0.0"), ("apt-get", "exit 1")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.delenv(find_browser.VARIABLE, raising=False)
    monkeypatch.setattr(find_browser, "USUAL_PLACES", {})
    monkeypatch.setattr(fontconfig, "SYSTEM_FONTS", ())
    return tmp_path


def finding(report: Report, part: str) -> Finding:
    return next(each for each in report.findings if each.part == part)


def test_whole_machine(machine: Path) -> None:
    """With every part in place the doctor finds nothing missing and names what there is."""
    report = examine()
    assert report.can_render
    assert finding(report, "browser").found == f"{machine}/chromium 150.0.0.0 (PATH)"
    assert "HarfBuzz" in finding(report, "pango").found
    assert finding(report, "emoji").state == "ok"
    assert report.versions["python"].startswith("3.")
    assert report.folders


def test_without_browser(machine: Path) -> None:
    """Without a browser nothing can be rendered, and the ways to one are given."""
    (machine / "chromium").unlink()
    report = examine(prove=lambda folder: pytest.fail("no proof without a browser"))
    browser = finding(report, "browser")
    assert not report.can_render
    assert browser.state == "missing"
    assert "no browser was found" in (browser.wrong or "")
    assert "-m playwright install --only-shell chromium" in (browser.mend or "")
    assert "apt-get install" in (browser.mend or "")


def test_wrong_browser_named(machine: Path) -> None:
    """A named browser that is not there is a finding, though another would do."""
    report = examine(browser="/nowhere/chrome")
    assert not report.can_render
    assert "/nowhere/chrome" in (finding(report, "browser").wrong or "")


def test_without_pango(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Pango the library is named, and the command that installs it."""
    monkeypatch.setitem(find_pango.LIBRARIES, "Pango", ("libnowhere.so.9",))
    report = examine()
    pango = finding(report, "pango")
    assert not report.can_render
    assert "libnowhere.so.9" in (pango.wrong or "")
    assert pango.mend


@linux_only
def test_scripts_without_a_font(machine: Path) -> None:
    """Scripts that neither our fonts nor the system's draw are named, with the package that brings one."""
    report = examine()
    assert report.can_render
    assert finding(report, "scripts").found.startswith("Latin, Greek, Cyrillic")
    assert "Tamil" in finding(report, "fonts").found
    assert "Chinese, Japanese, Korean" in finding(report, "cjk-fonts").found
    assert "fonts-noto-cjk" in (finding(report, "cjk-fonts").mend or "")


@linux_only
def test_without_fontconfig(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where fontconfig is missing the scripts are not known; the doctor goes on."""
    monkeypatch.setattr(system_fonts, "LIBRARIES", ("libnowhere.so.9",))
    assert finding(examine(), "scripts").state == "warning"


def test_without_data(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation whose layouts are gone cannot render, and the doctor says where it looked."""
    (machine / "data/layouts").mkdir(parents=True)
    monkeypatch.setenv("CAROUSEL_HTML_DATA", str(machine / "data"))
    report = examine()
    assert not report.can_render
    assert "no layouts" in (finding(report, "templates").wrong or "")
    assert finding(report, "emoji").state == "warning"
    assert report.folders == (str(machine / "data"),)


def test_data_folder_that_is_not_there(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CAROUSEL_HTML_DATA that points nowhere is a finding, not a crash."""
    monkeypatch.setenv("CAROUSEL_HTML_DATA", str(machine / "nowhere"))
    report = examine()
    assert not report.can_render
    assert "nowhere" in (finding(report, "templates").wrong or "")
    assert report.folders == ()


def test_font_file_that_is_not_there(machine: Path) -> None:
    """A font that fonts.css names and nobody has is found before a render meets it."""
    (machine / "own/fonts").mkdir(parents=True)
    sheet = '@font-face { font-family: "Mine"; src: url("mine.ttf"); }'
    (machine / "own/fonts/fonts.css").write_text(sheet)
    report = examine(templates=[machine / "own"])
    assert not report.can_render
    assert "mine.ttf" in (finding(report, "templates").wrong or "")


def test_proof_is_told(machine: Path) -> None:
    """The proof's own words stand in the report, and its folder is gone afterwards."""
    places: list[Path] = []

    def prove(folder: Path) -> str:
        assert folder.is_dir()
        places.append(folder)
        return "one slide, 12 KB"

    assert finding(examine(prove=prove), "proof").found == "one slide, 12 KB"
    assert not places[0].exists()


def test_proof_that_fails(machine: Path) -> None:
    """When every part is there and the proof fails, nothing can be rendered, and the reason is given."""

    def prove(folder: Path) -> str:
        raise RenderError("the browser died twice.", hint="Try another one.")

    report = examine(prove=prove)
    assert not report.can_render
    assert finding(report, "proof").wrong == "the browser died twice."
    assert finding(report, "proof").mend == "Try another one."


def test_report_as_json(machine: Path) -> None:
    """The report is plain values, with one word for the whole."""
    plain = json.loads(json.dumps(examine().as_json()))
    assert plain["can_render"] is True
    assert {"part", "state", "found", "wrong", "mend"} == plain["findings"][0].keys()


def test_report_as_text() -> None:
    """As text each finding is a line, with what is wrong and what mends it below."""
    missing = Finding(
        "browser", "missing", "not usable", "no browser was found.", "Install one of these:\n  a\n  b"
    )
    pango, folders = Finding("pango", "ok", "Pango 1.50"), ("/data",)
    text = str(Report((missing, pango), {"python": "3.11"}, folders, "no process is kept"))
    assert text.splitlines() == [
        "✗ browser      not usable",
        "               no browser was found.",
        "               Install one of these:",
        "                 a",
        "                 b",
        "✓ pango        Pango 1.50",
        "  searched     /data",
        "  warm         no process is kept",
        "  versions     python 3.11",
    ]


def test_mend_installs_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mending calls the way of each part that is not in order, and of no other; a failure stops nothing."""
    called: list[str] = []

    def failing(say: doctor.Say) -> None:
        called.append("browser")
        raise RenderError("no")

    ways = {
        "browser": failing,
        "pango": lambda say: called.append("pango"),
        "fonts": lambda say: called.append("fonts"),
    }
    monkeypatch.setattr(doctor, "MENDERS", ways)
    findings = (
        Finding("browser", "missing", ""),
        Finding("pango", "ok", ""),
        Finding("templates", "missing", ""),
        Finding("fonts", "warning", ""),
    )
    mend(Report(findings, {}, ()), lambda line: None)
    assert called == ["browser", "fonts"]


# --- the command -------------------------------------------------------------------------------


def run_doctor(*options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "carousel_html", "doctor", *options]
    env = os.environ | variables
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.mark.browser
def test_command_proves_that_it_works() -> None:
    """`carousel doctor` renders one slide and its PDF, and ends with 0."""
    done = run_doctor("--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["can_render"] is True
    assert report["findings"][-1]["part"] == "proof"


def test_command_without_browser(tmp_path: Path) -> None:
    """`carousel doctor` says what is wrong and ends with 4 when the browser cannot be used."""
    done = run_doctor(CAROUSEL_BROWSER=str(tmp_path / "nowhere"))
    assert done.returncode == 4
    assert "✗ browser" in done.stdout
    assert "does not exist" in done.stdout
    assert done.stderr == ""


def test_command_without_templates(tmp_path: Path) -> None:
    """`carousel doctor` ends with 4 when the built-in layouts are gone."""
    done = run_doctor("--json", CAROUSEL_HTML_DATA=str(tmp_path))
    assert done.returncode == 4
    assert json.loads(done.stdout)["can_render"] is False
