"""`carousel warm`: a process in the background that keeps the engines running for `render` and `check`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from carousel_html.cli import run


@click.command("warm", short_help="Keep the engines running, so that every render starts at once.")
@click.option(
    "--minutes",
    type=click.FloatRange(0, 1440, min_open=True),
    default=30,
    show_default=True,
    metavar="N",
    help="End after so many minutes without work.",
)
@click.option("--foreground", is_flag=True, help="Do not go into the background: end with Ctrl-C.")
@click.option("--stop", "stops", is_flag=True, help="End the process that runs.")
def command(minutes: float, foreground: bool, stops: bool) -> int:
    """Keep browser and PDF process running, so that each `carousel render` and `check` starts at once.

    A command that finds this process has it do the work, with the same files, words and exit code.
    CAROUSEL_WARM=off has a command look for none, CAROUSEL_WARM=FOLDER in another place.
    """
    from carousel_html.warm import starting

    path = starting.place_of_socket()
    if stops:
        click.echo("Ended." if starting.stop(path) else "None is running.")
        return 0
    if process := starting.running(path):
        why = starting.refusal(path)
        click.echo(
            f"It runs already (process {process})"
            + (f", but not for commands from here: {why}." if why else ".")
        )
        return 0
    if foreground:
        return _serve(path, minutes)
    own = [sys.executable, *sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv) + 1]]
    code, errors = starting.start(path, [*own, "warm", "--foreground", "--minutes", f"{minutes:g}"])
    click.echo(errors.rstrip() if code else READY.format(minutes=minutes), err=code != 0)
    return code


READY = "Every `carousel render` and `check` starts at once now, until {minutes:g} minutes pass without one."


def _serve(path: Path, minutes: float) -> int:
    """Be the process that keeps the engines, and begin anew as often as it has to."""
    from carousel_html.warm.server import Resident
    from carousel_html.warm.starting import listening, only_one

    with only_one(path), Resident(run, minutes * 60) as resident:
        if code := resident.warm_up():
            return code
        with listening(path) as listener:
            _say_ready(minutes)
            begins_anew = resident.serve(listener)
    if begins_anew:
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
    return 0


def _say_ready(minutes: float) -> None:
    """Say so, and nothing more: who waited for this line reads no other."""
    click.echo(READY.format(minutes=minutes))
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
