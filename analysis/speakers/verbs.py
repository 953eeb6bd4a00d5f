"""Is a cue a verb, does it report, and does its subject follow it? This module tells "he claims that" from "three
claims"."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.lexicon.cues import ATTITUDES, NOUNS_TOO, Cue, attitude, participles
from analysis.speakers.clauses import opens_relative
from analysis.speakers.contents import THAT, is_clause
from analysis.speakers.vocabulary import are_people, is_person_noun
from analysis.text.phrases import is_role
from analysis.text.sentence import (
    ARTICLES,
    BREAKS,
    CLAUSE_PRONOUNS,
    DASHES,
    DETERMINERS,
    DOCUMENTS,
    END,
    IRREGULAR,
    PREPOSITIONS,
    QUOTE,
    RELATIVES,
    SUBJECT_PRONOUNS,
    Sentence,
    is_adverb,
    is_auxiliary,
    is_name,
    is_owner,
    is_time,
    is_title,
    skip_adverbs,
    skip_time,
)
from analysis.text.subjects import phrase_after

_WORDS = read_classes("reports")
_BEFORE_BASE = _WORDS["before_base"] | {QUOTE}
_OBJECTS = _WORDS["plain_objects"]
_PLURALS = _WORDS["plural_subjects"]
_DEMANDING = _WORDS["demanding"]
_NEEDING = _WORDS["needing"]
_CONDITIONS = _WORDS["conditions"]
_REDUCING = _WORDS["before_reduced_participle"]
_PASSIVE = _WORDS["passive_auxiliaries"]
_NOBODY = _WORDS["nobody_told"]
_ANYBODY = _WORDS["anybody_told"]
_DENIALS = _WORDS["denials"]
_COUNTING = _WORDS["counting"]
_LINKING = _WORDS["linking"]
_SUPPOSING = _WORDS["supposing"]
_DEGREES = _WORDS["degrees"]
_BE = read_classes("function_words")["be"]
_CONTRACTED = ("'s", "’s", "'m", "’m", "'re", "’re")

_TO_MODAL = 3  # tokens: would | not have | been worried
_TO_DENIAL = 3  # tokens: did not even | tell anyone
_TO_QUOTE = 8  # tokens up to a quotation: told nobody in particular: “...”
_PLURAL_REACH = 9  # tokens back to a plural subject: "Supporters of the old bridge | insist"
_QUOTED_REACH = 6  # tokens back to the quotation that a late verb reports: "...," a voice in the film | states.
_CONDITION_REACH = 8  # tokens back to the conjunction of a condition: if | the old mayor had ever | said it
_LIST_REACH = 12  # tokens back to the comma of a list, and from there to its preposition
_AND_REACH = 4  # tokens back to the "and" of two names: Anna Berg and Paul Dean | say


class Form(NamedTuple):
    """One form of a cue in its sentence, with everything that shows whether it is a verb there."""

    sent: Sentence
    at: int
    shape: str
    takes: Collection[str]
    before: str  # the word before it, in lower case
    after: str
    noun_too: bool  # is it a noun as often?

    @property
    def follows_name(self) -> bool:
        return is_name(self.sent.words[self.at - 1])

    @property
    def follows_two_names(self) -> bool:
        """Anna Berg and Paul Dean | report"""
        return self.follows_name and "and" in self.sent.low[max(0, self.at - _AND_REACH) : self.at - 1]

    @property
    def follows_adverb(self) -> bool:
        return is_adverb(self.sent, self.at - 1)

    @property
    def is_led(self) -> bool:
        """Does a pronoun, "to" or an auxiliary lead it?"""
        return self.before in SUBJECT_PRONOUNS or self.before == "to" or is_auxiliary(self.before)


# Each rule returns True (a verb), False (not a verb) or None (the rule cannot tell). The first rule that can tell
# decides; if none can, the form is a verb.


def _opens_or_is_owned(form):
    """Not a verb: a noun that opens the sentence (Claims of ...) or has an owner (the mayor's claims); but: he's
    said."""
    opens = form.at == 0 and form.shape in ("base", "third")
    owned = is_owner(form.before) and form.before[:-2] not in SUBJECT_PRONOUNS
    return False if opens or owned else None


def _is_reduced(form):
    """Not a report: a participle without its subject: When | asked to comment."""
    return False if form.shape == "past" and form.before in _REDUCING else None


def _is_participle(form):
    """Is it a participle that no auxiliary makes a verb: a hall | known as "the ark"?"""
    low = form.sent.low
    if low[form.at] not in participles():
        return None
    return None if is_auxiliary(low[skip_adverbs(form.sent, form.at - 1)]) else False


def _is_demanded(form):
    """Not a report: something that is only demanded: The council should | say how it will help."""
    low, at = form.sent.low, form.at
    needed = low[at - 1] == "to" and low[at - 2] in _NEEDING  # she | needs to say how
    demanded = form.shape == "base" and (needed or low[skip_adverbs(form.sent, at - 1)] in _DEMANDING)
    return False if demanded and QUOTE not in low[at : at + 4] else None


def _is_supposed(form):
    """Not a report: something that is only supposed: If Berg | says so; whether she would | say so. But: as if to |
    say so."""
    low = form.sent.low
    for token in range(form.at - 1, max(-1, form.at - 1 - _CONDITION_REACH), -1):
        if low[token] in _CONDITIONS:
            return None if low[token - 1] == "as" else False
        if low[token] in BREAKS or low[token] in THAT or low[token] in (QUOTE, "and", "but"):
            break
    return None


def _tells_nobody(form):
    """Not a report: what nobody is told: The council | told nobody until Monday, never told anyone that it rained. But:
    “Rain,” she told nobody in particular."""
    low, at = form.sent.low, form.at
    denied = form.after in _ANYBODY and not _DENIALS.isdisjoint(low[max(0, at - _TO_DENIAL) : at])
    nobody = form.after in _NOBODY or low[at + 1 : at + 3] == ["no", "one"] or denied
    return False if "hearer" in form.takes and nobody and QUOTE not in low[: at + _TO_QUOTE] else None


def _has_object(form):
    """A verb, since an object follows: The council | calls it. Not in: the calls it had."""
    return form.before not in DETERMINERS if form.noun_too and form.shape != "ing" and form.after in _OBJECTS else None


def _lacks_plural(form):
    """Not a verb: a base form without a word before it that can take one, as in: they | say, and | say, nurses | say,
    Anna Berg and Paul Dean | say."""
    if (
        form.shape != "base"
        or form.is_led
        or form.follows_adverb
        or form.before in _BEFORE_BASE
        or form.before.endswith("s")
    ):
        return None
    return None if form.follows_two_names or not form.noun_too and _follows_plural(form.sent, form.at) else False


def _is_plain_verb(form):
    """A verb, since the form is never a noun; but not in: a swiftly | called meeting."""
    if form.noun_too:
        return None
    return form.shape == "base" or form.sent.low[skip_adverbs(form.sent, form.at - 1)] not in ARTICLES


def _is_noun(form):
    """Not a verb, since it is a noun here: three | claims, by | claims, Velia | Claims Fund."""
    governed = form.before in DETERMINERS or form.before in PREPOSITIONS and form.before != "to"
    if form.shape == "third" and form.follows_name and form.sent.low[form.at - 2] in _COUNTING:
        return False  # two Southern | states
    if form.shape == "third" and form.before.endswith("ed") and form.sent.low[form.at - 2] not in DETERMINERS:
        return False  # raised | fears; not: the accused | claims
    return False if governed or form.follows_name and is_name(form.sent.words[form.at]) else None


def _precedes_relative(form):
    """Not a verb: a noun with a relative clause: Velian mill | rules that could close it."""
    return False if form.noun_too and form.after == "that" and opens_relative(form.sent, form.at + 1) else None


def _base_noun_too(form):
    """Is a base form that may be a noun a verb here: they | claim, often | claim, nurses | claim? Not in: the often |
    claim, Wells | claim."""
    if form.shape != "base":
        return None
    low, at = form.sent.low, form.at
    after_adverb = form.follows_adverb and low[at - 2] not in DETERMINERS
    after_plural = form.before.endswith("s") and (not form.follows_name or low[at - 2] == "the")
    return form.is_led or after_adverb or after_plural or form.follows_two_names


def _ing_noun_too(form):
    """Is a form in -ing that may be a noun a verb here: , | reporting; was | reporting; Berg | reporting; a letter |
    reporting?"""
    if form.shape != "ing":
        return None
    led = (
        form.before in (",", "and", "by") or is_auxiliary(form.before) or form.follows_name or form.before in DOCUMENTS
    )
    return form.at > 0 and led


def _is_in_a_list(form):
    """Is it the last noun of a list behind a preposition: amid losses, a new strike and | fears that ...?"""
    low, start = form.sent.low, max(0, form.at - _LIST_REACH)
    if form.shape != "third" or not form.noun_too or form.before != "and":
        return None
    comma = next((k for k in range(form.at - 2, start, -1) if low[k] == ","), form.at - 2)
    if comma == form.at - 2 or any(map(_is_of_a_clause, low[comma : form.at])):
        return None
    before = low[max(0, comma - _LIST_REACH) : comma]
    behind = next((k for k in range(len(before) - 1, -1, -1) if before[k] in PREPOSITIONS), None)
    return False if behind is not None and not any(map(_is_of_a_clause, before[behind:])) else None


def _is_of_a_clause(word):
    return is_auxiliary(word) or word in SUBJECT_PRONOUNS or word in RELATIVES or word in IRREGULAR


def _third_noun_too(form):
    """Is a form in -s that may be a noun a verb here: Berg | claims, she | claims; the mayor | claims that; "...," a
    voice in the film | states; Anna Berg | reports from Oldham: "..." """
    if form.shape != "third":
        return None
    if form.follows_name and is_name(form.sent.words[form.at - 2]) and _leads_to_quotation(form):
        return True
    after_quotation = QUOTE in form.sent.low[max(0, form.at - _QUOTED_REACH) : form.at] and _ends_report(form)
    return after_quotation or _is_led_third(form) and not (form.after in PREPOSITIONS or form.after == ",")


def _leads_to_quotation(form):
    low = form.sent.low
    return ":" in low[form.at :] and low[low.index(":", form.at) + 1] == QUOTE


def _ends_report(form):
    """Does the form end the report: "...," Berg reports. "...," Berg reports | on Monday."""
    return form.after in (",", ".", END) or skip_time(form.sent, form.at + 1) > form.at + 1


def _is_led_third(form):
    beside = form.before in SUBJECT_PRONOUNS or form.before in (",", "and", ")", QUOTE, "that")
    return form.follows_name or form.follows_adverb or beside or form.after == "that" and "that" in form.takes


class Reading(NamedTuple):
    """One rule. With it, `example` has the contents `expected` ("|" between them); without it, other contents.
    `counter` is a similar text that the rule leaves alone; its contents are `counter_expected`."""

    id: str
    reads: Callable
    example: str
    expected: str
    counter: str
    counter_expected: str


READINGS = (
    Reading("opens-or-is-owned", _opens_or_is_owned,
            "The mayor’s hopes it would open were dashed.", "",
            "The union claims that it was paid in May.", "that it was paid in May"),
    Reading("reduced", _is_reduced,
            "When asked whether the mill was old, Anna Berg left.", "",
            "Anna Berg asked whether the mill was old.", "whether the mill was old"),
    Reading("bare-participle", _is_participle,
            "It rained – the hall known as “the ark” was full.", "",
            "Anna Berg has known that it rained.", "that it rained"),
    Reading("demanded", _is_demanded,
            "The council should say how the mill will pay.", "",
            "Nurses say how the mill will pay.", "how the mill will pay"),
    Reading("supposed", _is_supposed,
            "Nobody knew whether Anna Berg would say the mill was old.", "",
            "Nobody knew that Anna Berg would say the mill was old.", "the mill was old"),
    Reading("tells-nobody", _tells_nobody,
            "The council told nobody that the mill was old.", "",
            "The council told nurses that the mill was old.", "that the mill was old"),
    Reading("has-object", _has_object,
            "The council calls it “a ruin.”", "it “a ruin.”",
            "The calls it had were “a ruin.”", ""),
    Reading("lacks-plural", _lacks_plural,
            "The will of Oldham say that the mill was old.", "",
            "The nurses of Oldham say that the mill was old.", "that the mill was old"),
    Reading("plain-verb", _is_plain_verb,
            "The widely called meeting “Old Mills” was safe.", "",
            "The council called the meeting “old.”", "the meeting “old.”"),
    Reading("noun", _is_noun,
            "She won with claims that the “old” mill was shut.", "",
            "He claims that the mill was old.", "that the mill was old"),
    Reading("precedes-relative", _precedes_relative,
            "The mill rules that could close it are old.", "",
            "Anna Berg rules that mills could close.", "that mills could close"),
    Reading("base-noun-too", _base_noun_too,
            "The often claim that the mill was old is wrong.", "",
            "They often claim that the mill was old.", "that the mill was old"),
    Reading("ing-noun-too", _ing_noun_too,
            "The old reporting that the mill was shut is wrong.", "",
            "Anna Berg left, reporting that the mill was shut.", "that the mill was shut"),
    Reading("in-a-list", _is_in_a_list,
            "The mill stands amid losses, strikes and fears that it may close.", "",
            "Anna Berg leads the mill and fears that it may close.", "that it may close"),
    Reading("third-noun-too", _third_noun_too,
            "The old claims of Oldham, “safe mills,” are wrong.", "",
            "Anna Berg claims that the mill is safe.", "that the mill is safe"),
)  # fmt: skip


def is_verb(sent: Sentence, at: int, cue: Cue) -> bool:
    """Is the cue at token `at` a verb: "he claims that", "the council calls it"; not "three claims", "a called
    meeting"?"""
    low = sent.low
    form = Form(sent, at, cue.shape, cue.takes, low[at - 1], low[at + 1], low[at] in NOUNS_TOO)
    for reading in READINGS:
        answer = reading.reads(form)
        if answer is not None:
            return answer
    return True


def _follows_plural(sent, at):
    """Is it the verb of a plural further back: "Supporters of the bridge | insist it", "Those close to him | say
    that"?"""
    low = sent.low
    after = low[at + 1]
    if not (after in THAT or after in CLAUSE_PRONOUNS or after in DETERMINERS or is_name(sent.words[at + 1])):
        return False
    for token in range(at - 2, max(-1, at - _PLURAL_REACH), -1):
        word = low[token]
        if word in ("and", "close") or word == "to" and low[token - 1] == "close":
            continue  # sources | close to her campaign, observers | in Oldham and around it
        if word in BREAKS or is_auxiliary(word) or word in ("to", "that"):
            return False
        if low[token + 1] in PREPOSITIONS or low[token + 1] == "close":
            return word.endswith("s") and word not in PREPOSITIONS or word in _PLURALS
    return False


def read_attitude(sent: Sentence, at: int) -> Cue | None:
    """The cue of an adjective of thought with its form of be: she is | adamant. None where token `at` is none."""
    return attitude(sent.low[at]) if sent.low[at] in ATTITUDES and find_link(sent, at) is not None else None


def find_link(sent: Sentence, at: int) -> int | None:
    """The token before which the subject of the adjective at token `at` ends: she | is quite certain, she | remained
    adamant, she's | adamant. None where no form of be or the like joins it to a subject."""
    low, link = sent.low, skip_adverbs(sent, at - 1)
    while low[link] in _DEGREES:
        link = skip_adverbs(sent, link - 1)
    if not _SUPPOSING.isdisjoint(low[max(0, link - _TO_MODAL) : link]):
        return None  # he would have been | worried
    if low[link] in _BE or low[link] in _LINKING:
        return link
    return link + 1 if low[link] in CLAUSE_PRONOUNS and low[link].endswith(_CONTRACTED) else None


def is_passive(sent: Sentence, at: int) -> bool:
    """Does a form of be or get make the participle at token `at` passive: "was often | called"?"""
    return sent.low[skip_adverbs(sent, at - 1)] in _PASSIVE


def subject_after(sent: Sentence, at: int, after: int, cue: Cue) -> tuple[int, int] | None:
    """The subject that follows its cue, which ends before token `after`: "..., " said | Smith. None where it
    does not."""
    if not _may_invert(sent, at, after, cue):
        return None
    low, left = sent.low, skip_adverbs(sent, at - 1)
    phrase = phrase_after(sent, after)
    if phrase is None or is_auxiliary(low[phrase[1]]):  # citing "costs," said the mayor | would resign
        return None
    # “...,” said | Berg; Faced with it, asks | Berg, “why?”
    quoted = low[left] == QUOTE or low[left - 1] == QUOTE or low[phrase[1]] == "," and low[phrase[1] + 1] == QUOTE
    follows = (
        _opens_inverted(sent, at, after, cue) or quoted or "bare" in cue.takes and _ends_clause(sent, left, phrase)
    )
    return phrase if follows else None


def _opens_inverted(sent, at, after, cue):
    """Does an inverted report open the sentence: Said | Anna Berg: "..." """
    return at == 0 and cue.shape == "past" and is_name(sent.words[after])


def _may_invert(sent, at, after, cue):
    if cue.shape not in ("past", "third", "base") or not cue.takes & {"quote", "bare", "that"}:
        return False
    low, left = sent.low, skip_adverbs(sent, at - 1)
    after_mark = low[left] == QUOTE and not is_title(sent, left) or low[left] in ",?!" or low[left] in DASHES
    return after_mark or _opens_inverted(sent, at, after, cue)


def _ends_clause(sent, comma, phrase):
    """Does an inverted source end the reported clause before the comma: It rained, said | the mayor | on Monday?"""
    low, (first, end) = sent.low, phrase
    head = low[end - 1]
    is_role_phrase = is_role(low[first + 1]) or is_person_noun(head) or are_people(head) or head == "source"
    # said | Berg, said | mill expert Berg
    named = is_name(sent.words[first]) or is_name(sent.words[end - 1]) and low[first] not in PREPOSITIONS
    is_somebody = named or low[first] in ("he", "she") or is_role_phrase
    is_over = low[end] in (",", ".", ";", END) or low[end] in PREPOSITIONS or is_time(sent, end)
    # Neither side, said Smith, has ...
    return is_somebody and is_over and (comma > 0 and is_clause(sent, 0, comma) or low[end] == ",")
