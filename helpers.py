"""What every notebook shares: load the articles, show spans and tables, one look for figures.

    from helpers import load_articles, say, show
    articles = load_articles()
"""
import html
import io
import re
from pathlib import Path

import matplotlib
import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure

from analysis import corpus as reader
from analysis.spans import concordance, score_spans
from analysis.text import count_words
from analysis.zones import find_zones

ROOT = Path(__file__).parent
DATA = ROOT / "data"

# --- articles ----------------------------------------------------------------------------------


def load_articles(corpus="seeds"):
    """The articles of a corpus, one row each, in the order of their paths.

    corpus: "seeds" (the five articles that come with the notebooks) or the path of a folder of text
    files, UTF-8, one article each. An `articles.csv` in the folder may say what the texts do not
    (see data/README.md); that of the seeds is data/articles.csv.

    Returns a DataFrame with the index `article_id` (str, unique) and the columns `title`, `outlet`
    (NA where not stated), `label` (the outlet, else the article_id: never NA), `published`
    (datetime64[s], NaT where unknown), `published_basis` (stated, metadata, inferred, unknown), `text`
    (as in the file), `path`, `n_words` (of the whole text) and `problem` (NA, or what is wrong with
    the file and what to do). Raises ValueError where there is no folder or nothing in it.

    >>> load_articles().at["002", "outlet"]
    'Anadolu Agency'
    """
    folder, facts = (ROOT / "seeds", DATA / "articles.csv") if corpus == "seeds" else (Path(corpus), Path(corpus) / "articles.csv")
    rows = reader.read_folder(folder, reader.read_facts(facts) if facts.exists() else None)
    articles = rows.set_index("article_id")
    zones = find_zones(articles)
    titles = zones[zones["zone"] == "headline"].drop_duplicates("article_id").set_index("article_id")["text"]
    articles["title"] = articles["title"].fillna(titles).astype("str")
    articles["label"] = articles["outlet"].fillna(pd.Series(articles.index, articles.index)).astype("str")
    articles["n_words"] = [count_words(text) for text in articles["text"]]
    return articles[["title", "outlet", "label", "published", "published_basis", "text", "path", "n_words", "problem"]]


def count_zone_words(zones):
    """Words of each zone of each article: a DataFrame, article_id × zone. The denominators of all rates."""
    words = zones.assign(n_words=[count_words(text) for text in zones["text"]])
    table = words.pivot_table(index="article_id", columns="zone", values="n_words", aggfunc="sum", fill_value=0, sort=False)
    return table.rename_axis(columns=None)


def name_articles(articles):
    """How tables and figures call each article: its id, with the outlet where one is stated."""
    return pd.Series([i if label == i else f"{i} {label}" for i, label in articles["label"].items()], articles.index, dtype="str")


# --- sentences and tables ----------------------------------------------------------------------


def say(sentence, **values):
    """Show a sentence made from data. A DataFrame stands for its number of rows.

    Whoever doubts a number looks at its rows: `show_concordance(rows, articles)`.

    >>> say("{hits} mentions in {articles} articles.", hits=pd.DataFrame({"text": ["a", "b"]}), articles=2)
    2 mentions in 2 articles.
    """
    said = sentence.format(**{name: f"{len(value):,}" if isinstance(value, pd.DataFrame) else value
                              for name, value in values.items()})
    _display(said, f"<p>{html.escape(said, quote=False)}</p>")


def show(table, note="", rows=25):
    """Show a table, at most `rows` rows of it, with a note below that says what was counted and what was cut."""
    cut = table.head(rows)
    if len(table) > rows:
        note = f"{note} The first {rows} of {len(table):,} rows; {len(table) - rows:,} more are not shown.".strip()
    cells = pd.DataFrame({column: [_format(value) for value in cut[column]] for column in cut.columns}, dtype="object")
    numeric = [pd.api.types.is_numeric_dtype(cut[column]) for column in cut.columns]
    head = "".join(f'<th style="text-align:{"right" if n else "left"}">{html.escape(str(c))}</th>' for c, n in zip(cells.columns, numeric))
    _show_html(cells.to_string(index=False) if len(cells) else "(no rows)", head,
               [[(cell, "right" if n else "left") for cell, n in zip(row, numeric)] for row in cells.itertuples(index=False)], note)


def show_concordance(spans, articles, columns=(), note="", rows=40, width=60):
    """Show each row in its context, the span itself between its left and right neighbours.

    columns: further columns of `spans` to show beside it.
    """
    cut = concordance(spans.head(rows), articles, width)
    if len(spans) > rows:
        note = f"{note} The first {rows} of {len(spans):,} rows; {len(spans) - rows:,} more are not shown.".strip()
    plain, body = [], []
    for row in cut.to_dict("records"):
        extra = [_format(row[column]) for column in columns]
        plain.append("  ".join([row["article_id"], f"{row['left']:>{width}} [{row['node']}] {row['right']}", *extra]))
        body.append([(row["article_id"], "left"), (row["left"], "right"), (row["node"], "mark"), (row["right"], "left"),
                     *((cell, "left") for cell in extra)])
    head = "".join(f'<th style="text-align:{"right" if c == "left" else "left"}">{html.escape(c)}</th>'
                   for c in ["article", "left", "node", "right", *columns])
    _show_html("\n".join(plain) or "(no rows)", head, body, note)


def _show_html(plain, head, body, note):
    cell = {"mark": "<td style=\"text-align:left\"><mark>{}</mark></td>"}
    lines = ["<tr>" + "".join(cell.get(kind, f'<td style="text-align:{kind}">{{}}</td>').format(html.escape(text))
                              for text, kind in row) + "</tr>" for row in body]
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>" if body else "<p>(no rows)</p>"
    _display(f"{plain}\n{note}".strip(), table + (f"<p><i>{html.escape(note)}</i></p>" if note else ""))


def _format(value):
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 1 else f"{value:,.1f}"
    return " ".join(str(value).split())


def _display(plain, markup):
    try:
        get_ipython()
    except NameError:               # outside a notebook
        print(plain)
    else:
        display({"text/plain": plain, "text/html": markup}, raw=True)


# --- how far can we trust this -----------------------------------------------------------------


def read_annotations(kind, articles):
    """The annotations made by hand (`statements`, `dates`, `zones`), of those articles whose text they were made on.

    Returns a span table with the annotated columns, empty where none of the articles was annotated.
    """
    table = pd.read_csv(DATA / "annotations" / f"{kind}.csv", dtype={"article_id": "str"}, keep_default_na=True)
    table = table.astype({c: "str" for c in table.columns if not pd.api.types.is_numeric_dtype(table[c])})
    texts = articles["text"]
    fits = [i in texts.index and texts[i][start:end] == text
            for i, start, end, text in table[["article_id", "start", "end", "text"]].itertuples(index=False)]
    return table[fits].reset_index(drop=True)


def score(found, kind, articles, columns):
    """What was found against the annotations made by hand, in the articles that were annotated (see spans.score_spans)."""
    annotated = read_annotations(kind, articles)
    return score_spans(found[found["article_id"].isin(set(annotated["article_id"]))], annotated, columns)


# --- figures -----------------------------------------------------------------------------------

# Okabe and Ito's colours, which colour-blind readers can tell apart; labels and hatches say the same again.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999")
STYLE = {
    "svg.hashsalt": "same event", "svg.fonttype": "none", "figure.dpi": 100, "savefig.dpi": 144,
    "font.family": "DejaVu Sans", "font.size": 10, "figure.facecolor": "white", "savefig.facecolor": "white",
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#555555", "axes.titlesize": 10,
    "axes.titlelocation": "left", "axes.titleweight": "bold", "axes.grid": False, "text.parse_math": False,
}


def make_figure(heights=(2,), width=8.5, **options):
    """A figure of panels one below the other, each as many inches high as `heights` says: (figure, list of axes)."""
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(width, sum(heights) + 0.35 * len(heights) + 0.9), layout="constrained")
        axes = figure.subplots(len(heights), 1, squeeze=False, gridspec_kw={"height_ratios": heights}, **options)[:, 0]
    return figure, list(axes)


def show_figure(figure, title, says, note=""):
    """Show a figure as SVG and PNG, with its title above and a sentence below that says what it shows.

    `says` is also the figure's text alternative; `note` gives n and source.
    """
    with matplotlib.rc_context(STYLE):
        figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
        if note:
            figure.supxlabel(note, x=0.01, ha="left", fontsize=8, color="#555555")
        svg, png = io.StringIO(), io.BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None, "Title": says})
        figure.savefig(png, format="png", metadata={"Software": None})
    try:
        get_ipython()
    except NameError:
        print(f"[figure] {title}")
    else:
        picture = re.sub(r"<\?xml.*?<svg", "<svg", svg.getvalue(), count=1, flags=re.S)
        display({"text/plain": f"[figure] {title} {says}", "image/svg+xml": picture, "image/png": png.getvalue()},
                metadata={"image/png": {"width": round(figure.get_figwidth() * 96)}}, raw=True)
    say("{says}", says=says)


def plot_bars(table, value, label, panel, unit, names=None):
    """Horizontal bars, one panel per value of `panel`, longest first, each with its number: a figure.

    table: DataFrame with the columns `value` (bar length), `label`, `panel`, and `shown` (what stands at the bar's end).
    """
    groups = [(key, rows.sort_values(value, ascending=False, kind="stable")) for key, rows in table.groupby(panel, sort=False)]
    figure, axes = make_figure([0.27 * len(rows) + 0.1 for _, rows in groups] or [1], sharex=True)
    labels = list(dict.fromkeys(table[label]))
    with matplotlib.rc_context(STYLE):
        for axis, (key, rows) in zip(axes, groups):
            colours = [COLOURS[labels.index(name) % len(COLOURS)] for name in rows[label]]
            axis.barh(range(len(rows)), rows[value], color=colours, height=0.7)
            axis.set_yticks(range(len(rows)), rows[label])
            axis.set_ylim(len(rows) - 0.4, -0.6)
            axis.tick_params(axis="y", length=0)
            axis.tick_params(axis="x", length=0 if axis is not axes[-1] else 3, labelbottom=axis is axes[-1])
            axis.spines["bottom"].set_visible(axis is axes[-1])
            axis.set_title(names[key] if names is not None else str(key))
            for y, (length, shown) in enumerate(zip(rows[value], rows["shown"])):
                axis.annotate(shown, (length, y), (4, 0), textcoords="offset points", va="center", fontsize=9)
        axes[-1].set_xlabel(unit)
        axes[-1].set_xlim(0, max(table[value].max(), 1e-9) * 1.18 if len(table) else 1)
    return figure
