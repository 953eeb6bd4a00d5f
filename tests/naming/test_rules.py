"""Each rule with its examples: it joins two forms, leaves others apart, and cannot be removed without being noticed."""

import pandas as pd
import pytest

from analysis import naming
from analysis.naming import find_names
from analysis.naming.rules import RULES

EXAMPLES = [(rule, example) for rule in RULES for example in rule.same]
OTHERS = [(rule, example) for rule in RULES for example in rule.apart]


def are_one(example):
    """Have a mention with the one form and a mention with the other form the same referent?"""
    articles = pd.DataFrame(
        {"text": example.texts}, index=pd.Index([str(k) for k in range(len(example.texts))], name="article_id")
    )
    terms = [{"family": family, "term": pattern, "pattern": pattern, "note": ""} for family, pattern in example.vocabulary]
    names = find_names(articles, vocabulary=pd.DataFrame(terms) if terms else None)
    names = names[names["referent"].notna()]
    one, other = (names[names["form"] == form] for form in (example.one, example.other))
    return any(
        left != right and names.at[left, "referent"] == names.at[right, "referent"]
        for left in one.index
        for right in other.index
    )


def name_case(case):
    return f"{case[0].id}: {case[1].one}, {case[1].other}" if isinstance(case, tuple) else None


@pytest.mark.parametrize("rule, example", EXAMPLES, ids=[name_case(case) for case in EXAMPLES])
def test_a_rule_makes_two_one(rule, example):
    assert are_one(example)


@pytest.mark.parametrize("rule, example", OTHERS, ids=[name_case(case) for case in OTHERS])
def test_what_stays_two(rule, example):
    assert not are_one(example)


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_no_rule_can_be_dropped(rule, monkeypatch):
    monkeypatch.setattr(naming, "RULES", tuple(other for other in RULES if other is not rule))
    assert not all(are_one(example) for example in rule.same)


def test_ids_are_unique():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
