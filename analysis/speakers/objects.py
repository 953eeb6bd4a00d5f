"""Quotations before and after a cue, and objects with quoted words: where they begin and end."""

from analysis.lexicon import read_classes
from analysis.lexicon.cues import is_cue
from analysis.speakers.contents import clause_start
from analysis.speakers.endings import clause_end
from analysis.text.sentence import (
    AUXILIARIES,
    DASHES,
    IRREGULAR,
    PREPOSITIONS,
    QUOTE,
    SUBJECT_PRONOUNS,
    Sentence,
    ends_with_comma,
    is_adverb,
    is_auxiliary,
    is_end,
    is_time,
    is_title,
)

_EXTENTS = read_classes("reports")["places_in_time"]

# Tokens after a quoted fragment in which a verb tells that the clause goes on, or a second fragment is joined.
_FRAGMENT = 8


def quoted_before(sent: Sentence, quote: int) -> list[tuple[int, int]]:
    """The content that ends with the quotation at token `quote`: the quotation alone, or with the words before it that
    belong to its clause."""
    low, begin = sent.low, quote
    whole = low[quote - 1] in DASHES and sent.text[sent.quotes[quote].inner_start].isupper()  # She left – | “It rains,”
    while begin > 0 and not whole and low[begin - 1] != ":" and not _ends_with_stop(sent, begin - 1):
        begin -= 1
    if begin == 0:
        begin = clause_start(sent)
    if begin >= quote:
        return [(sent.quotes[quote].inner_start, sent.quotes[quote].inner_end)]
    return [(sent.starts[begin], sent.ends[quote])]


def _ends_with_stop(sent, token):
    """Is the token a quotation that ends a sentence of its own?"""
    return sent.low[token] == QUOTE and sent.text[sent.quotes[token].inner_end - 1] in ".?!"


def quoted_after(sent: Sentence, quote: int) -> tuple[list[tuple[int, int]], int]:
    """The contents of a quotation that follows its cue at token `quote`, and the token after it."""
    low, after = sent.low, quote + 1
    fragment = sent.text[sent.quotes[quote].inner_end - 1] not in ".?!,…" and low[quote - 1] not in (",", ":")
    phrase = low[after] in PREPOSITIONS and AUXILIARIES.isdisjoint(low[after : after + _FRAGMENT])
    if fragment and low[after][0].isalpha() and not phrase:
        end, goes_on = clause_end(sent, quote, "past")  # said "few people" had come
        return [(sent.starts[quote], end)], goes_on
    more = next((other for other in sent.quotes if after < other <= after + _FRAGMENT), None)
    if more and low[after] in ("and", "or", "but") and not any(map(is_cue, low[after:more])):  # "few" and "good"
        return [(sent.starts[quote], sent.ends[more])], more + 1
    return [sent.quotes[quote][2:4]], after


def find_object(sent: Sentence, start: int, shape: str) -> tuple[int, int, int] | None:
    """The object that holds quoted words, for a verb that names or judges (called it “a ruin”): (first token, end
    offset, next token). None if there is none."""
    low = sent.low
    first = next((quote for quote in sent.quotes if quote >= start), None)
    if first is None or is_title(sent, first):  # wrote the book "Bridges of the North"
        return None
    if low[start] == "what" and low[start + 1] in SUBJECT_PRONOUNS:
        return start, *clause_end(sent, start + 2, shape)  # condemned what she called "..."
    return None if any(map(is_cue, low[start:first])) else _object_around(sent, start, first, shape)


def _object_around(sent, start, first, shape):
    """The object around the quotation at token `first`."""
    low = sent.low
    while start < first and (low[start] in (",", ":", "as") or is_adverb(sent, start)):
        start += 1
    end, goes_on = clause_end(sent, start, shape)
    if goes_on <= first:
        return None
    alone = start == first and first + 1 < goes_on and low[first + 1] not in ("and", "or", QUOTE)
    if low[first - 1] == ":" or alone:
        return first, sent.ends[first], first + 1
    return start, *(_break_in_object(sent, first, goes_on) or (end, goes_on))


def _break_in_object(sent, first, goes_on):
    """Where an object ends because a comma, a dash, a time or a preposition follows its quoted words: (end offset,
    next token). None if nothing ends it."""
    low, token = sent.low, first + 1
    while token < goes_on:
        if _is_break(sent, token):
            if QUOTE not in low[token : min(token + 3, goes_on)]:  # called it "old", "slow" and "safe"
                return sent.ends[token - 1], token
            token = low.index(QUOTE, token)
        elif low[token - 1] == QUOTE and (_opens_extent(sent, token) or _opens_predicate(sent, token)):
            return sent.ends[token - 1], token
        token += 1
    return None


def _opens_predicate(sent, token):
    """Does a second verb of the same subject begin here: called it “a ruin” | and left? Not in: “old” and crowded."""
    verb = token + 1
    while is_adverb(sent, verb):
        verb += 1
    word, ends = sent.low[verb], is_end(sent.low[verb + 1])
    is_verb = word in IRREGULAR or is_auxiliary(word) or (word.endswith("ed") or is_cue(word)) and not ends
    return sent.low[token] in ("and", "but", "then") and is_verb


def _is_break(sent, token):
    word = sent.low[token]
    return (
        word in (",", ";", ":") or word in DASHES or sent.low[token - 1] == QUOTE and ends_with_comma(sent, token - 1)
    )


def _opens_extent(sent, token):
    """Does a time or a place begin here that belongs to the verb: called it “a farce” | on Monday? Not in: the “farce”
    in Oldham."""
    low = sent.low
    return (
        is_time(sent, token) or low[token] in _EXTENTS and low[token - 2] not in ("the", "his", "her", "their", "its")
    )
