"""
Fetch a thread by the address of its post, or a feed by its own.

Knows which addresses are posts of Bluesky and of Mastodon, and what to ask their public servers for; the
answers are read by the modules that read the same from a file. Does not know how a connection is made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urldefrag, urlencode, urljoin, urlsplit

from carousel_html.errors import AddressError, UnknownName
from carousel_html.model import Thread
from carousel_html.source_text import decoded
from carousel_html.sources import bluesky, feed, is_address, mastodon
from carousel_html.sources.found import FoundThread, made, picked
from carousel_html.sources.html_tree import read_tree
from carousel_html.sources.json_values import documents, list_at, looks_like_json, words_at
from carousel_html.sources.web import Answer, Web
from carousel_html.sources.web_pictures import fetch_pictures

MAX_BYTES = 32_000_000
BLUESKY = "https://public.api.bsky.app/xrpc/"
DEPTH = 1000  # The most getPostThread gives, up and down.
ROUNDS = 20
"""A server of Mastodon tells strangers 60 answers, 20 deep, at a time."""

_BLUESKY_POST = re.compile(
    r"(?:at://(?P<at>[^/\s]+)/app\.bsky\.feed\.post/|https://bsky\.app/profile/(?P<who>[^/\s]+)/post/)"
    r"(?P<key>[A-Za-z0-9._~:-]+)/?(?:[?#].*)?"
)
_MASTODON_POST = re.compile(
    r"https://[^/\s]+/(?:(?:web|deck)/)?(?:@[^/\s]+(?:/statuses)?|users/[^/\s]+/statuses|statuses)/(?P<id>\d+)/?(?:[?#].*)?"
)
_CLOSED = {
    "x.com": "Copy the thread from its page, or ask X for your archive: see docs/sources.md.",
    "twitter.com": "Copy the thread from its page, or ask X for your archive: see docs/sources.md.",
    "threads.net": "Download your information from Threads: see docs/sources.md.",
    "threads.com": "Download your information from Threads: see docs/sources.md.",
    "threadreaderapp.com": "Open the page in a browser, save it, and import the file.",
}
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


def fetch_thread(address: str, format: str | None = None, *, web: Web | None = None) -> Thread:
    """Fetch a thread, and the pictures it shows.

    Args:
        address: of a Bluesky post (also `at://…`), of a Mastodon status on any server, or of a web feed; of a
            feed `#2-5` picks entries by number.
        format: bluesky, mastodon or feed; found in the address when left out.
        web: how to ask; the public web when left out.

    Raises:
        AddressError: an address that may not be fetched or leads to no thread; whatever a server does wrong.
        ThreadError: an answer that is broken, or holds no thread.
    """
    web = web or Web()
    source = _source(address, format)
    found = source(address, web)
    address, pick = urldefrag(address)
    chosen = picked(found, address, pick or None)
    fetch_pictures(chosen, web)
    return made(chosen, address)


Source = Callable[[str, Web], list[FoundThread]]


def _source(address: str, format: str | None) -> Source:
    if format is not None and format not in _SOURCES:
        raise UnknownName("format for an address", format, _SOURCES)
    if format is not None:
        return _SOURCES[format]
    if _BLUESKY_POST.fullmatch(address):
        return _from_bluesky
    if _MASTODON_POST.fullmatch(address):
        return _from_mastodon
    host = (urlsplit(address).hostname or "").removeprefix("www.") if is_address(address) else ""
    if host in _CLOSED:
        raise AddressError(
            f"{host} gives threads to nobody without a key.", where=address, hint=_CLOSED[host]
        )
    return _from_feed


# --- Bluesky ---------------------------------------------------------------------------------


def _from_bluesky(address: str, web: Web) -> list[FoundThread]:
    found = _BLUESKY_POST.fullmatch(address)
    if found is None:
        raise AddressError(
            "this is no address of a Bluesky post.",
            where=address,
            hint="It looks like https://bsky.app/profile/NAME/post/KEY.",
        )
    who = found["at"] or found["who"]
    if not who.startswith("did:"):
        text = _json(web, f"{BLUESKY}com.atproto.identity.resolveHandle?{urlencode({'handle': who})}")
        who = words_at(documents(text, address)[0], "did")
    if not who.startswith("did:"):
        raise AddressError("Bluesky does not know this name.", where=address)
    asked = {"uri": f"at://{who}/app.bsky.feed.post/{found['key']}", "depth": DEPTH, "parentHeight": DEPTH}
    text = _json(web, f"{BLUESKY}app.bsky.feed.getPostThread?{urlencode(asked)}")
    return _threads(bluesky.recognises(text), bluesky.threads, text, address)


# --- Mastodon --------------------------------------------------------------------------------


@dataclass
class _Statuses:
    """What a server of Mastodon says around one status, asked on until the author's thread ends."""

    base: str
    web: Web

    def all(self, post_id: str) -> Iterator[Any]:
        """Yield the status, its context, and the contexts further up and down the author's thread."""
        status = self._ask(post_id)
        author = words_at(status, "account", "id")
        yield status
        if not author:
            return
        context = self._ask(f"{post_id}/context")
        yield context
        first = next(iter(list_at(context, "ancestors")), None)
        if words_at(first, "in_reply_to_account_id") == author == words_at(first, "account", "id"):
            yield self._ask(f"{words_at(first, 'id')}/context")
        last, seen = self._last(context, post_id, author), {post_id}
        while last not in seen and len(seen) < ROUNDS:
            seen.add(last)
            context = self._ask(f"{last}/context")
            yield {"descendants": list_at(context, "descendants")}
            last = self._last(context, last, author)

    def _last(self, context: Any, post_id: str, author: str) -> str:
        """Return the author's last answer to themselves below a status."""
        chain = post_id
        for each in list_at(context, "descendants"):
            if words_at(each, "account", "id") == author and words_at(each, "in_reply_to_id") == chain:
                chain = words_at(each, "id")
        return chain

    def _ask(self, path: str) -> Any:
        url = f"{self.base}/api/v1/statuses/{quote(path)}"
        return documents(_json(self.web, url), url)[0]


def _from_mastodon(address: str, web: Web) -> list[FoundThread]:
    parts = urlsplit(address)
    number = re.search(r"(\d+)/?$", parts.path)
    if number is None:
        raise AddressError(
            "this is no address of a Mastodon status.",
            where=address,
            hint="It looks like https://SERVER/@NAME/123456789.",
        )
    asked = _Statuses(f"https://{parts.netloc}", web)
    text = "\n".join(json.dumps(each) for each in asked.all(number[1]))
    return _threads(mastodon.recognises(text), mastodon.threads, text, address)


# --- feeds -----------------------------------------------------------------------------------


def _from_feed(address: str, web: Web) -> list[FoundThread]:
    accept = f"{', '.join(_FEED_TYPES)}, */*"
    answer = web.get(urldefrag(address)[0], max_bytes=MAX_BYTES, accept=accept)
    text = decoded(answer.body, address, max_bytes=MAX_BYTES)
    if not feed.recognises(text):
        announced = _announced_feed(answer, text)
        if announced is None:
            raise AddressError(
                f"what stands there is {_kind(answer, text)}, and no post or feed we know.",
                where=address,
                hint="Give the address of a Bluesky post, a Mastodon status or a feed.",
            )
        text = decoded(web.get(announced, max_bytes=MAX_BYTES).body, announced, max_bytes=MAX_BYTES)
    return _threads(feed.recognises(text), feed.threads, text, address)


def _announced_feed(answer: Answer, text: str) -> str | None:
    """Return the address of the feed that a web page names in its head."""
    if answer.mime not in ("text/html", "application/xhtml+xml"):
        return None
    for node in read_tree(text).walk():
        if (
            node.name == "link"
            and "alternate" in node.attributes.get("rel", "")
            and node.attributes.get("type", "") in _FEED_TYPES
        ):
            return urljoin(answer.url, node.attributes.get("href", ""))
    return None


_SOURCES: dict[str, Source] = {"bluesky": _from_bluesky, "mastodon": _from_mastodon, "feed": _from_feed}


# --- answers ---------------------------------------------------------------------------------


def _json(web: Web, url: str) -> str:
    """Return an answer that is JSON. Raises AddressError for a web page or anything else."""
    answer = web.get(url, max_bytes=MAX_BYTES, accept="application/json")
    text = decoded(answer.body, url, max_bytes=MAX_BYTES)
    if not looks_like_json(text):
        host = urlsplit(url).hostname
        raise AddressError(
            f"{host} answered with {_kind(answer, text)}, where JSON was asked for.",
            where=url,
            hint="Is it a server of Mastodon? Some want to know who asks.",
        )
    # Places in a text are counted in what came, not in what `decoded` composed.
    return answer.body.decode("utf-8-sig")


def _kind(answer: Answer, text: str) -> str:
    if "html" in answer.mime or text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
        return "a web page"
    return f"of the type {answer.mime}" if answer.mime else "of no known type"


def _threads(
    is_known: bool, read: Callable[[str, str], list[FoundThread]], text: str, address: str
) -> list[FoundThread]:
    found = read(text, address) if is_known else []
    if not found:
        raise AddressError(
            "there is no post to be seen.", where=address, hint="Is it still there, and public?"
        )
    return found
