"""Corpora of every kind, and damaged files: each of these is named, and the other files are read."""
import io
import json
import os
import time
import zipfile

import pandas as pd
import pytest

import helpers
from analysis import findings, progress
from analysis.__main__ import main
from analysis.corpus import archives, places, read_articles
from analysis.corpus.columns import match_columns
from analysis.corpus.days import read_day
from analysis.corpus.kinds import MOST_BYTES
from helpers import load_articles
from tests.files import write

ROWS = [{"title": "Bridge opens", "body": "The bridge opened on Monday.\n\nIt is blue.", "source": "The Post", "pub_date": "2020-10-05"},
        {"title": "Bridge closes", "body": "The bridge closed; \"again\", they said.", "source": "The Echo", "pub_date": "2020-10-06T23:30:00+04:00"}]
PAGE = """<html><head><meta charset="utf-8"><title>Bridge opens | The Post</title><meta property="og:title" content="Bridge opens">
<meta property="og:site_name" content="The Post"><meta property="article:published_time" content="2020-10-05T08:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Bridge opens</h1>{}</article><footer>© The Post</footer></body></html>"""
PAGE = PAGE.format("".join(f"<p>The café at the old bridge number {i} opened again on Monday, and the mayor was there to see it.</p>" for i in range(8)))


def to_bytes(write_to):
    stream = io.BytesIO()
    write_to(stream)
    return stream.getvalue()


def pack(files, **options):
    def write_to(stream):
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, **options) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
    return to_bytes(write_to)


TABLE = pd.DataFrame(ROWS)
KINDS = {
    "news.csv": TABLE.to_csv(index=False).encode(),
    "semicolons.csv": TABLE.to_csv(index=False, sep=";").encode(),
    "windows.csv": TABLE.to_csv(index=False).encode("utf-16"),
    "news.tsv": TABLE.to_csv(index=False, sep="\t").encode(),
    "news.jsonl": "\n".join(json.dumps(row) for row in ROWS).encode(),
    "news.parquet": to_bytes(lambda stream: TABLE.assign(pub_date=pd.to_datetime(["2020-10-05", "2020-10-06"])).to_parquet(stream)),
    "news.zip": pack({"news.csv": TABLE.to_csv(index=False)}),
}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("alone", [True, False], ids=["file", "folder"])
def test_every_kind_of_table_reads_the_same(tmp_path, name, alone, capsys):
    write(tmp_path, {name: KINDS[name]})
    articles = load_articles(tmp_path / name if alone else tmp_path)
    assert list(articles["text"]) == [row["body"] for row in ROWS]
    assert list(articles["title"]) == ["Bridge opens", "Bridge closes"] and list(articles["outlet"]) == ["The Post", "The Echo"]
    assert list(articles["published"]) == [pd.Timestamp("2020-10-05"), pd.Timestamp("2020-10-06")]
    assert list(articles["published_basis"]) == ["metadata"] * 2 and articles["problem"].isna().all()
    assert articles.index.is_unique and articles.index[0].endswith(":1")
    assert "columns read: body (as text), title, source (as outlet), pub_date (as published); titles are shown, and not counted" in capsys.readouterr().out


def test_a_saved_page(tmp_path):
    articles = load_articles(write(tmp_path, {"page.html": PAGE, "old.htm": PAGE.replace("utf-8", "iso-8859-1").encode("iso-8859-1")}))
    for page in articles.itertuples():
        assert (page.title, page.outlet, page.published) == ("Bridge opens", "The Post", pd.Timestamp("2020-10-05"))
        assert "The café at the old bridge number 0 opened" in page.text and "Home" not in page.text and pd.isna(page.problem)


def test_facts_beside_other_kinds_and_within_a_zip(tmp_path):
    facts = "path,outlet,published\na.txt,The Post,2020-10-05\n"
    write(tmp_path, {"pack.zip": pack({"a.txt": "It rained.", "deep/b.txt": "It snowed.", "articles.csv": facts}),
                     "news.jsonl": KINDS["news.jsonl"], "articles.csv": "path,outlet\nnews.jsonl:2,The Globe\npack.zip/deep/b.txt,The Sun\n"})
    whole, packed = load_articles(tmp_path), load_articles(tmp_path / "pack.zip")
    assert list(whole["path"]) == ["news.jsonl:1", "news.jsonl:2", "pack.zip/a.txt", "pack.zip/deep/b.txt"]
    assert list(whole["outlet"].fillna("")) == ["The Post", "The Globe", "", "The Sun"]
    assert list(packed["label"]) == ["The Post", "pack.zip/deep/b"]


def test_an_articles_csv_may_hold_the_articles(tmp_path):
    assert list(load_articles(write(tmp_path, {"articles.csv": KINDS["news.csv"]}))["outlet"]) == ["The Post", "The Echo"]


COLUMNS = [   # the names of a table, what they are taken for
    (["Body", "Publisher", "Date"], {"text": "Body", "outlet": "Publisher", "published": "Date"}),
    (["content", "text"], {"text": "text"}),
    (["full_text", "Publication Date", "doc-id"], {"text": "full_text", "published": "Publication Date", "article_id": "doc-id"}),
    (["context", "textile", "updated", "resource"], {}),
]


@pytest.mark.parametrize("names, expected", COLUMNS)
def test_columns_are_matched(names, expected):
    assert match_columns(names) == expected


# --- bad input -------------------------------------------------------------------------------

GOOD = "The bridge opened on Monday.\n"
BOMB = pack({"a.txt": b"\0" * 60_000_000})
ENTRY = zipfile.ZipInfo("a.txt")
BAD = [   # label, file, its bytes, what the problem says
    ("binary", "a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "not text"),
    ("binary without zeros", "a.txt", bytes(range(1, 256)) * 30, "not text"),
    ("empty", "a.txt", b"", "empty"),
    ("one line of 50 MB", "a.txt", b"word " * 10_000_000, "50 MB, and one article may have 10"),
    ("one line of 50 MB in a table", "a.jsonl", b'{"text": "' + b"word " * 10_000_000 + b'"}', "longer than the 10 MB"),
    ("broken zip", "a.zip", KINDS["news.zip"][:-30], "no .zip that can be read"),
    ("broken within", "a.zip", pack({"a.txt": "word " * 5000}).replace(b"PK\x03\x04", b"PK\x03\x05", 1), "cannot be unpacked"),
    ("zip bomb", "a.zip", BOMB, "would unpack to 60 MB in 1 files"),
    ("no text column", "a.csv", b"name,year\nx,2020\n", "no column holds the text: its columns are 'name', 'year'. Call the column of the texts text. The title is read from "),
    ("empty table", "a.csv", b"", "it is empty: fill it or remove it"),
    ("head only", "a.csv", b"text,date\n", "holds no article"),
    ("no JSON", "a.jsonl", b'{"text": "It rained."\n{"text": "It snowed."}\n', "line 1: it is no JSON"),
    ("empty JSON", "a.json", b"", "it is empty"),
    ("no JSON, and no lines of it", "a.json", b"[{", "it is no JSON"),
    ("no object", "a.jsonl", b"[1]\n", "line 1: it is no JSON object"),
    ("no Parquet", "a.parquet", b"PAR1 and then nothing", "no Parquet file"),
    ("no page", "a.html", b"<html><body></body></html>", "no article is found in the page"),
    ("not a page", "a.html", bytes(range(256)) * 10, "not text"),
    ("no such day", "a.csv", b"text,date\nIt rained.,31/02/2020\n", "row 2: date '31/02/2020' is no date"),
    ("mojibake", "a.txt", "Theyâ€™re here. MevlÃ¼t said.".encode(), "1 lines were UTF-8 read in another encoding"),
    ("Windows-1254", "a.txt", "Mevlüt Çavuşoğlu said so.".encode("cp1254"), "read as Windows-1254"),
]


def test_a_large_zip_is_read_where_text_may_pack_so_well(tmp_path, monkeypatch):
    """1,000 bytes of one letter in a .zip of some 120 bytes."""
    monkeypatch.setattr(archives, "MOST_UNCHECKED", 900)
    corpus = write(tmp_path, {"a.zip": pack({"a.txt": "a" * 999 + "\n"})})
    assert load_articles(corpus)["problem"].isna().all()
    monkeypatch.setattr(archives, "MOST_RATIO", 2)
    assert "would unpack to 0 MB in 1 files" in load_articles(corpus)["problem"].iloc[0]


@pytest.mark.parametrize("label, name, data, problem", BAD, ids=[c[0] for c in BAD])
def test_what_is_not_well_is_named_and_the_rest_goes_on(tmp_path, label, name, data, problem):
    articles = load_articles(write(tmp_path, {name: data, "z.txt": GOOD}))
    assert articles.at["z", "text"] == GOOD and pd.isna(articles.at["z", "problem"])
    said = articles["problem"].dropna()
    assert len(said) == 1 and problem in said.iloc[0] and set(":;") & set(said.iloc[0]), said.tolist()


def test_rows_around_a_bad_one_are_kept(tmp_path):
    lines = ['{"text": "One."}', "{", '{"text": "Three."}', '{"body": "no text here"}', '{"text": "' + "x" * MOST_BYTES + '"}', '{"text": "Six."}']
    articles = load_articles(write(tmp_path, {"a.jsonl": "\n".join(lines)}))
    assert [text for text in articles["text"] if text] == ["One.", "Three."]
    assert list(articles["problem"].notna()) == [False, True, False, True, True]
    assert "the 4 articles before it are kept" in articles["problem"].iloc[-1]


def test_files_of_other_kinds_are_said(tmp_path, capsys):
    assert len(load_articles(write(tmp_path, {"a.txt": GOOD, "photo.jpg": b"\xff\xd8", ".hidden": b"x", "corrections.csv": b"article_id\n"}))) == 1
    said = capsys.readouterr().out
    assert "photo.jpg: files of this kind are not read: save their texts as" in said and "hidden" not in said and "corrections" not in said


def refuse(monkeypatch, name):
    """Makes opening a file of this name fail, as if permission were missing; the tests may run as root, which may open
    every file."""
    before = open

    def open_or_refuse(path, *rest, **options):
        if str(path).endswith(name):
            raise PermissionError(13, "Permission denied", str(path))
        return before(path, *rest, **options)

    monkeypatch.setattr("builtins.open", open_or_refuse)


def test_a_file_without_permission(tmp_path, monkeypatch):
    write(tmp_path, {"a.txt": GOOD, "b.csv": KINDS["news.csv"], "c.zip": KINDS["news.zip"], "z.txt": GOOD})
    for name in ("a.txt", "b.csv", "c.zip"):
        refuse(monkeypatch, name)
    monkeypatch.setattr("io.open", open)                # zipfile's
    articles = load_articles(tmp_path)
    assert articles["problem"].str.contains("Permission denied.*: check its permissions").tolist()[:3] == [True] * 3
    assert list(articles.index) == ["a", "b", "c", "z"] and articles.at["z", "text"] == GOOD


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_that_lead_in_a_circle(tmp_path, capsys):
    write(tmp_path, {"a.txt": GOOD, "sub/b.txt": GOOD})
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "c.txt").symlink_to(tmp_path / "d.txt")
    (tmp_path / "d.txt").symlink_to(tmp_path / "c.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    articles = load_articles(tmp_path)
    assert list(articles.index) == ["a", "c", "d", "gone", "sub/b"]
    assert articles["problem"].notna().tolist() == [False, True, True, True, False]
    assert "sub/up: a symbolic link to a folder that is read already" in capsys.readouterr().out


def test_each_of_many_ids_is_taken_once(tmp_path):
    ids = [f"{n % 3000}" for n in range(9000)]
    articles = load_articles(write(tmp_path, {"a.jsonl": "\n".join(json.dumps({"id": i, "text": "It rained."}) for i in ids)}))
    assert articles.index.is_unique and articles["problem"].notna().tolist() == [False] * 3000 + [True] * 6000


def test_reading_is_lazy(tmp_path):
    write(tmp_path, {"a.jsonl": KINDS["news.jsonl"], "b.txt": GOOD})
    articles = read_articles(tmp_path)
    assert next(articles)["path"] == "a.jsonl:1"
    (tmp_path / "b.txt").unlink()
    assert [bool(article["problem"]) for article in articles] == [False, True]


# --- which corpus ------------------------------------------------------------------------------

def test_what_is_given_comes_before_the_environment_and_that_before_the_seeds(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, {"mine/a.txt": GOOD, "other/b.txt": GOOD}))
    assert len(load_articles()) == 5
    monkeypatch.setenv("CORPUS", "other")
    assert list(load_articles().index) == ["b"]
    assert list(load_articles("mine").index) == ["a"]
    assert len(load_articles("seeds")) == 5


def test_the_error_names_the_path_that_was_tried(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=str(tmp_path / "typo").replace("\\", "\\\\")):
        load_articles("typo")
    write(tmp_path, {"a.odp": b"x"})
    with pytest.raises(ValueError, match="of no kind that is read"):
        load_articles("a.odp")


def test_nobody_watches_a_test():
    assert not progress.is_watched() or os.isatty(2)


# --- characters and days -----------------------------------------------------------------------

DAYS = [
    ("2020-10-06", "2020-10-06"), ("2020-10-06 23:59:59", "2020-10-06"), ("2020-10-06T23:59:59+04:00", "2020-10-06"),
    ("20201006", "2020-10-06"), ("2020/10/06", "2020-10-06"), ("6 October 2020", "2020-10-06"), ("Oct. 6, 2020", "2020-10-06"),
    ("October 6th, 2020 10:15", "2020-10-06"), ("Tue, 06 Oct 2020 10:00:00 GMT", "2020-10-06"), ("6.10.2020", "2020-10-06"),
    ("13/10/2020", "2020-10-13"), ("10/13/2020", "2020-10-13"), ("05/05/2020", "2020-05-05"), ("29 Feb 2020", "2020-02-29"),
    ("06/10/2020", None), ("31/02/2020", None), ("2020-02-30", None), ("yesterday", None), ("2020", None), ("1601942400", None),
    ("6 Brumaire 2020", None), ("10/2020", None),
]


@pytest.mark.parametrize("written, day", DAYS)
def test_days(written, day):
    found, problem = read_day(written)
    assert (str(found.date()) if day else found is pd.NaT) == (day or True)
    assert (problem is None) == (day is not None)


# --- progress bars -----------------------------------------------------------------------------

def test_bars_are_for_who_looks_on(monkeypatch, capsys):
    def take_a_while():
        yield from (time.sleep(0.6) or n for n in range(3))

    assert list(progress.watch(take_a_while(), "walks")) == [0, 1, 2] and capsys.readouterr() == ("", "")
    monkeypatch.setattr(progress, "is_watched", lambda: True)
    assert list(progress.watch(range(3), "walks")) == [0, 1, 2] and capsys.readouterr() == ("", "")        # done within a second
    assert list(progress.watch(take_a_while(), "walks")) == [0, 1, 2]
    said = capsys.readouterr().out
    assert "walks: " in said and not said.split("\r")[-2].strip()                                       # it was there, and is gone


def test_parts_give_the_same_rows(monkeypatch, articles):
    lists = findings.read_lists("seeds")
    whole = findings.find_all(articles, lists)
    monkeypatch.setattr(findings, "_ARTICLES_AT_ONCE", 2)
    parts = findings.find_all(articles, lists)
    for name in findings.TABLES:
        pd.testing.assert_frame_equal(getattr(parts, name), getattr(whole, name))


PUBLISHED = [   # (label, first lines, day or None)
    ("after a word", "Bridge opens\n\nPublished: March 17, 2026\n\n", "2026-03-17"),
    ("British order, updated later", "Bridge opens\n\nFirst published 17 March 2026, updated 19 March 2026\n\n", "2026-03-17"),
    ("no space", "Bridge opens\n\nPublished October 02,2020\n\n", "2020-10-02"),
    ("ISO", "Bridge opens\n\nPosted 2026-03-17 10:30\n\n", "2026-03-17"),
    ("two days it may be", "Bridge opens\n\nPublished: 06/03/2026\n\n", None),
    ("no year", "Bridge opens\n\nPublished: 17 March\n\n", None),
    ("no publication line", "Bridge opens on 17 March 2026\n\n", None),
    ("a day in the text", "Bridge opens\n\nThe bridge was published in a list of March 17, 2026.\n\n", None),
]


@pytest.mark.parametrize("label, start, day", PUBLISHED, ids=[case[0] for case in PUBLISHED])
def test_a_line_of_the_text_may_state_the_day(tmp_path, label, start, day):
    text = start + "The bridge over the canal opened again on Monday. It had been closed for a year.\n"
    article = findings.find_all(write(tmp_path, {"one.txt": text}), tables=()).articles.loc["one"]
    assert (article["published"], article["published_basis"]) == (pd.Timestamp(day), "stated") if day else (
        pd.isna(article["published"]) and article["published_basis"] == "unknown")


def test_what_is_given_beside_comes_before_a_line_of_the_text(tmp_path):
    text = "Bridge opens\n\nPublished: March 17, 2026\n\nThe bridge over the canal opened again on Monday.\n"
    write(tmp_path, {"one.txt": text, "articles.csv": "path,published\none.txt,2026-03-18\n"})
    article = findings.find_all(tmp_path).articles.loc["one"]
    assert article[["published", "published_basis"]].tolist() == [pd.Timestamp("2026-03-18"), "metadata"]


def test_texts_without_the_articles_that_have_none(tmp_path, capsys):
    write(tmp_path, {"one.txt": "The bridge opened.\n", "two.txt": "", "three.txt": b"\x00\x01\x02\xff\xfe"})
    assert list(helpers.find_all(tmp_path).articles.index) == ["one"]
    assert "2 articles without text are left out here" in capsys.readouterr().out
    (tmp_path / "one.txt").unlink()
    with pytest.raises(ValueError, match="no article of .* has text: .*empty"):
        helpers.find_all(tmp_path)


def test_lists_of_ones_own(tmp_path):
    write(tmp_path / "mine", {"one.txt": "The old crossing is shut, Anna Berg said.\n", "terms.csv": "family,term,pattern\nbridge,crossing,crossing\n",
                              "people.csv": "name,aliases,group\nAnnabel Berg,Anna Berg,council\n"})
    assert list(load_articles(tmp_path / "mine").index) == ["one"]              # they are no articles
    assert places.find_list("terms.csv", tmp_path / "mine") == tmp_path / "mine" / "terms.csv"
    assert places.find_list("terms.csv", "seeds") == helpers.DATA / "terms.csv"
    assert places.find_list("terms.csv", tmp_path) is None, "the terms of the five articles are no other corpus's"
    assert places.read_people(tmp_path / "mine").columns.tolist() == places.read_people("seeds").columns.tolist()
    assert places.read_people(tmp_path / "mine")["name"].tolist() == ["Annabel Berg"]
    assert main([str(tmp_path / "mine"), "--out", str(tmp_path / "out"), "--no-report"]) == 0
    assert pd.read_csv(tmp_path / "out" / "terms.csv")["term"].tolist() == ["crossing"]
    assert pd.read_csv(tmp_path / "out" / "statements.csv")["speaker"].tolist() == ["Annabel Berg"]


def test_people_without_names_are_refused(tmp_path):
    write(tmp_path, {"people.csv": "who,group\nAnna Berg,council\n"})
    with pytest.raises(ValueError, match=r"people.csv: each line needs a name, in the column 'name' \(the columns are \['who', 'group'\]\)"):
        places.read_people(tmp_path)
