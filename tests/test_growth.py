"""What one article costs in a larger corpus: the tables of 01 to 03, by outlet, take time in step with the number of articles.

No absolute times are tested: the two sizes are measured in one run, and only the growth counts.
"""
import time

import pytest

from analysis import comparing, findings, grouping, proposals, statistics
from analysis.corpus import events, preflight
from analysis.corpus.loading import make_articles
from analysis.corpus.sample import resample_articles
from analysis.spans import inside
from analysis.words import count_ngrams, find_collocates, list_distinctive, list_words, mark_repeats

SMALL, LARGE = 120, 480
MOST = 2.2          # times what an article costs in the small corpus, where a cost that grows with the corpus would give 4

STEPS = {           # what is done with the findings, the groups, and the words of the bodies
    "groups and events": lambda found, group, words: comparing.compare(found),
    "copies": lambda found, group, words: preflight.find_copies(found.articles, group.groups),
    "words": lambda found, group, words: mark_repeats(list_words(found.articles).assign(group="all"), "group"),
    "proposals": lambda found, group, words: proposals.propose_terms(words, group.names, "group"),
    "distinctive words": lambda found, group, words: list_distinctive(words, group.names, "group", count_ngrams(words)),
    "keyness": lambda found, group, words: statistics.compare_each(
        statistics.count_terms(mark(found.terms, group), words.groupby(["group", "article_id"], sort=False).size()), group.names, "group"),
    "collocates": lambda found, group, words: find_collocates(found.terms, words),
    "speakers": lambda found, group, words: grouping.count_speakers(mark(found.statements, group).fillna({"speaker": "nobody"}), ["group", "speaker"]),
    "days": lambda found, group, words: grouping.count_days(found.dates, found.articles, group),
}


def mark(table, group):
    return table.assign(group=table["article_id"].map(group.groups))


@pytest.fixture(scope="module")
def corpora(articles):
    """Findings, groups and words of a corpus and of its first quarter."""
    found, made = findings.find_part(make_articles(resample_articles(articles, LARGE, seed=3)), findings.read_lists("seeds")), {}
    for size in (SMALL, LARGE):
        ids = set(found.articles.index[:size])
        part = findings.Findings(found.articles.head(size), *(
            table[table["article_id"].isin(ids)].reset_index(drop=True) for table in (found.zones, found.terms, found.statements, found.dates)))
        words = inside(list_words(part.articles), part.zones, ["zone"])
        words = words[words["zone"] != "furniture"]
        group = grouping.group_articles(part.articles, words.groupby("article_id").size(), "outlet")
        made[size] = part, group, mark_repeats(mark(words, group), "group")
    return made


def measure(step, corpus):
    """Seconds of CPU per article; a step that takes less than half a second is measured three times, and the smallest
    value is taken."""
    seconds = []
    while not seconds or (len(seconds) < 3 and seconds[0] < 0.5):
        events._number_events.cache_clear()      # what is kept from the time before costs nothing
        start = time.process_time()
        step(*corpus)
        seconds.append(time.process_time() - start)
    return min(seconds) / len(corpus[0].articles)


@pytest.mark.slow
@pytest.mark.parametrize("name", STEPS)
def test_an_article_costs_no_more_in_a_larger_corpus(name, corpora):
    small, large = (measure(STEPS[name], corpora[size]) for size in (SMALL, LARGE))
    assert large / small < MOST, f"{name}: {large / small:.2f} times as much for each of {LARGE} articles as for each of {SMALL}"


@pytest.mark.slow
def test_a_cost_that_grows_with_the_corpus_is_seen(corpora):
    def compare_each_with_each(found, group, words):
        ids = found.articles.index.tolist()
        return sum(one < other for one in ids for other in ids for _ in range(10))

    small, large = (measure(compare_each_with_each, corpora[size]) for size in (SMALL, LARGE))
    assert large / small > MOST
