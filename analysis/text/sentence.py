"""Sentences as tokens, where a quotation is one token, and the function words that show their structure."""
import operator
import re
from collections.abc import Sequence

from analysis.lexicon import read_classes, read_table
from analysis.lexicon.calendar import read_calendar
from analysis.lexicon.cues import read_cues

QUOTE = '""'                            # stands for a quotation among the tokens
# Stands after the last token, and before the first: tokens -1, -2 and -3 are END.
END = "\n"


# --- vocabulary ----------------------------------------------------------------------------
_WORDS = read_classes("function_words")
AUXILIARIES = _WORDS["be"] | _WORDS["auxiliaries"]
_ADVERBS = _WORDS["adverbs"]
_NOT_ADVERBS = _WORDS["ly_no_adverbs"]
# Names of days and months as they are written, so that "may", "march", "sat" and "sun" are none; a weekday in full is
# nothing else in any case.
DAYS = frozenset((*read_calendar("weekday"), *read_calendar("month"),
                  *(change(day) for day in read_calendar("weekday", "full") for change in (str.lower, str.upper))))
TIMES = _WORDS["times"]
BEFORE_TIMES = _WORDS["before_times"]
PREPOSITIONS = _WORDS["prepositions"]
SUBORDINATORS = _WORDS["subordinators"]
RELATIVES = _WORDS["relatives"]
SUBJECT_PRONOUNS = _WORDS["subject_pronouns"]
OBJECT_PRONOUNS = _WORDS["object_pronouns"]
CLAUSE_PRONOUNS = _WORDS["clause_openers"] | SUBJECT_PRONOUNS - {"who"}
DETERMINERS = _WORDS["determiners"]
ARTICLES = _WORDS["articles"]
CONNECTORS = _WORDS["connectors"]
DOCUMENTS = read_classes("things")["documents"]
# Words that speak although they are not people: "The airline said".
BODIES = frozenset(row["word"] for row in read_table("institutions") if row["speaks"])
IRREGULAR = _WORDS["irregular_pasts"]
PARTICLES = _WORDS["name_particles"]
_WORKS = read_classes("things")["works"]
DASHES = frozenset(("–", "—", "―", "-", "--", "---"))
BREAKS = frozenset(",;:—–―")
STOPS = frozenset(".?!…")


def is_end(low: str) -> bool:
    """Is it the stop of a sentence, or what stands for no further token?"""
    return low in STOPS or low == END


def is_owner(word: str) -> bool:
    return word.endswith(("'s", "’s", "s'", "s’"))


def is_name(word: str) -> bool:
    return word[0].isupper()


def is_adverb(s: "Sentence", i: int) -> bool:
    """Is token i an adverb: in the list, or in -ly and no name (Kelly)?"""
    low = s.low[i]
    return low in _ADVERBS or low.endswith("ly") and low not in _NOT_ADVERBS and not (i and is_name(s.words[i]))


def skip_adverbs(s: "Sentence", i: int) -> int:
    """The token at i if it is not an adverb, else the first token to its left that is none; -1, which is END, if there
    is none."""
    while s.low[i] in _ADVERBS or s.low[i].endswith("ly") and is_adverb(s, i):
        i -= 1
    return i


def is_time(s: "Sentence", i: int) -> bool:
    """Is token i a unit of time or the name of a day or month: "week", "Tue.", "May", but not "may", "sat"?"""
    return s.low[i] in TIMES or s.words[i] in DAYS and not (s.words[i] in _MONTHS and is_named_as_month(s, i))


_MONTHS = frozenset(read_calendar("month", "full"))
_NO_NAMES = (PREPOSITIONS | DETERMINERS | BEFORE_TIMES | TIMES | SUBORDINATORS | CONNECTORS | AUXILIARIES
             | SUBJECT_PRONOUNS)


def is_month_alone(s: "Sentence", i: int) -> bool:
    """Is token i the name of a month, in full and without a day or year after it: May; not: May 3, Sept.?"""
    return s.words[i].removesuffix("'s").removesuffix("’s") in _MONTHS and not s.low[i + 1][0].isdigit()


def opens_part(s: "Sentence", i: int) -> bool:
    """Does token i open its sentence, or come after a mark, where every word may have a capital?"""
    return i == s.body or not s.words[i - 1][0].isalnum()


def is_named_as_month(s: "Sentence", i: int) -> bool:
    """Is the month at token i somebody's name: Theresa May, May said, said May; not: in May, last May, May 3?"""
    if not is_month_alone(s, i):
        return False
    shapes, before = {cue.shape for cue in read_cues().get(s.low[i + 1], ())}, s.words[i - 1]
    if "base" in shapes:
        return False
    if is_name(before) and before not in DAYS and s.low[i - 1] not in _NO_NAMES:
        return True
    if s.low[i + 1] in STOPS or s.low[i + 1] in (",", END):             # said May.
        return s.low[i - 1] in read_cues()
    return bool(shapes) and opens_part(s, i)


def skip_time(s: "Sentence", i: int) -> int:
    """The token after the time that begins at token i, "on Monday", "Tue.", "late last week"; i if no time begins
    there."""
    begin = i + (s.low[i] in ("on", "in", "by"))
    while s.low[begin] in BEFORE_TIMES:
        begin += 1
    end = begin
    while is_time(s, end):
        end += 1
    return end if end > begin else i


def is_auxiliary(low: str) -> bool:
    return low in AUXILIARIES


# --- sentences -----------------------------------------------------------------------------
# Parts of a word that are no letters: accents set as marks of their own, and letters decoded wrongly (FranÃ§ois).
PARTS = "\u0300-\u036f\u200c\u200d\x80-\x84\x86-\x9f¡-©¬-º¼-¿"
# A plain word first, as most are: letters with a space or a comma after them. 108,000 is one word.
# The teachers' union: the mark after an s belongs to the word where another follows.
# A long word in small letters is no abbreviation: its stop is the sentence's, even where no capital follows
# (said. | Photo).
# The space before a word is matched too, so that no search has to start there.
_TOKEN = re.compile(rf" ?([A-Za-z]++(?=[ ,])|[a-z]{{4,}}+(?=\.\s)"
                    rf"|\w++(?:[-'’&./]\w++|(?<=\d),\d{{3}}+(?!\d)|[{PARTS}]++\w*+)*+"
                    r"(?:\.(?=[\s,;:)’'])(?:(?<=\.[A-Z]\.)['’]s\b)?|(?<=s)['’](?= \w)|(?<=\.[A-Z])\.(?=-))?"
                    r"|--+|[^\w\s])")


_ENDS = [END] * 3


class Sentence:
    """Tokens of one sentence, a quotation being one token.

    `words` and `low` (in lower case) are its `n` tokens, with END on both sides, so that a look beyond either side
    finds END; `quotes` is {token: Quotation}, `body` the first token after a dateline, `span` the offsets of the
    sentence. The offsets of tokens, `starts` and `ends`, and `end`, without the final full stop, are computed when
    first needed.
    """
    __slots__ = ("text", "span", "words", "low", "n", "quotes", "paragraph", "body", "_offsets")

    def __init__(self, text, start, end, quotes, paragraph, opens):
        self.text, self.span, self.paragraph = text, (start, end), paragraph
        self.words, self.quotes, self._offsets = [], {}, None
        for quotation in quotes:
            self.words += _TOKEN.findall(text, start, quotation.start)
            self.quotes[len(self.words)] = quotation
            self.words.append(QUOTE)
            start = quotation.end
        self.words += _TOKEN.findall(text, start, end)
        self.n = len(self.words)
        self.words += _ENDS
        self.low = " ".join(self.words).lower().split(" ")
        self.body = _dateline_end(self.words, self.low) if opens else 0

    def _place(self):
        find, at, starts, ends = self.text.find, self.span[0], [], []
        for q, quotation in (*self.quotes.items(), (self.n, None)):
            words = self.words[len(ends):q]
            more = [at := find(word, at) + len(word) for word in words]     # only white space stands between tokens
            ends += more
            starts += map(operator.sub, more, map(len, words))
            if quotation:
                at = quotation.end
                starts.append(quotation.start)
                ends.append(at)
        self._offsets = starts, ends
        return self._offsets

    @property
    def starts(self) -> list[int]:
        return (self._offsets or self._place())[0]

    @property
    def ends(self) -> list[int]:
        return (self._offsets or self._place())[1]

    @property
    def end(self) -> int:
        last = self.n - 1
        while last > 0 and self.words[last] in STOPS:
            last -= 1
        return self.ends[last]


_SMALL_IN_TITLE = 3                      # letters: longer words of a title are written with a capital


def is_title(s: Sentence, q: int) -> bool:
    """Is the quotation the title of a work? In his book, "Make Your Garden a Forest," he ...; on the show "Mills" or
    "Rivers" """
    j = before_titles(s, q)
    after_owner = is_owner(s.low[j]) or s.low[j] in ("'", "’") and s.low[j - 1].endswith("s")   # ABC News' | "Mills"
    if not (s.low[j] in _WORKS or s.low[j] in ("on", "of", "in", "from") or after_owner):
        return False
    words = re.findall(r"\w+", s.text[s.quotes[q].inner_start:s.quotes[q].inner_end])
    long = [word for word in words if len(word) > _SMALL_IN_TITLE and word not in PREPOSITIONS]
    return len(words) <= 10 and all(word[0].isupper() or word[0].isdigit() for word in (*long, *words[-1:]))


def before_titles(s: Sentence, q: int) -> int:
    """The last token before a quotation, and before others that it is joined to: the show | "Mills" or "Rivers"."""
    j = q - 1
    while s.low[j] == "," or s.low[j] in ("or", "and") and s.low[j - 1] == QUOTE:
        j -= 1 if s.low[j] == "," else 2
    return j


def is_apposed_title(s: Sentence, q: int) -> bool:
    """Does the title of a work stand beside the noun for it: the book | "Old Mills"?"""
    return s.low[before_titles(s, q)] in _WORKS and is_title(s, q)


def ends_with_comma(s: Sentence, q: int) -> bool:
    return s.text[s.quotes[q].inner_end - 1] == ","


_DATELINE_MARKS = DASHES | {":"}
_LONGEST_DATELINE = 10                  # tokens, its mark included


def _dateline_end(words, low):
    """The token after a dateline: "BAKU (AP) -- ", "Baku: ", "New York, The Observer: "; 0 where there is none."""
    if words[0] == "(" and is_name(words[1]) and words[2] == ")" and words[3] in DASHES:
        return 4                                            # (AP) -- It rained
    if not is_name(words[0]) or _DATELINE_MARKS.isdisjoint(low[1:_LONGEST_DATELINE]):
        return 0
    for k in range(1, _LONGEST_DATELINE):
        w = low[k]
        if w in DASHES and _is_after_place(words, low, k):
            return k + 1
        if w == ":" and k <= 6:
            return 0 if words[k + 1] in (QUOTE, END) else k + 1
        if w in (QUOTE, END) or w in AUXILIARIES:
            return 0
    return 0


def _is_after_place(words, low, k):
    """Does the dash at token k follow a place in capitals, or an agency in brackets? A hyphen needs a longer place."""
    if low[k] == "-":
        return words[0].isupper() and len(low[0]) > 3
    return low[k - 1] == ")" or words[0].isupper() and len(low[0]) > 2


HEADLINES = 3                           # so many paragraphs may be a headline with a colon
_LONGEST, _MOST_QUOTATIONS = 2000, 40   # characters, quotations of one sentence


def read_sentences(text: str, paragraphs: Sequence[tuple[int, int]], bounds: Sequence[tuple[int, int]],
                   quotations: Sequence) -> list[Sentence]:
    """The text as a list of Sentence. `bounds` come from find_sentences; they are corrected if they fall into a
    quotation.

    A very long sentence is read in pieces, so that the work stays in proportion to the length of the text.
    """
    bounds, sentences, at, q = _part_glued(text, bounds, quotations), [], 0, 0
    for index, (first, last) in enumerate(paragraphs):
        begin, held = first, q                              # held: the first quotation of the sentence that begins here
        while at < len(bounds) and bounds[at][1] <= last:
            end = bounds[at][1]
            at += 1
            while q < len(quotations) and quotations[q].end < end:
                q += 1
            begun = q < len(quotations) and quotations[q].start < end
            if begun and _holds(text, quotations[q], end, last):
                continue
            q += begun
            if end - begin > _LONGEST:
                sentences += _read_pieces(text, begin, end, quotations[held:q], index, first)
            elif end > begin:
                sentences.append(Sentence(text, begin, end, quotations[held:q], index, begin == first))
            begin, held = end, q
    return sentences


def _holds(text, quotation, end, last):
    """Is the sentence of a quotation not over at the offset `end`, within the quotation or after its own stop?"""
    return end < quotation.end or end < last and _goes_on(text, quotation, last)


def _part_glued(text, bounds, quotations):
    """The bounds with those that lack a space added: He left.“We stayed.”Then it rained."""
    more = [(0, q.start) for q in quotations if q.opened and text[q.start - 1:q.start] in (".", "!", "?")]
    more += [(0, q.end) for q in quotations
             if q.closed and text[q.inner_end - 1] in ".!?" and text[q.end:q.end + 1].isupper()]
    return sorted([*bounds, *more], key=lambda bound: bound[1]) if more else bounds


def _read_pieces(text, start, end, quotations, paragraph, first):
    """One Sentence, or several of at most _LONGEST characters and a quotation each."""
    pieces, held, outside = [], [], 0
    for quotation in [*quotations, None]:
        border = quotation.start if quotation else end
        while border - start > _LONGEST:
            cut = text.find(" ", start + _LONGEST, border)
            cut = cut if cut > 0 else border
            pieces.append(Sentence(text, start, cut, held, paragraph, start == first))
            start, held = cut, []
        if quotation:
            held.append(quotation)
            outside += 1
            if outside % _MOST_QUOTATIONS == 0:
                pieces.append(Sentence(text, start, quotation.end, held, paragraph, start == first))
                start, held = quotation.end, []
    if held or text[start:end].strip():
        pieces.append(Sentence(text, start, end, held, paragraph, start == first))
    return [piece for piece in pieces if piece.n]


_NAME_SAID = re.compile(r"\s+((?:[\w.'’-]+ ){1,8}[\w.'’-]+)[.,](?=\s|$)")
_FEW_AFTER = 4                          # words after the verb: said in a speech on Monday
_NEXT_WORDS = re.compile(r"\s+([\w.'’-]+(?: [\w.'’-]+){0,5})")


def _goes_on(text, quotation, last):
    """ "Why?" Smith asked. "He said 'Why?'" Smith said. """
    stop = text[quotation.inner_start:quotation.inner_end].rstrip("'’")[-1:]
    if stop not in "?!":
        said = _NAME_SAID.match(text, quotation.end, last)
        return stop in ".…" and _is_attribution(said) and not _introduces_next(text, quotation, said.end())
    after = _NEXT_WORDS.match(text, quotation.end, last)
    words = after.group(1).lower().split() if after else []
    return any(any("quote" in takes for _, _, takes, _ in read_cues().get(word.rstrip("."), ())) for word in words)


def _introduces_next(text, quotation, end):
    """Do the words up to `end` introduce the next quotation, since this one belongs to the sentence before: The mill
    is “a ruin.” | She added, “It fell.”"""
    before = text[max(0, quotation.start - 2):quotation.start].strip()[-1:]
    within = before not in ("", ".", "!", "?")
    return within and text[end - 1] == "," and text[end + 1:end + 2] in ("“", "‘", '"', "'")


def _is_attribution(words):
    """Do the words up to the next mark only say who spoke, and when: the mayor of Oldham said on Monday?"""
    words = words.group(1).split() if words else []
    low = [word.lower() for word in words]
    verb = next((k for k, word in enumerate(low) if k and any(
        cue.takes >= {"quote", "that"} and cue.shape in ("past", "third") for cue in read_cues().get(word, ()))), None)
    after = words[verb + 1:] if verb else []
    return bool(verb) and len(after) <= _FEW_AFTER and (not after or low[verb + 1] in PREPOSITIONS or after[0] in DAYS)
