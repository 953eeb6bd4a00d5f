"""Resolves the names, roles and pronouns of one article, each to one speaker.

Most of what is needed is in the article itself: "Foreign Minister Anna Berg" makes Berg, "the foreign minister" and
the next "she" one person. data/people.csv adds what an article cannot know: other spellings.
"""

import functools
from bisect import bisect_left
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from analysis.lexicon.countries import demonyms
from analysis.speakers.bearers import Bearers
from analysis.speakers.bodies import Bodies
from analysis.speakers.mentions import GENDERS, Mention, Resolved
from analysis.speakers.people import Person, find_people
from analysis.speakers.person_names import CALENDAR, are_one, bare, fold_name, is_institution, split_name
from analysis.speakers.phrases import Name, Phrase
from analysis.speakers.resolution import STEPS
from analysis.speakers.vocabulary import (
    CROWDS,
    FURNITURE,
    INDEFINITES,
    INSTITUTIONS,
    PLURAL_PEOPLE,
    RECORDS,
    are_people,
    first_names,
    is_person_noun,
    roles,
)
from analysis.text import fold
from analysis.text.sentence import AUXILIARIES, SUBJECT_PRONOUNS, TIMES, Sentence, is_name
from analysis.text.subjects import could_name, main_subject

_MEMORY = 50  # how many speakers and subjects back a pronoun may refer
_NEAR_SURNAME, _SHORTEST_SURNAME = 1, 6  # letters: a misspelt surname; shorter ones are too often another name
_COMMON = CALENDAR | INDEFINITES | PLURAL_PEOPLE | CROWDS | RECORDS | AUXILIARIES | TIMES | demonyms().keys()
_NO_PROPER = INDEFINITES | TIMES | CALENDAR  # no head of a proper name
_CLAUSE_WORDS = AUXILIARIES | SUBJECT_PRONOUNS | frozenset(("a", "an", "is"))  # RUSSIA | A | FOE
_STOPPED = ".!?\"'”’»)…:"  # a line that ends otherwise is a caption, a byline or a headline, and is about nobody


def is_stopped(s: Sentence) -> bool:
    """Does the text end like a sentence, rather than like a caption, a byline or a headline?"""
    return s.text[s.span[1] - 1] in _STOPPED


class Article:
    """What one article says about its people, and who spoke or was mentioned last."""

    def __init__(self, text: str, spellings: dict[str, str], body: int = 0):
        self.text, self.spellings = text, spellings
        self.spoken = set()  # speakers who have been quoted by name
        self.learned = {}  # {speaker: gender}, learnt from pronouns that were resolved to the speaker
        self.focus = []  # resolved speakers, and sentences that are about somebody; the latest is last
        self._fullest = {}  # {folded name: the fullest form of it}
        self.people, self.genders = find_people(text, spellings, body)
        self.by_surname, self.by_first = {}, {}
        for person in self.people:
            self.by_surname.setdefault(person.key[-1], []).append(person)
            self.by_first.setdefault(person.key[0], []).append(person)

    # --- the public part -----------------------------------------------------------------------

    def resolve(self, s: Sentence, subject: tuple[int, int], at: int, strict: bool = False) -> Resolved:
        """The speaker that the tokens `subject` of sentence `s` mean: the answer of the first step that finds one.

        at: offset of the subject; strict: only what is certainly a person or group counts.
        """
        mention = Mention(s, *subject, at, strict)
        return self._run_steps(mention.kind, mention)

    def resolve_phrase(self, s: Sentence, tokens: tuple[int, int], at: int, strict: bool = False) -> Resolved:
        """The speaker that a noun phrase means, when another mention refers to that phrase; never a pronoun, so that
        no pronoun can be resolved to itself."""
        return self._run_steps("phrase", Mention(s, *tokens, at, strict))

    def _run_steps(self, kind: str, mention: Mention) -> Resolved:
        for step in STEPS[kind]:
            resolved = step.find(self, mention)
            if resolved:
                return resolved._replace(resolved_by=step.id)
        raise LookupError(f"no step decides on a {kind}")

    def resolve_name(self, name: str) -> str | None:
        """The person whom the article names so, or None."""
        people = self.by_surname.get(fold(name.split()[-1])[0], ())
        return self.fullest(people[0]) if people else None

    def could_speak(self, words: list[str]) -> bool:
        """Can these words on one side of a headline's colon be a speaker: a role, or a person whom the article
        names?"""
        last = bare(words[-1]).lower()
        if last in roles() or are_people(last) or last in ("report", "study", "poll"):
            return True
        _, name = split_name(tuple(words))
        key = fold_name(name)
        people = self.by_surname.get(key[-1], ()) if key and all(map(is_name, words)) else ()
        return any(set(key) <= set(person.key) or are_one(key, person.key) for person in people)  # not Berg Meets Dean

    def remember(self, resolved: Resolved) -> None:
        """The next "she" may mean this speaker."""
        if resolved.basis == "name":
            self.spoken.add(resolved.speaker)
        if resolved.speaker:
            self.focus.append(resolved)

    # --- whom the article was about --------------------------------------------------------------

    def recent(self, before: int | None = None) -> Iterator[Resolved]:
        """The speakers and subjects before an offset, the latest first. The subject of a sentence is resolved only
        when it is asked for."""
        for at in range(len(self.focus) - 1, max(-1, len(self.focus) - 1 - _MEMORY), -1):
            if isinstance(self.focus[at], Sentence):
                s, self.focus[at] = self.focus[at], None
                self.focus[at] = self._subject_of(s, s.span[1] if before is None else before)
            if self.focus[at]:
                yield self.focus[at]

    def _subject_of(self, s: Sentence, before: int) -> Resolved | None:
        """The person or group that a sentence without a report is about: its subject, else somebody whom it
        introduces."""
        if not is_stopped(s):
            return None
        subject = main_subject(s)
        if subject and s.low[subject[0]] in GENDERS:
            resolved = self.resolve(s, subject, s.starts[subject[0]])
            return resolved if resolved.resolved_by == "other-clause" else None
        if subject and could_name(s, subject):
            resolved = self.resolve(s, subject, s.span[0], strict=True)
            if resolved.speaker and (resolved.number in ("person", "plural") or _may_be_they(s.low[subject[1] - 1])):
                return resolved
        return self._introduced_in(s, before)

    def _introduced_in(self, s: Sentence, before: int) -> Resolved | None:
        """The person whom the sentence names in full, with a role, and for the first time: That worries Anna
        Berg, a nurse."""
        start, end = s.span[0], min(s.span[1], before)
        near = self._first_named[bisect_left(self._first_named, (start,)) : bisect_left(self._first_named, (end,))]
        new = [
            number
            for offset, number in near
            if not any(q.start <= offset < q.end for q in s.quotes.values()) and self.people[number].roles
        ]
        return self.as_person(self.people[max(new)]) if new else None

    @functools.cached_property
    def _first_named(self) -> list[tuple[int, int]]:
        """Where each person of two names is first named in full, and the person's number, in the order of the text."""
        return sorted((p.offsets[0], number) for number, p in enumerate(self.people) if p.offsets and len(p.key) > 1)

    # --- people of the article -------------------------------------------------------------------

    def as_person(self, person: Person, gender: str = "") -> Resolved:
        return Resolved(self.fullest(person), "name", person.gender or gender, "person")

    def rank_fullness(self, person: Person) -> tuple:
        """A sort key for the forms of a name: a full first name before an initial, then more words, then more
        mentions."""
        return len(person.key[0].rstrip(".")) > 1, len(person.key), len(person.offsets)

    def find_same(self, key: tuple[str, ...]) -> list[Person]:
        """The people of this surname whose first name may be the same."""
        return [p for p in self.by_surname.get(key[-1], ()) if p.key == key or are_one(p.key, key)]

    def fullest(self, person: Person) -> str:
        """The fullest form of the person's name in the article."""
        if person.key not in self._fullest:
            self._fullest[person.key] = max(self.find_same(person.key), key=self.rank_fullness, default=person).name
        return self._fullest[person.key]

    def is_somebody(self, surname: str) -> bool:
        """Is there certainly a person with this surname: one with a known gender or role, or one who has spoken? Not
        so for "Fort Wayne"."""
        return any(p.gender or p.roles or p.name in self.spoken for p in self.by_surname.get(surname, ()))

    def spell(self, name: Name) -> str:
        return self.spellings.get(" ".join(name.key)) or " ".join(name.words)

    def most_likely(self, people: list[Person]) -> Person:
        """Of several people with the same surname, the one who spoke or acted last, else the one named most often."""
        if len(people) > 1:
            names = {self.fullest(p): p for p in people}
            latest = next((recent.speaker for recent in self.recent() if recent.speaker in names), None)
            return (
                names[latest]
                if latest
                else max(people, key=lambda p: (len(p.offsets), -p.offsets[0] if p.offsets else 0))
            )
        return people[0]

    def find_misspelt(self, surname: str) -> Person | None:
        """The only person whose surname is one letter away from one that nobody bears: McLenney for McClenney."""
        if len(surname) < _SHORTEST_SURNAME or surname in self.by_surname:
            return None
        near = [
            name
            for name in self.by_surname
            if len(name) >= _SHORTEST_SURNAME
            and OSA.distance(surname, name, score_cutoff=_NEAR_SURNAME) <= _NEAR_SURNAME
        ]
        return self.by_surname[near[0]][0] if len(near) == 1 else None

    def name_in(self, mention: Mention) -> Name | None:
        """The person's name in a phrase; None where it holds none. Several steps ask: a mention keeps the answer."""
        if not mention.names:
            mention.names = (self._read_name(mention.phrase),)
        return mention.names[0]

    def _read_name(self, phrase: Phrase) -> Name | None:
        for name in phrase.names:
            certain = (
                name.is_all
                or name.before
                or len(name.key) > 1
                and name.key[0] in first_names()
                or name.key[-1] in self.by_surname
            )
            if name.is_head and certain or not name.is_head and name.is_known:
                return name if self._is_persons(name, phrase.the) else None
        return None

    def _is_persons(self, name: Name, the: bool) -> bool:
        """Is the name a person's? Not "the Northern Bank", "the Observer", or the credit of a picture."""
        if is_institution(name.key) or the and not name.before and name.key[-1] not in self.by_surname:
            return False
        return FURNITURE.isdisjoint(name.key) or name.key[-1] in self.by_surname

    def is_common(self, word: str) -> bool:
        """Is a capitalised word not a name: is it written small elsewhere, a plural, or a place ("in Brussels")?"""
        low = word.lower()
        if low in _COMMON or low.endswith(("s", "ing")) or is_person_noun(low):
            return True
        return f" {low} " in self.text or any(f" {w} {word}" in self.text for w in ("in", "from", "at"))

    def is_proper(self, mention: Mention) -> bool:
        """Is a phrase that ends in a capitalised word a proper name? Not if it merely opens a sentence, or is a line
        of a headline."""
        words, s = mention.words, mention.sentence
        if sum(fold(bare(word))[0] in self.by_surname for word in words) > 1:
            return False  # Berg Meets Dean
        if len(words) == 1 and (words[0].lower() in FURNITURE or not self._is_proper_word(words[0], mention)):
            return False  # MORE
        opens = len(words) == 1 and mention.first in (0, s.body)
        return opens or bare(mention.phrase.head) not in _NO_PROPER and _CLAUSE_WORDS.isdisjoint(mention.phrase.low)

    def _is_proper_word(self, word: str, mention: Mention) -> bool:
        """Does the rest of the text show that one capitalised word is a name? It may only be the first word of a
        sentence, or an infinitive in a line of capitals (asked to | Extradite)."""
        s = mention.sentence
        if word.isupper():
            return True
        if mention.first in (0, s.body):
            return any(f"{before} {word}" in self.text for before in ("the", "to", "by", "of", "with", "and", ","))
        return s.low[mention.first - 1] != "to" or self.text.count(word) > 1

    # --- roles ---------------------------------------------------------------------------------

    @functools.cached_property
    def bearers(self) -> Bearers:
        """Which person bears each role; built when it is first needed."""
        return Bearers(self)

    # --- bodies ----------------------------------------------------------------------------------

    @functools.cached_property
    def bodies(self) -> Bodies:
        """The bodies that the text names, read when they are first asked for."""
        return Bodies(self.text)


def _may_be_they(low: str) -> bool:
    """May "they" or "it" refer to this noun: nurses, club? Not to roads or weather."""
    return low in CROWDS or low in INSTITUTIONS or are_people(low) or is_person_noun(low)
