"""The functions that a rule of dates may name are listed in docs/date_functions.md, and the list is true.

`.venv/bin/python -m tests.dates.test_functions` writes the page again.
"""
import inspect
import re
from pathlib import Path

from analysis.dates.grammar import GRAMMAR, Rule
from analysis.text.patterns import Pattern

PAGE = Path(__file__).parents[2] / "docs" / "date_functions.md"
TOP = """# Functions for rules of dates

A rule in `analysis/lexicon/date_rules_*.toml` names in `resolve` the function that makes the value of its phrase. For each function this page says
what it gives, what it takes, and one phrase with its value, as if published on 12 June 2019. *Takes* lists the names that the pattern must catch,
each with the classes of words that patterns use for it, as in `unit=UNIT`; what stands in brackets may be left out. A number or a word in place of
a class is what rules give in `arguments` instead, as in `arguments = { amount = -2 }`. A function that takes nothing needs its phrase alone.

| `resolve` | gives | takes | an example |
|---|---|---|---|
"""
KEYS = {
    "open": ("What a neighbour fills in", {
        "year": "the year of a month, day, season or holiday: June + last year",
        "quarter": "the year of a quarter or half: the third quarter + of 2019",
        "date": "the date of a weekday: Sunday + 27 September, or its week: Friday + last week",
        "day": "the day of a time of the clock: noon + on Thursday",
        "that day": "the day of a part of a day that was told before: that night + 31 January",
        "part": "the day of a part of a day, which is no reference without one: Friday + evening",
        "week of": "the day of a week or weekend: the weekend + of 1 June",
        "day before": "the day after the one that is meant: the day before + Christmas",
        "day after": "the day before the one that is meant: the day after + Christmas"}),
    "marks": ("What other rules ask of this one", {
        "counted": "it counts from a day, so \"nearly\" in front belongs to it: nearly two weeks ago",
        "holiday": "it is a holiday, so a weekday before it stays apart: Sunday, Christmas Eve",
        "a-year-before": "it goes back a year, so a report is not about it: a year earlier",
        "name-of-event": "it only names an event, so nothing counts from it: the Sept. 11 attacks",
        "report": "it names the time that a report is about: the year ended 30 June"})}
Uses = list[tuple[Rule, Pattern]]


def list_uses() -> dict[str, Uses]:
    """The rules that name each function, with their patterns; in the order of the alphabet."""
    uses: dict[str, Uses] = {}
    for rule, pattern in zip(GRAMMAR.rules, GRAMMAR.patterns, strict=True):
        if rule.resolve:
            uses.setdefault(rule.resolve, []).append((rule, pattern))
    return dict(sorted(uses.items()))


def list_parameters(uses: Uses) -> list[inspect.Parameter]:
    """What a function takes beside the phrase."""
    return list(inspect.signature(uses[0][0].resolver).parameters.values())[1:]


def describe_function(uses: Uses) -> str:
    """The first sentence of its docstring."""
    doc = " ".join((inspect.getdoc(uses[0][0].resolver) or "").partition("\n\n")[0].split())
    sentence = re.match(r".*?[.](?= [A-Z\"]|$)", doc)
    assert sentence, f"{uses[0][0].resolve} has no docstring"
    return sentence.group()


def write_taken(uses: Uses) -> str:
    """The names that a function takes, with the classes and arguments of the rules that name it."""
    taken = []
    for each in list_parameters(uses):
        classes = sorted({pattern.groups[each.name] for _, pattern in uses if each.name in pattern.groups})
        given = sorted({str(rule.arguments[each.name]) for rule, _ in uses if each.name in rule.arguments})
        if classes or given:
            text = f"`{each.name}` {', '.join(classes + given)}"
            taken.append(text if each.default is each.empty else f"({text})")
    return "; ".join(taken) or "–"


def write_page() -> str:
    rows = []
    for name, uses in list_uses().items():
        text, reading = uses[0][0].examples[0]
        rows.append(f"| `{name}` | {describe_function(uses)} | {write_taken(uses)} | {text} → {reading.replace('|', '; ')} |\n")
    keys = [f"\n| `{key}` | {title} |\n|---|---|\n" + "".join(f"| `{name}` | {says} |\n" for name, says in names.items())
            for key, (title, names) in KEYS.items()]
    return TOP + "".join(rows) + "\nTwo more keys of a rule hold words that the engine knows:\n" + "".join(keys)


def test_the_page_is_true():
    assert PAGE.read_text(encoding="utf-8") == write_page(), "run: .venv/bin/python -m tests.dates.test_functions"


def test_the_words_of_open_and_marks_are_those_that_rules_use():
    assert {rule.open for rule in GRAMMAR.rules} - {""} == KEYS["open"][1].keys()
    assert {mark for rule in GRAMMAR.rules for mark in rule.marks} == KEYS["marks"][1].keys()


def test_each_rule_gives_its_function_what_it_takes():
    """A name that is missing, or one too many, would only be noticed when a text holds the phrase."""
    for name, uses in list_uses().items():
        known = {each.name: each.default is each.empty for each in list_parameters(uses)}
        for rule, pattern in uses:
            given = pattern.groups.keys() | rule.arguments.keys()
            assert given <= known.keys(), f"{rule.id} gives {name} what it does not take: {given - known.keys()}"
            missing = {each for each, needed in known.items() if needed} - given
            assert not missing, f"{rule.id} does not give {name} what it takes: {missing}"


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8", newline="\n")
