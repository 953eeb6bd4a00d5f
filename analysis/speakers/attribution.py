"""Who is said to have said what: reports found around their cues, sentence by sentence.

No parser. A cue is read with what stands around it (a Frame), and SHAPES, an ordered table, says which shape a report has:
the content before the cue ("A, she said"), after it ("she said that A"), on both sides, or as the object of a verb that
names or judges ("she called it 'A'"). What reports without a verb of speech has rows of its own in SIGNS.
"""

from collections.abc import Callable, Collection
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.lexicon.cues import NOMINAL, Cue, all_cues, clause_cues, read_cues
from analysis.speakers.contents import (
    NOTHING,
    THAT,
    Slot,
    clause_start,
    find_after,
    find_after_inverted,
    find_before,
    is_clause,
    quoted_before,
    split_rest,
)
from analysis.speakers.endings import clause_end, find_object, first_clause_end, quoted_after, relative_end
from analysis.speakers.verbs import is_passive, is_verb, subject_after
from analysis.text.phrases import find_subject, phrase_start
from analysis.text.sentence import (
    ARTICLES,
    BREAKS,
    CLAUSE_PRONOUNS,
    DASHES,
    PREPOSITIONS,
    QUOTE,
    RELATIVES,
    STOPS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    Sentence,
    is_adverb,
    is_auxiliary,
    is_name,
    is_owner,
    skip_time,
)
from analysis.text.subjects import could_name, main_subject, phrase_after, phrase_from

_WORDS = read_classes("reports")
_OPEN_A_CLAUSE = _WORDS["opening_a_clause"]
_NEVER_INVERTED = _WORDS["never_inverted"]
_NO_SOURCES = _WORDS["no_sources"]
_SAYING = _WORDS["plain_saying"]
_EXPRESSIONS = _WORDS["expressions"]
_THEIRS = ("his", "her", "their")

# How far a look goes, in tokens; measured on news prose, where all but a few in a thousand are shorter.
_NEAR_START = 5  # Even as the mayor said | that ...: so near to its start a cue belongs to an opening clause
_TO_AGENT = 25  # was called "..." | by Smith
_TO_OWNER = 4  # the mayor's oft-repeated | claim
_SHORT_OPENING = 4  # In May, according to Smith, ...
_SHORT_TOPIC = 12  # The old bridge, according to Smith, | is safe
_AUTHOR = 9  # "..." — Anna Berg, mayor of Oldham
_LABEL = 5  # words of who stands before or after the colon of a headline
_SHORTEST_HEADLINE = 3


class Report(NamedTuple):
    """One attribution in one sentence: offsets of its contents, tokens of its source and its cue."""

    contents: list  # [(start, end), ...]
    subject: tuple | None  # tokens (first, last + 1) of the source; None where there is none
    cue: tuple  # tokens (first, last + 1)
    lemma: str
    quotes: tuple  # the tokens that are quotations among its contents
    goes_on: int  # the token after which the next report may begin
    rule: str  # the row of SHAPES or SIGNS that found it


class Frame(NamedTuple):
    """A cue with what stands around it: all by which the shapes of a report are told apart."""

    sent: Sentence
    cue: Cue
    at: int  # the token of the cue
    after: int  # the token after the cue; where the source follows it, the token after the source
    subject: tuple | None  # the tokens of the source
    group: int  # the first token of source and cue
    before: Slot
    follows: Slot

    @property
    def cue_tokens(self):
        return self.at, self.at + 1 + len(self.cue.particles)


def find_reports(sent: Sentence) -> list[Report]:
    """The reports of one sentence, in the order of their cues."""
    low = sent.low
    wanted = all_cues() if sent.quotes else clause_cues()
    if wanted.isdisjoint(low):
        return []
    reports, previous, claimed, begin = [], None, set(), 0
    for at, word in enumerate(low):
        if word not in wanted or at < begin or _is_surname(sent, at):
            continue
        report = _read_sign(sent, at, claimed)
        if report is None and word in read_cues():
            report = _read_cue(sent, at, previous, claimed)
            previous = report and report.subject or previous
        if report:
            reports.append(report)
            claimed.update(report.quotes)
            begin = max(report.goes_on, at + 1)
    return reports


def _is_surname(sent, at):
    """Ian | Read | said"""
    return is_name(sent.words[at]) and sent.words[at + 1] in read_cues()


def _read_sign(sent, at, claimed):
    """The report that hangs on "according to" or a noun: her claim that."""
    if sent.low[at] == "according":
        return _according_to(sent, at, claimed)
    return _nominal(sent, at) if sent.low[at] in NOMINAL and sent.low[at + 1] == "that" else None


def _read_cue(sent, at, previous, claimed):
    """The report whose verb begins at token `at`; None if it is none."""
    cue = _match_cue(sent, at)
    if cue is None:
        return None
    described = _described_by(sent, at, cue)
    if described:
        return described
    if cue.shape in ("past", "participle") and is_passive(sent, at):
        return _passive(sent, at, cue)
    frame = _read_frame(sent, at, cue, previous, claimed)
    return frame and (_as_clause(frame, claimed) if _is_as_clause(frame) else _fit_shape(frame, claimed))


def _match_cue(sent, at):
    """The reading of the cue at a token that fits its particles and its place; None where it is no verb."""
    low = sent.low
    cue = next((cue for cue in read_cues()[low[at]] if tuple(low[at + 1 : at + 1 + len(cue.particles)]) == cue.particles), None)
    if cue is None or not is_verb(sent, at, cue):
        return None
    return cue if sent.quotes or _could_report(low, at + 1 + len(cue.particles), cue.takes) else None


def _could_report(low, after, takes):
    """Without a quotation there is a clause after the cue, or a comma before it."""
    that = "that" in takes and not THAT.isdisjoint(low[after:])
    return "bare" in takes or "as" in low or that or "to" in takes and "to" in low[after:]


def _read_frame(sent, at, cue, previous, claimed):
    """The cue with what stands around it; None where nothing can be reported."""
    after, takes = at + 1 + len(cue.particles), cue.takes
    alone = not sent.quotes and "," not in sent.low[:at]  # nothing before it: then something must follow
    follows = find_after(sent, after, takes, cue.lemma) if alone else NOTHING
    if alone and not follows.kind:
        return None
    subject, group, past, inverted = _find_source(sent, at, after, cue, previous)
    if subject is None and at == 0 and cue.shape == "past":
        return None  # Asked about it, she ...
    before = find_before(sent, group, claimed) if group > 0 and (group < at or inverted or subject is None) else NOTHING
    if before.kind == "quote" and ("quote" not in takes or subject and sent.low[subject[0]] in ("which", "that")):
        before = NOTHING  # the “green belt,” which would allow
    if inverted:
        follows = find_after_inverted(sent, past)
    elif not alone:
        follows = find_after(sent, past, takes, cue.lemma)
    idle = cue.shape == "ing" and not follows.kind and "object" not in takes
    return None if idle else Frame(sent, cue, at, past, subject, group, before, follows)


def _find_source(sent, at, after, cue, previous):
    """Who does the verb at token `at`: (subject, first token of source and cue, the token after both, whether inverted).

    A verb that shares its subject with one before ("She rose and said") has it from there; its group begins at the verb.
    """
    inverted = None if cue.lemma in _NEVER_INVERTED else subject_after(sent, at, after, cue)
    if inverted:
        return inverted, at, inverted[1], True
    subject = find_subject(sent, at)
    if cue.shape == "ing" and (subject is None or sent.low[at - 1] == ","):
        subject = "same"
    if subject == "same":
        first = _later_subject(sent, at) if at <= 1 else _clause_subject(sent, at) or main_subject(sent)
        return previous or first, at, after, False
    return subject, min(phrase_start(sent, subject), at) if subject else at, after, False


def _clause_subject(sent, at):
    """Whose "When Berg came and | said" it is: the subject of the clause with the cue, if a conjunction opens it."""
    low = sent.low
    borders = (token for token in range(at - 1, -1, -1) if low[token] in _OPEN_A_CLAUSE or low[token] in BREAKS or low[token] == QUOTE)
    opening = next(borders, -1)
    return phrase_from(sent, opening + 1) if low[opening] in _OPEN_A_CLAUSE else None


def _later_subject(sent, at):
    """Whose "Conceding that it rained, she ..." it is: the subject of the clause after it."""
    low = sent.low
    for token in range(at + 1, sent.n):
        if low[token] not in (",", QUOTE):
            continue
        begin = token + 1 + (low[token + 1] in ("though", "however", ","))
        could_be = low[begin] in SUBJECT_PRONOUNS or is_name(sent.words[begin]) or low[begin] in ARTICLES
        phrase = phrase_after(sent, begin) if could_be else None
        if phrase:
            return phrase
    return None


# --- the shapes of a report ----------------------------------------------------------------

# Each finds (contents, the token to go on from) in a frame whose slots fit, or None.


def _quote_around(frame):
    contents, goes_on = quoted_after(frame.sent, frame.follows.token)
    return quoted_before(frame.sent, frame.before.token) + contents, goes_on


def _clause_then_quote(frame):
    sent, start, quote = frame.sent, clause_start(frame.sent), frame.follows.token
    if not (sent.text[sent.quotes[quote].inner_start].islower() and sent.low[start] in _OPEN_A_CLAUSE):
        return None
    contents, goes_on = quoted_after(sent, quote)
    return [(sent.starts[start], sent.ends[frame.before.token - 1]), *contents], goes_on


def _quote_after(frame):
    return quoted_after(frame.sent, frame.follows.token)


def _quote_then_clause(frame):
    sent, quote = frame.sent, frame.before.token
    rest = split_rest(sent, 0, quote, frame.after)
    if not rest or sent.low[rest] not in ("and", "but", "or"):
        return None
    return [*quoted_before(sent, quote), (sent.starts[rest], sent.end)], sent.n


def _quote_before(frame):
    return quoted_before(frame.sent, frame.before.token), frame.after


def _opening_clause(frame):
    """While | she said ...; Even as the mayor said ...; She, saying ..."""
    low, group = frame.sent.low, frame.group
    if not (group <= 1 and frame.cue.shape == "ing" or 0 < group < _NEAR_START and low[group - 1] in _OPEN_A_CLAUSE):
        return None
    start = frame.follows.token
    end, goes_on = first_clause_end(frame.sent, start, *clause_end(frame.sent, start, frame.cue.shape))
    return [(frame.sent.starts[start], end)], goes_on


def _relative_clause(frame):
    low, group, start = frame.sent.low, frame.group, frame.follows.token
    if not (low[group] == "who" and low[group - 1] == ","):
        return None
    end, goes_on = relative_end(frame.sent, start, *clause_end(frame.sent, start, frame.cue.shape))
    return [(frame.sent.starts[start], end)], goes_on


def _clause_after(frame):
    end, goes_on = clause_end(frame.sent, frame.follows.token, frame.cue.shape)
    return [(frame.sent.starts[frame.follows.token], end)], goes_on


def _stretch_before(frame):
    """(first token, end token, where the clause goes on or None) of what stands before, if the verb can report it."""
    sent, last = frame.sent, frame.before.token
    first, quoted = clause_start(sent), any(quote < last for quote in sent.quotes)
    if first >= last or not ("bare" in frame.cue.takes or "quote" in frame.cue.takes and quoted):
        return None
    return first, last, split_rest(sent, first, last, frame.after)


def _clause_around(frame):
    stretch, sent = _stretch_before(frame), frame.sent
    if stretch is None or not stretch[2]:
        return None
    first, last, rest = stretch
    return [(sent.starts[first], sent.ends[last - 1]), (sent.starts[rest], sent.end)], sent.n


def _clause_before(frame):
    stretch, sent = _stretch_before(frame), frame.sent
    if stretch is None or not is_clause(sent, *stretch[:2]):
        return None
    return [(sent.starts[stretch[0]], sent.ends[stretch[1] - 1])], frame.after


def _object(frame):
    sent = frame.sent
    if "object" not in frame.cue.takes or _is_inscribed(frame):
        return None
    found = find_object(sent, frame.after, frame.cue.shape)
    return found and ([(sent.starts[found[0]], found[1])], found[2])


def _is_inscribed(frame):
    """Is it a thing with a word on it, "a box labeled “bolts”", rather than somebody who names: "the mayor labeled it “scrap”"?"""
    sent, subject = frame.sent, frame.subject
    if sent.low[frame.after] != QUOTE or subject is None or could_name(sent, subject):
        return False
    return sent.low[subject[0]] not in SUBJECT_PRONOUNS and sent.low[subject[0]] not in RELATIVES


class Shape(NamedTuple):
    """One shape of a report, as one row: what must stand before and after the cue, and what finds the contents.

    `before` and `follows` are kinds of slots, several with "|" between them, "" for whatever there is. `example` holds a
    report of this shape, whose rows are `expected` (contents, "|" between them); in `counter`, which looks alike, the
    shape finds nothing.
    """

    id: str
    before: str
    follows: str
    find: Callable
    example: str
    expected: str
    counter: str


# The first row whose slots fit and that finds contents is the shape of the report.
SHAPES = (
    Shape("quote-around", "quote", "quote", _quote_around,
          "“The mill,” Anna Berg said, “is closed.”", "The mill,|is closed.", "“The mill is closed,” Anna Berg said."),
    Shape("quote-then-clause", "quote", "", _quote_then_clause,
          "The mill was “old,” Anna Berg said, and its owner “deaf.”", "The mill was “old,”|and its owner “deaf.”",
          "“The mill is old,” Anna Berg said, and left."),
    Shape("quote-before", "quote", "", _quote_before,
          "“The mill is closed,” Anna Berg said.", "The mill is closed,", "The “old” mill, Anna Berg said."),
    Shape("clause-then-quote", "clause", "quote", _clause_then_quote,
          "When it rains, Anna Berg said, “the mill floods.”", "When it rains|the mill floods.",
          "When it rained, Anna Berg said: “The mill floods.”"),
    Shape("quote-after", "", "quote", _quote_after,
          "Anna Berg said: “The mill is closed.”", "The mill is closed.", "Anna Berg wrote the book “Mills of the North.”"),
    Shape("opening-clause-after", "", "clause|to", _opening_clause,
          "While Anna Berg said that the mill was safe, nobody went there.", "that the mill was safe",
          "Nobody went there, while the mayor of the old town of Oldham said that the mill was safe."),
    Shape("relative-clause-after", "", "clause|to", _relative_clause,
          "Anna Berg, who said that the mill was safe, has left.", "that the mill was safe",
          "Anna Berg said that the mill, which was safe, has closed."),
    Shape("clause-after", "", "clause|to", _clause_after,
          "Anna Berg said that the mill was safe.", "that the mill was safe", "Anna Berg said yes."),
    Shape("clause-around", "clause", "", _clause_around,
          "The mill, Anna Berg said, would close.", "The mill|would close.", "The mill, Anna Berg said, is a ruin"),
    Shape("clause-before", "clause", "", _clause_before,
          "The mill would close, Anna Berg said.", "The mill would close", "In the end, Anna Berg said."),
    Shape("object", "", "", _object,
          "Anna Berg called the mill “a ruin.”", "the mill “a ruin.”", "Anna Berg bought a box labeled “bolts.”"),
)  # fmt: skip


def _fit_shape(frame, claimed):
    """The report of the first shape that a frame has; None where it has none, or another report has its quotations."""
    for shape in SHAPES:
        fits = frame.before.kind in shape.before.split("|") or not shape.before
        fits = fits and (frame.follows.kind in shape.follows.split("|") or not shape.follows)
        found = shape.find(frame) if fits else None
        if found:
            return _make_report(frame, *found, shape.id, claimed)
    return None


def _make_report(frame, contents, goes_on, rule, claimed):
    quotes = _held(frame.sent, contents)
    if not claimed.isdisjoint(quotes) or frame.subject is None and not quotes:
        return None
    return Report(contents, frame.subject, frame.cue_tokens, frame.cue.lemma, quotes, goes_on, rule)


def _held(sent, contents):
    """The tokens that are quotations within the contents."""
    return tuple(
        token for token, quote in sent.quotes.items() if any(first <= quote.inner_start and quote.inner_end <= last for first, last in contents)
    )


# --- shapes of their own: as, the passive, nouns, according to -----------------------------


def _is_as_clause(frame):
    """As the mayor put it, ..."""
    if not 0 < frame.group < frame.at or frame.sent.low[frame.group - 1] != "as":
        return False
    return bool(frame.sent.quotes or frame.cue.takes & {"bare", "quote"}) and frame.follows.kind != "clause"


def _as_clause(frame, claimed):
    """As the mayor put it, | "..."; At the time, as the mayor put it, | "..."; ... , as the mayor put it."""
    sent, low, as_at = frame.sent, frame.sent.low, frame.group - 1
    comma = next((token for token in range(frame.after, sent.n - 1) if low[token] == ","), None)
    if comma and (as_at <= sent.body + 2 or low[comma + 1] == QUOTE):
        first, last = comma + 1, sent.n
    else:
        first, last = clause_start(sent), as_at - (low[as_at - 1] == ",")
    held = tuple(quote for quote in sent.quotes if first <= quote < last)
    if not claimed.isdisjoint(held) or not held and last - first <= 3:
        return None
    whole = held == (first,) and not any(word[0].isalnum() for word in low[first:last])
    content = sent.quotes[first][2:4] if whole else (sent.starts[first], sent.end if last == sent.n else sent.ends[last - 1])
    goes_on = last if whole else max(last, frame.after)
    return Report([content], frame.subject, frame.cue_tokens, frame.cue.lemma, held, goes_on, "as-clause")


def _passive(sent, at, cue):
    """It was noted that ...; he was called "..." by Smith; she was quoted as saying (that cue is "saying")."""
    low, left, tokens = sent.low, at - 1, (at, at + 1 + len(cue.particles))
    while is_adverb(sent, left) or is_auxiliary(low[left]):
        left -= 1
    after = skip_time(sent, tokens[1])  # it was announced | on Monday | that
    if low[left] == "it" and low[after] == "that":
        end, goes_on = clause_end(sent, after, "past")
        contents = [(sent.starts[after], end)]
        return Report(contents, None, tokens, cue.lemma, _held(sent, contents), goes_on, "passive-that")
    by = next((token for token in range(after, min(sent.n, after + _TO_AGENT)) if low[token] == "by"), after)
    quoted = tuple(quote for quote in sent.quotes if after <= quote < by)
    subject = phrase_after(sent, by + 1) if "object" in cue.takes and quoted else None
    if subject is None:
        return None
    return Report([(sent.starts[after], sent.ends[by - 1])], subject, tokens, cue.lemma, quoted, subject[1], "passive-by")


def _described_by(sent, at, cue):
    """The plan, described by Smith as "...", fell; it was described by Smith as "..." """
    by = at + 1 + len(cue.particles)
    subject = phrase_after(sent, by + 1) if sent.low[by] == "by" and "object" in cue.takes else None
    if subject is None or sent.low[subject[1]] not in ("as", QUOTE):
        return None
    found = find_object(sent, subject[1], "past")
    if found is None:
        return None
    contents = [(sent.starts[found[0]], found[1])]
    return Report(contents, subject, (at, by), cue.lemma, _held(sent, contents), found[2], "described-by")


def _nominal(sent, at):
    """The clause of a noun: "the mayor's claim | that it rained", "his claim"."""
    owner = _find_owner(sent, at)
    if owner is None:
        return None
    start = at + 1
    end, goes_on = _before_main_verb(sent, start) or clause_end(sent, start, "past")
    if sent.low[owner[0] - 1] in PREPOSITIONS and owner[0] < _NEAR_START - 1:  # Despite his claim | that it rained |, he stayed
        end, goes_on = first_clause_end(sent, start, end, goes_on)
    quotes = tuple(quote for quote in sent.quotes if at < quote < goes_on)
    return Report([(sent.starts[start], end)], owner, (at, at + 1), sent.low[at], quotes, goes_on, "noun-that")


def _find_owner(sent, at):
    """The tokens of whose noun it is: | the mayor's | claim, | his | claim; None where nobody owns it."""
    low = sent.low
    near = range(at - 1, max(-1, at - _TO_OWNER), -1)
    last = next((token for token in near if low[token] in _THEIRS or not low[token].isalpha()), -1)
    first = last
    if is_owner(low[last]):
        while is_name(sent.words[first - 1]) and low[first - 1] not in PREPOSITIONS:
            first -= 1
    elif low[last] not in _THEIRS:
        return None
    return first, last + 1


def _before_main_verb(sent, that):
    """Where the verb of the whole sentence ends the clause of its subject: his claim that it had rained | is true."""
    low, goes_on = sent.low, clause_end(sent, that, "past")[1]
    for token in range(that + 2, goes_on):
        own_verb = any(map(is_auxiliary, low[that + 1 : token - 1]))
        if is_auxiliary(low[token]) and own_verb and not any(map(_opens_clause, low[that + 3 : token])):
            return sent.ends[token - 1], token
    return None


def _opens_clause(word):
    return word in SUBORDINATORS or word in RELATIVES or word in CLAUSE_PRONOUNS or word in ("and", "but")


def _according_to(sent, at, claimed):
    """"A, according to Smith", "According to Smith, A", "The A, according to Smith, is B"; None where it relays what others say."""
    low, source = sent.low, at + 2
    if low[at + 1] != "to" or low[source] in _NO_SOURCES:
        return None
    subject = phrase_after(sent, source) or _up_to_mark(sent, source)
    if subject is None:
        return None
    return _according_last(sent, at, subject, claimed) if _stands_after(sent, at, subject) else _according_first(sent, at, subject)


def _up_to_mark(sent, source):
    """A source that is no noun phrase: according to | what they saw |, ..."""
    low = sent.low
    end = next((token for token in range(source, sent.n) if low[token] in BREAKS or low[token] in STOPS or low[token] == QUOTE), sent.n)
    return (source, end) if end > source else None


def _stretch_to(sent, at):
    """The first and last token of what stands before an "according to"."""
    low, first, last = sent.low, clause_start(sent), at - 1
    while last > first and (low[last] in (",", "(") or low[last] in DASHES):
        last -= 1
    return first, last


def _stands_after(sent, at, subject):
    """Does "according to" follow what is reported? Not in: In May, according to Smith, A"""
    low, (first, last) = sent.low, _stretch_to(sent, at)
    aside = low[first] in PREPOSITIONS and low[at - 1] == low[subject[1]] == "," and last - first < _SHORT_OPENING
    return at > first and (at > first + 1 or low[first] == QUOTE) and not aside


def _according_last(sent, at, subject, claimed):
    low, (first, last), end = sent.low, _stretch_to(sent, at), subject[1]
    held = tuple(quote for quote in sent.quotes if first <= quote <= last)
    if not claimed.isdisjoint(held):
        return None
    if held == (last,) and first == last:
        contents = [sent.quotes[last][2:4]]
    else:
        contents = [(sent.starts[first], sent.ends[last])]
        close = next((token for token in range(end, sent.n) if low[token] == ","), None) if last < at - 1 else None
        if close and last - first < _SHORT_TOPIC and is_auxiliary(low[close + 1]):
            contents.append((sent.starts[close + 1], sent.end))  # The A, according to Smith, | is B
    return Report(contents, subject, (at, at + 2), "according to", held, end, "according-to-last")


def _according_first(sent, at, subject):
    low, end = sent.low, subject[1]
    start = next((token + 1 for token in range(end, sent.n) if low[token] == ","), sent.n)
    others = any(low[token] in _SAYING and not is_passive(sent, token) for token in range(start, sent.n))
    if start >= sent.n or others:  # According to AP, Smith said
        return None
    held = tuple(quote for quote in sent.quotes if quote >= start)
    whole = held == (start,) and start >= sent.n - 2
    content = sent.quotes[start][2:4] if whole else (sent.starts[start], sent.end)
    return Report([content], subject, (at, at + 2), "according to", held, end, "according-to-first")


# --- reports without a verb of speech ------------------------------------------------------


def find_expression(sent: Sentence) -> Report | None:
    """The report of a quotation named as somebody's words: "The mayor used the phrase 'green belt'"."""
    subject = main_subject(sent)
    quote = next((quote for quote in sent.quotes if sent.low[quote - 1] in _EXPRESSIONS), None)
    if quote is None or subject is None or subject[1] >= quote - 1:
        return None
    cue = (quote - 1, quote)
    return Report([sent.quotes[quote][2:4]], subject, cue, sent.low[quote - 1], (quote,), sent.n, "expression")


def find_credit(sent: Sentence) -> Report | None:
    """The report of a quotation with its author after a dash: "..." — Anna Berg"""
    last = sent.n - (sent.low[sent.n - 1] == ".")
    quoted = sent.low[0] == QUOTE and sent.quotes[0].closed and sent.low[1] in DASHES
    if not quoted or not 2 < last <= _AUTHOR or not is_name(sent.words[2]):
        return None
    return Report([sent.quotes[0][2:4]], (2, last), (1, 2), "—", (0,), sent.n, "credit")


def find_headline(sent: Sentence, could_speak: Callable[[Collection[str]], bool]) -> Report | None:
    """The report of a headline with a colon: "Bridge must close: mayor", "Mayor: bridge must close"."""
    low, count = sent.low, sent.n
    colon = low.index(":") if low.count(":") == 1 else 0
    if not 0 < colon < count - 1 or low[count - 1] == ".":
        return None
    for first, last, begin, end in ((colon + 1, count, 0, colon), (0, colon, colon + 1, count)):
        labelled = last - first <= _LABEL and end - begin >= _SHORTEST_HEADLINE
        if labelled and could_speak(sent.words[first:last]):
            held = tuple(quote for quote in sent.quotes if begin <= quote < end)
            contents = [(sent.starts[begin], sent.ends[end - 1])]
            return Report(contents, (first, last), (colon, colon + 1), ":", held, count, "headline-colon")
    return None
