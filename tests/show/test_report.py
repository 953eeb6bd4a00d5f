"""The report: what it says it is about, in which order, and with what its parts found."""
import pandas as pd
import pytest

from analysis.show import report
from analysis.show.report import choose_notebooks, describe_corpus, sum_up_articles

ROWS = [("Post", "2020-10-02", "It rained.", 2), ("Post", "2020-10-05", "It snowed all day.", 4), (None, None, "Fog.", 1), ("Echo", "2020-10-01", "  ", 0)]


def store(folder, rows=ROWS):
    table = pd.DataFrame(rows, columns=["outlet", "published", "text", "n_words"]).astype({"outlet": "str"})
    table.assign(published=pd.to_datetime(table["published"])).to_parquet(folder / "articles.parquet")
    return sum_up_articles(folder, folder / "my_articles")


def describe(about, **more):
    return describe_corpus({"articles": 4, "articles_with_text": 3, "version": "9.9", "notes": [], "about": about, **more})


def test_the_top_counts_articles_with_text(tmp_path):
    about = store(tmp_path)
    assert about == {"corpus": "my_articles", "n_words": 7, "outlets": [("Post", 2)], "days": ["2020-10-02", "2020-10-05"],
                     "without_outlet": 1, "without_day": 1}
    says = " ".join(describe(about, notes=["Sentences were not compared."]))
    for part in ("3 with text of 4 in “my_articles”, 7 words", "Outlets: 1: Post (2). Of 1 article the outlet is not stated.",
                 "2 October 2020 to 5 October 2020. Of 1 article the day is not known.", "version 9.9", "Sentences were not compared."):
        assert part in says


def test_what_is_not_known_is_said(tmp_path):
    says = " ".join(describe(store(tmp_path, [(None, None, "Fog.", 1)])))
    assert "Outlets: none is stated." in says and "Days of publication: none is known." in says


def test_one_day_is_named_once(tmp_path):
    assert "Days of publication: 2 October 2020." in " ".join(describe(store(tmp_path, ROWS[:1])))


def test_validation_is_shown_where_somebody_has_judged(tmp_path):
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    assert choose_notebooks(tmp_path) == [name for name in report.NOTEBOOKS if name != "08_validation"]
    (tmp_path / "validation_anna.xlsx").write_bytes(b"")
    assert choose_notebooks(tmp_path) == list(report.NOTEBOOKS) and choose_notebooks(tmp_path)[:2] == ["01_term_frequency", "07_names"]


HEADINGS = [("### Exact interval", "exact-interval"), ("## Dice's coefficient", "dices-coefficient"), ("### p and its correction", "p-and-its-correction")]


@pytest.mark.parametrize("heading, name", HEADINGS, ids=[case[1] for case in HEADINGS])
def test_a_heading_has_the_name_that_links_use(heading, name):
    assert report.name_heading(heading) == name
