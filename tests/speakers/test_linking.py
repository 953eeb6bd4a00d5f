"""One name for one person across articles: what is merged, what is not, and what the alias report says of it."""
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from analysis.speakers import find_statements, link_names, linking, unify_names
from analysis.speakers.linking import find_holders
from analysis.text import fold


def linked(*texts, table=None):
    articles = pd.DataFrame({"text": texts}, index=pd.Index([f"a{i}" for i in range(len(texts))], name="article_id"))
    return link_names(find_statements(articles, table), table)


def test_spellings_of_one_name_are_one_person():
    statements, aliases = linked("Anna Bergstrom said it rained.", "Anna Bergström said it snowed. She left, she said.")
    assert set(statements["speaker"]) == {"Anna Bergström"}
    assert aliases.loc[aliases["surface"] == "She", "person"].tolist() in ([], ["Anna Bergström"])


@pytest.mark.parametrize("names, expected", [
    (["Anna Maria Berg", "Anna Berg"], {"Anna Maria Berg"}),                        # a middle name
    (["James N. Dean", "James Dean", "Jim Dean"], {"James N. Dean"}),               # an initial, a short form
    (["J. Dean", "James Dean"], {"James Dean"}),                                    # an initial for the first name
    (["J. Dean", "James Dean", "Julia Dean"], {"J. Dean", "James Dean", "Julia Dean"}),        # which of them, nobody knows
    (["Paul W. Dean", "Paul H. Dean", "Paul Dean"], {"Paul W. Dean", "Paul H. Dean", "Paul Dean"}),
    (["Anna Berg", "Paul Berg"], {"Anna Berg", "Paul Berg"}),                       # two of one surname
    (["Vladi\u00admir Lund", "Vladimir Lund"], {"Vladimir Lund"}),                  # a soft hyphen
    (["Anna Berg"] * 9 + ["Paul Berg", "Berg"], {"Anna Berg", "Paul Berg"}),        # nine of ten articles know one Berg
    (["Anna Berg"] * 8 + ["Paul Berg"] * 2 + ["Berg"], {"Anna Berg", "Paul Berg", "Berg"}),
    (["Anna Berg", "Anna Berg and Paul Dean", "Berg"], {"Anna Berg", "Anna Berg and Paul Dean"}),
    (["official", "town official"], {"official", "town official"}),                 # no names
    (["Investigators", "UK investigators"], {"Investigators", "UK investigators"}),
    (["Russia", "MFA Russia"], {"Russia", "MFA Russia"}),
    (["Jordan Bank", "Bank"], {"Jordan Bank", "Bank"}),
    (["Peter Jordan", "Peter M. Jordan"], {"Peter M. Jordan"}),                     # a country's name is a surname, too
    (["Anna de la Cruz", "De la Cruz", "Cruz"], {"Anna de la Cruz"}),                # a surname of several words
    (["council spokesman", "spokesman for the council"], {"spokesman for the council"}),        # the role before or after
    (["zoo's director", "director of the zoo"], {"director of the zoo"}),
    (["secretary of state", "state secretary"], {"secretary of state", "state secretary"}),     # two offices
    (["council spokesman", "spokesman for the union"], {"council spokesman", "spokesman for the union"}),
    (["spokesman for nurses in Oldham", "nurses in Oldham"], {"spokesman for nurses in Oldham", "nurses in Oldham"}),
    (["bridge for the town", "town bridge"], {"bridge for the town", "town bridge"}),           # no role
    ([None, "Anna Berg"], {"Anna Berg"}),
])
def test_who_is_one_person(names, expected):
    assert set(unify_names(names).values()) == expected


def test_counts_of_articles_may_be_given():
    assert unify_names({"Anna Berg": 9, "Paul Berg": 1, "Berg": 3})["Berg"] == "Anna Berg"
    assert unify_names({"Anna Berg": 8, "Paul Berg": 2, "Berg": 3})["Berg"] == "Berg"


def test_a_surname_given_to_its_bearer_is_reported():
    statements, aliases = linked("Anna Berg said it rained.", "Mayor Berg said it snowed.")
    assert set(statements["speaker"]) == {"Anna Berg"}
    assert aliases.set_index("surface")["near_misses"].fillna("").to_dict() == {"Anna Berg": "", "Mayor Berg": "Berg"}


def test_a_pronoun_is_no_near_miss():
    _, aliases = linked("Anna Berg said it rained.", "Mayor Berg said it snowed. She said it froze.")
    assert aliases.set_index("surface")["near_misses"].fillna("").to_dict() == {"Anna Berg": "", "Mayor Berg": "Berg", "She": ""}


def test_nine_of_ten_bearers_get_the_surname_and_the_tenth_is_reported():
    statements, aliases = linked(*["Anna Berg said it rained."] * 9, "Paul Berg said it snowed.", "Mayor Berg said it froze.")
    assert list(statements["speaker"])[-1] == "Anna Berg"
    assert aliases.set_index("surface")["near_misses"]["Mayor Berg"] == "Berg; Paul Berg"


def test_a_surname_of_several_bearers_is_reported_and_not_merged():
    statements, aliases = linked("Anna Berg said it rained.", "Paul Berg said it snowed.", "Mayor Berg said it froze.")
    assert set(statements["speaker"]) == {"Anna Berg", "Paul Berg", "Berg"}
    assert aliases.set_index("surface")["near_misses"]["Mayor Berg"] == "Anna Berg; Paul Berg"


def test_near_misses_are_reported_and_not_merged():
    statements, aliases = linked("Anna Bergstrom said it rained.", "Anna Bregstrom said it snowed.")
    assert set(statements["speaker"]) == {"Anna Bergstrom", "Anna Bregstrom"}
    assert set(aliases["near_misses"]) == {"Anna Bergstrom", "Anna Bregstrom"}


def test_what_is_nobodys_name_is_no_near_miss():
    statements, aliases = linked("Paul Hanner said it rained.", 'Two boys held up a handwritten banner that read "Shut the bridge."')
    assert set(statements["speaker"]) == {"Paul Hanner", "handwritten banner"}
    assert aliases["near_misses"].isna().all()


NAMES = st.lists(st.text("abé", min_size=3, max_size=9).map(lambda name: f"Anna {name.title()}"), max_size=12, unique=True)


@given(NAMES)
def test_near_misses_are_those_of_comparing_all_with_all(names):
    def are_near(left, right):
        left, right = (fold(name.split()[-1])[0] for name in (left, right))
        return left != right and min(len(left), len(right)) >= 5 and Levenshtein.distance(left, right) <= 2

    expected = {name: "; ".join(sorted(other for other in names if are_near(name, other))) for name in names}
    assert linking._find_near(names) == {name: near for name, near in expected.items() if near}


@given(st.lists(st.sampled_from(["Anna Berg", "Berg", "A. Berg", "Paul Berg", "Annie Berg", "Lund", "the mayor", "Carl Lund"]), max_size=12))
def test_linking_does_not_depend_on_the_order(names):
    assert unify_names(names) == unify_names(reversed(names))


def test_alias_report_counts_statements():
    _, aliases = linked("Anna Berg said it rained. Berg said it snowed. “No,” Berg said. “Yes.”")
    assert aliases.set_index("surface")["count"].to_dict() == {"Anna Berg": 1, "Berg": 2}
    assert aliases["basis"].tolist() == ["name", "name"]


def test_what_nobody_says_is_in_no_alias_report():
    _, aliases = linked("The tide says it rained. Anna Berg said it snowed.")
    assert aliases["surface"].tolist() == ["Anna Berg"]


def test_linking_nothing():
    statements, aliases = linked()
    assert statements.empty and aliases.empty
    assert list(aliases.columns) == ["article_id", "surface", "person", "basis", "count", "near_misses"]


@pytest.mark.parametrize("texts, expected", [
    (["Council leader Ada Holt said it rained.", "The council leader said it snowed."], {"council leader": "Ada Holt"}),
    (["The council leader, Ada Holt, left. The council leader said it rained.", "The leader of the council said it snowed."],
     {"leader of the council": "Ada Holt"}),
    (["Council leader Ada Holt said it rained.", "A council leader said it snowed."], {}),           # one of several
    (["Council leader Ada Holt said it rained.", "Council leader Paul Dean said it froze.", "The council leader said it snowed."], {}),
    (["Mayor Ada Holt said it rained.", "The mayor said it snowed."], {}),                           # a word alone is too little
    (["Ada Holt said it rained.", "The council leader said it snowed."], {}),                        # nobody is called so
    (["Opposition leader Ada Holt said it rained.", "The council leader said it snowed."], {}),
])
def test_who_holds_a_role_in_other_articles(texts, expected):
    assert find_holders(linked(*texts)[0]) == expected
