"""What each group calls one thing: labels, counts, and how much groups differ."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings import find_part
from analysis.labels import (
    _make_patterns,
    _name_term,
    compare_labels,
    count_forms,
    describe_labels,
    find_own_forms,
    measure_disagreement,
    propose_families,
    rank_referents,
)


def make(rows, kind="thing"):
    """Names of one referent: rows of (group, article, form, how often)."""
    table = [(g, f"{g}{a}", form) for g, a, form, n in rows for _ in range(n)]
    names = pd.DataFrame(table, columns=["group", "article_id", "form"], dtype="str")
    return names.assign(referent="x", kind=kind, label=names["form"], voice="outlet")


@pytest.mark.parametrize(
    "counts, probability",
    [
        ([[4, 0], [0, 4]], 1.0),  # no two groups have a word in common
        ([[2, 0], [5, 0]], 0.0),  # all have the same
        ([[2, 2], [5, 5]], 0.5),  # each has both: a draw of each differs half the time
        ([[3, 0, 0], [0, 3, 0], [0, 0, 3]], 1.0),
        ([[1, 0], [1, 1]], 0.5),
        ([[1, 0], [1, 0], [0, 1]], 2 / 3),  # two of three pairs
    ],
)
def test_disagreement(counts, probability):
    counts = np.array(counts)
    assert measure_disagreement(counts / counts.sum(axis=1, keepdims=True)) == pytest.approx(probability)


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=5))
def test_disagreement_is_that_of_the_pairs(counts):
    counts = np.array(counts)
    if counts.sum(axis=1).all():
        shares = counts / counts.sum(axis=1, keepdims=True)
        pairs = [1 - one @ other for one, other in itertools.combinations(shares, 2)]
        assert measure_disagreement(shares) == pytest.approx(np.mean(pairs))
        assert measure_disagreement(shares[::-1, ::-1]) == pytest.approx(np.mean(pairs))


def test_outlets_that_differ_in_each_article_have_evidence():
    table = rank_referents(make([(g, a, {"P": "crash", "E": "mishap"}[g], 3) for g in "PE" for a in range(8)]))
    assert table.loc[0, ["count", "groups", "labels", "disagreement", "evidence"]].tolist() == [48, 2, 2, 1.0, "strong"]
    assert 0.4 < table.loc[0, "by_chance"] < 0.6 and table.loc[0, "weight"] == 16


def test_outlets_that_choose_alike_have_none():
    rows = [(g, a, ["crash", "mishap"][a % 2], 3) for g in "PE" for a in range(8)]
    table = rank_referents(make(rows))
    assert table.loc[0, "disagreement"] == 0.5 < table.loc[0, "by_chance"] and table.loc[0, "evidence"] == "hardly any"


def test_one_article_that_says_it_again_and_again_is_no_evidence():
    rows = [("P", 0, "mishap", 40), *(("P", a, "crash", 1) for a in range(1, 8)), *(("E", a, "crash", 5) for a in range(8))]
    assert rank_referents(make(rows)).loc[0, "evidence"] == "hardly any"


def test_where_each_group_is_one_article_nothing_is_tested():
    table = rank_referents(make([("P", 0, "crash", 6), ("E", 0, "mishap", 6)]))
    assert table.loc[0, "evidence"] == "one article each" and pd.isna(table.loc[0, "p_adjusted"])


NOT_COMPARED = [
    ("one mention of a word is too few", [("P", 0, "crash", 5), ("E", 0, "mishap", 1)]),
    ("one in twenty, too", [("P", 0, "crash", 50), ("E", 0, "mishap", 2)]),
    ("a country and its people", [("P", 0, "Finland", 5), ("E", 0, "Finns", 4)]),
    ("one label", [("P", 0, "crash", 5), ("E", 0, "crash", 5)]),
    ("one group", [("P", 0, "crash", 5), ("P", 1, "mishap", 5)]),
    ("nothing", []),
]


@pytest.mark.parametrize("label, rows", NOT_COMPARED, ids=[case[0] for case in NOT_COMPARED])
def test_what_cannot_be_compared_is_left_out(label, rows):
    table = rank_referents(make(rows))
    assert table.empty and table.columns.tolist()[:3] == ["referent", "kind", "count"]


@pytest.mark.parametrize("kind, groups, compared", [("person", 5, True), ("person", 4, False), ("thing", 5, False)])
def test_a_person_whom_several_call_otherwise_is_compared(kind, groups, compared):
    rows = [(g, 0, "Berg", 50) for g in "ABCDEFGH"] + [(g, 0, "strongman", 1) for g in "ABCDE"[:groups]]
    assert len(rank_referents(make(rows, kind))) == compared


def test_copies_are_left_out():
    names = make([("P", 0, "crash", 3), ("P", 1, "crash", 3), ("E", 0, "mishap", 3)])
    assert rank_referents(names, ["P1"]).loc[0, "count"] == 6


def test_the_same_articles_give_the_same_figures_in_any_order():
    names = make([(g, a, ["crash", "mishap", "fall"][(a + (g == "P")) % 3], 2) for g in "PEL" for a in range(5)])
    pd.testing.assert_frame_equal(rank_referents(names), rank_referents(names.copy()))
    assert rank_referents(names.iloc[::-1]).loc[0, "disagreement"] == rank_referents(names).loc[0, "disagreement"]


@pytest.mark.parametrize("lines, compared, why", [
    (["in the harbour|", "at the mill|"], True, "two sentences of its own"),
    (["in the harbour|", "in the harbour|"], False, "one sentence that two groups carry"),
    (["near the pier|", "near the pier|"], True, "a sentence that others carry with another label"),
])
def test_a_word_of_one_sentence_is_no_choice(lines, compared, why):
    names = make([("P", 0, "crash", 1), ("P", 1, "crash", 1), ("E", 0, "mishap", 1), ("L", 0, "mishap", 1)])
    ranking = rank_referents(names.assign(line=["near the pier|", "on the quay|", *lines]))
    assert (len(ranking) == 1) == compared, why


def test_a_sentence_names_groups_that_are_drawn():
    rows = [(f"G{k}", k, "crash", 3) for k in range(8)] + [("Small", 9, "mishap", 2)]
    assert "Small" not in describe_labels(make(rows), "x")
    assert "Small mostly writes “mishap”" in describe_labels(make(rows[1:]), "x")


def test_forms_that_one_group_alone_uses():
    names = make([("P", 0, "crash", 3), ("P", 0, "fall", 1), ("E", 0, "mishap", 2), ("E", 1, "mishap", 1), ("E", 1, "crash", 1)])
    forms = count_forms(names.assign(voice=["outlet", "direct"] * 4))
    table = find_own_forms(forms, rank_referents(names))
    assert table[["form", "group", "count", "articles", "others"]].values.tolist() == [["mishap", "E", 3, 2, 4]]


def test_a_sentence_says_who_chooses_what():
    names = make([("P", 0, "crash", 3), ("P", 0, "fall", 1), ("E", 0, "mishap", 3), ("L", 0, "crash", 1)])
    assert describe_labels(names, "x") == "E mostly writes “mishap” (3 of 3), P “crash” (3 of 4)"
    assert describe_labels(names, "nothing of this name") == ""


def test_the_group_that_differs_most_is_named_first():
    names = make([("A", 0, "talks", 3), ("A", 0, "summit", 2), ("B", 1, "summit", 30), ("B", 1, "meeting", 5), ("C", 2, "meeting", 20), ("C", 2, "summit", 5)])
    assert describe_labels(names, "x") == "B mostly writes “summit” (30 of 35), C “meeting” (20 of 25), A “talks” (3 of 5)"


def propose(texts):
    """The families that made-up articles propose, each article a group."""
    articles = pd.DataFrame({"text": texts}, index=pd.Index([f"a{k}" for k in range(len(texts))], name="article_id"))
    return propose_families(find_part(articles), "article")


FERRY = "The ferry to Oldham sank on Monday near the old mill. {} is under way. {} will last for weeks, and the US will pay."


def test_families_are_the_things_that_groups_call_differently():
    texts = [FERRY.format(f"The {word} into the ferry", f"The {word}") for word in ["probe", "inquiry"] * 3]
    families = propose(texts)
    assert families.columns.tolist() == ["family", "term", "pattern", "note", "n_tested"]
    assert families["family"].unique().tolist() == ["probe / inquiry"] and families["term"].tolist() == ["probe", "inquiry"]
    assert families["n_tested"].gt(0).all() and families.loc[0, "note"].startswith("6 of 12 mentions")


def test_a_form_said_once_is_in_no_pattern():
    texts = [FERRY.format("The probe", f"The {word}") for word in ["probe", "inquiry", "FERRY PROBE", "inquiry"]]
    assert propose(texts).set_index("term")["pattern"].to_dict() == {"probe": "probe", "inquiry": "inquiry"}


def test_where_all_write_alike_there_is_no_family():
    assert propose([FERRY.format("The probe", "The probe")] * 3).empty


def test_a_pattern_has_no_form_that_ends_in_another_and_a_function_word_keeps_its_case():
    assert _make_patterns(["bridge", "old bridge", "crossing|ford"]) == ["bridge|crossing ford"]
    assert _make_patterns(["charge", "new charges", "new case"]) == ["charge|charges|new case"]
    assert _make_patterns(["U.S.", "US", "the US", "it"]) == ["U.S.", "=US"] and _make_patterns(["it"]) == []


@pytest.mark.parametrize("label, forms, called", [("ties", ["ties"], "ties"), ("Harton-Millford ties", ["ties", "Harton-Millford ties"], "ties"),
                                                  ("US", ["US"], "US"), ("Bridge", ["old bridge", "bridge"], "Bridge")])
def test_a_term_is_called_by_what_its_pattern_finds(label, forms, called):
    assert _name_term(label, _make_patterns(forms)) == called


def test_labels_of_a_corpus_have_zones_voices_and_denominators():
    texts = {"a": "Ferry sinks\n\nThe ferry sank on Monday near the old mill. “The ferry was old,” Anna Berg said.",
             "b": "The ship sank on Monday near the old mill, and the ship was old, as the ship's owner knew."}
    found = find_part(pd.DataFrame({"text": texts.values()}, index=pd.Index(list(texts), name="article_id")))
    rows = [(i, m) for i, text in texts.items() for word in ("ferry", "ship", "Ferry") for m in _find_all(text, word)]
    names = pd.DataFrame([(i, m, m + len(w), w) for i, (m, w) in rows], columns=["article_id", "start", "end", "text"])
    names = names.assign(referent="ferry", kind="thing", form=names["text"].str.lower(), rule="same-words", evidence="")
    called = compare_labels(found, names, by="article")
    assert called.names["voice"].tolist().count("direct") == 1 and set(called.names["zone"]) == {"headline", "body"}
    assert called.n_words.sum() == sum(len(text.split()) for text in texts.values())
    assert called.ranking["referent"].tolist() == ["ferry"] and called.names["group"].nunique() == 2


def _find_all(text, word):
    at = text.find(word)
    while at >= 0:
        yield at, word
        at = text.find(word, at + 1)


def test_where_all_have_one_usual_word_the_sentence_does_not_name_another_as_usual():
    names = make([("P", 0, "crash", 8), ("P", 1, "fall", 2), ("E", 0, "crash", 6), ("L", 0, "crash", 5)])
    assert describe_labels(names, "x") == (
        "The commonest is “crash”; P writes “fall” more than others do (2 of 10; all others 0 of 11)"
    )


def test_a_tie_has_no_usual_word():
    names = make([("P", 0, "crash", 2), ("P", 0, "fall", 2), ("E", 0, "crash", 3)])
    assert describe_labels(names, "x").startswith("The commonest is “crash”")
