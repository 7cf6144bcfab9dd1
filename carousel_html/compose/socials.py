"""
Say where else somebody is to be found: the row of icons on an outro.

Knows networks by name, how each writes a handle, and the address a handle stands for. Does not fetch, and
does not know how an icon looks (`layouts/_partials/icon.html` draws one for each name here).
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from carousel_html.compose.labels import at_handle
from carousel_html.compose.links import checked_link, is_link, link_label
from carousel_html.compose.names import SocialNames
from carousel_html.errors import UnknownName

# The address of a handle without its @. None: the value is itself an address.
NETWORKS: Mapping[str, str | None] = {
    "x": "https://x.com/{}",
    "bluesky": "https://bsky.app/profile/{}",
    "mastodon": "https://{1}/@{0}",
    "threads": "https://www.threads.com/@{}",
    "instagram": "https://www.instagram.com/{}",
    "linkedin": "https://www.linkedin.com/in/{}",
    "facebook": "https://www.facebook.com/{}",
    "tiktok": "https://www.tiktok.com/@{}",
    "youtube": "https://www.youtube.com/@{}",
    "pinterest": "https://www.pinterest.com/{}",
    "github": "https://github.com/{}",
    "email": "mailto:{0}@{1}",
    "web": None,
    "feed": None,
}


def social_names(given: Mapping[str, str], where: str) -> list[SocialNames]:
    """Return a row of socials in the order they were given.

    Args:
        given: handle or whole address, by the name of a network.
        where: the key they stand under, for messages.

    Raises:
        UnknownName: a network that has no icon.
        CarouselFileError: a value that should be an address and is none.
    """
    return [_social(name, value.strip(), f"{where}.{name}") for name, value in given.items()]


def _social(name: str, value: str, where: str) -> SocialNames:
    if name not in NETWORKS:
        raise UnknownName("network", name, list(NETWORKS), where=where)
    pattern = NETWORKS[name]
    if pattern is None or is_link(value):
        address = checked_link(value, where)
        return SocialNames(name, link_label(address), address)
    parts = [quote(part) for part in value.removeprefix("@").split("@")]
    wanted = 2 if "{1}" in pattern else 1
    link = pattern.format(*parts) if len(parts) == wanted and all(parts) else None
    label = value if name == "email" else at_handle(value) or name
    return SocialNames(name, label, link)
