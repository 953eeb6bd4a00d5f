"""A page of controls for exploring without code, in JupyterLab: ask, see the lines, see a line in its article.

`analysis.show.explore` does the work on tables; here are the controls and what they show.
"""

import base64
import functools
import threading
from pathlib import Path

import ipywidgets
import pandas as pd
from IPython.display import Javascript, display

from analysis.show import LEGEND, escape, explore, list_some, write_article, write_count, write_day, write_table
from analysis.spans.concordance import concordance

PAGE, CONTEXT = 100, 42  # lines of the concordance at a time, and characters on either side
_PLOTTED = 20  # articles in the dispersion plot
_ZONES = ["headline", "deck", "subhead", "dateline", "body", "caption"]  # furniture is no text of an article
_USUAL = {
    "Words": ["headline", "deck", "subhead", "body"],
    "Statements": ["body"],
    "Days": ["headline", "deck", "body"],
}
_CORRECTED = {"Words": ["zone"], "Statements": ["speaker", "kind", "zone"], "Days": ["value", "zone"]}
STRIKE = "strike this row"
_STYLE = """<style>
.explore-lines select {font-family: var(--jp-code-font-family, monospace); font-size: 12px}
.explore-text .widget-html-content {line-height: 1.35}
.explore-table .widget-html-content {line-height: 1.2; font-size: 12px}
.explore-table table {border-collapse: collapse} .explore-table td, .explore-table th {padding: 2px 6px}
.explore-article {max-height: 460px; overflow-y: auto; border: 1px solid; padding: 0 12px; line-height: 1.45}
</style>"""


# JupyterLab takes keys for its own shortcuts ("a" adds a cell, arrows go to the next) unless told to leave them.
_KEYS = """window.addEventListener("keydown", event => {
    if (event.target.closest(".explore-page")) event.target.setAttribute("data-lm-suppress-shortcuts", "true");
}, true);"""


class Explorer:
    """The page. `rows` is the table of all that was found and chosen, `table` what is counted in it, `counted` the same
    as the page shows it: mentions of words by group.

    articles: as from helpers.load_articles; names: Series of what to call each; zones, statements, dates: as
    found in these articles; words: from explore.mark_words; corrections: path of the file that corrections go to;
    about: ids of the articles about one event, which are meant where no article is chosen (all unless given).
    groups: as from `grouping.choose_groups`: mentions of words are counted for each group (each article unless given).
    Every control is an attribute and can be set from code: `page.pattern.value = "truce"`. `answered`: in words.
    """

    def __init__(self, articles, names, zones, statements, dates, terms, words, corrections, about=None, groups=None):
        self.articles, self.names, self.zones, self.terms, self.words = articles, names, zones, terms, words
        self.corrections = Path(corrections)
        self.groups = names.rename("article") if groups is None else groups
        self.about = [] if about is None or len(about) == len(articles) else list(about)
        self.sizes = explore.count_sizes(words)
        self.found = {
            "Statements": explore.mark_spans(explore.mark_statements(statements, zones), articles, words),
            "Days": explore.mark_spans(dates, articles, words),
        }
        for table in self.found.values():
            table["published"] = table["article_id"].map(articles["published"])
        self._turn, self._quiet = threading.RLock(), False
        self._make_controls()
        self._make_views()
        self._watch()
        self.change_kind()

    # --- the controls ---

    def _make_controls(self):
        wide = {"description_width": "80px"}
        speakers = explore.count_speakers(self.found["Statements"])["speaker"]
        zones = [zone for zone in _ZONES if zone in set(self.sizes["zone"])]
        self.kind = ipywidgets.ToggleButtons(options=list(_USUAL), style={"button_width": "110px"})
        self.pattern = ipywidgets.Text(
            description="Word",
            placeholder="withdraw* | leave",
            style=wide,
            layout={"width": "420px"},
            continuous_update=len(self.articles) <= 200,
        )
        self.choices = {
            "article_id": self._make_choice("Articles", [(self.names[i], i) for i in self.articles.index]),
            "zone": self._make_choice("Zones", zones),
            "voice": self._make_choice("Voices", ["outlet", "direct", "mixed", "indirect"]),
            "speaker": self._make_choice("Speakers", list(speakers)),
        }
        self.first = ipywidgets.DatePicker(description="From", style=wide)
        self.last = ipywidgets.DatePicker(description="To", style=wide)
        self.clear = ipywidgets.Button(description="Start over")

    @staticmethod
    def _make_choice(label, options):
        return ipywidgets.SelectMultiple(
            description=label, options=options, rows=5, style={"description_width": "60px"}, layout={"width": "262px"}
        )

    def _make_views(self):
        wide = {"description_width": "80px"}
        self.answer, self.counts, self.plot, self.sentence, self.article, self.link, self.said = (
            ipywidgets.HTML() for _ in range(7)
        )
        self.lines = ipywidgets.Select(
            rows=12, description="Lines", layout={"width": "99%"}, style={"description_width": "40px"}
        )
        self.part = ipywidgets.BoundedIntText(
            value=1, min=1, max=1, description="Part", layout={"width": "150px"}, style=wide
        )
        self.layers = {
            name: ipywidgets.Checkbox(
                value=True, description=f"{name}: {LEGEND[name]}", indent=False, layout={"width": "auto"}
            )
            for name in ("terms", "statements", "dates")
        }
        self.save = ipywidgets.Button(description="Table as CSV")
        self.column = ipywidgets.Dropdown(description="Correct", style=wide)
        self.value = ipywidgets.Text(description="It should be", style=wide)
        self.reason = ipywidgets.Text(description="Reason", style=wide, layout={"width": "420px"})
        self.correct = ipywidgets.Button(description="Write correction")

    def _watch(self):
        self._when_set(self.change_kind, self.kind)
        self._when_set(self.search, self.pattern, self.first, self.last, *self.choices.values())
        self._when_set(self.show_lines, self.part)
        self._when_set(self.show_article, self.lines, name="index")
        self._when_set(self.show_article, *self.layers.values())
        for button, action in (
            (self.clear, self.change_kind),
            (self.save, self.offer_table),
            (self.correct, self.write_correction),
        ):
            button.on_click(self._in_turn(action))

    def _when_set(self, action, *controls, name="value"):
        for control in controls:
            control.observe(self._in_turn(action), name)

    def _in_turn(self, action):
        """The action for an event: one at a time, as JupyterLab may send each control's events in a thread of its own;
        and not for what the page itself sets."""

        def act(_):
            with self._turn:
                if not self._quiet:
                    action()

        return act

    def show(self, questions=()):
        """Show the page, with a button for each question: (text, {control: value})."""
        buttons = []
        for text, settings in questions:
            button = ipywidgets.Button(description=text, layout={"width": "auto"})
            button.on_click(self._in_turn(functools.partial(self.ask, **settings)))
            buttons.append(button)
        row, column, wrap, keys = ipywidgets.HBox, ipywidgets.VBox, {"flex_flow": "row wrap"}, ipywidgets.Output()
        page = column(
            [
                keys,
                ipywidgets.HTML(_STYLE),
                row(buttons, layout=wrap),
                row([ipywidgets.Label("Look for"), self.kind, self.pattern], layout=wrap),
                row(list(self.choices.values()), layout=wrap),
                row([self.first, self.last, self.clear], layout=wrap),
                self.answer,
                self.lines,
                row([self.part, self.save, self.link], layout=wrap),
                row(
                    [
                        column([self.sentence, *self.layers.values(), self.article], layout={"width": "580px"}),
                        column([self.counts, self.plot], layout={"width": "510px"}),
                    ],
                    layout=wrap,
                ),
                row([self.column, self.value, self.reason, self.correct], layout=wrap),
                self.said,
            ]
        )
        keys.append_display_data(Javascript(_KEYS))
        page.add_class("explore-page")
        self.lines.add_class("explore-lines")
        self.counts.add_class("explore-table")
        self.answer.add_class("explore-text")
        self.sentence.add_class("explore-text")
        display(
            {
                **page._repr_mimebundle_(),
                "text/plain": "[page of controls]",
                "text/html": "<p><b>The page of controls stands here once the notebook runs</b> "
                "(menu Run, Run All Cells). "
                "Below it the same numbers stand as plain tables.</p>",
            },
            raw=True,
        )

    # --- what happens ---

    def ask(self, kind, **settings):
        """Set all controls at once: kind, pattern, first, last, and lists for article_id, zone, voice, speaker."""
        self._quiet = True  # one search, not two
        self.kind.value = kind
        self.change_kind(settings)

    def change_kind(self, settings=None):
        """Back to what this kind of question starts from, with the given settings; then search."""
        kind, settings = self.kind.value, settings or {}
        self._quiet = True
        self.pattern.layout.display = None if kind == "Words" else "none"
        self.first.description, self.last.description = ("Day from", "to") if kind == "Days" else ("Published", "to")
        self.first.value, self.last.value = settings.get("first"), settings.get("last")
        if "pattern" in settings:
            self.pattern.value = settings["pattern"]
        for name, control in self.choices.items():
            control.value = settings.get(name, [])
        self.column.options = [*((column, column) for column in _CORRECTED[kind]), (STRIKE, "")]
        self.column.index = 0
        self._quiet = False
        self.search()

    def search(self):
        """Find and choose the rows, and show what follows from them."""
        kind, chosen = self.kind.value, {name: list(control.value) for name, control in self.choices.items()}
        chosen["zone"] = chosen["zone"] or [zone for zone in _ZONES if zone in _USUAL[kind]]
        chosen["article_id"] = chosen["article_id"] or self.about
        sizes = explore.choose_rows(self.sizes, **chosen)
        days = (self.first.value, self.last.value)
        try:
            rows = (
                self.found[kind]
                if kind != "Words"
                else explore.find_hits(self.articles, self.pattern.value, self.words)
            )
        except ValueError as error:  # a pattern half typed
            self._show_nothing(f"This pattern can't be read: {error}")
            return
        kept = explore.choose_days(self.articles, *days, "published", "published").index
        rows = explore.choose_days(rows, *days) if kind == "Days" else rows[rows["article_id"].isin(kept)]
        self.rows = explore.choose_rows(rows, **chosen).reset_index(drop=True)
        self.table = {
            "Days": lambda: explore.count_days(self.rows),
            "Statements": lambda: explore.count_speakers(self.rows),
            "Words": lambda: explore.count_hits(self.rows, sizes[sizes["article_id"].isin(kept)]),
        }[kind]()
        self.counted = explore.add_up(self.table, self.groups) if kind == "Words" else self.table
        self.link.value = ""
        self.show_lines(1)
        in_all_voices = explore.choose_rows(rows, **{**chosen, "voice": [], "speaker": []})
        self._say_answer(in_all_voices)  # last: who hears or sees the answer finds all the rest in its place

    def _show_nothing(self, why):
        self.rows, self.table, self.answered = self.found["Statements"].head(0), pd.DataFrame(), why
        self.counted = self.table
        self.show_lines(1)
        self.counts.value, self.plot.value, self.answer.value = "", "", f"<p><b>{escape(why)}</b></p>"

    def _say_answer(self, in_all_voices):
        self.counts.value = write_table(self.counted, rows=15)[1]
        self.plot.value = draw_places(self.rows, self.names)
        self.answered = explore.write_answer(
            self.kind.value, self.rows, self.table, self.names, self.pattern.value, in_all_voices
        )
        if self.about and not self.choices["article_id"].value:
            others = list_some(self.names.drop(self.about), 3)
            self.answered += f" Left out, as about another event: {others}."
        self.answer.value = f"<p aria-live='polite'><b>{escape(self.answered)}</b></p>"

    def show_lines(self, part=None):
        """Show a part of the concordance: the given one, else the one that the control says."""
        self._quiet, parts = True, max(1, -(-len(self.rows) // PAGE))
        self.part.max = parts
        self.part.value = part or self.part.value
        self.shown = concordance(
            self.rows.iloc[(self.part.value - 1) * PAGE : self.part.value * PAGE], self.articles, CONTEXT
        )
        self.lines.options = [
            (write_line(row, self.names[row.article_id]), i)
            for i, row in zip(self.shown.index, self.shown.itertuples())
        ]
        self.lines.index = 0 if len(self.shown) else None
        self._quiet = False
        self.show_article()

    def show_article(self):
        """Show the article of the chosen line, with the layers that are switched on."""
        if self.lines.value is None:
            self.sentence.value = self.article.value = ""
            return
        row = self.rows.loc[self.lines.value]
        i, span = row["article_id"], (row["start"], row["end"])
        terms = self.rows if self.kind.value == "Words" else self.terms
        rows = {"terms": terms, "statements": self.found["Statements"], "dates": self.found["Days"]}
        layers = {name: table[table["article_id"] == i] for name, table in rows.items() if self.layers[name].value}
        facts = [
            f"{name}: {row[name]}"
            for name in ("zone", "voice", "speaker", "value")
            if name in row and not pd.isna(row[name])
        ]
        place = f"Line {self.lines.value + 1:,} of {len(self.rows):,}, article {escape(self.names[i])}."
        self.sentence.value = f"<p>{place} {escape('; '.join(facts))}.</p>"
        _, markup = write_article(self.articles.at[i, "text"], layers, span)
        self.article.value = (
            f'<div class="explore-article" tabindex="0" role="region" aria-label="the article">{markup}</div>'
        )

    def offer_table(self):
        """Offer all rows and what is counted in them as files to download."""
        links = []
        for name, table in (("lines", self.rows), ("counts", self.counted)):
            data = base64.b64encode(explore.write_csv(table).encode("utf-8-sig")).decode()
            links.append(
                f'<a download="{name}.csv" href="data:text/csv;base64,{data}">'
                f"{name}.csv ({write_count(len(table), 'row')})</a>"
            )
        self.link.value = "Download: " + " · ".join(links)

    def write_correction(self):
        """Write what the reader says of the chosen line into the file of corrections."""
        if self.lines.value is None:
            self.said.value = "Choose a line first."
            return
        try:
            row, column = self.rows.loc[self.lines.value], self.column.value
            table = {"Words": "terms", "Statements": "statements", "Days": "dates"}[self.kind.value]
            if column == "zone":  # of the whole stretch that the line stands in
                table, row = (
                    "zones",
                    self.zones[
                        (self.zones["article_id"] == row["article_id"]) & (self.zones["start"] <= row["start"])
                    ].iloc[-1],
                )
            line = explore.add_correction(self.corrections, table, row, column, self.value.value, self.reason.value)
        except ValueError as error:
            self.said.value = escape(error)
        else:
            self.said.value = escape(f"Written to {self.corrections.name}: {explore.write_correction(line)}")
            self.value.value = self.reason.value = ""


def write_line(row, name):
    """One line of the concordance as text in columns, the span between brackets, its neighbours on either side."""
    left, right = " ".join(row.left.split()), " ".join(row.right.split())
    return f"{name[:14]:<14} {left:>{CONTEXT}} [{shorten(row.text)}] {right}".replace(
        " ", "\u00a0"
    )  # a list would close up spaces


def shorten(text):
    """A span on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= CONTEXT else text[: CONTEXT - 1] + "…"


def draw_places(rows, names):
    """Where in each article the rows stand, from its first word to its last: SVG in the colours of the page."""
    counts = rows["article_id"].value_counts().head(_PLOTTED)
    ids = [i for i in rows["article_id"].unique() if i in counts.index]
    parts = []
    for y, i in enumerate(ids):
        at = 22 * y + 18
        strokes = "".join(
            f'<path d="M{150 + 255 * place:.1f} {at - 8}v14"/>'
            for place in rows.loc[rows["article_id"] == i, "position"]
        )
        parts.append(
            f'<text x="142" y="{at + 4}" text-anchor="end">{escape(names[i][:22])}</text>'
            f'<path d="M150 {at}h255" opacity=".35"/>'
            f'<g stroke-width="2">{strokes}</g><text x="413" y="{at + 4}">{counts[i]}</text>'
        )
    more = rows["article_id"].nunique() - len(ids)
    says = f"Where in each article the lines stand: {', '.join(f'{counts[i]} in {names[i]}' for i in ids)}"
    rest = "; " + write_count(more, "more article") if more else ""
    if not ids:
        return ""
    caption = f"Where in each article, from its first word to its last{rest}"
    height = 22 * len(ids) + 8
    return f"""<figure style="margin:0"><figcaption>{caption}</figcaption>
<svg width="440" height="{height}" role="img" aria-label="{escape(says)}" font-size="11" stroke="currentColor">
<style>svg text {{stroke: none; fill: currentColor}}</style>{"".join(parts)}</svg></figure>"""


# --- questions to begin with -------------------------------------------------------------------

_LEADING = 2  # terms of the first family that get a button


def list_questions(found, about):
    """The questions that the buttons of the page ask: [(text, settings of `Explorer.ask`)].

    found: Findings; about: ids of the articles whose terms and days count.
    """
    questions = []
    if found.lists.vocabulary is not None:
        family = found.lists.vocabulary["family"].iloc[0]  # the first family of the vocabulary, as in 01
        chosen = found.terms[(found.terms["family"] == family) & found.terms["article_id"].isin(about)]
        questions += [
            (f"Who says {term} in its own voice?", {"kind": "Words", "pattern": term, "voice": ["outlet"]})
            for term in chosen["term"].value_counts().index[:_LEADING]
        ]
    questions.append(("Who is quoted most?", {"kind": "Statements"}))
    dates = found.dates
    single = dates[dates["first"].notna() & (dates["first"] == dates["last"]) & (dates["timex_type"] == "DATE")]
    days = explore.count_days(single)
    for day in days[days["value"].str.fullmatch(r"\d{4}-\d\d-\d\d")]["value"].iloc[:1].map(pd.Timestamp):
        questions.append(
            (f"What happened on {write_day(day)}?", {"kind": "Days", "first": day.date(), "last": day.date()})
        )
    return questions
