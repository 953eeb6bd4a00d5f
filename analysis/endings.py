"""Where the reported words end: with their sentence, or before another report, a tail, the next clause."""
from analysis.clauses import (CLAUSE_PRONOUNS, DASHES, DETERMINERS, PREPOSITIONS, QUOTE, SUBJECT_PRONOUNS, SUBORDINATORS,
                              ends_with_comma, is_adverb, is_auxiliary, is_name, is_time, is_title)
from analysis.contents import find_after
from analysis.cues import NOUNS_TOO, read_cues
from analysis.phrases import find_subject, is_role, phrase_start


def clause_end(s, k, shape):
    """Where the reported clause that begins at token k ends: (offset, the token to go on from).

    With its sentence, unless another cue takes over: ", adding that ...", "but noted that ...".
    """
    low, n = s.low, s.n
    cues = read_cues()
    for j in range(k + 2, n):
        entries = cues.get(low[j])
        if not entries:
            continue
        form = entries[-1][3]
        if low[j] in ("citing", "quoting") and low[j - 1] == ",":           # its grounds are the article's words
            return s.ends[_trim(s, j - 1, k)], j
        m = j - 1
        while m > k and is_adverb(s, m):
            m -= 1
        if form == "ing" and (low[m] == "and" and shape == "ing" or low[m] in (",", QUOTE, "while") or low[m] in DASHES
                              or low[m] in ("before", "and", "by") and
                              (low[m - 1] in (",", QUOTE) or low[m - 1] in DASHES)) and _leads_somewhere(s, j, entries):
            return s.ends[_trim(s, m, k)], j
        if form in ("past", "third", "base") and "quote" in entries[-1][2] and (own := _own_subject(s, m, k)) and (
                _leads_somewhere(s, j, entries)):
            return s.ends[_trim(s, own - 1, k)], own
        if "object" in entries[-1][2] and (comma := _adds_judgement(s, j, k)):
            return s.ends[comma - 1], comma + 3
        if low[m] == "," and (form == "past" or low[j] == "says") and "who" in low[:k] and _leads_somewhere(s, j, entries):
            return s.ends[_trim(s, m, k)], j                # Berg, who says it rains, | said it snowed
        if j + 2 < n and low[j + 1] in ",:" and low[j + 2] == QUOTE and form == "past" and (subject := find_subject(
                s, j)) and (subject != "same" and subject[0] > k + 1 and
                            (low[subject[0] - 1] == "," or low[subject[0] - 1] in DASHES)):
            return s.ends[_trim(s, subject[0] - 1, k)], subject[0]
        if low[m] in ("and", "but") and (form == shape or shape == "ing" and form == "third") and form in (
                "past", "third") and _leads_somewhere(s, j, entries):
            return s.ends[_trim(s, m, k)], j
    return _without_tail(s, k, n)


def _own_subject(s, m, k):
    """Where ", but she | said", ", although officials | said" begins, if token m ends such a subject; else None."""
    low, j = s.low, m
    if low[m] not in SUBJECT_PRONOUNS:
        while j > k and j > m - 5 and low[j][0].isalpha() and not is_auxiliary(low[j]) and low[j] not in PREPOSITIONS and (
                low[j] not in _JOINING and low[j] not in SUBORDINATORS and low[j] not in SUBJECT_PRONOUNS):
            j -= 1
        if j == m or not (is_name(s.words[m]) or is_role(low[m]) or is_role(low[m].rstrip("s"))):
            return None
        j += 1
    return j - 1 if j - 2 > k and low[j - 1] in _JOINING and (low[j - 2] == "," or low[j - 2] == QUOTE) else None


def _adds_judgement(s, j, k):
    """The comma before what somebody else's verb at token j judges: ...|, a claim the army | called “a lie”; None if it is none."""
    subject = find_subject(s, j)
    if not subject or subject == "same":
        return None
    begin = phrase_start(s, subject)
    return begin - 3 if begin - 3 > k and s.low[begin - 3] == "," and s.low[begin - 2] in ("a", "an") and any(q > j for q in s.quotes) else None


_JOINING = frozenset(("and", "but", "while", "although", "though"))
_TAILS = frozenset(("while", "before", "although", "though", ";"))


def _without_tail(s, k, n):
    """The end of a clause with quoted words: a tail after them, longer than all before it, is the article's own.

    "He said the court had “kept us safe” | while ... "
    """
    first = next((q for q in s.quotes if q >= k), n)
    for j in range(first + 1, n):
        if s.low[j] in _TAILS:
            return (s.ends[j - 1], j) if s.end - s.starts[j] > s.ends[j - 1] - s.starts[k] else (s.end, n)
    return s.end, n


def first_clause_end(s, k, end, goes_on):
    """Where a clause ends that opens a longer sentence: "While she said | that it rained |, he stayed"."""
    low = s.low
    for j in range(k + 2, goes_on - 1):
        after = j + 1
        if low[j] == "," or low[j - 1] == QUOTE and (ends_with_comma(s, j - 1) or low[j] in SUBJECT_PRONOUNS) and (after
                                                                                                                    := j):
            if low[after] in CLAUSE_PRONOUNS or is_name(
                    s.words[after]) or low[after] in DETERMINERS or low[after] in ("though", "however"):
                return s.ends[j - 1], j
    return end, goes_on


def _trim(s, m, k):
    while m > k and (s.low[m] in ",;:" or s.low[m] in DASHES or s.low[m] in ("and", "but", "while", "before", "by")):
        m -= 1
    return m


def _leads_somewhere(s, j, entries):
    """Does the cue at token j have a content of its own after it?"""
    particles, lemma, takes, _ = entries[-1]
    kind, _ = find_after(s, j + 1, takes, lemma)
    if kind in ("quote", "clause", "to"):
        return True
    return "object" in takes and any(j < q for q in s.quotes)


# --- quotations and objects after the cue --------------------------------------------------

def quoted_after(s, k):
    """The contents of a quotation that follows its cue at token k, and the token after it."""
    low, n = s.low, s.n
    quotes, j = [k], k + 1
    while j < n and (low[j] in ".?!" or low[j] == QUOTE):
        if low[j] == QUOTE:
            quotes.append(j)
        j += 1
    last = s.text[s.quotes[quotes[-1]].inner_end - 1]
    fragment = last not in ".?!,…" and low[k - 1] not in (",", ":") and j < n
    if fragment and low[j] not in ",;:)" and low[j] not in DASHES and not is_time(low[j]) and not (
            low[j] in PREPOSITIONS and not any(is_auxiliary(w) for w in low[j:j + 8])):
        end, goes_on = clause_end(s, k, "past")             # said "few people" had come
        return [(s.starts[k], end)], goes_on
    more = next((q for q in s.quotes if j < q <= j + 8), None)
    if more and (low[j] in ("and", "or", "but") or low[j] == "," and low[j + 1] in ("and", "or", QUOTE)) and not any(
            w in read_cues() for w in low[j:more]):
        return [(s.starts[k], s.ends[more])], more + 1      # "few" and "good"
    return [(s.quotes[q].inner_start, s.quotes[q].inner_end) for q in quotes], j


def find_object(s, k, shape, claimed):
    """The object with quoted words in it, of a verb that names or judges: (first token, end offset, next token)."""
    low, n = s.low, s.n
    later = [q for q in s.quotes if q >= k and q not in claimed]
    if not later or k >= n:
        return None, 0, 0
    first = min(later)
    if is_title(s, first):                                 # wrote the book "Bridges of the North"
        return None, 0, 0
    if low[k] == "what" and low[k + 1] in SUBJECT_PRONOUNS and k + 2 < n and low[k + 2] in read_cues():
        return k, *clause_end(s, k + 2, shape)                    # condemned what she called "..."
    if any(low[m] in ";" or low[m] in read_cues() and low[m] not in NOUNS_TOO for m in range(k, first)):
        return None, 0, 0
    while k < first and (low[k] in (",", ":", "as") or is_adverb(s, k)):
        k += 1
    end, goes_on = clause_end(s, k, shape)
    if goes_on <= first:
        return None, 0, 0
    if low[first - 1] == ":":
        return first, s.ends[first], first + 1
    j = first + 1
    if k == first and j < goes_on and low[j] not in ("and", "or", QUOTE):
        return k, s.ends[k], j
    while j < goes_on:
        if low[j] in ",;:" or low[j] in DASHES or low[j - 1] == QUOTE and ends_with_comma(s, j - 1):
            quote = next((q for q in range(j, min(j + 3, goes_on)) if low[q] == QUOTE), None)
            if quote is None:
                return k, s.ends[j - 1], j
            j = quote
        elif low[j - 1] == QUOTE and (is_time(low[j]) or low[j] in ("on", "in", "at", "during", "after", "before")
                                      and low[j - 2] not in ("the", "his", "her", "their", "its")):
            return k, s.ends[j - 1], j
        j += 1
    return k, end, goes_on
