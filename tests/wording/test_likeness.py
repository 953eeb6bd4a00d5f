"""Can one phrase replace another?"""

import pytest

from analysis.wording import _read_words
from analysis.wording.likeness import UNLIKENESSES, Phrase, can_replace
from tests.each import check_each

CASES = [       # left, right (the phrases in brackets), what makes them unlike; "" if one may replace the other
    ("The ferry stopped [on] Sunday.", "The ferry stopped [last] Sunday.", "connective"),
    ("The ferry stopped after [the] vote.", "The ferry stopped after [Monday] vote.", "connective"),
    ("It stopped [before] the vote.", "It stopped [ahead of] the vote.", ""),
    ("It was agreed [upon] in May.", "It was agreed [to] in May.", ""),
    ("[The mayor] shut it.", "[He] shut it.", ""),
    ("The marshal said [Friday].", "The marshal said [in a statement].", "time"),
    ("The marshal said [Friday].", "The marshal said [on Monday night].", ""),
    ("It opened [in May].", "It opened [in 2019].", ""),
    ("[Friday's vote] was lost.", "[The ballot] was lost.", ""),
    ("The [director] Ann Bell", "The [said] Ann Bell", "report"),
    ("It has deep [cracks].", "It has deep [fractures].", ""),
    ("It [said] that rain fell.", "It [proposed] that rain fell.", ""),
    ("The [proposal] of the club", "The [proposed] of the club", ""),
    ("The mill closed [in a hurry].", "The mill closed [the gate].", "circumstance"),
    ("The mill closed [in a hurry].", "The mill closed [with great speed].", ""),
    ("They spoke to [Harton News].", "They spoke to [the director].", ""),
    ("He told the [Post] so.", "He said in the [interview] so.", "hearer"),
    ("He told the [Post] so.", "He told the [Herald] so.", ""),
    ("He spoke in Harton [News] today.", "He spoke in an [interview] today.", "name-part"),
    ("The Velian [President] Ann Bell", "The Velian [envoy] Ann Bell", ""),
    ("[Mill opens]: a town is glad", "[Today I think] a town is glad", "label"),
    ("[Mill opens]: a town is glad", "[Mill closes]: a town is glad", ""),
    ("We like the #[HartonFair].", "We like the [festival].", "tag"),
    ("We like the #[HartonFair].", "We like the #[MillFair].", ""),
    ("The row [first] broke out.", "The row [over the rent of both mills] broke out.", "length"),
    ("The row [suddenly] broke out.", "The row [all of a sudden] broke out.", ""),
    ("The [HAFMO] met.", "The [Harton Association of Free Mill Owners] met.", ""),
    ("They declared [a state of hunger and siege].", "They declared [curfew].", ""),
]


def read_phrase(text):
    before, rest = text.split("[")
    inside, after = rest.split("]")
    words, first, n_words = _read_words(before + inside)[0], len(_read_words(before)[0]), len(_read_words(inside)[0])
    return Phrase(tuple(words[first:first + n_words]), before, after)


def test_what_makes_two_phrases_unlike():
    def check(left, right, unlike):
        one, other = read_phrase(left), read_phrase(right)
        ways = [way.name for way in UNLIKENESSES if way.tell(one, other) or way.tell(other, one)]
        assert (unlike in ways) if unlike else not ways
        assert can_replace(one, other) == can_replace(other, one) == (not unlike)
    check_each(check, [(f"{left} | {right}", left, right, unlike) for left, right, unlike in CASES])


@pytest.mark.parametrize("way", UNLIKENESSES, ids=lambda way: way.name)
def test_each_way_has_a_case_of_its_own(way):
    assert way.name in {unlike for *_, unlike in CASES}
