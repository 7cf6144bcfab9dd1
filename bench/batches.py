"""
Measure many carousels: the cache, how workers scale, how memory stands, and the same in marp-cli.

    .venv/bin/python bench/run.py cache workers marp      all of it, into results.md: a quarter of an hour
    .venv/bin/python bench/batches.py --rows 10 --marp 5  a quick look, good for nothing else

Every row has words of its own, and the cache is off but where it is what is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import peers
from cold import MARP, OURS, warm
from material import CANVAS, FOLDER, ROOT, TEN, WORK, long_thread
from measure import Row, Spent, interleaved, load, machine, seconds, spending, table
from PIL import Image

from carousel_html.batch import Batch, run_batch
from carousel_html.batch.jobs import Jobs
from carousel_html.batch.memory import memory_of_tree
from carousel_html.batch.pool import WorkerPool
from carousel_html.batch.row import Design
from carousel_html.export import Options
from carousel_html.stage.find_browser import find_browser

ROWS, MARP_ROWS, SLIDES = 200, 50, 8
SINGLE = 10
"""How many decks marp-cli is called for one by one."""

NIGHTLY, NIGHT = 100_000, 8
"""How many carousels are wanted in how many hours."""

LONGEST = 3600.0
"""Seconds after which a command counts as hung."""

HERE = WORK / "batches"


@dataclass(frozen=True)
class Ran:
    """One batch: seconds, processor seconds, and the memory of the process tree (bytes) after each row."""

    seconds: float
    cpu: float
    memory: list[int]


# --- the cache ---------------------------------------------------------------------------------


def cache_rows(times: int) -> list[Row]:
    """Render twenty slides cold, again, and again after one slide was changed."""
    source, out, kept = HERE / "twenty.md", HERE / "twenty", HERE / "cache"
    HERE.mkdir(parents=True, exist_ok=True)
    words = long_thread(20).read_text("utf-8")
    changes = iter(range(1000))

    def render(*options: str, text: str = words, **more: str) -> None:
        if not source.exists() or source.read_text("utf-8") != text:
            source.write_text(text, "utf-8")
            time.sleep(0.01)  # A file as young as the run that reads it is not remembered.
        _run(
            [str(OURS), "render", str(source), "-o", str(out), *options],
            **{"CAROUSEL_CACHE": str(kept)} | more,
        )

    def changed() -> str:
        return words.replace("Note 9.", f"Note 9, changed {next(changes)} times.")

    shutil.rmtree(kept, ignore_errors=True)
    render()
    with (
        _watching(HERE / "watched.md", HERE / "watched", words, kept) as save,
        warm(CAROUSEL_CACHE=str(kept)) as warmed,
    ):
        render(**warmed)
        taken = interleaved(
            {
                "cold": lambda: render("--no-cache"),
                "again": render,
                "one": lambda: render(text=changed()),
                "back": render,
                "warm": lambda: render(text=changed(), **warmed),
                "saved": lambda: save(changed()),
            },
            times,
        )
    against = f"all made anew: {seconds(taken['cold'])}"
    return [
        Row(f"20 slides, {what}", seconds(taken[name]), against, taken[name] / taken["cold"], goal)
        for what, name, goal in (
            ("nothing changed", "again", 0.1),
            ("one changed", "one", 0.25),
            ("one changed, with `carousel warm`: a new command", "warm", 0.25),
            ("one changed, with `--watch`: from the save to the files", "saved", 0.25),
        )
    ]


@contextmanager
def _watching(source: Path, out: Path, text: str, kept: Path) -> Iterator[Callable[[str], None]]:
    """Run `carousel render --watch`; give what saves a text and waits until it is rendered."""
    source.write_text(text, "utf-8")
    command = [str(OURS), "render", str(source), "-o", str(out), "--watch"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "CAROUSEL_CACHE": str(kept)}
    )
    assert process.stdout is not None, "started with a pipe"
    lines = process.stdout

    def wait() -> None:
        assert any(line.endswith(" s\n") for line in lines), "it ended"

    def save(text: str) -> None:
        source.write_text(text, "utf-8")
        wait()

    try:
        wait()
        yield save
    finally:
        process.kill()
        process.wait()


# --- workers -----------------------------------------------------------------------------------


def worker_rows(rows: int = ROWS) -> list[Row]:
    """Render so many carousels of eight slides, PNG and PDF, with one worker and with two."""
    jobs = write_jobs(rows)
    one, two = run(jobs, 1), run(jobs, 2)
    few = max(1, rows // 4)
    alone = run(write_jobs(few), 1, cores=1)
    what = f"{rows} carousels × {SLIDES} slides"
    against = f"1 worker: {seconds(one.seconds)}"
    busy = f"1 worker keeps {one.cpu / one.seconds:.2f} cores busy, 2 keep {two.cpu / two.seconds:.2f}"
    ratio = one.seconds / two.seconds
    single = alone.seconds / few / (two.seconds / rows)
    second, last = (max(two.memory[start : start + few]) for start in (few, rows - few))
    return [
        Row(f"{what}, 2 workers", seconds(two.seconds), against, ratio, 1.8, at_least=True, note=busy),
        Row(
            f"{what}, 2 workers on 2 cores",
            f"{seconds(two.seconds / rows)} a carousel",
            f"1 worker on 1 core: {seconds(alone.seconds / few)}",
            single,
        ),
        Row(f"{what}, memory in the last quarter", _mb(last), f"second: {_mb(second)}", last / second, 1.1),
        Row(
            f"1,000 carousels × {SLIDES} slides",
            f"{_minutes(alone.seconds / few)} on 1 core",
            note=f"{_minutes(two.seconds / rows)} on 2; {_minutes(two.cpu / rows)} of processor time",
        ),
        Row(
            f"100,000 carousels × {SLIDES} slides in {NIGHT} hours",
            f"{2 * NIGHTLY * two.seconds / rows / (NIGHT * 3600):.0f} cores",
            note=f"arithmetic: {NIGHTLY:,} × the rate of 2 workers on 2 cores",
        ),
    ]


def write_jobs(rows: int) -> Path:
    """Write the threads and the job file of so many rows."""
    folder = HERE / f"jobs-{rows}"
    folder.mkdir(parents=True, exist_ok=True)
    title, *posts = TEN.read_text("utf-8").split("\n\n---\n\n")
    lines = []
    for row in range(rows):
        many = [f"Row {row}, note {n}. {posts[(row + n) % len(posts)].strip()}" for n in range(SLIDES - 1)]
        (folder / f"{row}.md").write_text("\n\n---\n\n".join([f"{title} {row}", *many]) + "\n", "utf-8")
        lines.append(json.dumps({"id": f"r{row}", "source": f"{row}.md"}))
    path = folder / "jobs.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def run(jobs: Path, workers: int, *, cores: int | None = None) -> Ran:
    """Run a batch through the Python API, workers' start included; on so many cores, if it is said."""
    out = HERE / "out"
    shutil.rmtree(out, ignore_errors=True)
    design = Design(base=jobs.parent, looks=(("theme", "midnight"),), outro=False)
    memory = []
    with _only(cores), spending() as spent, Jobs(jobs) as rows, WorkerPool(workers) as pool:
        batch = Batch(str(out), design, Options(cache=False))
        for result in run_batch(rows, batch, pool, workers=workers):
            if result.error:
                raise RuntimeError(f"row {result.number}: {result.error}")
            memory.append(memory_of_tree() or 0)
    print(f"  {len(memory)} rows, workers {workers}: {seconds(spent.seconds)}, {load():.2f} load", flush=True)
    return Ran(spent.seconds, spent.cpu, memory)


@contextmanager
def _only(cores: int | None) -> Iterator[None]:
    """Keep to so many cores; what is started inside inherits that."""
    if cores is None:
        yield
        return
    all_cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(all_cores)[:cores])
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_cores)


# --- marp-cli ----------------------------------------------------------------------------------


def marp_row(rows: int = MARP_ROWS) -> list[Row]:
    """Render the same words with marp-cli, pictures and PDF: all decks in one call each, and one by one."""
    jobs = write_jobs(rows)
    decks, theme = _decks(jobs, rows)
    marp = ["node", str(MARP), "--no-stdin", "--theme-set", str(theme), "--allow-local-files"]
    taken = _taken(jobs, decks, marp)
    _require_all(rows)
    mine, quick, pictures, pdf = (taken[name] for name in ("ours", "unverified", "pictures", "PDF"))
    both, each = pictures.seconds + pdf.seconds, mine.seconds / rows
    single = _each(marp, decks, min(rows, SINGLE))
    against = f"marp-cli, pictures {seconds(pictures.seconds)} and PDF {seconds(pdf.seconds)}"
    alone = f"marp-cli, called for every deck: {seconds(single)}"
    cpu = f"processor time: ours {seconds(mine.cpu)}, marp-cli {seconds(pictures.cpu + pdf.cpu)}"
    what = f"{rows} carousels × {SLIDES} slides, PNG and PDF"
    return [
        Row(f"{what}, verified", seconds(mine.seconds), against, mine.seconds / both, 0.3, note=cpu),
        Row(f"{what}, not verified", seconds(quick.seconds), against, quick.seconds / both),
        Row(f"{what}, one of them", seconds(each), alone, each / single),
    ]


def _taken(jobs: Path, decks: Path, marp: list[str]) -> dict[str, Spent]:
    """Run ours and theirs over all rows. marp-cli converts five decks at a time if nothing else is said."""
    for name in ("ours", "marp-png", "marp-pdf"):
        shutil.rmtree(HERE / name, ignore_errors=True)
    out = str(HERE / "ours")
    ours = [str(OURS), "batch", str(jobs), "-o", out, "--theme", "midnight", "--no-outro", "--no-cache"]
    commands = {
        "ours": ours,
        "unverified": [*ours, "--no-verify"],
        "pictures": [*marp, "-I", str(decks), "--images", "png", "-o", str(HERE / "marp-png")],
        "PDF": [*marp, "-I", str(decks), "--pdf", "-o", str(HERE / "marp-pdf")],
    }
    taken: dict[str, Spent] = {}
    for name, command in commands.items():
        with spending() as taken[name]:
            _run(command)
        print(f"  {name}: {seconds(taken[name].seconds)}, {load():.2f} load", flush=True)
    return taken


def _require_all(rows: int) -> None:
    """Raise RuntimeError when either did not make all its files, as large: the times would mean nothing."""
    for folder, pictures, pdfs in (("ours", "*/*/*.png", "*/*/*.pdf"), ("marp-p*", "*.png", "*.pdf")):
        for pattern, wanted in ((pictures, rows * SLIDES), (pdfs, rows)):
            found = len(list(HERE.glob(f"{folder}/{pattern}")))
            if found != wanted:
                raise RuntimeError(f"{folder}/{pattern}: {found} files, not {wanted}")
        for path in HERE.glob(f"{folder}/{pictures}"):
            with Image.open(path) as picture:
                if picture.size != (CANVAS.width, CANVAS.height):
                    raise RuntimeError(f"{path} has {picture.width}×{picture.height} pixels")


def _each(marp: list[str], decks: Path, count: int) -> float:
    """Return the seconds of a deck when marp-cli is called for each, for its pictures and for its PDF."""
    start = time.perf_counter()
    for row in range(count):
        deck = str(decks / f"{row}.md")
        _run([*marp, deck, "--images", "png", "-o", str(HERE / "marp-one/deck.png")])
        _run([*marp, deck, "--pdf", "-o", str(HERE / "marp-one/deck.pdf")])
    return (time.perf_counter() - start) / count


def _decks(jobs: Path, rows: int) -> tuple[Path, Path]:
    """Write the rows as decks of marp's, in the look of the cold bench."""
    folder = HERE / f"decks-{rows}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    theme = (FOLDER / "inputs/look.css").read_text("utf-8").replace("FONTS", (ROOT / "fonts").as_uri())
    (HERE / "look.css").write_text(theme, "utf-8")
    for row in range(rows):
        words = (jobs.parent / f"{row}.md").read_text("utf-8")
        (folder / f"{row}.md").write_text(
            f"---\nmarp: true\ntheme: look\npaginate: true\n---\n\n{words}", "utf-8"
        )
    return folder, HERE / "look.css"


def _run(command: list[str], **more: str) -> None:
    env = os.environ | {"CHROME_PATH": str(find_browser().path)} | more
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=LONGEST)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


def _mb(count: int) -> str:
    return f"{count / 1e6:.0f} MB"


def _minutes(each: float) -> str:
    """Say how long a thousand take, at so many seconds each."""
    return f"{each * 1000 / 60:.0f} min"


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--rows", type=int, default=ROWS, help="carousels of the batch")
    parser.add_argument(
        "--marp", type=int, default=MARP_ROWS, help="carousels of the comparison with marp-cli"
    )
    parser.add_argument("--times", type=int, default=3, help="runs of the cache measurements")
    asked = parser.parse_args()
    print(f"{machine()}. Load before: {load():.2f}.\n")
    peers.install()
    for found in (cache_rows(asked.times), worker_rows(asked.rows), marp_row(asked.marp)):
        print(table(found), flush=True)


if __name__ == "__main__":
    main()
