"""Everything in an article is shown as text: never as HTML, Markdown, a formula or code. Nothing connects to other
machines, and no data are run as code."""
import ast
import builtins
import csv
import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import IPython.display
import pandas as pd
import pytest

from analysis import show as display
from analysis.batch import analyse
from analysis.corpus.places import read_corrections
from analysis.show import report
from analysis.show.rectify import make_correction, write_lines
from helpers import ROOT
from tests.files import write
from tests.rooms import MODULES, ROOMS, parse
from tests.show.test_explore import assert_only_our_tags
from tests.show.test_notebooks import run_here

# --- a hostile corpus ----------------------------------------------------------------------

STORY = """{} <script>alert("x") in $x_1$

HARTON: The occupied <img src=x onerror=alert(1)> bridge saw a ceasefire in the war of **{}** on Monday, \\(y\\) and _all_.

“It costs $5 & $6 <b>or so {{text}} %s,” Ann <i>Lee said on September 27. =HYPERLINK("x"), she added, "is `code`".

The mayor of $Harton$ said that the <svg onload=alert(2)> Nagorno-Karabakh shop had closed in <td> 1994. [a](javascript:alert(3))

@SUM(A1) said it rained on the Armenian and Azerbaijani <iframe src=x> side, in Turkey.
"""
FILES = {"<img src=x onerror=alert(4)>.txt" if os.name != "nt" else "a.txt": STORY.format("Rates rise", "1991"), "-b.txt": STORY.format("Rates fell", "1992"),
         "$c$ & d.txt": STORY.format("Rates <u>stay", "1993")}
FACTS = pd.DataFrame({"path": list(FILES), "outlet": ["=cmd|' /C calc'!A0", "<b>$\\frac{1}{0}$</b> \x01\x0b", "+Post\ufffe & `x`"], "title": ["<script>1</script>", "$x$", None],
                      "published": ["2020-10-01", "2020-10-02", "2020-10-03"]})


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS", str(tmp_path / "in"))
    return write(tmp_path / "in", {**FILES, "articles.csv": FACTS.to_csv(index=False)})


KINDS = {"text/plain", "text/html", "image/svg+xml", "image/png", "application/vnd.jupyter.widget-view+json"}
SHAPES = {"svg", "g", "path", "defs", "clipPath", "rect", "use", "text", "tspan", "style", "metadata", "title", "image", "pattern", "linearGradient", "stop"}


def check_bundle(bundle):
    assert set(bundle) <= KINDS, set(bundle) - KINDS
    assert_only_our_tags(bundle.get("text/html", "").replace("<u>", ""))
    if "image/svg+xml" in bundle:
        for node in ElementTree.fromstring(bundle["image/svg+xml"]).iter():         # well-formed, or it shows nowhere
            name = node.tag.rpartition("}")[2]
            assert name in SHAPES or "svg" not in node.tag, name
            assert not any(key.startswith("on") for key in node.attrib)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["00_articles", "01_term_frequency", "02_speakers", "03_dates", "04_shared_wording", "05_explore"])
def test_a_notebook_shows_a_hostile_corpus_as_text(name, hostile, monkeypatch):
    shown = run_here(name, monkeypatch)
    for bundle in shown:
        check_bundle(bundle)
    whole = "".join(bundle.get("text/html", "") + bundle.get("image/svg+xml", "") for bundle in shown)
    assert len(shown) > 5 and "=cmd|" in whole and "<script>alert" not in whole and "<img src" not in whole


def test_a_figure_sets_no_formula_and_takes_any_letter(monkeypatch):
    shown = []
    monkeypatch.setattr(IPython.display, "display", lambda bundle, **_: shown.append(bundle))
    monkeypatch.setattr(builtins, "get_ipython", object, raising=False)
    from analysis.show.figures import plot_bars
    table = pd.DataFrame({"n": [1, 2], "label": ["$\\frac{x}{0}$ <b>", "a\x00\x01\x1b\ufffe\u202e😀"], "panel": "$y$ & \x0b", "shown": ["$1$", "]]>"]})
    display.show_figure(plot_bars(table, "n", "label", "panel", "$z$"), "$t$ </svg><script>\x02", "$s$ \x03", "$n$ \x04")
    check_bundle(shown[0])
    text = "".join(ElementTree.fromstring(shown[0]["image/svg+xml"]).itertext())
    assert all(formula in text for formula in ("$\\frac{x}{0}$ <b>", "$y$ &", "$1$", "$z$", "$t$ </svg><script>", "$n$"))


def test_no_cell_of_a_written_table_is_a_formula(hostile, tmp_path, monkeypatch):
    monkeypatch.setattr(report, "MOST_IN_NOTEBOOKS", (0, 0))
    manifest = analyse(hostile, tmp_path / "out", report=report.write_report)
    for path in (tmp_path / "out").glob("*.csv"):
        with open(path, encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                assert not any(re.match(r"[=+\-@\t\r\n](?!\d+(\.\d+)?$)", cell) for cell in row), row
    assert manifest["rows"]["statements"] > 2 and manifest["rows"]["swaps"] > 1
    assert_only_our_tags(re.sub(r"<(!DOCTYPE|html|/html|head|/head|meta|title|/title|body|/body|h1|/h1|h2|/h2)[^>]*>", "",
                                (tmp_path / "out" / "report.html").read_text(encoding="utf-8")))


@pytest.mark.parametrize("text", ["=1+1", "-2", "@x", "+", "\tx", "'quoted'", "tea"])
def test_a_correction_is_no_formula_in_a_spreadsheet_and_the_text_again_when_read(text, tmp_path):
    row = pd.Series({"article_id": "=a", "start": 0, "end": len(text), "text": text})
    write_lines(tmp_path / "corrections.csv", [make_correction("terms", row, "term", text, text)])
    cells = next(csv.reader((tmp_path / "corrections.csv").read_text(encoding="utf-8").splitlines()[1:]))
    assert not any(re.match(r"[=+\-@\t\r\n]", cell) for cell in cells), cells
    read = read_corrections(tmp_path).iloc[0]
    assert (read["article_id"], read["text"], read["start"]) == ("=a", text, 0) and read["value"] == read["reason"] == text.strip()


@pytest.mark.slow
def test_the_report_shows_a_hostile_corpus_as_text(hostile, tmp_path):
    analyse(hostile, tmp_path / "out", report=report.write_report)
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    body = page[page.index("<body"):]
    assert not re.search(r"<(?:script>alert|img src=x|svg onload|iframe|b>or so|i>Lee|script>1)", body) and 'href="javascript' not in body
    assert "Traceback" not in page and "&lt;script&gt;alert" in body
    shown = re.sub(r"<(script|style|svg)\b.*?</\1>", "", body, flags=re.S)
    assert not re.search(r"\$x_1\$|\\\(y\\\)", shown), "MathJax would set it as a formula"


# --- no network ----------------------------------------------------------------------------

GUARD = '''
import socket

def is_here(address):
    return not isinstance(address, tuple) or str(address[0]).startswith("127.") or address[0] in ("::1", "localhost", "", "0.0.0.0", "::")

def guard(name):
    original = getattr(socket.socket, name)
    def call(self, *arguments):
        if not is_here(arguments[-1]):
            raise RuntimeError(f"calls out: {arguments[-1]}")
        return original(self, *arguments)
    setattr(socket.socket, name, call)

for name in ("connect", "connect_ex", "sendto"):
    guard(name)

resolve = socket.getaddrinfo
def getaddrinfo(host, *arguments, **options):
    if not is_here((host.decode() if isinstance(host, bytes) else host or "",)):
        raise RuntimeError(f"asks for the address of {host}")
    return resolve(host, *arguments, **options)
socket.getaddrinfo = getaddrinfo
'''
USE = '''
import socket, sys
for call in (lambda: socket.create_connection(("192.0.2.1", 80), 1), lambda: socket.socket().connect(("192.0.2.1", 80)),
             lambda: socket.getaddrinfo("example.org", 80)):
    try:
        call()
    except RuntimeError:
        pass
    else:
        sys.exit("the guard does not hold")
from analysis.__main__ import main
from helpers import load_articles
assert len(load_articles("seeds")) == 5 and len(load_articles(sys.argv[1])) == 3
sys.exit(main([sys.argv[1], "--out", sys.argv[2], "--no-report"]))
'''


def make_guard(folder):
    """What the environment needs so that every Python started in it has no network but this machine."""
    write(folder, {"sitecustomize.py": GUARD})
    return {"PYTHONPATH": str(folder)}


def test_nothing_calls_out(tmp_path):
    page = "<html><head><title>Bridge</title><link rel=canonical href='https://example.org/a'><meta http-equiv=refresh content='0;url=http://example.org'></head><body>" \
           "<img src='http://example.org/x.png'><article>" + "<p>The bridge opened on Monday, the mayor said, and all were glad.</p>" * 9 + "</article></body></html>"
    write(tmp_path / "in", {"a.html": page, "b.csv": "text,url\nIt rained.,http://example.org\n", "c.txt": "See https://example.org. “Yes,” Ann Lee said."})
    run = subprocess.run([sys.executable, "-c", USE, str(tmp_path / "in"), str(tmp_path / "out")], cwd=ROOT, capture_output=True, text=True,
                         env={**os.environ, **make_guard(tmp_path / "guard")})
    assert run.returncode == 0, run.stderr[-2000:]


# --- no code from data ---------------------------------------------------------------------

# Dask sends functions from process to process as pickles: between processes that the same person started (cluster.py), never from a file.
MODULES_THAT_RUN_DATA = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "code", "runpy", "ctypes", "subprocess", "telnetlib", "urllib", "requests", "http",
                         "socket", "ftplib", "yaml"}
CALLS_THAT_RUN_DATA = {"eval", "exec", "compile", "__import__", "read_pickle", "to_pickle", "system", "popen", "import_module", "load_module"}


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_runs_data_or_opens_a_connection(room):
    for path in ROOMS[room]:
        for node in parse(path)[1]:
            imported = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not {name.split(".")[0] for name in imported} & MODULES_THAT_RUN_DATA, f"{path}: {ast.unparse(node)}"
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called in ("re.compile",) or called.rpartition(".")[2] not in CALLS_THAT_RUN_DATA, f"{path}: {ast.unparse(node)}"
                assert not any(keyword.arg in ("allow_pickle", "shell") for keyword in node.keywords), f"{path}: {ast.unparse(node)}"


def test_conditions_of_counting_are_never_made_of_data():
    """`DataFrame.query` reads a condition as an expression: the notebooks write theirs out, and no f-string or variable makes one of an article."""
    for path in MODULES:
        for node in parse(path)[1]:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("query", "eval"):
                assert path.stem == "statistics" and ast.unparse(node.args[0]) == "condition", ast.unparse(node)
