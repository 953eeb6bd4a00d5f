"""Every notebook runs to its end on corpora that are unlike the five articles, and what it says is still grammatical."""
import json
import os
import re
import subprocess
import sys
import warnings

import pytest

from analysis.corpus.sample import resample_articles
from helpers import ROOT
from tests.files import write
from tests.show.test_notebooks import run_here

NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
PLAIN = {   # one has no date, none a quotation or a term, one is empty, one has a headline only
    "walk.txt": "A walk along the canal\n\nThe path begins at the mill and follows the water to the lock. Herons stand in the reeds. The way back "
                "leads through an orchard of old pear trees.\n",
    "garden.txt": "The garden is large and green. Roses grow along the wall.\n", "empty.txt": "", "line.txt": "A cat on the roof\n"}
ONE_OF_MANY = re.compile(r"(?<![\d.,-])1 (?:of them have|(?:\w+ )?(?:articles|mentions|statements|stretches|references|pairs|sentences|speakers|places|"
                         r"comparisons|rows|words|times|ways|are|have|were))\b")


@pytest.fixture(scope="module")
def corpora(tmp_path_factory, articles):
    """A folder with one article, one with a few odd ones, and a table of more than any notebook lists."""
    folder = tmp_path_factory.mktemp("corpora")
    write(folder / "one", {"walk.txt": PLAIN["walk.txt"]})
    write(folder / "few", PLAIN)
    resample_articles(articles, 120, seed=1)[["article_id", "outlet", "published", "text"]].to_parquet(folder / "many.parquet", index=False)
    return folder


def run(notebook, corpus, folder):
    """The sentences and tables that the notebook shows, as plain text, once it ran without an error."""
    out = folder / f"{notebook}.ipynb"
    command = [sys.executable, "-m", "papermill", str(ROOT / "notebooks" / f"{notebook}.ipynb"), str(out), "-p", "corpus", corpus,
               "--no-progress-bar"]
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_VERSION"}
    done = subprocess.run(command, cwd=folder, env={**env, "CORPUS": "not this one"}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    cells = json.loads(out.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert not any(output.get("name") == "stderr" for output in outputs), outputs
    return ["".join(output["data"]["text/plain"]) for output in outputs if "data" in output]


@pytest.mark.slow
def test_a_notebook_takes_its_corpus_as_a_parameter(corpora):
    """In a kernel of its own, as papermill runs it; the report of the command runs each of them with its parameter."""
    check_sentences(run("04_shared_wording", "many.parquet", corpora))


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS)
@pytest.mark.parametrize("corpus", ["few", "one", "many.parquet"])
def test_a_notebook_runs_to_its_end(corpus, notebook, corpora, monkeypatch, capfd):
    """With the variable CORPUS, in this process, which takes a tenth of the time."""
    monkeypatch.setenv("CORPUS", str(corpora / corpus))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_sentences(bundle["text/plain"] for bundle in run_here(notebook, monkeypatch) if "text/plain" in bundle)
    assert capfd.readouterr().err == ""


def check_sentences(texts):
    for text in texts:
        sentences = text if "\n" not in text else text.splitlines()[-1]
        assert not ONE_OF_MANY.search(sentences), sentences
        assert len(sentences) < 2500, sentences[:300]
        assert not re.search(r"\b(?:nan|NaN|NaT|None(?! of| is))\b|<NA>", sentences), sentences
        assert len(text.splitlines()) < 200, f"a table of {len(text.splitlines())} lines"
