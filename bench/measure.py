"""
Time things, count what processes cost, and write down what was found.

Knows clocks, /proc and Markdown tables. Does not know what is measured.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

# What is measured is the work, not that it can be remembered.
os.environ["CAROUSEL_CACHE"] = "off"
os.environ["CAROUSEL_WARM"] = "off"


@dataclass(frozen=True)
class Row:
    """One line of results.md: two medians, how they stand to each other, and what we want of that.

    `goal` is the smallest `ratio` may be when `at_least`, else the largest. Without a goal nothing is wanted.
    """

    what: str
    ours: str
    against: str = ""
    ratio: float | None = None
    goal: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """Say in a word whether the goal is met."""
        if self.goal is None or self.ratio is None:
            return ""
        return "yes" if (self.ratio >= self.goal if self.at_least else self.ratio <= self.goal) else "**no**"


def median_seconds(work: Callable[[], object], times: int, *, warm: int = 0) -> float:
    """Run `work` and return the median of its wall-clock seconds; the first `warm` runs do not count."""
    taken = []
    for run in range(warm + times):
        start = time.perf_counter()
        work()
        if run >= warm:
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def interleaved(works: dict[str, Callable[[], object]], times: int) -> dict[str, float]:
    """Run works in turn, so that a slow minute of the machine falls on all; return the medians in s."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in taken.items()}


@contextmanager
def clocked(into: dict[str, list[float]], name: str) -> Iterator[None]:
    """Add the seconds of a `with` block to `into[name]`."""
    start = time.perf_counter()
    yield
    into.setdefault(name, []).append(time.perf_counter() - start)


# --- processor ----------------------------------------------------------------------------------

_BECOME_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of linux/prctl.h: what outlives its parent becomes ours, and is counted."""


class Spent:
    """How long something took (s), and the processor time (s) of all processes it started; nan off Linux."""

    seconds = 0.0
    cpu = 0.0


@contextmanager
def spending() -> Iterator[Spent]:
    """Count what a `with` block costs. All it started has ended when it is over.

    Processor time hardly depends on what else the machine does, so it can be compared between days.
    """
    spent = Spent()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)
    start, before = time.perf_counter(), _children_cpu()
    yield spent
    spent.seconds = time.perf_counter() - start
    spent.cpu = _children_cpu() - before if sys.platform == "linux" else float("nan")


def _children_cpu() -> float:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# --- memory ------------------------------------------------------------------------------------


def tree_peak_mb(command: list[str], cwd: Path) -> float:
    """Run a command and return the peak of its whole process tree in MB.

    Memory is PSS (Linux only): pages that processes share are counted once. Sampled every 50 ms.
    """
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak, ended = 0.0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.wait(0.05):
            peak = max(peak, sum(_pss_mb(pid) for pid in _tree(process.pid)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, said = process.communicate()
    ended.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\n{said.decode(errors='replace')}")
    return peak


def _tree(root: int) -> Iterator[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The program's name may hold spaces; what follows its closing bracket does not.
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            parents.setdefault(parent, []).append(int(entry.name))
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        yield pid
        waiting += parents.get(pid, [])


def _pss_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


# --- words -------------------------------------------------------------------------------------


def machine() -> str:
    """Say in one line what this was measured on."""
    name, info = platform.processor() or platform.machine(), Path("/proc/cpuinfo")
    if info.exists():
        lines = [line for line in info.read_text().splitlines() if "model name" in line]
        name = lines[0].partition(":")[2].strip() if lines else name
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.machine()}"
    return f"{name}, {cores} cores, {system}, Python {platform.python_version()}"


def load() -> float:
    """Return how many processes wanted a core over the last minute; well under one is quiet."""
    return os.getloadavg()[0]


def seconds(value: float) -> str:
    """Write a time so that it reads well."""
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def table(rows: list[Row]) -> str:
    """Write rows as one Markdown table."""
    head = "| what | ours | against | ratio | goal | met |\n|---|---|---|---|---|---|"
    lines = []
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        goal = "" if row.goal is None else f"{'≥' if row.at_least else '≤'} {row.goal}"
        what = f"{row.what}<br>{row.note}" if row.note else row.what
        lines.append(f"| {what} | {row.ours} | {row.against} | {ratio} | {goal} | {row.verdict} |")
    return "\n".join([head, *lines])
