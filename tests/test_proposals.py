"""Terms proposed from the corpus: each outlet's own word for one thing, in one family, and nothing of another corpus."""
import pandas as pd
import pytest

from analysis.naming import find_names
from analysis.proposals import _complete, _take_columns, choose_terms, find_proposed, propose_terms
from analysis.statistics import compare_each, count_terms
from analysis.terms import find_terms, read_vocabulary, save_draft
from analysis.words import list_words
from tests.words.test_words import NAMED, corpus, three_outlets


def words_of(articles, groups):
    words = list_words(articles)
    return words.assign(group=words["article_id"].map(groups))


def test_each_outlets_word_is_proposed_in_one_family():
    articles, outlets = three_outlets()
    table = propose_terms(words_of(articles, outlets), group="group")
    first = table[table["family"] == table["family"].iloc[0]]
    assert set(NAMED.values()) <= set(first["term"])
    assert first["note"].str.contains("evidence: strong").all()
    assert len(find_terms(articles, table)), "what is proposed can be looked for"


def test_days_and_numbers_are_not_proposed():
    texts = ["Open on Monday 5 May at the mill."] * 6 + ["Closed on Friday 9 June at the mill."] * 6
    articles = corpus(*(text + f" Word{i}." for i, text in enumerate(texts)))
    table = propose_terms(words_of(articles, pd.Series(["x"] * 6 + ["y"] * 6, articles.index)), group="group")
    assert not table["term"].str.contains(r"\d|monday|friday|may|june").any()


def test_nothing_is_proposed_for_one_group():
    articles = corpus("Tea.", "Tea.")
    assert propose_terms(words_of(articles, pd.Series("x", articles.index)), group="group").empty


def test_a_vocabulary_that_occurs_is_kept_and_another_is_not():
    articles, outlets = three_outlets()
    words = words_of(articles, outlets)
    fitting, foreign = read_vocabulary(["incident", "disaster"]), read_vocabulary(["bakery"])
    assert choose_terms(fitting, find_terms(articles, fitting), words)[1:] == (True, 0, 0)
    chosen = choose_terms(foreign, find_terms(articles, foreign), words)
    assert not chosen.given and "bakery" not in set(chosen.vocabulary["term"]) and chosen.among > 0
    assert not choose_terms(None, find_terms(articles, foreign), words).given


def test_families_come_first_and_none_of_their_words_again():
    articles, outlets = three_outlets()
    words = words_of(articles, outlets)
    families = pd.DataFrame([("wreck", "incident", "incident|accident", "why", 12)], columns=["family", "term", "pattern", "note", "n_tested"])
    vocabulary = choose_terms(None, None, words, families=families).vocabulary
    assert vocabulary["family"].iloc[0] == "wreck" and vocabulary["term"].tolist().count("incident") == 1
    assert "disaster" in set(vocabulary["term"])
    pd.testing.assert_frame_equal(choose_terms(None, None, words, families=families.head(0)).vocabulary, choose_terms(None, None, words).vocabulary)


@pytest.mark.parametrize("said, counted, why", [
    ("The fire was out.", 1, "the thing itself"),
    ("The mill fire was out.", 1, "the end of a longer name of it"),
    ("The fire of Oldham was out.", 1, "what follows only says where"),
    ("The fire service came.", 0, "the beginning of another name"),
    ("Chief Fire Officer Anna Berg came.", 0, "within a title"),
])
def test_a_term_for_one_thing_is_no_part_of_another_name(said, counted, why):
    articles = corpus(*[f"It burned at the mill. {said}"] * 2)
    families = pd.DataFrame([("fire", "fire", "fire", "")], columns=["family", "term", "pattern", "note"])
    names = find_names(articles)
    assert len(find_proposed(articles, families, families, names)) == 2 * counted, why
    assert len(find_proposed(articles, families)) == 2, "a term that is no name of one thing counts everywhere"


def test_the_whole_phrase_is_proposed_and_no_name_of_a_person():
    texts = ["The red mill bridge fell. Mr. Holt saw the red mill bridge, Anna Holt said."] * 6 + ["The crossing fell. It was old, she said."] * 6
    articles = corpus(*texts)
    words = words_of(articles, pd.Series(["x"] * 6 + ["y"] * 6, articles.index))
    chosen = choose_terms(None, None, words, names=find_names(articles)).vocabulary["term"]
    assert "red mill bridge" in set(chosen) and not chosen.isin(["mill", "mill bridge", "red mill", "holt", "anna holt"]).any()
    assert choose_terms(None, None, words).vocabulary["term"].str.contains("holt").any()


def test_a_phrase_grows_on_both_sides_while_its_neighbours_are_the_same():
    places = _take_columns(list_words(corpus("Old red mill fell.", "Old red mill fell.", "Old ferry sank.", "New ferry came.")))
    assert [_complete(word, places) for word in ("mill", "red mill", "ferry")] == ["old red mill fell", "old red mill fell", "ferry"]


def test_a_draft_can_be_read_again(tmp_path):
    articles, outlets = three_outlets()
    table = propose_terms(words_of(articles, outlets), group="group")
    path = save_draft(table, tmp_path / "terms_draft.csv")
    assert read_vocabulary(path)["term"].tolist() == table["term"].tolist()


def test_what_tells_when_and_from_whom_is_not_proposed():
    texts = ["Robert S. Holt shut the mill, AFP and Getty said."] * 6 + ["Robert Holt closed the mill."] * 6
    articles = corpus(*texts)
    table = propose_terms(words_of(articles, pd.Series(["x"] * 6 + ["y"] * 6, articles.index)), group="group")
    assert {"shut", "closed"} <= {word for term in table["term"] for word in term.split()}
    assert not table["term"].str.contains(r"\b(?:s|afp|getty)\b").any()


@pytest.mark.slow
def test_terms_proposed_because_they_differ_are_no_evidence_by_themselves():
    """With shuffled outlets, words that were chosen because they differ must not be called evidence."""
    articles, outlets = three_outlets()
    evidence = 0
    for seed in range(20):
        words = words_of(articles, pd.Series(outlets.sample(frac=1, random_state=seed).to_numpy(), outlets.index))
        chosen = choose_terms(None, None, words)
        hits = find_terms(articles, chosen.vocabulary)
        hits = hits.assign(group=hits["article_id"].map(words.groupby("article_id")["group"].first()))
        counts = count_terms(hits, words.groupby(["group", "article_id"], sort=False).size(), chosen.vocabulary[["family", "term"]])
        evidence += compare_each(counts, None, "group", among=chosen.among)["evidence"].isin(["strong", "some"]).any()
    assert evidence <= 1
