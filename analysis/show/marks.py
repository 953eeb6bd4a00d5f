"""How accurate the findings are on a reader's own articles, judged by the coders' answers in the workbooks of notebook
08."""
from pathlib import Path

import pandas as pd

from analysis.corpus.places import find_beside
from analysis.show import list_some, say, show
from analysis.validation import describe_accuracy, measure_accuracy, measure_agreement
from analysis.validation.draws import Draw
from analysis.validation.workbooks import (
    Marked,
    choose_fitting,
    list_workbooks,
    name_workbook,
    read_workbooks,
    write_workbook,
)


def read_marks(corpus: str | Path | None, articles: pd.DataFrame, task: str | None = None) -> Marked:
    """The coders' answers about the findings in these articles: the workbooks of notebook 08 beside the corpus.

    task: as for `workbooks.read_workbooks`.

    ValueError names file, sheet, row and column of an answer that is not understood.
    """
    return choose_fitting(read_workbooks(list_workbooks(find_beside("", corpus)), task), articles)


def describe_marks(corpus: str | Path | None, articles: pd.DataFrame) -> str:
    """How accurate the findings are according to the coders, in a sentence."""
    return describe_accuracy(measure_accuracy(read_marks(corpus, articles)))


def write_workbooks(draw: Draw, coders: str | list[str], corpus: str | Path | None) -> None:
    """Writes a workbook beside the corpus for each coder who has none yet, and says so. coders: their names, or the
    name of the only one."""
    for coder in [coders] if isinstance(coders, str) and coders else coders:
        path = find_beside(name_workbook(coder), corpus)
        if path.exists():
            say("{path} is there already, and stays as it is.", path=path)
        else:
            say("Written: {path}.", path=write_workbook(draw, path))
    if not coders:
        say("No coder is named in the first cell, so no workbook is written.")


def show_marked(table: str, corpus: str | Path | None, articles: pd.DataFrame) -> bool:
    """Shows how right coders have found the rows of a table of findings; False where nobody has judged any.

    table: terms, statements, dates, shared, names or zones.
    """
    marked = read_marks(corpus, articles, table)
    accuracy, agreement = (
        figures[figures["task"] == table].drop(columns="task")
        for figures in (measure_accuracy(marked), measure_agreement(marked))
    )
    if accuracy.empty:
        return False
    say(
        "Of these articles, rows and whole articles drawn at random were judged by {coders} ({n} {n:answer/answers}).",
        coders=list_some(accuracy["coder"].unique()),
        n=int(accuracy["n"].sum()),
    )
    show(accuracy, "share: right of n; low and high: its exact 95 % interval. 08 explains them, and shows the errors.")
    if len(agreement):
        show(agreement, "How far the coders agree, on the rows that each of them has judged.")
    return True
