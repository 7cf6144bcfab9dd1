"""
The default workers of a batch: spawned processes, each watched by a thread of ours.

A worker that dies or takes too long is ended, and with it what it started; a new one takes its place, and
what it was doing is done again. An Executor like any other. Knows processes; does not know rows.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from carousel_html.errors import CarouselError, RenderError
from carousel_html.pdf.printer import KEEP_MEMORY
from carousel_html.pipes import receive, send, start

P = ParamSpec("P")
T = TypeVar("T")

JOB_SECONDS = 600.0
"""How long one job may take before its worker counts as hung. The stage has its own, shorter clocks."""

START_SECONDS = 120.0
CLOSE_SECONDS = 20.0
TRIES = 8
"""So many workers may die of one job, or before they have one; one that hangs counts twice, for its time."""

KEEP_PICTURES = {"PILLOW_BLOCKS_MAX": "12"}
"""As many pictures' memory does Pillow keep in a worker: it holds eight at once."""

WORKER_BYTES = 1_000_000_000
"""What one worker with its browser and its PDF process is reckoned to need."""

_QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""What a container is given: `200000 100000` are two cores, `max 100000` is all there are."""

_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def usual_workers() -> int:
    """Return how many workers suit this machine: one for each core it lets us use, if memory allows."""
    return max(1, min(_most_busy(), _memory() // WORKER_BYTES))


def shared_out(cores: Sequence[int], workers: int) -> list[set[int]]:
    """Return the cores that each worker is kept to: all the same number, none where that cannot be.

    A worker, its browser and its PDF process take turns. Kept to a core they find what the last one left in
    its caches, which makes a batch a twentieth faster.
    """
    if not cores or len(cores) % workers:
        return [set() for _ in range(workers)]
    return [set(cores[first::workers]) for first in range(workers)]


def _cores() -> list[int]:
    """Return the numbers of the cores we may run on; none where the system does not say."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def _most_busy() -> int:
    """Return how many cores we may keep busy: the machine's, or what a container is given of them."""
    cores = len(_cores()) or os.cpu_count() or 1
    with contextlib.suppress(OSError, ValueError):
        quota, period = map(int, _QUOTA.read_text().split())
        return min(cores, quota // period)
    return cores


def _memory() -> int:
    """Return the bytes of memory we may use: the machine's, or what a container is given of it."""
    try:
        known = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    except (AttributeError, ValueError, OSError):
        return 1 << 62  # A system that does not say: cores alone decide.
    for limit in _LIMITS:
        with contextlib.suppress(OSError, ValueError):
            known.append(int(limit.read_text()))
    return min(known)


class WorkerPool(Executor):
    """Some worker processes; jobs are functions that can be pickled, and are done in the order they came."""

    def __init__(self, workers: int | None = None, *, seconds: float = JOB_SECONDS) -> None:
        self.size = workers or usual_workers()
        self._jobs: queue.SimpleQueue[tuple[Future[Any], Any] | None] = queue.SimpleQueue()
        self._is_over = False
        self._workers = [_Worker(seconds) for _ in range(self.size)]
        self._threads = [
            threading.Thread(target=self._attend, args=pair, daemon=True)
            for pair in zip(self._workers, shared_out(_cores(), self.size), strict=True)
        ]
        for thread in self._threads:
            thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.kill()
        self.shutdown()

    @property
    def pids(self) -> list[int]:
        """The processes of the workers that run now."""
        return [worker.pid for worker in self._workers if worker.pid is not None]

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a worker call `fn`. The future raises what it raised, RenderError when workers died of it."""
        if self._is_over:
            raise RuntimeError("no job can be given to a pool that was shut down")
        future: Future[T] = Future()
        self._jobs.put((future, (_call, (fn, args, kwargs))))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers once their jobs are done; with `cancel_futures` only those that have begun."""
        self._is_over = True
        if cancel_futures:
            self._cancel_all()
        for _ in self._threads:
            self._jobs.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def kill(self) -> None:
        """End the workers at once, whatever they are doing."""
        self._is_over = True
        self._cancel_all()
        for worker in self._workers:
            worker.give_up()

    def _cancel_all(self) -> None:
        with contextlib.suppress(queue.Empty):
            while job := self._jobs.get_nowait():
                job[0].cancel()

    def _attend(self, worker: _Worker, cores: set[int]) -> None:
        if cores:
            with contextlib.suppress(OSError):  # A container may not allow it, or have lost one of them.
                os.sched_setaffinity(0, cores)  # This thread's, and so of every process it starts.
        while job := self._jobs.get():
            future, call = job
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(worker.do(call))
            except BaseException as error:
                future.set_exception(error)
        worker.stop()


def _call(function: Callable[..., T], arguments: tuple[Any, ...], named: dict[str, Any]) -> T:
    return function(*arguments, **named)


class _Worker:
    """One process, used by one thread; `give_up` alone may be called from another."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: Any = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._is_over = self._is_hung = False

    @property
    def pid(self) -> int | None:
        """The process, if one runs."""
        process = self._process
        return process.pid if process is not None else None

    def do(self, call: Any) -> Any:
        """Have it done, in a new process when this one dies of it; raise what it raised."""
        trouble = "the worker died or hung {} times on the same job."
        kind, value = self._persist(trouble, partial(self._ask, call))
        if kind == "done":
            return value
        if isinstance(value, CarouselError):
            raise value
        raise RuntimeError(f"the worker failed:\n{value}")

    def _persist(self, trouble: str, step: Callable[[], Any]) -> Any:
        """Do a step until the process lives through it, in a new one each time."""
        lost = tries = 0
        while True:
            try:
                return step()
            except (EOFError, OSError) as error:
                tries += 1
                lost += 2 if self._is_hung else 1
                said = self._said()
                self.stop()
                if self._is_over or lost >= TRIES:
                    raise RenderError(trouble.format(tries), where=said or None) from error

    def give_up(self) -> None:
        """End the process for good."""
        self._is_over = True
        self._kill()

    def stop(self) -> None:
        """End the process and everything it started, and take its temporary files away."""
        process, self._process = self._process, None
        if process is not None:
            self._close(process)
        if self._errors is not None:
            self._errors.close()
        if self._folder is not None:
            self._folder.cleanup()
        self._errors = self._folder = None

    def _close(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None, "started with a pipe"
        assert process.stdout is not None, "started with a pipe"
        with contextlib.suppress(OSError):
            process.stdin.close()
        if not self._is_over:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(CLOSE_SECONDS)
        _kill_group(process)
        process.wait()
        process.stdout.close()

    def _ask(self, call: Any) -> tuple[str, Any]:
        if self._process is None:
            self._persist("the worker died {} times before it began.", self._start)
        process = self._process
        assert process is not None, "started above"
        assert process.stdin is not None, "started with a pipe"
        send(process.stdin, call)
        return self._answer(self._seconds)

    def _answer(self, seconds: float) -> tuple[str, Any]:
        process = self._process
        assert process is not None, "asked only while it runs"
        assert process.stdout is not None, "started with a pipe"
        self._is_hung = False
        timer = threading.Timer(seconds, self._end_hung)
        timer.daemon = True
        timer.start()
        try:
            answer: tuple[str, Any] = receive(process.stdout)
            return answer
        finally:
            timer.cancel()

    def _start(self) -> None:
        if self._is_over:
            raise EOFError
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 closed in stop
        # What a killed worker leaves in its folder for temporary files goes with it.
        self._folder = tempfile.TemporaryDirectory(prefix="carousel-", ignore_cleanup_errors=True)
        own = {**KEEP_MEMORY, **KEEP_PICTURES, "TMPDIR": self._folder.name}
        self._process = start("batch.worker", {**os.environ, **own}, errors=self._errors)
        self._answer(START_SECONDS)

    def _end_hung(self) -> None:
        self._is_hung = True
        self._kill()

    def _kill(self) -> None:
        process = self._process
        if process is not None:
            _kill_group(process)

    def _said(self) -> str:
        if self._errors is None:
            return ""
        self._errors.seek(0)
        return str(self._errors.read()[-2000:].decode("utf-8", "replace")).strip()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End a process; its browser and its PDF process end by themselves when their pipes close."""
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
