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


def describe(about, settings=None, **more):
    return describe_corpus({"articles": 4, "articles_with_text": 3, "version": "9.9", "notes": [], "about": about, **more}, settings)


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


@pytest.fixture
def pages(tmp_path, monkeypatch):
    """Two events stored in a folder, and a list of the settings that notebooks were run with."""
    texts = ["The Tyne Bridge fell.", "Tyne Bridge: it fell at dawn.", "Leeds Mill opened.", "Mill opened in Leeds."]
    store(tmp_path, [("Post", "2020-10-02", text, 4) for text in texts])
    stored = pd.read_parquet(tmp_path / "articles.parquet")
    stored.assign(article_id=list("abcd")).to_parquet(tmp_path / "articles.parquet")
    run = []
    monkeypatch.setattr(report, "_join_notebooks", lambda corpus, manifest, log, settings: run.append(settings) or "")
    return tmp_path, run


def write_about(folder, log=lambda line: None, **settings):
    manifest = {"articles": 4, "articles_with_text": 4, "characters": 100}
    report.write_report(folder / "my_articles", folder, manifest, log, settings)


def test_the_event_of_a_report_is_that_of_its_notebooks(pages):
    folder, run = pages
    for event in (2, "all"):
        write_about(folder, event=event, by="article")
    assert run == [{"event": 2, "by": "article"}, {"event": "all", "by": "article"}]
    with pytest.raises(ValueError, match="the events 1, 2"):
        write_about(folder, event=3)
    assert len(run) == 2


def test_a_summary_says_that_it_is_of_all_articles(pages, monkeypatch):
    said = []
    monkeypatch.setattr(report, "MOST_IN_NOTEBOOKS", (0, 0))
    monkeypatch.setattr(report, "_write_brief", lambda out, manifest, settings: "")
    write_about(pages[0], said.append, event=2)
    assert said == ["the summary of a large corpus is of all its articles, whatever the event"]


@pytest.mark.parametrize("settings, says", [
    ({}, "else by article."), ({"by": "day"}, "Compared: by day."), ({"event": 2}, "else by article; the articles of event 2."),
    ({"by": "day", "event": "all"}, "Compared: by day; all articles.")])
def test_what_is_compared_is_said(tmp_path, settings, says):
    assert any(line.endswith(says) for line in describe(store(tmp_path), settings))
