"""No text makes anything slow: every regular expression of the project is tested with hostile texts that are worked out
from the expression itself, and whole functions are tested with others.

With sixteen times the text, a function may take about sixteen times as long; if time grew with the square of the
length, it would be 256 times.
"""
import functools
import re
import signal
import time

import pandas as pd
import pytest

from analysis.corpus.days import read_day
from analysis.corpus.encodings import decode, repair
from analysis.corpus.exports import DATABASES, read_export
from analysis.corpus.lines import read_text_lines
from analysis.corpus.preflight import find_near_duplicates
from analysis.show import escape, write_article
from analysis.show.explore import mark_words
from analysis.spans import inside
from analysis.spans.concordance import concordance
from analysis.speakers import find_statements
from analysis.terms import find_terms, read_vocabulary
from analysis.text import find_paragraphs, find_sentences
from analysis.text.chunks import find_phrases
from analysis.wording import find_shared, find_swaps
from analysis.words import list_words
from analysis.zones import find_zones
from analysis.zones.forms import read_phrases
from tests.each import check_each
from tests.expressions import list_expressions, make_attacks
from tests.nasty import make_articles

# Expressions that are slow, or put together by code, and why this harms nobody.
BOUNDED = {
    "corpus.encodings._LETTERS_BEFORE": "20 characters", "corpus.names.compile_pattern": "the pattern of a reader, attacked in corpus/test_names.py",
    "dates.context._join_cues": "codes of words; see test_dates", "dates.words._NUMBERS": "one figure",
    "show.draw_figure": "our own figure", "show.report._LINK": "our own notebooks",
    "spans.formulas.escape_formulas": "one character", "spans.formulas.unescape_formulas": "two characters",
    "speakers.forms._POST": "120 characters", "terms._compile_one": "patterns of a reader; see below and test_terms", "text._offsets": "one character",
    "text.chunks._compile_corrections": "letters; see the function phrases", "text.chunks._compile_shapes": "letters; see the function phrases",
    "text.patterns.Search": "no repetition", "text.patterns._compile": "codes of words; see test_dates",
    "text.quotations._CREDIT": "60 characters", "text.quotations._NAME_BEFORE": "25 characters", "text.quotations._plausible": "80 characters",
    "words.coded._find_plain": "one character", "zones.databases._read_labels": "our own labels", "zones.databases._read_marks": "60 characters at most",
}


def seconds(work, *args):
    started = time.process_time()
    work(*args)
    return time.process_time() - started


def assert_linear(work, make, size, least):
    """Checks that sixteen times the size takes at most 60 times as long. least: seconds that are too few to be
    measured."""
    bound = 60 * max(min(seconds(work, make(size)) for _ in range(2)), least)
    large = make(16 * size)
    assert any(seconds(work, large) < bound for _ in range(3))


def repeat(unit, before="", after=""):
    return lambda size: before + (unit * (size // len(unit) + 1))[:size] + after


# --- expressions ---------------------------------------------------------------------------

AT_ONCE = 0.0015        # seconds for 800 characters: what takes longer is measured against shorter texts
FOR_EVER = 0.5          # seconds


class TooLong(Exception):
    pass


def stop(*_):
    raise TooLong


def find_attack(pattern, use):
    """(before, unit, after) of a text on which the expression takes more than time as the text is long; None if there is none."""
    data = isinstance(pattern.pattern, bytes)
    pattern = re.compile(pattern.pattern.decode("latin-1"), pattern.flags & ~re.LOCALE) if data else pattern

    def measure(attack, size):
        before, unit, after = attack
        text = before + unit * (size // len(unit) + 1) + after
        return seconds(lambda: list(pattern.finditer(text)) if use == "finditer" else getattr(pattern, use)(text))

    for attack in make_attacks(pattern):
        signal.setitimer(signal.ITIMER_VIRTUAL, FOR_EVER)
        try:
            if measure(attack, 800) > AT_ONCE:
                short, long = (min(measure(attack, size) for _ in range(3)) for size in (400, 1_600))
                if long > max(8 * short, 3 * AT_ONCE):      # in linear time 4 times as long, in quadratic time 16 times
                    return attack
        except TooLong:
            return attack
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


@pytest.fixture()
def alarm():
    if not hasattr(signal, "setitimer"):
        pytest.skip("Windows has no timer that stops an expression")
    before = signal.signal(signal.SIGVTALRM, stop)
    yield
    signal.signal(signal.SIGVTALRM, before)


@functools.cache
def list_all():
    found = [each for each in list_expressions() if each[0] != "zones.forms.read_phrases"]
    return found + [(f"zones.forms.read_phrases, {name}", pattern, {"match", "fullmatch", "search"}) for name, pattern in read_phrases().items()]


def test_what_code_puts_together_is_listed():
    made = {place for place, pattern, _ in list_all() if pattern is None}
    places = {place for place, *_ in list_all()}
    assert not made - BOUNDED.keys(), "say why no text can make these slow, or write the expression out"
    assert not BOUNDED.keys() - places, "these are gone, take them out"


@pytest.mark.slow
def test_an_expression_takes_time_as_its_text_is_long(alarm):
    def check(pattern, use):
        assert (attack := find_attack(pattern, use)) is None, f"{use} takes more than that on {attack}: {pattern.pattern[:80]}"

    check_each(check, ((place, pattern, use) for place, pattern, uses in list_all() if pattern and place not in BOUNDED for use in sorted(uses)))


@pytest.mark.slow
@pytest.mark.parametrize("pattern, use", [
    (r"\s+$", "search"), (r"\w+@", "finditer"), (r"[ab]+\d", "search"), (r"(?:\w+\s?)*!", "match"), (r"(a|b|ab)*c", "match"), (r"A.*B.*C", "search"),
    (r"(?:[A-Z]\w* ?)+/", "fullmatch"), (r"\d+\d+x", "match"), (r"(?:x+)+y", "fullmatch"),
])
def test_the_attack_finds_what_is_slow(alarm, pattern, use):
    assert find_attack(re.compile(pattern), use)


# --- whole functions -----------------------------------------------------------------------

ARTICLE = "Bridge opens again\n\nHARTON: The bridge opened again on Monday after a year of work.\n\n"
UNITS = [" ", "\n", "a", "A ", ".", "!", "-", "(photo-", "Photo: a ", "• a\n", "Aa bb\n", "a > ", "By A, ", "“", "“a” ", "1,", "1/", "\u00ad", "\u0301", "İ",
         "a\u2028", "TEA: ", "Anna Berg\n", "The baker sold old bread. ", "The baker sold old bread.\n", "$", "â€™", "said ", "\x85", "word " * 12 + "\n"]
FUNCTIONS = {
    "zones": find_zones, "words": list_words, "shared": find_shared, "near": find_near_duplicates,
    "sentences": lambda articles: [find_sentences(text) + find_paragraphs(text) for text in articles["text"]],
    "phrases": lambda articles: [list(find_phrases(text)) for text in articles["text"]],
    "decode": lambda articles: [decode(data) for text in articles["text"] for data in (text.encode(), text.encode("utf-16"))],
    "mojibake": lambda articles: [repair(text) for text in articles["text"]], "day": lambda articles: [read_day(text) for text in articles["text"]],
    "article": lambda articles: [write_article(text, {}) + (escape(text),) for text in articles["text"]],
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_takes_time_as_its_article_is_long(name):
    for unit in UNITS:
        for before in ("", ARTICLE):
            make = repeat(unit, before)
            assert_linear(FUNCTIONS[name], lambda size: make_articles([make(size)], [None]), 2_000, 0.004)


def make_rows(size):
    articles = make_articles(["tea " * size])
    return articles, list_words(articles)


TABLES = {
    "inside": lambda made: inside(made[1], made[1].assign(zone="x"), ["zone"]),
    "inside one": lambda made: inside(made[1], pd.concat([made[1].assign(start=0, zone="x")]), ["zone"]),
    "concordance": lambda made: concordance(made[1], made[0]),
    "article": lambda made: write_article(made[0]["text"].iloc[0], {"terms": made[1]}),
    "explore": lambda made: mark_words(made[0], made[1].assign(zone="x"), find_statements(made[0])),
    "swaps": lambda made: find_swaps(find_shared(pd.concat([made[0], made[0].set_axis(["b"])]))),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLES)
def test_tables_take_time_as_they_are_long(name):
    assert_linear(TABLES[name], make_rows, 250, 0.004)


EXPORTED = ["1 of 2 DOCUMENTS\n", "End of Document\n", "Body\n", "Page 1 of 2\n", "Length: 1 words\n", "AAAAAA0020201002ega200001\n", "HD\tA\n", "WC\t1 words\n",
            "ProQuest document ID: 1\n", "Full text: a\n", "Subject: a\n", "news·20201002·A·1\n", "May 4, 2021\n", "_" * 30, ".....", "1 words\n", "\t", "A: ", "\n"]


@pytest.mark.slow
@pytest.mark.parametrize("unit", EXPORTED)
def test_an_export_takes_time_as_it_is_long(unit):
    """As lines and as one long line, for each database, and with text that is not an export."""
    def read(text):
        lines = read_text_lines(text)
        return [list(read_export(lines, database)) for database in DATABASES]

    for piece in {unit, unit.strip("\n") or " "}:
        for before in ("", "May 4, 2021\n\nLength: 1 words\n\nBody\n\n"):
            assert_linear(read, repeat(piece, before), 2_000, 0.004)


# --- patterns of a reader ------------------------------------------------------------------

LONG = make_articles(["tea time " * 2_000 + "teatime" * 3_000, "a" * 5_000 + " " + "\u00ad" * 2_000])
PATTERNS = {"words in a row": lambda n: "tea " * n + "x", "words with stars": lambda n: "*e* " * n + "x", "one long word": lambda n: "tea" * n + "*",
            "stars in a row": lambda n: "tea" + "*" * n, "alternatives": lambda n: "|".join(f"tea{i}*" for i in range(n)),
            "many alike": lambda n: "|".join("*" + "a" * (i % 50 + 1) + "*" for i in range(n)), "hyphens": lambda n: "tea-" * n + "x", "spaces": lambda n: "tea" + " " * n + "x"}


@pytest.mark.slow
@pytest.mark.parametrize("label", PATTERNS)
def test_no_pattern_of_a_reader_hangs(label):
    """A star is one repetition within one word, and no two stand side by side: the language has no nested repetition."""
    assert_linear(lambda pattern: find_terms(LONG, [pattern]), PATTERNS[label], 40, 0.05)


@pytest.mark.parametrize("pattern", ["a*b*c*", "*a*b", "a**b**c*", "*a*b*", "a" + "*b" * 40, "x *a*b* y"])
def test_a_word_has_no_two_stars_with_letters_between_them_that_could_share_a_text(pattern):
    with pytest.raises(ValueError, match="too many stars"):
        read_vocabulary([pattern])
