"""Noun phrases found without a parser, read from their end: who does a verb, by what stands before it."""
import csv
import functools
from pathlib import Path

from analysis.clauses import (AUXILIARIES, BODIES, BREAKS, CONNECTORS, DASHES, DAYS, DETERMINERS, DOCUMENTS, PARTICLES, PREPOSITIONS, QUOTE,
                              RELATIVES, SUBJECT_PRONOUNS, SUBORDINATORS, TIMES, ends_with_comma, is_adverb, is_name, is_title)
from analysis.cues import NOUNS_TOO, read_cues

_DATA = Path(__file__).parents[1] / "data"


@functools.cache
def _role_words():
    with open(_DATA / "roles.csv", encoding="utf-8", newline="") as file:
        return frozenset(row["role"].lower().split()[-1] for row in csv.DictReader(file))


def is_role(low):
    return low in _role_words()


def is_head(low):
    """Can a noun phrase be about this: a role, a body, a document, or several of them?"""
    one = low.rstrip("s")
    return is_role(low) or is_role(one) or low in BODIES or one in BODIES or one in DOCUMENTS


def leads_to_name(low):
    """May this lower-case word stand before a name in one noun phrase? "campaign spokesman | Smith" """
    return low in _role_words() or low.endswith("-based") or low in PARTICLES or low in ("former", "then", "ex")


# --- the subject before its verb -----------------------------------------------------------

def find_subject(s, cue):
    """The tokens (start, end) of whoever does the verb at token `cue`, by what stands before it.

    None where nothing stands there; "same" where the verb shares its subject with one before it:
    "She thanked him and said", "..., adding".
    """
    i = _skip_back(s, cue - 1)
    if i < 0:
        return None
    low = s.low[i]
    if low == "," and s.low[i + 1] == "then":               # shrugged, then | said
        return "same"
    ing = s.low[cue].endswith("ing")
    if ing and (low in PREPOSITIONS and low != "for" or _ends_document(s, i)) or low == "going":
        return "same"                                   # issued a statement saying; despite admitting; going on to say
    if ing and i and low in _PERCEIVED and s.low[i - 1] in AUXILIARIES:
        return find_subject(s, i)                       # Berg can be heard | saying
    if low == "for" and i and ing:
        phrase = _phrase_before(s, i - 1)               # criticised the mayor for saying
        return phrase and (_smallest(s, phrase[0], i - 1), i)
    if low == "to" and i > 1:                           # was prompted to say, led her to declare
        if s.low[i - 1] in ("him", "her", "them"):
            return (i - 1, i)
        if s.low[i - 1].endswith("s") and (is_name(s.words[i - 2]) or s.low[i - 2] in SUBJECT_PRONOUNS):
            return find_subject(s, i - 1)               # a tape in which Berg appears | to say
        if s.low[i - 1].endswith("ed"):
            j = _skip_back(s, i - 2)
            return _phrase_before(s,
                                  j) if j >= 0 and s.low[j] not in BREAKS and s.low[j] not in ("and", "but") else "same"
    if low in ("and", "but", "or", "to", "then", "by", "from", "without", "before", "while", "when", "after", "in"):
        return "same"
    if low == "as":                                     # was quoted as saying
        j = _skip_back(s, i - 1)
        by = next((k for k in range(j, max(-1, j - 8), -1) if s.low[k] == "by" and s.low[k - 1] in ("quoted", "cited")), None)
        j = j if by is None else by - 1                 # was quoted by the Daily Post as saying
        while j >= 0 and (s.low[j] in ("quoted", "cited", "reported", "describing") or s.low[j] in AUXILIARIES):
            j -= 1
        return _phrase_before(s, j) if j >= 0 else None
    if low == QUOTE and not (is_title(s, i) and ends_with_comma(s, i)):
        return None
    if low in ",)" or low in DASHES or low == QUOTE:        # Berg, appearing on “Good Morning,” | said
        return _over_parenthesis(s, i)
    return _phrase_before(s, i)


_PERCEIVED = ("heard", "overheard", "seen", "shown", "caught", "recorded", "filmed", "quoted")


def _ends_document(s, i):
    """Does a document end at token i: "sent a letter | to the council | saying"?"""
    j = i
    while j > i - 6 and j > 0 and s.low[j].isalpha() and s.low[j].rstrip("s") not in DOCUMENTS:
        j -= 1
    return s.low[j].rstrip("s") in DOCUMENTS and (j == i or s.low[j + 1] in PREPOSITIONS)


_BESIDE_VERBS = ("went", "goes", "go", "himself", "herself", "itself", "themselves")


def _skip_back(s, i):
    """Left over auxiliaries, adverbs and days: "Smith has on Tuesday repeatedly | said"."""
    while i >= 0:
        low = s.low[i]
        if low in AUXILIARIES or is_adverb(s, i) or low in _BESIDE_VERBS or low in ("on",) and i + 1 < s.n \
                and (s.low[i + 1] == "to" or s.low[i + 1] in DAYS):
            i -= 1
        elif low in TIMES and i > 0 and (low in DAYS or s.low[i - 1] in ("last", "this", "next", "earlier", "late",
                                                                         "later", "that", "a", "on", "early")
                                         or s.low[i - 1] in DAYS):
            i -= 1
        elif low in ("last", "this", "next", "early", "late") and s.low[i + 1] in TIMES:
            i -= 1
        elif low == "to" and i > 1 and s.low[i - 1] in ("on", "way", "far", "continued", "continues", "began", "quick"):
            i -= 1
            if s.low[i] == "on":
                i -= 1
            while i > 0 and s.low[i] in ("continued", "continues", "began", "went", "goes", "quick", "so", "as", "far",
                                         "is", "was"):
                i -= 1
        elif low.isdigit() and i > 0 and s.low[i - 1] in DAYS:
            i -= 1
        elif low.isdigit() and i > 0 and s.low[i - 1] == "in":          # who in 2010 said
            i -= 2
        else:
            break
    return i


_ASIDES = PREPOSITIONS | RELATIVES | SUBORDINATORS | frozenset(
    "a an however though meanwhile too and or also now then one himself herself both jr jr. sr sr. iii ii".split())


def _over_parenthesis(s, i):
    """From the comma (bracket, dash) at token i to the noun phrase that it was set off from.

    "Harry Bond, 30, of Raleigh, N.C., who was there, | said" -> Harry Bond
    """
    if s.low[i] == ")":
        while i >= 0 and s.low[i] != "(":
            i -= 1
        return _phrase_before(s, i - 1) if i > 0 else None
    dash = s.low[i] in DASHES
    end, j, aside = i, i - 1, None
    while j >= -1:
        if j == -1 or s.low[j] == QUOTE or (s.low[j] in DASHES if dash else s.low[j] in BREAKS):
            begin = j + 1
            while begin < end - 1 and end != i and (s.low[begin] in SUBORDINATORS or s.low[begin] in CONNECTORS
                                                    or is_adverb(s, begin)):
                begin += 1
            if end == i:
                aside = (begin, end)
            elif begin < end and (dash or not _is_aside(s, begin, end) or
                                  (j == -1 or s.low[j] == QUOTE) and s.low[begin] in ("a", "an", "one")):
                phrase = _phrase_before(s, end - 1)
                return phrase and phrase != "same" and apposed_name(s, *phrase) or phrase
            if j == -1 or s.low[j] == QUOTE:
                break
            end = j
        j -= 1
    return None


def phrase_start(s, subject):
    """Where the noun phrase begins that a name in apposition ends: "| the group's director, Anna Berg, said"."""
    first = subject[0]
    while first > 1 and _before_name(s.low[first - 1]):
        first -= 1
    phrase = _phrase_before(s, first - 2) if first > 1 and s.low[first - 1] == "," else None
    return phrase[0] if phrase and phrase != "same" and apposed_name(s, *phrase) == subject else subject[0]


def _is_aside(s, start, end):
    """Does the stretch between two commas add to the noun phrase before it?"""
    low, word = s.low[start], s.words[start]
    if low in _ASIDES or low[0].isdigit() and end - start <= 2 or low.endswith("ing") or low.endswith("ed") or is_adverb(
            s, start):
        return True
    if end - start == 1 and (len(low.strip(".")) <= 5 and "." in low or low in TIMES):         # N.C.  D-Calif.
        return True
    if start > 1 and low == "the" and is_name(
            s.words[start - 2]) and s.low[start - 1] == ",":  # Smith, the director, said
        return True
    if not is_name(word) and low not in SUBJECT_PRONOUNS and low not in DETERMINERS and start > 1 and is_name(
            s.words[start - 2]):
        return True  # Green, professor of history, said
    return False


def _phrase_before(s, t):
    """The noun phrase that ends at token t: (start, end), "same", or None."""
    low = s.low
    if t < 0 or low[t] == QUOTE:
        return None
    pronoun = low[t].split("'")[0].split("’")[0]
    if pronoun in SUBJECT_PRONOUNS or low[t] in ("which", "that"):
        return (t, t + 1)
    if low[t] == ")":
        j = t
        while j > 0 and low[j] != "(":
            j -= 1
        if j > 0:
            inner = _phrase_before(s, j - 1)
            return inner
    begin = _leftmost(s, t)
    if begin > t:
        return None
    relative = next((k for k in range(begin, t + 1)
                     if low[k] == "who" or k > begin and low[k] == "that" or k > begin and low[k].endswith("ing") and low[k + 1:k + 2] and k < t and (
                         low[k + 1] == "to" or low[k + 1] in DETERMINERS)), None)
    if relative is not None and relative > begin:
        return (begin, relative)
    if low[begin] in PREPOSITIONS or low[begin].endswith("ing") and not is_name(s.words[begin]) \
            or begin == 0 and s.low[0] in ("asked", "as", "when", "while", "like", "unlike", "given"):
        begin = _smallest(s, begin, t)
    return (min(begin, t), t + 1)


def _leftmost(s, t):
    """How far left a noun phrase that ends at token t may reach."""
    low, words = s.low, s.words
    j, cut, named = t, None, True        # `named`: only capitals from here to t; `cut`: where such a name begins
    while j >= 0:
        w = low[j]
        if w in "\"'.,;:?!()[]…" or w == QUOTE or w in DASHES:
            break
        if w == "to" and j and low[j - 1] in ("close", "next"):
            j -= 1                                      # Sources close to the talks | said
            continue
        if w in AUXILIARIES or w in SUBJECT_PRONOUNS - {"who"} or w in ("not", "than",
                                                                        "to") or is_adverb(s, j) and j == 0:
            clause = _relative_before(s, j)             # an official who spoke to discuss it | said
            if clause is None:
                break
            j = clause
            continue
        if w == "that" and _is_subject_relative(s, j):  # The union that represents most of the workers | said
            j -= 1
            continue
        if w == "which" or w in SUBORDINATORS and (w not in PREPOSITIONS or w in ("after", "before", "since", "until")):
            break
        if w in ("and", "or", "but"):
            if not (0 < j < t and is_name(words[j - 1]) and is_name(words[j + 1])
                    or 0 < j < t and w == "and" and (low[j + 1] in ("current", "former") or low[t] in _role_words()) and (
                        low[j - 1] in _role_words() or low[j - 1] == "state")
                    or 0 < j < t and low[j - 1].endswith("s") and low[j + 1].endswith("s") and j < 6 and w == "and"):
                break
        if w in read_cues() and w not in NOUNS_TOO and not is_name(words[j]) and j < t and low[j + 1] not in ("of",) and not (
                j and low[j - 1] in DETERMINERS):           # the fire department | said
            clause = _relative_before(s, j)
            if clause is None:
                break
            j = clause
            continue
        if w == "who" and j < t:
            j -= 1
            if j >= 0 and low[j] == ",":
                return j + 2
            continue
        if w in ("the", "a", "an", "his", "her", "their", "its") and j > 0 and low[j - 1] not in PREPOSITIONS \
                and low[j - 1] not in ("all", "both", "half"):
            if low[j - 1].endswith("ing") and j > 2 and low[j - 2].isalpha() and low[j - 3] in DETERMINERS:
                j -= 2                                  # A man walking his dog | said
                continue
            clause = _relative_before(s, j - 1) if low[j - 1] not in read_cues() else None
            if clause is None:
                return j
            j = clause                                  # A diplomat who attended the talks | said
            continue
        if cut is None and j < t and not is_name(words[j]) and is_name(words[j + 1]) and w not in PREPOSITIONS \
                and w not in DETERMINERS and w not in ("and", "who") and not leads_to_name(w) and named:
            cut = j + 1
        named = named and is_name(words[j])
        j -= 1
    opens = j < 0 or low[j] == QUOTE or low[j] in ",;:" or low[j] in DASHES
    return j + 1 if cut is None or opens and t - j < 10 else cut


def _is_subject_relative(s, k):
    """Is the "that" at token k who does something: the union that runs it? Not: the clip that Berg called, he said that."""
    after = s.words[k + 1]
    return k > 0 and is_head(s.low[k - 1]) and not (is_name(after) or after in DETERMINERS or after in SUBJECT_PRONOUNS)


def _relative_before(s, j):
    """The token before the "who" (or participle) whose clause token j stands in; None if there is none."""
    for k in range(j, max(-1, j - 14), -1):
        if s.low[k] == "that" and _is_subject_relative(s, k):
            return k - 1
        if s.low[k] in BREAKS or s.low[k] == QUOTE or k < j and s.low[k] == "that":
            return None
        if s.low[k] == "who":
            return k - 1 if k and s.low[k - 1] not in BREAKS else None
        if s.low[j] == "to" and k == j - 1 and s.low[k].endswith("ing") and k:
            return k - 1
    return None


def _smallest(s, begin, t):
    """The noun phrase at the end of "In a statement Thursday the senator" or "On Tuesday Smith"."""
    j = t
    while j > begin:
        w = s.low[j]
        if w in PREPOSITIONS or w in TIMES and j < t:
            return j + 1
        if w in DETERMINERS:
            return j
        j -= 1
    return min(j + 1, t)


def _before_name(low):
    """the director, | former mayor | Anna Berg; the girl, | 16-year-old | Emma Berg"""
    return leads_to_name(low) or low.endswith("-year-old")


def apposed_name(s, first, end):
    """The name set off after a role that ends at token `end`: "the director of the zoo, | Anna Berg, | left"; None if there is none."""
    low, words, n = s.low, s.words, s.n
    if is_name(words[end - 1]) and not any(is_role(low[k]) and not is_name(words[k + 1]) for k in range(first, end - 1)):
        return None
    j = end
    while j < min(n, end + 8) and (low[end] in PREPOSITIONS) and low[j] not in BREAKS and low[j] != QUOTE and low[j] not in AUXILIARIES:
        j += 1
    if j >= n or low[j] != ",":
        return None
    begin = j + 1
    if begin < n and low[begin] in ("a", "an") and "named" in low[begin:begin + 8]:             # its director, a man named | Anna Berg
        begin = low.index("named", begin) + 1
    while begin < n and _before_name(low[begin]):
        begin += 1
    stop = begin
    while stop < n and (is_name(words[stop]) and low[stop] not in TIMES or low[stop] in PARTICLES and stop > begin):
        stop += 1
    owned = low[first] in ("his", "her", "their") or any(w.endswith(("'s", "’s")) for w in low[first:end])
    alone = owned and stop == j + 2                         # says his wife, | Emma
    after = stop
    if stop + 1 < n and low[stop] == "of" and is_name(words[stop + 1]):         # Anna Berg of Oldham
        after = next((k for k in range(stop + 1, n) if not is_name(words[k])), n)
    if not (2 <= stop - begin <= 4 or alone) or after < n and low[after] not in ",.;":
        return None
    return (begin, stop)
