"""Pages read by several processes: the same articles and messages in order; a process that dies loses nothing."""
import os

import pytest

from analysis.batch import analyse
from analysis.corpus import make_rows, processes, read_articles
from analysis.corpus.processes import read_files
from tests.corpus import made_documents
from tests.files import write

STORY = "".join(f"<p>The bridge at Harton was closed on Monday, and engineer number {n} said that it opens again.</p>"
                for n in range(8))
PAGE = "<!DOCTYPE html><html><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}</article></body></html>"


@pytest.fixture
def corpus(tmp_path):
    """Pages and documents among texts and a table; some cannot be read, and two pages have one id by articles.csv."""
    packed = (".zip", ".tgz", ".gz")
    documents = {name: data for name, data in made_documents.KINDS.items() if not name.endswith(packed)}
    pages = {f"{n:02}.html": PAGE.format(f"Bridge {n} shut", STORY) for n in range(6)}
    return write(tmp_path / "corpus", {
        **pages, **documents, "03a.txt": "It rained.", "04a.csv": "title,text\nA,It snowed.\nB,\n", "05a.html": b"",
        "05b.htm": bytes(range(256)) * 10, "06.docx": b"PK\x03\x04 and nothing", "07.png": b"x",
        "articles.csv": "path,article_id\n01.html,one\n04.html,one\n09.html,none\n"})


def read(corpus, workers):
    remarks = []
    rows = make_rows(read_articles(corpus, remark=lambda path, what: remarks.append((path, what)), workers=workers))
    return rows, remarks


def test_two_processes_give_the_same_articles_and_messages(corpus, monkeypatch):
    """Also where only one file for each process is read before its turn."""
    rows, remarks = read(corpus, 1)
    monkeypatch.setattr(processes, "LEAST_PAGES", 2)
    monkeypatch.setattr(processes, "_AHEAD", 1)
    own = set()
    monkeypatch.setattr(processes, "read_file", lambda path, name, remark, before=processes.read_file:
                        own.add(name) or before(path, name, remark))
    several, said = read(corpus, 2)
    assert several.equals(rows) and said == remarks
    assert {"03a.txt", "04a.csv"} <= own and not any(name.endswith((".html", ".htm", ".docx", ".pdf")) for name in own)
    assert rows["problem"].notna().sum() >= 5 and (rows["text"] != "").sum() >= 12 and remarks


def test_few_pages_or_one_worker_start_no_process(corpus, monkeypatch):
    monkeypatch.setattr(processes, "ProcessPoolExecutor", None)
    read(corpus, 2)
    monkeypatch.setattr(processes, "LEAST_PAGES", 2)
    read(corpus, 1)


class Dying:
    """A path at which the process that opens it ends, unless it is the one that made it."""

    def __init__(self, path, process):
        self.path, self.process = path, process

    def __fspath__(self):
        if os.getpid() != self.process:
            os._exit(1)
        return str(self.path)


@pytest.mark.slow
def test_a_process_that_dies_loses_nothing(corpus, monkeypatch):
    monkeypatch.setattr(processes, "LEAST_PAGES", 2)
    files = [(corpus / name, name) for name in sorted(os.listdir(corpus)) if name.endswith((".html", ".txt"))]
    expected = list(read_files(files, lambda path, what: None))
    files[1] = (Dying(files[1][0], os.getpid()), files[1][1])
    assert list(read_files(files, lambda path, what: None, 2)) == expected


@pytest.mark.slow
def test_the_whole_analysis_has_the_same_bytes_and_tells_of_its_progress(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "LEAST_PAGES", 2)
    monkeypatch.setattr("analysis.batch.inputs._SECONDS_BETWEEN_LINES", 0)
    said = []
    for workers in (1, 2):
        analyse(corpus, tmp_path / f"{workers}", log=said.append, workers=workers)
    tables = [{path.name: path.read_bytes() for path in (tmp_path / n).iterdir() if path.is_file()} for n in "12"]
    assert len(tables[0]) > 10 and tables[0] == tables[1]
    assert len([line for line in said if line.endswith(": articles read")]) > 40
