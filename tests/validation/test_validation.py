"""Rows and articles are drawn at random, a coder's workbook comes back as figures, and a bad cell is named."""

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers
from analysis.findings import Findings, Lists, find_all, find_part, read_lists
from analysis.show import marks
from analysis.spans.formulas import squeeze
from analysis.validation import describe_accuracy, find_gone, list_wrong, measure_accuracy, measure_agreement
from analysis.validation.draws import draw_sample, list_rows, make_ids, order_at_random
from analysis.validation.tasks import TASK, TASKS
from analysis.validation.workbooks import (
    MISSED,
    choose_fitting,
    list_workbooks,
    name_workbook,
    read_workbooks,
    write_workbook,
)
from analysis.zones import ZONES
from tests.nasty import examples


@pytest.fixture(scope="module")
def found():
    """All that is found in the five articles."""
    return find_all(helpers.load_articles(), read_lists("seeds"))


@pytest.fixture(scope="module")
def draw(found):
    return draw_sample(found, rows=20, whole=2, seed=7)


@pytest.fixture(scope="module")
def few(found):
    """A draw that is small enough to be written and read quickly."""
    return draw_sample(found, rows=5, whole=1, seed=7)


def mark(draw, path, answer, missed=1, wrong=0):
    """A made-up coder, who answers every row. answer: (sheet, question, number of the row) -> what is written."""
    book = openpyxl.load_workbook(write_workbook(draw, path))
    for sheet in book.worksheets[1:]:
        heads = [cell.value for cell in sheet[1]]
        for number, cells in enumerate(sheet.iter_rows(min_row=2)):
            if sheet.title.endswith(MISSED):
                cells[heads.index("missed")].value = missed if number == 0 else 0
                cells[heads.index("wrong")].value = min(wrong, cells[heads.index("found")].value)
            else:
                for column, _ in TASK[sheet.title].questions:
                    cells[heads.index(column)].value = answer(sheet.title, column, number)
    book.save(path)
    return path


@pytest.fixture(scope="module")
def marked_file(few, tmp_path_factory):
    return mark(few, tmp_path_factory.mktemp("marked") / "validation_a.xlsx", lambda sheet, column, i: "yes")


# --- drawing -----------------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_and_another_seed_others(found, draw):
    again, other = draw_sample(found, rows=20, whole=2, seed=7), draw_sample(found, rows=20, whole=2, seed=8)
    for task in draw.rows:
        assert draw.rows[task].equals(again.rows[task])
    assert draw.rows["terms"]["id"].tolist() != other.rows["terms"]["id"].tolist()
    assert (
        set(draw.paragraphs["dates"]["article"]) == set(draw.paragraphs["terms"]["article"])
        and len(set(draw.paragraphs["dates"]["article"])) == 2
    )


def test_fewer_rows_are_the_first_of_more(found, draw):
    fewer = draw_sample(found, rows=5, whole=1, seed=7)
    assert all(fewer.rows[task]["id"].tolist() == draw.rows[task]["id"].tolist()[:5] for task in draw.rows)


def test_every_row_has_the_same_chance():
    """Of 40 ids, each is among the first 10 in about a quarter of 400 draws: chi-squared over all of them."""
    from scipy.stats import chisquare

    ids, often = pd.Series([f"{i:08x}" for i in range(40)]), dict.fromkeys(range(40), 0)
    for seed in range(400):
        for i in order_at_random(ids, seed).index[:10]:
            often[i] += 1
    assert chisquare(list(often.values())).pvalue > 0.01


def test_what_is_drawn_is_what_is_counted(found, draw):
    zones = found.zones[found.zones["zone"] == "body"]
    for row in draw.rows["statements"].itertuples():
        assert squeeze(found.articles.at[row.article, "text"][row.start : row.end]) == row.node
        assert ((zones["article_id"] == row.article) & (zones["start"] <= row.start) & (row.end <= zones["end"])).any()
    assert list_rows(found, TASK["names"])["referent"].ne("").all()
    assert set(draw_sample(found, articles=["002"]).rows["dates"]["article"]) == {"002"}


def test_paragraphs_show_each_row_that_begins_in_them(found, draw):
    for task, paragraphs in draw.paragraphs.items():
        rows = list_rows(found, TASK[task])
        assert paragraphs["found"].sum() == rows["article"].isin(paragraphs["article"]).sum() > 0
        for line in paragraphs.itertuples():
            assert (
                line.text.count("[")
                - squeeze(found.articles.at[line.article, "text"][line.start : line.end]).count("[")
                == line.found
            )


def test_every_line_has_a_zone_that_can_be_judged(found, draw):
    """Zones of the site are drawn too, although no other task counts them."""
    every, zones = list_rows(found, TASK["zones"]), found.zones
    assert every[["article", "start", "end", "zone"]].values.tolist() == (
        zones[["article_id", "start", "end", "zone"]].values.tolist()
    )
    assert {"furniture", "body", "headline"} <= set(every["zone"]) and len(draw.rows["zones"]) == 20
    assert draw.drawn.set_index("task").loc["zones", ["of", "paragraphs"]].tolist() == [len(zones), 0]


def test_all_zones_are_explained_to_the_coder():
    (question,) = dict(TASK["zones"].questions).values()
    assert all(f"{zone}: " in question or zone == "headline" for zone in ZONES) and "headline;" in question


def test_a_corpus_without_findings_draws_nothing():
    articles = pd.DataFrame({"text": ["Rain."]}, index=pd.Index(["a"], name="article_id"))
    draw = draw_sample(find_part(articles))
    assert list(draw.rows) == ["zones"] and draw.paragraphs == {}, "a line has a zone, whatever it says"
    assert draw_sample(Findings(articles, lists=Lists())).rows == {}


@settings(max_examples=examples(10))
@given(st.lists(st.text(max_size=40), min_size=10, max_size=50))
def test_a_cell_is_as_a_workbook_holds_it(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("cells") / "book.xlsx"
    book = openpyxl.Workbook()
    for cell in cells:
        cell = cell.encode("utf-8", "replace").decode()  # no half of a surrogate pair is in an article
        book.active.append([squeeze(cell)])
        book.active.cell(book.active.max_row, 1).data_type = "s"
    book.save(path)
    read = [row[0] or "" for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]
    assert read == [squeeze(cell.encode("utf-8", "replace").decode()) for cell in cells]


# --- writing and reading -----------------------------------------------------------------------


def test_a_workbook_that_nobody_has_marked_says_nothing(few, tmp_path):
    marked = read_workbooks([write_workbook(few, tmp_path / "validation_a.xlsx")])
    assert marked.rows.empty and marked.paragraphs.empty
    assert measure_accuracy(marked).empty and measure_agreement(marked).empty
    assert "No coder has judged" in describe_accuracy(measure_accuracy(marked))


def test_a_marked_workbook_is_never_written_over(few, tmp_path):
    path = write_workbook(few, tmp_path / "validation_a.xlsx")
    with pytest.raises(FileExistsError, match="may hold answers"):
        write_workbook(few, path)


def test_the_first_sheet_says_what_is_asked(draw, tmp_path):
    book = openpyxl.load_workbook(write_workbook(draw, tmp_path / "validation_a.xlsx"))
    said = "\n".join(str(cell.value) for cell in book.worksheets[0]["A"])
    for task in TASKS:
        assert all(question in said for _, question in task.questions) and task.missed in said
    assert "seed 7" in said and "Upper Karabakh" in said


def test_no_cell_is_a_formula(tmp_path):
    articles = pd.DataFrame(
        {"text": ["=1+1 is what Ann Lee said on Monday.\n\n“+2,” Ann Lee said."]},
        index=pd.Index(["=a"], name="article_id"),
    )
    found = find_part(articles, Lists(vocabulary=helpers.read_lists("seeds").vocabulary))
    path = write_workbook(draw_sample(found), tmp_path / "validation_a.xlsx")
    types = {
        cell.data_type for sheet in openpyxl.load_workbook(path).worksheets for row in sheet.iter_rows() for cell in row
    }
    assert "f" not in types and len(read_workbooks([path]).rows) == 0


def test_answers_become_figures(draw, tmp_path):
    """No to each fifth row, yes to every speaker and value; one is missed in the first paragraph of each task."""
    path = mark(
        draw,
        tmp_path / "validation_anna.xlsx",
        lambda sheet, column, i: "no" if column == "correct" and i % 5 == 0 else "YES ",
        wrong=1,
    )
    marked = read_workbooks([path])
    table = measure_accuracy(marked).set_index(["task", "measure"])
    assert set(table["coder"]) == {"anna"}
    row = table.loc[("dates", "precision")]
    assert (row["n"], row["right"], row["share"]) == (20, 16, 0.8)
    assert row["low"] == pytest.approx(0.5634, abs=0.0001) and row["high"] == pytest.approx(
        0.9427, abs=0.0001
    )  # R: binom.test(16, 20)
    assert table.loc[("statements", "right speaker"), "share"] == 1
    paragraphs = draw.paragraphs["statements"]
    right = (paragraphs["found"] - paragraphs["found"].clip(upper=1)).sum()
    assert table.loc[("statements", "recall"), ["right", "n"]].tolist() == [right, right + 1]
    assert ("shared", "recall") not in table.index
    assert "dates 80% (56% to 94%)" in describe_accuracy(measure_accuracy(marked))
    wrong = list_wrong(marked)
    assert len(wrong) == 5 * 4 + 2 and set(wrong["question"]) == {
        "correct"
    }  # of 20 rows 4, of the 8 shared sentences 2
    assert set(wrong.loc[wrong["task"] == "dates", "text"]) == set(draw.rows["dates"]["node"].iloc[::5])


def test_two_coders_agree_more_or_less(draw, tmp_path):
    paths = [
        mark(
            draw,
            tmp_path / name_workbook(coder),
            lambda sheet, column, i, every=every: "no" if i % every == 0 else "yes",
            missed,
        )
        for coder, every, missed in (("anna", 4, 1), ("ben", 2, 0))
    ]
    table = measure_agreement(read_workbooks(paths)).set_index(["task", "question"])
    row = table.loc[("terms", "correct")]  # of 20 rows both say no to 5, anna yes and ben no to 5, both yes to 10
    assert (row["coders"], row["items"], row["agreed"]) == ("anna, ben", 20, 0.75)
    assert row["kappa"] == pytest.approx(0.5) and row["alpha"] == pytest.approx(1 - 39 * 10 / (2 * 15 * 25))
    missed = table.loc[("dates", "anything missed")]
    assert missed["items"] == len(draw.paragraphs["dates"]) and missed["agreed"] == 1 - 1 / missed["items"]


def test_a_row_that_one_coder_left_open_does_not_count_for_agreement(few, tmp_path):
    paths = [
        mark(few, tmp_path / name_workbook(coder), lambda sheet, column, i, most=most: "yes" if i < most else None)
        for coder, most in (("anna", 5), ("ben", 3))
    ]
    marked = read_workbooks(paths)
    assert measure_agreement(marked).set_index(["task", "question"]).loc[("terms", "correct"), "items"] == 3
    assert measure_accuracy(marked).query("task == 'terms' and measure == 'precision'")["n"].tolist() == [5, 3]


ANSWERS = [("yes", True), (" Yes", True), ("Y", True), (True, True), (1, True), ("no", False), ("N ", False), (False, False), ("0", False)]


def test_what_is_an_answer(found, tmp_path):
    draw = draw_sample(found, rows=len(ANSWERS), whole=1)
    rows = read_workbooks([mark(draw, tmp_path / "validation_a.xlsx", lambda sheet, column, i: ANSWERS[i][0])]).rows
    assert rows.loc[rows["task"] == "dates", "answer"].tolist() == 2 * [read for _, read in ANSWERS]


def test_rows_may_be_sorted_and_deleted_whole(few, tmp_path):
    path = mark(few, tmp_path / "validation_a.xlsx", lambda sheet, column, i: "no" if i == 3 else "yes")
    before, book = read_workbooks([path]), openpyxl.load_workbook(path)
    sheet = book["dates"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    sheet.delete_rows(2, len(rows))
    for row in sorted(rows)[1:]:
        sheet.append(
            [float(cell) if isinstance(cell, int) else cell for cell in row]
        )  # as a spreadsheet may save numbers
    book.save(path)
    after = read_workbooks([path]).rows.query("task == 'dates'")
    assert len(after) == 2 * (len(rows) - 1)
    kept = before.rows[before.rows["id"].isin(after["id"]) & (before.rows["task"] == "dates")]
    columns = ["question", "id", "answer"]
    assert sorted(after[columns].values.tolist()) == sorted(kept[columns].values.tolist())


BAD = [  # (sheet, row of the spreadsheet, column, what is written, what is said)
    ("dates", 3, "id", "00000000", "sheet 'dates', row 3, column id: '00000000' does not belong to this row"),
    (
        "dates",
        4,
        "node",
        "tomorrow",
        "sheet 'dates', row 4, column id: .* does not belong to this row. A cell of it was changed",
    ),
    ("names", 2, "start", "x", "sheet 'names', row 2, column id"),
    ("terms", 5, "correct", "maybe", "sheet 'terms', row 5, column correct: 'maybe' is neither yes nor no"),
    ("statements", 2, "speaker_correct", 2, "sheet 'statements', row 2, column speaker_correct: '2' is neither"),
    ("shared", 1, "correct", "right", "sheet 'shared', row 1: the column correct is missing"),
    ("shared", 1, "remark", "correct", "sheet 'shared', row 1: the column correct is there twice"),
    ("dates missed", 2, "missed", "one", "sheet 'dates missed', row 2, column missed: 'one' is no number"),
    ("dates missed", 2, "missed", 10000, "row 2, column missed: '10000' is no number from 0 to 9999"),
    ("dates missed", 2, "missed", -1, "row 2, column missed: '-1' is no number"),
    ("dates missed", 2, "missed", 0.5, "row 2, column missed: '0.5' is no number"),
    ("terms missed", 2, "wrong", 99, "row 2, column wrong: 99 of the rows in brackets are wrong, but"),
]


@pytest.mark.parametrize("sheet, row, column, written, says", BAD, ids=[f"{bad[0]} {bad[2]} {bad[3]}" for bad in BAD])
def test_what_is_not_understood_is_named(marked_file, tmp_path, sheet, row, column, written, says):
    path, book = tmp_path / "validation_a.xlsx", openpyxl.load_workbook(marked_file)
    heads = [cell.value for cell in book[sheet][1]]
    book[sheet].cell(row, heads.index(column) + 1).value = written
    book.save(path)
    with pytest.raises(ValueError, match=f"validation_a.xlsx, {says}" if says.startswith("sheet") else says):
        read_workbooks([path])


def test_all_wrong_answers_are_named_and_other_tasks_are_read(found, marked_file, tmp_path):
    path, book = tmp_path / "validation_a.xlsx", openpyxl.load_workbook(marked_file)
    heads = [cell.value for cell in book["dates"][1]]
    for row, column in ((2, "correct"), (4, "correct"), (3, "value_correct")):
        book["dates"].cell(row, heads.index(column) + 1).value = "maybe"
    book.save(path)
    with pytest.raises(ValueError, match="row 2, column correct: .*; row 4, column correct: .*; row 3, column value_correct"):
        read_workbooks([path])
    (tmp_path / "a.txt").write_text("Rain.", encoding="utf-8")
    assert marks.show_marked("statements", tmp_path, found.articles)


def test_all_wrong_numbers_are_named(marked_file, tmp_path):
    path, book = tmp_path / "validation_a.xlsx", openpyxl.load_workbook(marked_file)
    sheet = book["dates missed"]
    heads = [cell.value for cell in sheet[1]]
    for row, missed, wrong in ((2, "one", "two"), (3, 1, 99), (4, None, 0), (5, 3, None)):
        sheet.cell(row, heads.index("missed") + 1).value, sheet.cell(row, heads.index("wrong") + 1).value = missed, wrong
    book.save(path)
    with pytest.raises(ValueError, match="row 2, column missed: 'one' .*; row 2, column wrong: 'two' .*; row 3, column wrong: 99 .*; "
                                         "row 4, column missed: it is empty, [^;]*$"):
        read_workbooks([path])


def test_a_row_that_stands_twice_is_named(marked_file, tmp_path):
    path, book = tmp_path / "validation_a.xlsx", openpyxl.load_workbook(marked_file)
    book["terms"].append([cell.value for cell in book["terms"][2]])
    book.save(path)
    with pytest.raises(ValueError, match="sheet 'terms', row 7, column id: .* stands twice"):
        read_workbooks([path])


def test_what_is_no_workbook_of_ours_is_refused(tmp_path):
    (tmp_path / "validation_a.xlsx").write_text("no workbook")
    with pytest.raises(ValueError, match="validation_a.xlsx is no workbook that can be read"):
        read_workbooks([tmp_path / "validation_a.xlsx"])
    openpyxl.Workbook().save(tmp_path / "validation_b.xlsx")
    with pytest.raises(ValueError, match="validation_b.xlsx has no sheet of a task; it has Sheet"):
        read_workbooks([tmp_path / "validation_b.xlsx"])


@pytest.mark.parametrize("coder", ["", "a b", "../a", "a.b"])
def test_a_coder_whose_name_is_no_file_name_is_refused(coder):
    with pytest.raises(ValueError, match="use letters, digits and underscores"):
        name_workbook(coder)


@pytest.mark.parametrize("column, changed", [("node", "tea"), ("start", 12), ("article", "001")])
def test_an_id_tells_its_row(column, changed):
    row = {"article": "000", "start": 1, "end": 4, "node": "Tea"}
    one, other = (make_ids(pd.DataFrame([cells]), "terms")["id"][0] for cells in (row, {**row, column: changed}))
    assert one != other != make_ids(pd.DataFrame([row]), "dates")["id"][0]


# --- where the figures are shown -----------------------------------------------------------------


def test_marked_files_beside_a_corpus_are_no_articles_and_take_the_place_of_other_figures(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(
        "Bridge opens\n\nThe bridge opened on Monday, Anna Berg said. “It is a good bridge,” she said.\n",
        encoding="utf-8",
    )
    found = helpers.find_all(tmp_path)
    helpers.show_accuracy("statements", tmp_path, found.articles)
    assert "PolNeAR" in capsys.readouterr().out
    mark(draw_sample(found), tmp_path / "validation_anna.xlsx", lambda sheet, column, i: "no" if i else "yes")
    assert list_workbooks(tmp_path) == [tmp_path / "validation_anna.xlsx"]
    assert helpers.load_articles(tmp_path).index.tolist() == ["a"] and "validation" not in capsys.readouterr().out
    helpers.show_accuracy("statements", tmp_path, found.articles)
    said = capsys.readouterr().out
    assert "judged by anna" in said and "precision" in said and "PolNeAR" not in said


def test_workbooks_are_written_once(few, tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Rain.", encoding="utf-8")
    marks.write_workbooks(few, "anna", tmp_path)        # one name alone is no list of letters
    marks.write_workbooks(few, ["anna", "ben"], tmp_path)
    said = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[0] for line in said] == ["Written:", str(tmp_path / "validation_anna.xlsx"), "Written:"]
    assert marks.describe_marks(tmp_path, helpers.load_articles(tmp_path)).startswith("No coder has judged")


def test_answers_on_other_texts_do_not_count(found, marked_file):
    marked = read_workbooks([marked_file])
    fitting = choose_fitting(marked, found.articles)
    assert len(fitting.rows) == len(marked.rows) > 0 and len(fitting.paragraphs) == len(marked.paragraphs) > 0
    changed = found.articles.assign(text="x" + found.articles["text"]).drop(index="001")
    assert choose_fitting(marked, changed).rows.empty and choose_fitting(marked, changed).paragraphs.empty


def test_rows_that_are_no_longer_found_are_told(found, few, marked_file):
    marked = read_workbooks([marked_file])
    current = {task.name: list_rows(found, task) for task in TASKS}
    assert find_gone(marked, current).empty
    gone = few.rows["dates"]["id"][0]
    current["dates"] = current["dates"][current["dates"]["id"] != gone]
    assert find_gone(marked, current)["id"].tolist() == [gone]
