"""The same rows from other processes; a worker that dies loses nothing, an article that kills workers is set aside."""
import os
import sys
from pathlib import Path

import cloudpickle
import pandas as pd
import pytest

from analysis.batch import cluster
from analysis import batch as pipeline
from analysis.batch.cluster import make_run
from analysis.corpus.sample import resample_articles
from analysis.batch import Analysis, analyse

cloudpickle.register_pickle_by_value(sys.modules[__name__])      # workers need not find the tests


class Killer(Analysis):
    """An analysis whose process ends when it comes to one article; once only, where there is a file to remember it."""

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


@pytest.fixture
def corpus(tmp_path, articles, monkeypatch):
    monkeypatch.setattr(pipeline, "PARTITION_ARTICLES", 6)
    monkeypatch.setattr(cluster, "LEAST_PARTITIONS", 1)
    resample_articles(articles, 24, seed=4)[["article_id", "outlet", "published", "text"]].to_parquet(tmp_path / "corpus.parquet", index=False)
    return tmp_path / "corpus.parquet"


def read(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


def test_small_corpora_do_not_start_workers():
    assert list(make_run(None, 2)(str, range(cluster.LEAST_PARTITIONS - 1))) == [str(n) for n in range(cluster.LEAST_PARTITIONS - 1)]
    assert list(make_run(None, 1)(str, range(100))) == [str(n) for n in range(100)]


@pytest.mark.slow
def test_workers_give_the_same_bytes(tmp_path, corpus):
    analyse(corpus, tmp_path / "plain")
    said = []
    analyse(corpus, tmp_path / "workers", run=make_run(None, 2), log=said.append)
    assert read(tmp_path / "workers") == read(tmp_path / "plain") and "4 to do" in said[0]


@pytest.mark.slow
def test_a_worker_that_dies_loses_nothing(tmp_path, corpus, monkeypatch):
    analyse(corpus, tmp_path / "plain")
    monkeypatch.setattr(pipeline, "Analysis", lambda *given: Killer(*given, once=str(tmp_path / "once")))
    analyse(corpus, tmp_path / "workers", run=make_run(None, 2))
    assert (tmp_path / "once").exists() and read(tmp_path / "workers") == read(tmp_path / "plain")


@pytest.mark.slow
def test_an_article_that_kills_every_worker_is_set_aside(tmp_path, corpus, monkeypatch):
    monkeypatch.setattr(pipeline, "Analysis", Killer)
    manifest = analyse(corpus, tmp_path / "workers", run=make_run(None, 2))
    assert list(manifest["problems"]) == ["corpus.parquet:12"] and "ended the process" in manifest["problems"]["corpus.parquet:12"]
    assert len(pd.read_parquet(tmp_path / "workers" / "articles.parquet")) == 24
    assert pd.read_parquet(tmp_path / "workers" / "zones.parquet")["article_id"].nunique() == 23
