"""What is reported: where the reported words begin, before a cue and after it."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.lexicon.cues import is_cue, read_cues, verb_forms
from analysis.speakers.clauses import (
    is_infinitive,
    is_lexical_verb,
    is_topic,
    opens_phrase,
    opens_plain_clause,
    starts_clause,
)
from analysis.speakers.hearers import is_short, skip_hearer
from analysis.text.sentence import (
    AUXILIARIES,
    CLAUSE_PRONOUNS,
    CONNECTORS,
    DASHES,
    DETERMINERS,
    HEADLINES,
    PREPOSITIONS,
    QUOTE,
    RELATIVES,
    SUBORDINATORS,
    TIMES,
    Sentence,
    is_adverb,
    is_auxiliary,
    is_end,
    is_name,
    is_time,
    is_title,
    skip_time,
)

_WORDS = read_classes("reports")
THAT = _WORDS["that"]
_BEFORE_INFINITIVES = _WORDS["before_infinitives"]
_AFTER_OBJECT = _WORDS["after_object_it"]
_QUESTIONS = _WORDS["questions"]
_ASKING = _WORDS["asking_for_oneself"]
_KNOWING = _WORDS["knowing"]
_INTERROGATIVES = ("how", "what", "why")
_ONLY_SAID = _WORDS["only_said"]
_NOT_A_CLAUSE = _WORDS["no_clause"]
_POINTING = _WORDS["pointing"]
_CONJUNCTIONS = _WORDS["conjunctions_after_cue"]
_OPENERS = _WORDS["clause_openers_skipped"] | {","}
_LAPSED = ("later", "earlier", "ago")
_WISHES = _WORDS["nouns_with_infinitive"]
_APPROXIMATORS = _WORDS["approximators"]
_COLON_OR_AUXILIARIES = AUXILIARIES | {":"}

# How far the search goes, in tokens. Measured on news texts: only a few in a thousand are longer.
_ASIDE = 14  # between two commas after a cue: said, on a day of rain and wind,
_APPOSITION = 25  # between a comma and "that": said, on a day ..., that
_SHORTEST_CLAUSE = 4  # a stretch of so many tokens before a comma is taken for a clause, whatever its words
_KICKER = 5  # of a headline's topic before its colon
_REST = 9  # between a cue and the comma after which its clause goes on
_SHORT_START = 3  # "Perhaps, he said, it rains": after so short a start, any clause may continue it
_TO_COLON = 12  # said the same thing every day: "..."
_TO_VERB = 18  # between the subject of a reported clause and its verb
_TO_PAST = 5  # told reporters | her son left
_INVERTED = 40  # said Berg, ... , "..."
_LAPSE = 4  # tokens up to the unit of time: said | a few hours later
_CONDITION = 16  # said on condition that she not be named in print | that
_SKIPS = 4  # adverbs, times and phrases between a cue and its clause


class Slot(NamedTuple):
    """What is on one side of a cue: `kind` is `quote`, `clause`, `to` or "" for nothing; `token` is where it begins.

    Of what stands before a cue, `token` is the quotation, or the end of the clause.
    """

    kind: str
    token: int


NOTHING = Slot("", -1)


def find_in(low: Sequence[str], words: Collection[str], first: int, end: int) -> int | None:
    """The first token from `first` to before `end` that is one of the words; None where none is."""
    for token in range(first, end):
        if low[token] in words:
            return token
    return None


# --- before the cue ------------------------------------------------------------------------


def find_before(sent: Sentence, group: int, claimed: Collection[int]) -> Slot:
    """The content that ends right before source and cue, which begin at token `group`. Quotations in `claimed` belong
    to another report and do not count."""
    low, last = sent.low, group - 1
    while low[last - 1] == QUOTE and (low[last] in (",", "?", "!", ".") or low[last] in DASHES):
        last -= 1
    if low[last] == QUOTE:
        return NOTHING if last in claimed or _is_within_phrase(sent, last) else Slot("quote", last)
    marked = low[last] == "," or low[last] in DASHES
    return Slot("clause", last) if marked and (last > 1 or _is_subject_alone(low, group)) else NOTHING


def _is_within_phrase(sent, quote):
    """Is the quotation part of a noun phrase ("The “green” party says") or a title ("in his book, “Old Mills,” he
    says"), rather than something said?"""
    described = sent.low[quote - 1] in DETERMINERS and sent.text[sent.quotes[quote].inner_end - 1].isalnum()
    return described or is_title(sent, quote)


def _is_subject_alone(low, group):
    """Is the one word before a report its subject, as in "Velia, he said, has lost"? Not in "But, he said, ..." or
    "Velia, who said ..."."""
    word = low[0]
    closed = word in _OPENERS or word in SUBORDINATORS or word in PREPOSITIONS or word in CONNECTORS
    return group == 2 and low[group] not in RELATIVES and word.isalpha() and not closed and not word.endswith("ly")


def clause_start(sent: Sentence) -> int:
    """The first token of what is reported: the token after a dateline, the kicker of a headline, "Meanwhile," and the
    like."""
    low, first = sent.low, _after_kicker(sent)
    while _opens_before_clause(low, first):
        first += 1
    return min(first, sent.n - 1)


def _after_kicker(sent):
    """The token after the topic of a headline: Floods: | bridge must close, says mayor. `body` where there is none."""
    colon = find_in(sent.low, (":",), 1, min(sent.n - _SHORTEST_CLAUSE, _KICKER))
    headline = colon and sent.paragraph < HEADLINES and AUXILIARIES.isdisjoint(sent.low[:colon])
    return colon + 1 if headline and sent.low[colon + 1] != QUOTE else sent.body


def _opens_before_clause(low, token):
    within = low[token] in ("so", "now", "still") and low[token + 1] != ","
    return low[token] in DASHES or low[token] in _OPENERS and not within


def is_clause(sent: Sentence, first: int, last: int) -> bool:
    """Is the stretch a clause, rather than an opening phrase such as "In a statement on Monday, "?"""
    low = sent.low[first:last]
    opening, has_verb = low[0], not AUXILIARIES.isdisjoint(low)
    if not opens_phrase(opening):
        if _is_described(low):
            return False
        opens_another = any(word in THAT or word in CLAUSE_PRONOUNS for word in low[:-1])
        return len(low) >= _SHORTEST_CLAUSE or has_verb or opens_another
    if "," in low:
        return any(is_auxiliary(word) or word.endswith("ed") for word in low[low.index(",") :])
    return opening not in SUBORDINATORS and has_verb  # Painting it would cost too much, he said


def _is_described(low):
    """Is this a noun phrase with a relative clause alone: Anna Berg, who led the mill until May?"""
    who = next((token for token, word in enumerate(low) if word in ("who", "whose")), 0)
    return who > 0 and low[who - 1] == "," and "," not in low[who:] and AUXILIARIES.isdisjoint(low[:who])


def split_rest(sent: Sentence, first: int, last: int, after: int) -> int | None:
    """The token where a reported clause continues after its cue, as in "The plan, he said on Monday, | would help";
    None if it does not continue."""
    low = sent.low
    comma = find_in(low, (",",), after, min(sent.n, after + _REST))
    if comma is None or "(" in low[after:comma]:
        return None
    rest, opening = comma + 1, low[first] in SUBORDINATORS or low[first] in PREPOSITIONS
    next_subject = opening and (is_name(sent.words[rest]) or opens_plain_clause(low, rest))
    if opening or last - first <= _SHORT_START:
        next_subject = next_subject or low[rest] in CLAUSE_PRONOUNS or low[rest] in DETERMINERS
    verb = low[rest] in verb_forms() or is_lexical_verb(sent, rest)
    predicate = is_auxiliary(low[rest]) or verb and is_topic(sent, first, last)
    return rest if next_subject or predicate or _is_joined_on(low, rest) else None


def _is_joined_on(low, at):
    """Does a second clause or a quoted fragment continue the report after the cue: The road, he said, | to “make sure”
    of it?"""
    if low[at] in ("and", "but", "or") and low[at + 1] in CLAUSE_PRONOUNS:
        return True
    return QUOTE in low[at + 1 : at + 4] and read_cues().keys().isdisjoint(low[at : at + 4])


# --- after the cue -------------------------------------------------------------------------


def find_after(sent: Sentence, start: int, takes: Collection[str], lemma: str) -> Slot:
    """What follows the cue that ends before token `start`, after skipping the hearer, adverbs, times and phrases."""
    token = skip_hearer(sent, start, takes) if "hearer" in takes else start
    for _ in range(_SKIPS):
        if token is None:
            break
        found = _content_at(sent, token, start, takes, lemma)
        if found is not None:
            return found
        further = _skip_between(sent, token)
        if further == token:
            return _clause_at(sent, token, takes, lemma)
        token = further
    return NOTHING


def _content_at(sent, token, start, takes, lemma):
    """What is reported, if a mark, a conjunction such as "that", or "to" opens it at this token. NOTHING if such a
    word opens no report; None if there is no such word."""
    word, found = sent.low[token], None
    if word == QUOTE:
        found = Slot("quote", token) if "quote" in takes else NOTHING
    elif word in (",", ":") or word in DASHES:
        found = _after_mark(sent, token, takes)
    elif _opens_that_clause(word, takes, lemma):
        found = NOTHING if _is_known(word, lemma) or _is_pointing(sent.low, token) else Slot("clause", token)
    elif word == "to" and is_infinitive(sent, token):
        found = _infinitive_at(sent, token, start, takes, lemma)
    return found


def _infinitive_at(sent, token, start, takes, lemma):
    """The reported infinitive (told them | to leave). NOTHING if the infinitive reports nothing; None if the search
    must go on."""
    if "to" not in takes:
        return NOTHING if lemma in _BEFORE_INFINITIVES else None
    if token == start and "hearer" in takes and lemma not in _ASKING:
        return NOTHING  # nurses invited | to leave: it is the nurses who are told
    return NOTHING if _is_object_of_wish(sent.low, token, start, lemma) else Slot("to", token)


def _is_known(word, lemma):
    """Does a question word follow a verb of knowing: knew | how to swim, learned | what it was? Then nobody's words
    are reported."""
    return lemma in _KNOWING and word in _INTERROGATIVES


def _opens_that_clause(word, takes, lemma):
    """Does a conjunction that the verb takes open a clause here: said | that, asked | whether, wondered | if?"""
    return (word in THAT or word == "if" and lemma in _QUESTIONS) and not takes.isdisjoint(("that", "bare"))


def _is_object_of_wish(low, token, start, lemma):
    """Does the infinitive belong to a noun, or was it not said at all: urged a return | to calm, challenged him over
    his wish | to leave, asked not | to be named?"""
    wish = low[token - 1] in _WISHES and low[token - 2] in DETERMINERS
    return wish or low[start] in ("a", "an") or lemma == "ask" and low[token - 1] == "not"


def _clause_at(sent, token, takes, lemma):
    """A quotation after a colon a few words further on, or a clause without "that" which begins at this token."""
    low, last = sent.low, min(sent.n, token + _TO_COLON)
    colon = find_in(low, _COLON_OR_AUXILIARIES, token, last) or token
    if "quote" in takes and low[colon] == ":" and low[colon + 1] == QUOTE and not any(map(is_cue, low[token:colon])):
        return Slot("quote", colon + 1)  # said the same thing every day: "..."
    return Slot("clause", token) if "bare" in takes and starts_clause(sent, token, lemma) else NOTHING


def _is_pointing(low, token):
    """Is "that" a pronoun here, not a conjunction: he denied that; he denied that, saying ...; he denied that claim?"""
    after = low[token + 1]
    if low[token] == "that" and after.isalpha() and not is_auxiliary(after) and is_end(low[token + 2]):
        return True
    joined = after in ("and", "but", "or") or after == "," and low[token + 2].endswith("ing")
    return joined or is_end(after)


def _after_mark(sent, at, takes):
    """What follows the comma, colon or dash at this token."""
    low, mark = sent.low, sent.low[at]
    if low[at + 1] == QUOTE:
        return Slot("quote", at + 1) if "quote" in takes and not is_title(sent, at + 1) else NOTHING
    if mark == ":":
        return Slot("clause", at + 1) if "quote" in takes and at + 2 < sent.n else NOTHING
    that = _that_after_aside(low, at, min(sent.n, at + _APPOSITION)) if "that" in takes else None
    if that:
        return Slot("clause", that)
    quote = _quote_after_aside(low, at, min(sent.n, at + _ASIDE)) if mark == "," and "quote" in takes else None
    return Slot("quote", quote) if quote else NOTHING


def _that_after_aside(low, at, last):
    """The "that" after an aside between two marks: said, on a day of rain, | that; said — and few believed it — |
    that. None where the aside holds another cue."""
    mark = low[at]
    that = next((token for token in range(at + 2, last) if low[token] == "that" and low[token - 1] == mark), None)
    other_cue = (
        that and mark not in DASHES and any(is_cue(word) and not word.endswith("en") for word in low[at + 1 : that])
    )
    return None if other_cue else that


def _quote_after_aside(low, at, last):
    """The quotation after an aside between commas: said, in a hall full of people, | "..." None where somebody else
    speaks within the aside."""
    close = find_in(low, (",",), at + 1, last)
    if close is None or low[close + 1] != QUOTE:
        return None
    others = any("quote" in cue.takes for word in low[at + 1 : close] for cue in read_cues().get(word, ()))
    return None if others else close + 1


def _skip_between(sent, at):
    """The token after an adverb, a time or a prepositional phrase that begins at `at`; `at` itself if none begins
    there; None if the phrase never ends."""
    low, word = sent.low, sent.low[at]
    if low[at + 1] == "that" and word[0].isdigit():  # ruled 5-4 that
        return at + 1
    if low[at + 2] == "that" and is_time(sent, at + 1):  # reiterated several times that
        return at + 2
    past_time = max(skip_time(sent, at), _skip_lapse(sent, at))
    if is_adverb(sent, at) or past_time > at:
        return max(at + 1, past_time)
    least = low[at : at + 2] in (["at", "least"], ["at", "most"])
    counts = least or word in _APPROXIMATORS and low[at + 1][0].isdigit()  # said | around 12,000 boats would come
    return _skip_phrase(sent, at) if (word in PREPOSITIONS or word in _CONJUNCTIONS) and not counts else at


def _skip_lapse(sent, at):
    """The token after words such as "a few hours later": said | a few hours later | that; `at` itself if there are
    none."""
    for token in range(at, min(sent.n, at + _LAPSE)):
        if sent.low[token] in TIMES and sent.low[token + 1] in _LAPSED:
            return token + 2
    return at


def _skip_phrase(sent, at):
    """The token after the phrase or clause that the preposition or conjunction at `at` opens; None if it never ends,
    or holds another cue."""
    low, end = sent.low, at + 1
    if low[at] == "on" and "condition" in low[at : at + 3]:  # said | on condition that she not be named | that
        close = find_in(low, ("that", ",", QUOTE), at + 4, min(sent.n, at + _CONDITION))
        return close and close + (low[close] == ",")
    while end < sent.n and not _ends_phrase(low, end):
        end += 1
    if low[end] == QUOTE and is_short(sent, end):
        end += 1
    other_cue = any(is_cue(low[token]) and not is_name(sent.words[token]) for token in range(at, end))
    if other_cue or end >= sent.n or is_auxiliary(low[end]):  # concludes with footage of Berg saying "..."
        return None
    return None if low[at] in _CONJUNCTIONS and low[end] not in (",", ":") else end


def _ends_phrase(low, token):
    word = low[token]
    if word in ("that", "whether", QUOTE, ",", ":") or word in DASHES or is_auxiliary(word):
        return True
    return word in CLAUSE_PRONOUNS and word not in _POINTING and word != "you"


def find_after_inverted(sent: Sentence, start: int) -> Slot:
    """What follows an inverted source ("..., said Smith"): only a quotation after a comma or a colon counts."""
    low = sent.low
    quote = find_in(low, (QUOTE,), start, min(sent.n, start + _INVERTED))
    introduced = quote and low[quote - 1] in (",", ":") and not is_title(sent, quote)
    if not quote or not introduced or any(map(is_cue, low[start:quote])):
        return NOTHING
    return Slot("quote", quote)
