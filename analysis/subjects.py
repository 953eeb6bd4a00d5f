"""Noun phrases found without a parser, read from their start: who stands after a verb, and who opens a sentence."""
from analysis.clauses import (AUXILIARIES, CONNECTORS, DASHES, DETERMINERS, IRREGULAR, PREPOSITIONS, QUOTE, STOPS,
                              SUBJECT_PRONOUNS, SUBORDINATORS, TIMES, is_adverb, is_name, is_owner)
from analysis.cues import NOUNS_TOO, read_cues
from analysis.phrases import apposed_name, is_head, is_role, leads_to_name


# --- the subject after its verb ------------------------------------------------------------

def phrase_after(s, i):
    """The noun phrase that begins at token i, as in "said | the group's director": (start, end) or None."""
    low, words, n = s.low, s.words, s.n
    if i < n and (low[i] in TIMES or low[i] in PREPOSITIONS or low[i] in SUBORDINATORS):
        return None
    if i >= n or not (is_name(words[i]) or low[i] in DETERMINERS or low[i] in ("he", "she", "they", "it")
                      or is_role(low[i]) or low[i] in ("former", "one", "two") or low[i][0].isdigit()
                      or low[i].endswith("s") or leads_to_name(low[i]) or low[i].isalpha() and i + 1 < n and
                      (is_name(words[i + 1]) or is_role(low[i + 1])) and low[i] not in read_cues()):
        return None
    if low[i] in SUBJECT_PRONOUNS:
        return (i, i + 1)
    j, named = i, False
    while j < n:
        w = low[j]
        if w in ",;:()\"" or w == QUOTE or w in STOPS or w in DASHES or w in AUXILIARIES or w in SUBJECT_PRONOUNS:
            break
        if w in SUBORDINATORS or j > i and (w in TIMES or is_adverb(s, j) or w in read_cues() and w not in NOUNS_TOO
                                            and not is_name(words[j]) and low[j - 1] not in DETERMINERS):
            break
        if w in PREPOSITIONS and (named and w != "of" or w not in ("of", "for", "at", "in", "from", "with", "to", "on")):
            break
        if w in PREPOSITIONS and j + 1 < n and (s.low[j + 1] in TIMES
                                                or s.low[j + 1] in ("an", "his", "her") and w in ("in", "on", "at")):
            break
        if w in ("and", "or") and not (j + 1 < n and is_name(words[j + 1]) and is_name(words[j - 1])):
            break
        if w.endswith("ing") and j > i + (low[i] in DETERMINERS) and not is_name(words[j]):
            break
        if is_name(words[j]) and w not in PREPOSITIONS and (j == i or not is_name(words[j - 1])):
            named = True
        elif not is_name(words[j]) and w not in PREPOSITIONS:
            named = False
        j += 1
    return apposed_name(s, i, j) or ((i, j) if j > i else None)


# --- the subject of a sentence -------------------------------------------------------------

_BEFORE_TIMES = ("late", "early", "earlier", "later", "last", "this", "next")
_LONGEST, _GAP = 12, 3                   # words of a subject, and of what may stand before its next head


def main_subject(s):
    """The subject of the sentence's first clause, by reading from its start: (start, end) or None.

    "On Tuesday, the senator from Ohio voted" -> the senator
    """
    i = _after_opening(s)
    return None if i is None else phrase_from(s, i)


def phrase_from(s, i):
    """The noun phrase that begins at token i with a verb to follow: (start, end) or None."""
    low, words = s.low, s.words
    if low[i] == "there":
        return None
    if low[i].split("'")[0].split("’")[0] in ("he", "she", "they", "it", "i", "we"):
        return (i, i + 1)
    if not (is_name(words[i]) or low[i] in DETERMINERS or low[i][0].isdigit() and "-" in low[i]):
        return None
    end = _phrase_end(s, i)
    return apposed_name(s, i, end) or (i, end)


def _after_opening(s):
    """The token after what stands before the subject: "Meanwhile, |", "In his book, “Paths,” |", "When it rained, |"."""
    low, words, n = s.low, s.words, s.n
    i = s.body
    for _ in range(4):
        if i >= n:
            return None
        if low[i] in TIMES or low[i] in _BEFORE_TIMES and low[i + 1:i + 2] and low[i + 1] in TIMES:             # Late Sunday, the mayor
            while i < n and (low[i] in TIMES or low[i] in _BEFORE_TIMES):
                i += 1
            continue
        if low[i] in CONNECTORS or is_adverb(s, i) or low[i] == "," or low[i] == QUOTE and i > s.body:
            i += 1
        elif low[i] in PREPOSITIONS or low[i] in SUBORDINATORS or low[i].endswith("ing") or (
                low[i].endswith("ed") and not is_name(words[i][1:])):
            comma = next((k for k in range(i, min(n - 1, i + 40)) if low[k] == "," and not low[k + 1].isdigit()), None)
            if comma is None:
                return None
            i = comma + 1
        else:
            break
    later = next((k for k in range(i + 1, min(n - 1, i + 6)) if low[k] == ","), None)
    if later and low[later - 1] in ("later", "earlier", "ago"):         # A few minutes later, she
        i = later + 1
    return i if i < n else None


def _phrase_end(s, i):
    """Where the noun phrase that begins at token i ends: after its last head or name, before any verb.

    The Velian foreign ministry | later denied it; Anna Berg | runs; The former candidate Anna Berg | left; The spot | ran
    """
    low, words, n = s.low, s.words, s.n
    determined = low[i] in DETERMINERS
    end, j = i + 1, i + 1
    while j < min(n, i + _LONGEST):
        w = low[j]
        if j == end and (is_name(words[j]) and w not in TIMES or w == "of" and j + 1 < n and is_name(words[j + 1])):
            end = j + 1
        elif is_head(w) and j - end <= (_GAP if determined else 1) or j == end and is_owner(words[j - 1]) and w not in AUXILIARIES:
            end = j + 1
        elif not w[0].isalpha() or _ends_phrase(s, j) and not (determined and j == i + 1 and w.endswith("ed")):
            break
        elif w.endswith("s") and not w.endswith("ss") and not determined:
            break                                           # Anna Berg | runs
        j += 1
    if determined and end == i + 1:
        last_s = j > i + 2 and low[j - 1].endswith("s") and not low[j - 1].endswith("ss")
        end = max(end, min(j - last_s, i + 1 + _GAP))
    return end


def _ends_phrase(s, j):
    w = s.low[j]
    return (w in AUXILIARIES or w in PREPOSITIONS or w in SUBORDINATORS or w in DETERMINERS or w in SUBJECT_PRONOUNS
            or w in ("and", "or", "but") or w in IRREGULAR or w.endswith("ed") or w in read_cues() and w not in NOUNS_TOO
            or is_adverb(s, j))


def could_name(s, subject):
    """Does the phrase end in a name, a role or a body?"""
    last = subject[1] - 1
    return is_name(s.words[last]) and s.low[last] not in SUBJECT_PRONOUNS or is_head(s.low[last])
