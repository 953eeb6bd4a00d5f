"""What an article costs, in a small and in a larger corpus: counting by outlets takes time in step with the articles."""
import time

import pytest

from analysis import findings
from analysis.corpus.preflight import find_copies, find_near_duplicates, number_events
from analysis.corpus.sample import resample_articles
from analysis.grouping import choose_groups
from analysis.proposals import propose_terms
from analysis.words import count_ngrams, list_distinctive, list_words, mark_repeats

SMALL, LARGE = 250, 1000
MOST = 2.5          # times what an article costs in the small corpus; if it grew with the corpus, it would be 4

STEPS = {           # what is done, with the words of an article beside it
    "words": lambda articles, words: list_words(articles),
    "repeats": lambda articles, words: mark_repeats(words, "group"),
    "n-grams": lambda articles, words: count_ngrams(words),
    "distinctive": lambda articles, words: list_distinctive(words, words["group"].unique()[:4], "group"),
    "proposals": lambda articles, words: propose_terms(words, words["group"].unique()[:4], "group"),
    "events": lambda articles, words: number_events(articles),
    "copies": lambda articles, words: find_copies(articles, choose_groups(articles)),
    "near-duplicates": lambda articles, words: find_near_duplicates(articles),
    "finding": lambda articles, words: findings.find_part(articles),
}


@pytest.fixture(scope="module")
def corpora(articles):
    made = resample_articles(articles, LARGE, seed=3)
    large = findings.make_articles(made)
    words = list_words(large)
    words = words.assign(group=words["article_id"].map(choose_groups(large)))
    return {size: (large.head(size), words[words["article_id"].isin(set(large.index[:size]))]) for size in (SMALL, LARGE)}


def measure(step, articles, words):
    """Seconds of CPU for each article, the better of two."""
    seconds = []
    for _ in range(2):
        start = time.process_time()
        step(articles, words)
        seconds.append(time.process_time() - start)
    return min(seconds) / len(articles)


@pytest.mark.slow
@pytest.mark.parametrize("name", STEPS)
def test_an_article_costs_the_same_in_a_larger_corpus(name, corpora):
    small, large = (measure(STEPS[name], *corpora[size]) for size in (SMALL, LARGE))
    assert large / small < MOST, f"{name}: {large / small:.2f} times as much for each of {LARGE} articles as for each of {SMALL}"
