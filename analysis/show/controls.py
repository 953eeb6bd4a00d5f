"""The controls of the page for exploring, and how they are laid out; `analysis.show.explorer` says what they do."""

from typing import Any

import ipywidgets
from IPython.display import Javascript, display

from analysis.show import LEGEND
from analysis.show.answers import Material
from analysis.show.breakdowns import SIZES, WITH_HIT
from analysis.show.lines import KEYS, STYLE
from analysis.show.questions import KINDS, SORTS

AT_ONCE = 200  # articles up to which the page answers while somebody is typing
_LABEL = {"description_width": "80px"}
_PATTERNS = {  # of each kind of question: what the pattern is called, and an example
    "Words": ("Word", "withdraw* | leave"),
    "Statements": ("Verb", "all, or: claim* | insist*"),
    "Days": ("Value", "all, or: 2020-09-27 | PAST_REF"),
}
COUNTS, NEAR, WORDS, TIME = range(4)  # the tabs of what is in the lines


def make_html(*classes) -> Any:
    view = ipywidgets.HTML()
    for name in classes:
        view.add_class(name)
    return view


class Controls:
    """Every control and view of the page as an attribute."""

    def __init__(self, material: Material):
        self._make_question(material)
        self._make_choices(material)
        self._make_views()
        self._make_actions()

    def _make_question(self, material):
        self.starts = ipywidgets.HBox(layout={"flex_flow": "row wrap"})  # buttons of questions to begin with
        self.kind = ipywidgets.ToggleButtons(options=KINDS, style={"button_width": "100px"})
        at_once = len(material.articles) <= AT_ONCE
        self.pattern = ipywidgets.Text(style=_LABEL, layout={"width": "400px"}, continuous_update=at_once)
        self.near = ipywidgets.Text(
            description="Near",
            placeholder="a word",
            style={"description_width": "40px"},
            layout={"width": "180px"},
            continuous_update=False,
        )
        self.line = ipywidgets.Text(
            description="Question", continuous_update=False, style=_LABEL, layout={"flex": "1 1 420px", "width": "auto"}
        )
        self.again = ipywidgets.Button(description="Ask", layout={"width": "70px"}, tooltip="Ask what this line says")
        self.keep = ipywidgets.Button(
            description="Keep", layout={"width": "70px"}, tooltip="Add this question to the list beside the articles"
        )
        self.click = ipywidgets.Text(continuous_update=False, layout={"display": "none"})

    def _make_choices(self, material):
        of = material.list_choices
        by = str(material.groups.name)
        self.choices = {
            "article": self._make_choice("Articles", [(material.names[i], i) for i in of("article")]),
            "group": self._make_choice("Groups" if by == "article" else f"{by.capitalize()}s", of("group")),
            "zone": self._make_choice("Zones", of("zone")),
            "voice": self._make_choice("Voices", of("voice")),
            "speaker": self._make_choice("Speakers", of("speaker")),
        }
        if by == "article":  # the list of articles is the same
            self.choices["group"].layout.display = "none"
        self.first = ipywidgets.DatePicker(description="From", style=_LABEL, layout={"width": "240px"})
        self.last = ipywidgets.DatePicker(
            description="To", style={"description_width": "30px"}, layout={"width": "190px"}
        )
        self.clear = ipywidgets.Button(description="Start over")
        self.compare = [
            ipywidgets.Dropdown(
                description=label,
                options=[("–", ""), *((group, group) for group in of("compare"))],
                style={"description_width": "60px"},
                layout={"width": "250px"},
            )
            for label in ("Compare", "with")
        ]
        self.sort = ipywidgets.Dropdown(
            description="Sort",
            options=[("as in the articles", ""), *((one, one) for one in SORTS)],
            style={"description_width": "40px"},
            layout={"width": "190px"},
        )

    @staticmethod
    def _make_choice(label, options):
        return ipywidgets.SelectMultiple(
            description=label, options=options, rows=5, style={"description_width": "62px"}, layout={"width": "206px"}
        )

    def _make_views(self):
        self.hint, self.says, self.sentence, self.said = (make_html("explore-text") for _ in range(4))
        self.article, self.plot, self.link = (make_html() for _ in range(3))
        self.counts, self.sides, self.beside, self.words, self.time, self.kept, self.things = (
            make_html("explore-table") for _ in range(7)
        )
        self.lines = ipywidgets.Select(
            rows=12, description="Lines", layout={"width": "99%"}, style={"description_width": "40px"}
        )
        self.lines.add_class("explore-lines")
        self.part = ipywidgets.BoundedIntText(
            value=1, min=1, max=1, description="Part", layout={"width": "150px"}, style=_LABEL
        )
        self.whole = ipywidgets.Button(description="All lines", layout={"width": "100px", "display": "none"})
        self.layers = {
            name: ipywidgets.Checkbox(
                value=True, description=f"{name}: {LEGEND[name]}", indent=False, layout={"width": "auto"}
            )
            for name in ("terms", "statements", "dates")
        }
        self.what = ipywidgets.Dropdown(
            description="List", options=[*SIZES, *WITH_HIT], style={"description_width": "40px"}
        )

    def _make_actions(self):
        self.find_things = ipywidgets.Button(description="Find names", layout={"width": "120px"})
        self.save = ipywidgets.Button(description="Make files")
        self.keep_articles = ipywidgets.Button(
            description="Keep as a corpus",
            tooltip="Write the articles that have a line to a folder of their own.",
        )
        self.column = ipywidgets.Dropdown(description="Correct", style=_LABEL)
        self.value = ipywidgets.Combobox(description="It should be", style=_LABEL)
        self.reason = ipywidgets.Text(description="Reason", style=_LABEL, layout={"width": "380px"})
        self.correct = ipywidgets.Button(description="Write correction")
        self.undo = ipywidgets.Button(description="Undo", disabled=True, layout={"width": "80px"})

    def name_controls(self, kind: str) -> None:
        """Name the controls as a kind of question has them."""
        self.pattern.description, self.pattern.placeholder = _PATTERNS[kind]
        self.near.layout.display = None if kind == "Words" else "none"
        self.first.description, self.last.description = (
            ("Day from", "to") if kind == "Days" else ("Published", "to")
        )

    # --- on the screen ---

    def lay_out(self) -> ipywidgets.Widget:
        """The page: how to ask, the lines, what is in them, what to do with them."""
        row, column, wrap, keys = ipywidgets.HBox, ipywidgets.VBox, {"flex_flow": "row wrap"}, ipywidgets.Output()
        filters = column(
            [
                row(list(self.choices.values()), layout=wrap),
                row([self.first, self.last, *self.compare, self.clear], layout=wrap),
            ]
        )
        names = column([self.find_things, self.things])
        titles = ["Narrow it down", "Kept questions", "Names of one thing"]
        ask = ipywidgets.Tab([filters, self.kept, names], titles=titles)
        self.inside = ipywidgets.Tab(
            [column([self.counts, self.plot]), self.beside, column([self.what, self.words]), self.time],
            titles=["Counts", "Words near", "Words", "Over time"],
        )
        do = ipywidgets.Tab(
            [
                column([row([self.save, self.keep_articles], layout=wrap), self.link]),
                row([self.column, self.value, self.reason, self.correct, self.undo], layout=wrap),
            ],
            titles=["Hand on", "Correct the line"],
        )
        read = column([self.sentence, *self.layers.values(), self.article])
        read.layout = {"flex": "1 1 440px", "min_width": "0", "width": "auto"}
        self.inside.layout = {"flex": "1 1 440px", "min_width": "0", "width": "auto"}
        page = column(
            [
                keys,
                ipywidgets.HTML(STYLE),
                self.starts,
                row([ipywidgets.Label("Look for"), self.kind, self.pattern, self.near], layout=wrap),
                ask,
                row([self.line, self.again, self.keep, self.click], layout=wrap),
                self.hint,
                self.says,
                self.lines,
                row([self.part, self.sort, self.whole], layout=wrap),
                self.sides,
                row([read, self.inside], layout=wrap),
                do,
                self.said,
            ]
        )
        keys.append_display_data(Javascript(KEYS))
        page.add_class("explore-page")
        self.click.add_class("explore-click")
        return page


def display_page(page: ipywidgets.Widget) -> None:
    """Show the page in a notebook, with a sentence where it stands for notebooks that have not run."""
    display(
        {
            **page._repr_mimebundle_(),
            "text/plain": "[page of controls]",
            "text/html": "<p><b>The page of controls stands here once the notebook runs</b> (menu Run, Run All "
            "Cells). Below it the same numbers stand as plain tables.</p>",
        },
        raw=True,
    )
