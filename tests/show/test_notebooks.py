"""What nbval does not see: how the stored notebooks were made, and whether their headline numbers are their rows."""
import builtins
import html
import json
import re

import IPython.display
import matplotlib
import pandas as pd
import pytest

import helpers
from analysis import show as display
from analysis.corpus import sample
from analysis.corpus.sample import resample_articles
from analysis.show import controls, report
from analysis.spans import COLUMNS, check_spans

NOTEBOOKS = sorted((helpers.ROOT / "notebooks").glob("*.ipynb"))
STYLED = re.compile(r"<(?:style|script)|\bon\w+=", re.I)


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def code_cells(path):
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]


def source(cell):
    return "".join(cell["source"])


def run_here(name, monkeypatch):
    """Runs a notebook's code in this process, on the corpus of the variable CORPUS: the bundles that it displays."""
    shown = []
    for module in (IPython.display, controls):
        monkeypatch.setattr(module, "display", lambda bundle, **_: shown.append(bundle))
    monkeypatch.setattr(builtins, "get_ipython", object, raising=False)
    monkeypatch.chdir(helpers.ROOT / "notebooks")
    space = {"__name__": "notebook"}
    with matplotlib.rc_context():
        for cell in code_cells(helpers.ROOT / "notebooks" / f"{name}.ipynb"):
            exec(compile(source(cell), name, "exec"), space)
    return shown


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return request.param


def test_there_are_notebooks():
    assert [path.stem[:2] for path in NOTEBOOKS] == [f"{i:02}" for i in range(len(NOTEBOOKS))] and len(NOTEBOOKS) >= 5


def test_outputs_are_of_one_fresh_run(notebook):
    counts = [cell["execution_count"] for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_one_parameters_cell_before_the_set_up(notebook):
    tagged = [i for i, cell in enumerate(code_cells(notebook)) if "parameters" in cell["metadata"].get("tags", [])]
    assert tagged == [0]
    assert source(code_cells(notebook)[0]).startswith("corpus = ")


def test_a_setting_is_explained_alike_in_every_notebook():
    lines = [line for path in NOTEBOOKS for line in source(code_cells(path)[0]).splitlines()]
    settings = {line.partition(" = ")[0]: set() for line in lines}
    for line in lines:
        settings[line.partition(" = ")[0]].add(line)
    assert {name for name, told in settings.items() if len(told) > 1} == {"corpus", "pair"}, "06 takes a corpus apart; 01 and 04 compare two"
    choosing = [path.stem[:2] for path in NOTEBOOKS if any(line.startswith("event = None") for line in source(code_cells(path)[0]).splitlines())]
    assert choosing == ["00", "01", "02", "03", "04", "05", "07", "08"], "all but 06, which makes its articles up, are about one event"


def test_no_error_and_nothing_on_stderr(notebook):
    for cell in code_cells(notebook):
        for output in cell["outputs"]:
            assert output["output_type"] != "error", source(cell)
            assert output.get("name") != "stderr", output.get("text")


def test_figures_are_stored_as_svg_and_png(notebook):
    for cell in code_cells(notebook):
        for output in cell["outputs"]:
            kinds = set(output.get("data", {}))
            assert ("image/png" in kinds) == ("image/svg+xml" in kinds), source(cell)
            if "image/svg+xml" in kinds:
                svg = "".join(output["data"]["image/svg+xml"])
                assert "<title>" in svg and "<dc:date>" not in svg
                assert "".join(output["data"]["text/plain"]).startswith("[figure] ")
                alternative = re.match('<img alt="([^"]+)" src="data:image/svg', "".join(output["data"]["text/html"]))[1]
                assert html.unescape(alternative) == "".join(output["data"]["text/plain"]).removeprefix("[figure] ")


def test_outputs_read_well_without_style_and_scripts(notebook):
    for cell in code_cells(notebook):
        for output in cell["outputs"]:
            assert not STYLED.search("".join(output.get("data", {}).get("text/html", "")))


def test_no_cell_is_skipped_without_its_reason(notebook):
    for cell in code_cells(notebook):
        skipped = [tag for tag in cell["metadata"].get("tags", []) if tag.startswith(("nbval", "skip"))]
        skipped += re.findall(r"#\s*NBVAL_\w+", source(cell))
        assert not skipped or "# not compared because" in source(cell), source(cell)


def test_cells_are_short_and_define_nothing(notebook):
    for cell in code_cells(notebook)[2:]:
        lines = source(cell).splitlines()
        assert len(lines) <= 10, source(cell)
        assert not any(re.match(r"\s*(def|class)\s", line) for line in lines)
        assert all(len(line) <= 130 for line in lines), max(lines, key=len)   # what a laptop shows without scrolling
        assert not source(cell).rstrip().endswith(";")


def test_the_set_up_is_short(notebook):
    """Five lines say what a notebook uses; what they would set up beyond that has a function."""
    lines = source(code_cells(notebook)[1]).splitlines()
    assert lines[0].startswith("# Set-up") and len(lines) <= 5, lines
    assert all(len(line) <= 130 for line in lines)


def test_links_lead_somewhere(notebook):
    for cell in read(notebook)["cells"]:
        if cell["cell_type"] == "markdown":
            for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", source(cell)):
                assert (notebook.parent / target).exists(), target


def test_links_to_the_glossary_lead_to_a_heading(notebook):
    headings = {report.name_heading(line) for line in (helpers.ROOT / report.GLOSSARY).read_text(encoding="utf-8").splitlines() if line.startswith("#")}
    text = "".join(source(cell) for cell in read(notebook)["cells"] if cell["cell_type"] == "markdown")
    for heading in re.findall(rf"\.\./{report.GLOSSARY}#([^)]*)\)", text):
        assert heading in headings


@pytest.mark.slow
def test_every_headline_number_is_its_rows(notebook, monkeypatch):
    """Runs the notebook's code and looks behind each sentence: a table counted there is made of distinct, true rows.

    Figures are not drawn, and of the articles that are made up there are fewer: nbval draws them, and makes them all. Whether
    the sentences are still those of the cells nbval sees in the fast tests.
    """
    said = []

    def remember(sentence, **values):
        said.append((sentence, values))
        original(sentence, **values)

    original = display.say
    monkeypatch.setattr(display, "say", remember)
    monkeypatch.setattr(display, "show_figure", lambda *_: None)
    monkeypatch.setattr(sample, "resample_articles", lambda articles, n, seed: resample_articles(articles, min(n, 20), seed))
    monkeypatch.chdir(notebook.parent)
    space = {"__name__": "notebook"}
    with matplotlib.rc_context():
        for cell in code_cells(notebook):
            exec(compile(source(cell), str(notebook), "exec"), space)
    articles, counted = space["found"].articles if "found" in space else space["articles"], 0      # those left out of totals too
    for sentence, values in said:
        for name, rows in values.items():
            if isinstance(rows, pd.DataFrame) and re.search(rf"\{{{name}[:}}]", sentence):
                counted += 1
                if set(COLUMNS) <= set(rows.columns):
                    check_spans(rows, articles)
                    assert not rows.duplicated(["article_id", "start", "end", *rows.columns.intersection(["term"])]).any(), sentence
                else:
                    assert not rows.index.duplicated().any(), sentence
    assert counted, "no sentence of this notebook counts rows"
