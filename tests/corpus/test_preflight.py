"""Preflight: what one event is, which articles are copies, and what else to know before comparing."""
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import find_event, number_events
from analysis.corpus.events import order_events
from analysis.corpus.preflight import check_articles, choose_event, find_copies, find_near_duplicates
from analysis.zones import find_zones
from tests.nasty import examples

BRIDGE = ["The Tarn Bridge at Millford fell into the river on Monday, and engineers of Orrin Works closed the road to Eastham.",
          "Tarn Bridge in Millford gave way. Engineers from Orrin Works said the Eastham road stays closed; nobody was in the river.",
          "Millford lost its bridge: the Tarn Bridge, built by Orrin Works, fell on Monday. The road to Eastham was closed by engineers.",
          "Engineers of Orrin Works inspect the river at Millford after the Tarn Bridge fell. The Eastham road is closed."]
FERRY = ["The ferry Gull ran aground off Sandholm, Captain Ida Voss said, and the passengers waited for the tide.",
         "Passengers of the ferry Gull waited on a sandbank near Sandholm. Captain Ida Voss blamed the tide.",
         "Captain Ida Voss of the Gull, the Sandholm ferry, said the tide left passengers aground."]
OTHERS = ["A bakery in Northgate sells rye bread again after Peter Lund repaired its oven.",
          "Violin teachers met at Castle Hill; Maria Ortiz played a suite by heart.",
          "Beetles damaged the pines of Upper Wood, the forester Jan Kolar told visitors.",
          "Swimmers want the Queensway pool to open at six, says Amina Bello.",
          "An old clock of the Harbour Museum strikes thirteen, and Ruth Falk knows why."]

# short reports of one event that tell quite different sides of it, and of another
WEIR = ["The weir at Orsett gave way on Tuesday night, and the river Lem flooded forty houses in Lower Street. Nobody was hurt. Fire crews from Hadlow pumped water out of "
        "cellars until morning, and the school stayed shut. The county council said the weir, built in 1911, had been inspected in spring.",
        "Families returned to Lower Street in Orsett on Thursday and found mud up to the window sills. “The kitchen is gone,” said Joan Pell, a baker. Neighbours shared soup "
        "in the church hall. Nobody knows when the river Lem can be held back again, for the weir that gave way cannot be mended before winter.",
        "Who knew that the weir at Orsett was weak, before forty houses were flooded? An inquiry led by the engineer Ruth Amsel is to find out, the county council announced on Friday. She will ask for letters, "
        "drawings and bills from ten years. The opposition wants to hear the chairman, Colin Hart, who signed the last inspection.",
        "Insurers expect claims of four million pounds after the flood in Orsett. Two companies sent assessors to Lower Street, where forty houses stood in water. Shopkeepers "
        "without a policy ask the county council for help; a fund opened by the church has brought eleven thousand pounds so far.",
        "Colin Hart resigned on Monday as chairman of the works committee. In spring he had signed the inspection of the weir at Orsett that gave way and flooded Lower Street. “I trusted the report that I was given,” "
        "he said. The county council thanked him for nineteen years of work. Ruth Amsel, who leads the inquiry, wants to hear him in June."]
CHOIR = ["The choir of Sandholm won the singing contest at Castle Hill on Saturday with three sea songs. Forty singers, most of them dockers, were led by Maria Ortiz. The jury "
         "praised their clear vowels. The town will give them a dinner, and a brass plate is to be put on the wall of the harbour school.",
         "Maria Ortiz will not lead the choir of Sandholm any longer. After the prize at Castle Hill she was called to the opera of Northgate. “They sing without me just as well,” "
         "she told the dockers at the dinner. A successor is sought; rehearsals go on in the harbour school."]


def corpus(*parts):
    """Articles of (texts, first day, days between them); no dates where the day is None."""
    texts, days = [], []
    for part, first, step in parts:
        texts += part
        days += [pd.Timestamp(first) + pd.Timedelta(days=step * i) if first else pd.NaT for i in range(len(part))]
    index = pd.Index([f"a{i}" for i in range(len(texts))], name="article_id")
    return pd.DataFrame({"text": pd.Series(texts, index, dtype="str"), "published": pd.Series(days, index, dtype="datetime64[s]"),
                         "published_basis": "metadata", "problem": None})


EVENTS = [      # label, parts, number of each article's event (0: none), why
    ("one event", [(BRIDGE, "2020-10-01", 1)], [1, 1, 1, 1], ""),
    ("one event without dates", [(BRIDGE, None, 0)], [1, 1, 1, 1], "words alone tell"),
    ("two events on the same days", [(FERRY, "2020-10-01", 1), (BRIDGE, "2020-10-01", 1)], [2, 2, 2, 1, 1, 1, 1], "the larger is the first"),
    ("two events without dates", [(BRIDGE, None, 0), (FERRY, None, 0)], [1, 1, 1, 1, 2, 2, 2], ""),
    ("two events a year apart", [(BRIDGE, "2020-10-01", 1), (FERRY, "2021-10-01", 1)], [1, 1, 1, 1, 2, 2, 2], ""),
    ("the same words three years later", [(BRIDGE[:3], "2020-10-01", 1), (BRIDGE[3:], "2023-09-01", 1)], [1, 1, 1, 0], "another bridge, or another fall"),
    ("an article like no other, years later", [(BRIDGE, "2020-10-01", 1), (OTHERS[:1], "2023-09-01", 1)], [1, 1, 1, 1, 0], ""),
    ("a caption of the same days", [(BRIDGE, "2020-10-01", 1), (["Photo: Reporter"], "2020-10-03", 1)], [1] * 5, "taken along"),
    ("a long article about other things, the same days", [(BRIDGE, "2020-10-01", 1), ([" ".join(OTHERS * 2)], "2020-10-03", 1)], [1, 1, 1, 1, 0], "it has the words to be like the event, and is not"),
    ("an article about the event and other things", [(BRIDGE, "2020-10-01", 1), ([" ".join(OTHERS + BRIDGE)], "2020-10-03", 1)], [1] * 5, ""),
    ("an article without a date", [(BRIDGE, "2020-10-01", 1), (OTHERS[:1], None, 1)], [1] * 5, "taken along"),
    ("nothing in common", [(OTHERS, "2020-10-01", 1)], [0] * 5, "a mixed bag on the same days is no event"),
    ("an archive", [(OTHERS * 12, "2015-01-01", 9)], [0] * 60, "unrelated articles nine days apart"),
    ("an archive about one thing", [(BRIDGE * 15, "2015-01-01", 20)], [0] * 60, "the same subject over years is no event"),
    ("short reports of many sides of one event", [(WEIR, "2020-10-01", 1)], [1] * 5, "short texts have fewer words in common"),
    ("short reports of two events", [(WEIR, "2020-10-01", 1), (CHOIR, "2020-10-02", 1)], [1, 1, 1, 1, 1, 2, 2], ""),
    ("short reports of one event, and others", [(WEIR, "2020-10-01", 1), ([OTHERS[0], *OTHERS[2:4]], "2020-10-02", 1)], [1] * 8, "too short to tell: taken along"),
    ("one article", [(BRIDGE[:1], "2020-10-01", 1)], [1], "it is what there is"),
    ("no article", [([], None, 0)], [], ""),
    ("no words", [(["", "", ""], "2020-10-01", 1)], [0, 0, 0], ""),
]


@pytest.mark.parametrize("label, parts, expected, why", EVENTS, ids=[case[0] for case in EVENTS])
def test_events(label, parts, expected, why):
    articles = corpus(*parts)
    numbers = number_events(articles)
    assert numbers.fillna(0).tolist() == expected, why
    assert numbers.dtype == "Int64" and numbers.index.equals(articles.index)
    assert find_event(articles).tolist() == [number == 1 for number in expected]


@pytest.mark.parametrize("joined, days, numbers", [
    ([5, 5, 3, 3, 3, -1], [1, 1, 2, 2, 2, 0], [2, 2, 1, 1, 1, pd.NA]), ([5, 5, 3, 3], [2, 3, 9, 1], [2, 2, 1, 1]), ([5, 3, 3, 5], [1, 1, 1, 1], [1, 2, 2, 1])],
    ids=["the larger first", "of two as large the earlier", "of two of one day the first in the table"])
def test_events_are_numbered_by_size_day_and_place(joined, days, numbers):
    assert order_events(np.array(joined), np.array(days, "float64")).tolist() == numbers


@settings(max_examples=examples(25))
@given(st.permutations(range(7)))
def test_events_do_not_depend_on_the_order(order):
    articles = corpus((BRIDGE, "2020-10-01", 1), (FERRY, "2020-10-02", 1))
    assert number_events(articles.iloc[list(order)]).sort_index().tolist() == [1, 1, 1, 1, 2, 2, 2]


def test_what_is_compared_is_said():
    two = corpus((BRIDGE, "2020-10-01", 1), (FERRY, "2021-10-05", 0), (OTHERS[:1], "2024-01-01", 1))
    larger, other = choose_event(two), choose_event(two, 2)
    assert larger.articles.tolist() == [True] * 4 + [False] * 4 and other.articles.tolist() == [False] * 4 + [True] * 3 + [False]
    assert larger.says == ("4 of 8 articles report one event (1 October 2020 to 4 October 2020), and are compared. Event 2 has 3 (5 October "
                           "2021): write event = 2 to compare these. 1 is about something else. Articles are taken for one event "
                           "if they share many words and were published close to each other. If all of these are about one thing, write "
                           'event = "all" to compare all of them.')
    every = choose_event(two, "all")
    assert every.articles.all() and every.says == 'All 8 articles are compared (1 October 2020 to 1 January 2024), because event is "all".'
    none = choose_event(corpus((OTHERS * 12, "2015-01-01", 9)))
    assert none.articles.all() and "no single event" in none.says
    assert choose_event(corpus((BRIDGE, None, 0))).says == "All 4 articles report one event."
    assert choose_event(corpus((BRIDGE[:1], None, 0))).says == "The article reports one event."
    with pytest.raises(ValueError, match="the events 1, 2"):
        choose_event(two, 3)
    with pytest.raises(ValueError, match="no single event"):
        choose_event(corpus((OTHERS, "2020-10-01", 1)), 1)


def test_many_articles_are_told_by_some_of_them(monkeypatch):
    monkeypatch.setattr("analysis.corpus.events.COMPARED", 10)
    articles = corpus((BRIDGE * 6, "2020-10-01", 0), (FERRY * 3, "2020-10-01", 0))
    assert number_events(articles).tolist() == [1] * 24 + [2] * 9


def test_near_duplicates():
    body = " ".join(f"word{i}" for i in range(100))
    texts = [body, "Updated. " + body, " ".join(f"other{i}" for i in range(100)), body[:300]]
    found = find_near_duplicates(corpus((texts, None, 0)))
    assert found[["left", "right"]].values.tolist() == [["a0", "a1"], ["a0", "a3"], ["a1", "a3"]]
    assert (found["shared"] > 0.9).all()
    assert find_near_duplicates(corpus(([""], None, 0))).empty


def test_copies_are_those_of_the_same_group_that_came_later():
    body = " ".join(f"word{i}" for i in range(50))
    articles = corpus(([body + " now"], "2020-10-02", 1), ([body, body, "something else altogether, in five and more words"], "2020-10-01", 0))
    assert find_copies(articles, pd.Series(["Post", "Post", "Echo", "Post"], articles.index)) == ["a0"]
    assert find_copies(articles, pd.Series(list("wxyz"), articles.index)) == []


TURKISH = "Belediye meclisi dün akşam köprünün yeniden açılması için toplandı ve karar oy birliğiyle alındı. "
ENGLISH = "The council met in the town hall and the vote was close, as it had been before. "
LANGUAGES = [       # label, text, is another language reported, why
    ("Turkish", TURKISH * 3, True, ""),
    ("English", ENGLISH * 3, False, ""),
    ("a line of names", "Photo: Pablo Sanz, Mira Holt, Jonas Weber, Ana Lima, Kofi Mensah", False, "too short to tell"),
    ("a short Turkish line", TURKISH, False, "too short to tell"),
    ("a headline", "Mayor meets rivals, urges calm after bridge closure snarls morning traffic", False, "headlines drop function words"),
    ("nothing", "", False, ""),
]


@pytest.mark.parametrize("label, text, expected, why", LANGUAGES, ids=[case[0] for case in LANGUAGES])
def test_other_languages_are_reported(label, text, expected, why):
    assert ("language" in set(check_articles(corpus(([text], None, 0)))["check"])) == expected, why


def test_articles_without_a_body_are_named():
    articles = corpus((["Share\n\nAdvertisement", "Bridge opens\n\nThe bridge at Millford opened on Monday, and the mayor crossed it first.", ""], None, 0))
    zones = find_zones(articles)
    checks = check_articles(articles, zones=zones)
    expected = sorted({"a0", "a1"} - set(zones.loc[zones["zone"] == "body", "article_id"]))
    assert checks.loc[checks["check"] == "body", "article_id"].tolist() == expected and "a0" in expected


def test_events_are_named_in_the_preflight():
    checks = check_articles(corpus((BRIDGE, "2020-10-01", 1), (FERRY, "2021-10-01", 1), (OTHERS[:1], "2024-01-01", 1)))
    rows = checks[checks["check"] == "event"].set_index("article_id")["finding"]
    assert rows.index.tolist() == ["a4", "a5", "a6", "a7"]
    assert rows["a4"] == ("it reports event 2 (1 October 2021): shown, but left out of comparisons, which are of event 1 (1 October 2020 to "
                          "4 October 2020)")
    assert rows["a7"].startswith("it reports no event that others here report (1 January 2024): ")
    assert "event" not in set(check_articles(corpus((OTHERS, "2020-10-01", 9)))["check"])


def test_preflight_of_the_five_articles(articles):
    checks = check_articles(articles, zones=find_zones(articles))
    assert checks.loc[checks["check"] == "event", "article_id"].tolist() == ["003"]
    assert checks.loc[checks["check"] == "date", "article_id"].tolist() == ["000", "001", "003", "004"]
    assert set(checks["check"]) == {"event", "date"}


def test_an_article_with_many_copies_has_one_finding():
    body = " ".join(f"word{i}" for i in range(100))
    checks = check_articles(corpus(([f"{body} {i}" for i in range(7)], "2020-10-01", 0)))
    found = checks[checks["check"] == "near-duplicate"].set_index("article_id")["finding"]
    assert found.index.tolist() == [f"a{i}" for i in range(1, 7)]
    assert found["a1"] == 'shares its wording, 99% with a0: copies = "once" in 01 and 02 counts such texts once'
    assert found["a6"].endswith('99% with a3, and half or more with 2 others: copies = "once" in 01 and 02 counts such texts once')
