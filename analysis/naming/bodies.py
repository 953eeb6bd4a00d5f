"""International bodies: by which names they go, and by which nouns articles speak of them again."""

import functools
from collections.abc import Mapping
from typing import NamedTuple

from analysis.lexicon import read_table
from analysis.text import fold


class Bodies(NamedTuple):
    """bodies.csv, folded."""

    names: Mapping[str, str]  # {name: the first of its names}: eu, european union
    nouns: Mapping[str, tuple[str, ...]]  # {first name: its nouns}: bloc, union


@functools.cache
def read_bodies() -> Bodies:
    """The bodies of bodies.csv.

    >>> read_bodies().names["eu"], read_bodies().nouns["european union"]
    ('european union', ('bloc', 'union'))
    """
    names, nouns = {}, {}
    for row in read_table("bodies"):
        written = (row["name"], *filter(None, row["other_names"].split("; ")))
        first, *others = (fold(name)[0].replace(".", "") for name in written)
        names |= dict.fromkeys((first, *others), first)
        nouns[first] = tuple(row["nouns"].split("; "))
    return Bodies(names, nouns)
