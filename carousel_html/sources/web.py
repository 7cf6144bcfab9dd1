"""
Ask one public web server for one file, with no trust in its answer.

Only https, only port 443, only addresses of the public internet: a name is resolved, every address it has is
checked, and the connection goes to one that was checked, so no second look-up can lead elsewhere. The same
holds after each redirect. Knows limits of size, time and redirects. Does not know what a file means.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from carousel_html.errors import AddressError

MOST_REDIRECTS = 3
SECONDS = 20.0
"""For one answer, redirects apart: connecting, waiting and reading together."""
HTTPS = 443
MOST_ADDRESSES = 4
"""Of one host that are tried, each within the time."""
AGENT = "carousel_html"

_REDIRECTS = {301, 302, 303, 307, 308}
_BLOCK = 65_536
# Addresses that carry another one inside: NAT64, and the two old tunnels (RFC 6052, 3056, 4380).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SAFE = "/?&=:;,@!$'()*+~%-._[]"


@dataclass(frozen=True)
class Answer:
    """What came back: the address it came from in the end, its MIME type (lower case) and its bytes."""

    url: str
    mime: str
    body: bytes


@dataclass(frozen=True)
class Web:
    """The way to the public web.

    Args:
        seconds: for one answer.
        stand_ins: servers on this machine (host, port) that are spoken to in plain http in place of a public
            host, by that host's name. For tests; nothing a user types reaches it.
    """

    seconds: float = SECONDS
    stand_ins: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def get(self, url: str, *, max_bytes: int, accept: str = "*/*") -> Answer:
        """Return what stands at an address, after at most MOST_REDIRECTS redirects.

        Raises:
            AddressError: not https, not public, no such host, no answer in time, an error of the server, too
                many redirects, or more than `max_bytes` bytes.
        """
        seen = url
        for _ in range(MOST_REDIRECTS + 1):
            found = self._ask(checked_address(url), max_bytes, accept)
            if isinstance(found, Answer):
                return found
            url = urljoin(url, found)
        raise AddressError(
            f"the server leads from one address to the next, more than {MOST_REDIRECTS} times.", where=seen
        )

    def _ask(self, parts: SplitResult, max_bytes: int, accept: str) -> Answer | str:
        """Return the answer, or the address the server leads to."""
        url = parts.geturl()
        host = str(parts.hostname)
        try:
            with self._connected(host, url) as connection:
                headers = {"Host": host, "User-Agent": AGENT, "Accept": accept, "Accept-Encoding": "identity"}
                connection.request("GET", _target(parts), headers=headers)
                with connection.getresponse() as response:
                    return _read(response, url, max_bytes)
        except TimeoutError as exc:
            raise AddressError(
                f"{host} did not answer within {self.seconds:g} seconds.", where=url, hint="Try again later."
            ) from exc
        except ssl.SSLError as exc:
            raise AddressError(f"{host} cannot prove who it is: {exc.reason}.", where=url) from exc
        except (OSError, http.client.HTTPException, ValueError) as exc:
            reason = getattr(exc, "strerror", None) or str(exc) or type(exc).__name__
            raise AddressError(f"{host} cannot be reached: {reason}.", where=url) from exc

    @contextmanager
    def _connected(self, host: str, url: str) -> Iterator[http.client.HTTPConnection]:
        """Connect to a host, and end the connection when its time is over, whatever it is doing."""
        connection: http.client.HTTPConnection
        if host in self.stand_ins:
            address, port = self.stand_ins[host]
            connection = http.client.HTTPConnection(address, port, timeout=self.seconds)
        else:
            connection = _PinnedConnection(host, public_addresses(host, url, self.seconds), self.seconds)
        is_late = threading.Event()
        connection.connect()
        timer = threading.Timer(self.seconds, _end, (connection.sock, is_late))
        timer.daemon = True
        timer.start()
        try:
            yield connection
            if is_late.is_set():
                raise TimeoutError  # What was read by then may look whole, and is not.
        except (OSError, http.client.HTTPException) as exc:
            if is_late.is_set():
                raise TimeoutError from exc
            raise
        finally:
            timer.cancel()
            connection.close()


class _PinnedConnection(http.client.HTTPSConnection):
    """A TLS connection to addresses that were checked, under the name they were checked for."""

    def __init__(self, host: str, addresses: list[str], seconds: float) -> None:
        super().__init__(host, HTTPS, timeout=seconds)
        self._addresses = addresses
        self._tls = ssl.create_default_context()

    def connect(self) -> None:
        """Connect to the first address that answers."""
        for number, address in enumerate(self._addresses, 1):
            try:
                bare = socket.create_connection((address, HTTPS), self.timeout)
            except OSError:
                if number == len(self._addresses):
                    raise
                continue
            self.sock = self._tls.wrap_socket(bare, server_hostname=self.host)
            return


def _target(parts: SplitResult) -> str:
    """Return path and query as they are asked for; letters beyond ASCII escaped."""
    target = quote(parts.path or "/", safe=_SAFE)
    return f"{target}?{quote(parts.query, safe=_SAFE)}" if parts.query else target


def _end(connected: socket.socket | None, is_late: threading.Event) -> None:
    is_late.set()
    if connected is not None:
        try:
            connected.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # It ended by itself meanwhile.


def _read(response: http.client.HTTPResponse, url: str, max_bytes: int) -> Answer | str:
    if response.status in _REDIRECTS and (location := response.getheader("Location")):
        return location
    host = urlsplit(url).hostname
    if response.status != http.client.OK:
        raise AddressError(
            f"{host} answered {response.status} {response.reason}.".replace(" .", "."),
            where=url,
            hint=_SAID.get(response.status, "Try again later."),
        )
    if (response.getheader("Content-Encoding") or "identity").lower() != "identity":
        raise AddressError(f"{host} answered in an encoding that was not asked for.", where=url)
    body = bytearray()
    while block := response.read1(_BLOCK):
        body += block
        if len(body) > max_bytes:
            raise AddressError(f"the answer of {host} is larger than {max_bytes / 1e6:g} MB.", where=url)
    expected = response.getheader("Content-Length")
    if expected is not None and expected.isdigit() and len(body) < int(expected):
        raise ConnectionError("the connection ended in the middle")
    mime = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    return Answer(url, mime, bytes(body))


_SAID = {
    400: "It does not know this address.",
    401: "It wants to know who asks; save the file in a browser and import that.",
    403: "It wants to know who asks; save the file in a browser and import that.",
    404: "Is the post still there, and public?",
    410: "The post is gone.",
    429: "It was asked too often: wait some minutes.",
}


# --- what may be asked -----------------------------------------------------------------------


def checked_address(url: str) -> SplitResult:
    """Return the parts of an address that may be fetched. Raises AddressError for any other."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as exc:
        raise AddressError("this is no web address.", where=url[:200]) from exc
    if parts.scheme != "https" or not host:
        raise AddressError(
            f'only https addresses are fetched, not "{parts.scheme}".',
            where=url[:200],
            hint="Write https://…",
        )
    if port not in (None, HTTPS) or parts.username is not None or any(ord(sign) < 33 for sign in url):
        raise AddressError("an address with a port, a name or a space in it is not fetched.", where=url[:200])
    literal = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=literal, fragment="")


def public_addresses(host: str, url: str, seconds: float = SECONDS) -> list[str]:
    """Return the addresses of a host, each of them public.

    Raises:
        AddressError: no such host, no answer in time, or an address on this machine or in its network.
    """
    addresses = _looked_up(host, url, seconds)
    for address in addresses:
        if not is_public(address):
            raise AddressError(
                f'"{host}" leads to {address}, which is not on the public internet.',
                where=url,
                hint="Save the file and import that.",
            )
    return addresses


def _looked_up(host: str, url: str, seconds: float) -> list[str]:
    """Look a name up in a thread of its own: the system's resolver knows no time limit."""
    found: list[str] = []
    failed: list[OSError] = []

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))
        except (OSError, UnicodeError) as exc:
            failed.append(exc if isinstance(exc, OSError) else OSError(str(exc)))

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(seconds)
    if not found:
        raise AddressError(
            f'there is no host "{host}".' if failed else f'"{host}" could not be looked up in time.',
            where=url,
            hint="Check the address, and the connection.",
        ) from (failed[0] if failed else None)
    return found[:MOST_ADDRESSES]


def is_public(address: str) -> bool:
    """Tell whether an IP address is on the public internet, and no disguise of one that is not."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.sixtofour is not None or ip.teredo is not None or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified
