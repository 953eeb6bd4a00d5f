"""A page of controls for exploring without code: ask, see the lines, see a line in its article, download the results.

`analysis.show.answers` works on the tables, `analysis.show.controls` defines what is on the screen; this module says
what the controls do. The tables of the page belong to the question that was asked. A click on a cell shows the lines
that it counts, and leaves the tables as they are.
"""

import contextlib
import functools
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import ipywidgets
import pandas as pd

from analysis.corpus.files import QUESTIONS
from analysis.findings import Findings
from analysis.show import breakdowns, escape, exports, write_table
from analysis.show.answers import Answer, Material
from analysis.show.controls import COUNTS, NEAR, TIME, WORDS, Controls, display_page
from analysis.show.kept import KeptQuestions, keep_corpus, say_kept, write_kept
from analysis.show.lines import CONTEXT, draw_places, list_facts, write_around, write_line, write_sides
from analysis.show.openers import read_click, write_breakdown
from analysis.show.questions import Question, read_question, write_question
from analysis.show.rectify import Rectifier, list_columns, write_correction
from analysis.spans.concordance import concordance

PAGE = 100  # lines of the concordance at a time
_HINT = "A star stands for the rest of a word (withdraw*), a bar for alternatives (truce | ceasefire)."


class Explorer(Controls):
    """The page. `asked` is the answer whose tables are shown, `answer` the one whose lines are shown.

    found: Findings. material: the same, marked (`answers.Material`). corrections: path of the file for corrections;
    the list of saved questions is kept beside it. corpus: path of the articles, beside which a selection of articles
    can be saved as a corpus
    of their own. Every control is an attribute and can be set from code: `page.pattern.value = "truce"`.
    """

    _last: ClassVar[dict[Path, Question]] = {}  # what was asked last, so that a cell that runs again goes on from there

    def __init__(self, found: Findings, material: Material, corrections: str | Path, corpus: str | Path | None = None):
        super().__init__(material)
        self.material, self.found = material, found
        self.rectifier = Rectifier(found, material, corrections)
        self.corpus = Path(corpus) if corpus else self.rectifier.path.parent
        self.questions = KeptQuestions(self.rectifier.path.with_name(QUESTIONS))
        self._turn, self._quiet = threading.RLock(), False
        self.asked: Answer = None       # type: ignore[assignment]      # until `ask` below has put the first question
        self.answer: Answer = None      # type: ignore[assignment]
        self._current, self._begin = set(), self._last.get(self.rectifier.path)  # the tabs that show what was asked
        self.page = self.lay_out()
        self._watch()
        self._show_kept()
        self.ask(Question())

    @property
    def rows(self) -> pd.DataFrame:
        return self.answer.rows

    @property
    def table(self) -> pd.DataFrame:
        return self.answer.table

    def find(self, question: Question | str) -> Answer:
        """The answer to a question, or to its line of text, without changing the page."""
        return self.material.find(question)

    def _watch(self):
        self._when_set(self.change_kind, self.kind)
        self._when_set(self.change_pattern, self.pattern)
        self._when_set(self.search, self.near, self.first, self.last, self.sort, *self.compare, *self.choices.values())
        self._when_set(self.ask_line, self.line)
        self._when_set(self.take_click, self.click)
        self._when_set(self.show_lines, self.part)
        self._when_set(self.show_article, self.lines, name="index")
        self._when_set(self.show_article, *self.layers.values())
        self._when_set(self.offer_values, self.column)
        self._when_set(self.show_inside, self.inside, name="selected_index")
        self._when_set(self._show_words, self.what)
        for button, action in (
            (self.clear, self.change_kind),
            (self.again, self.ask_line),
            (self.keep, self.keep_question),
            (self.whole, self.close),
            (self.find_things, self.show_things),
            (self.save, self.hand_on),
            (self.keep_articles, self.keep_corpus),
            (self.correct, self.write_correction),
            (self.undo, self.undo_correction),
        ):
            button.on_click(self._in_turn(action))

    def _when_set(self, action, *controls, name="value"):
        for control in controls:
            control.observe(self._in_turn(action), name)

    def _in_turn(self, action):
        """The action for an event. Actions run one at a time, since JupyterLab may send the events of each control in
        a thread of its own; a change made by the page itself starts none."""

        def act(_):
            with self._turn:
                if not self._quiet:
                    action()

        return act

    @contextlib.contextmanager
    def _quietly(self):
        """While this context is active, changes made by the page itself start no action."""
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def show(self, questions: Sequence[tuple[str, Question]] = ()) -> None:
        """Show the page, with a button for each question: (text, Question).

        It begins with the first of them; where the cell runs again, with what was asked last.
        """
        buttons = []
        for text, question in questions:
            button = ipywidgets.Button(description=text, layout={"width": "auto"})
            button.on_click(self._in_turn(functools.partial(self.ask, question)))
            buttons.append(button)
        begin = self._begin or (Question(questions[0][1].kind, questions[0][1].pattern) if questions else Question())
        if not self.starts.children:  # else the cell runs again, and the page stays as it is
            with contextlib.suppress(ValueError):  # what was asked last may name what is no more
                self.ask(begin)
        self.starts.children = buttons
        display_page(self.page)

    # --- asking ---

    def ask(self, question: Question | str) -> None:
        """Ask a question, or what its line of text says, and set all controls to it.

        ValueError where it cannot be answered.
        """
        question = read_question(question) if isinstance(question, str) else question
        answer = self.find(question)
        with self._quietly():
            self.pattern.value = question.pattern
        self._set_controls(question)
        self.show_answer(answer)

    def _set_controls(self, question):
        """Set all controls but the pattern, in which somebody may be typing."""
        with self._quietly():
            self.kind.value, self.near.value = question.kind, question.near
            self.name_controls(question.kind)
            self.first.value, self.last.value, self.sort.value = question.first, question.last, question.sort
            for name, control in self.choices.items():
                control.value = getattr(question, name)
            for control, group in zip(self.compare, question.compare or ("", ""), strict=True):
                control.value = group
            self.column.options = list_columns(question.kind)
            self.column.index = 0
        self.offer_values()

    def change_kind(self) -> None:
        """Go back to the default question of this kind; text typed for another kind has no meaning here."""
        if self.asked.question.kind != self.kind.value:
            with self._quietly():
                self.pattern.value = ""
        self._set_controls(Question(self.kind.value))
        self.search()

    def change_pattern(self) -> None:
        """Search for another pattern, without the `near` filter, which belonged to the last pattern."""
        with self._quietly():
            self.near.value = ""
        self.search()

    def read_controls(self) -> Question:
        """The question that the controls ask."""
        groups = tuple(control.value for control in self.compare)
        return Question(
            self.kind.value,
            " ".join(self.pattern.value.split()),
            self.near.value.strip() if self.kind.value == "Words" else "",
            **{name: tuple(control.value) for name, control in self.choices.items()},
            first=self.first.value,
            last=self.last.value,
            compare=groups if all(groups) else (),
            sort=self.sort.value,
        )

    def search(self) -> None:
        """Answer what the controls ask. Where that cannot be answered yet, say so, and leave the last answer."""
        try:
            answer = self.find(self.read_controls())
        except ValueError as error:
            self._advise(f"Not yet answered: {error}. {_HINT}")
        else:
            self.show_answer(answer)

    def ask_line(self) -> None:
        """Ask what the line of text says."""
        try:
            self.ask(self.line.value)
        except ValueError as error:
            self._advise(f"This question cannot be asked: {error}.")

    def take_click(self) -> None:
        """Do what a click on a cell of a table stands for: open its lines, ask its question, or delete it."""
        does, line = read_click(self.click.value)
        with self._quietly():
            self.click.value = ""  # so that the same cell can be clicked again
        action = {"open": self.open, "ask": self.ask, "delete": self.delete_question}.get(does)
        try:
            if action:
                action(line)
        except ValueError as error:
            self._advise(f"This question cannot be asked: {error}.")

    def _advise(self, text):
        self.hint.value = _write_news(f"{text} Below stands the last answer.")

    # --- showing ---

    def show_answer(self, answer: Answer) -> None:
        """Show an answer with its tables, and remove messages about an earlier question."""
        self.asked, self._current = answer, set()
        self._last[self.rectifier.path] = answer.question
        self._show_opened(answer)
        compared = answer.question.compare
        self.sides.value = write_sides(answer.rows, self.material.articles, self.material.groups, compared)
        self.show_inside()

    def open(self, question: Question | str) -> None:
        """Open the lines of a row of a table, and leave the tables of what was asked. ValueError as for `ask`."""
        self._show_opened(self.find(question))

    def close(self) -> None:
        """Show all lines of what was asked again."""
        self._show_opened(self.asked)

    def _show_opened(self, answer):
        self.answer = answer
        self.hint.value = self.link.value = self.said.value = ""
        with self._quietly():
            self.line.value = write_question(answer.question)
            self.whole.layout.display = "none" if answer is self.asked else None
        self.show_lines(1)
        opened = "" if answer is self.asked else f"Opened from “{write_question(self.asked.question)}”: "
        says = f"<p aria-live='polite'><b>{escape(opened + answer.says)}</b></p>"
        self.says.value = says  # last, when the rest of the page is current

    def show_inside(self) -> None:
        """Fill the visible tab with the breakdown of the lines; each tab is computed once per question."""
        tab = self.inside.selected_index
        if tab in self._current:
            return
        self._current.add(tab)
        if tab == COUNTS:
            contrast = write_table(self.asked.contrast)[1] if len(self.asked.contrast) else ""
            self.counts.value = contrast + write_breakdown(breakdowns.break_down(self.asked, self.material))
            self.plot.value = draw_places(self.asked.rows, self.material.names)
        elif tab == NEAR:
            self.beside.value = write_breakdown(breakdowns.list_near(self.asked))
        elif tab == WORDS:
            self._show_words()
        elif tab == TIME:
            days = breakdowns.count_over_time(self.asked, self.material)
            self.time.value = breakdowns.draw_over_time(days) + write_breakdown(days)

    def _show_words(self):
        self.words.value = write_breakdown(breakdowns.list_frequent(self.asked, self.material, self.what.value))

    def show_lines(self, part: int | None = None) -> None:
        """Show a part of the concordance: the given one, else the one that the control says."""
        names = self.material.names
        with self._quietly():
            self.part.max = max(1, -(-len(self.rows) // PAGE))
            self.part.value = part or self.part.value
            own = self.rows.iloc[(self.part.value - 1) * PAGE : self.part.value * PAGE]
            shown = concordance(own, self.material.articles, CONTEXT)
            self.lines.options = [(write_line(row, names[row.article_id]), row.Index) for row in shown.itertuples()]
            self.lines.index = 0 if len(shown) else None
        self.show_article()

    def show_article(self) -> None:
        """Show the article of the chosen line, with the layers that are switched on."""
        if self.lines.value is None:
            self.sentence.value = self.article.value = ""
            return
        row = self.rows.loc[self.lines.value]
        terms = self.rows if self.answer.question.kind == "Words" else self.found.terms
        rows = {"terms": terms, "statements": self.material.found["Statements"], "dates": self.material.found["Days"]}
        layers = {name: table for name, table in rows.items() if self.layers[name].value}
        where = f"Line {self.lines.value + 1:,} of {len(self.rows):,}, article {self.material.names[row['article_id']]}"
        self.sentence.value = f"<p>{escape(f'{where}. {list_facts(row)}.')}</p>"
        self.article.value = write_around(row, self.material.articles, layers)

    def show_things(self) -> None:
        """Find what the articles speak of most, whatever each calls it, and list it."""
        self.find_things.disabled = True

        def tell(step):
            self.things.value = _write_news(step)

        try:
            things = breakdowns.list_things(self.found, self.material, tell)
            self.things.value = write_breakdown(things, does="ask")
        finally:
            self.find_things.disabled = False

    # --- keeping and handing on ---

    def keep_question(self) -> None:
        """Add the question that is shown to the list beside the articles."""
        self._tell(lambda: self.questions.add(self.answer.question))

    def delete_question(self, line: str) -> None:
        """Take a line out of the list of questions."""
        self._tell(lambda: self.questions.delete(line))

    def _tell(self, action):
        """Do something with the list of questions and say what, or what is in the way."""
        try:
            said = action()
        except OSError as error:
            said = f"That could not be done: {error}."
        self._show_kept()
        self.hint.value = _write_news(said)

    def _show_kept(self):
        try:
            self.kept.value = write_kept(self.questions)
        except OSError as error:
            self.kept.value = f"<p>The list of questions cannot be read: {escape(error)}.</p>"

    def hand_on(self) -> None:
        """Offer the lines, what is counted in them, figures and a paragraph on method as files to download."""
        self.link.value = exports.write_links(self.answer, self.material, self.found)

    def keep_corpus(self) -> None:
        """Write the articles that have a line to a folder of their own."""
        try:
            folder = keep_corpus(self.answer, self.material, self.corpus, self.rectifier.path.parent)
            said = say_kept(folder, self.answer)
        except (ValueError, OSError) as error:
            said = f"Nothing was written: {error}."
        self.link.value = _write_news(said)

    # --- setting right ---

    def offer_values(self) -> None:
        """The values that the chosen column has elsewhere, to choose from."""
        self.value.options = self.rectifier.list_values(self.column.value)

    def write_correction(self) -> None:
        """Write what the reader says of the chosen line into the file of corrections, and apply it."""
        if self.lines.value is None:
            self.said.value = "Choose a line first."
            return
        kind, row = self.answer.question.kind, self.rows.loc[self.lines.value]
        try:
            lines = self.rectifier.add(kind, row, self.column.value, self.value.value, self.reason.value)
        except ValueError as error:
            self._say(error)
            return
        self._renew(f"Written to {self.rectifier.path.name}, and applied: {write_correction(lines)}")
        self.value.value = self.reason.value = ""

    def undo_correction(self) -> None:
        """Take back the last correction of this page."""
        try:
            lines = self.rectifier.undo()
        except ValueError as error:
            self._say(error)
        else:
            self._renew(f"Taken back: {write_correction(lines)}")

    def _renew(self, said):
        """Show the same lines again, at the same line, after what was found has changed."""
        at, part, opened = self.lines.index, self.part.value, self.answer.question
        was_opened = self.answer is not self.asked
        self.found = self.rectifier.found
        chosen, speakers = self.choices["speaker"].value, self.material.list_choices("speaker")
        with self._quietly():
            self.choices["speaker"].options = speakers
            self.choices["speaker"].value = [one for one in chosen if one in speakers]
        self.search()
        if was_opened:
            try:
                self.open(opened)
            except ValueError:  # its speaker is no more
                self.close()
        self.show_lines(min(part, self.part.max))
        self.lines.index = min(at, len(self.lines.options) - 1) if self.lines.options else None
        self.undo.disabled = not self.rectifier.done
        self.offer_values()
        self._say(said)

    def _say(self, text):
        self.said.value = _write_news(text)


def _write_news(text):
    """What has happened, as HTML that a screen reader reads out when it changes."""
    return f"<p aria-live='polite'>{escape(text)}</p>"
