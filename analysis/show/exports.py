"""Handing on what a question has found: tables for a spreadsheet, and a paragraph on method for a paper."""

import base64
import io
from importlib.metadata import version

import pandas as pd

from analysis.findings import Findings
from analysis.show import escape, list_some, write_count, write_day
from analysis.show.answers import USUAL, Answer, Material
from analysis.show.questions import write_question
from analysis.spans.concordance import concordance
from analysis.spans.formulas import escape_formulas, fill_sheet

PROGRAM = "same-event-different-words"
_CONTEXT = 120  # characters on either side
_LONGEST_NAME = 60  # characters of a file's name
_FACTS = ["outlet", "title", "date", "zone", "voice", "speaker", "value"]
_LINES = ["left", "node", "right", *_FACTS, "article", "start", "end", "question", "version"]
_WIDTHS = {"left": 45, "node": 30, "right": 45, "title": 30, "question": 30, "outlet": 16, "speaker": 20}
_COUNTED = {"Words": "mentions", "Statements": "statements", "Days": "references to days"}
_METHOD = {
    "Words": "per 1,000 words, with its exact 95 % interval (Garwood 1936)",
    "Statements": "in statements and in words",
    "Days": "by the day that is meant (TIMEX3)",
}


def make_lines(answer: Answer, articles: pd.DataFrame, whole: bool = True) -> pd.DataFrame:
    """The lines of an answer to hand on: one row each, with where it stands and what was asked.

    whole: False leaves out `left` and `right`, so that no text of an article is in it but the node itself: for what
    copyright forbids to pass on. Columns: `left`, `node`, `right`, `outlet`, `title`, `date` (of publication), `zone`,
    `voice`, `speaker`, `value` (of days, TIMEX3), `article`, `start`, `end`, `question`, `version`.
    """
    lines = concordance(answer.rows, articles, _CONTEXT)
    of = articles.reindex(columns=["outlet", "title", "published"]).loc[lines["article_id"]].reset_index(drop=True)
    lines = lines.reset_index(drop=True).assign(
        outlet=of["outlet"],
        title=of["title"],
        date=pd.to_datetime(of["published"]).dt.strftime("%Y-%m-%d"),
        article=lines["article_id"].to_numpy(),
        question=write_question(answer.question),
        version=version(PROGRAM),
    )
    wanted = [name for name in _LINES if name in lines and (whole or name not in ("left", "right"))]
    return lines[wanted]


def make_workbook(answer: Answer, articles: pd.DataFrame, methods: str) -> bytes:
    """The lines, what is counted in them, collocates, a comparison and the paragraph on method: sheets of one .xlsx."""
    import openpyxl  # here, as few need it

    book = openpyxl.Workbook()
    sheets = {
        "lines": make_lines(answer, articles),
        "counts": answer.counted,
        "collocates": answer.collocates,
        "comparison": answer.contrast,
        "method": pd.DataFrame({"method": [methods]}),
    }
    for name, table in sheets.items():
        if len(table) or name == "lines":
            sheet = book.active if name == "lines" else book.create_sheet()
            sheet.title = name
            fill_sheet(sheet, table, {**_WIDTHS, "method": 110})
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def write_links(answer: Answer, material: Material, found: Findings) -> str:
    """Links to download what an answer shows, as HTML that holds the files."""
    methods, base = write_methods(answer, material, found), name_file(write_question(answer.question))
    lines, nodes = (make_lines(answer, material.articles, whole) for whole in (True, False))
    files = [
        ("all as a workbook", ".xlsx", make_workbook(answer, material.articles, methods)),
        ("lines", "_lines.csv", write_csv(lines).encode("utf-8-sig")),
        ("lines without their context", "_nodes.csv", write_csv(nodes).encode("utf-8-sig")),
        ("counts", "_counts.csv", write_csv(answer.counted).encode("utf-8-sig")),
        ("method", "_method.txt", methods.encode()),
    ]
    links = []
    for label, ending, data in files:
        address = f"data:application/octet-stream;base64,{base64.b64encode(data).decode()}"
        said = f"{label} ({ending.rpartition('.')[2]})"
        links.append(f'<a download="{escape(base + ending)}" href="{address}">{escape(said)}</a>')
    return f"Download: {' · '.join(links)}"


def write_csv(table: pd.DataFrame) -> str:
    """The table as CSV text. A cell that a spreadsheet would take for a formula begins with an apostrophe.

    >>> write_csv(pd.DataFrame({"text": ["=1+1", "tea"], "count": [-1, 2]}))
    "text,count\\r\\n'=1+1,-1\\r\\ntea,2\\r\\n"
    """
    return escape_formulas(table).to_csv(index=False, lineterminator="\r\n")


def name_file(question: str) -> str:
    """The beginning of a file's name, from the line of a question.

    >>> name_file("words: truce | cease-fire; voice: outlet")
    'words_truce_cease-fire_voice_outlet'
    """
    kept = "".join(c if c.isalnum() or c == "-" else " " for c in question).split()
    return "_".join(kept)[:_LONGEST_NAME].rstrip("_-") or "question"


def write_methods(answer: Answer, material: Material, found: Findings) -> str:
    """A paragraph on method to paste into a paper, made from what was done.

    It names articles, exclusions, corrections, version, settings and counts.
    """
    of = material.articles.loc[answer.articles]
    question, n_words = (
        answer.question,
        material.sizes[material.sizes["article_id"].isin(answer.articles)]["n_words"].sum(),
    )
    days, outlets = of["published"].dropna(), of["outlet"].dropna().nunique()
    span = (
        ""
        if days.empty
        else f", published {write_day(days.min())}"
        + ("" if days.min() == days.max() else f" to {write_day(days.max())}")
    )
    left_out = len(material.articles) - len(of)
    changed = found.effects[found.effects["effect"] > 0] if found.effects is not None else []
    inferred = int((of["published_basis"] == "inferred").sum()) if "published_basis" in of else 0
    zones = question.zone or USUAL[question.kind]
    sentences = [
        f"We analysed {write_count(len(of), 'English news article')} ({n_words:,} words"
        + (f", {write_count(outlets, 'outlet')}" if outlets else "")
        + f"{span}) with Same event, different words, version {version(PROGRAM)}, "
        "which finds statements, dates and words by written rules, without models.",
        f"{write_count(left_out, 'other article')} of the corpus {'was' if left_out == 1 else 'were'} left out, by "
        "event, day or choice."
        if left_out
        else "",
        f"{write_count(inferred, 'day')} of publication {'rests' if inferred == 1 else 'rest'} on what the texts say."
        if inferred
        else "",
        f"{write_count(len(changed), 'correction')} by hand {'was' if len(changed) == 1 else 'were'} applied."
        if len(changed)
        else "",
        f"We counted {_COUNTED[question.kind]} in {list_some(zones)}, {_METHOD[question.kind]}.",
        f"The question was “{write_question(question)}”; it found {write_count(len(answer.rows), 'line')} in "
        f"{write_count(answer.rows['article_id'].nunique(), 'article')}.",
    ]
    return " ".join(filter(None, sentences))
