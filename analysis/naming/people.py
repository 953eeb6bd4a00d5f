"""Who is meant by the names and roles of articles: "Foreign Minister Anna Berg", "Mr. Berg", "the minister"."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from analysis.lexicon import read_classes, read_words
from analysis.naming.mentions import Mention
from analysis.naming.roles import HEADS, Role, compare_roles, read_country_forms
from analysis.speakers import unify_names
from analysis.speakers.people import Person, find_people, read_spellings
from analysis.speakers.person_names import fold_name, is_institution
from analysis.speakers.vocabulary import MEDIA_NAMES, OFFICES, bearers_of, first_names, roles
from analysis.text import fold

_CLASSES = read_classes("naming")
_HONORIFICS = _CLASSES["honorifics"]
_RELATIONAL = _CLASSES["relational_roles"]
_FEMALE = frozenset(("mrs", "mrs.", "ms", "ms.", "miss", "lady", "madam"))
_BY_FIRST_NAME = _CLASSES["known_by_first_name"]  # Queen Anna is no Anna Berg
_LEADERS = _CLASSES["leaders_of_countries"]
# "its owner, Oldham Haulage", "the national committee Berg Victory": not a person
_OF_NO_PERSON = _CLASSES["roles_of_bodies"] | _CLASSES["parting_modifiers"]
_PRIME_MINISTER = ("minister", frozenset(("prime",)))
PAST_HOLDERS = frozenset(("former", "then", "ex", "late"))


# --- who is named --------------------------------------------------------------------------


class Cast:
    """The people of all articles: one name for each person, and the roles that the articles give them."""

    def __init__(self, texts: Mapping[str, str], people=None, mentions: Iterable[Mention] = ()):
        spellings = read_spellings(people)
        named = {article_id: _find_named(text, spellings) for article_id, text in texts.items()}
        for article_id, key in _find_things(mentions, named):
            named[article_id].pop(key, None)
        counts = Counter(name for names in named.values() for name in dict.fromkeys(names.values()))
        self._unified = _join_hyphens(unify_names(counts, people), counts)
        self._named = {a: {key: self._unified[name] for key, name in names.items()} for a, names in named.items()}
        self._last = {a: _index(names, -1) for a, names in self._named.items()}
        self._bearers: dict[str, set[str]] = defaultdict(set)
        for names in self._named.values():
            for key, person in names.items():
                self._bearers[key[-1]].add(person)
        self._first = {a: _index(names, 0) for a, names in self._named.items()}
        self._everywhere = _find_bearers([*self._last.values(), *self._first_of_families()])
        self.roles: dict[str, Counter[Role]] = defaultdict(Counter)  # {person: {role: in how many places}}
        self.former: set[str] = set()  # people whom articles call "former" beside their name
        self._mentioned: dict[str, Counter[str]] = defaultdict(Counter)  # {article: {person: how often}}
        self._places: dict[str, list[tuple[int, str]]] = defaultdict(list)  # {article: (offset, person)}

    def _first_of_families(self):
        """Indexes by the first word of a name, if no two people share it as a first name: Kim of Kim Jong Un."""
        return [{word: person for word, person in names.items() if person} for names in self._first.values()]

    def find_person(self, mention: Mention) -> tuple[str, str, tuple[str, ...]] | None:
        """(person, rule, words before the name) of a mention that is a person's name; None for any other mention."""
        if not mention.is_name:
            return None
        words, article = mention.words, mention.article_id
        for end in dict.fromkeys((mention.at + 1, len(words))):  # Anna Berg | of Finland; Secretary of State Anna Berg
            for begin in range(end - 1):
                if person := self._named[article].get(words[begin:end]) or self._find_hyphened(words[begin:end]):
                    return person, "full-name", words[:begin]
        return self._find_by_surname(mention) if mention.at == len(words) - 1 else None

    def _find_hyphened(self, words: tuple[str, ...]) -> str | None:
        """The person whose hyphenated name other articles write without the hyphen: Bashar al-Assad, Bashar al
        Assad."""
        return self._parted.get(_part_hyphens(words)) if any("-" in word for word in words) else None

    @functools.cached_property
    def _parted(self) -> dict[tuple[str, ...], str]:
        return {_part_hyphens(key): person for names in self._named.values() for key, person in names.items()}

    def _find_by_surname(self, mention):
        words, article = mention.words, mention.article_id
        before, surname = words[:-1], words[-1]
        person = self._last[article].get(surname)
        usual = self._everywhere.get(surname)
        if (office := self._find_office_bearer(surname)) and not _FEMALE & set(before):
            person = office  # if two people in the news are called Trump, the surname alone means the president
        elif usual and usual not in self._named[article].values():
            person = usual  # the article writes "Trump", but gives only his wife's full name
        if person is None and surname not in self._last[article]:
            person = self._find_by_family(article, before, surname, usual)
        if person is None or (surname,) in read_country_forms() or not self._fits(before, surname, person):
            return None
        return person, "surname", before

    def _find_by_family(self, article, before, surname, usual):
        """The person whose name begins with the family name: Kim of Kim Jong Un."""
        if before and before[-1] not in _HONORIFICS and before[-1] not in roles():
            return None
        return self._first[article].get(surname) or (usual if surname in self._first[article] else None)

    def _find_office_bearer(self, surname: str) -> str | None:
        """The only one of several people with this surname who holds an office; None if there is no such person."""
        bearers = self._bearers.get(surname, ())
        if len(bearers) < 2:
            return None
        holders = [p for p in bearers if any(role.noun in OFFICES for role in self.roles.get(p, ()))]
        return holders[0] if len(holders) == 1 else None

    def _fits(self, before, surname, person):
        """Can these words precede the person's surname: titles and roles, but no other first name?"""
        if not before:
            return True
        last = before[-1]
        given = set(fold_name(person.split()[:-1]))
        if _FEMALE & set(before) and any(first_names().get(name) == "m" for name in given):
            return False  # Mrs Berg is not Paul Berg
        if surname in given and not _BY_FIRST_NAME.isdisjoint(before):
            return False  # Queen Anna is not Anna Berg
        return last in _HONORIFICS or last in roles() or f"{last}." in _HONORIFICS or bool(given & set(before))

    def find_by_words(self, article: str, words: tuple[str, ...]) -> str | None:
        """The person whom folded words name in an article, with titles before the name or without."""
        for begin in range(len(words) - 1):
            if person := self._named[article].get(words[begin:]):
                return person
        return self._last[article].get(words[-1]) or (self._everywhere.get(words[-1]) if len(words) == 1 else None)

    def note(self, mention: Mention, person: str, role: Role | None) -> None:
        """Records that an article names the person here, with this role."""
        self._mentioned[mention.article_id][person] += 1
        self._places[mention.article_id].append((mention.start, person))
        if role:
            self.roles[person][role] += 1

    def note_former(self, person: str, words: tuple[str, ...]) -> None:
        """Records these words, which come before a role beside the person's name."""
        if not PAST_HOLDERS.isdisjoint(words):
            self.former.add(person)

    _FEWEST_PLACES = 0.01  # of the mentions of a person; a role given in fewer places is taken for a misreading

    @functools.cached_property
    def _all_mentioned(self) -> Counter[str]:
        return sum(self._mentioned.values(), Counter())

    def _held(self, person: str) -> list[tuple[Role, int]]:
        """The roles of a person, without probable misreadings, and how often each is given."""
        least = self._FEWEST_PLACES * self._all_mentioned[person]
        return [(role, count) for role, count in self.roles.get(person, {}).items() if count >= least]

    def list_words(self, person: str) -> frozenset[str]:
        """The words that articles put before the roles of a person: prime, homeland, security."""
        return frozenset(word for held in self.roles.get(person, ()) for word in (*held.words, held.noun))

    def find_country(self, person: str) -> str | None:
        """The country that a person leads: of a president or prime minister, where the articles agree on one."""
        led = Counter()
        for role, count in self._held(person):
            leads = role.noun in _LEADERS and not role.words or (role.noun, role.words) == _PRIME_MINISTER
            if leads and len(role.countries) == 1:
                led.update({min(role.countries): count})
        return led.most_common(1)[0][0] if led else None

    # --- who holds a role ----------------------------------------------------------------------

    @functools.cached_property
    def _holders(self) -> dict[str, Counter[str]]:
        """{noun of a role: who holds it, and in how many places}."""
        found = defaultdict(Counter)
        for person in self.roles:
            for role, count in self._held(person):
                found[role.noun][person] += count
        return found

    def find_holder(self, article: str, role: Role, at: int) -> tuple[str, Role] | None:
        """The person who holds a role that the article mentions at an offset, and the form of the role by which that
        person is known.

        It is somebody whom the article names; only if the article names no holder, it is the person to whom nearly all
        articles give the role.
        """
        if role.noun in _RELATIONAL:
            return None
        candidates = self._match(role, self._mentioned[article])
        best = max((score for score, _, _ in candidates.values()), default=0)
        unsure = not candidates or role.countries and not any(held.countries for _, held, _ in candidates.values())
        if unsure and ((anywhere := self._find_anywhere(role)) or not candidates):
            return anywhere
        people = [person for person, (score, _, _) in candidates.items() if score == best]
        choose = self._choose if role.countries else functools.partial(self._choose_at_home, role.noun)
        person = choose(article, people, at)
        return person, candidates[person][1]

    _FEWEST_GIVEN = 3  # times that articles must give somebody an office before it shows who is meant

    def find_only_holder(self, role: Role) -> str | None:
        """The person to whom nearly all mentions of an office of several words give it: special counsel. None if there
        is nobody."""
        fits = self._match(role, self._holders.get(role.noun, ())) if role.words else {}
        counts = {person: count for person, (_, held, count) in fits.items() if role.words <= held.words}
        person = max(sorted(counts), key=counts.__getitem__, default=None)
        if person is None or counts[person] < max(self._FEWEST_GIVEN, self._MOST_HOLDERS * sum(counts.values())):
            return None
        return person

    def _choose_at_home(self, noun, article, people, at):
        """Of several presidents, the one whom articles mostly call president without naming a country, as the writers'
        own president."""
        unsaid = Counter({person: 0 for person in sorted(people)})
        for person in people:
            unsaid[person] += sum(n for held, n in self._held(person) if held.noun == noun and not held.countries)
        (first, most), (_, next_most) = [*unsaid.most_common(2), ("", 0)][:2]
        return first if most > self._MOST_MENTIONED * next_most else self._choose(article, people, at)

    def _match(self, role: Role, people: Iterable[str]):
        """{person: (how well the role fits, the role held, how often)} for the people whom a role may mean."""
        nouns = {role.noun, *bearers_of(role.noun)} | (
            OFFICES | HEADS if role.noun in HEADS and role.words else set()
        )
        found = {}
        for person in people:
            known = [(held, count) for held, count in self._held(person) if held.noun in nouns]
            fits = [fit for held, count in known if (fit := (compare_roles(role, held), held, count))[0] > 0]
            if fits and not self._is_of_another(role, person):
                found[person] = max(fits, key=lambda fit: (fit[0], fit[2], sorted(fit[1].words)))
        return found

    def _is_of_another(self, role: Role, person: str) -> bool:
        """Does the role name a country, and do the articles connect this person only with other countries?"""
        known = {country for held, _ in self._held(person) for country in held.countries}
        return bool(role.countries) and bool(known) and role.countries.isdisjoint(known)

    _MOST_MENTIONED = 2  # times as often as the next person: then the article is about this one

    def _choose(self, article, people, at):
        if len(people) == 1:
            return people[0]
        (first, most), (_, next_most) = Counter({p: self._mentioned[article][p] for p in sorted(people)}).most_common(2)
        if most >= self._MOST_MENTIONED * next_most:
            return first
        before = [(place, person) for place, person in self._places[article] if person in people and place < at]
        return max(before)[1] if before else first

    _MOST_HOLDERS = 0.9  # of the mentions that give somebody the role

    def _find_anywhere(self, role: Role):
        """The holder of an office that is said with its country, where the articles agree on one."""
        if not role.countries:
            return None
        fits = self._match(role, self._holders.get(role.noun, ()))
        if (only := self.find_only_holder(role)) in fits:
            return only, fits[only][1]  # the Finnish special envoy is no other Finnish envoy
        counts = {person: count for person, (score, held, count) in fits.items() if held.countries & role.countries}
        if not counts:
            return None
        person = max(sorted(counts), key=counts.__getitem__)
        return (person, fits[person][1]) if counts[person] >= self._MOST_HOLDERS * sum(counts.values()) else None


def _part_hyphens(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for word in words for part in word.split("-"))


def _join_hyphens(unified: dict[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    """The same mapping, with one name for names that differ only in hyphens: Kim Jong-un, Kim Jong Un."""
    best: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        best.setdefault(fold(unified[name])[0].replace("-", " "), unified[name])
    return {name: best[fold(person)[0].replace("-", " ")] for name, person in unified.items()}


# --- names of an article -------------------------------------------------------------------


def _find_named(text: str, spellings) -> dict[tuple[str, ...], str]:
    """{folded words of a full name: the name} of everybody in a text who certainly is a person."""
    found = {}
    for person in find_people(text, spellings)[0]:
        known = person.gender or person.key[0] in first_names() or _has_role(person, text)
        if known and len(person.name.split()) > 1 and not _is_no_person(person, text):
            found[person.key] = person.name
    return found


def _has_role(person: Person, text: str) -> bool:
    """Does the article give the name a role that only people have? Not: met her colleague in New York."""
    placed = f" in {person.name}" in text
    return not placed and any(not (words - _OF_NO_PERSON).isdisjoint(roles()) for words in person.roles)


_GLUED = re.compile(r"[a-z]{4}[A-Z]")  # Anna BergAnna, but not McBerg or FitzBerg
_AGENCIES = frozenset(fold(name)[0] for name in read_words("agencies", "agency"))
_BODIES = _CLASSES["nouns_of_names"] | _CLASSES["place_kinds"]


def _is_no_person(person: Person, text: str) -> bool:
    """Does a name that begins like a person's show that it is something else?"""
    key, name = person.key, person.name
    half = len(key) // 2
    twice = key[:half] == key[half:]  # a byline and the line below it: Anna Berg Anna Berg
    credit = key[-1] in _AGENCIES and name.split()[-1].isupper()  # Anna Berg AP
    medium = key[-1] in MEDIA_NAMES and key[0] not in first_names()  # Helsingin Sanomat
    body = key[-1] in _BODIES and not _has_role(person, text)  # Anna Valley, Berg Energy
    heading = key[0] in _read_bare_verbs() and key[0] not in first_names()  # Meet Berg
    return twice or credit or medium or body or heading or bool(_GLUED.search(name)) or is_institution(key)


@functools.cache
def _read_bare_verbs() -> frozenset[str]:
    """Verbs in the form of an order, which is how a headline may begin: meet, visit."""
    return frozenset(read_words("verbs", "verb"))


def _find_things(mentions: Iterable[Mention], named) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(article, folded words) for names that articles mostly write with "the", since these are not people: the Anna
    Berg sank."""
    articled: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for mention in mentions:
        if mention.is_name and mention.words in named[mention.article_id]:
            articled[mention.words].append(mention.determiner == "the")
    for key, said in articled.items():
        if 2 * sum(said) > len(said):
            yield from ((article_id, key) for article_id in named)


def _index(names: Mapping[tuple[str, ...], str], at: int) -> dict[str, str | None]:
    """{first or last word of a name: whose it is; None where several bear it}."""
    found: dict[str, str | None] = {}
    for key, person in names.items():
        found[key[at]] = person if found.get(key[at], person) == person else None
    return found


_MOST_BEARERS = 0.8  # of the articles that have a full name with this surname


def _find_bearers(indexes) -> dict[str, str]:
    """{surname: the person with this surname in nearly all articles that have one}."""
    counts: dict[str, Counter] = defaultdict(Counter)
    for names in indexes:
        for surname, person in names.items():
            counts[surname][person] += 1
    found = {}
    for surname, bearers in counts.items():
        person, most = bearers.most_common(1)[0]
        if person and most >= _MOST_BEARERS * sum(bearers.values()):
            found[surname] = person
    return found
