"""Where the reported words end: with their sentence, or before another report, a tail, the next clause."""
from analysis.text.sentence import (CLAUSE_PRONOUNS, DASHES, DETERMINERS, IRREGULAR, PREPOSITIONS, QUOTE, SUBJECT_PRONOUNS, ends_with_comma, is_adverb,
                              is_auxiliary, is_name, is_time, is_title, skip_adverbs)
from analysis.speakers.contents import find_after
from analysis.lexicon.cues import is_cue, read_cues
from analysis.text.phrases import find_subject, is_role, phrase_start

_JOINING = frozenset(("and", "but", "while", "although", "though"))
_TAILS = frozenset(("while", "before", "although", "though", ";"))
_BEFORE_PARTICIPLE = frozenset((",", QUOTE, "while")) | DASHES
_TRIMMED = frozenset((",", ";", ":", "and", "but", "while", "before", "by")) | DASHES


# --- a clause ------------------------------------------------------------------------------

def clause_end(s, k, shape):
    """Where the reported clause that begins at token k ends: (offset, the token to go on from).

    With its sentence, unless another cue takes over: ", adding that ...", "but noted that ...".
    """
    cues = read_cues()
    for j in range(k + 2, s.n):
        if s.low[j] == "according" and s.low[j + 1] == "to" and s.low[j - 1] in (",", QUOTE):
            return s.ends[_trim(s, j - 1, k)], s.n          # told Berg that it rained |, according to two people
        if s.low[j] in cues and (border := _takes_over(s, j, k, shape, cues[s.low[j]][-1])):
            return s.ends[_trim(s, border[0], k)], border[1]
    return _without_tail(s, k)


def _takes_over(s, j, k, shape, entry):
    """(last token before, first token of) the report of the cue at token j within a clause that begins at k; None if it is none."""
    low, (_, _, takes, form) = s.low, entry
    if low[j] in ("citing", "quoting"):                     # its grounds are the article's words
        return j - 1, j
    m = skip_adverbs(s, j - 1)
    if form == "ing":
        follows = low[m] == "and" and shape == "ing" or low[m] in _BEFORE_PARTICIPLE or low[m] in ("before", "and", "by") and (
            low[m - 1] in _BEFORE_PARTICIPLE)
        return (m, j) if follows and _leads_somewhere(s, j, entry) else None
    own = _own_subject(s, m, k) if "quote" in takes else None
    if own and _leads_somewhere(s, j, entry):
        return own - 1, own
    if "object" in takes and (comma := _adds_judgement(s, j, k)):
        return comma, comma + 3
    subject = find_subject(s, j) if low[j + 1] in (",", ":") and low[j + 2] == QUOTE else None
    if subject and subject != "same" and (low[subject[0] - 1] == "," or low[subject[0] - 1] in DASHES):
        return subject[0] - 1, subject[0]
    is_next = low[m] == "," and form == "past" and "who" in low[:k] or (            # Berg, who says it rains, | said it snowed
        low[m] in ("and", "but") and (form == shape or shape == "ing"))
    return (m, j) if is_next and _leads_somewhere(s, j, entry) else None


def _own_subject(s, m, k):
    """Where ", but she | said", ", although officials | said" begins, if token m ends such a subject; else None."""
    low, j = s.low, m
    if low[m] not in SUBJECT_PRONOUNS:
        if not (is_name(s.words[m]) or is_role(low[m]) or is_role(low[m].rstrip("s"))):
            return None
        while j > k and j > m - 5 and low[j][0].isalpha() and not is_auxiliary(low[j]) and low[j] not in _JOINING:
            j -= 1
        j += 1
    return j - 1 if j - 2 > k and low[j - 1] in _JOINING and low[j - 2] in (",", QUOTE) else None


def _adds_judgement(s, j, k):
    """The comma before what somebody else's verb at token j judges: ...|, a claim the army | called “a lie”; else None."""
    subject = find_subject(s, j)
    if not subject or subject == "same":
        return None
    comma = phrase_start(s, subject) - 3
    return comma if comma > k and s.low[comma] == "," and s.low[comma + 1] in ("a", "an") else None


def _without_tail(s, k):
    """The end of a clause with quoted words: a tail after them, longer than all before it, is the article's own.

    "He said the court had “kept us safe” | while ... "
    """
    first = next((q for q in s.quotes if q >= k), s.n)
    tail = next((j for j in range(first + 1, s.n) if s.low[j] in _TAILS), None)
    if tail and s.end - s.starts[tail] > s.ends[tail - 1] - s.starts[k]:
        return s.ends[tail - 1], tail
    return s.end, s.n


def first_clause_end(s, k, end, goes_on):
    """Where a clause ends that opens a longer sentence: "While she said | that it rained |, he stayed"."""
    low = s.low
    for j in range(k + 2, goes_on - 1):
        after_quotation = low[j - 1] == QUOTE and (ends_with_comma(s, j - 1) or low[j] in SUBJECT_PRONOUNS)
        if low[j] == "," or after_quotation:
            after = j if after_quotation else j + 1
            if low[after] in CLAUSE_PRONOUNS or is_name(s.words[after]) or low[after] in DETERMINERS:
                return s.ends[j - 1], j
    return end, goes_on


def relative_end(s, k, end, goes_on):
    """Where a clause ends that somebody "who says" it breaks off: "Berg, who said | that it rained |, left"."""
    low = s.low
    for j in range(k + 2, goes_on - 1):
        after = j + 1 if low[j] == "," else j
        if (low[j] == "," or low[j - 1] == QUOTE and ends_with_comma(s, j - 1)) and (
                is_auxiliary(low[after]) or low[after] in IRREGULAR or low[after].endswith("ed")):
            return s.ends[j - 1], j
    return end, goes_on


def _trim(s, m, k):
    while m > k and s.low[m] in _TRIMMED:
        m -= 1
    return m


def _leads_somewhere(s, j, entry):
    """Does the cue at token j have a content of its own after it?"""
    _, lemma, takes, _ = entry
    return find_after(s, j + 1, takes, lemma)[0] is not None or "object" in takes and any(j < q for q in s.quotes)


# --- quotations and objects after the cue --------------------------------------------------

def quoted_after(s, k):
    """The contents of a quotation that follows its cue at token k, and the token after it."""
    low, j = s.low, k + 1
    fragment = s.text[s.quotes[k].inner_end - 1] not in ".?!,…" and low[k - 1] not in (",", ":")
    if fragment and low[j][0].isalpha() and not (
            low[j] in PREPOSITIONS and not any(map(is_auxiliary, low[j:j + 8]))):
        end, goes_on = clause_end(s, k, "past")             # said "few people" had come
        return [(s.starts[k], end)], goes_on
    more = next((q for q in s.quotes if j < q <= j + 8), None)
    if more and low[j] in ("and", "or", "but"):             # "few" and "good"
        return [(s.starts[k], s.ends[more])], more + 1
    return [s.quotes[k][2:4]], j


def find_object(s, k, shape):
    """The object with quoted words in it, of a verb that names or judges: (first token, end offset, next token)."""
    low, nothing = s.low, (None, 0, 0)
    first = next((q for q in s.quotes if q >= k), None)
    if first is None or is_title(s, first):                 # wrote the book "Bridges of the North"
        return nothing
    if low[k] == "what" and low[k + 1] in SUBJECT_PRONOUNS:
        return k, *clause_end(s, k + 2, shape)              # condemned what she called "..."
    if any(map(is_cue, low[k:first])):
        return nothing
    while k < first and (low[k] in (",", ":", "as") or is_adverb(s, k)):
        k += 1
    end, goes_on = clause_end(s, k, shape)
    if goes_on <= first:
        return nothing
    if low[first - 1] == ":" or k == first and first + 1 < goes_on and low[first + 1] not in ("and", "or", QUOTE):
        return first, s.ends[first], first + 1
    j = first + 1
    while j < goes_on:
        if low[j] in (",", ";", ":") or low[j] in DASHES or low[j - 1] == QUOTE and ends_with_comma(s, j - 1):
            if QUOTE not in low[j:min(j + 3, goes_on)]:
                return k, s.ends[j - 1], j
            j = low.index(QUOTE, j)
        elif low[j - 1] == QUOTE and (is_time(s, j) or low[j] in ("on", "in", "at", "during", "after", "before")
                                      and low[j - 2] not in ("the", "his", "her", "their", "its")):
            return k, s.ends[j - 1], j
        j += 1
    return k, end, goes_on
