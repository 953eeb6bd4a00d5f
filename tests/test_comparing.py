"""What 01 to 03 compare: the articles of one event that have a body text, in groups, and which of them are copies."""
import pandas as pd
import pytest

from analysis import comparing, findings
from analysis.corpus.loading import make_articles
from analysis.words import list_words

TEXT = "Bridge closes in Harton\n\n{} said on Monday that the crossing at Harton would close, and that “{} boats” would sail.\n\nThe old bridge needs {} piers."


@pytest.fixture(scope="module")
def found():
    """Two outlets with three articles each, one of them a picture with its caption."""
    texts = [TEXT.format(*words) for words in (("Anna Berg", "three", "new"), ("Tom Holt", "small", "stone"), ("Ruth Lowe", "four", "two"),
                                               ("Per Dahl", "open", "steel"), ("Ines Moya", "more", "old"))]
    texts.append("share\n\nThe bridge at Harton (Photo by Ann Lee/Getty Images)")
    rows = pd.DataFrame({"article_id": list("012345"), "outlet": ["Post", "Echo"] * 3, "text": texts})
    return findings.find_part(make_articles(rows))


def test_an_article_without_headline_and_body_is_left_out_and_said_so(found):
    here = comparing.compare(found)
    assert here.articles.index.tolist() == ["0", "1", "2", "3", "4"] == here.every.index.tolist()
    assert "1 of the articles compared has neither headline nor body, and is left out." in here.says
    assert here.group.sizes.values.tolist()[0][:2] == ["Post", 3] and "2 outlets: Post (3 articles), Echo (2 articles)." in here.says
    assert here.texts is None


def test_sizes_are_the_words_that_are_counted(found):
    here = comparing.compare(found, "article", copies="all")
    words = comparing.mark(list_words(found.articles), found, here)
    counted = findings.choose_zones(words, findings.ZONES_OF_WORDS).groupby("group").size()
    assert here.group.sizes.set_index("article")["n_words"].sort_index().equals(counted.rename("n_words").rename_axis("article").sort_index())
    assert set(words["article_id"]) == set(here.articles.index) and {"zone", "voice", "shared", "group"} <= set(words.columns)


def test_lines_of_the_site_are_counted_nowhere(found):
    articles = found.articles.assign(text=found.articles["text"] + "\n\nRead more: The bridge in pictures")
    here = comparing.compare(findings.find_part(articles), "article", copies="all")
    words = comparing.mark(list_words(articles), findings.find_part(articles), here)
    assert "pictures" not in set(words["word"]) and "bridge" in set(words["word"]) and "furniture" not in set(words["zone"])


def test_of_copies_one_is_counted(found):
    twice = found.articles.copy()
    twice.loc["3", "text"] = twice.loc["1", "text"]
    again = findings.find_part(twice)
    here, once = (comparing.compare(again, copies=copies) for copies in ("all", "once"))
    assert here.articles.index.tolist() == ["0", "1", "2", "3", "4"] and once.articles.index.tolist() == ["0", "1", "2", "4"]
    assert not here.texts.once["3"] and comparing.find_printed_again(here) == ["3"]


def test_bodies_are_unified_within_one_event_only(found):
    statements = pd.DataFrame({"speaker": ["council", "Oldham Council", "officials", None], "basis": "group"}, dtype="str")
    statements["speaker_text"] = statements["speaker"]
    here = comparing.compare(found)
    who = {one_event: comparing.name_speakers(statements, here._replace(one_event=one_event)) for one_event in (True, False)}
    assert who[True][0]["who"].tolist() == ["Oldham Council", "Oldham Council", "officials", "(unattributed)"]
    assert who[False][0]["who"].tolist() == ["council", "Oldham Council", "officials", "(unattributed)"]
    assert who[True][0]["named"].tolist() == [True, True, False, False] and who[False][0]["named"].tolist() == [False, True, False, False]
    assert who[True][1] == {"council": "Oldham Council"} and who[False][1] == {}


def test_every_statement_has_the_speaker_that_is_counted(found):
    article = "Bridge closes in Harton\n\n{} said on Monday that the crossing at Harton would close, and that ferries would sail.\n\nRain fell."
    other = "Bakery opens in Lund\n\nThe council said on Friday that the bakery in Lund sells twelve kinds of rye bread and a cake with plums."
    rows = pd.DataFrame({"article_id": list("abc"), "text": [article.format("Harton Council"), article.format("The council"), other],
                         "published": pd.to_datetime(["2024-05-03", "2024-05-04", "2024-11-20"])})
    said = findings.find_part(make_articles(rows))
    unified = comparing.unify_speakers(said, 1)
    assert said.statements["speaker"].tolist() == ["Harton Council", "council", "council"]
    assert unified.statements["speaker"].tolist() == ["Harton Council", "Harton Council", "council"]
    counted = comparing.name_speakers(said.statements[:2], comparing.compare(said, event=1))[0]
    assert counted["who"].tolist() == unified.statements["speaker"].tolist()[:2]
    assert comparing.unify_speakers(said, "all").statements.equals(said.statements)


def test_all_articles_are_no_single_event(found):
    assert comparing.compare(found).one_event and not comparing.compare(found, event="all").one_event
