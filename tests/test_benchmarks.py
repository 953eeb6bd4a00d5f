"""The stored benchmark is whole, and the program that writes it runs."""
import pandas as pd
import pytest

from benchmarks import __main__ as bench
from helpers import ROOT


def test_the_stored_results_are_whole():
    table = pd.read_csv(ROOT / "benchmarks" / "results.csv")
    assert list(table.columns) == ["task", "measure", "articles", "value", "per_second", "exponent"]
    growth = table[table["measure"] == "seconds"]
    assert set(growth["task"]) == set(bench.FINDERS) and (growth["value"] > 0).all()
    page = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert "**Machine:**" in page and page.count("\n| ") == len(table) + 1


def test_rows_of_a_small_run(articles, monkeypatch):
    monkeypatch.setattr(bench, "measure", lambda *runs: [float(len(given)) for _, given in runs])
    sizes = [articles, pd.concat([articles] * 10)]
    rows = pd.DataFrame(bench.measure_growth(sizes))
    assert rows["exponent"].dropna().tolist() == pytest.approx([1.0] * len(bench.FINDERS))
    assert [row["value"] for row in bench.measure_partitions(articles)] == [1.0] * 3
