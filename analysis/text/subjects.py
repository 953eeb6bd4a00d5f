"""Finds noun phrases without a parser, reading forwards: the subject after a verb, and the subject that opens a
sentence."""
import functools

from analysis.lexicon import read_words
from analysis.lexicon.countries import demonyms
from analysis.lexicon.cues import is_cue, read_cues
from analysis.text.phrases import apposed_name, is_head, is_role
from analysis.text.sentence import (
    AUXILIARIES,
    CONNECTORS,
    DASHES,
    DETERMINERS,
    END,
    IRREGULAR,
    PREPOSITIONS,
    QUOTE,
    STOPS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    Sentence,
    is_adverb,
    is_name,
    is_named_as_month,
    is_owner,
    is_time,
    skip_time,
)

_ENDS = frozenset(",;:()\"") | {QUOTE, END} | STOPS | DASHES | AUXILIARIES | SUBJECT_PRONOUNS | SUBORDINATORS
# The mayor of Oldham, a nurse at the clinic.
ADJECTIVES_TOO = ("outside", "inside")     # three outside advisers
_WITHIN = frozenset(("of", "for", "at", "in", "from", "with", "to", "on"))


# --- the subject after its verb ------------------------------------------------------------

def phrase_after(s: Sentence, i: int) -> tuple[int, int] | None:
    """The noun phrase that begins at token i, as in "said | the group's director": (start, end) or None."""
    low, words = s.low, s.words
    if low[i] in SUBJECT_PRONOUNS:
        return (i, i + 1)
    if is_time(s, i) or not _may_begin(s, i):
        return None
    j, named = i, False
    while not _ends_any(s, j) and not (j > i and _is_over(s, i, j, named)):
        named = low[j] not in PREPOSITIONS and is_name(words[j])
        j += 1
    return apposed_name(s, i, j) or ((i, j) if j > i else None)


def _ends_any(s, j):
    """Does token j end every noun phrase: a mark, an auxiliary, a pronoun? Not in: said Theresa | May."""
    return s.low[j] in _ENDS and not (s.low[j] == "may" and is_named_as_month(s, j))


def _may_begin(s, i):
    """May a noun phrase after a verb begin at token i: a name, a determiner, a number, a plural, a role?"""
    low, after = s.low[i], s.words[i + 1]
    if is_name(s.words[i]) or low in DETERMINERS or low[0].isdigit() or low.endswith("s"):
        return True
    beside = low.isalpha() and (is_name(after) or is_role(low) or is_role(s.low[i + 1]))
    return beside or _leads_to_role(s, i)


_MODIFIERS = 5                           # words before a role: said | oil and gas worker Mick Wopf


def _leads_to_role(s, i):
    """Do words in small letters from token i on lead to a role with its name: oil and gas worker | Mick Wopf?

    Or to one that is joined to another word: then-minister | Amar Sodhi.
    """
    for k in range(i, min(s.n, i + _MODIFIERS)):
        word = s.low[k]
        if is_name(s.words[k]) and not s.words[k].isupper() or not word.replace("-", "").isalpha():
            return False                                    # lobbyist and GOP strategist | Charlie Black
        if word in PREPOSITIONS or word in AUXILIARIES or is_cue(word):
            return False
        if is_role(word.rpartition("-")[2]) and (is_name(s.words[k + 1]) or s.low[k + 1] == "of"):
            return True
    return False


def _is_over(s, i, j, named):
    """Does token j stand after the noun phrase that begins at token i? `named`: the token before it is a name's."""
    w = s.low[j]
    if w in PREPOSITIONS:
        return _is_over_before_preposition(s, j, named)
    if w in ("and", "or"):
        named = is_name(s.words[j - 1])
        if named:
            return not is_name(s.words[j + 1])
        return not (_leads_to_role(s, j + 1) or _are_heads(s, j - 1, j + 1) or _joins_adjectives(s, j))
    begun = j > i + (s.low[i] in DETERMINERS)               # the | Times: a determiner alone is no phrase
    if is_time(s, j) or is_adverb(s, j):
        return begun
    return not is_name(s.words[j]) and (is_cue(w) and s.low[j - 1] not in DETERMINERS
                                        or w.endswith("ing") and begun and not is_head(s.low[j + 1]))


def _joins_adjectives(s, j):
    """Does "and" at token j join adjectives of a noun that follows: three current | and former harbour officials?"""
    if is_head(s.low[j - 1]) or s.low[j - 1].endswith("s"):
        return False
    for k in range(j + 1, min(s.n, j + 1 + _MODIFIERS)):
        word = s.low[k]
        if word in DETERMINERS or word in PREPOSITIONS or word in AUXILIARIES or not word.replace("-", "").isalpha():
            return False
        if is_head(word) or word.endswith("s") and is_head(word[:-1]):
            return True
    return False


def _is_over_before_preposition(s, j, named):
    """The mayor of Oldham | in 2010, Anna Berg | of Oldham; not: the three outside advisers"""
    w = s.low[j]
    if w in ADJECTIVES_TOO and s.low[j - 1] in DETERMINERS and s.low[j + 1] not in DETERMINERS:
        return False
    if w == "for" and s.low[j - 1] in _institutions() and is_name(s.words[j + 1]):
        return False                                        # the Center for Old Mills
    return w not in _WITHIN or named and w != "of" or is_time(s, j + 1)


@functools.cache
def _institutions():
    return read_words("institutions", "word")


# --- the subject of a sentence -------------------------------------------------------------

_AWAY = ("later", "earlier", "ago", "away", "down", "up", "over", "across")
_LONGEST, _GAP = 12, 3                   # words of a subject, and of what may stand before its next head


def main_subject(s: Sentence) -> tuple[int, int] | None:
    """The subject of the sentence's first clause, by reading from its start: (start, end) or None.

    "On Tuesday, the senator from Ohio voted" -> the senator
    """
    i = _after_opening(s)
    phrase = None if i is None else phrase_from(s, i)
    if phrase is None and i is not None and i > s.body:     # After a hasty, | late meeting, | the mayor left
        comma = next((k for k in range(i, min(s.n - 1, i + _LONGEST)) if s.low[k] == ","), None)
        phrase = phrase_from(s, comma + 1) if comma else None
    return phrase


def phrase_from(s: Sentence, i: int) -> tuple[int, int] | None:
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
    """The token at which the subject may begin, after the opening of the sentence; None if there is none.

    "Meanwhile, |", "In his book, “Paths,” |", "When it rained, |"
    """
    low, n = s.low, s.n
    i = s.body
    for _ in range(4):
        past = _past_opener(s, i)
        if past is None:
            return None
        if past == i:
            break
        i = past
    near = low[i + 1:min(n - 1, i + 6)]
    later = i + 1 + near.index(",") if "," in near else None
    if later and low[later - 1] in _AWAY:                    # A few minutes later, | she; two doors down, | Anna Berg
        i = later + 1
    return i if i < n else None


def _past_opener(s, i):
    """The token after a word, clause or time that opens a sentence at token i; i itself if there is none.

    None if the opening clause never ends in a comma.
    """
    low = s.low
    if low[i] in CONNECTORS or is_adverb(s, i) or low[i] == "," or low[i] == QUOTE and i > s.body:
        return i + 1
    if low[i] in PREPOSITIONS or low[i] in SUBORDINATORS or low[i].endswith(("ing", "ed")):
        comma = next((k for k in range(i, min(s.n - 1, i + 40)) if low[k] == "," and not low[k + 1].isdigit()), None)
        return None if comma is None else comma + 1
    return skip_time(s, i)                                  # Late Sunday, | the mayor


def _phrase_end(s, i):
    """Where the noun phrase that begins at token i ends: after its last head or name, before any verb.

    The Velian foreign ministry | later denied it; Anna Berg | runs; The former candidate Anna Berg | left;
    The spot | ran
    """
    low = s.low
    determined = low[i] in DETERMINERS
    end, j = i + 1, i + 1
    while j < min(s.n, i + _LONGEST):
        w = low[j]
        if _extends_phrase(s, j, end):
            end = j + 1
        elif not w[0].isalpha() or _ends_phrase(s, j) or w.endswith("s") and not determined:    # Anna Berg | runs
            break
        j += 1
    if determined and end == i + 1:
        end = max(end, min(j - (j > i + 2 and low[j - 1].endswith("s")), i + 1 + _GAP))
    return end


def _extends_phrase(s, j, end):
    """Does token j belong to the noun phrase that reaches `end` so far: another name, a head, or something owned?"""
    w = s.low[j]
    if j == end and _goes_on(s, j):
        return True
    if is_head(w):                                          # Anna Berg and Paul Dean | report:
        return not (s.low[j + 1] == ":" and w in read_cues() and is_name(s.words[j - 1]))
    return _is_owned(s, j) and w not in AUXILIARIES


def _goes_on(s, j):
    """Does token j go right on with the phrase before it: Anna | Berg, mayor | of Oldham, Anna Berg | and Paul Dean,
    the Finnish | media?"""
    w = s.low[j]
    if is_name(s.words[j]):
        return not is_time(s, j)
    if w == "and" and _are_heads(s, j - 1, j + 1):
        return True                                         # nurses | and doctors
    if w == "of" or w == "and" and is_name(s.words[j - 1]):
        return is_name(s.words[j + 1])
    return s.low[j - 1] in demonyms() and not _ends_phrase(s, j)


def _are_heads(s, left, right):
    """Are both tokens several people: nurses and doctors?"""
    return all(s.low[k].endswith("s") and is_head(s.low[k]) for k in (left, right))


def _is_owned(s, j):
    """Velia's | newspaper, Velia's top-selling | newspaper"""
    return is_owner(s.words[j - 1]) or is_owner(s.words[j - 2]) and "-" in s.low[j - 1]


def _ends_phrase(s, j):
    w = s.low[j]
    return (w in AUXILIARIES or w in PREPOSITIONS or w in SUBORDINATORS or w in DETERMINERS or w in SUBJECT_PRONOUNS
            or w in ("and", "or", "but") or w in IRREGULAR or w.endswith("ed") or is_cue(w)
            or is_adverb(s, j))


def could_name(s: Sentence, subject: tuple[int, int]) -> bool:
    """Does the phrase end in a name, a role or a body?"""
    last = subject[1] - 1
    return is_name(s.words[last]) and s.low[last] not in SUBJECT_PRONOUNS or is_head(s.low[last])
