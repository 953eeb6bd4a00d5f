"""The form of a line: how it looks, whatever stands around it.

Most expressions are built from word lists of the lexicon: pages.toml, the phrases of furniture.csv and the calendar.
"""
import functools
import re
from dataclasses import dataclass

from analysis.lexicon import read_classes, read_table, read_words
from analysis.lexicon.calendar import read_calendar
from analysis.text import WORD, fold

# --- limits, in words: all chosen on the made-up pages of tests/cases/layouts.txt and the five articles -----------------

LONGEST_HEADLINE = 30       # a longer line is prose, even without a final stop
LONGEST_QUESTION = 15       # a question is prose only when it is longer: short ones are headlines and subheads
SHORTEST_SENTENCE = 6       # with a final stop; a shorter line may be a label: "Sport.", "It was shut at noon."

# --- vocabulary ----------------------------------------------------------------------------


def _any_of(words):
    """An alternative of these words, the longer before the shorter: the first that fits is the longest."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=lambda word: (-len(word), word)))


_PAGES = {name: _any_of(words) for name, words in read_classes("pages").items()}
_MONTH = rf"(?:{_any_of(read_calendar('month'))})"
_DAY = rf"(?:{_any_of(read_calendar('weekday'))})"
_DATE = rf"""(?:{_MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?(?:,?[ ]?\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?[ ]{_MONTH}(?:,?[ ]?\d{{4}})?
    |\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"""

PUBLICATION = re.compile(rf"""
      (?:(?:{_PAGES["publication_order"]})[ ])?(?:{_PAGES["publication_verbs"]})\b.*     # "Published October 02,2020", "Last updated: 3 May"
    | (?:{_DAY},?[ ])?{_DATE}(?:[\s,|·•–—-]+.{{0,40}})?                                  # "Tuesday 3 May 2021", "3 May 2021, 10:15 GMT"
    | \d+[ ](?:{_PAGES["ago_units"]})[ ]ago\b.{{0,40}}                                   # "3 hours ago"
    """, re.IGNORECASE | re.VERBOSE)
"""A line that says when the page was published."""

BYLINE = re.compile(r"by:?\s+[A-Z][\w.'’-]+(?:[\s,|·•&]+(?:and\s+|in\s+)?[A-Z][\w.'’-]*){0,10}(?:\s+@\w+)?\s*", re.IGNORECASE)
"""A line that names the author: "By Anna Bell", "By ANNA BELL and Carl Dean, Transport Correspondent"."""

_CREDIT = _PAGES["credits"]
CREDIT = re.compile(rf"""
      (?:{_CREDIT})(?:[ ](?:{_PAGES["credit_words"]}))*\s*[:,©].*         # "Photo: J. Reed", "Image source, Agency"
    | .*\((?:[^()]*\b)?(?:{_CREDIT})s?\b[^()]*\)\.?                       # "Harton Bridge (file photo)", "The bridge (AA Photo)"
    | .*[\[(][A-Z][\w. ]*/[A-Z][\w. ]*[\])]\.?                            # "Harton Bridge in May (J. Reed/NW)"
    | .*\b(?:{_PAGES["photo_kinds"]})[ ](?:photo|picture|image)\b.{{0,40}}
    | .*\b(?:photo|picture|image)(?:graph)?s?:[ ].{{0,60}}                # "The bridge in May. Picture: Jane Reed"
    | .*\((?:{_PAGES["supplied"]}|[^():]{{1,30}}:[ ][^():]{{1,30}})\)\.?  # "The bridge (Source: Newswire)"
    """, re.IGNORECASE | re.VERBOSE)
"""A caption or a credit: it says whose the picture is."""

PLACED = re.compile(rf"""\((?:{_PAGES["picture_letters"]}|(?:\w+[ ])?(?:{_PAGES["places_in_picture"]})|[2-9](?:nd|rd|th)[ ][LR])\)
    |,[ ](?:{_PAGES["picture_marks"]})[,.]""", re.VERBOSE)
"""Who stands where in a picture: "(L)", "(left)", "(2nd R)", ", left,"."""

LABELLED = re.compile(r"[A-Z]{3,}(?: [A-Z]+)?: ")
"""A label in capitals before a caption: "WINNER: the dog and its owner"."""

PATH = re.compile(r"[^>›»]{1,30}(?:\s[>›»]\s[^>›»]{1,40})+")
"""A path through the site: "Home > News > Local"."""

_NAME = r"[A-Z][\w.'’-]*(?:[ /](?:de|la|of|the|[A-Z])[\w.'’-]*){0,4}"
DATELINE = re.compile(rf"""{_NAME}(?:,[ ](?:{_NAME}|(?i:{_DATE})))*(?:[ ]*\([A-Z][^()]{{1,40}}\))?
    [ ]*(?:[—–]|--|-(?=\s)|:(?=\s[^"“'‘„«]))\s*""", re.VERBOSE)
"""Place and source before the first sentence: "Ankara:", "NEW YORK, The Post:", "HARTON (Newswire) —", "Harton, May 3 (NW) -"."""

END_CREDIT = re.compile(r"(?<=[.!?”\"’'])\s*(?:[—–-]{1,2}\s*[A-Z][\w.&/ ]{1,40}|\([A-Z][\w.&/;: ]{1,60}\))\s*$")
"""Who wrote the article, after its last stop: "–Agencies", "(Newswire)", "— Harton Post"."""

QUOTATION_MARKS = "\"“”„«»"
_BULLETS, _STOPS, _SINGLE_MARKS = "•*-–·▪", ".!?…", "'‘’"


@functools.cache
def read_phrases() -> dict[str, re.Pattern]:
    """The phrases of furniture.csv, folded, as one expression for each way to match: line, start, heading, anywhere."""
    phrases = {}
    for row in read_table("furniture"):
        phrases.setdefault(row["where"], []).append(re.escape(fold(row["phrase"])[0]))
    either = {where: "|".join(phrases[where]) for where in sorted(phrases)}
    return {"line": re.compile("|".join(either.values())), "start": re.compile(rf"(?:{either['start']})(?!\w)"),
            "heading": re.compile(rf"(?:{either['heading']})(?!\w)"),
            "anywhere": re.compile(rf"(?<!\w)(?:{either['anywhere']})(?!\w)")}


@functools.lru_cache(maxsize=1 << 16)
def _read_content(word):
    """The word folded where it is a word of content, else ""."""
    folded = fold(word)[0]
    return folded if len(folded) > 2 and folded not in read_words("stopwords", "word") else ""


@dataclass
class Line:
    """One paragraph of a page, what its form says, and the rule that gave it a zone (None until one does)."""
    start: int
    end: int
    text: str
    rule: str | None = None

    @functools.cached_property
    def words(self) -> list[str]:
        return WORD.findall(self.text)

    @functools.cached_property
    def folded(self) -> str:
        """The text folded, without the marks around it."""
        return fold(self.text)[0].strip(" \t:.!|>»›-–—•*")

    @functools.cached_property
    def stopped(self) -> bool:
        """Does it end as a sentence does, a credit at the end aside?"""
        return END_CREDIT.sub("", self.text).rstrip(QUOTATION_MARKS + _SINGLE_MARKS + ")] ").endswith(tuple(_STOPS))

    @property
    def quoted(self) -> bool:
        return self.text[0] in QUOTATION_MARKS

    @functools.cached_property
    def bullet(self) -> bool:
        return self.text[0] in _BULLETS and len(self.words) > 1

    @functools.cached_property
    def prose(self) -> bool:
        """Is it a sentence or more, as the paragraphs of an article are?"""
        question = self.text[-1] == "?" and len(self.words) <= LONGEST_QUESTION
        sentence = len(self.words) > LONGEST_HEADLINE or len(self.words) >= SHORTEST_SENTENCE and self.stopped
        return sentence and not question and not self.bullet

    @functools.cached_property
    def content(self) -> frozenset[str]:
        """The words that are no small words, folded."""
        return frozenset(map(_read_content, self.words)) - {""}
