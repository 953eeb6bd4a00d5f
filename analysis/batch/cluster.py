"""Maps a function over the partitions of a corpus: in this process, in several of this machine (see `processes`), or on
the machines of a Dask cluster.

Each task reads and writes only files of its own partition, so nothing but the number of the partition is sent. All
workers of a cluster must see the output folder under the same path, and have this project installed. If a worker dies,
Dask gives its tasks to another one. An article that kills every worker is found by trying the articles of its partition
one by one, and is left out.
"""
import contextlib
import logging
import os
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice

from analysis.batch.errors import NoScheduler
from analysis.batch.processes import Processes


class Run:
    """A function like `map` (in any order) for `batch.analyse`; it takes the numbers one by one, as they come.

    address: of a running Dask scheduler (tcp://host:8786). None: the plain map, or where there are partitions enough
    and several cores, so many `workers` on this machine (as many as there are cores). The processes are started once,
    and end with the block that it opens: `with Run(address) as run`.
    """

    def __init__(self, address: str | None = None, workers: int | None = None):
        self.address, self._client, self._stack = address, None, contextlib.ExitStack()
        self._processes = Processes(workers or os.cpu_count() or 1)

    def __enter__(self):
        if self.address is None and self._processes.most > 1:
            self._processes.start()
        return self

    def __exit__(self, *why):
        self._client = None
        self._processes.stop()
        self._stack.close()

    def __call__(self, function, numbers):
        if self.address is not None:
            yield from self._run_on_cluster(function, numbers)
            return
        numbers = iter(numbers)
        first = list(islice(numbers, self._processes.least)) if self._processes.most > 1 else []
        enough = self._processes.most > 1 and len(first) == self._processes.least
        yield from (self._processes if enough else map)(function, chain(first, numbers))

    def _start(self):
        import dask
        self._stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 1}))
        self._stack.enter_context(_quiet())
        self._client = self._stack.enter_context(_connect(self.address))

    def _run_on_cluster(self, function, numbers):
        from dask.distributed import KilledWorker, as_completed
        if self._client is None:
            self._start()
        client, given_of, waiting = self._client, {}, as_completed()

        def submit(number, *skip):
            future = client.submit(function, number, *skip, pure=False)
            given_of[future] = number, *skip
            waiting.add(future)

        for future in _list_done(waiting, numbers, submit):
            number, *skip = given_of.pop(future)
            if future.status == "lost" and client.status == "running":
                submit(number, *skip)   # its worker died after it was done, before anybody asked
                continue
            if future.status in ("cancelled", "lost"):
                raise NoScheduler(f"the Dask scheduler at {self.address} was lost: start it and its workers again, and "
                                  "give the same command: it goes on with what is not done yet")
            try:
                yield future.result()
            except KilledWorker:
                if skip:                # the article that kills workers has already been left out
                    raise
                submit(number, [i for i in range(function.count(number)) if _kills(client, function, number, i)])


def run_all(run: Callable[..., Iterable[int]], task: Callable[..., int], numbers: Sequence[int], what: str,
            watch: Callable[..., Iterable]) -> None:
    """Does a task for each of these numbers, of `what`. run, watch: as for `batch.analyse`."""
    for _ in watch(run(task, numbers), what, len(numbers)):
        pass


def _list_done(waiting, numbers, submit):
    """The futures, as soon as they are done, while more numbers arrive."""
    for number in numbers:
        submit(number)
        while waiting.has_ready():
            yield next(waiting)
    yield from waiting


def _connect(address):
    from dask.distributed import Client
    try:
        return Client(address)
    except (OSError, ValueError) as error:      # nobody answers; or it is no address
        raise NoScheduler(f"no Dask scheduler answers at {address}: start one with `dask scheduler`, give the address "
                          "it prints, or leave --scheduler out") from error


@contextlib.contextmanager
def _quiet():
    """Hides the tracebacks that Dask logs when it loses a connection, since a single message reports that."""
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
    # an article that raises an error is left out later, when the partition is analysed
    except Exception:
        return False
    return False
