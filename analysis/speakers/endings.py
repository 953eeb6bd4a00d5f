"""Where a reported clause ends: with its sentence, or before another report, a tail, the next clause."""

from collections.abc import Callable
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.lexicon.cues import NOMINAL, Cue, read_cues
from analysis.speakers.contents import find_after, find_in
from analysis.speakers.verbs import read_attitude
from analysis.speakers.vocabulary import are_people
from analysis.text.phrases import find_subject, is_head, phrase_start
from analysis.text.sentence import (
    ARTICLES,
    CLAUSE_PRONOUNS,
    DASHES,
    DETERMINERS,
    IRREGULAR,
    QUOTE,
    RELATIVES,
    STOPS,
    SUBJECT_PRONOUNS,
    Sentence,
    ends_with_comma,
    is_auxiliary,
    is_end,
    is_name,
    skip_adverbs,
    skip_time,
)

_WORDS = read_classes("reports")
_JOINING = _WORDS["joining_reports"]
_CONTRASTING = _WORDS["contrasting"]
_PRESENT = _WORDS["present_verbs"]
_PAST = _WORDS["past_auxiliaries"]
_OWN_TAILS = _WORDS["own_tails"]
_GROUNDS = _WORDS["grounds"]
_SAYING = _WORDS["plain_saying"]
_ALLUDING = _WORDS["alluding"]
_RELAYING = _WORDS["relaying"]
_RESULTING = _WORDS["resulting"]
_STATEMENTS = _WORDS["statement_nouns"] | NOMINAL
_ANOTHER = _WORDS["another"]
_TRIMMED = _WORDS["trimmed"] | DASHES
_BAR = "|"
_BEFORE_TAIL = frozenset((",", QUOTE)) | DASHES
_BEFORE_PARTICIPLE = _BEFORE_TAIL | {"while"}

_TO_OWN_VERB = 8  # tokens: but | questions about it have been growing
_TO_NOUN = 5  # tokens: a | long-held and much repeated view
_SUBJECT = 5  # tokens of the subject in ", but the old mayor | said"


# --- a clause ------------------------------------------------------------------------------


def clause_end(sent: Sentence, start: int, shape: str) -> tuple[int, int]:
    """Where the reported clause that begins at token `start` ends: (offset, the token from which reading continues).

    It ends with its sentence, unless a tail that is the article's own words follows, another cue takes over (", adding
    that ...", "but noted that ..."), or a bar separates it from the next link of a list. `shape` is the form of the
    reporting verb.
    """
    low, cues = sent.low, read_cues()
    for token in range(start + 2, sent.n):
        if low[token] == _BAR or low[token] in STOPS and low[token + 1] == QUOTE:
            return sent.ends[_trim(sent, token - 1, start)], token
        tail = _find_tail(Place(sent, token, start, shape)) if low[token - 1] in _BEFORE_TAIL else None
        if tail:
            return sent.ends[_trim(sent, token - 1, start)], sent.n if tail.ends_sentence else token
        cue = cues[low[token]][-1] if low[token] in cues else read_attitude(sent, token)
        if cue:
            border = _find_border(Next(sent, token, start, shape, cue, skip_adverbs(sent, token - 1)))
            if border:
                return sent.ends[_trim(sent, border[0], start)], border[1]
    return _without_tail(sent, start)


class Place(NamedTuple):
    """Token `at`, after a comma, a dash or a quotation, within a reported clause that begins at token `start`. `shape`
    is the form of the verb that reports the clause."""

    sent: Sentence
    at: int
    start: int
    shape: str

    @property
    def words(self) -> list[str]:
        """The words from the token on as far as any tail looks, in lower case."""
        return self.sent.low[self.at : self.at + _TO_OWN_VERB]


# Tails: words after a comma or a dash that are the article's own and do not belong to the reported clause. Each
# function says whether a tail begins at this place.


def _is_informed(place):
    """Does "according to" or "per" begin here: It rained |, according to two people; It rained |, per the minutes?"""
    return place.words[:2] == ["according", "to"] or place.words[0] == "per"


def _is_allusion(place):
    """Does "alluding to" or the like begin here: It rained |, alluding to the floods?"""
    return place.words[0] in _ALLUDING and place.words[1:2] == ["to"]


def _is_result(place):
    """Does a participle of result begin here: It rained |, prompting calls for an ark?"""
    return place.words[0] in _RESULTING


def _is_apposed(place):
    """Does an apposition that calls the content a claim begin here: It rained |, a claim few believe; ... |, the third
    such claim in a month?"""
    words = place.words[:_TO_NOUN]
    if words[0] not in ARTICLES:
        return False
    noun = next((near for near, word in enumerate(words) if word in _STATEMENTS), None)
    return noun is not None and (words[0] != "the" or "such" in words[:noun])


def _is_relayed(place):
    """Does the sentence close with the medium that relays the report: It rained |, the Oldham Post reported on
    Sunday?"""
    sent, near = place.sent, range(place.at + 1, min(place.sent.n, place.at + _TO_NOUN))
    verb = next((token for token in near if sent.low[token] in _RELAYING), None)
    if verb is None or not is_name(sent.words[verb - 1]):
        return False
    return is_end(sent.low[skip_time(sent, verb + 1)])


def _is_own_clause(place):
    """Does a clause in the present with a subject of its own follow what was reported in the past: ... said that it had
    rained |, but doubts have grown? By the sequence of tenses, the second is the article's own."""
    words, low = place.words, place.sent.low
    if place.shape != "past" or words[0] not in _CONTRASTING or words[1] in SUBJECT_PRONOUNS or words[1] == "that":
        return False
    reported = range(place.start, place.at)
    shifted = any(_is_past(low, token) for token in reported) and not any(low[token] in _PRESENT for token in reported)
    verb = next((word for word in words[2:] if _ends_own_subject(word)), "")
    return shifted and verb in _PRESENT


def _is_past(low, token):
    """Is this token a verb in the past: was, went, she | planned?"""
    regular = low[token].endswith("ed") and low[token - 1] in SUBJECT_PRONOUNS
    return regular or low[token] in _PAST or low[token] in IRREGULAR


def _ends_own_subject(word):
    """Does this word end the search for the verb of a subject: an auxiliary, a past form, a mark, a relative?"""
    return is_auxiliary(word) or word in IRREGULAR or word in RELATIVES or not word[0].isalpha()


def _is_said_again(place):
    """Does the sentence close by saying again who speaks: ... because “it was old,” | she said?"""
    sent, at = place.sent, place.at
    closes = sent.low[at] in SUBJECT_PRONOUNS and sent.low[at + 1] in _SAYING and sent.low[at - 1] == QUOTE
    return closes and ends_with_comma(sent, at - 1) and is_end(sent.low[skip_time(sent, at + 2)])


class Tail(NamedTuple):
    """One rule for a tail. `ends_sentence` says that no other report can follow in the sentence. With the rule,
    `example` has the contents `expected`; without it, other contents. `counter` is a similar text that the rule leaves
    alone; its contents are `counter_expected`."""

    id: str
    find: Callable
    ends_sentence: bool
    example: str
    expected: str
    counter: str
    counter_expected: str


TAILS = (
    Tail("according-to", _is_informed, True,
         "Anna Berg said the mill was shut, according to the minutes.", "the mill was shut",
         "Anna Berg said the mill was run according to plan.", "the mill was run according to plan"),
    Tail("said-again", _is_said_again, True,
         "Anna Berg said the mill was shut because “it was old,” she said.", "the mill was shut because “it was old,”",
         "Anna Berg said the mill was shut because it was old, she hoped.",
         "the mill was shut because it was old, she hoped"),
    Tail("allusion", _is_allusion, False,
         "Anna Berg said the mill was shut, alluding to the flood.", "the mill was shut",
         "Anna Berg said the mill was shut, leading to a flood.", "the mill was shut, leading to a flood"),
    Tail("result", _is_result, False,
         "Anna Berg said the mill was shut, prompting calls for a new one.", "the mill was shut",
         "Anna Berg said the mill was shut, leaving nothing.", "the mill was shut, leaving nothing"),
    Tail("relayed", _is_relayed, True,
         "Anna Berg believes the mill is shut, the Oldham Post reported on Sunday.", "the mill is shut",
         "Anna Berg believes the mill is shut, the Oldham Post was told on Sunday.",
         "the mill is shut, the Oldham Post was told on Sunday"),
    Tail("apposed", _is_apposed, False,
         "Anna Berg said the mill was shut – a view that few share.", "the mill was shut",
         "Anna Berg said the mill was shut – a pity for Oldham.", "the mill was shut – a pity for Oldham"),
    Tail("own-clause", _is_own_clause, False,
         "Anna Berg said the mill was shut, but doubts have grown in Oldham.", "the mill was shut",
         "Anna Berg said the mill was shut, but doubts had grown in Oldham.",
         "the mill was shut, but doubts had grown in Oldham"),
)  # fmt: skip


def _find_tail(place):
    return next((tail for tail in TAILS if tail.find(place)), None)


class Next(NamedTuple):
    """Another cue, at token `at`, within a reported clause that begins at token `start`. `shape` is the form of the
    verb that reports the clause; `before` is the last token before the cue that is not an adverb."""

    sent: Sentence
    at: int
    start: int
    shape: str
    cue: Cue
    before: int

    def leads_somewhere(self) -> bool:
        """Does the cue at this place have content of its own after it?"""
        takes, quotes = self.cue.takes, self.sent.quotes
        found = find_after(self.sent, self.at + 1, takes, self.cue.lemma)
        return bool(found.kind) or "object" in takes and any(self.at < quote for quote in quotes)


# Takeovers: where the report of another cue begins. Each function returns the last token before that report and its
# first token, or None. The first function that returns something decides.


def _grounds(new):
    """ "..., | citing “costs”": the reporter gives the speaker's reasons, so the reported clause ends before them."""
    return (new.at - 1, new.at) if new.sent.low[new.at] in _GROUNDS else None


def _participle(new):
    """A participle that reports something more: ..., | adding that ...; ... and | warning that ..."""
    low, before = new.sent.low, new.before
    apart = low[before] in _BEFORE_PARTICIPLE and (low[before] != QUOTE or _is_closed(new.sent, before))
    joined = low[before] == "and" and new.shape == "ing" or apart
    by_way = low[before] in ("before", "and", "by") and low[before - 1] in _BEFORE_PARTICIPLE
    return (before, new.at) if new.cue.shape == "ing" and (joined or by_way) and new.leads_somewhere() else None


def _is_closed(sent, quote):
    """Does a comma or a full stop close the quotation? Not in: “many calls from leaders” | thanking him."""
    return ends_with_comma(sent, quote) or sent.text[sent.quotes[quote].inner_end - 1] in ".?!"


def _own_subject(new):
    """A second clause with its own subject and verb: ..., but | she said ...; ..., although | officials said ..."""
    own = _joined_subject(new.sent, _before_auxiliaries(new), new.start) if new.cue.shape != "ing" else None
    alike = "quote" in new.cue.takes or new.cue.shape == new.shape == "adjective"
    if not own or not alike and new.sent.low[own - 1] != ";":
        return None
    return (own - 1, own) if new.leads_somewhere() else None


def _before_auxiliaries(new):
    """The last token before the cue and its auxiliaries: but | she | has said."""
    last = new.before
    while is_auxiliary(new.sent.low[last]):
        last = skip_adverbs(new.sent, last - 1)
    return last


def _judgement(new):
    """An apposition that somebody else judges in quoted words: ..., a claim | the army called “a lie”."""
    if new.cue.shape == "ing" or "object" not in new.cue.takes:
        return None
    subject = find_subject(new.sent, new.at)
    if not subject or subject == "same":
        return None
    comma, low = phrase_start(new.sent, subject) - 3, new.sent.low
    return (comma, comma + 3) if comma > new.start and low[comma] == "," and low[comma + 1] in ("a", "an") else None


def _quoting(new):
    """Another speaker who introduces a quotation: ..., | Berg said: "..." """
    low, at = new.sent.low, new.at
    if new.cue.shape == "ing" or not (low[at + 1] in (",", ":") and low[at + 2] == QUOTE):
        return None
    subject = find_subject(new.sent, at)
    if not subject or subject == "same":
        return None
    left = low[subject[0] - 1]
    return (subject[0] - 1, subject[0]) if left == "," or left in DASHES else None


def _same_subject(new):
    """A second verb with the same subject: ..., and | noted that ...; Berg, who says it rains, | said that ..."""
    low, before, shape = new.sent.low, new.before, new.cue.shape
    after_relative = low[before] == "," and shape == "past" and "who" in low[: new.start]
    joined = low[before] in ("and", "but") and (shape == new.shape or new.shape == "ing")
    return (before, new.at) if shape != "ing" and (after_relative or joined) and new.leads_somewhere() else None


def _another(new):
    """A clause about what somebody else says or does: ..., while | another voiced concern."""
    low, at = new.sent.low, new.at
    other = low[at - 1] in _ANOTHER and low[at - 2] in _JOINING and at - 2 > new.start
    return (at - 3, at - 2) if other and new.cue.shape != "ing" else None


class Takeover(NamedTuple):
    """One rule for a takeover. With the rule, `example` has the contents `expected` ("|" between them); without it,
    other contents. `counter` is a similar text that the rule leaves alone; its contents are `counter_expected`."""

    id: str
    find: Callable
    example: str
    expected: str
    counter: str
    counter_expected: str


TAKEOVERS = (
    Takeover("grounds", _grounds,
             "Anna Berg said the mill was shut, citing the costs.", "the mill was shut",
             "Anna Berg said the mill was shut, facing the costs.", "the mill was shut, facing the costs"),
    Takeover("another", _another,
             "One nurse said the mill was shut, while another voiced doubt.", "the mill was shut",
             "One nurse said the mill was shut, while it rained.", "the mill was shut, while it rained"),
    Takeover("participle", _participle,
             "Anna Berg said the mill was shut, adding that it was old.", "the mill was shut|that it was old",
             "Anna Berg said the mill was shut, selling wood.", "the mill was shut, selling wood"),
    Takeover("own-subject", _own_subject,
             "Anna Berg said the mill was shut, but she said it would open.", "the mill was shut|it would open",
             "Anna Berg said the mill was shut, but it would open.", "the mill was shut, but it would open"),
    Takeover("judgement", _judgement,
             "Anna Berg said the mill was shut, a step the council dismissed as “a lie.”", "the mill was shut|a lie.",
             "Anna Berg said the mill was shut, a step of the council.", "the mill was shut, a step of the council"),
    Takeover("quoting", _quoting,
             "It is said that it rained, Berg said: “We drown.”", "that it rained|We drown.",
             "It is said that it rained, Berg ran: “We drown.”", "that it rained, Berg ran: “We drown.”"),
    Takeover("same-subject", _same_subject,
             "Anna Berg said the mill was shut and noted that it was old.", "the mill was shut|that it was old",
             "Anna Berg said the mill was shut and that it was old.", "the mill was shut and that it was old"),
)  # fmt: skip


def _find_border(new):
    for takeover in TAKEOVERS:
        border = takeover.find(new)
        if border:
            return border
    return None


def _joined_subject(sent, last, start):
    """Where ", but she | said", ", although officials | said" begins, if token `last` ends such a subject; else
    None."""
    low, first = sent.low, last
    if low[last] not in SUBJECT_PRONOUNS:
        if not (is_name(sent.words[last]) or is_head(low[last]) or are_people(low[last])):
            return None
        while first > max(start, last - _SUBJECT) and _is_within_subject(low[first]):
            first -= 1
        first += 1
    if first - 1 > start and low[first - 1] == ";":
        return first  # it rained; | Anna Berg said
    joined = first - 2 > start and low[first - 1] in _JOINING and low[first - 2] in _BEFORE_TAIL
    return first - 1 if joined else None


def _is_within_subject(word):
    return word[0].isalpha() and not is_auxiliary(word) and word not in _JOINING


def _without_tail(sent, start):
    """The end of a clause with quoted words. If a tail after them is longer than everything before it, the tail is the
    article's own text and the clause ends before it.

    "He said the court had “kept us safe” | while ... "
    """
    first = next((quote for quote in sent.quotes if quote >= start), sent.n)
    tail = find_in(sent.low, _OWN_TAILS, first + 1, sent.n)
    if tail and sent.end - sent.starts[tail] > sent.ends[tail - 1] - sent.starts[start]:
        return sent.ends[tail - 1], tail
    return sent.end, sent.n


def first_clause_end(sent: Sentence, start: int, end: int, goes_on: int) -> tuple[int, int]:
    """Where a reported clause in the opening clause of a longer sentence ends: "While she said | that it rained |, he
    stayed"."""
    low = sent.low
    for token in range(start + 2, goes_on - 1):
        after_quotation = low[token - 1] == QUOTE and (
            ends_with_comma(sent, token - 1) or low[token] in SUBJECT_PRONOUNS
        )
        after = token if after_quotation else token + 1
        next_subject = low[after] in CLAUSE_PRONOUNS or is_name(sent.words[after]) or low[after] in DETERMINERS
        if (low[token] == "," or after_quotation) and next_subject:
            return sent.ends[token - 1], token
    return end, goes_on


def relative_end(sent: Sentence, start: int, end: int, goes_on: int) -> tuple[int, int]:
    """Where a reported clause within a relative clause ends: "Berg, who said | that it rained |, left"."""
    low = sent.low
    for token in range(start + 2, goes_on - 1):
        after = token + 1 if low[token] == "," else token
        closed = low[token] == "," or low[token - 1] == QUOTE and ends_with_comma(sent, token - 1)
        if closed and (is_auxiliary(low[after]) or low[after] in IRREGULAR or low[after].endswith("ed")):
            return sent.ends[token - 1], token
    return end, goes_on


def _trim(sent, last, start):
    while last > start and sent.low[last] in _TRIMMED:
        last -= 1
    return last
