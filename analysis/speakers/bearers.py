"""Who bears a role: the person to whom an article gives it, and which of two presidents "the president" means."""

from typing import TYPE_CHECKING

from analysis.speakers.offices import (
    Bearer,
    agreeing,
    at_home,
    countries_of,
    has_other_rank,
    is_described,
    is_of_another_kind,
    is_of_country,
    proper_words,
    scope_of,
    scope_words,
)
from analysis.speakers.people import Person
from analysis.speakers.person_names import bare, role_word
from analysis.speakers.phrases import Phrase
from analysis.speakers.vocabulary import (
    CALLINGS,
    CROWDS,
    DEPARTMENTS,
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

_KNOWN_SCOPES = DEPARTMENTS | CROWDS | INSTITUTIONS  # a foreign minister, an opposition leader, a council leader
_MENTIONED_MORE = 3  # times as often: a president mentioned so much more is "the president", whoever spoke last
_NAMED_LATER = 4000  # characters: how soon after "The mayor" its bearer must be named (... Mayor Berg)


class Bearers:
    """All people to whom an article gives a role, indexed by the words of their roles."""

    def __init__(self, article: "Article"):
        self._article = article
        self._by_role: dict[str, list[Bearer]] = {}
        for person in article.people:
            for role_set in person.roles:
                for word in role_set:
                    self._by_role.setdefault(word, []).append((person, role_set))

    # --- the role itself -------------------------------------------------------------------------

    def find(self, phrase: Phrase, at: int) -> Person | None:
        """The person whose role in the article shares most words with the phrase. If several share as many, the one
        whom the article mentions far more often, else the one who spoke last. None where the phrase may mean somebody
        else."""
        named = same_roles(tuple(map(role_word, (*phrase.low[:-1], bare(phrase.low[-1])))))  # the mayor's | claim
        scored = {}
        for person, role_set in filter(agreeing(named), self._candidates(phrase)):
            before = self._is_named_before(person, at)
            shared, ranks = len(named & role_set), len((role_set - named) & RANKS)
            near = person.first < at + _NAMED_LATER or shared > 1
            if near and (before or shared > ranks) and not self._is_other(phrase, role_set):
                scored.setdefault((shared - ranks, before), []).append((person, role_set))
        return self._best_of(scored[max(scored)], phrase, named) if scored else None

    def _is_named_before(self, person: Person, at: int) -> bool:
        """Does the article name the person before this offset, even if only by surname: Berg ... The mayor ... Mayor
        Anna Berg?"""
        return person.first < at or person.name.split()[-1] in self._article.text[:at]

    def _candidates(self, phrase: Phrase) -> list[Bearer]:
        """All people who have a role with the phrase's noun, or with what the phrase means in other words: "top
        Turkish diplomat" means a minister."""
        noun = phrase.noun or ""
        noun = roles()[noun].same_as if noun in roles() else noun
        nouns = dict.fromkeys((noun.split()[-1], *same_phrases(phrase.low)))
        return [each for noun in nouns for each in self._by_role.get(noun, ())]

    def _best_of(self, tied: list[Bearer], phrase: Phrase, named: frozenset[str]) -> Person | None:
        """The person among `tied` whom the phrase means; None where it may mean somebody else."""
        people = self._distinct(tied)
        if len(people) > 1 and _is_of_other_body(phrase, tied):
            return None
        best = self._most_mentioned(people) or self._article.most_likely(self._distinct(at_home(tied, named)))
        return None if self._is_overshadowed(best, people, phrase, named) else best

    def _distinct(self, bearers: list[Bearer]) -> list[Person]:
        """The people who bear these roles, each of them once, even if the article names them in several ways."""
        return list({self._article.fullest(person): person for person, _ in bearers}.values())

    def _most_mentioned(self, people: list[Person]) -> Person | None:
        """Of several people with the same role, the one who is mentioned far more often than the others; None if
        nobody is."""
        if len(people) == 1:
            return people[0]
        first, second, *_ = sorted(people, key=self._count_of, reverse=True)
        return first if self._count_of(first) > _MENTIONED_MORE * self._count_of(second) > 0 else None

    def _is_overshadowed(self, person: Person, tied: list[Person], phrase: Phrase, named: frozenset[str]) -> bool:
        """Does "the president" rather mean the person who spoke last? So it does where the role found belongs to
        another country or to several people, and the article mentions the last speaker far more often and gives that
        speaker no other role."""
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
        """The person named before whose role is of this kind: "the lawmaker" means a senator. None if there is
        nobody."""
        found = [
            (person, bool(countries_of(role_set) & countries_of(phrase.low)))
            for role in bearers_of(phrase.noun)
            for person, role_set in self._by_role.get(role, ())
            if person.offsets[:1] <= [at] and not self._is_other(phrase, role_set) and scope_of(phrase) <= role_set
        ]
        countrymen = any(same for _, same in found)  # "the Velian leader" is the Velian president, not another one
        people = {id(person): person for person, same in found if same or not countrymen}
        return self._article.most_likely(list(people.values())) if people else None

    def has_role(self, speaker: str, noun: str) -> bool:
        """Does the article give this speaker a role of this noun?"""
        return any(self._is_called(person, speaker) for person, _ in self._by_role.get(noun, ()))

    def could_have_role(self, speaker: str, phrase: Phrase) -> bool:
        """Could a role that the article does not give this speaker mean the speaker nevertheless? Not if the speaker
        has a role of the same noun that contradicts the phrase, or, where the phrase names an office or a calling, any
        other role."""
        bearers = self._candidates(phrase)
        if any(self._is_called(person, speaker) and self._is_other(phrase, role_set) for person, role_set in bearers):
            return False
        known = scope_of(phrase) & _KNOWN_SCOPES
        if known and self._lacks(speaker, known):
            return False
        return phrase.noun not in OFFICES | CALLINGS or not self._has_other_role(speaker, phrase.noun)

    def _lacks(self, speaker: str, scope: frozenset[str]) -> bool:
        """Does the article give this speaker a role, but none of this scope? A councillor is not the union leader."""
        people = [person for person in self._article.people if self._is_called(person, speaker)]
        role_sets = [each for person in people for each in person.roles]
        return bool(role_sets) and all(map(scope.isdisjoint, role_sets))

    def _has_other_role(self, speaker: str, noun: str) -> bool:
        """Does the article give this speaker only roles other than this one? Somebody called an expert is not the
        president."""
        people = [person for person in self._article.people if self._is_called(person, speaker)]
        held = {word for person in people for role_set in person.roles for word in role_set if word in roles()}
        return bool(held) and noun not in held and held.isdisjoint(bearers_of(noun))

    def _is_other(self, phrase: Phrase, role_set: frozenset[str]) -> bool:
        """Does this role contradict the phrase? An opposition leader is not "the council leader"."""
        scope = scope_of(phrase)
        apart = scope and scope.isdisjoint(role_set) and self._has_scope(role_set)
        return bool(apart) or has_other_rank(phrase, role_set) or _names_another(phrase, role_set)

    def _has_scope(self, role_set: frozenset[str]) -> bool:
        """Does the role say of what it is, by a word that is no place: an opposition leader, not a leader of Oldham?"""
        words = scope_words(role_set)
        return not words.isdisjoint(_KNOWN_SCOPES) or any(f" {word}" in self._article.text for word in words)

    def _is_called(self, person: Person, speaker: str) -> bool:
        return speaker in (person.name, self._article.fullest(person))


def _is_of_other_body(phrase: Phrase, tied: list[Bearer]) -> bool:
    """Does the phrase name a body that none of these roles names? "The Oldham Council president" is neither of two
    presidents whose roles name no council."""
    bodies = (CROWDS | INSTITUTIONS).intersection(phrase.low)
    return phrase.noun in OFFICES and bool(bodies) and all(bodies.isdisjoint(role_set) for _, role_set in tied)


def _names_another(phrase: Phrase, role_set: frozenset[str]) -> bool:
    """Do the names in the phrase contradict this role? An "Italian minister" is not "the Turkish Foreign Minister"."""
    if not RANKS.isdisjoint(role_set.difference(phrase.low)) and is_described(phrase, role_set):
        return True  # "Velia's home minister" is not the prime minister
    capitals = proper_words(phrase.words)
    if not capitals or capitals & role_set or role_set <= generic_roles():
        return False
    if any(map(is_of_country, capitals)) and is_of_another_kind(phrase, role_set):
        return True
    theirs = countries_of(role_set)
    return not all(map(is_of_country, capitals)) or bool(theirs) and theirs.isdisjoint(countries_of(capitals))
