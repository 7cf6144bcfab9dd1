"""A folder of files through import and arrange: whole, named, refused and failed are told apart."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from commands import ROOT, environment
from test_sources_bluesky import view
from test_sources_lists import RSS
from test_sources_x import api, tweet


def checked(folder: Path | None) -> tuple[int, list[list[str]], str]:
    """Run the script; return its exit code, the cells of its table, and all it printed."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts/check_formats.py"), *([str(folder)] if folder else [])],
        capture_output=True, text=True, timeout=120, check=False, env=environment(),
    )  # fmt: skip
    rows = [line.split() for line in done.stdout.splitlines() if line and not line.startswith(" ")]
    return done.returncode, rows, done.stdout + done.stderr


def test_each_file_of_a_folder_is_a_line_of_the_table(tmp_path: Path):
    """What was found, placed, left out or refused, in folders too; every thread of a file with several."""
    (tmp_path / "in/here").mkdir(parents=True)
    (tmp_path / "a.txt").write_text("A title\n\nAnd a post with a few words.", "utf-8")
    top = view("a", "One thing.", embed={"$type": "app.bsky.embed.strange#view"})
    (tmp_path / "in/b.json").write_text(json.dumps({"thread": top}), "utf-8")
    (tmp_path / "in/here/c").write_text(RSS, "utf-8")
    other = tweet(50, "other", conversation_id="150", in_reply_to_user_id=None, referenced_tweets=[])
    (tmp_path / "d.json").write_text(api(tweet(0, "First of all"), other), "utf-8")
    (tmp_path / "e.json").write_text('{"neither": 1}', "utf-8")
    (tmp_path / ".hidden").write_bytes(b"\x00")
    code, rows, text = checked(tmp_path)
    assert code == 0, text
    by_name = {row[0]: row for row in rows}
    assert by_name["a.txt"][1:6] == ["whole", "1", "2", "9", "9"]
    assert by_name["in/b.json"][1] == "named"
    assert by_name["in/here/c"][1] in ("whole", "named")
    assert by_name["d.json"][2] == "2"
    assert by_name["e.json"][1] == "refused"
    assert "this is JSON, but no thread of a kind we know" in text
    assert text.splitlines()[-1].startswith("5 files: ")


def test_a_folder_must_be_named():
    """Without one it says how it is called, with exit code 2."""
    code, rows, text = checked(None)
    assert (code, rows) == (2, [])
    assert "make check-formats DIR=" in text
