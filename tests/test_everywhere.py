"""The stored outputs are the same in another time zone, another language, and with another hash seed."""
import os
import subprocess
import sys

import pytest

from helpers import ROOT

PLACES = [
    ("time zone", {"TZ": "Pacific/Auckland"}, ""),
    ("Turkish", {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
     "import locale; assert locale.setlocale(locale.LC_ALL, '') == 'tr_TR.UTF-8'; "
     "assert locale.localeconv()['decimal_point'] == ','"),
    ("hash seed", {"PYTHONHASHSEED": "12345"}, ""),
]


@pytest.mark.slow
@pytest.mark.parametrize("label, changes, check", PLACES, ids=[place[0] for place in PLACES])
def test_notebooks_give_the_same(label, changes, check):
    env = {**os.environ, **changes}
    active = subprocess.run([sys.executable, "-c", check or "pass"], env=env, capture_output=True, text=True)
    assert active.returncode == 0, f"{changes} is not active on this machine: {active.stderr[-300:]}"
    run = subprocess.run([sys.executable, "-m", "pytest", "-q", "notebooks"], cwd=ROOT, env=env, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-3000:]
