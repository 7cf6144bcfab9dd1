"""
The command line: read options, call the library, print what came of it.

Each command stands in a module of its own and is loaded only when it is called, so that
`carousel --help` is quick. Knows click and exit codes; holds no product logic.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from carousel_html import interrupt
from carousel_html.errors import CarouselError

COMMANDS = {
    "render": "Turn a thread into slides and a PDF.",
    "batch": "Render many carousels: one for each row of a table.",
    "check": "Find what a reader or a platform would trip over.",
    "import": "Write a thread as a carousel.yaml that can be edited.",
    "threads": "List the threads of an archive, to pick one.",
    "list": "List canvases, platforms, layouts, themes, typography, patterns or fonts.",
    "new": "Start a layout, theme, pattern or brand kit of your own.",
    "gallery": "Render every layout in every theme, with contact sheets.",
    "studio": "Build the carousel in a browser.",
    "warm": "Keep the engines running, so that every render starts at once.",
    "cache": "Show the cache, or empty it.",
    "doctor": "Say what this machine has and lacks, and how to mend it.",
}
"""Every command and its one line of help; the module is `cli.<name>_command`."""

INTERRUPTED = 130


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"carousel_html.cli.{name}_command").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from carousel_html.errors import did_you_mean

        name = args[0] if args else ""
        if name not in COMMANDS and not name.startswith("-"):
            ctx.fail(" ".join(filter(None, [f"There is no command {name!r}.", did_you_mean(name, COMMANDS)])))
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="carousel_html", prog_name="carousel")
def carousel() -> None:
    """Turn a thread into a carousel: one picture per slide, and a PDF that looks the same."""


def main() -> None:
    """Run the command line and leave with the exit code of what happened."""
    interrupt.listen()
    code = run(sys.argv[1:])
    if code == INTERRUPTED:
        # Python would end itself by the signal when Ctrl-C met it inside an `exec`, as dataclasses use one.
        # Everything was closed on the way here; a shell that looks at the code sees the one we promise.
        sys.stdout.flush()
        os._exit(code)
    sys.exit(code)


def run(arguments: list[str], engines: Any = None) -> int:
    """Run one command and return its exit code; every known error is one message on stderr.

    A render uses `engines` (as `running_engines` gives them) where they are given.
    """
    try:
        code = carousel.main(arguments, prog_name="carousel", standalone_mode=False, obj=engines)
        interrupt.check()
    except (KeyboardInterrupt, click.Abort):
        return _say_interrupted()
    except CarouselError as error:
        click.echo(f"Error: {error}", err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception:
        if interrupt.was_interrupted():  # A library turned it into an error of its own.
            return _say_interrupted()
        raise
    return code if isinstance(code, int) else 0


def _say_interrupted() -> int:
    click.echo("Interrupted.", err=True)
    return INTERRUPTED
