"""All benchmarks on a folder of real articles: how time grows, what partitions cost, and the peers in the same run.

    python -m benchmarks FOLDER [--times 1 10 100] [--peer-sample 60]

FOLDER is any corpus that the notebooks read. At x10 and x100 its paragraphs are put together anew (corpus.resample_articles), so the
lengths stay those of the articles. Seconds are CPU time of this process, the least of two runs, one run where it takes longer than 20 s. The exponent
compares with the size before: log(seconds ratio) / log(articles ratio). Peers that are not installed (benchmarks/requirements.txt) are left out.
Prints one table, and writes benchmarks/results.csv and benchmarks/README.md.
"""
import argparse
import math
import os
import platform
import re
import time
from pathlib import Path

import pandas as pd

from analysis.corpus import describe_articles, read_corpus, resample_articles
from analysis.dates import find_dates
from analysis.pipeline import PARTITION_ARTICLES
from analysis.speakers import find_statements
from analysis.terms import find_terms
from analysis.text import find_sentences
from analysis.wording import find_shared
from analysis.zones import find_zones
from benchmarks import dates, terms, wording
from helpers import find_corpus

HERE = Path(__file__).parent
FINDERS = {"terms": find_terms, "statements": find_statements, "dates": find_dates, "zones": find_zones, "shared": find_shared}
MOST_SHARED = 10_000        # articles: the comparison of sentences holds them all in memory


def measure(function, *arguments):
    """Least CPU seconds of two runs; of one where it takes longer than 20 s."""
    taken = []
    while len(taken) < 2 and sum(taken) < 20:
        start = time.process_time()
        function(*arguments)
        taken.append(time.process_time() - start)
    return min(taken)


def make_articles(corpus, times):
    """The articles of the corpus; for more than once, so many made of their paragraphs."""
    own = read_corpus(corpus)
    own = own[own["text"].str.strip() != ""]
    rows = own if times == 1 else resample_articles(own, len(own) * times, seed=times)
    return describe_articles(rows, find_zones(rows.iloc[:0].set_index("article_id")))


def measure_growth(sizes):
    """One row per finder and size: seconds, articles per second, exponent."""
    rows = []
    for name, find in FINDERS.items():
        before = None
        for articles in sizes:
            if name == "shared" and len(articles) > MOST_SHARED:
                continue
            seconds = measure(find, articles)
            exponent = math.log(seconds / before[0]) / math.log(len(articles) / before[1]) if before else None
            before = seconds, len(articles)
            rows.append({"task": name, "measure": "seconds", "articles": len(articles), "value": seconds,
                         "per_second": len(articles) / seconds, "exponent": exponent})
    return rows


def measure_partitions(articles):
    """What mapping over partitions costs, beside one call for all articles: the ratio."""
    rows = []
    for name in ("terms", "statements", "dates"):
        find = FINDERS[name]
        at_once = measure(find, articles)
        parted = measure(lambda: pd.concat([find(articles.iloc[i:i + PARTITION_ARTICLES]) for i in range(0, len(articles), PARTITION_ARTICLES)], ignore_index=True))
        rows.append({"task": name, "measure": f"partitions of {PARTITION_ARTICLES}, ratio to one call", "articles": len(articles), "value": parted / at_once})
    return rows


def measure_peers(articles, sample):
    """How many times the seconds of this project a peer takes, on the first articles of the same run."""
    part, rows = articles.head(sample), []
    documents = [{"text": text, "dct": f"{day:%Y-%m-%d}" if pd.notna(day) else "2020-01-01"} for text, day in zip(part["text"], part["published"])]
    sentences = list(dict.fromkeys(text[a:b] for text in articles["text"] for a, b in find_sentences(text)))
    vocabulary = terms.make_vocabulary()
    search = terms.PEERS["re"](terms.list_alternatives(vocabulary), None)
    for task, peer, ours, theirs, given in [
            ("terms", "re, one alternation", lambda a: find_terms(a, vocabulary), search, articles),
            ("dates", "dateparser", dates.ours, dates.dateparser, documents), ("dates", "recognizers-text", dates.ours, dates.recognizers, documents),
            ("shared", "a plain inverted index", wording.pair_with_find_shared, wording.pair_with_plain_index, sentences)]:
        try:
            ratio = measure(theirs, given) / measure(ours, given)
        except ModuleNotFoundError as error:
            print(f"{peer} is left out: {error.name} is not installed")
            continue
        rows.append({"task": task, "measure": f"{peer}: seconds, ratio to ours", "articles": len(articles if given is sentences else given), "value": ratio})
    return rows


def name_machine():
    """The kind of machine, for README.md."""
    model = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
        model = found.group(1) if found else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, pandas {pd.__version__}"


def write_readme(table, megabytes):
    """Writes README.md with the table of this run."""
    lines = [" | ".join("" if pd.isna(cell) else str(cell) for cell in row) for row in table.itertuples(index=False)]
    head = " | ".join(table.columns)
    (HERE / "README.md").write_text(f"""# Benchmarks

`python -m benchmarks FOLDER` measures on a folder of real articles, prints one table and writes this page and results.csv. Each of the other modules
compares one finder with its peers in more detail, accuracy included; its first lines say how.

**Machine:** {name_machine()}.
**Articles:** {table.loc[table["measure"] == "seconds", "articles"].min():,} real ones, {megabytes:.1f} MB; larger numbers are made of their paragraphs.
Seconds are CPU time on one core. An exponent of 1 means that twice as many articles take twice as long.

| {head} |
|{"---|" * len(table.columns)}
""" + "\n".join(f"| {line} |" for line in lines) + "\n", encoding="utf-8", newline="\n")


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--times", nargs="+", type=int, default=[1, 10, 100])
    parser.add_argument("--peer-sample", type=int, default=60, help="articles for the peers that are slow (default 60)")
    options = parser.parse_args()
    sizes = [make_articles(find_corpus(options.folder), times) for times in options.times]
    rows = measure_growth(sizes) + measure_partitions(sizes[min(1, len(sizes) - 1)]) + measure_peers(sizes[0], options.peer_sample)
    table = pd.DataFrame(rows, columns=["task", "measure", "articles", "value", "per_second", "exponent"])
    table = table.round({"value": 2, "per_second": 0, "exponent": 2})
    table.to_csv(HERE / "results.csv", index=False, lineterminator="\n")
    write_readme(table, sum(map(len, sizes[0]["text"])) / 1e6)
    print(table.to_string(index=False))


if __name__ == "__main__":
    main()
