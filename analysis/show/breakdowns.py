"""The parts of an answer: counts by group, words and phrases, nearby words, and days; each part links to its lines."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.findings import Findings, link_findings
from analysis.naming import find_names
from analysis.naming.decisions import apply_decisions
from analysis.show import escape, escape_attribute, list_some, write_count, write_day
from analysis.show.answers import VOICES, Answer, Material
from analysis.show.explore import are_chosen, choose_rows, number_places
from analysis.show.openers import Breakdown
from analysis.show.questions import Question
from analysis.statistics import add_rates
from analysis.words import count_ngrams

SIZES = {"words": 1, "phrases of two words": 2, "phrases of three words": 3}
WITH_HIT = {"two words, the hit in them": 2, "three words, the hit in them": 3}
_MOST_WORDS = 40  # rows of a list of words
_OWN = "own voice"
_MOST_GROUPS = 6  # columns of a table of speakers or days by group
_MOST_WORDINGS = 5  # of a day
_MOST_FORMS = 8  # of one thing: the commonest, looked for together
_MOST_THINGS = 30

# --- counts ------------------------------------------------------------------------------------


def break_down(answer: Answer, material: Material) -> Breakdown:
    """The counts of an answer: mentions by group and voice, statements by speaker and group, days by group.

    Each row links to its lines, and each number in a column for a voice or a group to the lines that it counts.
    """
    if answer.rows.empty:
        return Breakdown(answer.counted, {})
    count = {"Words": _count_voices, "Statements": _count_sources, "Days": _count_days}[answer.question.kind]
    return count(answer, material)


def _count_voices(answer, material):
    by = material.groups.name
    table = answer.counted.copy()
    cells = pd.crosstab(answer.rows["article_id"].map(material.groups), answer.rows["voice"])
    voices = {_OWN if voice == "outlet" else voice: voice for voice in VOICES if voice in cells}
    for column, voice in voices.items():
        table[column] = table[by].map(cells[voice]).fillna(0).astype("int64")
    columns = {column: {"voice": voice} for column, voice in voices.items()}
    note = "per_1000: mentions per 1,000 words; low, high: its 95 % interval. own voice: not in a statement."
    return _open(table, (by, "count"), columns, note, lambda group, **cell: _narrow(answer, group=group, **cell))


def _count_sources(answer, material):
    rows = answer.rows.drop_duplicates(["article_id", "statement"])
    table, columns = _spread(answer.counted, "speaker", rows, material)
    note = _say_columns("statements", answer, material, columns)
    return _open(table, ("speaker", "statements"), columns, note,
                 lambda speaker, **cell: _narrow(answer, speaker=speaker, **cell))


def _count_days(answer, material):
    table, columns = _spread(answer.counted, "value", answer.rows, material)
    table["wordings"] = [list_some(ways.split("; "), _MOST_WORDINGS) for ways in table["wordings"]]
    note = _say_columns("references", answer, material, columns)
    return _open(table, ("value", "mentions"), columns, note,
                 lambda value, **cell: replace(_narrow(answer, **cell), pattern=value))


def _spread(table, key, rows, material):
    """(the table with a column for each of the groups with most rows, the `columns` that `_open` needs for them)."""
    cells = pd.crosstab(rows[key], rows["article_id"].map(material.groups))
    groups = [group for group in cells.sum().sort_values(ascending=False, kind="stable").index if group not in table]
    cells = cells[groups[:_MOST_GROUPS]]
    table = table.join(cells, on=key)
    table[cells.columns] = table[cells.columns].fillna(0).astype("int64")
    return table, {group: {"group": group} for group in cells.columns}


def _say_columns(what, answer, material, columns):
    shown, there = len(columns), material.groups.loc[answer.articles].nunique()
    most = "" if shown == there else f", for the {shown} of {there:,} that have most"
    return f"The last columns count {what} by {material.groups.name}{most}." if shown else ""


def _open(table, total, columns, note, ask):
    """The table with its links: the heading and the total of a row open all its lines, a cell of `columns` the lines
    it counts.

    total: (the column of headings, that of totals). columns: {column: the filters for its cells}. ask: returns the
    question for a heading and for these filters.
    """
    heading = table[total[0]]
    opens = dict.fromkeys(total, [ask(value) for value in heading])
    opens |= {column: [ask(value, **cell) for value in heading] for column, cell in columns.items()}
    return _close_empty(Breakdown(table, opens, note), total[1])


def _narrow(answer, **choices):
    """The question limited to one group, voice or speaker; a comparison of groups is left out."""
    single = {name: (value,) for name, value in choices.items()}
    return replace(answer.question, **single, **({"compare": ()} if "group" in choices else {}))


def _close_empty(breakdown, total):
    """The breakdown without links in cells that count nothing, and in the headings of rows whose total is 0."""
    table, opens = breakdown.table, {}
    for column, questions in breakdown.opens.items():
        counted = table[column if pd.api.types.is_numeric_dtype(table[column]) else total]
        opens[column] = [question if count else None for question, count in zip(questions, counted, strict=True)]
    return breakdown._replace(opens=opens)


# --- words near, words and phrases -------------------------------------------------------------


def list_near(answer: Answer) -> Breakdown:
    """The words near the hits; each opens the lines that have it near."""
    table = answer.collocates
    if answer.question.kind != "Words" or table.empty:
        return Breakdown(table.head(0), {}, "No word stands near what was typed twice.")
    near = [replace(answer.question, near=word) for word in table["collocate"]]
    note = "Within five words; stop words are left out. log_dice: how exclusively the two go together (at most 14)."
    return Breakdown(table, {"collocate": near, "lines": near}, note)


def list_frequent(answer: Answer, material: Material, what: str = "words") -> Breakdown:
    """The most frequent words or phrases where the question looks, within all its filters; each opens its lines.

    what: one of SIZES for all text that the question looks at, or one of WITH_HIT for the text around its hits. Words
    and phrases that begin or end with a stop word are left out, except around a hit. For statements, the words are
    those within the statements.
    """
    asked = answer.question
    base = replace(asked, kind="Words", pattern="", near="", compare=(), sort="")
    if asked.kind == "Days":
        return Breakdown(pd.DataFrame(), {}, "Days have no list of words: choose Words or Statements.")
    if asked.kind == "Statements":
        base = replace(base, zone=asked.zone or ("body",), voice=asked.voice or VOICES[1:])
    words = material.words[material.words["article_id"].isin(material.choose_articles(asked))]
    chosen = are_chosen(words, **material.list_filters(base))
    if what in WITH_HIT:
        chosen &= _hold_a_hit(words, answer.rows, material, WITH_HIT[what])
    size, stopwords = {**SIZES, **WITH_HIT}[what], () if what in WITH_HIT else None
    counted = count_ngrams(words.assign(chosen=np.where(chosen, 1.0, np.nan)), "chosen", [size], stopwords)
    top = counted.sort_values(["count", "ngram"], ascending=[False, True], ignore_index=True).head(_MOST_WORDS)
    table = pd.DataFrame({"phrase": top["ngram"], "lines": material.count_lines(top["ngram"], base)})
    table = table[table["lines"] > 0].sort_values("lines", ascending=False, kind="stable", ignore_index=True)
    opens = [replace(base, pattern=phrase) for phrase in table["phrase"]]
    note = f"Of {write_count(len(counted), 'different one')}, within all filters; stop words are left out."
    if what in WITH_HIT:
        note = f"Of {write_count(len(counted), 'different one')} that hold a hit, within all filters."
    return Breakdown(table, {"phrase": opens, "lines": opens}, note if len(table) else "None is found.")


def _hold_a_hit(words, hits, material, size):
    """Whether each word begins a run of so many words that holds a hit's first word."""
    at = words.index.searchsorted(number_places(hits, material.articles), side="right") - 1
    is_hit = np.zeros(len(words), bool)
    is_hit[at[at >= 0]] = True
    holds = is_hit.copy()
    for step in range(1, size):
        holds[:-step] |= is_hit[step:]
    return holds


# --- over time ---------------------------------------------------------------------------------

_MOST_BARS = 62
_STEPS = {"day": "D", "week": "W", "month": "M", "year": "Y"}


def count_over_time(answer: Answer, material: Material) -> Breakdown:
    """The lines by day of publication, including days without any: `day`, `count`, `n_words`, `per_1000`, `low`,
    `high`.

    More than two months are counted by week, longer periods by month or year. Each day links to its lines.
    """
    asked = answer.question
    if asked.kind == "Days":
        return Breakdown(pd.DataFrame(), {}, "The days that the texts point to stand under Counts.")
    days = material.articles.loc[answer.articles, "published"].dropna().dt.normalize()
    if days.empty:
        return Breakdown(pd.DataFrame(), {}, "No day of publication is known.")
    step = next((one for one, code in _STEPS.items() if days.dt.to_period(code).nunique() <= _MOST_BARS), "year")
    periods = days.dt.to_period(_STEPS[step])
    sizes = material.sizes[material.sizes["article_id"].isin(answer.articles)]
    filters = material.list_filters(asked)
    sizes = choose_rows(sizes, **(filters if asked.kind == "Words" else {"zone": filters["zone"]}))
    rows = answer.rows if asked.kind == "Words" else answer.rows.drop_duplicates(["article_id", "statement"])
    every = pd.period_range(periods.min(), periods.max(), freq=_STEPS[step])
    every = every if len(every) <= _MOST_BARS else pd.PeriodIndex(sorted(periods.unique()))
    table = pd.DataFrame(
        {
            "count": rows["article_id"].map(periods).value_counts().reindex(every, fill_value=0).to_numpy("int64"),
            "n_words": sizes.groupby(sizes["article_id"].map(periods))["n_words"]
            .sum()
            .reindex(every, fill_value=0)
            .to_numpy("int64"),
        }
    )
    table = add_rates(table).drop(columns="method")
    table.insert(0, step, every.start_time.strftime("%Y-%m-%d"))
    opens = [
        replace(asked, first=max(one.start_time, days.min()).date(), last=min(one.end_time, days.max()).date())
        for one in every
    ]
    unknown = len(answer.articles) - len(days)
    known = f" The day of {write_count(unknown, 'article')} is not known." if unknown else ""
    note = f"By publication; per_1000: per 1,000 words.{known}"
    return _close_empty(Breakdown(table, {step: opens, "count": opens}, note), "count")


def draw_over_time(breakdown: Breakdown) -> str:
    """The rates of `count_over_time` as columns, each with its count: SVG in the colours of the page."""
    table = breakdown.table
    if table.empty or not table["count"].sum():
        return ""
    step, rates = table.columns[0], table["per_1000"].fillna(0)
    width, top = min(88, 430 / len(table)), max(rates.max(), 1e-9)
    bars = []
    for i, (day, count, rate) in enumerate(zip(table[step], table["count"], rates, strict=True)):
        x, height = 8 + i * width, 80 * rate / top
        bars.append(f'<rect x="{x:.1f}" y="{100 - height:.1f}" width="{width * 0.8:.1f}" height="{height:.1f}"/>')
        if count and width > 16:
            bars.append(f'<text x="{x + width * 0.4:.1f}" y="{96 - height:.1f}" text-anchor="middle">{count:,}</text>')
        if width > 80 or i in (0, len(table) - 1):
            anchor = "start" if width > 80 or i == 0 else "end"
            at = x if anchor == "start" else x + width * 0.8
            bars.append(f'<text x="{at:.1f}" y="116" text-anchor="{anchor}">{_shorten_day(day)}</text>')
    most = table.loc[rates.idxmax()]
    says = (
        f"Rates by {step}: highest on {write_day(pd.Timestamp(most[step]))}, with {most['per_1000']:.2f} per 1,000 "
        f"words ({write_count(int(most['count']), 'line')})."
    )
    return (
        f'<figure style="margin:0"><figcaption>{escape(says)}</figcaption><svg width="450" height="122" role="img" '
        f'aria-label="{escape_attribute(says)}" font-size="11" fill="currentColor">'
        f'<path d="M8 100h434" stroke="currentColor"/>{"".join(bars)}</svg></figure>'
    )


def _shorten_day(day):
    return f"{int(day[8:])} {pd.Timestamp(day):%b %Y}"


# --- names of one thing, as a start ------------------------------------------------------------


def list_things(found: Findings, material: Material, tell: Callable[[str], None] = lambda step: None) -> Breakdown:
    """The things that the articles mention most, whatever each article calls them, as in notebook 07 and with the
    reader's decisions there; each thing links to the lines of its most frequent forms.

    Names are found now, unless the findings contain them; this takes about ten seconds for 400 articles. tell: called
    with a text that says what is being done.
    """
    names = found.names
    if names is None:
        if found.shared is None:
            tell("Step 1 of 2: sentences are compared. For hundreds of articles this takes some seconds.")
            found = link_findings(found, ("shared", "swaps"))
        tell("Step 2 of 2: names are put together. For hundreds of articles this takes some seconds.")
        names = apply_decisions(find_names(found, found.lists.people), found.lists.decisions)[0]
    names = names[names["article_id"].isin(material.about)]
    of_form = names.groupby("form")["form"].transform("size")
    own = 2 * names.groupby(["referent", "form"])["form"].transform("size") >= of_form  # "president" may be anybody
    names = names[names["referent"].notna() & own]
    by = names.groupby("referent", sort=False)
    table = by.agg(kind=("kind", "first"), articles=("article_id", "nunique"), mentions=("form", "size")).reset_index()
    table = table.sort_values(["articles", "mentions"], ascending=False, kind="stable").head(_MOST_THINGS)
    forms = {one: part["form"].value_counts().index[:_MOST_FORMS] for one, part in by if one in set(table["referent"])}
    table = table.assign(called=["; ".join(forms[one]) for one in table["referent"]])
    patterns = pd.Series([" | ".join(forms[one]) for one in table["referent"]], table.index)
    base = Question()
    table["lines"] = material.count_lines(patterns, base)
    table = table[["referent", "kind", "called", "articles", "lines"]]
    opens = [replace(base, pattern=pattern) for pattern in patterns]
    note = "lines: where one of these words stands. 07 says why each is a name of it, and what each outlet says."
    return Breakdown(table, {"referent": opens, "lines": opens}, note)
