"""Pairs quotation marks of every style: where each quotation opens and closes.

Curly and straight marks, two single marks for a double one, guillemets either way round, „low and
high“, single marks as the outer ones, dashes that open lines of dialogue; a quotation left open at the end of its
paragraph, and one that was never opened.
"""
import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.lexicon.cues import read_cues


class Quotation(NamedTuple):
    """One stretch between quotation marks, or the part of it that lies in one paragraph.

    `start` and `end` include the quotation marks, `inner_start` and `inner_end` do not. `opened` and `closed` say
    whether the marks are in this paragraph; `carried` says that the quotation was already open when the paragraph
    began.
    """
    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    opened: bool = True
    closed: bool = True
    carried: bool = False


# Two single marks are a double one ('' or ``). A single one counts only as the outer mark of ‘...’ and '...'.
_MARK = re.compile(r"[\"“”„«»'`‘’](?:(?<=[\"“”„«»])|(?<=')'|(?<=`)`|(?<=‘)‘|(?<=’)’)")
_SINGLE = re.compile(r"(?<![^\W_])['‘](?=[^\W\d_])|['’](?![^\W_])")
_SINGLE_OPENS = re.compile(r"‘|'(?<![\w.,;:?!]')\w")
_PARTNERS = {
    '"': '"',
    "“": "”“",
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "''": ("''", "’’"),
    "``": ("''", "``"),
    "‘‘": ("’’", ),
    "’’": ("’’", )
}
_ELISION = re.compile(r"['‘](?:em|tis|twas|til|cause|n|bout)\b", re.IGNORECASE)
_BEFORE_OPENING = " \t\u00a0\u2009\u202f([{—–-/'‘|>:"
_AFTER_CLOSING = " \t\u00a0\u2009\u202f.,;:?!)]}—–-/'’…|<"
_SAID = re.compile(r"[,?!] (?:[\w.'’-]+ ){0,4}(?:said|says|added|wrote|told)(?= |[.,]|$)")
# – We leave tomorrow, said the miller. – All of us.
_DASHED = re.compile(r"[–—] ?(?=[^\W\d_])")
_TURNED_VERB = re.compile(
    r"[,?!…] (?:(?:he|she|they|I) (?P<after>\w{1,20})"
    r"|(?P<before>\w{1,20}) (?=(?:the|an?|his|her|my|he|she|they|I|[^\W\d_a-zß-öø-ÿ]\w{0,40})\b))"
)
_DASHED_ON = re.compile(r"[.,] [–—] ?(?=[^\W\d_])")
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|I|[Oo]ur|[Mm]y|us|me|ours|mine|[Ll]et us|[Ll]et’s|[Ll]et's)\b")
# A credit or link at the end of a text is no part of a quotation left open: "... until the end.–Agency"
_CREDIT = re.compile(r"\s*[–—-]+\s*[A-Z][\w.&]*(?: [A-Z][\w.&]*){0,3}\.?$")


def find_quotations(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """Every quotation in the text, in order: a list of Quotation, none running over a paragraph's end.

    `paragraphs` are the offsets of analysis.text.find_paragraphs. A quotation left open goes on in
    the next paragraphs: in one that opens with a mark; in one that holds its closing mark; else as
    far as they speak in the first person, and never beyond the next opening mark.

    >>> text = "“We came,” she said. “We stayed."
    >>> [text[q.inner_start:q.inner_end] for q in find_quotations(text, [(0, len(text))])]
    ['We came,', 'We stayed.']
    """
    quotations = []
    open_since = None                   # the index of the paragraph where the open quotation began
    turned, singles, dashes = _is_turned(text), _has_single_marks(text), _has_dialogue(text, paragraphs)
    for index, marks in enumerate(_marks_of_paragraphs(text, paragraphs)):
        if not (marks or singles or dashes):
            continue
        spoken = _read_dialogue(text, *paragraphs[index], index) if dashes and not marks else None
        found = spoken or _pair_paragraph(text, paragraphs, index, turned, marks, singles)
        if found and open_since is not None:
            _continue(quotations, found, text, paragraphs, open_since + 1, index)
            open_since = None
        elif found and not found[0].opened and not _plausible(text, found[0]):
            del found[0]
        quotations.extend(found)
        if found and not found[-1].closed:
            open_since = index
    if open_since is not None:
        _carry_first_person(quotations, text, paragraphs, open_since + 1, len(paragraphs))
        quotations = [_without_credit(text, q) if not q.closed else q for q in quotations]
    return quotations


def _marks_of_paragraphs(text, paragraphs):
    """The double marks of each paragraph, one list for each."""
    marks, at = _find_marks(text), 0
    for _, end in paragraphs:
        begin = at
        while at < len(marks) and marks[at].start() < end:
            at += 1
        yield marks[begin:at]


def speaks_in_first_person(text: str, start: int, end: int) -> bool:
    """Does somebody say "we" or "I" between the offsets?"""
    return _FIRST_PERSON.search(text, start, end) is not None


def _has_single_marks(text):
    """Can a single mark of the text open a quotation?"""
    return "‘" in text or text.startswith("'") or any(before + "'" in text for before in " (—–\n[")


def _find_marks(text):
    """The matches of all double marks. Guillemets of one direction only are bullets of a list, and left out: » Rents
    rose."""
    bullets = "»" if "«" not in text else "«" if "»" not in text else ()
    return [mark for mark in _MARK.finditer(text) if mark.group() not in bullets]


def _pair_paragraph(text, paragraphs, index, turned, marks, singles):
    """The quotations of one paragraph: from its double marks, or from its single ones if it has no double ones."""
    start, end = paragraphs[index]
    found = _pair(text, start, end, index, turned, marks) if marks else []
    if singles and not found and _SINGLE_OPENS.search(text, start, end):
        goes_on = index + 1 < len(paragraphs) and text[paragraphs[index + 1][0]] in "‘'"
        return _pair_single(text, start, end, index, goes_on)
    return found


def _continue(quotations, found, text, paragraphs, first, index):
    """Carry an open quotation over the paragraphs from `first` to the one at `index`, whose quotations are `found`."""
    if not found[0].opened or found[0].start == paragraphs[index][0]:
        _carry(quotations, paragraphs, first, index)
        found[0] = found[0]._replace(carried=True)
    else:
        _carry_first_person(quotations, text, paragraphs, first, index)


def _has_dialogue(text, paragraphs):
    """Does a dash open a paragraph in which a verb of speech follows: – We leave tomorrow, said the miller?

    Dashes before the lines of a list open no dialogue.
    """
    lines = [paragraph for paragraph in paragraphs if text[paragraph[0]] in "–—"]
    return any(_find_turned_verb(text, *line) for line in lines)


def _find_turned_verb(text, start, end):
    """The offset of a mark before a verb of speech and who speaks; None where there is none."""
    found = (
        m.start() + 1 for m in _TURNED_VERB.finditer(text, start, end) if _is_verb_of_speech(m["before"] or m["after"])
    )
    return next(found, None)


def _is_verb_of_speech(word):
    return any("quote" in cue.takes and cue.shape in ("past", "third") for cue in read_cues().get(word, ()))


def _read_dialogue(text, start, end, index):
    """The quotations of a line of dialogue: what its dash opens, and what a dash after the attribution goes on with."""
    opens = _DASHED.match(text, start, end)
    if not opens:
        return []
    said = _find_turned_verb(text, start, end)
    found = [Quotation(start, said or end, opens.end(), said or end, index)]
    further = _DASHED_ON.search(text, said, end) if said else None
    if further:
        found.append(Quotation(further.start() + 2, end, further.end(), end, index))
    return found


def _is_turned(text):
    """Are the guillemets turned, »so« rather than «so»? The first one decides."""
    first = min((i for i in (text.find("«"), text.find("»")) if i >= 0), default=-1)
    return first >= 0 and text[first] == "»" and (first == 0 or text[first - 1].isspace())


def _pair(text, start, end, index, turned, marks):
    """The quotations of one paragraph, from its double marks, without nicknames and empty marks."""
    found = _pair_marks(text, start, end, index, turned, marks)
    return [q for q in found if q.inner_start < q.inner_end and not _is_nickname(text, q)]


def _pair_marks(text, start, end, index, turned, marks):
    """All that stands between the double marks of one paragraph."""
    found, opened_at, mark, closer, looked = [], None, None, None, start
    nested = ""                                             # what closes a mark of another style: "The “green” belt"
    for m in marks:
        sign, at, after_at = _place_mark(text, m, opened_at is not None)
        before = text[at - 1] if at > start else " "
        after = text[after_at] if after_at < end else " "
        opens, closes = _direction(sign, before, after, opened_at is not None, turned)      # never both
        if opened_at is None:
            if opens:
                opened_at, mark, closer, nested = at, after_at, _PARTNERS[sign], ""
            elif closes and _ends_unopened(found, sign, before):
                found.append(Quotation(start, after_at, start, at, index, opened=False))
        elif closes:
            if sign in nested:
                nested = ""
            elif _fits(sign, closer):
                found.append(Quotation(opened_at, after_at, mark, at, index))
                opened_at = None
        elif opens:
            said, looked = _attribution(text, max(mark, looked), at), at
            if said:
                found.append(Quotation(opened_at, said, mark, said, index))
                opened_at, mark, closer = at, after_at, _PARTNERS[sign]
            elif _nests(sign, closer):
                nested = _PARTNERS[sign]
    if opened_at is not None:
        found.append(_leave_open(text, opened_at, mark, max(mark, looked), end, index))
    return found


def _place_mark(text, m, is_open):
    """The mark and its offsets; of three single marks that close an inner and an outer quotation, the last two."""
    shift = is_open and m.group() == "''" and text[m.end():m.end() + 1] == "'"
    return m.group(), m.start() + shift, m.end() + shift


def _ends_unopened(found, sign, before):
    """Can the mark close a quotation whose opening mark was forgotten: the first one, after a stop or a dash?"""
    return not found and before in ".,?!…—-" and sign not in "«»"


def _nests(sign, closer):
    """Does an opening mark within a quotation begin an inner one of another style?"""
    return sign not in closer and sign in "“„«"


def _leave_open(text, opened_at, mark, looked, end, index):
    """The quotation that no mark closes: up to the words that attribute it, else to the paragraph's end."""
    said = _attribution(text, looked, end)
    return Quotation(opened_at, said or end, mark, said or end, index, closed=bool(said))


_CAPITAL_AFTER = re.compile(r" [^\W\d_a-zß-öø-ÿ]")
_NAME_BEFORE = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w.]* $")


def _is_nickname(text, quotation):
    """Is the quotation one word between two names: Anna "Ann" Berg?"""
    inner = text[quotation.inner_start:quotation.inner_end]
    return (len(inner) < 20 and inner.isalpha() and bool(_CAPITAL_AFTER.match(text, quotation.end))
            and bool(_NAME_BEFORE.search(text[max(0, quotation.start - 25):quotation.start])))


def _direction(sign, before, after, is_open, turned):
    """Can the mark open, and can it close? Its shape decides, and for shapes that can do both, its neighbours."""
    may_open, may_close = before in _BEFORE_OPENING, after in _AFTER_CLOSING
    if sign in "„":
        return True, False
    if sign in "«»":
        return (sign == "»") == turned, (sign == "«") == turned
    if sign in ("‘‘", "``"):
        return True, False
    if sign == "“":                             # also closes, in „low“ pairs and where a keyboard has only this one
        return (True, False) if not is_open or (may_open and not may_close) else (False, may_close)
    if sign in ("”", "’’"):
        return (not is_open and may_open and not may_close), is_open or may_close
    opens, closes = may_open and not after.isspace(), not before.isspace() and may_close
    return (not is_open, is_open) if opens == closes else (opens, closes)


def _fits(sign, closer):
    return sign in closer or sign in ('"', "''", "”", "’’") and closer not in ("»", "«")


def _attribution(text, start, end):
    """Where a quotation whose closing mark was forgotten must have ended: "We came, said Smith. """
    said = _SAID.search(text, start, end)
    return said.start() + 1 if said and said.start() > start else None


def _plausible(text, quotation):
    """May a quotation that was never opened count? Only if a cue follows its closing mark."""
    return bool(
        re.match(r"\W*(?:[\w.'’-]+ ){0,4}(?:said|says|added|wrote|told)\b", text[quotation.end:quotation.end + 80]))


def _pair_single(text, start, end, index, goes_on):
    """The quotations of a paragraph without double marks, by its single ones; one left open where it `goes_on`.

    An apostrophe may look like a closing mark (the voters' choice): the quotation ends at the first
    one beside a mark of punctuation, else at the last before the next opening one.
    """
    found, opened_at, last = [], None, None
    for m in _SINGLE.finditer(text, start, end):
        at = m.start()
        before = text[at - 1] if at > start else " "
        opens = _opens_single(text, at, before, end)
        if opens and _ELISION.match(text, at):
            continue
        if opens:
            if opened_at is not None and last:
                found.append(Quotation(opened_at, last + 1, opened_at + 1, last, index))
            opened_at, last = at, None
        elif opened_at is not None and not before.isspace():
            last = at
            if _is_beside_punctuation(text, at, before):
                found.append(Quotation(opened_at, at + 1, opened_at + 1, at, index))
                opened_at = last = None
    if opened_at is not None and goes_on:
        found.append(Quotation(opened_at, end, opened_at + 1, end, index, closed=False))
    elif opened_at is not None and last:
        found.append(Quotation(opened_at, last + 1, opened_at + 1, last, index))
    return found


def _opens_single(text, at, before, end):
    """Does the single mark stand before a letter, and after what may precede a quotation?"""
    return before in _BEFORE_OPENING and at + 1 < end and text[at + 1].isalpha()


def _is_beside_punctuation(text, at, before):
    """Does the single mark stand beside a stop or comma, as no apostrophe does?"""
    return before in ".,?!" or text[at + 1:at + 2] in (",", ".", ";", ":", "?", "!", "")


def _carry(quotations, paragraphs, first, last):
    """Adds the paragraphs between two paragraphs with an open quotation, and marks them as carried."""
    quotations.extend(
        Quotation(s, e, s, e, i, False, False, True) for i, (s, e) in enumerate(paragraphs[first:last], first))


def _carry_first_person(quotations, text, paragraphs, first, last):
    """The paragraphs after an open quotation belong to it up to the last one in which somebody says "we" or "I".

    Otherwise a single stray mark would turn the rest of an article into a quotation.
    """
    spoken = [i for i in range(first, last) if _FIRST_PERSON.search(text, *paragraphs[i])]
    _carry(quotations, paragraphs, first, spoken[-1] + 1 if spoken else first)


def _without_credit(text, quotation):
    credit = _CREDIT.search(text, max(quotation.inner_start, quotation.end - 60), quotation.end)
    if not credit or text[:credit.start()].rstrip()[-1:] not in ".!?":
        return quotation
    return quotation._replace(end=credit.start(), inner_end=credit.start())
