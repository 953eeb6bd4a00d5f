"""Noun phrases, verb groups, times and quotations: every row of the tables by its example, and whole sentences."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text import chunks, find_paragraphs, find_sentences
from analysis.text.chunks import CORRECTIONS, SHAPES, find_chunks, find_phrases, place_chunk
from analysis.text.quotations import find_quotations
from analysis.text.sentence import read_sentences
from tests.nasty import examples

CASES = Path(__file__).parents[1] / "cases" / "chunks.csv"
BRACKETS = {"noun": "{}", "verb": "[{}]", "time": "{{{}}}", "quotation": "{}"}


def read(text):
    paragraphs = find_paragraphs(text)
    return read_sentences(text, paragraphs, find_sentences(text), find_quotations(text, paragraphs))


def written(text):
    return " | ".join(
        BRACKETS[chunk.kind].format(text[slice(*place_chunk(s, chunk))]) for s in read(text) for chunk in find_chunks(s)
    )


@pytest.mark.parametrize(
    "row", [*CORRECTIONS, *SHAPES], ids=lambda row: getattr(row, "id", None) or f"{row.kind} {row.pattern}"
)
def test_example_of_a_row(row):
    assert written(row.example) == row.chunks


@pytest.mark.parametrize(
    "table, index", [("CORRECTIONS", k) for k in range(len(CORRECTIONS))] + [("SHAPES", k) for k in range(len(SHAPES))]
)
def test_no_row_can_be_dropped(monkeypatch, table, index):
    rows = getattr(chunks, table)
    monkeypatch.setattr(chunks, table, rows[:index] + rows[index + 1 :])
    chunks._compile_corrections.cache_clear()
    chunks._compile_shapes.cache_clear()
    try:
        assert written(rows[index].example) != rows[index].chunks
    finally:
        monkeypatch.undo()
        chunks._compile_corrections.cache_clear()
        chunks._compile_shapes.cache_clear()


with open(CASES, encoding="utf-8", newline="") as stream:
    SENTENCES = list(csv.DictReader(stream))


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:40])
def test_sentences(case):
    assert written(case["text"]) == case["expected"], case["why"]


@pytest.mark.parametrize(
    "text, form, head, determiner, modifiers",
    [
        ("The Armenian army left.", "description", "army", "The", "Armenian"),
        ("Foreign Minister Anna Berg left.", "name", "Berg", "", "Foreign Minister Anna"),
        ("They left.", "pronoun", "They", "", ""),
        ("Some 300 left.", "number", "300", "Some", ""),
        ("The Ministry of Defence left.", "name", "Ministry", "The", ""),
        ("Occupying troops left.", "description", "troops", "", "Occupying"),
    ],
)
def test_parts_of_a_noun_phrase(text, form, head, determiner, modifiers):
    s, chunk = next(find_phrases(text))
    assert (chunk.form, s.words[chunk.head]) == (form, head)
    assert ("" if chunk.determiner is None else s.words[chunk.determiner]) == determiner
    assert " ".join(s.words[k] for k in chunk.modifiers) == modifiers


def test_an_owner_is_the_determiner_of_what_it_owns():
    (s, _), (_, bridge) = find_phrases("The army's bridge fell.")
    assert s.words[bridge.determiner] == "army's"


_PIECES = st.lists(
    st.sampled_from(
        [
            "The",
            "the",
            "army’s",
            "Berg",
            "Anna",
            "old",
            "plans",
            "to",
            "be",
            "was",
            "closed",
            "closing",
            "quickly",
            "of",
            "on",
            "Monday",
            "May",
            ",",
            ".",
            "“",
            "”",
            "300",
            "and",
            "who",
            "it",
            "&",
            "—",
        ]
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=examples(100))
@given(_PIECES | st.text(max_size=80))
def test_chunks_lie_in_order_and_do_not_overlap(text):
    for s in read(text):
        assert len(chunks.write_letters(s)) == s.n
        at = 0
        for chunk in find_chunks(s):
            assert at <= chunk.first <= chunk.head < chunk.end <= s.n
            assert chunk.kind != "noun" or chunk.form in ("name", "description", "pronoun", "number")
            at = chunk.end
