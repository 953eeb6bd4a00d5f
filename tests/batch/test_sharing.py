"""Sentences compared on disk, by partitions and shards: the rows of the same comparison in memory."""
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.batch import comparing, sharing
from analysis.batch.files import make_piece, write_table
from analysis.corpus.loading import make_articles
from analysis.corpus.sample import resample_articles
from analysis.findings import ZONES_COMPARED, choose_zones
from analysis.wording import find_shared, find_swaps, pairs
from analysis.zones import find_zones

WORDS = "red blue tram park bridge baker Lima Peru 40 the of to was mill ferry Monday mayor closed".split()


def share(articles, folder, edges):
    """(shared, swaps, how much was left out) of the partitions that begin at these rows, on disk."""
    zones = find_zones(articles)
    parts = [articles.iloc[start:end] for start, end in zip(edges, [*edges[1:], len(articles)], strict=True)]
    for number, part in enumerate(parts):
        partition = folder / f"{number:05}"
        partition.mkdir()
        part.reset_index().to_parquet(partition / "articles.parquet")
        zones[zones["article_id"].isin(part.index)].to_parquet(partition / "zones.parquet")
    write_table("articles", (make_piece(part.reset_index()) for part in parts), folder)
    pieces, left_out = sharing.share_partitions(
        folder, len(parts), folder / "articles.parquet", map, lambda items, what, total=None: items, lambda line: None)
    tables = [pd.concat([piece.to_pandas() for piece, _ in pieces[name]], ignore_index=True) for name in pieces]
    return *tables, left_out


def compare(articles, edges):
    """Are the rows on disk those in memory? Returns them."""
    expected = find_shared(articles, choose_zones(find_zones(articles), ZONES_COMPARED))
    with tempfile.TemporaryDirectory() as folder:
        shared, swaps, left_out = share(articles, Path(folder), edges)
    assert left_out == expected.attrs["left_out"]
    pd.testing.assert_frame_equal(shared, expected, check_dtype=len(expected) > 0)
    pd.testing.assert_frame_equal(swaps, find_swaps(expected), check_dtype=len(swaps) > 0)
    return shared


@pytest.mark.parametrize("shards", [1, 5])
def test_rows_are_those_in_memory_whatever_the_shards(articles, monkeypatch, shards):
    monkeypatch.setattr(comparing, "count_shards", lambda paths, most: shards)
    monkeypatch.setattr(sharing, "LOT", 7)
    monkeypatch.setattr(pairs, "MOST_COMPARED", 3)
    made = make_articles(resample_articles(articles, 20, seed=8))
    assert len(compare(made, [0, 7, 8])) > 50


ARTICLES = st.lists(
    st.tuples(st.lists(st.lists(st.sampled_from(WORDS), max_size=12), max_size=5), st.integers(0, 3)), min_size=1, max_size=7)


@settings(max_examples=15, deadline=None)
@given(ARTICLES, st.sets(st.integers(1, 6), max_size=3), st.integers(1, 4), st.sampled_from([1, 60]))
def test_rows_are_those_in_memory_whatever_the_articles(texts, edges, shards, most):
    made = make_articles(pd.DataFrame({
        "article_id": [f"{len(texts) - n:03}" for n in range(len(texts))],
        "text": ["\n".join(" ".join(words).capitalize() + "." for words in sentences) or "." for sentences, _ in texts],
        "published": [pd.Timestamp("2020-01-01") + pd.Timedelta(days=day) for _, day in texts],
    }))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "count_shards", lambda paths, most: shards)
        patch.setattr(sharing, "LOT", 2)
        patch.setattr(pairs, "MOST_COMPARED", most)
        compare(made, [0, *sorted(edge for edge in edges if edge < len(made))])
