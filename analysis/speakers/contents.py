"""What is reported: where the reported words begin, before a cue and after it."""
from analysis.text.sentence import (ARTICLES, CLAUSE_PRONOUNS, DASHES, DETERMINERS, END, IRREGULAR, PREPOSITIONS, QUOTE, STOPS, SUBORDINATORS,
                              is_adverb, is_auxiliary, is_name, is_time, is_title, skip_time)
from analysis.lexicon.cues import is_cue, read_cues

THAT = frozenset("that whether how why what".split())
_QUESTIONS = ("ask", "wonder", "know")        # asked if it rained
# After "say" some of these open a clause, after other verbs none does: said no rain fell; expects no rain.
_ONLY_SAID = frozenset("if no more much something nothing".split())
_NOT_A_CLAUSE = frozenset("everything so yes little anything goodbye hello when while as because".split())
_OBJECT_PRONOUNS = frozenset("him her them me us you it".split())
_POINTING = frozenset("this these those".split())
_CONJUNCTIONS = ("as", "when", "while", "because")
# What may stand before a sentence's first clause, with a comma or without.
_OPENERS = frozenset("meanwhile however but and still moreover so yet finally instead also indeed now ,".split())
_ASIDE, _APPOSITION = 14, 25                  # tokens that may stand between commas after a cue


# --- before the cue ------------------------------------------------------------------------

def find_before(s, group, claimed):
    """What ends right before source and cue: ("quote", token), ("clause", its end token) or None."""
    low, j = s.low, group - 1
    while low[j - 1] == QUOTE and (low[j] in (",", "?", "!", ".") or low[j] in DASHES):
        j -= 1
    if low[j] == QUOTE:
        within = low[j - 1] in DETERMINERS and s.text[s.quotes[j].inner_end - 1].isalnum()          # The “green” party | says
        return None if j in claimed or within or is_title(s, j) else ("quote", j)
    return ("clause", j) if j > 1 and (low[j] == "," or low[j] in DASHES) else None


def clause_start(s):
    """The first token of what is reported: after a dateline, "Meanwhile," and the like."""
    low, first = s.low, s.body
    while low[first] in _OPENERS and not (low[first] in ("so", "now", "still") and low[first + 1] != ","):
        first += 1
    return min(first, s.n - 1)


def is_clause(s, first, last):
    """Is the stretch a clause, and no opening phrase ("In a statement on Monday, ")?"""
    low = s.low[first:last]
    if low[0] in PREPOSITIONS or low[0] in SUBORDINATORS or low[0].endswith("ing") or low[0] in ("asked", "according"):
        if "," not in low:                                  # Painting the bridge would cost too much, he said
            return low[0] not in SUBORDINATORS and any(map(is_auxiliary, low))
        return any(is_auxiliary(w) or w.endswith("ed") for w in low[low.index(","):])
    return len(low) >= 4 or any(is_auxiliary(w) or w in THAT or w in CLAUSE_PRONOUNS for w in low)


def quoted_before(s, q):
    """The contents of a quotation before its cue at token q, with the words of its clause before it."""
    low, begin = s.low, q
    while begin > 0 and low[begin - 1] != ":" and not (
            low[begin - 1] == QUOTE and s.text[s.quotes[begin - 1].inner_end - 1] in ".?!"):
        begin -= 1
    if begin == 0:
        begin = clause_start(s)
    if begin >= q:
        return [(s.quotes[q].inner_start, s.quotes[q].inner_end)]
    return [(s.starts[begin], s.ends[q])]


def split_rest(s, first, last, after):
    """"The plan, he said on Monday, would help": where the reported clause goes on after the cue."""
    low = s.low
    comma = next((k for k in range(after, min(s.n - 2, after + 9)) if low[k] == ","), None)
    if comma is None:
        return None
    w = low[comma + 1]
    opening = low[first] in SUBORDINATORS or low[first] in PREPOSITIONS
    joined = w in ("and", "but", "or") and low[comma + 2] in CLAUSE_PRONOUNS or QUOTE in low[comma + 2:comma + 5] and (
        read_cues().keys().isdisjoint(low[comma + 1:comma + 5]))            # The road, he said, to “make sure” of it
    goes_on = opening and is_name(s.words[comma + 1]) or (last - first <= 3 or opening) and (
        w in CLAUSE_PRONOUNS or w in DETERMINERS)           # Perhaps, he said, it rains
    return comma + 1 if is_auxiliary(w) or joined or goes_on else None


# --- after the cue -------------------------------------------------------------------------

_NOTHING = None, None


def find_after(s, k, takes, lemma):
    """What follows the cue that ends before token k: ("quote" | "clause" | "to", token) or (None, None)."""
    low, begin = s.low, k
    if "hearer" in takes:
        k = _skip_hearer(s, k, takes)
        if k is None:
            return _NOTHING
    for _ in range(4):
        w = low[k]
        if w == QUOTE:
            return ("quote", k) if "quote" in takes else _NOTHING
        if w in (",", ":") or w in DASHES:
            return _after_mark(s, k, takes)
        if (w in THAT or w == "if" and lemma in _QUESTIONS) and takes & {"that", "bare"}:
            return _NOTHING if _is_pointing(low, k) else ("clause", k)
        if w == "to" and "to" in takes and _is_infinitive(s, k):
            noun = low[begin] in ("a", "an")                # urged a return to calm
            return _NOTHING if noun or lemma == "ask" and low[k - 1] == "not" else ("to", k)
        further = _skip_between(s, k)
        if further == k:
            colon = next((m for m in range(k, min(s.n, k + 12)) if low[m] == ":" or is_auxiliary(low[m])), k)
            if "quote" in takes and low[colon] == ":" and low[colon + 1] == QUOTE:
                return "quote", colon + 1                   # said the same thing every day: "..."
            return ("clause", k) if "bare" in takes and _starts_clause(s, k, lemma) else _NOTHING
        k = further
        if k is None:
            return _NOTHING
    return _NOTHING


def _is_pointing(low, k):
    """Is that all: he denied that. He denied that, saying ..."""
    return low[k + 1] in STOPS or low[k + 1] == END or low[k + 1] == "," and low[k + 2].endswith("ing")


def _after_mark(s, k, takes):
    """What follows the comma, colon or dash at token k, as find_after says it."""
    low, mark = s.low, s.low[k]
    if low[k + 1] == QUOTE:
        return ("quote", k + 1) if "quote" in takes and not is_title(s, k + 1) else _NOTHING
    if mark == ":":
        return ("clause", k + 1) if "quote" in takes and k + 2 < s.n else _NOTHING
    if "that" in takes:                                     # said, on a day of rain, that; said — and few believed it — that
        that = next((m for m in range(k + 2, min(s.n, k + _APPOSITION)) if low[m] == "that" and low[m - 1] == mark), None)
        if that and (mark in DASHES or not any(is_cue(x) and not x.endswith("en") for x in low[k + 1:that])):
            return "clause", that
    if mark == "," and "quote" in takes:
        close = next((m for m in range(k + 1, min(s.n, k + _ASIDE)) if low[m] == ","), None)
        if close and low[close + 1] == QUOTE and not any(
                "quote" in entry[2] for x in low[k + 1:close] for entry in read_cues().get(x, ())):
            return "quote", close + 1
    return _NOTHING


def _is_infinitive(s, k):
    """Does the "to" at token k lead a verb: to go, but not to the town, to Oldham, to others?"""
    return not (is_name(s.words[k + 1]) or s.low[k + 1] in DETERMINERS or s.low[k + 1].endswith("s"))


def _skip_between(s, k):
    """Past an adverb, a time or a prepositional phrase at token k; k where none stands there, None where it never ends."""
    low, w = s.low, s.low[k]
    if low[k + 1] == "that" and w[0].isdigit():             # ruled 5-4 that
        return k + 1
    if low[k + 2] == "that" and is_time(s, k + 1):        # reiterated several times that
        return k + 2
    past_time = skip_time(s, k)
    if is_adverb(s, k) or past_time > k:
        return max(k + 1, past_time)
    if w not in PREPOSITIONS and w not in _CONJUNCTIONS:
        return k
    m = k + 1
    while m < s.n and not (low[m] in ("that", "whether", QUOTE, ",", ":") or low[m] in DASHES or is_auxiliary(low[m])
                           or low[m] in CLAUSE_PRONOUNS and low[m] not in _POINTING and low[m] != "you"):
        m += 1
    if low[m] == QUOTE and _is_short(s, m):
        m += 1
    if any(is_cue(low[j]) and not is_name(s.words[j]) for j in range(k, m)):             # concludes with footage of Berg saying "..."
        return None
    return None if m >= s.n or is_auxiliary(low[m]) or w in _CONJUNCTIONS and low[m] not in (",", ":") else m


def _is_short(s, q):
    quotation = s.quotes[q]
    return quotation.inner_end - quotation.inner_start < 24


def _starts_clause(s, k, lemma):
    w, said = s.low[k], lemma == "say"
    if w in _NOT_A_CLAUSE or w in _ONLY_SAID and not said or s.low[k:k + 2] == ["the", "least"]:
        return False
    if w in CLAUSE_PRONOUNS and w not in _ONLY_SAID:
        return k + 1 < s.n
    return s.n - k >= 3 and (said or (w.isalpha() or w[0].isdigit() or is_name(s.words[k])) and not w.endswith("ing")
                               and w not in PREPOSITIONS and _has_verb(s, k))


def _has_verb(s, k):
    first = next((w for w in s.low[k + 1:k + 18] if is_auxiliary(w) or w in (",", ";", ":", "to")), "")
    named = s.low[k] in DETERMINERS or is_name(s.words[k])              # told reporters | her son left; not: expects money found there
    return is_auxiliary(first) or named and any(
        s.low[j] in IRREGULAR and s.low[j - 1] not in ("and", "or", "but") for j in range(k + 1, min(s.n, k + 5)))


def _skip_hearer(s, k, takes):
    """Past whom it is told to: "told | the reporters | that"; None where it is told to nobody."""
    low, words = s.low, s.words
    if low[k] in THAT or low[k] in ("to", ",", ":", QUOTE):
        return k
    if low[k] in CLAUSE_PRONOUNS and low[k] not in ("it", "you"):           # warned | they could fall
        return k
    after = low[k + 1]
    if low[k].split("'")[0] in _OBJECT_PRONOUNS and (
            low[k] != "her" or not after.isalpha() or after in THAT or after in PREPOSITIONS):
        return k + 1
    seen_noun = False
    for j in range(k, s.n):
        w = low[j]
        if w in THAT or w in ("to", ",", ":") or w == QUOTE and not _is_short(s, j) or (
                w in CLAUSE_PRONOUNS and w not in _POINTING):
            return j if j > k else None
        if seen_noun and w in ARTICLES and low[j - 1] not in PREPOSITIONS and low[j - 1] not in ("and", "or"):
            return j
        if w in ("on", "in", "at", "during", "after", "before"):
            return j
        if is_auxiliary(w):                                 # warned | the bridge could fall
            return k if "bare" in takes and j < k + 5 else None
        if w not in DETERMINERS and w not in PREPOSITIONS:
            if seen_noun and is_name(words[j]) != is_name(words[j - 1]) and low[j - 1] not in PREPOSITIONS and w.isalpha() and (
                    low[j + 1] not in CLAUSE_PRONOUNS and any(map(is_auxiliary, low[j + 1:j + 3]))):
                return j                                    # told Reuters | work would begin, told reporters | Berg had left
            seen_noun = True
    return None


def find_after_inverted(s, k):
    """After "..., said Smith": only a colon or a comma before a quotation."""
    low = s.low
    q = next((m for m in range(k, min(s.n, k + 40)) if low[m] == QUOTE), None)
    return ("quote", q) if q and low[q - 1] in (",", ":") and not any(map(is_cue, low[k:q])) else _NOTHING
