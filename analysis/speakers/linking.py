"""One name for one person across articles, and a report of the names that were merged and of those that were almost
merged."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from analysis.lexicon.countries import states
from analysis.speakers.people import read_spellings
from analysis.speakers.person_names import are_one, bare, fold_name, is_institution
from analysis.speakers.vocabulary import INDEFINITES, are_people, first_names, roles
from analysis.text import fold
from analysis.text.sentence import PARTICLES, PREPOSITIONS, is_name

_MOST_BEARERS = 0.9  # of the articles that name this surname in full: so large a share must mean one person
_EDITS, _SHORTEST = 2, 5  # surnames of five letters or more that differ by at most two may be one, misspelt
_MOST_COMPARED = 2_000  # surnames at once: their distances take some 4 MB


def link_names(statements: pd.DataFrame, people: pd.DataFrame | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The statements with one name for one person across articles, and the alias report.

    In: `statements` as find_statements gives them; `people`, a table like data/people.csv (the default).
    Returns (statements, aliases). In `statements` only the column `speaker` changes, as unify_names describes.
    One row of `aliases` is one surface form in one article, by article and surface:

    article_id, surface   the form in the text ("the mayor", "Berg", "he")
    person                the person as whom it was resolved; NA where it stayed unresolved
    basis                 how: name, role, pronoun, group (a quotation that runs on counts with its first part)
    count                 in how many statements
    near_misses           other people of the table who are perhaps the same, but were not merged: their surname
                          differs by one or two letters, or one of the two is known by the surname alone. "; " between
                          them, NA if there are none, and for pronouns. Where a surname alone was given to the person
                          who bears it, this column names the surname itself and others who bear it.

    >>> import pandas as pd
    >>> from analysis.speakers import find_statements
    >>> articles = pd.DataFrame({"text": ["Anna Berg said it rained.", "Mayor Berg said it snowed."]}, index=["a", "b"])
    >>> linked, aliases = link_names(find_statements(articles))
    >>> aliases[["surface", "person", "basis", "count", "near_misses"]]
          surface     person basis  count near_misses
    0   Anna Berg  Anna Berg  name      1         NaN
    1  Mayor Berg  Anna Berg  name      1        Berg
    """
    named = statements.drop_duplicates(["article_id", "speaker"])["speaker"]
    unified = unify_names(named, people)
    first = statements.drop_duplicates(["article_id", "statement"])
    known = first[first["speaker_text"].notna() & first["basis"].ne("unattributed")]
    known = known.assign(before=known["speaker"], speaker=known["speaker"].map(unified).astype("str"))
    aliases = (
        known.groupby(["article_id", "speaker_text", "speaker", "basis"], dropna=False, sort=True)
        .agg(count=("start", "size"), before=("before", "first"))
        .reset_index()
        .rename(columns={"speaker_text": "surface", "speaker": "person"})
    )
    persons = {
        p
        for p, basis in zip(known["speaker"], known["basis"], strict=True)
        if isinstance(p, str) and basis != "group" and _is_persons_name(p)
    }
    near, bearers = _find_near(sorted(persons)), _list_bearers(sorted(persons))
    aliases["near_misses"] = pd.Series(
        [
            "; ".join(filter(None, (*_beside_surname(before, person, bearers), near.get(person)))) or None
            if basis != "pronoun"
            else None
            for before, person, basis in zip(aliases.pop("before"), aliases["person"], aliases["basis"], strict=True)
        ],
        index=aliases.index,
        dtype="str",
    )
    return statements.assign(speaker=statements["speaker"].map(unified).astype("str")), aliases


def _list_bearers(persons: Iterable[str]) -> dict[str, list[str]]:
    """{last word of a name: those whose name of several words ends with it}, in the order given."""
    bearers: dict[str, list[str]] = {}
    for person in persons:
        first, _, last = person.rpartition(" ")
        if first:
            bearers.setdefault(last, []).append(person)
    return bearers


def _beside_surname(before: str, person: str, bearers: Mapping[str, list[str]]) -> list[str]:
    """The surname alone, where an article uses only that for a person whom other articles name in full, followed by
    the other people who bear it; an empty list in any other case."""
    if not isinstance(before, str) or " " in before or before == person:
        return []
    return [before, *(other for other in bearers.get(before, ()) if other != person)]


def unify_names(speakers: Iterable[str] | Mapping[str, int], people: pd.DataFrame | None = None) -> dict[str, str]:
    """{speaker as in its article: speaker across articles}: people.csv, else the name that most articles write.

    speakers: names as in the column `speaker`: one for each article in which the speaker is quoted, or {name: number
    of such articles}; in any order, with NA allowed.

    Two names are merged if they are equal without case and accents, or in first and last name whatever comes between,
    or by an initial or short form of the first name where only one person fits. Two different first names with one
    surname stay two people. A role is one, whether it stands before or after what it is of (council spokesman,
    spokesman for the council). A surname alone is given to one of those who bear it if nine of ten articles that name
    somebody with it in full mean that person.

    >>> unify_names(["Jose Berg", "José Berg", "Carl Dean", "Dean", None])
    {'Carl Dean': 'Carl Dean', 'Dean': 'Carl Dean', 'Jose Berg': 'José Berg', 'José Berg': 'José Berg'}
    """
    spellings, unified = read_spellings(people), {}
    counts = {name: count for name, count in Counter(speakers).items() if isinstance(name, str)}
    for same in _group_names(counts):
        best = _choose_spelling(same, counts)
        for name in same:
            unified[name] = spellings.get(fold(name)[0]) or spellings.get(fold(best)[0]) or best
    return dict(sorted(unified.items()))


def _choose_spelling(same: list[str], counts: Mapping[str, int]) -> str:
    """The name, of several for one person, that most articles write; one with a first name if there is one.

    Accents are kept if one article writes them (José), and of two names that are equally frequent the longer one is
    taken: Anna B. Berg, not Anna Berg.
    """
    written: Counter[str] = Counter()
    for name in same:
        written[fold(name)[0]] += counts[name]
    return max(same, key=lambda name: (_has_first_name(name), written[fold(name)[0]], *_rank_spelling(name),
                                       counts[name], name))


def _has_first_name(name: str) -> bool:
    first, *others = name.split()
    return bool(others) and len(first.rstrip(".")) > 1


def _rank_spelling(name: str) -> tuple[int, int, bool]:
    """A sort key: more words before fewer, "José" before "Jose", and names without a soft hyphen before those with
    one."""
    accents = sum(c.isalpha() and not c.isascii() for c in name)
    return len(name.split()), accents, name.isprintable()


def _is_persons_name(name: str) -> bool:
    """Is this the name of one person? Not "Anna Berg and Paul Dean", "town official", "UK investigators" or
    "Russia"."""
    words = name.split()
    key = fold_name(map(bare, words))
    if not words or not all(map(_is_part_of_name, words)) or is_institution(key) or are_people(key[-1]):
        return False
    return key[-1] not in states() or len(key) > 1 and key[0] in first_names()  # Vernon Jordan


def _is_part_of_name(word: str) -> bool:
    return is_name(word) or word.lower() in PARTICLES


def _group_names(counts: Mapping[str, int]) -> list[list[str]]:
    """The names in groups, one for each person; what is no person's name is grouped by its folded spelling."""
    others, by_surname = {}, {}
    for name in sorted(counts):
        key = fold_name(map(bare, name.split()))
        if _is_persons_name(name) and all(key):
            by_surname.setdefault(key[-1], {})[name] = key
        else:
            others.setdefault(_fold_role(name), []).append(name)
    return [*others.values(), *(group for keys in by_surname.values() for group in _group_namesakes(keys, counts))]


def _fold_role(name: str) -> str:
    """The folded name, in which a role stands after its body, whichever way an article writes it: "spokesman for the
    council" and "council's spokesman" are a council spokesman."""
    words = fold(name)[0].split()
    at = next((k for k, word in enumerate(words) if word in PREPOSITIONS), 0)
    whose = words[at + 1 :]
    if at and words[at - 1] in roles() and (words[at] == "for" or words[at] == "of" and whose[:1] == ["the"]):
        owner = whose[whose[:1] == ["the"] :]
        words = [*owner, *words[:at]] if owner and PREPOSITIONS.isdisjoint(owner) else words
    return " ".join(map(bare, words)) if words[-1] in roles() else " ".join(words)


def find_holders(statements: pd.DataFrame) -> dict[str, str]:
    """{role as a speaker: the only person called so} in articles on one event: council leader is Ada Holt, if another
    article writes "council leader Ada Holt".

    statements: as from link_names, of articles on one event. Only roles of several words that no article gives to
    anybody else count, and only where it is "the" council leader.
    """
    first = statements.drop_duplicates(["speaker_text", "speaker", "basis"])
    held: dict[str, set[str]] = {}
    for source, speaker in zip(first["speaker_text"], first["speaker"], strict=True):
        if isinstance(source, str) and isinstance(speaker, str) and _is_persons_name(speaker):
            held.setdefault(_fold_role(_without_name(source, speaker)), set()).add(speaker)
    opens = first["speaker_text"].str.split().str[0].str.lower()
    found = {}
    for role in sorted(first.loc[(first["basis"] == "role") & ~opens.isin(INDEFINITES), "speaker"].dropna().unique()):
        people = held.get(_fold_role(role), set())
        if len(people) == 1 and len(role.split()) > 1 and role not in people:
            found[role] = next(iter(people))
    return found


def _without_name(source: str, speaker: str) -> str:
    """The words for a person without "the" and without the name: The council leader, Council leader | Ada Holt."""
    names = fold(speaker)[0].split()
    words = source.split()[source.lower().startswith("the ") :]
    while words and bare(fold(words[-1])[0]) in names:
        words.pop()
    return " ".join(words) or source


def _group_namesakes(keys: Mapping[str, tuple[str, ...]], counts: Mapping[str, int]) -> list[list[str]]:
    """The names of one surname in groups, one for each person: by first names, and the surname alone with its
    bearer."""
    alone = [name for name, key in keys.items() if _is_surname(key, keys.values())]
    groups = _group_by_first_name({name: key for name, key in keys.items() if name not in alone})
    if not alone:
        return groups
    weights = [sum(counts[name] for name in group) for group in groups]
    if groups and max(weights) >= _MOST_BEARERS * sum(weights):
        groups[weights.index(max(weights))] += alone
        return groups
    return [*groups, alone]


def _is_surname(key: tuple[str, ...], keys: Iterable[tuple[str, ...]]) -> bool:
    """Is it a surname alone: Cruz, or De la Cruz beside Anna de la Cruz?"""
    particle = key[0] in PARTICLES
    return len(key) == 1 or particle and any(len(key) < len(other) and other[-len(key) :] == key for other in keys)


def _group_by_first_name(keys: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Full names of one surname in groups: the longer forms first, and an initial only with the one person whom
    it fits."""
    groups = []
    for name in sorted(keys, key=lambda name: (-len(keys[name][0].rstrip(".")), -len(keys[name]), name)):
        fitting = [group for group in groups if all(are_one(keys[other], keys[name]) for other in group)]
        exact = [group for group in fitting if keys[group[0]][0] == keys[name][0]]
        fitting = exact or fitting
        if len(fitting) == 1:
            fitting[0].append(name)
        else:
            groups.append([name])
    return groups


def _near_surnames(surnames: list[str]):
    """Pairs of surnames that differ by one or two letters, each in both orders."""
    surnames = sorted(surname for surname in surnames if len(surname) >= _SHORTEST)
    for begin in range(0, len(surnames), _MOST_COMPARED):
        rows = surnames[begin : begin + _MOST_COMPARED]
        distances = cdist(rows, surnames, scorer=Levenshtein.distance, score_cutoff=_EDITS)
        for left, right in zip(*(distances <= _EDITS).nonzero(), strict=True):
            if rows[left] != surnames[right]:
                yield rows[left], surnames[right]


def _find_near(persons: list[str]) -> dict[str, str]:
    """{person: others whose surname may be a misspelling of this person's}; for a surname alone, also the people who
    bear it."""
    bearers = {}
    for person in persons:
        bearers.setdefault(fold(bare(person.split()[-1]) or person)[0], []).append(person)
    near = {person: set() for person in persons}
    for same in bearers.values():
        for one, other in itertools.permutations(same, 2):
            if 1 in (len(one.split()), len(other.split())):
                near[one].add(other)
    for left, right in _near_surnames(list(bearers)):
        for person in bearers[left]:
            near[person].update(bearers[right])
    return {person: "; ".join(sorted(others)) for person, others in near.items() if others}
