"""The words of the language: every list used by the rules, as data beside this file, with one reader.

There are two kinds of files. A .csv table has one row per word, with columns for what is known about it (a role and
its gender). A .toml file has one entry per class of words, `prepositions = "of for at in"`, with the reason for the
class as a comment. No other part of the package knows where these files are.
"""
import csv
import functools
import io
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType


@functools.cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the table `name`.csv, in the order of the file: {column: text}, "" where a cell is empty.

    >>> read_table("titles")[0]["title"]
    'Adm.'
    """
    text = (files(__name__) / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(MappingProxyType(row) for row in csv.DictReader(io.StringIO(text)))


@functools.cache
def read_words(name: str, column: str) -> frozenset[str]:
    """The words in one column of the table `name`.csv.

    >>> "the" in read_words("stopwords", "word")
    True
    """
    return frozenset(row[column] for row in read_table(name))


@functools.cache
def read_classes(name: str) -> Mapping[str, frozenset[str]]:
    """The classes of words of `name`.toml: {class: its words}. ValueError where a class names a word twice.

    A class is a string of words with white space between them, or a list of strings where a phrase counts as one.
    """
    classes = {}
    for word_class, words in tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8")).items():
        words = words.split() if isinstance(words, str) else words
        if twice := {word for word in words if words.count(word) > 1}:
            raise ValueError(f"{name}.toml: the class {word_class!r} names {', '.join(sorted(twice))} twice; keep one")
        classes[word_class] = frozenset(words)
    return MappingProxyType(classes)


@functools.cache
def read_function_words() -> frozenset[str]:
    """All words of function_words.toml, of whatever class."""
    return frozenset().union(*read_classes("function_words").values())


@functools.cache
def read_worths(name: str) -> Mapping[str, Mapping]:
    """The tables of `name`.toml whose words have values: {class: {word: value}}."""
    return MappingProxyType(tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8")))


_PROJECT = Path(__file__).parents[2]


def find_project() -> Path | None:
    """The folder of the project, with data/, seeds/ and notebooks/; None where only the package was installed."""
    return _PROJECT if (_PROJECT / "data").is_dir() and (_PROJECT / "notebooks").is_dir() else None


def list_rule_files() -> list[Path]:
    """Every file whose change can change a finding: code, word lists, the project's own tables and notebooks;
    sorted."""
    found = [path for path in Path(__file__).parents[1].rglob("*") if path.suffix in (".py", ".csv", ".toml")]
    if project := find_project():
        found += [project / "helpers.py", *(project / "data").glob("*.csv"), *(project / "notebooks").glob("*.ipynb")]
    return sorted(found)


def read_project_table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of data/`name`.csv, what belongs to the five articles; none where only the package was installed."""
    project = find_project()
    if project is None:
        return ()
    with open(project / "data" / f"{name}.csv", encoding="utf-8-sig", newline="") as stream:
        return tuple(MappingProxyType(row) for row in csv.DictReader(stream))
