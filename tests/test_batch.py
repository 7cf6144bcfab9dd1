"""A batch renders what `render` would, row by row, and the end of a worker does not show in the files."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from commands import call, refused, spawn, strays
from PIL import Image
from test_output_folder import on_small_disk

from carousel_html.batch import Batch, run_batch
from carousel_html.batch.jobs import Jobs
from carousel_html.batch.pool import WorkerPool
from carousel_html.batch.row import Design
from carousel_html.catalogue import Catalogue
from carousel_html.export import Options

pytestmark = pytest.mark.browser

DESIGN = """
title: "Hello {name}"
thread: {posts: [{id: p1, text: "Dear {name}, this is **row {id}**."}]}
slides: [{layout: cover, title: "Hello {name}"}, {post: p1}]
outro: false
canvas: instagram-square
"""
SQUARE = "instagram-square"
STORM_ROWS = int(os.environ.get("STORM_ROWS", "12"))
"""How many rows stand in the storm; `make storm` sends a hundred through it."""


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    """Two good rows, and four with a mistake each."""
    (tmp_path / "design.yaml").write_text(DESIGN, "utf-8")
    (tmp_path / "kit.yaml").write_text("name: Kit\ncolors: {accent: '#0055ff'}\n", "utf-8")
    (tmp_path / "jobs.csv").write_text(
        "id,source,name,brand,theme\n"
        "a,design.yaml,Ann,kit.yaml,paper\n"
        "b,design.yaml,Bob,gone.yaml,paper\n"
        "c,design.yaml,Cy\n"
        "d,design.yaml,Di,,papper\n"
        "e,gone.txt,Eve,,paper\n"
        "f,design.yaml,Flo,,sunset\n",
        "utf-8",
    )
    return tmp_path / "jobs.csv"


def files(folder: Path) -> dict[str, bytes]:
    """Every file of the rows, by its path below the output folder, but what names the run."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.glob("*/*/*")}
    assert not [name for name in found if "/." in name], "a temporary file is left"
    return found


def report(folder: Path) -> dict[str, dict]:
    """The report's lines by the rows' names; each row is told once."""
    lines = [json.loads(line) for line in (folder / "report.jsonl").read_text("utf-8").splitlines()]
    assert len({line["number"] for line in lines}) == len(lines)
    return {line["name"] or f"line {line['line']}": line for line in lines}


def test_good_rows_are_rendered_and_bad_ones_told(tmp_path: Path, jobs: Path):
    """Exit 1, each bad row with its line and its reason; the good ones are what `render` makes of them."""
    out = tmp_path / "out"
    called = call("batch", jobs, "-o", out, "--workers", 1)
    assert (called.code, called.err) == (1, "")
    assert "Traceback" not in called.out
    told = report(out)
    assert {name: line["state"] for name, line in told.items()} == {
        "a": "done", "b": "failed", "line 4": "failed", "d": "failed", "e": "failed", "f": "done",
    }  # fmt: skip
    assert {name: line["line"] for name, line in told.items()} == {
        "a": 2, "b": 3, "line 4": 4, "d": 5, "e": 6, "f": 7,
    }  # fmt: skip
    for name, word in {"b": "gone.yaml", "line 4": "3 cells", "d": 'mean "paper"', "e": "gone.txt"}.items():
        assert word in told[name]["error"]
        assert word in called.out
    (tmp_path / "one.yaml").write_text(DESIGN.replace("{name}", "Flo").replace("{id}", "f"), "utf-8")
    assert call("render", tmp_path / "one.yaml", "-o", tmp_path / "one", "--theme", "sunset").code == 0
    for path in (tmp_path / "one" / SQUARE).iterdir():
        assert (out / "f" / SQUARE / path.name).read_bytes() == path.read_bytes(), path.name


def test_resume_does_what_is_left(tmp_path: Path, jobs: Path):
    """Finished rows are kept, without a browser; a row whose source, kit or files changed is done again."""
    out = tmp_path / "out"
    options = ("-o", out, "--workers", 1, "--no-pdf", "--json")
    assert call("batch", jobs, *options, "--shard", "1/5").code == 0
    lines = (out / "report-1-of-5.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["a", "f"]
    written = {name: (out / name / "result.json").stat().st_mtime_ns for name in "af"}
    called = call("batch", jobs, *options, "--shard", "1/5", "--resume")
    assert [json.loads(line)["state"] for line in called.out.splitlines()] == ["kept", "kept"]
    assert {name: (out / name / "result.json").stat().st_mtime_ns for name in "af"} == written
    (tmp_path / "kit.yaml").write_text("name: Kit\ncolors: {accent: '#aa0000'}\n", "utf-8")
    (out / "f" / SQUARE / "slide-02.png").unlink()
    called = call("batch", jobs, *options, "--shard", "1/5", "--resume")
    assert [json.loads(line)["state"] for line in called.out.splitlines()] == ["done", "done"]
    assert (out / "f" / SQUARE / "slide-02.png").exists()


def test_resume_sees_what_can_be_seen(tmp_path: Path):
    """A picture, a template or a word that changed; not a time, and no value that stands on no slide."""
    photo = "{layout: image, images: [{src: dot.png, alt: A dot}]"
    (tmp_path / "design.yaml").write_text(DESIGN.replace("{layout: cover", photo), "utf-8")
    jobs, dot = tmp_path / "jobs.csv", tmp_path / "dot.png"
    jobs.write_text("id,source,name,unused\na,design.yaml,Ann,1\nb,design.yaml,Bob,1\n", "utf-8")
    Image.new("RGB", (900, 900), "#345").save(dot)
    own = tmp_path / "themes_css/themes/ours.css"
    own.parent.mkdir(parents=True)
    own.write_text(Catalogue().theme("paper").path.read_text("utf-8"), "utf-8")
    command = ("batch", jobs, "-o", tmp_path / "out", "--workers", 1, "--no-pdf", "--json", "--resume")

    def states() -> list[str]:
        called = call(*command, "--theme", "ours")
        assert (called.code, called.err) == (0, "")
        return [json.loads(line)["state"] for line in called.out.splitlines()]

    assert states() == ["done", "done"]
    os.utime(dot)
    jobs.write_text(jobs.read_text("utf-8").replace(",1", ",2"), "utf-8")
    assert states() == ["kept", "kept"]
    Image.new("RGB", (900, 900), "#543").save(dot)
    assert states() == ["done", "done"]
    jobs.write_text(jobs.read_text("utf-8").replace("Bob", "Bea"), "utf-8")
    assert states() == ["kept", "done"]
    own.write_text(own.read_text("utf-8").replace('"paper"', '"ours"'), "utf-8")
    assert states() == ["done", "done"]
    assert states() == ["kept", "kept"]


def test_what_was_found_is_told(tmp_path: Path):
    """In the table, the summary and the report, kept rows included; --strict makes it an exit code."""
    (tmp_path / "design.yaml").write_text(
        "title: Hello\nthread: {posts: [{id: p1, text: One.}, {id: p2, text: 'Left, {name}.'}]}\n"
        f"slides: [{{layout: cover, title: Hello}}, {{post: p1}}]\noutro: false\ncanvas: {SQUARE}\n",
        "utf-8",
    )
    (tmp_path / "whole.yaml").write_text(DESIGN, "utf-8")
    jobs, out = tmp_path / "jobs.csv", tmp_path / "out"
    jobs.write_text("id,source,name\na,design.yaml,Ann\nb,whole.yaml,Bob\n", "utf-8")
    command = ("batch", jobs, "-o", out, "--workers", 1, "--no-pdf")
    strict = call(*command, "--strict")
    assert strict.code == 5
    assert "something was found in 1 of 2 rows" in strict.err
    again = call(*command, "--resume")
    assert again.code == 0
    for called in (strict, again):
        row, below, *_ = called.out.splitlines()[1:]
        assert (row.split()[-1], below.split()) == ("a", ["found:", "left-out"])
        assert called.out.splitlines()[-1].startswith("Found in 1 row: left-out in 1. ")
    (finding,) = report(out)["a"]["findings"]
    assert (finding["target"], finding["kind"], finding["level"]) == (SQUARE, "left-out", "warning")
    assert finding["slide"] is None
    assert "p2" in finding["message"]
    assert report(out)["b"]["findings"] == []


def many(folder: Path, count: int) -> Path:
    """A job file of so many rows of two slides."""
    folder.mkdir()
    (folder / "design.yaml").write_text(DESIGN, "utf-8")
    looks = ["paper", "ink", "midnight"]
    rows = [{"id": f"r{n}", "name": f"N{n}", "theme": looks[n % 3]} for n in range(count)]
    (folder / "jobs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder / "jobs.jsonl"


class Storm:
    """Kills a process after each row that comes in: a worker, a PDF process or a browser."""

    # Workers the least often: a row is given up when eight of them died of it, and chance is not to do that.
    KINDS = ("batch.worker", "pdf.process", "headless", "headless")

    def __init__(self, mark: str) -> None:
        self.killed: list[str] = []
        self._mark, self._random = mark.encode(), random.Random(8)

    def strike(self, number: int) -> None:
        """Kill one process of the kind whose turn it is, at some moment of whatever it is doing."""
        threading.Event().wait(self._random.uniform(0, 0.4))
        kind = self.KINDS[number % 4]
        if found := self._running(kind):
            with suppress(OSError):
                os.kill(self._random.choice(found), signal.SIGKILL)
                self.killed.append(kind)

    def _running(self, kind: str) -> list[int]:
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                is_ours = self._mark in (folder / "environ").read_bytes() and int(folder.name) != os.getpid()
                if is_ours and kind.encode() in (folder / "cmdline").read_bytes():
                    found.append(int(folder.name))
        return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
def test_a_storm_of_kills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Workers, browsers and PDF processes are killed all along: every row is done once, in the same bytes."""
    jobs = many(tmp_path / "jobs", STORM_ROWS)
    calm, stormy = tmp_path / "calm", tmp_path / "stormy"
    design = Design(base=jobs.parent, source=str(jobs.parent / "design.yaml"))
    monkeypatch.setenv("CAROUSEL_TEST", str(tmp_path))
    storm = Storm(str(tmp_path))
    with WorkerPool(2) as pool:
        with Jobs(jobs) as rows:
            before = list(run_batch(rows, Batch(str(calm), design), pool, workers=2))
        with Jobs(jobs) as rows:
            results = []
            for result in run_batch(rows, Batch(str(stormy), design), pool, workers=2):
                results.append(result)
                storm.strike(len(results))
    assert set(storm.killed) == set(Storm.KINDS)
    assert [result.error for result in before + results if result.error] == []
    assert sorted(result.number for result in results) == list(range(1, STORM_ROWS + 1))
    assert len(storm.killed) > STORM_ROWS / 2
    whole, made = files(calm), files(stormy)
    assert [name for name in whole.keys() | made.keys() if whole.get(name) != made.get(name)] == []
    assert strays(str(tmp_path)) == []


def test_a_disk_that_fills_up(tmp_path: Path, jobs: Path):
    """The batch stops and says so; every file that is there is whole."""
    disk = tmp_path / "disk"
    if shutil.which("unshare") is None or on_small_disk(disk, 8, "true").code != 0:
        pytest.skip("this system gives no namespace with a disk of one's own")
    disk.rmdir()
    rows = many(tmp_path / "jobs", 12)
    called = on_small_disk(
        disk, 1500, sys.executable, "-m", "carousel_html", "batch", rows, "-o", disk / "out",
        "--source", rows.parent / "design.yaml", "--workers", 1, "--no-pdf", "--json",
    )  # fmt: skip
    assert called.code == 1, called.err
    assert called.err.startswith("Error: the batch stopped")
    assert "the disk is full" in called.err
    results = [json.loads(line) for line in called.out.splitlines() if line.startswith("{")]
    assert results[0]["state"] == "done"
    assert 1 < len(results) < 12
    assert ".png." not in called.out, "a temporary file is left"


def test_any_executor(tmp_path: Path, jobs: Path):
    """Threads of one process do as well, and end their browsers with it."""
    with Jobs(jobs) as rows, ThreadPoolExecutor(1) as executor:
        batch = Batch("memory://batch-test", Design(base=tmp_path), Options(pdf=False))
        results = {result.name: result for result in run_batch(rows, batch, executor)}
    assert results["a"].state == "done"
    import fsspec

    storage = fsspec.filesystem("memory")
    for file in results["a"].files:
        assert storage.size(f"/batch-test/a/{file.name}") == file.bytes


def test_what_is_asked_for_wrongly(tmp_path: Path, jobs: Path):
    """One error, nothing written, the right exit code."""
    refused(call("batch", tmp_path / "gone.csv", "-o", tmp_path / "out"), 3, "gone.csv")
    refused(call("batch", jobs, "-o", tmp_path / "out", "--shard", "3/2"), 3, "--shard 1/4")
    assert not (tmp_path / "out").exists()
    called = spawn("batch", jobs, "-o", jobs, "--json")
    assert (called.code, called.out) == (1, "")
