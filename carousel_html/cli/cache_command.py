"""`carousel cache`: how large the cache is, and how to empty it."""

from __future__ import annotations

import click


@click.command("cache", short_help="Show the cache, or empty it.")
@click.option("--clear", is_flag=True, help="Take everything out of it.")
def command(clear: bool) -> None:
    """Show where finished pictures and PDFs are kept, and how much room they take."""
    from carousel_html.cache import user_store

    store = user_store()
    if store is None:
        click.echo("The cache is switched off (CAROUSEL_CACHE=off).")
        return
    if clear:
        store.clear()
    count, size = store.size()
    click.echo(f"{store.folder}: {count} entries, {size / 1e6:.1f} of {store.most_bytes / 1e6:.0f} MB")
