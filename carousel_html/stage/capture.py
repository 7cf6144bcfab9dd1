"""
Take the picture of one slide: exact pixels, straight from the compositor.

Goes past Playwright's own screenshot (which re-lays the view for a clip and never uses the fast
encoder) to CDP's `Page.captureScreenshot`. Knows image types; does not know files.
"""

from __future__ import annotations

from typing import Literal

from carousel_html.stage.stage import Stage

ImageType = Literal["png", "jpeg", "webp"]

ENCODERS: dict[ImageType, dict[str, object]] = {
    # Lowest zlib level, no filters: lossless, and a quarter of the time of the default.
    "png": {"format": "png", "optimizeForSpeed": True},
    "jpeg": {"format": "jpeg", "quality": 92},
    "webp": {"format": "webp", "quality": 92},
}

SUFFIX: dict[ImageType, str] = {"png": "png", "jpeg": "jpg", "webp": "webp"}


def capture(stage: Stage, index: int, image: ImageType = "png") -> bytes:
    """Return the encoded picture of slide `index` (from 0), canvas × scale pixels."""
    parameters = dict(ENCODERS[image])
    if stage.scale != 1:
        document = stage.document
        # A clip costs a new layout of the view, so the plain case goes without.
        parameters["clip"] = {
            "x": 0, "y": index * document.height, "width": document.width, "height": document.height,
            "scale": stage.scale,
        }  # fmt: skip
    return stage.picture(index, parameters)
