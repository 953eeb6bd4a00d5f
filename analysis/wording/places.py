"""Where wordings occur, and which sentences are shown for two wordings that are a pair."""

from typing import NamedTuple

import numpy as np

from analysis.wording.columns import find_changes, take_rows


class Places(NamedTuple):
    """Where wordings first occur, as columns. An article is given by its place in the order of publication."""

    article: np.ndarray
    start: np.ndarray
    end: np.ndarray
    copies: np.ndarray  # how many sentences have the wording
    second_article: np.ndarray  # of the second sentence that has it; the first again where there is none
    second_start: np.ndarray
    second_end: np.ndarray
    other_article: np.ndarray  # of the first one in another article; -1 where there is none
    other_start: np.ndarray
    other_end: np.ndarray


class Shared(NamedTuple):
    """Pairs of sentences as columns, in the order of the left sentence, then of the right."""

    left_article: np.ndarray  # place of the article in the order of publication
    left_start: np.ndarray
    left_end: np.ndarray
    left_copies: np.ndarray  # how many sentences have that wording
    right_article: np.ndarray
    right_start: np.ndarray
    right_end: np.ndarray
    right_copies: np.ndarray


def find_places(wording: np.ndarray, article: np.ndarray, start: np.ndarray, end: np.ndarray) -> Places:
    """Where each wording occurs, in the order of first appearance. The arguments are columns of sentences, in any
    order."""
    order = np.lexsort((pack(article, start), wording))
    wording, article, start, end = (column[order] for column in (wording, article, start, end))
    opens = np.flatnonzero(find_changes(wording))
    copies = np.diff(opens, append=len(order))
    second = opens + (copies > 1)
    elsewhere = np.flatnonzero(article != np.repeat(article[opens], copies))
    owners, at = np.unique(np.repeat(np.arange(len(opens)), copies)[elsewhere], return_index=True)
    other = np.full((3, len(opens)), -1, article.dtype)
    other[:, owners] = np.stack([article, start, end])[:, elsewhere[at]]
    places = Places(article[opens], start[opens], end[opens], copies.astype(article.dtype),
                    article[second], start[second], end[second], *other)
    return take_rows(places, np.argsort(pack(places.article, places.start)))


def pack(article: np.ndarray, start: np.ndarray) -> np.ndarray:
    """One number for each place, rising with the article, then with the start."""
    return article.astype(np.int64) << 32 | start


def pair_copies(places: Places) -> Shared:
    """For wordings that occur more than once, the first sentence and the next one, from another article if possible."""
    return pair_places(places, places._replace(
        article=places.second_article, start=places.second_start, end=places.second_end))


def pair_places(one: Places, two: Places) -> Shared:
    """The first sentence of each of two wordings, from two different articles if possible.

    one, two: a row for each pair.
    """
    together = one.article == two.article
    two_moves = together & (two.other_article >= 0)
    one_moves = together & ~two_moves & (one.other_article >= 0)
    first, then = _choose(one, one_moves), _choose(two, two_moves)
    swapped = pack(*first[:2]) > pack(*then[:2])
    left = [np.where(swapped, b, a) for a, b in zip(first, then)]
    right = [np.where(swapped, a, b) for a, b in zip(first, then)]
    return sort_shared(Shared(*left, *right))


def _choose(places, moves):
    """(article, start, end, copies) of the first sentence, or, where `moves` is true, of the first one in another
    article."""
    columns = ("article", "start", "end")
    chosen = (np.where(moves, getattr(places, f"other_{name}"), getattr(places, name)) for name in columns)
    return [*chosen, places.copies]


def sort_shared(shared: Shared) -> Shared:
    """The pairs in the order of the left sentence, then of the right."""
    return take_rows(shared, np.lexsort((
        pack(shared.right_article, shared.right_start), pack(shared.left_article, shared.left_start))))
