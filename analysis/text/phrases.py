"""Noun phrases found without a parser, read from their end: who does a verb, by what stands before it."""
import functools

from analysis.text.sentence import (ARTICLES, AUXILIARIES, BEFORE_TIMES, BODIES, BREAKS, CONNECTORS, DASHES, DAYS, DETERMINERS,
                              DOCUMENTS, END, PARTICLES, PREPOSITIONS, QUOTE, RELATIVES, SUBJECT_PRONOUNS, SUBORDINATORS, ends_with_comma,
                              is_adverb, is_auxiliary, is_name, is_owner, is_time, is_title)
from analysis.lexicon import read_classes, read_table
from analysis.lexicon.cues import is_cue

_REPORTS = read_classes("reports")
_PERCEIVED = ("heard", "overheard", "seen", "shown", "caught", "recorded", "filmed", "quoted")
_CAUSING = _REPORTS["causing"]
_QUOTING = ("quoted", "cited", "reported", "describing")
# Before a verb that shares its subject with an earlier one: rose and | said, before | saying, going on to | say.
_SAME = _REPORTS["before_shared_verb"]
_BESIDE_VERBS = _REPORTS["beside_verbs"]
# Between a verb and the infinitive that goes with it: went on to | say, was quick to | add.
_BEFORE_TO = _REPORTS["before_to"]
_TOWARDS = _BEFORE_TO | frozenset("went goes so as is was".split())
_ASIDES = PREPOSITIONS | RELATIVES | SUBORDINATORS | _REPORTS["openers_of_asides"]
_MARKS = BREAKS | DASHES | frozenset("\"'.?!()[]…") | {QUOTE, END}


@functools.cache
def _role_words():
    return frozenset(row["role"].lower().split()[-1] for row in read_table("roles"))


def is_role(low):
    return low in _role_words()


def is_head(low):
    """Can a noun phrase be about this: a role, a body, a document, or several of them?"""
    one = low.rstrip("s")
    return is_role(low) or is_role(one) or low in BODIES or one in BODIES or one in DOCUMENTS


def leads_to_name(low):
    """May this lower-case word stand before a name in one noun phrase? "campaign spokesman | Smith", "16-year-old | Emma" """
    return low in _role_words() or low.endswith(("-based", "-year-old")) or low in PARTICLES or low in ("former", "then", "ex")


# --- the subject before its verb -----------------------------------------------------------

def find_subject(s, cue):
    """The tokens (start, end) of whoever does the verb at token `cue`, by what stands before it.

    None where nothing stands there; "same" where the verb shares its subject with one before it:
    "She thanked him and said", "..., adding".
    """
    i = _skip_back(s, cue - 1)
    low, before = s.low[i], s.low[i - 1]
    if i < 0 or low == QUOTE and not (is_title(s, i) and ends_with_comma(s, i)):
        return None
    if s.low[cue].endswith("ing"):
        if low == "for":
            phrase = _phrase_before(s, i - 1)               # criticised the mayor for saying
            return phrase and (_smallest(s, phrase[0], i - 1), i)
        if low in PREPOSITIONS or _ends_document(s, i):
            return "same"                                   # issued a statement saying; despite admitting
        if low in _PERCEIVED:
            return find_subject(s, i)                       # Berg can be heard | saying
    if low == "to":                                         # was prompted to say, led her to declare
        if before in ("him", "her", "them"):
            return (i - 1, i)
        if before.endswith("s") and is_name(s.words[i - 2]):
            return find_subject(s, i - 1)                   # a tape in which Berg appears | to say
        cause = next((k for k in range(i - 2, max(-1, i - 8), -1) if s.low[k] in _CAUSING), None)
        if cause is not None:
            return (cause + 1, i)                           # which prompted | the mayor | to say
        if before.endswith("ed"):
            j = _skip_back(s, i - 2)
            return "same" if s.low[j] in BREAKS else _phrase_before(s, j)
    if low in _SAME or low == "," and s.low[i + 1] == "then":           # shrugged, then | said
        return "same"
    if low == "as":                                         # was quoted as saying
        return _quoted_as(s, i) or _phrase_before(s, _before_quoted(s, _skip_back(s, i - 1)))
    if low in (",", ")", QUOTE) or low in DASHES:           # Berg, appearing on “Good Morning,” | said
        return _over_parenthesis(s, i)
    return _phrase_before(s, i)


_QUOTED = 6                              # tokens of whom somebody "quoted as saying"


def _quoted_as(s, i):
    """Whom a medium quotes: The Post quoted | Anna Berg | as saying; None where she "was quoted as"."""
    verb = next((k for k in range(i - 1, max(0, i - _QUOTED), -1) if s.low[k] in _QUOTING), None)
    passive = verb is None or verb == i - 1 or is_auxiliary(s.low[verb - 1]) or s.low[verb + 1] == "by"
    return None if passive else (verb + 1, i)


def _before_quoted(s, j):
    """The token before "was quoted", "was quoted by the Daily Post"."""
    by = next((k for k in range(j, max(0, j - 8), -1) if s.low[k] == "by" and s.low[k - 1] in _QUOTING), None)
    j = j if by is None else by - 1
    while s.low[j] in _QUOTING or is_auxiliary(s.low[j]):
        j -= 1
    return j


def _ends_document(s, i):
    """Does a document end at token i: "sent a letter | to the council | saying"?"""
    j = i
    while j > i - 6 and s.low[j].isalpha() and s.low[j].rstrip("s") not in DOCUMENTS:
        j -= 1
    return s.low[j].rstrip("s") in DOCUMENTS and (j == i or s.low[j + 1] in PREPOSITIONS)


def _skip_back(s, i):
    """Left over auxiliaries, adverbs and times: "Smith has on Tuesday repeatedly | said", "Smith went on to | say"."""
    while i >= 0:
        low, before = s.low[i], s.low[i - 1]
        if is_auxiliary(low) or is_adverb(s, i) or low in _BESIDE_VERBS or low == "on" and s.words[i + 1] in DAYS:
            i -= 1
        elif is_time(s, i) and (s.words[i] in DAYS or before in BEFORE_TIMES or s.words[i - 1] in DAYS):
            i -= 1
        elif low in BEFORE_TIMES and is_time(s, i + 1):
            i -= 1
        elif low == "to" and before in _BEFORE_TO:
            while s.low[i - 1] in _TOWARDS:
                i -= 1
            i -= 1
        elif low.isdigit() and s.words[i - 1] in DAYS or before == "in" and low.isdigit():          # on May 7; who in 2010 | said
            i -= 1 + (before == "in")
        else:
            break
    return i


def _over_parenthesis(s, i):
    """From the comma (bracket, dash) at token i to the noun phrase that it was set off from.

    "Harry Bond, 30, of Raleigh, N.C., who was there, | said" -> Harry Bond
    """
    if s.low[i] == ")":
        while i >= 0 and s.low[i] != "(":
            i -= 1
        return _phrase_before(s, i - 1)
    borders = DASHES if s.low[i] in DASHES else BREAKS
    end = i
    for j in range(i - 1, -2, -1):
        opens = s.low[j] == QUOTE or j < 0
        if not opens and s.low[j] not in borders:
            continue
        begin = j + 1
        while begin < end - 1 and (s.low[begin] in SUBORDINATORS or s.low[begin] in CONNECTORS or is_adverb(s, begin)):
            begin += 1
        if begin < end < i and is_role(s.low[end - 1]) and (phrase := _phrase_before(s, end - 1)):
            named = apposed_name(s, *phrase)
            if named and named[1] == i:                     # by noon its director, | Anna Berg, | was telling them
                return named
        one = opens and s.low[begin] in ("a", "an", "one")
        given = end < i and _name_given(s, end + 1, i)
        if given:
            return given
        if begin < end < i and (borders is DASHES or one or not is_aside(s, begin, end)):
            phrase = _phrase_before(s, end - 1)
            return phrase and apposed_name(s, *phrase) or phrase
        if opens:
            break
        end = j
    return None


def _name_given(s, begin, end):
    """The name that an aside gives: "a resident, who gave his name as | Sonny |, said"; None where it gives none."""
    given = next((k for k in range(begin, end) if s.low[k] == "as" and s.low[k - 1] in ("name", "named", "known", "himself", "herself")), None)
    return (given + 1, end) if given and all(map(is_name, s.words[given + 1:end])) and given + 1 < end else None


def phrase_start(s, subject):
    """Where the noun phrase begins that a name in apposition ends: "| the group's director, Anna Berg, said"."""
    first = subject[0]
    while first > 1 and leads_to_name(s.low[first - 1]):
        first -= 1
    phrase = _phrase_before(s, first - 2) if s.low[first - 1] == "," else None
    return phrase[0] if phrase and apposed_name(s, *phrase) == subject else subject[0]


def is_aside(s, start, end):
    """Is what stands between two commas said of the name before: "of Ohio", "who was there", "30", "N.C.", "the director"?"""
    low, capital, after_name = s.low[start], is_name(s.words[start]), is_name(s.words[start - 2]) and start > 1
    if low in _ASIDES or low[0].isdigit() and end - start <= 2 or low.endswith(("ing", "ed")) or is_adverb(s, start):
        return True
    if end - start == 1 and ("." in low or low[1:2] == "-"):              # N.C., D-Ohio
        return True
    # Smith, the director, said; Green, professor of history, said
    return after_name and (low == "the" or not capital and low not in SUBJECT_PRONOUNS and low not in DETERMINERS)


# --- the noun phrase -----------------------------------------------------------------------

def _phrase_before(s, t):
    """The noun phrase that ends at token t: (start, end), or None."""
    low = s.low
    if low[t].split("'")[0].split("’")[0] in SUBJECT_PRONOUNS or low[t] in ("which", "that"):
        return (t, t + 1)
    if low[t] == ")":                                       # Berg (D-Ohio)
        while t > 0 and low[t] != "(":
            t -= 1
        return _phrase_before(s, t - 1)
    begin = _leftmost(s, t)
    if begin > t:
        return None
    relative = next((k for k in range(begin + 1, t) if low[k] in ("who", "that") or low[k] in _QUOTING and low[k + 1] == "by" or low[k].endswith("ing") and (
        low[k + 1] == "to" or low[k + 1] in DETERMINERS)), None)
    if relative:                                            # A man | walking his dog
        return (begin, relative)
    if low[begin] in PREPOSITIONS or low[begin].endswith("ing") and not is_name(s.words[begin]):
        begin = _smallest(s, begin, t)
    return (begin, t + 1)


def _leftmost(s, t):
    """How far left a noun phrase that ends at token t may reach."""
    low, words = s.low, s.words
    j, cut, named = t, None, True        # `named`: only capitals from here to t; `cut`: where such a name begins
    while low[j] not in _MARKS:
        w, before = low[j], low[j - 1]
        if w == "to" and before == "close" or w == "that" and _is_subject_relative(s, j):
            j -= 1                                          # Sources close to the talks | said; the union that runs it | said
            continue
        if w == "which" or w in SUBORDINATORS or w in ("and", "or", "but") and not (0 < j < t and _is_joined(s, j)):
            break
        verb = w in AUXILIARIES or w in SUBJECT_PRONOUNS and w != "who" or w in ("not", "to") or j == 0 and is_adverb(s, j) or (
            j < t and is_cue(w) and not is_name(words[j]) and before not in DETERMINERS)
        if verb or w in ARTICLES and before not in PREPOSITIONS:
            clause = _relative_before(s, j if verb else j - 1)
            if clause is None:
                if not verb:
                    return j
                break
            j = clause                                      # A diplomat who attended the talks | said
            continue
        if named and not is_name(words[j]):
            named = False
            if j < t and w not in PREPOSITIONS and w not in DETERMINERS and w != "and" and not leads_to_name(w):
                cut = j + 1
        j -= 1
    return j + 1 if cut is None or low[j] in _OPENING else cut


_OPENING = BREAKS | {QUOTE, END}


def _is_joined(s, j):
    """Does the conjunction at token j join two in one phrase: Anna Berg and Paul Dean, nurses and teachers, the mayor and his wife?"""
    left, right = s.low[j - 1], s.low[j + 1]
    return is_name(s.words[j - 1]) and is_name(s.words[j + 1]) or left.endswith("s") and right.endswith("s") or is_role(left)


def _is_subject_relative(s, k):
    """Is the "that" at token k who does something: the union that runs it? Not: the clip that Berg called, he said that."""
    after = s.words[k + 1]
    return is_head(s.low[k - 1]) and not (is_name(after) or after in DETERMINERS or after in SUBJECT_PRONOUNS)


def _relative_before(s, j):
    """The token before the "who", "that" or participle whose clause token j stands in; None if there is none."""
    low = s.low
    if low[j] in _QUOTING and low[j + 1] == "by":           # An official | quoted by the Post
        return j - 1
    if low[j] == "to" and low[j - 1].endswith("ing") or low[j].endswith("ing") and low[j - 1].isalpha() and low[j - 2] in DETERMINERS:
        return j - 1 - (low[j] == "to")                     # A man walking his dog; an official speaking to reporters
    for k in range(j, max(-1, j - 14), -1):
        if low[k] == "that" and _is_subject_relative(s, k):
            return k - 1
        if low[k] in BREAKS or low[k] == QUOTE or k < j and low[k] == "that":
            return None
        if low[k] == "who":
            return k - 1 if low[k - 1] not in BREAKS else None
    return None


def _smallest(s, begin, t):
    """The noun phrase at the end of "In a statement Thursday the senator" or "On Tuesday Smith"."""
    for j in range(t, begin, -1):
        if s.low[j] in PREPOSITIONS or is_time(s, j) and j < t:
            return min(j + 1, t)
        if s.low[j] in DETERMINERS:
            return j
    return min(begin + 1, t)


def apposed_name(s, first, end):
    """The name set off after a role that ends at token `end`: "the director of the zoo, | Anna Berg, | left"; else None."""
    low, words, n = s.low, s.words, s.n
    if is_name(words[end - 1]) and not any(is_role(low[k]) and not is_name(words[k + 1]) for k in range(first, end - 1)):
        return None
    j = end
    while j < min(n, end + 8) and low[end] in PREPOSITIONS and low[j] not in BREAKS and low[j] != QUOTE and low[j] not in AUXILIARIES:
        j += 1
    if low[j] != ",":
        return None
    begin = j + 1
    if low[begin] in ("a", "an") and "named" in low[begin:begin + 8]:       # its director, a man named | Anna Berg
        begin = low.index("named", begin) + 1
    while leads_to_name(low[begin]):                        # the director, | former mayor | Anna Berg
        begin += 1
    stop = begin
    while is_name(words[stop]) or low[stop] in PARTICLES:
        stop += 1
    owned = low[first] in ("his", "her", "their") or any(map(is_owner, low[first:end]))
    alone = owned and stop == begin + 1 == j + 2            # says his wife, | Emma
    after = stop
    place = stop + 1 + (low[stop + 1] == "the")
    if low[stop] == "of" and is_name(words[place]):         # Anna Berg of Oldham, of the Oldham Club
        after = next(k for k in range(place, n + 1) if not is_name(words[k]))
    return (begin, stop) if (2 <= stop - begin <= 4 or alone) and low[after] in (",", ".", ";", END) else None
