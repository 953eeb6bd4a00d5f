"""The rules: which phrases are references to time, as rows of data (analysis/lexicon/date_rules_*.toml).

A row has an id, the type of the reference, its pattern, what resolves it, examples with the expected reading, and
counter-examples, which look similar. If several rules fit at one place, the first wins, so the order of the files and
of their rows matters. A rule without a type protects words that look like a date and are none.
"""
import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.dates import days, events, periods, times, weekdays
from analysis.dates.context import Resolved
from analysis.dates.words import LEXIS
from analysis.lexicon import read_worths
from analysis.text.patterns import Pattern, Search

FILES = ("none", "days", "times", "periods", "lengths")
EXAMPLE_DAY = "2019-06-12"                   # the publication day of every example, a Wednesday


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    """One phrase of the grammar."""
    id: str
    type: str                                # DATE, TIME, DURATION, SET; "" for what looks like a reference
    pattern: str
    resolve: str = ""                        # name of a function in days, weekdays, times, periods or events
    arguments: Mapping[str, Any] = field(default_factory=dict)    # for that function, beside what the pattern catches
    value: str = ""                          # instead of a function: the value itself
    open: str = ""                           # what a neighbour may fill in: the year, date, day, part or quarter
    marks: frozenset[str] = frozenset()      # what other rules ask of this one: counted, holiday, a-year-before, report
    says: str = ""                           # a sentence for readers; nothing else looks at it
    examples: tuple[tuple[str, str], ...] = ()       # (sentence, its references as text=value|text=value)
    counter_examples: tuple[tuple[str, str], ...] = ()

    @property
    def resolver(self) -> Callable[..., Resolved]:
        return _find_resolver(self.resolve)


@functools.cache
def _find_resolver(name: str) -> Callable[..., Resolved]:
    for module in (days, weekdays, times, periods, events):
        if hasattr(module, name):
            return getattr(module, name)
    raise ValueError(f"a rule of dates names the resolver {name!r}, which is in no module of analysis/dates/")


def read_rules() -> tuple[Rule, ...]:
    """The rules in their order. ValueError where two have one id, or a row has a key that is not known."""
    rows = [row for name in FILES for row in read_worths(f"date_rules_{name}")["rule"]]
    ids = [row["id"] for row in rows]
    if twice := {each for each in ids if ids.count(each) > 1}:
        raise ValueError(f"two rules of dates are called {', '.join(sorted(twice))}; an id says which rule it was")
    return tuple(_read_rule(dict(row)) for row in rows)


def _read_rule(row: dict[str, Any]) -> Rule:
    for key in ("examples", "counter_examples"):
        row[key] = tuple((text, reading) for text, reading in row.get(key, ()))
    row["marks"] = frozenset(row.get("marks", ()))
    try:
        return Rule(**row)
    except TypeError as problem:
        raise ValueError(f"the rule {row.get('id')!r} of dates is not written as a rule: {problem}") from problem


class Grammar:
    """Rules, and the search for them."""

    def __init__(self, rules: Iterable[Rule]):
        self.rules = tuple(rules)
        self.patterns: tuple[Pattern, ...] = tuple(_compile(rule.pattern) for rule in self.rules)
        self.search = Search(self.patterns)


@functools.cache
def _compile(pattern: str) -> Pattern:
    return LEXIS.compile_pattern(pattern)


GRAMMAR = Grammar(read_rules())

# What the tense of a clause, or the year mentioned before, adds to the id of a rule.
READINGS = {"past": "in the past tense: the latest such day", "future": "in the future tense: the next such day",
            "reported": "in the past tense of a report, which says little: the latest such day",
            "nearest": "no tense that tells: the nearest such day", "deadline": "a deadline: still to come",
            "since": "after \"since\": already past",
            "later": "in the future of the past (was to): the nearest such day",
            "of-event": "of a planned event, whose day no verb tells: the nearest such day",
            "present": "in the present tense, of what is held every year: the nearest such day",
            "narrative": "in a story of the past: of the year told before",
            "after-a-date": "right after an explicit date: of its year"}


def name_rule(rule: Rule, reading: str) -> str:
    """The text for the column `rule`: the id, with the reading that decided.

    >>> name_rule(GRAMMAR.rules[0], ""), name_rule(GRAMMAR.rules[0], "past")
    ('age-old', 'age-old-past')
    """
    return f"{rule.id}-{reading}" if reading else rule.id


def describe_rule(name: str) -> str:
    """A sentence for readers about a value of the column `rule`; the value itself if there is no such rule.

    >>> describe_rule("weekday-past")
    'A weekday, in the past tense: the latest such day.'
    """
    for rule in GRAMMAR.rules:
        if name == rule.id:
            return f"{rule.says[0].upper()}{rule.says[1:]}."
        for reading, told in READINGS.items():
            if name == f"{rule.id}-{reading}":
                return f"{rule.says[0].upper()}{rule.says[1:]}, {told}."
    return name
