"""Processes of this machine: all is done once, whatever dies, and an error ends the work but not the processes."""
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.batch import processes
from analysis.batch.errors import ProcessesDied
from analysis.batch.processes import Processes


@dataclass(frozen=True)
class Work:
    """A task of which some numbers kill their process, or raise an error; it notes who did what."""

    notes: Path
    kills: tuple[int, ...] = ()
    kills_once: tuple[int, ...] = ()
    kills_without: tuple[int, ...] = ()      # unless this article is left out
    fails: tuple[int, ...] = ()

    def __call__(self, number, skip=()):
        mark = self.notes / f"tried {number}"
        first = not mark.exists()
        mark.touch()
        if number in self.kills or number in self.kills_once and first or number in self.kills_without and 2 not in skip:
            os._exit(1)
        if number in self.fails:
            raise ValueError(f"{number} is wrong")
        (self.notes / f"done {number} {list(skip)} {os.getpid()}").touch()
        return number

    def count(self, number):
        return 4 if number in self.kills_without else 0

    def check(self, number, position):
        if position == 2:
            os._exit(1)


def read_notes(folder):
    """[(number, left out, process)] of what was done."""
    return sorted(tuple(path.name.split(" ", 1)[1].rsplit(" ", 1)) for path in folder.glob("done *"))


@pytest.fixture
def two():
    pool = Processes(2)
    yield pool
    pool.stop()


def test_what_dies_is_done_again_and_an_error_leaves_the_processes_as_they_were(tmp_path, two):
    """One test of all, as to start processes takes seconds."""
    assert sorted(two(Work(tmp_path, kills_once=(3,), kills_without=(5,)), range(8))) == list(range(8))
    done = read_notes(tmp_path)
    assert [what for what, _ in done] == [f"{n} [2]" if n == 5 else f"{n} []" for n in range(8)]
    assert str(os.getpid()) not in {process for _, process in done}
    with pytest.raises(ValueError, match="1 is wrong") as caught:
        list(two(Work(tmp_path, fails=(1,)), range(3)))
    assert "in __call__" in caught.value.__notes__[0]
    with pytest.raises(ProcessesDied, match="fewer --workers"):
        list(two(Work(tmp_path, kills=(1,)), range(3)))
    assert list(two(Work(tmp_path), [9])) == [9] and list(two(Work(tmp_path), [])) == []


def test_numbers_are_taken_while_processes_work(tmp_path, two):
    """The first result comes although the last number does not: it waits for that result."""
    told = threading.Event()

    def numbers():
        yield from (0, 1)
        while not told.is_set():
            yield 2
            time.sleep(0.05)

    results = two(Work(tmp_path), numbers())
    first = next(results)
    told.set()
    assert {0, 1} <= {first, *results}


def test_processes_are_copied_only_where_there_are_no_threads(two, monkeypatch):
    monkeypatch.setattr(processes.threading, "active_count", lambda: 2)
    two.start()
    assert two.least == processes.LEAST_PARTITIONS
    monkeypatch.setattr(processes.threading, "active_count", lambda: 1)
    monkeypatch.setattr(processes.sys, "platform", "win32")
    two.start()
    assert two.least == processes.LEAST_PARTITIONS
