"""
Ask the system how much memory a process and all its children hold.

Counts memory that is theirs alone, so that what browser processes share is not counted over and over. Knows
/proc; where there is none the answer is None, and only counting rows decides when a browser is replaced.
"""

from __future__ import annotations

import os
from pathlib import Path

PROCESSES = Path("/proc")


def memory_of_tree(root: int | None = None) -> int | None:
    """Return the anonymous resident memory, in bytes, of a process (this one) and everything below it."""
    found: dict[int, tuple[int, int]] = {}
    for folder in PROCESSES.glob("[0-9]*"):
        try:
            found[int(folder.name)] = _parent_and_memory((folder / "status").read_text("utf-8", "replace"))
        except (OSError, ValueError):
            continue  # It ended while we looked.
    wanted = {os.getpid() if root is None else root}
    if not wanted <= found.keys():
        return None
    while more := {pid for pid, (parent, _) in found.items() if parent in wanted} - wanted:
        wanted |= more
    return sum(found[pid][1] for pid in wanted)


def _parent_and_memory(status: str) -> tuple[int, int]:
    """Return parent and bytes of one process; a zombie holds nothing."""
    entries = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(entries["PPid"]), int(entries.get("RssAnon", "0 kB").split()[0]) * 1024
