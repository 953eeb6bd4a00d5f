"""A noun phrase that can be a speaker, divided into its parts: names, role, owner, and the kind of noun at its head."""

import functools
import itertools
from typing import NamedTuple

from analysis.lexicon.countries import states
from analysis.speakers.person_names import bare, fold_name, is_opener, role_word, split_name
from analysis.speakers.vocabulary import (
    AFTER_ROLES,
    CLOCK,
    CROWDS,
    EVENTS,
    INDEFINITES,
    INSTITUTIONS,
    KINDS_BEFORE_NAMES,
    KINDS_OPENING,
    NOBODIES,
    NUMBERS,
    POSSESSIVES,
    QUANTITIES,
    RECORDS,
    are_people,
    first_names,
    is_person_noun,
    is_record_noun,
    one_of_a_people,
    role_phrases,
    roles,
    titles,
)
from analysis.text.sentence import (
    ARTICLES,
    DASHES,
    DETERMINERS,
    PARTICLES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    is_name,
    is_owner,
)
from analysis.text.singular import make_singular
from analysis.text.subjects import ADJECTIVES_TOO

_UNNAMED_OWNERS = ("its", "their")
_GOVERNING = frozenset(("for", "to", "of", "with", "by"))
_BEFORE_PHRASES = frozenset(("the", "a", "an", "(", ",", "unnamed", *"•▪·*")) | DASHES
_ANONYMOUSLY = (("on", "condition"), ("under", "condition"))
_SEQUELS = ("then", "now", "even", "full", "watch", "but", "and")
_ADJECTIVAL_ENDINGS = ("ed", "ing")
_CONTRACTIONS = ("'s", "’s", "'re", "’re", "'ll", "’ll", "'d", "’d", "'ve", "’ve")
_PRONOUNS_WITH = SUBJECT_PRONOUNS | frozenset(("there", "that", "what", "here", "let"))


class Name(NamedTuple):
    """A run of capitals in a phrase: titles and roles before the name, the name, its folded words."""

    before: tuple[str, ...]
    words: tuple[str, ...]
    key: tuple[str, ...]
    is_head: bool  # the head of the phrase ends with it: | Anna Berg | of Oldham
    is_all: bool  # ... and the whole phrase ends with it, too: | Anna Berg |
    is_known: bool  # certainly a person: a known first name or a role before it, and no "for", "to", "of" governs it


class Phrase(NamedTuple):
    """A noun phrase without its article."""

    words: tuple[str, ...]
    low: tuple[str, ...]
    cut: int  # where its head ends, before the first preposition
    noun: str | None  # its role: | director | of the zoo
    owner: str  # in lower case, as bare as a role word: the | driver | 's lawyer; else ""
    the: bool
    indefinite: bool
    names: tuple[Name, ...]
    head: str  # the last word of its head, without what may follow a role: | sources | close to the talks

    @property
    def written(self) -> str:
        """The phrase as the article writes it, without "its" and "their", which name nobody, without invisible
        characters and without a possessive ending: the agencies’ claim."""
        owned = len(self.words) > 1 and self.low[0] in _UNNAMED_OWNERS
        *words, last = [bare(w) if "\u00ad" in w else w for w in self.words[owned or _name_after_kind(self) :]]
        return " ".join([*words, bare(last) if is_owner(last) else last])


def _name_after_kind(phrase: Phrase) -> int:
    """Where the name of a body begins after a noun that says what the body is: the Velian newspaper | Komsomolskaya
    Pravda. 0 if there is no such noun."""
    kinds = (at for at in range(phrase.cut - 1, 0, -1) if phrase.low[at - 1] in KINDS_BEFORE_NAMES)
    begin = next(kinds, 0)
    lower = phrase.words[begin - 1].islower() or begin == 1 and phrase.low[0] in KINDS_OPENING
    return begin if begin and lower and all(map(is_name, phrase.words[begin:])) else 0


def _is_adjective(low: tuple[str, ...], k: int) -> bool:
    """Is word k an adjective here, although it is also a preposition, as "outside" in "three outside advisers"?"""
    return low[k] in ADJECTIVES_TOO and k + 1 < len(low) and low[k + 1] not in DETERMINERS


def _cut_clause(words: tuple[str, ...], low: tuple[str, ...], cut: int) -> int | None:
    """Where a participle after the head begins: nurses | representing the town, a poll | released on Sunday."""
    plural = low[0].endswith("s") and not is_owner(low[0]) or low[0] in CROWDS or low[0] in RECORDS
    for k in range(1, cut):
        if (
            low[k].endswith(_ADJECTIVAL_ENDINGS)
            and words[k].islower()
            and "-" not in low[k]
            and (k > 1 or plural or k + 1 == cut and low[k].endswith("ed"))
        ):
            return k
    return None


def _name_start(words: tuple[str, ...], low: tuple[str, ...], end: int) -> int:
    """Where the name that ends before word `end` begins; "de la Cruz" is kept whole, "of" and "Then" are left out: of
    | Anna Berg, Then | Berg."""
    begin = end
    while begin > 0 and (is_name(words[begin - 1]) or low[begin - 1] in PARTICLES):
        begin -= 1
    while begin < end and (
        words[begin].islower() and low[begin] in PREPOSITIONS or begin + 1 < end and is_opener(words, begin)
    ):
        begin += 1
    return begin


def _is_certain(
    words: tuple[str, ...], low: tuple[str, ...], begin: int, before: tuple[str, ...], key: tuple[str, ...]
) -> bool:
    """Is the run that begins at word `begin` certainly a person: Anna Berg, (worker) Mick Wopf; not (for) Anna Berg?"""
    after = low[begin - 1] if begin else ""
    if len(key) < 2 or after in _GOVERNING and not _opens_with_place(before):
        return False
    after_role = after.isalpha() and after not in PREPOSITIONS and after not in CROWDS and _holds_role(words[:begin])
    return after_role or _holds_role(before) or not first_names().keys().isdisjoint(key[:-1])


def _opens_with_place(before: tuple[str, ...]) -> bool:
    """Is the first word before a name neither a title nor a role: of Utopia | Anna Berg?"""
    return bool(before) and before[0].lower() not in titles() and before[0].lower() not in roles()


def _holds_role(words: tuple[str, ...]) -> bool:
    return any(role_word(word) in roles() for word in words)


def _read_name(words: tuple[str, ...], low: tuple[str, ...], end: int, cut: int) -> Name | None:
    """The name that ends at word `end`."""
    begin = _name_start(words, low, end)
    of = begin - 1 - (low[begin - 1 : begin] == ("the",))
    after_of = of > 0 and low[of] in ("of", "for") and role_word(words[of - 1]) in roles()
    before, name = split_name(words[begin:end], after_of)
    if not name:
        return None
    key = fold_name(name)
    return Name(before, name, key, end == cut, end == len(words), _is_certain(words, low, begin, before, key))


def _named_role(joined: str) -> str | None:
    """The role meant by a phrase that begins with a role of several words: "head of state" means president."""
    followed = f"{joined} "
    return next((same[-1] for role, same in role_phrases() if " " in role and followed.startswith(f"{role} ")), None)


def _read_noun(words: tuple[str, ...], low: tuple[str, ...], head: int, cut: int) -> str | None:
    """The role that is the head of a phrase, between the words `head` and `cut`; None where none is: reporter |
    Anna Berg."""
    if named := _named_role(" ".join(low[head:])):
        return named
    end = cut
    while end > head + 1 and (
        low[end - 1] in AFTER_ROLES or is_name(words[end - 1]) and not _is_role_name(low[end - 1])
    ):
        end -= 1
    last = bare(low[end - 1]) if end > head else ""
    is_one = _is_role_name(last) if last and is_name(words[end - 1]) else is_person_noun(last)
    return last if is_one else None


def _is_role_name(low: str) -> bool:
    """Is a word with a capital a role and no name: the Mayor, the Spaniard?"""
    return bare(low) in roles() or bare(low) in one_of_a_people()


def _is_before_name(words: tuple[str, ...], k: int) -> bool:
    """Is the capitalised word k an opener that is not part of the name after it: Then | Anna Berg, Full | Berg?"""
    return is_name(words[k]) and is_name(words[k + 1]) and words[k].lower() in _SEQUELS


def _trim(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without articles at the beginning and without "on condition of anonymity" at the end."""
    start = 0
    while start < len(words) - 1 and (words[start].lower() in _BEFORE_PHRASES or _is_before_name(words, start)):
        start += 1
    words = words[start:]
    anonymous = next((k for k, pair in enumerate(itertools.pairwise(words)) if pair in _ANONYMOUSLY and k), len(words))
    return words[:anonymous]


def _is_number_in_name(words: tuple[str, ...], low: tuple[str, ...], k: int) -> bool:
    """Is word k the number that ends a name: France | 24, Channel | 4, Channel | One; not: at Least | Two?"""
    if k < 1 or not low[k - 1].isalpha():
        return False
    return low[k].isdigit() or low[k] in NUMBERS and is_name(words[k]) and low[k - 1] in INSTITUTIONS


def _read_head(words: tuple[str, ...], low: tuple[str, ...], cut: int) -> str:
    """The last word before `cut`, without what may follow a role, and without the number of a name."""
    end = cut
    while end > 1 and (low[end - 1] in AFTER_ROLES or _is_number_in_name(words, low, end - 1)):
        end -= 1
    return low[end - 1]


@functools.lru_cache(maxsize=4096)
def read_phrase(words: tuple[str, ...]) -> Phrase:
    """The parts of a noun phrase.

    >>> phrase = read_phrase(("the", "mayor", "of", "Oldham"))
    >>> phrase.noun, phrase.the, phrase.head
    ('mayor', True, 'mayor')
    """
    first = words[0].lower()
    words = _trim(words)
    low = tuple(w.lower() for w in words)
    cut = next((k for k, w in enumerate(low) if k and w in PREPOSITIONS and not _is_adjective(low, k)), len(low))
    if clause := _cut_clause(words, low, cut):
        words, low, cut = words[:clause], low[:clause], clause
    names = tuple(filter(None, (_read_name(words, low, end, cut) for end in sorted({cut, len(words)}))))
    head = max((k + 1 for k, w in enumerate(low[: cut - 1]) if is_owner(w)), default=0)
    owner = bare(low[head - 1]) if head else low[0] if low[0] in POSSESSIVES else ""
    noun, last = _read_noun(words, low, head, cut), _read_head(words, low, cut)
    return Phrase(words, low, cut, noun, owner, first == "the", first in INDEFINITES, names, last)


# --- what can speak ------------------------------------------------------------------------

_CONTRACTED = frozenset(f"{word}{ending}" for word in _PRONOUNS_WITH for ending in _CONTRACTIONS)


_COMPLEMENT = 4  # words: founder | of the Zero Hour | movement
_SILENT = NOBODIES | EVENTS


def is_fragment(phrase: Phrase) -> bool:
    """Is this no noun phrase that could speak: "There's no", "43 PM", "% of readers", "which"?"""
    first, head = phrase.low[0], bare(phrase.head)
    wordless = not (head.isalpha() or any(map(str.isalpha, head)))
    if wordless or head in _SILENT or first in NOBODIES and len(phrase.low) == 1:
        return True
    if phrase.low == (first,) and first in ARTICLES:
        return True  # The | first of his list
    if first[0].isdigit() and not CLOCK.isdisjoint(phrase.low):
        return True  # 08:39 PM, 30 AM Email the author
    return first in _CONTRACTED


def is_state(phrase: Phrase) -> bool:
    """Is it a country, its capital or the seat of its government: Russia, the Kremlin, Downing Street?"""
    return bare(" ".join(phrase.low)) in states()


def names_other(phrase: Phrase) -> bool:
    """Does the phrase say, with a name, what the role belongs to, so that it means a new person: the Oldham Council
    leader, the founder of Velian Mills? Countries do not count: the ambassador to Finland."""
    body = any(is_name(w) and bare(w).lower() in INSTITUTIONS for w in phrase.words)
    complement = phrase.words[phrase.cut : phrase.cut + _COMPLEMENT]
    return body or any(is_name(w) and bare(w).lower() not in states() for w in complement)


def is_record(phrase: Phrase) -> bool:
    """Is the head something written or shown that can say something: the indictment, her post? Not the
    Washington Post."""
    title = len(phrase.words) > 1 and is_name(phrase.words[phrase.cut - 1])
    return not title and is_record_noun(bare(phrase.head))


def is_body(phrase: Phrase) -> bool:
    """Is it a body: the council, the agencies, the Oldham Club?"""
    head = bare(phrase.head)
    if head == "side" and phrase.low[phrase.cut : phrase.cut + 1] == ("of",):
        return False  # the side of the palace; but: the Velian side, both sides
    if head in CROWDS or make_singular(head) in CROWDS:
        return True
    return not INSTITUTIONS.isdisjoint(phrase.low) and all(map(is_name, phrase.words[: phrase.cut]))


def are_several(phrase: Phrase) -> bool:
    """Is the head several people: nurses, some in the council, a handful of nurses, the three?"""
    head = bare(phrase.head)
    if are_people(head) or phrase.the and phrase.low == (head,) and head in QUANTITIES:
        return True
    return (
        head in QUANTITIES and phrase.low[phrase.cut : phrase.cut + 1] == ("of",) and are_people(bare(phrase.low[-1]))
    )


def is_proper(phrase: Phrase) -> bool:
    """Is the head a proper name, of whatever it may be: Politico, the Guardian Angels?"""
    last = phrase.cut - 1
    last -= _is_number_in_name(phrase.words, phrase.low, last)
    return is_name(phrase.words[last]) and any(c.isalpha() for c in phrase.head)
