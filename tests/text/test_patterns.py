"""Patterns over words: codes that print as words, mistakes that are told, a search that skips what cannot match."""
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.patterns import OTHER, Lexis, Search, find_starts

WORDS = ["a", "day", "week", "ago", "the", "May", "may", "-", "rain"]


def make_lexis():
    return Lexis({"UNIT": ["day", "week"], "MONTH": ["May"], "ONES": ["one", "two"]},
                 {"AMOUNT": "(ONES|a)", "AGO": "AMOUNT UNIT ago"}, ["MONTH"])


@pytest.mark.parametrize("pattern, text, expected", [
    ("UNIT ago", "a day ago", "day ago"),
    ("AMOUNT UNIT ago", "two week ago", "two week ago"),
    ("AGO", "a day ago", "a day ago"),                                   # a piece made of pieces
    ("the? UNIT", "the day", "the day"),
    ("(?<=[the a]) UNIT", "week the day", "day"),
    ("UNIT (?!ago)", "day ago day", "day"),
    ("UNIT{2}", "day week", "day week"),
    ("MONTH", "may May", "May"),
    ("MONTH", "MAY", "MAY"),
    ("MONTH", "may", None),                                              # a cased class
    ("UNIT", "Day", "Day"),                                              # any other word counts in any case
    ("ago", "long", None),
])
def test_patterns(pattern, text, expected):
    lexis, words = make_lexis(), text.split()
    compiled = lexis.compile_pattern(pattern)
    match = compiled.regex.search(lexis.encode(words))
    assert (match and " ".join(words[match.start():match.end()])) == expected


def test_groups_are_named_in_full():
    pattern = make_lexis().compile_pattern("amount=AMOUNT unit=UNIT (and more_units=UNIT)?")
    assert pattern.groups == {"amount": "AMOUNT", "unit": "UNIT", "more_units": "UNIT"}
    assert set(pattern.regex.groupindex) == set(pattern.groups)


@pytest.mark.parametrize("pattern, message", [
    ("UNTI ago", "UNTI"), ("(UNIT ago", "no regular expression"), ("(?<=the?) UNIT", "look-behind")])
def test_a_pattern_with_a_mistake_says_so(pattern, message):
    with pytest.raises(ValueError, match=message):
        make_lexis().compile_pattern(pattern)


def test_codes_print_as_words():
    lexis = make_lexis()
    source = lexis.compile_pattern("(?<!the) UNIT ago").source
    assert lexis.show_codes(source) == "(?<!‹the›)[‹day›‹week›]‹ago›"
    assert lexis.show_codes(lexis.encode("the day, unknown".replace(",", " ,").split())) == f"‹the›‹day›{OTHER}{OTHER}"
    assert all(0xE000 <= ord(code) <= 0xF8FF for code in lexis.codes.values())


@pytest.mark.parametrize("pattern, starts", [
    ("UNIT ago", "day week"), ("the? UNIT", "the day week"), ("(a|the)? UNIT", "a the day week"),
    ("(?<=[in on]) the UNIT", "the"),
    ("(?!the) UNIT", "day week"), ("(?=the UNIT) the", "the"), ("(a b | c)", "a c"), ("a{0,2} b", "a b"),
    ("a{1,2} b", "a"), ("a+ b", "a"), ("a* b", "a b"),
    ("x=AMOUNT ago", "one two a"), ("- UNIT", "-"), ("[a b] c", "a b")])
def test_starts(pattern, starts):
    lexis = make_lexis()
    found = find_starts(lexis.compile_pattern(pattern))
    assert found == {lexis.codes.get(word, word) for word in starts.split()}


@pytest.mark.parametrize("pattern", [". ago", "[^a] ago", "the?", "a*", "(a|b?)"])
def test_what_can_begin_anywhere_has_no_starts(pattern):
    compiled = make_lexis().compile_pattern(pattern)
    assert find_starts(compiled) is None
    with pytest.raises(ValueError, match="any word"):
        Search([compiled])


PARTS = st.sampled_from(["a", "day", "UNIT", "AMOUNT", "the?", "(a|the)", "(UNIT ago)?", "(?!ago)", "(?<=[the a])",
                         "a{0,2}", "-", "[a the]", "(a day|UNIT)?", "rain+"])
PATTERNS = st.lists(PARTS, min_size=1, max_size=5).map(" ".join)


@given(st.lists(PATTERNS, min_size=1, max_size=4), st.lists(st.sampled_from(WORDS), max_size=12),
       st.sampled_from([1, 2, 1000]))
def test_the_search_finds_what_trying_every_pattern_everywhere_finds(patterns, words, often):
    lexis = make_lexis()
    compiled = [pattern for pattern in map(lexis.compile_pattern, patterns) if find_starts(pattern) is not None]
    codes = "".join(word if word == "-" else lexis.code(word) for word in words)
    tried = ([(i, match.span()) for i, pattern in enumerate(compiled)
              if (match := re.compile(pattern.source).match(codes, at))] for at in range(len(codes)))
    expected = next(filter(None, tried), [])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.text.patterns._OFTEN", often)       # with and without an expression for all together
        assert [(i, match.span()) for i, match in Search(compiled).find(codes, 0)] == expected


def test_a_search_for_nothing_finds_nothing():
    assert list(Search([]).find("abc", 0)) == []


def test_words_can_be_added_to_a_class():
    lexis = make_lexis()
    lexis.add_class("UNIT", ["fortnight"])
    lexis.add_union("THING", ["UNIT", "MONTH"])
    assert lexis.compile_pattern("UNIT").regex.match(lexis.encode(["fortnight"]))
    assert lexis.compile_pattern("THING").regex.match(lexis.encode(["May"]))
