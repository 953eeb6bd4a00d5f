"""The context of a phrase in its article: the tense of its clause, and what was named before it."""
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from analysis.dates.words import LEXIS, PARAGRAPH
from analysis.lexicon import read_classes, read_worths

if TYPE_CHECKING:
    from analysis.dates.grammar import Rule

# The forms of the values from which a phrase may be counted.
DAY, WEEK, MONTH, QUARTER, SEASON, YEAR = (re.compile(shape) for shape in (
    r"\d{4}-\d\d-\d\d.*", r"\d{4}-W\d\d", r"\d{4}-\d\d", r"\d{4}-Q\d", r"\d{4}-(SP|SU|FA|WI)", r"\d{4}"))

Days = tuple[date, date]


class Counted(NamedTuple):
    """What a resolver returns for a value that was counted from the day of publication; for any other value it returns
    just the value."""
    value: str
    reading: str = ""                # which tense decided: past, future, reported, nearest, deadline, since
    days: Days | None = None         # the days it covers, where the value does not tell


class Told(NamedTuple):
    """What a resolver returns for a value that follows from the text itself, with the reading that found it."""
    value: str
    reading: str                     # narrative, or after-a-date: the value belongs to the year mentioned last


NAME_OF_EVENT = "name-of-event"  # the mark of a rule for a date that only names an event
NO_DATE = Told("", "")               # looks like a date and is none: 30 February

Resolved = str | Counted | Told | None      # None: the phrase is no reference after all


@dataclass(slots=True)
class Timex:
    """One reference. `start` and `end` are numbers of words; `open` says what a neighbour may fill in."""
    start: int
    end: int
    rule: "Rule"
    value: str
    reading: str
    open: str
    days: Days | None
    anchored: bool

    @property
    def type(self) -> str:
        return self.rule.type

    def marked(self, mark: str) -> bool:
        """Does the rule of this reference carry the mark?"""
        return mark in self.rule.marks


@dataclass(slots=True)
class Article:
    """One article as the rules see it: its words as codes, and the references found so far."""
    codes: str
    words: Sequence[str]                  # the words that the codes stand for
    published: date | None
    date_order: str | None = None         # day-first or month-first, where that is known
    narrative: bool = False               # told in explicit past years: a month without one is of the year last told
    found: list[Timex] = field(default_factory=list)

    _persons: dict[str, bool] = field(default_factory=dict)       # whether the code of a month is the name of a person

    def names_person(self, month: str) -> bool:
        """Does the article name somebody whose last name is the code of a month?"""
        if month not in self._persons:
            self._persons[month] = any(match.group() == month for match in _SURNAME.finditer(self.codes))
        return self._persons[month]

    def is_in_title(self, timex: Timex) -> bool:
        """Is the reference part of a title: a few words in quotation marks, all of them capitalised ("Friday Night
        Lights")?"""
        before, after = self.words[max(0, timex.start - _TITLE):timex.start], self.words[timex.end:timex.end + _TITLE]
        first = next((i for i, word in enumerate(reversed(before)) if word in _OPENING_QUOTES), None)
        last = next((i for i, word in enumerate(after) if word in _CLOSING_QUOTES), None)
        if first is None or last is None:
            return False
        others = [word for word in (*before[len(before) - first:], *after[:last]) if word[0].isalpha()
                  or word == PARAGRAPH]
        return any(word[0].isupper() for word in others) and all(word[0].isupper() or word in _SMALL for word in others)

    def is_alone(self, timex: Timex) -> bool:
        """Is the reference a line of its own?"""
        opens = timex.start == 0 or self.codes[timex.start - 1] == PARAGRAPH
        return opens and self.codes[timex.end:timex.end + 2].lstrip(".:").startswith(PARAGRAPH)


class Tense(NamedTuple):
    """What the verbs near a phrase show about its day."""
    tense: str                       # past, future, reported, or "" where nothing tells
    governed: bool = False           # is a verb, or "until" or "since", right before the phrase?
    note: str = "nearest"            # the reading, for the name of the rule


_TITLE = 6                            # words of a title before a reference, and after it
_OPENING_QUOTES, _CLOSING_QUOTES = ("“", '"'), ("”", '"')
_SMALL = frozenset("a an and at for in of on the to with".split())
_CLAUSE, _FRONT = 40, 6               # words to look at: in a clause, right before a phrase
_MEMORY = 12                          # how many references back a phrase may be counted from
_STOPS = (".", "?", PARAGRAPH)


@dataclass(slots=True, frozen=True)
class Phrase:
    """A phrase that a rule has found: `codes[start:end]` of its article."""
    article: Article
    start: int
    end: int

    @property
    def codes(self) -> str:
        return self.article.codes

    @property
    def published(self) -> date | None:
        return self.article.published

    @property
    def found(self) -> list[Timex]:
        return self.article.found

    def tense(self, deadline: bool = False) -> Tense:
        """What the verbs near the phrase in its sentence show.

        The nearest verb before the phrase decides, else the nearest one after it. A verb right after the phrase comes
        first, unless another verb is right before it ("who will retire, on Monday signed") or the phrase ends a
        relative clause ("the snow that fell on the hills Monday will melt"); so does the clause after "that" or ";"
        ("said that on Friday it will meet", "said that the fair on Friday will be dry"). A deadline ("until", and "by"
        or "effective" before a month or a date) points to the future by itself, except the end of what lasted or was
        not done ("stayed shut until Monday", "did not reopen until Monday"); "since" points to the past.
        """
        start = self.start
        if clock := _CLOCK.search(self.codes, max(0, start - _FRONT), start):     # until noon Sunday
            start = clock.start()
        front = self.codes[max(0, start - _FRONT):start]
        for note, tense, pattern in _CUES:
            if pattern.search(front):
                ended = note == "deadline" and (_ENDED.search(self.codes, self._sentence_start(), start)
                                                or _WHEN_DONE.match(self.codes, self.end))
                return Tense("past", True, "past") if ended else Tense(tense, True, note)
        verb = self._find_verb(start, front)
        cue = (verb.lastgroup or "").split("_")[0] if verb else ""
        maybe_over = cue in ("later", "planned")
        note, tense = "future" if cue == "planned" else cue, "future" if maybe_over else cue
        governed = verb is not None and self.codes[verb.end():start] in ("", _ON) and not maybe_over
        if deadline and (_DEADLINE.search(front) or tense != "past" and _BY.search(front)):
            return Tense("future", governed, "deadline")
        return Tense(tense, governed, note or "nearest")

    def _find_verb(self, start: int, front: str) -> re.Match | None:
        """The verb whose tense counts; `front` are the words right before the phrase."""
        before = _find_last(_BEFORE, self.codes, self._sentence_start(), start)
        if before is None or _CLAUSE_START.search(front) and not self.is_possessive():
            after = _AFTER.search(self.codes, self.end, self._clause_end()) or before
            if after is None and not self.is_possessive():
                after = _AFTER.search(self.codes, self.end, self._sentence_end())
            return after
        if (before.lastgroup or "").startswith("reported") and _THAT in self.codes[before.end():start]:
            before = _AFTER.search(self.codes, self.end, self._clause_end()) or before
        if (before.end() < start - 2 and _VERB.match(self.codes, self.end)
                and not _RELATIVE.search(self.codes, self._sentence_start(), start)):
            return _AFTER.match(self.codes, self.end, self._sentence_end()) or before
        return before

    def is_after_by(self) -> bool:
        return _BY.search(self.codes, max(0, self.start - _FRONT), self.start) is not None

    def is_possessive(self) -> bool:
        return self.codes[self.end:self.end + 1] == "'"

    def is_within(self) -> bool:
        """Does the clause say what happens during the time that the phrase names: "in Friday's vote", "she told
        Friday's meeting"?"""
        before = self.codes[self.start - 1:self.start]
        return before in _WITHIN or before in _VERBS and self._word(self.start - 1) in _HELD

    def is_of_event(self) -> bool:
        """Does the phrase belong to a noun for a planned event ("his meeting with the mayor on Monday", "his Monday
        summit")? Not if a verb says that the event was held, or a preposition that something happened there.

        A more distant past verb ("he had low hopes of it", "she called on him to cancel it") says nothing about the
        day of the event.
        """
        head = self._find_event()
        if head is None:
            return False
        if self.codes[head - 1:head] == "," and self._word(head).endswith("ing"):     # the ministers, meeting Saturday
            return False
        first = self._find_opener(head)
        while self._word(first) == "s":                                  # the council's meeting, President Roe's
            first = self._find_opener(first - 2)
        governor = self._word(first - 1) if first > self._sentence_start() else ""
        if governor == "" or self.codes[first - 1] in _CLAUSE_OPENERS:     # the subject: its own verb comes after
            verb = _AFTER.search(self.codes, self.end, self._clause_end())
            return verb is None or not (verb.lastgroup or "").startswith(("past", "reported"))
        entered = governor == "into" and self.codes[first - 2:first - 1] in _PAST          # walked into a meeting
        return governor not in _HELD and not entered

    def _find_opener(self, noun: int) -> int:
        """Where the noun phrase of a noun begins: at its article or possessive, or at a name."""
        first, floor = noun, max(self._sentence_start(), noun - _NOUN_PHRASE)
        if self.codes[noun] in _NAMES:
            while first > floor and self.codes[first - 1] in _NAMES:
                first -= 1
            return first
        while first > floor and self._word(first) not in _OPENERS:
            first -= 1
        return first

    def _find_event(self) -> int | None:
        """Where the noun of the event is: before the phrase with its complements, or right after it."""
        for at in range(self.start - 1, max(self._sentence_start(), self.start - _COMPLEMENTS) - 1, -1):
            if self._word(at) in _EVENTS:
                return at
            if self._word(at) in _BORDERS or self.codes[at] in _VERBS:
                break
        if self._word(self.start - 1) in _OPENERS and self._word(self.end) in _EVENTS:
            return self.start - 1
        return None

    def _word(self, at: int) -> str:
        return self.article.words[at].lower() if 0 <= at < len(self.article.words) else ""

    def is_habitual(self) -> bool:
        """Does the clause describe something that is the same every year?"""
        return _HABIT.search(self.codes, self._sentence_start(), self._sentence_end()) is not None

    def is_of_hours(self) -> bool:
        """Does the clause tell opening or working hours: "is open", "works"?"""
        return _HOURS.search(self.codes, self._sentence_start(), self.start) is not None

    def is_ahead(self) -> bool:
        """Does the sentence say that its day is in the future? A sentence about the past never does."""
        return _WILL.search(self.codes, self._sentence_start(), self._sentence_end()) is not None

    def is_to_come(self) -> bool:
        """Is the phrase in the future of what is told: "a campaign planned for 1976"? Not "until 1976", which is the
        end of what is told."""
        tense = self.tense()
        return tense.tense == "future" and tense.note != "deadline"

    def at(self, timex: Timex) -> "Phrase":
        """Another reference of the article, as a phrase."""
        return Phrase(self.article, timex.start, timex.end)

    def opens_sentence(self) -> bool:
        """Is the phrase the first of its sentence, with a preposition at most before it?"""
        return self.start - self._sentence_start() <= 2

    def _sentence_start(self) -> int:
        floor = max(0, self.start - _CLAUSE)
        return max(floor, *(self.codes.rfind(stop, floor, self.start) + 1 for stop in _STOPS))

    def _sentence_end(self) -> int:
        roof = self.end + _CLAUSE
        return min(at if at >= 0 else roof for at in (self.codes.find(stop, self.end, roof) for stop in _STOPS))

    def _clause_end(self) -> int:
        """The next comma, except one right after the phrase or after a phrase that opens the sentence."""
        comma = self.codes.find(",", self.end + 1, self._sentence_end())
        return comma if comma >= 0 and not self.opens_sentence() else self._sentence_end()

    def is_surname(self) -> bool:
        """Is the month the name of a person: somebody acts ("after May left"), or the article names one ("Theresa
        May") and no word for a time is before it?"""
        before, after = self.codes[self.start - 1:self.start], self.codes[self.end:self.end + 1]
        if self.codes[self.start] not in _SURNAMES or before in _WHEN:
            return False
        return before in _OPENING and after in _DONE or self.article.names_person(self.codes[self.start])

    def list_recent(self) -> Sequence[Timex]:
        """The last few references of this article, the latest first."""
        return self.found[:-_MEMORY - 1:-1]

    def find_latest(self, *shapes: re.Pattern, compared: bool = True) -> str | None:
        """The value of the latest recent reference that has one of the shapes, or None.

        "May" in "May of that year" is skipped, and "Sept. 11" in "the Sept. 11 attacks". So is a time that is
        only compared with ("the most since 1995"), unless `compared` is true.
        """
        return next((timex.value for timex in self.list_recent() if any(s.fullmatch(timex.value) for s in shapes)
                     and not timex.marked(NAME_OF_EVENT)
                     and not (timex.open == "year" and self.codes[timex.end:self.start] == _OF)
                     and (compared or not self.is_compared(timex))), None)

    def is_compared(self, timex: Timex) -> bool:
        """Is the reference only compared with, or the beginning of a time that lasts until now ("the most since
        1995")?"""
        return self.codes[timex.start - 1:timex.start] in _COMPARED


def _find_last(pattern: re.Pattern, codes: str, start: int, end: int) -> re.Match | None:
    last = deque(pattern.finditer(codes, start, end), maxlen=1)
    return last[0] if last else None


def compile_codes(pattern: str) -> re.Pattern:
    """A pattern over words as a regular expression over codes."""
    return LEXIS.compile_pattern(pattern).regex


# --- cues of tense ---------------------------------------------------------------------------

def _join_cues(before: bool) -> re.Pattern:
    """The cues of tense as one expression. A cue that includes the phrase itself ($) only counts before the phrase."""
    return re.compile("|".join(f"(?:{LEXIS.compile_pattern(cue['pattern']).source})(?P<{cue['tense']}_{number}>)"
                               for number, cue in enumerate(read_worths("date_tenses")["cue"])
                               if before or "$" not in cue["pattern"]))


_BEFORE, _AFTER = _join_cues(True), _join_cues(False)
_OF, _ON, _THAT = LEXIS.code("of"), LEXIS.code("on"), LEXIS.code("that")
_WITHIN = tuple(LEXIS.code(word) for word in ("in", "at", "during"))
_COMPARED = tuple(LEXIS.code(word) for word in ("since", "than", "from"))
_CLOCK = compile_codes("((DAY|CLOCK|POINTED) HALFDAY? ZONE? | CLOCKWORD) (on|,)? $")
_SURNAME = compile_codes("(?<=NAME) (?!CLEARMONTH) MONTH (?!DAYNUMBER|,? YEAR)")
_SURNAMES = frozenset(LEXIS.members["MONTH"]) - frozenset(LEXIS.members["CLEARMONTH"])
_WHEN = tuple(LEXIS.code(word) for word in ("in", "since", "until", "till", "by", "early", "late", "mid", "this"))
_OPENING = LEXIS.code("after"), LEXIS.code("before")
_RELATIVE = compile_codes("(who|which|that) [^,;:]* $")
_HABIT = compile_codes("HABIT")
_HOURS = compile_codes("(?<![was were had be]) (open|works|work|operates|operate|available) "
                       "((?!DONE|WILL) [^.,;:?]){0,6} $")
_WILL = compile_codes("(will|shall|ll) | (is|are) to (be|OTHERWORD)")
_VERB, _CLAUSE_START = compile_codes("WILL|DONE|is|are"), compile_codes("(that on?|; (on|in)?|as of) $")
_UNTIL, _SINCE, _BY, _DEADLINE = (compile_codes(
    f"({words}) on? (about|around|at least|early|late|mid -?|the? ENDS of|the UNIT of)? $") for words in (
        "until", "since", "by", "(?<!UNIT) (?<!UNITS) through|effective|payable|record"))
# It stayed shut until, they did not know until; not: they did not want to wait until, was not planned until
_ENDED = compile_codes("(LASTED|(did|had) not|(didn|hadn) ' t|never|nobody|no one) "
                       "((?!to|PLANNED|and|but|WILL|is|are) [^.,;:?]){0,12} until on? (early|late|mid -?)? $")
_WHEN_DONE = compile_codes(",? when ((?!WILL|is|are|[.,;:?]) .){1,4} DONE")                 # until June, when he left
_EVENTS, _HELD, _BORDERS, _OPENERS = (read_classes("planned_events")[name] for name in (
    "events", "held", "borders", "openers"))
_VERBS = frozenset("".join(LEXIS.members[name] for name in ("ED", "DID", "SAID", "BID", "WILL", "BEGINS"))
                   + ';:?"()\n.')
_DONE = frozenset("".join(LEXIS.members[name] for name in ("ED", "DID", "SAID", "BID")))
_PAST = frozenset(LEXIS.members["ED"] + LEXIS.members["DID"])
_NAMES = frozenset(LEXIS.members["NAME"])
_CLAUSE_OPENERS = frozenset(LEXIS.members["SAID"] + ",")
_COMPLEMENTS, _NOUN_PHRASE = 12, 6            # words of an event's complements, and of its noun phrase before it
_CUES = ("deadline", "future", _UNTIL), ("since", "past", _SINCE)
