"""The table of countries: complete, without forms that say nothing, and read as it is written."""
import pytest

from analysis.lexicon.countries import demonyms, read_countries, states

UN_MEMBERS, UN_OBSERVERS = 193, 2


def test_every_member_and_observer_state_has_one_row():
    names = [country.name for country in read_countries()]
    assert len(names) == len(set(names)) == UN_MEMBERS + UN_OBSERVERS


def test_every_country_has_an_adjective_and_a_capital_and_no_empty_or_padded_form():
    for country in read_countries():
        assert country.adjectives and country.capitals, country.name
        for forms in country[1:]:
            assert all(form and form == form.strip() for form in forms), country.name
            assert len(forms) == len(set(forms)), country.name


@pytest.mark.parametrize("form, country", [
    ("kremlin", "Russia"), ("downing street", "United Kingdom"), ("white house", "United States"), ("ankara", "Turkey"),
    ("türkiye", "Turkey"), ("u.s.", "United States"), ("malacañang", "Philippines"), ("élysée", "France"), ("kyiv", "Ukraine"),
    ("aso rock", "Nigeria")])
def test_what_stands_for_a_state(form, country):
    assert country in states()[form]


@pytest.mark.parametrize("form, country", [
    ("danes", "Denmark"), ("danish", "Denmark"), ("britons", "United Kingdom"), ("filipino", "Philippines"),
    ("emirati", "United Arab Emirates"), ("poles", "Poland"), ("azerbaijani", "Azerbaijan")])
def test_what_a_people_is_called(form, country):
    assert country in demonyms()[form]


@pytest.mark.parametrize("form", ["oldham", "house", "parliament", "street", "finns", "english"])
def test_what_is_no_state(form):
    assert form not in states()


def test_a_form_may_belong_to_several_countries():
    assert set(demonyms()["congolese"]) == {"Democratic Republic of the Congo", "Republic of the Congo"}
    assert set(states()["state house"]) == {"Tanzania", "Zambia"}
