"""What other tools write is read as they write it: one made sample for each, with its own names of columns."""
import csv
import io
import json

import pytest

from analysis.corpus import make_rows, read_articles
from tests.files import write

TEXT = "The bridge at Harton was closed on Monday. Nobody crosses it, the council said."
ADDRESS = "https://www.hartonpost.example/2020/bridge-shut"


def as_json(value):
    return json.dumps(value)


def as_lines(*values):
    return "\n".join(map(json.dumps, values))


def as_table(row, delimiter=","):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(row), delimiter=delimiter)
    writer.writeheader()
    writer.writerow(row)
    return stream.getvalue()


NEWS_PLEASE = {
    "authors": ["Ann Lee"], "date_download": "2020-10-09 08:00:00", "date_modify": "2020-10-08 08:00:00",
    "date_publish": "2020-10-05 09:30:00", "description": "Nobody crosses it.", "filename": "bridge-shut.json",
    "image_url": f"{ADDRESS}.jpg", "language": "en", "localpath": None, "maintext": TEXT,
    "source_domain": "hartonpost.example", "title": "Bridge shut", "title_page": None, "title_rss": None,
    "url": ADDRESS}
TRAFILATURA = {
    "title": "Bridge shut", "author": "Ann Lee", "hostname": "hartonpost.example", "date": "2020-10-05",
    "fingerprint": "12ab", "id": None, "license": None, "comments": "", "raw_text": TEXT, "text": TEXT,
    "language": "en", "image": None, "pagetype": "article", "filedate": "2020-10-09", "source": ADDRESS,
    "source-hostname": "Harton Post", "excerpt": "Nobody crosses it.", "categories": "", "tags": "bridge;river"}
TRAFILATURA_CSV = {
    "url": ADDRESS, "id": "", "fingerprint": "12ab", "hostname": "hartonpost.example", "title": "Bridge shut",
    "image": "", "date": "2020-10-05", "text": TEXT, "comments": "", "license": "", "pagetype": "article"}
MEDIA_CLOUD = {
    "id": "ab12", "indexed_date": "2020-10-09 08:00:00", "language": "en", "media_name": "hartonpost.example",
    "media_url": "hartonpost.example", "publish_date": "2020-10-05", "title": "Bridge shut", "url": ADDRESS}
NEWS_API = {"status": "ok", "totalResults": 1, "articles": [{
    "source": {"id": None, "name": "Harton Post"}, "author": "Ann Lee", "title": "Bridge shut",
    "description": "Nobody crosses it.", "url": ADDRESS, "urlToImage": f"{ADDRESS}.jpg",
    "publishedAt": "2020-10-05T09:30:00Z", "content": f"{TEXT[:60]}… [+2134 chars]"}]}
EVENT_REGISTRY = {"articles": {"results": [{
    "uri": "81234", "lang": "eng", "isDuplicate": False, "date": "2020-10-05", "time": "09:30:00",
    "dateTime": "2020-10-05T09:30:00Z", "dateTimePub": "2020-10-05T09:00:00Z", "dataType": "news", "sim": 0.5,
    "url": ADDRESS, "title": "Bridge shut", "body": TEXT, "authors": [{"name": "Ann Lee", "type": "author"}],
    "source": {"uri": "hartonpost.example", "dataType": "news", "title": "Harton Post"}, "image": None,
    "eventUri": None, "sentiment": 0.1, "wgt": 1, "relevance": 1}], "totalResults": 1, "page": 1, "pages": 1}}
GUARDIAN = {"response": {"status": "ok", "total": 1, "results": [{
    "id": "uk-news/2020/oct/05/bridge-shut", "type": "article", "sectionId": "uk-news", "sectionName": "UK news",
    "webPublicationDate": "2020-10-05T09:30:00Z", "webTitle": "Bridge shut", "webUrl": ADDRESS, "apiUrl": ADDRESS,
    "fields": {"headline": "Bridge shut", "publication": "Harton Post", "bodyText": TEXT, "wordcount": "14"},
    "isHosted": False, "pillarName": "News"}]}}
FUNDUS = [{
    "title": "Bridge shut", "authors": ["Ann Lee"], "publisher": "Harton Post", "plaintext": TEXT,
    "publishing_date": "2020-10-05 09:30:00+00:00", "topics": ["bridge"], "free_access": True,
    "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [TEXT]}]}, "html": {"requested_url": ADDRESS}}]
GDELT = {
    "url": ADDRESS, "url_mobile": "", "title": "Bridge shut", "seendate": "20201005T093000Z", "socialimage": "",
    "domain": "hartonpost.example", "language": "English", "sourcecountry": "United Kingdom"}
NO_TEXTS = "it is a list of addresses (in the column 'url') without the texts"

# tool, file, what it writes, outlet, text (None: the problem says why there is none or less of it), problem
TOOLS = [
    ("news-please, one file an article", "a.json", as_json(NEWS_PLEASE), "hartonpost.example", TEXT, None),
    ("news-please, lines", "a.jsonl", as_lines(NEWS_PLEASE), "hartonpost.example", TEXT, None),
    ("trafilatura, JSON", "a.json", as_json(TRAFILATURA), "Harton Post", TEXT, None),
    ("trafilatura, where the site has no name", "a.jsonl",
     as_lines({key: value for key, value in TRAFILATURA.items() if key != "source-hostname"}),
     "hartonpost.example", TEXT,
     None),
    ("trafilatura, CSV", "a.csv", as_table(TRAFILATURA_CSV), "hartonpost.example", TEXT, None),
    ("trafilatura, tabs", "a.tsv", as_table(TRAFILATURA_CSV, "\t"), "hartonpost.example", TEXT, None),
    ("Media Cloud with texts", "a.csv", as_table({**MEDIA_CLOUD, "text": TEXT}), "hartonpost.example", TEXT, None),
    ("Media Cloud, addresses", "a.csv", as_table(MEDIA_CLOUD), None, "", NO_TEXTS),
    ("NewsAPI", "a.json", as_json(NEWS_API), "Harton Post", NEWS_API["articles"][0]["content"],
     "the text is cut: 2,134 characters are missing at its end"),
    ("Event Registry", "a.json", as_json(EVENT_REGISTRY), "Harton Post", TEXT, None),
    ("Event Registry, lines", "a.jsonl", as_lines(*EVENT_REGISTRY["articles"]["results"]), "Harton Post", TEXT, None),
    ("the Guardian", "a.json", as_json(GUARDIAN), "Harton Post", TEXT, None),
    ("Fundus", "a.json", as_json(FUNDUS), "Harton Post", TEXT, None),
    ("GDELT, CSV", "a.csv", as_table(GDELT), None, "", NO_TEXTS),
    ("GDELT, JSON", "a.json", as_json({"articles": [GDELT]}), None, "", NO_TEXTS),
    ("a list of addresses in a text", "a.txt", f"{ADDRESS}\n{ADDRESS}-2\n", None, "", "it holds addresses, not texts"),
    ("a list of addresses in a table", "a.csv", f"link\n{ADDRESS}\n", None, "", "(in the column 'link')"),
]


@pytest.mark.parametrize("tool, name, data, outlet, text, problem", TOOLS, ids=[case[0] for case in TOOLS])
def test_what_a_tool_writes_is_read(tool, name, data, outlet, text, problem, tmp_path):
    rows = make_rows(read_articles(write(tmp_path, {name: data})))
    (article,) = rows.astype(object).where(rows.notna(), None).to_dict("records")
    assert article["text"] == text and article["outlet"] == outlet
    assert (article["problem"] is None) if problem is None else problem in article["problem"]
    if text:
        assert (article["title"], f"{article['published']:%Y-%m-%d}") == ("Bridge shut", "2020-10-05")
        assert article["published_basis"] == "metadata"
