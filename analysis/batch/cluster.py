"""Maps a function over the partitions of a corpus on several processes or machines, with Dask.

Each task reads and writes files of the partition's own, so nothing but its number is sent; all workers
must see the output folder under the same path, and have this project installed. Dask gives the
tasks of a worker that died to another one. An article that kills every worker that
reads it is found by trying the articles of its partition one by one, and left out.
"""
import contextlib
import logging
import os
from collections.abc import Callable, Iterable

from analysis.batch.errors import NoScheduler

# Starting two workers costs some 5 s of CPU. On two cores 2,500 articles take as long with them as without, 5,000 take
# 0.8, 20,000 take 0.7, 100,000 take 0.6 of the time.
LEAST_PARTITIONS = 10


def make_run(address: str | None = None, workers: int | None = None) -> Callable[..., Iterable[int]]:
    """A function like `map` (in any order) for `pipeline.analyse`.

    address: of a running Dask scheduler (tcp://host:8786). None: the plain map, or where there are LEAST_PARTITIONS or
    more and several cores, so many `workers` on this machine (as many as there are cores).
    """
    workers = workers or os.cpu_count() or 1

    def run(function, numbers):
        if address is None and (workers < 2 or len(numbers) < LEAST_PARTITIONS):
            yield from map(function, numbers)
        else:
            yield from _run_on_cluster(function, numbers, address, workers)

    return run


def _run_on_cluster(function, numbers, address, workers):
    import dask
    from dask.distributed import KilledWorker, LocalCluster, as_completed
    with contextlib.ExitStack() as stack:
        stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 1}))
        stack.enter_context(_quiet())
        if address is None:
            address = stack.enter_context(LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None,
                                                       silence_logs="CRITICAL"))
        client = stack.enter_context(_connect(address))
        number_of = {client.submit(function, number, pure=False): number for number in numbers}
        waiting = as_completed(list(number_of))
        for future in waiting:
            if future.status in ("cancelled", "lost"):
                raise NoScheduler(f"the Dask scheduler at {address} was lost: start it and its workers again, and give "
                                  "the same command: it goes on with what is not done yet")
            try:
                yield future.result()
            except KilledWorker:
                number = number_of[future]
                skip = [i for i in range(function.count(number)) if _kills(client, function, number, i)]
                again = client.submit(function, number, skip, pure=False)
                number_of[again] = number
                waiting.add(again)


def _connect(address):
    from dask.distributed import Client
    try:
        return Client(address)
    except (OSError, ValueError) as error:      # nobody answers; or it is no address
        raise NoScheduler(f"no Dask scheduler answers at {address}: start one with `dask scheduler`, give the address "
                          "it prints, or leave --scheduler out") from error


@contextlib.contextmanager
def _quiet():
    """Without the tracebacks that Dask logs when it loses a connection: one sentence says it."""
    loggers = [
        logging.getLogger(name) for name in ("distributed", "distributed.client", "tornado.application", "asyncio")
    ]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _kills(client, function, number, position):
    from dask.distributed import KilledWorker
    try:
        client.submit(function.check, number, position, pure=False).result()
    except KilledWorker:
        return True
    # breaks a rule, but not the process: set aside with its error when the partition is analysed
    except Exception:
        return False
    return False
