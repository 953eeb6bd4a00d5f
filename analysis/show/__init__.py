"""Showing things in a notebook: sentences, tables, concordances, pairs, whole articles, figures.

Each is shown both as HTML and as plain text. The HTML uses only tags, so it reads well without any style, as in a
notebook that is not trusted yet. Whatever an article contains is shown as text, even `<script>` or `$x$`.
"""
import base64
import html
import io
import numbers
import re
import textwrap
import warnings
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from analysis.spans.concordance import concordance

# --- text as text ------------------------------------------------------------------------------


def escape(text: object) -> str:
    """Any text as HTML that shows it exactly as it is.

    JupyterLab would show the text between two $ as a formula, unless each $ has a tag of its own.

    >>> escape("<b> costs $5")
    '&lt;b&gt; costs <span>$</span>5'
    """
    return re.sub(r"[$\\]", lambda match: f"<span>{match.group()}</span>", html.escape(str(text)))


def escape_attribute(text: str) -> str:
    """Any text, made safe for an attribute of HTML, in which JupyterLab must not find a formula either.

    >>> escape_attribute('"tea" costs $5')
    '&quot;tea&quot; costs &#36;5'
    """
    return html.escape(text).replace("$", "&#36;").replace("\\", "&#92;")


# --- sentences and tables ----------------------------------------------------------------------

_STALE = 10  # corrections without effect that are listed one by one
MOST_COLUMNS = 16


class _Number(int):
    """A number that also chooses between two words: one/many."""

    def __format__(self, spec):
        one, slash, many = spec.partition("/")
        return (one if self == 1 else many) if slash else format(int(self), spec or ",")


def say(sentence: str, **values) -> None:
    """Show a sentence made from data. A DataFrame is replaced by its number of rows, and `{rows:row/rows}` by the word
    that fits this number.

    To check a number, look at its rows: `show_concordance(rows, articles)`.

    >>> hits = pd.DataFrame({"text": ["a"]})
    >>> say("{hits} {hits:mention/mentions} in {articles} {articles:article/articles}.", hits=hits, articles=2)
    1 mention in 2 articles.
    """
    counted = {name: len(value) if isinstance(value, pd.DataFrame) else value for name, value in values.items()}
    said = sentence.format(
        **{name: _Number(value) if isinstance(value, numbers.Integral) else value for name, value in counted.items()}
    )
    _display(said, f"<p>{escape(said)}</p>")


def say_effects(effects: pd.DataFrame) -> None:
    """Say how many rows the reader's corrections have corrected or removed, and which corrections have no effect.

    effects: as of `findings.Findings`.
    """
    changed = effects[effects["effect"] > 0]
    for table, rows in changed.groupby("table", sort=False):
        struck = rows.loc[rows["column"] == "", "effect"].sum()
        say(
            "{changed} {changed:row/rows} of the {table} {changed:was/were} set right by hand, and {struck} "
            "{struck:was/were} struck.",
            changed=rows["effect"].sum() - struck,
            table=table,
            struck=struck,
        )
    for row in effects[effects["why"].notna()].head(_STALE).to_dict("records"):
        say("A correction has no effect: article {article_id}, {start} to {end}, “{text}”: {why}.", **row)


def list_some(names: Iterable[str], most: int = 12) -> str:
    """Names in a sentence, the first of them and how many more there are.

    >>> list_some(["a", "b", "c", "d"], 2)
    'a, b and 2 more'
    """
    names = list(names)
    return ", ".join(names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")


def list_all(names: Iterable[str]) -> str:
    """Names in a sentence, all of them.

    >>> list_all(["a", "b", "c"]), list_all(["a"])
    ('a, b and c', 'a')
    """
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def write_day(day: date) -> str:
    """A day as a reader writes it, the same on every system: 27 September 2020."""
    return f"{day.day} {day:%B %Y}"


def write_count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> write_count(1, "row"), write_count(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def write_share(share: float) -> str:
    """A share in per cent; a small share is never shown as 0%.

    >>> write_share(0.127), write_share(0.002), write_share(0)
    ('13%', 'less than 1%', '0%')
    """
    return "less than 1%" if 0 < share < 0.005 else f"{share:.0%}"


def show(table: pd.DataFrame, note: str = "", rows: int = 25) -> None:
    """Show a table, at most `rows` rows of it, with a note below that says what was counted and what was cut."""
    _display(*write_table(table, note, rows))


def write_table(table: pd.DataFrame, note: str = "", rows: int = 25) -> tuple[str, str]:
    """What `show` shows: (plain, markup)."""
    cut = table.head(rows).iloc[:, :MOST_COLUMNS]
    note = _say_cut(_say_cut(note, rows, len(table), "rows"), MOST_COLUMNS, table.shape[1], "columns")
    cells = pd.DataFrame({column: [_format(value) for value in cut[column]] for column in cut.columns}, dtype="object")
    kinds = ["right" if pd.api.types.is_numeric_dtype(cut[column]) else "left" for column in cut.columns]
    head = "".join(f'<th style="text-align:{kind}">{escape(column)}</th>' for column, kind in zip(cells.columns, kinds))
    return _write_both(cells.to_string(index=False) if len(cells) else "None is found.", head,
                       [list(zip(row, kinds)) for row in cells.itertuples(index=False)], note)


def _say_cut(note, shown, total, what):
    """The note of a table, with how much of it is not shown."""
    more = total - shown
    if more <= 0:
        return note
    rest = f"{more:,} more {'is' if more == 1 else 'are'} not shown"
    return f"{note.strip()} The first {shown} of {total:,} {what}; {rest}.".strip()


def show_concordance(spans: pd.DataFrame, articles: pd.DataFrame, columns: Collection[str] = (), note: str = "",
                     rows: int = 40, width: int = 60) -> None:
    """Show each row in its context, the span itself between its left and right neighbours.

    columns: further columns of `spans` to show beside it. Lines that terms.list_lines has sorted stay as they are.
    """
    cut = spans.head(rows)
    if not {"left", "node", "right"} <= set(spans.columns):
        cut = concordance(cut, articles, width)
    note = _say_cut(note, rows, len(spans), "rows")
    plain, body = [], []
    for row in cut.to_dict("records"):
        extra = [_format(row[column]) for column in columns]
        plain.append("  ".join([row["article_id"], f"{row['left']:>{width}} [{row['node']}] {row['right']}", *extra]))
        body.append([(row["article_id"], "left"), (row["left"], "right"), (row["node"], "mark"), (row["right"], "left"),
                     *((cell, "left") for cell in extra)])
    head = "".join(f'<th style="text-align:{"right" if c == "left" else "left"}">{escape(c)}</th>'
                   for c in ["article", "left", "node", "right", *columns])
    _display(*_write_both("\n".join(plain) or "None is found.", head, body, note))


def show_pairs(pairs: pd.DataFrame, swaps: pd.DataFrame, names: pd.Series, note: str = "", rows: int = 30) -> None:
    """Show each pair of sentences side by side, with what differs marked: [-only left-], [+only right+].

    pairs, swaps: as from wording.find_shared and wording.find_swaps; names: Series of headings by article_id.
    """
    note = _say_cut(note, rows, len(pairs), "pairs")
    plain, body = [], []
    for pair in pairs.head(rows).to_dict("records"):
        of_pair = swaps[swaps["pair"] == pair["pair"]]
        sides = [_mark_side(pair, of_pair, side, sign) for side, sign in (("left", "-"), ("right", "+"))]
        titles = [names[pair[f"{side}_article_id"]] for side in ("left", "right")]
        plain += [f"{pair['similarity']:.2f}", *(f"  {title}: {text}" for title, (text, _) in zip(titles, sides))]
        cells = "".join(f'<td style="text-align:left;vertical-align:top"><b>{escape(title)}</b><br>{markup}</td>'
                        for title, (_, markup) in zip(titles, sides))
        body.append(f'<tr>{cells}<td style="vertical-align:top">{pair["similarity"]:.2f}</td></tr>')
    head = "".join(f'<th style="text-align:left">{title}</th>' for title in ("left", "right", "similarity"))
    _display("\n".join([*plain, note]).strip() or "None is found.", _write_rows(head, body, note))


def _mark_side(pair, swaps, side, sign):
    """One sentence of a pair with its swapped phrases marked: as plain text, and as HTML."""
    at, text, tag = pair[f"{side}_start"], pair[f"{side}_text"], "del" if side == "left" else "ins"
    plain, markup, last = "", "", 0
    for start, end in sorted(zip(swaps[f"{side}_start"] - at, swaps[f"{side}_end"] - at)):
        if start < end:
            kept, phrase = text[last:start], text[start:end]
            plain += f"{kept}[{sign}{phrase}{sign}]"
            markup += f"{escape(kept)}<{tag}><b>[{sign}{escape(phrase)}{sign}]</b></{tag}>"
            last = end
    return " ".join((plain + text[last:]).split()), " ".join((markup + escape(text[last:])).split())


def _write_both(plain, head, body, note):
    rows = ["<tr>" + "".join(_write_cell(*cell) for cell in row) + "</tr>" for row in body]
    return f"{plain}\n{note}".strip(), _write_rows(head, rows, note)


def _write_rows(head, rows, note):
    """A table of HTML, or that none is found, with a note below. head: its headings. rows: each row; both as HTML."""
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return (table if rows else "<p>None is found.</p>\n") + (f"<p><i>{escape(note)}</i></p>" if note else "")


def _write_cell(text, kind):
    """A table cell; kind is left, right or mark. What is short, such as a date, is not broken over lines."""
    align = "left" if kind == "mark" else kind
    keep = ";white-space:nowrap" if len(text) <= 20 else ""
    text = escape(text)
    return f'<td style="text-align:{align}{keep}">{f"<mark>{text}</mark>" if kind == "mark" else text}</td>'


def _format(value):
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and 0 < value < 0.005:
        return "<0.01"
    if isinstance(value, float):
        value = round(value, 3) + 0.0       # no minus before a zero
        return f"{value:,.2f}" if abs(value) < 1 else f"{value:,.1f}"
    if isinstance(value, numbers.Integral) and not isinstance(value, bool):
        return f"{value:,}"
    return " ".join(str(value).split())


def _display(plain, markup):
    _publish(plain, {"text/html": markup})


def _publish(plain, forms, **options):
    """In a notebook all the forms, of which JupyterLab shows the richest; elsewhere the plain text."""
    try:
        get_ipython()
    except NameError:
        print(plain)
    else:
        from IPython.display import display
        display({"text/plain": plain, **forms}, raw=True, **options)


# --- a whole article ---------------------------------------------------------------------------

# Each layer has its own tag and its own signs, so that it can be recognised without colour or style. Outermost first.
LAYERS = {"statements": "<i>", "dates": "<u>", "terms": "<mark><b>"}
LEGEND = {
    "statements": "[Speaker, kind: a statement, in italics, between brackets]",
    "dates": "a date reference is underlined, its value follows in {braces}",
    "terms": "a term is bold and marked",
}
_BREAK = re.compile(r"(?<!\s)\s*[\n\r\u0085\u2028\u2029]\s*")


def write_article(text: str, layers: Mapping[str, pd.DataFrame], chosen: tuple[int, int] | None = None) -> tuple[str,
                  str]:
    """One article's text with the spans of each layer marked: (plain, markup).

    layers: {"statements": rows, "dates": rows, "terms": rows}, span tables of this article; a layer that is missing is
    not marked. Statements need `speaker` and `kind`, dates need `value`. chosen: (start, end) of a span to point at.
    Spans may nest and cross. All text is escaped.

    >>> rows = pd.DataFrame({"start": [2], "end": [5]})
    >>> write_article("A tea.", {"terms": rows})
    ('A *tea*.', '<p>A <mark><b>tea</b></mark>.</p>')
    """
    before, after, changes = {}, {}, {}
    for name in LAYERS:
        for row in layers.get(name, pd.DataFrame()).to_dict("records"):
            opens, closes = _write_signs(name, row)
            before.setdefault(row["start"], []).append((-row["end"], opens))
            after.setdefault(row["end"], []).append((-row["start"], closes))
            changes.setdefault(row["start"], []).append((name, 1))
            changes.setdefault(row["end"], []).append((name, -1))
    if chosen:
        before.setdefault(chosen[0], []).append(
            (0, ("▶ ", '<b class="explore-chosen">▶ </b>'))
        )
        after.setdefault(chosen[1], []).append((-len(text), (" ◀", "<b> ◀</b>")))
    plain, markup, depth, at = [], [], dict.fromkeys(LAYERS, 0), 0
    for cut in sorted({*before, *after, len(text)}):
        tags = "".join(tag for name, tag in LAYERS.items() if depth[name])
        ends = "".join(f"</{tag}>" for tag in reversed(re.findall(r"\w+", tags)))
        plain.append(text[at:cut])
        markup.append(tags + _BREAK.sub(f"{ends}</p><p>{tags}", escape(text[at:cut])) + ends if at < cut else "")
        for _, (sign, tagged) in sorted(after.get(cut, ())) + sorted(before.get(cut, ())):
            plain.append(sign)
            markup.append(tagged)
        for name, change in changes.get(cut, ()):
            depth[name] += change
        at = cut
    return "".join(plain), f"<p>{''.join(markup)}</p>"


def _write_signs(name, row):
    """The signs before and after a span: ((plain, markup), (plain, markup))."""
    if name == "statements":
        opens = f"[{'unattributed' if pd.isna(row['speaker']) else row['speaker']}, {row['kind']}: "
        return (opens, f"<small><b>{escape(opens)}</b></small>"), ("]", "<small><b>]</b></small>")
    if name == "dates":
        value = f" {{{row['value']}}}"
        return ("", ""), (value, f"<small>{escape(value)}</small>")
    return ("*", ""), ("*", "")


def highlight(articles: pd.DataFrame, article_id: str, terms: pd.DataFrame | None = None,
              statements: pd.DataFrame | None = None, dates: pd.DataFrame | None = None) -> None:
    """Show a whole article with its terms, statements and dates marked, and a legend.

    Each layer is a span table of any articles, or None to leave it out.
    """
    layers = {name: rows[rows["article_id"] == article_id] for name, rows in
              (("statements", statements), ("dates", dates), ("terms", terms)) if rows is not None}
    plain, markup = write_article(articles.at[article_id, "text"], layers)
    legend = "; ".join(LEGEND[name] for name in layers)
    _display(f"{plain}\n\nLegend: {legend}.", f"{markup}<p>Legend: {escape(legend)}.</p>")


# --- figures -----------------------------------------------------------------------------------


def _settle_layout(figure, texts):
    """Lay the figure out once and round all positions: the last digits of the layout differ from run to run, and would
    show in the SVG."""
    figure.draw_without_rendering()
    places = [[round(value, 4) for value in axis.get_position().bounds] for axis in figure.axes]
    figure.set_layout_engine("none")
    for axis, place in zip(figure.axes, places):
        axis.set_position(place)
    for text in texts:
        text.set_position([round(value, 4) for value in text.get_position()])


# Characters that XML does not allow: with one of them in a label, a browser would show no figure at all.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _write_picture(svg, alt):
    """The figure as HTML with its alternative text.

    For a figure in SVG or PNG, JupyterLab and nbconvert make an `<img>` themselves and give it no alternative text:
    they use neither the `<title>` of the SVG nor the `alt` of the output's metadata. HTML is shown as it is, even in a
    notebook that is not trusted yet.
    """
    source = base64.b64encode(svg.encode()).decode()
    said = escape_attribute(_NO_XML.sub("\ufffd", alt))
    return f'<img alt="{said}" src="data:image/svg+xml;base64,{source}">'


def show_figure(figure: Any, title: str, says: str, note: str = "") -> None:
    """Show a figure as SVG and PNG, with its title above and a sentence below that says what it shows.

    The title and `says` are also the figure's alternative text, which screen readers read out; `note` gives n and
    source.
    """
    picture, png = draw_figure(figure, title, says, note)
    alt = f"{title}. {says}"
    _publish(
        f"[figure] {title}",
        {
            "text/plain": f"[figure] {alt}",
            "text/html": _write_picture(picture, alt),
            "image/svg+xml": picture,
            "image/png": png,
        },
        metadata={"image/png": {"width": round(figure.get_figwidth() * 96), "alt": alt}},
    )
    say("{says}", says=says)


def draw_figure(figure: Any, title: str, says: str, note: str = "") -> tuple[str, bytes]:
    """The figure with title and note, drawn: (SVG as text, PNG as bytes). The arguments: as for `show_figure`."""
    import matplotlib  # here, for who draws nothing waits a second less

    from analysis.show.figures import STYLE
    with matplotlib.rc_context(STYLE), warnings.catch_warnings():
        # the SVG holds letters, which the browser draws with its own fonts
        warnings.filterwarnings("ignore", "Glyph .* missing")
        texts = [figure.suptitle(textwrap.fill(title, 80), x=0.01, ha="left", fontsize=12, fontweight="bold")]
        if note:
            texts.append(figure.supxlabel(textwrap.fill(note, 128), x=0.01, ha="left", fontsize=8, color="#555555"))
        _settle_layout(figure, texts)
        svg, png = io.StringIO(), io.BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None, "Title": says})
        figure.savefig(png, format="png", metadata={"Software": None})
    return re.sub(r"<\?xml.*?<svg", "<svg", _NO_XML.sub("\ufffd", svg.getvalue()), count=1, flags=re.S), png.getvalue()
