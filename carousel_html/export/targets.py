"""
Say what is to be written: for each canvas or platform its pixels, file type and folder.

Knows what may be asked for together. Knows no carousel's words, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carousel_html.canvases import Canvas, Zone, find_canvas
from carousel_html.errors import InputError
from carousel_html.export.options import ImageType, Options
from carousel_html.model import Carousel
from carousel_html.platforms import Platform, find_platforms


@dataclass(frozen=True)
class Target:
    """One folder of output. Without a platform: the pictures and the PDF of a canvas, as they are."""

    canvas: Canvas
    image: ImageType
    prints: bool
    platform: Platform | None = None

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.platform.name if self.platform else self.canvas.name

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The zones that must stay clear for whoever takes it."""
        return self.canvas.zones_for(self.platform.name if self.platform else None)


def zones_of(targets: Iterable[Target]) -> tuple[Zone, ...]:
    """Return the zones of several targets, each once."""
    return tuple(dict.fromkeys(zone for target in targets for zone in target.zones))


def targets_of(carousel: Carousel, options: Options) -> tuple[Target, ...]:
    """Return what is to be written: a target for each platform that was named, else for each canvas.

    Raises UnknownName, and InputError for options that do not go together.
    """
    if not options.platforms:
        names = dict.fromkeys(carousel.canvas)
        place = carousel.said("canvas")
        return tuple(Target(find_canvas(name, place), options.captured, options.pdf) for name in names)
    platforms = find_platforms(options.platforms)
    _require_a_taker(options, platforms)
    return tuple(_target(platform, options) for platform in platforms)


def _target(platform: Platform, options: Options) -> Target:
    name = next((name for name in options.canvases if name in platform.canvases), platform.canvases[0])
    canvas = find_canvas(name, "--canvas")
    if platform.takes_pdf:
        if not options.pdf:
            raise InputError(
                f"{platform.label} is the PDF, and no PDF is wanted.",
                where=f"--for {platform.name} --no-pdf",
                hint=f"Leave `--no-pdf` out, or write pictures with `--for {platform.name}-images`.",
            )
        return Target(canvas, "png", prints=True, platform=platform)
    _require_width(platform, canvas, options.scale)
    return Target(canvas, _type(platform, options.image), prints=False, platform=platform)


def _type(platform: Platform, wanted: ImageType | None) -> ImageType:
    types = platform.picture_types
    if wanted is not None and wanted not in types:
        raise InputError(
            f"{platform.label} does not take {wanted.upper()}.",
            where=f"--for {platform.name} --image {wanted}",
            hint=f"It takes {' or '.join(types).upper()}; without `--image` the right one is chosen.",
        )
    return wanted or types[0]


def _require_width(platform: Platform, canvas: Canvas, scale: int) -> None:
    most = platform.value("max_width")
    if most is not None and canvas.width * scale > most:
        raise InputError(
            f"{platform.label} takes pictures up to {most} px wide; these would be {canvas.width * scale}.",
            where=f"--for {platform.name} --scale {scale}",
            hint="Leave `--scale` out.",
        )


def _require_a_taker(options: Options, platforms: tuple[Platform, ...]) -> None:
    for name in options.canvases:
        find_canvas(name, "--canvas")
        if not any(name in platform.canvases for platform in platforms):
            lists = "; ".join(f"{each.name}: {', '.join(each.canvases)}" for each in platforms)
            raise InputError(
                f'no platform that was named takes the canvas "{name}".',
                where=f"--canvas {name} --for {platforms[0].name}",
                hint=f"Leave `--canvas` out, or choose another. {lists}.",
            )
