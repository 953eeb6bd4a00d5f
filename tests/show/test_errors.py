"""What a notebook shows of an error: a sentence where the input is at fault, else the place in the code."""
import pytest
from IPython.core.interactiveshell import InteractiveShell

from analysis.show.errors import tell_errors

SHOWN = [   # label, cell, what is shown, what is not
    ("a path that is not there", "import helpers; helpers.load_articles('nowhere at all')", "This cannot be done: there is no folder or file", "Traceback"),
    ("a message over two lines", "from analysis.findings import find_part; find_part(None, tables=['days'])", "This cannot be done: there is no table days", "Traceback"),
    ("an error of Python", "int('x')", "Traceback", "This cannot be done"),
    ("an error of pandas", "import pandas as pd; pd.DataFrame({'a': [1]}, index=[1, 2, 3]).set_axis([1])", "Traceback", "This cannot be done"),
    ("an error of Python in our code", "from analysis.dates.timex import nth_day_of; nth_day_of(2020, 13, 1, 1)", "Traceback", "This cannot be done"),
    ("another kind of error", "{}['x']", "Traceback", "This cannot be done"),
]


class Shell(InteractiveShell):
    def init_history(self):
        """Nothing is written to the history of whoever runs the tests."""
        self.history_manager = None


@pytest.fixture(scope="module")
def shell():
    shell = Shell()
    shell.run_line_magic("colors", "nocolor")
    tell_errors(shell)
    yield shell
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("label, cell, shown, hidden", SHOWN, ids=[case[0] for case in SHOWN])
def test_what_is_shown(shell, capsys, label, cell, shown, hidden):
    result = shell.run_cell(cell)
    said = capsys.readouterr().out
    assert not result.success and shown in said and hidden not in said, said


def test_where_it_was_can_be_asked_for(shell, capsys):
    shell.run_cell("import helpers; helpers.load_articles('nowhere at all')")
    capsys.readouterr()
    shell.run_line_magic("tb", "")
    assert "load_articles" in capsys.readouterr().out


def test_nothing_happens_outside_a_notebook():
    assert tell_errors() is None
