"""Each benchmark runs to its end on a few documents, and leaves out the peers that are not there."""
import json
import subprocess
import sys

import pytest

from helpers import ROOT

GOLD = {"doc_id": "a", "dct": "2020-10-02", "text": "“It rained on Sunday,” Anna Berg said.", "ignore": [],
        "timexes": [{"start": 14, "end": 20, "type": "DATE", "value": "2020-09-27"}],
        "attributions": [{"content": [[0, 22]], "source": [[23, 32]], "speaker": "Anna Berg", "type": "direct"}]}


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
