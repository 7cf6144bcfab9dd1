"""Whatever goes wrong around a batch (its folder, its cache, its memory, its clock), no row is lost by it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pytest
from commands import ROOT, Called, call, environment, refused, spawn
from ruamel.yaml import YAML

from carousel_html.batch import Batch, run_batch
from carousel_html.batch.jobs import Jobs, Row
from carousel_html.batch.lock import only_one
from carousel_html.batch.memory import memory_of_tree
from carousel_html.batch.row import Design
from carousel_html.batch.warm import MOST_BYTES, Warm
from carousel_html.batch.work import Task, do_row_with
from carousel_html.export import Options

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESIGN = """
title: "Hello {name}"
thread: {posts: [{id: p1, text: "Dear {name}, this is **row {id}**."}]}
slides: [{layout: cover, title: "Hello {name}"}, {post: p1}]
outro: false
canvas: instagram-square
"""
SQUARE = "instagram-square"


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    """Four rows of one design."""
    (tmp_path / "design.yaml").write_text(DESIGN, "utf-8")
    (tmp_path / "jobs.csv").write_text("id,name\na,Ann\nb,Bob\nc,Cy\nd,Di\n", "utf-8")
    return tmp_path / "jobs.csv"


class Bucket(fsspec.AbstractFileSystem):
    """Storage like S3: keys and whole objects, no folders, no renames; nobody may write into `locked`."""

    protocol = "bucket"
    cachable = False
    objects: ClassVar[dict[str, bytes]] = {}

    def pipe_file(self, path: str, value: bytes, **more: object) -> None:
        if path.startswith("locked/"):
            raise PermissionError("access denied")
        self.objects.pop(path, None)
        self.objects[path] = value

    def cat_file(self, path: str, **more: object) -> bytes:
        return self.objects[self._there(path)]

    def info(self, path: str, **more: object) -> dict[str, object]:
        return {"name": path, "type": "file", "size": len(self.objects[self._there(path)])}

    def rm_file(self, path: str) -> None:
        del self.objects[self._there(path)]

    def _there(self, path: str) -> str:
        if path not in self.objects:
            raise FileNotFoundError(path)
        return path

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        """There are no folders to make."""

    def mv(self, *paths: str, **more: object) -> None:
        raise NotImplementedError("an object cannot be renamed")


@pytest.fixture
def bucket() -> dict[str, bytes]:
    """What is in the bucket, in the order it was written."""
    fsspec.register_implementation("bucket", Bucket, clobber=True)
    Bucket.objects = {}
    return Bucket.objects


def batch(jobs: Path, out: Path, *more: object) -> tuple[object, ...]:
    """The words of a command that makes pictures of the rows with one worker."""
    source = jobs.with_name("design.yaml")
    return ("batch", jobs, "-o", out, "--source", source, "--workers", 1, "--no-pdf", "--json", *more)


def states(called: Called) -> list[str]:
    """What became of the rows."""
    return [json.loads(line)["state"] for line in called.out.splitlines()]


def pictures(folder: Path) -> dict[str, bytes]:
    """Every picture of the rows, by its path below the output folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("*/*/*.png"))}


def test_two_batches_into_one_folder(tmp_path: Path, jobs: Path):
    """The second is refused before it does anything; one share may stand beside another."""
    out = tmp_path / "out"
    with only_one(out, ".batch.lock"):
        refused(call(*batch(jobs, out)), 1, "another batch is writing into", "--shard")
        assert [path.name for path in out.iterdir()] == [".batch.lock"]
        assert states(call(*batch(jobs, out, "--shard", "2/4"))) == ["done"]


def test_two_batches_on_one_cache(tmp_path: Path, jobs: Path):
    """At the same time, over the same rows: both make what a batch without a cache makes."""
    env = environment(CAROUSEL_CACHE=str(tmp_path / "cache"))
    with ThreadPoolExecutor(2) as both:
        ended = list(both.map(lambda out: spawn(*batch(jobs, tmp_path / out), env=env), ("one", "two")))
    assert [(each.code, states(each)) for each in ended] == [(0, ["done"] * 4)] * 2
    again = spawn(*batch(jobs, tmp_path / "again"), env=environment(CAROUSEL_CACHE=str(tmp_path / "cache")))
    assert (again.code, states(again)) == (0, ["done"] * 4)
    assert states(call(*batch(jobs, tmp_path / "none", "--no-cache"))) == ["done"] * 4
    made = pictures(tmp_path / "none")
    assert len(made) == 8
    assert [pictures(tmp_path / out) == made for out in ("one", "two", "again")] == [True] * 3


def test_a_cache_that_is_read_only(tmp_path: Path, jobs: Path):
    """On a disk that really is: nothing is kept, every row is done, nobody is troubled."""
    cache = tmp_path / "cache"
    cache.mkdir()

    def on_read_only_disk(*command: object) -> Called:
        script = 'mount -t tmpfs -o ro tmpfs "$0" && exec "$@"'
        alone = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, cache]
        done = subprocess.run(
            [*alone, *map(str, command)],
            capture_output=True, text=True, check=False, env=environment(CAROUSEL_CACHE=str(cache)),
        )  # fmt: skip
        return Called(done.returncode, done.stdout, done.stderr)

    if shutil.which("unshare") is None or on_read_only_disk("true").code != 0:
        pytest.skip("this system gives no namespace with a disk of one's own")
    assert on_read_only_disk("touch", cache / "x").code != 0
    called = on_read_only_disk(sys.executable, "-m", "carousel_html", *batch(jobs, tmp_path / "out"))
    assert (called.code, called.err) == (0, "")
    assert states(called) == ["done"] * 4


def test_a_clock_that_is_set(tmp_path: Path, jobs: Path):
    """What is finished is told by what it was made of: no time of any file says anything."""
    out, design = tmp_path / "out", tmp_path / "design.yaml"
    command = batch(jobs, out, "--shard", "1/2")
    assert states(call(*command)) == ["done"] * 2
    for path in (design, jobs):
        os.utime(path, (2_500_000_000, 2_500_000_000))
    for path in out.rglob("*"):
        os.utime(path, (1, 1))
    assert states(call(*command, "--resume")) == ["kept"] * 2
    design.write_text(DESIGN.replace("Hello", "Howdy"), "utf-8")
    os.utime(design, (0, 0))
    assert states(call(*command, "--resume")) == ["done"] * 2


def task(jobs: Path, row: Row, out: str) -> Task:
    """One row, pictures only."""
    design = Design(base=jobs.parent, source=str(jobs.with_name("design.yaml")))
    return Task(row, out, "run", design, Options(pdf=False, cache=False))


@pytest.mark.parametrize(("limits", "starts"), [({}, 1), ({"most_bytes": 1}, 2), ({"most_rows": 1}, 2)])
def test_a_browser_that_holds_too_much(tmp_path: Path, jobs: Path, limits: dict[str, int], starts: int):
    """It is replaced after its row, and after so many; else it stays."""
    # What the process of the tests holds by itself is no part of what a worker may.
    warm = Warm(**{"most_bytes": MOST_BYTES + (memory_of_tree() or 0)} | limits)
    with Jobs(jobs) as rows:
        two = [row for row in rows if row.number <= 2]
    try:
        ended = [do_row_with(warm, task(jobs, row, str(tmp_path / "out"))) for row in two]
    finally:
        warm.end()
    assert [(each.state, each.error) for each in ended] == [("done", None)] * 2
    assert warm.starts == starts


def test_a_bucket(tmp_path: Path, jobs: Path, bucket: dict[str, bytes]):
    """Storage without folders and renames: whole files, the row's mark last, what is finished kept."""
    design = Design(base=tmp_path, source=str(tmp_path / "design.yaml"))

    def ran(*, is_resumed: bool = False) -> list[tuple[str, str | None]]:
        night = Batch("bucket://nights/may", design, Options(pdf=False, cache=False), is_resumed=is_resumed)
        with Jobs(jobs) as rows, ThreadPoolExecutor(1) as executor:
            return [(result.state, result.error) for result in run_batch(rows, night, executor)]

    assert ran() == [("done", None)] * 4
    assert list(bucket)[:4] == [
        f"nights/may/a/{SQUARE}/slide-01.png",
        f"nights/may/a/{SQUARE}/slide-02.png",
        f"nights/may/a/{SQUARE}/manifest.json",
        "nights/may/a/result.json",
    ]
    assert len(bucket) == 16
    assert ran(is_resumed=True) == [("kept", None)] * 4
    fewer = DESIGN.replace(", {post: p1}]", "]")
    (tmp_path / "design.yaml").write_text(fewer, "utf-8")
    assert ran(is_resumed=True) == [("done", None)] * 4
    assert f"nights/may/a/{SQUARE}/slide-02.png" not in bucket
    assert len(bucket) == 12


def test_a_bucket_that_refuses(tmp_path: Path, jobs: Path, bucket: dict[str, bytes]):
    """Each row says which file could not be written, and why; no mark says that it is finished."""
    design = Design(base=tmp_path, source=str(tmp_path / "design.yaml"))
    locked = Batch("bucket://locked/may", design, Options(pdf=False, cache=False))
    with Jobs(jobs) as rows, ThreadPoolExecutor(1) as executor:
        results = list(run_batch(rows, locked, executor))
    assert [result.state for result in results] == ["failed"] * 4
    assert "bucket://locked/may/a/" in str(results[0].error)
    assert "cannot be written: access denied" in str(results[0].error)
    assert not bucket


# --- what the pages tell to write ----------------------------------------------------------------


def recipe(kind: str, jobs: Path, out: Path) -> str:
    """The recipe of docs/scale.md in this language, with the places of this test in it."""
    text = (ROOT / "docs/scale.md").read_text("utf-8")
    (found,) = re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)
    here = {"/jobs/clients.csv": jobs, "/mnt/clients.csv": jobs, "s3://bucket/night": out}
    for name, place in here.items():
        found = found.replace(
            name, f"{place} --source {jobs.with_name('design.yaml')}" if place == jobs else f"{place}"
        )
    return found


@pytest.fixture
def on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """`carousel` is a command of the shell's."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


def test_the_kubernetes_job(tmp_path: Path, jobs: Path, on_path: None):
    """One pod of the recipe does its share, and again nothing when it is started anew."""
    job = YAML(typ="safe").load(recipe("yaml", jobs, tmp_path / "out"))
    (container,) = job["spec"]["template"]["spec"]["containers"]
    command = [*container["command"], container["args"][0].replace("/16", "/4")]
    assert job["spec"]["completions"] == 16
    for state in ("done", "kept"):
        done = subprocess.run(
            command, env=environment(JOB_COMPLETION_INDEX="1"), check=True, capture_output=True
        )
        assert done.stdout.decode().splitlines()[-1].startswith(f"1 {state}: 2 slides")
    assert [path.name for path in (tmp_path / "out").glob("*.jsonl")] == ["report-2-of-4.jsonl"]
    assert (tmp_path / "out/b/result.json").exists()


def test_the_serverless_function(tmp_path: Path, jobs: Path, on_path: None):
    """A call does its share."""
    names: dict[str, Any] = {}
    exec(recipe("python", jobs, tmp_path / "out"), names)
    assert names["handler"]({"index": 3, "count": 4}, None) == {"code": 0}
    assert (tmp_path / "out/c" / SQUARE / "carousel.pdf").exists()
