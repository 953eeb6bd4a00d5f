"""How right are the findings on a corpus of one's own? Coders judge rows and articles drawn at random.

`draws` draws the rows, `workbooks` writes them for one or more coders and reads the answers, `tasks` contains the
questions. This module computes the results: precision, recall and agreement.
"""

import pandas as pd

from analysis.spans import COLUMNS
from analysis.statistics import find_interval
from analysis.validation.agreement import measure_alpha, measure_kappa
from analysis.validation.workbooks import Marked

_ACCURACY = ["task", "measure", "coder", "n", "right", "share", "low", "high"]
_AGREEMENT = ["task", "question", "coders", "items", "agreed", "kappa", "alpha"]
# What the share of yes-answers is called: precision if the row itself is judged, otherwise what is right in it.
_MEASURES = {"correct": "precision", "speaker_correct": "right speaker", "value_correct": "right value"}
ANYTHING_MISSED = "anything missed"


def measure_accuracy(marked: Marked) -> pd.DataFrame:
    """What the coders' answers say about each finder.

    marked: as from `workbooks.read_workbooks`. One row per task, measure and coder: `task`, `measure`, `coder`, `n`
    (judged), `right`, `share` (right of n) and its exact 95 % interval `low` to `high` (Clopper and Pearson 1934).

    - precision: the share of the drawn rows that are correct; "right speaker" and "right value": of the rows for which
      this was answered, the share that is right;
    - recall: in the articles that were read completely, the share of all true cases (found or missed) that were found.

    The interval assumes that answers are independent. Answers about one article are not, so the true interval of
    recall is wider.
    """
    rows = [
        (task, _MEASURES[question], coder, len(answers), int(answers.sum()))
        for (task, question, coder), answers in marked.rows.groupby(["task", "question", "coder"], sort=False)["answer"]
    ]
    for (task, coder), read in marked.paragraphs.groupby(["task", "coder"], sort=False):
        right = int((read["found"] - read["wrong"]).sum())
        rows.append((task, "recall", coder, right + int(read["missed"].sum()), right))
    table = pd.DataFrame(rows, columns=_ACCURACY[:5])
    table = table.assign(share=table["right"] / table["n"].where(table["n"] > 0), low=float("nan"), high=float("nan"))
    if len(table):
        table["low"], table["high"] = find_interval(table["right"], table["n"])
    order = list(dict.fromkeys([*marked.rows["task"], *marked.paragraphs["task"]]))
    table = table.sort_values("task", key=lambda tasks: tasks.map(order.index), kind="stable", ignore_index=True)
    return table[_ACCURACY]


def measure_agreement(marked: Marked) -> pd.DataFrame:
    """How far coders agree: one row per task and question that two or more have answered on the same items.

    Columns: `task`, `question` (of paragraphs: "anything missed"), `coders`, `items` (with two answers or more),
    `agreed` (the share on which all agree), `kappa` (Cohen's; NA unless there are two coders) and `alpha`
    (Krippendorff's, nominal). Both are NA where all answers are the same: then nothing tells agreement from habit.
    """
    read = marked.paragraphs.assign(question=ANYTHING_MISSED, answer=marked.paragraphs["missed"] > 0)
    columns = ["task", "question", "id", "coder", "answer"]
    answers, rows = pd.concat([marked.rows[columns], read[columns]]), []
    for (task, question), part in answers.groupby(["task", "question"], sort=False):
        items = [group.sort_values("coder") for _, group in part.groupby("id", sort=False) if len(group) > 1]
        given = [tuple(item["answer"]) for item in items]
        coders = sorted({coder for item in items for coder in item["coder"]})
        if given:
            agreed = sum(len(set(item)) == 1 for item in given) / len(given)
            kappa = measure_kappa(given) if len(coders) == 2 else float("nan")
            rows.append((task, question, ", ".join(coders), len(given), agreed, kappa, measure_alpha(given)))
    return pd.DataFrame(rows, columns=_AGREEMENT)


def list_wrong(marked: Marked) -> pd.DataFrame:
    """The answers of no as a span table: `article_id`, `start`, `end`, `text`, `task`, `question`, `coder`."""
    rows = marked.rows.loc[~marked.rows["answer"].astype("bool")].rename(columns={"article": "article_id"})
    return rows[[*COLUMNS, "task", "question", "coder"]].reset_index(drop=True)


def describe_accuracy(accuracy: pd.DataFrame) -> str:
    """The precision of each finder in a sentence; the least of its coders' where there are several.

    accuracy: as from `measure_accuracy`.
    """
    precise = accuracy[accuracy["measure"] == "precision"].sort_values("share", kind="stable").drop_duplicates("task")
    if precise.empty:
        return "No coder has judged findings drawn at random from these articles yet (08 draws them)."
    said = [
        f"{row.task} {row.share:.0%} ({row.low:.0%} to {row.high:.0%})" for row in precise.sort_index().itertuples()
    ]
    return f"Of the rows that were judged, these are right: {', '.join(said)}."


def describe_least(n: int) -> str:
    """How low the true share may be where all of `n` rows are right: the exact interval of 95 %.

    >>> describe_least(50)
    'If 50 of 50 rows are right, the true share may still be as low as 93%.'
    """
    return f"If {n} of {n} rows are right, the true share may still be as low as {float(find_interval(n, n)[0]):.0%}."


def find_gone(marked: Marked, current: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The marked rows that are no longer found as they were marked, since a rule, a list or a correction has changed.

    current: the rows of each task as `draws.list_rows` gives them now.
    """
    ids = {task: set(rows["id"]) for task, rows in current.items()}
    rows = marked.rows.drop_duplicates(["task", "id"])
    return rows.loc[
        [id not in ids.get(task, ()) for task, id in zip(rows["task"], rows["id"], strict=True)]
    ].reset_index(drop=True)
