"""
Cut a font of the machine out of its file: some letters of it, one font of a collection, one weight of many.

Knows HarfBuzz' subsetter, which takes hundredths of a second where others take one. Does not know which fonts
are wanted, or what for.
"""

from __future__ import annotations

from collections.abc import Iterable

from carousel_html.system_fonts import SystemFont


def cut_font(
    font: SystemFont,
    letters: Iterable[str] | None = None,
    *,
    weight: int | None = None,
    without: Iterable[str] = (),
) -> bytes:
    """Return a font as a file of its own.

    Args:
        font: where it is.
        letters: what is kept, with all that belongs to it; None keeps everything.
        weight: that of CSS at which a variable font is held; None lets it vary.
        without: OpenType features that are left out.

    Raises:
        OSError, RuntimeError: it cannot be read.
    """
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font.path)), font.index)
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    if letters is None:
        wanted.keep_everything()
    else:
        wanted.unicode_set.update(map(ord, letters))
    for feature in without:
        wanted.layout_feature_tag_set.discard(int.from_bytes(feature.encode("ascii")))
    if font.is_variable and weight is not None:
        wanted.pin_all_axes_to_default(face)
        wanted.pin_axis_location(face, "wght", weight)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)
