"""Personal names among the words of a text: runs of capitalised words, divided into titles, roles and the name itself.

The words are those of analysis.speakers.vocabulary.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from analysis.lexicon import read_classes, read_table
from analysis.lexicon.calendar import read_calendar
from analysis.lexicon.countries import demonyms, states
from analysis.speakers.vocabulary import (
    CROWDS,
    EVENTS,
    FURNITURE,
    INSTITUTIONS,
    MISTERS,
    NOBODIES,
    OPENINGS_OF_PLACES,
    SUFFIXES,
    are_people,
    first_names,
    nicknames,
    ranked_titles,
    roles,
    titles,
)
from analysis.text import fold
from analysis.text.sentence import (
    AUXILIARIES,
    CONNECTORS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PARTICLES,
    PARTS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    is_owner,
)

# What may come before a name at the start of a sentence, with a capital.
_OPENERS = (
    DETERMINERS
    | PREPOSITIONS
    | SUBORDINATORS
    | CONNECTORS
    | AUXILIARIES
    | SUBJECT_PRONOUNS
    | RELATIVES
    | read_classes("function_words")["openers_before_names"]
    | NOBODIES - {"including"}
)
# No name holds one of these, SIGN | ME UP, Get | The; but Donald A Berg, An Le.
_SMALL = (DETERMINERS | OBJECT_PRONOUNS) - PARTICLES - {"a", "an"}
_NOBODYS = FURNITURE | EVENTS
_FIRST_NAMES_TOO = frozenset(("will",))  # Will Dean; but: Will | Dean win?
_NAMES_TOO = frozenset(("jan", "mar", "sun", "may", "wed"))  # Jan Berg; the other short forms are no names
_NAME_TOO = "may"  # Theresa May; the other months and days are no surnames in news
CALENDAR = frozenset(form.lower() for kind in ("weekday", "month") for form in read_calendar(kind, "full"))
CALENDAR |= {form.lower() for kind in ("weekday", "month") for form in read_calendar(kind, "short")} - _NAMES_TOO
CALENDAR -= {_NAME_TOO}
# Anna Church is a person, Grace Church Choir is not.
_SURNAMES_TOO = frozenset(row["word"] for row in read_table("institutions") if row["surname_too"])
_SHORTEST_MISSPELT = 6  # letters of a first name; shorter ones are too often two names
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d")  # soft hyphens and the like within a name


# --- names ---------------------------------------------------------------------------------


@functools.lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """The word without possessive, outer marks and invisible characters."""
    if word.isalnum():
        return word
    word = word.translate(_INVISIBLE)
    word = word.rstrip("'’.,") if not (len(word) == 2 and word[1] == ".") else word
    return word[:-2] if word.endswith(("'s", "’s")) else word


def fold_name(words: Iterable[str]) -> tuple[str, ...]:
    """The words of a name as they are compared: without case and accents."""
    return tuple([fold(word)[0] for word in words])


@functools.lru_cache(maxsize=8192)
def role_word(word: str) -> str:
    """The word in lower case, as it counts in a role. An owner keeps its possessive ending, since the president's
    spokesman is not a president."""
    low = bare(word).lower()
    if low.startswith(("then-", "ex-")) and low not in roles():
        low = low.split("-", 1)[1]  # then-minister
    return word.lower() if low in roles() and is_owner(word) else low


def _is_title(words: tuple[str, ...], k: int) -> bool:
    """Is word k of a run of capitals a title or role, rather than part of the name: Sen., Mayor, Atty.?"""
    low = words[k].lower()
    title = low in titles() or low.rstrip(".") in roles()
    if not title and k < len(words) - 1:
        several = low.endswith("s") and low[:-1] in roles()  # Presidents Berg and Dean
        title = several or low + "." in titles() and len(low) > 1
    return title and not (k and (_is_initial(low) or _makes_surname(words, k)))  # Anna M. Berg, Paul E. Dean


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _makes_surname(words: tuple[str, ...], k: int) -> bool:
    """Is a title, word k, a surname after the words before it: Mr. King, Paul E. Dean, Sen. Dean?"""
    before = next((word for word in reversed(words[:k]) if not _is_initial(word)), "").lower()
    if before.rstrip(".") in MISTERS:
        return True
    title = before.endswith(".") and before in titles() and words[k].lower() not in ranked_titles()
    return k == len(words) - 1 and (title or fold(before)[0] in first_names())


def _is_acronym(word: str) -> bool:
    """Is the word an office in a few capitals, such as CS or DCI? It counts where two words of a name follow."""
    return word.isupper() and word.isalpha() and 1 < len(word) <= 4


def _is_first_name(word: str) -> bool:
    """Is a word a known first name, and no line of capitals?"""
    word = bare(word)
    return fold(word)[0] in first_names() and not (word.isupper() and len(word) > 2)


def _is_of_office(word: str) -> bool:
    """Is the word before a name of two words a country, a people, or an office in a few capitals: Finland | Sauli Aho,
    CS | Peter Mutua?"""
    low = bare(word).lower()
    return low in states() or low in demonyms() or _is_acronym(word)


def _office_end(words: tuple[str, ...], cut: int, after_of: bool) -> int:
    """Where the name begins after words of a place or an office: Texas | Anna Berg, (Minister of) Transport |
    Rauf Aliyarov."""
    known = next((k for k in range(cut, len(words) - 1) if _is_first_name(words[k])), None)
    if known is not None:
        initials = known > cut and all(len(bare(w).rstrip(".")) == 1 for w in words[cut:known])  # J. | Paul Dean
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
    words = words[owner:]  # the group's | Anna Berg
    while words and words[-1].lower() in SUFFIXES:
        words = words[:-1]
    cut = len(words)
    while cut and not _is_title(words, cut - 1):
        cut -= 1
    cut = _office_end(words, cut, after_of)
    return words[:cut], tuple(map(bare, words[cut:]))


def is_institution(key: tuple[str, ...]) -> bool:
    """Is a folded name that of a body: northern railway; but not anna church?"""
    if INSTITUTIONS.isdisjoint(key):
        return False
    surname = len(key) == 2 and key[1] in _SURNAMES_TOO and key[0] in first_names() and key[0] not in INSTITUTIONS
    return not surname


def is_same_given(left: str, right: str) -> bool:
    """Are two folded first names the same: equal, an initial of the other, a short form of it, or a misspelling?"""
    short, long = sorted((left.rstrip("."), right.rstrip(".")), key=len)
    return (
        short == long
        or len(short) == 1
        and long[:1] == short
        or (long in nicknames().get(short, ()) or short in nicknames().get(long, ()))
        or _is_misspelt(short, long)
    )


def _is_misspelt(left: str, right: str) -> bool:
    """Do two long first names, neither of them known, differ by a letter: Kirstjen, Kirtsjen; not Maria, Marie?"""
    long = min(len(left), len(right)) >= _SHORTEST_MISSPELT
    unknown = left not in first_names() and right not in first_names()
    return long and unknown and OSA.distance(left, right, score_cutoff=1) == 1


def are_one(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """May two folded full names belong to one person? "donald j. trump" and "donald trump" may; "george w. bush" and
    "george h.w. bush" may not."""
    if left[-1] != right[-1] or min(len(left), len(right)) < 2 or not is_same_given(left[0], right[0]):
        return False
    return all(one[:1] == other[:1] for one, other in zip(left[1:-1], right[1:-1], strict=False))


# --- runs of capitals ----------------------------------------------------------------------


class Run(NamedTuple):
    """A run of capitals that holds a person's name: titles and roles before it, the name, its folded words, its
    offsets."""

    before: tuple[str, ...]
    name: tuple[str, ...]
    key: tuple[str, ...]
    start: int = 0
    end: int = 0


CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ɏΑ-ΩЀ-Я]"  # of Latin, Greek and Cyrillic script
_RUN = re.compile(
    rf"{CAPITAL}[\w'’.\-{PARTS}]{{0,60}}+(?:[ \u00a0](?:(?:{'|'.join(sorted(PARTICLES))})[ \u00a0]){{0,3}}+"
    rf"{CAPITAL}[\w'’.\-{PARTS}]*+)++"
)
_ROLE_OF = re.compile(r"([\w'’-]{1,30}) of (?:the )?$")
_OF = (" of ", " of the ")
_THE = ("the ", "The ")
_LONGEST_ROLE = 40  # characters before a name in which the role is that it is "of"
_LONGEST = 12  # words of a name with its titles
_MOST_WORDS = 4  # words of a name alone, particles aside


def _ends_sentence(word: str) -> bool:
    """Does the full stop of this word, in a run of capitals, end a sentence: in World War II. | Last week?"""
    return (
        word.endswith(".")
        and len(word) > 2
        and "." not in word[:-1]
        and word.lower() not in titles()
        and (word.lower() not in SUFFIXES)
    )


def is_opener(words: Sequence[str], k: int) -> bool:
    """Can word k open a sentence before a name? "But" can, and "Will" can before "Mr. Dean", but not in "Will Dean"."""
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
    while len(words) > 1 and _is_day(words):
        words.pop()
    return words


def _is_day(words: list[str]) -> bool:
    """Is the last word a day or month, and no surname: Anna Berg | Monday, Anna Berg | May; not Mrs. May?"""
    low = bare(words[-1]).lower()
    if low != _NAME_TOO:
        return low in CALENDAR
    *others, before = words[:-1]
    named = _is_first_name(before) and (not others or _says_role(others[-1]))
    return not (named or _says_role(before))


def _says_role(word: str) -> bool:
    return word.lower() in titles() or role_word(word) in roles()


def _could_be_name(name: tuple[str, ...], key: tuple[str, ...]) -> bool:
    """Could these words be a person's name: no body's, no line of capitals, no credit of a picture?"""
    if not _has_fitting_words(key) or is_institution(key) or not _SMALL.isdisjoint(key):
        return False
    known = key[0] in first_names()
    if not _NOBODYS.isdisjoint(key):
        return known and len(key) == 2  # Evan Berg AP Photo; but Glenn Close
    return known or not (_opens_with_other(key) or _ends_with_other(key) or _holds_capitals(name))


def _has_fitting_words(key: tuple[str, ...]) -> bool:
    """Does a folded name have an acceptable number of words, particles aside, none of them empty, and no state in
    place of the surname, as in "Private U.S."?"""
    given = len([word for word in key if word not in PARTICLES])
    return 1 <= given <= _MOST_WORDS and all(key) and f"{key[-1]}." not in states()


def _holds_capitals(name: tuple[str, ...]) -> bool:
    """Is a word of four letters or more written in capitals, as in a headline or an acronym?"""
    return any(word.isupper() and len(word) > 3 for word in name)


def _opens_with_other(key: tuple[str, ...]) -> bool:
    """Does a short folded name open with a place or several people: Helsinki Lounge, Finnish Billboards,
    (Senior) Democrats, Newspaper Komsomolskaya Pravda?"""
    if " ".join(key) in states() or len(key) > 1 and key[0] in OPENINGS_OF_PLACES:
        return True
    place = key[0] in states() or f"{key[0]}." in states() or key[0] in demonyms()
    return place and len(key) < 3 or key[0] in CROWDS or len(key) == 1 and are_people(key[0])


def _ends_with_other(key: tuple[str, ...]) -> bool:
    """Does a folded name without a known first name end with a place, a people or several people: MFA Velia,
    Kremlin-friendly Russian, Senior Democrats?"""
    return key[-1] in states() or key[-1] in demonyms() or len(key) > 1 and are_people(key[-1])


def _split_run(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a run of capitals, split where a sentence ends within it: Paul Berg. | Mr. Dean"""
    parts, at = [], start
    for word in text[start:end].split(" "):
        at += len(word) + 1
        if at < end and _ends_sentence(word):
            parts.append((start, at - 1))
            start = at
    return [*parts, (start, end)]


def _follows_role_of(text: str, start: int) -> bool:
    """Does the "of" of a role come right before this offset: (minister of) | Finland Sauli Aho?"""
    role = _ROLE_OF.search(text, max(0, start - _LONGEST_ROLE), start)
    return role is not None and role_word(role.group(1)) in roles()


@functools.lru_cache(maxsize=4096)
def _read_run(run: str, after_of: bool) -> Run | None:
    words = _trim_run(run.split()[-_LONGEST:])
    if len(words) < 2:
        return None
    before, name = split_name(tuple(words), after_of)
    key = fold_name(name)
    return Run(before, name, key) if _could_be_name(name, key) else None


def read_runs(text: str, body: int) -> Iterator[Run]:
    """Everything that looks like a name, as Run.

    In a headline, which may be written in capitals throughout, only a first name with a surname that the body has too
    counts as a name:
    Mayor | Anna Berg | Says | Paul Dean | Is Wrong
    """
    for m in _RUN.finditer(text):
        yield from _read_body_run(text, m) if m.start() >= body else _read_headline_run(text, m, body)


def _read_body_run(text: str, m: re.Match[str]) -> Iterator[Run]:
    for start, end in _split_run(text, *m.span()) if "." in m.group() else (m.span(),):
        after_of = text.endswith(_OF, 0, start) and _follows_role_of(text, start)
        run = _read_run(text[start:end], after_of)
        if run and not (run.key[-1] in roles() and text.endswith(_THE, 0, start)):  # the Virginia Democrat
            yield Run(run.before, run.name, run.key, start, end)


def _read_headline_run(text: str, m: re.Match[str], body: int) -> Iterator[Run]:
    for name in itertools.pairwise([bare(w) for w in m.group().split()]):
        key = fold_name(name)
        if key[0] in first_names() and name[1] and text.find(name[1], body) >= 0:
            yield Run((), name, key, *m.span())
