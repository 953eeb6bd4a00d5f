"""Finding 40 patterns beside the peers: MB of text per second of CPU, and whether the hits are right.

    python -m benchmarks.terms FOLDER [--peers re rg ...] [--sample 5] [--check]

FOLDER holds .txt files in UTF-8; all of them are the text. The patterns are those of data/terms.csv,
filled up to 40 rows with common words; everyone gets the same alternatives.

- find_terms     this project, from articles to the tidy table of hits with offsets, folding included.
- re             one alternation, longest first, word bounds, IGNORECASE, on the text as it is; a list of offsets.
- rg -F          ripgrep -o -b -i -j1 -F: fixed strings, no word bounds, no stars, files read by itself.
- rg -w          ripgrep -o -b -i -j1 -w: the same patterns as re, with its own word bounds.
- pyahocorasick  automaton on the lower-cased text, word bounds checked in Python; a list of offsets.
- CountVectorizer, PhraseMatcher   scikit-learn (counts only, words and pairs, no stars) and a blank spaCy pipeline
                 (no stars), on the first --sample MB, as they are slow.

Every time is the smallest of three runs (two for those slower than 10 s), CPU of this process and its children.
Then: what the table costs on top of finding, and the growth exponent from 5 to 50 MB (the files
repeated or cut). --check searches every document again, slowly, and compares all hits: `re`,
longest first, one family at a time, on folded text with a map of offsets.
"""
import argparse
import itertools
import math
import re
import resource
import subprocess
import tempfile
import unicodedata
from pathlib import Path

import pandas as pd

from analysis.terms import _compile, _find_hits, find_terms, read_vocabulary
from analysis.text import fold

COMMON = {"president": "president*", "minister": "minister*", "police": "police", "government": "government*",
          "United States": "United States|U.S.", "agreement": "agreement*|deal|deals", "Russia": "Russia*",
          "Israel": "Israel*", "school": "school*", "market": "market*", "water": "water", "court": "court*"}


def make_vocabulary():
    """40 rows: data/terms.csv, then common words."""
    common = pd.DataFrame({"family": "common", "term": list(COMMON), "pattern": list(COMMON.values()), "note": ""})
    return pd.concat([read_vocabulary(), common], ignore_index=True).head(40)


def list_alternatives(vocabulary):
    """(family, term, alternative), the longest first."""
    rows = [(row.family, row.term, part) for row in vocabulary.itertuples() for part in row.pattern.split("|")]
    return sorted(rows, key=lambda row: -len(row[2].replace("*", "")))


def read_articles(folder):
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in sorted(Path(folder).glob("*.txt"))}
    return pd.DataFrame({"text": pd.Series(texts, dtype="str")}).rename_axis("article_id")


def cut(articles, megabytes):
    """Articles of about so many MB, repeated where there are too few."""
    texts, size = [], 0
    for text in itertools.cycle(articles["text"]):
        if size >= megabytes * 1e6:
            break
        texts.append(text)
        size += len(text.encode())
    names = [f"{n:06}" for n in range(len(texts))]
    return pd.DataFrame({"text": pd.Series(texts, names, dtype="str")}).rename_axis("article_id")


def count_bytes(articles):
    return sum(len(text.encode()) for text in articles["text"])


def clock():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def measure(function, *arguments):
    """(least CPU seconds, result)."""
    best, runs = math.inf, 0
    while runs < (3 if best < 10 else 2):
        started = clock()
        result = function(*arguments)
        best, runs = min(best, clock() - started), runs + 1
    return best, result


# --- the peers: each gives a function of the articles, and what it returns has a length ------

def to_regex(alternative):
    return re.escape(alternative).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")


def use_re(alternatives, _):
    search = re.compile(r"\b(?:" + "|".join(to_regex(part) for *_, part in alternatives) + r")\b", re.IGNORECASE)
    return lambda articles: [(article_id, *hit.span()) for article_id, text in articles["text"].items()
                             for hit in search.finditer(text)]


def use_rg(options, write):
    def prepare(alternatives, folder):
        patterns = Path(tempfile.mkdtemp()) / "patterns"
        patterns.write_text("\n".join(write(part) for *_, part in alternatives) + "\n", encoding="utf-8")
        command = ["rg", "-o", "-b", "-i", "-j1", "--no-heading", *options, "-f", patterns, folder]
        return lambda _: subprocess.run(command, capture_output=True, check=True).stdout.splitlines()
    return prepare


def use_pyahocorasick(alternatives, _):
    import ahocorasick
    automaton = ahocorasick.Automaton()
    for *_, part in alternatives:
        automaton.add_word(part.rstrip("*").lower(), (len(part.rstrip("*")), part.endswith("*")))
    automaton.make_automaton()

    def search(articles):
        hits = []
        for article_id, text in articles["text"].items():
            low = text.lower()
            for last, (length, is_open) in automaton.iter(low):
                start, end = last - length + 1, last + 1
                if (start == 0 or not low[start - 1].isalnum()) and (
                        is_open or end == len(low) or not low[end].isalnum()):
                    hits.append((article_id, start, end))
        return hits
    return search


def use_count_vectorizer(alternatives, _):
    from sklearn.feature_extraction.text import CountVectorizer
    words = sorted({part.replace("*", "").lower() for *_, part in alternatives})
    vectorizer = CountVectorizer(vocabulary=words, ngram_range=(1, 3))
    return lambda articles: vectorizer.transform(articles["text"]).tocoo().data


def use_phrase_matcher(alternatives, _):
    import spacy
    from spacy.matcher import PhraseMatcher
    pipeline = spacy.blank("en")
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    matcher.add("terms", [pipeline.make_doc(part.replace("*", "")) for *_, part in alternatives])
    return lambda articles: [(doc[a].idx, doc[b - 1].idx) for doc in pipeline.pipe(articles["text"])
                             for _, a, b in matcher(doc)]


PEERS = {"re": use_re,
         "rg -F": use_rg(["-F"], lambda part: part.replace("*", "")), "rg -w": use_rg(["-w"], to_regex),
         "pyahocorasick": use_pyahocorasick,
         "CountVectorizer": use_count_vectorizer, "PhraseMatcher": use_phrase_matcher}
SLOW = {"CountVectorizer", "PhraseMatcher"}


# --- is it right? --------------------------------------------------------------------------

def search_slowly(articles, alternatives):
    """The hits of every document by `re`, longest first, one family at a time, on folded text."""
    families = {}
    for family, term, part in alternatives:
        pattern = to_regex(fold(part)[0])
        pattern = (r"(?<!\w)" if part[0] not in "*." else "") + pattern + (r"(?!\w)" if part[-1] not in "*." else "")
        families.setdefault(family, []).append((term, pattern))
    searches = {family: (re.compile("|".join(f"({pattern})" for _, pattern in parts)), [term for term, _ in parts])
                for family, parts in families.items()}
    hits = set()
    for article_id, text in articles["text"].items():
        folded, offsets = fold(text)
        for family, (search, terms) in searches.items():
            for hit in search.finditer(folded):
                start, end = hit.span()
                if offsets is not None:
                    start, end = offsets[start], offsets[end - 1] + 1
                    while end < offsets[hit.end()] and unicodedata.category(text[end]) == "Mn":
                        end += 1
                hits.add((article_id, start, end, family, terms[hit.lastindex - 1]))
    return hits


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--sample", type=float, default=5, help="MB for the slow peers")
    parser.add_argument("--check", action="store_true", help="compare all hits with the slow search")
    options = parser.parse_args()
    articles, vocabulary = read_articles(options.folder), make_vocabulary()
    alternatives, size = list_alternatives(vocabulary), count_bytes(articles) / 1e6
    n_other = sum(not text.isascii() for text in articles["text"])
    print(f"{len(articles)} documents, {size:.1f} MB, {n_other} not ASCII; "
          f"{len(vocabulary)} patterns, {len(alternatives)} alternatives\n")

    # In turns, since the machine may be busier at one time than at another, and before the peers fill the memory.
    compiled = _compile(tuple(vocabulary[["family", "term", "pattern"]].itertuples(index=False, name=None)))
    finding = seconds = math.inf
    for _ in range(3):
        finding = min(finding, measure(lambda: [_find_hits(text, *compiled) for text in articles["text"]])[0])
        whole, table = measure(find_terms, articles, vocabulary)
        seconds = min(seconds, whole)
    small, large = (measure(find_terms, part, vocabulary)[0] for part in (cut(articles, 5), cut(articles, 50)))
    print(f"the table on top of finding: {100 * (seconds / finding - 1):.0f} %")
    print(f"growth exponent from 5 to 50 MB: {math.log10(large / small):.2f}\n")

    rows = [("find_terms", size, seconds, len(table))]
    for name in options.peers:
        part = cut(articles, min(options.sample, size)) if name in SLOW else articles
        try:
            taken, hits = measure(PEERS[name](alternatives, options.folder), part)
        except (ImportError, FileNotFoundError) as error:
            print(f"{name} left out: {error}")
            continue
        rows.append((name, count_bytes(part) / 1e6, taken, len(hits)))
        del hits
    speed = size / seconds
    print(f"{'':16}{'MB':>6}{'CPU s':>8}{'MB/s':>8}{'find_terms is':>15}{'hits':>9}")
    for name, megabytes, taken, n_hits in rows:
        ratio = speed / (megabytes / taken)
        print(f"{name:16}{megabytes:6.1f}{taken:8.2f}{megabytes / taken:8.1f}{ratio:10.2f} times{n_hits:9}")
    if options.check:
        found = set(table[["article_id", "start", "end", "family", "term"]].itertuples(index=False, name=None))
        slow = search_slowly(articles, alternatives)
        print(f"\nhits of the slow search: {len(slow)}; in one only: {len(found ^ slow)}")
        print(*sorted(found ^ slow)[:5], sep="\n")


if __name__ == "__main__":
    main()
