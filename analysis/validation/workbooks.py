"""Workbooks (.xlsx) for coders: written empty, and read when they are marked."""

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.corpus.files import MARKED
from analysis.spans import read_texts
from analysis.spans.formulas import fill_sheet, squeeze
from analysis.validation.draws import Draw, make_ids
from analysis.validation.tasks import NO, TASK, YES

FIRST, MISSED = "how to mark", " missed"  # the first sheet; what the name of a sheet of paragraphs ends with
_COLUMNS = {"id": "str", "article": "str", "start": "int64", "end": "int64"}
_COUNTED = {"missed": "how many are missed", "wrong": "how many of those in brackets are wrong; empty is 0"}
_NARROW, _WIDE, _WIDER = 12, 40, 70  # widths of columns, in characters
_WIDTHS = {
    "left": _WIDE,
    "node": _WIDE,
    "right": _WIDE,
    "other_text": _WIDE,
    "text": _WIDER,
    "remark": 30,
    "id": 10,
    "article": 16,
}


class Marked(NamedTuple):
    """What coders have answered. Rows without an answer are not in these tables."""

    rows: pd.DataFrame  # `coder`, `task`, `question`, `id`, `article`, `start`, `end`, `text`, `answer` (True for yes)
    paragraphs: pd.DataFrame  # `coder`, `task`, `id`, `article`, `start`, `end`, `text`, `found`, `missed`, `wrong`


def name_workbook(coder: str) -> str:
    """The name of a coder's file. ValueError for a name that is not made of letters, digits and underscores.

    >>> name_workbook("anna")
    'validation_anna.xlsx'
    """
    name = f"validation_{coder}.xlsx"
    if not MARKED.fullmatch(name):
        raise ValueError(
            f"a coder is called {coder!r}: use letters, digits and underscores, as it becomes the name of a file"
        )
    return name


# --- writing ---------------------------------------------------------------------------------


def write_workbook(draw: Draw, path: str | Path) -> Path:
    """Writes what was drawn as a workbook with one sheet per task, its answers empty, and gives back the path.

    FileExistsError where there is such a file already, as it may hold the work of hours.
    """
    import openpyxl  # here, as few notebooks need it

    path = Path(path)
    if path.exists():
        raise FileExistsError(f"{path} is there already, and may hold answers: move it, or name another coder")
    book = openpyxl.Workbook()
    _write_start(book.active, draw)
    for task, rows in draw.rows.items():
        questions = dict(TASK[task].questions)
        shown = rows[["id", "article", "start", "end", "left", "node", "right", *TASK[task].shown]]
        _write_sheet(book.create_sheet(task), shown, questions, f'"{YES},{NO}"')
    for task, rows in draw.paragraphs.items():
        _write_sheet(book.create_sheet(task + MISSED), rows, _COUNTED)
    book.save(path)
    return path


def _write_start(sheet, draw):
    sheet.title = FIRST
    lines = [
        "Each sheet is one task. Judge each row by the question of its sheet, by yourself, without looking at the "
        "notebooks and without talking to another coder. Rows stand in random "
        "order: mark them from the top, and stop where you like.",
        "Write into the columns whose heads are grey, and into remark. Change nothing else; do not delete columns.",
        "",
    ]
    for task in draw.rows:
        lines += [f"{task}, {column}: {question} ({YES} or {NO})" for column, question in TASK[task].questions]
        if task in draw.paragraphs:
            lines += [
                f"{task}{MISSED}: whole articles, paragraph by paragraph; what was found stands in [brackets]. "
                f"In missed, write the number of {TASK[task].missed} (0 where there are none), and in wrong, how "
                "many of those in brackets are wrong, if any."
            ]
    if "terms" in draw.paragraphs:
        lines += ["", *(f"The terms of {family}: {', '.join(terms)}" for family, terms in draw.terms.items())]
    lines += ["", f"Made by same-event-different-words {version('same-event-different-words')}, seed {draw.seed}."]
    lines += [
        f"{row.task}: {row.rows:,} of {row.of:,} rows"
        + (f", {row.paragraphs:,} paragraphs of {row.articles:,} articles" if row.articles else "")
        for row in draw.drawn.itertuples()
    ]
    fill_sheet(sheet, pd.DataFrame({FIRST: lines}), {FIRST: 110})


def _write_sheet(sheet, rows, answers, allowed=""):
    """The rows, then a column for each answer and one for remarks.

    answers: {column: what is asked}. allowed: the answers to choose from; whole numbers where there are none.
    """
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    empty = dict.fromkeys([*answers, "remark"], pd.Series("", rows.index, dtype="str"))
    fill_sheet(sheet, rows.assign(**empty), _WIDTHS, bold=("node", "other_text"))
    sheet.freeze_panes = "B2"
    for cell in sheet[1]:
        if cell.value in answers:
            cell.fill = PatternFill("solid", fgColor="D9D9D9")
            cell.comment = Comment(answers[cell.value], "notebook 08")
            check = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
            if allowed:
                check = DataValidation(type="list", formula1=allowed)
            sheet.add_data_validation(check)
            check.add(f"{cell.column_letter}2:{cell.column_letter}{len(rows) + 1}")


# --- reading ---------------------------------------------------------------------------------


def list_workbooks(folder: str | Path) -> list[Path]:
    """The marked workbooks that stand in a folder, by the names of their coders."""
    return sorted(path for path in Path(folder).glob("validation_*.xlsx") if MARKED.fullmatch(path.name))


def read_workbooks(paths: Iterable[str | Path], task: str | None = None) -> Marked:
    """The answers in the workbooks of one or more coders; the file's name says whose they are.

    task: reads only the sheets of this one, so that a mistake in another sheet does not matter; all unless given.

    ValueError names file, sheet, row and column of whatever is not understood: an id that does not belong to its row,
    an id that stands twice, an answer that is neither yes nor no, a number that is none, a column that is missing. All
    answers of one sheet that are neither yes nor no are named together.
    """
    rows, paragraphs = [], []
    for path in map(Path, paths):
        coder = name[1] if (name := MARKED.fullmatch(path.name)) else path.stem
        for sheet in _open_sheets(path, task):
            if sheet.task.endswith(MISSED):
                paragraphs += [(coder, sheet.task.removesuffix(MISSED), *row) for row in _read_paragraphs(sheet)]
            else:
                rows += [(coder, sheet.task, *row) for row in _read_answers(sheet)]
    place = ["id", "article", "start", "end", "text"]
    return Marked(
        pd.DataFrame(rows, columns=["coder", "task", "question", *place, "answer"]),
        pd.DataFrame(paragraphs, columns=["coder", "task", *place, "found", "missed", "wrong"]),
    )


class _Sheet(NamedTuple):
    """A sheet of a marked workbook: its cells as text, by row number of the spreadsheet."""

    file: str
    task: str
    cells: pd.DataFrame

    def fail(self, row, column, why):
        self.refuse([f"row {row}, column {column}: {why}"])

    def refuse(self, wrong):
        """ValueError with what is wrong, if anything is."""
        if wrong:
            more = f"; and {len(wrong) - _MOST_TOLD:,} more" if len(wrong) > _MOST_TOLD else ""
            raise ValueError(f"{self.file}, sheet {self.task!r}, {'; '.join(wrong[:_MOST_TOLD])}{more}")


def _open_sheets(path, task):
    """The sheets of a workbook that hold a task, or this one, checked. ValueError where there is none of any task."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise ValueError(f"{path.name} is no workbook that can be read ({error}): save it as .xlsx") from error
    names = [name for name in book.sheetnames if name.removesuffix(MISSED) in TASK]
    if not names:
        book.close()
        raise ValueError(
            f"{path.name} has no sheet of a task; it has {', '.join(book.sheetnames)}, and needs one of "
            f"{', '.join(TASK)}"
        )
    try:
        wanted = [name for name in names if task in (None, name.removesuffix(MISSED))]
        return [_read_sheet(path.name, name, book[name]) for name in wanted]
    finally:
        book.close()


def _read_sheet(file, name, sheet):
    lines = [[_read_cell(cell) for cell in line] for line in sheet.iter_rows(values_only=True)] or [[]]
    heads = [head.strip() for head in lines[0]]
    cells = pd.DataFrame([line for line in lines[1:]], columns=heads, index=range(2, len(lines) + 1), dtype="str")
    task = TASK[name.removesuffix(MISSED)]
    shown = ["text", "found"] if name.endswith(MISSED) else ["node", *task.shown]
    answers = list(_COUNTED if name.endswith(MISSED) else dict(task.questions))
    for column in (*_COLUMNS, *shown, *answers):
        if heads.count(column) != 1:
            found = "there twice" if column in heads else "missing"
            why = f"the column {column} is {found}; write its name back as it was"
            raise ValueError(f"{file}, sheet {name!r}, row 1: {why}")
    read = _Sheet(file, name, cells[cells[list(cells.columns.unique())].ne("").any(axis=1)])
    _check_ids(read, [*list(_COLUMNS)[1:], *shown])
    return read


def _read_cell(cell):
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a spreadsheet may save 3 as 3.0
    return "" if cell is None else YES if cell is True else NO if cell is False else str(cell)


def _check_ids(sheet, shown):
    """Every id must be the checksum of its row, and stand once."""
    made = make_ids(sheet.cells[shown], sheet.task)["id"]
    for row, said, true in zip(sheet.cells.index, sheet.cells["id"].str.strip(), made, strict=True):
        if said != true:
            sheet.fail(
                row,
                "id",
                f"{said!r} does not belong to this row. A cell of it was changed, or columns were sorted apart: "
                "undo that, or copy the answers into a fresh workbook",
            )
    if (twice := sheet.cells["id"].duplicated()).any():
        sheet.fail(
            twice.index[twice][0],
            "id",
            f"{sheet.cells['id'][twice].iloc[0]!r} stands twice: delete one of the two rows",
        )


_ANSWERS = {YES: True, "y": True, "1": True, NO: False, "n": False, "0": False}
_MOST_TOLD = 20  # wrong cells of a sheet that one message lists


def _read_answers(sheet):
    columns = [column for column, _ in TASK[sheet.task].questions]
    wrong = [
        f"row {row}, column {column}: {cell!r} is neither {YES} nor {NO}"
        for column in columns
        for row, cell in sheet.cells[column].items()
        if cell.strip() and cell.strip().lower() not in _ANSWERS
    ]
    sheet.refuse(wrong)
    for column in columns:
        for _, line in sheet.cells.iterrows():
            if said := line[column].strip().lower():
                yield (
                    column,
                    line["id"],
                    line["article"],
                    int(line["start"]),
                    int(line["end"]),
                    line["node"],
                    _ANSWERS[said],
                )


def _read_paragraphs(sheet):
    sheet.refuse([f"row {row}, {why}" for row, line in sheet.cells.iterrows() for why in _check_counts(line)])
    for _, line in sheet.cells[sheet.cells["missed"].str.strip() != ""].iterrows():
        yield (
            line["id"],
            line["article"],
            int(line["start"]),
            int(line["end"]),
            line["text"],
            int(line["found"]),
            int(line["missed"]),
            int(line["wrong"].strip() or 0),
        )


def _check_counts(line):
    """What is wrong with the numbers of a paragraph."""
    said = {column: line[column].strip() for column in _COUNTED}
    wrong = [f"column {column}: {line[column]!r} is no number from 0 to 9999" for column, number in said.items()
             if number and not (number.isascii() and number.isdigit() and len(number) <= 4)]
    if wrong or not said["wrong"]:
        return wrong
    found, number = int(line["found"]), int(said["wrong"])
    if number > found:
        are = "is" if found == 1 else "are"
        return [f"column wrong: {number} of the rows in brackets are wrong, but there {are} only {found}"]
    empty = "column missed: it is empty, though wrong has an answer: write 0 where nothing is missed"
    return [] if said["missed"] else [empty]


def choose_fitting(marked: Marked, articles: pd.DataFrame) -> Marked:
    """The answers on these very articles: those whose text stands in the article where the row says."""
    texts = read_texts(articles)

    def fits(line):
        text = squeeze(texts[line.article][line.start : line.end]) if line.article in texts else ""
        return _drop_brackets(text) == _drop_brackets(line.text)

    return Marked(*(table.loc[[fits(line) for line in table.itertuples()]].reset_index(drop=True) for table in marked))


def _drop_brackets(text):
    return text.replace("[", "").replace("]", "")
