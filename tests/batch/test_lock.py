"""Two runs into one folder: never both at once; the second says who is first, or waits for the same result."""
import json
import os
import subprocess
import sys
import threading
import time

import pytest

from analysis.__main__ import main
from analysis.batch import analyse
from analysis.batch.errors import EXIT_STATUSES, FolderInUse
from analysis.batch.lock import LOCK_NAME, hold_folder
from helpers import ROOT

STORY = "Bridge opens\n\nThe bridge over the Tamble opened on Monday, Anna Bell said."


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(STORY, encoding="utf-8")
    return tmp_path / "in"


def test_another_input_is_refused_by_the_name_of_the_first(tmp_path):
    said = []
    with hold_folder(tmp_path, "one", tmp_path / "bridges", said.append):
        with pytest.raises(FolderInUse, match=rf"process {os.getpid()} on .* has been analysing .*bridges into it since \d{{4}}-"), \
                hold_folder(tmp_path, "two", tmp_path / "mills", said.append):
            pass
        assert (tmp_path / LOCK_NAME).exists(), "the first goes on holding it"
    assert not list(tmp_path.iterdir()) and not said
    with hold_folder(tmp_path, "two", tmp_path / "mills", said.append):
        pass


def test_the_same_input_waits(tmp_path):
    said, order = [], []

    def second():
        with hold_folder(tmp_path, "one", tmp_path, said.append):
            order.append("second")
    with hold_folder(tmp_path, "one", tmp_path, said.append):
        waiting = threading.Thread(target=second)
        waiting.start()
        end = time.monotonic() + 10
        while not said and time.monotonic() < end:
            time.sleep(0.01)
        order.append("first")
    waiting.join(10)
    assert order == ["first", "second"] and len(said) == 1 and "waited for" in said[0]


def test_a_lock_that_nobody_signs_is_not_waited_for_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.batch.lock._SECONDS_TO_SIGN", 0.1)
    with hold_folder(tmp_path, "one", tmp_path, print):
        (tmp_path / LOCK_NAME).write_text("")
        with pytest.raises(FolderInUse, match="another run works on it"), hold_folder(tmp_path, "one", tmp_path, print):
            pass


def test_an_error_frees_the_folder(tmp_path):
    with pytest.raises(RuntimeError), hold_folder(tmp_path, "one", tmp_path, print):
        raise RuntimeError
    assert not list(tmp_path.iterdir())


def test_the_second_run_uses_the_result_of_the_first(corpus, tmp_path):
    results, said, waits = [], [[], []], threading.Event()

    def go_on_when_the_other_waits(function, numbers):
        assert waits.wait(60)
        return map(function, numbers)

    def run(n):
        def log(line):
            said[n].append(line)
            if "waited for" in line:
                waits.set()
        results.append(analyse(corpus, tmp_path / "out", run=go_on_when_the_other_waits, log=log))
    threads = [threading.Thread(target=run, args=[n]) for n in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(results) == 2 and results[0]["outputs"] == results[1]["outputs"]
    assert sum("complete already: 1 partition reused" in lines for lines in said) == 1


def test_the_command_says_who_holds_the_folder(corpus, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    with hold_folder(tmp_path / "out", "another", tmp_path / "mills", print):
        assert main([str(corpus), "--out", str(tmp_path / "out"), "--no-report"]) == FolderInUse.exit_status
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("stopped: the folder") and "mills" in last and "--out" in last


def test_the_exit_statuses_of_the_readme_are_those_of_the_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"| {status} | {says} |" in readme for status, says in EXIT_STATUSES.items())


@pytest.mark.slow
def test_the_lock_of_a_killed_run_is_free(corpus, tmp_path):
    program = ("import sys, time; from pathlib import Path; from analysis.batch.lock import hold_folder\n"
               "with hold_folder(Path(sys.argv[1]), 'another', Path('mills'), print):\n    print('held', flush=True); time.sleep(60)")
    (tmp_path / "out").mkdir()
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "out")], cwd=ROOT, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout.readline() == "held\n"
        with pytest.raises(FolderInUse):
            analyse(corpus, tmp_path / "out")
        first.kill()
    assert analyse(corpus, tmp_path / "out")["articles"] == 1
    assert not (tmp_path / "out" / LOCK_NAME).exists() and json.loads((tmp_path / "out" / "manifest.json").read_text())
