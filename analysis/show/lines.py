"""How the page of controls looks: lines of a concordance in a list, side by side, and as places in articles."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.show import escape, escape_attribute, write_article, write_count
from analysis.spans.concordance import concordance

CORRECTED = "✎"
CONTEXT = 42  # characters on either side of a line
_PLOTTED = 20  # articles in the plot of places
_SIDE, _SIDE_CONTEXT = 15, 34  # lines of each side of a comparison, and characters on either side of them

STYLE = """<style>
.explore-page select {font-size: 12px}
.explore-lines select {font-family: var(--jp-code-font-family, monospace)}
.explore-text .widget-html-content {line-height: 1.35}
.explore-table .widget-html-content {line-height: 1.25; font-size: 12px; overflow: auto; max-height: 430px}
.explore-table table {border-collapse: collapse}
.explore-table td, .explore-table th {padding: 2px 6px; font-weight: normal; vertical-align: top}
.explore-table thead th {font-weight: bold; position: sticky; top: 0; z-index: 1}
.explore-table th[scope=row] {position: sticky; left: 0}
.explore-table thead th, .explore-table th[scope=row] {background: var(--jp-layout-color1, Canvas)}
.explore-table td > p {margin: 0 0 4px}
.explore-article {max-height: 460px; overflow-y: auto; border: 1px solid; padding: 0 12px; line-height: 1.45}
.explore-opener {background: none; border: none; padding: 0; font: inherit; cursor: pointer;
  color: var(--jp-content-link-color, LinkText); text-decoration: underline; text-align: inherit}
.explore-page a {color: var(--jp-content-link-color, LinkText); text-decoration: underline}
.explore-opener:focus-visible {outline: 2px solid currentColor; outline-offset: 1px}
.explore-page .jupyter-widget-tab > .lm-TabBar .lm-TabBar-tab {flex: 0 0 auto; min-width: 80px; color: inherit}
</style>"""


# JupyterLab uses keys for its own shortcuts ("a" adds a cell, arrows go to the next one) unless told to leave them. In
# a table whose cells open lines, the up and down arrows move between rows. A click on such a cell writes its command
# into a hidden field, from which `Explorer.take_click` receives it. An article is scrolled to its chosen line when it
# is shown.
KEYS = """if (!window.explorePage) {
    window.explorePage = true;
    window.addEventListener("keydown", event => {
        if (!event.target.closest(".explore-page")) return;
        event.target.setAttribute("data-lm-suppress-shortcuts", "true");
        const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
        if (!step || !event.target.matches(".explore-opener")) return;
        const cell = event.target.closest("td, th"), row = cell.parentElement;
        const next = row.parentElement.rows[row.sectionRowIndex + step];
        next?.cells[cell.cellIndex]?.querySelector(".explore-opener")?.focus();
        event.preventDefault();
    }, true);
    window.addEventListener("click", event => {
        const opener = event.target.closest(".explore-opener");
        const field = opener?.closest(".explore-page")?.querySelector(".explore-click input");
        if (!field) return;
        field.value = opener.dataset.does;
        for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, {bubbles: true}));
    });
    new MutationObserver(() => {
        for (const frame of document.querySelectorAll(".explore-article:not([data-seen])")) {
            frame.dataset.seen = "";
            const [line, box] = [frame.querySelector(".explore-chosen"), frame].map(e => e?.getBoundingClientRect());
            if (line) frame.scrollTop += line.top - box.top - 140;
        }
    }).observe(document.body, {childList: true, subtree: true});
}"""


def write_line(row: Any, name: str) -> str:
    """One line of the concordance as text in columns, the span between brackets, its neighbours on either side.

    A line that was set right by hand bears the mark CORRECTED before its name.
    """
    left, right = " ".join(row.left.split()), " ".join(row.right.split())
    name = f"{CORRECTED} {name}" if not pd.isna(getattr(row, "corrected", None)) else name
    return f"{shorten(name, 14):<14} {left:>{CONTEXT}} [{shorten(row.text)}] {right}".replace(
        " ", "\u00a0"
    )  # a list would close up spaces


def shorten(text: str, most: int = CONTEXT) -> str:
    """A text on one line, cut where it has more than `most` characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def list_facts(row: pd.Series) -> str:
    """What is known of the span of a line: its zone, voice, speaker, value, and why it was set right."""
    known = [
        name for name in ("zone", "voice", "speaker", "value", "corrected") if name in row and not pd.isna(row[name])
    ]
    return "; ".join(f"{name}: {row[name]}" for name in known)


def write_around(row: pd.Series, articles: pd.DataFrame, layers: dict[str, pd.DataFrame]) -> str:
    """The whole article of a line as HTML, the line between its marks. layers: of any articles, for `write_article`."""
    own = {name: table[table["article_id"] == row["article_id"]] for name, table in layers.items()}
    _, markup = write_article(articles.at[row["article_id"], "text"], own, (row["start"], row["end"]))
    return f'<div class="explore-article" tabindex="0" role="region" aria-label="the article">{markup}</div>'


def write_sides(rows: pd.DataFrame, articles: pd.DataFrame, groups: pd.Series, compare: tuple[str, ...]) -> str:
    """The first lines of two groups side by side, as HTML; empty without a comparison.

    rows: of an answer. groups: Series by article_id.
    """
    cells, heads = [], []
    for group in compare:
        own = rows[rows["article_id"].map(groups) == group]
        more = f", the first {_SIDE} shown" if len(own) > _SIDE else ""
        heads.append(f'<th style="text-align:left">{escape(group)}: {escape(write_count(len(own), "line"))}{more}</th>')
        lines = concordance(own.head(_SIDE), articles, _SIDE_CONTEXT)
        cells.append(
            "".join(
                f"<p>{escape(line.left)} <mark>{escape(shorten(line.text))}</mark> {escape(line.right)}</p>"
                for line in lines.itertuples()
            )
        )
    body = "".join(f'<td style="vertical-align:top;text-align:left;width:50%">{cell}</td>' for cell in cells)
    return f"<table><thead><tr>{''.join(heads)}</tr></thead><tbody><tr>{body}</tr></tbody></table>" if compare else ""


def draw_places(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Where in each article the rows stand, from its first word to its last: SVG in the colours of the page."""
    counts = rows["article_id"].value_counts().head(_PLOTTED)
    ids = [i for i in rows["article_id"].drop_duplicates() if i in counts.index]
    parts = []
    for y, i in enumerate(ids):
        at = 22 * y + 18
        strokes = "".join(
            f'<path d="M{150 + 255 * place:.1f} {at - 8}v14"/>'
            for place in rows.loc[rows["article_id"] == i, "position"]
        )
        parts.append(
            f'<text x="142" y="{at + 4}" text-anchor="end">{escape(shorten(names[i], 22))}</text>'
            f'<path d="M150 {at}h255" opacity=".35"/>'
            f'<g stroke-width="2">{strokes}</g><text x="413" y="{at + 4}">{counts[i]}</text>'
        )
    more = rows["article_id"].nunique() - len(ids)
    said = f"Where in each article the lines stand: {', '.join(f'{counts[i]} in {names[i]}' for i in ids)}"
    label = escape_attribute(said)
    rest = "; " + write_count(more, "more article") if more else ""
    return (
        f"""<figure style="margin:0"><figcaption>Where in each article, from its first word to its last{rest}
</figcaption><svg width="440" height="{22 * len(ids) + 8}" role="img" aria-label="{label}" font-size="11"
stroke="currentColor">
<style>svg text {{stroke: none; fill: currentColor}}</style>{"".join(parts)}</svg></figure>"""
        if ids
        else ""
    )
