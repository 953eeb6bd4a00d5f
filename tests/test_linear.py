"""No text makes anything slow: every regular expression of the project is listed here and tested with hostile texts,
and so are whole functions.

With sixteen times the text, a function may take about sixteen times as long; if time grew with the square of the
length, it would be 256 times.
"""
import ast
import importlib
import re
import time
from collections import Counter

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
from helpers import ROOT
from tests.nasty import make_articles

MODULES = sorted((ROOT / "analysis").rglob("*.py"))

# Each pattern of a module, and what it is attacked with: pieces that, many times over, make it try most.
ATTACKED = {
    "naming.links._ALIAS": [", also ", "also ", "known as ", " ", ","], "naming.mentions._SMALL": ["a", "-", "a-", "A", "'"],
    "naming.mentions._CAPITAL_WITHIN": ["a", "a ", "a A", "Aa ", "a Aa"],
    "text.sentence._NAME_SAID": [" a", " a said", " "], "text.sentence._NEXT_WORDS": [" a", " ", "a"], "text.sentence._TOKEN": ["a", "a-", "a.", "--", "'", "s' "],
    "corpus.documents._COLUMNS": ["a", " ", "a    ", "a   "], "corpus.lines._FRAMES": ["<", "<head ", "</body", "<?xml ", "a"],
    "corpus.exports._HINTS": [" DO", "news·", "A20201002", "0", "a", "A"], "corpus.exports.engine._BY": ["by ", " ", ":"],
    "corpus.exports.days._NUMBERS": ["2020-", "1 ", "2020 年"], "corpus.exports.days._DAY_FIRST": ["1 ", "1 de ", "1. May ", "a"],
    "corpus.exports.days._MONTH_FIRST": ["May ", "May 1 ", "a", "1"], "corpus.exports.europresse._ISSUE": [", no. ", ", ", " "],
    "corpus.exports.factiva._BY": ["by ", " ", ":"], "corpus.exports.factiva._CLOCK": ["1", "1:", "10:15"],
    "corpus.exports.factiva._COPYRIGHT": ["copyright ", "(c)"], "corpus.exports.factiva._WORDS": ["1", "1,", " ", "1 words", "WC "],
    "corpus.exports.nexis._COPYRIGHT": ["copyright ", "all rights reserved ", "all ", "(c) 2020"],
    "corpus.exports.proquest._DATED": ["Publication date: ", "a", "\n"],
    "corpus.exports.proquest._INFO": [";", " ", "a "], "corpus.exports.proquest._LINK": ["ProQuest document link ", "https://a"],
    "corpus.days._WRITTEN": ["1", "1/", "May ", "a", "1-", " ", "2020-01-01T"],
    "corpus.days._TIME": ["T10", "T10:00", " ", "1", "T10:00:00."],
    "corpus.encodings._CONTROLS": ["\x01", "a"], "corpus.encodings._HIGH": ["é", "a"], "corpus.pages._ENTITY": ["&", "&#1", "&amp"],
    "corpus.pages._TAG": ["<a ", "<a '", "<a \"", "<a b=\"", "<a b='<", "=", "= ", "<a =\">", "<", "\"<a="],
    "corpus.pages._QUOTED": ["=", "=\"", "= ", "='\"", "=\"a\""], "corpus.registry._CUT": ["[+1 chars]", "[+", " ", "[+1 chars] "],
    "corpus.names._FIELD": ["{", "{a", "{a}", "*"], "corpus.names._NUMBER": [":", ":1", "1"], "corpus.names._LETTERS": ["_", "1", "a1"],
    "corpus.delimited._SEPARATOR_LINE": [" ", "sep=;", "\""], "corpus.remarks._CONTROLS": ["\x01", "a"],
    "corpus.page_facts._SPACE": [" ", "a ", "\n"], "corpus.page_facts._SITE_IN_TITLE": [" | ", "|", " "],
    "show._NO_XML": ["\x01", "a"], "show._BREAK": [" ", "\n", " \n", "\u2028 "],
    "speakers.steps._YEARS_OLD": ["1", "1-year-"],
    "speakers.steps._GAVE_NAME": ["goes by the name ", "gave his name as A", "goes by A ", "named, "],
    "speakers.bodies._BODY_NAME": ["A", "Aa ", "A of ", "A of the A ", "A and for "], "speakers._FULL_SENTENCE": ["aaa. ", "aaa. a"],
    "speakers.person_names._ROLE_OF": ["a of ", "a", " of "],
    "speakers.people._APPOSITION": [", ", ", a ", "a", ",\n"], "speakers.people._EDGE": ["a", "."], "speakers.people._KIN": ["wife", "w", "son "], "speakers.people._MISTER": ["Mr. ", "Mr. A ", "A. "], "speakers.people._PARTY": [" ", " ("],
    "speakers.people._OF_PLACE": [" of A", " of Aa ", "A"], "speakers.people._SERVES": ["for ", "to"],
    "speakers.person_names._RUN": ["A", "A.", "A ", "Ab", "A van ", "A\u00a0"],
    "text.quotations._ELISION": ["'", "'em"], "text.quotations._FIRST_PERSON": ["I", "we "], "text.quotations._MARK": ["'", "“"], "text.quotations._CAPITAL_AFTER": [" ", " A"],
    "text.quotations._TURNED_VERB": [", a ", ", a", ", he ", ","],
    "text.quotations._SAID": [", ", ", a ", "a ", ", a said"], "text.quotations._SINGLE": ["'", "‘a", "a'"], "text.quotations._SINGLE_OPENS": ["'", "a'"],
    "speakers.threads._TURN": ["A", "A: ", "A "], "terms._WORD_END": ["a"], "dates.timex._SPANS": ["1", "1-", "2020-01-01T"],
    "dates.timex._VALUE": ["1", "P1", "1M", "T1M", "2020-"],
    "wording.sentences._PASSING_MARK": ["1.", ".", "-", ","], "wording.sentences._ADDRESS": ["https://", "http", "a", " "],
    "wording.copies._FURNITURE": ["follow ", " on twitter", "on ", "share "], "wording.copies._NOTICE": ["may not be ", "all rights "],
    "wording.copies._CREDIT": ["(", "(photo by a)", "(photo/", "(a photo: "], "wording.copies._REPORTED": ["A", "Aa ", "Aa A and ", "Aa A reported from "],
    "wording._WORD_OR_SIGN": ["a", "a-", "a.", "1,", "1,111", "1.", "'", "%", "-"],
    "wording.kinds._JOINTS": ["-", "a", ". "], "wording.kinds._FIGURE": ["1", "1.", "."],
    "text.WORD": ["a", "a-", "a.", "1,", "1,111", "1.", "'", "\u0301", "a.1", "-", "a\u00ad"], "text._LINE": ["a", " ", "\n", "\u2028 ", "\x85"],
    "text._GOES_ON": ["a", "“"], "text._LINE_END": [".", "”", ".”"],
    "text._STOP": [".", "!", "!”", ". ", "?\n", "…", ".\" (", "!a"], "text._SPACE": [" ", "\n"], "text._FIRST_WORD": [" ", "“", "“ ", "a"],
    "zones.forms.read_phrases": ["a ", "share ", "read more ", "related ", "(c)"],
    "zones.forms.BYLINE": ["by ", "by A", "By A, ", "By A, and ", "A.", " "], "zones.forms.DATELINE": ["A", "A ", "A, ", "A, May 5", "A (", " ", "A the ", "A (B) "],
    "zones.forms.CREDIT": ["(", "photo ", "(photo-", "photo: ", "(A/", "file photo ", "(a: ", "a(", "[A", "photos", "(a: b", ".credit", ". credit: ", "(photo) A"],
    "zones.forms.CREDIT_LINE": ["A ", "A, ", "A/", "photo by ", "Credit ", "A/AP/", "A, AP", " and "], "zones.forms.AGENCY_END": ["A/", "A/AP", "AP/", "a A", "AP/A "],
    "zones.forms.AGENCY_NOTE": [".", ". (", ". (AP", ".(AP)"], "zones.forms.PICTURE_OPENING": ["FILE - ", "In this ", "In this photo ", " a"],
    "zones.forms.CREDIT_SIGN": ["a", "...", "file ", " ", ".."], "zones.forms.ADDRESS": ["a.", "a", "https://", "a.co/", " •", "-"], "zones.forms.ICON": ["a_", "a", "_"],
    "zones.forms.BRACKETED": ["[", "]", "[a]"], "zones.forms.POST_CREDIT": ["—", "- a", "(@a)", "— (@a"], "zones.forms.CLOCK": ["1", "1:", "1:05 ", "1 a.m. "],
    "zones.forms.AUTHOR": ["A ", "and ", "A, ", "A is a "], "zones.forms.WIRE_DATELINE": ["A", "A ", "A, ", "A-", "AB (a)"],
    "zones.rules._INNER_END": [".", ". ", "a"], "zones.rules._SITE": [" ", " - ", "a", " |", "| a"],
    "zones.forms.END_CREDIT": [".", ". ", "—", "— A", "(A", ".—A ", " ", ". (A and ", ".(A; "], "zones.forms.LABELLED": ["A", "AAA "],
    "zones.forms.PLACED": ["(", "(a ", "(L", ", left", "(L-R", "From left", "(from "],
    "zones.forms.PUBLICATION": ["published ", "May 5, ", "Monday, ", "1 hour ", "1", "posted", "May 5 -", "1:05 am ", "1 hr 2 min "],
    "zones.forms.DATED": ["May 5, 2021 ", "1:05 ", "a | ", "Jul.", "Jul.16.2018 / "], "zones.forms.AGENCY_BYLINE": ["A ", "A, ", "A and A", "A, AP"],
    "zones.forms.FOLDED": [". less", "... more", "...", "."], "zones.forms.COUNTER": ["1 ", "1/", "1 of "], "zones.forms.LENGTH": ["a 1:00", "a ", "1:"],
    "zones.forms.PICTURED": ["speaks", "a", " "], "zones.forms.NARRATED": ["was", "a", " "], "zones.forms.SIGNATURE": ["A", "A ", "A, ", "AA A, "],
    "zones.forms.FULL_DATE": ["May ", "May 5, ", "5 May ", "1"],
    "zones.forms.PATH": [" > ", "a > ", ">", "a", " >a", "a •"],
}
_ALL_EXPORTS = "the engine uses it; see test_an_export_takes_time_as_it_is_long"
# Expressions within a function, or used only on short pieces of text: how many there are, and why they cannot be slow.
BOUNDED = {
    "naming.links._BRACKET": (1, "no repetition"), "naming.mentions._ARABIC": (1, "no repetition"),
    "naming.mentions._NO_WORDS": (1, "no repetition"), "naming.occasions._DATED": (1, "30 characters"), "text.singular._SAME_IN_PLURAL": (1, "no repetition"),
    "text.singular._HISSING": (1, "no repetition"), "naming.holders._CLOSES": (1, "60 characters"), "naming.people._GLUED": (1, "no repetition"), "naming.descriptions._YEAR": (1, "no repetition"),
    "naming.holders._drop_verbs": (1, "one kind of character"), "naming.links._CLOSED": (1, "no repetition"),
    "naming.holders.part_roles": (1, "one kind of character"),
    "corpus.exports.nexis._YEAR": (1, "one line"), "corpus.exports.proquest._LINK_AT_END": (1, "one line"),
    "corpus.names.compile_pattern": (1, "the pattern of a reader, attacked in corpus/test_names.py"),
    "text.sentence.is_title": (1, "a run of letters"), "corpus._take_id": (1, "the path of a file"), "corpus.days.find_day": (1, "200 characters"),
    "corpus.delimited._is_quoted": (1, "a mark opens or closes at each place"), "corpus.encodings._LETTERS": (1, "20 characters"),
    "corpus.encodings._LETTERS_BEFORE": (1, "20 characters"),
    "corpus.files._SAVED": (1, "the name of a folder"), "corpus.files.MARKED": (1, "the name of a file"), "corpus.pages._BEGINNING": (1, "4,096 bytes"), "corpus.pages._CHARSET": (1, "5,000 bytes, at most 260 each time"),
    "corpus.pages._MARKUP": (1, "20,000 characters"), "corpus.pages.read_markup": (3, "one kind of character"),
    "corpus.page_facts._SAVED_FROM": (1, "2,000 characters"), "corpus.page_facts._ARCHIVED": (1, "an address"), "corpus.page_facts._DAY_IN_ADDRESS": (1, "an address"),
    "corpus.outlets._HOST": (1, "the name of an outlet, a part of 63 characters at a time"), "corpus.page_facts._ADDRESS": (1, "an address"), "corpus.page_facts._IN_UTC": (1, "9 characters"), "corpus.page_facts._unwrap": (1, "an address"), "corpus.page_facts._is_own_site": (2, "one character"), "corpus.page_facts._find_written": (2, "90 characters"),
    "corpus.page_facts._describe": (1, "the class of an element"), "corpus.remarks._NUMBER": (1, "the path of a file"), "corpus.texts._ADDRESS": (1, "one repetition"),
    "dates.days._DAY_OF_ANY_YEAR": (1, "no repetition"),
    "dates.joins._YEAR, _WEEK": (2, "no repetition"), "dates.joins.ANY_DAY": (1, "no repetition"),
    "show.figures._PIECE": (1, "60 characters, of a name that is cut to as many"),
    "dates.joins._ANY_PART": (1, "no repetition"), "dates.joins._ANY_CLOCK": (1, "no repetition"), "dates.joins._OPEN, _FULL": (2, "no repetition"),
    "dates.context.DAY, WEEK, MONTH, QUARTER, SEASON, YEAR": (1, "no repetition"),
    "dates.periods._REPORTED": (1, "no repetition"),
    "dates.words._WORD": (1, "see test_dates"),
    "zones.databases._read_marks": (1, "60 characters at most"), "zones.databases._read_labels": (1, "our own labels"), "zones.databases._COPYRIGHT": (1, "no repetition"),
    "corpus.documents._shape": (1, "one figure"), "corpus.documents.read_epub_chapters": (1, "no repetition to speak of"),
    "corpus.lines.write_lines": (1, "line breaks"), "corpus.texts._SEPARATOR": (1, "at most 80 characters of a line"), "corpus.exports.engine.write_text": (1, "line breaks"),
    "corpus.exports.europresse._NUMBER": (1, _ALL_EXPORTS), "corpus.exports.europresse.EUROPRESSE": (1, _ALL_EXPORTS),
    "corpus.exports.factiva._LABELS": (1, _ALL_EXPORTS), "corpus.exports.factiva._NUMBER": (1, _ALL_EXPORTS),
    "corpus.exports.factiva.FACTIVA": (2, _ALL_EXPORTS), "corpus.exports.nexis._LABELS": (1, _ALL_EXPORTS),
    "corpus.exports.nexis._BEGUN": (1, _ALL_EXPORTS), "corpus.exports.nexis._COUNTER": (1, _ALL_EXPORTS),
    "corpus.exports.nexis.UNI": (5, _ALL_EXPORTS), "corpus.exports.proquest._LABELS": (1, _ALL_EXPORTS),
    "corpus.exports.proquest.PROQUEST": (6, _ALL_EXPORTS),
    "corpus.encodings._UTF8_LETTER": (1, "no repetition"), "show.escape": (1, "one character"), "show.write_article": (1, "our own tags"),
    "proposals._NUMBER": (1, "one character of a class"), "show.draw_figure": (1, "our own figure"), "spans.formulas.escape_formulas": (1, "one character"), "spans.formulas.unescape_formulas": (1, "two characters"), "text.quotations._CREDIT": (1, "60 characters"), "text.quotations._DASHED": (1, "a dash and a space"),
    "text.quotations._DASHED_ON": (1, "a stop, a dash and a space"),
    "dates.days._BETWEEN_FIGURES": (1, "no repetition"), "dates.times._BETWEEN_FIGURES": (1, "no repetition"), "dates.context._join_cues": (1, "codes of words; see test_dates"), "dates.stories._WITH_YEAR": (1, "one value"), "dates.order._FIGURES": (1, "one figure"), "dates.words._NUMBERS": (1, "one figure"), "dates.words._FIGURES, _NUMBER": (2, "one figure"),
    "text.patterns._ATOM": (1, "a rule of a grammar"), "text.patterns._SPACE, _PLAIN_GROUP": (2, "no repetition"), "text.patterns._GROUP_NAME": (1, "a rule of a grammar"),
    "text.patterns._OPENING": (1, "a rule of a grammar"), "text.patterns._REPETITION": (1, "a rule of a grammar"), "text.patterns._PRIVATE": (1, "no repetition"),
    "text.patterns._compile": (1, "codes of words; see test_dates"), "text.patterns.Search": (1, "no repetition"),
    "text.quotations._NAME_BEFORE": (1, "25 characters"), "text.quotations._plausible": (1, "80 characters"), "show.report._join_notebooks": (1, "our own notebooks"),
    "show.report.name_heading": (1, "one character of a class"), "show.report._LINK": (1, "our own notebooks"),
    "spans.concordance.concordance": (2, "as many characters as the lines are wide"),
    "corpus.encodings._UNUSUAL": (1, "one character"),
    "words.coded._Verdicts": (1, "one character"), "words.coded._find_plain": (1, "one character"), "words.coded._ONE_WORD": (1, "one way only to read a pattern"),
    "terms.split_pattern": (1, "one word of a pattern; see test_terms"), "terms._compile_one": (2, "patterns; see test_terms and test_safety"),
    "speakers.forms._LABEL": (1, "four short words"), "speakers.forms._POST": (1, "120 characters"),
    "text.chunks._compile_corrections": (1, "letters; see the function phrases"),
    "text.chunks._compile_shapes": (1, "letters; see the function phrases"),
    "text._LAST_TOKEN": (1, "30 characters"), "text._INITIALS": (1, "30 characters"), "text._offsets": (1, "one character"),
}


def name_module(path):
    """analysis/dates/words.py is called dates.words."""
    return ".".join(path.relative_to(ROOT / "analysis").with_suffix("").parts).removesuffix(".__init__")


def list_expressions(path):
    """Where the module makes or uses an expression: module.name of the constant, function or class, once for each call."""
    for top in ast.parse(path.read_text(encoding="utf-8")).body:
        names = [node.id for target in getattr(top, "targets", []) for node in ast.walk(target) if isinstance(node, ast.Name)]
        for node in ast.walk(top):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner, method = ast.unparse(node.func.value), node.func.attr
                if owner == "re" and method != "escape" or owner.endswith(".str") and method in ("match", "fullmatch", "contains", "extract", "findall") \
                        or any(keyword.arg == "regex" for keyword in node.keywords):
                    yield f"{name_module(path)}.{', '.join(names) or top.name}"


def test_every_expression_is_listed():
    found = Counter(place for path in MODULES for place in list_expressions(path))
    listed = {place: 4 if place == "zones.forms.read_phrases" else 1 for place in ATTACKED} | {place: n for place, (n, _) in BOUNDED.items()}
    new, gone = found - Counter(listed), Counter(listed) - found
    assert not new, f"list these regular expressions here, with what could make them slow: {dict(new)}"
    assert not gone, f"these are gone, take them out: {dict(gone)}"


SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)


def find_patterns(place):
    """The pattern of a place, with each way in which the modules use it: [(pattern, method)]."""
    module, name = place.rsplit(".", 1)
    held = getattr(importlib.import_module(f"analysis.{module}"), name)
    if isinstance(held, re.Pattern):
        methods = set(re.findall(rf"\b{name}\.(match|fullmatch|search|finditer|findall|sub|split)\(", SOURCES))
        if re.search(rf"\b_is\({name}\b", SOURCES):         # the rules of zones match these from end to end
            methods.add("fullmatch")
        methods = methods or {"match", "search", "finditer"}        # handed on in a table: each way is tried
        return [(held, {"findall": "finditer", "sub": "finditer", "split": "finditer"}.get(method, method)) for method in sorted(methods)]
    return [(pattern, method) for pattern in held().values() for method in ("match", "search", "fullmatch")]


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


@pytest.mark.slow
@pytest.mark.parametrize("place", ATTACKED)
def test_an_expression_takes_time_as_its_text_is_long(place):
    for pattern, method in find_patterns(place):
        for unit in ATTACKED[place]:
            for before, after in (("", ""), ("A", "\0"), (unit, "x")):
                assert_linear(lambda text: [None for _ in pattern.finditer(text)] if method == "finditer" else getattr(pattern, method)(text),
                              repeat(unit, before, after), 4_000, 0.0005)


@pytest.mark.slow
@pytest.mark.parametrize("pattern", [r"\s+$", r"\w+@", r"[ab]+\d"])
def test_the_attack_finds_what_is_slow(pattern):
    with pytest.raises(AssertionError):
        for unit in (" ", "a", "ab"):
            assert_linear(re.compile(pattern).search, repeat(unit, after="x"), 250, 1e-5)


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
