"""Terms: every pattern found where a slow and simple search finds it, and nowhere else."""
import csv
import re
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.spans import check_spans
from analysis.terms import find_terms, list_lines, read_vocabulary
from analysis.text import fold
from tests.each import check_each


def corpus(*texts):
    index = pd.Index([f"a{i}" for i in range(len(texts))], dtype="str", name="article_id")
    return pd.Series(texts, index, dtype="str", name="text").to_frame()


def unescape(cell):
    return re.sub(r"\\u([0-9a-f]{4})|\\([nrt])",
                  lambda m: chr(int(m[1], 16)) if m[1] else {"n": "\n", "r": "\r", "t": "\t"}[m[2]], cell)


with (Path(__file__).parent / "cases" / "terms.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def test_cases():
    def check(case):
        articles = corpus(unescape(case["text"]))
        hits = check_spans(find_terms(articles, [case["pattern"]]), articles)
        expected = [unescape(part) for part in case["expected"].split("|")] if case["expected"] else []
        assert hits["text"].tolist() == expected, case["why"]

    check_each(check, ((case["label"], case) for case in CASES))


@pytest.mark.xfail(reason="words divided at a line's end are not joined")
def test_word_divided_at_a_lines_end():
    assert len(find_terms(corpus("tea-\ntime"), ["teatime"])) == 1


@pytest.mark.xfail(reason="meanings are not told apart")
def test_the_bird():
    assert len(find_terms(corpus("Roast turkey for dinner"), ["Turkey"])) == 0


# --- families ------------------------------------------------------------------------------


def test_within_a_family_the_longest_wins():
    vocabulary = {"drinks": {"tea": "tea", "green tea": "green tea", "green": "green"}}
    hits = find_terms(corpus("Green tea, tea, green. green  tea"), vocabulary)
    assert hits["term"].tolist() == ["green tea", "tea", "green", "green tea"]


def test_families_do_not_hide_each_other():
    hits = find_terms(corpus("green tea"), {"drinks": {"green tea": "green tea"}, "colours": {"green": "green"}})
    assert hits[["family", "term", "start", "end"]].values.tolist() == [["colours", "green", 0, 5],
                                                                       ["drinks", "green tea", 0, 9]]


def test_of_two_hits_as_long_the_plainer_pattern_wins():
    vocabulary = {"f": {"any": "te*", "tea": "tea"}}
    assert find_terms(corpus("tea teas"), vocabulary)["term"].tolist() == ["tea", "any"]


def test_patterns_that_share_their_letters():
    hits = find_terms(corpus("bandana na"), {"a": {"ends": "*na"}, "b": {"is": "na"}, "c": {"has": "*na*"}})
    assert hits[["term", "start", "end"]].values.tolist() == [
        ["ends", 0, 7], ["has", 0, 7], ["ends", 8, 10], ["is", 8, 10], ["has", 8, 10]]


def test_what_begins_first_wins():
    vocabulary = {"f": {"one": "black tea", "two": "tea time table"}}
    assert find_terms(corpus("black tea time table"), vocabulary)["term"].tolist() == ["one"]


# --- the five articles ---------------------------------------------------------------------

COUNTED_BY_HAND = {  # term: hits in 000, 001, 002, 003, 004; read, then looked up
    "Upper Karabakh": (0, 0, 7, 0, 0), "Nagorno-Karabakh": (1, 3, 1, 0, 3), "Karabakh Economic Region": (0, 0, 0, 1, 0),
    "Karabakh": (0, 0, 0, 0, 0), "Artsakh": (0, 0, 0, 0, 0),
    "Turkey": (5, 4, 2, 0, 5), "Türkiye": (0, 0, 0, 1, 0),
    "ceasefire": (4, 3, 1, 0, 0), "cease-fire": (0, 1, 2, 0, 3), "armistice": (0, 1, 0, 0, 0), "truce": (0, 0, 0, 0, 0),
    "occupied": (1, 0, 5, 0, 3), "occupying": (0, 0, 2, 0, 1), "occupation": (0, 0, 0, 0, 1), "occupy": (0, 1, 0, 0, 0),
    "liberate": (2, 0, 0, 0, 0),
    "conflict": (0, 5, 2, 0, 1), "war": (1, 2, 1, 0, 0), "clash": (0, 1, 3, 0, 3), "attack": (1, 1, 1, 0, 3),
    "aggression": (0, 0, 0, 1, 1), "provocation": (0, 0, 0, 1, 1), "anti-terror operation": (0, 0, 0, 2, 0),
    "military operation": (0, 0, 0, 0, 0), "fighting": (1, 1, 0, 0, 2), "battle": (2, 0, 0, 0, 0),
    "hostilities": (0, 0, 0, 0, 1), "violence": (0, 0, 0, 0, 2),
    "separatism": (0, 0, 0, 1, 0), "illegal regime": (0, 0, 0, 2, 0), "illegal": (0, 0, 0, 4, 0),
    "legitimate": (0, 0, 0, 2, 0),
    "independence": (0, 1, 0, 0, 0), "autonomy": (0, 1, 0, 0, 0), "self-determination": (0, 0, 0, 0, 0),
    "sovereignty": (0, 0, 0, 3, 0), "territorial integrity": (0, 0, 0, 1, 0),
    "civilian": (1, 0, 1, 3, 1), "casualties": (0, 1, 1, 0, 1), "killed": (0, 2, 0, 0, 0), "displaced": (0, 0, 0, 0, 0),
}


def test_the_five_articles(articles):
    hits = check_spans(find_terms(articles), articles)
    counts = pd.crosstab(hits["term"], hits["article_id"])
    counts = counts.reindex(index=read_vocabulary()["term"].unique(), columns=articles.index, fill_value=0)
    assert {term: tuple(row) for term, row in zip(counts.index, counts.values.tolist())} == COUNTED_BY_HAND


# --- the same hits as a slow and simple search ---------------------------------------------

PATTERNS = ["tea", "te*", "*ea", "t*a", "*e*", "tea time", "te* ti*", "tea-time", "i", "=tea", "=Té", "time ti", "a a",
            "e*", "ea"]
PIECES = ["tea", "Té", "te", "time", "ti", "a", "i", "İ", "ﬁ", "e\u0301", "'s",
          " ", "\n", "  ", "-", "‑", "\u00ad", "."]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def search_slowly(text, vocabulary):
    """Every pattern tried at every place of the text, character by character."""
    hits = set()
    for family, terms in vocabulary.items():
        found = []
        for reading in {text, text.replace("\u00ad", "-")}:
            folded, offsets = fold(reading)
            offsets = offsets or list(range(len(text) + 1))
            for term, pattern in terms.items():
                if pattern.startswith("="):
                    continue
                regex = "".join({"*": r"\w*", " ": r"\s+"}.get(c, re.escape(c)) for c in fold(pattern)[0])
                for at in range(len(folded)):
                    match = re.compile(rf"(?<!\w){regex}(?!\w)").match(folded, at)
                    if match:
                        end = offsets[match.end()]
                        while end > offsets[match.end() - 1] + 1 and text[end - 1] == "\u00ad":
                            end -= 1
                        found.append((offsets[at], -end, -len(pattern.replace("*", "")), term))
        last = 0
        for start, end, _, term in sorted(found):
            if start >= last:
                hits.add((start, -end, family, term))
                last = -end
    return sorted(hits)


@given(TEXTS, st.lists(st.sampled_from([p for p in PATTERNS if p[0] != "="]), min_size=1, max_size=5, unique=True))
def test_same_hits_as_a_slow_search(text, patterns):
    # Patterns with as many letters would tie; each has a family of its own then.
    vocabulary = {}
    for pattern in patterns:
        size = len(pattern.replace("*", ""))
        family = next(f for f in "abcdef" if size not in [len(p.replace("*", "")) for p in vocabulary.get(f, {})])
        vocabulary.setdefault(family, {})[pattern] = pattern
    hits = find_terms(corpus(text), vocabulary)
    assert sorted(hits[["start", "end", "family", "term"]].itertuples(index=False, name=None)) == \
        search_slowly(text, vocabulary)


# --- any length ----------------------------------------------------------------------------


@pytest.mark.parametrize("pattern, unit", [
    ("*na*", "na"), ("*nab", "na"), ("n*b", "na"), ("a a", "a "), ("a b", "a  "), ("a a b", "a a\n"), ("a-a*", "a-"),
    ("=A*", "a"), ("a* a*", "a" * 50 + " "), ("tea", "\u00ad")])
@pytest.mark.slow
def test_time_grows_with_length(pattern, unit):
    def measure(times):
        articles = corpus(unit * times)
        started = time.process_time()
        find_terms(articles, [pattern])
        return time.process_time() - started
    size = 40_000 // len(unit)
    measure(size)
    bound = 40 * max(min(measure(size) for _ in range(2)), 0.002)
    assert any(measure(8 * size) < bound for _ in range(2))


# --- vocabularies --------------------------------------------------------------------------


def test_every_kind_of_vocabulary(tmp_path):
    path = tmp_path / "v.csv"
    path.write_text("\ufefffamily,term,pattern,note\ndrinks,tea,tea|chai,hot\n\ndrinks,milk,milk,\n", encoding="utf-8")
    from_file = read_vocabulary(path)
    assert from_file.values.tolist() == [["drinks", "tea", "tea|chai", "hot"], ["drinks", "milk", "milk", ""]]
    pd.testing.assert_frame_equal(read_vocabulary(str(path)), from_file)
    pd.testing.assert_frame_equal(read_vocabulary(from_file), from_file)
    as_dict = read_vocabulary({"drinks": {"tea": "tea|chai", "milk": "milk"}})
    pd.testing.assert_frame_equal(as_dict.drop(columns="note"), from_file.drop(columns="note"))
    flat = pd.DataFrame({"family": "terms", "term": ["tea"], "pattern": ["tea"], "note": [""]}, dtype="str")
    for vocabulary in (["tea"], {"tea": "tea"}, pd.DataFrame({"term": ["tea"], "pattern": ["tea"]})):
        pd.testing.assert_frame_equal(read_vocabulary(vocabulary), flat)


REFUSED = [  # label, vocabulary, what the message says
    ("extra bar", ["tea", "tea|"], "row 2.*empty string"),
    ("only a bar", ["|"], "row 1.*empty string"),
    ("only a star", ["*"], "row 1.*empty string"),
    ("a star alone in a phrase", ["green * tea"], "row 1.*empty string"),
    ("only =", ["="], "row 1.*empty string"),
    ("only an invisible character", ["\u00ad"], "row 1.*empty string"),
    ("only an accent", ["\u0301"], "row 1.*empty string"),
    ("two stars inside", ["a*b*c"], "row 1.*too many stars"),
    ("empty", [""], "row 1: no term"),
    ("number", [1991], "row 1.*1991.*quotes"),
    ("missing", {"tea": None}, "row 1.*pattern"),
    ("missing in a frame", pd.DataFrame({"term": ["tea", "milk"], "pattern": ["tea", None]}), "row 2: no pattern"),
    ("no column", pd.DataFrame({"word": ["tea"]}), "no column 'term'"),
    ("no rows", [], "no rows"),
    ("twice", {"f": {"tea": "tea|chai", "drink": "chai"}}, "row 2.*'chai'.*'tea'.*row 1"),
]


@pytest.mark.parametrize("label, vocabulary, message", REFUSED, ids=[case[0] for case in REFUSED])
def test_a_bad_row_is_refused(label, vocabulary, message):
    with pytest.raises(ValueError, match=message):
        find_terms(corpus("tea"), vocabulary)


BAD_LINES = [  # label, lines of a file, what the message says
    ("empty string", "term,pattern\ntea,tea\nmilk,|milk\n", "v.csv, line 3.*empty string"),
    ("after a blank line", "term,pattern\n\n\ntea,\n", "line 4: no pattern"),
    ("after a cell of two lines", 'term,pattern,note\ntea,tea,"one\ntwo"\nmilk,*,\n', "line 4.*empty string"),
    ("comma", "term,pattern\ntea,tea,chai\n", "line 2: 3 cells for 2 columns.*quotes"),
    ("a stray quote", 'term,pattern\n"tea"s,tea\n', "v.csv, line 2 cannot be read .*double quotes"),
    ("a quote left open", 'term,pattern\n"tea,tea\n', "v.csv, line 2 cannot be read .*double quotes"),
    ("short row", "term,pattern\ntea\n", "line 2: no pattern"),
    ("no header", "tea,tea\n", "v.csv: no column 'term'"),
    ("empty file", "", "v.csv: no column 'term'"),
    ("only a header", "term,pattern\n", "no rows"),
]


@pytest.mark.parametrize("label, lines, message", BAD_LINES, ids=[case[0] for case in BAD_LINES])
def test_a_bad_line_is_refused_with_its_number(tmp_path, label, lines, message):
    path = tmp_path / "v.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_vocabulary(path)


def test_articles_without_text_are_refused():
    with pytest.raises(ValueError, match="'text'"):
        find_terms(pd.DataFrame({"body": ["tea"]}), ["tea"])


# --- concordance ---------------------------------------------------------------------------

LINES = corpus("He likes green tea. She likes black tea, too.", "Tea! Élan and tea")


def list_contexts(**options):
    lines = list_lines(find_terms(LINES, ["tea"]), LINES, **options)
    return list(zip(lines["left"], lines["node"], lines["right"]))


def test_lines_bounded_by_width():
    assert list_contexts(width=6) == [("green ", "tea", ". She "), ("black ", "tea", ", too."), ("", "Tea", "! Élan"),
                                      ("n and ", "tea", "")]
    assert list_contexts(width=0)[0] == ("", "tea", "")


def test_lines_bounded_by_the_sentence():
    assert list_contexts(within="sentence") == [("He likes green ", "tea", "."), ("She likes black ", "tea", ", too."),
                                                ("", "Tea", "!"), ("Élan and ", "tea", "")]


SORTED = [  # levels, the left contexts' last words in the order expected
    (["L1"], ["", "and", "black", "green"]),
    ("L1", ["", "and", "black", "green"]),
    (["R1"], ["and", "", "green", "black"]),           # nothing, Élan, She, too: accents do not count
    (["L2", "L1"], ["", "and", "black", "green"]),
    (["R3", "R2", "R1"], ["and", "black", "green", ""]),
    (["node"], ["green", "black", "", "and"]),
    ([], ["green", "black", "", "and"]),
]


@pytest.mark.parametrize("levels, expected", SORTED)
def test_lines_sorted(levels, expected):
    for width in (60, 2):                               # by whole words, even where the line shows less
        lines = list_lines(find_terms(LINES, ["tea"]), LINES, width=width, sort=levels)
        words = {(0, 15): "green", (0, 36): "black", (1, 0): "", (1, 14): "and"}
        assert [words[int(a[1:]), s] for a, s in zip(lines["article_id"], lines["start"])] == expected


def test_lines_of_no_hits():
    assert list_lines(find_terms(LINES, ["coffee"]), LINES, within="sentence", sort=["R1"]).shape == (0, 9)


@pytest.mark.parametrize("options", [{"within": "page"}, {"sort": ["X1"]}, {"sort": ["L1", "L2", "L3", "R1"]}])
def test_odd_options_are_refused(options):
    with pytest.raises(ValueError, match="choose"):
        list_contexts(**options)


@pytest.mark.parametrize("level", [f"{side}{n}" for side in "LR" for n in range(1, 6)])
def test_every_level_sorts(level):
    articles = corpus("b6 b5 b4 b3 b2 b1 tea d1 d2 d3 d4 d5 d6", "a6 a5 a4 a3 a2 a1 tea c1 c2 c3 c4 c5 c6")
    assert list_lines(find_terms(articles, ["tea"]), articles, sort=[level]).index.tolist() == [1, 0]


def test_lines_are_sixty_characters_wide_unless_told():
    articles = corpus("a " * 50 + "tea" + " b" * 50)
    line = list_lines(find_terms(articles, ["tea"]), articles).iloc[0]
    assert (len(line["left"]), len(line["right"])) == (60, 60)
