"""Which names of bodies mean one, in articles on one event, and which speakers have a name."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.speakers.bodies import is_named, unify_bodies

OLDHAM = "Oldham County Council"


@pytest.mark.parametrize("speakers, expected", [
    (["council", "county council", OLDHAM], {"council": OLDHAM, "county council": OLDHAM}),
    (["Council", OLDHAM, None, "Ada Holt"], {"Council": OLDHAM}),
    (["union", "Mill Workers’ Union"], {"union": "Mill Workers’ Union"}),
    (["council", "town council", OLDHAM], {}),                         # two councils: neither is "the council"
    (["council", OLDHAM, "Holt Town Council"], {}),
    (["council", "county council"], {}),                               # none has a name
    (["council", "council leader", "spokesman for the council"], {}),  # no bodies
    (["council", "spokesman for the council", OLDHAM], {"council": OLDHAM}),
    (["council in Velia", OLDHAM], {}),                                # what follows may tell another
    (["mill", "Oldham Mill"], {}),                                     # a mill cannot speak
    (["Holt", "Ada Holt"], {}),                                        # people are link_names' affair
])
def test_which_bodies_are_one(speakers, expected):
    assert unify_bodies(speakers) == expected


@given(st.lists(st.sampled_from(["council", "county council", "town council", OLDHAM, "Holt Town Council", "union", None])))
def test_unified_names_end_with_what_they_replace(speakers):
    unified = unify_bodies(speakers)
    assert unified == unify_bodies(reversed(speakers))
    assert all(full in speakers and full.lower().endswith(name.lower()) for name, full in unified.items())
    assert not unified.keys() & set(unified.values())


@pytest.mark.parametrize("speaker, named", [
    ("Ada Holt", True), (OLDHAM, True), ("Moscow", True), ("spokesman for Ada Holt", True),
    ("county council", False), ("Council", False), ("Residents", False), ("Report", False), ("officials", False),
])
def test_who_has_a_name(speaker, named):
    assert is_named(speaker) == named
