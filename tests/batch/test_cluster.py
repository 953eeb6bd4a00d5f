"""The same rows from other processes: a worker that dies loses nothing, and an article that kills workers is left
out."""
import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import cloudpickle
import dask
import pandas as pd
import pytest
from dask.distributed import Client, KilledWorker

from analysis import batch as pipeline
from analysis.__main__ import main
from analysis.batch import Analysis, analyse, cluster, comparing, processes, reading
from analysis.batch.cluster import Run
from analysis.batch.errors import NoScheduler
from analysis.corpus.sample import resample_articles
from helpers import ROOT

cloudpickle.register_pickle_by_value(sys.modules[__name__])      # workers need not find the tests


class Killer(Analysis):
    """An analysis whose process ends when it reaches a certain article; only once, if there is a file to remember
    it."""

    def __init__(self, work, lists=None, once=None):
        super().__init__(work, lists)
        self.once = once

    def _trip(self, rows):
        if "000011" in set(rows["article_id"]) and not (self.once and os.path.exists(self.once)):
            if self.once:
                Path(self.once).touch()
            os._exit(1)

    def __call__(self, number, skip=()):
        rows = pd.read_parquet(Path(self.work) / f"articles-{number:05}.parquet")
        self._trip(rows.drop(index=list(skip)))
        return super().__call__(number, skip)

    def check(self, number, position):
        self._trip(pd.read_parquet(Path(self.work) / f"articles-{number:05}.parquet").loc[[position]])


class Dead:
    """A client of Dask whose workers die of whatever is sent to them."""

    status = "running"

    def __init__(self):
        self.given = []

    def submit(self, function, *given, pure):
        self.given.append(given)
        return Killed()


class Killed:
    status = "error"

    def result(self):
        raise KilledWorker("a task", None, 2)


class Waiting(list):
    """What dask.distributed.as_completed is, where all is done at once."""

    add, has_ready = list.append, bool

    def __next__(self):
        return self.pop()

    def __iter__(self):
        while self:
            yield self.pop()


@pytest.fixture
def corpus(tmp_path, articles, monkeypatch):
    monkeypatch.setattr(reading, "PARTITION_ARTICLES", 6)
    monkeypatch.setattr(processes, "LEAST_PARTITIONS", 1)
    resample_articles(articles, 24, seed=4)[["article_id", "outlet", "published", "text"]].to_parquet(tmp_path / "corpus.parquet", index=False)
    return tmp_path / "corpus.parquet"


def read(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


def test_small_corpora_do_not_start_workers():
    assert list(Run(None, 2)(str, range(processes.LEAST_PARTITIONS - 1))) == [str(n) for n in range(processes.LEAST_PARTITIONS - 1)]
    assert list(Run(None, 1)(str, range(100))) == [str(n) for n in range(100)]


@pytest.mark.parametrize("workers", [1, 2])
def test_the_first_partition_does_not_wait_for_the_last(workers):
    """No more numbers are taken than are needed to decide whether to start processes."""
    taken = []
    numbers = (taken.append(number) or number for number in range(processes.LEAST_PARTITIONS - 1))
    done = Run(None, workers)(str, numbers)
    assert next(done) == "0" and len(taken) == (1 if workers == 1 else processes.LEAST_PARTITIONS - 1)


@pytest.mark.slow
def test_workers_give_the_same_bytes(tmp_path, corpus):
    analyse(corpus, tmp_path / "plain")
    said = []
    with Run(None, 2) as run:
        analyse(corpus, tmp_path / "workers", run=run, log=said.append)
    assert read(tmp_path / "workers") == read(tmp_path / "plain") and any("4 to do" in line for line in said)


@pytest.mark.slow
def test_a_worker_that_dies_loses_nothing(tmp_path, corpus, monkeypatch):
    analyse(corpus, tmp_path / "plain")
    monkeypatch.setattr(pipeline, "Analysis", lambda *given: Killer(*given, once=str(tmp_path / "once")))
    with Run(None, 2) as run:
        analyse(corpus, tmp_path / "workers", run=run)
    assert (tmp_path / "once").exists() and read(tmp_path / "workers") == read(tmp_path / "plain")


def test_what_kills_every_worker_and_cannot_be_left_out_ends_the_run(monkeypatch):
    monkeypatch.setattr(dask.distributed, "as_completed", Waiting)
    run, dead = Run("tcp://nowhere:8786"), Dead()
    run._client = dead
    with pytest.raises(KilledWorker):
        list(run(comparing.Cutting(Path()), range(1)))
    assert dead.given == [(0,), (0, [])]


@pytest.mark.slow
def test_an_article_that_kills_every_worker_is_set_aside(tmp_path, corpus, monkeypatch):
    monkeypatch.setattr(pipeline, "Analysis", Killer)
    with Run(None, 2) as run:
        manifest = analyse(corpus, tmp_path / "workers", run=run)
    assert list(manifest["problems"]) == ["corpus.parquet:12"] and "ended the process" in manifest["problems"]["corpus.parquet:12"]
    assert len(pd.read_parquet(tmp_path / "workers" / "articles.parquet")) == 24
    assert pd.read_parquet(tmp_path / "workers" / "zones.parquet")["article_id"].nunique() == 23


@contextlib.contextmanager
def start(*command, **options):
    """A process, killed at the end whatever happens."""
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, **{"stderr": subprocess.DEVNULL, **options})
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextlib.contextmanager
def start_scheduler(folder):
    """A scheduler of Dask, and its address."""
    known = folder / "scheduler.json"
    with start("-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(known)) as scheduler:
        end = time.monotonic() + 60
        while not known.exists() and time.monotonic() < end:
            time.sleep(0.1)
        yield scheduler, json.loads(known.read_text(encoding="utf-8"))["address"]


@pytest.mark.slow
def test_a_worker_of_a_real_scheduler_is_killed_and_the_bytes_are_the_same(tmp_path, articles, monkeypatch):
    """As where one of two machines fails: three processes over TCP, one of them gone in the middle."""
    resample_articles(articles, 40, seed=4)[["article_id", "outlet", "published", "text"]].to_parquet(tmp_path / "corpus.parquet", index=False)
    monkeypatch.setattr(reading, "PARTITION_ARTICLES", 5)
    analyse(tmp_path / "corpus.parquet", tmp_path / "plain")
    program = "import sys; from analysis import __main__, batch; batch.reading.PARTITION_ARTICLES = 5; sys.exit(__main__.main(sys.argv[1:]))"
    with start_scheduler(tmp_path) as (_, address), \
            start("-m", "dask", "worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard") as doomed, \
            start("-m", "dask", "worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard"):
        with Client(address) as client:
            client.wait_for_workers(2, timeout=60)
        with start("-c", program, str(tmp_path / "corpus.parquet"), "--out", str(tmp_path / "out"), "--no-report", "--verbose",
                   "--scheduler", address, stderr=subprocess.PIPE, text=True) as command:
            said = []
            for line in command.stderr:
                said.append(line)
                if "done (1 " in line:
                    doomed.kill()
            assert command.wait(60) == 0, said
        assert doomed.wait(60) != 0 and any("done (8 of 8)" in line for line in said), said
    names = {path.name for path in (tmp_path / "plain").iterdir()}
    assert "articles.parquet" in names and names == {path.name for path in (tmp_path / "out").iterdir()}
    for name in names:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "plain" / name).read_bytes(), name


def test_no_scheduler_is_one_sentence(tmp_path, capfd):
    """Nobody listens at the port; the address that is none is refused without waiting."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Bridge opens\n\nThe bridge opened on Monday, Anna Bell said.", encoding="utf-8")
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        for address in ("tcp://127.0.0.1:9", "no address"):
            assert main([str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--no-report", "--scheduler", address]) == NoScheduler.exit_status
            said = capfd.readouterr().err
            assert f"stopped: no Dask scheduler answers at {address}: start one" in said.splitlines()[-1] and "Traceback" not in said


@pytest.mark.slow
def test_a_scheduler_that_dies_is_one_sentence(tmp_path, corpus, capfd, monkeypatch):
    """What was done is kept: the same command without the scheduler goes on from there. No worker has come yet when it dies."""
    with start_scheduler(tmp_path) as (scheduler, address):
        def connect_and_kill(address, connect=cluster._connect):
            client = connect(address)
            threading.Timer(1, scheduler.kill).start()
            return client
        monkeypatch.setattr(cluster, "_connect", connect_and_kill)
        with dask.config.set({"distributed.comm.timeouts.connect": "2s"}), pytest.raises(NoScheduler, match="was lost: start it"), \
                Run(address) as run:
            analyse(corpus, tmp_path / "out", run=run)
    assert "Traceback" not in capfd.readouterr().err
    assert analyse(corpus, tmp_path / "out")["articles"] == 24
