"""
Render many rows: one carousel each, on every core or on a cluster, and tell how each one ended.

    jobs       a CSV file, JSON lines or a folder → rows, one at a time
    filling    `{column}` in a text → the row's value
    row        a row → its carousel and where its files go
    place      the folder or the shared storage that results are written to
    warm       the browser and the PDF process of one worker, kept between rows
    work       one row the whole way, in a worker → its result
    pool       the default workers: spawned processes, watched and started again
    cluster    the same on Dask
    run        hand rows out, take results in
    report     results as lines of JSON and as a table; rate and time left

Knows rows and workers; one carousel goes the way of any other, through `export`.
"""

from __future__ import annotations

from carousel_html.batch.jobs import Shard
from carousel_html.batch.result import Result
from carousel_html.batch.run import Batch, run_batch

__all__ = ["Batch", "Result", "Shard", "run_batch"]
