"""The figures of an answer, to hand on as files: what is counted, and how it stands over time."""

from typing import NamedTuple

import pandas as pd

from analysis.grouping import Grouping, choose_largest, count_days, count_groups, describe_days
from analysis.show import draw_figure, write_count
from analysis.show.answers import Answer, Material
from analysis.show.questions import write_question

_MOST_BARS, _MOST_PANELS = 20, 8


class Picture(NamedTuple):
    """A figure as files."""

    name: str  # what it shows: the end of the files' names
    svg: str
    png: bytes


def draw_answer(answer: Answer, material: Material) -> list[Picture]:
    """The figures of an answer: what is counted as bars, and where articles are of several days the lines by day.

    None where there is no line.
    """
    if answer.rows.empty:
        return []
    from analysis.show import figures  # here, for who draws nothing waits a second less

    line, by = write_question(answer.question), material.groups.name
    note = f"{line}. n = {write_count(len(answer.rows), 'line')} in {write_count(len(answer.articles), 'article')}."
    bars, value, label, unit = _list_bars(answer, by)
    cut = "" if len(bars) <= _MOST_BARS else f" The {_MOST_BARS} largest of {len(bars):,} are shown."
    figure = figures.plot_bars(bars.head(_MOST_BARS).assign(panel=label), value, label, "panel", unit)
    most = bars.iloc[0]
    title = f"{most[label]} has most: {most['shown']}"
    pictures = [Picture("counts", *draw_figure(figure, title, answer.says, note + cut))]
    if answer.question.kind != "Days" and material.articles.loc[answer.articles, "published"].nunique() > 1:
        group = _group(answer, material)
        articles = material.articles.loc[answer.articles]
        figure = figures.plot_days(count_days(answer.rows, articles, group), by, "lines")
        says = describe_days(answer.rows, articles)
        pictures.append(Picture("days", *draw_figure(figure, says, answer.says, f"{note} {group.note}")))
    return pictures


def _list_bars(answer, by):
    """(rows to draw, the column of lengths, that of labels, the unit)."""
    table = answer.counted
    if answer.question.kind == "Words":
        table = table[table["count"] > 0]
        shown = [
            f"{rate:.2f} ({write_count(n, 'mention')}; {low:.2f} to {high:.2f})"
            for rate, n, low, high in zip(
                table["per_1000"], table["count"], table["low"], table["high"], strict=True
            )
        ]
        return table.assign(shown=shown).sort_values("per_1000", ascending=False, kind="stable"), "per_1000", by, (
            "mentions per 1,000 words, with their number and 95 % interval"
        )
    if answer.question.kind == "Statements":
        shown = [
            f"{write_count(words, 'word')} in {write_count(n, 'statement')}"
            for words, n in zip(table["words"], table["statements"], strict=True)
        ]
        return table.assign(shown=shown), "words", "speaker", "words"
    shown = [write_count(n, "reference") for n in table["mentions"]]
    return table.assign(shown=shown).sort_values("mentions", ascending=False, kind="stable"), "mentions", "value", (
        "references"
    )


def _group(answer, material):
    """The largest of the groups that have a line."""
    groups = material.groups.loc[answer.articles]
    groups = groups[groups.isin(groups.reindex(answer.rows["article_id"].unique()))]
    n_words = material.sizes.groupby("article_id", observed=True)["n_words"].sum()
    sizes = count_groups(groups, pd.Series(n_words))
    largest = choose_largest(sizes, _MOST_PANELS)
    return Grouping(str(groups.name), groups, sizes, largest.names, largest.note)
