"""The people whom an article names: each person with the full name and the titles and roles that go with it.

The words are those of analysis.speakers.vocabulary, and data/people.csv.
"""

import functools
import re
from collections.abc import Iterator

import pandas as pd

from analysis.lexicon import read_project_table
from analysis.lexicon.cues import is_cue
from analysis.speakers.person_names import CALENDAR, CAPITAL, Run, bare, read_runs, role_word
from analysis.speakers.vocabulary import DEPARTMENTS, KIN, MISTERS, RANKS, first_names, roles, same_roles, titles
from analysis.text import fold
from analysis.text.sentence import (
    AUXILIARIES,
    DETERMINERS,
    IRREGULAR,
    PARTICLES,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
)

# --- spellings -----------------------------------------------------------------------------


def read_spellings(people: pd.DataFrame | None = None) -> dict[str, str]:
    """{folded name or alias: canonical name}, from a table like data/people.csv (the default).

    A surname alone counts where only one of the people bears it.
    """
    rows = (
        read_project_table("people")
        if people is None
        else people.astype("object").where(people.notna(), "").to_dict("records")
    )
    spellings, surnames = {}, {}
    for row in rows:
        for alias in [row["name"], *str(row.get("aliases") or "").split(";")]:
            if alias.strip():
                spellings[fold(alias.strip())[0]] = row["name"]
        surnames.setdefault(fold(row["name"].split()[-1])[0], set()).add(row["name"])
    for surname, names in surnames.items():
        if len(names) == 1:
            spellings.setdefault(surname, next(iter(names)))
    return spellings


# --- people --------------------------------------------------------------------------------


class Person:
    """Somebody whom the article names in full, or by role and surname.

    `name` as the article writes it in full or people.csv spells it, `key` its folded words,
    `offsets` of the full name; `roles` sets of words such as {"turkish", "foreign",
    "minister"}, and `gender` ("m", "f" or ""), both as far as the article tells.
    """

    def __init__(self, text: str, name: str, key: tuple[str, ...], gender: str):
        self.name, self.key, self.offsets, self._text, self._gender = name, key, [], text, gender
        self._places: dict[tuple, tuple | None] = {}  # {(titles, start, end): the roles there, once they are read}

    def note(self, before: tuple[str, ...], start: int, end: int) -> None:
        """The article names the person at these offsets, with these titles and roles."""
        self._places.setdefault((before, start, end))
        for word in before:
            low = word.lower()
            self._gender = (
                self._gender
                or (titles()[low].gender if low in titles() else "")
                or (roles()[low].gender if low in roles() else "")
            )

    @functools.cached_property
    def first(self) -> int:
        """The offset where the article first names the person in full, or by a title and the surname."""
        return min(start for _, start, _ in self._places)

    def note_gender(self, gender: str) -> None:
        """Records the gender that "Mr" or "Ms" shows, unless the gender is already known."""
        self._gender = self._gender or gender

    @functools.cached_property
    def roles(self) -> list[frozenset[str]]:
        return list(dict.fromkeys(self._read_roles()))

    def _read_roles(self) -> Iterator[frozenset[str]]:
        """The roles at each place where the article names the person; each place is read once."""
        for place, found in self._places.items():
            if found is None:
                found = self._places[place] = tuple(_roles_around(self._text, *place))
            yield from found

    @functools.cached_property
    def is_family(self) -> bool:
        """Does the article name the person only as a member of somebody's family, and in no other role?"""
        return self.is_kin()

    def is_kin(self) -> bool:
        """The same as is_family, but only as far as the article has been read; the answer is not kept."""
        reach = (_CHARACTERS_BEFORE, _CHARACTERS_AFTER)
        near = (self._text[max(0, start - reach[0]) : end + reach[1]].lower() for _, start, end in self._places)
        if not any(_KIN.search(text) for text in near):
            return False
        found = list(self._read_roles())
        return bool(found) and not any(KIN.isdisjoint(words) for words in found)

    def has_role(self) -> bool:
        """Does the article, as far as it has been read, give the person any role?"""
        return any(self._read_roles())

    def has_gender(self, gender: str) -> bool:
        """Is this the person's gender, by first name or title?"""
        return bool(gender) and self._gender == gender

    @property
    def gender(self) -> str:
        if not self._gender:
            genders = [roles()[word].gender for words in self.roles for word in sorted(words) if word in roles()]
            self._gender = next(filter(None, genders), "")
        return self._gender


_MISTER = re.compile(rf"(M(?:rs?|s|iss|me|adam))\.? ((?:{CAPITAL}[\w'’\-]*\.? ?){{1,3}})")
_TITLED_BEFORE = 3  # times that a surname stands with a role before it is somebody's whom the article names later
_KIN = re.compile(rf"\b(?:{'|'.join(sorted(KIN))})\b")
_CLOSING = frozenset(",.;")  # its director, Anna Berg, left; met its director, Anna Berg.
_EDGE = re.compile(r"[.,;:()\"“”\n]")
_APPOSITION = re.compile(r",\s+(?:(?:a|an|the|his|her|their|who is|who was|now)\s+)?([^,.;:\"“”\n]{3,80})")
_OF_PLACE = re.compile(rf" of ({CAPITAL}\w+(?: {CAPITAL}\w+)?)")
_NO_ROLE = ("and", "for", "whose", "that", "who")
_SERVES = re.compile(r"\b(?:for|to)\b")
_PARTY = re.compile(r"\s*\((?:D|R|I)-")
_LEFT_EDGE = (
    DETERMINERS - {"the"}
    | PREPOSITIONS - {"of"}
    | SUBORDINATORS
    | RELATIVES
    | AUXILIARIES
    | SUBJECT_PRONOUNS
    | IRREGULAR
    | frozenset(("and", "but"))
)
# How far from a name its role is looked for: characters and words before the name, and after it.
_CHARACTERS_AFTER = 100
_CHARACTERS_BEFORE, _WORDS_BEFORE, _WORDS_TO_ROLE, _WORDS_AFTER = 70, 8, 6, 9


def _left_words(text: str, before: tuple[str, ...], start: int, end: int) -> list[str]:
    """The last words before a name, which may hold its role: "the group's director |", "its director, | Anna Berg,"."""
    *_, before_comma, left = ("", *_EDGE.split(text[max(0, start - _CHARACTERS_BEFORE) : start])[-2:])
    closed = not _CLOSING.isdisjoint(text[end - 1 : end + 1])  # the stop of a sentence may be read with its last name
    apposed = closed and left.isspace() and text[start - 2 : start] == ", "
    if apposed and all(word.lower().rstrip(".") in MISTERS for word in before):
        left = _SERVES.split(before_comma)[0]  # a spokesman | for the mayor, Paul Dean,
    return left.lower().split()[-_WORDS_BEFORE:]


def _tail_of_role(left: list[str]) -> list[str]:
    """The words at the end of `left` that belong to the role before a name: (said) | the group's director."""
    tail = []
    for k in range(len(left) - 1, -1, -1):
        word = left[k]
        if word == "the" and k and left[k - 1] == "of":
            continue  # chairman of | the | council
        verb = is_cue(word) and word not in DEPARTMENTS  # the | fire | chief
        if word in _LEFT_EDGE or verb or word == "the" and tail[-1:] != ["republic"]:
            break
        tail.append(word)
    return [role_word(word) for word in reversed(tail)]


def _role_before(text: str, before: tuple[str, ...], start: int, end: int) -> tuple[str, ...]:
    """The role words before a name: "the group's director Anna Berg", "its director, Anna Berg,", "Sen. Berg"."""
    words = [w.lower().rstrip(".") for w in before]
    words += [titles()[w.lower()].role for w in before if w.lower() in titles()]
    left = _left_words(text, before, start, end)
    owns = left and left[-1] == "of" and not before  # the wife of | Anna Berg
    leads = left and not owns and (before or not roles().keys().isdisjoint(map(role_word, left[-_WORDS_TO_ROLE:])))
    return tuple(_tail_of_role(left) + words if leads else words)


def _role_after(words: list[str]) -> tuple[str, ...] | None:
    """The role words in what follows a name and a comma: "a lawyer", "director of the zoo"; None where there is
    no role."""
    written, words = words, [role_word(w) for w in words[:_WORDS_AFTER]]
    hit = next((k for k, w in enumerate(words) if w in roles()), None)
    if hit is None or any(map(_is_of_clause, words[:hit])) or _is_first_name(written[hit + 1 :]):
        return None
    end = next((k for k in range(hit + 1, len(words)) if words[k] in ("for", "to")), len(words))
    return tuple(words[:end] + [w for w in words[end:] if w not in roles()])  # Dean, an adviser to | the president


def _is_of_clause(word: str) -> bool:
    """Does this word before a role show that the role belongs to somebody else: Anna Berg, | met | the mayor?"""
    return word in _NO_ROLE or is_cue(word) or word in IRREGULAR or word in AUXILIARIES


def _is_first_name(after: list[str]) -> bool:
    """Does somebody else's name follow the role: Anna Berg, mayor | Paul Dean said?"""
    return bool(after) and after[0][0].isupper() and fold(after[0])[0] in first_names()


def _roles_around(text: str, before: tuple[str, ...], start: int, end: int):
    """The roles before a name and after it, as sets of words."""
    words = _role_before(text, before, start, end)
    if not roles().keys().isdisjoint(words):
        place = _OF_PLACE.match(text, end)  # Sen. Berg of | New Mexico
        yield same_roles((*words, *place.group(1).lower().split()) if place else words)
    if after := _APPOSITION.match(text, end, end + _CHARACTERS_AFTER):
        if found := _role_after(after.group(1).split()):
            yield same_roles(found)
    elif _PARTY.match(text, end):
        yield frozenset(("lawmaker",))


def _has_role(run: Run) -> bool:
    """Is a surname preceded by a role, rather than only by Mr or Ms: President Berg?"""
    return (
        bool(run.before)
        and run.key[0] not in CALENDAR
        and not all(word.lower() in titles() and titles()[word.lower()].role == "" for word in run.before)
    )


def _titles_gender(run: Run) -> str:
    return next((titles()[word.lower()].gender for word in run.before if word.lower() in titles()), "")


def _find_genders(text: str, by_surname: dict[str, list[Person]]) -> dict[str, str]:
    """{surname: gender}, from Mr and Ms; the gender is also recorded for the people with these names."""
    genders = {}
    for m in _MISTER.finditer(text):
        words = [fold(bare(w))[0] for w in m.group(2).split()]
        title = titles().get(m.group(1).lower() + ".") or titles().get(m.group(1).lower())
        gender = title.gender if title else ""
        genders.setdefault(words[-1], gender)
        bearers = by_surname.get(words[-1], ())
        for person in bearers:
            if len(words) == len(bearers) == 1 or len(words) > 1 and person.key[0] == words[0]:
                person.note_gender(gender)
    return genders


def _is_surname_only(key: tuple[str, ...], keys: set[tuple[str, ...]]) -> bool:
    """Is a name of several words a surname: Al Hashim of Ahmed Al Hashim, or (Will, Former) Berg of Anna Berg?"""
    if len(key) == 1:
        return True
    if key[0] in PARTICLES:
        return key[0] not in first_names() or any(len(other) > len(key) and other[-len(key) :] == key for other in keys)
    return (key[0] in AUXILIARIES or key[0] in RANKS) and any(
        other[-1] == key[-1] and other[0] != key[0] for other in keys
    )


class _Register:
    """The people of a text, collected while its names are being read."""

    def __init__(self, text: str, spellings: dict[str, str]):
        self.text, self.spellings = text, spellings
        self.found: dict[tuple[str, ...], Person] = {}
        self.by_surname: dict[str, list[Person]] = {}
        self.titled: dict[str, list[int]] = {}  # {surname: offsets where it occurs with a role, as in President Berg}
        self.kin: dict[tuple[str, ...], bool] = {}  # {folded name: is this only a member of somebody's family?}

    def _add(self, run: Run, gender: str) -> Person:
        name = self.spellings.get(" ".join(run.key)) or " ".join(run.name)
        person = self.found[run.key] = Person(self.text, name, run.key, gender)
        self.by_surname.setdefault(run.key[-1], []).append(person)
        return person

    def add_full(self, run: Run) -> None:
        """Add a full name, such as Anna Berg."""
        person = self.found.get(run.key) or self._add(run, first_names().get(run.key[0], ""))
        person.offsets.append(run.start)
        person.note(run.before, run.start, run.end)

    def add_titled(self, runs: list[Run]) -> None:
        """Add every surname with a title, such as Mr. Berg or President Berg; call this after all full names have been
        added."""
        for run in filter(_has_role, runs):
            self.titled.setdefault(run.key[-1], []).append(run.start)
        for run in runs:
            person = self._bearer_of(run)
            if person:
                person.note(run.before, run.start, run.end)
                if person.key == run.key:
                    person.offsets.append(run.start)

    def _bearer_of(self, run: Run) -> Person | None:
        """The person whom a surname with a title means: one whose full name is known, or one who is named only in this
        way, as President Berg is beside first lady Anna Berg. None where it cannot be told."""
        full = [person for person in self.by_surname.get(run.key[-1], ()) if person.key != run.key]
        others = [person for person in full if not (self._is_kin(person) or self._comes_late(person, run))]
        if not others:
            return self._known_by_surname(run, full)
        return max(others, key=lambda person: len(person.offsets)) if _has_role(run) else None

    def _known_by_surname(self, run: Run, full: list[Person]) -> Person | None:
        """The person named only by surname, although the people in `full` bear that surname too; None for "Mrs. Berg",
        who is one of them."""
        gender = _titles_gender(run)
        if any(person.has_gender(gender) for person in full):
            return None
        own = self.found.get(run.key)
        return own or (self._add(run, "") if _has_role(run) or gender and full else None)

    def _comes_late(self, person: Person, run: Run) -> bool:
        """Is the person first named, and without any role, only after the surname has several times occurred with a
        role: President Berg ... Anna Berg?"""
        earlier = [start for start in self.titled.get(run.key[-1], ()) if start < person.offsets[0]]
        return len(earlier) >= _TITLED_BEFORE and not person.has_role()

    def _is_kin(self, person: Person) -> bool:
        if person.key not in self.kin:
            self.kin[person.key] = person.is_kin()
        return self.kin[person.key]


def _without_joined(runs: list[Run]) -> list[Run]:
    """The runs without those that join two people by a hyphen: the Anna Berg-Dean talks."""
    surnames = {run.key[-1] for run in runs}
    return [run for run in runs if "-" not in run.key[-1] or not surnames.issuperset(run.key[-1].split("-"))]


def find_people(text: str, spellings: dict[str, str], body: int = 0) -> tuple[list[Person], dict[str, str]]:
    """(people, genders): everybody whom the text names, in order of first mention, and {surname: gender} by Mr and Ms.

    A person is anybody with two names, or with a role and a name; `body` is the offset where the headline ends.
    """
    runs = _without_joined(list(read_runs(text, body)))
    keys = {run.key for run in runs}
    alone = {key for key in keys if _is_surname_only(key, keys)}
    register = _Register(text, spellings)
    for run in runs:
        if run.key not in alone:
            register.add_full(run)
    register.add_titled([run for run in runs if run.key in alone and run.before])
    return list(register.found.values()), _find_genders(text, register.by_surname)
