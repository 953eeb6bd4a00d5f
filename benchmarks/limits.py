"""What each stage costs for an article, as a ratio to a limit: what no program can undercut, or the quickest one known.

    python -m benchmarks.limits FOLDER [--write]

Milliseconds are CPU time for each article, the least of three rounds in one run; the time of another program that is
started counts. Limits that are not installed (requirements.txt; ripgrep is a program of its own) are left out.
`--write` puts the table into benchmarks/README.md.
"""

import argparse
import difflib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.batch.files import write_piece
from analysis.corpus.places import find_corpus
from analysis.corpus.registry import read_one
from analysis.dates import find_dates
from analysis.speakers import find_statements
from analysis.terms import find_terms
from analysis.text import WORD
from analysis.wording import find_shared, find_swaps
from analysis.wording.pairs import share_sentences
from analysis.wording.sentences import read_sentences
from analysis.zones import find_zones
from benchmarks import terms
from benchmarks.__main__ import measure, name_machine, read_own, write_section

LIMITS = {
    "Parquet": "the same texts read from a Parquet file: nothing is found in a text that is not read",
    "spaCy": "spaCy's blank tokenizer: compiled code takes the text apart into tokens, and does nothing else",
    "Hyperscan": "the words of the vocabulary counted by Hyperscan, with all patterns in one automaton",
    "ripgrep": "the words of the vocabulary counted by `rg --count-matches`, one thread, its start included",
    "sorting": "numpy sorts as many 64-bit numbers as the articles have words",
    "difflib": "SequenceMatcher of the standard library aligns the words of the same pairs",
    "Parquet, written": "pandas writes the same tables as Parquet alone",
}
"""What each limit does."""


class Stage(NamedTuple):
    """What the command does with articles, the limits that it is compared with, and why it takes longer."""

    name: str
    function: Callable
    limits: tuple[str, ...]
    more: str


def list_stages(articles):
    files = [text.encode() for text in articles["text"]]
    sentences, shared = read_sentences(articles), find_shared(articles)
    vocabulary, tables = terms.make_vocabulary(), make_tables(articles)
    return [
        Stage("read text files", lambda: [read_one(data, "a.txt") for data in files], ("Parquet",),
              "finds the encoding, the title, the outlet and the day, in Python, line by line"),
        Stage("zones", lambda: find_zones(articles), ("spaCy",),
              "describes each line, and applies rules to it and its neighbours"),
        Stage("terms", lambda: find_terms(articles, vocabulary), ("Hyperscan", "ripgrep"),
              "looks at each word in Python's dictionary, folds it, and makes a row of each hit"),
        Stage("statements", lambda: find_statements(articles), ("spaCy",),
              "finds noun phrases and clauses, and links persons throughout an article"),
        Stage("dates", lambda: find_dates(articles), ("spaCy",),
              "recognises kinds of words, matches patterns of them, and resolves tense"),
        Stage("sentences taken apart", lambda: read_sentences(articles), ("spaCy",),
              "is nearly the same work: the words of each sentence as numbers"),
        Stage("sentences compared", lambda: share_sentences(*sentences), ("sorting",),
              "sorts the runs of words, and weighs the words of each pair that has one in common"),
        Stage("swaps", lambda: find_swaps(shared), ("difflib",),
              "aligns by rare words first, and decides which words stand for each other"),
        Stage("tables written", lambda: write_tables(tables, as_csv=True), ("Parquet, written",),
              "writes each table as CSV too"),
    ]


def make_tables(articles):
    return {"zones": find_zones(articles), "statements": find_statements(articles), "dates": find_dates(articles)}


def write_tables(tables, as_csv):
    with tempfile.TemporaryDirectory() as folder:
        for name, table in tables.items():
            write_piece(table, Path(folder), name, as_csv)


def list_limits(articles, folder):
    """{limit: function}, as far as they are installed."""
    path, numbers = folder / "texts.parquet", _draw_numbers(articles)
    articles[["text"]].to_parquet(path)
    pairs, tables = _list_pairs(articles), make_tables(articles)
    limits = {
        "Parquet": lambda: pd.read_parquet(path),
        "sorting": lambda: np.sort(numbers),
        "difflib": lambda: [difflib.SequenceMatcher(None, *pair, autojunk=False).get_opcodes() for pair in pairs],
        "Parquet, written": lambda: write_tables(tables, as_csv=False),
    }
    for name, make in (("spaCy", _make_tokenizer), ("Hyperscan", _make_search), ("ripgrep", _make_ripgrep)):
        try:
            limits[name] = make(articles, folder)
        except (ImportError, OSError) as error:
            print(f"{name} is left out: {error}")
    return limits


def _draw_numbers(articles):
    words = sum(len(WORD.findall(text)) for text in articles["text"])
    return np.random.default_rng(0).integers(0, 1 << 63, words)


def _list_pairs(articles):
    """The words of the two sentences of each pair that differs."""
    shared = find_shared(articles)
    both = zip(shared["left_text"], shared["right_text"])
    return [(WORD.findall(left), WORD.findall(right)) for left, right in both if left != right]


def _make_tokenizer(articles, folder):
    import spacy

    tokenize = spacy.blank("en").tokenizer
    return lambda: [tokenize(text) for text in articles["text"]]


def _list_patterns():
    """The terms as expressions: whole words, as `find_terms` has them before joining."""
    parts = [part.replace("*", r"\w*") for *_, part in terms.list_alternatives(terms.make_vocabulary())]
    return [rf"\b{part}\b" for part in parts]


def _make_search(articles, folder):
    import hyperscan

    patterns = _list_patterns()
    database = hyperscan.Database()
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_UTF8
    database.compile([pattern.encode() for pattern in patterns], flags=[flags] * len(patterns))
    texts = [text.encode() for text in articles["text"]]
    hits = []
    return lambda: [database.scan(text, lambda *hit: hits.append(hit)) for text in texts]


def _make_ripgrep(articles, folder):
    if shutil.which("rg") is None:
        raise OSError("there is no program rg")
    # edges of words as ASCII has them: with those of Unicode it leaves its fast automaton, and takes 16 times as long
    patterns = [pattern.replace(r"\b", r"(?-u:\b)") for pattern in _list_patterns()]
    (folder / "patterns.txt").write_text("\n".join(patterns), encoding="utf-8")
    (folder / "texts.txt").write_text("\n".join(articles["text"]), encoding="utf-8")
    command = ["rg", "--threads=1", "--ignore-case", "--count-matches", "--file", "patterns.txt", "texts.txt"]
    return lambda: subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _read_clock():
    """CPU seconds of this process and of those that it has waited for."""
    import resource  # here, as Windows has none

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + used.ru_utime + used.ru_stime


def compare(articles, folder):
    """The table, as lines: of each stage and its limits the milliseconds an article, and their ratio."""
    stages, limits = list_stages(articles), list_limits(articles, folder)
    functions = [*limits.values(), *(stage.function for stage in stages)]
    seconds = measure(*((function,) for function in functions), clock=_read_clock)
    took = [1000 * taken / len(articles) for taken in seconds]
    limit_took, stage_took = dict(zip(limits, took)), took[len(limits) :]
    lines = ["| stage | ms an article | limit | its ms | ratio | what the stage does beyond its limit |"]
    lines.append("|---|---|---|---|---|---|")
    for stage, taken in zip(stages, stage_took, strict=True):
        for limit in stage.limits:
            if limit in limit_took:
                cells = f"{taken:.3f}", limit, f"{limit_took[limit]:.3f}", f"{taken / limit_took[limit]:.2g}"
                lines.append(f"| {' | '.join([stage.name, *cells, stage.more])} |")
    return "\n".join(lines)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    options = parser.parse_args(arguments)
    articles = read_own(find_corpus(options.folder))
    with tempfile.TemporaryDirectory() as folder:
        table = compare(articles, Path(folder))
    print(table)
    if options.write:
        limits = "\n".join(f"- {name}: {says}." for name, says in LIMITS.items())
        write_section("Limits", f"""\
`python -m benchmarks.limits FOLDER --write` measures real articles and writes this section: what each stage of the
command costs for an article, and how many times a limit that is. Milliseconds are CPU time of one core.
The seconds of the first table are of another day and another state of the rules: compare figures within one table only.
{len(articles):,} articles of {articles["text"].str.len().mean():,.0f} characters. Machine: {name_machine()}.

{table}

The limits:

{limits}""")


if __name__ == "__main__":
    main()
