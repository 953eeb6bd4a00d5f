"""Stored findings are the same as those that would be found again, and are only used if nothing has changed."""
from dataclasses import fields, replace

import pandas as pd
import pytest

from analysis import kept
from analysis.findings import CROSS_TABLES, TABLES, Lists, find_all, read_lists
from helpers import load_articles


@pytest.fixture(scope="module")
def articles():
    """The beginnings of three of the five: two share sentences, and names in a statement of the third are those of the two."""
    return load_articles().loc[["001", "002", "004"]].assign(text=lambda table: table["text"].str[:3000])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KEPT_FINDINGS", str(tmp_path / "kept"))
    monkeypatch.setattr(kept, "LEAST_ARTICLES", 1)
    return tmp_path / "kept"


@pytest.fixture
def nothing_is_found(monkeypatch):
    """Calling it makes every later attempt to find something fail."""
    def forbid():
        def fail(*_, **__):
            raise AssertionError("found anew")

        for name in ("find_anew", "add_shared", "find_names"):
            monkeypatch.setattr(kept, name, fail)
    return forbid


def assert_same(one, other):
    for field in fields(one):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, pd.DataFrame) and isinstance(right, pd.DataFrame):
            pd.testing.assert_frame_equal(left, right, obj=field.name)
            assert left.attrs == right.attrs
        elif field.name != "lists":
            assert left is right is None, field.name


@pytest.mark.parametrize("tables", [TABLES, ("dates",), ("terms", "statements"), ("statements", "aliases"), CROSS_TABLES, ("shared",), ("names",), ()], ids=str)
def test_what_is_kept_is_what_is_found(tables, folder, articles, nothing_is_found):
    lists = read_lists("seeds")
    anew = find_all(articles, lists, tables)
    assert_same(kept.find_all(articles, lists, tables), anew)
    nothing_is_found()
    assert_same(kept.find_all(articles, lists, tables), anew)
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("known", [True, False], ids=["of the last call", "of another"])
def test_names_that_are_needed_later_are_those_of_find_all(known, folder, articles, nothing_is_found):
    lists = read_lists("seeds")
    anew = find_all(articles, lists, ("names",))
    found = kept.find_all(articles, lists, ("terms", "statements"))
    if not known:
        kept.find_all(articles.head(2), lists, ())
    completed = kept.add_kept_names(found)
    for name in ("names", "decided", "shared", "swaps"):
        pd.testing.assert_frame_equal(getattr(completed, name), getattr(anew, name))
    if known:
        nothing_is_found()
        assert_same(kept.find_all(articles, lists, ("names",)), anew)


def change_text(articles, lists):
    return articles.assign(text=articles["text"].mask(articles.index == "001", "It rained on Monday, Anna Berg said.")), lists


def change_day(articles, lists):
    return articles.assign(published=articles["published"] + pd.Timedelta(days=1)), lists


def add_person(articles, lists):
    row = dict.fromkeys(lists.people.columns, None) | {"name": "Anna Berg"}
    return articles, replace(lists, people=pd.concat([lists.people, pd.DataFrame([row], dtype="str")], ignore_index=True))


def take_words_away(articles, lists):
    return articles, replace(lists, vocabulary=None)


@pytest.mark.parametrize("change", [change_text, change_day, add_person, take_words_away], ids=lambda change: change.__name__)
def test_what_has_changed_is_found_anew(change, folder, articles):
    lists = read_lists("seeds")
    kept.find_all(articles, lists, ("terms", "statements", "dates"))
    other = change(articles, lists)
    assert_same(kept.find_all(*other, ("terms", "statements", "dates")), find_all(*other, ("terms", "statements", "dates")))
    assert len(list(folder.iterdir())) == 2


def test_other_rules_find_anew(folder, articles, monkeypatch):
    kept.find_all(articles, Lists(), ())
    monkeypatch.setattr(kept, "_RULES", "those of another version")
    assert kept._open_folder(articles, Lists()) is None, "rules were edited while the program runs: what it finds is of neither"
    monkeypatch.setattr(kept, "_hash_rules", lambda: "those of another version")
    assert len({kept._open_folder(articles, Lists()), *folder.iterdir()}) == 2


def test_a_damaged_table_is_found_anew(folder, articles):
    anew = kept.find_all(articles, Lists(), TABLES)
    for path in folder.rglob("*.*"):
        path.write_bytes(path.read_bytes()[:-3] + b"xyz")
    assert_same(kept.find_all(articles, Lists(), TABLES), anew)


def test_a_decision_on_names_counts_at_once(folder, articles, nothing_is_found):
    lists = read_lists("seeds")
    names = kept.find_all(articles, lists, ("names",)).names
    nothing_is_found()
    row = {"decision": "rename", "referent": names["referent"].mode()[0], "form": "", "name": "Something else", "reason": ""}
    found = kept.find_all(articles, replace(lists, decisions=pd.DataFrame([row], dtype="str")), ("names",))
    assert found.decided["effect"].tolist() == [(names["referent"] == row["referent"]).sum()] and "Something else" in set(found.names["referent"])


@pytest.mark.parametrize("setting", ["off", None])
def test_nothing_is_kept(setting, folder, articles, monkeypatch):
    """Nothing is stored if the reader says so, or for only a few articles."""
    if setting:
        monkeypatch.setenv("KEPT_FINDINGS", setting)
    else:
        monkeypatch.setattr(kept, "LEAST_ARTICLES", len(articles) + 1)
    assert_same(kept.find_all(articles, Lists(), ("dates",)), find_all(articles, Lists(), ("dates",)))
    assert not folder.exists()


def test_a_folder_that_cannot_be_made_stops_nobody(folder, articles):
    folder.write_text("a file is here", encoding="utf-8")
    assert len(kept.find_all(articles, Lists(), ("dates",)).dates)


def test_what_was_used_longest_ago_goes(folder, articles, monkeypatch):
    monkeypatch.setattr(kept, "_MOST_CORPORA", 2)
    for n in (1, 2, 3):
        kept.find_all(articles.head(n), Lists(), ())
    assert len(list(folder.iterdir())) == 2
