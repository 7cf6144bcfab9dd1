"""
Do rows on a Dask cluster: each worker owns a browser, and tells digests only.

A plugin gives every worker that draws as we do the resource `carousel`, and rows go where it is; a worker
with another browser, other fonts or versions never gets it. Rows of lost workers are done again by the
scheduler. Knows Dask; rows are done as everywhere else.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carousel_html.batch.result import Result
from carousel_html.batch.warm import Warm
from carousel_html.batch.work import Task, do_row_with
from carousel_html.errors import InputError, RenderError, SystemPartMissing
from carousel_html.export.builds import builds, difference

if TYPE_CHECKING:
    from distributed import Worker
    from distributed.diagnostics.plugin import WorkerPlugin
else:
    try:
        from distributed.diagnostics.plugin import WorkerPlugin
    except ImportError:
        WorkerPlugin = object  # `cluster` says what is missing.

PLUGIN = "carousel"
CONNECT_SECONDS = 30
RETRIES = 2


class OwnBrowser(WorkerPlugin):
    """The engines of one Dask worker, or why it may not have any. `wanted` are the builds of who asks."""

    name = PLUGIN

    def __init__(self, wanted: dict[str, str], browser: str | None) -> None:
        self.wanted = wanted
        self.browser = browser
        self.refusal: str | None = None
        self.warm: Warm | None = None

    async def setup(self, worker: Worker) -> None:
        """Compare builds, and offer the resource that rows ask for when they are equal."""
        self.refusal = await asyncio.to_thread(self._difference)
        if self.refusal is None:
            self.warm = Warm()
            await worker.set_resources(**{PLUGIN: 1})
        else:
            logging.getLogger(__name__).warning("this worker draws otherwise: %s", self.refusal)

    async def teardown(self, worker: Worker) -> None:
        """End the browser with the worker, or with the batch."""
        warm, self.warm = self.warm, None
        if warm is not None:
            await asyncio.to_thread(warm.end)
            with contextlib.suppress(Exception):  # The scheduler may be gone.
                await worker.set_resources(**{PLUGIN: 0})

    def _difference(self) -> str | None:
        try:
            return difference(builds(self.browser), self.wanted)
        except (SystemPartMissing, InputError) as error:
            return error.what


def do_row_on_dask(task: Task) -> Result:
    """Do a row with the browser of the Dask worker this runs on."""
    from distributed import get_worker

    plugin: Any = get_worker().plugins[PLUGIN]
    assert plugin.warm is not None, "rows go only where the resource is"
    return do_row_with(plugin.warm, task)


@dataclass(frozen=True)
class Cluster:
    """A cluster that is ready: its executor, how many workers draw as we do, and why others do not."""

    executor: Executor
    workers: int
    refusals: dict[str, str]


@contextlib.contextmanager
def cluster(scheduler: str, browser: str | None = None) -> Iterator[Cluster]:
    """Connect to a Dask scheduler and give its workers their browsers.

    Raises SystemPartMissing without the extra `dask`, InputError when no scheduler answers there,
    RenderError when no worker draws as this machine does.
    """
    wanted = builds(browser)
    with _connected(scheduler) as client:
        client.register_plugin(OwnBrowser(wanted, browser), name=PLUGIN)
        try:
            refusals = client.run(_refusal)
            ready = [address for address, refusal in refusals.items() if refusal is None]
            if not ready:
                raise RenderError(
                    "no worker of the cluster draws as this machine does.",
                    where="\n".join(f"{address}: {why}" for address, why in refusals.items()) or scheduler,
                    hint="The same image for workers and client gives the same browser, fonts and versions.",
                )
            executor = client.get_executor(pure=False, retries=RETRIES, resources={PLUGIN: 1})
            yield Cluster(executor, len(ready), {key: why for key, why in refusals.items() if why})
        finally:
            with contextlib.suppress(Exception):  # A scheduler that is gone has no plugins either.
                client.unregister_worker_plugin(PLUGIN)


@contextlib.contextmanager
def _connected(scheduler: str) -> Iterator[Any]:
    try:
        from distributed import Client

        connect: Any = Client
    except ImportError as error:
        raise SystemPartMissing(
            "Dask is not installed.", hint="`pip install 'carousel_html[dask]'` brings it."
        ) from error
    try:
        client: Any = connect(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(
            f'no Dask scheduler answers at "{scheduler}".',
            where="--scheduler",
            hint="`dask scheduler` prints its address when it starts: tcp://10.0.0.1:8786.",
        ) from error
    try:
        yield client
    finally:
        client.close(timeout=10)


def _refusal(dask_worker: Any) -> str | None:
    """Return why a worker may not draw; runs there."""
    refusal: str | None = dask_worker.plugins[PLUGIN].refusal
    return refusal
