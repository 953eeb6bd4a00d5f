"""Which forms of one thing are one choice of words, and which are two."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.naming.choices import join_labels

ONE = [  # why, referent, kind, forms that are one choice
    ("a first name or a title", "Anna Berg", "person", ["Anna Berg", "Berg", "Mayor Berg", "Ms. Berg"]),
    ("an office", "Anna Berg", "person", ["Berg", "mayor", "Oldham mayor", "Mayor of Oldham"]),
    ("an office of several words", "Anna Berg", "person", ["Berg", "Secretary of State", "deputy foreign minister"]),
    ("accents", "Ana Çelik", "person", ["Ana Çelik", "Celik"]),
    ("a person whom the reader has renamed", "the mayor", "person", ["Anna Berg", "Berg", "mayor"]),
    ("the names of a country", "United Kingdom", "place", ["United Kingdom", "UK", "U.K.", "Britain", "British"]),
    ("officials of a country", "Finland", "place", ["Finland", "Finnish officials", "Finnish government"]),
    ("the bare noun of a body", "NATO", "organisation", ["NATO", "alliance"]),
    ("an adverb", "summit", "event", ["truly great Summit"] * 3 + ["closely watched summit"] * 3 + ["summit"]),
    ("people of a country", "Finland", "place", ["Finns", "Finnish people"]),
    ("full stops and hyphens", "cease-fire", "event", ["cease-fire", "ceasefire", "Cease-fire"]),
    ("two words or one", "cyberattack", "event", ["cyber attacks", "cyberattacks"]),
    ("initials", "Oldham Ferry Union", "organisation", ["Oldham Ferry Union", "OFU", "O.F.U."]),
    ("another order", "Department of Works", "organisation", ["Department of Works", "Works Department"]),
    ("the kind of a place", "Oldham", "place", ["Oldham", "Oldham region", "Oldham Valley"]),
    ("which thing it is", "bridge", "thing", ["bridge", "Oldham bridge", "2016 bridge", "12 bridges", "new bridge"]),
    ("an adjective said once", "bridge", "thing", ["rickety bridge", "bridge"]),
    ("an adjective that none stands against", "bridge", "thing", ["stone bridge"] * 9 + ["bridge"]),
    ("one adjective more", "officers", "group", ["harbour police officers"] * 3 + ["police officers"] * 3),
    ("a headline", "conflict", "event", ["conflict", "OLDHAM CONFLICT"]),
    ("the town of a country", "Finnish capital", "place", ["Finnish capital", "capital"]),
]
TWO = [  # why, referent, kind, forms that are so many choices
    ("another noun", "protest", "event", ["protest", "riot", "unrest"]),
    ("a nominalisation", "attack", "event", ["attack", "fighting"]),
    ("how somebody is seen", "Anna Berg", "person", ["Berg", "dictator", "authoritarian leader", "steely-eyed mayor"]),
    ("on whose side somebody is", "Anna Berg", "person", ["Berg", "rival", "ally"]),
    ("no office at all", "Anna Berg", "person", ["Anna Berg", "Iron Heart"]),
    ("what stands for a country", "Russia", "place", ["Russia", "Moscow", "Kremlin", "Russians"]),
    ("what a body is said to be", "NATO", "organisation", ["NATO", "military bloc"]),
    ("two names", "Upper Karabakh", "place", ["Upper Karabakh", "Nagorno-Karabakh"]),
    ("what a region is called", "Oldham", "place", ["Oldham", "occupied territory"]),
    ("adjectives in each other's place", "workers", "group", ["illegal workers"] * 3 + ["undocumented workers"] * 3),
]


def label(referent, kind, forms):
    return join_labels(pd.DataFrame({"referent": referent, "kind": kind, "form": forms}))


@pytest.mark.parametrize("why, referent, kind, forms", ONE, ids=[case[0] for case in ONE])
def test_one_choice(why, referent, kind, forms):
    assert label(referent, kind, forms).nunique() == 1


@pytest.mark.parametrize("why, referent, kind, forms", TWO, ids=[case[0] for case in TWO])
def test_two_choices(why, referent, kind, forms):
    assert label(referent, kind, forms).nunique() == len(set(forms))


def test_a_name_is_labelled_by_its_commonest_form():
    assert label("Anna Berg", "person", ["Anna Berg", "Berg", "Berg"]).tolist() == ["Berg"] * 3


@pytest.mark.parametrize("forms, labels", [
    (["Oldham bridge"] * 2 + ["bridge", "crossing"], ["bridge"] * 3 + ["crossing"]),
    (["12 harbour police officers", "officers"], ["officers"] * 2),
    (["new cease-fire"] * 2 + ["ceasefire"], ["cease-fire"] * 3),
    (["Oldham illegal workers"] * 3 + ["undocumented workers"] * 3, ["illegal workers"] * 3 + ["undocumented workers"] * 3),
])
def test_a_label_holds_the_words_that_its_forms_share(forms, labels):
    assert label("x", "thing", forms).tolist() == labels


WORDS = st.lists(st.sampled_from(["old", "Berg", "mayor", "U.S.", "of", "cease-fire", "--", "12", "región", "İ"]), min_size=1, max_size=4)


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=6), st.sampled_from(["person", "place", "thing"]))
def test_every_label_is_the_end_of_a_form_and_no_two_choices_have_one(forms, kind):
    labels = label(forms[0], kind, forms)
    assert all(any(form.endswith(name) for form, own in zip(forms, labels, strict=True) if own == name) for name in labels)
