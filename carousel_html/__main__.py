"""
Run the command line, as `carousel` or as `python -m carousel_html`.

A render is offered to the resident process of `carousel warm` before anything large is imported.
"""

from __future__ import annotations

import sys

from carousel_html.warm.client import handed_over


def main() -> None:
    """Do the command here or have it done, and leave with the exit code of what happened."""
    code = handed_over(sys.argv[1:])
    if code is not None:
        sys.exit(code)
    from carousel_html.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
