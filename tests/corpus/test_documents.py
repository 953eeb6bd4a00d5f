"""Documents, feeds, archives and tables of every kind: each holds the article, whole."""

import gzip
import io
import json
import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import make_rows, read_articles
from analysis.corpus.registry import KINDS, read_one
from analysis.text import find_paragraphs
from tests.corpus import made_documents as made
from tests.corpus.made_exports import write_pdf, write_rtf, write_word
from tests.nasty import examples

STATES = (
    "page.html",
    "table.csv",
    "lines.jsonl",
    "list.json",
    "one.json",
    "nested.json",
    "workbook.xlsx",
    "database.sqlite",
    "rss.rss",
    "atom.atom",
    "saved.mhtml",
    "safari.webarchive",
    "crawl.warc",
    "crawl.warc.gz",
)  # these state title, outlet and day


def squeeze(text):
    return "".join(text.split())


@pytest.mark.parametrize("name", made.KINDS)
def test_each_kind_gives_its_article_whole(name):
    (record,) = read_one(made.KINDS[name], name).records
    assert record["problem"] is None
    paragraphs = [squeeze(record["text"][start:end]) for start, end in find_paragraphs(record["text"])]
    assert [p for p in paragraphs if p != squeeze(made.TITLE)] == [squeeze(p) for p in made.PARAGRAPHS]
    if name in STATES:
        assert (record["title"], record["outlet"], record["published"][:10]) in (
            (made.TITLE, made.OUTLET, made.DAY),
            (made.TITLE, made.OUTLET, "Tue, 04 Ma"),
        )


def test_a_folder_with_one_file_of_each_kind_loads_in_one_call(tmp_path):
    for name, data in made.KINDS.items():
        (tmp_path / name).write_bytes(data)
    remarks = []
    rows = make_rows(read_articles(tmp_path, remark=lambda path, what: remarks.append((path, what))))
    assert len(rows) == len(made.KINDS) and rows["problem"].dropna().tolist() == []
    assert all(squeeze(made.PARAGRAPHS[1]) in squeeze(text) for text in rows["text"])
    suffixes = {suffix for kind in KINDS if kind.read for suffix in kind.suffixes}
    made_suffixes = {re.search(r"\.\w+$", name).group() for name in made.KINDS}
    assert suffixes - made_suffixes == {
        ".htm",
        ".text",
        ".tsv",
        ".ndjson",
        ".parquet",
        ".xlsm",
        ".sqlite3",
        ".db",
        ".xml",
        ".mht",
        ".eml",
        ".tar",
        ".tgz",
    }


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in made.KINDS
        if name.split(".")[-1] in ("docx", "rtf", "pdf", "odt", "epub", "xlsx", "sqlite", "warc")
    ],
)
@pytest.mark.parametrize("damage", ["cut", "empty", "other"])
def test_a_damaged_document_is_a_row_that_says_so(name, damage):
    data = {
        "cut": made.KINDS[name][: len(made.KINDS[name]) // 2],
        "empty": b"",
        "other": b"no document at all, whatever the name says",
    }[damage]
    records = read_one(data, name).records
    assert all(record["problem"] or record["text"] for record in records)
    if damage != "cut" or name.endswith(("docx", "odt", "epub", "xlsx")):
        (record,) = records
        assert record["text"] == "" and record["problem"].split(": ")[-1].strip()


@pytest.mark.parametrize(
    "name, module",
    [
        ("word.docx", "docx"),
        ("rich.rtf", "striprtf.striprtf"),
        ("print.pdf", "pypdf"),
        ("open.odt", "odf"),
        ("workbook.xlsx", "openpyxl"),
        ("rss.rss", "feedparser"),
        ("crawl.warc", "fastwarc.warc"),
    ],
)
def test_without_its_library_a_document_says_what_to_install(name, module, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)  # as if it were not installed
    (record,) = read_one(made.KINDS[name], name).records
    assert record["text"] == "" and "pip install" in record["problem"] and "[documents]" in record["problem"]


def test_a_scan_is_refused_as_such():
    (record,) = read_one(write_pdf([[], []]), "scan.pdf").records
    assert record["text"] == "" and "text recognition" in record["problem"]


def test_lines_that_stand_on_every_page_of_a_pdf_are_no_text():
    sentences = (
        "the mill race is dredged before the autumn and the towpath beside it stays open while the work is done".split()
    )
    pages = [["Harton Archive", f"Page {n} of 3", "", " ".join(sentences[n:] + sentences[:n])] for n in (1, 2, 3)]
    (record,) = read_one(write_pdf(pages), "print.pdf").records
    assert "Archive" not in record["text"] and "Page" not in record["text"] and record["text"].count("dredged") == 3


def test_a_paragraph_of_a_pdf_goes_on_overleaf_and_a_word_over_the_end_of_a_line():
    pages = [
        [
            "The mill race at Lower Harton would be dredged before the autumn, and that the tow-",
            "path beside it would stay open while the work was done",
        ],
        ["by the men of the county, the council said on Monday.", "", "Barges wait."],
    ]
    (record,) = read_one(write_pdf(pages), "print.pdf").records
    assert (
        record["text"].split("\n\n")[-1] == "Barges wait."
        and "the towpath beside it would stay open while the work was done by the men" in record["text"]
    )


def test_a_bomb_in_a_document_is_not_unpacked():
    packed = made.write_zip({"word/document.xml": b"0" * 250_000_000})
    (record,) = read_one(packed, "bomb.docx").records
    assert "would unpack to 250 MB" in record["problem"]


def test_a_gz_that_unpacks_to_more_than_it_says_takes_no_memory():
    packed = gzip.compress(b"a" * 30_000_000)
    lying = packed[:-4] + (1000).to_bytes(4, "little")
    (record,) = read_one(lying, "lying.txt.gz").records
    assert record["text"] == "" and "cannot be unpacked" in record["problem"]
    (record,) = read_one(gzip.compress(b"a" * 80_000_000), "bomb.txt.gz").records
    assert "would unpack to 80 MB" in record["problem"]


def test_a_link_in_a_tar_is_no_article():
    import tarfile

    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    records, remarks = read_one(out.getvalue(), "a.tar")
    assert records == [] and remarks == [
        ("a.tar/a.txt", "a link or device within an archive is no article: not followed")
    ]


def test_a_feed_that_gives_summaries_says_so():
    feed = re.sub(rb"<content:encoded>.*</content:encoded>", b"", made.write_rss())
    (record,) = read_one(feed, "rss.rss").records
    assert record["text"] == "The race is dredged." and record["problem"].startswith("the feed gives a summary")


@pytest.mark.parametrize(
    "value, said",
    [
        ([1, 2], "no list of articles"),
        ("a", "no list of articles"),
        ({"a": 1}, "no list of articles"),
        ([{"url": "https://example.org"}], "list of addresses"),
        ([{"likes": 3}], "no column holds the text"),
    ],
)
def test_json_without_articles_is_refused_by_what_it_lacks(value, said):
    (record,) = read_one(json.dumps(value).encode(), "a.json").records
    assert record["text"] == "" and said in record["problem"]


def test_json_lines_named_json_are_read():
    records = read_one("\n".join(json.dumps(made.ROW) for _ in range(3)).encode(), "a.json").records
    assert [record["title"] for record in records] == [made.TITLE] * 3


LONG = " ".join(made.PARAGRAPHS)


@pytest.mark.parametrize(
    "text, parts",
    [
        (f"{LONG}\n\n***\n\n{LONG}\n\n***\n\n{LONG}", 3),
        (f"{LONG}\n####\n{LONG}", 2),
        (f"{LONG}\f{LONG}", 2),
        (f"{LONG}\n==========\n{LONG}", 2),
        (f"{LONG}\n\n* * *\n\n{LONG}", 2),
        (f"{LONG}\n\n***\n\nRead more", None),
        (f"{LONG}\n\n*\n\n{LONG}", None),
        (LONG, None),
        (f"***{LONG}***{LONG}", None),
    ],
)
@pytest.mark.parametrize(
    "name, write", [("a.txt", lambda text: text.encode()), ("a.docx", lambda text: write_word(text.split("\n")))]
)
def test_several_articles_in_one_file_stay_one_and_say_so(text, parts, name, write):
    if name == "a.docx" and "\f" in text:
        pytest.skip("a page break is no character of a document")
    (record,) = read_one(write(text), name).records
    assert record["text"] and (
        record["problem"] is None if parts is None else f"seems to hold {parts} articles" in record["problem"]
    )


@settings(max_examples=examples(20))
@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\u00ad"),
            min_size=1,
            max_size=60,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_word_document_and_an_rtf_hold_what_was_written(paragraphs):
    for name, data in (
        ("a.docx", write_word(paragraphs)),
        ("a.rtf", write_rtf([p for p in paragraphs if max(map(ord, p)) < 0x10000])),
    ):
        (record,) = read_one(data, name).records
        wanted = squeeze("".join(p for p in paragraphs if name == "a.docx" or max(map(ord, p)) < 0x10000))
        if record["problem"] is None:
            assert squeeze(record["text"]) == wanted
