"""Hold the order in which a browser is chosen, and what is said when there is none."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from carousel_html.errors import InputError, SystemPartMissing
from carousel_html.stage import find_browser as module
from carousel_html.stage.find_browser import MINIMUM, candidates, find_browser, read_version

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of its own: empty PATH, empty home, no browser anywhere."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(module.VARIABLE, raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setattr(module, "USUAL_PLACES", {sys.platform: (str(tmp_path / "usual/chrome"),)})
    return tmp_path


def put_browser(path: Path, version: str = "Chromium 150.0.1.2", *, code: int = 0) -> Path:
    """Write a stand-in that answers `--version` and counts how often it was asked."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\necho asked >> "{path}.asked"\necho "{version}"\nexit {code}\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def times_asked(path: Path) -> int:
    counter = Path(f"{path}.asked")
    return len(counter.read_text().splitlines()) if counter.exists() else 0


def test_named_by_option_beats_all(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser named by the caller is used before the variable and before any other."""
    named = put_browser(machine / "mine", "Google Chrome 140.0.0.1 beta")
    monkeypatch.setenv(module.VARIABLE, str(put_browser(machine / "of-variable")))
    put_browser(machine / "bin/chromium")
    found = find_browser(named)
    assert (found.path, found.version, found.source) == (named, "140.0.0.1", "--browser")


def test_variable_beats_what_is_found(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CAROUSEL_BROWSER is used before a browser on PATH."""
    named = put_browser(machine / "of-variable")
    monkeypatch.setenv(module.VARIABLE, str(named))
    put_browser(machine / "bin/chromium")
    assert find_browser().path == named


def test_variable_may_be_a_name_on_path(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CAROUSEL_BROWSER=google-chrome means the google-chrome on PATH."""
    chrome = put_browser(machine / "bin/google-chrome")
    put_browser(machine / "bin/chromium-headless-shell")
    monkeypatch.setenv(module.VARIABLE, "google-chrome")
    assert find_browser().path == chrome


def test_order_without_a_name(machine: Path) -> None:
    """Playwright's shell, Playwright's browser, PATH in the order of NAMES, then the usual places."""
    revision = "playwright/chromium_headless_shell-{}/chrome-linux/headless_shell"
    expected = [
        put_browser(machine / revision.format(1200)),
        put_browser(machine / revision.format(999)),
        put_browser(machine / "playwright/chromium-1201/chrome-linux/chrome"),
        put_browser(machine / "bin/chromium-headless-shell"),
        put_browser(machine / "bin/chromium"),
        put_browser(machine / "bin/google-chrome"),
        put_browser(machine / "bin/msedge"),
        put_browser(machine / "usual/chrome"),
    ]
    assert [path for path, _ in candidates()] == expected
    for path in expected:
        assert find_browser().path == path
        path.unlink()


def test_too_old_is_passed_over(machine: Path) -> None:
    """A browser older than the minimum is passed over for one that is not."""
    put_browser(machine / "bin/chromium-headless-shell", f"Chromium {MINIMUM - 1}.0.0.0")
    new = put_browser(machine / "bin/google-chrome", f"Google Chrome {MINIMUM}.0.0.0")
    assert find_browser().path == new
    assert find_browser().major == MINIMUM


def test_broken_is_passed_over(machine: Path) -> None:
    """A program that fails, or answers without a version, is passed over."""
    put_browser(machine / "bin/chromium-headless-shell", "Chromium 150.0.0.0", code=127)
    put_browser(machine / "bin/chromium", "Please install the snap")
    working = put_browser(machine / "bin/google-chrome")
    assert find_browser().path == working


def test_none_at_all(machine: Path) -> None:
    """Without a browser the error gives the commands, the variable, and exit code 4."""
    with pytest.raises(SystemPartMissing) as caught:
        find_browser()
    message = str(caught.value)
    assert "playwright install --only-shell chromium" in message
    assert f"{module.VARIABLE}=" in message
    assert caught.value.exit_code == 4


def test_none_at_all_names_the_package(machine: Path) -> None:
    """Where there is a package manager, the error gives its command too."""
    put_browser(machine / "bin/apt-get")
    with pytest.raises(SystemPartMissing, match=r"apt-get install .*chromium-headless-shell"):
        find_browser()


def test_none_usable_names_the_refused(machine: Path) -> None:
    """The error names each browser that was found and refused, and why."""
    old = put_browser(machine / "bin/chromium", "Chromium 99.0.0.0")
    broken = put_browser(machine / "bin/msedge", "", code=1)
    with pytest.raises(SystemPartMissing) as caught:
        find_browser()
    assert f"{old}: 99.0.0.0 is too old" in str(caught.value)
    assert f"{broken}: does not run" in str(caught.value)


@pytest.mark.parametrize(
    ("version", "code", "complaint"),
    [
        (None, 0, "does not exist"),
        ("Chromium 99.0.0.0", 0, "99.0.0.0; 120 or newer"),
        ("", 1, "no browser that runs"),
    ],
    ids=["missing", "old", "broken"],
)
def test_named_is_never_replaced(machine: Path, version: str | None, code: int, complaint: str) -> None:
    """A named browser that cannot be used is an error of the user's, though another browser is there."""
    put_browser(machine / "bin/chromium")
    if version is not None:
        put_browser(machine / "mine", version, code=code)
    with pytest.raises(InputError, match=complaint) as caught:
        find_browser(machine / "mine")
    assert caught.value.exit_code == 3
    assert caught.value.where == "--browser"


def test_version_is_asked_once(machine: Path) -> None:
    """A browser is asked for its version once, and again when the program has changed."""
    path = put_browser(machine / "bin/chromium", "Chromium 150.0.0.0")
    assert [read_version(path), read_version(path)] == ["150.0.0.0"] * 2
    assert times_asked(path) == 1
    put_browser(path, "Chromium 151.0.0.0")
    os.utime(path, ns=(1, 1))
    assert read_version(path) == "151.0.0.0"
    assert times_asked(path) == 2


def test_failure_is_not_remembered(machine: Path) -> None:
    """A browser that did not run is asked again: a missing library may have been installed since."""
    path = put_browser(machine / "bin/chromium", "", code=127)
    assert [read_version(path), read_version(path)] == [None, None]
    assert times_asked(path) == 2


@pytest.mark.parametrize("content", ["", "[1]", "{", '{"x": 1}'])
def test_broken_cache_is_ignored(machine: Path, content: str) -> None:
    """A cache file with nonsense in it costs one more question, nothing else."""
    path = put_browser(machine / "bin/chromium")
    file = machine / "cache/carousel_html/browsers.json"
    file.parent.mkdir(parents=True)
    file.write_text(content)
    assert read_version(path) == "150.0.1.2"
    assert read_version(path) == "150.0.1.2"
    assert times_asked(path) == 1


def test_cache_folder_may_be_a_file(machine: Path) -> None:
    """Where the cache cannot be written the browser is found all the same."""
    (machine / "cache").write_text("not a folder")
    assert find_browser(put_browser(machine / "bin/chromium")).version == "150.0.1.2"


@pytest.mark.browser
def test_real_browser_has_a_version() -> None:
    """The browser of this machine is one of ours: it runs and is new enough."""
    assert find_browser().major >= MINIMUM
