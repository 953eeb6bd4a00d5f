"""Whom an article names: every person with the name in full, the titles and the roles that go with it.

The word lists are first_names.csv, titles.csv and roles.csv of the lexicon, and data/people.csv.
"""
import functools
import re

from analysis.lexicon import read_classes, read_project_table, read_table, read_words
from analysis.lexicon.calendar import read_calendar
from analysis.lexicon.cues import is_cue
from analysis.text import fold
from analysis.text.sentence import (
    AUXILIARIES,
    CONNECTORS,
    DETERMINERS,
    PARTICLES,
    PARTS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    is_owner,
)

# --- vocabulary ----------------------------------------------------------------------------

# A name with one of these words is no person's.
INSTITUTIONS = read_words("institutions", "word")
# Titles before a surname that tell nothing but gender, and what may stand before a name at the start of a sentence.
_OPENERS = (DETERMINERS | PREPOSITIONS | SUBORDINATORS | CONNECTORS | AUXILIARIES - {"will"} | SUBJECT_PRONOUNS | RELATIVES
            | read_classes("function_words")["openers_before_names"])
_MISTERS = read_classes("things")["misters"]
_SUFFIXES = read_classes("things")["name_suffixes"]
_CALENDAR = frozenset(form.lower() for kind in ("weekday", "month") for form in read_calendar(kind, "full"))


@functools.cache
def first_names():
    """first_names.csv: {folded first name: "m", "f" or ""}."""
    return {fold(row["name"])[0]: row["gender"] for row in read_table("first_names")}


@functools.cache
def titles():
    """titles.csv: {title in lower case: (gender, role)}."""
    return {row["title"].lower(): (row["gender"] or "", row["role"] or "") for row in read_table("titles")}


@functools.cache
def _ranks():
    """The roles that titles say: governor, general."""
    return {role for _, role in titles().values()}


@functools.cache
def roles():
    """roles.csv: {role noun in lower case: (gender, the role it is the same as)}."""
    return {
        row["role"].lower(): (row["gender"] or "", row["same_as"] or row["role"].lower())
        for row in read_table("roles")
    }


@functools.cache
def generic_roles():
    """Words that say of no role whose it is: senator, Sen."""
    return frozenset(roles()) | frozenset(title.rstrip(".") for title in titles())


@functools.cache
def role_phrases():
    """The roles of more than one word, or that stand for more: [("head of state", ["president"]), ...]."""
    return [(role, same.split()) for role, (_, same) in roles().items() if " " in role or " " in same]


@functools.lru_cache(maxsize=4096)
def same_roles(words):
    """Role words with those that mean the same added, as a set: FM is foreign minister too."""
    words = [w for k, w in enumerate(words) if w and not (w == "president" and k and words[k - 1] == "vice")]
    words = ["vice-president" if w == "vice" else w for w in words]
    more = [part for w in words if w in roles() for part in roles()[w][1].split()]
    joined = f" {' '.join(words)} "
    for role, same in role_phrases():
        if f" {role} " in joined:
            more += same
    return frozenset(words + more)


def read_spellings(people=None):
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

def bare(word):
    """The word without possessive and outer marks."""
    if word.isalnum():
        return word
    word = word.rstrip("'’.,") if not (len(word) == 2 and word[1] == ".") else word
    return word[:-2] if word.endswith(("'s", "’s")) else word


def role_word(word):
    """The word in lower case as it counts in a role: the owner's keeps its mark, as the president's spokesman is no president."""
    low = bare(word).lower()
    return word.lower() if low in roles() and is_owner(word) else low


@functools.lru_cache(maxsize=4096)
def split_name(words):
    """A run of capitals as (titles and roles, name): House Speaker | Anna Berg."""
    for k in range(len(words) - 1, 0, -1):                      # the group's | Anna Berg
        if is_owner(words[k - 1]):
            words = words[k:]
            break
    while words and words[-1].lower() in _SUFFIXES:
        words = words[:-1]
    cut = 0
    for k, word in enumerate(words):
        low = word.lower()
        if k and (words[k - 1].lower().rstrip(".") in _MISTERS
                  or k == len(words) - 1 and (fold(words[k - 1])[0] in first_names() or words[k - 1].endswith(".") and (
                      words[k - 1].lower() in titles() and low not in _ranks()))):
            continue                                            # Mr. King, Paul Dean, Sen. Dean
        if low in titles() or low.rstrip(".") in roles() or low + "." in titles() and len(low) > 1 and k < len(words) - 1:
            cut = k + 1
    for k in range(cut, len(words) - 1):                        # Texas | Anna Berg
        if fold(bare(words[k]))[0] in first_names() and not (bare(words[k]).isupper() and len(words[k]) > 2):
            cut = k if len(words[cut]) > 2 else cut
            break
    return words[:cut], tuple(bare(w) for w in words[cut:])


_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ɏΑ-ΩЀ-Я]"          # of Latin, Greek and Cyrillic script
_RUN = re.compile(
    rf"{_CAPITAL}[\w'’.\-{PARTS}]{{0,60}}+(?:[ \u00a0](?:(?:{'|'.join(sorted(PARTICLES))})[ \u00a0])?"
    rf"{_CAPITAL}[\w'’.\-{PARTS}]*+)++")
_MISTER = re.compile(rf"(M(?:rs?|s|iss|me|adam))\.? ((?:{_CAPITAL}[\w'’\-]*\.? ?){{1,3}})")


_LONGEST = 12                            # words of a name with its titles


@functools.lru_cache(maxsize=4096)
def _read_run(run):
    """(titles and roles, name, folded name) of a run of capitals; None where it holds no person's name."""
    words = run.split()[-_LONGEST:]
    first = max((k + 1 for k, w in enumerate(words[:-1]) if _ends_sentence(w)), default=0) if "." in run else 0
    while first < len(words) and words[first].lower() in _OPENERS:
        first += 1
    words = words[first:]
    while len(words) > 1 and bare(words[-1]).lower() in _CALENDAR:
        words.pop()
    if len(words) < 2:
        return None
    before, name = split_name(tuple(words))
    key = tuple(fold(w)[0] for w in name)
    if not 1 <= len(name) <= 4 or not INSTITUTIONS.isdisjoint(key) or not all(key):
        return None
    if any(w.isupper() and len(w) > 3 for w in name) and key[0] not in first_names():
        return None
    return before, name, key


def _ends_sentence(word):
    """Is the stop of a word in a run of capitals that of a sentence: "in World War II. | Last week"? """
    return word.endswith(".") and len(word) > 2 and "." not in word[:-1] and word.lower() not in titles() and (
        word.lower() not in _SUFFIXES)


# --- people --------------------------------------------------------------------------------

class Person:
    """Somebody whom the article names in full, or by role and surname.

    `name` as the article writes it in full or people.csv spells it, `key` its folded words,
    `offsets` where the full name stands; `roles` sets of words such as {"turkish", "foreign",
    "minister"}, and `gender` ("m", "f" or ""), both as far as the article tells.
    """

    def __init__(self, text, name, key, gender):
        self.name, self.key, self.offsets, self._text, self._gender, self._places = name, key, [], text, gender, []

    def note(self, before, start, end):
        self._places.append((before, start, end))
        for word in before:
            self._gender = self._gender or titles().get(word.lower(), ("",))[0] or roles().get(word.lower(), ("",))[0]

    @functools.cached_property
    def roles(self):
        found = {words: None for place in self._places for words in _roles_around(self._text, *place)}
        return list(found)

    @property
    def gender(self):
        if not self._gender:
            genders = [roles()[word][0] for words in self.roles for word in sorted(words) if word in roles()]
            self._gender = next(filter(None, genders), "")
        return self._gender


_EDGE = re.compile(r"[.,;:()\"“”\n]")
_APPOSITION = re.compile(r",\s+(?:(?:a|an|the|his|her|their|who is|who was|now)\s+)?([^,.;:\"“”\n]{3,80})")
_OF_PLACE = re.compile(rf" of ({_CAPITAL}\w+(?: {_CAPITAL}\w+)?)")
_NO_ROLE = ("and", "for", "whose", "that", "who")
_SERVES = re.compile(r"\b(?:for|to)\b")
_PARTY = re.compile(r"\s*\((?:D|R|I)-")
_LEFT_EDGE = (DETERMINERS - {"the"} | PREPOSITIONS - {"of"} | SUBORDINATORS | RELATIVES | AUXILIARIES | SUBJECT_PRONOUNS
              | frozenset(("said", "told", "and", "but")))


def _roles_around(text, before, start, end):
    """The roles before a name ("the group's director Anna Berg", "its director, Anna Berg,") and after it ("Anna Berg, a lawyer")."""
    words = [w.lower().rstrip(".") for w in before]
    words += [titles()[w.lower()][1] for w in before if w.lower() in titles()]
    *_, before_comma, left = ("", *_EDGE.split(text[max(0, start - 70):start])[-2:])
    if not before and left.isspace() and text[start - 2:start] == ", " and text[end:end + 1] == ",":
        left = _SERVES.split(before_comma)[0]                   # a spokesman | for the mayor, Paul Dean,
    left = left.lower().split()[-8:]
    if left and (before or left[-1] == "of" or any(w in roles() for w in left[-6:])):
        tail = []
        for word in reversed(left):
            if word in _LEFT_EDGE or word == "the" and not (tail and tail[-1] == "republic"):
                break
            tail.append(word)
        words = [role_word(w) for w in reversed(tail)] + words
    if any(w in roles() for w in words):
        place = _OF_PLACE.match(text, end)                      # Sen. Berg of | New Mexico
        yield same_roles(tuple(words + place.group(1).lower().split() if place else words))
    after = _APPOSITION.match(text, end, end + 100)
    if after:
        words = [role_word(w) for w in after.group(1).split()[:9]]
        hit = next((k for k, w in enumerate(words) if w in roles()), None)
        if hit is not None and not any(w in _NO_ROLE or is_cue(w) for w in words[:hit]):
            end = next((k for k, w in enumerate(words) if k > hit and w in ("for", "to")), len(words))
            words[end:] = [w for w in words[end:] if w not in roles()]      # Dean, an adviser to | the president
            yield same_roles(tuple(words))
    elif _PARTY.match(text, end):
        yield frozenset(("lawmaker",))


def _read_runs(text, body):
    """(titles and roles, name, folded name, start, end) of everything that looks like a name.

    In a headline, which may be all capitals, that is a first name and a surname which the body has, too:
    Mayor | Anna Berg | Says | Paul Dean | Is Wrong
    """
    for m in _RUN.finditer(text):
        if m.start() >= body:
            run = _read_run(m.group())
            if run:
                yield (*run, *m.span())
            continue
        words = [bare(w) for w in m.group().split()]
        for name in zip(words, words[1:]):
            key = tuple(fold(w)[0] for w in name)
            if key[0] in first_names() and name[1] and text.find(name[1], body) >= 0:
                yield (), name, key, *m.span()


def find_people(text, spellings, body=0):
    """(people, genders): everybody whom the text names, in order of first mention, and {surname: gender} by Mr and Ms.

    Whoever has two names, or a role and one, is somebody; `body` is where the headline ends.
    """
    found, by_surname, surnames_only = {}, {}, []
    for before, name, key, start, end in _read_runs(text, body):
        if len(key) == 1:
            surnames_only.append((before, name[0], key, start, end))
            continue
        if key not in found:
            found[key] = Person(text, spellings.get(" ".join(key)) or " ".join(name), key, first_names().get(key[0], ""))
            by_surname.setdefault(key[-1], []).append(found[key])
        found[key].offsets.append(start)
        found[key].note(before, start, end)
    for before, name, key, start, end in surnames_only:         # President Berg
        if not before or key[0] in _CALENDAR or all(titles().get(w.lower(), (0, "?"))[1] == "" for w in before):
            continue
        if key[0] not in by_surname:
            found[key] = Person(text, spellings.get(key[0]) or name, key, "")
            by_surname[key[0]] = [found[key]]
        best = max(by_surname[key[0]], key=lambda person: len(person.offsets))
        best.note(before, start, end)
        if best.key == key:
            best.offsets.append(start)
    genders = {}
    for m in _MISTER.finditer(text):
        words = [fold(bare(w))[0] for w in m.group(2).split()]
        gender = titles().get(m.group(1).lower() + ".", titles().get(m.group(1).lower(), ("",)))[0]
        genders.setdefault(words[-1], gender)
        for person in by_surname.get(words[-1], ()):
            if not person._gender and (len(words) == 1 or person.key[0] == words[0]):
                person._gender = gender
    return list(found.values()), genders
