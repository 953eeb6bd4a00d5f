"""The stored benchmark is whole, and the programs run: on a few documents, without the peers that are not there."""
import ast
import json
import subprocess
import sys

import pandas as pd
import pytest

from benchmarks import __main__ as bench
from benchmarks import encodings, mutants, wording
from helpers import ROOT

GOLD = {"doc_id": "a", "dct": "2020-10-02", "text": "“It rained on Sunday,” Anna Berg said.", "ignore": [],
        "timexes": [{"start": 14, "end": 20, "type": "DATE", "value": "2020-09-27"}],
        "attributions": [{"content": [[0, 22]], "source": [[23, 32]], "speaker": "Anna Berg", "type": "direct"}]}


def test_the_stored_results_are_whole():
    table = pd.read_csv(ROOT / "benchmarks" / "results.csv")
    assert list(table.columns) == ["task", "measure", "articles", "value", "per_second", "exponent"]
    growth = table[table["measure"] == "seconds"]
    assert set(growth["task"]) == set(bench.FINDERS) and (growth["value"] > 0).all()
    page = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert "**Machine:**" in page and page.partition("\n## ")[0].count("\n| ") == len(table) + 1


def test_a_section_of_the_page_is_written_anew_and_the_others_stay(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "README", tmp_path / "README.md")
    bench.README.write_text("# Benchmarks\n\nHead.\n\n## One\n\nOld.\n\n## Two\n\nStays.\n")
    bench.write_section("One", "New.")
    bench.write_section("Three", "Added.")
    assert bench.README.read_text() == (
        "# Benchmarks\n\nHead.\n\n## One\n\nNew.\n\n## Two\n\nStays.\n\n## Three\n\nAdded.\n")


def test_rows_of_a_small_run(articles, monkeypatch):
    monkeypatch.setattr(bench, "measure", lambda *runs: [float(len(given)) for _, given in runs])
    sizes = [articles, pd.concat([articles] * 10)]
    rows = pd.DataFrame(bench.measure_growth(sizes))
    assert rows["exponent"].dropna().tolist() == pytest.approx([1.0] * len(bench.FINDERS))
    assert [row["value"] for row in bench.measure_partitions(articles)] == [1.0] * 3


PARAPHRASES = """Quality\t#1 ID\t#2 ID\t#1 String\t#2 String
1\t1\t2\tThe council closed the old bridge on Friday.\tThe old bridge was closed by the council.
1\t3\t4\tThe ferry "Anna" was sold to a Danish line.\tA Danish line bought the ferry "Anna".
0\t5\t6\tThe mill will open in May.\tThe school has a new roof.
0\t7\t8\tRain fell on the fair.\tThe mayor opened a fair.
"""


def test_similarities_on_paraphrases(tmp_path):
    path = tmp_path / "pairs.txt"
    path.write_text(PARAPHRASES, encoding="utf-8-sig")
    pairs = wording.read_paraphrases(path)
    assert pairs["is_paraphrase"].tolist() == [True, True, False, False] and pairs.at[1, "one"].count('"') == 2
    assert wording.measure_auc(wording.measure_by_find_shared(pairs), pairs["is_paraphrase"]) == 1.0
    assert wording.measure_auc([0.2, 0.4, 0.3, 0.4], [True, True, False, False]) == 0.375
    table = wording.compare_similarities([path]).set_index("similarity")
    assert table.at["find_shared", "auc"] == 1.0 and table["pairs"].eq(4).all()


def run(module, *arguments):
    done = subprocess.run([sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_benchmarks_run(tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    assert "right name    1.000 1.000 1.000" in run("speakers", gold)
    ours = next(line.split() for line in run("dates", gold).splitlines() if line.startswith("find_dates"))
    assert ours[-2] == "100.0"                              # value F1
    for article in ("000", "002", "004"):
        (tmp_path / f"{article}.txt").write_text(next((ROOT / "seeds").glob(f"{article}*")).read_text(encoding="utf-8"), encoding="utf-8")
    said = run("terms", tmp_path, "--peers", "re", "pyahocorasick", "--check")
    assert "find_terms" in said and "in one only: 0" in said
    assert "find_shared" in run("wording", *tmp_path.glob("*.txt"), "--sizes", 40, "--repeats", 1)


def test_every_encoding_of_the_benchmark_is_read(articles):
    text = "The ferry was late, “as ever,” said Ann Lee. It’s the engine – and nobody knew.\n" * 3
    for name, tried, right in encodings.measure([*articles["text"], text]):
        assert tried and right["decode"] == tried, name


FAULTY = """
class Count:
    def note(self, words, wanted=3):
        words = words[1:] if not words[0] == "a" and wanted > 2 else words
        while wanted:
            wanted -= 1
        self.write(words)
        return len(words) + 1
"""


def test_every_kind_of_fault_changes_the_code_and_compiles():
    places = mutants.find_places(ast.parse(FAULTY))
    assert {place.function for place in places} == {("Count", "note")}
    assert {place.kind for place in places} == {"comparison", "operator", "not", "slice", "constant", "return", "always", "never", "removed"}
    for number in range(len(places)):
        tree = ast.parse(FAULTY)
        mutants.plant(*mutants.find_places(tree)[number][:2])
        assert ast.unparse(tree) != ast.unparse(ast.parse(FAULTY))
        compile(ast.fix_missing_locations(tree), "faulty", "exec")


UNSEEN = """
def _read():
    return 1

TABLE = _read()

def pair(left, right):
    both: list[tuple] | None = list(zip(left, right, strict=True))
"""


def test_what_no_run_can_show_is_no_place_for_a_fault():
    """What runs while the module is loaded, the type of a name, an assertion."""
    assert mutants.find_places(ast.parse(UNSEEN)) == []
    assert len(mutants.find_places(ast.parse(UNSEEN.replace("_read", "read")))) == 2, "a public function may be called by others"


def test_a_fault_stands_on_the_lines_of_its_statement(tmp_path):
    (tmp_path / "faulty.py").write_text(FAULTY, encoding="utf-8")
    lines = [mutant.lines for mutant in mutants.list_mutants(tmp_path / "faulty.py")]
    assert all(len(each) == 1 for each in lines) and {each.start for each in lines} == {4, 5, 6, 7, 8}
