"""Workers that die or hang are replaced, their work is done again, and rows go out as they can be taken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from commands import strays

from carousel_html.batch import Batch, Result, Shard, run_batch
from carousel_html.batch.jobs import Jobs, Row
from carousel_html.batch.lock import only_one
from carousel_html.batch.memory import memory_of_tree
from carousel_html.batch.pool import WorkerPool, shared_out, usual_workers
from carousel_html.batch.report import Tally, spoken, table_row
from carousel_html.batch.result import RowFinding
from carousel_html.batch.row import Design
from carousel_html.batch.work import Task
from carousel_html.errors import CarouselError, InputError, OutputError, RenderError
from carousel_html.pipes import start

pytestmark = pytest.mark.slow

ONCE = "__import__('pathlib').Path({mark!r}).touch(exist_ok=False) or {then}"
"""An expression whose second half is met only the first time; the second time the file is there."""


def once(mark: Path, then: str) -> str:
    """An expression that does `then` the first time, and is 7 the second."""
    return f"7 if __import__('os').path.exists({str(mark)!r}) else ({ONCE.format(mark=str(mark), then=then)})"


def test_a_job_comes_back():
    """What the function returns, and what it raises."""
    with WorkerPool(2) as pool:
        assert [future.result() for future in [pool.submit(pow, n, 2) for n in range(9)]] == [
            n * n for n in range(9)
        ]
        with pytest.raises(RuntimeError, match="ZeroDivisionError"):
            pool.submit(divmod, 1, 0).result()
        assert pool.submit(int, "12", base=16).result() == 18


@pytest.mark.parametrize(
    "then", ["__import__('os').kill(__import__('os').getpid(), 9)", "__import__('os')._exit(3)"]
)
def test_a_job_whose_worker_dies_is_done_again(tmp_path: Path, then: str):
    """Killed, or gone by itself: the caller never knows."""
    with WorkerPool(1) as pool:
        assert pool.submit(eval, once(tmp_path / "mark", then)).result() == 7


def test_a_job_whose_worker_hangs_is_done_again(tmp_path: Path):
    """Its time runs out, its process is ended, and a new one does it."""
    with WorkerPool(1, seconds=8) as pool:
        stopped = once(tmp_path / "mark", "__import__('os').kill(__import__('os').getpid(), 19)")
        assert pool.submit(eval, stopped).result() == 7


def test_a_job_that_kills_every_worker_is_given_up():
    """And the next job finds a worker."""
    with WorkerPool(1) as pool:
        with pytest.raises(RenderError, match="died or hung 8 times"):
            pool.submit(os._exit, 1).result()
        assert pool.submit(pow, 2, 3).result() == 8


def test_a_job_that_hangs_is_given_up_sooner():
    """For it takes its whole time whenever it is tried."""
    with WorkerPool(1, seconds=1) as pool, pytest.raises(RenderError, match="died or hung 4 times"):
        pool.submit(eval, "__import__('time').sleep(60)").result()


@pytest.mark.parametrize(("deaths", "is_done"), [(7, True), (8, False)])
def test_a_worker_that_dies_before_it_began_is_not_the_jobs_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deaths: int, is_done: bool
):
    """One more may die of the job, the eighth of all; where none ever begins, that is said."""
    started: list[subprocess.Popen[bytes]] = []

    def short_lived(*arguments: Any, **named: Any) -> subprocess.Popen[bytes]:
        started.append(start(*arguments, **named))
        if len(started) <= deaths:
            started[-1].kill()
        return started[-1]

    monkeypatch.setattr("carousel_html.batch.pool.start", short_lived)
    with WorkerPool(1) as pool:
        job = pool.submit(eval, once(tmp_path / "mark", "__import__('os')._exit(3)"))
        if is_done:
            assert job.result() == 7
            assert len(started) == 9
        else:
            with pytest.raises(RenderError, match="died 8 times before it began"):
                job.result()
            assert pool.submit(pow, 2, 4).result() == 16


@pytest.mark.parametrize(
    ("quota", "limit", "workers"),
    [
        ("max 100000", "max", 8),
        ("300000 100000", "max", 3),
        ("50000 100000", "max", 1),
        ("max 100000", "2100000000", 2),
    ],
)
def test_as_many_workers_as_a_container_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quota: str, limit: str, workers: int
):
    """On a machine of eight cores and much memory, by what its control group says."""
    (tmp_path / "cpu.max").write_text(quota + "\n", "utf-8")
    (tmp_path / "memory.max").write_text(limit + "\n", "utf-8")
    monkeypatch.setattr("carousel_html.batch.pool._QUOTA", tmp_path / "cpu.max")
    monkeypatch.setattr("carousel_html.batch.pool._LIMITS", (tmp_path / "memory.max",))
    monkeypatch.setattr("os.sched_getaffinity", lambda pid: set(range(8)), raising=False)
    monkeypatch.setattr("os.sysconf", lambda name: 1 << 20)
    assert usual_workers() == workers


@pytest.mark.parametrize(
    ("cores", "workers", "shares"),
    [
        ([0, 1], 2, [{0}, {1}]),
        ([0, 1, 4, 6], 2, [{0, 4}, {1, 6}]),
        ([0, 1], 1, [{0, 1}]),
        ([0, 1, 2], 2, [set(), set()]),
        ([3], 2, [set(), set()]),
        ([], 2, [set(), set()]),
    ],
)
def test_cores_are_shared_out_evenly_or_not_at_all(cores: list[int], workers: int, shares: list[set[int]]):
    """No worker gets more than another, and no core is left out."""
    assert shared_out(cores, workers) == shares


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="the system keeps nobody to a core")
def test_workers_are_kept_to_their_cores(tmp_path: Path):
    """So is what they start, and the one that takes a dead one's place; we ourselves are free."""
    before = os.sched_getaffinity(0)
    look = "sorted(__import__('os').sched_getaffinity(0))"
    child = f"__import__('subprocess').check_output([{sys.executable!r}, '-c', {f'print({look})'!r}])"
    size = 1 if len(before) % 2 else 2
    shares = sorted(sorted(share) for share in shared_out(sorted(before), size))

    def seen(pool: WorkerPool, how: str) -> list[list[int]]:
        waits = [pool.submit(eval, f"__import__('time').sleep(0.5) or {how}") for _ in range(size)]
        return sorted(future.result() for future in waits)

    with WorkerPool(size) as pool:
        assert seen(pool, look) == shares
        assert pool.submit(eval, once(tmp_path / "mark", "__import__('os')._exit(3)")).result() == 7
        assert seen(pool, look) == shares
        assert seen(pool, f"eval({child})") == shares
    assert os.sched_getaffinity(0) == before


def break_off() -> None:
    """Break a batch off while a worker is busy."""
    with WorkerPool(1) as pool:
        assert pool.submit(pow, 2, 3).result() == 8
        pool.submit(eval, "__import__('time').sleep(600)")
        raise KeyboardInterrupt


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
def test_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Neither after an orderly end nor when something breaks the batch off, nor temporary files."""
    monkeypatch.setenv("CAROUSEL_TEST", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with WorkerPool(2) as pool:
        pool.submit(pow, 2, 3).result()
    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert strays(str(tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_memory_of_a_process_and_its_children():
    """A child's memory counts, a process that is not there has none."""
    with WorkerPool(1) as pool:
        pool.submit(pow, 1, 1).result()
        (pid,) = pool.pids
        before = memory_of_tree(pid)
        assert before
        pool.submit(exec, "import builtins; builtins.kept = b'x' * 200_000_000").result()
        grown = memory_of_tree(pid)
        assert grown
        assert grown - before > 150_000_000
        own = memory_of_tree()
        assert own
        assert own > grown
    assert memory_of_tree(pid) is None


# --- handing out and taking in ---------------------------------------------------------------


def batch(tmp_path: Path, **more) -> Batch:
    """A batch of rows that are only counted."""
    return Batch(out=str(tmp_path), design=Design(base=tmp_path), **more)


def counted(task: Task) -> Result:
    """What stands for a row's work here."""
    row = task.row
    return Result(row.number, row.line, f"row {row.number}", "done", slides=1)


def test_no_more_rows_are_taken_than_can_be_worked_on(tmp_path: Path):
    """Of 20,000 rows only a handful is held at a time, and each result comes once."""
    handed, told = 0, 0
    furthest = 0

    def rows() -> Iterator[Row]:
        nonlocal handed, furthest
        for number in range(1, 20_001):
            handed += 1
            furthest = max(furthest, handed - told)
            yield Row(number, number + 1)

    seen = set()
    with ThreadPoolExecutor(2) as executor:
        for result in run_batch(rows(), batch(tmp_path), executor, workers=2, work=counted):
            told += 1
            seen.add(result.number)
    assert seen == set(range(1, 20_001))
    assert furthest <= 20


def test_a_shard_does_its_rows_only(tmp_path: Path):
    """And says nothing of the others."""
    rows = [Row(n, n + 1) for n in range(1, 10)]
    with ThreadPoolExecutor(1) as executor:
        found = list(run_batch(rows, batch(tmp_path, shard=Shard(2, 3)), executor, work=counted))
    assert [result.number for result in found] == [2, 5, 8]


def test_two_rows_of_one_name(tmp_path: Path):
    """The second would write over the first: it fails, whichever shard has the first."""
    rows = [Row(1, 2, {"id": "a"}), Row(2, 3, {"id": "b"}), Row(3, 4, {"id": "A"})]
    with ThreadPoolExecutor(1) as executor:
        found = list(run_batch(rows, batch(tmp_path, shard=Shard(3, 3)), executor, work=counted))
    assert [(result.number, result.state) for result in found] == [(3, "failed")]
    assert "given to an earlier row" in str(found[0].error)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_a_million_rows_take_no_more_memory_than_a_few(tmp_path: Path):
    """Each with a name, of which none may come twice: nothing is kept of them but on disk."""
    path = tmp_path / "jobs.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name\n")
        file.writelines(f"row {number},x\n" for number in range(1_000_000))
        file.write("row 499999,again\n")
    memory, states = [], []
    # Of a share every row is looked at, and few are handed out.
    with Jobs(path) as rows, ThreadPoolExecutor(1) as executor:
        for result in run_batch(rows, batch(tmp_path, shard=Shard(1, 50_000)), executor, work=counted):
            memory.append(memory_of_tree() or 0)
            states.append(result.state)
    assert sorted(states) == ["done"] * 20 + ["failed"]
    assert max(memory) - memory[0] < 20_000_000


def test_a_misspelt_column(tmp_path: Path):
    """Every row would quietly go without its brand: an error before the first row."""
    rows = [Row(1, 2, {"source": "a.txt", "brnad": "kit.yaml"})]
    with ThreadPoolExecutor(1) as executor, pytest.raises(InputError, match='column "brnad"') as caught:
        list(run_batch(rows, batch(tmp_path), executor, work=counted))
    assert 'Did you mean "brand"?' in str(caught.value)


def full_at_four(task: Task) -> Result:
    """The disk is full from row 4 on."""
    result = counted(task)
    if task.row.number < 4:
        return result
    return Result(task.row.number, task.row.line, "", "failed", error="the disk is full", is_final=True)


def test_what_every_row_would_meet_stops_the_batch(tmp_path: Path):
    """The rows under way are told, then the reason; the rest is left for --resume."""
    rows = [Row(n, n + 1) for n in range(1, 100)]
    found: list[Result] = []
    with ThreadPoolExecutor(1) as executor, pytest.raises(CarouselError, match="batch stopped") as caught:
        found.extend(run_batch(rows, batch(tmp_path), executor, work=full_at_four))
    assert [result.number for result in found[:4]] == [1, 2, 3, 4]
    assert len(found) < 20
    assert "the disk is full" in str(caught.value)
    assert "--resume" in str(caught.value)


class Gone(Executor):
    """An executor whose workers are lost with the first job."""

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        future.set_exception(BrokenExecutor("gone"))
        return future


def test_an_executor_that_breaks(tmp_path: Path):
    """The batch ends with one error that says how to go on."""
    with pytest.raises(RenderError, match="workers are gone") as caught:
        list(run_batch([Row(1, 2)], batch(tmp_path), Gone(), work=counted))
    assert "--resume" in str(caught.value)


def test_two_batches_into_one_folder(tmp_path: Path):
    """The second is refused while the first writes, and not when the first was killed."""
    holder = (
        f"from pathlib import Path\nfrom carousel_html.batch.lock import only_one\n"
        f"import builtins; builtins.held = only_one(Path({str(tmp_path)!r}), '.lock')\n"
        "builtins.held.__enter__()"
    )
    with WorkerPool(1) as pool:
        pool.submit(exec, holder).result()
        with pytest.raises(OutputError, match="another batch is writing"), only_one(tmp_path, ".lock"):
            pass
        os.kill(pool.pids[0], signal.SIGKILL)
        pool.submit(pow, 1, 1).result()
    with only_one(tmp_path, ".lock"):
        pass


# --- telling ---------------------------------------------------------------------------------


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_rate_and_time_left():
    """The rate is that of the rows really rendered; kept rows take no time and do not count."""
    clock = Clock()
    tally = Tally(clock)
    assert tally.line(None) == "0 rows"
    for number in range(1, 11):
        tally.add(Result(number, number, "", "kept"))
    for number in range(11, 31):
        clock.now += 2
        tally.add(Result(number, number, "", "failed" if number == 12 else "done", slides=8))
    assert tally.rate == pytest.approx(0.5)
    assert tally.left(90) == pytest.approx(120)
    assert tally.line(90) == "30 rows, 1 failed, 10 kept, 2.0 s each, 2 min left"
    assert tally.line(None) == "30 rows, 1 failed, 10 kept, 2.0 s each"


def test_what_came_of_it_names_the_lines_that_failed():
    """So that nobody looks through a night's table; of very many, the first."""
    tally = Tally(Clock())
    assert tally.line(None) == "0 rows"
    tally.add(Result(1, 2, "a", "done", slides=8))
    assert tally.summary() == "1 done: 8 slides, 0 B, 0 s"
    assert tally.line(None) == "1 row"
    for number in (3, 2):
        tally.add(Result(number, number + 1, "", "failed"))
    text, hint = tally.summary().splitlines()
    assert text == "1 done, 2 failed: 8 slides, 0 B, 0 s"
    assert hint.startswith("Failed: lines 3, 4. ")
    assert "--resume" in hint
    for number in range(4, 40):
        tally.add(Result(number, number + 1, "", "failed"))
    assert "19, 20, 21, 22, … " in tally.summary()


def test_what_was_found_is_counted_by_rows():
    """A kind counts once a row, however many slides it is on."""
    tally = Tally(Clock())
    faint = [RowFinding("square", slide, "contrast", "warning", "…") for slide in (2, 5)]
    lost = RowFinding("square", None, "left-out", "warning", "…")
    tally.add(Result(1, 2, "a", "done", findings=(*faint, lost)))
    tally.add(Result(2, 3, "b", "kept", findings=(faint[0],)))
    tally.add(Result(3, 4, "c", "done"))
    _, found = tally.summary().splitlines()
    assert found.startswith("Found in 2 rows: contrast in 2, left-out in 1. ")


def test_setting_the_clock_changes_nothing():
    """Times are taken from a clock that nobody can set."""
    import time

    assert Tally().clock is time.monotonic


def test_a_row_of_the_table():
    """A failed one has its reason below it."""
    text = table_row(Result(3, 4, "c", "failed", 1.25, error="there is no file.\n  Check it."))
    assert text.splitlines()[0].split() == ["3", "4", "failed", "0", "0", "B", "1.2s", "c"]
    assert text.splitlines()[1:] == ["         there is no file.", "           Check it."]


def test_a_row_of_the_table_with_findings():
    """One line below it: each kind with its slides, whatever canvases they are on."""
    found = [("a", 5, "contrast"), ("b", 5, "contrast"), ("b", 3, "contrast"), ("b", 1, "clipped")]
    findings = [RowFinding(target, slide, kind, "warning", "…") for target, slide, kind in found]
    lost = RowFinding("a", None, "left-out", "warning", "…")
    text = table_row(Result(3, 4, "c", "done", findings=(*findings, lost)))
    assert text.splitlines()[1:] == ["         found: contrast (slides 3, 5), clipped (slide 1), left-out"]


@pytest.mark.parametrize(("seconds", "text"), [(12, "12 s"), (600, "10 min"), (12_000, "3 h 20 min")])
def test_times_as_people_say_them(seconds: float, text: str):
    """Rounded to what matters."""
    assert spoken(seconds) == text
