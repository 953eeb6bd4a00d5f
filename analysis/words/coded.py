"""Words as numbers: a vocabulary of spellings, and for each word of a corpus the number of its spelling.

As rows of strings, the words of 20,000 articles would need more memory than a laptop has. So each spelling is stored
once, and a word is a row of small whole numbers (pandas' categories contain both). A pattern is then looked up in the
vocabulary, which is small, instead of in all texts: whatever it matches in a spelling, it matches wherever that
spelling occurs.
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
    numbers have 32 bits; `plain` says that the word can be searched in place of the text around it (see
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
        plain.append(_find_plain(text, words))
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
        "plain": _join(plain).astype(bool),
    }
    return pd.DataFrame(columns, copy=False)


def _join(arrays):
    return np.concatenate(arrays) if arrays else np.zeros(0, "int32")


# --- patterns ------------------------------------------------------------------------------

# What one word of a pattern holds that lies in one word of a plain text: letters, digits, stars, and a hyphen between.
_ONE_WORD = re.compile(r"=?\*?[^\W_]+(?:[-*][^\W_]+)*\*?")


def _is_one_word(alternative):
    return bool(_ONE_WORD.fullmatch(alternative) and _ONE_WORD.fullmatch(fold(alternative)[0]))


class _Verdicts(dict):
    """For each character, whether it separates words in the same way before and after folding; each is computed only
    once."""

    def __missing__(self, character):
        folded = fold(character)[0]
        if character.isalnum():
            verdict = folded.isalnum()
        elif character in "'’-‐‑":      # they join words, and are folded to marks that do
            verdict = True
        else:
            verdict = bool(folded) and not re.search(r"[\w'’-]", folded) or character in "‘_"
        self[character] = verdict
        return verdict


_IS_USUAL = _Verdicts()


def _find_plain(text, words):
    """Which words can be searched instead of the line they are in: an array, one value per word.

    In a usual line, everything that a pattern of one word matches lies within one word, so it can be found in that
    word. A line is unusual if a character in it disappears when it is folded (a soft hyphen) or becomes letters (™),
    or if two words touch. An unusual line without words makes the whole text unusual.
    """
    touching = words[1:, 0][words[1:, 0] <= words[:-1, 1]].tolist()
    signs = "".join(character for character in set(text) if not _IS_USUAL[character])
    odd = touching + [match.start() for match in re.finditer(f"[{re.escape(signs)}]", text)] if signs else touching
    plain = np.ones(len(words), bool)
    for start, end in {_find_line(text, at) for at in odd}:
        inside = slice(*np.searchsorted(words[:, 0], (start, end)))
        plain[inside if inside.start < inside.stop else slice(None)] = False
    return plain


def _find_line(text, at):
    """Where the line of this place begins and ends. White space of any kind parts words, a line end as well."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def find_in_words(articles: pd.DataFrame, pattern: str, words: pd.DataFrame) -> pd.DataFrame:
    """The hits of one pattern: the rows of `terms.find_terms(articles, [pattern])`, mostly without reading the texts.

    words: all of `code_words(articles)`. A pattern of one word, or of several separated by bars, is looked up in the
    vocabulary. For a phrase, only the texts that contain all its words are read. Unusual lines and texts (see
    `_find_plain`) are read too.
    """
    alternatives = split_pattern(read_vocabulary([pattern]).at[0, "pattern"])
    owners, plain = words["article_id"].cat.codes.to_numpy(), words["plain"].to_numpy()
    read = np.ones(len(articles), bool)                                 # without plain words nothing can be looked up
    read[owners[plain]] = False
    if all(map(_is_one_word, alternatives)):
        lines = _read_lines(articles, pattern, words[~plain & ~read[owners]])
        return _merge(articles, find_terms(articles[read], [pattern]), lines, _look_up(pattern, words))
    read[owners[~plain]] = True
    for alternative in alternatives:
        read |= _have_all(alternative.removeprefix("=").split(" "), words, len(articles))
    return find_terms(articles[read], [pattern])


def _read_lines(articles, pattern, words):
    """The hits in the lines of these words, which are read."""
    owners, begins, texts = [], [], []
    for article_id, part in words.groupby("article_id", observed=True)["start"]:
        text = articles.at[article_id, "text"]
        for start, end in dict.fromkeys(_find_line(text, start) for start in part.tolist()):
            owners.append(article_id)
            begins.append(start)
            texts.append(text[start:end])
    begins = np.array(begins, "int64")
    hits = find_terms(pd.DataFrame({"text": texts}, index=[str(i) for i in range(len(texts))]), [pattern])
    at = hits["article_id"].astype("int64").to_numpy()
    ids = pd.Series(owners, dtype="str").take(at).array
    return hits.assign(article_id=ids, start=hits["start"] + begins[at], end=hits["end"] + begins[at])


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


def _look_up(pattern, words):
    """The hits in plain words: the columns of `find_terms`."""
    spelled, codes = _search_spellings(pattern, words), words["text"].cat.codes.to_numpy()
    at = np.flatnonzero((spelled.counts > 0)[codes] & words["plain"].to_numpy())
    counts = spelled.counts[codes[at]]
    row, number = np.repeat(at, counts), np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    hits = spelled.hits.take(np.repeat(spelled.first[codes[at]], counts) + number).reset_index(drop=True)
    begins = words["start"].to_numpy()[row]
    owners = words["article_id"].cat.categories.take(words["article_id"].cat.codes.to_numpy()[row])
    return hits.assign(article_id=owners, start=hits["start"] + begins, end=hits["end"] + begins)


def _merge(articles, *tables):
    """Hits in one table, in the order of the articles and of their texts."""
    full = [table for table in tables if len(table)]
    if len(full) < 2:
        return full[0] if full else tables[0]
    both = pd.concat(full, ignore_index=True)
    order = np.lexsort((both["start"].to_numpy(), articles.index.get_indexer(both["article_id"])))
    return both.take(order).reset_index(drop=True)


def decode_words(words: pd.DataFrame) -> pd.DataFrame:
    """The words of `code_words` as rows of strings and whole numbers, as every other span table has them."""
    return words.drop(columns="plain").astype({**COLUMNS, "word": "str", "sentence": "int64", "number": "int64"})
