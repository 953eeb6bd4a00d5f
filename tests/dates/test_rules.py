"""Every rule is a row with its examples: each is run, and none can be dropped unnoticed."""
from dataclasses import replace

import pandas as pd
import pytest

from analysis.dates import find_dates
from analysis.dates import grammar as grammar_module
from analysis.dates.grammar import EXAMPLE_DAY, GRAMMAR, READINGS, Grammar, describe_rule, read_rules
from tests.dates.test_dates import CASES, articles
from tests.each import check_each

RULES = GRAMMAR.rules


def run(texts, grammar=GRAMMAR):
    """For each text its references, as the rows write them."""
    table = find_dates(articles(*texts, published=EXAMPLE_DAY), grammar=grammar)
    rows = dict(iter(table.groupby("article_id")))
    return [rows.get(f"a{i}", table.iloc[:0]) for i in range(len(texts))]


def write_reading(rows):
    return "|".join(f"{row.text}={row.value}" for row in rows.itertuples())


@pytest.fixture(scope="module")
def readings():
    """What each example and counter-example gives: {text: rows}."""
    texts = list(dict.fromkeys(text for rule in RULES for text, _ in rule.examples + rule.counter_examples))
    return dict(zip(texts, run(texts), strict=True))


def test_examples(readings):
    def check(rule):
        assert rule.examples, "a rule needs an example with the reading expected"
        names: set[str] = set()
        for text, expected in rule.examples:
            assert write_reading(readings[text]) == expected, text
            names |= set(readings[text]["rule"])
        if rule.type and not rule.open:              # what a neighbour fills in goes by the rule of only one of the two
            assert names & {rule.id, *(f"{rule.id}-{reading}" for reading in READINGS)}, names

    check_each(check, ((rule.id, rule) for rule in RULES))


def test_counter_examples(readings):
    def check(rule):
        for text, expected in rule.counter_examples:
            assert write_reading(readings[text]) == expected, text

    check_each(check, ((rule.id, rule) for rule in RULES if rule.counter_examples))


def test_no_rule_can_be_dropped_unnoticed(readings):
    def check(number, rule):
        without = Grammar(RULES[:number] + RULES[number + 1:])
        columns = ["start", "end", "timex_type", "value", "first", "last", "anchor"]
        texts = [text for text, _ in rule.examples]
        assert any(not readings[text][columns].reset_index(drop=True).equals(rows[columns].reset_index(drop=True))
                   for text, rows in zip(texts, run(texts, without), strict=True)), "its examples read the same without it"

    check_each(check, ((rule.id, number, rule) for number, rule in enumerate(RULES)))


def test_names_of_rules_are_identifiers_and_tell_rules_apart():
    names = [name for rule in RULES for name in (rule.id, *(f"{rule.id}-{reading}" for reading in READINGS))]
    assert len(set(names)) == len(names)
    assert all(part.isalnum() and part == part.lower() for name in names for part in name.split("-"))


def test_every_name_of_a_rule_has_a_sentence_for_readers():
    found = set(find_dates(articles(*(case["text"] for case in CASES), published=EXAMPLE_DAY))["rule"])
    assert len(found) > 150
    told = {name: describe_rule(name) for name in found}
    assert all(sentence.endswith(".") and sentence != name for name, sentence in told.items())
    assert describe_rule("no-such-rule") == "no-such-rule"


def test_prose_decides_nothing(monkeypatch):
    """With every sentence for readers reworded, not one row changes."""
    table = articles(*(case["text"] for case in CASES), published=[case["published"] for case in CASES])
    before = find_dates(table)
    monkeypatch.setattr(grammar_module, "READINGS", dict.fromkeys(READINGS, "reworded"))
    reworded = Grammar(replace(rule, says="reworded") for rule in RULES)
    pd.testing.assert_frame_equal(find_dates(table, grammar=reworded), before)


def test_two_rules_of_one_id_are_an_error(monkeypatch):
    row = {"id": "twice", "type": "DATE", "pattern": "now", "value": "PRESENT_REF"}
    monkeypatch.setattr(grammar_module, "read_worths", lambda name: {"rule": [row]})
    with pytest.raises(ValueError, match="twice"):
        read_rules()
    mistyped = {**row, "sayz": "a typing error"}
    monkeypatch.setattr(grammar_module, "read_worths", lambda name: {"rule": [{**mistyped, "id": name}]})
    with pytest.raises(ValueError, match="sayz"):
        read_rules()


def test_every_resolver_exists():
    for rule in RULES:
        assert rule.value or not rule.type or callable(rule.resolver)
