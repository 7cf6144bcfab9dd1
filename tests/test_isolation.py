"""Nothing a page asks for leaves the machine or reads a file: a listener that must count 0."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from commands import ROOT
from pages import page, read
from weasyprint import HTML

from carousel_html.compose.document import Document
from carousel_html.errors import ImageError
from carousel_html.frozen import Frozen
from carousel_html.pdf.engine import FrozenFetcher
from carousel_html.pdf.page_html import SCHEME
from carousel_html.stage.capture import capture
from carousel_html.stage.stage import Stage


class Listener:
    """Accept on a free port of the loopback and count."""

    def __init__(self) -> None:
        self.connections: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                peer, _ = self._socket.accept()
                with peer:
                    peer.settimeout(0.2)
                    with suppress(OSError):
                        self.connections.append(peer.recv(200))
                        continue
                    self.connections.append(b"")

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A listener that the test must leave uncounted."""
    running = Listener()
    yield running
    running.close()


# Every way out of a page that an element, an attribute or a style has. HOST is the listener.
CHANNELS = {
    "image": '<img src="http://HOST/a.png">',
    "image set": '<img srcset="http://HOST/b.png 1x" sizes="1px">',
    "picture": '<picture><source srcset="http://HOST/c.png"><img></picture>',
    "preconnect": '<link rel="preconnect" href="http://HOST">',
    "dns": '<link rel="dns-prefetch" href="//HOST">',
    "prefetch": '<link rel="prefetch" href="http://HOST/d">',
    "preload": '<link rel="preload" as="image" href="http://HOST/e.png">',
    "module": '<link rel="modulepreload" href="http://HOST/f.js">',
    "sheet": '<link rel="stylesheet" href="http://HOST/g.css">',
    "import": "<style>@import url(http://HOST/h.css);</style>",
    "font": "<style>@font-face{font-family:Far;src:url(http://HOST/i.ttf)}</style>",
    "icon": '<link rel="icon" href="http://HOST/j.ico">',
    "manifest": '<link rel="manifest" href="http://HOST/k.json">',
    "script": '<script src="http://HOST/l.js"></script>',
    "inline script": "<script>fetch('http://HOST/m'); new WebSocket('ws://HOST/n');"
    "navigator.sendBeacon('http://HOST/o'); new EventSource('http://HOST/p')</script>",
    "event": "<img src=x onerror=\"new Image().src='http://HOST/q'\">",
    "frame": '<iframe src="http://HOST/r"></iframe>',
    "frame of its own": "<iframe srcdoc=\"<img src='http://HOST/s.png'>\"></iframe>",
    "file frame": '<iframe src="file://CANARY"></iframe>',
    "object": '<object data="http://HOST/t.svg"></object>',
    "embed": '<embed src="http://HOST/u.svg">',
    "media": '<video src="http://HOST/v.mp4" poster="http://HOST/w.png" autoplay></video><audio src="http://HOST/x">',
    "track": '<video><track src="http://HOST/y.vtt" default></video>',
    "form": '<form action="http://HOST/z"><button autofocus>x</button></form>',
    "ping": '<a href="#" ping="http://HOST/1">x</a>',
    "base": '<base href="http://HOST/"><img src="2.png">',
    "svg image": '<svg><image href="http://HOST/3.png"/></svg>',
    "svg use": '<svg><use href="http://HOST/4.svg#a"/></svg>',
    "svg filter": '<svg><filter id="f"><feImage href="//HOST"/></filter></svg><p style="filter:url(#f)">',
    "refresh": '<meta http-equiv="refresh" content="0;url=http://HOST/6">',
    "portal": '<portal src="http://HOST/7"></portal>',
    "speculation": '<script type="speculationrules">{"prerender":[{"urls":["http://HOST/8"]}]}</script>',
}
STYLES = {
    "background": "background:url(http://HOST/a)",
    "mask": "mask-image:url(http://HOST/b)",
    "border": "border-image:url(http://HOST/c) 1",
    "cursor": "cursor:url(http://HOST/d),auto",
    "list": "display:list-item;list-style-image:url(http://HOST/e)",
    "shape": "float:left;shape-outside:url(http://HOST/f)",
    "clip": "clip-path:url(http://HOST/g#a)",
    "filter": "filter:url(http://HOST/h#a)",
    "font": "font-family:Far",
    "set": "background:image-set('http://HOST/i' 1x)",
    "file": "background:url(file://CANARY)",
}


def hostile(host: str, canary: Path) -> Document:
    """A document with one slide for every channel."""
    bodies = [*CHANNELS.values(), *(f'<p style="{style}">x</p>' for style in STYLES.values())]
    return page([body.replace("HOST", host).replace("CANARY", str(canary)) for body in bodies])


@pytest.mark.browser
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "canary.localhost"])
def test_no_connection_leaves_the_browser(stage: Stage, listener: Listener, tmp_path: Path, host: str):
    """Every channel at once, by name and by number: refused with an error, and not one connection."""
    canary = tmp_path / "canary.txt"
    canary.write_text("the canary sings", "utf-8")
    document = hostile(f"{host}:{listener.port}", canary)
    with pytest.raises(ImageError):
        stage.show(document)
    for _ in range(3):
        assert "canary sings" not in str(stage.command("DOMSnapshot.captureSnapshot", {"computedStyles": []}))
        capture(stage, 0)
        time.sleep(0.1)  # A preconnect is made when the browser finds the time.
    assert listener.connections == []


@pytest.mark.browser
def test_the_listener_would_have_counted(stage: Stage, listener: Listener):
    """The test above could fail: the listener hears a connection when there is one."""
    with socket.create_connection(("127.0.0.1", listener.port)) as probe:
        probe.sendall(b"GET")
    for _ in range(50):
        if listener.connections:
            break
        threading.Event().wait(0.02)
    assert listener.connections == [b"GET"]


@pytest.mark.browser
def test_only_the_flags_hold_when_the_page_is_not_guarded(chromium, listener: Listener):
    """Without our route and policy, even with scripts on, the browser itself knows no host."""
    bodies = "".join(CHANNELS.values()).replace("HOST", f"127.0.0.1:{listener.port}")
    address = "data:text/html;charset=utf-8," + quote("<title>Shown</title>" + bodies)
    browser = chromium.connection
    context = browser.call("Target.createBrowserContext")
    target = browser.call("Target.createTarget", {"url": address, **context})
    for _ in range(100):
        if browser.call("Target.getTargetInfo", target)["targetInfo"]["title"] == "Shown":
            break
        time.sleep(0.05)
    else:
        pytest.fail("the page was never shown")
    time.sleep(0.5)  # Time enough for a connection that somebody wants to make.
    assert listener.connections == []
    browser.call("Target.disposeBrowserContext", context)


@pytest.mark.browser
def test_page_scripts_do_not_run(stage: Stage):
    """Scripts are off: in elements, in events, in addresses."""
    stage.show(
        page(
            [
                "<p>Words</p><script>document.body.innerHTML = 'ran'</script>"
                '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" onload="document.title=1">'
                '<svg onload="document.title = 2"></svg><details open ontoggle="document.title=3"></details>'
            ]
        )
    )
    assert read(stage, "document.title") == "Test"
    assert "Words" in read(stage, "document.body.innerText")


# --- the PDF's side --------------------------------------------------------------------------

FETCHES = (
    '<img src="URL">', '<img src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'>'
    '<image href=\'URL\'/></svg>">', '<style>@import "URL";</style>', "<style>p{background:url(URL)}</style>",
    "<style>@font-face{font-family:A;src:url(URL)} p{font-family:A}</style>",
    "<style>p::before{content:url(URL)} li{list-style-image:url(URL)}</style><li>x",
    '<link rel="stylesheet" href="URL">', '<link rel="attachment" href="URL">',
    '<a rel="attachment" href="URL">a</a>',
    '<embed src="URL">', '<object data="URL"></object>', '<base href="URL/"><img src="x.png">',
    '<svg><image href="URL"/></svg>', "<style>p{border-image:url(URL) 1}</style>",
    '<input type="image" src="URL">',
)  # fmt: skip


def frozen() -> Frozen:
    """A document without slides."""
    return Frozen(
        width=100, height=100, title="", author="", language="en", slides=(), fonts={}, images={}
    )  # fmt: skip


@pytest.mark.parametrize("scheme", ["http", "https", "file", "ftp", "data", "other asset"])
def test_the_printer_fetches_nothing(listener: Listener, tmp_path: Path, scheme: str):
    """Each way WeasyPrint reads an address ends at our fetcher: refused, noted, not opened."""
    canary = tmp_path / "canary.txt"
    canary.write_text("the canary sings", "utf-8")
    address = {
        "file": canary.as_uri(), "data": "data:text/plain,the%20canary%20sings",
        "other asset": f"{SCHEME}image/other",
    }.get(scheme, f"{scheme}://127.0.0.1:{listener.port}/x")  # fmt: skip
    for row in FETCHES:
        fetcher = FrozenFetcher(frozen())
        html = f"<p>Words</p>{row.replace('URL', address)}"
        pdf = HTML(string=html, url_fetcher=fetcher, base_url=SCHEME).write_pdf(uncompressed_pdf=True)
        assert fetcher.blocked or "input" in row or "border" in row or "object" in row, row
        assert b"canary sings" not in pdf
        assert b"EmbeddedFile" not in pdf
    assert listener.connections == []


def test_the_fetcher_gives_only_what_the_document_holds():
    """Its own pictures and fonts by their keys; any other address is refused."""
    fetcher = FrozenFetcher(frozen())
    addresses = ("file:///etc/passwd", "http://127.0.0.1/", "carousel:../x", "CAROUSEL:image/x", "/etc/x", "")
    for address in addresses:
        with pytest.raises(ValueError, match="refused"):
            fetcher.fetch(address)
    assert len(fetcher.blocked) == len(addresses)


def test_weasyprint_is_called_in_one_place():
    """No other `HTML(`, `CSS(` or `Attachment(` is made anywhere: each would bring a fetcher of its own."""
    for file in (ROOT / "carousel_html").rglob("*.py"):
        text = file.read_text("utf-8")
        found = re.findall(r"(?<![\w.\"'])(?:HTML|CSS|Attachment)\(", text)
        allowed = ["HTML(", "CSS("] if file.name == "engine.py" and file.parent.name == "pdf" else []
        assert sorted(found) == sorted(allowed), file
        assert "url_fetcher" not in text or "FrozenFetcher" in text
