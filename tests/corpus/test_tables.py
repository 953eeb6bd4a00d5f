"""Tables: each unusual cell, mark and row is read correctly or reported by row; and the lists that a reader writes."""
import gzip
import io
import json
import tarfile
import zipfile

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest

from analysis.corpus.columns import _CALLED, match_columns
from analysis.corpus.lists import read_list
from analysis.corpus.places import read_corrections, read_people
from analysis.corpus.registry import read_one
from analysis.terms import read_vocabulary
from helpers import load_articles
from tests.files import write


def read(data, name):
    """(texts, problems, remarks) of one file."""
    records, remarks = read_one(data if isinstance(data, bytes) else data.encode(), name)
    return [record["text"] for record in records], [record["problem"] or "" for record in records], " ".join(what for _, what in remarks)


CELLS = [   # label, value of the text, the text, what the problem says
    ("a string", "It rained.", "It rained.", ""),
    ("paragraphs", ["It rained.", "It snowed."], "It rained.\n\nIt snowed.", ""),
    ("paragraphs, one empty", ["It rained.", " ", "It snowed."], "It rained.\n\nIt snowed.", ""),
    ("an object", {"summary": "It rained."}, "", "its text is an object, not a string"),
    ("a list of objects", [{"p": "It rained."}], "", "its text is a list that holds more than strings"),
    ("a number", 12, "", "its text is a number"),
    ("a truth value", True, "", "its text is a truth value"),
    ("not a number", float("nan"), "", "the article has no text"),
    ("nothing", None, "", "the article has no text"),
    ("cut by the news service", "The bridge is shut, and nobody crosses unt… [+2134 chars]", None, "the text is cut: 2,134 characters are missing"),
    ("HTML", "<p>The bridge is <b>shut</b>.</p><script>var a = 1</script><p>It rained &amp; rained.</p>",
     "The bridge is shut.\n\nIt rained & rained.", ""),
    ("names of characters", "Reed &amp; Sons said so &#8211; twice.", "Reed & Sons said so – twice.", ""),
    ("no HTML", "5 < 6, and a <b> is no tag; x </ y.", "5 < 6, and a <b> is no tag; x </ y.", ""),
    ("an address", "https://harton.example/a/1", "", "it holds addresses, not texts"),
    ("an address in a sentence", "See https://harton.example/a/1 for more.", "See https://harton.example/a/1 for more.", ""),
    ("mojibake", "donâ€™t", "don’t", "were UTF-8 read in another encoding"),
]


@pytest.mark.parametrize("label, value, text, problem", CELLS, ids=[case[0] for case in CELLS])
def test_a_text_is_a_string_or_paragraphs(label, value, text, problem):
    found, said, _ = read(json.dumps({"title": "A", "text": value}), "a.jsonl")
    assert text is None or found == [text]
    assert problem in said[0] and bool(problem) == bool(said[0])
    assert "{'" not in found[0] and "nan" not in found[0]


def test_html_in_cells_is_said_once():
    rows = "\n".join(json.dumps({"text": "<p>It rained.</p><p>It snowed.</p>"}) for _ in range(5))
    assert read(rows, "a.jsonl")[2].count("the text is HTML, and is read without its tags") == 1


def test_bytes_and_lists_in_parquet(tmp_path):
    pa.parquet.write_table(pa.table({"text": pa.array([b"It rained.", None], pa.binary()), "title": ["A", "B"]}), tmp_path / "bytes.parquet")
    pa.parquet.write_table(pa.table({"text": [["It rained.", "It snowed."]], "published": [pd.Timestamp("2020-10-05T23:30Z")],
                                     "tags": [[1, 2]], "page": [4]}), tmp_path / "lists.parquet")
    articles = load_articles(tmp_path)
    assert list(articles["text"]) == ["", "", "It rained.\n\nIt snowed."]
    assert "its text is bytes" in articles["problem"].iloc[0] and "no text" in articles["problem"].iloc[1]
    assert articles["page"].iloc[2] == "4" and "tags" not in articles
    assert articles["published_time"].iloc[2] == pd.Timestamp("2020-10-05T23:30Z")


ROWS = [   # label, file, its lines, texts, what the problems say
    ("an unquoted comma in the last column", "a.csv", "title,text\nA,It rained, and it snowed.\nB,Good.\n", ["It rained, and it snowed.", "Good."],
     ["3 cells where the head has 2: the text holds ','", ""]),
    ("an unquoted comma before the text", "a.csv", "text,title\nIt rained, and it snowed.,A\nGood.,B\n", ["", "Good."],
     ["3 cells where the head has 2: a cell holds ','", ""]),
    ("a quotation mark left open", "a.csv", 'title,text\nA,"It rained.\nB,"Good."\nC,"Better, too."\n', ['"It rained.', "Good.", "Better, too."],
     ["a quotation mark is not closed", "", ""]),
    ("a quotation mark left open in the last row", "a.csv", 'title,text\nA,Good.\nB,"It rained.\n', ["Good.", '"It rained.'], ["", "a quotation mark"]),
    ("a mark within a cell, not doubled", "a.csv", 'title,text\nA,"We wait," she said.\nB,Good.\n', ['"We wait," she said.', "Good."], ["a quotation mark", ""]),
    ("doubled marks", "a.csv", 'title,text\nA,"""We wait,"" she said."\n', ['"We wait," she said.'], [""]),
    ("inches", "a.csv", 'title,text\nA,The pipe is 5" wide.\nB,Good.\n', ['The pipe is 5" wide.', "Good."], ["", ""]),
    ("a cell over lines", "a.csv", 'title,text\nA,"It rained.\n\nIt snowed."\nB,Good.\n', ["It rained.\n\nIt snowed.", "Good."], ["", ""]),
    ("a line break without marks", "a.csv", "title,text\nA,It rained.\nIt snowed.\n", ["It rained.", ""], ["", "1 cell where the head has 2"]),
    ("told by sep=", "a.csv", "sep=;\ntitle;text\nA;It rained, and snowed.\n", ["It rained, and snowed."], [""]),
    ("bars", "a.csv", "title|text\nA|It rained, and snowed.\n", ["It rained, and snowed."], [""]),
    ("one column", "a.csv", "text\nIt rained; it snowed.\n", ["It rained; it snowed."], [""]),
    ("tabs without quoting", "a.tsv", 'id\ttext\n1\t"Nobody crosses," she said.\n2\tGood.\n3\t"We wait, she said.\n4\tBetter.\n',
     ['"Nobody crosses," she said.', "Good.", '"We wait, she said.', "Better."], ["", "", "", ""]),
    ("tabs, a whole cell is a quotation", "a.tsv", 'id\ttext\n1\t"Nobody crosses."\n2\tIt rained, again.\n', ['"Nobody crosses."', "It rained, again."], ["", ""]),
    ("tabs as Excel writes them", "a.tsv", 'id\ttext\n1\t"It rained, ""again"", they said."\n2\tGood.\n', ['It rained, "again", they said.', "Good."], ["", ""]),
    ("tabs, a comma quoted as Excel does", "a.tsv", 'id\ttext\n1\t"It rained, they said."\n2\tGood.\n', ["It rained, they said.", "Good."], ["", ""]),
    ("tabs, cells over lines", "a.tsv", 'id\ttext\n1\t"It rained.\nIt snowed."\n2\tGood.\n', ["It rained.\nIt snowed.", "Good."], ["", ""]),
    ("tabs, each cell quoted", "a.tsv", '"id"\t"text"\n"1"\t"It rained."\n', ["It rained."], [""]),
]


@pytest.mark.parametrize("label, name, lines, texts, problems", ROWS, ids=[case[0] for case in ROWS])
def test_rows_are_kept_and_what_is_wrong_with_them_said(label, name, lines, texts, problems):
    found, said, _ = read(lines, name)
    assert found == texts
    for one, expected in zip(said, problems, strict=True):
        assert expected in one and bool(expected) == bool(one), said


COLUMNS_OF_DAYS = [    # label, days of the column, days read (None: open), what the remark says
    ("a row tells the day first", ["03/04/2024", "13/04/2024", "04/04/2024"], ["2024-04-03", "2024-04-13", "2024-04-04"], ""),
    ("a row tells the month first", ["04/03/2024", "04/13/2024"], ["2024-04-03", "2024-04-13"], ""),
    ("hyphens", ["03-04-2024", "13-04-2024"], ["2024-04-03", "2024-04-13"], ""),
    ("with times", ["3/4/2024 10:15", "13/4/2024 09:00"], ["2024-04-03", "2024-04-13"], ""),
    ("the row that tells comes late", ["03/04/2024"] * 300 + ["13/04/2024"], ["2024-04-03"] * 300 + ["2024-04-13"], ""),
    ("other forms tell nothing of figures", ["03/04/2024", "2024-04-13", "13.04.2024"], [None, "2024-04-13", "2024-04-13"], "1 day such as '03/04/2024' stays open"),
    ("no row tells", ["03/04/2024", "05/04/2024", "04/04/2024"], [None, None, "2024-04-04"], "2 days such as '03/04/2024' stay open, as no date of the column tells"),
    ("rows contradict", ["03/04/2024", "13/04/2024", "04/14/2024"], [None, "2024-04-13", "2024-04-14"], "'04/14/2024' has the month first and '13/04/2024' the day, so 1 day"),
    ("what is no day tells nothing", ["03/04/2024", "99/04/2024"], [None, None], "1 day such as '03/04/2024' stays open"),
    ("nothing is open", ["04/04/2024", "13/04/2024", "04/14/2024"], ["2024-04-04", "2024-04-13", "2024-04-14"], ""),
]
FORMS = {
    "a.csv": lambda days, column: f"text,{column}\n" + "".join(f"It rained.,{day}\n" for day in days),
    "a.jsonl": lambda days, column: "\n".join(json.dumps({"text": "It rained.", column: day}) for day in days),
    "a.json": lambda days, column: json.dumps([{"text": "It rained.", column: day} for day in days]),
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("label, days, expected, said", COLUMNS_OF_DAYS, ids=[case[0] for case in COLUMNS_OF_DAYS])
def test_a_column_writes_its_days_in_one_order(tmp_path, capsys, name, label, days, expected, said):
    articles = load_articles(write(tmp_path, {name: FORMS[name](days, "date")}))
    assert articles["published"].dt.strftime("%Y-%m-%d").astype("object").where(articles["published"].notna(), None).tolist() == expected
    remark = capsys.readouterr().out
    assert said in remark and ("published_day_first" in remark) == bool(said)
    assert articles["problem"].notna().sum() == sum("99" in day for day in days)       # what stays open is said once, not by row


@pytest.mark.parametrize("column, day", [("published_day_first", "2024-04-03"), ("Date (month first)", "2024-03-04"), ("pub_date_day_first", "2024-04-03")])
def test_the_name_of_a_column_says_its_order(tmp_path, capsys, column, day):
    articles = load_articles(write(tmp_path, {"a.csv": FORMS["a.csv"](["03/04/2024"], column)}))
    assert str(articles["published"].iloc[0].date()) == day and "open" not in capsys.readouterr().out


@pytest.mark.parametrize("packed", ["gz", "zip", "tar.gz"])
def test_the_order_is_found_in_packed_tables_too(tmp_path, packed):
    data = FORMS["a.csv"](["03/04/2024", "13/04/2024"], "date").encode()
    if packed == "gz":
        (tmp_path / "a.csv.gz").write_bytes(gzip.compress(data))
    elif packed == "zip":
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("a.csv", data)
    else:
        with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
            entry = tarfile.TarInfo("a.csv")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    assert load_articles(tmp_path)["published"].dt.day.tolist() == [3, 13]


LISTED = [  # label, column, days, days read, what the problem of the first article says
    ("a line tells", "published", ["03/04/2024", "13/04/2024"], [3, 13], ""),
    ("the column tells", "published_month_first", ["03/04/2024", "05/04/2024"], [4, 4], ""),
    ("nothing tells", "published", ["03/04/2024", "05/04/2024"], [None, None], "articles.csv: published 2 days such as '03/04/2024' stay open"),
]


@pytest.mark.parametrize("label, column, days, expected, problem", LISTED, ids=[case[0] for case in LISTED])
def test_articles_csv_writes_its_days_in_one_order(tmp_path, label, column, days, expected, problem):
    lines = f"path,{column}\n" + "".join(f"{i}.txt,{day}\n" for i, day in enumerate(days))
    articles = load_articles(write(tmp_path, {"0.txt": "It rained.", "1.txt": "It snowed.", "articles.csv": lines}))
    assert [None if pd.isna(day) else day.day for day in articles["published"]] == expected
    assert articles["problem"].fillna("").str.contains(problem, regex=False).tolist() == [True, not problem]


def test_time_stays_linear_where_every_quotation_mark_is_wrong():
    lines = "title,text\n" + 'A,"It rained\n' * 3000
    texts, problems, _ = read(lines, "a.csv")
    assert len(texts) == 3000 and all("quotation mark" in problem for problem in problems)


SAID = [   # label, file, its content, what the remark says
    ("two columns may hold the text", "a.csv", "content,text\nx,It rained.\n", "'content' may hold the text too"),
    ("one name twice", "a.csv", "text,text\nIt rained.,x\n", "of several columns called 'text' the first is read"),
    ("no outlet and no day", "a.csv", "text,Organ,Printed\nIt rained.,Post,Monday\n", "no column is read as the title, the outlet or the day: 'Organ', 'Printed' are left as they are. The title is read from a column called title or "),
    ("no outlet", "a.csv", "text,title,When,Organ,url\nIt rained.,x,2020-10-05,Post,y\n",
     "no column is read as the outlet: 'Organ' is left as it is. The outlet is read from a column called outlet or source"),
    ("usual words", "a.csv", "text,Media,Day\nIt rained.,Post,2020-10-05\n", "Media (as outlet), Day (as published)"),
    ("an object called like the text", "a.jsonl", '{"body": {"p": []}, "plaintext": "It rained."}', "plaintext (as text)"),
]


@pytest.mark.parametrize("label, name, data, remark", SAID, ids=[case[0] for case in SAID])
def test_which_columns_were_chosen_is_said(label, name, data, remark):
    texts, problems, said = read(data, name)
    assert texts == ["It rained."] and problems == [""] and remark in said


REFUSED = [
    ("addresses", "a.csv", "id,url\n1,https://harton.example/a\n", "a list of addresses (in the column 'url')"),
    ("no text", "a.csv", "name,year\nx,2020\n", "no column holds the text: its columns are 'name', 'year'. Call the column of the texts text. "),
    ("paragraphs under another name", "a.csv", f"Nr,Datum,Artikel,Kopf\n1,2020-10-05,{'It rained on the mill. ' * 20},Rain\n",
     "'Artikel' holds whole paragraphs: call it text. The title is read from a column called title or headline, the outlet from one called outlet or "
     "source, the day from one called published or date"),
    ("one column of paragraphs", "a.jsonl", json.dumps({"Artikel": "It rained on the mill. " * 20}), "'Artikel' holds whole paragraphs: call it text"),
    ("only titles", "a.json", json.dumps([{"Kopf": "Rain", "Jahr": 2020}] * 3), "Call the column of the texts text"),
    ("no names", "a.csv", ",\nx,It rained.\n", "no column has a name: write the names of the columns into its first row"),
]


def test_the_names_that_a_reader_is_told_are_understood():
    for what, (_, names) in _CALLED.items():
        assert [list(match_columns([name])) for name in names.split(" or ")] == [[what], [what]]


PLACES = [  # label, file, what its problems say
    ("rows of a spreadsheet", "a.csv", 'id,Text,Pub Date\n1,"It rained.\n\nIt snowed.",2020-10-05\n\n1,It rained.,31 Feb 2020\n3,,2020-10-05\n',
     [None, "row 4: Pub Date '31 Feb 2020' is no date; write YYYY-MM-DD; two articles share the id '1'; this one is called 'a:2' here: give it its own",
      "row 5: the article has no text: fill it or remove it"]),
    ("its quotation marks are wrong", "a.csv", 'title,text\nA,"It rained.\nIt snowed.\nB,Good.\n', ["line 2: a quotation mark", "row 3: 1 cell where", None]),
    ("lines", "a.jsonl", '{"text": "It rained."}\n\n[1]\n', [None, "line 3: it is no JSON object"]),
]


@pytest.mark.parametrize("label, name, data, problems", PLACES, ids=[case[0] for case in PLACES])
def test_a_problem_is_placed_as_a_spreadsheet_or_an_editor_shows_it(tmp_path, label, name, data, problems):
    found = load_articles(write(tmp_path, {name: data}))["problem"]
    assert [pd.isna(one) for one in found] == [one is None for one in problems]
    assert all(one is None or one in said for one, said in zip(problems, found, strict=True))


def test_rows_of_a_workbook_are_those_that_it_shows(tmp_path):
    import openpyxl
    book = openpyxl.Workbook()
    for row in (["text", "date"], ["It rained.", "31.2.2020"], [None, None], [None, "5.10.2020"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    problems = load_articles(tmp_path)["problem"].tolist()
    assert problems[0].startswith("row 2: date '31.2.2020'") and problems[1].startswith("row 4: the article has no text")


@pytest.mark.parametrize("label, name, data, problem", REFUSED, ids=[case[0] for case in REFUSED])
def test_a_table_without_texts_is_refused(label, name, data, problem):
    texts, problems, _ = read(data, name)
    assert texts == [""] and problem in problems[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8", "cp1252"])
def test_a_unicode_text_of_excel_is_a_table_whatever_its_name(encoding):
    lines = "title\toutlet\tdate\ttext\r\nBridge shut\tHarton Post\t2020-10-02\t\"It rained, “they” said.\"\r\n"
    records = read_one(lines.encode(encoding), "a.txt").records
    assert [(r["title"], r["outlet"], r["published"], r["text"]) for r in records] == [("Bridge shut", "Harton Post", "2020-10-02", "It rained, “they” said.")]


def test_names_of_objects_count_and_other_columns_are_kept(tmp_path):
    row = {"source": {"id": None, "name": "Harton Post"}, "title": {"x": 1}, "text": "It rained.", "author": ["Ann Lee", "J. Reed"], "page": 4,
           "published": "2020-10-06T23:30:00-05:00", "path": "/a/b", "embedding": [0.1, 0.2]}
    article = load_articles(write(tmp_path, {"a.jsonl": json.dumps(row), "b.csv": "text,page\nIt snowed.,7\n"})).iloc[0]
    assert (article["outlet"], article["author"], article["page"], article["given_path"]) == ("Harton Post", "Ann Lee; J. Reed", "4", "/a/b")
    assert pd.isna(article["title"]) and "its 'title' is an object" in article["problem"]
    assert article["published"] == pd.Timestamp("2020-10-06") and article["published_time"] == pd.Timestamp("2020-10-07T04:30Z")


# --- lists that a reader writes ------------------------------------------------------------------

SAVED = [   # label, how a spreadsheet writes the same table
    ("commas", lambda rows: ("\n".join(",".join(row) for row in rows)).encode()),
    ("UTF-8 with a mark", lambda rows: b"\xef\xbb\xbf" + ("\r\n".join(",".join(row) for row in rows)).encode()),
    ("semicolons", lambda rows: ("\r\n".join(";".join(row) for row in rows)).encode()),
    ("sep=", lambda rows: ("sep=;\r\n" + "\r\n".join(";".join(row) for row in rows)).encode()),
    ("Windows-1252", lambda rows: ("\r\n".join(";".join(row) for row in rows)).encode("cp1252")),
    ("UTF-16 with tabs", lambda rows: ("\r\n".join("\t".join(row) for row in rows)).encode("utf-16")),
    ("quoted", lambda rows: ("\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)).encode()),
    ("an empty line and empty cells at the end", lambda rows: ("\r\n".join(",".join([*row, ""]) for row in rows) + "\r\n,,,,\r\n").encode()),
]


@pytest.mark.parametrize("label, save", SAVED, ids=[case[0] for case in SAVED])
def test_the_lists_are_read_as_a_spreadsheet_writes_them(label, save, tmp_path):
    rows = {"articles.csv": [["path", "outlet", "published"], ["a.txt", "L’Écho", "2020-10-02"]],
            "people.csv": [["name", "aliases", "group"], ["Éva Berg", "Eva Berg", "council"]],
            "terms.csv": [["family", "term", "pattern"], ["bridge", "crossing", "crossing|café"]],
            "corrections.csv": [["table", "article_id", "start", "end", "text", "column", "value", "reason"],
                                ["dates", "a", "1", "3", "é", "value", "2020", "–"]]}
    write(tmp_path, {name: save(table) for name, table in rows.items()} | {"a.txt": "It rained."})
    article = load_articles(tmp_path).loc["a"]
    assert (article["outlet"], article["published"], article["published_basis"]) == ("L’Écho", pd.Timestamp("2020-10-02"), "metadata")
    assert read_people(tmp_path).loc[0, ["name", "aliases", "group"]].tolist() == ["Éva Berg", "Eva Berg", "council"]
    assert read_vocabulary(tmp_path / "terms.csv").loc[0, ["family", "term", "pattern"]].tolist() == rows["terms.csv"][1]
    assert read_corrections(tmp_path).loc[0, ["start", "text", "value", "reason"]].tolist() == [1, "é", "2020", "–"]


BAD_LISTS = [
    ("too many cells", "path,outlet\na.txt,Post, Harton\n", "line 2: 3 cells for 2 columns; put a cell that holds ',' in double quotes"),
    ("a mark left open", 'path,outlet\na.txt,"Post\n', "line 2 cannot be read"),
    ("no text", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "not text"),
    ("no such column", "file,outlet\na.txt,Post\n", "no column 'path'"),
]


@pytest.mark.parametrize("label, data, message", BAD_LISTS, ids=[case[0] for case in BAD_LISTS])
def test_a_list_that_cannot_be_read_names_file_and_line(label, data, message, tmp_path):
    write(tmp_path, {"articles.csv": data})
    with pytest.raises(ValueError, match=message) as raised:
        read_list(tmp_path / "articles.csv", needed=("path",))
    assert "articles.csv" in str(raised.value)


def test_further_columns_of_articles_csv_are_kept(tmp_path):
    write(tmp_path, {"a.txt": "It rained.", "b.txt": "It snowed.", "articles.csv": "path,section,published\na.txt,News,2020-10-06T23:30:00Z\n"})
    articles = load_articles(tmp_path)
    assert articles["section"].tolist()[0] == "News" and pd.isna(articles.at["b", "section"])
    assert articles.at["a", "published_time"] == pd.Timestamp("2020-10-06T23:30Z") and pd.isna(articles.at["b", "published_time"])
