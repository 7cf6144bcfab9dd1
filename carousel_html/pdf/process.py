"""
The PDF process: print and compare, beside the browser, on the second core.

Started as `python -m carousel_html.pdf.process`; it imports WeasyPrint while the browser starts.
Jobs come in and answers go out as length-prefixed pickles between two processes of ours, over
pipes nobody else holds. Knows the jobs; `printer` is the other end.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import io
from collections.abc import Sequence
from typing import Any

from carousel_html.decode import decoded
from carousel_html.fidelity import PdfPages
from carousel_html.pipes import serve, serving

LONG = 60
"""Of more slides than this the memory of printing is worth a tenth of a second."""


class Jobs:
    """What the process can do; one method a job."""

    def __init__(self) -> None:
        self._pages = PdfPages(b"")
        self._laid_out: Any = None

    def ready(self) -> None:
        """Raise SystemPartMissing when WeasyPrint's libraries are not there."""
        from carousel_html.pdf.find_pango import find_pango

        find_pango()

    def warm_up(self, compares: bool) -> None:
        """Load what printing needs, and comparing."""
        _warm_up(compares)

    def print_pdf(self, frozen: Any, keeps_pages: bool = False) -> bytes:
        """Print, and keep the PDF for comparing; and its pages for the next time, if there may be one."""
        from carousel_html.pdf.engine import print_pdf
        from carousel_html.pdf.laid_out import LaidOut

        self._laid_out = self._laid_out or LaidOut()
        self._laid_out.keeps_pages = keeps_pages
        pdf = print_pdf(frozen, self._laid_out)
        self._pages.close()
        self._pages = PdfPages(pdf)
        if len(frozen.slides) > LONG:
            _give_back()
        return pdf

    def print_direct(self, document: Any, wanted: Sequence[int]) -> bytes:
        """Print by WeasyPrint's own layout."""
        from carousel_html.pdf.engine import print_direct

        return print_direct(document, wanted)

    def compare(self, index: int, picture: bytes, frozen_slide: Any, height: int) -> Any:
        """Compare page `index` of the PDF printed last with its picture."""
        return self._pages.compare(index, decoded(picture), frozen_slide, height)


def _give_back() -> None:
    """Give back the memory that a long carousel was laid out in: its pictures are still being taken."""
    gc.collect()
    with contextlib.suppress(AttributeError, OSError):  # Only glibc has it.
        ctypes.CDLL(None).malloc_trim(0)


def _warm_up(compares: bool) -> None:
    """Print one small page while the slides are laid out, and compare it if asked: so all is loaded then."""
    from PIL import Image as Pillow

    from carousel_html.frozen import Box, Color, Element, Frozen, FrozenSlide, Rect, TextLine

    black = Color(0, 0, 0)
    line = TextLine("a", x=1, baseline=10, width=8, size=10, color=black, face=None, visible=False)
    slide = FrozenSlide("a", (Box(Rect(0, 0, 8, 8), black),), Element("section", (line,)))
    picture = io.BytesIO()
    Pillow.new("RGB", (32, 32)).save(picture, format="PNG")
    jobs = Jobs()
    # Should it fail, so will the first real page, and that one says why.
    with contextlib.suppress(Exception):
        jobs.print_pdf(Frozen(32, 32, "a", "", "en", (slide,), {}, {}))
        if compares:
            jobs.compare(0, picture.getvalue(), slide, 32)


def main() -> None:
    """Do jobs, each named by a method of `Jobs`; the first is always `ready`."""
    worker = Jobs()
    with serving() as (jobs, answers):
        serve(jobs, answers, lambda name, arguments: getattr(worker, name)(*arguments))


if __name__ == "__main__":
    main()
