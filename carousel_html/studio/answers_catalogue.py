"""
Answer what there is to choose from: canvases, layouts, themes, typography, patterns.

Knows the keys of the answer; what there is stands in `canvases` and `catalogue`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carousel_html.canvases import CANVASES, Zone
from carousel_html.catalogue import Entry
from carousel_html.platforms import PLATFORMS, Platform
from carousel_html.studio.calls import Call


def catalogue(call: Call) -> dict[str, Any]:
    """Return everything the panels offer."""
    found = call.studio.previews.catalogue
    return {
        "canvases": [
            {
                "name": each.name,
                "label": each.label,
                "width": each.width,
                "height": each.height,
                "ratio": each.ratio,
                "safe": each.safe,
                "zones": [_zone(zone) for zone in each.zones],
                "platforms": [p.name for p in PLATFORMS.values() if each.name in p.canvases],
            }
            for each in CANVASES.values()
        ],
        "layouts": _entries(found.layouts),
        "themes": _entries(found.themes),
        "typographies": _entries(found.typography),
        "patterns": _entries(found.patterns),
        "platforms": [_platform(each) for each in PLATFORMS.values()],
    }


def _zone(zone: Zone) -> dict[str, Any]:
    return {
        "insets": zone.insets,
        "obeyed": zone.obeyed,
        "first": zone.first,
        "platforms": zone.platforms,
        "why": zone.why,
    }


def _platform(platform: Platform) -> dict[str, Any]:
    return {
        "name": platform.name,
        "label": platform.label,
        "note": platform.note,
        "canvases": platform.canvases,
        "takes_pdf": platform.takes_pdf,
        "picture_types": platform.picture_types,
        "max_slides": platform.value("max_slides"),
        "usual": platform.in_all,
    }


def _entries(entries: Mapping[str, Entry]) -> list[dict[str, Any]]:
    return [
        {
            "name": entry.name,
            "label": entry.label,
            "description": entry.description,
            "variants": {name: list(values) for name, values in entry.variants.items()},
            "wears": {layout: dict(worn) for layout, worn in entry.wears.items()},
            "knobs": [
                {"name": knob.name, "description": knob.description, "default": knob.default}
                for knob in entry.knobs
            ],
            "tags": dict(entry.tags),
        }
        for entry in entries.values()
    ]
