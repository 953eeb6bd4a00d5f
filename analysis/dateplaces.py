"""Where a phrase stands in its article: the tense of its clause, and what was named before it."""
import re
from dataclasses import dataclass, field
from datetime import date

from analysis.datewords import PARAGRAPH, compile_pattern


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

    @property
    def anchor(self):
        """The publication day; whoever asks for it makes the reference an anchored one."""
        self.anchored = self.published is not None
        return self.published

    def tense(self, deadline=False):
        """'past', 'future', 'reported' or '': what the nearest verb before the phrase in its sentence, else after it, tells.

        A deadline ("until", and before a month or a date "by", "effective") points ahead by itself.
        """
        if (_DEADLINE if deadline else _UNTIL).search(self.codes[max(0, self.start - 6):self.start]):
            self.note = "deadline"
            return "future"
        verb = None
        for verb in _TENSE.finditer(self.codes, self._sentence_start(), self.start):
            pass
        if verb is None:
            verb = _TENSE.search(self.codes, self.end, self._sentence_end())
        tense = verb.lastgroup if verb else ""
        self.note = {"": "no tense", "reported": "past tense of a report"}.get(tense, f"{tense} tense")
        return tense

    def _sentence_start(self):
        floor = max(0, self.start - _CLAUSE)
        return max(floor, *(self.codes.rfind(stop, floor, self.start) + 1 for stop in _STOPS))

    def _sentence_end(self):
        roof = self.end + _CLAUSE
        return min(at if at >= 0 else roof for at in (self.codes.find(stop, self.end, roof) for stop in _STOPS))

    def recent(self):
        """The last few references of this article, the latest first."""
        return self.found[:-_MEMORY - 1:-1]

    def latest(self, *shapes):
        """The value of the latest recent reference of one of the shapes, or None."""
        return next((timex.value for timex in self.recent() if any(s.fullmatch(timex.value) for s in shapes)), None)


_CLAUSE, _MEMORY, _STOPS = 40, 12, (".", "?", PARAGRAPH)


def _verbs(pattern):
    return compile_pattern(pattern)[0]


# The first that fits at a place counts: "will be completed" is future, though "completed" alone is past.
# Reported: a verb that tells of a report or a plan says little about the day of what is reported or planned.
_TENSE = re.compile("(?P<future>" + _verbs("""WILL (WORD|not|be|have|ED|DID){0,3} | BE (PLANNED to | to) | PLAN to
        | PLANNED (for|to) | to be (WORD|ED|DID){0,2} | (extended|postponed|delayed|moved) to
        | (take|takes) effect | expire | expires | deadline | due | upcoming""")
    + ")|(?P<reported>" + _verbs("""(was|were|had) (WORD|been){0,2} PLANNED (to (WORD|expire|be))?
        | said | says | reported | announced | told | added | declared""")
    + ")|(?P<past>" + _verbs("ED | DID") + ")")
_UNTIL, _DEADLINE = (re.compile(_verbs(f"({words}) on? (about|around|early|late|mid -?|the? ENDS of)? $"))
                     for words in ("until", "until|by|through|effective|payable"))
