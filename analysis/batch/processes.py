"""Maps a function over the partitions of a corpus on several processes of this machine.

Each process does one task at a time. Where it dies (memory may have run out), another one does the task again. A task
that two processes have died of is searched for the articles that kill them, one by one, and is done without them.
"""
import contextlib
import multiprocessing
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import wait
from typing import Any, NamedTuple

from analysis.batch.errors import ProcessesDied

MOST_DEATHS = 2
"""Of processes by one task, before its articles are tried one by one: the first death may have another cause."""


LEAST_PARTITIONS = 5
"""Where processes must load the libraries first, which takes each machine 1.5 s: the first four partitions have 1.25
million characters, and where there are no more, two processes take as long as one."""


class _Died(Exception):
    """A process has ended in the middle of a task."""


class _Given(NamedTuple):
    """A task: the number of a partition, and the positions of the articles to leave out, once these are known."""

    number: int
    skip: tuple[Any, ...] = ()
    deaths: int = 0


class Processes:
    """So many processes. `start` starts all of them, if that takes no time; else each is started for its first task."""

    def __init__(self, most: int):
        self.most, self._idle, self._context = most, deque(), _find_context()

    def start(self) -> None:
        """Copies this process, where that is possible: nothing is to be loaded then, and it takes some milliseconds."""
        if sys.platform == "linux" and threading.active_count() == 1:       # threads would be missing in a copy
            fork = multiprocessing.get_context("fork")
            while len(self._idle) < self.most:
                self._idle.append(_Worker(fork, [worker.pipe for worker in self._idle]))

    @property
    def least(self) -> int:
        """With fewer numbers than this, processes gain nothing."""
        return 1 if self._idle else LEAST_PARTITIONS

    def __call__(self, function: Callable[..., int], numbers: Iterable[int]) -> Iterator[int]:
        """Like `map`, in any order. The numbers are taken one by one, whether or not a process is free for them."""
        numbers, waiting, busy, more = iter(numbers), deque(), {}, True
        try:
            while more or waiting or busy:
                # To take a number may need time: each process then has the next task already.
                self._give(function, waiting, busy, 2 if more else 1)
                if more:
                    taken = [_Given(number) for number in islice(numbers, 1)]
                    waiting += taken
                    more = bool(taken)
                for pipe in wait(list(busy), 0 if more or not busy else None):
                    worker, tasks = busy[pipe]
                    try:
                        result = worker.receive()
                    except _Died:
                        del busy[pipe]
                        worker.stop()
                        waiting.extendleft(reversed([self._prepare_again(function, tasks[0]), *tasks[1:]]))
                        continue
                    del tasks[0]
                    if not tasks:
                        del busy[pipe]
                        self._idle.append(worker)
                    yield result
        finally:
            for worker, _ in busy.values():         # the work has ended before they have, by an error
                worker.stop()

    def _give(self, function, waiting, busy, most):
        """Sends what waits to the processes, `most` tasks to each."""
        while waiting:
            if len(busy) < self.most:
                worker = self._take()
                busy[worker.pipe] = worker, []
            worker, tasks = min(busy.values(), key=lambda one: len(one[1]))
            if len(tasks) >= most:
                return
            tasks.append(waiting.popleft())
            worker.send(function, tasks[-1].number, *([tasks[-1].skip] if tasks[-1].skip else []))

    def _take(self):
        return self._idle.popleft() if self._idle else _Worker(self._context)

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
    """A process that does what is sent to it. It loads the libraries, where it has to, while this process goes on.

    others: ends of pipes that it would have as a copy of this process, and must not hold open.
    """

    def __init__(self, context, others=()):
        self.pipe, theirs = context.Pipe()
        copied = context.get_start_method() == "fork"
        self._process = context.Process(
            target=_work, args=(theirs, [*others, self.pipe] if copied else []), daemon=True)
        self._starting = threading.Thread(target=self._start, args=(theirs,), daemon=True)
        if copied:
            self._start(theirs)
        else:
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
        if self._starting.ident:                    # it was started in a thread
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


def _work(pipe, others):
    """The life of a process: it ends when nobody can send anything any more. others: to be closed."""
    for other in others:
        other.close()
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
