"""The stored outputs are the same in another time zone, another language, and with another hash seed; without a network, and if a warning were an error."""
import os
import subprocess
import sys

import pytest

from helpers import ROOT
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
PLACES = [
    ("Turkish, time zone, no network", {"TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
     OFFLINE + TURKISH),
    ("hash seed, warnings as errors", {"PYTHONHASHSEED": "12345", "PYTHONWARNINGS": "error"}, STRICT),
]


@pytest.mark.slow
@pytest.mark.parametrize("label, changes, check", PLACES, ids=[place[0] for place in PLACES])
def test_notebooks_give_the_same(label, changes, check, tmp_path):
    env = {**os.environ, **changes, **(make_guard(tmp_path) if "no network" in label else {})}
    active = subprocess.run([sys.executable, "-c", check], env=env, capture_output=True, text=True)
    assert active.returncode == 0, f"{changes} is not active on this machine: {active.stderr[-300:]}"
    run = subprocess.run([sys.executable, "-m", "pytest", "-q", "notebooks"], cwd=ROOT, env=env, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-3000:]
