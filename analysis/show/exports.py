"""Results to download: tables for a spreadsheet, figures, and a paragraph on method for a paper."""

import base64
import io
from importlib.metadata import version

import pandas as pd

from analysis.findings import Findings
from analysis.show import escape
from analysis.show.answers import Answer, Material
from analysis.show.methods import PROGRAM, write_methods
from analysis.show.pictures import draw_answer
from analysis.show.questions import write_question
from analysis.spans.concordance import concordance
from analysis.spans.formulas import escape_formulas, fill_sheet

_CONTEXT = 120  # characters on either side
_LONGEST_NAME = 60  # characters of a file's name
_FACTS = ["outlet", "title", "date", "zone", "voice", "speaker", "value"]
_LINES = ["left", "node", "right", *_FACTS, "article", "start", "end", "question", "version"]
_WIDTHS = {"left": 45, "node": 30, "right": 45, "title": 30, "question": 30, "outlet": 16, "speaker": 20}


def make_lines(answer: Answer, articles: pd.DataFrame, whole: bool = True) -> pd.DataFrame:
    """The lines of an answer for download: one row each, with its place and the question.

    whole: False leaves out `left` and `right`, so that the file contains no text of an article except the node itself,
    in case copyright forbids passing it on. Columns: `left`, `node`, `right`, `outlet`, `title`, `date` (of
    publication), `zone`,
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
    """Links to download what an answer shows, as HTML that holds the files; figures are drawn for it."""
    methods, base = write_methods(answer, material, found), name_file(write_question(answer.question))
    lines, nodes = (make_lines(answer, material.articles, whole) for whole in (True, False))
    files = [
        ("all as a workbook", ".xlsx", make_workbook(answer, material.articles, methods)),
        ("lines", "_lines.csv", write_csv(lines).encode("utf-8-sig")),
        ("lines without their context", "_nodes.csv", write_csv(nodes).encode("utf-8-sig")),
        ("counts", "_counts.csv", write_csv(answer.counted).encode("utf-8-sig")),
        ("method", "_method.txt", methods.encode()),
    ]
    for picture in draw_answer(answer, material):
        files.append((f"figure of {picture.name}", f"_{picture.name}.png", picture.png))
        files.append((f"figure of {picture.name}", f"_{picture.name}.svg", picture.svg.encode()))
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
