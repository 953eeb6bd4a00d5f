"""The rules that give a line its zone, as tables in the order in which they are tried.

A stage looks at some lines of the page; each of them that has no rule yet takes the first of the stage for which the condition holds.
What a stage needs to know of the page (where its headline is, where its prose begins and ends) was found by the stages before it.
lexicon/zone_rules.csv says which zone a rule gives, and why, in a sentence for readers that no code looks at.
"""
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from analysis.lexicon import read_table
from analysis.text import find_paragraphs
from analysis.zones.forms import (
    BYLINE,
    CREDIT,
    LABELLED,
    LONGEST_HEADLINE,
    PATH,
    PLACED,
    PUBLICATION,
    QUOTATION_MARKS,
    Line,
    read_phrases,
)

RULES = MappingProxyType({row["rule"]: row["why"] for row in read_table("zone_rules")})
"""Every rule, and the reason for readers: {rule: sentence}."""

ZONE_OF = MappingProxyType({row["rule"]: row["zone"] for row in read_table("zone_rules")})
"""The zone that each rule gives: {rule: zone}."""

# Limits in words and shares: all chosen on the made-up pages of tests/cases/layouts.txt and the five articles.
_LONGEST_PAGE_LINE = 20     # bylines, publication lines and what opens with a phrase of the site
_LONGEST_NOTICE = 40        # a line that holds a phrase of the site anywhere: "By using this site you accept ..."
_LONGEST_CAPTION = 60
_LONGEST_PLACED = 40        # "Anna Bell (L) and Carl Dean": longer lines with "(left)" are paragraphs
_LONGEST_DECK = 60          # above a byline
_LONGEST_SUBHEAD = 10
_LONGEST_LABEL = 5          # "Tom Ashdown", "The council of Harton paid"
_LONGEST_CREDIT = 8         # a credit alone, whose caption is the line beside it
_LONGEST_BESIDE = 20        # that caption
_SHORTEST_HEADLINE = 4      # where another line above the article is as long
_LONGEST_PROSE_HEADLINE = 12        # "He came. He saw. He won." is prose by its form, and may be a headline
_TAKEN_UP_SHARE, _TAKEN_UP_LEAST = 0.25, 2      # of the headline's words of content, how many the article has
_REPEATED_SHARE = 0.6       # of the words of content of two lines, when one repeats the other
_DATED_WITHIN = 4           # a byline stands at most so many lines after the first prose, which is the deck then


@dataclass
class Page:
    """The lines of an article, and what the stages found out about them."""
    lines: list[Line]
    headline: int = -1          # the place of the headline, -1 where there is none
    first: int = 0              # the place of the first prose
    last: int = -1              # the place of the last prose, -1 where there is none
    authors: set[tuple[str, ...]] = field(default_factory=set)      # the first two words of each name in a byline or label
    boxed: list[bool] = field(default_factory=list)                 # for each line, whether it is in a box of the site
    dated: int = -1             # the place of the last byline or publication line near the first prose

    def is_free_prose(self, at: int) -> bool:
        """Is this line prose that no rule has taken?"""
        return self.lines[at].rule is None and self.lines[at].prose


Condition = Callable[[Page, int, Line], bool]


def _apply(page: Page, rules: Sequence[tuple[str, Condition]], places: Iterable[int]) -> None:
    """Give each line at these places that has no rule yet the first of the rules that holds."""
    for at in places:
        line = page.lines[at]
        if line.rule is None:
            line.rule = next((rule for rule, holds in rules if holds(page, at, line)), None)


# --- what a line is by its form, wherever it stands ------------------------------------------

def _is_box_heading(page, at, line):
    return bool(read_phrases()["heading"].match(line.folded)) and not line.prose


def _is_site_phrase(page, at, line):
    phrases, n_words = read_phrases(), len(line.words)
    if phrases["start"].match(line.folded) and (n_words <= _LONGEST_PAGE_LINE or not line.stopped):
        return True
    return bool(n_words <= _LONGEST_NOTICE and phrases["anywhere"].search(line.folded) or phrases["line"].fullmatch(line.folded))


def _is_site_path(page, at, line):
    return bool(PATH.fullmatch(line.text))


def _is_publication_line(page, at, line):
    return len(line.words) <= _LONGEST_PAGE_LINE and not line.prose and bool(PUBLICATION.fullmatch(line.text))


def _is_byline(page, at, line):
    return len(line.words) <= _LONGEST_PAGE_LINE and line.text[0] in "Bb" and not line.prose and bool(BYLINE.fullmatch(line.text))


def _is_credit(page, at, line):
    return not line.quoted and len(line.words) <= _LONGEST_CAPTION and bool(CREDIT.fullmatch(line.text))


def _says_places(page, at, line):
    return not line.quoted and len(line.words) <= _LONGEST_PLACED and bool(PLACED.search(line.text))


_BY_FORM = (
    ("no-words", lambda page, at, line: not line.words),
    ("box-heading", _is_box_heading),
    ("site-phrase", _is_site_phrase),
    ("site-path", _is_site_path),
    ("publication-line", _is_publication_line),
    ("byline", _is_byline),
    ("picture-credit", _is_credit),
    ("picture-places", _says_places),
)

# --- the headline and what stands above it ---------------------------------------------------


def _find_headline(page: Page) -> None:
    """The line above the prose whose words the prose takes up, else the first that is long enough, else the first."""
    lines = page.lines
    page.first = first = next((i for i in range(len(lines)) if page.is_free_prose(i)), len(lines))
    above = [i for i, line in enumerate(lines[:first + 1])
             if line.rule is None and len(line.words) <= LONGEST_HEADLINE and not line.bullet]
    if not above:
        return
    # A headline may look like prose ("He came. He saw. He won."): only then is the first prose line one.
    if len(above) > 1 and above[-1] == first or above[0] == first and len(lines[first].words) > _LONGEST_PROSE_HEADLINE:
        above = [i for i in above if i != first]
    told = frozenset().union(*(line.content for line in lines[first:] if line.rule is None)) if above else frozenset()
    long_enough = [i for i in above if len(lines[i].words) >= _SHORTEST_HEADLINE]
    taken_up = [i for i in long_enough if _is_taken_up(lines[i], told)]
    page.headline = (taken_up or long_enough or above or [-1])[0]
    if page.headline >= 0:
        lines[page.headline].rule = "headline-taken-up" if taken_up else "headline-first"


def _is_taken_up(line, told):
    return len(line.content & told) >= max(_TAKEN_UP_LEAST, _TAKEN_UP_SHARE * len(line.content))


def _repeats_headline(page, at, line):
    headline = page.lines[page.headline]
    shared = len(line.content & headline.content)
    return not line.prose and shared > 0 and shared >= _REPEATED_SHARE * len(line.content | headline.content)


_NEAR_HEADLINE = (
    ("headline-repeated", _repeats_headline),
    ("above-headline", lambda page, at, line: not line.prose and at < page.headline),
)

# --- between the headline and the article ----------------------------------------------------


def _find_deck(page: Page) -> range:
    """The lines between the headline and the article; its first prose too where a byline or publication line follows it."""
    lines, first, start = page.lines, page.first, page.headline + 1
    page.dated = max((i for i in range(start, min(len(lines), first + _DATED_WITHIN))
                      if lines[i].rule in ("publication-line", "byline")), default=-1)
    end = next((i for i in range(max(start, first, page.dated), len(lines)) if lines[i].rule is None and not lines[i].bullet), len(lines))
    return range(start, end)


def _is_capital_label(page, at, line):
    return not line.stopped and bool(LABELLED.match(line.text))


def _is_label(page, at, line):
    return len(line.words) <= _LONGEST_LABEL and not line.prose and not line.quoted


_DECK = (
    ("key-point", lambda page, at, line: line.bullet),
    ("capital-label", _is_capital_label),
    ("label-above", _is_label),
    ("above-article", lambda page, at, line: at < page.first and not line.quoted),
    ("above-byline", lambda page, at, line: at >= page.first and len(line.words) <= _LONGEST_DECK),
)

# --- after the article -----------------------------------------------------------------------


def _find_end(page: Page) -> range:
    """The lines after the last prose that is not about the author."""
    lines = page.lines
    page.last = max(filter(page.is_free_prose, range(len(lines))), default=-1)
    page.authors = {tuple(line.words[1:3]) for line in lines if line.rule == "byline"} \
        | {tuple(line.words[:2]) for line in lines if line.rule == "label-above"}
    _apply(page, _AUTHOR, [page.last] if page.last >= 0 else [])
    page.last = max(filter(page.is_free_prose, range(len(lines))), default=-1)
    return range(page.last + 1, len(lines))


def _is_about_author(page, at, line):
    return tuple(line.words[:2]) in page.authors and sum(map(page.is_free_prose, range(len(page.lines)))) > 2


def _is_after_end(page, at, line):
    return not line.bullet and not line.quoted and (not line.stopped or len(line.words) <= _LONGEST_LABEL)


_AUTHOR = (("about-author", _is_about_author),)
_END = (("after-end", _is_after_end),)

# --- between the sentences of the article ----------------------------------------------------


def _find_middle(page: Page) -> range:
    """The lines between the first and the last prose, and which of them are in a box of the site."""
    boxed = False
    page.boxed = []
    for at, line in enumerate(page.lines):
        boxed = at > page.first and (line.rule == "box-heading"
                                     or boxed and (line.rule is not None and ZONE_OF[line.rule] == "furniture" or not line.stopped))
        page.boxed.append(boxed)
    return range(page.first + 1, page.last)


def _is_beside_credit(page, at, line):
    return len(line.words) <= _LONGEST_BESIDE and not line.prose and not line.quoted and not line.bullet and any(
        near.rule == "picture-credit" and len(near.words) <= _LONGEST_CREDIT for near in (page.lines[at - 1], page.lines[at + 1]))


def _is_unstopped(line):
    """Has it no final stop, nor a mark after which the sentence goes on? A question may be a heading."""
    return not line.bullet and (not line.stopped or line.text[-1] == "?") and line.text[-1] not in ",;:"


def _is_subhead(page, at, line):
    return len(line.words) <= _LONGEST_SUBHEAD and not (line.quoted and line.stopped)


_MIDDLE = (
    ("beside-credit", _is_beside_credit),
    ("body", lambda page, at, line: not _is_unstopped(line)),
    ("within-box", lambda page, at, line: page.boxed[at]),
    ("capital-label", lambda page, at, line: bool(LABELLED.match(line.text))),
    ("subhead-capitals", lambda page, at, line: _is_subhead(page, at, line) and line.text.isupper()),
    ("subhead-short", _is_subhead),
)

# --- the last line ---------------------------------------------------------------------------


def _is_motto(page, at, line):
    """A quotation of one sentence that shares no word of content with the article, nor was announced."""
    if not line.quoted or line.text[-1] not in QUOTATION_MARKS or re.search(rf"[{QUOTATION_MARKS}]|[.!?]\s", line.text[1:-1]):
        return False
    before = [other for other in page.lines if other.rule in (None, "body") and other is not line]
    return bool(before and line.content) and not before[-1].text.endswith(":") \
        and not any(line.content & other.content for other in before)


_LAST = (("motto", _is_motto),)

# --- the page --------------------------------------------------------------------------------


def read_page(text: str) -> list[Line]:
    """The lines of an article, each with its rule; `body` where no other holds."""
    page = Page([Line(start, end, text[start:end]) for start, end in find_paragraphs(text)])
    everywhere = range(len(page.lines))
    _apply(page, _BY_FORM, everywhere)
    _find_headline(page)
    if page.headline >= 0:
        _apply(page, _NEAR_HEADLINE, everywhere[:page.first + 1])
    _apply(page, _DECK, _find_deck(page))
    _apply(page, _END, _find_end(page))
    _apply(page, _MIDDLE, _find_middle(page))
    body = [at for at in everywhere if page.lines[at].rule in (None, "body")]
    _apply(page, _LAST, body[-1:])
    _apply(page, (("body", lambda page, at, line: True),), everywhere)
    return page.lines
