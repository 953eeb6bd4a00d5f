"""Mentions of several people without a name, of what somebody has written or said, and of people who are known by whose
they are: nurses, others, the report, her answer, her lawyer.

analysis.speakers.resolution has the steps, with examples.
"""

from typing import TYPE_CHECKING

from analysis.lexicon.cues import NOUNS_TOO
from analysis.speakers.mentions import Mention, Resolved
from analysis.speakers.person_names import bare
from analysis.speakers.phrases import are_several, is_record
from analysis.speakers.vocabulary import INDEFINITES, QUANTITIES, RECORDS, UTTERANCES, are_people, is_person_noun
from analysis.text.sentence import AUXILIARIES, DETERMINERS, PREPOSITIONS, is_name, is_owner
from analysis.text.singular import make_singular

if TYPE_CHECKING:
    from analysis.speakers.names import Article


def find_several_people(article: "Article", mention: Mention) -> Resolved | None:
    """Several people without a name: nurses, many in the council, the Finns."""
    phrase = mention.phrase
    s = mention.sentence
    one = phrase.low == ("one",) and s.low[mention.last] not in AUXILIARIES  # one said; not: one would think
    if not (one or are_several(phrase)):
        return None
    return Resolved(name_with_owner(article, mention), "role" if phrase.noun else "group", "", "plural")


_OWNERS = ("his", "her")


def name_with_owner(article: "Article", mention: Mention) -> str:
    """A phrase as written, with the name of the person in place of "his" or "her": "her lawyer" becomes "Anna Berg’s
    lawyer"."""
    written, first = mention.phrase.written, mention.phrase.words[0]
    if first.lower() not in _OWNERS or len(mention.words) != len(mention.phrase.words):
        return written
    owner = article.resolve(mention.sentence, (mention.first, mention.first + 1), mention.at).speaker
    return f"{owner}’s {written.removeprefix(first).lstrip()}" if owner else written


def find_document(article: "Article", mention: Mention) -> Resolved | None:
    """Something written that is a source: the indictment, her post."""
    return Resolved(mention.phrase.written, "group", "", "thing") if is_record(mention.phrase) else None


def find_utterance(article: "Article", mention: Mention) -> Resolved | None:
    """What somebody said, by the noun for it: | Anna Berg |'s answer, | her | reply. The owner is the speaker."""
    phrase, s = mention.phrase, mention.sentence
    if not phrase.owner or bare(phrase.head) not in UTTERANCES:
        return None
    named = (k for k in range(mention.last - 1, mention.first - 1, -1) if is_owner(s.words[k]))
    owner = (mention.first, next(named, mention.first) + 1)
    resolved = article.resolve(s, owner, mention.at)
    return resolved if resolved.speaker else None


_OF_THEM = frozenset(("others", "many", "some", "most", "several", "few"))
_NUMBERS_OF_THEM = QUANTITIES | _OF_THEM
_BEFORE_PLURALS = INDEFINITES | QUANTITIES | {"other"}


def find_elliptical(article: "Article", mention: Mention) -> Resolved | None:
    """A word of number without its noun, completed from the text before: Some nurses left; | others | said: other
    nurses."""
    phrase, s = mention.phrase, mention.sentence
    if phrase.low == ("another",):
        return _find_another(article, mention)
    if len(phrase.low) != 1 or phrase.low[0] not in _OF_THEM:
        return None
    if s.low[mention.last] in PREPOSITIONS and is_name(s.words[mention.last + 1]):
        return Resolved(_with_place(s, mention), "group", "", "plural")
    before = (k for k in range(mention.first - 1, -1, -1) if _are_told_of(s, k))
    last = next(before, None)
    people = _nouns_up_to(s, last) if last is not None else _people_of_last(article, mention)
    if not people:
        return None
    word = "other" if phrase.low[0] == "others" else phrase.words[0]
    return Resolved(f"{word} {people}", "group", "", "plural")


def _with_place(s, mention: Mention) -> str:
    """A word of number together with the name after its preposition: "Many" becomes "Many in Washington"."""
    end = mention.last + 1
    while is_name(s.words[end]):
        end += 1
    return " ".join(s.words[mention.first : end])


def find_one_record(article: "Article", mention: Mention) -> Resolved | None:
    """ "One" of several documents or signs named before: Billboards stood there. “Old,” read | one |: one billboard."""
    if mention.phrase.low != ("one",):
        return None
    before = article.text[max(0, mention.at - _CHARACTERS_BACK) : mention.at].lower().split()
    words = (word.strip(_MARKS) for word in reversed(before))
    plural = next(filter(_are_records, words), None)
    return Resolved(f"one {make_singular(plural)}", "group", "", "thing") if plural else None


def _are_records(word: str) -> bool:
    """Is this word a plural of something that can be read (billboards, letters), and not also a verb (the Post
    reports)?"""
    return make_singular(word) != word and make_singular(word) in RECORDS and word not in NOUNS_TOO


_CHARACTERS_BACK = 300  # how far back several notices, signs or posts may be named before "one" of them is read
_MARKS = ".,;:!?()\"“”'‘’"


def _find_another(article, mention: Mention) -> Resolved | None:
    """ "Another" after a person with a role: One official left; | another | said: another official."""
    recent = next(article.recent(mention.at), None)
    words = recent.speaker.split() if recent and recent.number in ("person", "plural") else [""]
    noun = make_singular(words[-1]) if recent and recent.number == "plural" else words[-1]
    return Resolved(f"another {noun}", "role", "", "person") if noun.islower() and is_person_noun(noun) else None


def _are_told_of(s, k: int) -> bool:
    return s.words[k].islower() and are_people(s.low[k]) and s.low[k] not in _NUMBERS_OF_THEM


def _nouns_up_to(s, last: int) -> str:
    """A plural with the nouns and adjectives right before it: council watchers."""
    begin = last
    while begin > last - 3 and _is_modifier(s, begin - 1):
        begin -= 1
    return " ".join(s.words[begin : last + 1])


def _is_modifier(s, k: int) -> bool:
    low = s.low[k]
    closed = low in DETERMINERS or low in PREPOSITIONS or low in AUXILIARIES or low in INDEFINITES or low in QUANTITIES
    return low.isalpha() and not closed and low not in ("and", "or", "but") and not low.endswith(("ly", "ing", "ed"))


def _people_of_last(article, mention: Mention) -> str | None:
    """The people who spoke or acted last, if they are several, without the word of number: some | nurses."""
    recent = next(article.recent(mention.at), None)
    if recent is None or recent.number != "plural":
        return None
    words = recent.speaker.split()
    begin = next((k for k, word in enumerate(words) if word.lower() not in _BEFORE_PLURALS), None)
    plain = begin is not None and all(map(str.islower, words[begin:])) and are_people(words[-1])
    return " ".join(words[begin:]) if plain else None
