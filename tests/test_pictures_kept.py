"""Pictures wait for their writing in memory or in a temporary file, and come back as they were."""

from __future__ import annotations

import io
import resource

import pytest
from PIL import Image

from carousel_html.errors import OutputError
from carousel_html.export import pictures
from carousel_html.export.pictures import Pictures


@pytest.mark.parametrize("held", [10, 1_000_000])
def test_pictures_come_back_as_they_were(held: int, monkeypatch: pytest.MonkeyPatch):
    """In any order, also one that was taken again, from memory as from the file."""
    monkeypatch.setattr(pictures, "HELD_BYTES", held)
    kept = Pictures()
    for index in (3, 1, 2):
        kept[index] = bytes([index]) * 100 * index
    kept[1] = b"again"
    assert dict(kept) == {3: b"\3" * 300, 1: b"again", 2: b"\2" * 200}
    del kept[3]
    assert sorted(kept) == [1, 2]
    assert len(kept) == 2


def test_a_full_temporary_folder_names_the_slide(monkeypatch: pytest.MonkeyPatch):
    """A file may grow no further: one error, with the slide, the place and what helps."""
    monkeypatch.setattr(pictures, "HELD_BYTES", 10)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = Pictures()
    kept[0] = b"x" * 100
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OutputError, match="slide 2") as caught:
            kept[1] = b"x" * 2000
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "TMPDIR" in str(caught.value.hint)
    assert kept[0] == b"x" * 100


@pytest.mark.parametrize(("slides", "held"), [(3, 3), (pictures.MANY + 1, 1)])
def test_pixels_are_kept_where_there_are_few(slides: int, held: int):
    """Of many slides only the last is: what is asked for again comes decoded all the same."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, format="PNG")
    kept = Pictures()
    for index in range(slides):
        kept[index] = out.getvalue()
    for index in range(slides):
        assert kept.decoded(index).shape == (4, 4, 3)
    assert len(kept._decoded) == held
    assert kept.decoded(0)[0, 0].tolist() == [255, 0, 0]
