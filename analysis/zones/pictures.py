"""Captions and credits: the lines that belong to the pictures of a page.

A caption says whose its picture is, who stands where in it, or tells in the present tense what can be seen. Articles
use this tense for what is still going on; the verbs for what people in pictures do are in lexicon/pages.toml.
"""
from itertools import islice

from analysis.text.chunks import read_chunks
from analysis.zones.forms import (
    AGENCY_BEHIND,
    AGENCY_END,
    AGENCY_NOTE,
    CREDIT,
    CREDIT_LINE,
    CREDIT_SIGN,
    DAY,
    FOLDED,
    FULL_DATE,
    LONG_CREDIT,
    NARRATED,
    PICTURE_OPENING,
    PICTURED,
    PLACED,
    Line,
)
from analysis.zones.page import Page

# Limits in words, chosen on the made-up pages of tests/cases/layouts.txt, the five articles and 24 pages of other
# outlets.
_LONGEST_CAPTION = 60
_LONGEST_OPENED_CAPTION = 120       # one that says at its beginning that it is a caption: "In this file photo"
_LONGEST_PLACED = 40        # "Anna Bell (L) and Carl Dean": longer lines with "(left)" are paragraphs
_LONGEST_CREDIT = 8         # a credit alone, whose caption is the line beside it
_LONGEST_CREDIT_LINE = 12   # with photographer, agency and paper
_LONGEST_BESIDE = 20        # the caption beside such a credit, if it is no sentence
_VERB_WITHIN = 15           # the verb of a caption comes after at most so many words, those of its subject
_FEWEST_PICTURES = 3        # a page of pictures has at least so many, and a credit under half of its sentences
_SHOWN_TWICE = 2            # a page shows a picture small and large: a line that stands there more often is none
_FOLDS = ("more", "less", "caption")


def _is_folded(page: Page, at: int, line: Line) -> bool:
    return line.text.endswith(_FOLDS) and bool(FOLDED.fullmatch(line.text))


def _is_credit(page: Page, at: int, line: Line) -> bool:
    if line.quoted or len(line.words) > _LONGEST_OPENED_CAPTION:
        return False
    if PICTURE_OPENING.match(line.text) or line.text[-1] == ")" and LONG_CREDIT.fullmatch(line.text):
        return True
    return len(line.words) <= _LONGEST_CAPTION and bool(CREDIT_SIGN.search(line.text) and CREDIT.fullmatch(line.text))


def _is_credit_line(page: Page, at: int, line: Line) -> bool:
    return len(line.words) <= _LONGEST_CREDIT_LINE and not line.quoted and bool(CREDIT_LINE.fullmatch(line.text))


def _ends_in_agency(page: Page, at: int, line: Line) -> bool:
    return "/" in line.text and len(line.words) <= _LONGEST_CAPTION and bool(AGENCY_END.fullmatch(line.text))


def _says_places(page: Page, at: int, line: Line) -> bool:
    if line.quoted or not (place := PLACED.search(line.text)):
        return False
    return len(line.words) <= (_LONGEST_PLACED if place.start() else _LONGEST_OPENED_CAPTION)


def _is_pictured(page: Page, at: int, line: Line) -> bool:
    """Does the line say in the present tense what happens on a day with its year, as only captions do?

    "The bridge, which stands since May 3, 2021, ..." is excluded, because a caption contains no relative clause and no
    verb in the past tense.
    """
    if line.quoted or len(line.words) > _LONGEST_CAPTION or not (day := FULL_DATE.search(line.text)):
        return False
    before = line.text[:day.start()]
    if not (verb := PICTURED.search(before)) or NARRATED.search(before):
        return False
    return len(before[:verb.start()].split()) <= _VERB_WITHIN


CAPTIONS = (
    ("folded-caption", _is_folded),
    ("picture-credit", _is_credit),
    ("credit-line", _is_credit_line),
    ("agency-caption", _ends_in_agency),
    ("picture-places", _says_places),
    ("dated-caption", _is_pictured),
)
"""Captions and credits by their form, wherever they stand."""

# --- captions by what stands beside them --------------------------------------------------------------------


def find_gallery(page: Page) -> list[int]:
    """The places of the sentences with a credit below them, if most of the page consists of such sentences."""
    free = list(filter(page.is_free_prose, range(len(page.lines))))
    above = [at for at in free if at + 1 < len(page.lines) and page.lines[at + 1].rule == "credit-line"]
    return above if len(above) >= _FEWEST_PICTURES and 2 * len(above) >= len(free) else []


def _is_repeated(page: Page, at: int, line: Line) -> bool:
    """Is the line a sentence that tells what can be seen, or that has no verb, and that stands twice on the page with
    nothing but captions and lines of the site between? Where it opens the page, it is the headline."""
    if not line.prose or line.quoted or line.bullet or len(page.places[line.text]) != _SHOWN_TWICE:
        return False
    if not any(_find_free(page, at, step) in page.places[line.text] for step in (-1, 1)):
        return False
    if not any(other.rule is None and other.text != line.text for other in islice(page.lines, at)):
        return False
    return (verb := _find_first_verb(line)) is None or _is_shown(verb)


def _find_free(page, at, step):
    """The place of the next line in this direction that no rule has taken, or that repeats another; None if there is
    none."""
    places = range(at + step, len(page.lines) if step > 0 else -1, step)
    return next((k for k in places if page.lines[k].rule in (None, "repeated-caption")), None)


def _is_sentence_beside_credit(page: Page, at: int, line: Line) -> bool:
    """Is it a sentence beside a credit that tells what can be seen, or that has no verb and ends in a stop?

    "The mayor at the old bridge on Monday." is above its credit. Below a credit, a sentence without a verb must be
    short, because the credit may belong to a caption above it.
    """
    if line.quoted or line.bullet or line.text[-1] != "." or len(line.words) > _LONGEST_CAPTION:
        return False
    above, below = is_credit_at(page, at - 1), is_credit_at(page, at + 1)
    if not above and not below:
        return False
    verb = _find_first_verb(line)
    return len(line.words) <= (_LONGEST_PLACED if below else _LONGEST_BESIDE) if verb is None else _is_shown(verb)


def is_credit_at(page: Page, at: int) -> bool:
    """Is the line at this place a credit alone, whose caption is beside it?"""
    if not 0 <= at < len(page.lines):
        return False
    line = page.lines[at]
    return line.rule in ("picture-credit", "credit-line") and len(line.words) <= _LONGEST_CREDIT


def _find_first_verb(line):
    """The last word of the first verb of a line; None where it has no verb."""
    return next((sentence.words[chunk.end - 1] for sentence, chunks in read_chunks(line.text)
                 for chunk in chunks if chunk.kind == "verb"), None)


def _is_shown(verb):
    return bool(PICTURED.fullmatch(verb))


BESIDE = (("repeated-caption", _is_repeated), ("beside-credit", _is_sentence_beside_credit))
"""Sentences that are captions, by the lines around them. They are looked for before the headline and the first
sentence of the article are."""


def is_beside_credit(page: Page, at: int, line: Line) -> bool:
    """Is it a short line beside a credit, and no sentence?"""
    if len(line.words) > _LONGEST_BESIDE or line.prose or line.quoted or line.bullet:
        return False
    return is_credit_at(page, at - 1) or is_credit_at(page, at + 1)


def notes_agency(page: Page, at: int, line: Line) -> bool:
    """Does a line within the article end in an agency in parentheses?"""
    return line.text[-1] == ")" and len(line.words) <= _LONGEST_CAPTION and bool(AGENCY_NOTE.fullmatch(line.text))


def _has_agency_behind(page, at, line):
    return len(line.words) <= _LONGEST_CAPTION and bool(AGENCY_BEHIND.fullmatch(line.text))


def _shows_day(page, at, line):
    """Does a sentence tell in the present tense what can be seen on a day?"""
    if line.quoted or line.text[-1] != "." or len(line.words) > _LONGEST_CAPTION or not DAY.search(line.text):
        return False
    verb = _find_first_verb(line)
    return verb is not None and _is_shown(verb)


ABOVE_ARTICLE = (
    ("agency-caption", notes_agency),
    ("agency-caption", _has_agency_behind),
    ("dated-caption", _shows_day),
)
"""Captions between the headline and the article, where a deck may be too."""
