"""All benchmarks on a folder of real articles: how time grows, what partitions cost, and the peers in the same run.

    python -m benchmarks FOLDER [--times 1 10 100] [--peer-sample 60]

FOLDER is any corpus that the notebooks can read. To measure growth, its paragraphs are recombined at every size, even
at x1 (corpus.sample.resample_articles), so the lengths remain those of the articles and only their number differs.
Seconds are CPU time of this process, the smallest of three rounds over all sizes, so that a busy hour of the machine
affects all sizes; a run that took a minute is not repeated. The exponent compares with the size before: log(seconds
ratio) / log(articles ratio). Peers that are not installed (benchmarks/requirements.txt) are left out. Prints one
table, and
writes benchmarks/results.csv and benchmarks/README.md.
"""
import argparse
import math
import os
import platform
import re
import time
from pathlib import Path

import pandas as pd

from analysis.corpus.loading import load_articles, make_articles
from analysis.corpus.places import find_corpus
from analysis.corpus.sample import resample_articles
from analysis.dates import find_dates
from analysis.speakers import find_statements
from analysis.terms import find_terms
from analysis.text import find_sentences
from analysis.wording import find_shared
from analysis.zones import find_zones
from benchmarks import dates, terms, wording

HERE = Path(__file__).parent
README = HERE / "README.md"
FINDERS = {
    "terms": find_terms,
    "statements": find_statements,
    "dates": find_dates,
    "zones": find_zones,
    "shared": find_shared,
}


MOST_COMPARED_IN_MEMORY = 20_000      # articles; the command compares more than these on disk
_PARTITION = 500        # articles in a call, some 2,000,000 characters


def measure(*runs, clock=time.process_time):
    """The smallest CPU time of each run, (function, *arguments), in three rounds over all of them; a run that takes a
    minute is done only once. clock: tells CPU seconds."""
    taken = [[] for _ in runs]
    for _ in range(3):
        for seconds, (function, *arguments) in zip(taken, runs):
            if sum(seconds) < 60:
                start = clock()
                function(*arguments)
                seconds.append(clock() - start)
    return [min(seconds) for seconds in taken]


def read_own(corpus):
    """The articles of the corpus that have text."""
    articles = load_articles(corpus)
    return articles[articles["text"].str.strip() != ""]


def measure_growth(sizes):
    """One row per finder and size: seconds, articles per second, exponent."""
    rows = []
    for name, find in FINDERS.items():
        before, fitting = (
            None,
            [articles for articles in sizes if name != "shared" or len(articles) <= MOST_COMPARED_IN_MEMORY],
        )
        for articles, seconds in zip(fitting, measure(*((find, articles) for articles in fitting))):
            exponent = math.log(seconds / before[0]) / math.log(len(articles) / before[1]) if before else None
            before = seconds, len(articles)
            rows.append({"task": name, "measure": "seconds", "articles": len(articles), "value": seconds,
                         "per_second": len(articles) / seconds, "exponent": exponent})
            print(rows[-1], flush=True)
    return rows


def measure_partitions(articles):
    """What mapping over partitions costs, beside one call for all articles: the ratio."""
    rows = []
    for name in ("terms", "statements", "dates"):
        def find_parted(articles, find=FINDERS[name]):
            return pd.concat(
                [find(articles.iloc[i : i + _PARTITION]) for i in range(0, len(articles), _PARTITION)],
                ignore_index=True,
            )

        at_once, parted = measure((FINDERS[name], articles), (find_parted, articles))
        rows.append(
            {
                "task": name,
                "measure": f"partitions of {_PARTITION}, ratio to one call",
                "articles": len(articles),
                "value": parted / at_once,
            }
        )
    return rows


def measure_peers(articles, sample):
    """How many times as long as this project a peer takes, on the first articles of the same run."""
    part, rows = articles.head(sample), []
    documents = [
        {"text": text, "dct": f"{day:%Y-%m-%d}" if pd.notna(day) else "2020-01-01"}
        for text, day in zip(part["text"], part["published"])
    ]
    sentences = list(dict.fromkeys(text[a:b] for text in articles["text"] for a, b in find_sentences(text)))
    vocabulary = terms.make_vocabulary()
    search = terms.PEERS["re"](terms.list_alternatives(vocabulary), None)
    for task, peer, ours, theirs, given in [
        ("terms", "re, one alternation", lambda a: find_terms(a, vocabulary), search, articles),
        ("dates", "dateparser", dates.ours, dates.dateparser, documents),
        ("dates", "recognizers-text", dates.ours, dates.recognizers, documents),
        ("shared", "a plain inverted index", wording.pair_with_find_shared, wording.pair_with_plain_index, sentences),
    ]:
        try:
            peer_seconds, seconds = measure((theirs, given), (ours, given))
        # not installed, or fails on a text: the results of the other peers are still useful
        except Exception as error:
            print(f"{peer} is left out: {type(error).__name__}: {error}")
            continue
        rows.append(
            {
                "task": task,
                "measure": f"{peer}: seconds, ratio to ours",
                "articles": len(articles if given is sentences else given),
                "value": peer_seconds / seconds,
            }
        )
    return rows


def name_machine():
    """The kind of machine, for README.md."""
    model = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
        model = found.group(1) if found else model
    versions = f"Python {platform.python_version()}, pandas {pd.__version__}"
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, {versions}"


def write_section(title, text):
    """Replaces a section of README.md, or adds it at the end if there is no section with this title."""
    head, *sections = re.split(r"^(?=## )", README.read_text(encoding="utf-8"), flags=re.M)
    sections = {section.split("\n", 1)[0]: section for section in sections}
    sections[f"## {title}"] = f"## {title}\n\n{text}\n"
    README.write_text(
        "\n".join(part.rstrip("\n") + "\n" for part in (head, *sections.values())), encoding="utf-8", newline="\n"
    )


def write_readme(table, own):
    """Writes README.md with the table of this run, on the articles `own`, above the sections that it has."""
    lines = [" | ".join("" if pd.isna(cell) else str(cell) for cell in row) for row in table.itertuples(index=False)]
    head = " | ".join(table.columns)
    sections = README.read_text(encoding="utf-8").partition("\n## ")
    README.write_text(f"""# Benchmarks

`python -m benchmarks FOLDER` measures on a folder of real articles, prints one table and writes this page and
results.csv. Each of the other modules compares one finder with its peers in more detail, accuracy included; its first
lines say how.

**Machine:** {name_machine()}.
**Articles:** {len(own):,} real ones, {sum(map(len, own["text"])) / 1e6:.1f} MB. For `seconds`,
articles of the same lengths are made of their paragraphs, at every size, so that nothing but their number differs;
`seconds, as they are` and the peers are measured on the real ones.
Seconds are CPU time on one core. An exponent of 1 means that twice as many articles take twice as long.

| {head} |
|{"---|" * len(table.columns)}
""" + "\n".join(f"| {line} |" for line in lines) + "\n" + "".join(sections[1:]), encoding="utf-8", newline="\n")


def main():
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder")
    parser.add_argument("--times", nargs="+", type=float, default=[1, 10, 100], help="sizes, in numbers of the "
                                                                                     "articles (default 1 10 100)")
    parser.add_argument("--peer-sample", type=int, default=60, help="articles for the peers that are slow (default 60)")
    options = parser.parse_args()
    own = read_own(find_corpus(options.folder))
    sizes = [make_articles(resample_articles(own, round(len(own) * times))) for times in sorted(options.times)]
    as_they_are = [{**row, "measure": "seconds, as they are"} for row in measure_growth([own])]
    rows = (
        measure_peers(own, options.peer_sample)
        + as_they_are
        + measure_partitions(sizes[min(1, len(sizes) - 1)])
        + measure_growth(sizes)
    )
    table = pd.DataFrame(rows, columns=["task", "measure", "articles", "value", "per_second", "exponent"])
    table = table.round({"value": 2, "per_second": 0, "exponent": 2})
    table.to_csv(HERE / "results.csv", index=False, lineterminator="\n")
    write_readme(table, own)
    print(table.to_string(index=False))


if __name__ == "__main__":
    main()
