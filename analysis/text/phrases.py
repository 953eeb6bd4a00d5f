"""Finds noun phrases without a parser, reading backwards from their end: the subject of a verb, from the words before
it."""
import functools

from analysis.lexicon import read_classes, read_table
from analysis.lexicon.countries import states
from analysis.lexicon.cues import is_cue
from analysis.text.sentence import (
    ARTICLES,
    AUXILIARIES,
    BEFORE_TIMES,
    BODIES,
    BREAKS,
    CONNECTORS,
    DASHES,
    DAYS,
    DETERMINERS,
    DOCUMENTS,
    END,
    IRREGULAR,
    PARTICLES,
    PREPOSITIONS,
    QUOTE,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    Sentence,
    before_titles,
    ends_with_comma,
    is_adverb,
    is_apposed_title,
    is_auxiliary,
    is_name,
    is_named_as_month,
    is_owner,
    is_time,
    is_title,
)
from analysis.text.singular import make_singular

_REPORTS = read_classes("reports")
_PERCEIVED = ("heard", "overheard", "seen", "shown", "caught", "recorded", "filmed", "quoted")
_CAUSING = _REPORTS["causing"]
_HOLDING = _REPORTS["holding"]
_QUOTING = ("quoted", "cited", "reported", "describing")
# Words before a verb that shares its subject with an earlier verb: rose and | said, before | saying, going on to |
# say.
_SAME = _REPORTS["before_shared_verb"]
_TWO_WORDS = _REPORTS["adverbs_of_two_words"]
_BESIDE_VERBS = _REPORTS["beside_verbs"]
_KINDS_OF_PEOPLE = _REPORTS["kinds_of_people"]
# Between a verb and the infinitive that goes with it: went on to | say, was quick to | add.
_BEFORE_TO = _REPORTS["before_to"]
_TOWARDS = _BEFORE_TO | {"went", "goes", "so", "as", "is", "was"}
_ASIDES = PREPOSITIONS | RELATIVES | SUBORDINATORS | _REPORTS["openers_of_asides"]
_MARKS = BREAKS | DASHES | frozenset("\"'.?!()[]…|") | {QUOTE, END}


@functools.cache
def _role_words():
    return frozenset(row["role"].lower().split()[-1] for row in read_table("roles"))


def is_role(low: str) -> bool:
    return low in _role_words()


def is_head(low: str) -> bool:
    """Can this noun be the head of the noun phrases looked for: a role, a body, a document, or several of them?"""
    one = make_singular(low)
    return is_role(low) or is_role(one) or low in BODIES or one in BODIES or one in DOCUMENTS


def leads_to_name(low: str) -> bool:
    """May this lower-case word stand before a name in one noun phrase: spokesman | Smith, 16-year-old | Emma?"""
    if low in _role_words() or low in PARTICLES:
        return True
    return low.endswith(("-based", "-year-old")) or low in ("former", "then", "ex")


# --- the subject before its verb -----------------------------------------------------------

def find_subject(s: Sentence, cue: int) -> tuple[int, int] | str | None:
    """The tokens (start, end) of the subject of the verb at token `cue`, found in the words before it.

    None if there is none; "same" if the verb shares its subject with an earlier verb: "She thanked him and said",
    "..., adding".
    """
    i = _skip_title(s, _skip_back(s, cue - 1))
    low = s.low[i]
    if i < 0 or low == QUOTE and not _is_title_with_comma(s, i):
        return None
    if s.low[cue].endswith("ing"):
        if low == "for":
            return _before_gerund(s, i)
        if low in PREPOSITIONS or _ends_document(s, i):
            return "same"                                   # issued a statement saying; despite admitting
        if low in _PERCEIVED:
            return find_subject(s, i)                       # Berg can be heard | saying
        if _is_object(s, i):
            return "same"                                   # Berg insulted our friends | saying
    if low == "to":
        return _before_infinitive(s, i)
    if _shares_subject(s, i):
        return "same"
    if low == "as":                                         # was quoted as saying
        before = _before_quoted(s, _skip_back(s, i - 1))
        return _quoted_as(s, i) or (_over_parenthesis if s.low[before] == "," else _phrase_before)(s, before)
    if low in (",", ")", QUOTE) or low in DASHES:           # Berg, appearing on “Good Morning,” | said
        return _over_parenthesis(s, i)
    return _before_adjectives(s, i) or _phrase_before(s, i)


_RELATIVE = 14                           # tokens back to the "who" of a relative clause


def _before_adjectives(s, i):
    """Whom a relative clause is about that ends at token i with a list of adjectives: | nurses | who find it old, slow
    or irrelevant; None where none does."""
    low = s.low
    if low[i - 1] != "or" or is_head(low[i]) or is_name(s.words[i]) or low[i].endswith("s"):
        return None
    who = next((k for k in range(i - 2, max(0, i - _RELATIVE), -1) if low[k] == "who"), None)
    return None if who is None or low[who - 1] in BREAKS else _phrase_before(s, who - 1)


def _is_object(s, i):
    """Is the noun phrase that ends at token i the object of a verb in the past: insulted, paid or called | our
    friends?"""
    phrase = None if is_adverb(s, i) or s.low[i] in PREPOSITIONS else _phrase_before(s, i)
    verb = s.low[phrase[0] - 1] if phrase else END
    acted = verb.endswith("ed") or verb in IRREGULAR or is_cue(verb) and verb.endswith("s")
    holds = verb in _PERCEIVED or verb in _CAUSING or verb in _HOLDING
    return acted and not holds and not is_name(s.words[phrase[0] - 1])


def _skip_title(s, i):
    """Skip, leftwards, a title that follows the noun for the work and does not end an aside: nurses on the show |
    “Good Morning” | said. Not in: Berg, who ran the show “Good Morning,” | said."""
    if i < 0 or s.low[i] != QUOTE or not is_apposed_title(s, i):
        return i
    ends_aside = _is_title_with_comma(s, i) and _over_parenthesis(s, i) is not None
    return i if ends_aside else before_titles(s, i)


def _is_title_with_comma(s, i):
    """Is the quotation at token i the title of a work, with the comma of the sentence in it?"""
    return is_title(s, i) and ends_with_comma(s, i)


def _before_gerund(s, i):
    """The noun phrase before the "for" at token i: criticised | the mayor | for saying."""
    phrase = _phrase_before(s, i - 1)
    return phrase and (_smallest(s, phrase[0], i - 1), i)


def _before_infinitive(s, i):
    """The subject of the infinitive whose "to" is token i: led | her | to declare; "same": was prompted to say."""
    before = s.low[i - 1]
    if before in ("him", "her", "them"):
        return (i - 1, i)
    cause = next((k for k in range(i - 2, max(-1, i - 8), -1) if s.low[k] in _CAUSING), None)
    if cause is not None:
        return (cause + 1, i)                               # which prompted | the mayor | to say
    if before.endswith("s") and is_name(s.words[i - 2]):
        return find_subject(s, i - 1)                       # a tape in which Berg appears | to say
    if before.endswith("ed"):                               # was prompted to say
        j = _skip_back(s, i - 2)
        return "same" if s.low[j] in BREAKS else _phrase_before(s, j)
    return "same"


def _shares_subject(s, i):
    """Does token i join the next verb to an earlier one: rose and | said; shrugged, then | said?"""
    return s.low[i] in _SAME or s.low[i] == "," and s.low[i + 1] == "then"


_QUOTED = 6                              # how far back "quoted" may be before "as saying"


def _quoted_as(s, i):
    """The person whom a medium quotes: The Post quoted | Anna Berg | as saying; None for "was quoted as"."""
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
    """Does a phrase for a document, with its complement, end at token i: "sent a letter | to the council | saying"?"""
    j = i
    while j > i - 6 and s.low[j].isalpha() and s.low[j].rstrip("s") not in DOCUMENTS:
        j -= 1
    return s.low[j].rstrip("s") in DOCUMENTS and (j == i or s.low[j + 1] in PREPOSITIONS)


def _skip_back(s, i):
    """Skip auxiliaries, adverbs and times leftwards: "Smith has on Tuesday repeatedly | said", "Smith went on to |
    say"."""
    while skipped := _count_skipped(s, i):
        i -= skipped
    return i


def _count_skipped(s, i):
    """How many tokens, up to token i, come between a subject and its verb and do not belong to the subject."""
    low, before = s.low[i], s.low[i - 1]
    if low == "may" and is_named_as_month(s, i):                        # Theresa May | said
        return 0
    if is_auxiliary(low) or is_adverb(s, i) or low in _BESIDE_VERBS or low == "on" and s.words[i + 1] in DAYS:
        return 1
    if _is_skipped_time(s, i):
        return 1
    if f"{before} {low}" in _TWO_WORDS:                                 # Velia has in turn | said
        return 2
    if low == "to" and before in _BEFORE_TO:
        first = i
        while s.low[first - 1] in _TOWARDS:
            first -= 1
        return i - first + 1
    if low.isdigit() and (before == "in" or s.words[i - 1] in DAYS):    # on May 7; who in 2010 | said
        return 1 + (before == "in")
    return 0


def _is_skipped_time(s, i):
    """Is token i of a time: a day, a unit with what counts it, or that count?"""
    if is_time(s, i) and (s.words[i] in DAYS or s.low[i - 1] in BEFORE_TIMES or s.words[i - 1] in DAYS):
        return True
    return s.low[i] in BEFORE_TIMES and is_time(s, i + 1)


def _over_parenthesis(s, i):
    """From the comma (bracket, dash) at token i to the noun phrase that it was set off from.

    "Harry Bond, 30, of Raleigh, N.C., who was there, | said" -> Harry Bond
    """
    if s.low[i] == ")":
        return _phrase_before(s, i)
    dashed = s.low[i] in DASHES
    borders = DASHES if dashed else BREAKS
    end = i
    for j in range(i - 1, -2, -1):
        opens = j < s.body or s.low[j] == QUOTE
        if not (opens or s.low[j] in borders):
            continue
        if end < i:                                         # what follows `end` is set off
            begin = _skip_openers(s, j + 1, end)
            named = _name_in_aside(s, begin, end, i)
            if named:
                return named
            first = opens and s.low[begin] in ("a", "an", "one")
            if begin < end and (dashed or first or not is_aside(s, begin, end)):
                return _name_or_phrase_before(s, end - 1)
        if opens:
            break
        end = j
    return None


def _name_or_phrase_before(s, t):
    """The name in apposition to the noun phrase that ends at token t, else the phrase itself, or None."""
    phrase = _phrase_before(s, t)
    return phrase and apposed_name(s, *phrase) or phrase


def _skip_openers(s, begin, end):
    """Skip conjunctions and adverbs at the start of a clause, but not its last word."""
    while begin < end - 1 and (s.low[begin] in SUBORDINATORS or s.low[begin] in CONNECTORS or is_adverb(s, begin)):
        begin += 1
    return begin


def _name_in_aside(s, begin, end, i):
    """The name that the aside from `end` to `i` consists of or gives; None if there is no name in it."""
    if begin < end and is_role(s.low[end - 1]) and (phrase := _phrase_before(s, end - 1)):
        named = apposed_name(s, *phrase)
        if named and named[1] == i:                         # by noon its director, | Anna Berg, | was telling them
            return named
    return _name_given(s, end + 1, i)


_GIVING = ("name", "named", "known", "himself", "herself")


def _name_given(s, begin, end):
    """The name that an aside gives: "a resident, who gave his name as | Sonny |, said"; None where it gives none."""
    given = next((k for k in range(begin, end) if s.low[k] == "as" and s.low[k - 1] in _GIVING), None)
    return (given + 1, end) if given and all(map(is_name, s.words[given + 1:end])) and given + 1 < end else None


def phrase_start(s: Sentence, subject: tuple[int, int]) -> int | None:
    """Where the noun phrase begins to which a name at its end is in apposition: "| the group's director, Anna Berg,
    said"."""
    first, last = subject[0], subject[1] - 1
    if not (is_name(s.words[last]) or s.low[last] in PARTICLES):
        return first                                        # no name
    while leads_to_name(s.low[first - 1]):
        first -= 1
    phrase = _phrase_before(s, first - 2) if s.low[first - 1] == "," else None
    return phrase[0] if phrase and apposed_name(s, *phrase) == subject else subject[0]


def is_aside(s: Sentence, start: int, end: int) -> bool:
    """Is the text between two commas an aside about the name before it: "of Ohio", "who was there", "30", "the
    director"?"""
    low, capital, after_name = s.low[start], is_name(s.words[start]), is_name(s.words[start - 2])
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
    begin = _with_conjuncts(s, begin, t)
    for relative in range(begin + 1, t):
        if _opens_relative(s, relative):                    # A man | walking his dog
            return (begin, relative)
    return (_smallest(s, begin, t) if _opens_with_other(s, begin) else begin, t + 1)


def _opens_with_other(s, begin):
    """Is token `begin` before the phrase itself: on | Tuesday Smith, leading | nurses; not: at least one nurse?"""
    low = s.low[begin]
    if low in PREPOSITIONS:
        return not (low == "at" and s.low[begin + 1] == "least")
    return low.endswith("ing") and not is_name(s.words[begin])


_SHORT_CONJUNCT = 4                      # the council | and the union
_CONJUNCT = 12                           # tokens of a noun phrase that another is joined to


def _with_conjuncts(s, begin, t):
    """Where the phrase of tokens `begin` to `t` begins with what it is joined to: | critics and | his own advisers |
    said; | several nurses, and | Anna Berg |, said; | nurses, | doctors and drivers | said."""
    low = s.low
    while low[begin - 1] == "and" or low[begin - 1] == "," and "and" in low[begin:t]:
        last = begin - 2 - (low[begin - 1] == "and" and low[begin - 2] == ",")
        first = _opening_plural(s, last)
        if first is None:
            break
        begin = first
    return begin


def _opening_plural(s, last):
    """Where several people begin who end at token `last` and open their clause; None where they are not, or do not."""
    low, first = s.low, last
    if last < s.body or not _could_be_conjunct(s, last):
        return None
    while first >= s.body and low[first] not in _OPENING and first > last - _CONJUNCT:
        if _is_of_clause(s, first, last) or low[first] in IRREGULAR:
            return None
        if low[first] in SUBORDINATORS:
            break
        first -= 1
    first = _skip_openers(s, first + 1, last)
    opens = first == s.body or any(low[first - 1] in words for words in (_OPENING, CONNECTORS, SUBORDINATORS))
    return first if opens and low[first] not in PREPOSITIONS else None


def _could_be_conjunct(s, last):
    """Several people, a body at the start: | nurses |, | nurses in Oldham |, | the council | and the union"""
    low = s.low[last]
    if is_name(s.words[last]) and s.low[last + 1] == "and" and s.low[last + 2] in ("his", "her", "their", "its"):
        return True                                         # Anna Berg | and her aides
    several = is_head(low) and (low.endswith("s") or last - s.body < _SHORT_CONJUNCT) or low in states()
    return several or "in" in s.low[max(0, last - 2):last]


def _opens_relative(s, k):
    """Does a relative clause, or a participle in place of one, begin at token k: who, quoted by, walking his?"""
    low, after = s.low[k], s.low[k + 1]
    if low in ("who", "that") or low in _QUOTING and after == "by":
        return True
    return low.endswith("ing") and (after == "to" or after in DETERMINERS)


def _leftmost(s, t):
    """How far left a noun phrase that ends at token t may reach."""
    low = s.low
    j, cut, named = t, None, True        # `named`: only capitals from here to t; `cut`: where such a name begins
    while low[j] not in _MARKS:
        small = j == 0 or low[j] in _SMALL_WORDS or is_cue(low[j])     # only these are asked what they do here
        if small and _binds(s, j):
            j -= 1
            continue
        if small and _is_border(s, j, t):
            break
        verb = small and _is_of_clause(s, j, t)
        if verb or small and _is_first_article(s, j):
            clause = _relative_before(s, j if verb else j - 1)
            if clause is None and not verb:
                return j
            if clause is None:
                break
            j = clause                                      # A diplomat who attended the talks | said
            continue
        if named and not is_name(s.words[j]):
            named = False
            cut = j + 1 if _cuts_off_name(s, j, t) else None
        j -= 1
    return j + 1 if cut is None or low[j] in _OPENING or j + 1 == s.body else cut


def _is_first_article(s, j):
    """Is token j an article, or a word like one, that no preposition joins to a phrase before it: a number | some
    nurses | say is shrinking?"""
    return (s.low[j] in ARTICLES or s.low[j] in _QUANTIFIERS) and s.low[j - 1] not in PREPOSITIONS


def _binds(s, j):
    """Does token j continue the phrase to its left: sources close | to | the talks; ambassador | to | Velia; her
    letter | to | the council; the union | that | runs it?"""
    if s.low[j] != "to":
        return s.low[j] == "that" and _is_subject_relative(s, j)
    addressed = is_role(s.low[j - 1]) or s.low[j - 1] in DOCUMENTS
    return addressed and (is_name(s.words[j + 1]) or s.low[j + 1] in DETERMINERS) or s.low[j - 1] == "close"


def _is_border(s, j, t):
    """Does a conjunction at token j separate the noun phrase that ends at token t from the words before it?"""
    w = s.low[j]
    if w == "which" or w in SUBORDINATORS:
        return True
    return w in ("and", "or", "but") and not (0 < j < t and _is_joined(s, j))


def _is_of_clause(s, j, t):
    """Does token j belong to a clause rather than to a noun phrase: an auxiliary, a pronoun, a verb?"""
    w = s.low[j]
    if w in AUXILIARIES and not (w == "may" and is_named_as_month(s, j)):
        return True
    if w in SUBJECT_PRONOUNS and w != "who" or w in ("not", "to"):
        return True
    if j == 0 and is_adverb(s, j):
        return True
    return j < t and is_cue(w) and not is_name(s.words[j]) and s.low[j - 1] not in DETERMINERS


def _cuts_off_name(s, j, t):
    """Is token j, before a name that ends at token t, a word that cannot belong to a noun phrase with this name?"""
    w = s.low[j]
    return j < t and w not in PREPOSITIONS and w not in DETERMINERS and w != "and" and not leads_to_name(w)


_OPENING = BREAKS | {QUOTE, END}
_QUANTIFIERS = ("some", "many", "most")
_SMALL_WORDS = SUBORDINATORS | AUXILIARIES | SUBJECT_PRONOUNS | ARTICLES | frozenset(
    ("to", "that", "which", "and", "or", "but", "not", *_QUANTIFIERS))


def _is_joined(s, j):
    """Does the conjunction at token j join two in one phrase: Anna Berg and Paul Dean, the mayor and his wife?"""
    left, right = s.low[j - 1], s.low[j + 1]
    names, plurals = is_name(s.words[j - 1]) and is_name(s.words[j + 1]), left.endswith("s") and right.endswith("s")
    second = is_name(s.words[j - 1]) and is_role(right) and is_name(s.words[j + 2])     # Anna Berg and nurse Paul Dean
    kinds = left in _KINDS_OF_PEOPLE and right in _KINDS_OF_PEOPLE      # federal and state officials
    return names or plurals or is_role(left) or second or kinds


def _is_subject_relative(s, k):
    """Is the "that" at token k a subject: the union that runs it? Not in: the clip that Berg called."""
    after = s.words[k + 1]
    return is_head(s.low[k - 1]) and not (is_name(after) or after in DETERMINERS or after in SUBJECT_PRONOUNS)


def _relative_before(s, j):
    """The token before the "who", "that" or participle whose clause token j stands in; None if there is none."""
    low = s.low
    participle = _participle_at(s, j)
    if participle is not None:
        return participle - 1
    for k in range(j, max(-1, j - 14), -1):
        if low[k] == "that" and _is_subject_relative(s, k):
            return k - 1
        if low[k] in BREAKS or low[k] == QUOTE or k < j and low[k] == "that":
            return None
        if low[k] == "who":
            return k - 1 if low[k - 1] not in BREAKS else None
    return None


def _participle_at(s, j):
    """The token of a participle in place of a relative clause, at token j or before its "to"; None if there is none."""
    low = s.low
    if low[j] in _QUOTING and low[j + 1] == "by":           # An official | quoted by the Post
        return j
    if low[j] == "to" and low[j - 1].endswith("ing"):       # an official | speaking to reporters
        return j - 1
    if low[j].endswith("ing") and low[j - 1].isalpha() and low[j - 2] in DETERMINERS:       # A man | walking his dog
        return j
    if low[j].endswith("ed") and low[j - 1] in DOCUMENTS and low[j + 1] in PREPOSITIONS:    # A sign | posted on a wall
        return j
    return None


def _smallest(s, begin, t):
    """The noun phrase at the end of "In a statement Thursday the senator" or "On Tuesday Smith"."""
    for j in range(t, begin, -1):
        if s.low[j] in PREPOSITIONS or is_time(s, j) and j < t:
            return min(j + 1, t)
        if s.low[j] in DETERMINERS:
            return j
    return min(begin + 1, t)


def apposed_name(s: Sentence, first: int, end: int) -> tuple[int, int] | None:
    """The name set off after a role that ends at token `end`: "the director, | Anna Berg, | left"; else None."""
    low, words, comma = s.low, s.words, _after_complement(s, end)
    if low[comma] != ",":
        return None
    with_role = any(is_role(low[k]) and not is_name(words[k + 1]) for k in range(first, end - 1))
    if is_name(words[end - 1]) and not with_role:
        return None
    begin = _name_begin(s, comma + 1)
    stop = begin
    while is_name(words[stop]) or low[stop] in PARTICLES:
        stop += 1
    owned = low[first] in ("his", "her", "their") or any(map(is_owner, low[first:end]))
    alone = owned and stop == begin + 1 == comma + 2        # says his wife, | Emma
    whole = 2 <= stop - begin <= 4 or alone
    return (begin, stop) if whole and _is_closed(s, stop, with_role or is_role(low[end - 1])) else None


def _is_closed(s, stop, of_role):
    """Is an apposition over at `stop`: the director, Anna Berg | , left; the director, Anna Berg | was there?"""
    after = s.low[_after_place(s, stop)]
    return after in (",", ".", ";", END) or of_role and is_auxiliary(after)


def _after_complement(s, end):
    """The token after what completes a role that ends at `end`: the director | of the zoo |, Anna Berg."""
    low, j = s.low, end
    if low[end] not in PREPOSITIONS:
        return end
    while j < min(s.n, end + 8) and low[j] not in BREAKS and low[j] != QUOTE and low[j] not in AUXILIARIES:
        j += 1
    return j


_MODIFIERS = 4                           # words before a name in an apposition: retired night | plumber Anna Berg


def _name_begin(s, begin):
    """Where a name begins in an apposition: a man named | Anna Berg, former mayor | Anna Berg."""
    low = s.low
    if low[begin] in ("a", "an") and "named" in low[begin:begin + 8]:
        begin = low.index("named", begin) + 1
    begin += low[begin] == "the" and low[begin + 1].endswith(".")       # the vicar, the | Rev. Anna Berg
    name = next((k for k in range(begin, begin + _MODIFIERS) if is_name(s.words[k]) or not low[k].isalpha()), begin)
    if is_name(s.words[name]) and is_role(low[name - 1]):
        return name                                         # her neighbour, retired plumber | Anna Berg
    while leads_to_name(low[begin]):
        begin += 1
    return begin


def _after_place(s, stop):
    """The token after the place of a name that ends at `stop`: Anna Berg | of Oldham |; `stop` where it has none."""
    place = stop + 1 + (s.low[stop + 1] == "the")           # of Oldham, of the Oldham Club
    if s.low[stop] != "of" or not is_name(s.words[place]):
        return stop
    return next(k for k in range(place, s.n + 1) if not is_name(s.words[k]))
