"""Where a phrase stands in its article: the tense of its clause, and what was named before it."""
import re
from dataclasses import dataclass, field
from datetime import date

from analysis.dates.words import PARAGRAPH, compile_pattern

# The shapes of values that a phrase may count on from.
DAY, WEEK, MONTH, QUARTER, SEASON, YEAR = (re.compile(shape) for shape in (
    r"\d{4}-\d\d-\d\d.*", r"\d{4}-W\d\d", r"\d{4}-\d\d", r"\d{4}-Q\d", r"\d{4}-(SP|SU|FA|WI)", r"\d{4}"))


@dataclass(slots=True)
class Timex:
    """One reference. `start` and `end` count words; `open` is what a neighbour may fill in."""
    start: int
    end: int
    type: str
    value: str
    rule: str
    open: str
    days: tuple
    anchored: bool


@dataclass(slots=True)
class Place:
    """Where a phrase stands in an article: the words before and after, what was found before it."""
    codes: str
    published: date
    found: list = field(default_factory=list)
    start: int = 0
    end: int = 0
    anchored: bool = False
    note: str = ""
    governed: bool = False

    @property
    def anchor(self):
        """The publication day; whoever asks for it makes the reference an anchored one."""
        self.anchored = self.published is not None
        return self.published

    def tense(self, deadline=False):
        """'past', 'future', 'reported' or '': what the verbs near the phrase in its sentence tell.

        The nearest verb before counts, else the nearest after; but a verb right after the phrase comes
        first, unless one stands right before ("who will retire, on Monday signed") or the phrase ends a
        relative clause ("the snow that fell on the hills Monday will melt"), and so does the clause
        after "that" or ";" ("said that on Friday it will meet"). A deadline ("until", and before a
        month or a date "by", "effective") points ahead by itself, "since" back.
        `governed` then tells whether such a word or a verb stands right before the phrase.
        """
        start = self.start
        if clock := _CLOCK.search(self.codes, max(0, start - 6), start):     # until noon Sunday
            start = clock.start()
        front = self.codes[max(0, start - 6):start]
        self.governed = True
        for self.note, tense, pattern in _CUES:
            if pattern.search(front):
                return tense
        verb = None
        for verb in _BEFORE.finditer(self.codes, self._sentence_start(), start):
            pass
        if verb is None or _CLAUSE_START.search(front) and not self.possessive():
            verb = _AFTER.search(self.codes, self.end, self._clause_end()) or verb
            if verb is None and not self.possessive():
                verb = _AFTER.search(self.codes, self.end, self._sentence_end())
        elif (verb.end() < start - 2 and _VERB.match(self.codes, self.end)
              and not _RELATIVE.search(self.codes, self._sentence_start(), start)):
            verb = _AFTER.match(self.codes, self.end, self._sentence_end()) or verb
        tense = verb.lastgroup.split("_")[0] if verb else ""
        self.governed = verb is not None and self.codes[verb.end():start] in ("", _ON)
        self.note = {"": "no tense", "reported": "past tense of a report"}.get(tense, f"{tense} tense")
        if deadline and (_DEADLINE.search(front) or tense != "past" and _BY.search(front)):
            self.note, tense = "deadline", "future"
        return tense

    def after_by(self):
        return _BY.search(self.codes, max(0, self.start - 6), self.start) is not None

    def possessive(self):
        return self.codes[self.end:self.end + 1] == "'"

    def habitual(self):
        """Does the clause tell what is so every year?"""
        return _HABIT.search(self.codes, self._sentence_start(), self._sentence_end()) is not None

    def _sentence_start(self):
        floor = max(0, self.start - _CLAUSE)
        return max(floor, *(self.codes.rfind(stop, floor, self.start) + 1 for stop in _STOPS))

    def _sentence_end(self):
        roof = self.end + _CLAUSE
        return min(at if at >= 0 else roof for at in (self.codes.find(stop, self.end, roof) for stop in _STOPS))

    def _clause_end(self):
        """The next comma, but for one right after the phrase, or a phrase that opens the sentence."""
        comma = self.codes.find(",", self.end + 1, self._sentence_end())
        opens = self.start - self._sentence_start() <= 2
        return comma if comma >= 0 and not opens else self._sentence_end()

    def recent(self):
        """The last few references of this article, the latest first."""
        return self.found[:-_MEMORY - 1:-1]

    def latest(self, *shapes, compared=True):
        """The value of the latest recent reference of one of the shapes, or None.

        Not of "May" in "May of that year"; and of what is only compared with ("the most since 1995") where
        `compared` says so.
        """
        return next((timex.value for timex in self.recent() if any(s.fullmatch(timex.value) for s in shapes)
                     and not (timex.open == "year" and self.codes[timex.end:self.start] == _OF)
                     and (compared or self.codes[timex.start - 1:timex.start] not in _COMPARED)), None)


_CLAUSE, _MEMORY, _STOPS = 40, 12, (".", "?", PARAGRAPH)


def _verbs(pattern):
    return compile_pattern(pattern)[0]


# The first that fits at a place counts: "will be completed" is future, though "completed" alone is past.
# $ is the phrase itself. Reported: a verb that tells of a report or a plan says little about the day of
# what is reported or planned.
_TENSES = [
    ("past", "(would|could|should|might|must|may) not? have (?!to)"),                   # it must have rained Sunday
    ("future", "WILL (WORD|not|be|have|DONE){0,3}"),                                    # it could be opened Sunday
    ("future", "(is|are|am|be) not? (OTHERWORD|PLANNED|ED)? to (be DONE|(?!have|the|a|WEEKDAY))"),  # it is likely to rain
    ("future", "(was|were) to (be DONE|(?!have|the|a|WEEKDAY))"),                       # it was to be opened
    ("future", "(is|are|am) BEGINNING"),                                                # they are leaving Sunday
    ("future", "BE PLANNED to | (is|are) (expected|scheduled|slated|due|planned|set)"),
    ("future", "(is|are) (on|at)? $"),                                                  # the vote is Sunday
    ("future", "PLAN to | expects | expect"),                                           # he plans to leave Sunday
    ("future", "BID ((?!DONE|that|[.,;:?]|he|she|they) .){0,4} to (?!the|a|WEEKDAY) ((?!DONE|from|of) .){0,4} $"),
                                                                                        # he agreed to leave Sunday
    ("future", "(?!due to (?!be|appear|BEGIN)) PLANNED (for|to)"),                      # a vote due to be held Sunday
    ("future", "(scheduled|set|called|planned|slated) ((?!DONE|[.,;:?]) .){0,5} for $"),    # set a vote for Sunday
    ("future", "(expected|scheduled|slated|due|planned) (on|in|by)? $"),                # a vote scheduled Sunday
    ("future", "to be (WORD|DONE){0,2} | to (begin|resume|start|reopen)"),              # a bridge to be opened Sunday
    ("future", "(votes|plays|heads|faces|hosts|returns) ((?!DONE|in|of|from) .){0,4} $"),  # she votes Sunday; not: votes cast
    ("future", "BEGINS | ((?<=PLURAL) | (?<=[they we i and])) BEGIN"),                      # it begins Sunday, they meet Sunday
    ("future", "(?<=NAME) BEGIN OTHERWORD? on? $"),                                     # Roe and Doe meet again Sunday
    ("future", "(go|goes|come|comes) (to the polls|on (sale|trial)|into (force|effect))"),
    ("future", "(starting|beginning) (?!of) | forecast | ahead of $ | (extended|postponed|delayed|moved) to"),
    ("future", "WEEKDAY for ((?!DONE|[.,;:?]) .){1,8} $ | (call|calls) for"),           # flew in Monday for talks Sunday
    ("future", "(take|takes) (effect|office|place) | expire | deadline | due (?!to) | upcoming"),
    ("past", "(up|down|unchanged) from | compared (with|to)"),                           # up from 3% in May
    ("past", "SAID (the OTHERWORD|PLURAL|NAME{1,2}|it|so)? (on|in)? (early|late|mid -)? $"),  # he told the club in May
    ("reported", "had (WORD|been){0,2} PLANNED (to (WORD|expire|be))? | SAID"),
    ("past", "(?<![a an the its his her their]) DONE"),               # not: a proposed vote Sunday
]
_BEFORE, _AFTER = (re.compile("|".join(f"(?:{_verbs(pattern)})(?P<{tense}_{i}>)"
                                       for i, (tense, pattern) in enumerate(_TENSES) if before or "$" not in pattern))
                   for before in (True, False))
_OF, _ON, _COMPARED = _verbs("of"), _verbs("on"), [_verbs(word) for word in ("since", "than", "from")]
_CLOCK = re.compile(_verbs("((DAY|CLOCK|POINTED) HALFDAY? ZONE? | CLOCKWORD) (on|,)? $"))
_RELATIVE = re.compile(_verbs("(who|which|that) [^,;:]* $"))
_HABIT = re.compile(_verbs("usually|normally|typically|generally|traditionally"))
_VERB, _CLAUSE_START = re.compile(_verbs("WILL|DONE|is|are")), re.compile(_verbs("(that on?|; (on|in)?) $"))
_UNTIL, _SINCE, _BY, _DEADLINE = (re.compile(_verbs(
    f"({words}) on? (about|around|at least|early|late|mid -?|the? ENDS of|the UNIT of)? $")) for words in (
        "until", "since", "by", "(?<!UNIT) (?<!UNITS) through|effective|payable|record"))
_CUES = ("deadline", "future", _UNTIL), ("since", "past", _SINCE)
