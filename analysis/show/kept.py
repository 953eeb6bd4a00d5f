"""What a reader saves: questions in a text file beside the corpus, and selected articles as a corpus of their own."""

import json
import shutil
from pathlib import Path
from typing import NamedTuple

from analysis.corpus.encodings import decode
from analysis.corpus.lists import read_list
from analysis.show import escape, list_some, write_count
from analysis.show.answers import Answer, Material
from analysis.show.exports import name_file
from analysis.show.openers import write_button, write_opener
from analysis.show.questions import Question, read_question, write_question
from analysis.spans.formulas import escape_formulas, unescape_formulas

# --- questions ---------------------------------------------------------------------------------


class KeptLine(NamedTuple):
    """A line of the list of questions."""

    number: int  # in the file, from 1
    line: str
    question: Question | None  # None where the line is not understood
    problem: str  # why not


class KeptQuestions:
    """The questions in a plain text file, one a line, as the page writes them; a line that begins with # is a remark.

    path: of the file; it need not exist. OSError where it cannot be read or written.
    """

    def __init__(self, path: str | Path):
        self.path = Path(path)

    def read(self) -> list[KeptLine]:
        """All lines except remarks and empty lines, including those that are not understood."""
        kept = []
        for number, line in enumerate(self._read_lines(), start=1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            try:
                kept.append(KeptLine(number, line.strip(), read_question(line), ""))
            except ValueError as error:
                kept.append(KeptLine(number, line.strip(), None, str(error)))
        return kept

    def add(self, question: Question) -> str:
        """Adds a question at the end, unless it is there; gives back what was done, in a sentence."""
        line, lines = write_question(question), self._read_lines()
        if line in (kept.line for kept in self.read()):
            return f"{self.path.name} has this question already."
        self._write_lines([*lines, line])
        return f"Kept in {self.path.name}: {line}."

    def delete(self, line: str) -> str:
        """Takes a line out; gives back what was done, in a sentence."""
        lines = self._read_lines()
        left = [one for one in lines if one.strip() != line]
        if len(left) == len(lines):
            return f"{self.path.name} has no such line any more."
        self._write_lines(left)
        return f"Taken out of {self.path.name}: {line}."

    def _read_lines(self):
        if not self.path.exists():
            return []
        text, problem = decode(self.path.read_bytes())
        if problem and not text:
            raise OSError(f"{self.path.name}: {problem}")
        return text.splitlines()

    def _write_lines(self, lines):
        self.path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def write_kept(kept: KeptQuestions) -> str:
    """The kept questions as a table of HTML: a click asks or deletes one; what is wrong with a line is said."""
    rows = []
    for one in kept.read():
        said = f"{escape(one.line)}<br><b>Line {one.number} is not understood: {escape(one.problem)}.</b>"
        asked = said if one.question is None else write_opener(one.line, one.question, "ask")
        delete = write_button("delete", "delete", one.line, f"delete {one.line}")
        rows.append(f'<tr><td style="text-align:left">{asked}</td><td>{delete}</td></tr>')
    if not rows:
        return f"<p>No question is kept yet: <i>Keep</i> adds the one that is shown to {escape(kept.path.name)}.</p>"
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


# --- articles ----------------------------------------------------------------------------------

_LISTS = ("terms.csv", "people.csv", "names.csv")  # that go with the articles; corrections go with theirs alone
_MADE = ("label", "path", "n_words", "problem", "date_order")  # columns that reading makes


def keep_corpus(answer: Answer, material: Material, corpus: str | Path, beside: str | Path) -> Path:
    """Writes the articles that an answer has lines in as a corpus of its own, and gives back its folder.

    It stands next to the corpus, and is called after it and the question. `articles.jsonl` holds whole texts under the
    ids that they have, with `kept_from` (the corpus) and `kept_by` (the question); the reader's lists go with them.

    corpus: path of the corpus. beside: the folder with its lists. ValueError where there is no line, or the folder is
    there already.
    """
    corpus, beside, line = Path(corpus), Path(beside), write_question(answer.question)
    ids = answer.rows["article_id"].unique()
    if not len(ids):
        raise ValueError("no article has a line: there is nothing to keep")
    folder = corpus.parent / f"{corpus.stem}_{name_file(line)}"
    if folder.exists():
        raise ValueError(f"{folder} is there already: delete it, or keep another question")
    articles = material.articles.loc[material.articles.index.isin(ids)]
    articles = articles.drop(columns=list(_MADE), errors="ignore").reset_index()
    if "published_time" in articles:
        days = articles["published"].dt.strftime("%Y-%m-%d")
        times = articles.pop("published_time").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
        articles["published"] = times.fillna(days)
    articles = articles.dropna(axis="columns", how="all").assign(kept_from=corpus.name, kept_by=line)
    folder.mkdir()
    with (folder / "articles.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for row in json.loads(articles.to_json(orient="records", date_format="iso")):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    for name in _LISTS:
        if (beside / name).exists():
            shutil.copyfile(beside / name, folder / name)
    if (beside / "corrections.csv").exists():
        own = unescape_formulas(read_list(beside / "corrections.csv"))
        own = own[own["article_id"].isin(ids)]
        escape_formulas(own).to_csv(folder / "corrections.csv", index=False, lineterminator="\n", encoding="utf-8")
    return folder


def say_kept(folder: Path, answer: Answer) -> str:
    """What was kept where, and how to open it, in two sentences."""
    ids = answer.rows["article_id"].unique()
    return (
        f"Kept in {folder}, with the whole text: {write_count(len(ids), 'article')} ({list_some(ids, 4)}). To open "
        f'them, write corpus = "{folder.as_posix()}" into the first cell of a notebook.'
    )
