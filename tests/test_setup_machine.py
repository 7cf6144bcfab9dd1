"""Hold how a machine is set up: what is there is taken, what is missing is installed, else it is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from carousel_html import setup_machine as module
from carousel_html import system_parts
from carousel_html.errors import InputError, SystemPartMissing
from carousel_html.stage import find_browser

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no browser, no package manager, and a Playwright that cannot download."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.delenv(find_browser.VARIABLE, raising=False)
    monkeypatch.setattr(find_browser, "USUAL_PLACES", {})
    monkeypatch.setattr(module, "PLAYWRIGHT", (put_script(tmp_path / "no-playwright", "exit 1"),))
    monkeypatch.setattr(module, "is_root", lambda: True)
    return tmp_path


def put_script(path: Path, script: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def makes_browser(path: Path) -> str:
    """A script that puts a browser at `path`, with no program but the shell's own."""
    return f"""printf '#!/bin/sh\\necho Chromium 150.0.0.0\\n' > {path}; /bin/chmod +x {path}"""


def test_browser_that_is_there_is_taken(machine: Path) -> None:
    """With a browser on PATH nothing is installed."""
    put_script(machine / "chromium", "echo Chromium 150.0.0.0")
    put_script(machine / "apt-get", f"echo called >> {machine}/called")
    said: list[str] = []
    module.set_up_browser(said.append)
    assert said == [f"browser: {machine}/chromium 150.0.0.0"]
    assert not (machine / "called").exists()


def test_playwright_comes_first(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a browser Playwright installs its own, and the package manager is not asked."""
    script = put_script(machine / "playwright-install", makes_browser(machine / "chromium"))
    monkeypatch.setattr(module, "PLAYWRIGHT", (script,))
    put_script(machine / "apt-get", f"echo called >> {machine}/called")
    said: list[str] = []
    module.set_up_browser(said.append)
    assert said[-1] == f"browser: {machine}/chromium 150.0.0.0"
    assert not (machine / "called").exists()


def test_package_manager_comes_second(machine: Path) -> None:
    """Where Playwright cannot download, root installs a package of the system: the next name if one fails."""
    script = f"""
    echo "$@" >> {machine}/called
    case "$*" in
      *chromium-headless-shell) echo no such package; exit 100;;
      *chromium) {makes_browser(machine / "chromium")};;
    esac
    """
    put_script(machine / "apt-get", script)
    said: list[str] = []
    module.set_up_browser(said.append)
    assert said[-1] == f"browser: {machine}/chromium 150.0.0.0"
    assert "  no such package" in said
    calls = (machine / "called").read_text().splitlines()
    assert [call.split()[-1] for call in calls] == ["update", "chromium-headless-shell", "chromium"]


def test_without_root_the_commands_are_said(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is not root gets the commands to type, and no package manager is run."""
    monkeypatch.setattr(module, "is_root", lambda: False)
    monkeypatch.setattr(system_parts, "is_root", lambda: False)
    put_script(machine / "apt-get", f"echo called >> {machine}/called")
    with pytest.raises(SystemPartMissing, match="sudo apt-get install"):
        module.set_up_browser(lambda line: None)
    assert not (machine / "called").exists()


def test_named_browser_is_not_replaced(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that was named and is not there is the user's mistake: nothing is installed for it."""
    monkeypatch.setenv(find_browser.VARIABLE, str(machine / "nowhere"))
    said: list[str] = []
    with pytest.raises(InputError, match="does not exist"):
        module.set_up_browser(said.append)
    assert said == []


def test_exit_code_and_message(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a program it ends with exit code 4 and the error on stderr."""
    assert module.main() == 4
    assert "Error: no browser was found" in capsys.readouterr().err
