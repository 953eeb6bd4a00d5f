"""Answers to questions, from findings that have been marked once: the lines, the counts in them, and a sentence."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.findings import ZONES_OF_DATES, ZONES_OF_STATEMENTS, ZONES_OF_TEXT, ZONES_OF_WORDS, Findings
from analysis.grouping import choose_groups, names_day
from analysis.show import explore, list_some, write_count
from analysis.show.questions import Question, read_question
from analysis.statistics import add_rates, compare_groups, count_terms
from analysis.terms import find_terms, list_lines
from analysis.words import Places, find_collocates

USUAL = {"Words": ZONES_OF_WORDS, "Statements": ZONES_OF_STATEMENTS, "Days": ZONES_OF_DATES}
VOICES = ("outlet", "direct", "mixed", "indirect")
WINDOW, _MOST_COLLOCATES = 5, 30


class Answer(NamedTuple):
    """The answer to a question.

    rows: the span table of all lines, in the requested order. table: the counts. says: the answer in words.
    collocates: for Words, the words near the hits, without the word in `near`: `collocate`, `lines`, `count`,
    `log_dice`.
    contrast: of a comparison, one row per group: `group`, `articles`, `count`, `n_words`, `per_1000`, `low`, `high`.
    counted: the table as it is shown, with the mentions of words by group. articles: ids of the articles that the
    question is about.
    """

    question: Question
    rows: pd.DataFrame
    table: pd.DataFrame
    counted: pd.DataFrame
    says: str
    collocates: pd.DataFrame
    contrast: pd.DataFrame
    articles: pd.Index


class Material:
    """What questions are answered from: articles, and everything found in them, marked once.

    articles: as from `load_articles`. names: Series of what to call each. zones, statements, dates: as found in these
    articles. words: from `explore.mark_words`. about: ids of the articles that a question means if it names none, such
    as those about one event; all by default. groups: Series by article_id of the groups that can be compared; by
    default those of `grouping.choose_groups`.
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        names: pd.Series,
        zones: pd.DataFrame,
        statements: pd.DataFrame,
        dates: pd.DataFrame,
        words: pd.DataFrame,
        about: Iterable[str] | None = None,
        groups: pd.Series | None = None,
    ):
        self.articles, self.names, self.words = articles, names, words
        self.about = articles.index if about is None else articles.index[articles.index.isin(list(about))]
        self.groups = choose_groups(articles) if groups is None else groups
        self.mark(zones, statements, dates)

    def mark(self, zones: pd.DataFrame, statements: pd.DataFrame, dates: pd.DataFrame, again: bool = False) -> None:
        """Store new findings. again: True if zones or statements have changed, so that the words must be marked once
        more."""
        if again:
            self.words = explore.mark_again(self.words, zones, statements)
        self.zones, self.sizes, self._around = zones, explore.count_sizes(self.words), (None, None)
        self.found = {
            "Statements": explore.mark_spans(
                explore.mark_statements(statements, self.zones), self.articles, self.words
            ),
            "Days": explore.mark_spans(dates, self.articles, self.words),
        }
        for name, table in self.found.items():
            self.found[name] = table.assign(published=table["article_id"].map(self.articles["published"]))

    def list_choices(self, of: str) -> list[str]:
        """The values that a question can choose from: for `article`, `zone`, `voice`, `speaker`, or for the groups to
        `compare`."""
        there = set(self.sizes["zone"])
        return {
            "article": lambda: list(self.articles.index),
            "zone": lambda: [zone for zone in ZONES_OF_TEXT if zone in there],
            "voice": lambda: list(VOICES),
            "group": lambda: sorted(set(self.groups)),
            "compare": lambda: sorted(set(self.groups)),
            "speaker": lambda: list(explore.count_speakers(self.found["Statements"])["speaker"]),
        }[of]()

    def find(self, question: Question | str) -> Answer:
        """The answer to a question, or to the line of text that asks it.

        ValueError where it is not understood, or names what is not there.
        """
        question = read_question(question) if isinstance(question, str) else question
        self._check(question)
        ids, chosen = self.choose_articles(question), self.list_filters(question)
        zones = chosen["zone"]
        rows, sizes = (self._keep_articles(table, ids) for table in (self._list_rows(question), self.sizes))
        every = explore.choose_rows(rows, **{**chosen, "voice": (), "speaker": ()})
        rows = explore.choose_rows(rows, **chosen)
        collocates = pd.DataFrame(columns=["collocate", "lines", "count", "log_dice"])
        if question.kind == "Words" and len(rows):
            around = self._choose_words(ids, zones)
            places = explore.find_places(rows, self.articles, around)
            neighbours = list_neighbours(places, around)
            collocates = _count_near(rows, around, neighbours, places)
            if question.near:
                near = around["word"].cat.categories.get_indexer([question.near.casefold()])[0]
                rows = rows[(neighbours == near).any(axis=1) & (near >= 0)]
        rows = self._sort(rows, question.sort)
        sizes = explore.choose_rows(sizes, **(chosen if question.kind == "Words" else {"zone": zones}))
        table = {
            "Words": lambda: explore.count_hits(rows, sizes),
            "Statements": lambda: explore.count_speakers(rows),
            "Days": lambda: explore.count_days(rows),
        }[question.kind]()
        contrast, difference = self._compare(question, rows, sizes)
        answer = explore.write_answer(question, rows, table, self.names, every, zones)
        says = answer + difference + self._say_left_out(question)
        counted = explore.add_up(table, self.groups) if question.kind == "Words" else table
        return Answer(question, rows, table, counted, says, collocates, contrast, ids)

    def _check(self, question):
        """Raises ValueError if a question chooses something that does not exist."""
        for name in ("article", "zone", "voice", "speaker", "group", "compare"):
            if wanted := getattr(question, name):
                known = self.list_choices(name)
                if unknown := [value for value in wanted if value not in known]:
                    what = {"compare": "group"}.get(name, name)
                    raise ValueError(f"there is no {what} “{unknown[0]}” here: choose of {list_some(known, 6)}")
        if question.compare and len(set(question.compare)) != 2:
            raise ValueError("a comparison needs two different groups")

    def list_filters(self, question: Question) -> dict[str, list[str] | tuple[str, ...]]:
        """The zones, voices and speakers that the question narrows rows and words to; an empty list leaves all."""
        zones = list(question.zone or USUAL[question.kind])
        return {"zone": zones, "voice": question.voice, "speaker": question.speaker}

    def choose_articles(self, question: Question) -> pd.Index:
        """The ids of the articles that the question is about."""
        ids = self.articles.index[self.articles.index.isin(question.article)] if question.article else self.about
        if question.kind != "Days":
            ids = explore.choose_days(
                self.articles.loc[ids], question.first, question.last, "published", "published"
            ).index
        for groups in filter(None, (question.compare, question.group)):
            ids = ids[self.groups.reindex(ids).isin(groups)]
        return ids

    def _list_rows(self, question):
        if question.kind == "Words":
            return explore.find_hits(self.articles, question.pattern, self.words)
        rows = self.found[question.kind]
        if question.kind == "Statements":
            return explore.choose_values(rows, "cue", question.pattern)
        rows = explore.choose_values(rows, "value", question.pattern)
        if question.first or question.last:         # an hour alone names no day; 03 counts none either
            rows = rows[names_day(rows)]
        return explore.choose_days(rows, question.first, question.last)

    def count_lines(self, patterns: pd.Series, question: Question) -> pd.Series:
        """How many lines each pattern has where the question looks; all patterns are found in one pass over the texts.

        patterns: a Series of patterns as for `terms.find_terms`. Returns the numbers with the same index, so that a
        table of words can show how many lines each word leads to.
        """
        if patterns.empty:
            return pd.Series(dtype="int64")
        numbers = [str(i) for i in range(len(patterns))]
        vocabulary = pd.DataFrame({"family": numbers, "term": numbers, "pattern": patterns.to_numpy()})
        hits = find_terms(self.articles.loc[self.choose_articles(question)], vocabulary)
        hits = explore.choose_rows(explore.mark_spans(hits, self.articles, self.words), **self.list_filters(question))
        return hits["term"].value_counts().reindex(numbers, fill_value=0).set_axis(patterns.index)

    def _choose_words(self, ids, zones):
        """The words of these articles and zones, with the codes by which neighbours are looked up.

        The last choice is kept, since most questions are about the same articles and zones as the one before.
        """
        asked = (tuple(ids), tuple(zones))
        if self._around[0] != asked:
            words = self._keep_articles(self.words, ids)
            self._around = asked, words.loc[words["zone"].isin(zones), ["end", "word"]]
        return self._around[1]

    def _keep_articles(self, table, ids):
        return table if len(ids) == len(self.articles) else table[table["article_id"].isin(ids)]

    def _sort(self, rows, by):
        rows = rows.reset_index(drop=True)
        return rows.loc[list_lines(rows, self.articles, 0, sort=[by]).index].reset_index(drop=True) if by else rows

    def _compare(self, question, rows, sizes):
        """(one row per group, the difference in words); no rows without a comparison."""
        columns = ["group", "articles", "count", "n_words", "per_1000", "low", "high"]
        if not question.compare:
            return pd.DataFrame(columns=columns), ""
        hits = rows.drop_duplicates(["article_id", "statement"]) if question.kind == "Statements" else rows
        hits = hits.assign(group=hits["article_id"].map(self.groups), asked="")
        n_words = (
            sizes.assign(group=sizes["article_id"].map(self.groups))
            .groupby(["group", "article_id"], sort=False)["n_words"]
            .sum()
        )
        sides = n_words.groupby("group").sum().reindex(list(question.compare), fill_value=0)
        both = pd.DataFrame(
            {
                "group": sides.index,
                "articles": n_words.groupby("group").size().reindex(sides.index, fill_value=0).to_numpy(),
                "count": hits.groupby("group").size().reindex(sides.index, fill_value=0).to_numpy(),
                "n_words": sides.to_numpy(),
            }
        )
        contrast = add_rates(both)[columns]
        if not contrast["n_words"].all():
            return contrast, " One of the two has no words here, so there is nothing to compare."
        counts = count_terms(hits, n_words, pd.DataFrame({"asked": [""]}), by=["asked"])
        keyness = compare_groups(counts, *question.compare, group="group", by=["asked"]).iloc[0]
        return contrast, " " + describe_contrast(contrast, keyness)

    def _say_left_out(self, question):
        if question.article or question.compare or question.group or len(self.about) == len(self.articles):
            return ""
        return f" Left out, as about another event: {list_some(self.names.drop(self.about), 3)}."


def make_material(found: Findings, about: Iterable[str] | None = None, by: str | None = None) -> Material:
    """Findings marked for questions. about: as for `Material`. by: what is compared, as for `grouping.choose_groups`.

    ValueError where there is no column `by`.
    """
    articles, groups = found.articles, choose_groups(found.articles, by)
    words = explore.mark_words(articles, found.zones, found.statements)
    names = choose_groups(articles, "article")
    return Material(articles, names, found.zones, found.statements, found.dates, words, about, groups)


def _count_near(rows, around, neighbours, places):
    """The collocates of the rows, with `lines`: how many of them have each near."""
    table = find_collocates(rows, around, WINDOW, places=places).head(_MOST_COLLOCATES)
    codes = around["word"].cat.categories.get_indexer(table["collocate"])
    lines = [int((neighbours == code).any(axis=1).sum()) for code in codes]
    return table.assign(lines=pd.Series(lines, table.index, dtype="int64"))[["collocate", "lines", "count", "log_dice"]]


def list_neighbours(places: Places, words: pd.DataFrame, window: int = WINDOW) -> np.ndarray:
    """The words within `window` words before and after each row: one line per row, with the code of each word in the
    categories of `words["word"]`; -1 beyond the ends of the article.

    places: where the rows are, of `explore.find_places`. words: `explore.mark_words`, all or some of them.
    """
    folded, columns = words["word"].cat.codes.to_numpy(), []
    for step in range(window):
        for at in (places.first - 1 - step, places.last + step):
            own = (at >= places.begins) & (at < places.beyond)
            columns.append(np.where(own, folded[np.where(own, at, 0)], -1))
    return np.stack(columns, axis=1)


def describe_contrast(contrast: pd.DataFrame, keyness: pd.Series) -> str:
    """How two groups differ, in a sentence. keyness: the first against the second, of `statistics.compare_groups`."""
    rates = [
        f"{row.group} {row.per_1000:.2f} per 1,000 words ({row.low:.2f} to {row.high:.2f})"
        for row in contrast.itertuples()
    ]
    says = f"Compared: {', '.join(rates)}."
    if not contrast["count"].any():
        return says
    fewer = int(keyness["to_flip"])
    flips = f"with {write_count(fewer, 'mention')} fewer it would not hold" if fewer else "no more than chance gives"
    return (
        f"{says} Log ratio {keyness['log_ratio']:.2f}, odds ratio {keyness['odds_ratio']:.2f} "
        f"({keyness['odds_low']:.2f} to {keyness['odds_high']:.2f}), G2 {keyness['g2']:.1f}; "
        f"{flips}. "
        f"Evidence over articles: {keyness['evidence']}."
    )
