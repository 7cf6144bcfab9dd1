"""
Hold that no work is lost between the studio and its file: saving, changes from outside, conflicts, failures.

The project and its disk run for real, without server or browser.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from commands import environment
from studio_server import OWN, THREAD, plain_client, wait_for

from carousel_html import carousel_file
from carousel_html.catalogue import Catalogue
from carousel_html.model import Carousel
from carousel_html.studio import disk as disk_module
from carousel_html.studio.actions import Known
from carousel_html.studio.disk import Disk
from carousel_html.studio.project import Project, Snapshot, Stale

pytestmark = pytest.mark.slow

FILE = """# What we hand to the intern.
title: On call   # short
theme: midnight
canvas: [instagram-portrait]
thread:
  posts:
    - {id: p1, text: Every alert teaches something.}
    - {id: p2, text: Write runbooks for the tired.}
# The order matters.
slides:
  # first this
  - {post: p1, title: Alerts}
  - post: p2   # then that
    layout: quote
    quote: Write runbooks for the tired.
"""
KNOWN = Known(Catalogue(), ())


@dataclass
class Open:
    """A project with its disk."""

    project: Project
    disk: Disk
    path: Path

    def act(self, name: str, **arguments: object) -> Snapshot:
        """Do an action to what is there now."""
        return self.project.act(self.project.now.revision, name, arguments, KNOWN)

    def saved(self) -> str:
        """The file, once all is in it."""
        wait_for(lambda: self.project.now.saved)
        return self.path.read_text()


@contextmanager
def opened(path: Path) -> Iterator[Open]:
    """Open a file as the studio does, with its thread running."""
    found: list[Disk] = []
    project = Project(path, carousel_file.read(path), lambda now: None if now.saved else found[0].changed())
    disk = Disk(project)
    found.append(disk)
    with disk:
        yield Open(project, disk, path)


@pytest.fixture
def path(tmp_path) -> Path:
    """A carousel.yaml with comments."""
    path = tmp_path / "carousel.yaml"
    path.write_text(FILE)
    return path


@pytest.fixture
def studio(path) -> Iterator[Open]:
    """It, opened."""
    with opened(path) as it:
        yield it


def written_by_another(path: Path, old: str, new: str) -> None:
    """Change the file as an editor does: written whole, with another date."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    state = path.stat()
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000))


# --- saving ----------------------------------------------------------------------------------


def test_opening_writes_nothing(path):
    """A file that is only looked at stays as it is, to the byte."""
    with opened(path):
        pass
    assert path.read_text() == FILE


def test_a_change_is_saved_and_comments_stay(studio):
    """What was not changed stays as a person wrote it: comments, order of keys, no ids."""
    studio.act("set", key="theme", value="paper")
    studio.act("move_slide", slide=studio.project.now.carousel.slides[1].id, to=0)
    text = studio.saved()
    assert text.startswith("# What we hand to the intern.\ntitle: On call   # short\ntheme: paper\n")
    assert "post: p2   # then that" in text
    assert "id: _s" not in text
    assert text.index("layout: quote") < text.index("title: Alerts")
    assert carousel_file.read(studio.path).slides[0].layout == "quote"


def test_comments_stay_when_slides_come_and_go(studio):
    """A new slide before the others, and one less, leave the comments of those that stay."""
    first, second = (slide.id for slide in studio.project.now.carousel.slides)
    studio.act("insert_slide", at=0, text="Before all")
    studio.act("duplicate_slide", slide=second)
    studio.act("delete_slide", slide=first)
    text = studio.saved()
    assert "# The order matters." in text
    assert "post: p2   # then that" in text


def test_a_change_waits_less_than_a_second():
    """The longest a change may wait for others, and how often it is looked at, are under a second."""
    assert disk_module.LONGEST_SECONDS < 1
    assert disk_module.SETTLE_SECONDS < disk_module.LONGEST_SECONDS


def test_closing_saves_what_is_left(path):
    """Ctrl-C right after a change loses nothing."""
    with opened(path) as it:
        it.act("set", key="title", value="The last word")
    assert carousel_file.read(path).title == "The last word"


def test_undo_and_redo_have_names_and_are_saved(studio):
    """Every step can be taken back, one by one, by name; the file follows."""
    assert studio.project.now.undo is None
    studio.act("set", key="theme", value="paper")
    now = studio.act("delete_slide", slide=studio.project.now.carousel.slides[0].id)
    assert (now.undo, now.redo) == ("Undo delete slide 1", None)
    now = studio.act("undo")
    assert (now.undo, now.redo) == ("Undo change theme", "Redo delete slide 1")
    now = studio.act("undo")
    assert (now.undo, now.carousel.theme) == (None, "midnight")
    now = studio.act("redo")
    assert now.carousel.theme == "paper"
    studio.saved()
    assert len(carousel_file.read(studio.path).slides) == 2


def test_one_drag_is_one_step(studio):
    """A slider's many values are one step when the page says that they go on."""
    for place, value in enumerate((0.1, 0.2, 0.3)):
        revision = studio.project.now.revision
        arguments = {"key": "pattern.opacity", "value": value}
        studio.project.act(revision, "set", arguments, KNOWN, joins=place > 0)
    revision = studio.project.now.revision
    studio.project.act(revision, "set", {"key": "theme", "value": "paper"}, KNOWN, joins=True)
    assert studio.act("undo").carousel.pattern.opacity == 0.3
    assert studio.act("undo").carousel.pattern.opacity is None


def test_two_pages_do_not_overwrite_each_other(studio):
    """A change of a revision that is not the latest is refused, and nothing happens."""
    seen = studio.project.now.revision
    studio.project.act(seen, "set", {"key": "theme", "value": "paper"}, KNOWN)
    with pytest.raises(Stale):
        studio.project.act(seen, "set", {"key": "theme", "value": "swiss"}, KNOWN)
    assert studio.project.now.carousel.theme == "paper"


# --- changes from outside --------------------------------------------------------------------


def test_a_change_of_the_file_is_taken_in(studio):
    """What an editor saved is there at once, keeps what is selected, and can be undone."""
    before = studio.project.now
    written_by_another(studio.path, "theme: midnight", "theme: paper")
    wait_for(lambda: studio.project.now.carousel.theme == "paper")
    now = studio.project.now
    assert now.undo == "Undo change made in the file"
    assert now.saved
    assert [s.id for s in now.carousel.slides] == [s.id for s in before.carousel.slides]
    studio.act("undo")
    assert "theme: midnight" in studio.saved()


def test_a_broken_file_keeps_the_last_good_view(studio):
    """A mistake in the file is told with its line; when it is mended, it is taken in."""
    written_by_another(studio.path, "theme: midnight", "theme: [")
    problem = wait_for(lambda: studio.project.now.file_problem)
    assert "carousel.yaml:" in (problem.where or "")
    assert studio.project.now.carousel.theme == "midnight"
    written_by_another(studio.path, "theme: [", "theme: swiss")
    wait_for(lambda: studio.project.now.carousel.theme == "swiss")
    assert studio.project.now.file_problem is None


def test_a_broken_file_that_is_put_back_is_no_problem(studio):
    """The file is again what was read last: nothing is told of it any more."""
    written_by_another(studio.path, "theme: midnight", "theme: [")
    wait_for(lambda: studio.project.now.file_problem)
    written_by_another(studio.path, "theme: [", "theme: midnight")
    wait_for(lambda: studio.project.now.file_problem is None)
    assert studio.project.now.undo is None


def test_a_broken_file_is_not_written_over(studio):
    """An edit here, while the file is half edited there, is a conflict: nothing is written until then."""
    written_by_another(studio.path, "theme: midnight", "theme: [")
    wait_for(lambda: studio.project.now.file_problem)
    studio.act("set", key="title", value="Mine")
    wait_for(lambda: studio.project.now.conflict)
    assert "theme: [" in studio.path.read_text()
    studio.disk.settle(keeps_mine=True)
    assert carousel_file.read(studio.path).title == "Mine"
    assert "theme: [" in (studio.path.parent / "carousel.unread.yaml").read_text()


@pytest.fixture
def conflict(studio) -> Open:
    """Both sides changed: the theme in the file, the title here, not yet written."""
    with studio.disk._writing:  # The moment between a change and its writing, held still.
        studio.act("set", key="title", value="Mine")
        written_by_another(studio.path, "theme: midnight", "theme: paper")
    found = wait_for(lambda: studio.project.now.conflict)
    assert found.file == "carousel.yaml"
    return studio


def test_a_conflict_is_asked_about_and_waits(conflict):
    """Neither side is written while it is open, and edits go on."""
    conflict.act("set", key="language", value="de")
    assert conflict.disk.flush() is False
    assert "theme: paper" in conflict.path.read_text()
    assert "Mine" not in conflict.path.read_text()


def test_a_file_that_is_put_back_ends_the_conflict(conflict):
    """Nobody else's change is left to choose, so what was done here is written."""
    written_by_another(conflict.path, "theme: paper", "theme: midnight")
    assert "title: Mine" in conflict.saved()
    assert conflict.project.now.conflict is None


def test_the_other_side_of_a_conflict_may_break_and_be_mended(conflict):
    """Whether it can be taken is told as it is now."""
    written_by_another(conflict.path, "theme: paper", "theme: [")
    wait_for(lambda: conflict.project.now.file_problem)
    assert conflict.project.now.conflict
    written_by_another(conflict.path, "theme: [", "theme: swiss")
    wait_for(lambda: conflict.project.now.file_problem is None)
    conflict.disk.settle(keeps_mine=False)
    assert conflict.project.now.carousel.theme == "swiss"


def test_keeping_mine_keeps_the_other_in_the_history(conflict):
    """The studio's version is written; the file's can be brought back."""
    conflict.disk.settle(keeps_mine=True)
    assert conflict.project.now.conflict is None
    assert (carousel_file.read(conflict.path).title, carousel_file.read(conflict.path).theme) == (
        "Mine",
        "midnight",
    )
    now = conflict.act("undo")
    assert (now.carousel.title, now.carousel.theme) == ("On call", "paper")


def test_taking_the_files_keeps_mine_in_the_history(conflict):
    """The file's version is shown, nothing is written; the studio's can be brought back."""
    conflict.disk.settle(keeps_mine=False)
    now = conflict.project.now
    assert (now.carousel.title, now.carousel.theme, now.saved) == ("On call", "paper", True)
    assert conflict.act("undo").carousel.title == "Mine"


# --- failures --------------------------------------------------------------------------------


@contextmanager
def no_room() -> Iterator[None]:
    """Let the system refuse to write a single byte into a file, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_and_the_work_stays(studio):
    """The file stays as it was, the work stays here, and is written as soon as there is room."""
    with no_room():
        studio.act("set", key="theme", value="paper")
        problem = wait_for(lambda: studio.project.now.save_problem)
        assert "cannot be written" in problem.what
        assert studio.disk.flush() is False
        assert studio.path.read_text() == FILE
        studio.act("set", key="title", value="Still working")
    assert "theme: paper" in studio.saved()
    assert studio.project.now.save_problem is None
    assert [file.name for file in studio.path.parent.iterdir()] == ["carousel.yaml"]


def test_a_file_that_was_removed_is_written_again(studio):
    """Somebody deleted the file: the next change brings it back whole."""
    studio.path.unlink()
    studio.act("set", key="theme", value="paper")
    assert len(carousel_file.parse(studio.saved(), "carousel.yaml", studio.path.parent).slides) == 2


@contextmanager
def started(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """Run `carousel studio` on a thread as a process of its own; without `options` it has no browser."""
    (folder / "thread.txt").write_text(THREAD)
    command = ["studio", "thread.txt", "--no-open", *(options or ("--browser", "no-such-browser"))]
    process = subprocess.Popen(
        [sys.executable, "-m", "carousel_html", *command],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split(" ")[-1].strip()
        origin, _, token = address.partition("/?token=")
        with plain_client(origin, headers=OWN | {"Authorization": f"Bearer {token}"}) as client:
            yield process, client
    finally:
        process.kill()
        process.communicate()


def test_a_killed_studio_has_saved(tmp_path):
    """After kill -9 the file holds what was done, and opens again."""
    with started(tmp_path) as (process, client):
        _act(client, "set", key="theme", value="paper")
        _act(client, "set", key="title", value="Survives")
        wait_for(lambda: client.get("/api/state").json()["saved"])
        process.send_signal(signal.SIGKILL)
        process.wait()
    found = carousel_file.read(tmp_path / "thread.yaml")
    assert (found.theme, found.title) == ("paper", "Survives")
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_ctrl_c_ends_the_studio_and_saves(tmp_path):
    """It ends at once with the code of an interrupt, and what was done last is in the file."""
    with started(tmp_path) as (process, client):
        _act(client, "set", key="title", value="The last word")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
        assert process.returncode == 130, said
        assert "Traceback" not in said
    assert carousel_file.read(tmp_path / "thread.yaml").title == "The last word"


@pytest.mark.browser
def test_ctrl_c_while_pictures_are_taken(browser, tmp_path):
    """The thread that waits for the browser ends without a word; one line says that it was interrupted."""
    with started(tmp_path, "--browser", str(browser.path)) as (process, client):
        wait_for(lambda: client.get("/api/thumbnails/theme").json())
        _act(client, "set", key="theme", value="paper")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
    assert process.returncode == 130, said
    assert said.strip() == "Interrupted."


def _act(client: httpx.Client, name: str, **arguments: object) -> None:
    revision = client.get("/api/state").json()["revision"]
    answer = client.post("/api/actions", json={"revision": revision, "name": name, **arguments})
    assert answer.status_code == 200, answer.text


def test_an_empty_project_has_nothing_to_lose(tmp_path):
    """A new project is a file that is made with the first change."""
    path = tmp_path / "carousel.yaml"
    project = Project(path, Carousel().beside(tmp_path))
    with Disk(project):
        assert project.now.carousel.slides == []
    assert not path.exists()
