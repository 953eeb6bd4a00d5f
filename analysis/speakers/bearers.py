"""Whose a role is: the person to whom an article gives it, and which of two presidents "the president" means."""

from typing import TYPE_CHECKING

from analysis.speakers.offices import (
    Bearer,
    agreeing,
    at_home,
    countries_of,
    is_described,
    is_of_another_kind,
    is_of_country,
    proper_words,
)
from analysis.speakers.people import Person
from analysis.speakers.person_names import bare, role_word
from analysis.speakers.phrases import Phrase
from analysis.speakers.vocabulary import (
    CALLINGS,
    CROWDS,
    INSTITUTIONS,
    OFFICES,
    RANKS,
    bearers_of,
    generic_roles,
    roles,
    same_phrases,
    same_roles,
)

if TYPE_CHECKING:
    from analysis.speakers.names import Article

_MENTIONED_MORE = 3  # times as often: who is "the president" then, whoever spoke last
_NAMED_LATER = 4000  # characters after a role of one word in which its bearer may be named: The mayor ... Mayor Berg


class Bearers:
    """Everybody to whom an article gives a role, by the words of the roles."""

    def __init__(self, article: "Article"):
        self._article = article
        self._by_role: dict[str, list[Bearer]] = {}
        for person in article.people:
            for role_set in person.roles:
                for word in role_set:
                    self._by_role.setdefault(word, []).append((person, role_set))

    # --- the role itself -------------------------------------------------------------------------

    def find(self, phrase: Phrase, at: int) -> Person | None:
        """The person to whom the article gives the role in most of its words; of several of the same rank the
        one whom it is about, or who spoke last; None where none of them is surely meant."""
        named = same_roles(tuple(map(role_word, (*phrase.low[:-1], bare(phrase.low[-1])))))  # the mayor's | claim
        scored = {}
        for person, role_set in filter(agreeing(named), self._candidates(phrase)):
            before = self._is_named_before(person, at)
            shared, ranks = len(named & role_set), len((role_set - named) & RANKS)
            near = person.first < at + _NAMED_LATER or shared > 1
            if near and (before or shared > ranks) and not _is_other(phrase, role_set):
                scored.setdefault((shared - ranks, before), []).append((person, role_set))
        return self._best_of(scored[max(scored)], phrase, named) if scored else None

    def _is_named_before(self, person: Person, at: int) -> bool:
        """Does the article name the person before, be it by surname only: Berg ... The mayor ... Mayor Anna Berg?"""
        return person.first < at or person.name.split()[-1] in self._article.text[:at]

    def _candidates(self, phrase: Phrase) -> list[Bearer]:
        """Everybody with a role of the phrase's noun, or of what the phrase means in other words: the top
        Turkish diplomat."""
        noun = phrase.noun or ""
        noun = roles()[noun].same_as if noun in roles() else noun
        nouns = dict.fromkeys((noun.split()[-1], *same_phrases(phrase.low)))
        return [each for noun in nouns for each in self._by_role.get(noun, ())]

    def _best_of(self, tied: list[Bearer], phrase: Phrase, named: frozenset[str]) -> Person | None:
        """The one of these whom the phrase means; None where it may mean somebody else."""
        people = self._distinct(tied)
        if len(people) > 1 and _is_of_other_body(phrase, tied):
            return None
        best = self._most_mentioned(people) or self._article.most_likely(self._distinct(at_home(tied, named)))
        return None if self._is_overshadowed(best, people, phrase, named) else best

    def _distinct(self, bearers: list[Bearer]) -> list[Person]:
        """The people of these roles, each once, whatever the article calls them."""
        return list({self._article.fullest(person): person for person, _ in bearers}.values())

    def _most_mentioned(self, people: list[Person]) -> Person | None:
        """Of several with one role the one whom the article is about; None where none is far ahead."""
        if len(people) == 1:
            return people[0]
        first, second, *_ = sorted(people, key=self._count_of, reverse=True)
        return first if self._count_of(first) > _MENTIONED_MORE * self._count_of(second) > 0 else None

    def _is_overshadowed(self, person: Person, tied: list[Person], phrase: Phrase, named: frozenset[str]) -> bool:
        """Is an office of no country rather that of the one who just spoke and whom the article is about, than that of
        another country's president, or of one of several, who are named in passing?"""
        role_sets = [each for each in person.roles if not named.isdisjoint(each)]
        foreign = all(countries_of(each) - countries_of(named) for each in role_sets)
        if phrase.noun not in OFFICES or not (foreign or len(tied) > 1):
            return False
        spoke = (r.speaker for r in self._article.recent() if r.number == "person" and r.speaker)
        latest = next(spoke, self._article.fullest(person))
        if latest == self._article.fullest(person) or self._has_other_role(latest, phrase.noun):
            return False
        return self._count(latest) > _MENTIONED_MORE * self._count_of(person)

    def _count_of(self, person: Person) -> int:
        return self._count(person.name)

    def _count(self, name: str) -> int:
        return self._article.text.count(name.split()[-1])

    # --- another word for it, or none ------------------------------------------------------------

    def find_of_kind(self, phrase: Phrase, at: int) -> Person | None:
        """The person named before whose role is of this kind: the lawmaker, said of a senator."""
        found = [
            (person, bool(countries_of(role_set) & countries_of(phrase.low)))
            for role in bearers_of(phrase.noun)
            for person, role_set in self._by_role.get(role, ())
            if person.offsets[:1] <= [at] and not _is_other(phrase, role_set)
        ]
        countrymen = any(same for _, same in found)  # the Velian leader is the Velian president
        people = {id(person): person for person, same in found if same or not countrymen}
        return self._article.most_likely(list(people.values())) if people else None

    def has_role(self, speaker: str, noun: str) -> bool:
        """Does the article give this speaker a role of this noun?"""
        return any(self._is_called(person, speaker) for person, _ in self._by_role.get(noun, ()))

    def could_have_role(self, speaker: str, phrase: Phrase) -> bool:
        """May somebody be meant by a role that the article does not give him: no office beside his own, no
        other's role?"""
        bearers = self._candidates(phrase)
        if any(self._is_called(person, speaker) and _is_other(phrase, role_set) for person, role_set in bearers):
            return False
        return phrase.noun not in OFFICES | CALLINGS or not self._has_other_role(speaker, phrase.noun)

    def _has_other_role(self, speaker: str, noun: str) -> bool:
        """Does the article give this speaker a role that is not this one: an expert is no president?"""
        people = [person for person in self._article.people if self._is_called(person, speaker)]
        held = {word for person in people for role_set in person.roles for word in role_set if word in roles()}
        return bool(held) and noun not in held and held.isdisjoint(bearers_of(noun))

    def _is_called(self, person: Person, speaker: str) -> bool:
        return speaker in (person.name, self._article.fullest(person))


def _is_of_other_body(phrase: Phrase, tied: list[Bearer]) -> bool:
    """Is an office that of a body which none of these roles names: the Oldham Council president, beside two
    presidents?"""
    bodies = (CROWDS | INSTITUTIONS).intersection(phrase.low)
    return phrase.noun in OFFICES and bool(bodies) and all(bodies.isdisjoint(role_set) for _, role_set in tied)


def _is_other(phrase: Phrase, role_set: frozenset[str]) -> bool:
    """Has the bearer of this role another one than the phrase: the Italian minister is not "Turkish Foreign
    Minister"?"""
    if not RANKS.isdisjoint(role_set.difference(phrase.low)) and is_described(phrase, role_set):
        return True  # Velia's home minister is no prime minister
    capitals = proper_words(phrase.words)
    if not capitals or capitals & role_set or role_set <= generic_roles():
        return False
    if any(map(is_of_country, capitals)) and is_of_another_kind(phrase, role_set):
        return True
    theirs = countries_of(role_set)
    return not all(map(is_of_country, capitals)) or bool(theirs) and theirs.isdisjoint(countries_of(capitals))
