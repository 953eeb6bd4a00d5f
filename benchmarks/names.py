"""Names of one thing on annotated events: links between different words, B3, and articles per second of CPU.

    python -m benchmarks.names GOLD.jsonl [--without TYPE,TYPE] [--events N,N]

GOLD is JSON Lines, one article a line: {"event", "doc_id", "text", "mentions": [{"start", "end", "text", "chain",
"type"}]}; the articles of one event are read together, as NewsWCL50 has them.

A found mention is matched with the annotated mention whose head word it contains and that contains its own head word;
of several, the one with the largest overlap. An annotated mention without a match counts as a chain of its own. B3 is
the measure of Bagga and Baldwin (1998) over the annotated mentions of an event. Links are pairs of annotated mentions
in two articles whose heads differ, apart from case, accents and a plural s; the pairs that the code links are compared
with those that are annotated as one. `--without` leaves out types whose chains are loose.
"""
import argparse
import itertools
import json
import re
import time
from collections import Counter, defaultdict

import pandas as pd

from analysis.naming import find_names
from analysis.text import fold

_WORD = re.compile(r"\w[\w.]*(?:['’\-]\w+)*")
_HEAD_ENDS = re.compile(
    r"(?<=\w)[”\"’']?(?:\s+(?:of|in|on|at|to|for|from|with|by|about|against|between|who|that|which|whose|as|over|into|"
    r"near|under|during|after|before)\b|\s*[,;:(–—])",
    re.IGNORECASE,
)


def find_head(text):
    """(start, end) of the last word before a preposition, a comma or a relative pronoun."""
    end = _HEAD_ENDS.search(text)
    words = list(_WORD.finditer(text, 0, end.start() if end else len(text))) or list(_WORD.finditer(text))
    return words[-1].span() if words else (0, len(text))


def fold_head(word):
    """A head word without case, accents, possessive ending and plural s."""
    word = re.sub(r"'s$|'$", "", fold(word)[0]).replace(".", "")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def assign(gold, names):
    """The referent of each annotated mention; a referent of its own if no found mention matches it."""
    found = defaultdict(list)
    for row in names.itertuples():
        begin, end = find_head(row.text)
        referent = row.referent if isinstance(row.referent, str) else ("alone", row.Index)
        found[row.article_id].append((row.start, row.end, row.start + begin, row.start + end, referent))
    keys = []
    for k, g in enumerate(gold):
        fits = [
            (
                min(end, g["end"]) - max(start, g["start"]),
                -abs(end - start - g["end"] + g["start"]),
                str(referent),
                referent,
            )
            for start, end, begin, last, referent in found[g["doc_id"]]
            if start <= g["head"][0] and g["head"][1] <= end and g["start"] <= begin and last <= g["end"]
        ]
        keys.append(max(fits)[3] if fits else ("unfound", k))
    return keys


def read_events(documents):
    """{event: (articles, annotated mentions)}."""
    events = defaultdict(lambda: ({}, []))
    for d in documents:
        events[d["event"]][0][d["doc_id"]] = d["text"]
        for m in d["mentions"]:
            begin, end = find_head(m["text"])
            events[d["event"]][1].append({**m, "doc_id": d["doc_id"], "head": (m["start"] + begin, m["start"] + end),
                                          "lemma": fold_head(m["text"][begin:end])})
    return events


def score(pairs):
    """B3 and links, pooled over events; pairs: (annotated mentions, their found referents) of each event."""
    total = Counter()
    for gold, keys in pairs:
        chains, found = Counter(g["chain"] for g in gold), Counter(keys)
        both = Counter((g["chain"], key) for g, key in zip(gold, keys, strict=True))
        total["mentions"] += len(gold)
        for g, key in zip(gold, keys, strict=True):
            total["precision"] += both[g["chain"], key] / found[key]
            total["recall"] += both[g["chain"], key] / chains[g["chain"]]
        for (g, key), (h, other) in itertools.combinations(zip(gold, keys, strict=True), 2):
            if g["doc_id"] != h["doc_id"] and g["lemma"] != h["lemma"]:
                true, said = g["chain"] == h["chain"], key == other
                total.update(true=true, said=said, right=true and said)
    n = max(total["mentions"], 1)
    return {"B3": f1(total["precision"] / n, total["recall"] / n),
            "links": f1(total["right"] / max(total["said"], 1), total["right"] / max(total["true"], 1))}


def f1(precision, recall):
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / max(precision + recall, 1e-9)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("--without", default="", help="types of mentions that are left out, with commas between")
    parser.add_argument("--events", default="", help="the events that are read, with commas between; all unless given")
    arguments = parser.parse_args()
    with open(arguments.gold, encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines if line.strip()]
    wanted, without = (set(filter(None, text.split(","))) for text in (arguments.events, arguments.without))
    pairs, seconds = [], 0.0
    for event, (texts, gold) in read_events(documents).items():
        if wanted and event not in wanted:
            continue
        articles = pd.DataFrame({"text": texts}).rename_axis("article_id")
        start = time.process_time()
        names = find_names(articles)
        seconds += time.process_time() - start
        gold = [g for g in gold if g["type"] not in without]
        pairs.append((gold, assign(gold, names)))
    print(f"{len(pairs)} events, {sum(len(gold) for gold, _ in pairs)} annotated mentions, {seconds:.1f} seconds")
    print(pd.DataFrame(score(pairs)).T.to_string(float_format="{:.3f}".format))


if __name__ == "__main__":
    main()
