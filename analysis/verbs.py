"""Is it a verb, does it report, and who stands after it: what tells "he claims that" from "three claims"."""
from analysis.clauses import (BREAKS, CLAUSE_PRONOUNS, DASHES, DETERMINERS, PREPOSITIONS, QUOTE, RELATIVES, SUBJECT_PRONOUNS,
                              SUBORDINATORS, is_adverb, is_auxiliary, is_name, is_time, is_title)
from analysis.contents import THAT, is_clause
from analysis.cues import NOUNS_TOO, read_cues
from analysis.phrases import is_role
from analysis.subjects import phrase_after


def is_verb(s, i, shape, takes):
    low = s.low
    before = low[i - 1] if i else ""
    if i == 0 and shape in ("base", "third"):
        return False
    if before.endswith(("'s", "’s", "s'", "s’")) and before[:-2] not in SUBJECT_PRONOUNS:
        return False
    if low[i] in NOUNS_TOO and shape != "ing" and low[i + 1:i + 2] and low[i + 1] in ("it", "him", "them", "himself", "herself"):
        return before not in DETERMINERS                    # The council calls | it
    if shape == "base" and not (low[i] not in NOUNS_TOO and _follows_plural(s, i)
                                or is_name(s.words[i - 1]) and "and" in low[max(0, i - 4):i - 1]
                                or before in SUBJECT_PRONOUNS or before == "to" or is_auxiliary(before)
                                or before.endswith("s") or is_adverb(s, i - 1)
                                or before in ("and", "but", "who", ",", "people", "police", "media", "two", "three",
                                              "four", "both", "that", QUOTE, ")", "men", "women")):
        return False
    if low[i] in NOUNS_TOO:
        if before in DETERMINERS or before.endswith(("'s", "’s", "s'", "s’")) or before in PREPOSITIONS - {"to"}:
            return False
        if shape == "base" and not (before in SUBJECT_PRONOUNS or before == "to" or is_auxiliary(before)
                                    or is_adverb(s, i - 1) and low[i - 2] not in DETERMINERS
                                    or before.endswith("s") and (not is_name(s.words[i - 1]) or low[i - 2] == "the")):
            return False
        if shape == "ing" and (i == 0 or before not in ("", ",", "and", "by") and not is_auxiliary(before)
                               and not before in DASHES and not (is_name(s.words[i - 1]))):
            return False
        if shape == "third" and not (is_name(s.words[i - 1]) or before in SUBJECT_PRONOUNS
                                     or before in (",", "and", ")", QUOTE, "that") or is_adverb(s, i - 1)) and (
                                         low[i + 1:i + 2] != ["that"] or before in DETERMINERS or "that" not in takes
                                         or not before.isalpha()) and not (low[0] == QUOTE and low[i + 1:] in ([], ["."])
                                                                           ):  # "..., " a voice in the film states.
            return False
        if shape == "third" and low[i + 1:i + 2] and (low[i + 1] in PREPOSITIONS
                                                      or low[i + 1] == ",") and low[i] not in ("says", "reports"):
            return False
    elif shape == "past" and i > 1 and low[i + 1:i + 2] == [QUOTE] and before.isalpha() and not is_name(
            s.words[i - 1]) and (low[i - 2] in DETERMINERS) and low[i] in ("called", "labeled", "labelled", "titled",
                                                                           "entitled", "dubbed", "named", "marked"):
        return False                                        # a box labeled "..."
    elif shape == "past" and i > 1 and is_adverb(
            s, i - 1) and low[i - 2] in ("a", "an", "the", "his", "her", "its", "their"):
        return False                                        # a swiftly called meeting
    elif before in ("the", "a", "an") and shape != "base":
        return False
    if is_name(s.words[i]) and i and is_name(s.words[i - 1]) and low[i] in NOUNS_TOO:
        return False
    return True


def _follows_plural(s, i):
    """Is it the verb of a plural further back: "Supporters of the bridge | insist it", "Those close to him | say that"?"""
    low = s.low
    if not (i + 1 < len(low) and (low[i + 1] in THAT or low[i + 1] in CLAUSE_PRONOUNS or low[i + 1] in ("the", "a"))):
        return False
    for j in range(i - 2, max(-1, i - 9), -1):
        if low[j] in BREAKS or low[j] == QUOTE or is_auxiliary(low[j]) or low[j] in ("to", "that") and low[j - 1] != "close":
            return False
        if low[j + 1] in PREPOSITIONS or low[j + 1] in ("close", "familiar"):
            return low[j].endswith("s") and low[j] not in PREPOSITIONS or low[j] in ("those", "many", "some", "most", "people")
    return False


def is_passive(s, i):
    j = i - 1
    while j >= 0 and is_adverb(s, j):
        j -= 1
    return j >= 0 and s.low[j] in ("is", "are", "was", "were", "be", "been", "being", "get", "got")


_ENDS_PHRASE = frozenset((*",.?!;:()", QUOTE, "last", "this", "and"))


def subject_after(s, i, after, shape, takes):
    """The subject that follows its cue: "..., " said Smith. None where it does not."""
    if shape not in ("past", "third", "base") or not takes & {"quote", "bare", "that"}:
        return None
    low, n = s.low, len(s.low)
    opening = i == 0 and shape == "past" and after < n and is_name(s.words[after])
    j = i - 1
    while j >= 0 and is_adverb(s, j) and not low[j] == ",":
        j -= 1
    if not opening and not (j >= 0 and (low[j] == QUOTE and not is_title(s, j) or low[j] in ",?!" or low[j] in DASHES)):
        return None
    quoted = not opening and (low[j] == QUOTE or low[j - 1] == QUOTE)
    if not opening and not quoted and ("bare" not in takes or after >= n or not (
            is_name(s.words[after]) or low[after] in ("the", "a", "an", "one", "he", "she") or any(
                is_role(w.rstrip("s")) for w in low[after:after + 2]))):
        return None
    phrase = phrase_after(s, after)
    if phrase is None:
        return None
    end = phrase[1]
    if not opening and not quoted and (j < 3 or not is_clause(s, 0, j)) and not (end < n - 1 and low[end] == ","):
        return None                                         # Neither side, said Smith, has ...
    if not opening and not quoted and not (
            (is_name(s.words[after]) or is_role(low[end - 1].rstrip("s")) or is_role(low[after + 1]) or low[after] in ("he", "she"))
            and (end == n or low[end] in ",.;" or low[end] in PREPOSITIONS or is_time(low[end]))):
        return None
    if end == n:
        return phrase
    if is_auxiliary(low[end]) or low[end] in SUBJECT_PRONOUNS - {"who"} or low[end] == "that":
        return None                                         # citing "costs," said the mayor would resign
    if not (low[end] in _ENDS_PHRASE or low[end] in DASHES or low[end] in PREPOSITIONS
            or low[end] in SUBORDINATORS or low[end] in RELATIVES or is_time(low[end]) or is_adverb(s, end)
            or low[end].endswith("ing") or quoted and (low[end].endswith("ed") or low[end] in read_cues())):
        return None
    return phrase
