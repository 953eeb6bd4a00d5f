"""Names found part by part on disk: the rows of the same search in memory."""
import pandas as pd
import pytest

from analysis import naming
from analysis.batch import analyse, reading
from analysis.corpus import events
from analysis.findings import STORED_NAMES, find_all, read_findings
from analysis.naming import find_names
from analysis.naming.referents import rename_referents

BRIDGE = ["The Tarn Bridge at Millford fell into the river on Monday. Mayor Anna Berg of Millford said the bridge was old.",
          "Millford lost its bridge: the Tarn Bridge fell into the river. Berg, the mayor, said the bridge had to fall.",
          "The Tarn Bridge in Millford fell on Monday. The mayor of Millford, Anna Berg, closed the road to the bridge.",
          "After the Tarn Bridge fell, Millford is cut in two. Mayor Berg wants a new bridge across the river."]
MILL = ["The mill in Harton burned on Friday, and the bridge of Harton was closed. Owner Paul Dean said the mill was old.",
        "Harton's mill burned to the ground on Friday. Paul Dean, its owner, stood on the bridge. The bridge was full.",
        "Fire took the mill in Harton. The owner, Paul Dean, said the fire was seen from the bridge. The bridge is shut."]
OTHERS = ["A bakery in Northgate sells rye bread again after Peter Lund repaired its oven. The oven is old.",
          "Violin teachers met at Castle Hill; Maria Ortiz played a suite. The violin of Maria Ortiz is old.", " ",
          "Beetles damaged the pines of Upper Wood, the forester Jan Kolar told visitors.",
          "Swimmers want the Queensway pool to open at six, says Amina Bello."]


def make_corpus(folder):
    texts = [text for row in zip(BRIDGE, [*MILL, OTHERS[0]], OTHERS[1:], strict=True) for text in row]
    days = ["2021-01-01" if text in OTHERS else "2020-10-01" for text in texts]       # too late for either event
    articles = pd.DataFrame({"text": texts, "published": days, "outlet": "Post"})
    articles.to_json(folder / "corpus.jsonl", orient="records", lines=True)
    return folder / "corpus.jsonl"


@pytest.mark.parametrize("learned, together", [(events.COMPARED, 2), (6, 2), (events.COMPARED, naming.MOST_TOGETHER)])
def test_rows_are_those_in_memory(tmp_path, monkeypatch, learned, together):
    monkeypatch.setattr(reading, "PARTITION_ARTICLES", 3)
    monkeypatch.setattr(naming, "MOST_TOGETHER", together)
    monkeypatch.setattr(events, "COMPARED", learned)
    events._number_events.cache_clear()
    corpus = make_corpus(tmp_path)
    manifest = analyse(corpus, tmp_path / "out")
    expected = find_all(corpus, tables=["names"]).names
    stored = pd.read_parquet(tmp_path / "out" / f"{STORED_NAMES}.parquet")
    pd.testing.assert_frame_equal(read_findings(tmp_path / "out", ["names"]).names, expected)
    assert manifest["rows"][STORED_NAMES] == len(stored) == len(expected) and manifest["partitions"] == 4
    events._number_events.cache_clear()


def test_each_event_has_its_own_bridge(tmp_path, monkeypatch):
    monkeypatch.setattr(naming, "MOST_TOGETHER", 2)
    found = find_all(make_corpus(tmp_path), tables=["names"])
    number = found.names["article_id"].map(events.number_events(found.articles)).fillna(0)
    assert number.drop_duplicates().tolist() == [1, 2, 0]
    bridges = {n: set(rows.loc[rows["form"] == "bridge", "referent"].dropna()) for n, rows in found.names.groupby(number)}
    assert bridges[1] and bridges[2] and not bridges[1] & bridges[2]


def test_names_of_articles_without_an_event_are_there(tmp_path, monkeypatch):
    monkeypatch.setattr(naming, "MOST_TOGETHER", 2)
    names = find_all(make_corpus(tmp_path), tables=["names"]).names
    assert names["referent"].eq("Maria Ortiz").sum() == 2


RENAMED = [
    ("nothing in common", [(1, ["mill"]), (2, ["bridge"])], [{}, {}]),
    ("a common noun", [(1, ["bridge"]), (2, ["bridge"]), (3, ["bridge"])], [{}, {"bridge": "bridge (2)"}, {"bridge": "bridge (3)"}]),
    ("a common noun in parts of one event", [(1, ["bridge"]), (2, ["bridge"]), (1, ["bridge"]), (2, ["road", "bridge"])],
     [{}, {"bridge": "bridge (2)"}, {}, {"bridge": "bridge (2)"}]),
    ("a common noun in parts of no event", [(None, ["bridge"]), (None, ["bridge"])], [{}, {"bridge": "bridge (2)"}]),
    ("a name", [(1, ["Anna Berg", "Oldham"]), (2, ["Oldham", "Anna Berg"])], [{}, {}]),
    ("two of one part", [(1, ["bridge", "bridge (2)"]), (2, ["bridge", "bridge (2)"])], [{}, {"bridge": "bridge (3)", "bridge (2)": "bridge (4)"}]),
    ("a number that is taken there", [(1, ["bridge"]), (2, ["bridge (2)", "bridge"])], [{}, {"bridge": "bridge (3)"}]),
    ("none", [], []),
]


@pytest.mark.parametrize("label, parts, expected", RENAMED, ids=[case[0] for case in RENAMED])
def test_referents_of_several_parts(label, parts, expected):
    assert list(rename_referents(parts)) == expected


def test_a_large_event_is_dealt_out_to_parts(monkeypatch):
    monkeypatch.setattr(naming, "MOST_TOGETHER", 2)
    numbers = pd.Series([1, 2, 1, pd.NA, 1, 2, 1, 1], dtype="Int64")
    parts = naming.part_articles(numbers)
    assert [part.index.tolist() for part in parts] == [[0, 6], [2, 7], [4], [1, 5], [3]]
    assert [naming.find_event_of(part) for part in parts] == [1, 1, 1, 2, None]
    assert naming.part_articles(numbers[:2])[0].tolist() == [1, 2]
    assert naming.find_event_of(numbers[:2]) is None


def test_what_parts_of_an_event_call_by_one_name_is_one_thing(monkeypatch):
    monkeypatch.setattr(naming, "MOST_TOGETHER", 2)
    names = find_names(pd.DataFrame({"text": BRIDGE}, index=pd.Index(list("abcd"), name="article_id")))
    for form in ("Anna Berg", "Millford"):
        assert names.loc[names["form"] == form, "referent"].nunique() == 1, form
    assert names["article_id"].drop_duplicates().tolist() == ["a", "c", "b", "d"]


def test_names_of_one_event_do_not_depend_on_articles_of_another(monkeypatch):
    monkeypatch.setattr(naming, "MOST_TOGETHER", 2)
    alone = find_names(pd.DataFrame({"text": BRIDGE}, index=pd.Index([f"b{n}" for n in range(4)], name="article_id")))
    both = find_names(pd.DataFrame({"text": BRIDGE + MILL}, index=pd.Index([f"b{n}" for n in range(7)], name="article_id")))
    here = both[both["article_id"].isin(alone["article_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(here, alone)
