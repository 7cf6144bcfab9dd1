"""
Draw a QR code as SVG: dark modules on a light quiet zone, whatever the theme.

Knows segno's matrix. Does not know where the code stands or how large.
"""

from __future__ import annotations

from functools import lru_cache

QUIET = 4  # modules around the code that scanners ask for


@lru_cache(maxsize=16)
def qr_svg(text: str) -> str:
    """Return an SVG of the QR code of a text, one user unit a module.

    Raises:
        ValueError: more text than a QR code holds.
    """
    import segno  # late: few carousels show a code

    code = segno.make(text, error="m", micro=False)
    rows = [bytes(row) for row in code.matrix]
    side = len(rows) + 2 * QUIET
    # One path of whole runs, drawn without smoothing: no hairlines between rows at any size.
    path = "".join(_runs(row, y + QUIET) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path fill="#ffffff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000000" d="{path}"/></svg>'
    )


def _runs(row: bytes, y: int) -> str:
    runs, start = [], None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append(f"M{start + QUIET} {y}h{x - start}v1h-{x - start}z")
            start = None
    return "".join(runs)
