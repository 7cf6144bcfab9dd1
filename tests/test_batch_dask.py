"""On a Dask cluster nothing is lost and nothing done twice, whatever becomes of its workers and scheduler."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import call, environment, refused

from carousel_html.batch import Batch, Result, run_batch
from carousel_html.batch.cluster import cluster, do_row_on_dask
from carousel_html.batch.jobs import Row
from carousel_html.batch.row import Design
from carousel_html.errors import RenderError
from carousel_html.export import Options

# A scheduler and workers as `dask scheduler` and `dask worker` start them, on free ports.
SCHEDULER = """
import asyncio
from distributed import Scheduler

async def main():
    async with Scheduler(host="127.0.0.1", port=0, dashboard=False) as scheduler:
        print(scheduler.address, flush=True)
        await scheduler.finished()

asyncio.run(main())
"""
WORKER = """
import asyncio, sys
from distributed import Worker

async def main():
    async with Worker(sys.argv[1], nthreads=1, dashboard=False) as worker:
        print(worker.address, flush=True)
        await worker.finished()

asyncio.run(main())
"""
DESIGN = """
title: Hello
thread: {posts: [{id: p1, text: "Dear {name}, this is row {id}."}]}
slides: [{post: p1}]
outro: false
canvas: instagram-square
"""


class Started:
    """A process of the cluster: what it said first is its address."""

    def __init__(self, code: str, *arguments: str, **more: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH="0", **more),
            start_new_session=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().decode().strip()
        assert self.address, "it did not start"

    def kill(self) -> None:
        """End it as a machine ends that loses its power."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def start() -> Iterator[object]:
    """Start processes of a cluster; they end with the test."""
    started: list[Started] = []

    def one(code: str, *arguments: str, **more: str) -> Started:
        started.append(Started(code, *arguments, **more))
        return started[-1]

    yield one
    for each in started:
        each.kill()


def rows(count: int) -> list[Row]:
    """So many rows of one design."""
    return [Row(n, n + 1, {"id": f"r{n}", "name": f"N{n}"}) for n in range(1, count + 1)]


def batch(folder: Path, out: str) -> Batch:
    """A batch of one slide a row, without a PDF."""
    (folder / "design.yaml").write_text(DESIGN, "utf-8")
    return Batch(out, Design(base=folder, source=str(folder / "design.yaml")), Options(pdf=False))


@pytest.mark.browser
def test_a_worker_is_killed_in_the_middle(tmp_path: Path, start):
    """Each row comes in once, its files are there with the digests that were told; a late worker helps."""
    scheduler = start(SCHEDULER)
    first, _second = (start(WORKER, scheduler.address) for _ in range(2))
    out = tmp_path / "out"
    results = []
    with cluster(scheduler.address) as found:
        assert (found.workers, found.refusals) == (2, {})
        for result in run_batch(
            rows(12), batch(tmp_path, f"file://{out}"), found.executor, workers=2, work=do_row_on_dask
        ):
            results.append(result)
            if len(results) == 3:
                first.kill()
    assert sorted(result.number for result in results) == list(range(1, 13))
    assert {(result.state, result.error) for result in results} == {("done", None)}
    for result in results:
        for file in result.files:
            body = (out / result.name / file.name).read_bytes()
            assert hashlib.sha256(body).hexdigest() == file.sha256
            assert len(body) == file.bytes
    assert sorted(path.name for path in out.iterdir()) == sorted(f"r{n}" for n in range(1, 13))


@pytest.mark.browser
def test_a_worker_that_draws_otherwise_is_left_out(tmp_path: Path, start):
    """Other fonts on one worker: it gets no row; and when it is the only one, the batch does not begin."""
    home = tmp_path / "home"
    (home / ".fonts").mkdir(parents=True)
    (home / ".fonts" / "Other.ttf").write_bytes(b"x" * 99)
    scheduler = start(SCHEDULER)
    other = start(WORKER, scheduler.address, HOME=str(home))
    with (
        pytest.raises(RenderError, match="no worker of the cluster draws") as caught,
        cluster(scheduler.address),
    ):
        pass
    assert f"{other.address}: other fonts" in str(caught.value)
    same = start(WORKER, scheduler.address)
    (tmp_path / "jobs.csv").write_text("id,name\na,Ann\nb,Bob\n", "utf-8")
    batch(tmp_path, "")
    called = call(
        "batch", tmp_path / "jobs.csv", "-o", tmp_path / "out", "--source", tmp_path / "design.yaml",
        "--engine", "dask", "--scheduler", scheduler.address, "--no-pdf", "--json",
    )  # fmt: skip
    assert called.code == 0, called.err
    assert called.err.splitlines() == [f"Left out: {other.address}: other fonts"]
    assert called.out.count('"state": "done"') == 2
    assert same.process.poll() is None


@pytest.mark.browser
def test_a_scheduler_that_goes_away(tmp_path: Path, start, monkeypatch: pytest.MonkeyPatch):
    """One error that says how to go on; no waiting for ever."""
    monkeypatch.setattr("carousel_html.batch.cluster.CONNECT_SECONDS", 10)
    scheduler = start(SCHEDULER)
    start(WORKER, scheduler.address)
    told = []

    def told_until_it_goes(results: Iterator[Result]) -> None:
        for result in results:
            told.append(result)
            if len(told) == 5:
                scheduler.kill()

    lost = Batch(str(tmp_path / "out"), Design(base=tmp_path, source=str(tmp_path / "gone.yaml")))
    with cluster(scheduler.address) as found:
        results = run_batch(rows(100_000), lost, found.executor, work=do_row_on_dask)
        with pytest.raises(RenderError, match="workers are gone") as caught:
            told_until_it_goes(results)
    assert "--resume" in str(caught.value)
    assert [result.state for result in told[:5]] == ["failed"] * 5


def test_no_scheduler(tmp_path: Path):
    """The address is named, and nothing written."""
    (tmp_path / "jobs.csv").write_text("id\na\n", "utf-8")
    options = ("-o", tmp_path / "out", "--engine", "dask")
    refused(call("batch", tmp_path / "jobs.csv", *options, "--scheduler", "nonsense://x"), 3, "nonsense://x")
    called = call("batch", tmp_path / "jobs.csv", *options)
    assert called.code == 2
    assert "--scheduler" in called.err
