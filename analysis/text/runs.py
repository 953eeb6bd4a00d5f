"""Runs of words as numbers: the same run has the same number wherever it stands."""
import numpy as np
import pandas as pd


def number_runs(words: np.ndarray, size: int) -> np.ndarray:
    """A number for each run of `size` words, by the place of its first word; equal runs have equal numbers.

    words: a number for each word. The result has `size - 1` entries fewer, and none where there are fewer words than
    that.

    >>> number_runs(np.array([4, 5, 4, 5]), 2).tolist()
    [0, 1, 0]
    """
    last = max(0, len(words) - size + 1)
    runs = np.asarray(words[:last], "int64")
    most = int(words.max(initial=0)) + 1
    for place in range(1, size):                # made from the number of the run so far and that of the next word
        runs = pd.factorize(runs * most + words[place:place + last])[0]
    return runs
