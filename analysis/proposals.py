"""Words to compare for a reader without a vocabulary, proposed from what the groups of a corpus write differently."""
import functools
import os
import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from analysis.corpus.places import find_beside
from analysis.evidence import PROVEN
from analysis.lexicon import read_function_words, read_words
from analysis.lexicon.calendar import read_calendar
from analysis.lexicon.cues import NOUNS_TOO, read_cues
from analysis.spans import inside, read_texts
from analysis.terms import find_terms, save_draft, split_pattern
from analysis.text import fold
from analysis.text.sentence import PREPOSITIONS
from analysis.words import count_ngrams, list_distinctive, mark_repeats

_HARDLY = 0.1           # terms in a smaller share of the articles belong to another subject
_ALIKE = 0.4            # cosine of their neighbours, two on either side, above which words are one family
_LEAST_KNOWN = 5        # mentions; with fewer, the neighbours do not show which words are similar
_MOST_FAMILIES = 8
_CALENDAR = ("month", "weekday")
_NUMBER = re.compile(r"[\d_]")


class Chosen(NamedTuple):
    """The terms to compare by."""

    vocabulary: pd.DataFrame    # as `terms.read_vocabulary` gives it
    given: bool                 # does it come from the reader?
    among: int                  # number of comparisons they were chosen from (`evidence.adjust_p`); 0 if given
    proven: int                 # how many of the proposed terms show evidence that groups differ


def fit(vocabulary: pd.DataFrame | None, terms: pd.DataFrame, words: pd.DataFrame) -> bool:
    """Does a vocabulary fit the articles compared: are its terms in a tenth of them or more?

    vocabulary: that of the reader, None where there is none; terms: its hits; words: of the articles compared.
    """
    articles = set(words["article_id"])
    return vocabulary is not None and len(set(terms["article_id"]) & articles) >= _HARDLY * len(articles)


def choose_terms(vocabulary: pd.DataFrame | None, terms: pd.DataFrame, words: pd.DataFrame,
                 groups: Collection[str] | None = None, copies: Collection[str] = (),
                 families: pd.DataFrame | None = None, names: pd.DataFrame | None = None) -> Chosen:
    """The vocabulary to compare by: `Chosen`.

    vocabulary, terms, words: as for `fit`; words with the column `group`. names: as from `naming.find_names`; no term
    is part of the name of a person there. Where it does not fit, the terms are those of
    families, as from `labels.propose_families`, then those of `propose_terms` that show evidence; where there are no
    such families, all of `propose_terms`.
    """
    if fit(vocabulary, terms, words):
        return Chosen(vocabulary, True, 0, 0)
    people = None if names is None else names[names["rule"].isin(("full-name", "surname"))]
    if people is not None and len(people):
        words = words.assign(named=inside(words, people.assign(person=True), ["person"])["person"].notna())
    proposed = propose_terms(words, groups, "group", copies)
    if families is not None and len(families):
        known = {fold(way.removeprefix("="))[0] for pattern in families["pattern"] for way in split_pattern(pattern)}
        others = proposed[proposed["note"].str.endswith(PROVEN) & ~proposed["term"].isin(known)]
        proposed = pd.concat([families, others], ignore_index=True)
    proven = proposed["note"].str.endswith(PROVEN).sum()
    among = int(proposed["n_tested"].max()) if len(proposed) else 0
    return Chosen(proposed.drop(columns="n_tested"), False, among, int(proven))


def find_proposed(articles: pd.DataFrame, vocabulary: pd.DataFrame, families: pd.DataFrame | None = None,
                  names: pd.DataFrame | None = None) -> pd.DataFrame:
    """Where the terms of a proposed vocabulary occur, as from `terms.find_terms`.

    A term of families, as from `labels.propose_families`, stands for one thing; it is left out where it only begins the
    name of another one: the fire, but not the fire service. names: as from `naming.find_names`.
    """
    hits = find_terms(articles, vocabulary)
    if families is None or names is None:
        return hits
    until = inside(hits, names.assign(until=names["end"]), ["until"])["until"]
    texts, parts = read_texts(articles), []
    for article_id, end, last in zip(hits["article_id"], hits["end"], until, strict=True):
        after = "" if pd.isna(last) else fold(texts[article_id][end : int(last)])[0].split()[:1]
        parts.append(bool(after) and after[0] not in PREPOSITIONS and after[0][0].isalnum())
    return hits[~(np.array(parts, "bool") & hits["family"].isin(families["family"]).to_numpy())].reset_index(drop=True)


def save_terms(vocabulary: pd.DataFrame, corpus: str | os.PathLike | None) -> Path:
    """Writes proposed terms to `terms_draft.csv` beside the articles of a corpus, and returns its path."""
    return save_draft(vocabulary, find_beside("terms_draft.csv", corpus))


def propose_terms(words: pd.DataFrame, groups: Collection[str] | None = None, group: str = "article_id",
                  copies: Collection[str] = ()) -> pd.DataFrame:
    """A vocabulary made from the corpus: the words and phrases that groups use most differently, in families.

    words: of the articles compared, with the column `group`, and, where they are known, `repeated`
    (`words.mark_repeats`) and `named`, whether a word belongs to the name of a person;
    groups: those whose words are proposed. Function words, days, numbers, single letters and news agencies are left
    out: they tell when and from whom a report came, not how it is worded. Of a phrase that always stands whole, no part
    is proposed: "red mill bridge", not "mill bridge". Words with much the same neighbours, such as
    "incident" and "disaster" in "after the ... at Millford", make one family, named after them; each other word, and
    one that stands fewer than five times, is a family of its own. Families of several words come first, then those with
    the best evidence.

    Returns the columns of `terms.read_vocabulary`; `note` says who writes the term most; and `n_tested`, of how many
    comparisons the terms were chosen. No rows where there are fewer than two groups.

    >>> texts = ["After the crash at Ely, help came."] * 6 + ["After the mishap at Ely, help came."] * 6
    >>> articles = pd.DataFrame({"text": texts}, index=pd.Index([f"a{i}" for i in range(12)], name="article_id"))
    >>> from analysis.words import list_words
    >>> words = list_words(articles)
    >>> words["outlet"] = words["article_id"].isin(["a0", "a1", "a2", "a3", "a4", "a5"])
    >>> propose_terms(words, group="outlet")[["family", "term"]].values.tolist()
    [['crash / mishap', 'crash'], ['crash / mishap', 'mishap']]
    """
    if words[group].nunique() < 2:
        return pd.DataFrame(columns=["family", "term", "pattern", "note", "n_tested"], dtype="str")
    words = words if "repeated" in words else mark_repeats(words, group)
    fit = [
        word
        for word in words["word"].unique()
        if len(word) > 1 and not _NUMBER.search(word) and word not in _read_unfit()
    ]
    kept = words[words["word"].isin(fit) & ~(words["named"] if "named" in words else False)]
    phrases = _part_phrases(kept)
    counts, fresh = (count_ngrams(part, sizes=(1, 2)) for part in (phrases, _part_phrases(kept[~kept["repeated"]])))
    table = list_distinctive(words, groups, group, counts, copies=copies, fresh=fresh, keyness=False)
    table = table.sort_values("p_articles", kind="stable")
    best = table[table["evidence"].isin(PROVEN)]
    best = (best if len(best) > 1 else table.head(2 * _MOST_FAMILIES)).drop_duplicates("ngram")
    places = _take_columns(phrases)
    best = best.assign(ngram=[_complete(ngram, places) for ngram in best["ngram"]]).drop_duplicates("ngram")
    note = (
        best["count"].astype("str")
        + " of "
        + (best["count"] + best["reference_count"]).astype("str")
        + " in the bodies are in "
        + best[group].astype("str")
        + "; evidence: "
        + best["evidence"]
    )
    rows = pd.DataFrame(
        {"family": "", "term": best["ngram"], "pattern": best["ngram"], "note": note}, dtype="str"
    ).reset_index(drop=True)
    known = (best["count"] + best["reference_count"]).to_numpy() >= _LEAST_KNOWN
    cluster = _join_alike([_list_neighbours(ngram, words) for ngram in rows["term"]], known)
    order = pd.Series(cluster).map(pd.Series(cluster).value_counts()).clip(upper=2)
    rows["family"] = [" / ".join(rows.loc[cluster == own, "term"].head(3)) for own in cluster]
    rows = rows.assign(
        order=-order, first=rows.groupby("family", sort=False)["term"].transform(lambda terms: terms.index[0])
    )
    rows = rows.sort_values(["order", "first"], kind="stable", ignore_index=True).drop(columns=["order", "first"])
    rows["n_tested"] = int(table["n_tested"].max()) if len(table) else 0
    return rows[rows["family"].isin(rows["family"].unique()[:_MOST_FAMILIES])]


_LONGEST = 4    # words of a phrase


def _complete(ngram, places):
    """The whole phrase of which an n-gram is always a part; the n-gram itself where there is no such phrase.

    places: as from `_take_columns`.
    """
    parts = ngram.split(" ")
    at = np.flatnonzero(places.word == parts[0])
    for step, part in enumerate(parts[1:], start=1):
        at = at[_look_beside(places, at, step) == part]
    if len(at) < 2:
        return ngram
    while len(parts) < _LONGEST:
        before, after = (_find_only(_look_beside(places, at, step)) for step in (-1, len(parts)))
        if before:
            parts, at = [before, *parts], at - 1
        elif after:
            parts.append(after)
        else:
            break
    return " ".join(parts)


class _Places(NamedTuple):
    """The words of all articles, one after the other."""

    word: np.ndarray
    number: np.ndarray
    article: np.ndarray


def _take_columns(words):
    return _Places(words["word"].to_numpy("object"), words["number"].to_numpy(), words["article_id"].to_numpy("object"))


def _look_beside(places, at, step):
    """The word so many places from each; "" where that is beyond a mark or the end of the article."""
    near = np.clip(at + step, 0, len(places.word) - 1)
    beside = (places.number[near] == places.number[at] + step) & (places.article[near] == places.article[at])
    return np.where(beside, places.word[near], "")


def _find_only(words):
    return words[0] if len(set(words)) == 1 else ""


def _part_phrases(words):
    """The words, with gaps in their numbers so that no phrase runs across a comma or another mark, or across a
    reporting verb.

    "mayor said" from "the mayor, said" would be a phrase that no pattern finds, and "said Berg" shows who speaks
    rather than how.
    """
    reports = words["word"].isin(_read_reports()).to_numpy()
    apart = (words["start"].to_numpy()[1:] - words["end"].to_numpy()[:-1] > 1) | reports[1:] | reports[:-1]
    return words.assign(number=words["number"] + np.append(0, apart.cumsum()) if len(words) else words["number"])


@functools.cache
def _read_reports():
    """The forms of reporting verbs that cannot be nouns: "says" and "said", not "claim"."""
    verbs = [form for form, cues in read_cues().items() if any(cue.shape in ("third", "past") for cue in cues)]
    return frozenset(fold(form)[0] for form in verbs if form not in NOUNS_TOO)


@functools.cache
def _read_unfit():
    """Words that say nothing about an outlet's choice: function words, days, months, and news agencies whose name is
    one word."""
    days = {fold(form)[0] for kind in _CALENDAR for length in ("full", "short") for form in read_calendar(kind, length)}
    agencies = {fold(name)[0] for name in read_words("agencies", "agency") if " " not in name}
    return read_function_words() | days | agencies


def _list_neighbours(ngram, words):
    """How often each word is one or two places before or after the n-gram: {(place, word): count}."""
    parts = ngram.split(" ")
    word, article_id = words["word"].to_numpy("object"), words["article_id"].to_numpy("object")
    at = np.flatnonzero(word == parts[0])
    at = at[at + len(parts) <= len(word)]
    for i, part in enumerate(parts[1:], start=1):
        at = at[word[at + i] == part]
    found = Counter()
    for place in (-2, -1, len(parts), len(parts) + 1):
        near = at + place
        near, own = near[(near >= 0) & (near < len(word))], at[(near >= 0) & (near < len(word))]
        found.update(
            (place if place < 0 else place - len(parts) + 1, neighbour)
            for neighbour in word[near[article_id[near] == article_id[own]]]
        )
    return found


def _join_alike(neighbours, known):
    """The number of the family of each n-gram, by average linkage of the cosines of their neighbours. An n-gram with
    too few neighbours forms a family alone.
    """
    if len(neighbours) < 2:
        return np.arange(len(neighbours))
    table = pd.DataFrame(neighbours).fillna(0).to_numpy("float64")
    length = np.linalg.norm(table, axis=1, keepdims=True)
    unit = table / np.where(length > 0, length, 1)
    distance = np.clip(1 - unit @ unit.T, 0, None).round(9)
    distance[~known] = distance[:, ~known] = 1
    np.fill_diagonal(distance, 0)
    return fcluster(linkage(squareform(distance, checks=False), "average"), 1 - _ALIKE, "distance")
