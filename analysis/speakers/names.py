"""Who is meant: names, roles and pronouns in one article, each led back to one speaker.

The article says most of it itself: "Foreign Minister Anna Berg" makes Berg, "the foreign minister"
and the next "she" one person. data/people.csv adds what an article cannot say: other spellings.
"""
import functools
import re
from bisect import bisect
from typing import NamedTuple

from analysis.speakers.people import (
    INSTITUTIONS,
    bare,
    find_people,
    first_names,
    generic_roles,
    role_phrases,
    role_word,
    roles,
    same_roles,
    split_name,
    titles,
)
from analysis.text import fold
from analysis.text.phrases import is_aside, is_role
from analysis.text.sentence import (
    BODIES,
    DETERMINERS,
    DOCUMENTS,
    PARTICLES,
    PREPOSITIONS,
    QUOTE,
    SUBORDINATORS,
    Sentence,
    is_name,
    is_owner,
)
from analysis.text.subjects import could_name, main_subject, phrase_after, phrase_from

_GENDERS = {"he": "m", "she": "f"}
_PLURALS = frozenset("people police officials both others many some experts media men women children".split())
_INDEFINITE = frozenset("a an another one some any other several many two three four five both few most all".split())
_THEIR = ("his", "her", "their", "its", "my", "our", "your")
_GOVERNING = tuple((w,) for w in "for to of with by".split())
_YEARS_OLD = re.compile(r"\d+-year-old")
_MEMORY = 50                             # so many speakers and subjects back may a pronoun reach
# "The spokesman" is somebody's, and not whoever was named last.
_OF_SOMEBODY = ("spokesman", "spokeswoman", "spokesperson", "official", "aide", "adviser", "member", "reporter")
_QUALIFIERS = frozenset("former vice deputy assistant acting ex then associate".split())


class Name(NamedTuple):
    """A run of capitals in a phrase: titles and roles before the name, the name, its folded words."""
    before: tuple
    words: tuple
    key: tuple
    is_head: bool                        # it ends the phrase up to its first preposition: Anna Berg | of Oldham
    is_all: bool                         # ... and the phrase ends there
    is_known: bool                       # it holds a first name, and is not what a preposition governs: spokesman for | Anna Berg


class Phrase(NamedTuple):
    """A noun phrase without its article: tokens, the end of its head, its role noun, the names in it."""
    words: tuple
    low: tuple
    cut: int
    noun: str
    owner: str                           # in lower case, as bare as a role word: the | driver | 's lawyer; else ""
    the: bool
    indefinite: bool
    names: tuple


@functools.lru_cache(maxsize=4096)
def _read_phrase(words):
    low = tuple(w.lower() for w in words)
    the, indefinite, start = low[0] == "the", low[0] in _INDEFINITE, 0
    while start < len(low) - 1 and low[start] in ("the", "a", "an", "(", ","):
        start += 1
    words, low = words[start:], low[start:]
    cut = next((k for k, w in enumerate(low) if k and w in PREPOSITIONS), len(low))
    bare_noun = low[0].endswith("s") or low[0] in BODIES or low[0] in DOCUMENTS
    reduced = next((k for k in range(1, cut) if low[k].endswith(("ed", "ing")) and words[k].islower() and (
        k > 1 or bare_noun or k + 1 == cut and low[k].endswith("ed"))), None)
    if reduced:                                             # nurses | representing the town; a poll | released on Sunday
        words, low, cut = words[:reduced], low[:reduced], reduced
    names = []
    for end in sorted({cut, len(words)}):
        begin = end
        while begin > 0 and (is_name(words[begin - 1]) or low[begin - 1] in PARTICLES):
            begin -= 1
        before, name = split_name(words[begin:end])
        if name:
            key = tuple(fold(w)[0] for w in name)
            place = before and before[0].lower() not in titles() and before[0].lower() not in roles()     # of Utopia | Anna Berg
            known = len(key) > 1 and not first_names().keys().isdisjoint(key[:-1]) and (
                bool(place) or low[begin - 1:begin] not in _GOVERNING)
            names.append(Name(before, name, key, end == cut, end == len(words), known))
    head = max((k + 1 for k, w in enumerate(low[:cut - 1]) if is_owner(w)), default=0)
    owner = bare(low[head - 1]) if head else low[0] if low[0] in _THEIR else ""
    nouns = [w for w in map(bare, low[head:cut]) if w in roles()]
    joined = " ".join(low[head:])
    noun = nouns[-1] if nouns else next((same[-1] for role, same in role_phrases() if joined.startswith(role)), None)
    return Phrase(words, low, cut, noun, owner, the, indefinite, tuple(names))


def _is_body(low):
    """May "they" or "it" speak for it: The nurses, The club? Not the roads, the weather."""
    return low in _PLURALS or low in INSTITUTIONS or low in BODIES or low.rstrip("s") in roles()


def _is_first_name(left, right):
    """Are they one first name, or its initial?"""
    short = min(left.rstrip("."), right.rstrip("."), key=len)
    return left == right or len(short) == 1 and left[0] == right[0]


class Article:
    """What one article says about its people, and whom it last spoke of."""

    def __init__(self, text, spellings, body=0):
        self.text, self.spellings = text, spellings
        self.spoken = set()              # who has been quoted by name
        self.learned = {}                # {speaker: gender}, by the pronouns that were led back to them
        self.focus = []                  # speakers (speaker, gender, number) and sentences about somebody, latest last
        self.people, self.genders = find_people(text, spellings, body)
        self.by_surname, self.by_first, self.by_role = {}, {}, None
        for person in self.people:
            self.by_surname.setdefault(person.key[-1], []).append(person)
            self.by_first.setdefault(person.key[0], []).append(person)

    def _spelling(self, name, key=None):
        key = key or tuple(fold(w)[0] for w in name.split())
        return self.spellings.get(" ".join(key)) or name

    # --- resolution --------------------------------------------------------------------------

    def resolve(self, s, subject, at, strict=False):
        """Whom the tokens `subject` of sentence `s` mean: (speaker or None, basis, gender, number)."""
        first, last = subject
        words = s.words[first:last]
        head = s.low[first].split("'")[0].split("’")[0] if last - first == 1 else None
        head = {"his": "he", "him": "he", "her": "she", "their": "they", "them": "they"}.get(head, head)
        if head in ("he", "she", "they", "it", "we", "i", "you"):
            return self._pronoun(head, s, first)
        if head in ("who", "which", "that"):
            return self._antecedent(s, first, at)
        return self._phrase(words, at, strict)

    def _pronoun(self, pronoun, s, first):
        if pronoun in ("we", "i", "you"):
            return None, "pronoun", "", 1
        wanted = _GENDERS.get(pronoun)
        if wanted and (beside := self._beside(s, first, wanted)):
            return beside
        for speaker, gender, number in self._recent():
            if wanted:
                if number == "person" and (gender or self.learned.get(speaker, "")) in (wanted, ""):
                    self.learned[speaker] = wanted          # whoever was "she" once is no "he" later
                    return speaker, "pronoun", wanted, number
            elif pronoun == "they" and number in ("plural", "group") or pronoun == "it" and number in ("group", "thing"):
                return speaker, "pronoun", gender, number
        if wanted:
            at = s.starts[first]
            near = [(bisect(p.offsets, at), p) for p in self.people
                    if p.gender == wanted or not p.gender and p.roles]
            near = [(p.offsets[k - 1], p) for k, p in near if k]
            if near:
                person = max(near, key=lambda pair: pair[0])[1]
                return self._fullest(person), "pronoun", wanted, "person"
        return None, "pronoun", wanted or "", "person" if wanted else "group"

    def _beside(self, s, first, wanted):
        """The subject of the other clause: Though she said so, | Berg | ...; When | Berg | left, she ...; As for | Berg |, she ..."""
        if s.low[0] not in SUBORDINATORS:
            return None
        if first > 2:
            phrase = phrase_from(s, 1 + (s.low[1] == "for"))
        else:
            comma = next((k for k in range(first, s.n) if s.low[k] == ","), None)
            phrase = comma and phrase_after(s, comma + 1)
        if not phrase:
            return None
        speaker, basis, gender, _ = self._phrase(s.words[slice(*phrase)], s.starts[phrase[0]], True)
        return (speaker, "pronoun", wanted, "person") if basis == "name" and (
            gender or self.learned.get(speaker)) == wanted else None

    def _antecedent(self, s, first, at):
        """Whom "who" at token `first` is: Anna Berg | of Oldham, 54, a nurse, who ..."""
        begin, end = self._segment(s, first)
        while end > begin > 1 and s.low[begin - 1] == "," and is_aside(s, begin, end) and is_name(s.words[begin - 2]):
            before = self._segment(s, begin)
            if s.low[before[0]] in PREPOSITIONS and all(map(is_name, s.words[before[0] + 1:before[1]])):
                break                                       # In Oldham, | a nurse, who
            begin, end = before
        if begin == end:
            return None, "pronoun", "", "person"
        head = end
        while head > begin:
            run = head
            while run > begin and is_name(s.words[run - 1]):
                run -= 1
            if run == head:
                run = head - 1
                while run > begin and s.low[run] not in DETERMINERS and s.low[run - 1] not in PREPOSITIONS:
                    run -= 1
            if not (run - 1 > begin and s.low[run - 1] == "of" and (is_name(s.words[run - 2]) or is_role(s.low[run - 2]))):
                break
            head = run - 1                                  # the mayor | of Oldham, Anna Berg | of Oldham
        speaker, _, gender, number = self._phrase(s.words[run:end], at)
        return speaker, "pronoun", gender, number

    def _segment(self, s, first):
        """The tokens before token `first` up to the comma before them, without brackets: (begin, end)."""
        end = first
        while s.low[end - 1] == ",":
            end -= 1
        if s.low[end - 1] == ")":                           # Anna Berg (D-Ohio), who
            end = next((k for k in range(end - 1, -1, -1) if s.low[k] == "("), 0)
        begin = end
        while begin > 0 and s.low[begin - 1] not in (",", ";", ":", QUOTE):
            begin -= 1
        return begin, end

    def _phrase(self, words, at, strict=False):
        """A name, a role or a group."""
        phrase = _read_phrase(tuple(words))
        if "and" in phrase.low[1:phrase.cut - 1] and self._are_two(phrase):
            return " ".join(phrase.words[phrase.low[0] == "both":]), "group", "", "plural"
        if len(words) == 1 and is_name(words[0]) and fold(bare(words[0]))[0] in self.by_surname:
            return self._person((), words, (fold(bare(words[0]))[0],), at, False, strict)         # Dean, who is no dean
        for name in phrase.names:
            if name.is_head and (name.is_all or name.before or len(name.key) > 1 and name.key[0] in first_names()
                                 or name.key[-1] in self.by_surname) or not name.is_head and name.is_known:
                person = self._person(name.before, name.words, name.key, at, phrase.the, strict)
                if person:
                    return person
                break
        return self._role(phrase, at)

    def _are_two(self, phrase):
        """Are they two: Anna Berg and Paul Dean, Oldham and Utopia? Not the Energy and Water Committee's chairman Paul Dean."""
        k = phrase.low.index("and", 1)
        left, right = phrase.words[:k], phrase.words[k + 1:phrase.cut]
        if not (is_name(left[-1]) and is_name(right[0])):
            return False
        if len(left) == len(right) == 1:
            return True
        return fold(bare(left[-1]))[0] in self.by_surname or len(left) > 1 and fold(left[-2])[0] in first_names()

    def _person(self, before, name, folded, at, the, strict=False):
        title = next((titles()[w.lower()] for w in before if w.lower() in titles()), None)
        gender = title[0] if title else ""
        for word in before:
            gender = gender or roles().get(word.lower(), ("",))[0]
        if any(w in INSTITUTIONS for w in folded) or the and not before and folded[-1] not in self.by_surname:
            return None
        people = self.by_surname.get(folded[-1], ())
        if len(name) > 1 and folded[0] not in PARTICLES:        # De Wit is a surname
            same = [p for p in people if _is_first_name(folded[0], p.key[0])]
            if same:
                best = max(same, key=lambda p: (len(p.key[0].rstrip(".")) > 1, len(p.key), len(p.offsets)))
                if strict and not any(p.gender or p.roles or p.name in self.spoken for p in people):            # Fort Wayne
                    return None
                return best.name, "name", best.gender or gender, "person"
            if strict and folded[0] not in first_names():
                return None
            return self._spelling(" ".join(name)), "name", gender or first_names().get(folded[0], ""), "person"
        fitting = [p for p in people if not gender or p.gender in (gender, "")]
        if fitting:
            best = self._most_likely(fitting)
            return self._fullest(best), "name", best.gender or gender, "person"
        first = [p for p in self.by_first.get(folded[0], ())]
        if first and not before:
            best = self._most_likely(first)
            return self._fullest(best), "name", best.gender, "person"
        spelt = self.spellings.get(folded[0])
        if spelt:
            return spelt, "name", gender or first_names().get(fold(spelt.split()[0])[0], ""), "person"
        gender = gender or self.genders.get(folded[0], "") or first_names().get(folded[0], "")
        if before or folded[0] in first_names() or folded[0] in self.genders:
            return name[0], "name", gender, "person"
        common = folded[0] in _INDEFINITE or folded[0] in _PLURALS or folded[0].endswith("s") or self._is_common(name[0])
        return None if strict or common or name[0].isupper() else (name[0], "name", "", "person")

    def _is_common(self, name):
        """Is the word written small elsewhere, or a place: "in Brussels"?"""
        return f" {name.lower()} " in self.text or any(f" {w} {name}" in self.text for w in ("in", "from", "at"))

    def _most_likely(self, people):
        """Of namesakes the one who spoke or acted last, else the one named most often."""
        if len(people) == 1:
            return people[0]
        names = {p.name for p in people}
        for speaker, _, _ in self._recent():
            if speaker in names:
                return next(p for p in people if p.name == speaker)
        return max(people, key=lambda p: (len(p.offsets), -p.offsets[0]))

    def _fullest(self, person):
        same = [p for p in self.by_surname.get(person.key[-1], ()) if p.key[0] == person.key[0]]
        return max(same, key=lambda p: (len(p.key), len(p.offsets))).name if same else person.name

    def _with_role(self, noun):
        """[(person, role words)] of everybody to whom the article gives a role with this noun."""
        if self.by_role is None:
            self.by_role = {}
            for person in self.people:
                for role_set in person.roles:
                    for word in role_set:
                        self.by_role.setdefault(word, []).append((person, role_set))
        return self.by_role.get(noun, ())

    def _role(self, phrase, at):
        """A role that the article gives to somebody, or a group, as written."""
        low, noun, head, written = phrase.low, phrase.noun, phrase.low[phrase.cut - 1], " ".join(phrase.words)
        if phrase.the and len(phrase.words) == 1:           # A town official said it rained. ... the official (the source) said
            speaker, sex, number = next(self._recent(), ("", "", ""))
            nameless = number == "person" and any(map(str.islower, speaker.split()))
            if nameless and (head in speaker.lower().split() or head in ("source", "person")):
                return speaker, "role", sex, number
        if bare(head).rstrip("s") in DOCUMENTS:
            return written, "group", "", "thing"
        if head in BODIES or head in INSTITUTIONS or not INSTITUTIONS.isdisjoint(low) and all(map(is_name, phrase.words)):
            return written, "group", "", "group"            # the Union Leader, the state Republican Party
        if head in _PLURALS or head.endswith("s") and noun is None:
            return written, "role" if noun else "group", "", "plural"
        if noun is None:
            years_old = phrase.the and _YEARS_OLD.fullmatch(head)           # the 16-year-old
            latest = next((recent for recent in self._recent() if recent[2] == "person"), None) if years_old else None
            return (latest[0], "role", *latest[1:]) if latest else (written, "group", "", "group")
        gender = roles().get(noun, ("",))[0]
        if phrase.indefinite:
            return written, "role", "", "person"
        capitals = {bare(w).lower() for w in phrase.words if is_name(w)}
        best, others = self._bearer(phrase, capitals, at)
        if best:
            return self._fullest(best), "role", best.gender or gender, "person"
        if phrase.the and not phrase.owner and INSTITUTIONS.isdisjoint(capitals) and noun not in _OF_SOMEBODY:
            for speaker, sex, number in self._recent():
                if number == "person" and (not gender or sex in (gender, "")) and speaker not in others:
                    return speaker, "role", sex or gender, "person"
        return written, "role", gender, "person"

    def _bearer(self, phrase, capitals, at):
        """(the person to whom the article gives the role in most of its words, the names of those whose role is another)."""
        named = same_roles(tuple(map(role_word, phrase.low)))
        best, best_score, others = None, 0, set()
        for person, role_set in self._with_role(roles().get(phrase.noun, ("", phrase.noun))[1].split()[-1]):
            if capitals - role_set and not capitals & role_set and not role_set <= generic_roles():
                others.add(person.name)                     # the Italian minister is not "Turkish Foreign Minister"
                continue
            score = len(named & role_set) * 4 + (person.offsets[:1] < [at]) - 2 * len(
                (role_set - named) & _QUALIFIERS) + min(3, len(person.offsets)) * 0.1
            if score > best_score:
                best, best_score = person, score
        return best, others

    def resolve_name(self, name):
        """The person whom the article names so, or None."""
        people = self.by_surname.get(fold(name.split()[-1])[0], ())
        return self._fullest(people[0]) if people else None

    def could_speak(self, words):
        """Is this side of a headline's colon somebody: a role, or a person whom the article names?"""
        last = bare(words[-1]).lower()
        if last in roles() or last.rstrip("s") in roles() or last in ("police", "sources", "report", "study", "poll", "media"):
            return True
        _, name = split_name(tuple(words))
        return bool(name) and all(is_name(w) for w in words) and fold(name[-1])[0] in self.by_surname

    def remember(self, resolved):
        """The next "she" may mean this speaker."""
        speaker, basis, gender, number = resolved
        if basis == "name":
            self.spoken.add(speaker)
        if speaker:
            self.focus.append((speaker, gender, number))

    def _recent(self):
        """Whom the article last let speak or was about, latest first; a sentence is looked at when it is asked for."""
        for at in range(len(self.focus) - 1, max(-1, len(self.focus) - 1 - _MEMORY), -1):
            s = self.focus[at]
            if isinstance(s, Sentence):
                self.focus[at] = None
                subject = main_subject(s)
                pronoun = subject and _GENDERS.get(s.low[subject[0]])
                if pronoun:
                    beside = self._beside(s, subject[0], pronoun)
                    self.focus[at] = beside and (beside[0], *beside[2:])
                elif subject and could_name(s, subject):
                    speaker, _, gender, number = self.resolve(s, subject, s.span[0], strict=True)
                    if speaker and (number == "person" or _is_body(s.low[subject[1] - 1])):
                        self.focus[at] = speaker, gender, number
            if self.focus[at]:
                yield self.focus[at]
