"""What is written is whole, or it is not there; a folder that cannot be written is one error, exit code 1."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Called, call, environment, refused, spawn

from carousel_html.errors import OutputError
from carousel_html.export import builds
from carousel_html.export.builds import versions
from carousel_html.export.files import check_folder, ours, remove_stale, write_manifest, write_whole

# Render a slide, and let this process write no more than 20 kB into any file once the pictures are taken.
LIMITED = """
import resource, sys
from pathlib import Path
from carousel_html import Carousel, CarouselError, Options, render
from carousel_html.model import Post, Slide, Thread

def progress(what, done, total):
    if what == "capture" and done == total:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))

thread = Thread(posts=[Post(id="p1", text="Words")])
carousel = Carousel(thread=thread, slides=[Slide(post="p1")], outro=False)
try:
    render(carousel, Path(sys.argv[1]), Options(pdf=False), progress=progress)
except CarouselError as error:
    print(type(error).__name__, error.exit_code, error)
"""


@pytest.fixture
def thread(tmp_path: Path) -> Path:
    """A small thread."""
    (tmp_path / "thread.txt").write_text("Words\n\nMore words", "utf-8")
    return tmp_path / "thread.txt"


@pytest.mark.parametrize("place", ["out", "out/instagram-portrait", "out/instagram-portrait/deeper"])
def test_a_file_in_the_way_is_named_before_anything_is_started(tmp_path: Path, thread: Path, place: str):
    """The folder is asked first: no minute of rendering for nothing."""
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / place).write_text("mine", "utf-8")
    out = tmp_path / "out" / ("instagram-portrait/deeper/x" if "deeper" in place else "")
    called = call("render", thread, "-o", out, "--browser", sys.executable)
    refused(called, 1, "cannot be written: a file of that name is in the way", "`-o`")
    assert (tmp_path / place).read_text("utf-8") == "mine"


def test_a_link_that_leads_nowhere_is_in_the_way(tmp_path: Path):
    """A dangling link is neither a folder nor room for one."""
    (tmp_path / "out").symlink_to(tmp_path / "gone")
    with pytest.raises(OutputError, match="in the way"):
        check_folder(tmp_path / "out/instagram-portrait")


def test_a_folder_that_may_not_be_written(tmp_path: Path):
    """Permission bits do not bind root, so the kernel's own read-only places are asked as well."""
    places = [Path("/proc"), Path("/sys/kernel")]
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        (tmp_path / "closed").mkdir(mode=0o500)
        places.append(tmp_path / "closed")
    asked = [place for place in places if place.is_dir()]
    for place in asked:
        with pytest.raises(OutputError) as caught:
            check_folder(place / "out")
        assert "cannot be written" in caught.value.what
        assert caught.value.exit_code == 1


def test_checking_leaves_nothing(tmp_path: Path):
    """The folder is not made by asking whether it could be."""
    check_folder(tmp_path / "a/b/c")
    assert list(tmp_path.iterdir()) == []


def test_a_file_over_the_limit_is_not_there(tmp_path: Path):
    """The kernel stops the write; the half file and its temporary name go, and the old one stays."""
    code = (
        "import resource, sys; from pathlib import Path;"
        "from carousel_html.errors import OutputError; from carousel_html.export.files import write_whole;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); path = Path(sys.argv[1])\n"
        "try: write_whole(path, b'x' * 5000)\n"
        "except OutputError as error: print(error)"
    )
    write_whole(tmp_path / "a.png", b"old")
    called = spawn(tmp_path / "a.png", code=code)
    assert "cannot be written: the file is larger than this system allows" in called.out, called.err
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    assert (tmp_path / "a.png").read_bytes() == b"old"


def test_parts_of_an_earlier_run_go_with_their_folders(tmp_path: Path):
    """What a manifest names and this run did not write goes; what is not ours stays, with its folder."""
    names = ["part-1/slide-01.png", "part-2/slide-02.png", "part-3/slide-03.png", "captions.md", "alt.txt"]
    for name in (*names, "part-2/notes.txt", "slide-09.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    slides = [{"file": name} for name in (*names[:3], "../out.txt", "part-1/../../x", "other/a.png", 7)]
    (tmp_path / "manifest.json").write_text(json.dumps({"slides": slides, "texts": names[3:], "pdf": None}))
    before = ours(tmp_path)
    assert before == set(names)
    remove_stale(tmp_path, before - {"part-1/slide-01.png", "captions.md"})
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()} == {
        "manifest.json", "captions.md", "part-1/slide-01.png", "part-2/notes.txt", "slide-09.png",
    }  # fmt: skip
    assert not (tmp_path / "part-3").exists()


def test_a_run_of_some_slides_names_what_it_leaves(tmp_path: Path):
    """The manifest names what earlier runs left; the next whole run removes that, and nothing else."""

    def run(names: list[str], *, is_partial: bool) -> set[str]:
        before = ours(tmp_path)
        for name in names:
            (tmp_path / name).write_text("x")
        slides = {"slides": [{"file": name} for name in names], "pdf": None}
        write_manifest(tmp_path, slides, before, is_partial=is_partial)
        return {path.name for path in tmp_path.iterdir()} - {"manifest.json"}

    (tmp_path / "slide-07.png").write_text("mine")
    first = [f"slide-0{n}.png" for n in range(1, 6)]
    assert run(first, is_partial=False) == {*first, "slide-07.png"}
    assert run(["slide-03.png"], is_partial=True) == {*first, "slide-07.png"}
    (tmp_path / "slide-05.png").unlink()
    assert run(["slide-02.png"], is_partial=True) == {*first[:4], "slide-07.png"}
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["earlier"] == ["slide-01.png", "slide-03.png", "slide-04.png"]
    assert run(["slide-01.png", "slide-02.png"], is_partial=False) == {*first[:2], "slide-07.png"}
    assert json.loads((tmp_path / "manifest.json").read_text())["earlier"] == []


@pytest.mark.browser
def test_a_limit_met_after_the_pictures_are_taken(tmp_path: Path):
    """A whole render that meets the limit at its end says so, and leaves no file."""
    called = spawn(tmp_path / "out", code=LIMITED)
    assert called.out.startswith("OutputError 1 "), called.err
    assert "slide-01.png cannot be written" in called.out
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def on_small_disk(folder: Path, kilobytes: int, *command: object) -> Called:
    """Run a command with a small disk of its own at `folder`, in a namespace that goes when it ends."""
    folder.mkdir()
    script = (
        f'mount -t tmpfs -o size={kilobytes}k tmpfs "$0" || exit 99; "$@"; code=$?; '
        'find "$0" -type f; exit $code'
    )
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, folder, *map(str, command)],
        capture_output=True, text=True, check=False, env=environment(), timeout=120,
    )  # fmt: skip
    return Called(done.returncode, done.stdout, done.stderr)


@pytest.mark.browser
@pytest.mark.parametrize("kilobytes", [8, 500])
def test_a_full_disk(tmp_path: Path, thread: Path, kilobytes: int):
    """On a real disk that is full, before or in the middle: the error, and whole files only."""
    disk = tmp_path / "disk"
    if shutil.which("unshare") is None or on_small_disk(disk, 8, "true").code != 0:
        pytest.skip("this system gives no namespace with a disk of one's own")
    disk.rmdir()
    called = on_small_disk(
        disk,
        kilobytes,
        sys.executable,
        "-m",
        "carousel_html",
        "render",
        thread,
        "-o",
        disk / "out",
        "--no-pdf",
    )
    assert called.code == 1, called.err
    assert called.err.startswith("Error: ")
    assert "cannot be written: the disk is full" in called.err
    assert "Traceback" not in called.err
    assert ".png." not in called.out, "a temporary file is left"


@pytest.mark.browser
def test_a_run_that_fails_leaves_the_run_before_it(tmp_path: Path, thread: Path):
    """Pictures, PDF and manifest of the last good run stay as they were."""
    assert call("render", thread, "-o", tmp_path / "out", "--no-pdf").code == 0
    folder = tmp_path / "out/instagram-portrait"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    thread.write_text("A character no font has: \U000f0001", "utf-8")
    refused(call("render", thread, "-o", tmp_path / "out", "--no-pdf"), 3, "U+F0001")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    manifest = json.loads(before["manifest.json"])
    assert {slide["file"] for slide in manifest["slides"]} <= set(before)


def test_versions_are_told_without_installed_metadata(monkeypatch: pytest.MonkeyPatch):
    """A package that only lies on the path has no version, and is no reason to fail."""
    from importlib import metadata

    def none(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", none)
    builds._version.cache_clear()
    try:
        assert versions("1.2")["carousel_html"] == "unknown"
    finally:
        builds._version.cache_clear()
