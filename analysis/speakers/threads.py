"""Quotations without a reporting verb of their own: to which statement each belongs, as an ordered table.

A quotation that shares its sentence with other words is read by the table BESIDE, one that is a sentence of its own by
ALONE; the first row that gives an answer decides. A quotation that is still open at the end of its paragraph waits
until the next paragraph shows whose it is.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.lexicon.cues import read_cues
from analysis.speakers.names import Article, is_stopped
from analysis.speakers.statements import Row, Statement, make_nobodys
from analysis.text.phrases import find_subject
from analysis.text.quotations import Quotation, speaks_in_first_person
from analysis.text.sentence import (
    DASHES,
    HEADLINES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    Sentence,
    is_end,
    is_name,
    skip_time,
)
from analysis.text.subjects import main_subject

_ASKING = ("asked", "asks", "wondered", "inquired", "enquired")
_CONNECTORS = read_classes("reports")["before_a_quotation"]

# A transcript's turn, where every paragraph opens with a mark: "BERG: We must close the bridge.
_TURN = re.compile(r"([A-Z][A-Z.'’ -]{2,30}): ")

# Characters of a quotation; measured on news prose, where shorter ones are scare quotes and names.
_LONG_BEFORE_WORDS = 20  # "... no longer" for the poor.
_LONG_AFTER_COMMA = 40  # In the end, "We must close the bridge for good."
_SMALL_WORD = 3  # letters: longer words of a title are all written with a capital
_FEWEST_WORDS = 6  # of a quotation that is a sentence of its own, and no name or scare quote
_FULL_NAME = 2  # words of a name that is surely a person's
_LONGEST_NAME = 5  # words of a name with its titles
_SHORT_SENTENCE = 8  # tokens of a sentence that says only who spoke, and where: Anna Berg said in Oldham on Sunday.
_TELLING = ("past", "third")
_SENTENCES_BACK = 6  # how many sentences of the paragraph before are searched for a person who is introduced


class Thread:
    """The statements of one article so far, and the quotations that wait until the next paragraph shows whose they
    are."""

    def __init__(self, sentences: list[Sentence], article: Article):
        self.sentences, self.article = sentences, article
        self.statements: list[Statement] = []
        self.waiting: list[tuple[int, Row, int]] = []  # paragraph, row, number of the sentence

    @property
    def latest(self) -> Statement | None:
        """The last statement that a quotation could continue."""
        return next((each for each in reversed(self.statements) if each.rows[0].rule != UNCLAIMED), None)

    def give(self, number: int, token: int) -> None:
        """Assign the quotation at a token of sentence `number`, which belongs to no cue there, to a statement."""
        place = Place(self, number, token)
        for rule in BESIDE if place.has_words_beside else ALONE:
            if rule.applies(place):
                found = rule.find(place, place.row(rule.id))
                if found:
                    self.statements += [found] if found is not TAKEN else []
                    return

    def settle(self, statement: Statement | None) -> None:
        """Assign the quotations that wait: to the statement that continues them; else to the last speaker; else to the
        person introduced in the paragraph before; else to nobody."""
        if not self.waiting:
            return
        (first, opening, number), last = self.waiting[0], self.waiting[-1][0]
        rows = [row._replace(basis="continued", rule="left-open") for _, row, _ in self.waiting]
        latest = self.latest
        if statement is not None:
            statement.rows[:0] = rows
        elif latest and latest.quoted and latest.last >= first - 1:
            latest.rows += rows
            latest.last = last
        else:
            opening = opening._replace(rule="left-open")
            found = _from_paragraph_before(self, number, opening)
            if found:
                found.rows += rows[1:]
                found.last = last
            self.statements.append(found or make_nobodys(rows, last))
        self.waiting.clear()


class Place:
    """A quotation without a cue, with what stands around it."""

    def __init__(self, thread: Thread, number: int, token: int):
        self.thread, self.number, self.token = thread, number, token
        self.sent = thread.sentences[number]
        self.quotation: Quotation = self.sent.quotes[token]
        self.before = thread.sentences[number - 1] if number else None
        self.latest = thread.latest

    @property
    def length(self) -> int:
        return self.quotation.inner_end - self.quotation.inner_start

    @property
    def text(self) -> str:
        return self.sent.text

    @property
    def has_words_beside(self) -> bool:
        words = self.sent.words if self.quotation.closed else self.sent.words[: self.token]
        return any(word[0].isalnum() and word.lower() not in _CONNECTORS for word in words)

    @property
    def follows_in_paragraph(self) -> bool:
        """Does another sentence of the same paragraph come before it?"""
        return self.before is not None and self.before.paragraph == self.sent.paragraph

    @property
    def has_next(self) -> bool:
        """Does another sentence follow, or does the quotation say "we"? If neither, a quotation at the end of the page
        may be the motto of the site."""
        spoken = speaks_in_first_person(self.text, self.quotation.inner_start, self.quotation.inner_end)
        return self.number + 1 < len(self.thread.sentences) or spoken

    def row(self, rule: str) -> Row:
        return Row(self.quotation.inner_start, self.quotation.inner_end, "direct", "", rule)

    def opens_with_name(self) -> bool:
        return _TURN.match(self.text, self.quotation.inner_start, self.quotation.inner_end) is not None

    def opens_with_dash(self) -> bool:
        return self.text[self.quotation.start] in DASHES

    def is_left_open(self) -> bool:
        return not self.quotation.closed or bool(self.thread.waiting) and self.quotation.carried

    def is_after_colon(self) -> bool:
        return self.before is not None and self.text[self.before.span[1] - 1] == ":"


UNCLAIMED = "unclaimed"  # a quotation on a wall or a banner: nothing goes on with it
TAKEN = object()  # the row was added to an existing statement, or waits for the next paragraph


# --- beside other words --------------------------------------------------------------------


def _introduced(place, row):
    """A quotation after a colon (Anna Berg shook her head: "...") or, if it is long, after a comma (in the end, "We
    must close the bridge for good.")."""
    sent, token = place.sent, place.token
    before = sent.words[token - 1] if token else ""
    colon = (sent.starts[token - 1], sent.ends[token - 1]) if before == ":" else None
    whole = before == "," and place.length > _LONG_AFTER_COMMA and place.text[row.start].isupper()
    if not colon and not whole:
        return None
    return _from_sentence(place.thread, sent, row, cue=colon, colon=colon and token - 1)


def _taken_up(place, row):
    """A fragment that takes up the last quotation: "... no longer" for the poor."""
    sent, latest = place.sent, place.latest
    latest.rows.append(Row(sent.starts[0], sent.end, "mixed", latest.basis, row.rule))
    return TAKEN


def _opens_after_quotation(place):
    latest = place.latest
    follows = latest is not None and latest.quoted and latest.last == place.sent.paragraph
    return place.token == 0 and place.length > _LONG_BEFORE_WORDS and follows


def _goes_on_after_dash(place):
    """Does a speech between dashes continue: – We pay, said Anna Berg. | – We always did?"""
    return place.opens_with_dash() and _speaks_in(place, place.sent.paragraph)


def _is_sentence(place):
    """Do its capital, its full stop and its length show that the quotation is a sentence, and not the title of a
    work?"""
    inner = place.text[place.quotation.inner_start : place.quotation.inner_end]
    whole = inner[:1].isupper() and inner.rstrip()[-1:] in (".", "?", "!", "…", ",") and place.quotation.opened
    words = inner.split()
    titled = all(word[0].isupper() or not word[0].isalpha() for word in words if len(word) > _SMALL_WORD)
    return whole and len(words) >= _FEWEST_WORDS and not titled


# --- alone ---------------------------------------------------------------------------------


def _turn(place, row):
    turn = _TURN.match(place.text, row.start, row.end)
    name = turn.group(1).title()
    speaker = place.thread.article.resolve_name(name) or name
    rows = [row._replace(start=turn.end(), basis="name")]
    colon = (turn.end(1), turn.end(1) + 1)
    return Statement(rows, speaker, "name", place.sent.paragraph, turn.span(1), colon, resolved_by="turn")


def _announced(place, row):
    found = _from_sentence(place.thread, place.before, row)
    if found:
        found.last = place.sent.paragraph
    return found


def _same_paragraph(place, row):
    place.latest.add(row)
    place.latest.quoted = True
    return TAKEN


def _waits(place, row):
    place.thread.waiting.append((place.sent.paragraph, row, place.number))
    return TAKEN


def _runs_on(place, row):
    place.latest.add(row, "continued")
    place.latest.last = place.sent.paragraph
    return TAKEN


def _answers(place, row):
    """The answer to a question is given to the person quoted before the one who asked; None if there is nobody."""
    thread, asker = place.thread, place.latest.speaker
    earlier = (each for each in reversed(thread.statements) if each.quoted and each.speaker not in (asker, None))
    other = next(earlier, None)
    return other and other.begin_again(row, place.sent.paragraph)


def _follows_question(place):
    latest = place.latest
    if latest is None or latest.cue is None or latest.last != place.sent.paragraph - 1 or not latest.quoted:
        return False
    asked = place.text[slice(*latest.cue)].lower() in _ASKING
    last = max(latest.rows)
    return asked and place.text[last.start : last.end].rstrip().endswith("?")


def _person_before(place, row):
    return _from_sentence(place.thread, place.before, row, person=True)


def _subject_before(place, row):
    return _from_sentence(place.thread, place.before, row) or make_nobodys([row], place.sent.paragraph)


def _after_indirect(place, row):
    return place.latest.begin_again(row, place.sent.paragraph)


def _brought_in(place, row):
    return _from_paragraph_before(place.thread, place.number, row)


def _nobodys(place, row):
    return make_nobodys([row], place.sent.paragraph)


def _was_quoted_before(place):
    return place.latest is not None and place.latest.last >= place.sent.paragraph - 1 and place.latest.quoted


def _has_speaker_before(place):
    return _speaks_in(place, place.sent.paragraph - 1) and bool(place.latest.speaker) and place.has_next


def _speaks_in(place, paragraph):
    return place.latest is not None and place.latest.last == paragraph


class Rule(NamedTuple):
    """One row: where it `applies`, what it does, and an example with the rows of the quotation, "speaker (basis)" each.

    `find` gives a new statement, TAKEN where it added to one, or None where the next row must answer. In `counter`,
    which looks alike, another row answers.
    """

    id: str
    applies: Callable
    find: Callable
    example: str
    expected: str
    counter: str


BESIDE = (
    Rule("dash-goes-on", _goes_on_after_dash, _same_paragraph,
         "– We pay, said Anna Berg. – We always did.", "Anna Berg (name)",
         "– We pay, said Anna Berg.\n– We always did.\nIt rained."),
    Rule("introduced", lambda place: True, _introduced,
         "Anna Berg shook her head: “The mill floods.”", "Anna Berg (name)", "Anna Berg ran the “old” mill."),
    Rule("taken-up", _opens_after_quotation, _taken_up,
         "“We pay,” Anna Berg said. “Not a single penny more” for the mill.", "Anna Berg (name)",
         "“We pay,” Anna Berg said. “Not yet” for the mill."),
    Rule(UNCLAIMED, _is_sentence, _nobodys,
         "Every wall had “We shall not give up our river.” on it.", "- (unattributed)",
         "Every wall had “Our River and Our Mill for Ever” on it."),
)  # fmt: skip

ALONE = (
    Rule("transcript-turn", Place.opens_with_name, _turn,
         "“BERG: We must close the mill.”", "Berg (name)", "“We must close it: the mill.”"),
    Rule("announced", Place.is_after_colon, _announced,
         "The mayor told the town:\n“They must close it.”", "mayor (role)",
         "The mayor ran the mill.\n“They must close it.”"),
    Rule("said-before", lambda place: place.follows_in_paragraph and _says_nothing_else(place.before), _announced,
         "Paul Dean said it rained. Anna Berg spoke in Oldham. “We always did.”", "Anna Berg (name)",
         "Paul Dean said it rained. Anna Berg swam in Oldham. “We always did.”"),
    Rule("same-paragraph", lambda place: _speaks_in(place, place.sent.paragraph), _same_paragraph,
         "“We pay,” Anna Berg said. “We always did.”", "Anna Berg (name)",
         "“We pay,” Anna Berg said.\n“We always did.”"),
    Rule("dash-turn", Place.opens_with_dash, _nobodys,
         "– We pay, said Anna Berg.\n– We always did.\nIt rained.", "- (unattributed)",
         "– We pay, said Anna Berg. – We always did."),
    Rule("left-open", Place.is_left_open, _waits,
         "“We pay.\n“We always did,” Anna Berg said.", "Anna Berg (continued)",
         "“We pay.”\n“We always did,” Anna Berg said."),
    Rule("person-before", lambda place: place.follows_in_paragraph, _person_before,
         "Paul Dean said: “No.”\nAnna Berg was blunter. “They never come.”", "Anna Berg (name)",
         "Paul Dean said: “No.”\nIt was a blunt answer. “They never come.”"),
    Rule("answer", _follows_question, _answers,
         "“We pay,” Anna Berg said.\n“Why?” asked Paul Dean.\n“We always did.”\nShe left.", "Anna Berg (continued)",
         "“We pay,” Anna Berg said.\n“Why?” said Paul Dean.\n“We always did.”\nShe left."),
    Rule("runs-on", _was_quoted_before, _runs_on,
         "“We pay,” Anna Berg said.\n“We always did.”\nShe left.", "Anna Berg (continued)",
         "Anna Berg said that it rained.\n“We always did.”\nShe left."),
    Rule("subject-before", lambda place: place.follows_in_paragraph, _subject_before,
         "The mayor shook her head. “They never come.”", "mayor (role)",
         "The mayor shook her head.\n“They never come.”"),
    Rule("after-indirect", _has_speaker_before, _after_indirect,
         "Anna Berg said that it rained.\n“We always knew.”\nShe left.", "Anna Berg (continued)",
         "It rained.\n“We always knew.”\nShe left."),
    Rule("paragraph-before", lambda place: place.has_next, _brought_in,
         "Anna Berg was not convinced.\n“We always knew.”\nShe left.", "Anna Berg (name)",
         "It rained hard.\n“We always knew.”\nShe left."),
    Rule("nobody", lambda place: True, _nobodys,
         "It rained.\n“Truth above all”", "- (unattributed)", "The mayor shook her head. “Truth above all”"),
)  # fmt: skip


# --- speakers of other sentences -----------------------------------------------------------


def _from_paragraph_before(thread: Thread, number: int, row: Row) -> Statement | None:
    """The statement of a quotation whose speaker the paragraph before has brought in: Anna Berg was not convinced. /
    "We ..." """
    paragraph = thread.sentences[number].paragraph
    for before in reversed(thread.sentences[max(0, number - _SENTENCES_BACK) : number]):
        if before.paragraph < paragraph - 1 or before.quotes:
            break
        told = before.paragraph == paragraph - 1 and is_stopped(before)  # a line with a name alone is a byline
        found = _from_sentence(thread, before, row, person=True) if told else None
        if found:
            found.last = paragraph
            return found
    return None


def _from_sentence(thread, sent, row, cue=None, colon=None, person=False) -> Statement | None:
    """The statement of a quotation whose speaker is named before a colon, or is the subject of a sentence; None if
    there is nobody.

    person: only one whom the sentence names.
    """
    article = thread.article
    subject = colon and _before_colon(sent, colon, article) or _reporter(sent) or main_subject(sent)
    if subject is None or person and not _is_named(sent, subject):
        return None
    source = (sent.starts[subject[0]], sent.ends[subject[1] - 1])
    resolved = article.resolve(sent, subject, source[0])
    if resolved.speaker is None or person and resolved.number != "person":
        return None
    article.remember(resolved)
    rows, step = [row._replace(basis=resolved.basis)], resolved.resolved_by
    return Statement(rows, resolved.speaker, resolved.basis, sent.paragraph, source, cue, resolved_by=step)


def _is_named(sent, subject):
    return sent.low[subject[0]] not in SUBJECT_PRONOUNS and is_name(sent.words[subject[1] - 1])


def _before_colon(sent, colon, article):
    """The person before a colon who speaks about a topic (| Anna Berg | on why the mill burned: "..."), else the name
    right before the colon."""
    subject = main_subject(sent)
    if subject and sent.low[subject[1]] == "on" and subject[0] == sent.body and _is_named(sent, subject):
        return subject
    return _opens_headline(sent, colon, article) or _named_before(sent, colon, article)


def _opens_headline(sent, colon, article):
    """The person who opens a Headline in Which Each Word Has a Capital: | Anna Berg | Corrects Her Critics: "..." None
    where this is no such headline."""
    if sent.paragraph >= HEADLINES or not all(map(is_name, sent.words[:colon])):
        return None
    ends = range(_FULL_NAME, min(colon, _LONGEST_NAME) + 1)
    return next(((0, end) for end in ends if article.could_speak(sent.words[:end])), None)


def _named_before(sent, colon, article):
    """The name right before a colon: It did not surprise | Anna Berg |: "..." """
    begin = _name_start(sent, colon)
    if colon - begin < _FULL_NAME or not article.could_speak(sent.words[begin:colon]):
        return None
    other = _name_start(sent, begin - 1) if sent.low[begin - 1] == "and" else begin  # Paul Dean and | Anna Berg |:
    return (other if begin - other > _FULL_NAME else begin), colon


def _name_start(sent, end):
    """Where the run of capitals begins that ends before token `end`."""
    while is_name(sent.words[end - 1]):
        end -= 1
    return end


def _says_nothing_else(sent):
    """Is this a short sentence that only says who spoke: Anna Berg said on Sunday. | "..." """
    if sent.quotes or sent.n > _SHORT_SENTENCE:
        return False
    verbs = (at for at, word in enumerate(sent.low) for cue in read_cues().get(word, ()) if cue.shape in _TELLING)
    verb = next((at for at in verbs), None)
    after = verb and sent.low[skip_time(sent, verb + 1)]
    return bool(verb) and (is_end(after) or after in PREPOSITIONS) and isinstance(find_subject(sent, verb), tuple)


def _reporter(sent):
    """The subject of a reporting verb before a colon at the end of a sentence: | The Oldham Post | reports: / "..." """
    last = sent.n - 2
    subject = find_subject(sent, last) if sent.low[sent.n - 1] == ":" and sent.low[last] in read_cues() else None
    return subject if subject and subject != "same" else None
