"""
Hold the picture of who may import whom.

Reads the import statements of the package, those inside functions too, and compares them with the three
tables below. A new module must be given its place here.
"""

from __future__ import annotations

import ast
import functools
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "carousel_html"

# From the ground up. A module imports from its own row and from the rows above its own here.
ROWS = {
    "errors": {"errors"},
    "values": {
        "model",
        "markup",
        "frozen",
        "colors",
        "css_text",
        "source_text",
        "strict_yaml",
        "yaml_comments",
        "yaml_findings",
        "system_parts",
        "system_fonts",
        "cache",
        "cache_folder",
        "pipes",
        "interrupt",
        "floods",
        "font_tables",
        "fontconfig",
        "languages",
        "language_tags",
        "letters",
        "decode",
        "likeness",
        "units",
    },
    "things on disk": {
        "starters",
        "brand",
        "canvases",
        "catalogue",
        "carousel_file",
        "choices",
        "findings",
        "images",
        "platforms",
        "samples",
        "vector_logo",
    },
    "steps": {"sources", "arranging", "compose", "stage", "pdf", "fidelity"},
    "export": {"export", "check"},
    "machine": {"doctor", "setup_machine"},
    "fronts": {"gallery", "cli", "studio", "batch", "warm", "__main__", "__init__"},
}

# Steps do not know each other; they meet in these values.
STRANGERS = {"steps"}
SEAMS = {"compose.document": "values"}
ACQUAINTED = {
    ("pdf.process", "fidelity"),  # The process that prints also compares, on the second core.
}

# Who alone may know a library.
KNOWN_ONLY_TO = {
    "click": {"cli", "__main__"},
    "jinja2": {"compose", "studio"},
    "markdown_it": {"markup"},
    "starlette": {"studio"},
    "uvicorn": {"studio"},
    "pypdfium2": {"fidelity"},
    "uharfbuzz": {"compose", "stage", "pdf"},
    "weasyprint": {"pdf"},
}

# A package's name on the index, and the name it is imported by, where they differ.
IMPORTED_AS = {
    "fonttools": "fontTools",
    "markdown-it-py": "markdown_it",
    "pillow": "PIL",
    "ruamel.yaml": "ruamel",
}
# What is asked for but not imported by name, and why.
ASKED_ALL_THE_SAME = {
    "playwright": "its command line installs the browser",
    "python-multipart": "starlette reads uploads with it",
}
# Libraries that are a part of another one's interface: of jinja2, of pydantic.
PART_OF = {"markupsafe", "pydantic_core"}


def modules() -> dict[str, Path]:
    """Every module, as `stage.fit`, with its file."""
    return {
        ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): file
        for file in sorted(PACKAGE.rglob("*.py"))
    }


MODULES = modules()


@functools.cache
def imports(name: str) -> tuple[str, ...]:
    """Return every module that `name` imports, with its full name."""
    return tuple(_imports(name))


def _imports(name: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(MODULES[name].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: imports are absolute here"
            # `from carousel_html.stage import fit` may name a module or a value of one.
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full.removeprefix("carousel_html.") in MODULES else f"{node.module}"


@functools.cache
def own_imports(name: str) -> set[str]:
    """The modules of this package that `name` imports, without the package's name."""
    ours = {full for full in imports(name) if full.split(".")[0] == "carousel_html"}
    return {full.removeprefix("carousel_html.").replace("carousel_html", "__init__") for full in ours} - {
        name
    }


def row(name: str) -> str | None:
    """The row a module stands in; None when it has no place yet."""
    if name in SEAMS:
        return SEAMS[name]
    return next((row for row, tops in ROWS.items() if name.split(".")[0] in tops), None)


def test_module_has_a_place() -> None:
    """Every module stands in a row of the picture."""
    assert not [name for name in MODULES if not row(name)], "give them a place in ROWS"


def test_imports_run_one_way() -> None:
    """A module imports what stands below it, or beside it where neighbours may know each other."""
    order = list(ROWS)
    pairs = ((module, other) for module in MODULES for other in sorted(own_imports(module)))
    for name, other in pairs:
        here, there = row(name), row(other)
        same_package = name.split(".")[0] == other.split(".")[0]
        if here is None or there is None or same_package or (name, other) in ACQUAINTED:
            continue
        assert order.index(there) <= order.index(here), f"{name} imports {other}, which stands above it"
        assert here != there or here not in STRANGERS, f"{name} imports {other}: steps do not know each other"


def test_library_is_known_in_one_place() -> None:
    """Each engine is imported by one package only."""
    pairs = ((module, full) for module in MODULES for full in imports(module))
    for name, full in pairs:
        library = full.split(".")[0]
        owners = KNOWN_ONLY_TO.get(library, {name.split(".")[0]})
        assert name.split(".")[0] in owners, f"{name} imports {library}, which only {owners} may know"


def test_no_cycles() -> None:
    """No module imports itself by way of others."""
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path[path.index(name) :], name))
        if name not in done:
            for other in own_imports(name) & MODULES.keys():
                visit(other, (*path, name))
            done.add(name)

    for name in MODULES:
        visit(name, ())


def test_what_is_imported_is_what_is_asked_for() -> None:
    """The libraries the package imports and the dependencies in pyproject.toml are the same."""
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    asked = {re.split(r"[\[><=]", line)[0] for line in lines}
    imported = {full.split(".")[0] for name in MODULES for full in imports(name)}
    imported -= {*sys.stdlib_module_names, "carousel_html", *PART_OF}
    known = {IMPORTED_AS.get(name, name) for name in asked}
    assert imported <= known
    assert known - imported <= ASKED_ALL_THE_SAME.keys()
