"""Who is said to have said what: reports found around their cues, sentence by sentence.

No parser: a report is found by the few shapes that news prose has, with the content before the cue
("A, she said"), after it ("she said that A", "she said: A"), around it ("A, she said, B"), as the
object of a verb that names or judges ("she called it 'A'"), or hung on "according to".
"""
from typing import NamedTuple

from analysis.clauses import (CLAUSE_PRONOUNS, DASHES, DETERMINERS, PREPOSITIONS, QUOTE, RELATIVES, SUBJECT_PRONOUNS,
                              SUBORDINATORS, is_adverb, is_auxiliary, is_name, is_time)
from analysis.contents import (THAT, clause_start, find_after, find_after_inverted, find_before, is_clause,
                               quoted_before, split_rest)
from analysis.cues import NOMINAL, all_cues, clause_cues, read_cues
from analysis.endings import clause_end, find_object, first_clause_end, quoted_after
from analysis.phrases import find_subject, phrase_start
from analysis.subjects import main_subject, phrase_after
from analysis.verbs import is_passive, is_verb, subject_after


class Report(NamedTuple):
    """One attribution in one sentence: offsets of its contents, tokens of its source and its cue."""
    contents: list                       # [(start, end), ...]
    subject: tuple                       # tokens (first, last + 1) of the source; None where there is none
    cue: tuple                           # tokens (first, last + 1)
    lemma: str
    quotes: tuple                        # the tokens that are quotations among its contents


# --- the sentence --------------------------------------------------------------------------

def find_reports(s):
    """The reports of one sentence, in the order of their cues."""
    cues, low = read_cues(), s.low
    wanted = all_cues() if s.quotes else clause_cues()
    if wanted.isdisjoint(low):
        return []
    hits = [i for i, w in enumerate(low) if w in wanted]
    reports, previous, claimed, begin = [], None, set(), 0
    for i in hits:
        if i < begin:
            continue
        report, w = None, low[i]
        if w == "according" and low[i + 1:i + 2] == ["to"]:
            report = _according_to(s, i, claimed)
            goes_on = report.subject[1] if report and report.subject else 0
        elif w in NOMINAL and low[i + 1:i + 2] == ["that"] and i:
            report, goes_on = _nominal(s, i)
        if report is None and w in cues:
            report, goes_on = _report(s, i, cues[w], previous, claimed)
            previous = report and report.subject or previous
        if report:
            reports.append(report)
            claimed.update(report.quotes)
            begin = max(goes_on, i + 1)
    return reports


def _report(s, i, entries, previous, claimed):
    """The report whose cue begins at token i, and the token to go on from; (None, 0) if it is none."""
    low = s.low
    entry = next((e for e in entries if not e[0] or tuple(low[i + 1:i + 1 + len(e[0])]) == e[0]), None)
    if entry is None or not is_verb(s, i, entry[3], entry[2]):
        return None, 0
    particles, lemma, takes, shape = entry
    after = i + 1 + len(particles)
    cue, follows = (i, after), None
    if not s.quotes and not _could_report(low, after, takes):
        return None, 0
    if shape in ("past", "participle") and is_passive(s, i):
        return _passive(s, i, after, cue, lemma, takes, claimed)
    if not s.quotes and "," not in low[:i]:                 # nothing before it: then something must follow
        follows = find_after(s, after, takes, lemma)
        if follows[0] is None:
            return None, 0
    subject, group, after, inverted = _find_source(s, i, after, lemma, takes, shape, previous)
    if subject is None and i == 0 and shape == "past":
        return None, 0                                      # Asked about it, she ...
    before = find_before(s, group, claimed) if group > 0 and (group < i or inverted or subject is None) else None
    if before and before[0] == "quote" and (subject and low[subject[0]] in ("which", "that") or "quote" not in takes):
        before = None                                       # the “green belt,” which would allow
    follows = find_after_inverted(s, after) if inverted else follows or find_after(s, after, takes, lemma)
    if shape == "ing" and follows[0] is None and "object" not in takes:
        return None, 0
    if (0 < group < i and low[group - 1] == "as" and takes & {"bare", "quote"} and follows[0] != "clause"):
        return _as_clause(s, group - 1, after, subject, cue, lemma, claimed)
    contents, goes_on = _find_contents(s, before, follows, after, group, takes, shape)
    if not contents and "object" in takes and not inverted:
        k, end, goes_on = find_object(s, after, shape, claimed)
        contents = [] if k is None else [(s.starts[k], end)]
    quotes = _held(s, contents)
    if not contents or not claimed.isdisjoint(quotes) or subject is None and not quotes:
        return None, 0                                      # He smiled, said hello, and left
    return Report(contents, subject, cue, lemma, quotes), goes_on


def _held(s, contents):
    """The tokens that are quotations within the contents."""
    return tuple(k for k, q in s.quotes.items() if any(a <= q.inner_start and q.inner_end <= b for a, b in contents))


_NEVER_INVERTED = ("tell", "inform", "remind", "assure", "notify", "convince", "persuade")


def _find_source(s, i, after, lemma, takes, shape, previous):
    """Whose the cue at token i is: (subject, first token of source and cue, the token after both, whether inverted).

    A verb that shares its subject with one before ("She rose and said") has it from there, and stands alone.
    """
    inverted = None if lemma in _NEVER_INVERTED else subject_after(s, i, after, shape, takes)
    if inverted:
        return inverted, i, inverted[1], True
    subject = find_subject(s, i)
    if shape == "ing" and (subject is None or i and (s.low[i - 1] == "," or s.low[i - 1] in DASHES)):
        subject = "same"
    if subject == "same":
        return previous or (_later_subject(s, i) if i <= 1 else None) or main_subject(s), i, after, False
    if subject is None or not 0 <= subject[0] < subject[1]:
        return None, i, after, False
    return subject, min(phrase_start(s, subject), i), after, False


_OPEN_A_CLAUSE = ("when", "if", "so", "because", "while", "since", "once", "after", "before")


def _find_contents(s, before, follows, after, group, takes, shape):
    """The contents by what stands before and after source and cue, and the token to go on from."""
    low, n, (kind, k) = s.low, len(s.low), follows
    if kind == "quote":
        contents, goes_on = quoted_after(s, k)
        if before and before[0] == "quote":                 # "A," she said, "B."
            contents = quoted_before(s, before[1]) + contents
        elif before and s.text[s.quotes[k].inner_start].islower() and low[clause_start(s)] in _OPEN_A_CLAUSE:
            contents = [(s.starts[clause_start(s)], s.ends[before[1] - 1])] + contents      # When it rained, she said, "we ..."
        return contents, goes_on
    if before and before[0] == "quote":
        contents, rest = quoted_before(s, before[1]), split_rest(s, 0, before[1], after)
        if rest and low[rest] in ("and", "but", "or") and any(q > rest for q in s.quotes):
            return contents + [(s.starts[rest], s.end)], n  # It "rained," she said, and "poured."
        return contents, after
    if kind in ("clause", "to"):
        end, goes_on = clause_end(s, k, shape)
        if group <= 1 and shape == "ing" or 0 < group < 4 and low[0] in ("while", "although", "though", "as", "when", "after"):
            end, goes_on = first_clause_end(s, k, end, goes_on)
        return [(s.starts[k], end)], goes_on
    if before and ("bare" in takes or "quote" in takes and any(q < before[1] for q in s.quotes)):
        first, last = clause_start(s), before[1]
        rest = split_rest(s, first, last, after)
        if last - first >= 2 and is_clause(s, first, last) or rest and last > first:
            contents = [(s.starts[first], s.ends[last - 1])]
            return (contents + [(s.starts[rest], s.end)], n) if rest else (contents, after)
    return [], after


def _could_report(low, after, takes):
    """Without a quotation there is a clause after the cue, or a comma before it."""
    return "bare" in takes or "as" in low or "that" in takes and not THAT.isdisjoint(
        low[after:]) or "to" in takes and "to" in low[after:]


def _later_subject(s, i):
    """Whose "Conceding that it rained, she ..." it is: the subject of the clause after it."""
    for j in range(i + 1, len(s.low) - 1):
        if s.low[j] in (",", QUOTE):
            begin = j + 1 + (s.low[j + 1] in ("though", "however", ","))
            if begin < len(s.low) and (s.low[begin] in SUBJECT_PRONOUNS or is_name(s.words[begin])
                                       or s.low[begin] in ("the", "a", "his", "her")):
                phrase = phrase_after(s, begin)
                if phrase:
                    return phrase
    return None


def _as_clause(s, at, after, subject, cue, lemma, claimed):
    """As the mayor put it on Monday, | "..."; ... , as the mayor put it."""
    low, n = s.low, len(s.low)
    first, last = s.body, None
    if at <= first + 2:
        comma = next((k for k in range(after, n) if low[k] == ","), None)
        if comma is None or comma + 2 > n:
            return None, 0
        first, last = comma + 1, n
    else:
        last = at - 1 if low[at - 1] == "," else at
        first = clause_start(s)
    held = tuple(q for q in s.quotes if first <= q < last)
    if first >= last or any(q in claimed for q in held) or not (held or last - first > 3):
        return None, 0
    if held and held[0] == first and len(held) == 1 and not any(w[0].isalnum() for w in low[first:last] if w != QUOTE):
        quotation = s.quotes[first]
        return Report([(quotation.inner_start, quotation.inner_end)], subject, cue, lemma, held), last
    end = s.end if last == n else s.ends[last - 1]
    return Report([(s.starts[first], end)], subject, cue, lemma, held), max(last, after)


def _passive(s, i, after, cue, lemma, takes, claimed):
    """It was noted that ...; he was called "..." by Smith; she was quoted as saying (that cue is "saying")."""
    low, n = s.low, len(s.low)
    j = i - 1
    while j >= 0 and (is_adverb(s, j) or is_auxiliary(low[j])):
        j -= 1
    while after < n and (is_time(low[after]) or low[after] in ("on", "in", "last", "this", "earlier") and is_time(low[min(after + 1, n - 1)])):
        after += 1                                          # it was announced | on Monday | that
    if after < n and low[after] == "that" and j >= 0 and low[j] == "it" and "that" in takes:
        end, goes_on = clause_end(s, after, "past")
        contents = [(s.starts[after], end)]
        return Report(contents, None, cue, lemma, _held(s, contents)), goes_on
    quoted = [q for q in s.quotes if q >= after and q not in claimed]
    by = next((k for k in range(after, min(n, after + 25)) if low[k] == "by"), None)
    if "object" in takes and quoted and by is not None:
        subject = phrase_after(s, by + 1)
        if subject and min(quoted) < by:
            return Report([(s.starts[after], s.ends[by - 1])], subject, cue, lemma,
                          tuple(q for q in quoted if q < by)), subject[1]
    return None, 0


def _nominal(s, i):
    """The clause of a noun: "the mayor's claim | that it rained", "his claim"."""
    low = s.low
    for j in range(i - 1, max(-1, i - 4), -1):
        if low[j] in ("his", "her", "their"):
            subject = (j, j + 1)
            break
        if low[j].endswith(("'s", "’s", "s'", "s’")) and is_name(s.words[j]):
            begin = j
            while begin > 0 and is_name(s.words[begin - 1]) and low[begin - 1] not in DETERMINERS:
                begin -= 1
            subject = (begin, j + 1)
            break
        if not low[j].isalpha():
            return None, 0
    else:
        return None, 0
    end, goes_on = clause_end(s, i + 1, "past")
    for k in range(i + 3, goes_on):
        if is_auxiliary(low[k]) and low[k - 1] != "that" and not is_auxiliary(low[k - 1]) and any(
                is_auxiliary(w) for w in low[i + 2:k]) and not any(
                    w in SUBORDINATORS or w in RELATIVES or w in CLAUSE_PRONOUNS or w in ("and", "but")
                    for w in low[i + 4:k]):
            end, goes_on = s.ends[k - 1], k                 # ... claim that it rains | is true
            break
    return Report([(s.starts[i + 1], end)], subject, (i, i + 1), low[i],
                  tuple(q for q in s.quotes if i < q < goes_on)), goes_on


_NO_SOURCES = ("plan", "plans", "schedule", "size", "taste", "need", "ability")             # everything went according to plan


def _according_to(s, i, claimed):
    low, n = s.low, len(s.low)
    if low[i + 2:i + 3] and low[i + 2] in _NO_SOURCES:
        return None
    subject = phrase_after(s, i + 2)
    if subject is None:
        j = i + 2
        while j < n and low[j] not in ",.;:" and low[j] != QUOTE:
            j += 1
        if j == i + 2:
            return None
        subject = (i + 2, j)
    cue = (i, i + 2)
    first = clause_start(s)
    last = i - 1
    while last > first and (low[last] in ",(" or low[last] in DASHES):
        last -= 1
    aside = low[first] in PREPOSITIONS and low[i - 1] == "," == "".join(low[subject[1]:subject[1] + 1]) and last - first < 4
    if i > first and (i > first + 1 or low[first] == QUOTE) and not aside:                         # "A, according to Smith", but not "In May, according to Smith, A"
        if last < first or any(q in claimed for q in s.quotes if q <= last):
            return None
        held = tuple(q for q in s.quotes if first <= q <= last)
        close = next(
            (k for k in range(subject[1], n) if low[k] == ","), None) if last < i - 1 and subject[1] < n else None
        if held == (last,) and first == last:
            return Report([(s.quotes[last].inner_start, s.quotes[last].inner_end)], subject, cue, "according to", held)
        contents = [(s.starts[first], s.ends[last])]
        if last - first < 12 and close is not None and close + 1 < n and not held and (
                any(q > close for q in s.quotes) or is_auxiliary(low[close + 1]) and not any(map(is_auxiliary, low[first:last]))):
            contents.append((s.starts[close + 1], s.end))
            held += tuple(q for q in s.quotes if q > close)
        return Report(contents, subject, cue, "according to", held)
    comma = next((k for k in range(subject[1], n) if low[k] == "," or low[k] == QUOTE), None)
    if comma is None:
        return None
    k = comma + 1 if low[comma] == "," else comma
    if k >= n or any(find in ("said", "saying", "says", "told", "wrote", "added") for find in low[k:]):
        return None                                         # "According to AP, Smith said": a relay
    held = tuple(q for q in s.quotes if q >= k)
    if held == (k,) and k >= n - 2:
        return Report([(s.quotes[k].inner_start, s.quotes[k].inner_end)], subject, cue, "according to", held)
    return Report([(s.starts[k], s.end)], subject, cue, "according to", held)


_EXPRESSIONS = frozenset(
    "phrase phrases term terms word words slogan motto mantra refrain line expression hashtag".split())


def find_expression(s):
    """The report of a quotation named as somebody's words: "The mayor used the phrase 'green belt'"."""
    subject = main_subject(s)
    q = next((q for q in s.quotes if q and s.low[q - 1] in _EXPRESSIONS), None)
    if q is None or subject is None or subject[1] >= q - 1 or s.low[subject[1] - 1] in _EXPRESSIONS:
        return None
    return Report([(s.quotes[q].inner_start, s.quotes[q].inner_end)], subject, (q - 1, q), s.low[q - 1], (q,))


def find_credit(s):
    """The report of a quotation with its author after a dash: "..." — Anna Berg"""
    low, n = s.low, len(s.low)
    last = n - 1 if low[-1] in "." else n
    if n < 3 or low[0] != QUOTE or not s.quotes[0].closed or low[1] not in DASHES or not 2 < last <= 9 or not is_name(
            s.words[2]):
        return None
    quotation = s.quotes[0]
    return Report([(quotation.inner_start, quotation.inner_end)], (2, last), (1, 2), "—", (0,))


def find_headline(s, article):
    """The report of a headline with a colon: "Bridge must close: mayor", "Mayor: bridge must close"."""
    low, n = s.low, len(s.low)
    colons = [k for k in range(1, n - 1) if low[k] == ":"]
    if len(colons) != 1 or n > 30 or low[-1] in ".":
        return None
    colon = colons[0]
    for first, last, content in ((colon + 1, n, (0, colon)), (0, colon, (colon + 1, n))):
        if last - first <= 5 and content[1] - content[0] >= 3 and article.could_speak(s.words[first:last]):
            start, end = s.starts[content[0]], s.ends[content[1] - 1]
            held = tuple(q for q in s.quotes if content[0] <= q < content[1])
            return Report([(start, end)], (first, last), (colon, colon + 1), ":", held)
    return None
