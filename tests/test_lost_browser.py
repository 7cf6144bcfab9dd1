"""A browser that dies is started again and the slide tried again; the pictures do not show it."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from commands import alone, call, refused, strays
from pages import page

from carousel_html.errors import RenderError, SystemPartMissing
from carousel_html.fontconfig import write_print_config
from carousel_html.pdf.printer import Printer
from carousel_html.stage.browser import Chromium
from carousel_html.stage.camera import Camera
from carousel_html.stage.capture import capture
from carousel_html.stage.find_browser import Browser
from carousel_html.stage.fit import fit
from carousel_html.stage.freeze import freeze
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

BODIES = [f"<p>Slide {n} has words of its own.</p>" * n for n in range(1, 5)]
TIGHT = "p { font-size: calc(110px * var(--fit, 1)) }"


def renderers(browser: int) -> list[int]:
    """The processes of a browser's group that lay out pages."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            is_renderer = b"--type=renderer" in (folder / "cmdline").read_bytes()
            if is_renderer and os.getpgid(int(folder.name)) == browser:
                found.append(int(folder.name))
    return found


def test_killed_while_capturing(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Killed between two pictures and before reading the page: same pixels, same places, nothing left."""
    monkeypatch.setenv("CAROUSEL_TEST", str(tmp_path))

    def work() -> None:
        with Chromium(browser.path, []) as chromium:
            stage = Stage(chromium)
            stage.show(page(BODIES, TIGHT))
            fits = fit(stage)
            whole = [capture(stage, index) for index in range(4)]
            lines = freeze(stage).slides[2].content
            again = [capture(stage, 0)]
            os.killpg(chromium.pid, signal.SIGKILL)
            again += [capture(stage, index) for index in range(1, 4)]
            assert again == whole
            assert any(each.scale < 1 for each in fits), "the fit has to survive as well"
            os.killpg(chromium.pid, signal.SIGKILL)
            assert freeze(stage).slides[2].content == lines
            stage.close()

    alone(work)
    assert strays(str(tmp_path)) == []


@pytest.mark.parametrize("pages", [1, 3])
def test_killed_while_a_camera_takes_slides(browser: Browser, pages: int):
    """Pages side by side share one browser: it is started again once, and every picture is as it was."""

    def work() -> None:
        with Chromium(browser.path, []) as chromium:
            stage = Stage(chromium)
            stage.show(page(BODIES * 3, TIGHT))
            fit(stage)
            calm = [capture(stage, index) for index in range(12)]
            starts = []
            start = chromium.start
            chromium.start = lambda: (starts.append(1), start())  # type: ignore[method-assign]
            taken: dict[int, bytes] = {}
            with Camera(stage, pages) as camera:
                shots = camera.shoot(range(12), "png", taken.__setitem__)
                shots[0].result()
                os.killpg(chromium.pid, signal.SIGKILL)
                for shot in shots.values():
                    shot.result()
            assert [taken[index] for index in range(12)] == calm
            assert len(starts) == 1

    alone(work)


def test_a_slide_a_camera_cannot_take_is_named(browser: Browser):
    """What is wrong with one slide is raised by its own picture."""

    def work() -> None:
        with Chromium(browser.path, []) as chromium:
            stage = Stage(chromium)
            stage.show(page(BODIES))
            with Camera(stage, 1) as camera:
                chromium.start = lambda: None  # type: ignore[method-assign]
                os.killpg(chromium.pid, signal.SIGKILL)
                camera.shoot([2], "png", lambda index, picture: None)[2].result()

    with pytest.raises(RenderError, match="twice on slide 3"):
        alone(work)


GLOW = "p { text-shadow: 0 0 20px red } .body { background: linear-gradient(red, blue); min-height: 100% }"


@pytest.mark.parametrize("doomed", ["measure", "veil", "photograph"])
def test_killed_while_freezing(browser: Browser, doomed: str, monkeypatch: pytest.MonkeyPatch):
    """The steps of a freeze build on what the page holds by then: all are done again in the new browser."""

    def work() -> None:
        with Chromium(browser.path, []) as chromium:
            stage = Stage(chromium)
            stage.show(page(BODIES, GLOW))
            calm = freeze(stage)
            assert calm.images, "pictures have to be taken"
            ask, kills = Stage.picture if doomed == "photograph" else Stage.evaluate, [0]

            def ask_and_die(self: Stage, what: object, *rest: object) -> object:
                answer = ask(self, what, *rest)  # type: ignore[arg-type]
                if not kills[0] and (what == doomed or doomed == "photograph"):
                    kills[0] += 1
                    os.killpg(chromium.pid, signal.SIGKILL)
                return answer

            monkeypatch.setattr(Stage, "picture" if doomed == "photograph" else "evaluate", ask_and_die)
            assert freeze(stage) == calm
            assert kills == [1]

    alone(work)


def test_a_page_that_crashes_is_shown_again(browser: Browser):
    """The page's own process may die alone, as it does when it asks for too much memory."""

    def work() -> None:
        with Chromium(browser.path, []) as chromium:
            stage = Stage(chromium, step_seconds=5)
            stage.show(page(BODIES))
            whole = capture(stage, 2)
            found = renderers(chromium.pid)
            assert found
            for pid in found:
                os.kill(pid, signal.SIGKILL)
            assert capture(stage, 2) == whole

    alone(work)


def test_a_browser_that_always_dies_is_given_up(browser: Browser):
    """Twice is enough: the error names the slide, and the exit code is 1."""

    def work() -> None:
        with Chromium(browser.path, []) as chromium:
            stage = Stage(chromium)
            stage.show(page(BODIES))
            start = chromium.start

            def die() -> None:
                start()
                os.killpg(chromium.pid, signal.SIGKILL)

            chromium.start = die  # type: ignore[method-assign]
            os.killpg(chromium.pid, signal.SIGKILL)
            capture(stage, 2)

    with pytest.raises(RenderError, match="twice on slide 3") as caught:
        alone(work)
    assert caught.value.exit_code == 1


def test_a_browser_that_does_not_start(tmp_path: Path):
    """What it said, and the command that tells what it lacks; exit code 4."""
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\necho 'error while loading shared libraries: libnss3.so' >&2\nexit 127\n")
    fake.chmod(0o755)

    def work() -> None:
        with Chromium(fake, []):
            pass

    with pytest.raises(SystemPartMissing, match="does not start") as caught:
        alone(work)
    assert caught.value.exit_code == 4
    assert "carousel doctor" in str(caught.value.hint)


def test_a_browser_that_dies_while_it_starts(browser: Browser, tmp_path: Path):
    """It is started again, and the first one leaves nothing."""
    fake = tmp_path / "chromium"
    fake.write_text(
        f"#!/bin/sh\n[ -e {tmp_path}/second ] || {{ touch {tmp_path}/second; exit 137; }}\n"
        f'exec {browser.path} "$@"\n'
    )
    fake.chmod(0o755)
    with Chromium(fake, []) as chromium:
        stage = Stage(chromium)
        stage.show(page(BODIES))
        assert capture(stage, 0)
        assert chromium.version == browser.version


def test_a_printer_that_dies_is_started_again(browser: Browser):
    """The job is done in a new process; the PDF is the same, and comparing still knows it."""

    def work() -> None:
        with Chromium(browser.path, []) as chromium, Printer(write_print_config) as printer:
            stage = Stage(chromium)
            stage.show(page(BODIES))
            frozen = freeze(stage)
            whole = printer.print_pdf(frozen).result()
            assert printer._process is not None
            printer._process.kill()
            picture = capture(stage, 2)
            assert printer.compare(2, lambda: picture, frozen.slides[2], frozen.height).result().is_good
            printer._process.kill()
            assert printer.print_pdf(frozen).result() == whole

    alone(work)


def test_a_character_no_font_has(tmp_path: Path):
    """The error names the character, its post, and the fonts that were tried: in a word and in a cluster."""
    for words, code in (
        ("private \U000f0001 use", "U+F0001"),
        ("unassigned \u0378", "U+0378"),
        ("e\u1ae0", "U+1AE0"),
    ):
        (tmp_path / "thread.txt").write_text(f"First\n\n{words}", "utf-8")
        called = call("render", tmp_path / "thread.txt", "-o", tmp_path / "out", "--no-pdf")
        refused(called, 3, code, "post p2", "Tried: ")
