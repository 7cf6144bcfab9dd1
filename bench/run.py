"""
Measure everything, and write bench/results.md.

    make bench                                     all of it
    .venv/bin/python bench/run.py capture cold     some of it
    .venv/bin/python bench/run.py --times 1        a quick look, good for nothing else

Knows the list of measurements and the page they go onto. Each measurement stands in a module beside this one.
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable
from pathlib import Path

import captures
import cold
import memory
import peers
import prints
import renders
import steps
import studio
import subsets
from measure import Row, load, machine, table

from carousel_html.doctor import versions
from carousel_html.stage.find_browser import find_browser

RESULTS = Path(__file__).with_name("results.md")
SAID = ("python", "system")
"""Versions that the line of the machine has already."""

QUIET = 0.7
"""The load over the last minute above which other work is in the way."""

MEASUREMENTS: dict[str, Callable[[int], list[Row]]] = {
    "capture": captures.measure,
    "cold": cold.measure,
    "steps": steps.measure,
    "pdf": prints.measure,
    "subsets": subsets.measure,
    "memory": lambda times: memory.measure(),
    "renders": lambda times: renders.measure(),
    "studio": studio.measure,
}

PAGE = """# Bench

{date}. {machine}. {browser}.
{versions}.

Medians of {times} runs, side by side in one run of the bench. The load before it was {load:.2f}.

{table}

To repeat it: `make bench` on a machine that does nothing else; `bench/run.py --help` tells how to take a
part. Inputs, themes and the versions of the peers are under `bench/`. A ratio is ours over theirs, and theirs
over ours where the goal is "≥" (how many times faster).
"""


def main() -> None:
    """Measure what the command line names, or all, and write the page when it was all."""
    parser = argparse.ArgumentParser(description="Measure carousel_html against its peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(MEASUREMENTS)}")
    parser.add_argument("--times", type=int, default=5, help="how often each is run (default 5)")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - MEASUREMENTS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    before = load()
    if before > QUIET:
        print(f"bench: the load is {before:.2f}: other work is running, so times will be too long")
    peers.install()
    rows: list[Row] = []
    for name, measure in MEASUREMENTS.items():
        if name in chosen.names or not chosen.names:
            print(f"bench: {name}", flush=True)
            found = measure(chosen.times)
            print(table(found), flush=True)
            rows += found
    if not chosen.names:
        RESULTS.write_text(page(rows, chosen.times, before), "utf-8")
        print(f"bench: written to {RESULTS.relative_to(Path.cwd())}")


def page(rows: list[Row], times: int, load_before: float) -> str:
    """Return the whole of results.md."""
    browser = find_browser()
    numbers = versions() | peers.versions()
    return PAGE.format(
        date=datetime.date.today().isoformat(),
        machine=machine(),
        browser=f"{browser.path.name} {browser.version}",
        versions=", ".join(f"{name} {number}" for name, number in numbers.items() if name not in SAID),
        times=times,
        load=load_before,
        table=table(rows),
    )


if __name__ == "__main__":
    main()
