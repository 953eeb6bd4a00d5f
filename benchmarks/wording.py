"""Shared wording beside its peers: seconds of CPU, pairs found, precision and recall on planted pairs.

    python -m benchmarks.wording TEXTS [TEXTS ...] [--sizes 1000 10000 100000] [--methods find_shared lsh ...]
    python -m benchmarks.wording --mrpc MSR_PARAPHRASE_FILE [FILE ...]

TEXTS are JSON Lines files with a "text" in every line, or plain text files. Their distinct
sentences are the corpus. One sentence in ten (of eight words and more) gets an edited copy: of its
words 5 % (light), 20 % (medium) or 40 % (heavy) are replaced, dropped or joined by a word drawn from the
corpus, and in one copy of three the first half goes to the end. A pair that holds an edited
copy is right if the other sentence is its source; recall is by weight of editing, precision over all. Pairs
without an edited copy are counted and not judged.

Where a size asks for more sentences than there are, all of that size are made, from pieces of five words
out of the real ones: words keep their frequencies and most of their neighbours, but the sentences mean nothing.

The methods:
- find_shared   this project, from articles to the table of pairs; the only one that also splits sentences.
- plain         the same rule with the plain inverted index of a textbook: a dictionary of all runs.
- lsh           datasketch MinHash LSH, 128 permutations, Jaccard 0.43 of the content words, which is Dice 0.6;
                what it finds is checked with Dice's coefficient.
- tfidf         scikit-learn TfidfVectorizer on words, cosine >= 0.6, by blocks of a sparse product.

FILE is one of the Microsoft Research Paraphrase Corpus (Dolan and Brockett 2005): pairs of sentences from news that
people called paraphrases or not. How well does a similarity put the paraphrases first? Its AUC is the chance that
a paraphrase has a higher similarity than a pair that is none; 0.5 is what tossing a coin gives. The similarities:
that of find_shared (Dice's coefficient of the words, small ones half, those spelled nearly alike in part), the ratio of
difflib over words, token_sort_ratio of rapidfuzz, and the cosine of TfidfVectorizer, fitted on the sentences of the
file.
"""
import argparse
import csv
import difflib
import json
import math
import random
import time
from collections import defaultdict
from pathlib import Path

import pandas as pd

from analysis.text import WORD, find_sentences
from analysis.wording import find_shared
from analysis.wording.pairs import LEAST_OVERLAP
from analysis.wording.sentences import LIGHT_WORDS, Keys
from analysis.wording.similarity import measure_similarity

WEIGHTS = {"light": 0.05, "medium": 0.2, "heavy": 0.4}


# --- the corpus ----------------------------------------------------------------------------

def read_sentences(paths):
    """The distinct sentences of all files, in a fixed shuffled order."""
    sentences = {}
    for path in paths:
        content = Path(path).read_text(encoding="utf-8")
        texts = [json.loads(line)["text"] for line in content.splitlines() if line.strip()] \
            if Path(path).suffix == ".jsonl" else [content]
        for text in texts:
            for start, end in find_sentences(text):
                sentences.setdefault(" ".join(text[start:end].split()))
    sentences = [sentence for sentence in sentences if is_one(sentence)]
    return random.Random(0).sample(sentences, len(sentences))


def is_one(sentence):
    """Is it still a single sentence if it is alone on a line?"""
    return find_sentences(sentence) == [(0, len(sentence))]


def make_corpus(sentences, size, rng):
    """So many distinct sentences, and whether they are original sentences (True) or made from pieces (False)."""
    if size <= len(sentences):
        return sentences[:size], True
    pieces, lengths, made = [], [], {}
    for sentence in sentences:
        words = sentence.split()
        lengths.append(len(words))
        pieces += [words[i:i + 5] for i in range(0, len(words), 5)]
    while len(made) < size:
        length, words = rng.choice(lengths), []
        while len(words) < length:
            words += rng.choice(pieces)
        sentence = " ".join(words[:length])
        if is_one(sentence):
            made.setdefault(sentence)
    return list(made), False


def plant(sentences, rng):
    """The sentences with edited copies in places of their own, and {place of a copy: (place of its source, weight)}."""
    vocabulary = [word for sentence in sentences for word in WORD.findall(sentence)]
    long = [i for i, sentence in enumerate(sentences) if len(WORD.findall(sentence)) >= 8]
    sources = rng.sample(long, min(len(long), len(sentences) // 10))
    planted, corpus = {}, list(sentences)
    for number, i in enumerate(sources):
        weight = list(WEIGHTS)[number % 3]
        words = edit(sentences[i].rstrip(".").split(), WEIGHTS[weight], vocabulary, rng)
        if rng.random() < 1 / 3:
            words = words[len(words) // 2:] + words[:len(words) // 2]
        copy = " ".join(words) + "."
        if is_one(copy):
            planted[len(corpus)] = (i, weight)
            corpus.append(copy)
    return corpus, planted


def edit(words, share, vocabulary, rng):
    edited = []
    for word in words:
        chance = rng.random()
        if chance < share * 0.6:
            edited.append(rng.choice(vocabulary))
        elif share * 0.8 <= chance < share:
            edited += [word, rng.choice(vocabulary)]
        elif not share * 0.6 <= chance < share * 0.8:
            edited.append(word)
    return edited


# --- the methods: sentences in, set of pairs (i, j) of their places out -----------------------

def pair_with_find_shared(sentences, per_article=30):
    texts, places = [], {}
    for number in range(0, len(sentences), per_article):
        lines, at = sentences[number:number + per_article], 0
        for i, line in enumerate(lines, number):
            places[len(texts), at] = i
            at += len(line) + 1
        texts.append("\n".join(lines))
    articles = pd.DataFrame({"text": texts}, index=[f"{i:06d}" for i in range(len(texts))])
    shared = find_shared(articles)
    ends = [[places.get((int(article_id), start), -1) for article_id, start in
             zip(shared[f"{side}_article_id"], shared[f"{side}_start"])] for side in ("left", "right")]
    return {(min(pair), max(pair)) for pair in zip(*ends)}


def pair_with_plain_index(sentences):
    keys, index, contents, pairs = Keys(), defaultdict(list), [], set()
    for j, sentence in enumerate(sentences):
        words = [key for word in WORD.findall(sentence) if (key := keys[word]) not in LIGHT_WORDS]
        runs = {*zip(words, words[1:], words[2:]), *zip(words, words[1:], words[3:]), *zip(words, words[2:], words[3:])}
        runs = {tuple(sorted(run)) for run in runs}
        words, candidates = set(words), set()
        for run in runs:
            candidates.update(index[run])
            index[run].append(j)
        contents.append(words)
        pairs |= {(i, j) for i in candidates
                  if 2 * len(contents[i] & words) / (len(contents[i]) + len(words)) >= LEAST_OVERLAP}
    return pairs


def pair_with_lsh(sentences):
    from datasketch import MinHash, MinHashLSH
    keys, lsh, contents, pairs = Keys(), MinHashLSH(threshold=0.43, num_perm=128), [], set()
    for j, sentence in enumerate(sentences):
        words = {key for word in WORD.findall(sentence) if (key := keys[word]) not in LIGHT_WORDS}
        contents.append(words)
        sketch = MinHash(num_perm=128)
        sketch.update_batch([word.encode() for word in words])
        pairs |= {(i, j) for i in lsh.query(sketch)
                  if words and 2 * len(contents[i] & words) / (len(contents[i]) + len(words)) >= LEAST_OVERLAP}
        if words:
            lsh.insert(j, sketch)
    return pairs


def pair_with_tfidf(sentences, block=1000):
    from sklearn.feature_extraction.text import TfidfVectorizer
    vectors = TfidfVectorizer(tokenizer=WORD.findall, token_pattern=None).fit_transform(sentences)
    columns, pairs = vectors.T.tocsc(), set()
    for start in range(0, len(sentences), block):
        product = (vectors[start:start + block] @ columns).tocoo()
        near = product.data >= LEAST_OVERLAP
        pairs |= {(i, j) for i, j in zip((product.row[near] + start).tolist(), product.col[near].tolist()) if i < j}
    return pairs


METHODS = {"find_shared": pair_with_find_shared, "plain": pair_with_plain_index, "lsh": pair_with_lsh,
           "tfidf": pair_with_tfidf}


# --- similarity on the paraphrase corpus ------------------------------------------------------

def read_paraphrases(path):
    """The pairs of a file of the corpus: is it a paraphrase, the two sentences."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return pd.DataFrame([(row[0] == "1", row[3], row[4]) for row in rows if len(row) == 5],
                            columns=["is_paraphrase", "one", "other"])


def measure_by_find_shared(pairs):
    keys = Keys()
    for one, other in zip(pairs["one"], pairs["other"], strict=True):
        yield measure_similarity(*([keys[word] for word in WORD.findall(sentence)] for sentence in (one, other)))


def measure_by_difflib(pairs):
    for one, other in zip(pairs["one"].str.lower(), pairs["other"].str.lower(), strict=True):
        yield difflib.SequenceMatcher(None, WORD.findall(one), WORD.findall(other), autojunk=False).ratio()


def measure_by_token_sort(pairs):
    from rapidfuzz.fuzz import token_sort_ratio
    for one, other in zip(pairs["one"].str.lower(), pairs["other"].str.lower(), strict=True):
        yield token_sort_ratio(" ".join(WORD.findall(one)), " ".join(WORD.findall(other)))


def measure_by_tfidf(pairs):
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(tokenizer=WORD.findall, token_pattern=None).fit_transform(
        [*pairs["one"], *pairs["other"]]
    )
    half = len(pairs)
    yield from vectors[:half].multiply(vectors[half:]).sum(axis=1).A1.tolist()


SIMILARITIES = {"find_shared": measure_by_find_shared, "difflib": measure_by_difflib,
                "token_sort_ratio": measure_by_token_sort, "tfidf": measure_by_tfidf}


def measure_auc(similarities, is_right):
    """The chance that a right pair has a higher similarity than a wrong one; equal similarities count half.

    >>> measure_auc([0.9, 0.5, 0.5], [True, True, False])
    0.75
    """
    right = pd.Series(list(is_right), dtype=bool)
    ranks = pd.Series(list(similarities)).rank()
    count = int(right.sum())
    return float((ranks[right].sum() - count * (count + 1) / 2) / (count * (len(right) - count)))


def compare_similarities(paths):
    rows = []
    for path in paths:
        pairs = read_paraphrases(path)
        for name, measure in SIMILARITIES.items():
            try:
                auc = measure_auc(measure(pairs), pairs["is_paraphrase"])
            except ImportError as error:
                print(f"{name} left out: {error}")
                continue
            rows.append({"file": Path(path).name, "pairs": len(pairs), "paraphrases": int(pairs["is_paraphrase"].sum()),
                         "similarity": name, "auc": round(auc, 3)})
    return pd.DataFrame(rows)


# --- the run -------------------------------------------------------------------------------

def judge(pairs, planted):
    """Precision over the pairs with an edited copy, recall by weight, and how many pairs hold no copy."""
    right, wrong, other = defaultdict(int), 0, 0
    for i, j in pairs:
        if j not in planted:
            other += 1
        elif planted[j][0] == i:
            right[planted[j][1]] += 1
        else:
            wrong += 1
    total = defaultdict(int)
    for _, weight in planted.values():
        total[weight] += 1
    return {"precision": round(sum(right.values()) / max(sum(right.values()) + wrong, 1), 3),
            **{f"recall_{weight}": round(right[weight] / max(total[weight], 1), 3) for weight in WEIGHTS},
            "other_pairs": other}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*")
    parser.add_argument("--mrpc", nargs="+", default=[], metavar="FILE", help="files of the paraphrase corpus")
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--repeats", type=int, default=3, help="the fastest of so many runs counts, up to 50,000 "
                                                               "sentences (default 3)")
    arguments = parser.parse_args()
    if arguments.mrpc:
        print(compare_similarities(arguments.mrpc).to_csv(index=False), end="")
    if not arguments.texts:
        return
    sentences, rows, before, methods = read_sentences(arguments.texts), [], {}, []
    for method in arguments.methods:
        try:
            METHODS[method](sentences[:2])
            methods.append(method)
        except ImportError as error:
            print(f"{method} left out: {error}")
    for size in arguments.sizes:
        rng = random.Random(size)
        corpus, as_found = make_corpus(sentences, size, rng)
        corpus, planted = plant(corpus, rng)
        for method in methods:
            seconds = math.inf
            for _ in range(arguments.repeats if len(corpus) < 50_000 else 1):
                start = time.process_time()
                pairs = METHODS[method](corpus)
                seconds = min(seconds, time.process_time() - start)
            exponent = None
            if (method, as_found) in before:
                size_before, seconds_before = before[method, as_found]
                exponent = round(math.log(seconds / seconds_before) / math.log(len(corpus) / size_before), 2)
            before[method, as_found] = len(corpus), seconds
            rows.append(
                {
                    "method": method,
                    "sentences": len(corpus),
                    "as_found": as_found,
                    "cpu_seconds": round(seconds, 2),
                    "exponent": exponent,
                    "pairs": len(pairs),
                    **judge(pairs, planted),
                }
            )
            print(pd.DataFrame(rows[-1:]).to_csv(index=False, header=len(rows) == 1), end="", flush=True)


if __name__ == "__main__":
    main()
