"""The hearer: the person whom something is told, between the cue and the content: told | the reporters | that."""

from collections.abc import Collection

from analysis.lexicon import read_classes
from analysis.text.sentence import (
    ARTICLES,
    AUXILIARIES,
    CLAUSE_PRONOUNS,
    DETERMINERS,
    PREPOSITIONS,
    QUOTE,
    Sentence,
    is_auxiliary,
    is_name,
)

_WORDS = read_classes("reports")
_THAT = _WORDS["that"]
_OBJECT_PRONOUNS = _WORDS["hearer_pronouns"]
_INDEFINITE = _WORDS["indefinite_hearers"]
_POINTING = _WORDS["pointing"]
_CONJUNCTIONS = _WORDS["conjunctions_after_cue"]
_EXTENTS = _WORDS["places_in_time"]

# How far a look goes; measured on news prose, where all but a few in a thousand are shorter.
_HEARER = 5  # tokens: warned | the old bridge could fall
_RELATIVE = 6  # tokens: told anyone | who would listen | that
_SHORT_QUOTE = 24  # characters of a quotation that is no more than a name or a term


def is_short(sent: Sentence, quote: int) -> bool:
    """Is the quotation at token `quote` no more than a name or a term?"""
    quotation = sent.quotes[quote]
    return quotation.inner_end - quotation.inner_start < _SHORT_QUOTE


def skip_hearer(sent: Sentence, start: int, takes: Collection[str]) -> int | None:
    """The token after the hearer ("told | the reporters | that"), or `start` if there is no hearer; None where no
    content follows."""
    word = sent.low[start]
    if word in _INDEFINITE and not is_auxiliary(sent.low[start + 1]):
        return _after_indefinite(sent, start + 1, takes)
    if word in _THAT or word in ("to", ",", ":", QUOTE) or word in CLAUSE_PRONOUNS and word not in ("it", "you"):
        return start  # warned | they could fall
    return start + 1 if _is_object(sent.low, start) else _hearer_end(sent, start, takes)


def _after_indefinite(sent, at, takes):
    """The token after a hearer that begins with "everyone" before token `at`: told everyone | that; told anyone who
    would listen | that. None if no content follows."""
    if sent.low[at] == "who":
        near = range(at + 1, min(sent.n, at + _RELATIVE))
        return next((token for token in near if sent.low[token] in _THAT), None)
    return at if _opens_content(sent, at) else _hearer_end(sent, at, takes)


def _is_object(low, at):
    """Is the token a pronoun that is the hearer: told her | that? Not in: told her son."""
    if low[at].split("'")[0] not in _OBJECT_PRONOUNS:
        return False
    after = low[at + 1]
    return low[at] != "her" or not after.isalpha() or after in _THAT or after in PREPOSITIONS


def _hearer_end(sent, start, takes):
    """The token after a hearer that is a noun phrase. `start` itself where the phrase is the subject of the reported
    clause (warned | the bridge could fall); None if no content follows."""
    low, seen_noun = sent.low, False
    for token in range(start, sent.n):
        word = low[token]
        if _opens_content(sent, token):
            return token if token > start else None
        if is_auxiliary(word):  # warned | the bridge could fall
            return start if "bare" in takes and token < start + _HEARER else None
        if _ends_hearer(sent, token, seen_noun):
            return token
        seen_noun = seen_noun or word not in DETERMINERS and word not in PREPOSITIONS
    return None


def _ends_hearer(sent, token, seen_noun):
    """Does the hearer end here: told reporters | in May; told a briefing | when asked; told Reuters | work would
    begin?"""
    word = sent.low[token]
    return word in _EXTENTS or seen_noun and (word in _CONJUNCTIONS or _opens_next_phrase(sent, token))


def _opens_content(sent, token):
    word = sent.low[token]
    if word == QUOTE:
        return not is_short(sent, token)
    return word in _THAT or word in ("to", ",", ":") or word in CLAUSE_PRONOUNS and word not in _POINTING


def _opens_next_phrase(sent, token):
    """Does the next noun phrase, the subject of the reported clause, begin here: told Reuters | work would begin, told
    reporters | Berg had left?"""
    low, word, before = sent.low, sent.low[token], sent.low[token - 1]
    if before in PREPOSITIONS:
        return False
    if word in ARTICLES:
        return before not in ("and", "or")
    if (
        word in DETERMINERS
        or word in PREPOSITIONS
        or is_name(sent.words[token]) == is_name(sent.words[token - 1])
        or not word.isalpha()
    ):
        return False
    return low[token + 1] not in CLAUSE_PRONOUNS and not AUXILIARIES.isdisjoint(low[token + 1 : token + 3])
