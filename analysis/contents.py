"""What is reported: where the reported words begin, before a cue and after it."""
from analysis.clauses import (CLAUSE_PRONOUNS, DASHES, DAYS, DETERMINERS, PREPOSITIONS, QUOTE, SUBJECT_PRONOUNS, SUBORDINATORS,
                              is_adverb, is_auxiliary, is_name, is_time, is_title)
from analysis.cues import NOUNS_TOO, read_cues
from analysis.phrases import is_role

THAT = frozenset("that whether how why what".split())
_QUESTIONS = ("ask", "wonder", "know")        # asked if it rained
_NOT_A_CLAUSE = frozenset(
    "nothing everything so no yes little much anything something more goodbye hello when while as because if".split())


# --- before the cue ------------------------------------------------------------------------

def find_before(s, group, claimed):
    """What ends right before source and cue: ("quote", token), ("clause", its end token) or None."""
    low, j = s.low, group - 1
    while j > 0 and (low[j] in ",?!." or low[j] in DASHES) and low[j - 1] == QUOTE:
        j -= 1
    if low[j] == QUOTE:
        return None if j in claimed or is_title(s, j) else ("quote", j)
    if low[j] == "as" and j and low[j - 1] in (",",):
        j -= 1
    if (low[j] == "," or low[j] in DASHES) and j > 1:
        return ("clause", j)
    return None


def clause_start(s):
    """The first token of what is reported: after a dateline, "Meanwhile," and the like."""
    low, n = s.low, len(s.low)
    first = s.body
    while first < n - 1 and low[first] in ("meanwhile", "however", "but", "and", "still", "moreover", "so", "yet",
                                           "finally", "instead", "also", "indeed", "now",
                                           ",") and not (low[first] in ("so", "now", "still") and low[first + 1] != ","):
        first += 1
    return first


def is_clause(s, first, last):
    """Is the stretch a clause, and no opening phrase ("In a statement on Monday, ")?"""
    low = s.low
    verb = any(is_auxiliary(w) or w.endswith(("ed", "n't", "n’t")) or w in THAT or w in CLAUSE_PRONOUNS for w in low[first:last])
    if low[first] in PREPOSITIONS or low[first].endswith("ing") or low[first] in SUBORDINATORS or low[first] in (
            "asked", "according"):
        comma = next((k for k in range(first, last) if low[k] == ","), None)
        if comma is None:                                   # Painting the bridge would cost too much, he said
            return low[first] not in SUBORDINATORS and last - first > 4 and any(is_auxiliary(w) for w in low[first:last])
        return comma < last - 3 and any(is_auxiliary(w) or w.endswith("ed") for w in low[comma:last])
    if is_role(low[last - 1]) and not verb:                 # The bank's chief economist, | Anna Berg, expects
        return False
    return verb or last - first >= 4


def quoted_before(s, q):
    """The contents of a quotation before its cue at token q, with the words of its clause before it."""
    low = s.low
    begin = q
    while begin > 0 and low[begin - 1] != ":" and not (
            low[begin - 1] == QUOTE and s.text[s.quotes[begin - 1].inner_end - 1] in ".?!"):
        begin -= 1
    if begin == 0:
        begin = clause_start(s)
    opening = low[begin] in PREPOSITIONS or low[begin].endswith(("ing", "ed")) or low[begin] in ("as", "when", "while")
    if begin < q and low[q - 1] == "," and (opening or q - begin <= 2) and low[begin] != "if" and (
            not s.text[s.quotes[q].inner_start].islower()):
        begin = q                                           # Asked about it, | "We left," she said
    if begin >= q:
        return [(s.quotes[q].inner_start, s.quotes[q].inner_end)]
    return [(s.starts[begin], s.ends[q])]


def split_rest(s, first, last, after):
    """"The plan, he said on Monday, would help": where the reported clause goes on after the cue."""
    low, words, n = s.low, s.words, len(s.low)
    comma = next((k for k in range(after, min(n, after + 9)) if low[k] == ","), None)
    if comma is None or comma > n - 3 or any(low[k] in SUBJECT_PRONOUNS for k in range(after, comma)):
        return None
    w = low[comma + 1]
    if is_auxiliary(w) or w in ("and", "but", "or") and (low[comma + 2] in CLAUSE_PRONOUNS or low[comma + 2] == "not"
                                                         or QUOTE in low[comma + 2:comma + 5]):
        return comma + 1
    opening = low[first] in SUBORDINATORS or low[first] in PREPOSITIONS
    if opening and is_name(words[comma + 1]) or (last - first <= 3 or opening) and (
            w in CLAUSE_PRONOUNS or w in DETERMINERS or w == QUOTE):  # Perhaps, he said, it rains
        return comma + 1
    return None


# --- after the cue -------------------------------------------------------------------------

def find_after(s, k, takes, lemma):
    """What follows the cue at token k: ("quote"|"clause"|"to", token) or (None, token)."""
    low, words, n = s.low, s.words, len(s.low)
    begin = min(k, n - 1)
    if "hearer" in takes:
        k, heard = _skip_hearer(s, k, takes)
        if heard is None:
            return None, k
    for _ in range(4):
        if k >= n:
            return None, k
        w = low[k]
        if w == QUOTE:
            return ("quote", k) if "quote" in takes else (None, k)
        if w in ",:" or w in DASHES:
            if k + 1 < n and low[k + 1] == QUOTE:
                return ("quote", k + 1) if "quote" in takes or w == ":" else (None, k)
            if w == ":" and "quote" in takes and k + 2 < n:
                return "clause", k + 1
            if w == ",":
                close = next((m for m in range(k + 1, min(n, k + 14)) if low[m] == ","), None)
                if "that" in takes:
                    that = next((m for m in range(k + 1, min(n - 1, k + 25)) if low[m] == "," and low[m + 1] == "that"),
                                None)
                    if that and not any(x in read_cues() and x not in NOUNS_TOO and not x.endswith("en")
                                        for x in low[k + 1:that]):
                        return "clause", that + 1
                if close and close + 1 < n and low[close + 1] == QUOTE and "quote" in takes and not any(
                        "quote" in entry[2] for x in low[k + 1:close] for entry in read_cues().get(x, ())):
                    return "quote", close + 1
            if w in DASHES and "that" in takes:             # said — and few believed it — that
                close = next((m for m in range(k + 1, min(n - 1, k + 14)) if low[m] in DASHES), None)
                if close and low[close + 1] == "that":
                    return "clause", close + 1
            return None, k
        if (w in THAT or w == "if" and lemma in _QUESTIONS) and takes & {"that", "bare"}:
            return "clause", k
        if w == "to" and "to" in takes and k + 1 < n and not is_name(words[k + 1]) and low[k + 1] not in DETERMINERS \
                and not low[k + 1].endswith("s"):
            if lemma == "ask" and low[k - 1] == "not":      # asked not to be named
                return None, k
            return ("to", k) if low[begin] not in ("a", "an") else (None, k)          # "urged a return to calm"
        if w[0].isdigit() and "-" in w and low[k + 1:k + 2] == ["that"]:
            k += 1                                          # ruled 5-4 that
        elif k + 2 < n and low[k + 2] == "that" and is_time(low[k + 1]):
            k += 2                                          # reiterated several times that
        elif is_adverb(s, k) or is_time(w) or w in ("last", "this", "next", "earlier", "later", "late",
                                                    "early") and k + 1 < n and is_time(low[k + 1]):
            k += 1
        elif w in ("on", "in", "by") and k + 1 < n and (is_time(low[k + 1]) or words[k + 1] == "May"):
            k += 2
        elif w in PREPOSITIONS or w in ("as", "when", "while", "because"):
            m = k + 1
            while m < n and not (low[m] in ("that", "whether") or low[m] == QUOTE or low[m] in ",:" or low[m] in DASHES
                                 or low[m] in CLAUSE_PRONOUNS and low[m] not in ("that", "this", "these", "those", "you")
                                 or is_auxiliary(low[m])):
                m += 1
            if m < n and low[m] == QUOTE and _is_short(s, m) and low[m - 1] not in ",:":
                m += 1
            if m >= n or is_auxiliary(low[m]) or w in ("as", "when", "while", "because") and low[m] not in ",:":
                return None, k
            k = m
        else:
            break
    else:
        return None, k
    if "bare" in takes and k < n and _starts_clause(s, k, lemma):
        return "clause", k
    return None, k


def _is_short(s, q):
    quotation = s.quotes[q]
    return quotation.inner_end - quotation.inner_start < 24


def _starts_clause(s, k, lemma):
    low, words, n = s.low, s.words, len(s.low)
    w = low[k]
    if w in CLAUSE_PRONOUNS and w not in _NOT_A_CLAUSE:
        return k + 1 < n
    if low[k:k + 2] == ["the", "least"]:
        return False
    if n - k < 3 or w in _NOT_A_CLAUSE and not (w in
                                                ("if", "no", "more", "much", "something", "nothing") and lemma == "say"):
        return False
    if w.endswith("ing") and lemma != "say":
        return False
    if not (w in DETERMINERS or is_name(words[k]) or words[k][0].isdigit() or words[k][0] == "$" or lemma in ("say", )
            or w == "if"):
        return w.isalpha() and _has_verb(s, k) and w not in PREPOSITIONS
    return lemma == "say" or _has_verb(s, k)


def _has_verb(s, k):
    for w in s.low[k + 1:k + 18]:
        if w in ",;:":
            return False
        if is_auxiliary(w):
            return True
        if w == "to":
            return False
    return False


def _skip_hearer(s, k, takes):
    """Past whom it is told to: "told | the reporters | that"."""
    low, words, n = s.low, s.words, len(s.low)
    if k < n and (low[k] in ("that", "to") or low[k] == QUOTE or low[k] in ",:"):
        return k, True
    if k + 1 < n and low[k] in CLAUSE_PRONOUNS and (low[k] not in ("it", "you", "this", "these", "those") or is_auxiliary(low[k + 1])):
        return k, True                                      # warned | they could fall
    j = k
    if j < n and low[j].split("'")[0] in ("him", "her", "them", "me", "us", "you", "it") and not (
            low[j] == "her" and j + 1 < n and low[j + 1].isalpha() and low[j + 1] not in CLAUSE_PRONOUNS
            and low[j + 1] not in ("that", "to", "not") and low[j + 1] not in PREPOSITIONS):
        return j + 1, True
    seen_noun = False
    while j < n:
        w = low[j]
        if w in THAT or w in ("to", ",", ":") or w == QUOTE and not _is_short(s, j):
            break
        if w in CLAUSE_PRONOUNS and j > k and w not in ("this", "these", "those"):
            break
        if seen_noun and (w in ("the", "a", "an", "his", "her", "their", "its", "there")
                          and low[j - 1] not in PREPOSITIONS and low[j - 1] not in ("and", "or")):
            break
        if w in PREPOSITIONS and j > k and w in ("on", "in", "at", "during", "after", "before"):
            return j, True
        if is_auxiliary(w):                                 # warned | the bridge could fall
            return (k, True) if "bare" in takes and k < j < k + 5 and {"and", "or"}.isdisjoint(low[k:j]) else (j, None)
        if is_time(w) and j > k and (w in DAYS or not is_name(words[j])):
            return j, True
        if w not in DETERMINERS and w not in PREPOSITIONS:
            if seen_noun and is_name(words[j - 1]) and w.isalpha() and not is_name(words[j]) and w not in ("and", "or") and (
                    any(map(is_auxiliary, low[j + 1:j + 3])) and "that" not in low[j:j + 3] and low[j + 1] not in CLAUSE_PRONOUNS):
                break                                       # told Reuters | work would begin
            if seen_noun and is_name(words[j]) and not is_name(words[j - 1]) and low[j - 1].endswith("s") \
                    and low[j - 1] not in PREPOSITIONS and low[j - 1] not in DETERMINERS:
                break
            seen_noun = True
        j += 1
    return j, True if j > k else None


def find_after_inverted(s, k):
    """After "..., said Smith": only a colon or a comma before a quotation."""
    low, n = s.low, len(s.low)
    for m in range(k, min(n, k + 40)):
        if low[m] == QUOTE and m > k and (low[m - 1] in ",:" or low[m - 1] in DASHES):
            return ("quote", m) if not any(x in read_cues() and x not in NOUNS_TOO for x in low[k:m]) else (None, k)
        if low[m] == QUOTE:
            break
    return None, k
