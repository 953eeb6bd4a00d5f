"""Words, sentences and paragraphs: cases as data."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import count_words, find_paragraphs, find_sentences, find_words
from analysis.text.quotations import find_quotations
from analysis.text.sentence import QUOTE, read_sentences

WORDS = [   # label, text, its words
    ("a hyphen", "Nagorno-Karabakh", ["Nagorno-Karabakh"]),
    ("an odd hyphen", "Nagorno\u2011Karabakh", ["Nagorno\u2011Karabakh"]),
    ("a dash between words", "one -- two – three", ["one", "two", "three"]),
    ("a possessive", "Armenia's and Armenia’s", ["Armenia's", "and", "Armenia’s"]),
    ("quotation marks are no part", "'so-called' “peace”", ["so-called", "peace"]),
    ("initials", "The U.N. and the U.S met at 5 p.m.", ["The", "U.N.", "and", "the", "U.S", "met", "at", "5", "p.m."]),
    ("an initial of a name", "J. Bell", ["J", "Bell"]),
    ("numbers", "1,991 or 3.5 or 10:30", ["1,991", "or", "3.5", "or", "10:30"]),
    ("a date without a space", "October 02,2020", ["October", "02", "2020"]),
    ("a sentence's stop", "in 1994.", ["in", "1994"]),
    ("a decomposed accent", "Cafe\u0301 au lait", ["Cafe\u0301", "au", "lait"]),
    ("no words", " — … \n", []),
]


@pytest.mark.parametrize("label, text, expected", WORDS, ids=[c[0] for c in WORDS])
def test_words(label, text, expected):
    assert [text[a:b] for a, b in find_words(text)] == expected
    assert count_words(text) == len(expected)


@pytest.mark.parametrize("text, longest", [("word " * 1200, 2010), ("Anna Berg said “a word or two” " * 90, 2010), ("x" * 5000 + " y", 5000)],
                         ids=["no mark", "many quotations", "no space"])
def test_a_very_long_sentence_is_read_in_pieces(text, longest):
    paragraphs = find_paragraphs(text)
    pieces = read_sentences(text, paragraphs, find_sentences(text), find_quotations(text, paragraphs))
    assert len(pieces) > 1 and all(len(piece.quotes) <= 40 for piece in pieces)
    assert max(piece.span[1] - piece.span[0] for piece in pieces) <= longest
    assert [word for piece in pieces for word in piece.words[:piece.n]] == text.replace("“a word or two”", QUOTE).split()
    assert [piece.span[0] for piece in pieces[1:]] == [piece.span[1] for piece in pieces[:-1]]


SENTENCES = [   # label, text, its sentences
    ("two", "It rained. It stopped.", ["It rained.", "It stopped."]),
    ("a title", "Mr. Bell met Dr. Dean. They spoke.", ["Mr. Bell met Dr. Dean.", "They spoke."]),
    ("an initial", "Minister J. Bell left.", ["Minister J. Bell left."]),
    ("a month", "On Sept. 27 it rained.", ["On Sept. 27 it rained."]),
    ("an organisation", "The U.N. General Assembly met.", ["The U.N. General Assembly met."]),
    ("an organisation at the end", "He went to the U.N. The hall was empty.", ["He went to the U.N.", "The hall was empty."]),
    ("a firm", "Bell Inc. Chairman Dean left.", ["Bell Inc. Chairman Dean left."]),
    ("a firm at the end", "He works for Bell Inc. He likes it.", ["He works for Bell Inc.", "He likes it."]),
    ("a quotation goes on in small letters", "“Why?” he asked. “No.”", ["“Why?” he asked.", "“No.”"]),
    ("a stop inside the marks", '"It rained." Then it stopped.', ['"It rained."', "Then it stopped."]),
    ("a number", "It cost 3.5 million. All paid.", ["It cost 3.5 million.", "All paid."]),
    ("three dots go on", "He said ... nothing.", ["He said ... nothing."]),
    ("I ends a sentence", "It was I. Nobody else came.", ["It was I.", "Nobody else came."]),
    ("a line is a border", "A heading\nA sentence.", ["A heading", "A sentence."]),
    ("nothing", "", []),
]


@pytest.mark.parametrize("label, text, expected", SENTENCES, ids=[c[0] for c in SENTENCES])
def test_sentences(label, text, expected):
    assert [text[a:b] for a, b in find_sentences(text)] == expected


@given(st.text(alphabet=st.sampled_from("aAzé.!?'’\"“” \n\r\t\u0085\u2028\u0301İ1,-—😀"), max_size=60))
def test_units_are_in_order_and_cover_the_text(text):
    for find in (find_words, find_sentences, find_paragraphs):
        at = 0
        for start, end in find(text):
            assert at <= start < end <= len(text)
            at = end
    covered = set()
    for start, end in find_sentences(text):
        covered.update(range(start, end))
        assert text[start:end] == text[start:end].strip()
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@pytest.mark.parametrize("text, n", [
    ("It rained on " + ", ".join(f"{m}. 5" for m in "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()) + " and later.", 1),
    ("Who is J? Bell left. Is it Mr! Bell came.", 4), ("He saw Mr... Bell left.", 2)])
def test_months_and_other_stops(text, n):
    assert len(find_sentences(text)) == n
