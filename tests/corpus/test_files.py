"""Which files are read: regular files, each once, by kind; all other files are reported, and nothing hangs."""
import os
import socket
import stat
import zipfile

import pandas as pd
import pytest

from analysis.batch import list_inputs
from analysis.corpus import read_articles
from analysis.corpus.files import hash_file, open_file
from analysis.corpus.lists import read_list
from analysis.corpus.remarks import escape_controls, group_remarks
from helpers import load_articles
from tests.files import write

GOOD = "The bridge opened on Monday.\n"
posix = pytest.mark.skipif(os.name == "nt", reason="there are no pipes and devices among files there")


def list_remarks(folder):
    remarks = []
    articles = list(read_articles(folder, None, lambda path, what: remarks.append((path, what))))
    return articles, remarks


@posix
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl", "a.parquet", "a.zip"])
@pytest.mark.parametrize("kind", ["pipe", "socket", "device", "link to a pipe", "link to a device"])
def test_only_regular_files_are_opened(tmp_path, name, kind):
    folder = write(tmp_path / "in", {"z.txt": GOOD})
    target = tmp_path / "pipe" if kind == "link to a pipe" else folder / name
    if "pipe" in kind:
        os.mkfifo(target)
    if kind == "socket":
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(os.path.relpath(folder / name))
    elif "device" in kind:
        (folder / name).symlink_to("/dev/zero")
    elif kind == "link to a pipe":
        (folder / name).symlink_to(target)
    articles, _ = list_remarks(folder)
    assert [article["text"] for article in articles] == ["", GOOD]
    assert "it is a device, a pipe or a socket" in articles[0]["problem"] or "cannot be read" in articles[0]["problem"]
    with pytest.raises(OSError):
        hash_file(folder / name)
    assert [row[2] for row in list_inputs(folder)][0] is None


@posix
@pytest.mark.parametrize("name", ["articles.csv", "terms.csv", "people.csv", "corrections.csv", "names.csv"])
def test_lists_are_regular_files_too(tmp_path, name):
    os.mkfifo(tmp_path / name)
    with pytest.raises(OSError, match="a device, a pipe or a socket"):
        read_list(tmp_path / name)


def test_a_regular_file_is_opened(tmp_path):
    write(tmp_path, {"a.txt": GOOD})
    with open_file(tmp_path / "a.txt") as stream:
        assert stream.read() == GOOD.encode()


@posix
def test_links_that_leave_the_folder_and_second_names_are_told(tmp_path):
    folder = write(tmp_path / "in", {"a.txt": GOOD, "sub/b.txt": GOOD})
    write(tmp_path, {"out.txt": GOOD, "far/c.txt": GOOD})
    (folder / "leaves.txt").symlink_to(tmp_path / "out.txt")
    (folder / "far").symlink_to(tmp_path / "far")
    (folder / "again.txt").symlink_to(folder / "a.txt")
    os.link(folder / "sub" / "b.txt", folder / "sub" / "hard.txt")
    articles, remarks = list_remarks(folder)
    assert [article["path"] for article in articles] == ["a.txt", "again.txt", "far/c.txt", "leaves.txt", "sub/b.txt", "sub/hard.txt"]
    said = dict(remarks)
    assert "leads out of the folder" in said["leaves.txt"] and "leads out of the folder" in said["far"]
    assert "the same file as a.txt" in said["again.txt"] and "the same file as sub/b.txt" in said["sub/hard.txt"]
    assert set(said) == {"leaves.txt", "far", "again.txt", "sub/hard.txt"}


def test_links_and_second_names_within_a_zip(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", GOOD)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", "Another.\n")
    articles, remarks = list_remarks(tmp_path)
    assert [article["path"] for article in articles] == ["a.zip/a.txt"]
    assert [what for _, what in remarks] == ["the archive holds two files of this name: the first is read", "a symbolic link within an archive is no article: not followed"]


def test_the_folder_of_a_page_saved_whole_is_no_article(tmp_path):
    page = "<html><head><title>Bridge</title></head><body><article><h1>Bridge</h1>" + "<p>The bridge was opened again on Monday by the mayor.</p>" * 5 + "</article></body></html>"
    write(tmp_path, {"Bridge.html": page, "Bridge_files/ad.html": page, "Bridge_files/s.js": "1", "Bridge_files/deep/x.txt": GOOD,
                     "Alone_files/a.txt": GOOD, "Bridge_texts/b.txt": GOOD, "photo.jpg": b"\xff\xd8"})
    articles, remarks = list_remarks(tmp_path)
    assert [article["path"] for article in articles] == ["Alone_files/a.txt", "Bridge.html", "Bridge_texts/b.txt"]
    lines = group_remarks(remarks)
    assert lines[0].startswith("1 .html, 1 .txt, 1 .js: belongs to a page that was saved whole, and holds no article (Bridge_files/")
    assert lines[1].startswith("photo.jpg: files of this kind are not read: save their texts as")


REMARKS = [   # label, remarks, lines
    ("none", [], []),
    ("one", [("a.js", "no")], ["a.js: no"]),
    ("kinds", [(f"{n}.js", "no") for n in range(14)] + [("a.docx", "no")], ["14 .js, 1 .docx: no (0.js, and 14 more)"]),
    ("reasons in order", [("a.js", "no"), ("b.zip", "never"), ("c.js", "no")], ["2 .js: no (a.js, and 1 more)", "b.zip: never"]),
    ("articles of a table", [("a.csv:1", "no"), ("a.csv:2", "no")], ["2 articles in .csv: no (a.csv:1, and 1 more)"]),
    ("many kinds", [(f"a.k{n}", "no") for n in range(8)], ["1 .k0, 1 .k1, 1 .k2, 1 .k3, 1 .k4, 3 others: no (a.k0, and 7 more)"]),
    ("without a suffix", [("README", "no"), ("LICENSE", "no")], ["2 without a suffix: no (README, and 1 more)"]),
    ("escapes", [("a\x1b[31m\u202e.js", "no")], ["a\\x1b[31m\\u202e.js: no"]),
]


@pytest.mark.parametrize("label, remarks, lines", REMARKS, ids=[case[0] for case in REMARKS])
def test_remarks_are_grouped_by_kind_and_reason(label, remarks, lines):
    assert group_remarks(remarks) == lines


@pytest.mark.parametrize("text, shown", [("tea", "tea"), ("Çay “x”", "Çay “x”"), ("a\nb", "a\\nb"), ("\x1b]0;x\x07", "\\x1b]0;x\\x07"), ("\x9b31m", "\\x9b31m")])
def test_control_characters_are_written_out(text, shown):
    assert escape_controls(text) == shown


@posix
def test_names_with_escapes_are_printed_escaped(tmp_path, capsys):
    load_articles(write(tmp_path, {"a.txt": GOOD, "b\x1b[2J.png": b"x"}))
    said = capsys.readouterr().out
    assert "\x1b" not in said and "b\\x1b[2J.png" in said


def test_an_empty_folder_says_what_lies_there(tmp_path):
    with pytest.raises(ValueError, match=r"holds no article: .*3 .png: files of this kind are not read"):
        load_articles(write(tmp_path, {f"{n}.png": b"x" for n in range(3)}))


def test_hidden_files_and_lists_are_left_out_in_silence(tmp_path):
    articles, remarks = list_remarks(write(tmp_path, {"a.txt": GOOD, ".DS_Store": b"x", ".git/b.txt": GOOD, "corrections.csv": "table\n", "people.csv": "name\n", "names.csv": "decision\n"}))
    assert len(articles) == 1 and remarks == []


def test_columns_of_the_articles():
    articles = load_articles("seeds")
    assert articles["published_time"].dtype == "datetime64[s, UTC]" and articles["published_time"].isna().all()
    assert list(articles["outlet_evidence"].notna()) == [True] * 5 and pd.api.types.is_string_dtype(articles["outlet_evidence"])
