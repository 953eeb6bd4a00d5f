"""The stored outputs are the same in another time zone, another language, and with another hash seed; without a network, and if a warning were an error."""
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import PurePosixPath

import pandas as pd
import pytest

from analysis.batch import WRITTEN
from helpers import ROOT
from tests.files import write
from tests.test_safety import make_guard

OFFLINE = """
import socket
try:
    socket.create_connection(("192.0.2.1", 80), 1)
except RuntimeError:
    pass
else:
    raise SystemExit("the guard does not hold")
"""
TURKISH = """
import locale
assert locale.setlocale(locale.LC_ALL, "") == "tr_TR.UTF-8"
assert locale.localeconv()["decimal_point"] == ","
"""
STRICT = """
import warnings
try:
    warnings.warn("x")
except UserWarning:
    pass
else:
    raise SystemExit("warnings are no errors")
"""
ELSEWHERE = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "12345", "PYTHONWARNINGS": "error"}
IN_TURKISH = {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}


@pytest.mark.slow
def test_notebooks_give_the_same(tmp_path):
    """All at once, as each run of all notebooks takes a minute. Only on Linux is there a way to have the Turkish locale for certain."""
    turkish = sys.platform == "linux"
    env = {**os.environ, **ELSEWHERE, **(IN_TURKISH if turkish else {}), **make_guard(tmp_path)}
    for name, check in {"no network": OFFLINE, "the Turkish locale": TURKISH if turkish else "", "warnings as errors": STRICT}.items():
        active = subprocess.run([sys.executable, "-c", check], env=env, capture_output=True, text=True)
        assert active.returncode == 0, f"{name}: not active on this machine: {active.stderr[-300:]}"
    run = subprocess.run([sys.executable, "-m", "pytest", "-q", "notebooks"], cwd=ROOT, env=env, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-3000:]


# --- Windows, as far as it can be tried elsewhere ----------------------------------------------

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)      # no file may be called so there


def find_trouble(paths):
    """Of these paths with slashes, those that Windows cannot hold, or not beside each other."""
    folded = Counter(path.casefold() for path in {*paths, *(str(up) for path in paths for up in PurePosixPath(path).parents)})
    for path in paths:
        if folded[path.casefold()] > 1:
            yield path, "differs from another in capitals only"
        for part in PurePosixPath(path).parts:
            if RESERVED.fullmatch(part) or part.endswith((".", " ")) or re.search(r'[<>:"\\|?*\x00-\x1f]', part):
                yield path, f"no name may be {part!r}"


@pytest.mark.skipif(not (ROOT / ".git").exists() or shutil.which("git") is None, reason="this is no clone")
def test_windows_can_hold_every_file_of_the_project():
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = files.rstrip("\0").split("\0")
    assert not list(find_trouble(paths)) and max(map(len, paths)) < 150, "260 with the folder that it is put into"


def test_windows_can_hold_what_the_command_writes():
    assert not list(find_trouble([*WRITTEN, "manifest.json", "partitions"]))


@pytest.mark.parametrize("paths, trouble", [(["a.txt", "A.txt"], 2), (["a/b", "A/c"], 0), (["aux.csv"], 1), (["a/nul"], 1), (["auxiliary.py"], 0),
                                            (["a:b"], 1), (["a."], 1)])
def test_what_windows_cannot_hold_is_found(paths, trouble):
    assert len(list(find_trouble(paths))) == trouble


@pytest.mark.slow
def test_a_folder_from_windows_on_its_console(tmp_path):
    """Line ends, names and lists as Windows writes them, and a console that cannot show all letters."""
    story = "Bridge shut\r\n\r\n“It is shut,” said Ayşe Çelik on Monday.\r\n"
    rows = "path;outlet;published\r\nnews\\Çelik.txt;Harton Post;2020-10-05\r\n"
    write(tmp_path / "in", {"news/Çelik.txt": story.encode("utf-8-sig"), "news/Ağrı.txt": story.encode("utf-16"), "CON.txt": "It rained.\r\n",
                            "articles.csv": rows.encode("cp1252")})
    command = [sys.executable, "-m", "analysis", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--no-report"]
    env = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "NO_COLOR": "1"}
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True)
    assert run.returncode == 0, run.stderr.decode("cp1252")
    statements = pd.read_parquet(tmp_path / "out" / "statements.parquet")
    assert list(statements["speaker"]) == ["Ayşe Çelik"] * 2 and statements["text"].str.startswith("It is shut").all()
    articles = pd.read_parquet(tmp_path / "out" / "articles.parquet").set_index("path")
    assert articles.loc["news/Çelik.txt", "outlet"] == "Harton Post" and "CON.txt" in articles.index
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert not any("\\" in path for path, *_ in manifest["inputs"])
