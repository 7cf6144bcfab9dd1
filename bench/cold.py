"""
Measure a cold run, from the command to the last file: ours against marp-cli, same words, canvas and look.

marp-cli makes pictures and PDF in two commands, so its time is the time of both. Both use the same browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from material import FOLDER, ROOT, TEN, WORK
from measure import Row, interleaved, seconds
from peers import MODULES

from carousel_html.stage.find_browser import find_browser

MARP = MODULES / "@marp-team/marp-cli/marp-cli.js"
OURS = Path(sys.executable).with_name("carousel")


def measure(times: int) -> list[Row]:
    """Render the ten slides by both commands in turn."""
    shutil.rmtree(WORK / "cold", ignore_errors=True)
    (WORK / "cold").mkdir(parents=True)
    deck, theme = _marp_input()
    marp = ["node", str(MARP), "--no-stdin", "--theme-set", theme, "--allow-local-files", deck]
    taken = interleaved(
        {
            "ours": lambda: _run([*render(TEN), "--verify"]),
            "unverified": lambda: _run([*render(TEN), "--no-verify"]),
            "images": lambda: _run([*marp, "--images", "png", "-o", str(WORK / "cold/marp.png")]),
            "pdf": lambda: _run([*marp, "--pdf", "-o", str(WORK / "cold/marp.pdf")]),
        },
        times,
    )
    with warm() as warmed:
        command = [*render(TEN), "--verify"]
        standing = interleaved(
            {"cold": lambda: _run(command), "warm": lambda: _run(command, **warmed)}, times
        )
    both = taken["images"] + taken["pdf"]
    against = f"marp-cli `--images png` and `--pdf`: {seconds(both)}"
    parts = f"marp-cli's pictures {seconds(taken['images'])}, its PDF {seconds(taken['pdf'])}"
    what = "cold render of 10 slides, PNG and PDF"
    return [
        Row(what, seconds(taken["ours"]), against, taken["ours"] / both, 0.35, note=parts),
        Row(f"{what}, not verified", seconds(taken["unverified"]), against, taken["unverified"] / both),
        Row(
            "render of 10 slides, PNG and PDF, with `carousel warm`",
            seconds(standing["warm"]),
            f"without: {seconds(standing['cold'])}",
            standing["warm"] / standing["cold"],
        ),
        help_row(times),
    ]


def help_row(times: int) -> Row:
    """Measure the start of the program alone."""
    taken = interleaved({"help": lambda: _run([str(OURS), "--help"])}, max(times, 5))["help"]
    return Row("`carousel --help`", seconds(taken), "300 ms", taken / 0.3, 1.0)


def render(source: Path) -> list[str]:
    """Return our command for a thread, always into the same folder."""
    out = str(WORK / "cold/ours")
    return [str(OURS), "render", str(source), "-o", out, "--theme", "midnight", "--no-outro"]


def _marp_input() -> tuple[str, str]:
    """Put marp's deck and theme into the work folder, with the address of the same font files in it."""
    theme = (FOLDER / "inputs/look.css").read_text("utf-8").replace("FONTS", (ROOT / "fonts").as_uri())
    (WORK / "cold/look.css").write_text(theme, "utf-8")
    deck = shutil.copy(FOLDER / "inputs/ten.marp.md", WORK / "cold/ten.md")
    return str(deck), str(WORK / "cold/look.css")


@contextmanager
def warm(**more: str) -> Iterator[dict[str, str]]:
    """Have a resident process; give the variables by which a render finds it, `more` among them."""
    more |= {"CAROUSEL_WARM": str(WORK / "warm")}
    _run([str(OURS), "warm"], **more)
    try:
        yield more
    finally:
        _run([str(OURS), "warm", "--stop"], **more)


def _run(command: list[str], **more: str) -> None:
    browser = str(find_browser().path)
    env = os.environ | {"CHROME_PATH": browser} | more
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
