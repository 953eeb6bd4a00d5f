"""A question about a corpus as one short line of text, which can be copied, saved and asked again."""

from dataclasses import dataclass, fields
from datetime import date

import pandas as pd

from analysis.findings import ZONES_OF_DATES, Findings, choose_zones
from analysis.grouping import choose_named_days, count_named_days
from analysis.show import write_day
from analysis.spans import inside

KINDS = ("Words", "Statements", "Days")
SORTS = ("L1", "R1", "node")
_SIGNS = frozenset(';,"')


@dataclass(frozen=True)
class Question:
    """A question. An empty list leaves everything in; `answers.Material` says what "everything" is.

    kind: Words, Statements or Days. pattern: what is looked for: of Words a pattern, of Statements the reporting word
    (`claim*`), of Days the value (`2020-10-03`); without one, all statements or days. near: of Words, a word within
    five words of each hit. article, zone, voice, speaker, group: what the lines are narrowed to; a group is an outlet,
    or what else is compared. first, last: days of publication; of Days, the days that the text points to. compare: two
    groups. sort: "L1", "R1" or "node"; without it lines stand as in the articles.
    """

    kind: str = "Words"
    pattern: str = ""
    near: str = ""
    article: tuple[str, ...] = ()
    zone: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    compare: tuple[str, ...] = ()
    sort: str = ""


_KEYS = {"first": "from", "last": "to"}  # keys that differ from the name of the field
_LISTS, _DAYS = ("article", "zone", "voice", "speaker", "group", "compare"), ("first", "last")


def write_question(question: Question) -> str:
    """The question as a line of text.

    >>> write_question(Question(pattern="truce | ceasefire", voice=("outlet",), first=date(2020, 10, 3)))
    'words: truce | ceasefire; voice: outlet; from: 2020-10-03'
    """
    kind = question.kind.lower()
    parts = [f"{kind}: {_quote(question.pattern)}" if question.pattern or kind == "words" else kind]
    for field in fields(question)[2:]:
        value = getattr(question, field.name)
        if value:
            said = ", ".join(map(_quote, value)) if field.name in _LISTS else _quote(str(value))
            parts.append(f"{_KEYS.get(field.name, field.name)}: {said}")
    return "; ".join(parts)


def read_question(line: str) -> Question:
    """The question that a line of text asks. ValueError says which part is not understood.

    >>> read_question('statements; speaker: "Lee, Ann"; sort: L1')
    Question(kind='Statements', pattern='', near='', article=(), zone=(), voice=(), speaker=('Lee, Ann',), group=(), \
first=None, last=None, compare=(), sort='L1')
    """
    head, *parts = _split(line, ";")
    kind, _, pattern = head.partition(":")
    if kind.strip().capitalize() not in KINDS:
        raise ValueError(f"“{kind.strip()}” is no kind of question: a line begins with words:, statements or days")
    known = {_KEYS.get(field.name, field.name): field.name for field in fields(Question)[2:]}
    found = {"kind": kind.strip().capitalize(), "pattern": " ".join(_unquote(pattern).split())}
    for part in filter(None, parts):
        key, _, value = part.partition(":")
        if (name := known.get(key.strip().lower())) is None:
            raise ValueError(f"“{part}” is not understood: write one of {', '.join(known)}, a colon and what it is")
        found[name] = _read_value(name, value)
    return Question(**found)


def _read_value(name, value):
    if name in _LISTS:
        return tuple(filter(None, map(_unquote, _split(value, ","))))
    value = _unquote(value)
    if name == "sort" and value and value not in SORTS:
        raise ValueError(f"“{value}” is no way to sort: write one of {', '.join(SORTS)}")
    if name in _DAYS and value:
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"“{value}” is no day: write it as 2020-10-03") from None
    return (value or None) if name in _DAYS else value


def _quote(value):
    value = " ".join(value.split())
    return '"' + value.replace('"', '""') + '"' if _SIGNS & set(value) else value


def _unquote(value):
    value = value.strip()
    return value[1:-1].replace('""', '"') if len(value) > 1 and value[0] == value[-1] == '"' else value


def _split(line, sign):
    """The parts of a line, split at a sign that is outside quotation marks."""
    parts, quoted = [[]], False
    for character in line:
        quoted ^= character == '"'
        if character == sign and not quoted:
            parts.append([])
        else:
            parts[-1].append(character)
    if quoted:
        raise ValueError(f"a quotation mark is open in “{line.strip()}”: close it")
    return ["".join(part).strip() for part in parts]


# --- questions to begin with -------------------------------------------------------------------

_LEADING = 2  # terms of the first family that get a button


def list_questions(found: Findings, about: pd.Index) -> list[tuple[str, Question]]:
    """The questions that the buttons of the page ask, each in words and as it is asked.

    about: ids of the articles whose terms and days count.
    """
    questions = []
    if found.lists.vocabulary is not None:
        family = found.lists.vocabulary["family"].iloc[0]  # the first family of the vocabulary, as in 01
        chosen = found.terms[(found.terms["family"] == family) & found.terms["article_id"].isin(about)]
        questions += [
            (f"Who says {term} in its own voice?", Question(pattern=term, voice=("outlet",)))
            for term in chosen["term"].value_counts().index[:_LEADING]
        ]
    questions.append(("Who is quoted most?", Question("Statements")))
    named = choose_named_days(found.dates[found.dates["article_id"].isin(about)])
    named = choose_zones(inside(named, found.zones, ["zone"]), ZONES_OF_DATES)
    for day in count_named_days(named).index[:1]:
        questions.append((f"What happened on {write_day(day)}?", Question("Days", first=day.date(), last=day.date())))
    return questions
