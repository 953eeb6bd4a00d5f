"""Functions for exploring: mark every word once, then filter and count rows at once, as often as needed.

`analysis.show.explorer` puts a page of controls in front of these functions; they work without it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase

import numpy as np
import pandas as pd

from analysis.comparing import UNATTRIBUTED
from analysis.show import list_all, list_some, write_count
from analysis.show.questions import Question
from analysis.spans import inside
from analysis.statistics import add_rates
from analysis.terms import find_terms
from analysis.text import fold
from analysis.words import Places, look_up_places, pack_places
from analysis.words.coded import code_words, find_in_words

# --- marking -----------------------------------------------------------------------------------


def mark_statements(statements: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """The statements with their `zone`, `voice` (their kind) and `speaker`, "(unattributed)" where there is none."""
    return inside(statements, zones, ["zone"]).assign(
        voice=statements["kind"], speaker=statements["speaker"].fillna(UNATTRIBUTED)
    )


def mark_words(articles: pd.DataFrame, zones: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Every word with `zone`, `voice` and `speaker`; `words.coded.code_words` prepares it for fast questions.

    voice: `outlet` for the article's own words, otherwise the kind of the statement. speaker: the speaker of that
    statement, NA in the outlet's own voice. All three are categories.
    The index is made for `mark_spans`: `words.pack_places` of the article's number and `start`.

    >>> articles = pd.DataFrame({"text": ["“Tea,” Ann Lee said."]}, index=pd.Index(["a"], name="article_id"))
    >>> from analysis.speakers import find_statements
    >>> from analysis.zones import find_zones
    >>> words = mark_words(articles, find_zones(articles), find_statements(articles))
    >>> words[["text", "voice", "speaker"]].values.tolist()[:2]
    [['Tea', 'direct', 'Ann Lee'], ['Ann', 'outlet', nan]]
    """
    words = code_words(articles)
    words.index = pd.Index(pack_places(words["article_id"].cat.codes.to_numpy(), words["start"].to_numpy()))
    return mark_again(words, zones, statements)


def mark_again(words: pd.DataFrame, zones: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """The words of `mark_words`, marked by zones and statements that have changed."""
    said = mark_statements(statements, zones)
    said = said.assign(
        voice=pd.Categorical(said["voice"], ["outlet", *said["voice"].unique()]),
        speaker=said["speaker"].astype("category"),
    )
    words = inside(words, zones.assign(zone=zones["zone"].astype("category")), ["zone"])
    words = inside(words, said, ["voice", "speaker"])
    return words.assign(voice=words["voice"].fillna("outlet"))


def mark_spans(spans: pd.DataFrame, articles: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """The spans with `zone`, `voice`, `speaker` and `position` of the word in which each begins; a span that begins
    with a quotation mark takes those of the word after it.

    The result is the same as with `spans.inside`, in a tenth of the time: words are looked up, not searched.
    """
    numbers = number_places(spans, articles)
    at = (words.index.searchsorted(numbers, side="right") - 1).clip(min=0)
    if len(words):
        ended = words["end"].to_numpy()[at] <= spans["start"].to_numpy()  # the word before a mark
        follows = (at + 1).clip(max=len(words) - 1)
        own = words.index.to_numpy()[follows] < numbers - spans["start"].to_numpy() + spans["end"].to_numpy()
        at = np.where(ended & own, follows, at)
    marks = {column: words[column].array.take(at).astype("str") for column in ("zone", "voice", "speaker")}
    return spans.assign(**marks, position=_find_positions(words, at))


def _find_positions(words, at):
    """Where in its article each of these words is: 0 (its first word) to 1 (its last)."""
    article, number = words["article_id"].cat.codes.to_numpy(), words["number"].to_numpy()
    ends = np.append(article[1:] != article[:-1], True)[: len(words)]
    last = np.zeros(len(words["article_id"].cat.categories), "int64")
    last[article[ends]] = number[ends]
    return (number[at] - 1) / (last[article[at]] - 1).clip(min=1)


def number_places(spans: pd.DataFrame, articles: pd.DataFrame) -> np.ndarray:
    """One number for where each span begins, as in the index of `mark_words`."""
    return pack_places(articles.index.get_indexer(spans["article_id"]), spans["start"].to_numpy())


def find_places(rows: pd.DataFrame, articles: pd.DataFrame, words: pd.DataFrame) -> Places:
    """Where the rows are among the words of `mark_words`, or some of them: `words.Places`, for `find_collocates`."""
    homes = articles.index.get_indexer(rows["article_id"])
    return look_up_places(rows, homes, words.index.to_numpy(), words["end"].to_numpy())


def count_sizes(words: pd.DataFrame) -> pd.DataFrame:
    """How many words each article has in each zone, voice and speaker: `n_words`, the denominators of any choice."""
    by = ["article_id", "zone", "voice", "speaker"]
    return words.groupby(by, sort=False, dropna=False, observed=True).size().rename("n_words").reset_index()


# --- choosing and counting ---------------------------------------------------------------------


def find_hits(articles: pd.DataFrame, pattern: str, words: pd.DataFrame) -> pd.DataFrame:
    """The hits of one pattern (see analysis.terms), marked; none for an empty pattern. ValueError if the pattern is
    not understood, for instance because it has no letters."""
    if not pattern.strip():
        return mark_spans(find_terms(articles.head(0), ["a"]), articles, words)
    if not pattern.strip(" *|="):
        raise ValueError(f"“{pattern}” holds no letters")
    return mark_spans(find_in_words(articles, pattern, words), articles, words)


def choose_values(rows: pd.DataFrame, column: str, pattern: str) -> pd.DataFrame:
    """The rows whose text in a column fits a pattern: a star matches any letters, a bar separates alternatives.

    Case, accents and blanks at the ends do not count. An empty pattern keeps all rows.

    >>> choose_values(pd.DataFrame({"cue": ["said", "Claimed", "claims"]}), "cue", "claim*")["cue"].tolist()
    ['Claimed', 'claims']
    """
    if not pattern:
        return rows
    parts = [part.strip() for part in fold(pattern)[0].replace("[", "[[]").replace("?", "[?]").split("|")]
    kept = [
        text
        for text in rows[column].dropna().unique()
        if any(fnmatchcase(" ".join(fold(text)[0].split()), part) for part in parts)
    ]
    return rows[rows[column].isin(kept)]


def choose_rows(rows: pd.DataFrame, **wanted) -> pd.DataFrame:
    """The rows whose columns hold one of the wanted values; an empty list of values leaves a column free.

    >>> rows = pd.DataFrame({"zone": ["body", "headline"], "voice": ["outlet", "direct"]})
    >>> choose_rows(rows, zone=["body", "deck"], voice=[])
       zone   voice
    0  body  outlet
    """
    return rows[are_chosen(rows, **wanted)]


def are_chosen(rows: pd.DataFrame, **wanted) -> np.ndarray:
    """Which rows `choose_rows` keeps: one value per row."""
    keep = np.ones(len(rows), bool)
    for column, values in wanted.items():
        if len(values):
            keep &= rows[column].isin(values).to_numpy()
    return keep


def choose_days(rows: pd.DataFrame, first: date | None, last: date | None, start: str = "first",
                end: str = "last") -> pd.DataFrame:
    """The rows whose days, columns `start` to `end`, lie within first to last; None leaves that side open.

    With a side given, rows without a day are left out. A year that holds the day is not within it.
    """
    if first is not None:
        rows = rows[rows[start] >= pd.Timestamp(first)]
    return rows if last is None else rows[rows[end] <= pd.Timestamp(last)]


def count_hits(hits: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    """Hits per article: `article_id`, `count`, `n_words`, `per_1000`, its interval `low` to `high`; most hits first.

    sizes: `count_sizes`, chosen as the hits were. Articles without a hit have their row too.
    """
    n_words = sizes.groupby("article_id", sort=False)["n_words"].sum()
    count = hits.groupby("article_id", sort=False).size().reindex(n_words.index, fill_value=0)
    table = pd.DataFrame(
        {"article_id": n_words.index, "count": count.to_numpy("int64"), "n_words": n_words.to_numpy("int64")}
    )
    return (
        add_rates(table).drop(columns="method").sort_values("count", ascending=False, kind="stable", ignore_index=True)
    )


def add_up(table: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """A table of `count_hits` by group: the column that names the group, then its others; most mentions first.

    groups: the group of each article, by article_id; its name is what they are grouped by.

    >>> table = pd.DataFrame({"article_id": ["a", "b", "c"], "count": [1, 2, 2], "n_words": [100, 200, 100]})
    >>> groups = pd.Series(["Post", "Post", "Echo"], ["a", "b", "c"], name="outlet")
    >>> add_up(table, groups)[["outlet", "count", "per_1000"]]
      outlet  count  per_1000
    0   Post      3      10.0
    1   Echo      2      20.0
    """
    owners = table["article_id"].map(groups).rename(groups.name)
    sums = table.groupby(owners, sort=False)[["count", "n_words"]].sum().reset_index()
    return (
        add_rates(sums).drop(columns="method").sort_values("count", ascending=False, kind="stable", ignore_index=True)
    )


def count_speakers(statements: pd.DataFrame) -> pd.DataFrame:
    """Statements per speaker: `speaker`, `statements`, `words`, `share_of_words`, `articles`; most words first."""
    by = statements.groupby("speaker", sort=False)
    table = by.agg(words=("n_words", "sum"), articles=("article_id", "nunique"))
    single = statements.drop_duplicates(["article_id", "statement"]).groupby("speaker").size()
    table.insert(0, "statements", single.reindex(table.index, fill_value=0).astype("int64"))
    table.insert(2, "share_of_words", table["words"] / max(1, table["words"].sum()))
    return table.sort_values(["words", "statements"], ascending=False, kind="stable").reset_index()


def count_days(dates: pd.DataFrame) -> pd.DataFrame:
    """References per value: `value`, `mentions`, `articles`, `wordings`; what most articles name comes first."""
    words = dates["text"].str.split().str.join(" ")
    by = dates.assign(words=words).groupby("value", sort=False)
    table = by.agg(
        mentions=("words", "size"),
        articles=("article_id", "nunique"),
        wordings=("words", lambda w: "; ".join(dict.fromkeys(w))),
    )
    return table.sort_values(["articles", "mentions"], ascending=False, kind="stable").reset_index()


# --- answering ---------------------------------------------------------------------------------


def write_answer(question: Question, rows: pd.DataFrame, table: pd.DataFrame, names: Mapping[str, str],
                 in_all_voices: pd.DataFrame, zones: Sequence[str]) -> str:
    """The answer to a `questions.Question` in one or two sentences. table: the counts of the rows. zones: the zones
    that were searched.

    in_all_voices: the rows without the filters of voice, speaker and `near`, so that for words the answer can say how
    many of all mentions are the article's own and how many it reports.
    """
    if not len(rows):
        return _write_nothing(question, in_all_voices)
    where = rows["article_id"].value_counts(sort=True)
    listed = list_some([f"{n} in {names[i]}" for i, n in where.head(8).items()] + [""] * (len(where) - 8), 8)
    if question.kind == "Words":
        places = list_all(zones)
        found = f"{len(where):,} of {write_count(len(table), 'article')} ({listed})"
        hits = f"“{_name_words(question)}”: {write_count(len(rows), 'mention')}"
        return f"{hits} in {places}, in {found}. {_tell_voices(question, rows, in_all_voices)}"
    if question.kind == "Statements":
        return _write_statements(question, rows, table)
    first = table.iloc[0]
    return (
        f"{write_count(len(rows), 'date reference')} in {write_count(len(where), 'article')} ({listed}). "
        f"Most articles name {first['value']}, in these words: {first['wordings']}."
    )


def _name_words(question):
    return question.pattern + (f" near {question.near}" if question.near else "")


def _tell_voices(question, rows, in_all_voices):
    """How many of all mentions are in which voice, including those hidden by a filter of voices or nearby words."""
    every, own = write_count(len(in_all_voices), "mention"), (in_all_voices["voice"] == "outlet").sum()
    scope = "Near any word, in all voices," if question.near else "In all voices"
    return (
        (f"{scope} {every}: " if len(in_all_voices) > len(rows) else "")
        + f"{own:,} in the outlet's own voice, {len(in_all_voices) - own:,} in what someone is reported to say."
    )


def _write_statements(question, rows, table):
    """How many statements there are, and who has most words and most statements."""
    named = table[table["speaker"] != UNATTRIBUTED]
    n_statements = table["statements"].sum()
    most = [
        f"{row.speaker} with {write_count(row.words, 'word')} in {write_count(row.statements, 'statement')} "
        f"({row.share_of_words:.0%})"
        for row in named.head(3).itertuples()
    ]
    often = named.sort_values("statements", ascending=False, kind="stable").head(1)
    more = [
        f" Most statements: {row.speaker} with {row.statements:,}."
        for row in often.itertuples()
        if row.speaker != named["speaker"].iloc[0]
    ]
    lines = f", in {write_count(len(rows), 'line')} (one may run over several)" if len(rows) > n_statements else ""
    counted = f"{write_count(n_statements, 'statement')} by {write_count(len(named), 'speaker')}{lines}. "
    if not most:
        return counted + "None of them names its speaker."
    if len(most) == 1:
        return counted + f"{'That is' if question.speaker else 'The only speaker is'} {most[0]}."
    return counted + f"Most words go to {'; then '.join(most)}.{''.join(more)}"


def _write_nothing(question, in_all_voices):
    """The answer if no row is left: either the filters hide some, or there are none."""
    if question.kind == "Words" and not question.pattern:
        return "Type a word, choose one from the list of words, or open one of the questions."
    if question.kind != "Words" or in_all_voices.empty:
        return (
            "Nothing is found. A star stands for the rest of a word (withdraw*), a bar for alternatives "
            "(truce | ceasefire)."
        )
    own = (in_all_voices["voice"] == "outlet").sum()
    where = "with these voices and speakers"
    nothing = f"nothing {where}"
    if question.near:
        nothing = f"{question.near} does not stand within five words of it, {where}"
    return (
        f"“{question.pattern}”: {nothing}. Without that {write_count(len(in_all_voices), 'mention')}: "
        f"{own:,} in the outlet's own voice, {len(in_all_voices) - own:,} in what someone is reported to say. "
        "Start over lifts all filters."
    )
