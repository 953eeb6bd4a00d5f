"""What each stage costs for an article, as a ratio to what cannot be undercut, or to the quickest known program.

    python -m benchmarks.limits FOLDER [--write]

Limits: reading the same texts from a Parquet file (nothing can be found in a text that is not read), spaCy's blank
tokenizer (a text taken apart into tokens by compiled code, and nothing else), Hyperscan with the patterns of the
vocabulary (a text searched as fast as the machine allows). What is not installed is left out. Milliseconds are CPU time
of this process for each article, the least of three rounds, in one run; `--write` puts the table into
benchmarks/README.md.
"""

import argparse
import tempfile
from pathlib import Path

import pandas as pd

from analysis.corpus.places import find_corpus
from analysis.corpus.registry import read_one
from analysis.dates import find_dates
from analysis.speakers import find_statements
from analysis.terms import find_terms
from analysis.wording import find_shared, find_swaps
from analysis.wording.pairs import share_sentences
from analysis.wording.sentences import read_sentences
from analysis.zones import find_zones
from benchmarks import terms
from benchmarks.__main__ import measure, name_machine, read_own, write_section


def list_stages(articles):
    """(stage, function, arguments): what the command does with articles."""
    files = [text.encode() for text in articles["text"]]
    sentences, shared = read_sentences(articles), find_shared(articles)
    return [
        ("read text files", lambda: [read_one(data, "a.txt") for data in files]),
        ("zones", lambda: find_zones(articles)),
        ("terms", lambda: find_terms(articles, terms.make_vocabulary())),
        ("statements", lambda: find_statements(articles)),
        ("dates", lambda: find_dates(articles)),
        ("shared: sentences taken apart", lambda: read_sentences(articles)),
        ("shared: sentences compared", lambda: share_sentences(*sentences)),
        ("shared: the table, all steps", lambda: find_shared(articles)),
        ("swaps", lambda: find_swaps(shared)),
    ]


def list_limits(articles, folder):
    """{limit: function}, as far as they are installed."""
    path = folder / "texts.parquet"
    articles[["text"]].to_parquet(path)
    limits = {"Parquet": lambda: pd.read_parquet(path)}
    for name, make in (("spaCy", _make_tokenizer), ("Hyperscan", _make_search)):
        try:
            limits[name] = make(articles)
        except ImportError as error:
            print(f"{name} is left out: {error}")
    return limits


def _make_tokenizer(articles):
    import spacy

    tokenize = spacy.blank("en").tokenizer
    return lambda: [tokenize(text) for text in articles["text"]]


def _make_search(articles):
    """Counts the hits of the vocabulary: whole words, whatever their case, as `find_terms` has them before joining."""
    import hyperscan

    patterns = [part.replace("*", r"\w*") for *_, part in terms.list_alternatives(terms.make_vocabulary())]
    database = hyperscan.Database()
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_UTF8
    database.compile([rf"\b{pattern}\b".encode() for pattern in patterns], flags=[flags] * len(patterns))
    texts = [text.encode() for text in articles["text"]]
    hits = []
    return lambda: [database.scan(text, lambda *hit: hits.append(hit)) for text in texts]


def compare(articles, folder):
    """The table, as lines: of each stage milliseconds an article, and how many times what each limit takes."""
    stages, limits = list_stages(articles), list_limits(articles, folder)
    seconds = measure(*((function,) for function in (*limits.values(), *(function for _, function in stages))))
    each = [1000 * taken / len(articles) for taken in seconds]
    lines = [f"| stage | ms an article | {' | '.join(f'times {name}' for name in limits)} |",
             "|---|---|" + "---|" * len(limits)]
    for name, taken in zip([*limits, *(name for name, _ in stages)], each, strict=True):
        times = [f"{taken / limit:.1f}" for limit in each[: len(limits)]]
        lines.append(f"| {' | '.join([name, f'{taken:.3f}', *times])} |")
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
        write_section("Limits", f"""\
`python -m benchmarks.limits FOLDER --write` measures real articles and writes this section: what each stage costs for
an article, and how many times what cannot be undercut. Milliseconds are CPU time of one core.
The seconds of the first table were measured on another day, with an earlier state of the rules: compare figures within
one table only.
{len(articles):,} articles of {articles["text"].str.len().mean():,.0f} characters. Machine: {name_machine()}.

{table}""")


if __name__ == "__main__":
    main()
