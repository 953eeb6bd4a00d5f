"""Saved web pages: what the page declares, what a reader sees, and what is neither."""
import json

import pandas as pd
import pytest

from analysis.corpus.days import read_moment
from analysis.corpus.registry import read_one
from helpers import load_articles
from tests.files import write

STORY = "".join(f"<p>The old bridge over the canal was opened again by the mayor, who counted {n} boats that passed below it.</p>" for n in range(6))


def make_page(head="", before="", after="", body=STORY, start="<!DOCTYPE html>", title="<title>Bridge opens</title>"):
    return f'{start}<html lang="en"><head><meta charset="utf-8">{title}{head}</head><body>{before}<article><h1>Bridge opens</h1>{after}{body}</article></body></html>'


def read(page):
    record = read_one(page if isinstance(page, bytes) else page.encode(), "a.html").records[0]
    assert "old bridge over the canal" in record["text"], record
    return record


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


def ld(**facts):
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **facts})}</script>'


def at(address):
    return f'<link rel="canonical" href="{address}">'


DAYS = [   # label, head, what is before the article, what is under its headline, day as written or None, basis
    ("JSON-LD", ld(datePublished="2020-10-02"), "", "", "2020-10-02", "metadata"),
    ("JSON-LD within a graph", '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "datePublished": "2020-10-02"}]}</script>',
     "", "", "2020-10-02", "metadata"),
    ("meta", meta("article:published_time", "2020-10-02T10:15:00Z"), "", "", "2020-10-02T10:15:00Z", "metadata"),
    ("meta with a name", '<meta name="pubdate" content="20201002">', "", "", "20201002", "metadata"),
    ("time", "", "", '<time datetime="2020-10-02">2 October</time>', "2020-10-02", "metadata"),
    ("a page with two articles, one of them a teaser",
     ld(headline="Ferry sinks", datePublished="2019-01-01") + ld(headline="Bridge opens", datePublished="2020-10-02"), "", "", "2020-10-02", "metadata"),
    ("a line under the headline", "", "", '<div class="date">Posted October 2, 2020</div>', "2020-10-02", "inferred"),
    ("the same, updated later", "", "", '<p class="byline">By Ann Lee | Oct. 2, 2020 | Updated Oct. 3, 2020</p>', "2020-10-02", "inferred"),
    ("the address", at("https://hartonpost.example/2020/10/02/bridge.html"), "", "", "2020-10-02", "inferred"),
    ("modified only", meta("article:modified_time", "2020-10-02") + ld(dateModified="2020-10-02"), "", "", None, None),
    ("updated only", "", "", '<time class="updated" datetime="2020-10-02">2 October</time>', None, None),
    ("updated only, as seen", "", "", '<div class="date">Updated October 2, 2020</div>', None, None),
    ("a teaser's day", "", '<aside><time datetime="2020-10-02">2 October</time><span class="date">October 2, 2020</span></aside>', "", None, None),
    ("a copyright year", "", "<footer class=date>© 2020 Harton Post</footer>", "", None, None),
    ("a day of the story", "", "", "<p>The first stone was laid on October 2, 2020, and nobody saw it.</p>", None, None),
    ("an event's day", "", "", '<div class="event date">October 2, 2020</div>', None, None),
    ("two days it may be, as seen", "", "", '<div class="date">Posted 10/03/2020</div>', "10/03/2020", "inferred"),
    ("two days it may be, declared", meta("article:published_time", "10/03/2020"), "", "", "10/03/2020", "metadata"),
    ("no day", "", "", "", None, None),
]


@pytest.mark.parametrize("label, head, before, after, day, basis", DAYS, ids=[case[0] for case in DAYS])
def test_a_day_is_metadata_only_where_the_page_declares_it(label, head, before, after, day, basis):
    record = read(make_page(head, before, after))
    assert (record["published"], record["published_basis"]) == (day, basis)


def test_a_day_that_may_be_two_stays_open_whatever_the_language(tmp_path):
    page = make_page(after='<div class="date">10/03/2020</div>')
    for language in ("en", "en-US", "en-GB", "de"):
        article = load_articles(write(tmp_path, {"a.html": page.replace('lang="en"', f'lang="{language}"')})).iloc[0]
        assert pd.isna(article["published"]) and "'10/03/2020' may be one of two days" in article["problem"] and article["published_basis"] == "unknown"


LOCAL = [   # label, head and line under the headline, the local day, the moment
    ("an offset", meta("article:published_time", "2020-10-02T23:30:00-05:00"), "", "2020-10-02", "2020-10-03T04:30Z"),
    ("UTC alone", meta("article:published_time", "2020-10-03T04:30:00Z"), "", "2020-10-03", "2020-10-03T04:30Z"),
    ("UTC in one place, local in another", meta("article:published_time", "2020-10-03T04:30:00Z") + ld(datePublished="2020-10-02T23:30:00-05:00"), "", "2020-10-02", "2020-10-03T04:30Z"),
    ("UTC first", ld(datePublished="2020-10-03T04:30:00Z") + meta("article:published_time", "2020-10-02T23:30:00-05:00"), "", "2020-10-02", "2020-10-03T04:30Z"),
    ("UTC, and what the reader sees", "", '<time datetime="2020-10-03T04:30:00Z">October 2, 2020, 11:30 p.m.</time>', "2020-10-02", None),
    ("UTC, and the reader sees another day", "", '<time datetime="2020-10-03T04:30:00Z">October 8, 2020</time>', "2020-10-03", "2020-10-03T04:30Z"),
]


@pytest.mark.parametrize("label, head, after, day, time", LOCAL, ids=[case[0] for case in LOCAL])
def test_a_local_day_is_a_local_day(label, head, after, day, time):
    moment = read_moment(read(make_page(head, after=after))["published"])
    assert moment.day == pd.Timestamp(day) and (time is None or moment.time == pd.Timestamp(time))


SAVED = "<!DOCTYPE html>\n<!-- saved from url=(0040)https://www.hartonpost.example/a/1 -->\n"
OUTLETS = [   # label, head, beginning, outlet
    ("the site's name", meta("og:site_name", "Harton Post"), "", "Harton Post"),
    ("the site, not the agency", meta("og:site_name", "Harton Post") + ld(publisher={"@type": "Organization", "name": "Associated Press"}), "", "Harton Post"),
    ("the publisher", ld(publisher={"name": "Harton Post"}) + at("https://hp.example/1"), "", "Harton Post"),
    ("the address, not the agency", ld(publisher={"name": "Reuters"}) + at("https://www.hartonpost.example/1"), "", "hartonpost.example"),
    ("the agency's own site", ld(publisher={"name": "Reuters"}) + at("https://www.reuters.com/1"), "", "Reuters"),
    ("an agency alone", ld(publisher={"name": "Reuters"}), "", "Reuters"),
    ("canonical", at("https://m.hartonpost.example/1"), "", "hartonpost.example"),
    ("saved by a browser", "", SAVED, "hartonpost.example"),
    ("kept by the Wayback Machine", at("https://web.archive.org/web/20201002101500/https://www.hartonpost.example/a/1"), "", "hartonpost.example"),
    ("kept by it, the address within", meta("og:url", "http://web.archive.org/web/20201002101500id_/http://hartonpost.example/a/1"), "", "hartonpost.example"),
    ("saved from the Wayback Machine", "", SAVED.replace("https://www", "https://web.archive.org/web/20201002/https://www"), "hartonpost.example"),
    ("an archive's front page", at("https://web.archive.org/about"), "", None),
    ("a file's address", at("file:///home/me/a.html"), "", None),
    ("a broken address", at("http://[::1"), "", None),
    ("nothing", "", "", None),
]


@pytest.mark.parametrize("label, head, start, outlet", OUTLETS, ids=[case[0] for case in OUTLETS])
def test_the_outlet_is_the_site(label, head, start, outlet):
    assert read(make_page(head, start=start or "<!DOCTYPE html>"))["outlet"] == outlet


TITLES = [
    ("JSON-LD", ld(headline="Bridge  opens\nagain"), "", "Bridge opens again"),
    ("og:title", meta("og:title", "Bridge opens again"), "", "Bridge opens again"),
    ("the heading", "", "", "Bridge opens"),
    ("two headings, title with the site", "", "<h1>Harton Post</h1>", "Old bridge opens"),
]


@pytest.mark.parametrize("label, head, before, title", TITLES, ids=[case[0] for case in TITLES])
def test_the_title(label, head, before, title):
    assert read(make_page(head, before, title="<title>Old bridge opens | Harton Post</title>"))["title"] == title


CHARSETS = [
    ("meta", "iso-8859-1", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
    ("XML", "iso-8859-1", '<?xml version="1.0" encoding="iso-8859-1"?>'),
    ("none", None, ""),
    ("wrong", "utf-8", '<meta charset="utf-8">'),
]


@pytest.mark.parametrize("label, charset, declared", CHARSETS, ids=[case[0] for case in CHARSETS])
def test_every_mark_of_a_windows_page_is_kept(label, charset, declared):
    page = make_page(body=STORY + "<p>“We wait – it’s shut,” said the mayor of the town, and she took £5 from her purse.</p>").replace('<meta charset="utf-8">', "")
    page = declared + page if declared.startswith("<?xml") else page.replace("<head>", f"<head>{declared}")
    assert "“We wait – it’s shut,” said the mayor of the town, and she took £5" in read(page.encode("cp1252"))["text"]


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.html"])
@pytest.mark.parametrize("start", ["<!DOCTYPE html>", "\ufeff  <!-- saved -->\n<!doctype HTML>", ""])
def test_a_page_is_a_page_whatever_its_name(name, start):
    record = read_one(make_page(start=start, head="<script>var secret = 1</script>").encode(), name).records[0]
    assert record["title"] == "Bridge opens" and "secret" not in record["text"] and "<p>" not in record["text"]


OTHER = [   # label, the first bytes, what is said
    ("RTF", b"{\\rtf1\\ansi The bridge is shut.}", "an RTF document"),
    ("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF document"),
    ("Word", b"PK\x03\x04\x14\0\x06\0", "a Word or Excel document"),
    ("old Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel document"),
    ("packed", b"\x1f\x8b\x08\0", "a packed file"),
    ("addresses", b"https://harton.example/1\nhttps://harton.example/2\n", "addresses, not texts"),
]


@pytest.mark.parametrize("label, data, said", OTHER, ids=[case[0] for case in OTHER])
def test_what_is_no_text_by_its_content_is_refused_by_name(label, data, said):
    record = read_one(data, "a.txt").records[0]
    assert record["text"] == "" and said in record["problem"] and ":" in record["problem"]


EXPORTS = [   # label, a text of two articles, the database
    ("Nexis", "1 of 2 DOCUMENTS\n\nHarton Post\n\nThe bridge is shut.\n\n2 of 2 DOCUMENTS\n\nThe ferry runs.\n", "Nexis"),
    ("Nexis Uni", "Bridge shut\nHarton Post\nBody\n\nThe bridge is shut.\n\nLoad-Date: October 2, 2020\n\nEnd of Document\n", "Nexis Uni"),
    ("Factiva", "HD Bridge shut\nLP The bridge is shut.\nAN\nDocument HARPST0020201002ega200001\n", "Factiva"),
    ("ProQuest", "Bridge shut\n\nThe bridge is shut.\n\nProQuest document ID: 2447000000\n", "ProQuest"),
]


@pytest.mark.parametrize("label, text, database", EXPORTS, ids=[case[0] for case in EXPORTS])
def test_an_export_is_refused_by_the_name_of_its_database(label, text, database):
    record = read_one(text.encode(), "a.txt").records[0]
    assert record["text"] == "" and f"an export of {database} " in record["problem"]


@pytest.mark.parametrize("text", ["It ended the document of 2 October.\n", "Page 1 of 2 documents was lost.\n", "The load-date: unknown.\n"])
def test_a_single_article_is_no_export(text):
    assert read_one(text.encode(), "a.txt").records[0]["text"] == text


def attributes(number):
    return " ".join(f'a{n}="x"' for n in range(number))


HOSTILE = [   # label, the page
    ("attributes", make_page(after=f"<p {attributes(20_000)}>x</p>")),
    ("attributes without values", make_page(after="<p " + " ".join(f"b{n}" for n in range(300_000)) + ">x</p>")),
    ("attributes with tags in their values", make_page(after="<p " + " ".join(f'c{n}="<i>"' for n in range(30_000)) + ">x</p>")),
    ("a quotation mark left open", make_page(after="<p x=\" " + " ".join(f"d{n}" for n in range(30_000)) + ">x</p>")),
    ("a tag that does not end", make_page() + "<p " + attributes(30_000)),
    ("elements", make_page(after="<b></b>" * 150_000)),
]


@pytest.mark.parametrize("label, page", HOSTILE, ids=[case[0] for case in HOSTILE])
def test_pages_that_would_take_minutes_are_refused_by_name(label, page):
    record = read_one(page.encode(), "a.html").records[0]
    assert record["text"] == "" and ("attributes (at most" in record["problem"] or "elements (at most" in record["problem"])


@pytest.mark.parametrize("page", [make_page(after=f"<p {attributes(200)}>x</p>"), make_page(after=f"<div data-x='{'a=1 ' * 5000}'>x</div>"),
                                  make_page(after="<br>" * 9000)], ids=["200 attributes", "a long value", "breaks"])
def test_ordinary_long_pages_are_read(page):
    read(page)


def test_json_ld_of_any_shape_is_read_or_left():
    for odd in ("", "{", "[]", "[[[[1]]]]", '"x"', "null", '{"@type": {"a": 1}}', '{"@type": "NewsArticle", "headline": ["a"], "publisher": [1], "datePublished": 5}',
                "[" * 5000, '{"@graph": ' * 200 + "1" + "}" * 200):
        read(make_page(f'<script type="application/ld+json">{odd}</script>'))
