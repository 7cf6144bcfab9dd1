"""
Measure many carousels: the cache, how workers scale, how memory stands, and the same in marp-cli.

    .venv/bin/python bench/batches.py                    all of it: about a quarter of an hour
    .venv/bin/python bench/batches.py --rows 24 --marp 6 a quick look

Every row has words of its own, and the cache is off but where it is what is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from cold import MARP, OURS
from material import FOLDER, ROOT, TEN, WORK, long_thread
from measure import Row, interleaved, load, machine, seconds, table

from carousel_html.batch import Batch, run_batch
from carousel_html.batch.jobs import Jobs
from carousel_html.batch.memory import memory_of_tree
from carousel_html.batch.pool import WorkerPool
from carousel_html.batch.row import Design
from carousel_html.export import Options
from carousel_html.stage.find_browser import find_browser

ROWS, MARP_ROWS, SLIDES = 200, 50, 8
HERE = WORK / "batches"


@dataclass(frozen=True)
class Ran:
    """One batch: its seconds, and the memory of the whole process tree (bytes) after each row."""

    seconds: float
    memory: list[int]


def measure(times: int, rows: int = ROWS, marp_rows: int = MARP_ROWS) -> list[Row]:
    """Measure the cache, the workers, and marp-cli."""
    return [*cache_rows(times), *worker_rows(rows), *marp_row(marp_rows)]


# --- the cache ---------------------------------------------------------------------------------


def cache_rows(times: int) -> list[Row]:
    """Render twenty slides cold, again, and again after one slide was changed."""
    source, out, kept = HERE / "twenty.md", HERE / "twenty", HERE / "cache"
    HERE.mkdir(parents=True, exist_ok=True)
    words = long_thread(20).read_text("utf-8")
    changes = iter(range(1000))

    def render(*options: str, text: str = words) -> None:
        if not source.exists() or source.read_text("utf-8") != text:
            source.write_text(text, "utf-8")
            time.sleep(0.01)  # A file as young as the run that reads it is not remembered.
        _run([str(OURS), "render", str(source), "-o", str(out), *options], CAROUSEL_CACHE=str(kept))

    shutil.rmtree(kept, ignore_errors=True)
    render()
    taken = interleaved(
        {
            "cold": lambda: render("--no-cache"),
            "again": render,
            "one": lambda: render(text=words.replace("Note 9.", f"Note 9, changed {next(changes)} times.")),
            "back": render,
        },
        times,
    )
    against = f"all made anew: {seconds(taken['cold'])}"
    return [
        Row(
            "20 slides, nothing changed",
            seconds(taken["again"]),
            against,
            taken["again"] / taken["cold"],
            0.1,
        ),
        Row("20 slides, one changed", seconds(taken["one"]), against, taken["one"] / taken["cold"], 0.25),
    ]


# --- workers -----------------------------------------------------------------------------------


def worker_rows(rows: int) -> list[Row]:
    """Render so many carousels of eight slides, PNG and PDF, with one worker and with two."""
    jobs = write_jobs(rows)
    one, two = (run(jobs, workers) for workers in (1, 2))
    what = f"{rows} carousels × {SLIDES} slides"
    ratio = one.seconds / two.seconds
    quarter = max(1, rows // 4)
    second, last = (max(two.memory[start : start + quarter]) for start in (quarter, rows - quarter))
    core = one.seconds / rows * 1000 / 3600
    return [
        Row(
            f"{what}, 2 workers", seconds(two.seconds), f"1 worker: {seconds(one.seconds)}", ratio, 1.8, True
        ),
        Row(f"{what}, memory in the last quarter", _mb(last), f"second: {_mb(second)}", last / second, 1.1),
        Row(
            f"1,000 carousels × {SLIDES} slides, 1 worker",
            f"{core:.2f} h",
            note="1 worker keeps over 1 core busy",
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


def run(jobs: Path, workers: int) -> Ran:
    """Run a batch through the Python API, workers' start included."""
    out = HERE / "out"
    shutil.rmtree(out, ignore_errors=True)
    design = Design(base=jobs.parent, looks=(("theme", "midnight"),), outro=False)
    memory = []
    start = time.perf_counter()
    with Jobs(jobs) as rows, WorkerPool(workers) as pool:
        for result in run_batch(rows, Batch(str(out), design, Options(cache=False)), pool, workers=workers):
            if result.error:
                raise SystemExit(result.error)
            memory.append(memory_of_tree() or 0)
    return Ran(time.perf_counter() - start, memory)


# --- marp-cli ----------------------------------------------------------------------------------


def marp_row(rows: int) -> list[Row]:
    """Render the same words with marp-cli, pictures and PDF, all decks in one call each."""
    if not MARP.exists():
        return []
    jobs = write_jobs(rows)
    decks, theme = _decks(jobs, rows)
    marp = [
        "node",
        str(MARP),
        "--no-stdin",
        "--theme-set",
        str(theme),
        "--allow-local-files",
        "-I",
        str(decks),
    ]
    ours = [
        str(OURS),
        "batch",
        str(jobs),
        "-o",
        str(HERE / "ours"),
        "--theme",
        "midnight",
        "--no-outro",
        "--json",
    ]
    taken = interleaved(
        {
            "ours": lambda: _run([*ours, "--no-cache"]),
            "images": lambda: _run([*marp, "--images", "png", "-o", str(HERE / "marp-png")]),
            "pdf": lambda: _run([*marp, "--pdf", "-o", str(HERE / "marp-pdf")]),
        },
        1,
    )
    both = taken["images"] + taken["pdf"]
    against = f"marp-cli, pictures {seconds(taken['images'])} and PDF {seconds(taken['pdf'])}"
    what = f"{rows} carousels × {SLIDES} slides, PNG and PDF"
    return [Row(what, seconds(taken["ours"]), against, taken["ours"] / both, 0.3)]


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
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")


def _mb(count: int) -> str:
    return f"{count / 1e6:.0f} MB"


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
    print(table(measure(asked.times, asked.rows, asked.marp)))


if __name__ == "__main__":
    main()
