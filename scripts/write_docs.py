"""
Write what docs/ lists of the program: docs/commands.md, docs/catalogue.md, the tables of docs/platforms.md.

Run as `make docs`. A test compares the pages with what this would write, so they cannot drift.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from carousel_html.canvases import CANVASES  # noqa: E402 the checkout, installed or not
from carousel_html.catalogue import Catalogue, Entry  # noqa: E402
from carousel_html.catalogue.variants import COMMON_VARIANTS  # noqa: E402
from carousel_html.cli import COMMANDS, carousel  # noqa: E402
from carousel_html.findings import KINDS  # noqa: E402
from carousel_html.platforms import PLATFORMS, Platform  # noqa: E402

WIDTH = 100


def commands() -> str:
    """Return docs/commands.md: the help text of every command."""
    parts = ["# Commands\n\nWhat `--help` says. Written by `make docs`.\n"]
    root = click.Context(
        carousel,
        info_name="carousel",
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        **carousel.context_settings,
    )
    for name in COMMANDS:
        command = carousel.get_command(root, name)
        assert command is not None, name
        context = click.Context(
            command, info_name=name, parent=root, terminal_width=WIDTH, max_content_width=WIDTH
        )
        parts.append(f"## carousel {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def catalogue() -> str:
    """Return docs/catalogue.md: canvases, layouts, themes, typography and patterns."""
    found = Catalogue()
    parts = ["# Catalogue\n\nWhat there is to choose from. Written by `make docs`.\n", "## Canvases\n"]
    parts.append("| name | what for | pixels | safe area (top, right, bottom, left) |\n|---|---|---|---|")
    for canvas in CANVASES.values():
        safe = ", ".join(map(str, canvas.safe))
        parts.append(f"| `{canvas.name}` | {canvas.label} | {canvas.width}×{canvas.height} | {safe} |")
    for title, entries in (
        ("Layouts", found.layouts),
        ("Themes", found.themes),
        ("Typography", found.typography),
        ("Patterns", found.patterns),
    ):
        parts.append(f"\n## {title}\n\n| name | what it is | variants and knobs |\n|---|---|---|")
        parts += [_every_layout()] if title == "Layouts" else []
        parts += [_row(entry) for entry in entries.values()]
    return "\n".join(parts) + "\n"


def platforms() -> str:
    """Return docs/platforms.md with its two tables written anew; the words around them are a person's."""
    page = (ROOT / "docs" / "platforms.md").read_text("utf-8")
    page = _between(page, "platforms", "\n".join(_platform_rows()))
    return _between(page, "findings", "\n".join(_finding_rows()))


def _between(page: str, name: str, text: str) -> str:
    start = page.index(f"<!-- {name} -->") + len(f"<!-- {name} -->")
    return f"{page[:start]}\n{text}\n{page[page.index('<!-- end -->', start) :]}"


def _platform_rows() -> Iterator[str]:
    yield "| `--for` | canvas | slides a post | file types | most bytes | alt text | notes |"
    yield "|---|---|---|---|---|---|---|"
    for each in PLATFORMS.values():
        canvas = CANVASES[each.canvases[0]]
        alt = _fact(each, "max_alt") if each.takes_alt else "none"
        cells = [
            f"`{each.name}`", f"{canvas.name}, {canvas.width}×{canvas.height}", _slides(each),
            _fact(each, "file_types"), _fact(each, "max_bytes"), alt,
            f"{each.label}. {each.note}" if each.note else f"{each.label}.",
        ]  # fmt: skip
        yield f"| {' | '.join(cells)} |"


def _slides(platform: Platform) -> str:
    if "min_slides" not in platform.limits:
        return _fact(platform, "max_slides")
    return f"{platform.value('min_slides')} to {_fact(platform, 'max_slides')}"


def _fact(platform: Platform, key: str) -> str:
    limit = platform.limits.get(key)
    if limit is None:
        return "–"
    value = limit.value
    text = ", ".join(value) if isinstance(value, list) else f"{value:,}"
    return f"{text} ({limit.mark})"


def _finding_rows() -> Iterator[str]:
    yield "| finding | level | measured in | what to do |"
    yield "|---|---|---|---|"
    for name, kind in KINDS.items():
        yield f"| `{name}` | {kind.level} | {kind.unit} | {kind.remedy} |"


def _every_layout() -> str:
    variants = "; ".join(f"`{name}`: {', '.join(values)}" for name, values in COMMON_VARIANTS.items())
    return f"| *every layout* | What the slide around it has. | {variants} |"


def _row(entry: Entry) -> str:
    variants = [f"`{name}`: {', '.join(values)}" for name, values in entry.variants.items()]
    worn = [
        f"{layouts}: {', '.join(f'{k} {v}' for k, v in said.items())}"
        for layouts, said in entry.wears.items()
    ]
    knobs = [f"`{knob.name}`" for knob in entry.knobs]
    return f"| `{entry.name}` | {entry.description} | {'; '.join([*variants, *worn, *knobs])} |"


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "catalogue.md": catalogue,
    "platforms.md": platforms,
}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (ROOT / "docs" / name).write_text(page(), encoding="utf-8")
        print(f"wrote docs/{name}")


if __name__ == "__main__":
    main()
