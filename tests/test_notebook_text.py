"""What `git diff` shows of a notebook: the cells, what they say, and no more than has changed."""
import json
import shutil
import subprocess
import sys

import pytest

from helpers import ROOT

PROGRAM = ROOT / ".github" / "notebook_text.py"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def write(path):
    done = subprocess.run([sys.executable, PROGRAM, path], capture_output=True, check=True)
    return done.stdout.decode("utf-8").splitlines()


def save(path, *outputs, source="1"):
    cells = [{"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": source, "outputs": list(outputs)}]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return path


def draw(svg, says="[figure] Rain fell on 2 days."):
    return {"output_type": "display_data", "data": {"image/svg+xml": [svg], "image/png": "x" * 999, "text/plain": [says]}}


OUTPUTS = [     # label, output, expected lines, why
    ("stream", {"output_type": "stream", "text": ["Two\n", "lines\n"]}, ["Two", "lines"], "each line of its own"),
    ("table", {"output_type": "display_data", "data": {"text/html": "<table>", "text/plain": " a     b\n10    20"}}, ["a  b", "10  20"],
     "the plain form, with two blanks between the columns"),
    ("error", {"output_type": "error", "traceback": ["no such column"]}, ["no such column"], "an error is seen too"),
    ("other", {"output_type": "display_data", "data": {"application/x": "?"}}, ["[application/x]"], "what has no text is named"),
]


@pytest.mark.parametrize("label, output, expected, why", OUTPUTS, ids=[case[0] for case in OUTPUTS])
def test_an_output_is_its_plain_text(label, output, expected, why, tmp_path):
    assert write(save(tmp_path / "a.ipynb", output)) == ["--- code 0 parameters", "1", *(f"  > {line}" for line in expected)], why


def test_a_figure_is_its_words_and_a_checksum(tmp_path):
    one, two, three = (write(save(tmp_path / "a.ipynb", draw(svg))) for svg in (
        '<svg><path d="M1 1"/><text x="1">Post &amp; Echo</text><text>7</text></svg>',
        '<svg><path d="M1 2"/><text x="1">Post &amp; Echo</text><text>7</text></svg>',
        '<svg><path d="M1 1"/><text x="1">Post &amp; Echo</text><text>8</text></svg>'))
    assert one[2:4] == ["  > [figure] Rain fell on 2 days.", "  > [in it] Post & Echo | 7"]
    assert one[:4] == two[:4] and one[4] != two[4], "a line that moved is noticed"
    assert three[3] == "  > [in it] Post & Echo | 8"


def test_what_is_no_notebook_is_shown_as_it_is(tmp_path):
    (tmp_path / "a.ipynb").write_text("<<<<<<< ours\n{}\n", encoding="utf-8")
    assert write(tmp_path / "a.ipynb") == ["<<<<<<< ours", "{}"]


def test_one_changed_number_is_a_short_diff(tmp_path):
    """In the sentence and in its HTML, as a run of the notebook would change it."""
    path = next(path for path in NOTEBOOKS if path.stem == "02_speakers")
    text = path.read_text(encoding="utf-8")
    number = text.partition("Most words go to ")[2].partition(": ")[2].partition(" words")[0]
    changed = tmp_path / "changed.ipynb"
    changed.write_text(text.replace(f": {number} words", f": {number}1 words"), encoding="utf-8")
    diff = [new for old, new in zip(write(path), write(changed), strict=True) if old != new]
    assert len(diff) == 1 and f": {number}1 words" in diff[0]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_attribute_that_git_needs_is_set_and_harmless_without_the_program():
    run = ["git", "-C", str(ROOT), "check-attr", "diff", "--", "notebooks/02_speakers.ipynb"]
    done = subprocess.run(run, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("no clone")
    assert done.stdout.strip().endswith("diff: jupyternotebook")
