"""
Remember what was done, so that it can be undone and done again, by name.

A step is a name and the carousel before it; carousels share what did not change. Knows no actions.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from carousel_html.model import Carousel

MOST_STEPS = 300


@dataclass(frozen=True)
class Step:
    """One thing that was done ("move slide 3"), and the carousel to go back to."""

    name: str
    carousel: Carousel
    join: str | None = None
    """What the next step must name to count as a part of this one."""


@dataclass
class History:
    """What can be undone, the last one last, and what can be done again."""

    undone: list[Step] = field(default_factory=list)
    done: list[Step] = field(default_factory=list)

    @property
    def undo_name(self) -> str | None:
        """What `undo` would take back: "Undo move slide 3"."""
        return f"Undo {self.done[-1].name}" if self.done else None

    @property
    def redo_name(self) -> str | None:
        """What `redo` would do again: "Redo move slide 3"."""
        return f"Redo {self.undone[-1].name}" if self.undone else None

    def add(self, name: str, before: Carousel, *, join: str | None = None, joins: bool = False) -> None:
        """Remember a step. With `joins` it becomes a part of the last one, when both say the same `join`."""
        self.undone.clear()
        if joins and join is not None and self.done and self.done[-1].join == join:
            return
        self.done.append(Step(name, before, join))
        del self.done[:-MOST_STEPS]

    def undo(self, now: Carousel) -> Step | None:
        """Take the last step back; returns it, with the carousel that is now to be shown."""
        return _moved(self.done, self.undone, now)

    def redo(self, now: Carousel) -> Step | None:
        """Do the step again that was undone last; returns it, with the carousel to be shown."""
        return _moved(self.undone, self.done, now)


def _moved(source: list[Step], target: list[Step], now: Carousel) -> Step | None:
    if not source:
        return None
    step = source.pop()
    target.append(Step(step.name, now, step.join))
    return step
