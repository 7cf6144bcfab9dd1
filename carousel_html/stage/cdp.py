"""
Speak the Chrome DevTools Protocol over the two pipes of one browser.

Messages are in the binary form (`--remote-debugging-pipe=cbor`): a picture comes as it is, where JSON would
have the browser write it as base64 and us read that. No port is opened, so nobody else can listen or talk.
Knows calls, events and a browser that is gone; does not know what the methods mean.
https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import itertools
import os
import select
import threading
import time
from collections.abc import Callable
from typing import Any

from carousel_html.interrupt import SLICE_SECONDS, check
from carousel_html.stage.cbor import ENVELOPE_BYTES, decode, encode, message_bytes

LOST = (
    "closed", "crash", "detached", "not found", "internal error", "unable to capture", "not attached",
)  # fmt: skip
"""Words of the protocol's errors when the page, or what paints it, is gone.

"internal error" is the answer to a picture asked of a page that died this moment.
"""

HUNG = "frame is pending"
"""Of the error when a frame is asked of a page that never finished the last."""

PIECE = 1 << 20  # bytes read at once; a picture of a slide is about as large

Listener = Callable[[str, dict[str, Any]], None]


class Lost(Exception):
    """The browser or the page is gone: whatever was asked may be asked again in a new one."""


class Hung(Lost):
    """The browser, or a frame of a page, did not come to an end in time."""


class Refused(Exception):
    """The browser answered with an error: what was asked is a mistake of ours."""


class Connection:
    """The browser's two pipes, as file descriptors: `answers` is read, `commands` is written.

    May be used by several threads: one of those that wait reads for them all. Every call may raise Lost, and
    KeyboardInterrupt after Ctrl-C.
    """

    def __init__(self, answers: int, commands: int) -> None:
        self._answers = answers
        self._commands = commands
        self._numbers = itertools.count(1)
        self._buffer = bytearray()
        self._listeners: dict[str, Listener] = {}
        self._gone: set[str] = set()
        self._awaited: set[int] = set()
        self._arrived: dict[int, dict[str, Any]] = {}
        self._is_lost = False
        self._reading, self._writing = threading.Lock(), threading.Lock()
        self._news = threading.Condition()
        self._of_thread = threading.local()
        self._can_wait = hasattr(select, "poll")  # Not on Windows: there a call blocks, and a timer watches.
        if self._can_wait:
            os.set_blocking(commands, False)
            self._readable, self._writable = select.poll(), select.poll()
            self._readable.register(answers, select.POLLIN)
            self._writable.register(commands, select.POLLOUT)

    @property
    def deadline(self) -> float | None:
        """When (`time.monotonic`) a browser that says nothing to this thread counts as hung."""
        deadline: float | None = getattr(self._of_thread, "deadline", None)
        return deadline

    @deadline.setter
    def deadline(self, deadline: float | None) -> None:
        self._of_thread.deadline = deadline

    def call(
        self,
        method: str,
        parameters: dict[str, Any] | None = None,
        session: str = "",
        *,
        meanwhile: Callable[[], None] | None = None,
        patience: float = 0,
    ) -> dict[str, Any]:
        """Ask for something and return the answer; events that come meanwhile go to their listeners.

        After `patience` (seconds) without one, what is to be done `meanwhile` is done again and again; it
        takes in messages itself. Raises Refused, or Lost when the page went away.
        """
        number = next(self._numbers)
        self._awaited.add(number)
        try:
            self._write(number, method, parameters, session)
            if meanwhile is not None:
                self.wait(lambda: number in self._arrived, session, patience)
                while number not in self._arrived:
                    meanwhile()
            self.wait(lambda: number in self._arrived, session)
            message = self._arrived.pop(number)
        finally:
            self._awaited.discard(number)
        if "error" in message:
            text = f"{method}: {message['error'].get('message', '')}"
            raise _kind(text.lower())(text)
        result: dict[str, Any] = message["result"]
        return result

    def post(self, method: str, parameters: dict[str, Any] | None = None, session: str = "") -> None:
        """Ask for something whose answer nobody wants."""
        self._write(next(self._numbers), method, parameters, session)

    def wait(self, is_over: Callable[[], bool], session: str = "", seconds: float | None = None) -> None:
        """Take in messages until one of them brings a condition about, or so many seconds are over.

        Raises Lost, also when the page of `session` is gone.
        """
        end = None if seconds is None else time.monotonic() + seconds
        while not is_over() and (end is None or time.monotonic() < end):
            if self._is_lost or session in self._gone:
                raise Lost("the page crashed" if session in self._gone else "the browser is gone")
            if self._reading.acquire(blocking=False):
                try:
                    # Another thread may have read, just before, what this one waits for.
                    if not is_over() and self._comes_by(end):
                        self._take_in(self._receive())
                finally:
                    with self._news:
                        self._reading.release()
                        self._news.notify_all()
            else:
                self._wait_for_news()

    def _comes_by(self, end: float | None) -> bool:
        """Say whether anything can be read before a moment; without one it will be waited for."""
        if end is None or self._buffer:
            return True
        return self._can_wait and bool(self._readable.poll(max(0, end - time.monotonic()) * 1000))

    def listen(self, session: str, listener: Listener) -> None:
        """Hand the events of a session to a listener, which may `post` and `lose` but not `call`."""
        self._listeners[session] = listener

    def forget(self, session: str) -> None:
        """Drop what still comes from a session."""
        self._listeners.pop(session, None)

    def lose(self, session: str) -> None:
        """Note that a session's page is gone: whoever waits for it waits in vain."""
        self._gone.add(session)

    def is_gone(self, session: str) -> bool:
        """Say whether a page was lost, or the browser."""
        return self._is_lost or session in self._gone

    def end(self) -> None:
        """Be gone, once no thread uses the pipes: their numbers may soon belong to others."""
        self._is_lost = True
        with self._reading, self._writing:
            self._answers = self._commands = -1

    def _write(self, number: int, method: str, parameters: dict[str, Any] | None, session: str) -> None:
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        left = memoryview(encode(message))
        try:
            with self._writing:
                while left:
                    if self._can_wait:
                        self._wait_for(self._writable)
                    left = left[os.write(self._commands, left) :]
        except OSError as error:
            raise Lost(f"{method}: the browser is gone") from error

    def _take_in(self, message: dict[str, Any]) -> None:
        """Keep an answer for the thread that waits for it, and hand an event to its listener."""
        if (number := message.get("id")) is not None:
            if number in self._awaited:
                self._arrived[number] = message
            return
        listener = self._listeners.get(message.get("sessionId", ""))
        if listener is not None and "method" in message:
            listener(message["method"], message.get("params", {}))

    def _receive(self) -> dict[str, Any]:
        """Read the next message. What is there of it stays, should this thread have to give up half way."""
        try:
            self._read(ENVELOPE_BYTES)
            self._read(message_bytes(self._buffer))
            whole, self._buffer = self._buffer, bytearray()
            message: dict[str, Any] = decode(whole)
        except ValueError as error:
            self._is_lost = True
            raise Lost(f"the browser cannot be understood: {error}") from error
        return message

    def _read(self, size: int) -> None:
        """Fill the buffer up to `size` bytes; raises Lost."""
        while (missing := size - len(self._buffer)) > 0:
            if self._can_wait:
                self._wait_for(self._readable)
            try:
                piece = os.read(self._answers, min(missing, PIECE))
            except OSError:
                piece = b""
            if not piece:
                self._is_lost = True
                raise Lost("the browser is gone")
            self._buffer += piece

    def _wait_for(self, pipe: select.poll) -> None:
        """Wait until a pipe is ready, and look up often: nothing but this thread can end the waiting."""
        is_ready = False
        while not is_ready:
            is_ready = bool(pipe.poll(SLICE_SECONDS * 1000))
            self._look_up()

    def _wait_for_news(self) -> None:
        """Wait while another thread reads."""
        with self._news:
            if self._reading.locked():
                self._news.wait(SLICE_SECONDS)
        self._look_up()

    def _look_up(self) -> None:
        check()
        if self._is_lost:
            raise Lost("the browser is gone")
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise Hung("the browser hung")


def _kind(text: str) -> type[Exception]:
    """Return what an error of the protocol means, by its words."""
    if HUNG in text:
        return Hung
    return Lost if any(word in text for word in LOST) else Refused
