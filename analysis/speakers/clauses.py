"""What shows that a clause begins: a conjunction, a subject with its verb; and what is a noun phrase or an object
instead."""

from collections.abc import Sequence

from analysis.lexicon import read_classes
from analysis.lexicon.cues import verb_forms
from analysis.text.sentence import (
    ARTICLES,
    BEFORE_TIMES,
    BREAKS,
    CLAUSE_PRONOUNS,
    DETERMINERS,
    IRREGULAR,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    SUBORDINATORS,
    Sentence,
    is_adverb,
    is_auxiliary,
    is_end,
    is_name,
)

_WORDS = read_classes("reports")
_AFTER_OBJECT = _WORDS["after_object_it"]
_ONLY_SAID = _WORDS["only_said"]
_NOT_A_CLAUSE = _WORDS["no_clause"]
_WISHES = _WORDS["nouns_with_infinitive"]
_EXTENTS = _WORDS["extents"]
_POINTING = _WORDS["pointing"] | {"that"}

_INDEFINITE = ("something", "anything", "nothing", "everything")
_BEFORE_MAY = PREPOSITIONS | BEFORE_TIMES

# How far the search goes, in tokens. Measured on news texts: only a few in a thousand are longer.
_TO_VERB = 18  # between the subject of a reported clause and its verb
_TO_PAST = 5  # told reporters | her son left


# --- a clause without a conjunction --------------------------------------------------------


def starts_clause(sent: Sentence, at: int, lemma: str) -> bool:
    """Does a clause without "that" begin at this token, after a verb or an adjective of this `lemma`?"""
    low, word, said = sent.low, sent.low[at], lemma == "say"
    if word in _NOT_A_CLAUSE or word in _ONLY_SAID and not said or low[at : at + 2] == ["the", "least"]:
        return False
    if word in STOPS or word == "(" or _is_extent(low, at):  # said on Wednesday (March 3)
        return False
    if lemma == "find" and _is_described_thing(low, at):
        return False  # found | the man who was lost
    if word in _INDEFINITE and not _has_auxiliary(low, at):
        return False  # said | something different from that
    if word in _POINTING and not is_auxiliary(low[at + 1]) and low[at + 1] not in CLAUSE_PRONOUNS:
        return not _is_object(low, at) and (said or _is_subject_with_verb(sent, at, lemma))  # kept | this faith
    if word in CLAUSE_PRONOUNS and word not in _ONLY_SAID:
        return not _is_object(low, at)  # knows it rains; not: he knows it.
    return sent.n - at >= 3 and (said or _is_subject_with_verb(sent, at, lemma))  # a subject, a verb and one word more


def _is_described_thing(low, at):
    """Does a relative clause follow the noun phrase at this token before any verb does: the man | who was lost?"""
    near = range(at, min(len(low), at + _TO_VERB))
    first = next((token for token in near if is_auxiliary(low[token]) or low[token] in RELATIVES), None)
    return first is not None and low[first] in RELATIVES


def _is_extent(low, at):
    """Do words for how much was said begin here: said | much about it, said | the same of her? Not in: said more than
    forty came."""
    second = at + (low[at] == "the")
    after = second + 1 + (low[second + 1] == "thing")
    ends = low[after] in PREPOSITIONS or low[after] in BREAKS or is_end(low[after])
    return low[second] in _EXTENTS and ends


def _is_object(low, at):
    """Is the pronoun at this token the object of the verb (said it twice, wrote this because it rained, reported it to
    the police), rather than the subject of a clause?"""
    after = low[at + 1]
    if is_end(after) or after in BREAKS or low[at] in _POINTING and after in SUBORDINATORS:
        return True
    twice = after in _AFTER_OBJECT and (is_end(low[at + 2]) or low[at + 2] in BREAKS)
    towards = after in PREPOSITIONS and (after != "to" or low[at + 2] in DETERMINERS)
    return low[at] == "it" and (twice or towards)  # reported it to the police; not: expects it to rain


def _is_subject_with_verb(sent, at, lemma):
    word = sent.low[at]
    least = sent.low[at : at + 2] in (["at", "least"], ["at", "most"])  # reported | at least six planes had come
    noun = least or (
        (word.isalpha() or word[0].isdigit() or is_name(sent.words[at]))
        and not word.endswith("ing")
        and word not in PREPOSITIONS
    )
    return noun and _has_verb(sent, at, lemma)


def _ends_subject(low, token):
    """Does a mark or a second clause begin here before any verb has come: expects rain | and the road is shut? Then
    what came before is no subject of a clause."""
    joined = low[token] == "and" and (low[token + 1] in ARTICLES or is_auxiliary(low[token + 1]))
    infinitive = low[token] == "to" and low[token - 1] not in _WISHES  # believes | his efforts to help will fail
    return joined or infinitive or low[token] in (",", ";", ":")


def opens_plain_clause(low: Sequence[str], at: int) -> bool:
    """Does a clause begin at this token whose subject has no article: | local officials should be careful?"""
    conditional = low[at] in ("if", "when", "because", "although", "though")
    opens = conditional or low[at].isalpha() and low[at] != "and" and not opens_phrase(low[at])
    return opens and _has_auxiliary(low, at)


def _has_auxiliary(low, at):
    """Does a subject that begins at token `at` lead to an auxiliary? Not in: losses in | May."""
    near = range(at + 1, min(len(low), at + _TO_VERB))
    first = next((token for token in near if is_auxiliary(low[token]) or _ends_subject(low, token)), None)
    if first is None or low[first] == "may" and low[first - 1] in _BEFORE_MAY:
        return False
    return is_auxiliary(low[first])


def _has_verb(sent, at, lemma):
    low = sent.low
    if _has_auxiliary(low, at):
        return True
    if low[at] not in DETERMINERS and not is_name(sent.words[at]):
        return False  # told reporters | her son left; not: expects money found there
    age = next((token for token in range(at + 1, min(sent.n, at + _TO_PAST)) if _is_age(low, token)), None)
    if age:
        return low[age + 3] in verb_forms() or is_lexical_verb(sent, age + 3)  # allege | the man, 29, set fire to it
    near = range(at + 1, min(sent.n, at + _TO_PAST))
    return any(_is_irregular_past(low, token) or _is_regular_past(sent, token, lemma) for token in near)


def _is_age(low, token):
    """Is this the comma before somebody's age: the man |, 29, said?"""
    return low[token] == "," and low[token + 1].isdigit() and low[token + 2] == ","


def _is_irregular_past(low, token):
    return low[token] in IRREGULAR and low[token - 1] not in ("and", "or", "but")


def _is_regular_past(sent, token, lemma):
    """Is this word ending in -ed the verb of a clause (told reporters the canals | needed repairs), rather than a
    participle (the alleged attack, the man accused of it)?"""
    low, before = sent.low, sent.low[token - 1]
    plain = before not in DETERMINERS and before.isalpha() and not is_adverb(sent, token - 1)
    after = low[token + 1]
    governs = after in ARTICLES or lemma == "tell" and (after == "to" or after.isalpha() and after not in PREPOSITIONS)
    return low[token].endswith("ed") and plain and governs


# --- phrases, predicates, relative clauses -------------------------------------------------


def is_topic(sent: Sentence, first: int, last: int) -> bool:
    """Is the stretch a noun phrase alone, whose verb must follow: | The plan |, she said, came too late?"""
    opens = sent.low[first] in DETERMINERS or is_name(sent.words[first]) and not opens_phrase(sent.low[first])
    return opens and not any(_is_finite(sent, token) for token in range(first, last))


def _is_finite(sent, token):
    """Is the token a verb, or does a clause begin there?"""
    word = sent.low[token]
    return is_auxiliary(word) or word in CLAUSE_PRONOUNS and word not in DETERMINERS or is_lexical_verb(sent, token)


def is_lexical_verb(sent: Sentence, at: int) -> bool:
    """Is the token, or the one after an adverb at it, a finite form of a verb that is no noun as often?"""
    verb = at + is_adverb(sent, at)
    word = sent.low[verb]
    known = word in IRREGULAR or not verb_forms().get(word, True) or word.endswith("ed")
    return known and not is_name(sent.words[verb]) and sent.low[verb - 1] not in DETERMINERS


def opens_phrase(word: str) -> bool:
    """Does the word open a phrase or a clause that stands before another: In May, When it rained, Painting it?"""
    known = word in PREPOSITIONS or word in SUBORDINATORS or word in ("asked", "according")
    return known or word.endswith("ing")


def opens_relative(sent: Sentence, that: int) -> bool:
    """Is the "that" at this token the subject of its clause, so that a relative clause opens here: rules | that could
    close it, remarks | that drew applause? Not in: her claim | that armed men did it."""
    low, verb = sent.low, that + 1
    while is_adverb(sent, verb):
        verb += 1
    word, after = low[verb], low[verb + 1]
    if is_auxiliary(word) or word in IRREGULAR:
        return True
    is_form = word.endswith("ed") or not verb_forms().get(word, True)
    return is_form and (after in DETERMINERS or after in PREPOSITIONS or after == "that")


def is_infinitive(sent: Sentence, at: int) -> bool:
    """Does the "to" at this token open an infinitive ("to go"), rather than a phrase ("to the town", "to Oldham", "to
    others")?"""
    after = sent.low[at + 1]
    return not (is_name(sent.words[at + 1]) or after in DETERMINERS or after.endswith("s"))
