"""
Measure everything, and write bench/results.md.

    make bench                                     all of it
    .venv/bin/python bench/run.py capture cold     some of it: the rest of the page stays
    .venv/bin/python bench/run.py --times 1 --dry  a quick look, good for nothing else

Knows the list of measurements and the page they go onto. Each measurement stands in a module beside this one.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import batches
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
    "cache": batches.cache_rows,
    "workers": lambda times: batches.worker_rows(),
    "marp": lambda times: batches.marp_row(),
}

PAGE = """# Bench

{machine}. {versions}.

Each part tells when it was measured, and the load of the machine before it. Times are medians of what was run
side by side; a ratio is ours over theirs, and theirs over ours where the goal is "≥" (how many times faster).

To repeat it: `make bench` on a machine that does nothing else, or `.venv/bin/python bench/run.py NAME` for
one part. Inputs, themes and the versions of the peers are under `bench/`.
"""

PART = """## {name}

{date}, load {load:.2f}, {browser}

{table}
"""


def main() -> int:
    """Measure what the command line names, or all, and put each part onto the page as soon as it is there."""
    parser = argparse.ArgumentParser(description="Measure carousel_html against its peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(MEASUREMENTS)}")
    parser.add_argument("--times", type=int, default=5, help="how often each is run (default 5)")
    parser.add_argument("--dry", action="store_true", help="leave results.md as it is")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - MEASUREMENTS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    if load() > QUIET:
        print(f"bench: the load is {load():.2f}: other work is running, so times will be too long")
    peers.install()
    failed = []
    for name in [each for each in MEASUREMENTS if each in chosen.names or not chosen.names]:
        print(f"bench: {name}", flush=True)
        part = measured(name, chosen.times)
        if part is None:
            failed.append(name)
        elif not chosen.dry:
            old = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
            RESULTS.write_text(page(old, name, part), "utf-8")
    if failed:
        print(f"bench: failed, and left on the page as it was: {', '.join(failed)}")
    return 1 if failed else 0


def measured(name: str, times: int) -> str | None:
    """Measure one part and return its piece of the page; None when it failed, which is told."""
    before = load()
    try:
        rows = MEASUREMENTS[name](times)
    except (Exception, SystemExit):
        traceback.print_exc()
        return None
    print(table(rows), flush=True)
    found, today = find_browser(), datetime.date.today().isoformat()
    browser = f"{found.path.name} {found.version}"
    return PART.format(name=name, date=today, load=before, browser=browser, table=table(rows))


def page(old: str, name: str, part: str) -> str:
    """Return the page with one part in place of its old one, parts in the order of `MEASUREMENTS`."""
    _, *found = re.split(r"^(?=## )", old, flags=re.MULTILINE)
    parts = {each.split()[1]: each.strip() + "\n" for each in found} | {name: part}
    kept = [parts[each] for each in MEASUREMENTS if each in parts]
    numbers = versions() | peers.versions()
    head = PAGE.format(
        machine=machine(),
        versions=", ".join(f"{each} {number}" for each, number in numbers.items() if each not in SAID),
    )
    return "\n".join([head, *kept])


if __name__ == "__main__":
    sys.exit(main())
