"""
Measure renderers without a browser on a slide they can draw: a gradient, a card, a title and three lines.

They know a subset of CSS, so this is no race: it says what the browser costs. Node's start is not counted.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import time

from browsers import chromium
from material import FOLDER, ROOT, WORK
from measure import Row, seconds

from carousel_html.compose.document import Asset, Document, SlideNote
from carousel_html.stage.capture import capture
from carousel_html.stage.stage import Stage

SLIDE = (FOLDER / "inputs/simple.html").read_text("utf-8")
FONTS = ("Inter-400.ttf", "Inter-600.ttf")


def measure(times: int) -> list[Row]:
    """Draw the simple slide by each renderer, many times in one process."""
    WORK.mkdir(exist_ok=True)
    ours = _ours(times * 4)
    rows = []
    for peer in ("takumi", "satori"):
        taken = _peer(peer, times * 4)
        name = "satori and resvg" if peer == "satori" else peer
        rows.append(
            Row("one simple slide, drawn again", seconds(ours), f"{name}: {seconds(taken)}", ours / taken)
        )
    return rows


def _ours(times: int) -> float:
    fonts = {name: Asset("font/ttf", (ROOT / "fonts/inter" / name).read_bytes()) for name in FONTS}
    note = SlideNote("simple", "simple", None, None, (), "", "")
    made = Document(SLIDE, fonts, 1080, 1350, (0, 0, 0, 0), (24, 18), "", "", "en", (note,))
    taken = []
    with chromium() as started:
        stage = Stage(started)
        stage.show(made)
        for _ in range(times):
            start = time.perf_counter()
            picture = capture(stage, 0)
            taken.append(time.perf_counter() - start)
        stage.close()
    (WORK / "simple-ours.png").write_bytes(picture)
    return statistics.median(taken)


def _peer(name: str, times: int) -> float:
    """Let the peer draw; the picture is kept in the work folder for looking at."""
    fonts = [str(ROOT / "fonts/inter" / font) for font in FONTS]
    picture = str(WORK / f"simple-{name}.png")
    command = ["node", str(FOLDER / f"peers/{name}.mjs"), str(times), picture, *fonts]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return statistics.median(json.loads(done.stdout)) / 1000
