"""How long one article of each kind of input takes to read.

    python -m benchmarks.reading [--articles 100]

The files are made up, as in the tests: the same articles in each export of a database, and one article in a document
of each
other kind. Milliseconds are CPU time of this process for each article, the least of three rounds; loading the library
of a kind is not counted.
"""

import argparse

from analysis.corpus.registry import read_one
from benchmarks.__main__ import measure
from tests.corpus import made_documents, made_exports


def list_inputs(n_articles):
    """(kind, name, bytes, how many articles) of each input."""
    articles = (made_exports.ARTICLES * n_articles)[:n_articles]
    for kind, (name, write) in made_exports.FILES.items():
        written = write(articles)
        yield kind, name, written if isinstance(written, bytes) else written.encode(), n_articles
    for name, data in made_documents.KINDS.items():
        yield name, name, data, 1


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=100, help="in each export")
    inputs = list(list_inputs(parser.parse_args(arguments).articles))
    for _, name, data, n_articles in inputs:  # also loads the libraries
        found = sum(bool(record["text"]) for record in read_one(data, name).records)
        assert found == n_articles, f"{name}: {found} of {n_articles} articles"
    print(f"{'kind':24} {'articles':>8} {'ms an article':>14}")
    runs = measure(*((read_one, data, name) for _, name, data, _ in inputs))
    for (kind, _, _, n_articles), seconds in zip(inputs, runs, strict=True):
        print(f"{kind:24} {n_articles:8} {1000 * seconds / n_articles:14.2f}")


if __name__ == "__main__":
    main()
