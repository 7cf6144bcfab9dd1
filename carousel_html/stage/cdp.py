"""
Speak the Chrome DevTools Protocol over the two pipes of one browser.

A message is one JSON object followed by a NUL (`--remote-debugging-pipe`). No port is opened, so nobody else
can listen or talk. Knows calls, events and a browser that is gone; does not know what the methods mean.
https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import itertools
import json
import os
import select
import time
from collections.abc import Callable
from typing import Any

from carousel_html.interrupt import SLICE_SECONDS, check

LOST = ("closed", "crash", "detached", "not found", "internal error", "unable to capture", "not attached")
"""Words of the protocol's errors when the page, or what paints it, is gone.

"internal error" is the answer to a picture asked of a page that died this moment.
"""

PIECE = 1 << 20  # bytes read at once; a picture of a slide is about as large

Listener = Callable[[str, dict[str, Any]], None]


class Lost(Exception):
    """The browser or the page is gone: whatever was asked may be asked again in a new one."""


class Refused(Exception):
    """The browser answered with an error: what was asked is a mistake of ours."""


class Connection:
    """The browser's two pipes, as file descriptors: `answers` is read, `commands` is written.

    Used by one thread at a time. Every call may raise Lost, and KeyboardInterrupt after Ctrl-C. `deadline` is
    the time (of `time.monotonic`) at which a browser that says nothing counts as hung.
    """

    deadline: float | None = None

    def __init__(self, answers: int, commands: int) -> None:
        self._answers = answers
        self._commands = commands
        self._numbers = itertools.count(1)
        self._buffer = bytearray()
        self._listeners: dict[str, Listener] = {}
        self._can_wait = hasattr(select, "poll")  # Not on Windows: there a call blocks, and a timer watches.
        if self._can_wait:
            os.set_blocking(commands, False)
            self._readable, self._writable = select.poll(), select.poll()
            self._readable.register(answers, select.POLLIN)
            self._writable.register(commands, select.POLLOUT)

    def call(
        self, method: str, parameters: dict[str, Any] | None = None, session: str = ""
    ) -> dict[str, Any]:
        """Ask for something and return the answer; events that come meanwhile go to their listeners.

        Raises Refused, or Lost when the page went away.
        """
        number = self.post(method, parameters, session)
        while True:
            message = self._receive()
            if message.get("id") == number:
                break
            self._tell(message)
        if "error" in message:
            text = f"{method}: {message['error'].get('message', '')}"
            raise (Lost if any(word in text.lower() for word in LOST) else Refused)(text)
        result: dict[str, Any] = message["result"]
        return result

    def post(self, method: str, parameters: dict[str, Any] | None = None, session: str = "") -> int:
        """Ask for something without waiting, and return the number of the message."""
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        left = memoryview(json.dumps(message).encode() + b"\0")
        try:
            while left:
                if self._can_wait:
                    self._wait_for(self._writable)
                left = left[os.write(self._commands, left) :]
        except OSError as error:
            raise Lost(f"{method}: the browser is gone") from error
        return number

    def wait(self, is_over: Callable[[], bool]) -> None:
        """Take in events until a condition holds that a listener brings about."""
        while not is_over():
            self._tell(self._receive())

    def listen(self, session: str, listener: Listener) -> None:
        """Hand the events of a session to a listener, which may `post` but not `call`."""
        self._listeners[session] = listener

    def forget(self, session: str) -> None:
        """Drop what still comes from a session."""
        self._listeners.pop(session, None)

    def end(self) -> None:
        """Be gone: the pipes' numbers may soon belong to others."""
        self._answers = self._commands = -1
        self._can_wait = False

    def _tell(self, message: dict[str, Any]) -> None:
        listener = self._listeners.get(message.get("sessionId", ""))
        if listener is not None and "method" in message:
            listener(message["method"], message.get("params", {}))

    def _receive(self) -> dict[str, Any]:
        searched = 0
        while (end := self._buffer.find(b"\0", searched)) < 0:
            searched = len(self._buffer)
            if self._can_wait:
                self._wait_for(self._readable)
            try:
                piece = os.read(self._answers, PIECE)
            except OSError:
                piece = b""
            if not piece:
                raise Lost("the browser is gone")
            self._buffer += piece
        message: dict[str, Any] = json.loads(self._buffer[:end])
        del self._buffer[: end + 1]
        return message

    def _wait_for(self, pipe: select.poll) -> None:
        """Wait until a pipe is ready, and look up often: nothing but this thread can end the waiting."""
        is_ready = False
        while not is_ready:
            is_ready = bool(pipe.poll(SLICE_SECONDS * 1000))
            check()
            if self.deadline is not None and time.monotonic() > self.deadline:
                raise Lost("the browser hung")
