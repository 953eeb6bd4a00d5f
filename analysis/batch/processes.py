"""Maps a function over the partitions of a corpus on several processes of this machine.

Each process does one task at a time. Where it dies (memory may have run out), another one does the task again. A task
that two processes have died of is searched for the articles that kill them, one by one, and is done without them.
"""
import contextlib
import multiprocessing
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, NamedTuple

from analysis.batch.errors import ProcessesDied

MOST_DEATHS = 2
"""Of processes by one task, before its articles are tried one by one: the first death may have another cause."""


class _Died(Exception):
    """A process has ended in the middle of a task."""


class _Given(NamedTuple):
    """A task: the number of a partition, and the positions of the articles to leave out, once these are known."""

    number: int
    skip: tuple[Any, ...] = ()
    deaths: int = 0


class Processes:
    """So many processes, started when there is the first task for each, and ended by `stop`."""

    def __init__(self, most: int):
        self.most, self._idle = most, deque()

    def __call__(self, function: Callable[..., int], numbers: Iterable[int]) -> Iterator[int]:
        """Like `map`, in any order. The numbers are taken one by one, whether or not a process is free for them."""
        numbers, waiting, busy, more = iter(numbers), deque(), {}, True
        try:
            while more or waiting or busy:
                self._give(function, waiting, busy)
                if more:
                    taken = [_Given(number) for number in islice(numbers, 1)]
                    waiting += taken
                    more = bool(taken)
                for pipe in wait(list(busy), 0 if more or not busy else None):
                    worker, given = busy[pipe]
                    try:
                        result = worker.receive()
                    except _Died:
                        del busy[pipe]
                        worker.stop()
                        waiting.appendleft(self._prepare_again(function, given))
                    else:
                        del busy[pipe]
                        self._idle.append(worker)
                        yield result
        finally:
            for worker, _ in busy.values():         # the work has ended before they have, by an error
                worker.stop()

    def _give(self, function, waiting, busy):
        while waiting and len(busy) < self.most:
            given, worker = waiting.popleft(), self._take()
            worker.send(function, given.number, *([given.skip] if given.skip else []))
            busy[worker.pipe] = worker, given

    def _take(self):
        return self._idle.popleft() if self._idle else _Worker()

    def _prepare_again(self, function, given):
        """The task that a process has died of, as the next one is to do it."""
        deaths = given.deaths + 1
        if deaths < MOST_DEATHS:
            return given._replace(deaths=deaths)
        killers = [] if given.skip else [
            i for i in range(function.count(given.number)) if self._kills(function, given.number, i)]
        if not killers:
            raise ProcessesDied("processes ended again and again in the middle of their work, perhaps because memory "
                                "ran out: give the same command with fewer --workers, and it goes on from here")
        return _Given(given.number, tuple(killers))

    def _kills(self, function, number, position):
        worker = self._take()
        worker.send(function.check, number, position)
        try:
            worker.receive()
        except _Died:
            worker.stop()
            return True
        # an article that raises an error is left out later, when the partition is analysed
        except Exception:
            pass
        self._idle.append(worker)
        return False

    def stop(self) -> None:
        while self._idle:
            self._idle.pop().stop()


class _Worker:
    """A process that does what is sent to it. The libraries are loaded while this process goes on."""

    def __init__(self):
        context = _find_context()
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        self._starting = Thread(target=self._start, args=(theirs,), daemon=True)
        self._starting.start()

    def _start(self, theirs):
        try:
            self._process.start()
        finally:
            theirs.close()                          # now the pipe ends when the process does

    def send(self, *task):
        with contextlib.suppress(BrokenPipeError):  # `receive` tells that it has died
            self.pipe.send(task)

    def receive(self):
        """The result of what was sent. Raises _Died if the process has died, else what the function raised."""
        try:
            result, error = self.pipe.recv()
        except (EOFError, OSError) as closed:
            raise _Died from closed
        if error is not None:
            raise error
        return result

    def stop(self):
        self._starting.join()
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _find_context():
    """On Linux the processes are copies of one that has loaded the libraries; elsewhere each loads them itself."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["analysis.batch"])
    return context


def _work(pipe):
    """The life of a process: it ends when nobody can send anything any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)    # Ctrl-C reaches every process; the one that started this answers it
    with contextlib.suppress(EOFError, OSError):
        while True:
            function, *given = pipe.recv()
            pipe.send(_do(function, given))


def _do(function, given):
    """(the result, None), or (None, the error)."""
    try:
        return function(*given), None
    except Exception as error:
        error.add_note(traceback.format_exc())
        return None, error
