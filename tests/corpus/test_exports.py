"""Exports of databases: every article found, with its title, outlet and day, and nothing of it lost."""

import datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import kinds, pages, texts
from analysis.corpus.documents import read_pdf_lines, read_rtf_lines, read_word_lines
from analysis.corpus.exports import find_database, read_export, split_export
from analysis.corpus.exports.days import find_stated_day
from analysis.corpus.kinds import MOST_EXPORT_BYTES
from analysis.corpus.lines import read_page_lines, read_text_lines
from analysis.corpus.registry import read_one
from analysis.text import find_paragraphs
from helpers import ROOT
from tests.corpus import made_exports as made
from tests.nasty import examples

# format, how it is written, how it is read, the database, which columns it states beside title, outlet and day
_TEXT, _PAGE = read_text_lines, read_page_lines
FORMATS = {
    "nexis-older-txt": (made.nexis_older_text, _TEXT, "Nexis", ("author", "section")),
    "nexis-older-html": (made.nexis_older_page, _PAGE, "Nexis", ("author", "section")),
    "nexis-uni-txt": (made.uni_text, _TEXT, "Nexis Uni", ("author", "section")),
    "nexis-uni-txt-list": (lambda a: made.uni_list(a) + made.uni_text(a), _TEXT, "Nexis Uni", ("author", "section")),
    "nexis-uni-txt-short-list": (
        lambda a: made.uni_short_list(a) + made.uni_text(a),
        _TEXT,
        "Nexis Uni",
        ("author", "section"),
    ),
    "nexis-uni-docx": (
        lambda a: made.write_word(made.uni_paragraphs(a)),
        read_word_lines,
        "Nexis Uni",
        ("author", "section"),
    ),
    "nexis-uni-rtf": (
        lambda a: made.write_rtf(made.uni_paragraphs(a)),
        read_rtf_lines,
        "Nexis Uni",
        ("author", "section"),
    ),
    "nexis-uni-pdf": (made.uni_pdf, read_pdf_lines, "Nexis Uni", ("author", "section")),
    "factiva-labelled-txt": (made.factiva_labelled_text, _TEXT, "Factiva", ("author", "section")),
    "factiva-plain-txt": (made.factiva_plain_text, _TEXT, "Factiva", ("author", "section")),
    "factiva-rtf": (
        lambda a: made.write_rtf(made.factiva_plain_text(a).split("\n")),
        read_rtf_lines,
        "Factiva",
        ("author", "section"),
    ),
    "factiva-html": (made.factiva_page, _PAGE, "Factiva", ("author", "section")),
    "proquest-txt": (made.proquest_text, _TEXT, "ProQuest", ("author", "section")),
    "proquest-html": (made.proquest_page, _PAGE, "ProQuest", ("author", "section")),
    "europresse-html": (made.europresse_page, _PAGE, "Europresse", ("author",)),
    "europresse-older-html": (made.europresse_older_page, _PAGE, "Europresse", ("author",)),
}


def read(name, articles):
    write, read_lines, *_ = FORMATS[name]
    lines = read_lines(write(articles))
    return list(read_export(lines, find_database(lines)))


@cache
def read_made_lines(name):
    """The lines of the export of made.ARTICLES, written once for all tests: a PDF alone takes half a second."""
    write, read_lines, *_ = FORMATS[name]
    return tuple(read_lines(write(made.ARTICLES)))


def read_made(name):
    lines = list(read_made_lines(name))
    return list(read_export(lines, find_database(lines)))


def squeeze(text):
    """Without white space: layouts break lines as they like."""
    return "".join(text.split())


@pytest.mark.parametrize("name", FORMATS)
def test_every_article_is_found_with_what_the_export_states(name):
    *_, database, columns = FORMATS[name]
    records = read_made(name)
    assert [r["problem"] for r in records] == [None] * len(made.ARTICLES)
    assert [r["title"] for r in records] == [a.title for a in made.ARTICLES]
    assert [r["outlet"] for r in records] == [a.outlet for a in made.ARTICLES]
    assert [r["published"] for r in records] == [a.day.isoformat() for a in made.ARTICLES]
    assert {(r["published_basis"], r["further"]["database"]) for r in records} == {("stated", database)}
    for column in columns:
        assert [r["further"][column] for r in records] == [getattr(a, column) for a in made.ARTICLES]


@pytest.mark.parametrize("name", FORMATS)
def test_the_text_holds_the_headline_and_each_paragraph_whole_and_apart(name):
    for record, article in zip(read_made(name), made.ARTICLES, strict=True):
        paragraphs = [squeeze(record["text"][start:end]) for start, end in find_paragraphs(record["text"])]
        for wanted in (article.title, *article.paragraphs):
            assert squeeze(wanted) in paragraphs


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_between_the_first_article_and_the_last_is_lost(name):
    """Lines between two articles belong to one of them, counters and rules apart."""
    lines = list(read_made_lines(name))
    database = find_database(lines)
    texts = squeeze("".join(r["text"] for r in read_export(lines, database))).replace(":", "")
    first = next(i for i, line in enumerate(lines) if database.begun.fullmatch(line.text))
    last = max(
        i
        for i, line in enumerate(lines)
        if squeeze(line.text) in squeeze(made.ARTICLES[-1].paragraphs[-1]) and line.text
    )
    for line in lines[first:last]:
        if not (database.skipped and database.skipped.fullmatch(line.text)):
            assert squeeze(line.text).replace(":", "") in texts


_WORDS = st.sampled_from(
    ["mill", "bridge", "ferry", "council", "quay", "lock", "barge", "engineer", "trader", "harbour"]
)
_SENTENCES = st.lists(_WORDS, min_size=4, max_size=30).map(lambda words: " ".join(words).capitalize() + ".")
_MADE = st.builds(
    made.Article,
    title=st.lists(_WORDS, min_size=4, max_size=7).map(lambda words: " ".join(words).capitalize()),
    outlet=st.sampled_from(["Vale Times", "The Harton Post (London)", "HARTON EVENING NEWS"]),
    day=st.dates(datetime.date(1985, 1, 1), datetime.date(2030, 12, 31)),
    author=st.sampled_from(["Ann Bell", "Peter Hale"]),
    section=st.sampled_from(["News", "Sport"]),
    paragraphs=st.lists(_SENTENCES, min_size=1, max_size=5).map(tuple),
)


@pytest.mark.parametrize("name", [name for name in FORMATS if not name.endswith(("docx", "pdf"))])
@settings(max_examples=examples(25))
@given(articles=st.lists(_MADE, min_size=1, max_size=6))
def test_any_articles_are_cut_where_they_were_joined(name, articles):
    records = read(name, articles)
    assert [(r["title"], r["outlet"], r["published"], r["problem"]) for r in records] == [
        (a.title, a.outlet, a.day.isoformat(), None) for a in articles
    ]
    for record, article in zip(records, articles, strict=True):
        assert all(squeeze(p) in squeeze(record["text"]) for p in article.paragraphs)


# --- what the export says of itself --------------------------------------------------------


def test_an_article_that_the_count_knows_and_nobody_finds_is_a_row_that_says_so():
    text = made.nexis_older_text(made.ARTICLES).replace("2 of 3 DOCUMENTS", "")
    *records, missing = split_export(text)
    assert (
        len(records) == 2
        and missing["text"] == ""
        and "1 of these are not there, the first of them number 2" in missing["problem"]
    )


@pytest.mark.parametrize("write", [made.uni_list, lambda a: "Documents (3)\n" + made.uni_short_list(a)])
def test_a_list_of_documents_without_their_texts_is_no_article(write):
    [record] = split_export(write(made.ARTICLES))
    assert record["text"] == "" and "list of documents of an export of Nexis Uni, without their texts" in record["problem"]


def test_a_numbered_title_is_no_list():
    articles = [made.ARTICLES[0]._replace(title="1. Harton ties with Vale"), *made.ARTICLES[1:]]
    assert [record["title"] for record in split_export(made.uni_text(articles))] == [a.title for a in articles]
    assert split_export("Bridge closed\n\nDocuments (3)\n\n1. The plan\n\n2. The bill\n\nIt rained.") is None


def test_a_cover_that_lists_more_articles_than_there_are_is_told():
    paragraphs = made.uni_paragraphs(made.ARTICLES)
    paragraphs[2] = "Documents (4)"
    lines = read_text_lines("\n".join(paragraphs))
    *records, missing = read_export(lines, find_database(lines))
    assert len(records) == 3 and "says that it holds 4 articles, and 3 are found" in missing["problem"]


def test_a_part_of_a_larger_download_is_no_problem_and_is_told():
    told = []
    records = list(split_export(made.nexis_older_text(made.ARTICLES, first=501, of=2146), told.append))
    assert [r["problem"] for r in records] == [None] * 3
    assert told == ["an export of Nexis with 3 articles, numbers 501 to 503 of 2,146: are the others in other files?"]


def test_an_export_that_breaks_off_says_so_at_its_last_article():
    text = made.uni_text(made.ARTICLES)
    *before, last = split_export(text[: text.rindex("Load-Date")])
    assert (
        [r["problem"] for r in before] == [None, None]
        and "breaks off within this article" in last["problem"]
        and last["title"] == made.ARTICLES[-1].title
    )


def test_an_export_that_cannot_be_cut_is_refused_by_name():
    """Europresse as plain text tells nowhere which line is the name of the paper."""
    lines = read_text_lines("\n".join(line.text for line in read_page_lines(made.europresse_page(made.ARTICLES))))
    (record,) = read_export(lines, find_database(lines))
    assert (
        record["text"] == ""
        and record["problem"].startswith("this is an export of Europresse")
        and "HTML" in record["problem"]
    )


def test_the_count_of_the_first_article_is_read_below_the_cover():
    text = made.proquest_text(made.ARTICLES).replace("of 3\n", "of 500\n")
    told = []
    assert [r["problem"] for r in split_export(text, told.append)] == [None] * 3
    assert told == ["an export of ProQuest with 3 articles, numbers 1 to 3 of 500: are the others in other files?"]


def test_elements_that_are_never_closed_lose_no_article():
    """Each article lies within the one before it, deeper than parsers go that build a tree."""
    page = made.nexis_older_page(made.ARTICLES * 100).replace("</DIV>", "")
    assert len([r for r in split_export(page, read_lines=read_page_lines) if r["text"]]) == 300


# --- exports that are larger than one article may be ---------------------------------------

_LONG = [a._replace(paragraphs=a.paragraphs * 800) for a in made.ARTICLES]
_MOST = 500_000         # bytes of one article, in place of the 10 MB that would take their time


@pytest.mark.parametrize(
    "name, data",
    [
        ("a.txt", made.uni_text(_LONG)),
        # A picture that lies in the page itself.
        (
            "a.html",
            made.nexis_older_page(made.ARTICLES).replace("</BODY>", f'<img src="data:{"A" * _MOST}"></BODY>'),
        ),
    ],
    ids=["text", "page"],
)
def test_an_export_may_be_larger_than_an_article(name, data, monkeypatch):
    for module in (kinds, pages, texts):
        monkeypatch.setattr(module, "MOST_BYTES", _MOST)
    read = read_one(data.encode(), name)
    assert len(data) > _MOST
    assert [(r["title"], r["problem"]) for r in read.records] == [(a.title, None) for a in made.ARTICLES]


@pytest.mark.parametrize("name, tag", [("a.txt", ""), ("a.html", "<html><body><p>")])
@pytest.mark.parametrize("mark", ["", "The archive holds 1 of 10 DOCUMENTS that name the mill.\n"])
def test_a_single_article_may_not(name, tag, mark):
    (record,) = read_one((tag + mark + "It rained. " * 950_000).encode(), name).records
    assert record["text"] == "" and record["problem"] == "it has 10 MB, and one article may have 10: split it into articles"


def test_an_export_may_not_be_of_any_size():
    data = made.uni_text(made.ARTICLES[:1]).encode().ljust(MOST_EXPORT_BYTES + 1_000_000)
    (record,) = read_one(data, "a.txt").records
    assert record["problem"] == "it has 101 MB, and an export of a database may have 100: download it in parts"


# --- what is no export ---------------------------------------------------------------------

NO_EXPORTS = [
    ("prose", "The bridge was closed on Monday.\n\nEnd of story."),
    ("a closing line of the author's own", "Minutes of the council.\n\nThe bridge stays closed.\n\nEnd of Document"),
    ("labels of a page", "Bridge closed\n\nSection: News\nLength: 4 minutes\nBy Ann Bell\n\nThe bridge was closed."),
    ("a count in a sentence", "The archive holds 1 of 10 DOCUMENTS that name the mill."),
    (
        "a load date of one article that was copied",
        "Bridge closed\n\nThe bridge was closed.\n\nLoad-Date: October 2, 2020",
    ),
    (
        "the database named in the story",
        "ProQuest document ID numbers are long, the librarian said. Factiva and Nexis have others.",
    ),
    ("a long code in prose", "The lock has the number Document ABC-20201002 and rusts."),
    ("empty", ""),
]


@pytest.mark.parametrize("text", [text for _, text in NO_EXPORTS], ids=[why for why, _ in NO_EXPORTS])
def test_other_texts_are_no_exports(text):
    assert split_export(text) is None
    assert split_export(f"<p>{text}</p>", read_lines=read_page_lines) is None


def test_the_five_articles_are_no_exports():
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").rglob("*.txt"))]
    assert len(texts) >= 5 and not any(map(split_export, texts))


@settings(max_examples=examples(200))
@given(st.text(max_size=300))
def test_any_text_is_read_or_left_alone(text):
    for read_lines in (read_text_lines, read_page_lines):
        articles = split_export(text, read_lines=read_lines)
        assert articles is None or list(articles)


@pytest.mark.parametrize(
    "line, day",
    [
        ("January 11, 2010 Monday 11:21 AM GMT", "2010-01-11"),
        ("June 17, 1995, CITY EDITION", "1995-06-17"),
        ("2 October 2020", "2020-10-02"),
        ("lundi 13 mars 2006, p. 32", "2006-03-13"),
        ("1er août 2019", "2019-08-01"),
        ("27. Februar 2012 Montag", "2012-02-27"),
        ("9 de mayo de 2021", "2021-05-09"),
        ("2018 年 10 月 7 日 17:04", "2018-10-07"),
        ("Oct 2, 2020", "2020-10-02"),
        ("Harton [Harton]08 May 2010: AA.2.", "2010-05-08"),
        ("2020-10-02", "2020-10-02"),
        ("May 2014", None),
        ("31 February 2020", None),
        ("Page 3 of 12", None),
        ("06/10/2020", None),
        ("", None),
    ],
)
def test_a_stated_day_in_the_languages_of_the_interfaces(line, day):
    assert find_stated_day(line) == day
