"""
Render again whenever something that was read for a carousel has changed, with engines that stay up.

A mistake of the user's is told, and mended by the next save. Knows what to look at and how often; what is read
and what is said of it, the command knows.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carousel_html import interrupt
from carousel_html.errors import CarouselError, SystemPartMissing, naming_file
from carousel_html.export.builds import templates_digest
from carousel_html.export.engines import StandingEngines, beside
from carousel_html.export.inputs import Inputs, noting

if TYPE_CHECKING:
    from carousel_html.cli.progress import Bar
    from carousel_html.export.options import Options
    from carousel_html.export.prepared import Prepared
    from carousel_html.model import Carousel

LOOK_SECONDS = 0.05
"""How often the files are looked at. A save is over when two looks see the same."""

Stamps = dict[str, object]


@dataclass
class Watch:
    """One carousel that is rendered again and again.

    `read` reads it from `source`; `tell` is given the manifests and how many seconds they took. `folders` may
    hold templates.
    """

    source: Path
    out: Path
    options: Options
    folders: list[Path]
    read: Callable[[], Carousel]
    tell: Callable[[list[dict[str, Any]], float], None]
    bar: Bar
    _stamps: Stamps = field(default_factory=dict)

    def run(self) -> None:
        """Render, and again after every change, until Ctrl-C. Raises SystemPartMissing."""
        with interrupt.held(), StandingEngines() as standing:
            click.echo("Watching what is read; Ctrl-C ends.", err=True)
            while True:
                try:
                    with naming_file(str(self.source)):
                        self._render(standing)
                except SystemPartMissing:
                    raise
                except CarouselError as error:
                    click.echo(f"Error: {error}", err=True)
                if not self._changed():
                    return

    def _render(self, standing: StandingEngines) -> None:
        from carousel_html.export.run import render_prepared

        begun = time.monotonic()
        with beside(self._prepared) as job:
            engines = standing.engines(self.options, job)
            prepared = interrupt.result_of(job)
        with self.bar:
            manifests = render_prepared(prepared, self.out, self.options, engines, self.bar)
        self.tell(manifests, time.monotonic() - begun)
        standing.rest()

    def _prepared(self) -> Prepared:
        from carousel_html.export.prepared import prepare

        known = {path: self._stamp(path) for path in self._stamps}
        inputs = Inputs()
        try:
            with noting(inputs):
                return prepare(self.read(), self.out, self.options)
        finally:
            # What was stamped before it was read cannot have changed unseen.
            paths = {str(self.source.absolute()), "", *inputs.read}
            self._stamps = {path: known.get(path) or self._stamp(path) for path in paths}

    def _changed(self) -> bool:
        """Wait until something changed and is left alone again; False for Ctrl-C."""
        seen = self._stamps
        while not interrupt.was_interrupted():
            now = {path: self._stamp(path) for path in self._stamps}
            if now == seen and now != self._stamps:
                return True
            seen = now
            time.sleep(LOOK_SECONDS)
        return False

    def _stamp(self, path: str) -> object:
        """Return what changes with a file or the names in a folder; of the empty path, with any template."""
        if not path:
            return templates_digest(self.folders)
        place = Path(path)
        with suppress(OSError):
            if place.is_dir():
                return sorted(each.name for each in place.iterdir() if each.absolute() != self.out.absolute())
            found = place.stat()
            return found.st_mtime_ns, found.st_size, found.st_ino
        return "absent"
