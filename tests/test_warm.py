"""`carousel warm`: a render that is handed over ends as it would by itself, and so does one that is not."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from commands import Called, call, environment, refused, spawn, strays
from PIL import Image

from carousel_html.cache_folder import cache_folder
from carousel_html.stage.find_browser import Browser
from carousel_html.warm import place
from carousel_html.warm.client import ask, handed_over
from carousel_html.warm.server import Resident
from carousel_html.warm.starting import running

pytestmark = pytest.mark.skipif(not place.is_possible(), reason="there is no AF_UNIX")

BY_ITSELF = 99
"""The exit code of `Warmed.ask_once` for a command that was not handed over."""

ASK = f"""
import os, sys
sys.path[0] = os.environ["PATH_0"]  # As it is for the resident process, wherever we are.
import carousel_html.cli
carousel_html.cli.main = lambda: sys.exit({BY_ITSELF})
from carousel_html.__main__ import main
main()
"""


# --- what is not handed over --------------------------------------------------------------------


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a resident process may be met, on a busy machine too."""
    monkeypatch.setenv("CAROUSEL_WARM", str(tmp_path))
    monkeypatch.setattr("carousel_html.warm.client.PATIENCE_SECONDS", 30)
    tmp_path.chmod(0o700)
    return tmp_path


@contextmanager
def listener(folder: Path) -> Iterator[socket.socket]:
    """Listen where the resident process would."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / f"{place.name()}.socket"))
        listening.listen()
        yield listening


@pytest.mark.parametrize(
    "arguments",
    [
        "batch jobs.csv -o out",
        "check -",
        "render - -o out",
        "render thread.txt -o out --watch",
        "render thread.txt -o out --browser=/usr/bin/chromium",
        "render /dev/fd/63 -o out",
        "render thread.txt -o out --brand /proc/self/fd/3",
    ],
)
def test_only_what_another_process_can_do_is_handed_over(private: Path, arguments: str):
    with listener(private) as listening:
        listening.setblocking(False)
        assert handed_over(arguments.split()) is None
        with pytest.raises(BlockingIOError):
            listening.accept()


def test_without_an_output_nothing_is_handed_over(private: Path, monkeypatch: pytest.MonkeyPatch):
    """`>&-`: the number of a closed output is the next that is given to anything opened."""
    monkeypatch.setattr(sys, "stderr", None)
    with listener(private) as listening:
        listening.setblocking(False)
        assert handed_over(["render", "thread.txt", "-o", "out"]) is None
        with pytest.raises(BlockingIOError):
            listening.accept()


def test_where_there_are_no_such_sockets_nobody_looks(private: Path, monkeypatch: pytest.MonkeyPatch):
    """As on Windows, which has no `uname` either; `carousel warm` says so."""
    monkeypatch.setattr(place, "is_possible", lambda: False)
    monkeypatch.delattr(os, "uname")
    assert handed_over(["render", "thread.txt", "-o", "out"]) is None
    refused(call("warm"), 4, "this system", "--watch")


def test_a_folder_that_others_may_look_into_is_not_trusted(private: Path):
    private.chmod(0o755)
    with listener(private) as listening:
        listening.setblocking(False)
        assert handed_over(["render", "thread.txt", "-o", "out"]) is None
        with pytest.raises(BlockingIOError):
            listening.accept()


@pytest.mark.parametrize(
    "said", [None, b"", b"ready\n", b"ready\nbeat\n", b"ready\nby yourself: why\n", b"hm\n"]
)
def test_whatever_the_other_side_does_the_render_goes_on(
    private: Path, monkeypatch: pytest.MonkeyPatch, said: bytes | None
):
    """It listens to nobody, ends without a word, in the middle or on purpose, or is something else."""
    if said is None:
        monkeypatch.setattr("carousel_html.warm.client.PATIENCE_SECONDS", 0.2)  # It is waited for in vain.

    def answer(listening: socket.socket) -> None:
        if said is not None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(said)
                connection.settimeout(1)
                with suppress(OSError):
                    connection.recv(8)

    with listener(private) as listening, ThreadPoolExecutor(1) as thread:
        listening.settimeout(20)
        answered = thread.submit(answer, listening)
        assert handed_over(["render", "thread.txt", "-o", "out"]) is None
        answered.result()
    assert handed_over(["render", "thread.txt", "-o", "out"]) is None  # Nobody listens any more.


@pytest.mark.browser
def test_however_a_command_ends(private: Path, monkeypatch: pytest.MonkeyPatch):
    """Its exit code is ours; where it fails as it should not, we do it ourselves, and it begins anew."""
    monkeypatch.setattr("carousel_html.warm.server.MOST_BYTES", 1 << 60)  # It is in a process full of tests.

    def run(arguments: list[str], engines: object) -> int:
        if "7" in arguments:
            return 7
        if "exit" in arguments:
            raise SystemExit("words")
        raise RuntimeError

    resident = Resident(run, 60)
    with listener(private) as listening, ThreadPoolExecutor(1) as thread:
        begins_anew = thread.submit(resident.serve, listening)
        assert ask(f"{private}/{place.name()}.socket", ["list"]) == (
            None,
            "it does nothing but render and check",
        )
        assert handed_over(["render", "7"]) == 7
        assert handed_over(["render", "exit"]) == 1
        assert handed_over(["render", "else"]) is None
        assert begins_anew.result() is True


# --- what is handed over ------------------------------------------------------------------------


class Warmed:
    """A resident process of its own, and those who ask it."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        (folder / "thread.txt").write_text(words("One"), "utf-8")
        self.environment = environment(
            CAROUSEL_WARM=str(folder / "warm"),
            CAROUSEL_CACHE=str(folder / "cache"),
            PATH_0=str(folder),
            **variables,
        )

    def warm(self, *options: str) -> Called:
        """Call `carousel warm`."""
        return spawn("warm", *options, env=self.environment, cwd=self.folder)

    @property
    def process(self) -> int | None:
        """Its number, while it runs."""
        return running(self.folder / "warm" / f"{place.name()}.socket")

    def ask_once(
        self, *arguments: object, command: str = "render", folder: Path | None = None, **variables: str
    ) -> Called:
        """Render (or check), or end with BY_ITSELF where it is not handed over."""
        own = {**self.environment, **variables}
        return spawn(command, *arguments, code=ASK, env=own, cwd=folder or self.folder)

    def ask(self, *arguments: object, **options: object) -> Called:
        """Render, and again until it is handed over: on a busy machine its turn may not come soon enough."""
        for _ in range(100):
            called = self.ask_once(*arguments, **options)
            if called.code != BY_ITSELF:
                return called
            time.sleep(0.2)
        raise AssertionError("it is never handed over")

    def begin(self, *arguments: object, **options: object) -> subprocess.Popen[bytes]:
        """Begin to render, by itself where it is not handed over."""
        command = [sys.executable, "-m", "carousel_html", "render", *map(str, arguments)]
        return subprocess.Popen(command, env=self.environment, cwd=self.folder, **options)


def words(first: str, posts: int = 3) -> str:
    """A thread of some posts."""
    return "\n\n".join([f"{first} has some words.", *(f"Post {n} has others." for n in range(2, posts + 1))])


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, temporary ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def started(folder: Path, **variables: str) -> Iterator[Warmed]:
    """Have a resident process, and see to it that nothing of it is left."""
    resident = Warmed(folder, **variables)
    try:
        called = resident.warm()
        assert called.code == 0, called.err
        assert "starts at once" in called.out
        yield resident
    finally:
        with suppress(ProcessLookupError):
            if process := resident.process:
                os.kill(process, signal.SIGCONT)
        resident.warm("--stop")
    assert resident.process is None
    assert strays(str(folder)) == []


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warmed]:
    """One that several tests ask."""
    with started(tmp_path_factory.mktemp("lasting")) as resident:
        yield resident


@pytest.fixture
def resident(tmp_path: Path) -> Iterator[Warmed]:
    """One that may be hurt."""
    with started(tmp_path) as own:
        yield own


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "render thread.txt -o out --no-cache",
        "render ../thread.txt -o out --no-cache --theme midnight --json",
        "render thread.txt -o out --no-cache --theme midnight --set title=Other --no-pdf",
        "render thread.txt -o out --theme mignight",
        "render thread.txt -o out --slides 9",
        "render thread.txt -o out --no-cache --for linkedin --strict",
        "render thread.txt --colour red",
        "render absent.txt -o out",
        "check thread.txt --for all --strict",
        "check ../thread.txt --canvas x-landscape --format json --set typography.scale=1.6",
        "check absent.txt",
    ],
)
def test_it_is_the_same_as_by_itself(lasting: Warmed, tmp_path: Path, line: str):
    """Files, words and exit code; a path that was typed starts where it was typed."""
    command, *options = line.split()
    ends: list[tuple[Called, dict[str, bytes]]] = []
    for name in ("own", "handed"):
        here = tmp_path / name / "here"
        here.mkdir(parents=True)
        for place_of_thread in (here, here.parent):
            (place_of_thread / "thread.txt").write_text(words("One"), "utf-8")
        if name == "own":
            env = {**lasting.environment, "CAROUSEL_WARM": "off"}
            called = spawn(command, *options, env=env, cwd=here)
        else:
            called = lasting.ask(*options, command=command, folder=here)
        ends.append((called, files(here)))
    assert ends[0] == ends[1]


@pytest.mark.browser
@pytest.mark.slow
def test_nothing_is_remembered_of_a_file_that_is_another_now(lasting: Warmed, tmp_path: Path):
    """Also of one of the same name, size and date; and what was rendered once is known until it changes."""
    for name, colour in {"red": "#aa0000", "blue": "#0000aa"}.items():
        (tmp_path / name).mkdir()
        Image.new("RGB", (400, 300), colour).save(tmp_path / name / "picture.bmp.png", compress_level=0)
        os.utime(tmp_path / name / "picture.bmp.png", (1, 1))
        (tmp_path / name / "thread.md").write_text("Words.\n\n![A picture](picture.bmp.png)\n", "utf-8")
    seen = []
    for name in ("red", "blue", "red"):
        called = lasting.ask("thread.md", "-o", "out", folder=tmp_path / name)
        assert called.code == 0, called.err
        seen.append(files(tmp_path / name / "out"))
    assert seen[0] == seen[2]
    assert seen[0] != seen[1]
    (tmp_path / "red" / "picture.bmp.png").write_bytes((tmp_path / "blue" / "picture.bmp.png").read_bytes())
    assert lasting.ask("thread.md", "-o", "out", folder=tmp_path / "red").code == 0
    assert files(tmp_path / "red" / "out") == seen[1]


@pytest.mark.browser
@pytest.mark.slow
def test_whoever_would_get_something_else_goes_by_itself(lasting: Warmed):
    """Another language, say; `carousel warm` tells why."""
    assert lasting.ask_once("thread.txt", "-o", "out", TZ="Asia/Tokyo").code == BY_ITSELF
    assert lasting.ask("thread.txt", "-o", "out", NO_COLOR="1").code == 0
    called = spawn("warm", env={**lasting.environment, "TZ": "Asia/Tokyo"}, cwd=lasting.folder)
    assert "TZ differs" in called.out


@pytest.mark.browser
@pytest.mark.slow
def test_the_doctor_knows_of_it(lasting: Warmed):
    """Whether it runs, and whether it does what is asked for from here."""
    told = [
        next(line.split(maxsplit=1)[1] for line in called.out.splitlines() if line.startswith("  warm "))
        for called in (
            spawn("doctor", env={**lasting.environment, **more}, cwd=lasting.folder)
            for more in ({}, {"TZ": "Asia/Tokyo"}, {"CAROUSEL_WARM": str(lasting.folder / "no")})
        )
    ]
    process = f"process {lasting.process}"
    assert told == [
        process,
        f"{process}, but not for commands from here: TZ differs",
        "no process is kept; `carousel warm` starts one",
    ]


@pytest.mark.browser
@pytest.mark.slow
def test_two_at_once(lasting: Warmed):
    """Each gets its files, whoever makes them."""
    running = [lasting.begin("thread.txt", "-o", f"two-{n}", "--no-cache") for n in range(2)]
    assert [each.wait(60) for each in running] == [0, 0]
    assert files(lasting.folder / "two-0") == files(lasting.folder / "two-1") != {}


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_lost_engines_are_replaced(lasting: Warmed):
    before = lasting.ask("thread.txt", "-o", "lost", "--no-cache")
    made = files(lasting.folder / "lost")
    for pid in _below(lasting.process or 0):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert lasting.ask("thread.txt", "-o", "lost", "--no-cache") == before
    assert files(lasting.folder / "lost") == made


def _below(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_resident_process_is_ended_in_the_middle(resident: Warmed, number: int):
    """The render ends well, by itself if it must, and a new process can be started."""
    asked = resident.begin("thread.txt", "-o", "out", "--no-cache")
    process = resident.process
    assert process is not None
    _until_there(resident.folder / "out")
    os.kill(process, number)
    assert asked.wait(60) == 0
    made = files(resident.folder / "out")
    resident.warm("--stop")
    assert resident.warm().code == 0
    assert resident.ask("thread.txt", "-o", "out", "--no-cache").code == 0
    assert files(resident.folder / "out") == made


def _until_there(folder: Path) -> None:
    """Wait until a render has begun to take pictures."""
    end = time.monotonic() + 60
    while not folder.exists():
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.mark.browser
@pytest.mark.slow
def test_a_hung_process_is_left_alone_and_can_be_stopped(resident: Warmed):
    os.kill(resident.process or 0, signal.SIGSTOP)
    assert resident.ask_once("thread.txt", "-o", "out").code == BY_ITSELF


@pytest.mark.browser
@pytest.mark.slow
def test_ctrl_c_stops_the_render_and_not_the_process(resident: Warmed):
    """The bar is shown on the terminal, the code is 130, and no half file is left."""
    import pty

    process = resident.process
    (resident.folder / "thread.txt").write_text(words("Long", 12), "utf-8")
    terminal, end = pty.openpty()
    asked = resident.begin("thread.txt", "-o", "out", stderr=end, stdout=subprocess.DEVNULL)
    os.close(end)
    said = ""
    while not re.search("capture .* 2/", said) and select.select([terminal], [], [], 60)[0]:
        said += os.read(terminal, 65536).decode("utf-8", "replace")
    asked.send_signal(signal.SIGINT)
    assert asked.wait(60) == 130
    said += os.read(terminal, 65536).decode("utf-8", "replace")
    os.close(terminal)
    assert said.rstrip().endswith("Interrupted.")
    assert all(name.endswith(".png") for name in files(resident.folder) if name.startswith("out"))
    assert resident.ask("thread.txt", "-o", "out").code == 0
    assert resident.process == process


@pytest.mark.browser
@pytest.mark.slow
def test_it_begins_anew_when_code_or_engines_were_changed(tmp_path: Path, browser: Browser):
    """Here this user, who has said no language, has a font more. Until then a render goes by itself."""
    own = {"CAROUSEL_BROWSER": str(browser.path), "XDG_CACHE_HOME": str(cache_folder().parent)}
    with started(tmp_path, HOME=str(tmp_path), LANG="", LC_ALL="", LC_CTYPE="", **own) as resident:
        assert resident.ask("thread.txt", "-o", "out").code == 0
        process = resident.process
        (tmp_path / ".fonts").mkdir()
        (tmp_path / ".fonts" / "new.ttf").write_bytes(b"")
        assert resident.ask_once("thread.txt", "-o", "out").code == BY_ITSELF
        assert resident.ask("thread.txt", "-o", "out").code == 0
        assert resident.process == process


@pytest.mark.browser
@pytest.mark.slow
def test_it_ends_by_itself(tmp_path: Path):
    idle = Warmed(tmp_path)
    assert idle.warm("--minutes", "0.01").code == 0
    end = time.monotonic() + 60
    while idle.process and time.monotonic() < end:
        time.sleep(0.1)
    assert strays(str(tmp_path)) == []
    assert [path.suffix for path in (tmp_path / "warm").iterdir()] == [".lock"]


def test_what_cannot_be_is_told(tmp_path: Path):
    """It is switched off; the folder is open to others."""
    off = spawn("warm", env=environment(CAROUSEL_WARM="off"))
    assert (off.code, "CAROUSEL_WARM is off" in off.err) == (3, True)
    tmp_path.chmod(0o755)
    others = spawn("warm", env=environment(CAROUSEL_WARM=str(tmp_path)))
    assert (others.code, "others may look into" in others.err) == (1, True)
    assert "None is running" in spawn("warm", "--stop", env=environment(CAROUSEL_WARM=str(tmp_path))).out
