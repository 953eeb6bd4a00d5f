"""Files read by several processes, where many take long: a page costs more to read than any finder takes for it."""
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from analysis.corpus.kinds import Record, Remark
from analysis.corpus.registry import Read, find_kind, read_file, read_one

# Starting two processes took 4 s of CPU, as reading 500 pages of 8 ms does: with fewer pages little is gained.
LEAST_PAGES = 1000
_AHEAD = 8                  # files for each process that are read before their turn: none waits, and memory stays small

_File = tuple[Path, str]    # where it lies, and the path that its articles get


def read_files(files: list[_File], remark: Remark, workers: int = 1) -> Iterator[Record]:
    """The records of files, in their order, as `registry.read_file` gives them.

    workers: as many processes read the pages and documents, where there are LEAST_PAGES of them or more; the records
    and what is remarked are the same whatever their number. Text files and tables are read in this process.
    """
    if workers < 2 or sum(_takes_long(file) for file in files) < LEAST_PAGES:
        for path, name in files:
            yield from read_file(path, name, remark)
        return
    # Started anew, not forked: the libraries of this process may have threads.
    with ProcessPoolExecutor(workers, get_context("spawn"), _leave_the_keyboard_to_the_parent) as pool:
        for file, begun in _look_ahead(files, pool, workers * _AHEAD):
            read = _wait_for(begun)
            if read is None:
                yield from read_file(*file, remark)
            else:
                for place, what in read.remarks:
                    remark(place, what)
                yield from read.records


def _takes_long(file: _File) -> bool:
    kind = find_kind(file[1])
    return kind is not None and kind.takes_long


def _look_ahead(files: Iterable[_File], pool: ProcessPoolExecutor, most: int) -> Iterator[tuple[_File, Future | None]]:
    """Each file with its reading, begun up to `most` files before its turn; None where it is not for the pool."""
    coming = ((file, _begin(pool, file) if _takes_long(file) else None) for file in files)
    waiting = deque(islice(coming, most))
    while waiting:
        yield waiting.popleft()
        waiting.extend(islice(coming, 1))


def _begin(pool: ProcessPoolExecutor, file: _File) -> Future | None:
    try:
        return pool.submit(read_one, *file)
    except BrokenProcessPool:
        return None


def _wait_for(begun: Future | None) -> Read | None:
    """What another process has read; None where it was not for it, or it died: then this one reads the file."""
    try:
        return begun.result() if begun else None
    except BrokenProcessPool:
        return None


def _leave_the_keyboard_to_the_parent() -> None:
    """Ctrl-C reaches every process of a terminal; only the one that started the others answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
