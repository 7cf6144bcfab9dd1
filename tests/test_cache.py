"""What is kept comes back as it was or not at all, whatever happens to the folder it is kept in."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from commands import call

from carousel_html.batch.pool import WorkerPool
from carousel_html.cache import Store, user_store
from carousel_html.cache.store import SHARDS, SHRINKS_AT


def key(number: int) -> str:
    """A key as stores take them."""
    return sha256(str(number).encode()).hexdigest()


def test_what_was_kept_comes_back(tmp_path: Path):
    """The same bytes under the same key, in another process as well; nothing under any other."""
    store = Store(tmp_path)
    store.keep(key(1), b"one" * 1000)
    store.keep(key(2), b"")
    assert Store(tmp_path).read(key(1)) == b"one" * 1000
    assert store.read(key(2)) == b""
    assert store.read(key(3)) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 5000])
def test_a_damaged_entry_is_as_good_as_none(tmp_path: Path, damage: bytes):
    """Cut, overwritten or grown: it is not handed out, and can be kept anew."""
    store = Store(tmp_path)
    store.keep(key(1), b"one" * 1000)
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    path.write_bytes(damage)
    assert store.read(key(1)) is None
    store.keep(key(1), b"two")
    assert store.read(key(1)) == b"two"


def test_it_does_not_grow_over_its_size(tmp_path: Path):
    """What was not used for longest goes first; what was read a moment ago stays."""
    store = Store(tmp_path, most_bytes=SHARDS * 10_000)
    of_part = [each for each in map(key, range(400)) if each[0] == "a"]
    last = next(each for each in of_part if each[1] == SHRINKS_AT)
    keys = [*[each for each in of_part if each[1] != SHRINKS_AT][:8], last]
    for age, each in enumerate(keys[:8]):
        store.keep(each, b"x" * 1000)
        os.utime(tmp_path / "a" / each, (age, age))
    assert store.read(keys[0]) is not None
    store.keep(keys[8], b"x" * 4000)
    left = [number for number in range(9) if store.read(keys[number]) is not None]
    assert left[0] == 0
    assert left[-1] == 8
    assert left == [0, *range(10 - len(left), 9)], "the oldest go first"
    assert store.size()[1] <= 10_000


def test_an_entry_larger_than_the_store(tmp_path: Path):
    """It is not kept, and the folder stays small."""
    store = Store(tmp_path, most_bytes=1000)
    store.keep(key(1), b"x" * 5000)
    assert store.size() == (0, 0)


@pytest.mark.parametrize("place", ["file", "/proc/nothing"])
def test_a_folder_that_cannot_be_written(tmp_path: Path, place: str):
    """Nothing is kept, and nobody is troubled."""
    (tmp_path / "file").write_text("mine", "utf-8")
    store = Store(tmp_path / place)
    store.keep(key(1), b"one")
    assert store.read(key(1)) is None
    store.clear()
    assert (tmp_path / "file").read_text("utf-8") == "mine"


@pytest.mark.slow
def test_many_at_a_time(tmp_path: Path):
    """Processes and threads that keep, read and give up the same entries never meet half of one."""
    code = (
        "from pathlib import Path\nfrom carousel_html.cache import Store\nfrom hashlib import sha256\n"
        f"store = Store(Path({str(tmp_path)!r}), most_bytes=200_000)\n"
        "for n in range(300):\n"
        "    key = sha256(str(n % 40).encode()).hexdigest()\n"
        "    found = store.read(key)\n"
        "    assert found in (None, str(n % 40).encode() * 1000)\n"
        "    store.keep(key, str(n % 40).encode() * 1000)\n"
    )
    with WorkerPool(2) as pool, ThreadPoolExecutor(2) as threads:
        jobs = [pool.submit(exec, code) for _ in range(2)]
        jobs += [threads.submit(exec, code, {}) for _ in range(2)]
        for job in jobs:
            job.result()
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()], "a temporary file is left"


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """It tells how much is kept, empties the folder, and says when the cache is off."""
    assert "switched off" in call("cache").out
    assert user_store() is None
    monkeypatch.setenv("CAROUSEL_CACHE", str(tmp_path / "kept"))
    Store(tmp_path / "kept").keep(key(1), b"x" * 2_000_000)
    assert call("cache").out == f"{tmp_path / 'kept'}: 1 entries, 2.0 of 2000 MB\n"
    assert call("cache", "--clear").out == f"{tmp_path / 'kept'}: 0 entries, 0.0 of 2000 MB\n"
