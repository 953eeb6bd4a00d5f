"""Is it a verb, does it report, and who stands after it: what tells "he claims that" from "three claims"."""
from analysis.text.sentence import (ARTICLES, BREAKS, CLAUSE_PRONOUNS, DASHES, DETERMINERS, DOCUMENTS, END, PREPOSITIONS, QUOTE,
                              SUBJECT_PRONOUNS, is_adverb, is_auxiliary, is_name, is_owner, is_time, is_title, skip_adverbs)
from analysis.speakers.contents import THAT, is_clause
from analysis.lexicon.cues import NOUNS_TOO
from analysis.text.phrases import is_role
from analysis.text.subjects import phrase_after

# Before a verb without an ending: they | say, the police | say, and | say.
_BEFORE_BASE = frozenset("and but who that people police media men women two three four both , )".split()) | {QUOTE}
_OBJECTS = ("it", "him", "them", "himself", "herself")


def is_verb(s, i, shape, takes):
    """Is the cue at token i a verb: "he claims that", "the council calls it"; not "three claims", "a called meeting"?"""
    low, noun_too = s.low, s.low[i] in NOUNS_TOO
    before, after, named = low[i - 1], low[i + 1], is_name(s.words[i - 1])
    if i == 0 and shape in ("base", "third") or is_owner(before) and before[:-2] not in SUBJECT_PRONOUNS:
        return False
    if shape == "base" and low[skip_adverbs(s, i - 1)] in ("should", "must") and QUOTE not in low[i:i + 4]:
        return False                                        # The council should say how it will help: a demand
    if noun_too and shape != "ing" and after in _OBJECTS:
        return before not in DETERMINERS                    # The council calls | it
    adverb = is_adverb(s, i - 1)
    can_lead = before in SUBJECT_PRONOUNS or before == "to" or is_auxiliary(before)
    if shape == "base" and not (can_lead or adverb or before in _BEFORE_BASE or before.endswith("s")
                                or not noun_too and _follows_plural(s, i) or named and "and" in low[max(0, i - 4):i - 1]):
        return False
    if not noun_too:
        return shape == "base" or low[skip_adverbs(s, i - 1)] not in ARTICLES         # a swiftly called meeting
    if before in DETERMINERS or before in PREPOSITIONS and before != "to" or named and is_name(s.words[i]):
        return False
    if shape == "base":
        return can_lead or adverb and low[i - 2] not in DETERMINERS or before.endswith("s") and (not named or low[i - 2] == "the")
    if shape == "ing":
        return i > 0 and (before in (",", "and", "by") or is_auxiliary(before) or named or before in DOCUMENTS)
    if shape == "third":
        led = named or adverb or before in SUBJECT_PRONOUNS or before in (",", "and", ")", QUOTE, "that")
        after_quotation = QUOTE in low[max(0, i - 6):i] and after in (",", ".", END)            # "...," a voice in the film states.
        return after_quotation or (led or after == "that" and "that" in takes) and not (after in PREPOSITIONS or after == ",")
    return True


def _follows_plural(s, i):
    """Is it the verb of a plural further back: "Supporters of the bridge | insist it", "Those close to him | say that"?"""
    low = s.low
    if not (low[i + 1] in THAT or low[i + 1] in CLAUSE_PRONOUNS or low[i + 1] in ("the", "a")):
        return False
    for j in range(i - 2, max(-1, i - 9), -1):
        if low[j] in BREAKS or is_auxiliary(low[j]) or low[j] in ("to", "that"):
            return False
        if low[j + 1] in PREPOSITIONS:
            return low[j].endswith("s") and low[j] not in PREPOSITIONS or low[j] in ("those", "many", "some", "most", "people")
    return False


def is_passive(s, i):
    return s.low[skip_adverbs(s, i - 1)] in ("is", "are", "was", "were", "be", "been", "being", "get", "got")


def subject_after(s, i, after, shape, takes):
    """The subject that follows its cue: "..., " said Smith. None where it does not."""
    if shape not in ("past", "third", "base") or not takes & {"quote", "bare", "that"}:
        return None
    low = s.low
    j = skip_adverbs(s, i - 1)
    opening = i == 0 and shape == "past" and is_name(s.words[after])
    quoted = low[j] == QUOTE or low[j - 1] == QUOTE
    if not opening and not (low[j] == QUOTE and not is_title(s, j) or low[j] in ",?!" or low[j] in DASHES):
        return None
    phrase = phrase_after(s, after)
    if phrase is None or not (opening or quoted or "bare" in takes and _ends_clause(s, j, phrase)):
        return None
    return None if is_auxiliary(low[phrase[1]]) else phrase               # citing "costs," said the mayor would resign


def _ends_clause(s, j, phrase):
    """Does an inverted source close the clause before the comma at token j: It rained, said | the mayor | on Monday?"""
    low, (first, end) = s.low, phrase
    is_somebody = is_name(s.words[first]) or low[first] in ("he", "she") or is_role(low[first + 1]) or is_role(low[end - 1].rstrip("s"))
    is_over = low[end] in (",", ".", ";", END) or low[end] in PREPOSITIONS or is_time(s, end)
    return is_somebody and is_over and (is_clause(s, 0, j) or low[end] == ",")         # Neither side, said Smith, has ...
