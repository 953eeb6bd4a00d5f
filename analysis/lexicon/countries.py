"""Countries, their people, and the places that stand for their governments: Russia, Russians, Moscow, the Kremlin.

countries.csv has one row for each member and observer state of the United Nations; several forms are separated by "; ".
"""
import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from analysis.lexicon import read_table


class Country(NamedTuple):
    """One row of countries.csv; every field but the first holds all forms, the usual one first."""

    name: str                            # Finland
    other_names: tuple[str, ...]         # UK, Britain
    adjectives: tuple[str, ...]          # Finnish
    people: tuple[str, ...]              # Finns
    capitals: tuple[str, ...]            # Helsinki
    governments: tuple[str, ...]         # Downing Street, Kremlin: the house that stands for who works in it


@functools.cache
def read_countries() -> tuple[Country, ...]:
    """The countries in the order of the file.

    >>> next(country for country in read_countries() if country.name == "Russia").governments
    ('Kremlin', 'Duma')
    """
    return tuple(Country(row["country"], *(tuple(filter(None, row[column].split("; "))) for column in (
        "other_names", "adjective", "people", "capital", "government"))) for row in read_table("countries"))


def _index(*fields: str) -> Mapping[str, tuple[str, ...]]:
    """{form in lower case: the countries it belongs to}, over the fields of Country that are named."""
    found: dict[str, list[str]] = {}
    for country in read_countries():
        forms = [form for field in fields for form in ((country.name,) if field == "name" else getattr(country, field))]
        for form in dict.fromkeys(form.lower() for form in forms):
            found.setdefault(form, []).append(country.name)
    return MappingProxyType({form: tuple(names) for form, names in found.items()})


@functools.cache
def states() -> Mapping[str, tuple[str, ...]]:
    """Everything that is used for a state when it speaks, in lower case: its names, its capital, the seat of its
    government.

    >>> states()["moscow"], states()["downing street"]
    (('Russia',), ('United Kingdom',))
    """
    return _index("name", "other_names", "capitals", "governments")


@functools.cache
def demonyms() -> Mapping[str, tuple[str, ...]]:
    """The adjectives and the names of peoples, in lower case; one may belong to several countries (Congolese).

    >>> demonyms()["finns"], demonyms()["finnish"]
    (('Finland',), ('Finland',))
    """
    return _index("adjectives", "people")


@functools.cache
def peoples() -> Mapping[str, tuple[str, ...]]:
    """The demonyms word by word: the last word of a demonym of several words belongs to all countries whose demonym
    ends with it.

    >>> peoples()["korean"]
    ('North Korea', 'South Korea')
    """
    found: dict[str, tuple[str, ...]] = {}
    for form, names in demonyms().items():
        last = form.split()[-1]
        found[last] = tuple(dict.fromkeys((*found.get(last, ()), *names)))
    return MappingProxyType(found)
