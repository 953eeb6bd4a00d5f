"""find_names as a whole: its table, and what it makes of whole sets of made-up articles."""

import os
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.findings import find_all
from analysis.naming import find_names
from analysis.spans import check_spans
from helpers import ROOT
from tests.nasty import examples

COLUMNS = ["article_id", "start", "end", "text", "referent", "kind", "form", "rule", "evidence"]


def make_articles(*texts):
    return pd.DataFrame({"text": texts}, index=pd.Index([f"a{k}" for k in range(len(texts))], name="article_id"))


def refer(names, form):
    """The referents of the mentions in a form."""
    return set(names.loc[names["form"] == form, "referent"].dropna())


def test_no_articles_give_the_same_columns():
    empty, full = find_names(make_articles().astype("str")), find_names(make_articles("The bridge fell."))
    assert list(empty.columns) == COLUMNS and len(empty) == 0
    assert empty.dtypes.equals(full.dtypes)


def test_input_is_untouched_and_the_order_is_fixed():
    articles = make_articles("The old bridge fell. Anna Berg came.", "The old bridge fell. Berg left.")
    before = articles.copy()
    first, second = find_names(articles), find_names(articles)
    pd.testing.assert_frame_equal(articles, before)
    pd.testing.assert_frame_equal(first, second)
    assert first.equals(first.sort_values(["article_id", "start"]))


_PIECES = [
    "Anna Berg",
    "the mayor",
    ", ",
    "(",
    ")",
    "“",
    "”",
    "Mr. Berg",
    "the",
    "UN",
    "’s",
    "\n",
    ". ",
    "attacked",
    "Finland",
    "ıİß",
    "-",
    "the talks",
    "of",
]


@settings(max_examples=examples(60))
@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=25).map(" ".join), min_size=1, max_size=3))
def test_any_text_gives_spans_that_slice_back(texts):
    articles = make_articles(*texts)
    names = check_spans(find_names(articles), articles)
    assert names["referent"].isna().equals(names["rule"].isna())
    known = names.dropna(subset="referent")
    assert (known.groupby("referent")["kind"].nunique() <= 1).all()
    assert (known["referent"].value_counts() >= 2).all()


@pytest.mark.parametrize(
    "texts, one, other, why",
    [
        (
            ("The old bridge fell. A lawsuit followed.", "The old bridge fell. Any lawsuit fails."),
            "lawsuit",
            "lawsuit",
            "any: none in particular",
        ),
        (("The old bridge fell. Anna Berg met Paul Berg. Berg left.",), "Anna Berg", "Berg", "two bear the surname"),
        (
            ("The old bridge fell. The deputy mayor, Anna Berg, came. The mayor left.",),
            "Anna Berg",
            "mayor",
            "the deputy is not the mayor",
        ),
        (
            ("The old bridge fell. Our lawyer, Anna Berg, came. A lawyer left.",),
            "Anna Berg",
            "A lawyer",
            "an indefinite role is anybody's",
        ),
        (
            ("The old bridge fell. The ferry talks failed.", "The old bridge fell. The budget talks failed."),
            "ferry talks",
            "budget talks",
            "other talks",
        ),
        (
            ("The old bridge fell. The red ferry talks failed.", "The old bridge fell. The red mill talks failed.") * 2,
            "red ferry talks",
            "red mill talks",
            "one word in common, and one each that the other lacks",
        ),
        (("The old bridge fell. Paul Berg came. Mrs. Berg left.",) * 2, "Paul Berg", "Mrs. Berg", "a woman of the surname"),
        (
            ("The 2016 election was lost. The 2018 election was won.",) * 2,
            "2016 election",
            "2018 election",
            "other years",
        ),
        (
            ("The old bridge fell. Finnish forces left.", "The old bridge fell. The Italian army left."),
            "Finnish forces",
            "Italian army",
            "other countries",
        ),
        (
            ("The old bridge fell. Finnish forces left.", "The old bridge fell. Finnish-backed forces left."),
            "Finnish forces",
            "Finnish-backed forces",
            "whom a country backs is not its own",
        ),
        (
            ("The talks in Oldham failed. The talks were long.", "There was talk in Oldham. Talk is cheap."),
            "talk",
            "talks",
            "talk is no talks",
        ),
        (
            ("The Oldham summit failed. The summit was long.", "The Oldham summit failed. International summits fail."),
            "summit",
            "International summits",
            "any summits, where the event has one",
        ),
        (
            ("The old bridge fell. They met in Finland known as Oldham.",),
            "Finland",
            "Oldham",
            "what is in a country has another name",
        ),
    ],
)
def test_what_stays_two(texts, one, other, why):
    names = find_names(make_articles(*texts))
    assert not refer(names, one) & refer(names, other) or one == other and not refer(names, one), why


@pytest.mark.parametrize(
    "texts, one, other",
    [
        (("The old bridge fell. Kim Jong Un came. Mr. Kim left.",), "Kim Jong Un", "Mr. Kim"),
        (
            ("The old bridge fell. Mayor Omar al Masri came.", "The old bridge fell. Mayor Omar al-Masri left."),
            "Mayor Omar al Masri",
            "Mayor Omar al-Masri",
        ),
        (("The old bridge fell. The United States paid. It hurt the U.S.",), "United States", "U.S"),
        (
            (
                "The ferry to Oldham sank. Chief inspector Anna Berg came. The Berg inquiry began.",
                "The ferry to Oldham sank. Chief inspector Anna Berg left. The chief inspector probe failed.",
            ),
            "Berg inquiry",
            "chief inspector probe",
        ),
        (
            (
                "The ferry sank on Monday. The Helsinki summit failed. The Helsinki summit was long.",
                "The ferry sank on Monday. The Finland summit failed.",
            ),
            "Helsinki summit",
            "Finland summit",
        ),
        (
            ("The old bridge fell. Kim Jong-un came.", "The old bridge fell. Kim Jong Un left."),
            "Kim Jong-un",
            "Kim Jong Un",
        ),
        (
            ("The old bridge fell. Finnish President Anna Berg came. The Finnish strongman left.",),
            "Anna Berg",
            "Finnish strongman",
        ),
        (
            ("The old bridge fell. Finnish forces left.", "The old bridge fell. The Finnish army left."),
            "Finnish forces",
            "Finnish army",
        ),
        (
            ("The ferry to Oldham sank. The ceasefire held.", "The ferry to Oldham sank. The armistice held."),
            "ceasefire",
            "armistice",
        ),
        (
            ("The old bridge fell. Secretary of State Anna Berg came. Berg left.",),
            "Secretary of State Anna Berg",
            "Berg",
        ),
        (("OLDHAM, May 3 — Anna Berg came.\nShe left.", "Mayor Berg agreed."), "Anna Berg", "Mayor Berg"),
    ],
)
def test_what_is_one(texts, one, other):
    names = find_names(make_articles(*texts))
    assert refer(names, one) & refer(names, other)


# Each text is an article of one event; the filler makes the articles alike.
def make_event(*texts):
    return make_articles(*(f"The ferry to Oldham sank off the pier. {text}" for text in texts))


@pytest.mark.parametrize(
    "texts, one, other, why",
    [
        (
            ("The summit with Finland failed.", "Finnish President Anna Berg came. The summit with Berg failed."),
            ("0", "summit"),
            ("1", "summit"),
            "a president stands for the country, where two countries meet",
        ),
        (
            ("The Rome summit between Finland and Chile failed.", "The summit with Finland failed."),
            ("0", "Rome summit"),
            ("1", "summit"),
            "the town where they meet is no third party",
        ),
        (
            ("The 2016 vote failed. The Oldham vote failed.", "The Oldham vote failed in 2016."),
            ("0", "Oldham vote"),
            ("1", "Oldham vote"),
            "whenever it was",
        ),
        (
            ("The Finland visit ended.", "The trip to Finland ended."),
            ("0", "Finland visit"),
            ("1", "trip"),
            "where a visit goes stands before or behind it",
        ),
        (
            (
                "The chief inspector, Anna Berg, came. The Berg inquiry began.",
                "Chief inspector Anna Berg left. Chief inspector Anna Berg came.",
                "The chief inspector probe failed.",
            ),
            ("0", "Berg inquiry"),
            ("2", "chief inspector probe"),
            "an office that all articles give to one is hers where nobody is named",
        ),
        (
            ("The poll meddling went on. The meddling went on.", "Finland’s meddling went on. The meddling failed."),
            ("0", "poll meddling"),
            ("1", "meddling"),
            "what is done and who does it do not part a happening",
        ),
        (("Monday’s summit failed.", "The summit failed."), ("0", "summit"), ("1", "summit"), "a day owns no summit"),
        (
            ("The election meddling went on.", "The election interference went on."),
            ("0", "election meddling"),
            ("1", "election interference"),
            "a happening in -ing is the head of the nouns before it",
        ),
        (
            (
                "President Anna Berg came with Finnish President Olga Dean. Dean agreed. Dean left. The president left.",
                "President Anna Berg came. Berg agreed.",
                "President Anna Berg came again.",
            ),
            ("0", "president"),
            ("1", "Anna Berg"),
            "of two presidents the one whose country nobody needs to say",
        ),
    ],
)
def test_what_is_one_in_an_event(texts, one, other, why):
    names = find_names(make_event(*texts))
    referents = [set(names.loc[names["article_id"].eq(f"a{a}") & names["form"].str.contains(form), "referent"].dropna()) for a, form in (one, other)]
    assert referents[0] & referents[1], why


@pytest.mark.parametrize(
    "texts, one, other, why",
    [
        (("The 2016 vote failed.", "The 2018 vote failed."), "2016 vote", "2018 vote", "other years"),
        (("The Rome summit failed.", "The Helsinki summit failed."), "Rome summit", "Helsinki summit", "other towns"),
        (
            ("Her visit to Finland ended.", "Her trip to Chile ended."),
            "visit",
            "trip",
            "visits to two places",
        ),
        (
            ("Her visit to Finland ended.", "Her tour to Finland and Chile ended."),
            "visit",
            "tour",
            "a visit to two countries is none to one of them",
        ),
        (
            ("The hacking failed. The hacking was long.", "They prepare for cyberattacks."),
            "hacking",
            "cyberattacks",
            "whichever may come",
        ),
        (
            ("Chile paid. The Chilean and Peruvian leaders met.", "Chile paid."),
            "Chile",
            "Chilean",
            "one of a people is not the people",
        ),
        (("The summit failed.", "Summits are dull. Summits fail."), "summit", "Summits", "any summits are not this one"),
        (
            ("Harbour security is poor. The security failed.", "Finnish security is poor. The security failed."),
            "Harbour security",
            "Finnish security",
            "each has a modifier of its own",
        ),
        (
            ("He asked the Tyne Council, called the Wear Bank a foe, and left.", "The Tyne Council and the Wear Bank left."),
            "Tyne Council",
            "Wear Bank",
            "whom he called a foe is no other name",
        ),
        (
            ("The democrat, Anna Berg, came. The democrat left.", "Paul Dean, a democrat, came."),
            "Anna Berg",
            "Paul Dean",
            "of one party are many",
        ),
    ],
)
def test_what_stays_two_in_an_event(texts, one, other, why):
    names = find_names(make_event(*texts))
    assert not refer(names, one) & refer(names, other), why


@pytest.mark.parametrize("places, one", [(2, True), (12, False)])
def test_a_capital_where_things_happen_is_the_town(places, one):
    articles = make_event("Finland paid. Helsinki agreed.", *["They met in Helsinki."] * places)
    assert ("Helsinki" in find_names(articles).query("referent == 'Finland'")["form"].tolist()) == one


def test_hostilities_are_one_happening():
    names = find_names(make_event("The clashes went on.", "Then hostilities went on."))
    assert refer(names, "clashes") & refer(names, "hostilities"), "nobody says that there is one hostility"


def test_a_bare_noun_of_few_articles_is_another_thing_each_time():
    def count(n):
        texts = [f"The ferry to Oldham sank off the pier. {'The paper fell.' if k < 2 else ''}" for k in range(n)]
        return (find_names(make_articles(*texts))["form"].eq("paper")).sum(), refer(find_names(make_articles(*texts)), "paper")

    assert count(4) == (2, {"paper"}) and count(30) == (2, set())


@pytest.mark.parametrize(
    "text, form",
    [
        ("The report, announced on Friday, fleshes out Finnish ferry agencies’ long view.", "Finnish ferry agencies"),
        ("Talks: Berg aboard Ferry Queen on Friday.", "Ferry Queen"),
        ("He led (Europe and TYNECO.) a band.", "TYNECO"),
    ],
)
def test_a_phrase_ends_where_its_words_do(text, form):
    assert form in find_names(make_articles(text))["form"].tolist()


def test_a_surname_is_not_the_plural_of_a_noun():
    names = find_names(make_articles("Anna Banner came. Banner left. The banners hung. Banners fell. The banners fell."))
    assert "Banner" in names.loc[names["referent"] == "Anna Banner", "form"].tolist()


@pytest.mark.parametrize("text, form", [("To dismember Tyne Council is bad.", "Tyne Council"), ("They came from occupied Oldham.", "occupied Oldham")])
def test_a_verb_of_a_headline_is_no_part_of_a_name(text, form):
    assert form in find_names(make_articles(text))["form"].tolist()


def test_decisions_win():
    articles = make_articles("The old bridge fell. Anna Berg came. Berg left.")
    decisions = pd.DataFrame(
        {
            "decision": ["split"],
            "referent": ["Anna Berg"],
            "form": ["Berg"],
            "name": ["Paul Berg"],
            "reason": ["another"],
        }
    )
    assert refer(find_names(articles, decisions=decisions), "Berg") == {"Paul Berg"}


def test_a_word_in_small_letters_is_no_person():
    names = find_names(make_articles(
        "Mrs. Rose Berg came to Oldham. The rose market opened. A market of Rose Berg closed. The rose market grew.",
        "The rose market fell. Mrs. Rose Berg left.",
    ))  # fmt: skip
    assert refer(names, "rose market") == {"rose market"}
    assert not refer(names, "market"), "a market of hers is another one"


@pytest.mark.parametrize("text", ["That’s good. That’s right.", "What matters is here. What helps is here.", "It never fell. It never will."])
def test_small_words_are_no_names(text):
    assert find_names(make_articles(text))["form"].str.lower().isin(["that", "what", "here", "never"]).sum() == 0


@pytest.mark.slow
def test_each_run_gives_the_same():
    """The order of a set's words depends on the hash seed; no link and no evidence may."""
    program = f"""
import pandas as pd
from analysis.naming import find_names
from tests.nasty import examples
articles = pd.DataFrame({{"text": {TALKS!r}}}, index=pd.Index(list("abc"), name="article_id"))
print(find_names(articles).to_csv())
"""
    seeds = [{**os.environ, "PYTHONHASHSEED": seed} for seed in "124"]
    runs = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=ROOT, env=env) for env in seeds]
    said = [run.communicate()[0] for run in runs]
    assert b"same-head" in said[0] and len(set(said)) == 1


TALKS = [
    "The talks between Harton Council and Tyne Council went on. Harton Council spoke. Tyne Council spoke. The talks with "
    "Harton Council stalled.",
    "The talks between Harton Council and Tyne Council went on. The talks with Tyne Council ended.",
    "The talks between Harton Council and Tyne Council went on.",
]


def test_findings_have_the_names():
    articles = make_articles("The old bridge fell. Anna Berg came.", "The old bridge fell. Anna Berg left.")
    found = find_all(articles, tables=["names"])
    pd.testing.assert_frame_equal(found.names, find_names(found))
    assert find_all(articles, tables=["dates"]).names is None


@pytest.mark.parametrize(
    "texts, form, why",
    [
        (("The old bridge fell. Undeterred, they came.",) * 2, "Undeterred", "a participle opens the sentence"),
        (("The old bridge fell. “Oh, it was old,” they said.",) * 2, "Oh", "an exclamation"),
        (("The old bridge fell. It was NEVER safe, and never will be.",) * 2, "NEVER", "shouted"),
        (("The old bridge fell. Monday’s ferry was late.",) * 2, "Monday", "a day is no thing"),
        (("The old bridge fell. It was condemned in advance.",) * 2, "advance", "an idiom"),
        (("The old bridge fell. Sen. Anna Berg, R-Ky., came.",) * 2, "R-Ky.", "a party and a state"),
        (("The old bridge fell. They held Oldham accountable.",) * 2, "Oldham accountable", "said of the object"),
        (("The old bridge fell. The mayor left.",) * 2, "mayor", "a role that nobody is said to hold"),
        (("The old bridge fell. A marcher left. The marcher was wet.",) * 2, "marcher", "one of many"),
        (("The old bridge fell. They speak Finnish there.",) * 2, "Finnish", "an adjective of a country"),
    ],
)
def test_what_is_no_thing(texts, form, why):
    assert not refer(find_names(make_articles(*texts)), form), why


_MAYOR = "The old bridge fell. Finnish President Anna Berg came. {} President Berg left."


@pytest.mark.parametrize(
    "said, one",
    [
        ("The president agreed.", True),
        ("The Finnish president agreed.", True),
        ("The then president agreed.", False),
        ("The toughest president agreed.", False),
        ("The Tyne Council president agreed.", False),
        ("The president of their lifetime agreed.", False),
        ("They fear their own president.", False),
    ],
)
def test_a_role_is_its_holders_only_where_its_words_fit(said, one):
    names = find_names(make_articles(_MAYOR.format(said)))
    row = names[names["text"].str.endswith("president")]
    assert (row["referent"] == "Anna Berg").tolist() == [one]


def test_a_person_has_the_name_that_most_articles_write():
    texts = [f"The old bridge fell. {name} came. Mr. Berg left." for name in ("Paul Berg", "Paul C. Berg", "Paul Berg")]
    assert refer(find_names(make_articles(*texts)), "Mr. Berg") == {"Paul Berg"}


def test_a_word_with_a_capital_is_no_name_where_most_articles_write_it_small():
    texts = (*("The Oldham summit failed. The summit was long.",) * 3, "The Oldham summit failed. They met at the Summit.")
    assert refer(find_names(make_articles(*texts)), "summit") == refer(find_names(make_articles(*texts)), "Oldham summit")


_TALKS = "The talks between Russia and Finland failed in Oldham. The talks were long. {}"


@pytest.mark.parametrize(
    "said, one",
    [
        ("It was said that the talks would go on.", True),
        ("Then the earlier talks failed.", False),
        ("They recalled the talks in 1990.", False),
        ("The talks with Italy failed.", False),
    ],
)
def test_other_talks_are_none_of_these(said, one):
    names = find_names(make_articles(*[_TALKS.format(said)] * 2))
    main = names.loc[names["text"].str.startswith("The talks"), "referent"].iloc[0]
    last = names[names["text"].str.lower().str.contains("talks")].groupby("article_id").tail(1)["referent"]
    assert ((last == main).all()) == one


def test_a_queen_is_nobody_of_her_first_name():
    names = find_names(make_articles(*["The old bridge fell. Senator Anna Berg came. Queen Anna left."] * 2))
    assert "Anna Berg" not in refer(names, "Queen Anna")


@pytest.mark.parametrize("text, form, kind", [
    ("The Kestrel Bridge fell on Monday. The Kestrel Bridge was old.", "Kestrel Bridge", "place"),
    ("The flood came. People crossed Mill Square. Mill Square was wet.", "Mill Square", "place"),
    ("The flood came to Oldham. It rained in Oldham for days.", "Oldham", "place"),
    ("The flood came. The east bank was wet. People on the east bank left.", "east bank", "place"),
    ("The flood came. The barge, the Anna Berg, sank. The Anna Berg was old.", "Anna Berg", "organisation"),
    ("The flood came. Its owner, Tyne Haulage, paid. Then Tyne Haulage closed.", "Tyne Haulage", "organisation"),
    ("The flood came. The Oldham Treaty failed. The Oldham Treaty was old.", "Oldham Treaty", "thing"),
    ("The flood broke old moorings. The moorings were torn. The moorings sank.", "moorings", "thing"),
    ("The flood came. Ms. Anna Berg paid. Then the Anna Berg fund closed. Anna Berg left.", "Anna Berg", "person"),
    ("The flood came. The owner, Anna Berg, paid. Then Anna Berg left.", "Anna Berg", "person"),
    ("The flood came. A collision followed. The collision was loud.", "collision", "event"),
    ("The flood came. The bridge collapsing was seen from Oldham.", "bridge collapsing", "event"),
    ("The flood came. Queen Anna paid. Then Queen Anna left.", "Queen Anna", "person"),
    ("The flood came. An accreditation followed. The accreditation was late.", "accreditation", "event"),
    ("The flood came. The Tyne Council paid. The Tyne Council met.", "Tyne Council", "organisation"),
])
def test_of_which_kind_a_thing_is(text, form, kind):
    names = find_names(make_articles(text, text))
    assert set(names.loc[names["form"] == form, "kind"].dropna()) == {kind}


def test_a_name_ends_what_says_of_which_kind_it_is():
    names = find_names(make_articles(*["The flood came. The Velian newspaper Oldham News wrote. Oldham News sold well."] * 2))
    assert names.loc[names["form"].str.endswith("Oldham News"), "referent"].unique().tolist() == ["Oldham News"]


def test_a_verb_before_a_town_is_no_part_of_its_name():
    names = find_names(make_articles(*["The flood came. They came from occupied Oldham. It rained in Oldham."] * 2))
    assert refer(names, "occupied Oldham") == {"Oldham"}


def test_a_sentence_of_a_headline_is_no_name():
    names = find_names(make_articles(*["Oldham views Harton\n\nThe flood came to Oldham on Monday, and Harton was wet."] * 2))
    assert names.loc[names["form"].str.contains(" views "), "referent"].isna().all()


def test_a_noun_that_means_one_name_means_it_in_all_articles_of_the_event():
    texts = ["The Kestrel Bridge fell on Monday. Cars had used the bridge."] * 2 + ["A barge hit the bridge on Monday. The bridge was old."]
    names = find_names(make_event(*texts))
    assert refer(names, "bridge") == {"Kestrel Bridge"}


def test_what_has_a_noun_of_other_things_is_called_by_more():
    talks = ["The Helsinki talks failed. The talks were long. The talks went on."] * 10
    alone, beside = (find_names(make_event(*talks, *more)) for more in ([], ["The budget summit failed."] * 10))
    assert refer(alone, "Helsinki talks") == {"talks"} and refer(beside, "Helsinki talks") == {"Helsinki talks"}


def test_their_soldiers_are_of_neither_side():
    names = find_names(make_event(*["The Finnish troops shelled Oldham. Italy met Finland. Both told their troops to stop."] * 3))
    assert refer(names[names["text"] == "their troops"], "troops") == set()
    names = find_names(make_event(*["The Finnish troops shelled Oldham. Finland must withdraw its troops."] * 3))
    assert len(set(names.loc[names["form"].str.contains("troops"), "referent"])) == 1


def test_two_letters_are_initials_only_beside_the_name():
    apart = find_names(make_articles("The flood came. OT paid. OT left.", "The flood came. Oldham Television paid. Oldham Television left."))
    assert refer(apart, "OT") != refer(apart, "Oldham Television")


@pytest.mark.parametrize("texts, one, why", [
    (("Oldham Television opened in Ely. Later OT grew.",) * 2, True, "introduced, then used alone"),
    (("Oldham Television opened in Ely. Later OT grew.", *("OT paid. OT left.",) * 3), False, "mostly without it"),
    (("OT, the council’s station, paid. Then Oldham Television left. OT grew.",) * 2, False, "OT came first, with words of its own"),
    (("The NFB paid. The NFB met. The Northern Ferry Board left.",) * 2, True, "three letters in one article"),
    (("The NFB paid. The NFB met.", "The Northern Ferry Board left. The Northern Ferry Board met."), False, "in no article together"),
])
def test_initials_are_those_of_a_name_that_stands_near(texts, one, why):
    names = find_names(make_articles(*(f"The flood came. {text}" for text in texts)))
    short, long = ("NFB", "Northern Ferry Board") if "NFB" in texts[0] else ("OT", "Oldham Television")
    assert bool(refer(names, short) & refer(names, long)) == one, why


@pytest.mark.parametrize("said, form, person", [
    ("Mayor Anna Berg came.", "Anna Berg", True),
    ("Mayor Anna Valley came.", "Anna Valley", True),
    ("The mayor met Anna McBerg.", "Anna McBerg", True),
    ("The mayor met Mark Berg.", "Mark Berg", True),
    ("They drove through Anna Valley.", "Anna Valley", False),
    ("A local company, Dana Energy, paid.", "Dana Energy", False),
    ("The national committee Berg Victory paid.", "Berg Victory", False),
    ("By Anna Berg Anna Berg", "Anna Berg Anna Berg", False),
    ("Photo by Anna Berg AP", "Anna Berg AP", False),
    ("The mayor met Anna BergerAnna there.", "Anna BergerAnna", False),
    ("Why We Meet Berg", "Meet Berg", False),
])
def test_who_is_a_person(said, form, person):
    names = find_names(make_articles(*[f"The flood came to Oldham.\n\n{said} {form} is well known there."] * 2))
    assert (form in set(names.loc[names["kind"] == "person", "referent"])) == person


def test_an_office_of_several_words_is_that_of_its_usual_holder():
    texts = ["Special envoy Anna Berg came. The special envoy left."] * 4
    texts += ["Former Finnish harbour envoy Paul Dean came.", "They met the Finnish special envoy."]
    names = find_names(make_articles(*(f"The old bridge fell. {text}" for text in texts)))
    assert refer(names, "Finnish special envoy") == {"Anna Berg"}


def test_a_name_that_tells_counts_the_names_of_its_country_together():
    visits = ["The visit to Britain was short. The UK visit failed. The visit ended.", "The trip to Britain was short. The British visit failed."] * 6
    beside = ["The visit to Finland was short. The Finnish visit failed."] * 10
    names = find_names(make_event(*visits, *beside))
    assert "visit" not in set(names.loc[names["form"].isin(["UK visit", "British visit"]), "referent"])


def test_a_name_that_is_also_a_common_word_is_a_name_within_a_sentence():
    names = find_names(make_articles("Theresa May met Paul Trump. It may rain, and a trump may win. Friends of "
                                     "Trump stayed; they accused May of haste.", "Theresa May met Paul Trump. It rained."))
    assert refer(names, "May") == {"Theresa May"} and refer(names, "Trump") == {"Paul Trump"}
    assert (names["form"] == "May").sum() == 1


def test_a_final_stop_makes_no_other_form():
    names = find_names(make_articles("The U.S. left. A U.S.-born man left the U.S. in May. The U.S. stayed."))
    assert names.loc[names["referent"] == "United States", "form"].tolist() == ["U.S."] * 4
