"""Who is said to have said what: reports found around their cues, sentence by sentence.

A report is found by the few shapes that news prose has: the content before the cue ("A, she said"),
after it ("she said that A", "she said: A"), around it ("A, she said, B"), or as the object of a
verb that names or judges ("she called it 'A'"), or hung on "according to".
"""
import re
from typing import NamedTuple

from analysis.clauses import (DETERMINERS, all_cues, clause_cues, NOMINAL, PREPOSITIONS, QUOTE, RELATIVES, find_subject, is_auxiliary, DASHES, is_name,
                              main_subject, phrase_after, read_cues, is_adverb, is_role, is_time, NOUNS_TOO, CLAUSE_PRONOUNS,
                              SUBORDINATORS, SUBJECT_PRONOUNS)


class Report(NamedTuple):
    """One attribution in one sentence: offsets of its contents, tokens of its source and its cue."""
    contents: list                       # [(start, end), ...]
    subject: tuple                       # tokens (first, last + 1) of the source; None where there is none
    cue: tuple                           # tokens (first, last + 1)
    lemma: str
    quotes: tuple                        # the tokens that are quotations among its contents


_THAT = frozenset("that whether how why what".split())
_NOT_A_CLAUSE = frozenset("nothing so no yes little much anything something more goodbye hello when while as because if".split())
_PASSIVE_AGENT = "by"


def find_reports(text, s):
    """The reports of one sentence, in the order of their cues."""
    if s.silent:
        return []
    cues, low = read_cues(), s.low
    wanted = all_cues() if s.quotes else clause_cues()
    hits = [i for i, w in enumerate(low) if w in wanted]
    reports, previous, claimed, begin = [], None, set(), 0
    for i in hits:
        if i < begin:
            continue
        report, w = None, low[i]
        if w == "according" and low[i + 1:i + 2] == ["to"]:
            report = _according_to(text, s, i, claimed)
            goes_on = report.subject[1] if report and report.subject else 0
        elif w in NOMINAL and low[i + 1:i + 2] == ["that"] and i:
            report, goes_on = _nominal(s, i)
        if report is None and w in cues:
            report, goes_on = _report(text, s, i, cues[w], previous, claimed)
            previous = report and report.subject or previous
        if report:
            reports.append(report)
            claimed.update(report.quotes)
            begin = max(goes_on, i + 1)
    return reports


def _report(text, s, i, entries, previous, claimed):
    """The report whose cue begins at token i, and the token to go on from; (None, 0) if it is none."""
    low, n = s.low, len(s.low)
    particles, lemma, takes, shape = next((e for e in entries if tuple(low[i + 1:i + 1 + len(e[0])]) == e[0]), (None,) * 4)
    if lemma is None or not _is_verb(s, i, shape):
        return None, 0
    after = i + 1 + len(particles)
    cue = (i, after)
    if not s.quotes and not _could_report(low, after, takes):
        return None, 0
    if shape in ("past", "participle") and _is_passive(s, i):
        return _passive(text, s, i, after, cue, lemma, takes, claimed)
    inverted = None if lemma in ("tell", "inform", "remind", "assure", "notify", "convince", "persuade") else _inverted(
        s, i, after, shape, takes)
    subject = inverted or find_subject(s, i)
    if shape == "ing" and not inverted and (subject is None or i and (low[i - 1] == "," or low[i - 1] in DASHES)):
        subject = "same"
    if subject == "same":
        subject = previous or (_later_subject(s, i) if i <= 1 else None) or main_subject(s)
        group = i
    else:
        group = i if inverted else min(subject[0], i) if subject else i
    if subject is None and i == 0 and shape == "past":
        return None, 0                                      # Asked about it, she ...
    if inverted:
        after = inverted[1]
    shared = subject is not None and group == i and not inverted
    # what stands before
    before = None
    if not shared and group > 0:
        before = _before(text, s, group, claimed)
    # what stands after
    kind, k = _after(s, after, takes, lemma) if not inverted else _after_inverted(s, after)
    if shape == "ing" and kind is None and "object" not in takes:
        return None, 0
    contents, quotes, goes_on = [], (), after
    if not shared and not inverted and takes & {"bare", "quote"} and group and low[group - 1] == "as" and kind != "clause":
        return _as_clause(text, s, group - 1, after, subject, cue, lemma, claimed)
    if before is not None and before[0] == "quote" and kind == "clause" and _opens_with_phrase(s, before[1]):
        before = None                                       # On the show "Good Evening," she said that ...
    if kind == "quote":
        contents, quotes, goes_on = _quoted_after(text, s, k)
        if before and before[0] == "clause" and text[s.quotes[k].inner_start].islower() and low[_clause_start(s)] in (
                "when", "if", "so", "because", "while", "since", "once", "after", "before"):
            first = _clause_start(s)
            contents = [(s.starts[first], s.ends[before[1] - 1])] + contents
            quotes += tuple(q for q in s.quotes if first <= q < before[1])
        if before and before[0] == "quote":
            more, held = _quoted_before(text, s, before[1])
            contents, quotes = more + contents, held + quotes
    elif before and before[0] == "quote":
        contents, quotes = _quoted_before(text, s, before[1])
        rest = _split_rest(s, 0, before[1], after)
        if rest and any(q > rest for q in s.quotes) and low[rest] in ("and", "but", "or"):
            contents = contents + [(s.starts[rest], s.end)]
            quotes += tuple(q for q in s.quotes if q > rest)
            goes_on = n
    elif kind in ("clause", "to"):
        end, goes_on = _clause_end(s, k, shape)
        if group <= 1 and shape == "ing" or group > 0 and low[0] in ("while", "although", "though", "as", "when", "after") and group < 4:
            end, goes_on = _first_clause_end(text, s, k, end, goes_on)
        contents = [(s.starts[k], end)]
        quotes = tuple(q for q in s.quotes if k <= q < goes_on)
    elif before and ("bare" in takes or "quote" in takes and any(q < before[1] for q in s.quotes)):
        first = _clause_start(s)
        rest = _split_rest(s, first, before[1], after)
        if before[1] - first >= 2 and _is_clause(s, first, before[1]) or rest and before[1] > first:
            contents = [(s.starts[first], s.ends[before[1] - 1])]
            quotes = tuple(q for q in s.quotes if first <= q < before[1])
            if rest:
                contents.append((s.starts[rest], s.end))
                quotes += tuple(q for q in s.quotes if q >= rest)
                goes_on = n
    if not contents and "object" in takes and not inverted:
        k, end, goes_on = _object(text, s, after, shape, claimed)
        if k is not None:
            contents = [(s.starts[k], end)]
            quotes = tuple(q for q in s.quotes if k <= q < goes_on)
    if not contents or any(q in claimed for q in quotes):
        return None, 0
    if subject is not None and not 0 <= subject[0] < subject[1]:
        subject = None
    return Report(contents, subject, cue, lemma, quotes), goes_on


def _later_subject(s, i):
    """Whose "Conceding that it rained, she ..." it is: the subject of the clause after it."""
    for j in range(i + 1, len(s.low) - 1):
        if s.low[j] in (",", QUOTE):
            begin = j + 1 + (s.low[j + 1] in ("though", "however", ","))
            if begin < len(s.low) and (s.low[begin] in SUBJECT_PRONOUNS or is_name(s.words[begin]) or s.low[begin] in ("the", "a", "his", "her")):
                phrase = phrase_after(s, begin)
                if phrase:
                    return phrase
    return None


def _could_report(low, after, takes):
    """Without a quotation there is a clause after the cue, or a comma before it."""
    return "bare" in takes or "that" in takes and not _THAT.isdisjoint(low[after:]) or "to" in takes and "to" in low[after:]


# --- is it a cue? --------------------------------------------------------------------------

def _is_verb(s, i, shape):
    low = s.low
    before = low[i - 1] if i else ""
    if i == 0 and shape in ("base", "third"):
        return False
    if before.endswith(("'s", "’s", "s'", "s’")) and before[:-2] not in SUBJECT_PRONOUNS:
        return False
    if shape == "base" and not (is_name(s.words[i - 1]) and "and" in low[max(0, i - 4):i - 1] or before in SUBJECT_PRONOUNS or before == "to" or is_auxiliary(before) or before.endswith("s")
                                or is_adverb(before) or before in ("and", "but", "who", ",", "people", "police", "media", "two", "three", "four", "both", "that", QUOTE, ")", "men", "women")):
        return False
    if low[i] in NOUNS_TOO:
        if before in DETERMINERS or before.endswith(("'s", "’s", "s'", "s’")) or before in PREPOSITIONS - {"to"}:
            return False
        if shape == "base" and not (before in SUBJECT_PRONOUNS or before == "to" or is_auxiliary(before)
                                    or is_adverb(before) and low[i - 2] not in DETERMINERS
                                    or before.endswith("s") and not is_name(s.words[i - 1])):
            return False
        if shape == "ing" and (i == 0 or before not in ("", ",", "and", "by") and not is_auxiliary(before) and not before in DASHES
                               and not (is_name(s.words[i - 1]))):
            return False
        if shape == "third" and not (is_name(s.words[i - 1]) or before in SUBJECT_PRONOUNS or before in (",", "and", ")", QUOTE, "that")
                                     or is_adverb(before)) and (low[i + 1:i + 2] != ["that"] or before in DETERMINERS):
            return False
        if shape == "third" and low[i + 1:i + 2] and (low[i + 1] in PREPOSITIONS or low[i + 1] == ",") and low[i] not in ("says", "reports"):
            return False
    elif shape == "past" and i > 1 and low[i + 1:i + 2] == [QUOTE] and before.isalpha() and not is_name(s.words[i - 1]) and (
            low[i - 2] in DETERMINERS) and low[i] in ("called", "labeled", "labelled", "titled", "entitled", "dubbed", "named", "marked"):
        return False                                        # a box labeled "..."
    elif shape == "past" and i > 1 and is_adverb(before) and low[i - 2] in ("a", "an", "the", "his", "her", "its", "their"):
        return False                                        # a swiftly called meeting
    elif before in ("the", "a", "an") and shape != "base":
        return False
    if is_name(s.words[i]) and i and is_name(s.words[i - 1]) and low[i] in NOUNS_TOO:
        return False
    return True


def _is_passive(s, i):
    j = i - 1
    while j >= 0 and is_adverb(s.low[j]):
        j -= 1
    return j >= 0 and s.low[j] in ("is", "are", "was", "were", "be", "been", "being", "get", "got")


def _passive(text, s, i, after, cue, lemma, takes, claimed):
    """It was noted that ...; he was called "..." by Smith; she was quoted as saying (that cue is "saying")."""
    low, n = s.low, len(s.low)
    j = i - 1
    while j >= 0 and (is_adverb(low[j]) or is_auxiliary(low[j])):
        j -= 1
    if after < n and low[after] == "that" and j >= 0 and low[j] == "it" and "that" in takes:
        end, goes_on = _clause_end(s, after, "past")
        quotes = tuple(q for q in s.quotes if after <= q < goes_on)
        return Report([(s.starts[after], end)], None, cue, lemma, quotes), goes_on
    quoted = [q for q in s.quotes if q >= after and q not in claimed]
    by = next((k for k in range(after, min(n, after + 25)) if low[k] == "by"), None)
    if "object" in takes and quoted and by is not None:
        subject = phrase_after(s, by + 1)
        if subject and min(quoted) < by:
            return Report([(s.starts[after], s.ends[by - 1])], subject, cue, lemma, tuple(q for q in quoted if q < by)), subject[1]
    return None, 0


def _inverted(s, i, after, shape, takes):
    """The subject that follows its cue: "..., " said Smith. None where it does not."""
    if shape not in ("past", "third", "base") or not takes & {"quote", "bare", "that"}:
        return None
    low, n = s.low, len(s.low)
    opening = i == 0 and shape == "past" and after < n and is_name(s.words[after])
    j = i - 1
    while j >= 0 and is_adverb(low[j]) and not low[j] == ",":
        j -= 1
    if not opening and not (j >= 0 and (low[j] == QUOTE or low[j] in ",?!" or low[j] in DASHES)):
        return None
    quoted = not opening and (low[j] == QUOTE or low[j - 1] == QUOTE)
    if not opening and not quoted and (j < 3 or "bare" not in takes or after >= n or not (
            is_name(s.words[after]) or low[after] in ("the", "a", "an", "one", "he", "she")) or not _is_clause(s, 0, j)):
        return None
    phrase = phrase_after(s, after)
    if phrase is None:
        return None
    end = phrase[1]
    if not opening and not quoted and not (
            (is_name(s.words[after]) or is_role(low[end - 1]) or is_role(low[after + 1]) or low[after] in ("he", "she"))
            and (end == n or low[end] in ",.;" or low[end] in PREPOSITIONS or is_time(low[end]))):
        return None
    if end < n and (is_auxiliary(low[end]) or low[end] in SUBJECT_PRONOUNS or low[end] == "that"):
        return None
    if end < n and low[end] not in ",.?!;:()" and low[end] != QUOTE and low[end] not in DASHES and low[end] not in PREPOSITIONS \
            and low[end] not in SUBORDINATORS and low[end] not in RELATIVES and not is_time(low[end]) and not is_adverb(low[end]) \
            and not low[end].endswith("ing") and low[end] not in ("last", "this", "and"):
        return None
    return phrase


# --- what stands before the cue ------------------------------------------------------------

_WORKS = frozenset("""book show song album film movie program programme article essay column novel memoir series episode
    magazine podcast documentary poem play play's titled entitled called named""".split())


def _is_title(text, s, q):
    """Is the quotation the title of a work? In his book, "Make Your Garden a Forest," he ..."""
    j = q - 1
    while j >= 0 and s.low[j] == ",":
        j -= 1
    if j < 0 or not (s.low[j] in _WORKS or s.low[j] in ("on", "of", "in", "from") or s.low[j].endswith(("'s", "’s"))):
        return False
    words = re.findall(r"\w+", text[s.quotes[q].inner_start:s.quotes[q].inner_end])
    return len(words) <= 10 and all(w[0].isupper() or w[0].isdigit() for w in words if len(w) > 3)


def _before(text, s, group, claimed):
    """What ends right before source and cue: ("quote", token), ("clause", its end token) or None."""
    low, j = s.low, group - 1
    while j > 0 and (low[j] in ",?!." or low[j] in DASHES) and low[j - 1] == QUOTE:
        j -= 1
    if low[j] == QUOTE:
        return None if j in claimed or _is_title(text, s, j) else ("quote", j)
    if low[j] == "as" and j and low[j - 1] in (",",):
        j -= 1
    if (low[j] == "," or low[j] in DASHES) and j > 1:
        return ("clause", j)
    return None


def _opens_with_phrase(s, q):
    return q > 0 and (s.low[0] in PREPOSITIONS or is_time(s.low[0]) or s.low[0].endswith("ing")) and _is_short(s, q)


def _clause_start(s):
    """The first token of what is reported: after a dateline, "Meanwhile," and the like."""
    low, n = s.low, len(s.low)
    first = s.body
    while first < n - 1 and low[first] in ("meanwhile", "however", "but", "and", "still", "moreover", "so", "yet", "finally",
                                           "instead", "also", "indeed", "now", ",") and not (low[first] in ("so", "now", "still")
                                                                                         and low[first + 1] != ","):
        first += 1
    return first


def _is_clause(s, first, last):
    """Is the stretch a clause, and no opening phrase ("In a statement on Monday, ")?"""
    low = s.low
    verb = any(is_auxiliary(w) or w.endswith(("ed", "'s", "’s", "n't", "n’t")) or w in _THAT for w in low[first:last])
    if low[first] in PREPOSITIONS or low[first].endswith("ing") or low[first] in SUBORDINATORS or low[first] in ("asked", "according"):
        comma = next((k for k in range(first, last) if low[k] == ","), None)
        return comma is not None and comma < last - 3 and any(is_auxiliary(w) or w.endswith("ed") for w in low[comma:last])
    return verb or last - first >= 4


def _quoted_before(text, s, q):
    """The quotation before the cue, with the words of its clause before it."""
    low = s.low
    quotes, first = [q], q
    j = q - 1
    while j >= 0 and low[j] != ":" and not (low[j] == QUOTE and s.quotes[j].inner_end and text[s.quotes[j].inner_end - 1] in ".?!"):
        if low[j] == QUOTE:
            quotes.append(j)
        j -= 1
    begin = max(j + 1, _clause_start(s)) if j < 0 else j + 1
    if begin < q and low[q - 1] == "," and (low[begin] in PREPOSITIONS or low[begin].endswith(("ing", "ed")) or low[begin] in
                                            ("as", "when", "while", "asked") or q - begin <= 2) and low[begin] != "if" and not text[s.quotes[q].inner_start].islower():
        begin = q
    if begin == q or begin > q:
        return [(s.quotes[q].inner_start, s.quotes[q].inner_end)], (q,)
    return [(s.starts[begin], s.ends[q])], tuple(sorted(x for x in quotes if x >= begin))


def _split_rest(s, first, last, after):
    """"The plan, he said on Monday, would help": where the reported clause goes on after the cue."""
    low, words, n = s.low, s.words, len(s.low)
    comma = next((k for k in range(after, min(n, after + 9)) if low[k] == ","), None)
    if comma is None or comma > n - 3 or any(low[k] in SUBJECT_PRONOUNS for k in range(after, comma)):
        return None
    w = low[comma + 1]
    if is_auxiliary(w) or w in ("and", "but", "or") and (low[comma + 2] in CLAUSE_PRONOUNS or QUOTE in low[comma + 2:comma + 5]):
        return comma + 1
    opening = low[first] in SUBORDINATORS or low[first] in PREPOSITIONS
    if opening and is_name(words[comma + 1]) or (last - first <= 3 or opening) and (w in CLAUSE_PRONOUNS or w in DETERMINERS or w == QUOTE):          # Perhaps, he said, it rains
        return comma + 1
    return None


def _as_clause(text, s, at, after, subject, cue, lemma, claimed):
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
        first = _clause_start(s)
    held = tuple(q for q in s.quotes if first <= q < last)
    if first >= last or any(q in claimed for q in held) or not (held or last - first > 3):
        return None, 0
    if held and held[0] == first and len(held) == 1 and not any(w[0].isalnum() for w in low[first:last] if w != QUOTE):
        quotation = s.quotes[first]
        return Report([(quotation.inner_start, quotation.inner_end)], subject, cue, lemma, held), last
    end = s.end if last == n else s.ends[last - 1]
    return Report([(s.starts[first], end)], subject, cue, lemma, held), max(last, after)


# --- what stands after it ------------------------------------------------------------------

def _after(s, k, takes, lemma):
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
            if "quote" in takes and not ("object" in takes and "bare" not in takes and _is_short(s, k)):
                return "quote", k
            return ("quote", k) if "quote" in takes else (None, k)
        if w in ",:" or w in DASHES:
            if k + 1 < n and low[k + 1] == QUOTE:
                return ("quote", k + 1) if "quote" in takes or w == ":" else (None, k)
            if w == ":" and "quote" in takes and k + 2 < n:
                return "clause", k + 1
            if w == ",":
                close = next((m for m in range(k + 1, min(n, k + 14)) if low[m] == ","), None)
                if close and close + 1 < n and (low[close + 1] == "that" and "that" in takes):
                    return "clause", close + 1
                if close and close + 1 < n and low[close + 1] == QUOTE and "quote" in takes and not any(
                        x in read_cues() for x in low[k + 1:close]):
                    return "quote", close + 1
            return None, k
        if w in _THAT and takes & {"that", "bare"}:
            return "clause", k
        if w == "to" and "to" in takes and k + 1 < n and not is_name(words[k + 1]) and low[k + 1] not in DETERMINERS \
                and not low[k + 1].endswith("s"):
            return ("to", k) if low[begin] not in ("a", "an") else (None, k)          # "urged a return to calm"
        if k + 2 < n and low[k + 2] == "that" and is_time(low[k + 1]):
            k += 2                                          # reiterated several times that
        elif is_adverb(w) or is_time(w) or w in ("last", "this", "next", "earlier", "later", "late", "early") and k + 1 < n and is_time(low[k + 1]):
            k += 1
        elif w in ("on", "in", "by") and k + 1 < n and (is_time(low[k + 1]) or words[k + 1] == "May"):
            k += 2
        elif w in PREPOSITIONS or w in ("as", "when", "while", "because"):
            m = k + 1
            while m < n and not (low[m] in ("that", "whether") or low[m] == QUOTE or low[m] in ",:" or low[m] in DASHES
                                 or low[m] in CLAUSE_PRONOUNS and low[m] not in ("that", "this", "these", "those", "you") or is_auxiliary(low[m])):
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
    if w in CLAUSE_PRONOUNS:
        return k + 1 < n
    if n - k < 3 or w in _NOT_A_CLAUSE and not (w in ("if", "no", "more", "much", "something", "nothing") and lemma == "say"):
        return False
    if w.endswith("ing") and lemma != "say":
        return False
    if not (w in DETERMINERS or is_name(words[k]) or words[k][0].isdigit() or words[k][0] == "$" or lemma in ("say",) or w == "if"):
        return w.isalpha() and _has_verb(s, k) and w not in PREPOSITIONS
    return lemma == "say" or _has_verb(s, k)


def _has_verb(s, k):
    for w in s.low[k + 1:k + 18]:
        if w in ",;:" or w == QUOTE:
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
    j = k
    if j < n and low[j].split("'")[0] in ("him", "her", "them", "me", "us", "you", "it") and not (low[j] == "her" and j + 1 < n and low[j + 1].isalpha()
                                                                                             and low[j + 1] not in CLAUSE_PRONOUNS and low[j + 1] not in ("that", "to", "not") and low[j + 1] not in PREPOSITIONS):
        return j + 1, True
    seen_noun = False
    while j < n:
        w = low[j]
        if w in ("that", "whether", "how", "why", "what", "to") or w in ",:" and not (w == "," and False) or w == QUOTE and not _is_short(s, j):
            break
        if w in CLAUSE_PRONOUNS and j > k and w not in ("this", "these", "those"):
            break
        if seen_noun and (w in ("the", "a", "an", "his", "her", "their", "its", "there") and low[j - 1] not in PREPOSITIONS
                          and low[j - 1] not in ("and", "or")):
            break
        if w in PREPOSITIONS and j > k and w in ("on", "in", "at", "during", "after", "before"):
            return j, True
        if is_auxiliary(w):
            return j, None
        if is_time(w) and j > k:
            return j, True
        if w not in DETERMINERS and w not in PREPOSITIONS:
            if seen_noun and is_name(words[j]) and not is_name(words[j - 1]) and low[j - 1] not in PREPOSITIONS and low[j - 1] not in DETERMINERS \
                    and low[j - 1].endswith("s"):
                break
            seen_noun = True
        j += 1
    return j, True if j > k else None


def _after_inverted(s, k):
    """After "..., said Smith": only a colon or a comma before a quotation."""
    low, n = s.low, len(s.low)
    for m in range(k, min(n, k + 40)):
        if low[m] == QUOTE and m > k and (low[m - 1] in ",:" or low[m - 1] in DASHES):
            return ("quote", m) if not any(x in read_cues() and x not in NOUNS_TOO for x in low[k:m]) else (None, k)
        if low[m] == QUOTE:
            break
    return None, k


def _quoted_after(text, s, k):
    """The contents of a quotation that follows its cue at token k, and the token after it."""
    low, n = s.low, len(s.low)
    quotes, j = [k], k + 1
    while j < n and (low[j] in ".?!" or low[j] == QUOTE):
        if low[j] == QUOTE:
            quotes.append(j)
        j += 1
    last = text[s.quotes[quotes[-1]].inner_end - 1]
    fragment = last not in ".?!,…" and low[k - 1] not in (",", ":") and j < n
    if fragment and low[j] not in ",;:)" and low[j] not in DASHES and not is_time(low[j]) and not (
            low[j] in PREPOSITIONS and not any(is_auxiliary(w) for w in low[j:j + 8])):
        end, goes_on = _clause_end(s, k, "past")            # said "few people" had come
        held = tuple(q for q in s.quotes if k <= q < goes_on)
        return [(s.starts[k], end)], held, goes_on
    more = next((q for q in s.quotes if j < q <= j + 8), None)
    if more and (low[j] in ("and", "or", "but") or low[j] == "," and low[j + 1] in ("and", "or", QUOTE)) and not any(
            w in read_cues() for w in low[j:more]):
        return [(s.starts[k], s.ends[more])], (*quotes, more), more + 1
    return [(s.quotes[q].inner_start, s.quotes[q].inner_end) for q in quotes], tuple(quotes), j


def _clause_end(s, k, shape):
    """Where the reported clause that begins at token k ends: (offset, the token to go on from).

    With its sentence, unless another cue takes over: ", adding that ...", "but noted that ...".
    """
    low, n = s.low, len(s.low)
    cues = read_cues()
    for j in range(k + 2, n):
        entries = cues.get(low[j])
        if not entries:
            continue
        form = entries[-1][3]
        m = j - 1
        while m > k and is_adverb(low[m]):
            m -= 1
        if form == "ing" and (low[m] in (",", QUOTE, "while") or low[m] in DASHES or low[m] in ("before", "and", "by") and (
                low[m - 1] in (",", QUOTE) or low[m - 1] in DASHES)) and _leads_somewhere(s, j, entries):
            return s.ends[_trim(s, m, k)], j
        if low[m] in SUBJECT_PRONOUNS and low[m - 1] in ("and", "but") and low[m - 2] in (",", QUOTE) and "quote" in entries[-1][2] and (
                _leads_somewhere(s, j, entries)):
            return s.ends[_trim(s, m - 1, k)], m - 1
        if j + 2 < n and low[j + 1] in ",:" and low[j + 2] == QUOTE and form == "past" and (subject := find_subject(s, j)) and (
                subject != "same" and subject[0] > k + 1 and (low[subject[0] - 1] == "," or low[subject[0] - 1] in DASHES)):
            return s.ends[_trim(s, subject[0] - 1, k)], subject[0]
        if low[m] in ("and", "but") and (form == shape or shape == "ing" and form == "third") and form in ("past", "third") and _leads_somewhere(s, j, entries):
            return s.ends[_trim(s, m, k)], j
    return s.end, n


def _first_clause_end(text, s, k, end, goes_on):
    """Where a clause ends that opens a longer sentence: "While she said | that it rained |, he stayed"."""
    low = s.low
    for j in range(k + 2, goes_on - 1):
        after = j + 1
        if low[j] == "," or low[j - 1] == QUOTE and (_ends_with_comma(text, s, j - 1) or low[j] in SUBJECT_PRONOUNS) and (after := j):
            if low[after] in CLAUSE_PRONOUNS or is_name(s.words[after]) or low[after] in ("the", "a", "his", "her", "their", "though", "however"):
                return s.ends[j - 1], j
    return end, goes_on


def _trim(s, m, k):
    while m > k and (s.low[m] in ",;:" or s.low[m] in DASHES or s.low[m] in ("and", "but", "while", "before", "by")):
        m -= 1
    return m


def _leads_somewhere(s, j, entries):
    """Does the cue at token j have a content of its own after it?"""
    particles, lemma, takes, _ = entries[-1]
    kind, _ = _after(s, j + 1, takes, lemma)
    if kind in ("quote", "clause", "to"):
        return True
    return "object" in takes and any(j < q for q in s.quotes)


def _ends_with_comma(text, s, q):
    return text[s.quotes[q].inner_end - 1] == ","


def _object(text, s, k, shape, claimed):
    """The object with quoted words in it, of a verb that names or judges: (first token, end offset, next token)."""
    low, n = s.low, len(s.low)
    later = [q for q in s.quotes if q >= k and q not in claimed]
    if not later or k >= n:
        return None, 0, 0
    first = min(later)
    if low[k] == "what" and low[k + 1] in SUBJECT_PRONOUNS and k + 2 < n and low[k + 2] in read_cues():
        return k, *_clause_end(s, k + 2, shape)                    # condemned what she called "..."
    if any(low[m] in ";" or low[m] in read_cues() and low[m] not in NOUNS_TOO for m in range(k, first)):
        return None, 0, 0
    while k < first and (low[k] in (",", ":", "as") or is_adverb(low[k])):
        k += 1
    end, goes_on = _clause_end(s, k, shape)
    if goes_on <= first:
        return None, 0, 0
    if low[first - 1] == ":":
        return first, s.ends[first], first + 1
    j = first + 1
    if k == first and j < goes_on and low[j] not in ("and", "or", QUOTE):
        return k, s.ends[k], j
    while j < goes_on:
        if low[j] in ",;:" or low[j] in DASHES or low[j - 1] == QUOTE and _ends_with_comma(text, s, j - 1):
            quote = next((q for q in range(j, min(j + 3, goes_on)) if low[q] == QUOTE), None)
            if quote is None:
                return k, s.ends[j - 1], j
            j = quote
        elif low[j - 1] == QUOTE and (is_time(low[j]) or low[j] in ("on", "in", "at", "during", "after", "before")
                                      and low[j - 2] not in ("the", "his", "her", "their", "its")):
            return k, s.ends[j - 1], j
        j += 1
    return k, end, goes_on




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
    end, goes_on = _clause_end(s, i + 1, "past")
    for k in range(i + 3, goes_on):
        if is_auxiliary(low[k]) and low[k - 1] != "that" and not is_auxiliary(low[k - 1]) and any(is_auxiliary(w) for w in low[i + 2:k]) and not any(
                w in SUBORDINATORS or w in RELATIVES or w in CLAUSE_PRONOUNS or w in ("and", "but") for w in low[i + 4:k]):
            end, goes_on = s.ends[k - 1], k                 # ... claim that it rains | is true
            break
    return Report([(s.starts[i + 1], end)], subject, (i, i + 1), low[i],
                  tuple(q for q in s.quotes if i < q < goes_on)), goes_on


# --- according to ---------------------------------------------------------------------------

def _according_to(text, s, i, claimed):
    low, n = s.low, len(s.low)
    subject = phrase_after(s, i + 2)
    if subject is None:
        j = i + 2
        while j < n and low[j] not in ",.;:" and low[j] != QUOTE:
            j += 1
        if j == i + 2:
            return None
        subject = (i + 2, j)
    cue = (i, i + 2)
    first = _clause_start(s)
    if i > first + 1:                                       # "A, according to Smith"
        last = i - 1
        while last > first and (low[last] in ",(" or low[last] in DASHES):
            last -= 1
        if last < first or any(q in claimed for q in s.quotes if q <= last):
            return None
        held = tuple(q for q in s.quotes if first <= q <= last)
        close = next((k for k in range(subject[1], n) if low[k] == ","), None) if last < i - 1 and subject[1] < n else None
        if held == (last,) and first == last:
            return Report([(s.quotes[last].inner_start, s.quotes[last].inner_end)], subject, cue, "according to", held)
        contents = [(s.starts[first], s.ends[last])]
        if last - first < 12 and close is not None and close + 1 < n and any(q > close for q in s.quotes) and not held:
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


_EXPRESSIONS = frozenset("phrase phrases term terms word words slogan motto mantra refrain line expression hashtag".split())


def find_expression(text, s):
    """The report of a quotation named as somebody's words: "The mayor used the phrase 'green belt'"."""
    subject = main_subject(s)
    q = next((q for q in s.quotes if q and s.low[q - 1] in _EXPRESSIONS), None)
    if q is None or subject is None or subject[1] >= q - 1 or s.low[subject[1] - 1] in _EXPRESSIONS:
        return None
    return Report([(s.quotes[q].inner_start, s.quotes[q].inner_end)], subject, (q - 1, q), s.low[q - 1], (q,))


def find_credit(text, s):
    """The report of a quotation with its author after a dash: "..." — Anna Berg"""
    low, n = s.low, len(s.low)
    last = n - 1 if low[-1] in "." else n
    if n < 3 or low[0] != QUOTE or not s.quotes[0].closed or low[1] not in DASHES or not 2 < last <= 9 or not is_name(s.words[2]):
        return None
    quotation = s.quotes[0]
    return Report([(quotation.inner_start, quotation.inner_end)], (2, last), (1, 2), "—", (0,))


# --- headlines --------------------------------------------------------------------------------

def find_headline(text, s, article):
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
