"""What each outlet calls one thing, for the reader: a table whose words open their lines, and a figure of shares."""

import itertools

import matplotlib
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from analysis.labels import Labels, choose_groups, describe_labels
from analysis.naming.choices import say_label
from analysis.show import _display, _say_cut, _write_rows, escape
from analysis.show.figures import COLOURS, GREY, STYLE, make_figure, shorten
from analysis.spans.concordance import concordance

MOST_FORMS = 4  # of one cell of the table
_MOST_LINES = 3  # lines that a label opens
_MOST_WAYS = 6  # forms that a label opens
_WIDTH = 40  # characters on either side of the form


# --- the table -----------------------------------------------------------------------------


def make_label_table(labels: Labels, referents: list[str], most: int = MOST_FORMS) -> pd.DataFrame:
    """Referents by groups, and in each cell the labels with their counts, most frequent first, at most `most` of them.

    "bridge 7 (3 quoted)" means: used seven times, three of them within somebody's statement. Columns: `referent`,
    `mentions`, `evidence`, then one column for each of the largest groups, and one for all others together.
    """
    evidence = labels.ranking.set_index("referent")["evidence"]
    groups = _list_groups(labels)
    rows = []
    for referent in referents:
        forms = labels.forms[labels.forms["referent"] == referent]
        cells = {name: _list_labels(_add_up(forms, own, "label"), most) for name, own in groups.items()}
        rows.append(
            {
                "referent": referent,
                "mentions": int(forms["count"].sum()),
                "evidence": evidence.get(referent, "not compared"),
            }
            | {name: ", ".join(cell) or "–" for name, cell in cells.items()}
        )
    return pd.DataFrame(rows, columns=["referent", "mentions", "evidence", *groups]).astype({"mentions": "int64"})


def _list_groups(labels):
    """{heading of a column: the groups that are counted in it}: the largest by themselves, the rest together."""
    shown = labels.group.names
    rest = [name for name in labels.group.sizes.iloc[:, 0] if name not in shown]
    others = {f"{len(rest):,} {'other' if len(rest) == 1 else 'others'}": rest} if rest else {}
    return {name: [name] for name in shown} | others


def _add_up(forms, groups, by):
    """How often these groups use each label or form, `count` and `own`, the most frequent first."""
    table = forms[forms["group"].isin(groups)].groupby(by)[["count", "own"]].sum().reset_index()
    return table.sort_values(["count", by], ascending=[False, True])


def _list_labels(labels, most):
    """The labels of one cell in words, and how many more there are."""
    shown = [write_form(*row) for row in labels[["label", "count", "own"]].head(most).itertuples(index=False)]
    return [*shown, f"{len(labels) - most} more"] if len(labels) > most else shown


def write_form(form: str, count: int, own: int) -> str:
    """A form with its count, and how many of these mentions are not in the outlet's own voice.

    >>> write_form("bridge", 7, 4), write_form("crossing", 1, 1)
    ('bridge 7 (3 quoted)', 'crossing 1')
    """
    quoted = count - own
    return f"{form} {count:,}" + (f" ({quoted:,} quoted)" if quoted else "")


def show_labels(labels: Labels, referents: list[str], note: str = "", rows: int = 12) -> None:
    """Show what each group calls each of these referents; in a notebook a click on a word opens its forms and lines.

    Plain text shows the table alone.
    """
    columns = _list_groups(labels)
    table = make_label_table(labels, list(referents)[:rows])
    if table.empty:
        _display("None is found.", _write_rows("", [], "None is found."))
        return
    if len(columns) > len(labels.group.names):
        note = f"{note} The largest groups have a column each; all are compared.".strip()
    note = _say_cut(note, rows, len(referents), "rows")
    shown = labels.names[labels.names["referent"].isin(table["referent"])]
    lines, body = concordance(shown, labels.articles, _WIDTH), []
    for row in table.to_dict("records"):
        own = lines[lines["referent"] == row["referent"]]
        said = (
            f"<b>{escape(row['referent'])}</b><br>{row['mentions']:,} mentions<br>evidence: {escape(row['evidence'])}"
        )
        forms = labels.forms[labels.forms["referent"] == row["referent"]]
        cells = [said, *(_mark_cell(forms, own, groups) for groups in columns.values())]
        body.append(
            "<tr>" + "".join(f'<td style="text-align:left;vertical-align:top">{cell}</td>' for cell in cells) + "</tr>"
        )
    head = "".join(
        f'<th style="text-align:left">{escape(name)}</th>' for name in ("what is meant", *columns)
    )
    _display(f"{table.to_string(index=False)}\n{note}".strip(), _write_rows(head, body, note))


def _mark_cell(forms, lines, groups):
    """The labels of one cell as HTML, each opening its forms and its first lines."""
    forms, lines = forms[forms["group"].isin(groups)], lines[lines["group"].isin(groups)]
    labels, parts = _add_up(forms, groups, "label"), []
    for label, count, own in labels[["label", "count", "own"]].head(MOST_FORMS).itertuples(index=False):
        ways = _list_ways(_add_up(forms[forms["label"] == label], groups, "form"), label)
        shown = "".join(map(_mark_line, lines[lines["label"] == label].head(_MOST_LINES).itertuples()))
        more = f"<p><i>{count - _MOST_LINES:,} more</i></p>" if count > _MOST_LINES else ""
        summary = escape(write_form(label, count, own))
        parts.append(f"<details><summary>{summary}</summary>{ways}{shown}{more}</details>")
    if len(labels) > MOST_FORMS:
        parts.append(f"<p><i>{len(labels) - MOST_FORMS:,} more</i></p>")
    return "".join(parts) or "–"


def _list_ways(forms, label):
    """The forms of a label as HTML; "" if its only form is the label itself."""
    if forms["form"].tolist() == [label]:
        return ""
    rows = forms[["form", "count", "own"]].head(_MOST_WAYS).itertuples(index=False)
    ways = [*(write_form(*row) for row in rows), *([f"{len(forms) - _MOST_WAYS:,} more"] * (len(forms) > _MOST_WAYS))]
    return f"<p>{escape(', '.join(ways))}</p>"


def _mark_line(row):
    """One line as HTML."""
    line = f"{escape(row.left)}<mark>{escape(row.node)}</mark>{escape(row.right)}"
    return f"<p>{line} <i>({escape(row.article_id)}, {escape(row.voice)})</i></p>"


# --- the figure ----------------------------------------------------------------------------

MOST_PANELS = 3
_MOST_SHADES = 5  # labels with a colour of their own; the others are grey
_CHARACTERS = 13  # of a label's words per inch of a bar
_REST = "other words"


def plot_labels(labels: Labels, referents: list[str]) -> Figure:
    """For each referent and group, the shares of its labels as one bar from 0 to 100 %: a figure.

    Each part holds its label and count where there is room, else its count; what is within somebody's statement is
    hatched. Of the groups with two mentions or more those with most are drawn.
    """
    panels = _choose_panels(labels, referents)
    heights = [0.36 * len(table) + 0.75 for _, table, _ in panels] or [1]
    figure, axes = make_figure(heights, sharex=True)
    with matplotlib.rc_context(STYLE):
        for axis, (referent, table, shades) in zip(axes, panels, strict=False):
            for y, parts in enumerate(table.values()):
                _draw_bar(axis, y, parts, shades)
                axis.annotate(
                    f"n = {sum(n for _, n, _ in parts):,}",
                    (1.01, y),
                    va="center",
                    fontsize=8,
                    color="#555555",
                    annotation_clip=False,
                )
            axis.set_yticks(range(len(table)), [shorten(group)[:28] for group in table])
            axis.set_ylim(len(table) - 0.5, -0.5)
            axis.tick_params(axis="y", length=0)
            axis.spines[["left", "bottom"]].set_visible(False)
            axis.set_title(shorten(referent), pad=18)
            _draw_key(axis, table, shades)
            axis.tick_params(axis="x", length=0)
            axis.set_xlim(0, 1)
        axes[-1].set_xticks([0, 0.5, 1], ["0 %", "50 %", "100 % of mentions"])
    return figure


def _choose_panels(labels, referents):
    """(referent, its table, its colours) of the first referents that two groups mention twice or more."""
    shared = ((referent, *_share_labels(labels, referent)) for referent in referents)
    return list(itertools.islice((panel for panel in shared if len(panel[1]) > 1), MOST_PANELS))


def _share_labels(labels, referent):
    """({group: [(label, mentions, of them in the outlet's own voice)]}, {label: colour}) of one referent."""
    names = labels.names[labels.names["referent"] == referent]
    names = names.assign(own=names["voice"] == "outlet")
    often = names["label"].value_counts()
    shades = dict(zip(often.index[:_MOST_SHADES], COLOURS, strict=False))
    names = names.assign(label=names["label"].where(names["label"].isin(list(shades)), _REST))
    drawn, table = set(choose_groups(names)), {}
    for group in labels.group.sizes.iloc[:, 0]:
        if group in drawn:
            counts = names[names["group"] == group].groupby("label")["own"].agg(["size", "sum"])
            order = [label for label in [*shades, _REST] if label in counts.index]
            table[group] = [(label, int(counts.at[label, "size"]), int(counts.at[label, "sum"])) for label in order]
    return table, shades


def _draw_key(axis, table, shades):
    """Draws the key above the bars: which colour means which word."""
    drawn = {label for parts in table.values() for label, _, _ in parts}
    keys = [(label, colour) for label, colour in [*shades.items(), (_REST, GREY)] if label in drawn]
    patches = [Patch(facecolor=colour, alpha=0.55, label=shorten(label)) for label, colour in keys]
    axis.legend(handles=patches, loc="lower left", bbox_to_anchor=(-0.01, 0.97), ncols=len(patches), frameon=False,
                fontsize=8, handlelength=1, handleheight=0.8, columnspacing=1.2, borderaxespad=0.2)


def _draw_bar(axis, y, parts, shades):
    """One bar: its parts from left to right, of each the own voice first, then what is quoted."""
    total, at = sum(n for _, n, _ in parts), 0.0
    for label, count, own in parts:
        colour = shades.get(label, GREY)
        for share, hatch in ((own / total, None), ((count - own) / total, "////")):
            axis.barh(y, share, 0.72, left=at, color=colour, hatch=hatch, edgecolor="white", linewidth=0.8, alpha=0.55)
            at += share
        width = count / total
        room = int(width * 6 * _CHARACTERS)
        wrapped = "\n".join(label.split())
        ways = (f"{label} {count:,}", f"{label}\n{count:,}", f"{wrapped} {count:,}", f"{count:,}", "")
        said = next(way for way in ways if max(map(len, way.split("\n"))) <= room)
        axis.annotate(said, (at - width / 2, y), ha="center", va="center", fontsize=8, color="black")


def describe_first(labels: Labels, referents: list[str]) -> str:
    """A sentence about how the groups in the first panel of `plot_labels` differ; "" if there is no panel."""
    for referent, _, _ in _choose_panels(labels, referents)[:1]:
        return describe_labels(labels.names, referent)
    return ""


def describe_shares(labels: Labels, referents: list[str]) -> str:
    """What a figure of `plot_labels` shows: one sentence per referent, with the most frequent label of each group. A
    group with two equally frequent labels is left out.
    """
    said = []
    for referent, table, _ in _choose_panels(labels, referents):
        words = ", ".join(filter(None, (_say_most(labels, referent, group, parts) for group, parts in table.items())))
        said.append(f"What is meant by “{referent}” is most often {words}." if words else "")
    return " ".join(filter(None, said))


def _say_most(labels, referent, group, parts):
    """The most frequent label of a group, in words; "" if two are equally frequent, or if it is one of several rare
    labels."""
    counts = {label: count for label, count, _ in parts if label != _REST}
    best = [label for label, count in counts.items() if count == max(counts.values())]
    if len(best) != 1:
        return ""
    names = labels.names[(labels.names["referent"] == referent) & (labels.names["group"] == group)]
    return f"{say_label(names, best[0])} in {group} ({counts[best[0]]:,} of {sum(n for _, n, _ in parts):,})"
