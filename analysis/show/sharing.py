"""Displays of shared wording: how much the articles have in common, and two articles side by side."""

from collections.abc import Sequence

import matplotlib
import pandas as pd
from matplotlib.figure import Figure

from analysis.grouping import check_pair
from analysis.show import _display, _mark_side, _say_cut, _write_rows, escape
from analysis.show.figures import STYLE, make_figure, shorten
from analysis.wording import find_swaps
from analysis.wording.sentences import is_light, sort_by_publication

# --- whose words stand in whose articles ---------------------------------------------------

MOST_IN_MATRIX = 16  # rows of a matrix that a reader can still follow with a finger
_FEW_COLUMNS = 6  # whose headings fit above them without being turned


def make_matrix(copy: pd.DataFrame, groups: pd.Series, most: int = MOST_IN_MATRIX) -> pd.DataFrame:
    """Shares as a matrix, rows by columns, of those that share most words; the others are left out.

    copy: as from `reuse.measure_copy`; groups: the group of each article, as from `grouping.choose_groups`.
    """
    words = copy.groupby("article_id")["words"].sum().reindex(groups.unique()).fillna(0)
    shown = sorted(words.sort_values(ascending=False, kind="stable").index[:most])
    grid = copy.pivot(index="article_id", columns="other_id", values="share")
    return grid.reindex(index=shown, columns=shown).fillna(0.0)


def plot_matrix(shares: pd.DataFrame, rows: str, columns: str) -> Figure:
    """Shares from 0 to 1 as a matrix of numbers on grey cells: a figure. Shares below a half of a percent are left
    blank.

    shares: as from `make_matrix`; rows, columns: what the axes say.
    """
    figure, (axis,) = make_figure([0.34 * len(shares) + 0.8])
    small = len(shares) > _FEW_COLUMNS
    with matplotlib.rc_context(STYLE):
        axis.imshow(shares.to_numpy(), cmap="Greys", vmin=0, vmax=1.4, aspect="auto")
        for y, row in enumerate(shares.to_numpy()):
            for x, share in enumerate(row):
                blank = shares.index[y] == shares.columns[x] or share < 0.005
                axis.annotate(
                    "" if blank else f"{share:.0%}",
                    (x, y),
                    ha="center",
                    va="center",
                    fontsize=8 if small else 10,
                    color="white" if share > 0.7 else "black",
                )
        axis.set_xticks(range(len(shares.columns)), [_cut_label(name) for name in shares.columns])
        axis.set_yticks(range(len(shares)), [_cut_label(name) for name in shares.index])
        axis.xaxis.tick_top()
        if small:
            axis.set_xticks(axis.get_xticks(), axis.get_xticklabels(), rotation=45, ha="left", rotation_mode="anchor")
        axis.xaxis.set_label_position("top")
        axis.set_xlabel(columns)
        axis.set_ylabel(rows)
        axis.tick_params(length=0)
        axis.spines[:].set_visible(False)
    return figure


_LONGEST_LABEL, _LABEL_END = 24, 10  # characters: sixteen longer labels, turned, would leave no room for the cells


def _cut_label(name):
    """The name with dots in its middle where it is too long: names of files often differ at their end only."""
    name = shorten(name)
    if len(name) <= _LONGEST_LABEL:
        return name
    return f"{name[: _LONGEST_LABEL - 1 - _LABEL_END].rstrip()}…{name[-_LABEL_END:].lstrip()}"


# --- which pairs a reader wants first ------------------------------------------------------

_CLOSE = 0.75  # similarity of two sentences that differ only slightly: there a swapped word says most


def rank_pairs(pairs: pd.DataFrame, swaps: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """The pairs, beginning with those that have most copies and differ in a word or a name between two groups.

    A sentence in many pairs, such as a quotation, is shown with its first counterpart; its other pairs come after all
    sentences have been shown once.

    pairs, swaps: as from `find_shared` and `find_swaps`; groups: as from `grouping.choose_groups`.
    """
    telling = swaps[(swaps["change"] == "substitute") & swaps["swap_kind"].isin(["word", "name"])]
    telling = telling[
        ~telling["left_text"].map(is_light).astype(bool) & ~telling["right_text"].map(is_light).astype(bool)
    ]
    between = pairs["left_article_id"].map(groups) != pairs["right_article_id"].map(groups)
    rank = pd.DataFrame(
        {
            "telling": pairs["pair"].isin(telling["pair"]) & between & (pairs["similarity"] >= _CLOSE),
            "copies": pairs["left_copies"] + pairs["right_copies"],
        }
    )
    ranked = pairs.loc[rank.sort_values(["telling", "copies"], ascending=False, kind="stable").index]
    seen = [ranked.groupby([f"{side}_article_id", f"{side}_start"]).cumcount() for side in ("left", "right")]
    again = pd.concat(seen, axis=1).max(axis=1)
    order = rank.loc[ranked.index, ["telling"]].assign(again=again)
    return ranked.loc[order.sort_values(["telling", "again"], ascending=[False, True], kind="stable").index]


def choose_two(
    copy: pd.DataFrame, articles: pd.DataFrame, groups: pd.Series, pair: Sequence[str] | None = None
) -> tuple[str, str] | None:
    """The two articles to lay side by side: of two groups, sharing most of both; None where none share any.

    copy: as from `reuse.measure_copy`, by article; `copies.drop_copies` leaves out what is one text. pair: the two
    groups that they are to be of, as for `grouping.check_pair`. The one published first comes first.
    """
    if chosen := check_pair(pair, groups):
        copy = copy[copy["article_id"].map(groups).isin(chosen) & copy["other_id"].map(groups).isin(chosen)]
    copy = copy[copy["article_id"].map(groups) != copy["other_id"].map(groups)]
    back = copy.set_index(["other_id", "article_id"])["share"].reindex(
        pd.MultiIndex.from_frame(copy[["article_id", "other_id"]])
    )
    copy = copy.assign(of_both=copy["share"] * back.fillna(0).to_numpy())
    copy = copy.sort_values(["of_both", "words"], ascending=False, kind="stable")
    if not len(copy):
        return None
    first, second = sort_by_publication(articles.loc[copy[["article_id", "other_id"]].iloc[0]])
    return first, second


# --- two articles side by side -------------------------------------------------------------

_STATUS = {
    "same": "the same",
    "changed": "changed",
    "moved": "moved",
    "only-left": "only here",
    "only-right": "only here",
}


def show_side_by_side(comparison: pd.DataFrame, left: str, right: str, note: str = "", rows: int = 60) -> None:
    """Show two articles sentence by sentence, with what differs marked: [-only left-], [+only right+].

    comparison: as from `comparison.compare_articles`; left, right: the headings.
    """
    note = _say_cut(note, rows, len(comparison), "rows")
    plain, body = [], []
    for row in comparison.head(rows).to_dict("records"):
        sides = _mark_row(row)
        plain.append(
            f"{_STATUS[row['status']]}\n"
            + "\n".join(f"  {heading}: {text}" for heading, (text, _) in zip((left, right), sides) if text)
        )
        cells = "".join(f'<td style="text-align:left;vertical-align:top">{markup}</td>' for _, markup in sides)
        body.append(f'<tr>{cells}<td style="text-align:left;vertical-align:top">{_STATUS[row["status"]]}</td></tr>')
    head = "".join(f'<th style="text-align:left">{escape(title)}</th>' for title in (left, right, ""))
    _display("\n".join([*plain, note]).strip() or "None is found.", _write_rows(head, body, note))


def _mark_row(row):
    """Both sides of a row, as plain text and as HTML; what is the same on both sides stands once."""
    if row["status"] in ("only-left", "only-right"):
        return [
            (" ".join(row[f"{side}_text"].split()), escape(" ".join(row[f"{side}_text"].split())))
            for side in ("left", "right")
        ]
    pair = pd.DataFrame([{"pair": 1, "left_article_id": "", "right_article_id": "", **row}])
    swaps = find_swaps(pair)
    return [_mark_side(row, swaps, side, sign) for side, sign in (("left", "-"), ("right", "+"))]
