"""What is installed without the project's folder: it is whole, it is small, and everything that is imported is declared."""
import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest

from helpers import ROOT
from tests.files import write
from tests.rooms import ROOMS, list_imports, parse

MOST_PACKAGES = 25              # in an environment that only finds: what a user must trust and keep up to date
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What a module is called, where its package is called otherwise.
PACKAGE_OF = {"dateutil": "python-dateutil", "IPython": "ipython", "docx": "python-docx", "odf": "odfpy", "bs4": "beautifulsoup4", "websocket": "websocket-client",
              "distributed": "dask", "ipykernel": "jupyterlab"}         # these two come with the others
FOLDERS = ROOMS | {"tests": sorted((ROOT / "tests").rglob("*.py")), "helpers": [ROOT / "helpers.py"]}


def read_names(requirements):
    """The names of packages in a list of requirements: pandas>=3.0 is pandas."""
    return {re.match(r"[\w.-]+", line).group().lower().replace("_", "-") for line in requirements}


DECLARED = read_names([*PROJECT["dependencies"], *(line for extra in PROJECT["optional-dependencies"].values() for line in extra)])


@pytest.mark.parametrize("folder", FOLDERS)
def test_everything_that_is_imported_is_declared(folder):
    for path in FOLDERS[folder]:
        for name in list_imports(path):
            top = name.split(".")[0]
            if top not in sys.stdlib_module_names and top not in ("analysis", "helpers", "tests", "benchmarks"):
                assert PACKAGE_OF.get(top, top).lower().replace("_", "-") in DECLARED, f"{path} imports {name}: declare it"


def list_public(tree):
    """The functions that others may call: of a module, and of its classes, whose names begin with a letter."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from list_public(node)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize("room", [*ROOMS, "helpers"])
def test_public_functions_say_what_they_take_and_give(room):
    """mypy checks that it is true; what says nothing it does not look at."""
    for path in FOLDERS[room]:
        for function in list_public(parse(path)[0]):
            given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
            silent = [each.arg for each in given if each.annotation is None and each.arg not in ("self", "cls")]
            assert not silent and function.returns is not None, f"{path}: say the types of {function.name}: {silent}"


def test_requirements_pin_what_is_declared():
    """Every declared package has its exact version in requirements.txt, so that stored outputs stay comparable."""
    lines = [line for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines() if "==" in line]
    pinned = read_names(lines)
    assert DECLARED - pinned <= {PROJECT["name"]}, DECLARED - pinned


EXAMPLE = """
from analysis.findings import find_all
from analysis.show import show_concordance
found = find_all("articles")
assert list(found.statements["speaker"]) == ["Anna Berg"], found.statements
show_concordance(found.dates, found.articles)
"""


@pytest.mark.slow
def test_the_wheel_works_in_an_empty_environment(tmp_path):
    copy = tmp_path / "project"
    copy.mkdir()
    for name in ("analysis", "helpers.py", "pyproject.toml", "README.md", "LICENSE"):
        source = ROOT / name
        shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__")) if source.is_dir() else shutil.copy(source, copy)
    outside = tmp_path / "outside"
    write(outside, {"articles/one.txt": "Bridge opens\n\n“It is open,” Anna Berg said on Monday.\n", "articles/two.txt": "The bridge opened.\n"})

    def run(*command, folder=outside):
        done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, timeout=900)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, copy)
    run(sys.executable, "-m", "venv", tmp_path / "env")
    python = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "-q", *tmp_path.glob("*.whl"))
    packages = run(python, "-m", "pip", "list", "--format=freeze").splitlines()
    assert len(packages) <= MOST_PACKAGES, packages
    run(python, "-m", "analysis", "articles", "--out", "results", "--no-report")
    assert (outside / "results" / "statements.parquet").exists()
    assert "Monday" in run(python, "-c", EXAMPLE)
