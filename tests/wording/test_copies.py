"""Copies of one text, counting them once, and lines of a site."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

from analysis.wording import find_shared, measure_copy
from analysis.wording.copies import (
    _group_by_average,
    choose_once,
    count_copies,
    drop_copies,
    drop_stock,
    find_copies,
    is_furniture,
    list_groups,
    mark_stock,
)
from analysis.wording.sentences import group_sentences

MILL = "The old mill burned down before dawn. Nobody was hurt in the fire. Two engines came from the next valley."
FERRY = "The ferry ran aground off the northern pier. Forty passengers waded ashore with their bags."
LINE = " Support our reporting with a small gift each month."


def make_articles(**articles):
    """{id: (outlet, day, text)}"""
    table = pd.DataFrame(
        articles.values(), index=pd.Index(list(articles), name="article_id"), columns=["outlet", "published", "text"]
    )
    return table.assign(published=pd.to_datetime(table["published"]), text=table["text"].astype("str"))


def find(articles):
    return find_copies(articles, group_sentences(articles), find_shared(articles))


def test_a_wire_text_is_one_group_the_earliest_first():
    articles = make_articles(
        a=("Post", "2020-01-02", MILL), b=("Mail", "2020-01-01", MILL + " It rained."), c=("Sun", "2020-01-01", FERRY)
    )
    copies = find(articles)
    assert copies[["article_id", "copy_group", "first_id", "n_articles", "n_outlets"]].values.tolist() == [
        ["a", 1, "b", 2, 2],
        ["b", 1, "b", 2, 2],
        ["c", 0, "c", 1, 1],
    ]
    assert list(choose_once(copies)) == [False, True, True]


def test_the_hour_tells_which_is_first():
    articles = make_articles(a=("Post", "2020-01-01", MILL), b=("Mail", "2020-01-01", MILL))
    articles["published_time"] = pd.to_datetime(["2020-01-01T15:30Z", "2020-01-01T08:00Z"])
    assert list(find(articles)["first_id"]) == ["b", "b"]


def test_copies_of_one_outlet_are_folded_into_its_first():
    articles = make_articles(
        a=("Post", "2020-01-01", MILL), b=("Post", "2020-01-02", MILL), c=("Mail", "2020-01-03", MILL)
    )
    copies = find(articles)
    assert list(copies["folded_into"]) == ["a", "a", "c"] and list(copies["n_outlets"]) == [2, 2, 2]


def test_two_reports_are_not_joined_by_a_page_that_holds_both():
    """b contains both stories, a and c one each: a and c are not copies of each other, so b is in a group with only
    one of them."""
    articles = make_articles(a=("Post", None, MILL), b=("Mail", None, MILL + " " + FERRY), c=("Sun", None, FERRY))
    copies = find(articles)
    grouped = copies[copies["copy_group"] > 0]
    assert sorted(grouped.groupby("copy_group").size()) == [2]


@pytest.mark.parametrize("across, groups", [(3, [[0, 1, 2, 3]]), (2, [[0, 1], [2, 3]])])
def test_groups_are_joined_where_more_than_half_of_the_pairs_between_them_are_copies(across, groups):
    """0 and 1 are equal, and so are 2 and 3; each other copy shares little more than half."""
    shares = np.zeros((4, 4))
    for (one, other), share in zip([(0, 1), (2, 3), (0, 2), (1, 3), (0, 3)], [1, 1, *[0.6] * across]):
        shares[one, other] = shares[other, one] = share
    assert _group_by_average(csr_matrix(shares)) == groups


def test_a_very_large_group_is_parted_around_its_first_articles(monkeypatch):
    """0 and 1 are copies, and so are 1 and 2, and 2 and 3."""
    monkeypatch.setattr("analysis.wording.copies._LARGEST_GROUP", 3)
    shares = np.eye(4, k=1) + np.eye(4, k=-1)
    assert sorted(map(sorted, _group_by_average(csr_matrix(shares)))) == [[0, 1], [2, 3]]


PARTS = (
    "The old mill burned down before dawn.",
    "Nobody was hurt in the great fire there.",
    "Two engines came from the next valley.",
    "Divers raised the bronze bell of a sunken ferry.",
    "Forty passengers waded ashore with their bags.",
    "Bakers sold their last loaves before noon.",
)


def test_a_report_that_is_written_through_is_one_group():
    """Each version has most of the one before; the first and the last are no copies of each other."""
    versions = {f"v{n}": (f"Outlet {n}", f"2020-01-0{n}", " ".join(PARTS[n - 1 : n + 3])) for n in (1, 2, 3)}
    versions |= {"v4": ("Outlet 4", "2020-01-04", " ".join(PARTS[1:5]))}
    copies = find(make_articles(**versions))
    assert copies["copy_group"].tolist() == [1] * 4
    first_and_last = make_articles(a=("Post", None, " ".join(PARTS[:3])), b=("Mail", None, " ".join(PARTS[3:])))
    assert find(first_and_last)["copy_group"].tolist() == [0, 0]


def test_what_is_one_text_is_left_out_where_anything_else_is_shared():
    text, tram = " ".join(PARTS), "The tram line opened in March with nine new stations. Tickets cost two coins and children ride free."
    articles = make_articles(a=("Post", None, text), b=("Mail", None, text), c=("Sun", None, f"{PARTS[0]} {tram} {PARTS[2]}"))
    sentences, pairs = group_sentences(articles), find_shared(articles)
    copied, copy = find_copies(articles, sentences, pairs), measure_copy(sentences, pairs)
    assert drop_copies(copy.assign(sentences=1), copied, sentences, pairs)["article_id"].tolist() == copy["article_id"].tolist()
    left = drop_copies(copy, copied, sentences, pairs)
    assert {frozenset(row) for row in left[["article_id", "other_id"]].values.tolist()} == {frozenset("ac"), frozenset("bc")}
    only = articles.loc[["a", "b"]]
    sentences, pairs = group_sentences(only), find_shared(only)
    copy = measure_copy(sentences, pairs)
    assert len(copy) and drop_copies(copy, find_copies(only, sentences, pairs), sentences, pairs).equals(copy)


@pytest.mark.parametrize(
    "titles, texts, called",
    [   # what the files state, what is printed above the text, and what the text is called
        (["e-mail", "Fire takes the old mill"], ["e-mail\n\ne-mail", "Fire takes the old mill"], "Fire takes the old mill"),
        (["The Post", "Fire takes the old mill | The Mail"], ["The Post", ""], "Fire takes the old mill"),
        (["ANB", "Fire takes the old mill"], ["ANB", ""], "Fire takes the old mill"),
        (["Analysis", "Fire takes the old mill"], ["Analysis\n\nFire takes the old mill", ""], "Fire takes the old mill"),
        (["Two engines at the mill", "Mill burns before dawn"], ["", "Mill burns before dawn\n\nMill burns before dawn"], "Mill burns before dawn"),
        (["A night to remember", None], ["", ""], "A night to remember"),
    ],
)
def test_a_text_is_called_by_a_title_and_not_by_a_label_of_the_site(titles, texts, called):
    articles = make_articles(**{name: (outlet, None, f"{text}\n\n{MILL}".strip())
                                for name, outlet, text in zip("ab", ("Post", "Mail"), texts)})
    assert list(list_groups(find(articles), articles.assign(title=titles))["text"]) == [called]


def test_a_group_is_called_by_the_title_most_of_it_has():
    articles = make_articles(a=("Post", "2020-01-01", MILL), b=("Mail", None, MILL), c=("Sun", None, MILL))
    articles["title"] = ["Scroll to the top", "Mill burns", "MILL BURNS"]
    assert list(list_groups(find(articles), articles)["text"]) == ["Mill burns"]
    assert list(list_groups(find(articles), articles.assign(title=None))["text"]) == [MILL[:100]]


def test_a_headline_alone_is_no_copy():
    """A page of pictures under the headline of the report."""
    headline = "The old mill on the northern river burned down before dawn on Friday\n\n"
    articles = make_articles(a=("Post", None, headline + MILL), b=("Mail", None, headline), c=("Sun", None, headline + MILL))
    assert list(find(articles)["n_articles"]) == [2, 1, 2]


def test_a_text_in_very_many_outlets_is_one_group():
    articles = make_articles(**{f"a{n:03}": (f"Outlet {n}", None, MILL) for n in range(200)})
    assert find(articles)["n_outlets"].tolist() == [200] * 200


def test_no_articles_give_an_empty_table_of_the_same_make():
    full = make_articles(a=("Post", None, MILL))
    assert len(find(full.iloc[:0])) == 0
    assert find(full.iloc[:0]).dtypes.equals(find(full).dtypes)


def test_a_line_of_the_site_is_stock_and_a_wire_sentence_is_not():
    own = {
        f"p{n}": ("Post", f"2020-01-0{n}", f"{text}{LINE}")
        for n, text in enumerate(
            (
                MILL,
                FERRY,
                "A new bridge over the northern river opens in May after two years of work and one of waiting.",
            ),
            1,
        )
    }
    articles = make_articles(**own, m=("Mail", "2020-01-01", MILL))
    sentences = group_sentences(articles)
    marked = mark_stock(sentences, articles, find(articles))
    assert set(marked.loc[marked["stock"], "text"]) == {LINE.strip()}
    assert marked.loc[marked["text"] == LINE.strip(), ["outlets", "days"]].values.tolist() == [[1, 3]] * 3
    pairs = find_shared(articles)
    left = drop_stock(pairs, marked)
    assert LINE.strip() in set(pairs["left_text"]) and LINE.strip() not in set(left["left_text"]) and len(left)


@pytest.mark.parametrize(
    "text, furniture",
    [
        ("Copyright 2021 The Harbour Press. All rights reserved.", True),
        ("Follow us on social media", True),
        ("Advertisement", True),
        ("Follow our editor on Twitter for updates from Geneva.", True),
        ("Join the choir on Facebook!", True),
        ("This material may not be published, broadcast, rewritten or redistributed.", True),
        ("Get breaking news alerts from the Harton Post", True),
        ("Here’s what you need to know:", True),
        ("(ANB Photo/Jane Reed)", True),
        ("(Photo by Jane Reed / ANB) (Photo credit should read JANE REED/ANB)", True),
        ("Anna Bell reported from Harton.", True),
        ("Anna Bell and Carl Dean reported from New Harton.", True),
        ("Anna Bell reported from the mill that nobody was hurt.", False),
        ("Anna Bell reported her neighbour.", False),
        ("(The photo of the mill was taken in May.)", False),
        ("He will get breaking news of the mill on his telephone.", False),
        ("The guide tells what you need to know about the mill.", False),
        ("The mill burned down.", False),
        ("Like many on Twitter, the mayor was amused.", False),
        ("Following the fire, the mayor wrote on Twitter that the mill was old.", False),
        ("The names of the children may not be published.", False),
        ("They share the old mill.", False),
        ("Sharing the mill was his idea.", False),
    ],
)
def test_furniture(text, furniture):
    assert is_furniture(text) == furniture


def test_copies_count_all_or_once():
    once = pd.Series([True, False, True], list("abc"))
    assert count_copies(once).articles.all() and count_copies(once, "once").articles.equals(once)
    assert 'copies = "once"' in count_copies(once).says
    assert count_copies(pd.Series(True, list("ab")), "once").says == "No article has the text of another."
    with pytest.raises(ValueError, match="once"):
        count_copies(once, "twice")
