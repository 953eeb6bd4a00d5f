"""Who is said to have said what: reports found around their cues, sentence by sentence.

No parser: a report is found by the few shapes that news prose has, with the content before the cue
("A, she said"), after it ("she said that A", "she said: A"), around it ("A, she said, B"), as the
object of a verb that names or judges ("she called it 'A'"), or hung on "according to".
"""
from typing import NamedTuple

from analysis.text.sentence import (ARTICLES, BREAKS, CLAUSE_PRONOUNS, DASHES, PREPOSITIONS, QUOTE, RELATIVES, STOPS,
                              SUBJECT_PRONOUNS, SUBORDINATORS, is_adverb, is_auxiliary, is_name, is_owner, skip_time)
from analysis.speakers.contents import (THAT, clause_start, find_after, find_after_inverted, find_before, is_clause,
                               quoted_before, split_rest)
from analysis.lexicon.cues import NOMINAL, all_cues, clause_cues, read_cues
from analysis.speakers.endings import clause_end, find_object, first_clause_end, quoted_after, relative_end
from analysis.text.phrases import find_subject, phrase_start
from analysis.text.subjects import could_name, main_subject, phrase_after, phrase_from
from analysis.speakers.verbs import is_passive, is_verb, subject_after


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
        if i < begin or is_name(s.words[i]) and s.words[i + 1] in cues:             # Ian | Read | said
            continue
        report, w = None, low[i]
        if w == "according":
            report = _according_to(s, i, claimed)
            goes_on = report.subject[1] if report else 0
        elif w in NOMINAL and low[i + 1] == "that":
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
    described = _described_by(s, after, cue, lemma) if low[after] == "by" and "object" in takes else None
    if described:
        return described
    if shape in ("past", "participle") and is_passive(s, i):
        return _passive(s, i, after, cue, lemma, takes)
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
    if 0 < group < i and low[group - 1] == "as" and (s.quotes or takes & {"bare", "quote"}) and follows[0] != "clause":
        return _as_clause(s, group - 1, after, subject, cue, lemma, claimed)
    contents, goes_on = _find_contents(s, before, follows, after, group, takes, shape)
    if not contents and "object" in takes and not _is_inscribed(s, subject, after):
        k, end, goes_on = find_object(s, after, shape)
        contents = [] if k is None else [(s.starts[k], end)]
    quotes = _held(s, contents)
    if not contents or not claimed.isdisjoint(quotes) or subject is None and not quotes:
        return None, 0                                      # He smiled, said hello, and left
    return Report(contents, subject, cue, lemma, quotes), goes_on


def _is_inscribed(s, subject, after):
    """Is it a thing with a word on it, "a box labeled “bolts”", rather than somebody who names: "the mayor labeled it “scrap”"?"""
    return s.low[after] == QUOTE and subject is not None and not could_name(s, subject) and s.low[subject[0]] not in SUBJECT_PRONOUNS | RELATIVES


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
    if shape == "ing" and (subject is None or s.low[i - 1] == ","):
        subject = "same"
    if subject == "same":
        return previous or (_later_subject(s, i) if i <= 1 else _clause_subject(s, i) or main_subject(s)), i, after, False
    if subject is None:
        return None, i, after, False
    return subject, min(phrase_start(s, subject), i), after, False


_OPEN_A_CLAUSE = frozenset("when if so because while since once after before although though as".split())


def _find_contents(s, before, follows, after, group, takes, shape):
    """The contents by what stands before and after source and cue, and the token to go on from."""
    low, (kind, k) = s.low, follows
    if kind == "quote":
        contents, goes_on = quoted_after(s, k)
        if before and before[0] == "quote":                 # "A," she said, "B."
            contents = quoted_before(s, before[1]) + contents
        elif before and s.text[s.quotes[k].inner_start].islower() and low[clause_start(s)] in _OPEN_A_CLAUSE:
            contents = [(s.starts[clause_start(s)], s.ends[before[1] - 1])] + contents      # When it rained, she said, "we ..."
        return contents, goes_on
    if before and before[0] == "quote":
        contents, rest = quoted_before(s, before[1]), split_rest(s, 0, before[1], after)
        if rest and low[rest] in ("and", "but", "or"):
            return contents + [(s.starts[rest], s.end)], s.n    # It "rained," she said, and "poured."
        return contents, after
    if kind in ("clause", "to"):
        end, goes_on = clause_end(s, k, shape)
        if group <= 1 and shape == "ing" or 0 < group < 5 and low[group - 1] in _OPEN_A_CLAUSE:
            # Even as she said | that it rained |, he stayed
            end, goes_on = first_clause_end(s, k, end, goes_on)
        elif low[group] == "who" and low[group - 1] == ",":
            end, goes_on = relative_end(s, k, end, goes_on)
        return [(s.starts[k], end)], goes_on
    if before and ("bare" in takes or "quote" in takes and any(q < before[1] for q in s.quotes)):
        first, last = clause_start(s), before[1]
        rest = split_rest(s, first, last, after)
        if first < last and (is_clause(s, first, last) or rest):
            contents = [(s.starts[first], s.ends[last - 1])]
            return (contents + [(s.starts[rest], s.end)], s.n) if rest else (contents, after)
    return [], after


def _could_report(low, after, takes):
    """Without a quotation there is a clause after the cue, or a comma before it."""
    return "bare" in takes or "as" in low or "that" in takes and not THAT.isdisjoint(
        low[after:]) or "to" in takes and "to" in low[after:]


def _clause_subject(s, i):
    """Whose "When Berg came and | said" it is: the subject of the clause with the cue at token i, if a conjunction opens it."""
    opening = next((k for k in range(i - 1, -1, -1) if s.low[k] in _OPEN_A_CLAUSE or s.low[k] in BREAKS or s.low[k] == QUOTE), -1)
    return phrase_from(s, opening + 1) if s.low[opening] in _OPEN_A_CLAUSE else None


def _later_subject(s, i):
    """Whose "Conceding that it rained, she ..." it is: the subject of the clause after it."""
    for j in range(i + 1, s.n):
        if s.low[j] in (",", QUOTE):
            begin = j + 1 + (s.low[j + 1] in ("though", "however", ","))
            if s.low[begin] in SUBJECT_PRONOUNS or is_name(s.words[begin]) or s.low[begin] in ARTICLES:
                phrase = phrase_after(s, begin)
                if phrase:
                    return phrase
    return None


def _as_clause(s, at, after, subject, cue, lemma, claimed):
    """As the mayor put it, | "..."; At the time, as the mayor put it, | "..."; ... , as the mayor put it."""
    comma = next((k for k in range(after, s.n - 1) if s.low[k] == ","), None)
    if comma and (at <= s.body + 2 or s.low[comma + 1] == QUOTE):
        first, last = comma + 1, s.n
    else:
        first, last = clause_start(s), at - (s.low[at - 1] == ",")
    held = tuple(q for q in s.quotes if first <= q < last)
    if not claimed.isdisjoint(held) or not held and last - first <= 3:
        return None, 0
    if held == (first,) and not any(w[0].isalnum() for w in s.low[first:last]):
        return Report([s.quotes[first][2:4]], subject, cue, lemma, held), last
    return Report([(s.starts[first], s.end if last == s.n else s.ends[last - 1])], subject, cue, lemma, held), max(last, after)


def _passive(s, i, after, cue, lemma, takes):
    """It was noted that ...; he was called "..." by Smith; she was quoted as saying (that cue is "saying")."""
    low, j = s.low, i - 1
    while is_adverb(s, j) or is_auxiliary(low[j]):
        j -= 1
    after = skip_time(s, after)                             # it was announced | on Monday | that
    if low[j] == "it" and low[after] == "that":
        end, goes_on = clause_end(s, after, "past")
        contents = [(s.starts[after], end)]
        return Report(contents, None, cue, lemma, _held(s, contents)), goes_on
    by = next((k for k in range(after, min(s.n, after + 25)) if low[k] == "by"), after)
    quoted = tuple(q for q in s.quotes if after <= q < by)
    subject = phrase_after(s, by + 1) if "object" in takes and quoted else None
    if subject:
        return Report([(s.starts[after], s.ends[by - 1])], subject, cue, lemma, quoted), subject[1]
    return None, 0


def _described_by(s, by, cue, lemma):
    """The plan, described by Smith as "...", fell; it was described by Smith as "..." """
    subject = phrase_after(s, by + 1)
    if subject is None or s.low[subject[1]] not in ("as", QUOTE):
        return None
    k, end, goes_on = find_object(s, subject[1], "past")
    if k is None:
        return None
    contents = [(s.starts[k], end)]
    return Report(contents, subject, cue, lemma, _held(s, contents)), goes_on


def _nominal(s, i):
    """The clause of a noun: "the mayor's claim | that it rained", "his claim"."""
    low, theirs = s.low, ("his", "her", "their")
    j = next((j for j in range(i - 1, max(-1, i - 4), -1) if low[j] in theirs or not low[j].isalpha()), -1)
    begin = j
    if is_owner(low[j]):
        while is_name(s.words[begin - 1]) and low[begin - 1] not in PREPOSITIONS:
            begin -= 1
    elif low[j] not in theirs:
        return None, 0
    end, goes_on = clause_end(s, i + 1, "past")
    for k in range(i + 3, goes_on):
        if is_auxiliary(low[k]) and any(map(is_auxiliary, low[i + 2:k - 1])) and not any(
                w in SUBORDINATORS or w in RELATIVES or w in CLAUSE_PRONOUNS or w in ("and", "but") for w in low[i + 4:k]):
            end, goes_on = s.ends[k - 1], k                 # his claim that it had rained | is true
            break
    if low[begin - 1] in PREPOSITIONS and begin < 4:        # Despite his claim | that it rained |, he stayed
        end, goes_on = first_clause_end(s, i + 1, end, goes_on)
    quotes = tuple(q for q in s.quotes if i < q < goes_on)
    return Report([(s.starts[i + 1], end)], (begin, j + 1), (i, i + 1), low[i], quotes), goes_on


_NO_SOURCES = ("plan", "plans", "schedule", "size", "taste", "need", "ability")             # everything went according to plan
_SAYING = frozenset("said saying says told wrote added".split())


def _according_to(s, i, claimed):
    """"A, according to Smith", "According to Smith, A", "The A, according to Smith, is B"; None where it relays what others say."""
    low, n, source = s.low, s.n, i + 2
    if low[i + 1] != "to" or low[source] in _NO_SOURCES:
        return None
    subject = phrase_after(s, source)
    if subject is None:
        end = next((j for j in range(source, n) if low[j] in BREAKS or low[j] in STOPS or low[j] == QUOTE), n)
        if end == source:
            return None
        subject = (source, end)
    cue, end = (i, source), subject[1]
    first, last = clause_start(s), i - 1
    while last > first and (low[last] in (",", "(") or low[last] in DASHES):
        last -= 1
    aside = low[first] in PREPOSITIONS and low[i - 1] == low[end] == "," and last - first < 4      # In May, according to Smith, A
    if i > first and (i > first + 1 or low[first] == QUOTE) and not aside:
        held = tuple(q for q in s.quotes if first <= q <= last)
        if not claimed.isdisjoint(held):
            return None
        if held == (last,) and first == last:
            return Report([s.quotes[last][2:4]], subject, cue, "according to", held)
        contents = [(s.starts[first], s.ends[last])]
        close = next((k for k in range(end, n) if low[k] == ","), None) if last < i - 1 else None
        if close and last - first < 12 and is_auxiliary(low[close + 1]):
            contents.append((s.starts[close + 1], s.end))   # The A, according to Smith, | is B
        return Report(contents, subject, cue, "according to", held)
    k = next((k + 1 for k in range(end, n) if low[k] == ","), n)
    if k >= n or any(low[j] in _SAYING and not is_passive(s, j) for j in range(k, n)):          # According to AP, Smith said
        return None
    held = tuple(q for q in s.quotes if q >= k)
    return Report([s.quotes[k][2:4] if held == (k,) and k >= n - 2 else (s.starts[k], s.end)], subject, cue, "according to", held)


_EXPRESSIONS = frozenset(
    "phrase phrases term terms word words slogan motto mantra refrain line expression hashtag".split())


def find_expression(s):
    """The report of a quotation named as somebody's words: "The mayor used the phrase 'green belt'"."""
    subject = main_subject(s)
    q = next((q for q in s.quotes if s.low[q - 1] in _EXPRESSIONS), None)
    if q is None or subject is None or subject[1] >= q - 1:
        return None
    return Report([s.quotes[q][2:4]], subject, (q - 1, q), s.low[q - 1], (q,))


def find_credit(s):
    """The report of a quotation with its author after a dash: "..." — Anna Berg"""
    last = s.n - (s.low[s.n - 1] == ".")
    if s.low[0] != QUOTE or not s.quotes[0].closed or s.low[1] not in DASHES or not 2 < last <= 9 or not is_name(s.words[2]):
        return None
    return Report([s.quotes[0][2:4]], (2, last), (1, 2), "—", (0,))


def find_headline(s, article):
    """The report of a headline with a colon: "Bridge must close: mayor", "Mayor: bridge must close"."""
    low, n = s.low, s.n
    colon = low.index(":") if low.count(":") == 1 else 0
    if not 0 < colon < n - 1 or low[n - 1] == ".":
        return None
    for first, last, begin, end in ((colon + 1, n, 0, colon), (0, colon, colon + 1, n)):
        if last - first <= 5 and end - begin >= 3 and article.could_speak(s.words[first:last]):
            held = tuple(q for q in s.quotes if begin <= q < end)
            return Report([(s.starts[begin], s.ends[end - 1])], (first, last), (colon, colon + 1), ":", held)
    return None
