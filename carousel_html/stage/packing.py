"""
Encode pixels as small as they look the same: flat drawings as PNG, the rest as JPEG, transparency apart.

Knows encoders and how much a picture may lose; does not know what is shown where.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from carousel_html.frozen import Image, Rect
from carousel_html.stage.tints import tinted

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

FLAT_COLORS = 256
"""With no more colours than this a drawing may be exact as a PNG with a palette."""

SMALL = 6000
"""A PNG of no more bytes than this is not worth trying to beat with a JPEG."""

QUALITIES = (60, 75, 85, 92)
"""JPEG qualities, tried from the smallest file up until the error is low enough."""

FINEST, MAX_NOISE = 98, 1.2
"""The quality of what differs by more (of 255) at the others: coloured noise. A page may differ by 1.5."""

MAX_ERROR = 0.6
"""The mean error (of 255) a packed picture is to have: less than half of what a page may differ by."""


FEWER, SMOOTH = (4, 2), 3
"""How many pixels across may be one, where none is off by more (of 255): what two dithered gradients are."""

SMOOTH_QUALITY = 95
"""The JPEG quality of fewer pixels: a block is up to 32 px wide, and its steps would show."""

SAME_COLOR = 2.5
"""Colours that differ by no more (of 255, as they are seen through their transparency) are one."""


def pack(picture: PillowImage, error: float = MAX_ERROR) -> Image:
    """Encode an RGB picture as palette PNG when it is a flat drawing, else as JPEG, full chroma.

    `error` is the mean error (of 255) that it may have.
    """
    colors = picture.getcolors(maxcolors=FLAT_COLORS)
    if colors is None:
        return Image("image/jpeg", _smooth(picture) or _jpeg(picture, error))
    flat = Image("image/png", _png(picture, sorted(color for _, color in colors)))
    if len(flat.body) <= SMALL:
        return flat
    other = Image("image/jpeg", _smooth(picture) or _jpeg(picture, error))
    return min(flat, other, key=lambda image: len(image.body))


def pack_clear(picture: PillowImage, error: float = MAX_ERROR) -> Image:
    """Encode an RGBA picture: its colours, one where there is one, and its transparency as a grey image."""
    import numpy as np
    from PIL import Image as Pillow

    pixels = np.asarray(picture)
    seen = pixels[..., 3:].astype(np.float32) / 255
    if seen.min() == 1:
        return pack(picture.convert("RGB"), error)
    colors = pixels[..., :3].astype(np.float32)
    main = np.median(colors[seen[..., 0] >= seen.max() / 2], axis=0)
    # A faint colour is known roughly only: where it may be the main one, it is, and costs nothing.
    is_main = (np.abs(colors - main) * seen).max(axis=2, keepdims=True) <= SAME_COLOR
    painted = np.where(is_main, main, colors).round().astype(np.uint8)
    body = pack(Pillow.fromarray(painted), error)
    alpha = picture.getchannel("A")
    flat, smooth = (
        Image("image/png", _save(alpha, format="PNG", optimize=True)),
        Image("image/jpeg", _jpeg(alpha, error)),
    )
    return Image(body.mime, body.body, min(flat, smooth, key=lambda image: len(image.body)))


def pack_photo(body: bytes, part: Rect, pixels: tuple[int, int], tint: str, density: float) -> Image:
    """Encode a part of an image file at so many pixels, tinted.

    A JPEG that is shown as it is stays as it is, unless it can be packed smaller. With more pixels than px,
    each may have more error: as many are seen as one.
    """
    from PIL import Image as Pillow

    with Pillow.open(io.BytesIO(body)) as opened:
        is_jpeg, whole = opened.format == "JPEG", Rect(0, 0, *opened.size)
        mode = "RGBA" if opened.has_transparency_data else "RGB"
        picture = opened.convert(mode)
    is_as_it_is = part == whole and pixels == picture.size
    if not is_as_it_is:
        edges = (part.x, part.y, part.right, part.bottom)
        picture = picture.resize(pixels, Pillow.Resampling.LANCZOS, box=edges)
    if tint:
        colors = tinted(picture.convert("RGB"), tint)
        if mode == "RGBA":
            colors.putalpha(picture.getchannel("A"))
        picture = colors
    encode = pack_clear if mode == "RGBA" else pack
    packed = encode(picture, MAX_ERROR * density * density)
    is_kept = is_jpeg and is_as_it_is and not tint and len(body) <= len(packed.body)
    return Image("image/jpeg", body) if is_kept else packed


def _smooth(picture: PillowImage) -> bytes | None:
    """Return a JPEG of fewer pixels where nobody can tell, however a reader enlarges it; else nothing.

    A gradient over a slide takes a reader a fifth of the time so, and a tenth of the bytes.
    """
    from PIL import Image as Pillow

    sample, repeated, between = _sample(picture), Pillow.Resampling.NEAREST, Pillow.Resampling.BILINEAR
    for factor in FEWER:
        # The rows of a sample are no neighbours.
        if _comes_back(sample, factor, repeated) and all(
            _comes_back(picture, factor, way) for way in (repeated, between)
        ):
            return _save_jpeg(picture.reduce(factor), SMOOTH_QUALITY)
    return None


def _comes_back(picture: PillowImage, factor: int, way: Any) -> bool:
    """Say whether every pixel comes back, in this way of enlarging, from one for so many across."""
    from PIL import ImageChops, ImageStat

    off = ImageChops.difference(picture, picture.reduce(factor).resize(picture.size, way))
    spans: Any = off.getextrema()
    return all(high <= SMOOTH for _, high in spans) and max(ImageStat.Stat(off).mean) <= MAX_ERROR


def _jpeg(picture: PillowImage, error: float) -> bytes:
    """Return the smallest JPEG, full chroma, whose mean error is low enough."""
    import numpy as np
    from PIL import Image as Pillow

    sample = _sample(picture)
    exact = np.asarray(sample, dtype=np.int16)
    limits = [(quality, error) for quality in QUALITIES[:-1]] + [(QUALITIES[-1], max(error, MAX_NOISE))]
    for quality, limit in limits:
        with Pillow.open(io.BytesIO(_save_jpeg(sample, quality))) as back:
            if np.abs(np.asarray(back, dtype=np.int16) - exact).mean() <= limit:
                return _save_jpeg(picture, quality)
    return _save_jpeg(picture, FINEST)


def _sample(picture: PillowImage) -> PillowImage:
    """Return every eighth row of JPEG blocks of a large picture: blocks are packed independently."""
    import numpy as np
    from PIL import Image as Pillow

    pixels = np.asarray(picture)
    height = pixels.shape[0] // 64 * 64
    if pixels.size < 600_000 or not height:
        return picture
    rows = pixels[:height].reshape(-1, 64, *pixels.shape[1:])[:, 24:32]
    return Pillow.fromarray(np.ascontiguousarray(rows.reshape(-1, *pixels.shape[1:])))


def _png(picture: PillowImage, colors: list[Any]) -> bytes:
    """Return a PNG whose palette is exactly `colors`, sorted."""
    import numpy as np
    from PIL import Image as Pillow

    packed = np.frombuffer(picture.convert("RGBX").tobytes(), dtype="<u4") & 0xFFFFFF
    place_of = np.empty(1 << 24, dtype=np.uint8)  # Only the places of our colours are ever read.
    for place, (red, green, blue) in enumerate(colors):
        place_of[red | green << 8 | blue << 16] = place
    places = place_of[packed]
    palette = Pillow.frombytes("P", picture.size, places.tobytes())
    palette.putpalette([part for color in colors for part in color])
    return _save(palette, format="PNG", optimize=True)


def _save_jpeg(picture: PillowImage, quality: int) -> bytes:
    return _save(picture, format="JPEG", quality=quality, subsampling=0)


def _save(picture: PillowImage, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, **options)
    return out.getvalue()
