"""Figures: tables in, matplotlib figures out, all in one look. `analysis.show.show_figure` shows them."""
import functools
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from analysis.statistics import add_rates

# Okabe and Ito's colours, which colour-blind readers can tell apart; labels and hatches say the same again.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
GREY = "#999999"
STYLE: dict = {
    "svg.hashsalt": "same event", "svg.fonttype": "none", "figure.dpi": 100, "savefig.dpi": 144,
    "font.family": "DejaVu Sans", "font.size": 10, "figure.facecolor": "white", "savefig.facecolor": "white",
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#555555", "axes.titlesize": 10,
    "axes.titlelocation": "left", "axes.titleweight": "bold", "axes.grid": False, "text.parse_math": False,
}


def make_figure(heights: Sequence[float] = (2,), width: float = 8.5, **options) -> tuple[Any, list]:
    """A figure of panels one below the other, each as many inches high as `heights` says: (figure, list of axes)."""
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(width, sum(heights) + 0.35 * len(heights) + 0.9), layout="constrained")
        axes = figure.subplots(len(heights), 1, squeeze=False, gridspec_kw={"height_ratios": heights}, **options)[:, 0]
    return figure, list(axes)


def plot_bars(table: pd.DataFrame, value: str, label: str, panel: str, unit: str,
              names: Mapping[str, str] | None = None) -> Any:
    """Horizontal bars, one panel per value of `panel`, longest first, each with its number: a figure.

    A label has the same colour in every panel; those beyond the first six, by panels and length, are grey.

    table: DataFrame with the columns `value` (bar length), `label`, `panel`, and `shown` (what stands at the bar's
    end).
    """
    groups = [
        (key, rows.sort_values(value, ascending=False, kind="stable")) for key, rows in table.groupby(panel, sort=False)
    ]
    figure, axes = make_figure([0.27 * len(rows) + 0.1 for _, rows in groups] or [1], sharex=True)
    weight = table.groupby(label, sort=False).agg(panels=(panel, "nunique"), total=(value, "sum"))
    colour = dict(zip(weight.sort_values(["panels", "total"], ascending=False, kind="stable").index, COLOURS))
    with matplotlib.rc_context(STYLE):
        for axis, (key, rows) in zip(axes, groups):
            colours = [colour.get(name, GREY) for name in rows[label]]
            axis.barh(range(len(rows)), rows[value], color=colours, height=0.7)
            axis.set_yticks(range(len(rows)), rows[label])
            axis.set_ylim(len(rows) - 0.4, -0.6)
            axis.tick_params(axis="y", length=0)
            axis.tick_params(axis="x", length=0 if axis is not axes[-1] else 3, labelbottom=axis is axes[-1])
            axis.spines["bottom"].set_visible(axis is axes[-1])
            axis.set_title(shorten(names[key] if names is not None else key))
            for y, (length, shown) in enumerate(zip(rows[value], rows["shown"])):
                axis.annotate(shown, (length, y), (4, 0), textcoords="offset points", va="center", fontsize=9)
        axes[-1].set_xlabel(unit)
        axes[-1].set_xlim(0, max(table[value].max(), 1e-9) * 1.18 if len(table) else 1)
        if axes[-1].get_xlim()[1] > 1_000:
            axes[-1].xaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
    return figure


_HEADING = FontProperties(family="DejaVu Sans", weight="bold", size=10)
_PIECE = re.compile(r"[^\s./_-]{1,60}[./_-]{0,3}|[./_-]{1,60}")     # of a heading, which may end a line after a mark
_MOST_HEADING_LINES = 4


def wrap_heading(name: str, inches: float) -> str:
    """A heading over as many lines as it takes to be no wider than so many inches, measured in bold at 10 points.

    A line ends after a word or a mark within a name (beforeits-news.com); what is too wide even so, within a word.

    >>> wrap_heading("the-northern-evening.com", 1.2)
    'the-northern-\\nevening.com'
    """
    lines = [""]
    for word in shorten(name).split():
        for number, piece in enumerate(_PIECE.findall(word)):
            joined = lines[-1] + (" " if lines[-1] and not number else "") + piece
            if _measure(joined) <= inches:
                lines[-1] = joined
            else:
                lines += _cut(piece, inches)
    lines = [line for line in lines if line]
    if len(lines) > _MOST_HEADING_LINES:
        lines = [*lines[:_MOST_HEADING_LINES - 1], "…"]
    return "\n".join(lines)


def _cut(piece, inches):
    """A piece in parts, each at most so wide, or of one character."""
    parts = [""]
    for character in piece:
        if parts[-1] and _measure(parts[-1] + character) > inches:
            parts.append("")
        parts[-1] += character
    return parts


@functools.cache
def _measure(text):
    """How many inches wide a heading of one line is."""
    return TextPath((0, 0), text, prop=_HEADING).get_extents().width / 72 if text.strip() else 0.0


_DAY_LABEL = 1.5    # inches at the left of a grid: the widest day, "Wed 30 Sep 2020", and the margins
_GAP = 0.12         # inches between two headings
_CELL = 10          # characters of a cell's words per inch
_PUBLISHED = 8          # characters of a cell that the word "published" takes


def _quote_some(texts, room):
    """The wordings in quotation marks, most frequent first, as many as fit into so many characters, and how many more
    there are."""
    ways = [f"“{text}”" for text in texts.str.split().str.join(" ").value_counts().index]
    shown = 1
    while shown < len(ways) and len(", ".join(ways[:shown + 1])) + 4 * (shown + 1 < len(ways)) <= room:
        shown += 1
    first = ", ".join(ways[:shown])
    first = first if len(first) <= room else first[:max(8, room - 2)].rstrip() + "…”"
    return first + (f" +{len(ways) - shown}" if len(ways) > shown else "")


def plot_day_grid(dates: pd.DataFrame, published: pd.Series, names: Mapping[str, str]) -> Any:
    """Days from top to bottom, articles from left to right, and in each cell the words that name the day: a figure.

    dates: span table of references to single days, with `first`.
    published: Series of publication dates by article_id; names: Series of column headings by article_id. Where there
    are more days than a screen holds, those that most articles name are shown, and the figure says so.
    """
    every = pd.date_range(dates["first"].min(), max(dates["first"].max(), published.max()))
    days = _choose_days(dates, every)
    place = {day: number for number, day in enumerate(days)}
    width = max(8.5, 1.7 * len(published))
    figure, (axis,) = make_figure([0.34 * len(days)], width=width)
    with matplotlib.rc_context(STYLE):
        for column, (article_id, day) in enumerate(published.items()):
            if (row := place.get(day)) is not None:
                axis.add_patch(matplotlib.patches.Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, fill=False,
                                                            hatch="....", edgecolor="#CCCCCC", linewidth=0))
                axis.annotate("published", (column + 0.46, row), ha="right", va="center", fontsize=7, color="#666666",
                              style="italic")
            named = dates[(dates["article_id"] == article_id) & dates["first"].isin(days)]
            for first, rows in named.groupby("first"):
                taken = _PUBLISHED if first == day else 0
                words = _quote_some(rows["text"], int(_CELL * width / len(published)) - taken)
                axis.annotate(words, (column - 0.45, place[first]), va="center", fontsize=9, color="black")
        for row in range(len(days) + 1):
            axis.axhline(row - 0.5, color="#DDDDDD", linewidth=0.6)
        axis.set_xlim(-0.5, len(published) - 0.5)
        axis.set_ylim(len(days) - 0.5, -0.5)
        axis.set_yticks(range(len(days)), [f"{day:%a} {day.day} {day:%b %Y}" for day in days], fontsize=9)
        room = (width - _DAY_LABEL) / len(published) - _GAP
        axis.set_xticks(range(len(published)), [wrap_heading(names[i], room) for i in published.index],
                        fontweight="bold")
        axis.xaxis.tick_top()
        axis.tick_params(length=0)
        axis.spines[:].set_visible(False)
        notes = [f"Of {len(every):,} days, the {len(days)} that most of them name."] if len(days) < len(every) else []
        if any(" +" in cell.get_text() for cell in axis.texts):
            notes.append("+2: two more wordings.")
        if notes:
            axis.annotate(
                " ".join(notes),
                (0, 0),
                (0, -10),
                fontsize=9,
                xycoords="axes fraction",
                textcoords="offset points",
                va="top",
                color="#666666",
            )
    return figure


_MOST_LINES = 31        # days of a grid: a month, and about what a screen holds


def _choose_days(dates, every):
    """All days where a screen holds them, else those that most articles name; of equals the most often named."""
    if len(every) <= _MOST_LINES:
        return every
    named = dates.groupby("first").agg(articles=("article_id", "nunique"), mentions=("article_id", "size"))
    best = named.sort_values(["articles", "mentions"], ascending=False, kind="stable").head(_MOST_LINES)
    return pd.DatetimeIndex(best.index).sort_values()


_REACHES = {"1 day": 1, "1 week": 7, "1 month": 30.4, "1 year": 365.25, "10 years": 3652.5, "100 years": 36525}


def plot_reach(dates: pd.DataFrame, names: Mapping[str, str]) -> Any:
    """How far before its publication each article reaches: a dot per reference on a log scale of days, the farthest
    named.

    dates: span table with `days_back` (at least 0; the day of publication stands at the left edge).
    """
    groups = list(dates.groupby("article_id", sort=False))
    most = dates.groupby(["article_id", "days_back"]).size().max() if len(dates) else 1
    size = min(26, 500 / most)          # points of a dot per reference; the largest fits between two lines
    figure, (axis,) = make_figure([0.5 * max(1, len(groups))])
    with matplotlib.rc_context(STYLE):
        for row, (_article_id, rows) in enumerate(groups):
            back = rows["days_back"].clip(lower=0.3)
            axis.plot([0.3, back.max()], [row, row], color="#BBBBBB", linewidth=1, zorder=1)
            dots = back.groupby(back).size()
            axis.scatter(dots.index, [row] * len(dots), s=(size * dots).clip(lower=6), color=COLOURS[0], alpha=0.8,
                         linewidths=0, zorder=2)
            farthest = rows.loc[rows["days_back"].idxmax(), "text"]
            axis.annotate(
                " ".join(farthest.split()),
                (back.max(), row),
                (8, 0),
                textcoords="offset points",
                va="center",
                fontsize=9,
            )
        axis.set_xscale("log")
        axis.set_xlim(0.22, max(dates["days_back"].max() * 6, 40) if len(dates) else 40)
        ticks = {"same day": 0.3, **{k: v for k, v in _REACHES.items() if v <= axis.get_xlim()[1]}}
        axis.set_xticks(list(ticks.values()), list(ticks), fontsize=9)
        axis.minorticks_off()
        axis.set_yticks(range(len(groups)), [names[article_id] for article_id, _ in groups])
        axis.set_ylim(len(groups) - 0.5, -0.5)
        axis.tick_params(axis="y", length=0)
        axis.set_xlabel("time before publication (log scale)")
    return figure


_MOST_BARS = 62         # of a small multiple that can be told apart; of more days weeks are drawn, of more weeks months
_MOST_NUMBERED = 31     # bars that have room for their number; of more the longest has it
_STEPS = {"day": "D", "week": "W", "month": "M", "year": "Y"}


def plot_days(table: pd.DataFrame, by: str, unit: str = "mentions") -> Any:
    """Counts by day, one small panel per group, all on one scale: a figure.

    table: from `grouping.count_days`: `group`, `day`, `count`. by: what they are grouped by. Over more than
    two months weeks are drawn, over more than a year months, over more than five years years.
    """
    days = pd.DatetimeIndex(table["day"].drop_duplicates())
    step = next((step for step, code in _STEPS.items() if days.to_period(code).nunique() <= _MOST_BARS), "year")
    if step != "day":
        starts = table["day"].dt.to_period(_STEPS[step]).dt.start_time
        table = table.assign(day=starts).groupby(["group", "day"], sort=False, as_index=False)["count"].sum()
    groups = list(table.groupby("group", sort=False))
    figure, axes = make_figure([0.55] * max(1, len(groups)), sharex=True, sharey=True)
    with matplotlib.rc_context(STYLE):
        for axis, (name, rows) in zip(axes, groups, strict=False):
            axis.bar(range(len(rows)), rows["count"], color=COLOURS[0], width=0.8)
            axis.set_title(shorten(name))
            axis.tick_params(length=0, labelsize=8)
            axis.spines["left"].set_visible(False)
            for x, count in enumerate(rows["count"]):
                if count and (len(rows) <= _MOST_NUMBERED or x == rows["count"].argmax()):
                    axis.annotate(f"{count:,}", (x, count), (0, 1), textcoords="offset points", ha="center", fontsize=7)
            axis.set_yticks([])
        shown = groups[0][1]["day"].tolist() if groups else []
        at = range(0, len(shown), max(1, -(-len(shown) // _MOST_LABELS)))
        write = {"month": "{:%b %Y}", "year": "{:%Y}"}.get(step, "{0.day} {0:%b %Y}").format
        axes[-1].set_xticks(at, [write(shown[i]) for i in at])
        axes[-1].set_xlim(-0.7, max(1, len(shown)) - 0.3)
        axes[-1].set_ylim(0, max(1, table["count"].max() if len(table) else 1) * 1.35)
        axes[-1].set_xlabel(f"{unit} by {step} of publication")
    return figure


_MOST_LABELS = 6        # days that fit side by side below an axis
_LONGEST_NAME = 60      # characters of a panel's title at this size


def shorten(name: str) -> str:
    """A name that fits above a panel: cut at a word where it is too long.

    >>> shorten("The Northern " + "Evening " * 12)
    'The Northern Evening Evening Evening Evening Evening …'
    """
    name = " ".join(str(name).split())
    return (
        name
        if len(name) <= _LONGEST_NAME
        else textwrap.shorten(name, _LONGEST_NAME, placeholder=" …")
        if " " in name[:_LONGEST_NAME]
        else name[: _LONGEST_NAME - 1] + "…"
    )


def plot_rules(table: pd.DataFrame, target: str, reference: str, unit: str = "mentions per 1,000 words") -> Any:
    """One line per rule of counting: two rates with their intervals, and what the test says of them: a figure.

    table: rows with `rule`, `count`, `n_words`, the same with `reference_` before the name, and `evidence`.
    """
    sides = [
        (
            add_rates(table[[f"{side}count", f"{side}n_words"]].set_axis(["count", "n_words"], axis=1)),
            colour,
            marker,
            shift,
            name,
        )
        for side, colour, marker, shift, name in (
            ("", COLOURS[0], "o", -0.14, target),
            ("reference_", COLOURS[5], "s", 0.14, reference),
        )
    ]
    figure, (axis,) = make_figure([0.62 * max(1, len(table))])
    with matplotlib.rc_context(STYLE):
        for rates, colour, marker, shift, name in sides:
            for row, (count, rate, low, high) in enumerate(
                rates[["count", "per_1000", "low", "high"]].itertuples(index=False)
            ):
                axis.plot([low, high], [row + shift] * 2, color=colour, linewidth=1.5)
                axis.plot([rate], [row + shift], marker, color=colour, markersize=6)
                axis.annotate(
                    str(count),
                    (high, row + shift),
                    (4, 0),
                    textcoords="offset points",
                    va="center",
                    fontsize=8,
                    color=colour,
                )
            axis.plot([], [], f"{marker}-", color=colour, label=name)
        for row, evidence in enumerate(table["evidence"]):
            axis.annotate(f"evidence: {evidence}", (1.0, row), (6, 0), xycoords=("axes fraction", "data"),
                          textcoords="offset points", va="center", fontsize=9)
        axis.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, fontsize=9)
        axis.set_yticks(range(len(table)), table["rule"])
        axis.set_ylim(len(table) - 0.5, -0.5)
        axis.tick_params(axis="y", length=0)
        axis.set_xlim(0, None)
        axis.set_xlabel(f"{unit}, with 95 % interval; the number of mentions stands at its end")
    return figure


def plot_dispersion(places: pd.DataFrame, names: Mapping[str, str], terms: Sequence[str]) -> Any:
    """Where in each article each term stands, from its first word to its last: a figure, one line per article and term.

    places: span table with `term` and `position` (0 to 1); terms: the terms shown, in order.
    """
    groups = list(places.groupby("article_id", sort=False))
    figure, axes = make_figure([0.24 * len(terms) + 0.1 for _ in groups] or [1], sharex=True)
    with matplotlib.rc_context(STYLE):
        for axis, (article_id, rows) in zip(axes, groups):
            for line, term in enumerate(terms):
                at = rows.loc[rows["term"] == term, "position"]
                axis.plot([0, 1], [line, line], color="#DDDDDD", linewidth=0.8, zorder=0)
                axis.plot(at, [line] * len(at), "|", color="black", markersize=10, markeredgewidth=1.6)
                axis.annotate(str(len(at)), (1, line), (6, 0), textcoords="offset points", va="center", fontsize=9)
            axis.set_yticks(range(len(terms)), terms)
            axis.set_ylim(len(terms) - 0.5, -0.5)
            axis.tick_params(axis="y", length=0)
            axis.tick_params(axis="x", length=3 if axis is axes[-1] else 0, labelbottom=axis is axes[-1])
            axis.spines[["left", "bottom"]].set_visible(False)
            axis.set_title(shorten(names[article_id]))
        axes[-1].set_xticks([0, 0.5, 1], ["first word", "middle", "last word"])
    return figure


def plot_growth(table: pd.DataFrame) -> Any:
    """Seconds by number of articles on two log scales, one line per task, its exponent at the end: a figure.

    table: rows with `task`, `articles`, `value` (seconds) and `exponent`.
    """
    height = 3
    figure, (axis,) = make_figure([height])
    with matplotlib.rc_context(STYLE):
        for i, (_task, rows) in enumerate(table.groupby("task", sort=False)):
            axis.plot(rows["articles"], rows["value"], "osD^v<"[i % 6] + "-", color=COLOURS[i % len(COLOURS)])
        axis.set_xscale("log")
        axis.set_yscale("log")
        axis.set_xlim(table["articles"].min() / 1.5, table["articles"].max() * 12)
        last, top = table.groupby("task", sort=False).tail(1).sort_values("value"), {}
        points = (
            np.log10(last["value"] / axis.get_ylim()[0])
            / np.log10(axis.get_ylim()[1] / axis.get_ylim()[0])
            * 72
            * height
        )
        for row, at in zip(last.itertuples(), points):
            # labels of lines that end together stand apart
            top[row.articles] = max(at, top.get(row.articles, -99) + 12)
            label = row.task if pd.isna(row.exponent) else f"{row.task}, exponent {row.exponent:.2f}"
            axis.annotate(
                label,
                (row.articles, row.value),
                (8, top[row.articles] - at),
                textcoords="offset points",
                va="center",
                fontsize=9,
            )
        for side in (axis.xaxis, axis.yaxis):           # 10,000, and not a power of ten
            side.set_major_formatter(lambda value, _: f"{value:,.10g}")
            side.set_minor_formatter(lambda value, _: "")
        axis.set_xlabel("articles")
        axis.set_ylabel("seconds")
    return figure
