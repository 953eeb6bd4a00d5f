"""What a reader decides about names wins, and says so where it has no effect."""

import pandas as pd
import pytest

from analysis.batch import analyse
from analysis.corpus.lists import read_list
from analysis.findings import find_all, read_lists
from analysis.naming import decisions
from analysis.naming.decisions import DECISIONS, apply_decisions, read_decisions
from analysis.terms import find_terms, read_vocabulary

NAMES = pd.DataFrame(
    [
        ("mill", "place", "Ely Mill", "same-name"),
        ("mill", "place", "the works", "equated"),
        ("mill", "place", "Ely Mill", "same-name"),
        ("café", "place", "café", "same-name"),
        ("fire", "event", "blaze", "swapped"),
        (None, None, "inferno", None),
    ],
    columns=["referent", "kind", "form", "rule"],
    dtype="str",
).assign(evidence=pd.Series(["e"] * 5 + [None], dtype="str"))

CASES = [  # label, decisions, the referents after it, effects
    ("merge two referents", ["merge,mill,,fire"], ["fire", "fire", "fire", "café", "fire", None], [3]),
    ("merge by a form", ["merge,blaze,,mill"], ["mill", "mill", "mill", "café", "mill", None], [1]),
    ("merge what links to nothing", ["merge,inferno,,fire"], ["mill", "mill", "mill", "café", "fire", "fire"], [1]),
    (
        "merge into what links to nothing",
        ["merge,fire,,inferno"],
        ["mill", "mill", "mill", "café", "inferno", "inferno"],
        [1],
    ),
    (
        "merge under a new name",
        ["merge,fire,,the disaster"],
        ["mill", "mill", "mill", "café", "the disaster", None],
        [1],
    ),
    ("case and accents do not matter", ["merge,CAFE,,Mill"], ["mill", "mill", "mill", "mill", "fire", None], [1]),
    ("split under the form", ["split,mill,The Works,"], ["mill", "The Works", "mill", "café", "fire", None], [1]),
    (
        "split under a name",
        ["split,mill,Ely Mill,old mill"],
        ["old mill", "mill", "old mill", "café", "fire", None],
        [2],
    ),
    ("rename", ["rename,mill,,Ely Mill"], ["Ely Mill", "Ely Mill", "Ely Mill", "café", "fire", None], [3]),
    (
        "in their order",
        ["rename,mill,,works", "merge,fire,,works"],
        ["works", "works", "works", "café", "works", None],
        [3, 1],
    ),
    ("nothing is called so", ["merge,ferry,,mill"], ["mill", "mill", "mill", "café", "fire", None], [0]),
    ("never in these words", ["split,mill,ferry,"], ["mill", "mill", "mill", "café", "fire", None], [0]),
    ("one thing already", ["merge,Ely Mill,,mill"], ["mill", "mill", "mill", "café", "fire", None], [0]),
    ("none", [], ["mill", "mill", "mill", "café", "fire", None], []),
]


def make(lines):
    return pd.DataFrame([line.split(",") + ["because"] for line in lines], columns=DECISIONS, dtype="str")


@pytest.mark.parametrize("label, lines, referents, effects", CASES, ids=[case[0] for case in CASES])
def test_decisions(label, lines, referents, effects):
    before = NAMES.copy()
    names, done = apply_decisions(NAMES, make(lines))
    assert [None if pd.isna(name) else name for name in names["referent"]] == referents
    assert done["effect"].tolist() == effects and (done["why"].isna() == (done["effect"] > 0)).all()
    pd.testing.assert_frame_equal(NAMES, before)
    assert names.dtypes.equals(NAMES.dtypes)


def test_what_was_moved_says_why():
    names, _ = apply_decisions(NAMES, make(["merge,fire,,mill", "split,mill,the works,works"]))
    moved = names[names["rule"].isin(["reader-merge", "reader-split"])]
    assert moved[["form", "rule", "evidence", "kind"]].values.tolist() == [
        ["the works", "reader-split", "because", "place"],
        ["blaze", "reader-merge", "because", "place"],
    ]


BAD = [
    ("no such decision", "join,mill,,fire,", "line 2: the decision is 'join'; write merge, split, rename"),
    ("a merge with nothing", "merge,mill,,,", "line 2: to merge takes a name"),
    ("a split without words", "split,mill,,fire,", "line 2: to split takes a form"),
    ("nobody", "rename,,,fire,", "line 2: to rename takes a referent"),
]


@pytest.mark.parametrize("label, line, message", BAD, ids=[case[0] for case in BAD])
def test_a_bad_line_is_named(label, line, message, tmp_path):
    (tmp_path / "names.csv").write_text(f"decision,referent,form,name,reason\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"names.csv, {message}"):
        read_decisions(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_decisions_are_read_as_a_spreadsheet_writes_them(encoding, tmp_path):
    (tmp_path / "names.csv").write_bytes(
        "decision;referent;name\r\nmerge;café;mill\r\n\r\nrename;mill;'=1+1\r\n".encode(encoding)
    )
    assert read_decisions(tmp_path).values.tolist() == [
        ["merge", "café", "", "mill", ""],
        ["rename", "mill", "", "=1+1", ""],
    ]


def test_without_a_file_there_are_none(tmp_path):
    assert read_decisions(tmp_path).columns.tolist() == DECISIONS and read_decisions(tmp_path).empty


def test_one_line_writes_a_decision(tmp_path):
    said = decisions.merge_names("fire", "=blaze", tmp_path, "one fire")
    assert said == f"{tmp_path / 'names.csv'}: merge, fire, =blaze, one fire"
    decisions.split_name("mill", "the works", corpus=tmp_path)
    decisions.rename("mill", "Ely Mill", tmp_path)
    assert read_decisions(tmp_path)["decision"].tolist() == ["merge", "split", "rename"]
    assert read_decisions(tmp_path).loc[0].tolist() == ["merge", "fire", "", "=blaze", "one fire"]
    assert read_list(tmp_path / "names.csv").iloc[0]["name"] == "'=blaze"  # a spreadsheet does not count it
    with pytest.raises(ValueError, match="to merge takes a name"):
        decisions.merge_names("fire", "", tmp_path)
    assert len(read_decisions(tmp_path)) == 3


def test_a_referent_becomes_a_family_of_terms(tmp_path):
    (tmp_path / "terms.csv").write_bytes("family;term;pattern;mine\r\nboats;ferry;ferr*;x\r\n".encode("utf-16"))
    lines = decisions.take_over(NAMES, "MILL", tmp_path)
    assert lines["term"].tolist() == ["Ely Mill", "the works"]
    vocabulary = read_vocabulary(tmp_path / "terms.csv")
    assert vocabulary[["family", "term"]].values.tolist() == [
        ["boats", "ferry"],
        ["mill", "Ely Mill"],
        ["mill", "the works"],
    ]
    assert read_list(tmp_path / "terms.csv").loc[2, "mine"] == "x"
    articles = pd.DataFrame({"text": ["Ely mill is old."]}, index=pd.Index(["a"], name="article_id"))
    assert find_terms(articles, vocabulary)["family"].tolist() == ["mill"]
    with pytest.raises(ValueError, match="nothing is called 'ferry'"):
        decisions.take_over(NAMES, "ferry", tmp_path)


def test_decisions_count_wherever_names_are_found(tmp_path):
    """For all findings of a corpus and for the stored results of the command, which finds names when it is opened."""
    corpus = tmp_path / "articles"
    corpus.mkdir()
    for name, text in (("a", "The old bridge fell. The mill burned."), ("b", "The old bridge fell. The mill closed.")):
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    (corpus / "names.csv").write_text("decision,referent,form,name,reason\nrename,mill,,Tyne Mill,\nmerge,barge,,ship,\n")
    found = find_all(corpus, tables=["names"])
    analyse(corpus, tmp_path / "out", lists=read_lists(corpus))
    opened = find_all(tmp_path / "out", tables=["names"])
    for names, decided in ((found.names, found.decided), (opened.names, opened.decided)):
        assert "Tyne Mill" in set(names["referent"]) and "mill" not in set(names["referent"])
        assert decided["effect"].tolist() == [2, 0] and decided["why"].notna().tolist() == [False, True]
