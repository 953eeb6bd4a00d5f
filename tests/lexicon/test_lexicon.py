"""The words of the language: data with one reader, and nowhere else."""
import ast
import re

import pandas as pd
import pytest

from analysis import lexicon
from analysis.lexicon import read_classes, read_table
from analysis.lexicon.calendar import read_calendar
from helpers import ROOT
from tests.rooms import ROOMS, parse

MOST_WORDS = 12         # bare words in one literal of code: more is a list of words, which is data
CLASSES = sorted(path.stem for path in (ROOT / "analysis" / "lexicon").glob("*.toml"))
TABLES = sorted(path.stem for path in (ROOT / "analysis" / "lexicon").glob("*.csv"))


def find_docstrings(nodes):
    for node in nodes:
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr):
            yield node.body[0].value


def count_bare_words(node):
    """Words of a literal that is nothing but words: a string of them, or a list, set, tuple or dict of such strings; else 0."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        words = node.value.split()
        if node.value.endswith((".", "?")) and node.value[:1].isupper():
            return 0                                        # a sentence, such as the example of a rule
        return len(words) if all(re.fullmatch(r"[\w'’.-]+", word) for word in words) else 0
    items = node.elts if isinstance(node, ast.Set | ast.List | ast.Tuple) else node.keys if isinstance(node, ast.Dict) else []
    return sum(isinstance(item, ast.Constant) and isinstance(item.value, str) and item.value.replace(" ", "").isalpha()
               and not item.value.isupper() for item in items)           # capitals name a class of words, not a word


@pytest.mark.parametrize("room", ROOMS)
def test_no_list_of_words_in_code(room):
    for path in ROOMS[room]:
        nodes = parse(path)[1]
        prose = {id(node) for node in find_docstrings(nodes)}
        for node in nodes:
            if id(node) not in prose:
                assert count_bare_words(node) <= MOST_WORDS, f"{path}, line {node.lineno}: put this list of words into the lexicon"


@pytest.mark.parametrize("code, words", [("x = 'one two three'", 3), ("x = {'one', 'two'}", 2), ("x = 'one, two'", 0), ("x = {'a': 1}", 1),
                                         ("x = ['one', 2]", 1)])
def test_words_in_code_are_counted(code, words):
    assert max(count_bare_words(node) for node in ast.walk(ast.parse(code))) == words


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_no_row_twice(name):
    rows = [tuple(row.items()) for row in read_table(name)]
    assert rows and len(rows) == len(set(rows))


def test_a_word_named_twice_is_refused(tmp_path, monkeypatch):
    (tmp_path / "odd.toml").write_text('days = "Monday Tuesday Monday"\n', encoding="utf-8")
    monkeypatch.setattr(lexicon, "files", lambda package: tmp_path)
    with pytest.raises(ValueError, match="odd.toml: the class 'days' names Monday twice"):
        read_classes.__wrapped__("odd")


@pytest.mark.parametrize("form, kind, number", [("September", "month", 9), ("Sept.", "month", 9), ("Thurs", "weekday", 4), ("Tue.", "weekday", 2)])
def test_the_calendar_knows_every_form(form, kind, number):
    assert read_calendar(kind)[form] == number


def test_the_files_that_make_findings_are_code_words_tables_and_notebooks():
    files = {path.relative_to(ROOT).as_posix() for path in lexicon.list_rule_files()}
    assert {"analysis/lexicon/__init__.py", "analysis/lexicon/roles.csv", "helpers.py", "data/people.csv", "notebooks/02_speakers.ipynb"} <= files


def test_a_table_of_the_project_is_read_row_by_row():
    assert [row["name"] for row in lexicon.read_project_table("people")] == \
        pd.read_csv(ROOT / "data" / "people.csv")["name"].tolist()


def test_the_calendar_is_whole():
    assert set(read_calendar("month", "full").values()) == set(range(1, 13)) == set(read_calendar("month").values())
    assert set(read_calendar("weekday", "full").values()) == set(range(1, 8)) == set(read_calendar("weekday").values())
    with pytest.raises(ValueError, match="month and weekday"):
        read_calendar("season")
