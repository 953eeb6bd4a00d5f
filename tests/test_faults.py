"""Do the checks themselves work? Faults are planted in a copy of the project, one by one, and the checks named here must fail on each."""
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from helpers import ROOT


def replace(old, new):
    """A fault: replaces the first place with the text `old` by `new`."""
    def plant(text):
        assert old in text, f"{old!r} is not there any more: plant another fault"
        return text.replace(old, new, 1)
    return plant


def append(lines):
    """A fault: adds these lines at the end of a module, where they can redefine a function above."""
    return lambda text: text + "\n\n" + lines + "\n"


def shift(function, column="end"):
    """A fault: every span that a public function finds ends one character further on."""
    return append(f"def _plant(find):\n    return lambda *given, **named: find(*given, **named).assign({column}=lambda t: t[{column!r}] + 1)\n\n\n"
                  f"{function} = _plant({function})")


def change_output(kind, pattern, change):
    """A fault in the first stored output of this kind that holds the pattern."""
    def plant(text):
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            for output in cell.get("outputs", []):
                stored = "".join(output.get("data", {}).get(kind, ""))
                if re.search(pattern, stored):
                    output["data"][kind] = re.sub(pattern, change, stored, count=1)
                    return json.dumps(notebook)
        raise AssertionError(f"no {kind} holds {pattern!r}")
    return plant


def forget_run(text):
    notebook = json.loads(text)
    next(cell for cell in notebook["cells"] if cell["cell_type"] == "code" and cell["outputs"])["execution_count"] = None
    return json.dumps(notebook)


def swap_speakers(text):
    """Exchanges two people of one article in the annotations made by hand."""
    lines = text.splitlines()
    rows = [i for i, line in enumerate(lines) if "Hikmet Hajiyev" in line or "Ilham Aliyev" in line]
    assert rows
    for i in rows[:1]:
        lines[i] = lines[i].replace("Hikmet Hajiyev", "Ilham Aliyev") if "Hikmet Hajiyev" in lines[i] else lines[i].replace("Ilham Aliyev", "Hikmet Hajiyev")
    return "\n".join(lines) + "\n"


NOTEBOOK = "notebooks/04_shared_wording.ipynb"
FAULTS = [   # what, the file, the fault, the check that must fail (a file, or one test of it)
    ("a number in a stored sentence", NOTEBOOK, change_output("text/plain", r"^(\D*)\d", r"\g<1>77"), NOTEBOOK),
    ("a stored figure", "notebooks/03_dates.ipynb", change_output("image/svg+xml", r"(<path d=\"M )\d", r"\g<1>7"), "notebooks/03_dates.ipynb"),
    ("a figure of the README", ".github/pictures/days.svg", replace("<path", "<path "), "tests/test_readme.py::test_pictures_are_the_notebooks_figures"),
    ("a cell that was not run", NOTEBOOK, forget_run, "tests/show/test_notebooks.py::test_outputs_are_of_one_fresh_run"),
    ("a speaker in the annotations", "data/annotations/statements.csv", swap_speakers, "notebooks/02_speakers.ipynb"),
    ("an annotated offset", "data/annotations/dates.csv", lambda text: re.sub(r"\n(\d+),(\d+),", lambda m: f"\n{m[1]},{int(m[2]) + 1},", text, count=1), "tests/test_five_articles.py"),
    ("an offset of zones", "analysis/zones/__init__.py", shift("find_zones"), "tests/test_zones.py::test_zones_cover_the_text_once"),
    ("an offset of terms", "analysis/terms.py", shift("find_terms"), "tests/test_terms.py"),
    ("an offset of dates", "analysis/dates/__init__.py", shift("find_dates"), "tests/test_five_articles.py"),
    ("an offset of statements", "analysis/speakers/__init__.py", shift("find_statements"), "tests/test_five_articles.py"),
    ("an offset of swaps", "analysis/wording/__init__.py", shift("find_swaps", "left_end"),
     "tests/test_properties.py::test_what_is_made_of_pairs_slices_back_and_adds_up"),
    ("a seed", "seeds/002_619f47d315121303.txt", lambda text: text.replace("e", "a", 1), "tests/corpus/test_articles.py::test_seeds_are_byte_for_byte"),
    ("text that is no longer escaped", "analysis/show/__init__.py", append("escape = str"), "tests/show/test_explore.py::test_hostile_articles_are_shown_as_text"),
    ("words left out", "analysis/words/__init__.py", append("_all = list_words\n\n\ndef list_words(articles):\n    return _all(articles).groupby('article_id').head(9)"),
     "tests/test_statistics.py::test_keyness_in_the_five_articles"),
    ("an offset of words", "analysis/text/__init__.py", append("_every = find_words\n\n\ndef find_words(text):\n    return [(start, end + 1) for start, end in _every(text)]"),
     "tests/text/test_text.py"),
    ("an offset of names", "analysis/naming/__init__.py", shift("find_names"), "tests/test_across_articles.py::test_names_slice_back_and_do_not_overlap"),
    ("a passage that ends late", "analysis/wording/passages.py", shift("find_passages", "right_end"),
     "tests/test_across_articles.py::test_passages_are_the_same_seen_from_either_article"),
    ("a correction that is lost", "analysis/spans/corrections.py",
     append("_correct = correct\n\n\ndef correct(spans, *given, **named):\n    return spans, _correct(spans, *given, **named)[1]"), "tests/spans/test_corrections.py"),
    ("a month of another number", "analysis/lexicon/calendar.csv", replace("September,month,9", "September,month,8"),
     "tests/lexicon/test_lexicon.py::test_the_calendar_knows_every_form"),
    ("agreement by chance that counts", "analysis/validation/agreement.py", append("def measure_kappa(pairs):\n    pairs = list(pairs)\n    return sum(a == b for a, b in pairs) / len(pairs)"),
     "tests/validation/test_agreement.py"),
    ("a change of an input that nobody tells", "analysis/batch/inputs.py", append("def describe_changes(before, after):\n    return ''"), "tests/batch/test_inputs.py::test_changes_are_named"),
    ("a group too many", "analysis/grouping.py", append("def choose_groups(articles, by=None):\n    return pd.Series(articles.index, articles.index, name=by or 'outlet')"), "tests/test_grouping.py::test_groups"),
    ("a file that pickles", "analysis/corpus/tables.py", append("import pickle  # noqa"), "tests/test_safety.py::test_no_module_runs_data_or_opens_a_connection"),
]
KEPT = [".github", "analysis", "benchmarks", "data", "notebooks", "seeds", "tests", "conftest.py", "helpers.py", "pyproject.toml", "README.md", "requirements.txt", "LICENSE"]


def copy_project(folder):
    for name in KEPT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*cache"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def check(folder, what):
    """What pytest says of one file or test of a project: (exit status, its last lines)."""
    options = ["--nbval", "--nbval-current-env"] if what.endswith(".ipynb") else []
    run = subprocess.run([sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:nbval", "-o", "addopts=", "-m", "not slow", *options, what], cwd=folder, capture_output=True, text=True, timeout=300,
                         env={**os.environ, "PYTHONPATH": str(folder)})
    return run.returncode, run.stdout[-1500:] + run.stderr[-500:]


def plant(folder, fault):
    label, file, change, what = fault
    folder.mkdir()
    path = copy_project(folder) / file
    text = path.read_bytes().decode("utf-8")
    changed = change(text)
    assert changed != text, label
    path.write_bytes(changed.encode("utf-8"))
    return check(folder, what)


@pytest.mark.slow
def test_every_planted_fault_is_caught(tmp_path):
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda numbered: plant(tmp_path / str(numbered[0]), numbered[1]), enumerate(FAULTS)))
    for (label, _, _, what), (status, said) in zip(FAULTS, results):
        assert status == 1 and "failed" in said, f"{label}: {what} does not notice (status {status})\n{said}"
