"""Render again and again in one process, by the Python API, and see what stays behind."""

from __future__ import annotations

import gc
import os
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from material import WORK, long_thread
from measure import Row

from carousel_html import Carousel, arrange, load_thread, render
from carousel_html.batch.memory import memory_of_tree

RENDERS = 200


@dataclass(frozen=True)
class Left:
    """What a process holds: memory with its children (MB), files, threads, processes, temporary folders."""

    memory: float
    files: int
    threads: int
    processes: int
    temporary: int


def look() -> Left:
    """Count what this process holds now (Linux only)."""
    gc.collect()
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return Left(
        memory_of_tree(os.getpid()) / 1e6,
        sum(1 for _ in Path("/proc/self/fd").iterdir()),
        threading.active_count(),
        len(children),
        sum(1 for path in Path(tempfile.gettempdir()).iterdir() if path.name.startswith("carousel-")),
    )


def measure(times: int = RENDERS) -> list[Row]:
    """Render a short thread so often, and compare the last quarter with the second."""
    loaded = load_thread(long_thread(2))
    thread = loaded.thread if isinstance(loaded, Carousel) else loaded
    carousel = arrange(thread, Carousel(theme="midnight", outro=False))
    seen: list[Left] = []
    for _ in range(times):
        render(carousel, WORK / "renders")
        seen.append(look())
    quarter = times // 4
    second = max(each.memory for each in seen[quarter : 2 * quarter])
    last = max(each.memory for each in seen[-quarter:])
    same = {(each.files, each.threads, each.processes, each.temporary) for each in seen[quarter:]}
    note = "files, threads, processes, temporary folders: " + (
        "the same after each" if len(same) == 1 else f"{sorted(same)}"
    )
    what = f"{times} renders in one process, memory after them"
    against = f"in the second quarter: {second:.0f} MB"
    return [Row(what, f"{last:.0f} MB", against, last / second, 1.1, note=note)]
