"""A number in a table of the page is the number of lines that it opens; tables are HTML that a screen reader can read."""
import html
import re
from dataclasses import replace

import pandas as pd
import pytest

from analysis.corpus import find_event
from analysis.findings import find_all, read_lists
from analysis.show import breakdowns
from analysis.show.answers import make_material
from analysis.show.openers import Breakdown, read_click, write_breakdown
from analysis.show.questions import Question, read_question


@pytest.fixture(scope="module")
def found(articles):
    return find_all(articles, read_lists("seeds"), ("terms", "statements", "dates", "names"))


@pytest.fixture(scope="module")
def material(found):
    return make_material(found, found.articles.index[find_event(found.articles)])


def check_numbers(breakdown, material, columns):
    """Each number in these columns is how many lines, or statements, its question finds."""
    seen = 0
    for column in columns:
        for number, question in zip(breakdown.table[column], breakdown.opens[column], strict=True):
            assert (question is None) == (number == 0)
            if question is not None and seen < 6:
                rows = material.find(question).rows
                rows = rows.drop_duplicates(["article_id", "statement"]) if question.kind == "Statements" else rows
                assert len(rows) == number, (column, question)
                seen += 1
    assert seen > 2
    heading = next(iter(breakdown.table))
    assert [one is None for one in breakdown.opens[heading]] == breakdown.table[columns[0]].eq(0).tolist()


COUNTED = [   # (label, question, columns of numbers)
    ("words by group and voice", "words: Azerbaijan*", ["count", "own voice", "direct"]),
    ("within a filter", "words: Azerbaijan*; voice: direct, indirect", ["count", "direct", "indirect"]),
    ("who quotes whom", "statements", ["statements", "001"]),
    ("who is said to claim", "statements: said | stress*", ["statements"]),
    ("days by group", "days", ["mentions", "001"]),
    ("days of a comparison", "days; compare: 001, 004", ["mentions", "001", "004"]),
]


@pytest.mark.parametrize("label, question, columns", COUNTED, ids=[row[0] for row in COUNTED])
def test_a_cell_opens_the_lines_that_it_counts(material, label, question, columns):
    check_numbers(breakdowns.break_down(material.find(question), material), material, columns)


@pytest.mark.parametrize("what", [*breakdowns.SIZES, *breakdowns.WITH_HIT])
@pytest.mark.parametrize("question", ["words: Karabakh; voice: outlet; group: 001, 004"])
def test_a_word_or_phrase_opens_its_lines_within_the_filters(material, question, what):
    listed = breakdowns.list_frequent(material.find(question), material, what)
    check_numbers(replace_table(listed, 5), material, ["lines"])
    asked = read_question(question)
    for one in listed.opens["phrase"]:
        assert (one.voice, one.group) == (asked.voice, asked.group)
    if what in breakdowns.WITH_HIT:
        assert listed.table["phrase"].str.contains("karabakh").all()
    assert (listed.table["phrase"].str.split().str.len() == {**breakdowns.SIZES, **breakdowns.WITH_HIT}[what]).all()


def replace_table(breakdown, most):
    """The first rows only, to save time."""
    opens = {column: list(questions)[:most] for column, questions in breakdown.opens.items()}
    return Breakdown(breakdown.table.head(most), opens, breakdown.note)


def test_words_of_statements_are_those_that_they_hold(material):
    listed = breakdowns.list_frequent(material.find("statements; speaker: Ilham Aliyev"), material)
    question = listed.opens["phrase"][0]
    assert question.kind == "Words" and question.speaker == ("Ilham Aliyev",) and "outlet" not in question.voice
    assert set(material.find(question).rows["speaker"]) == {"Ilham Aliyev"}


def test_words_near_open_their_lines(material):
    check_numbers(breakdowns.list_near(material.find("words: Azerbaijan")), material, ["lines"])
    assert not breakdowns.list_near(material.find("days")).opens


def test_lines_over_time_are_all_lines(material):
    answer = material.find("words: Karabakh")
    days = breakdowns.count_over_time(answer, material)
    assert days.table["count"].sum() == len(answer.rows)
    assert days.table["n_words"].sum() == answer.table["n_words"].sum()
    assert pd.to_datetime(days.table["day"]).diff().dropna().eq(pd.Timedelta(days=1)).all(), "days without a line too"
    check_numbers(days, material, ["count"])
    drawn = breakdowns.draw_over_time(days)
    assert drawn.count("<rect") == len(days.table) and "Rates by day: highest on 2 October 2020" in drawn


def test_of_days_far_apart_only_those_with_an_article_are_listed(material):
    table = breakdowns.count_over_time(material.find("words: the; article: 000, 001, 003, 004"), material).table
    assert table.columns[0] == "day" and len(table) == 4


def test_things_open_the_lines_of_what_they_are_called(found, material):
    things = breakdowns.list_things(found, material)
    check_numbers(replace_table(things, 5), material, ["lines"])
    region = things.table.set_index("referent").loc["Nagorno-Karabakh", "called"]
    assert "Upper Karabakh" in region and things.table["articles"].is_monotonic_decreasing


def test_names_are_found_on_request_and_what_is_done_is_told(found, material):
    told = []
    things = breakdowns.list_things(replace(found, names=None, shared=None, swaps=None), material, told.append)
    assert [step[:11] for step in told] == ["Step 1 of 2", "Step 2 of 2"]
    assert things.table.equals(breakdowns.list_things(found, material).table)


# --- as HTML -----------------------------------------------------------------------------------


def test_a_table_tells_its_headings_and_each_button_its_question():
    question = Question(pattern='a "b" $x$ <i> \\(', voice=("outlet",))
    table = pd.DataFrame({"word": ["<b>&", "tea"], "lines": [3, 0]})
    markup = write_breakdown(Breakdown(table, {"lines": [question, None]}, "A note."))
    assert markup.count('scope="col"') == 2 and markup.count('scope="row"') == 2 and "&lt;b&gt;&amp;" in markup
    (told,) = re.findall(r'data-does="([^"]*)"', markup)
    does, line = read_click(html.unescape(told))
    assert does == "open" and read_question(line) == question and "$" not in told
    assert markup.count("<button") == 1 and "<p><i>A note.</i></p>" in markup


def test_a_table_that_is_cut_says_so():
    table = pd.DataFrame({"word": [str(i) for i in range(50)]})
    assert "The first 40 of 50 rows; 10 more are not shown." in write_breakdown(Breakdown(table, {}))
    assert write_breakdown(Breakdown(table.head(0), {})) == "<p>None is found.</p>"
