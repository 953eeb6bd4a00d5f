"""Words as numbers: a vocabulary of spellings, and for each word of a corpus the number of its spelling.

As rows of strings, the words of 20,000 articles take more memory than a laptop has. A spelling is kept once here, and a
word is a row of small whole numbers (pandas' categories hold both). A pattern is then looked up in the vocabulary, which
is small, instead of in all texts: what it finds in a spelling it finds wherever that spelling stands.
"""
import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.spans import COLUMNS, read_texts
from analysis.terms import find_terms, read_vocabulary, split_pattern
from analysis.text import find_sentences, find_words, fold


def code_words(articles: pd.DataFrame) -> pd.DataFrame:
    """A span table of every word, as `words.list_words` gives it, in a quarter of the memory.

    articles: indexed by `article_id`, with `text`. Columns out: `article_id`, `text` and `word` are categories, the
    numbers have 32 bits; `plain` says of the whole article that its words can be searched in place of its text (see
    `find_in_words`). Rows are in the order of the articles and of their texts.

    >>> articles = pd.DataFrame({"text": ["Tea? No, tea."]}, index=pd.Index(["a"], name="article_id"))
    >>> words = code_words(articles)
    >>> list(words["text"].cat.categories), list(words["word"].cat.categories), words["word"].cat.codes.tolist()
    (['Tea', 'No', 'tea'], ['tea', 'no'], [0, 1, 0])
    """
    spellings, spans, sentences, codes, plain = {}, [], [], [], []
    for text in read_texts(articles).values():
        words = np.array(find_words(text), "int32").reshape(-1, 2)
        surfaces = [text[start:end] for start, end in words.tolist()]
        spans.append(words)
        codes.append(np.array([spellings.setdefault(surface, len(spellings)) for surface in surfaces], "int32"))
        opened = [start for start, _ in find_sentences(text)]
        sentences.append(np.searchsorted(opened, words[:, 0], side="right").astype("int32"))
        plain.append(_is_plain(text, words))
    sizes = [len(words) for words in spans]
    spelled = _join(codes)
    folded, known = pd.factorize(np.array([fold(spelling)[0] for spelling in spellings], "object"))
    start, end = np.concatenate(spans).T if spans else np.zeros((2, 0), "int32")
    owners = np.repeat(np.arange(len(sizes), dtype="int32"), sizes)
    columns = {
        "article_id": pd.Categorical.from_codes(owners, pd.Index(articles.index, dtype="str", name=None)),
        "start": start,
        "end": end,
        "text": pd.Categorical.from_codes(spelled, pd.Index(list(spellings), dtype="str")),
        "word": pd.Categorical.from_codes(folded.astype("int32")[spelled], pd.Index(known, dtype="str")),
        "sentence": _join(sentences),
        "number": _join([np.arange(1, size + 1, dtype="int32") for size in sizes]),
        "plain": np.repeat(np.array(plain, bool), sizes),
    }
    return pd.DataFrame(columns, copy=False)


def _join(arrays):
    return np.concatenate(arrays) if arrays else np.zeros(0, "int32")


# --- patterns ------------------------------------------------------------------------------

# What one word of a pattern holds that lies in one word of a plain text: letters, digits, stars, and a hyphen between.
_ONE_WORD = re.compile(r"=?[^\W_*]*\*?[^\W_]+(?:-[^\W_]+)*\*?")


def _is_one_word(alternative):
    return bool(_ONE_WORD.fullmatch(alternative) and _ONE_WORD.fullmatch(fold(alternative)[0]))


class _Verdicts(dict):
    """Whether each character parts words as it does when it is folded, worked out once."""

    def __missing__(self, character):
        folded = fold(character)[0]
        if character.isalnum():
            verdict = folded.isalnum()
        elif character in "'’-‐‑":                                     # they join words, and are folded to marks that do
            verdict = True
        else:
            verdict = bool(folded) and not re.search(r"[\w'’-]", folded) or character in "‘_"
        self[character] = verdict
        return verdict


_IS_USUAL = _Verdicts()


def _is_plain(text, words):
    """Does whatever a pattern of one word finds in the text lie in one of its words, and would it be found there too?

    Not where a character disappears when it is folded (a soft hyphen), becomes letters (™), or where two words touch.
    """
    return all(_IS_USUAL[character] for character in set(text)) and bool((words[1:, 0] > words[:-1, 1]).all())


def find_in_words(articles: pd.DataFrame, pattern: str, words: pd.DataFrame) -> pd.DataFrame:
    """The hits of one pattern: the rows of `terms.find_terms(articles, [pattern])`, mostly without reading the texts.

    words: all of `code_words(articles)`. A pattern of one word, or of several with bars between, is looked up in the
    vocabulary. Of a phrase, the texts are read that have all its words. Texts in which words are not what they seem (see
    `_is_plain`) are read too.
    """
    plain = np.zeros(len(articles), bool)
    plain[words["article_id"].cat.codes.to_numpy()[words["plain"].to_numpy()]] = True
    alternatives = split_pattern(read_vocabulary([pattern]).at[0, "pattern"])
    if all(map(_is_one_word, alternatives)):
        found = find_terms(articles[~plain], [pattern])
        return _merge(articles, found, _look_up(pattern, words, plain)) if plain.any() else found
    chosen = ~plain
    for alternative in alternatives:
        chosen |= _have_all(alternative.removeprefix("=").split(" "), words, len(articles))
    return find_terms(articles[chosen], [pattern])


def _have_all(parts, words, n_articles):
    """Which articles have each of these words of a phrase, as far as the vocabulary tells."""
    have = np.ones(n_articles, bool)
    for part in filter(_is_one_word, parts):
        here = np.zeros(n_articles, bool)
        spelled = _search_spellings(part, words).counts > 0
        here[words["article_id"].cat.codes.to_numpy()[spelled[words["text"].cat.codes.to_numpy()]]] = True
        have &= here
    return have


class _Spelled(NamedTuple):
    """What a pattern finds in the vocabulary."""

    hits: pd.DataFrame      # as of `find_terms`, `start` and `end` within the spelling
    counts: np.ndarray      # how many of these hits each spelling has
    first: np.ndarray       # where those of each spelling begin


def _search_spellings(pattern, words):
    """A pattern in all spellings, as if each were a line of one text."""
    spellings = words["text"].cat.categories
    lengths = spellings.str.len().to_numpy("int64")
    begins = np.cumsum(lengths + 1) - lengths - 1
    hits = find_terms(pd.DataFrame({"text": ["\n".join(spellings)]}, index=["vocabulary"]), [pattern])
    owners = np.searchsorted(begins, hits["start"].to_numpy(), side="right") - 1
    counts = np.bincount(owners, minlength=len(spellings))
    hits = hits.assign(start=hits["start"] - begins[owners], end=hits["end"] - begins[owners])
    return _Spelled(hits, counts, np.cumsum(counts) - counts)


def _look_up(pattern, words, plain):
    """The hits in plain articles, word by word: the columns of `find_terms`."""
    spelled, codes = _search_spellings(pattern, words), words["text"].cat.codes.to_numpy()
    at = np.flatnonzero((spelled.counts > 0)[codes])
    at = at[plain[words["article_id"].cat.codes.to_numpy()[at]]]
    counts = spelled.counts[codes[at]]
    row, number = np.repeat(at, counts), np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    hits = spelled.hits.take(np.repeat(spelled.first[codes[at]], counts) + number).reset_index(drop=True)
    begins = words["start"].to_numpy()[row]
    owners = words["article_id"].cat.categories.take(words["article_id"].cat.codes.to_numpy()[row])
    return hits.assign(article_id=owners, start=hits["start"] + begins, end=hits["end"] + begins)


def _merge(articles, *tables):
    """Hits of several articles in one table, in the order of the articles."""
    if any(table.empty for table in tables):
        return next((table for table in tables if len(table)), tables[0])
    both = pd.concat(tables, ignore_index=True)
    order = np.argsort(articles.index.get_indexer(both["article_id"]), kind="stable")
    return both.take(order).reset_index(drop=True)


def decode_words(words: pd.DataFrame) -> pd.DataFrame:
    """The words of `code_words` as rows of strings and whole numbers, as every other span table has them."""
    return words.drop(columns="plain").astype({**COLUMNS, "word": "str", "sentence": "int64", "number": "int64"})
