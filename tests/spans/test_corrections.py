"""The reader's corrections: what is corrected, what is removed, and what no longer matches."""
import pandas as pd
import pytest

from analysis.corpus.places import read_corrections
from analysis.dates import find_dates
from analysis.findings import apply_corrections
from analysis.spans import check_spans
from analysis.spans.corrections import CORRECTIONS, correct
from analysis.speakers import find_statements
from analysis.terms import find_terms
from analysis.zones import find_zones
from helpers import DATA, find_all

TEXT = "Bridge opens\n\n“It is open,” Anna Berg said on Monday. “Come,” she added.\n\nThe bridge was closed in 1990."
ARTICLES = pd.DataFrame({"text": [TEXT], "published": pd.to_datetime(["2020-10-06"])}, index=pd.Index(["a"], name="article_id"))
FINDERS = {"zones": find_zones, "terms": lambda articles: find_terms(articles, ["bridge"]), "statements": find_statements, "dates": find_dates}


def wish(table, text, column="", value="", reason="seen", article_id="a", at=None):
    start = TEXT.index(text) if at is None else at
    return pd.DataFrame([[table, article_id, start, start + len(text), text, column, value, reason]], columns=CORRECTIONS)


SET = [   # table, text of the row, column, value, rows of this value afterwards
    ("zones", "Bridge opens", "zone", "furniture", 1),
    ("dates", "Monday", "value", "2020-09-28", 1),
    ("statements", "It is open,", "speaker", "Bella Crane", 1),
    ("terms", "Bridge", "term", "crossing", 1),
]


@pytest.mark.parametrize("table, text, column, value, rows", SET)
def test_a_value_is_set_right(table, text, column, value, rows):
    found = FINDERS[table](ARTICLES)
    before = found.copy(deep=True)
    corrected, stale = correct(found, wish(table, text, column, value), table)
    assert stale["why"].isna().all() and len(corrected) == len(found)
    changed = corrected[corrected[column] == value]
    assert len(changed) >= rows and (changed["corrected"] == "seen").all()
    assert corrected.loc[corrected[column] != value, "corrected"].isna().all()
    assert corrected.drop(columns="corrected").dtypes.equals(found.dtypes)
    pd.testing.assert_frame_equal(found, before)
    check_spans(corrected, ARTICLES)


def test_a_date_takes_its_days_along():
    corrected, _ = apply_corrections(find_dates(ARTICLES), wish("dates", "1990", "value", "199"), "dates")
    row = corrected[corrected["text"] == "1990"].iloc[0]
    assert (row["first"], row["last"]) == (pd.Timestamp("1990-01-01"), pd.Timestamp("1999-12-31"))
    corrected, _ = apply_corrections(find_dates(ARTICLES), wish("dates", "Monday", "value", "XXXX-WXX-1"), "dates")
    assert corrected.loc[corrected["text"] == "Monday", ["first", "last"]].isna().all(axis=None)


def test_all_rows_of_a_statement_have_its_speaker():
    found = pd.DataFrame({"article_id": "a", "start": [15, 54], "end": [26, 59], "text": [TEXT[15:26], TEXT[54:59]], "statement": 1,
                          "speaker": "Anna Berg"})
    corrected, _ = correct(found, wish("statements", found["text"][1], "speaker", "Bella Crane", at=54), "statements")
    assert list(corrected["speaker"]) == ["Bella Crane"] * 2


@pytest.mark.parametrize("table, text", [row[:2] for row in SET])
def test_a_row_is_struck(table, text):
    found = FINDERS[table](ARTICLES)
    corrected, stale = correct(found, wish(table, text), table)
    assert stale["why"].isna().all() and len(corrected) < len(found) and TEXT.index(text) not in set(corrected["start"])


STALE = [   # what is wished, and why it is without effect
    (wish("dates", "Monday", "value", "2020", article_id="b"), "no row stands there"),
    (wish("dates", "Anna", "value", "2020"), "no row stands there"),
    (wish("dates", "Monday", "value", "2020").assign(text="Sunday"), "the text there reads 'Monday'"),
    (wish("dates", "Monday", "speaker", "Anna"), "the dates have no column 'speaker'"),
]


@pytest.mark.parametrize("wished, why", STALE, ids=[why for _, why in STALE])
def test_what_no_longer_matches_is_reported(wished, why):
    corrected, stale = correct(find_dates(ARTICLES), wished, "dates")
    assert list(stale["why"]) == [why] and corrected["corrected"].isna().all() and len(corrected) == len(find_dates(ARTICLES))


def test_other_tables_and_no_corrections_change_nothing():
    found = find_dates(ARTICLES)
    for wished in (wish("zones", "Bridge opens", "zone", "body"), read_corrections("seeds")):
        corrected, stale = correct(found, wished, "dates")
        assert stale["why"].isna().all()
        pd.testing.assert_frame_equal(corrected.drop(columns="corrected"), found)
    empty, _ = correct(found.iloc[:0], wish("dates", "Monday", "value", "2020"), "dates")
    assert empty.drop(columns="corrected").dtypes.equals(found.dtypes)


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="missing: \\['reason'\\]"):
        correct(find_dates(ARTICLES), wish("dates", "Monday").drop(columns="reason"), "dates")


def test_a_file_beside_a_corpus_counts(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    pd.concat([wish("dates", "Monday", "value", "2020-09-28", "the mayor's diary"), wish("dates", "Monday", article_id="gone"),
               wish("zones", "Bridge opens", "zone", "deck")]).to_csv(tmp_path / "corrections.csv", index=False)
    dates = find_all(tmp_path).dates
    assert list(dates["value"])[0] == "2020-09-28" and dates["corrected"].notna().sum() == 1
    said = capsys.readouterr().out
    assert "1 row of the dates was set right" in said and "has no effect: article gone" in said


def test_the_corrections_of_the_five_articles_all_match(articles):
    wished = read_corrections("seeds")
    assert list(wished.columns) == CORRECTIONS and set(wished["table"]) <= set(FINDERS)
    for table, _find in FINDERS.items():
        assert correct(find_zones(articles) if table == "zones" else find_dates(articles) if table == "dates" else
                       find_statements(articles) if table == "statements" else find_terms(articles), wished, table)[1]["why"].isna().all()
    assert (DATA / "corrections.csv").exists()


def test_empty_cells_may_be_missing_values():
    wished = wish("dates", "Monday").assign(column=None, value=None, reason=None).astype({"column": "str", "value": "str", "reason": "str"})
    corrected, stale = correct(find_dates(ARTICLES), wished, "dates")
    assert stale["why"].isna().all() and "Monday" not in set(corrected["text"])
