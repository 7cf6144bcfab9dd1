"""Measure the peak memory of the whole process tree: the program, the browser, the PDF process."""

from __future__ import annotations

from cold import render
from material import WORK, long_thread
from measure import Row, tree_peak_mb

LENGTHS = (10, 100, 400)


def measure(lengths: tuple[int, ...] = LENGTHS) -> list[Row]:
    """Render a short, a long and a very long thread, each in a process of its own."""
    WORK.mkdir(exist_ok=True)
    peaks = {slides: tree_peak_mb(render(long_thread(slides)), WORK) for slides in lengths}
    rows = [Row(f"peak memory, {slides} slides", f"{peak:.0f} MB") for slides, peak in peaks.items()]
    *_, long, longest = lengths
    ratio = peaks[longest] / peaks[long]
    against = f"{long} slides: {peaks[long]:.0f} MB"
    rows[-1] = Row(f"peak memory, {longest} slides", f"{peaks[longest]:.0f} MB", against, ratio, 1.3)
    return rows
