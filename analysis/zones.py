"""Which part of a page is the article, and which is headline, caption or the site around it.

Every paragraph gets one zone, by the first rule that holds, and says which rule it was. The
rules look at a line's form (length, final stop, capitals), at its place (before, in or after
the prose of the article) and at the phrases in data/furniture.csv; they know no outlet.
"""
import functools
import re
from pathlib import Path

import pandas as pd

from analysis.spans import make_spans
from analysis.text import find_paragraphs, find_words, fold

ZONES = ("headline", "deck", "subhead", "dateline", "caption", "furniture", "body")
_FURNITURE = Path(__file__).parents[1] / "data" / "furniture.csv"

# --- vocabulary ----------------------------------------------------------------------------

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_DATE = rf"(?:{_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?(?:,?\ ?\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\ {_MONTH}(?:,?\ ?\d{{4}})?|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"

# "Published October 02,2020", "Last updated: 3 May 2021, 10:15 GMT", "Tuesday 3 May 2021", "3 hours ago"
_PUBLICATION = re.compile(rf"""(?:(?:first\ |last\ )?(?:published|updated|posted|modified|created|issued|date)\b.*
    | (?:{_DAY},?\ )?{_DATE}(?:[\s,|·•–—-]+.{{0,40}})?
    | \d+\ (?:minutes?|hours?|days?)\ ago\b.{{0,40}})""", re.I | re.X)
# "By Anna Bell", "By ANNA BELL and Carl Dean, Transport Correspondent", "Anna Bell | Harton Post"
_BYLINE = re.compile(r"by:?\s+[A-Z][\w.'’-]+(?:[\s,|·•&]+(?:and\s+|in\s+)?[A-Z][\w.'’-]*){0,10}\s*", re.I)
_CREDIT = r"photo(?:graph)?s?|picture|image|file|video|illustration|graphic"
# "(AA Photo)", "Photo: J. Reed", "Image source, Agency", "File photo", "Harton Bridge in May (J. Reed/NW)"
_CAPTION = re.compile(rf"""(?:{_CREDIT})(?:\ (?:source|credit|caption|by|courtesy))*\s*[:,©].*
    | .*\((?:[^()]*\b)?(?:{_CREDIT})s?\b[^()]*\)\.?
    | .*[\[(][A-Z][\w.\ ]*/[A-Z][\w.\ ]*[\])]\.?
    | .*\b(?:file|handout|courtesy)\ (?:photo|picture|image)\b.{{0,40}}
    | .*\b(?:photo|picture|image)(?:graph)?s?:\ .{{0,60}}""", re.I | re.X)
# Who stands where in a picture: "(L)", "(R)", "(C)", "(left)", "(2nd R)", ", left,"
_PLACED = re.compile(r"\((?:L|R|C|(?:\w+ )?(?:left|right|centre|center)|[2-9](?:nd|rd|th) [LR])\)|, (?:left|right|pictured)[,.]")
# "Ankara:", "NEW YORK, The Post:", "HARTON (Newswire) —", "Harton, May 3 (NW) -", at the start of the first body paragraph
_NAME = r"[A-Z][\w.'’-]*(?:[ /](?:de|la|of|the|[A-Z])[\w.'’-]*){0,4}"
_DATELINE = re.compile(rf"""{_NAME}(?:,\ (?:{_NAME}|(?i:{_DATE})))*\ *(?:\([A-Z][^()]{{1,40}}\))?\ *(?:[—–]|--|-(?=\s)|:(?=\s[^"“'‘„«]))\s*""", re.X)
# At the very end, after the last stop: "–Agencies", "(Newswire)", "— Harton Post"
_END_CREDIT = re.compile(r"(?<=[.!?”\"’'])\s*(?:[—–-]{1,2}\s*[A-Z][\w.&/ ]{1,40}|\([A-Z][\w.&/;: ]{1,60}\))\s*$")

_STOPS = ".!?…"
_MARKS = "\"“”„«»"
_HEADLINE_WORDS, _DECK_WORDS, _SUBHEAD_WORDS, _LABEL_WORDS = 30, 45, 10, 3


@functools.cache
def _furniture():
    table = pd.read_csv(_FURNITURE, dtype="str", keep_default_na=False)
    return {where: tuple(fold(p)[0] for p in rows["phrase"]) for where, rows in table.groupby("where")}


class _Line:
    """One paragraph and what its form says; zone and rule are filled in by the rules."""

    def __init__(self, text, start, end):
        self.start, self.end, self.text = start, end, text[start:end]
        self.words = [self.text[a:b] for a, b in find_words(self.text)]
        self.folded = fold(self.text)[0]
        self.stopped = self.text.rstrip("\"”’')]»").endswith(tuple(_STOPS))
        self.capitals = self.text.isupper()
        self.zone = self.rule = None

    def set(self, zone, rule):
        self.zone, self.rule = zone, rule

    @property
    def prose(self):
        """Reads like a sentence of the article."""
        return self.stopped and len(self.words) > 5 or len(self.words) > _HEADLINE_WORDS


# --- rules, in the order in which they are tried -----------------------------------------------

def _site_phrases(lines):
    phrases = _furniture()
    for line in lines:
        bare = line.folded.strip(" \t:.!|>»›-–—•")
        if bare in phrases["line"] or bare in phrases["start"]:
            line.set("furniture", "a phrase of the site")
        elif any(re.match(re.escape(p) + r"\b", bare) for p in phrases["start"]) and not _is_sentence(line):
            line.set("furniture", "a phrase of the site")
        elif any(re.search(rf"(?<!\w){re.escape(p)}(?!\w)", bare) for p in phrases["anywhere"]) and len(line.words) <= 40:
            line.set("furniture", "a phrase of the site")


def _is_sentence(line):
    return line.stopped and len(line.words) > 20


def _page_lines(lines):
    for line in lines:
        if line.zone is None and len(line.words) <= 20 and not line.prose:
            if _PUBLICATION.fullmatch(line.text):
                line.set("furniture", "a publication line")
            elif _BYLINE.fullmatch(line.text) and len(line.words) <= 12:
                line.set("furniture", "a byline")


    for line, above, below in zip(lines, [None, *lines], [*lines[1:], None]):
        beside = {near.rule for near in (above, below) if near}
        if line.zone is None and len(line.words) <= _LABEL_WORDS + 2 and not line.stopped \
                and beside & {"a publication line", "a byline"} and line is not lines[0]:
            line.set("furniture", "a label beside a publication line or byline")


def _captions(lines):
    for line in lines:
        if line.zone is None and len(line.words) <= 60 and line.text[0] not in _MARKS:
            if _CAPTION.fullmatch(line.text):
                line.set("caption", "a picture credit")
            elif _PLACED.search(line.text) and len(line.words) <= 40:
                line.set("caption", "says who stands where in a picture")


def _headlines(lines):
    """The first line without a zone that is more than a label; then lines above the prose that say it again."""
    free = [line for line in lines if line.zone is None]
    for i, line in enumerate(free):
        following = free[i + 1] if i + 1 < len(free) else None
        label = len(line.words) <= _LABEL_WORDS and following is not None and not following.prose
        if not label:
            break
        line.set("furniture", "a section name above the headline")
    else:
        return None
    if len(line.words) > _HEADLINE_WORDS:
        return None
    line.set("headline", "the first line of the article")
    said = _content(line)
    for other in free[i + 1:i + 6]:
        if other.prose and not (other.folded == line.folded):
            break
        words = _content(other)
        if len(words & said) >= 0.6 * len(words | said) or words and other.folded == line.folded:
            other.set("headline", "repeats the headline")
    return line


def _content(line):
    return {fold(w)[0] for w in line.words if len(w) > 2}


def _decks(lines, headline):
    """Between the headline and the article: above a byline or publication line, or without a final stop."""
    if headline is None:
        return
    below = lines[lines.index(headline) + 1:]
    page = [i for i, line in enumerate(below[:8]) if line.rule in ("a publication line", "a byline")]
    for i, line in enumerate(below[:8]):
        if line.zone is None and page and i < page[-1] and len(line.words) <= 60 and sum(l.zone is None for l in below[:page[-1]]) <= 3:
            line.set("deck", "stands above the byline or publication line")
    for line in below:
        if line.zone is None:
            if line.prose or line.text[0] in _MARKS or len(line.words) > _DECK_WORDS:
                break
            line.set("deck", "follows the headline without a final stop")


def _subheads(lines):
    for i, line in enumerate(lines):
        if line.zone is None and len(line.words) <= _SUBHEAD_WORDS and line.text[-1] not in ".!…,;:" + _MARKS + "’'" \
                and line.text[0] not in _MARKS:
            before = any(l.zone is None and l.prose for l in lines[:i])
            after = any(l.zone is None and l.prose for l in lines[i + 1:])
            if before and after:
                line.set("subhead", "in capitals" if line.capitals else "a short line without a final stop")


def _after_the_end(lines):
    """Short lines without a final stop after the last sentence: links, names, labels."""
    for line in reversed(lines):
        if line.zone is None:
            if line.stopped or len(line.words) > 20 or line.text[-1] in _MARKS:
                break
            line.set("furniture", "a line after the end")


def _motto(lines):
    """A quotation as the last line that shares no word of content with the article."""
    free = [line for line in lines if line.zone is None]
    if len(free) < 3:
        return
    last = free[-1]
    if last.text[0] in _MARKS and last.text[-1] in _MARKS and len(last.words) <= 30 \
            and not re.search(rf"[{_MARKS}]", last.text[1:-1]) and not free[-2].text.endswith(":"):
        words = {w for w in _content(last) if len(w) > 4}
        if words and not words & set().union(*map(_content, free[:-1])):
            last.set("furniture", "a closing quotation that shares no word with the article")


def _lines(text):
    lines = [_Line(text, *span) for span in find_paragraphs(text)]
    _site_phrases(lines)
    _page_lines(lines)
    _captions(lines)
    _decks(lines, _headlines(lines))
    _subheads(lines)
    _after_the_end(lines)
    _motto(lines)
    return lines


def _pieces(text):
    """The lines, with the dateline cut from the first and the credit from the last line of the body."""
    lines = _lines(text)
    body = [line for line in lines if line.zone is None]
    for line in lines:
        start, end = line.start, line.end
        if line.zone is not None:
            yield start, end, line.zone, line.rule
            continue
        if line is body[0] and (dateline := _DATELINE.match(text, start, end)):
            cut = start + len(dateline.group().rstrip())
            yield start, cut, "dateline", "place and source at the start of the body"
            start = dateline.end()
        credit = _END_CREDIT.search(text, start, end) if line is body[-1] else None
        if credit:
            end = credit.start()
        if start < end:
            yield start, end, "body", "everything else"
        if credit:
            lead = len(credit.group()) - len(credit.group().lstrip())
            yield credit.start() + lead, line.end, "furniture", "a credit at the end"


# --- the public function -------------------------------------------------------------------

def find_zones(articles):
    """Every paragraph of every article, with its zone and the rule that gave it.

    articles: DataFrame indexed by article_id, with `text`.

    Returns a span table + `zone` (headline, deck, subhead, dateline, caption, furniture, body) and
    `rule` (why). One row is one paragraph, or one part where a dateline or a closing credit is
    cut off. The rows cover the text, white space aside, and do not overlap.

    >>> articles = pd.DataFrame({"text": ["Bridge opens\\n\\nHarton: The bridge opened again on Monday."]},
    ...                         index=pd.Index(["a"], name="article_id"))
    >>> find_zones(articles)[["text", "zone"]].values.tolist()[:2]
    [['Bridge opens', 'headline'], ['Harton:', 'dateline']]

    Known misses: a deck that is a full sentence reads as body where no byline or publication line stands
    below it; a motto that shares a word with the article reads as body.
    """
    rows = [(article_id, *piece) for article_id, text in articles["text"].items() for piece in _pieces(text)]
    return make_spans(rows, articles, {"zone": "str", "rule": "str"})
