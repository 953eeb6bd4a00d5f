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

from analysis import corpus as reader
from analysis.figures import STYLE
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


def write_day(day):
    """A day as a reader writes it, the same on every system: 27 September 2020."""
    return f"{day.day} {day:%B %Y}"


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
    lines = ["<tr>" + "".join(_write_cell(*cell) for cell in row) + "</tr>" for row in body]
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>" if body else "<p>(no rows)</p>"
    _display(f"{plain}\n{note}".strip(), table + (f"<p><i>{html.escape(note)}</i></p>" if note else ""))


def _write_cell(text, kind):
    """A table cell; kind is left, right or mark. What is short, such as a date, is not broken over lines."""
    align = "left" if kind == "mark" else kind
    keep = ";white-space:nowrap" if len(text) <= 20 else ""
    text = html.escape(text)
    return f'<td style="text-align:{align}{keep}">{f"<mark>{text}</mark>" if kind == "mark" else text}</td>'


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
