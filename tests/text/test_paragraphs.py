"""Paragraphs: a line each, unless the text is hard-wrapped; wrapping a text at any width keeps its paragraphs."""
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import find_paragraphs
from tests.each import check_each

STORY = [
    "Bridge closed after cracks are found",
    "The bridge over the Tamble was closed on Monday after inspectors found cracks in two of its pillars, the county said in a "
    "statement that it sent to reporters at noon, and nobody was hurt.",
    "“We will not take any risk with this bridge, which is older than most of us,” said Mayor Ellen Voss, who had come from the "
    "harbour. “Nobody crosses until the engineers tell us that it is safe to do so again.”",
    "The repair",
    "Traders in the old town said that they feared for their takings before the autumn fair, and asked the county to let the ferry "
    "run at night as well, as it did during the flood four years ago.",
    "A first estimate, which the county gave to the council in March, puts the cost of new pillars at three million. The council has "
    "not yet said who will pay for them, nor when the work on the eastern bank could begin.",
]


def wrap(paragraphs, width, between, indent=""):
    return between.join(textwrap.fill(p, width, initial_indent=indent, break_long_words=False, break_on_hyphens=False) for p in paragraphs)


def read(text):
    return [" ".join(text[start:end].split()) for start, end in find_paragraphs(text)]


@given(st.integers(25, 135), st.sampled_from(["\n\n", "\r\n\r\n", "\n \n\n"]), st.sampled_from(["", "  ", "\t"]))
def test_a_wrapped_story_keeps_its_paragraphs(width, between, indent):
    assert read(wrap(STORY, width, between, indent)) == STORY


def test_without_empty_lines_only_full_last_lines_run_on():
    def check(width):
        found = read(wrap(STORY, width, "\n"))
        assert " ".join(found) == " ".join(STORY), "no word is lost"
        for paragraph, following in zip(STORY, STORY[1:]):
            last = textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)[-1]
            if len(last) + 1 + len(following.split()[0]) <= width - 12:
                assert any(text.endswith(paragraph) for text in found), f"{paragraph[:20]} ends a paragraph at {width}"
        assert found[0] == STORY[0], "a headline is no part of the first paragraph"

    check_each(check, ((f"lines of {width} characters", width) for width in range(25, 136)))


@given(st.lists(st.sampled_from([*STORY, "Share", "By Anna Bell", "* * *", "• a ferry at night", "— Harton Post"]), max_size=8), st.integers(20, 140))
def test_wrapping_changes_no_word_and_no_order(paragraphs, width):
    assert " ".join(read(wrap(paragraphs, width, "\n\n"))).split() == " ".join(paragraphs).split()


@given(st.lists(st.sampled_from(STORY), min_size=1, max_size=8), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_a_text_that_is_not_wrapped_keeps_its_lines(paragraphs, between):
    assert read(between.join(paragraphs)) == paragraphs


CASES = [   # label, text, paragraphs, why
    ("short lines", "One\nTwo\nThree", 3, "a menu"),
    ("long lines", "\n".join(["word " * 40 + "end."] * 4), 4, "wider than any file is set"),
    ("a list of mid-sized lines", "\n".join(f"Item number {i} of a list of things to do" for i in range(9)), 9, "each begins with a capital"),
    ("other line ends", "One\r\nTwo\rThree\u2028Four", 4, "all line ends of Unicode"),
    ("blank lines", "\n\n \n", 0, "no text"),
    ("tags in small letters", "bridge\nferry\nthe old town\nharbour\ntransport\nnew pillars for the bridge\nroads", 7, "no line is full"),
    ("a poem", "the river took the bridge away\nit left\nthe ferryman his fee\nand he\nwas glad\nto stay at home", 6, "no line is full"),
    ("a column", "The bridge over the Tamble\nwas closed on Monday after\ninspectors found cracks in\ntwo pillars, the county\nsaid.\n\nTraders left.", 2,
     "as narrow as in print"),
    ("a rule", wrap(STORY[1:3], 60, "\n" + "-" * 60 + "\n"), 3, "no word may be lost in it"),
    ("a bullet", wrap([STORY[1], "• " + STORY[4], "• " + STORY[5]], 60, "\n"), 3, "a list inside the article"),
    ("first lines indented", wrap([STORY[1], STORY[2], STORY[4]], 60, "\n", "    "), 3, "the indent opens a paragraph"),
    ("a headline broken early", "Council votes to keep the branch library open six\ndays a week\n\n" + wrap(STORY[1:3], 72, "\n\n"), 3,
     "it goes on in small letters"),
    ("an address that sticks out", wrap([STORY[1] + " See https://harton.example/" + "bridge/" * 15 + " for more of it.", STORY[4]], 60, "\n\n"), 2,
     "nobody could break it"),
]


@pytest.mark.parametrize("label, text, n, why", CASES, ids=[case[0] for case in CASES])
def test_paragraphs(label, text, n, why):
    assert len(find_paragraphs(text)) == n, why
