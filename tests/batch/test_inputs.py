"""The checksums of the manifest are those of the bytes that were read, and nothing but regular files is opened."""
import hashlib
import json
import os
import shutil
import socket

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.batch import analyse, reading, sharing
from analysis.batch.errors import InputChanged
from analysis.batch.inputs import describe_changes, list_inputs, list_states, tell_progress
from analysis.corpus.files import hash_file
from tests.files import write

STORY = "Bridge opens\n\nThe bridge over the Tamble opened on Monday, Anna Bell said."


def write_stories(folder):
    return write(folder, {f"{name}.txt": STORY.replace("Bell", f"{name.upper()}ell") for name in "abc"})


@pytest.fixture
def corpus(tmp_path):
    return write_stories(tmp_path / "in")


def test_an_input_is_a_path_its_size_and_its_checksum(corpus):
    data = (corpus / "a.txt").read_bytes()
    assert list_inputs(corpus)[0] == ["a.txt", len(data), hashlib.sha256(data).hexdigest()]
    assert list_inputs(corpus / "a.txt") == [list_inputs(corpus)[0]]


def test_a_state_tells_what_was_written_again(corpus):
    before = list_states(corpus)
    (corpus / "b.txt").write_bytes((corpus / "b.txt").read_bytes()[::-1])
    os.utime(corpus / "b.txt", ns=(0, before[1][2]))            # as a program that keeps the time of a file
    assert describe_changes(before, list_states(corpus)) == "b.txt"


def make_pipe(path):
    os.mkfifo(path)


def make_socket(path):
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
@pytest.mark.parametrize("make", [make_pipe, make_socket, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "socket", "device"])
@pytest.mark.parametrize("name", ["x.txt", "x.zip", "articles.csv"])
def test_only_regular_files_are_hashed(corpus, make, name, monkeypatch):
    monkeypatch.chdir(corpus)       # the name of a socket must be short
    make(corpus / name)
    found = {path: rest for path, *rest in list_inputs(corpus)}
    assert found.get(name, [None, None]) == [None, None] and len(found["a.txt"][1]) == 64
    with pytest.raises(OSError):
        hash_file(corpus / name)


@pytest.mark.parametrize("before, after, said", [
    ([["a", 1, "x"]], [["a", 1, "x"]], ""), ([["a", 1, "x"]], [["a", 1, "y"]], "a"), ([["a", 1, "x"]], [], "a"),
    ([], [[name, 1, "x"] for name in "edcba"], "a, b, c and 2 more")])
def test_changes_are_named(before, after, said):
    assert describe_changes(before, after) == said


def change_while_reading(monkeypatch, change):
    """`change` is called with the number of the reading when all articles have been read, and before they are checked."""
    read, count = reading.read_articles, iter(range(100))

    def read_articles(*arguments):
        yield from read(*arguments)
        change(next(count))
    monkeypatch.setattr(reading, "read_articles", read_articles)


def test_what_changes_while_it_is_read_is_read_again(corpus, tmp_path, monkeypatch):
    last = STORY.replace("Anna Bell", "Carl Dean").encode()
    change_while_reading(monkeypatch, lambda reading: reading or (corpus / "b.txt").write_bytes(last))
    said = []
    manifest = analyse(corpus, tmp_path / "out", log=said.append)
    assert any("files changed while they were read (b.txt)" in line for line in said)
    assert dict((path, digest) for path, _, digest in manifest["inputs"])["b.txt"] == hashlib.sha256(last).hexdigest()
    assert "Carl Dean" in set(pd.read_parquet(tmp_path / "out" / "statements.parquet")["speaker"])


def test_what_changes_again_and_again_is_no_result(corpus, tmp_path, monkeypatch, capsys):
    change_while_reading(monkeypatch, lambda reading: (corpus / "b.txt").write_text(STORY + f" {reading}", encoding="utf-8"))
    with pytest.raises(InputChanged):
        analyse(corpus, tmp_path / "out")
    assert main([str(corpus), "--out", str(tmp_path / "out"), "--no-report"]) == InputChanged.exit_status
    assert "b.txt" in capsys.readouterr().err.splitlines()[-1]
    assert list((tmp_path / "out").iterdir()) == []


def stop_before_tables(function, numbers):
    yield from map(function, numbers)
    raise KeyboardInterrupt


DAMAGES = {   # what happens to the folder of partitions of a run that was stopped
    "a table cut off": lambda work: (work / "00000" / "zones.parquet").write_bytes(b"PAR1"),
    "a table gone": lambda work: (work / "00000" / "dates.csv").unlink(),
    "a table of zeros": lambda work: (work / "00000" / "terms.csv").write_bytes(bytes(100)),
    "no checksums": lambda work: (work / "00000" / "digests.json").unlink(),
    "checksums that are none": lambda work: (work / "00000" / "digests.json").write_text("[1]"),
    "an empty folder": lambda work: (shutil.rmtree(work / "00000"), (work / "00000").mkdir()),
    "articles cut off": lambda work: (work / "articles-00000.parquet").write_bytes(b"PAR1"),
    "articles gone": lambda work: (work / "articles-00001.parquet").unlink(),
    "a record of reading cut off": lambda work: (work / "read.json").write_text("{"),
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """A folder with a corpus, `in`; the results of a whole run, `whole`; and those of a run that was stopped, `stopped`."""
    folder = tmp_path_factory.mktemp("runs")
    write_stories(folder / "in")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "PARTITION_ARTICLES", 2)
        analyse(folder / "in", folder / "whole")
        with pytest.raises(KeyboardInterrupt):
            analyse(folder / "in", folder / "stopped", run=stop_before_tables)
    return folder


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_partitions_are_done_again(runs, tmp_path, monkeypatch, damage):
    monkeypatch.setattr(reading, "PARTITION_ARTICLES", 2)
    shutil.copytree(runs / "stopped", tmp_path / "out")
    DAMAGES[damage](tmp_path / "out" / "partitions")
    analyse(runs / "in", tmp_path / "out")
    for path in (runs / "whole").iterdir():
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes(), path.name


def stop_before_swaps(function, numbers):
    yield from map(function, numbers)
    if isinstance(function, sharing.Describing):
        raise KeyboardInterrupt


@pytest.mark.parametrize("path", ["sentences-00000/words.arrow", "shared-00000/table.parquet"])
def test_damaged_sentences_are_done_again(runs, tmp_path, monkeypatch, path):
    monkeypatch.setattr(reading, "PARTITION_ARTICLES", 2)
    with pytest.raises(KeyboardInterrupt):
        analyse(runs / "in", tmp_path / "out", run=stop_before_swaps)
    (tmp_path / "out" / "partitions" / path).write_bytes(b"[")
    analyse(runs / "in", tmp_path / "out")
    for whole in (runs / "whole").iterdir():
        assert (tmp_path / "out" / whole.name).read_bytes() == whole.read_bytes(), whole.name


def test_whole_partitions_are_not_done_again(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "PARTITION_ARTICLES", 2)
    with pytest.raises(KeyboardInterrupt):
        analyse(corpus, tmp_path / "out", run=stop_before_tables)
    (tmp_path / "out" / "partitions" / "00000" / "zones.csv").write_text("")
    said = []
    analyse(corpus, tmp_path / "out", log=said.append)
    assert "partition 1 is damaged, and is done again" in said and any("1 reused, 1 to do" in line for line in said)
    assert not any("cut into partitions" in line for line in said)


def test_progress_is_told_every_ten_seconds(monkeypatch):
    clock = iter([0, 4, 11, 15, 22])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    said = []
    assert list(tell_progress("abc", said.append, "articles read")) == ["a", "b", "c"]
    assert said == ["2: articles read"]


def test_the_manifest_is_that_of_the_bytes(corpus, tmp_path):
    analyse(corpus, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["inputs"] == list_inputs(corpus)
