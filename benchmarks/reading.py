"""How long one article of each kind of input takes to read.

    python -m benchmarks.reading [--articles 100] [--write]

The files are made up, as in the tests: the same articles in each export of a database, and one article in a document
of each other kind. Milliseconds are CPU time of this process for each article, the least of three rounds; loading the
library of a kind is not counted. The ratio is to the same article as plain text, in the same run: it depends less on
the machine. `--write` puts the table into benchmarks/README.md.
"""

import argparse

from analysis.corpus.registry import read_one
from benchmarks.__main__ import measure, name_machine, write_section
from tests.corpus import made_documents, made_exports

PLAIN = "text.txt"        # of made_documents.KINDS: what the others are compared with


def list_inputs(n_articles):
    """(kind, name, bytes, how many articles) of each input."""
    articles = (made_exports.ARTICLES * n_articles)[:n_articles]
    for kind, (name, write) in made_exports.FILES.items():
        written = write(articles)
        yield kind, name, written if isinstance(written, bytes) else written.encode(), n_articles
    for name, data in made_documents.KINDS.items():
        yield name, name, data, 1


def read_often(data, name, times):
    """Reads a file some times over: one reading of a short text takes less than the clock can tell."""
    for _ in range(times):
        read_one(data, name)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=100, help="in each export, and readings of each document")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    options = parser.parse_args(arguments)
    times = options.articles
    inputs = list(list_inputs(times))
    for _, name, data, n_articles in inputs:  # also loads the libraries
        found = sum(bool(record["text"]) for record in read_one(data, name).records)
        assert found == n_articles, f"{name}: {found} of {n_articles} articles"
    runs = measure(*((read_often, data, name, times // n_articles) for _, name, data, n_articles in inputs))
    each = {kind: seconds / times for (kind, *_), seconds in zip(inputs, runs, strict=True)}
    rows = [f"| {kind} | {1000 * seconds:.2f} | {seconds / each[PLAIN]:.1f} |" for kind, seconds in each.items()]
    table = "\n".join(["| kind | ms an article | ratio to plain text |", "|---|---|---|", *rows])
    print(table)
    if options.write:
        write_section("Reading", f"""\
`python -m benchmarks.reading --write` measures made-up articles in each kind of file and writes this section.
Milliseconds are CPU time; loading the library of a kind is not counted.
Machine: {name_machine()}.

{table}""")


if __name__ == "__main__":
    main()
