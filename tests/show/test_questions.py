"""A question is a line of text; its answer can be sorted, narrowed to a neighbour, compared, and handed on."""

import io
from datetime import date
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import find_event
from analysis.corpus.files import hash_rules
from analysis.findings import find_all, read_lists
from analysis.show import explore
from analysis.show.answers import list_neighbours, make_material
from analysis.show.exports import make_lines, make_workbook, name_file, write_links
from analysis.show.methods import write_methods
from analysis.show.pictures import draw_answer
from analysis.show.questions import KINDS, SORTS, Question, list_questions, read_question, write_question
from analysis.spans import check_spans
from analysis.statistics import add_rates, fisher
from analysis.text import fold
from analysis.words.coded import code_words
from helpers import name_articles

# --- as a line of text -------------------------------------------------------------------------

words = st.text('ab ;,:"|*’é', min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
lists = st.lists(words, max_size=3).map(tuple)


@given(
    st.builds(
        Question,
        st.sampled_from(KINDS),
        words,
        words | st.just(""),
        lists,
        lists,
        lists,
        lists,
        lists,
        st.none() | st.dates(),
        st.none() | st.dates(),
        lists,
        st.sampled_from(("", *SORTS)),
    )
)
def test_a_question_is_read_as_it_was_written(question):
    assert read_question(write_question(question)) == question


@pytest.mark.parametrize(
    "line, says",
    [
        ("", "is no kind of question"),
        ("sentences: a", "is no kind of question"),
        ("words: a; colour: red", "“colour: red” is not understood"),
        ("days; from: yesterday", "“yesterday” is no day"),
        ("words: a; sort: L9", "no way to sort"),
        ('words: "a', "a quotation mark is open"),
    ],
)
def test_a_line_that_asks_nothing_is_refused(line, says):
    with pytest.raises(ValueError, match=says):
        read_question(line)


@pytest.mark.parametrize(
    "line", ["words: tea;voice:outlet", " Words:  tea ; VOICE: outlet;", 'words: "tea"; voice: "outlet"']
)
def test_blanks_and_capitals_do_not_matter(line):
    assert read_question(line) == Question(pattern="tea", voice=("outlet",))


# --- answered ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found(articles):
    return find_all(articles, read_lists("seeds"), ("terms", "statements", "dates", "aliases"))


@pytest.fixture(scope="module")
def material(found):
    made = make_material(found, found.articles.index[find_event(found.articles)])
    assert made.names.tolist() == name_articles(found.articles).tolist()
    return made


def test_the_questions_to_begin_with_can_be_copied(found, material):
    questions = list_questions(found, material.about)
    assert len(questions) == 4
    for _, question in questions:
        assert material.find(write_question(question)).rows.equals(material.find(question).rows)


@pytest.mark.parametrize(
    "line, says",
    [
        ("words: war; zone: middle", "there is no zone “middle” here: choose of headline"),
        ("statements; speaker: Nobody Here", "there is no speaker"),
        ("words: war; compare: 000", "two different groups"),
        ("words: war; compare: 000, 000", "two different groups"),
        ("words: war; article: x", "no article"),
    ],
)
def test_what_is_not_there_is_named(material, line, says):
    with pytest.raises(ValueError, match=says):
        material.find(line)


def test_days_without_an_article_leave_no_line(material):
    answer = material.find("words: Karabakh; from: 1990-01-01; to: 1990-01-02")
    assert answer.rows.empty and answer.table.empty and not len(answer.articles)


@pytest.mark.parametrize("sort", SORTS)
def test_lines_are_sorted(material, sort):
    plain, answer = (
        material.find("words: Azerbaijan*|Armenia*"),
        material.find(f"words: Azerbaijan*|Armenia*; sort: {sort}"),
    )
    texts = material.articles["text"]
    key = {
        "node": lambda row: fold(row.text)[0],
        "L1": lambda row: fold((texts[row.article_id][: row.start].split() or [""])[-1].strip('“"’,(.'))[0],
        "R1": lambda row: fold(
            (texts[row.article_id][row.end :].replace("’s", " s").replace("'s", " s").split() or [""])[0]
        )[0],
    }[sort]
    keys = [key(row) for row in answer.rows.itertuples()]
    assert sorted(map(tuple, answer.rows[["article_id", "start"]].values)) == sorted(
        map(tuple, plain.rows[["article_id", "start"]].values)
    )
    words_only = [one for one in keys if one.isalpha()]
    assert (
        words_only == sorted(words_only)
        and len(set(words_only)) > 1
        and answer.rows.index.tolist() == list(range(len(answer.rows)))
    )


def test_a_collocate_leads_to_its_lines(material):
    answer = material.find("words: Azerbaijan")
    assert len(answer.collocates) > 3
    for row in answer.collocates.head(5).itertuples():
        near = material.find(Question(pattern="Azerbaijan", near=row.collocate))
        assert 0 < len(near.rows) == row.lines <= len(answer.rows)
        check_spans(near.rows, material.articles)
        for line in near.rows.itertuples():
            text = material.articles.at[line.article_id, "text"]
            assert row.collocate in fold(text[max(0, line.start - 90) : line.end + 90])[0].lower()
        assert f"near {row.collocate}" in near.says


def test_a_word_that_stands_nowhere_near_is_told_from_filters(material):
    says = material.find("words: Azerbaijan; near: bicycle").says
    assert says.startswith("“Azerbaijan”: bicycle does not stand within five words of it, with these voices and speakers.")


def test_near_is_five_words_and_one_article():
    texts = ["tea one two three four five six milk", "milk"]
    articles = pd.DataFrame({"text": texts}, index=pd.Index(["a", "b"], name="article_id"))
    marked = code_words(articles)
    marked.index = pd.Index(explore.number_places(marked, articles))
    code = {word: i for i, word in enumerate(marked["word"].cat.categories)}
    def has(words, near):
        rows = marked[marked["word"].isin(words)].reset_index(drop=True)
        return (list_neighbours(explore.find_places(rows, articles, marked), marked) == code[near]).any(axis=1).tolist()

    assert has(["two", "three", "tea"], "milk") == [False, True, True]
    assert has(["six"], "tea") == [False] and has(["five"], "tea") == [True] and has(["milk"], "six") == [True, False]


def test_two_groups_are_compared(material):
    answer = material.find(
        "words: occupied|occupation; compare: 000, 002 Anadolu Agency".replace(
            "000", material.list_choices("compare")[0]
        )
    )
    groups = answer.question.compare
    assert answer.contrast["group"].tolist() == list(groups)
    assert answer.contrast["count"].tolist() == [
        (answer.rows["article_id"].map(material.groups) == group).sum() for group in groups
    ]
    assert set(answer.rows["article_id"].map(material.groups)) <= set(groups)
    assert answer.contrast.drop(columns=["group", "articles"]).equals(
        add_rates(answer.contrast[["count", "n_words"]]).drop(columns="method")
    )
    assert "Log ratio" in answer.says and "Evidence over articles: one article only" in answer.says
    (a, n_a), (b, n_b) = answer.contrast[["count", "n_words"]].values.tolist()
    assert (fisher(a, n_a, b, n_b) < 0.05) == ("no more than chance gives" not in answer.says)


@pytest.mark.parametrize("kind", ["statements", "days"])
def test_speakers_and_days_are_compared_too(material, kind):
    one, other = material.list_choices("compare")[:2]
    answer = material.find(f"{kind}; compare: {one}, {other}")
    rows = answer.rows.drop_duplicates(["article_id", "statement"]) if kind == "statements" else answer.rows
    assert answer.contrast["count"].sum() == len(rows) > 0 and "per 1,000 words" in answer.says


def test_a_group_without_words_is_said(material):
    one, other = material.list_choices("compare")[:2]
    answer = material.find(Question(pattern="war", compare=(one, other), last=date(1990, 1, 1)))
    assert "no words here" in answer.says


# --- handed on ---------------------------------------------------------------------------------


def test_lines_say_where_they_come_from(material):
    answer = material.find("words: Upper Karabakh; voice: outlet")
    lines = make_lines(answer, material.articles)
    assert lines.columns.tolist() == [
        "left",
        "node",
        "right",
        "outlet",
        "title",
        "date",
        "zone",
        "voice",
        "speaker",
        "article",
        "start",
        "end",
        "question",
        "version",
    ]
    row = lines.iloc[0]
    text = material.articles.at[row["article"], "text"]
    assert (
        text[row["start"] : row["end"]] == row["node"]
        and row["date"] == f"{material.articles.at[row['article'], 'published']:%Y-%m-%d}"
    )
    assert set(lines["question"]) == {"words: Upper Karabakh; voice: outlet"}


def test_lines_can_be_handed_on_without_the_text_around_them(material):
    lines = make_lines(material.find("days"), material.articles, whole=False)
    assert not {"left", "right"} & set(lines.columns) and "value" in lines
    assert lines["node"].str.len().max() < 60


def test_a_workbook_holds_what_is_shown_and_no_formula(material):
    answer = material.find("words: Azerbaijan; compare: {}, {}".format(*material.list_choices("compare")[:2]))
    methods = "=a paragraph"
    book = openpyxl.load_workbook(io.BytesIO(make_workbook(answer, material.articles, methods)))
    assert book.sheetnames == ["lines", "counts", "collocates", "comparison", "method"]
    assert [row[1] for row in book["lines"].iter_rows(min_row=2, values_only=True)] == answer.rows["text"].tolist()
    assert [row[:2] for row in book["comparison"].iter_rows(min_row=2, max_col=3, values_only=True)] == list(
        answer.contrast[["group", "articles"]].itertuples(index=False, name=None)
    )
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    empty = material.find("words: nowhere")
    assert (
        openpyxl.load_workbook(io.BytesIO(make_workbook(empty, material.articles, ""))).sheetnames[0]
        == "lines"
    )


@pytest.mark.parametrize(
    "line, name",
    [
        ("words: a/b | <c>", "words_a_b_c"),
        ("days; from: 2020-10-03", "days_from_2020-10-03"),
        ("…", "question"),
        ("words: " + "a" * 99, "words_" + "a" * 54),
        ("words: ../../x", "words_x"),
    ],
)
def test_the_name_of_a_file_is_of_the_question(line, name):
    assert name_file(line) == name


def test_the_paragraph_on_method_says_what_was_done(found, material):
    answer = material.find("words: Karabakh; zone: body")
    says = write_methods(answer, material, found)
    assert "We analysed 4 English news articles" in says and "2 October 2020 to 7 October 2020" in says
    assert "1 other article of the corpus was left out" in says and "in body, per 1,000 words" in says
    assert f"“words: Karabakh; zone: body”; it found {len(answer.rows)} lines" in says and "version 0." in says


@pytest.mark.parametrize(
    "line, says",
    [
        ("statements", "How the speaker of a line is known: name "),
        ("words: war; near: state", "A word is near where it stands within 5 words."),
        ("words: war; compare: 001, 004", "a rank test over articles"),
        ("days", "by the day that is meant (TIMEX3)"),
        ("words: war", f"(rules {hash_rules()[:12]})"),
    ],
)
def test_the_paragraph_on_method_names_the_settings(found, material, line, says):
    assert says in write_methods(material.find(line), material, found)


@pytest.mark.parametrize(
    "line, names", [("words: war", ["counts", "days"]), ("statements; group: 001", ["counts"])]
)
def test_figures_are_files_that_say_what_they_show(material, line, names):
    pictures = draw_answer(material.find(line), material)
    assert [picture.name for picture in pictures] == names
    for picture in pictures:
        assert picture.png.startswith(b"\x89PNG") and ElementTree.fromstring(picture.svg).tag.endswith("svg")
        assert line in picture.svg.replace("\n", " ")
    assert not draw_answer(material.find("words: nowhere"), material)


def test_files_are_called_after_the_question(found, material):
    links = write_links(material.find("days: 2020-09* | 1991"), material, found)
    names = [name for name in links.split('"') if name.startswith("days_")]
    assert len(names) == 7 and {name.removeprefix("days_2020-09_1991") for name in names} >= {".xlsx", "_counts.svg", "_counts.png"}
