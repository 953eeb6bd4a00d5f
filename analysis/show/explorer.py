"""A page of controls for exploring without code: ask, see the lines, see a line in its article, hand on what is found.

`analysis.show.answers` does the work on tables; here are the controls and what they show.
"""

import functools
import threading

import ipywidgets
from IPython.display import Javascript, display

from analysis.findings import Findings
from analysis.show import LEGEND, escape, exports, write_article, write_table
from analysis.show.answers import Answer, Material
from analysis.show.lines import CONTEXT, KEYS, STYLE, draw_places, list_facts, list_near, write_line, write_sides
from analysis.show.questions import KINDS, SORTS, Question, read_question, write_question
from analysis.show.rectify import Rectifier, list_columns, write_correction
from analysis.spans.concordance import concordance

PAGE = 100  # lines of the concordance at a time
_ALL_LINES = "(all lines)"
_HINT = "A star stands for the rest of a word (withdraw*), a bar for alternatives (truce | ceasefire)."


class Explorer:
    """The page. `answer` is what is shown: the question, its rows, what is counted in them, the answer in words.

    found: Findings. material: the same, marked (`answers.Material`). corrections: path of the file that they go to.
    Every control is an attribute and can be set from code: `page.pattern.value = "truce"`.
    """

    def __init__(self, found: Findings, material: Material, corrections):
        self.material, self.found = material, found
        self.rectifier = Rectifier(found, material, corrections)
        self._turn, self._quiet = threading.RLock(), False
        self.answer: Answer | None = None
        self._make_controls()
        self._make_views()
        self._watch()
        self.ask(Question())

    @property
    def rows(self):
        return self.answer.rows

    @property
    def table(self):
        return self.answer.table

    def find(self, question: Question | str) -> Answer:
        """The answer to a question, or to its line of text, without changing the page."""
        return self.material.find(question)

    # --- the controls ---

    def _make_controls(self):
        wide, of = {"description_width": "80px"}, self.material.list_choices
        self.kind = ipywidgets.ToggleButtons(options=KINDS, style={"button_width": "110px"})
        self.pattern = ipywidgets.Text(
            description="Word",
            placeholder="withdraw* | leave",
            style=wide,
            layout={"width": "420px"},
            continuous_update=len(self.material.articles) <= 200,
        )
        self.choices = {
            "article": self._make_choice("Articles", [(self.material.names[i], i) for i in of("article")]),
            "zone": self._make_choice("Zones", of("zone")),
            "voice": self._make_choice("Voices", of("voice")),
            "speaker": self._make_choice("Speakers", of("speaker")),
        }
        self.first = ipywidgets.DatePicker(description="From", style=wide)
        self.last = ipywidgets.DatePicker(description="To", style=wide)
        self.clear = ipywidgets.Button(description="Start over")
        groups = [("–", ""), *((group, group) for group in of("compare"))]
        self.compare = [
            ipywidgets.Dropdown(
                description=label, options=groups, style={"description_width": "60px"}, layout={"width": "262px"}
            )
            for label in ("Compare", "with")
        ]
        self.sort = ipywidgets.Dropdown(
            description="Sort",
            options=[("as in the articles", ""), *((one, one) for one in SORTS)],
            style={"description_width": "40px"},
            layout={"width": "190px"},
        )
        self.near = ipywidgets.Select(
            rows=12,
            description="Near",
            options=[(_ALL_LINES, "")],
            style={"description_width": "40px"},
            layout={"width": "340px"},
        )
        self.line = ipywidgets.Text(
            description="Question", continuous_update=False, style=wide, layout={"width": "99%"}
        )

    @staticmethod
    def _make_choice(label, options):
        return ipywidgets.SelectMultiple(
            description=label, options=options, rows=5, style={"description_width": "60px"}, layout={"width": "262px"}
        )

    def _make_views(self):
        wide = {"description_width": "80px"}
        self.hint, self.says, self.counts, self.plot, self.sides, self.sentence, self.article, self.link, self.said = (
            ipywidgets.HTML() for _ in range(9)
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
        self.save = ipywidgets.Button(description="Hand on")
        self.column = ipywidgets.Dropdown(description="Correct", style=wide)
        self.value = ipywidgets.Combobox(description="It should be", style=wide)
        self.reason = ipywidgets.Text(description="Reason", style=wide, layout={"width": "380px"})
        self.correct = ipywidgets.Button(description="Write correction")
        self.undo = ipywidgets.Button(description="Undo", disabled=True, layout={"width": "80px"})

    def _watch(self):
        self._when_set(self.change_kind, self.kind)
        self._when_set(self.change_pattern, self.pattern)
        self._when_set(self.search, self.first, self.last, self.near, self.sort, *self.compare, *self.choices.values())
        self._when_set(self.open_line, self.line)
        self._when_set(self.show_lines, self.part)
        self._when_set(self.show_article, self.lines, name="index")
        self._when_set(self.show_article, *self.layers.values())
        self._when_set(self.offer_values, self.column)
        for button, action in (
            (self.clear, self.change_kind),
            (self.save, self.hand_on),
            (self.correct, self.write_correction),
            (self.undo, self.undo_correction),
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
        """Show the page, with a button for each question: (text, Question)."""
        buttons = []
        for text, question in questions:
            button = ipywidgets.Button(description=text, layout={"width": "auto"})
            button.on_click(self._in_turn(functools.partial(self.ask, question)))
            buttons.append(button)
        row, column, wrap, keys = ipywidgets.HBox, ipywidgets.VBox, {"flex_flow": "row wrap"}, ipywidgets.Output()
        page = column(
            [
                keys,
                ipywidgets.HTML(STYLE),
                row(buttons, layout=wrap),
                row([ipywidgets.Label("Look for"), self.kind, self.pattern], layout=wrap),
                row(list(self.choices.values()), layout=wrap),
                row([self.first, self.last, *self.compare, self.clear], layout=wrap),
                self.line,
                self.hint,
                self.says,
                self.lines,
                row([self.part, self.sort, self.save, self.link], layout=wrap),
                self.sides,
                row(
                    [
                        column([self.sentence, *self.layers.values(), self.article], layout={"width": "580px"}),
                        column([self.counts, self.near, self.plot], layout={"width": "510px"}),
                    ],
                    layout=wrap,
                ),
                row([self.column, self.value, self.reason, self.correct, self.undo], layout=wrap),
                self.said,
            ]
        )
        keys.append_display_data(Javascript(KEYS))
        page.add_class("explore-page")
        self.lines.add_class("explore-lines")
        self.near.add_class("explore-near")
        for view in (self.counts, self.sides):
            view.add_class("explore-table")
        for view in (self.says, self.hint, self.sentence):
            view.add_class("explore-text")
        display(
            {
                **page._repr_mimebundle_(),
                "text/plain": "[page of controls]",
                "text/html": "<p><b>The page of controls stands here once the notebook runs</b> (menu Run, Run All "
                "Cells). Below it the same numbers stand as plain tables.</p>",
            },
            raw=True,
        )

    # --- what happens ---

    def ask(self, question: Question | str):
        """Ask a question, or what its line of text says, and set all controls to it.

        ValueError where it cannot be answered.
        """
        question = read_question(question) if isinstance(question, str) else question
        answer = self.find(question)
        self._quiet = True  # one search, not one for each control
        self.pattern.value = question.pattern
        self._set_controls(question)
        self.show_answer(answer)
        self._quiet = True
        self.near.value = question.near
        self._quiet = False

    def _set_controls(self, question):
        """Set all controls but the pattern, in which somebody may be typing."""
        self._quiet = True
        self.kind.value, self.near.value = question.kind, ""
        self.pattern.layout.display = None if question.kind == "Words" else "none"
        self.first.description, self.last.description = (
            ("Day from", "to") if question.kind == "Days" else ("Published", "to")
        )
        self.first.value, self.last.value, self.sort.value = question.first, question.last, question.sort
        for name, control in self.choices.items():
            control.value = getattr(question, name)
        for control, group in zip(self.compare, question.compare or ("", ""), strict=True):
            control.value = group
        self.column.options = list_columns(question.kind)
        self.column.index = 0
        self._quiet = False
        self.offer_values()

    def change_kind(self):
        """Back to what this kind of question starts from."""
        self._set_controls(Question(self.kind.value))
        self.search()

    def change_pattern(self):
        """Search for another pattern: what stood near the last one need not stand near it."""
        self._quiet = True
        self.near.value = ""
        self._quiet = False
        self.search()

    def read_controls(self) -> Question:
        """The question that the controls ask."""
        words, groups = self.kind.value == "Words", tuple(control.value for control in self.compare)
        return Question(
            self.kind.value,
            self.pattern.value if words else "",
            (self.near.value or "") if words else "",
            **{name: tuple(control.value) for name, control in self.choices.items()},
            first=self.first.value,
            last=self.last.value,
            compare=groups if all(groups) else (),
            sort=self.sort.value,
        )

    def search(self):
        """Answer what the controls ask. Where that cannot be answered yet, say so, and leave the last answer."""
        try:
            answer = self.find(self.read_controls())
        except ValueError as error:
            self._advise(f"Not yet answered: {error}. {_HINT}")
        else:
            self.show_answer(answer)

    def open_line(self):
        """Ask what the line of text says."""
        try:
            self.ask(self.line.value)
        except ValueError as error:
            self._advise(f"This question cannot be asked: {error}.")

    def _advise(self, text):
        self.hint.value = f"<p aria-live='polite'>{escape(text)} Below stands the last answer.</p>" if text else ""

    def show_answer(self, answer: Answer):
        """Show an answer, and nothing that was said of another question."""
        self.answer, question = answer, answer.question
        self.hint.value = self.link.value = self.said.value = ""
        self._quiet = True
        self.line.value = write_question(question)
        self._offer_near(answer)
        self.near.layout.display = None if question.kind == "Words" else "none"
        self._quiet = False
        self.show_lines(1)
        compared = write_table(answer.contrast)[1] if len(answer.contrast) else ""
        self.counts.value = compared + write_table(answer.counted, rows=15)[1]
        self.plot.value = draw_places(answer.rows, self.material.names)
        self.sides.value = write_sides(answer.rows, self.material.articles, self.material.groups, question.compare)
        self.says.value = (
            f"<p aria-live='polite'><b>{escape(answer.says)}</b></p>"  # last, when the rest of the page is current
        )

    def _offer_near(self, answer):
        """List the words near the hits; where the list stays as it is, so does what somebody is choosing in it."""
        options = ((_ALL_LINES, ""), *list_near(answer))
        if options != tuple(self.near.options):
            self.near.options = options
            self.near.value = answer.question.near

    def show_lines(self, part=None):
        """Show a part of the concordance: the given one, else the one that the control says."""
        self._quiet, parts = True, max(1, -(-len(self.rows) // PAGE))
        self.part.max = parts
        self.part.value = part or self.part.value
        shown = concordance(
            self.rows.iloc[(self.part.value - 1) * PAGE : self.part.value * PAGE], self.material.articles, CONTEXT
        )
        names = self.material.names
        self.lines.options = [
            (write_line(row, names[row.article_id]), i) for i, row in zip(shown.index, shown.itertuples(), strict=True)
        ]
        self.lines.index = 0 if len(shown) else None
        self._quiet = False
        self.show_article()

    def show_article(self):
        """Show the article of the chosen line, with the layers that are switched on."""
        if self.lines.value is None:
            self.sentence.value = self.article.value = ""
            return
        row = self.rows.loc[self.lines.value]
        i, span = row["article_id"], (row["start"], row["end"])
        terms = self.rows if self.answer.question.kind == "Words" else self.found.terms
        rows = {"terms": terms, "statements": self.material.found["Statements"], "dates": self.material.found["Days"]}
        layers = {name: table[table["article_id"] == i] for name, table in rows.items() if self.layers[name].value}
        where = f"Line {self.lines.value + 1:,} of {len(self.rows):,}, article {self.material.names[i]}"
        self.sentence.value = f"<p>{escape(f'{where}. {list_facts(row)}.')}</p>"
        _, markup = write_article(self.material.articles.at[i, "text"], layers, span)
        self.article.value = (
            f'<div class="explore-article" tabindex="0" role="region" aria-label="the article">{markup}</div>'
        )

    # --- handing on ---

    def hand_on(self):
        """Offer the lines, what is counted in them and a paragraph on method as files to download."""
        self.link.value = exports.write_links(self.answer, self.material, self.found)

    # --- setting right ---

    def offer_values(self):
        """The values that the chosen column has elsewhere, to choose from."""
        self.value.options = self.rectifier.list_values(self.column.value)

    def write_correction(self):
        """Write what the reader says of the chosen line into the file of corrections, and apply it."""
        if self.lines.value is None:
            self.said.value = "Choose a line first."
            return
        try:
            line = self.rectifier.add(
                self.answer.question.kind,
                self.rows.loc[self.lines.value],
                self.column.value,
                self.value.value,
                self.reason.value,
            )
        except ValueError as error:
            self.said.value = escape(error)
            return
        self._renew(f"Written to {self.rectifier.path.name}, and applied: {write_correction(line)}")
        self.value.value = self.reason.value = ""

    def undo_correction(self):
        """Take back the last correction of this page."""
        try:
            line = self.rectifier.undo()
        except ValueError as error:
            self.said.value = escape(error)
        else:
            self._renew(f"Taken back: {write_correction(line)}")

    def _renew(self, said):
        """Show the same question again, at the same line, after what was found has changed."""
        at, part = self.lines.index, self.part.value
        self.found = self.rectifier.found
        self._quiet = True
        chosen, speakers = self.choices["speaker"].value, self.material.list_choices("speaker")
        self.choices["speaker"].options, self.choices["speaker"].value = (
            speakers,
            [one for one in chosen if one in speakers],
        )
        self._quiet = False
        self.search()
        self.show_lines(min(part, self.part.max))
        self.lines.index = min(at, len(self.lines.options) - 1) if self.lines.options else None
        self.undo.disabled = not self.rectifier.done
        self.offer_values()
        self.said.value = f"<p aria-live='polite'>{escape(said)}</p>"
