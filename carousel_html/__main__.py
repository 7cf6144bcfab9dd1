"""Run the command line as `python -m carousel_html`."""

from carousel_html.cli import main

if __name__ == "__main__":
    main()
