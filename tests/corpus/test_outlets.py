"""One outlet has one spelling, and two outlets stay two."""
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.batch import analyse
from analysis.corpus.outlets import unify_outlets
from analysis.findings import read_findings
from helpers import load_articles
from tests.files import write

ONE = [   # spellings and how often each is used, the one that is used for all
    ({"Harton Post": 2, "The Harton Post": 1}, "Harton Post"),
    ({"HARTON POST": 1, "Harton Post": 2}, "Harton Post"),
    ({"L’Écho": 2, "L'Echo": 1}, "L’Écho"),
    ({"hartonpost.com": 5, "Harton Post": 1}, "Harton Post"),
    ({"hartonpost.co.uk": 1, "The Harton Post": 1}, "The Harton Post"),
    ({"theguardian.example": 1, "Guardian": 1}, "Guardian"),
    ({"news.hartonpost.com": 2, "hartonpost.com": 1}, "news.hartonpost.com"),
    ({"Harton  Post": 1, "Harton Post": 1}, "Harton  Post"),
]
SEVERAL = [{"Harton Post": 1, "Harton Herald": 1}, {"Post": 1, "Harton Post": 1}, {"The Vale": 1, "Vale Times": 1}, {"BBC": 1, "BBC News": 1},
           {"vale.com": 1, "valetimes.com": 1}, {"Outlet 1": 1, "Outlet 2": 1}, {"The": 1, "A": 1}, {"新聞": 1, "報": 1}, {"…": 1, "!": 1}]


@pytest.mark.parametrize("outlets, used", ONE)
def test_spellings_of_one_outlet(outlets, used):
    assert unify_outlets(outlets) == {name: used for name in outlets if name != used}


@pytest.mark.parametrize("outlets", SEVERAL)
def test_outlets_that_are_two_stay_two(outlets):
    assert unify_outlets(outlets) == {}


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.integers(1, 9), max_size=6))
def test_what_is_used_is_itself_unchanged(outlets):
    unified = unify_outlets(outlets)
    assert set(unified) <= set(outlets) and not set(unified.values()) & set(unified)


def test_in_a_corpus_and_in_its_partitions(tmp_path, capsys):
    rows = [{"text": "It rained.", "outlet": outlet} for outlet in ("The Harton Post", "Harton Post", "Harton Post", "Vale Times", None)]
    folder = write(tmp_path / "in", {"a.jsonl": "\n".join(map(json.dumps, rows))})
    articles = load_articles(folder)
    assert articles["label"].tolist() == ["Harton Post"] * 3 + ["Vale Times", "a:5"]
    assert "'The Harton Post' is counted as 'Harton Post'" in capsys.readouterr().out
    manifest = analyse(folder, tmp_path / "out")
    assert read_findings(tmp_path / "out").articles["label"].tolist() == articles["label"].tolist()
    assert ["outlets", "'The Harton Post' is counted as 'Harton Post'"] in manifest["remarks"]
