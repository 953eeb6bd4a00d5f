"""Groups of articles: by outlet, article, day or any column, with their sizes, the largest first."""
import pandas as pd
import pytest

from analysis.grouping import (
    Grouping,
    check_pair,
    choose_groups,
    choose_largest,
    choose_pair,
    compare_once,
    count_days,
    count_groups,
    describe_days,
    describe_once,
    group_articles,
    name_groups,
)

ARTICLES = pd.DataFrame({"outlet": ["Post", "Echo", "Post", None], "published": pd.to_datetime(["2020-10-01", "2020-10-02", "2020-10-01", None]),
                         "country": ["A", None, "B", "A"], "n_words": [100, 400, 50, 10]}, index=pd.Index(list("abcd"), name="article_id"))

GROUPS = [      # label, by, expected, why
    ("default", None, ["Post", "Echo", "Post", "d"], "one outlet has two articles"),
    ("outlet", "outlet", ["Post", "Echo", "Post", "d"], "an article without an outlet stays by itself"),
    ("article", "article", ["a Post", "b Echo", "c Post", "d"], ""),
    ("day", "day", ["2020-10-01", "2020-10-02", "2020-10-01", "(not stated)"], ""),
    ("week", "week", ["2020-W40", "2020-W40", "2020-W40", "(not stated)"], ""),
    ("month", "month", ["2020-10", "2020-10", "2020-10", "(not stated)"], ""),
    ("a column", "country", ["A", "(not stated)", "B", "A"], ""),
]


@pytest.mark.parametrize("label, by, expected, why", GROUPS, ids=[case[0] for case in GROUPS])
def test_groups(label, by, expected, why):
    groups = choose_groups(ARTICLES, by)
    assert groups.tolist() == expected, why
    assert groups.name == (by or "outlet") and groups.index.equals(ARTICLES.index)


@pytest.mark.parametrize("by, read_as", [("Newspaper", "outlet"), ("Pub_Date", "day")])
def test_the_name_that_a_column_had_stands_for_what_it_is_read_as(by, read_as):
    assert choose_groups(ARTICLES, by).equals(choose_groups(ARTICLES, read_as))
    assert choose_groups(ARTICLES.assign(**{by: "own"}), by).tolist() == ["own"] * 4      # a column that is kept comes first


def test_without_two_articles_of_one_outlet_articles_are_compared():
    assert choose_groups(ARTICLES.iloc[:2]).name == "article"
    assert choose_groups(ARTICLES.iloc[:0]).name == "article"
    assert choose_groups(ARTICLES.drop(columns="outlet")).tolist() == list("abcd")


def test_an_unknown_column_is_refused():
    with pytest.raises(ValueError, match="'kolumn': choose outlet, article, day, week or month, or a column"):
        choose_groups(ARTICLES, "kolumn")
    with pytest.raises(ValueError, match="choose outlet, article, day, week or month$"):
        choose_groups(ARTICLES[["outlet", "published"]], "kolumn")


def test_sizes_add_up_and_the_largest_come_first():
    sizes = count_groups(choose_groups(ARTICLES), ARTICLES["n_words"])
    assert sizes.values.tolist() == [["Post", 2, 150], ["Echo", 1, 400], ["d", 1, 10]]
    assert count_groups(choose_groups(ARTICLES), ARTICLES["n_words"].iloc[:1])["n_words"].tolist() == [100, 0, 0]


SIZES = pd.DataFrame({"outlet": list("uvwxyz"), "articles": [9, 5, 3, 2, 1, 1], "n_words": 100})
LARGEST = [     # label, most, least, names, note
    ("all", 6, 1, "uvwxyz", ""),
    ("some", 4, 1, "uvwx", "The 4 largest of 6 outlets are shown; 2 others, with 2 articles, are left out."),
    ("all but one", 5, 1, "uvwxy", "The 5 largest of 6 outlets are shown; the other, with 1 article, is left out."),
    ("large ones", 6, 3, "uvw", "The 3 largest of 6 outlets are shown; 3 others, with 4 articles, are left out."),
]


@pytest.mark.parametrize("label, most, least, names, note", LARGEST, ids=[case[0] for case in LARGEST])
def test_what_is_left_out_is_said(label, most, least, names, note):
    largest = choose_largest(SIZES, most, least)
    assert largest.names == list(names) and largest.note == note


def test_groups_are_named_in_words():
    assert [name_groups("article", 1), name_groups("country", 1)] == ["1 article", "1 group (country)"]


# --- with each copy, and with each text once -------------------------------------------------

ROWS = pd.DataFrame({"article_id": ["a", "b", "c", "c"], "who": ["Berg", "Berg", "Holt", "Holt"], "n_words": [40, 40, 30, 20]})


def test_a_text_that_counts_once_changes_who_leads():
    once = pd.Series([True, False, True, True], list("abcd"))
    table = compare_once(ROWS, once, "who", "n_words")
    assert table[["who", "all", "once"]].values.tolist() == [["Berg", 80, 40], ["Holt", 50, 50]]
    assert table["share_of_all"].sum() == pytest.approx(1) and table["share_of_once"].sum() == pytest.approx(1)
    assert describe_once(table, "words") == ("Berg has 80 of 130 words with every copy (62%), and 40 of 90 with each text once (44%). "
                                             "Then Holt has most.")
    assert compare_once(ROWS, once, "who")[["who", "all", "once"]].values.tolist() == [["Holt", 2, 2], ["Berg", 2, 1]]


def test_without_copies_nothing_changes():
    table = compare_once(ROWS, pd.Series(True, list("abcd")), "who", "n_words")
    assert table["all"].tolist() == table["once"].tolist()
    assert describe_once(compare_once(ROWS.head(0), pd.Series(dtype="bool"), "who"), "words") == "There is nothing to count."


SHARED = pd.DataFrame({"article_id": ["a", "a", "b"], "other_id": ["b", "d", "d"], "words": [90, 10, 40]})
PAIRS = [       # label, groups of which one is of the pair, expected, why
    ("any", None, ("Echo", "Post"), "they share most"),
    ("one that has the term", ["d"], ("Echo", "d"), "the pair that shares most among those with it"),
    ("none of the largest", ["Star"], ("Echo", "Post"), "then any pair will do"),
]


@pytest.mark.parametrize("label, among, expected, why", PAIRS, ids=[case[0] for case in PAIRS])
def test_the_pair_that_is_compared(label, among, expected, why):
    group = group_articles(ARTICLES, ARTICLES["n_words"])
    assert choose_pair(group, SHARED, among) == expected, why


class Walk:
    """A grouping of one article."""
    groups, names = pd.Series({"walk": "walk"}), ["walk"]


@pytest.mark.parametrize("ids, day, days", [([], None, 0), (["walk"], None, 0), ([], "2021-05-03", 1), (["walk"], "2021-05-03", 1)])
def test_days_are_counted_where_there_is_no_row_or_no_day(ids, day, days):
    articles = pd.DataFrame({"published": pd.Series([day], dtype="datetime64[s]").values}, index=pd.Index(["walk"], name="article_id"))
    counts = count_days(pd.DataFrame({"article_id": pd.Series(ids, dtype="str")}), articles, Walk)
    assert list(counts.columns) == ["group", "day", "count"] and len(counts) == days
    assert counts["count"].sum() == (len(ids) if day else 0)


@pytest.mark.parametrize("days, says", [
    ([], "There are none on any day."),
    ([4, 4, 5], "The day with most is 4 May 2021: 2 of 3."),
    ([4, 5, 4, 5, 6], "The days with most are 4 May 2021 and 5 May 2021: 2 each of 5."),
    ([4, 5, 6], "None of the 3 days has more than another: 1 each."),
    ([4, 4, 5, 5, 6, 6, 7], "3 days have most, 2 each, of 7."),
    ([None, None, 4], "The day with most is 4 May 2021: 1 of 1."),
])
def test_the_day_with_most_is_that_of_all_rows(days, says):
    ids = [f"{number}" for number in range(len(days))]
    published = pd.Series([day and f"2021-05-{day:02}" for day in days], dtype="datetime64[s]").values
    articles = pd.DataFrame({"published": published}, index=pd.Index(ids, name="article_id", dtype="str"))
    assert describe_days(pd.DataFrame({"article_id": pd.Series(ids, dtype="str")}), articles) == says


def test_where_each_day_has_one_article_the_sentence_says_so():
    articles = pd.DataFrame({"published": pd.to_datetime(["2021-05-03", "2021-05-04"]).astype("datetime64[s]")}, index=["a", "b"])
    says = describe_days(pd.DataFrame({"article_id": ["a", "b", "b"]}), articles)
    assert says == "Each day has one article; most are in that of 4 May 2021: 2 of 3."


def test_a_group_that_is_not_shown_counts_in_what_is_said_of_days():
    """Two large groups that are shown have most on one day, all others on another."""
    days = ["2021-05-03"] * 4 + ["2021-05-04"] * 6
    ids = pd.Index(list("abcdefghij"), name="article_id", dtype="str")
    articles = pd.DataFrame({"published": pd.to_datetime(days).astype("datetime64[s]"), "text": "",
                             "outlet": ["Post", "Post", "Echo", "Echo", *"uvwxyz"]}, index=ids)
    group, rows = group_articles(articles, pd.Series(9, ids), most=2), pd.DataFrame({"article_id": list(ids)})
    shown = count_days(rows, articles, group)
    assert shown.groupby("day")["count"].sum().tolist() == [4, 0]
    assert describe_days(rows, articles) == "The day with most is 4 May 2021: 6 of 10."


def test_the_pair_of_the_reader_wins_and_must_be_there():
    groups = pd.Series(["Post", "Post", "Echo", "Mail"], list("abcd"), name="outlet")
    group = Grouping("outlet", groups, pd.DataFrame(), ["Post", "Echo"], "")
    assert choose_pair(group, SHARED, pair=["Mail", "Post"]) == ("Mail", "Post"), "one that is too small to be shown, too"
    assert check_pair(None, groups) is check_pair([], groups) is None
    for wrong in ("Post, Echo", ["Post"], ["Post", "Post"], ["Post", "Times"], ["Post", "Echo", "Mail"]):
        with pytest.raises(ValueError, match="two different names of outlets \\(Echo, Mail, Post\\)"):
            check_pair(wrong, groups)
