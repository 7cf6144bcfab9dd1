"""A program that renders again and again holds no more afterwards than after its first render."""

from __future__ import annotations

import pytest
from commands import spawn

CODE = """
import gc, os, tempfile, threading
from pathlib import Path
from carousel_html import Carousel, Thread, arrange, render

thread = Thread(posts=[{"id": "p1", "text": "Words of a post."}])
out = Path(os.environ["OUT"])

def held():
    gc.collect()
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    temporary = os.listdir(tempfile.gettempdir())
    return len(os.listdir("/proc/self/fd")), threading.active_count(), children, temporary

seen = []
for _ in range(4):
    render(arrange(thread, Carousel(theme="midnight", outro=False)), out)
    seen.append(held())
assert seen[0] == seen[1] == seen[2] == seen[3], seen
assert seen[0][2:] == ([], []), seen
print(sorted(path.name for path in out.rglob("*.*")))
"""


@pytest.mark.browser
def test_nothing_stays_behind(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """Open files, threads, processes and temporary files are the same after every render."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setenv("OUT", str(tmp_path / "out"))
    monkeypatch.setenv("CAROUSEL_CACHE", "off")
    called = spawn(code=CODE)
    assert called.code == 0, called.err
    assert called.out.strip() == "['carousel.pdf', 'manifest.json', 'slide-01.png']"
