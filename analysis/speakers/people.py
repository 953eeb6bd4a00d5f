"""Whom an article names: every person with the name in full, the titles and the roles that go with it.

The words are those of analysis.speakers.vocabulary, and data/people.csv.
"""
import functools
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.lexicon import read_classes, read_project_table, read_table
from analysis.lexicon.calendar import read_calendar
from analysis.lexicon.countries import demonyms, states
from analysis.lexicon.cues import is_cue
from analysis.speakers.vocabulary import (
    FURNITURE,
    INSTITUTIONS,
    MISTERS,
    SUFFIXES,
    are_people,
    first_names,
    nicknames,
    ranked_titles,
    roles,
    same_roles,
    titles,
)
from analysis.text import fold
from analysis.text.sentence import (
    AUXILIARIES,
    CONNECTORS,
    DETERMINERS,
    IRREGULAR,
    PARTICLES,
    PARTS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    is_owner,
)

# What may come before a name at the start of a sentence, with a capital.
_OPENERS = (DETERMINERS | PREPOSITIONS | SUBORDINATORS | CONNECTORS | AUXILIARIES | SUBJECT_PRONOUNS | RELATIVES
            | read_classes("function_words")["openers_before_names"])
_FIRST_NAMES_TOO = frozenset(("will",))          # Will Dean; but: Will | Dean win?
_CALENDAR = frozenset(form.lower() for kind in ("weekday", "month") for form in read_calendar(kind, "full"))
# Anna Church is a person, Grace Church Choir is not.
_SURNAMES_TOO = frozenset(row["word"] for row in read_table("institutions") if row["surname_too"])
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d")        # soft hyphens and the like within a name


# --- spellings -----------------------------------------------------------------------------

def read_spellings(people=None) -> dict[str, str]:
    """{folded name or alias: canonical name}, from a table like data/people.csv (the default).

    A surname alone counts where only one of the people bears it.
    """
    rows = read_project_table("people") if people is None else people.astype("object").where(people.notna(), "").to_dict("records")
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


# --- names ---------------------------------------------------------------------------------

@functools.lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """The word without possessive, outer marks and invisible characters."""
    if word.isalnum():
        return word
    word = word.translate(_INVISIBLE)
    word = word.rstrip("'’.,") if not (len(word) == 2 and word[1] == ".") else word
    return word[:-2] if word.endswith(("'s", "’s")) else word


def fold_name(words) -> tuple[str, ...]:
    """The words of a name as they are compared: without case and accents."""
    return tuple(fold(word)[0] for word in words)


@functools.lru_cache(maxsize=8192)
def role_word(word: str) -> str:
    """The word in lower case as it counts in a role: the owner's keeps its mark, as the president's spokesman is no president."""
    low = bare(word).lower()
    if low.startswith(("then-", "ex-")) and low not in roles():
        low = low.split("-", 1)[1]                              # then-minister
    return word.lower() if low in roles() and is_owner(word) else low


def _is_title(words: tuple[str, ...], k: int) -> bool:
    """Does word k of a run of capitals say what somebody is, and is no name itself: Sen., Mayor, Atty.?"""
    low, last = words[k].lower(), k == len(words) - 1
    if k and (len(low.rstrip(".")) == 1 or _makes_surname(words[k - 1], low, last)):
        return False                                            # Anna M. Berg
    return low in titles() or low.rstrip(".") in roles() or low + "." in titles() and len(low) > 1 and not last


def _makes_surname(before: str, low: str, last: bool) -> bool:
    """Is a title a surname after this word: Mr. King, Paul Dean, Sen. Dean?"""
    before = before.lower()
    if before.rstrip(".") in MISTERS:
        return True
    title = before.endswith(".") and before in titles() and low not in ranked_titles()
    return last and (title or fold(before)[0] in first_names())


def _is_acronym(word: str) -> bool:
    """CS, DCI: an office in a few capitals, where two words of a name follow."""
    return word.isupper() and word.isalpha() and 1 < len(word) <= 4


def _is_first_name(word: str) -> bool:
    """Is a word a known first name, and no line of capitals?"""
    word = bare(word)
    return fold(word)[0] in first_names() and not (word.isupper() and len(word) > 2)


def _is_of_office(word: str) -> bool:
    """Is a word before two of a name a country, a people, an office in a few capitals: Finland | Sauli Aho, CS | Peter Mutua?"""
    low = bare(word).lower()
    return low in states() or low in demonyms() or _is_acronym(word)


def _office_end(words: tuple[str, ...], cut: int, after_of: bool) -> int:
    """Where the name begins after words of a place or an office: Texas | Anna Berg, (Minister of) Transport | Rauf Aliyarov."""
    known = next((k for k in range(cut, len(words) - 1) if _is_first_name(words[k])), None)
    if known is not None:
        initials = known > cut and all(len(bare(w).rstrip(".")) == 1 for w in words[cut:known])         # J. | Paul Dean
        return cut if initials else known
    office = len(words) - cut > 2 and (after_of or _is_of_office(words[cut]))
    return len(words) - 2 if office else cut


@functools.lru_cache(maxsize=4096)
def split_name(words: tuple[str, ...], after_of: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A run of capitals as (titles and roles, name).

    after_of: the run follows the "of" of a role, so that it may begin with what the role is of.

    >>> split_name(("House", "Speaker", "Anna", "Berg"))
    (('House', 'Speaker'), ('Anna', 'Berg'))
    >>> split_name(("Finland", "Sauli", "Aho"), after_of=True)
    (('Finland',), ('Sauli', 'Aho'))
    """
    owner = next((k for k in range(len(words) - 1, 0, -1) if is_owner(words[k - 1])), 0)
    words = words[owner:]                                       # the group's | Anna Berg
    while words and words[-1].lower() in SUFFIXES:
        words = words[:-1]
    cut = max((k + 1 for k in range(len(words)) if _is_title(words, k)), default=0)
    cut = _office_end(words, cut, after_of)
    return words[:cut], tuple(bare(w) for w in words[cut:])


def is_institution(key: tuple[str, ...]) -> bool:
    """Is a folded name that of a body: northern railway; but not anna church?"""
    if INSTITUTIONS.isdisjoint(key):
        return False
    surname = len(key) == 2 and key[1] in _SURNAMES_TOO and key[0] in first_names() and key[0] not in INSTITUTIONS
    return not surname


def is_same_given(left: str, right: str) -> bool:
    """Are two folded first names one: equal, an initial, a short form?"""
    short, long = sorted((left.rstrip("."), right.rstrip(".")), key=len)
    return short == long or len(short) == 1 and long[:1] == short or (
        long in nicknames().get(short, ()) or short in nicknames().get(long, ()))


def are_one(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """May two folded full names be one person's: donald j. trump and donald trump; not george w. bush and george h.w. bush?"""
    if left[-1] != right[-1] or min(len(left), len(right)) < 2 or not is_same_given(left[0], right[0]):
        return False
    return all(one[:1] == other[:1] for one, other in zip(left[1:-1], right[1:-1], strict=False))


# --- runs of capitals ----------------------------------------------------------------------

class Run(NamedTuple):
    """A run of capitals that holds a person's name: titles and roles before it, the name, its folded words, its offsets."""
    before: tuple[str, ...]
    name: tuple[str, ...]
    key: tuple[str, ...]
    start: int = 0
    end: int = 0


_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ɏΑ-ΩЀ-Я]"          # of Latin, Greek and Cyrillic script
_RUN = re.compile(
    rf"{_CAPITAL}[\w'’.\-{PARTS}]{{0,60}}+(?:[ \u00a0](?:(?:{'|'.join(sorted(PARTICLES))})[ \u00a0]){{0,3}}+"
    rf"{_CAPITAL}[\w'’.\-{PARTS}]*+)++")
_MISTER = re.compile(rf"(M(?:rs?|s|iss|me|adam))\.? ((?:{_CAPITAL}[\w'’\-]*\.? ?){{1,3}})")
_ROLE_OF = re.compile(r"([\w'’-]{1,30}) of (?:the )?$")
_LONGEST_ROLE = 40                       # characters before a name in which the role is that it is "of"
_LONGEST = 12                            # words of a name with its titles
_MOST_WORDS = 4                          # words of a name alone, particles aside


def _ends_sentence(word: str) -> bool:
    """Is the stop of a word in a run of capitals that of a sentence: "in World War II. | Last week"? """
    return word.endswith(".") and len(word) > 2 and "." not in word[:-1] and word.lower() not in titles() and (
        word.lower() not in SUFFIXES)


def is_opener(words: Sequence[str], k: int) -> bool:
    """May word k open a sentence before a name: But | Anna Berg? Will | Mr. Dean, yet Will Dean."""
    low = words[k].lower()
    if low in _FIRST_NAMES_TOO:
        return len(words) > k + 1 and (words[k + 1].lower() in titles() or len(words) > k + 2)
    return low in _OPENERS and not (low in PARTICLES and low not in DETERMINERS)


def _trim_run(words: list[str]) -> list[str]:
    """Without what opens the sentence, or is a day after the name."""
    begin = 0
    while begin < len(words) and is_opener(words, begin):
        begin += 1
    words = words[begin:]
    while len(words) > 1 and bare(words[-1]).lower() in _CALENDAR:
        words.pop()
    return words


def _could_be_name(name: tuple[str, ...], key: tuple[str, ...]) -> bool:
    """Could these words be a person's name: no body's, no line of capitals, no credit of a picture?"""
    known = bool(key) and key[0] in first_names()
    given = sum(word not in PARTICLES for word in key)
    if not 1 <= given <= _MOST_WORDS or not all(key) or is_institution(key):
        return False
    place = key[0] in states() or key[0] in demonyms()
    if not known and (place and len(key) < 3 or len(key) == 1 and are_people(key[0])):
        return False                                            # Helsinki Lounge, Finnish Billboards, Senior Democrats
    if not FURNITURE.isdisjoint(key) and not (known and len(key) == 2):
        return False                                            # Evan Berg AP Photo; but Glenn Close
    return known or not any(w.isupper() and len(w) > 3 for w in name)


def _split_run(text: str, start: int, end: int):
    """The parts of a run of capitals that belong to one sentence each: Paul Berg. | Mr. Dean"""
    at = start
    for word in text[start:end].split(" ") if "." in text[start:end - 1] else ():
        at += len(word) + 1
        if at < end and _ends_sentence(word):
            yield start, at - 1
            start = at
    yield start, end


@functools.lru_cache(maxsize=4096)
def _read_run(run: str, after_of: bool) -> Run | None:
    words = _trim_run(run.split()[-_LONGEST:])
    if len(words) < 2:
        return None
    before, name = split_name(tuple(words), after_of)
    key = fold_name(name)
    return Run(before, name, key) if _could_be_name(name, key) else None


def _read_runs(text: str, body: int):
    """Everything that looks like a name, as Run.

    In a headline, which may be all capitals, that is a first name and a surname which the body has, too:
    Mayor | Anna Berg | Says | Paul Dean | Is Wrong
    """
    for m in _RUN.finditer(text):
        if m.start() >= body:
            for start, end in _split_run(text, *m.span()):
                role = _ROLE_OF.search(text, max(0, start - _LONGEST_ROLE), start)
                run = _read_run(text[start:end], bool(role) and role_word(role.group(1)) in roles())
                if run:
                    yield run._replace(start=start, end=end)
            continue
        words = [bare(w) for w in m.group().split()]
        for name in itertools.pairwise(words):
            key = fold_name(name)
            if key[0] in first_names() and name[1] and text.find(name[1], body) >= 0:
                yield Run((), name, key, *m.span())


# --- people --------------------------------------------------------------------------------

class Person:
    """Somebody whom the article names in full, or by role and surname.

    `name` as the article writes it in full or people.csv spells it, `key` its folded words,
    `offsets` of the full name; `roles` sets of words such as {"turkish", "foreign",
    "minister"}, and `gender` ("m", "f" or ""), both as far as the article tells.
    """

    def __init__(self, text: str, name: str, key: tuple[str, ...], gender: str):
        self.name, self.key, self.offsets, self._text, self._gender, self._places = name, key, [], text, gender, []

    def note(self, before: tuple[str, ...], start: int, end: int):
        """The article names the person at these offsets, with these titles and roles."""
        self._places.append((before, start, end))
        for word in before:
            low = word.lower()
            self._gender = self._gender or (titles()[low].gender if low in titles() else "") or (
                roles()[low].gender if low in roles() else "")

    def note_gender(self, gender: str):
        """What "Mr" and "Ms" tell, where nothing else does."""
        self._gender = self._gender or gender

    @functools.cached_property
    def roles(self) -> list[frozenset[str]]:
        found = {words: None for place in self._places for words in _roles_around(self._text, *place)}
        return list(found)

    @property
    def gender(self) -> str:
        if not self._gender:
            genders = [roles()[word].gender for words in self.roles for word in sorted(words) if word in roles()]
            self._gender = next(filter(None, genders), "")
        return self._gender


_EDGE = re.compile(r"[.,;:()\"“”\n]")
_APPOSITION = re.compile(r",\s+(?:(?:a|an|the|his|her|their|who is|who was|now)\s+)?([^,.;:\"“”\n]{3,80})")
_OF_PLACE = re.compile(rf" of ({_CAPITAL}\w+(?: {_CAPITAL}\w+)?)")
_NO_ROLE = ("and", "for", "whose", "that", "who")
_SERVES = re.compile(r"\b(?:for|to)\b")
_PARTY = re.compile(r"\s*\((?:D|R|I)-")
_LEFT_EDGE = (DETERMINERS - {"the"} | PREPOSITIONS - {"of"} | SUBORDINATORS | RELATIVES | AUXILIARIES | SUBJECT_PRONOUNS
              | IRREGULAR | frozenset(("and", "but")))
# So far from a name is its role looked for: characters and words before it, words after it.
_CHARACTERS_BEFORE, _WORDS_BEFORE, _WORDS_TO_ROLE, _WORDS_AFTER = 70, 8, 6, 9


def _left_words(text: str, before: tuple[str, ...], start: int, end: int) -> list[str]:
    """The words of the phrase that leads to a name: "the group's director |", "its director, | Anna Berg,"."""
    *_, before_comma, left = ("", *_EDGE.split(text[max(0, start - _CHARACTERS_BEFORE):start])[-2:])
    only_misters = all(word.lower().rstrip(".") in MISTERS for word in before)
    if only_misters and left.isspace() and text[start - 2:start] == ", " and text[end:end + 1] == ",":
        left = _SERVES.split(before_comma)[0]                   # a spokesman | for the mayor, Paul Dean,
    return left.lower().split()[-_WORDS_BEFORE:]


def _tail_of_role(left: list[str]) -> list[str]:
    """The last words before a name that are of its role: (said) | the group's director."""
    tail = []
    for word in reversed(left):
        if word in _LEFT_EDGE or is_cue(word) or word == "the" and tail[-1:] != ["republic"]:
            break
        tail.append(word)
    return [role_word(word) for word in reversed(tail)]


def _role_before(text: str, before: tuple[str, ...], start: int, end: int) -> tuple[str, ...]:
    """The role words before a name: "the group's director Anna Berg", "its director, Anna Berg,", "Sen. Berg"."""
    words = [w.lower().rstrip(".") for w in before]
    words += [titles()[w.lower()].role for w in before if w.lower() in titles()]
    left = _left_words(text, before, start, end)
    leads = left and (before or left[-1] == "of" or any(role_word(w) in roles() for w in left[-_WORDS_TO_ROLE:]))
    return tuple(_tail_of_role(left) + words if leads else words)


def _role_after(words: list[str]) -> tuple[str, ...] | None:
    """The role words in what follows a name and a comma: "a lawyer", "director of the zoo"; None where there is no role."""
    words = [role_word(w) for w in words[:_WORDS_AFTER]]
    hit = next((k for k, w in enumerate(words) if w in roles()), None)
    if hit is None or any(w in _NO_ROLE or is_cue(w) for w in words[:hit]):
        return None
    end = next((k for k in range(hit + 1, len(words)) if words[k] in ("for", "to")), len(words))
    return tuple(words[:end] + [w for w in words[end:] if w not in roles()])        # Dean, an adviser to | the president


def _roles_around(text: str, before: tuple[str, ...], start: int, end: int):
    """The roles before a name and after it, as sets of words."""
    words = _role_before(text, before, start, end)
    if any(w in roles() for w in words):
        place = _OF_PLACE.match(text, end)                      # Sen. Berg of | New Mexico
        yield same_roles((*words, *place.group(1).lower().split()) if place else words)
    if after := _APPOSITION.match(text, end, end + 100):
        if found := _role_after(after.group(1).split()):
            yield same_roles(found)
    elif _PARTY.match(text, end):
        yield frozenset(("lawmaker",))


def _has_role(run: Run) -> bool:
    """Is a surname preceded by more than Mr or Ms: President Berg?"""
    return bool(run.before) and run.key[0] not in _CALENDAR and not all(
        word.lower() in titles() and titles()[word.lower()].role == "" for word in run.before)


def _find_genders(text: str, by_surname: dict[str, list[Person]]) -> dict[str, str]:
    """{surname: gender} by Mr and Ms; the people of these names learn it, too."""
    genders = {}
    for m in _MISTER.finditer(text):
        words = [fold(bare(w))[0] for w in m.group(2).split()]
        title = titles().get(m.group(1).lower() + ".") or titles().get(m.group(1).lower())
        gender = title.gender if title else ""
        genders.setdefault(words[-1], gender)
        for person in by_surname.get(words[-1], ()):
            if len(words) == 1 or person.key[0] == words[0]:
                person.note_gender(gender)
    return genders


def _is_surname_only(key: tuple[str, ...], keys: set[tuple[str, ...]]) -> bool:
    """Is a name of several words a surname: Al Hashim of Ahmed Al Hashim, or (Will) Berg of Anna Berg?"""
    if len(key) == 1:
        return True
    if key[0] in PARTICLES:
        return key[0] not in first_names() or any(len(other) > len(key) and other[-len(key):] == key for other in keys)
    return key[0] in AUXILIARIES and any(other[-1] == key[-1] and other[0] != key[0] and len(other) > 1 for other in keys)


def find_people(text: str, spellings: dict[str, str], body: int = 0) -> tuple[list[Person], dict[str, str]]:
    """(people, genders): everybody whom the text names, in order of first mention, and {surname: gender} by Mr and Ms.

    Whoever has two names, or a role and one, is somebody; `body` is where the headline ends.
    """
    runs = list(_read_runs(text, body))
    keys = {run.key for run in runs}
    alone = {key for key in keys if _is_surname_only(key, keys)}
    found, by_surname = {}, {}

    def add(run):
        name = spellings.get(" ".join(run.key)) or " ".join(run.name)
        person = Person(text, name, run.key, first_names().get(run.key[0], "") if run.key not in alone else "")
        found[run.key] = person
        by_surname.setdefault(run.key[-1], []).append(person)

    for run in runs:
        if run.key not in alone:
            if run.key not in found:
                add(run)
            found[run.key].offsets.append(run.start)
            found[run.key].note(run.before, run.start, run.end)
    for run in runs:
        if run.key in alone and _has_role(run):                 # President Berg
            if run.key[-1] not in by_surname:
                add(run)
            best = max(by_surname[run.key[-1]], key=lambda person: len(person.offsets))
            best.note(run.before, run.start, run.end)
            if best.key == run.key:
                best.offsets.append(run.start)
    return list(found.values()), _find_genders(text, by_surname)
