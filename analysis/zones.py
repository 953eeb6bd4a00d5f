"""Which part of a page is the article, and which is headline, caption or the site around it.

Every paragraph gets one zone, by the first rule that holds, and says which rule it was. The
rules look at a line's form (length, final stop, capitals), at its place (before, in or after
the prose of the article) and at the phrases in furniture.csv in the lexicon; they know no outlet.
"""
import dataclasses
import functools
import re

from analysis.lexicon import read_table, read_words
from analysis.spans import make_spans, read_texts
from analysis.text import find_paragraphs, find_words, fold

ZONES = ("headline", "deck", "subhead", "dateline", "caption", "furniture", "body")

# --- vocabulary ----------------------------------------------------------------------------

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_DATE = rf"(?:{_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?(?:,?\ ?\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\ {_MONTH}(?:,?\ ?\d{{4}})?|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"

# "Published October 02,2020", "Last updated: 3 May 2021, 10:15 GMT", "Tuesday 3 May 2021", "3 hours ago"
_PUBLICATION = re.compile(rf"""(?:(?:first\ |last\ )?(?:published|updated|posted|modified|created|issued|date)\b.*
    | (?:{_DAY},?\ )?{_DATE}(?:[\s,|·•–—-]+.{{0,40}})?
    | \d+\ (?:minutes?|hours?|days?)\ ago\b.{{0,40}})""", re.I | re.X)
# "By Anna Bell", "By ANNA BELL and Carl Dean, Transport Correspondent", "Anna Bell | Harton Post"
_BYLINE = re.compile(r"by:?\s+[A-Z][\w.'’-]+(?:[\s,|·•&]+(?:and\s+|in\s+)?[A-Z][\w.'’-]*){0,10}(?:\s+@\w+)?\s*", re.I)
_CREDIT = r"photo(?:graph)?s?|picture|image|file|video|illustration|graphic"
# "(AA Photo)", "Photo: J. Reed", "Image source, Agency", "File photo", "Harton Bridge in May (J. Reed/NW)"
_CAPTION = re.compile(rf"""(?:{_CREDIT})(?:\ (?:source|credit|caption|by|courtesy))*\s*[:,©].*
    | .*\((?:[^()]*\b)?(?:{_CREDIT})s?\b[^()]*\)\.?
    | .*[\[(][A-Z][\w.\ ]*/[A-Z][\w.\ ]*[\])]\.?
    | .*\b(?:file|handout|courtesy)\ (?:photo|picture|image)\b.{{0,40}}
    | .*\b(?:photo|picture|image)(?:graph)?s?:\ .{{0,60}}
    | .*\((?:supplied|handout|courtesy|[^():]{{1,30}}:\ [^():]{{1,30}})\)\.?""", re.I | re.X)
# "WINNER: the dog and its owner"
_LABELLED = re.compile(r"[A-Z]{3,}(?: [A-Z]+)?: ")
# "Home > News > Local"
_TRAIL = re.compile(r"[^>›»]{1,30}(?:\s[>›»]\s[^>›»]{1,40})+")
# Who stands where in a picture: "(L)", "(R)", "(C)", "(left)", "(2nd R)", ", left,"
_PLACED = re.compile(r"\((?:L|R|C|(?:\w+ )?(?:left|right|centre|center)|[2-9](?:nd|rd|th) [LR])\)|, (?:left|right|pictured)[,.]")
# "Ankara:", "NEW YORK, The Post:", "HARTON (Newswire) —", "Harton, May 3 (NW) -", at the start of the first body paragraph
_NAME = r"[A-Z][\w.'’-]*(?:[ /](?:de|la|of|the|[A-Z])[\w.'’-]*){0,4}"
_DATELINE = re.compile(rf"""{_NAME}(?:,\ (?:{_NAME}|(?i:{_DATE})))*(?:\ *\([A-Z][^()]{{1,40}}\))?\ *(?:[—–]|--|-(?=\s)|:(?=\s[^"“'‘„«]))\s*""", re.X)
# At the very end, after the last stop: "–Agencies", "(Newswire)", "— Harton Post"
_END_CREDIT = re.compile(r"(?<=[.!?”\"’'])\s*(?:[—–-]{1,2}\s*[A-Z][\w.&/ ]{1,40}|\([A-Z][\w.&/;: ]{1,60}\))\s*$")

_STOPS = ".!?…"
_MARKS = "\"“”„«»"
_SINGLE = "'‘’"
_HEADLINE_WORDS, _DECK_WORDS, _SUBHEAD_WORDS, _LABEL_WORDS = 30, 45, 10, 5


@functools.cache
def _furniture():
    phrases = {}
    for row in read_table("furniture"):
        phrases.setdefault(row["where"], []).append(re.escape(fold(row["phrase"])[0]))
    either = {where: "|".join(phrases[where]) for where in sorted(phrases)}
    return {"line": re.compile("|".join(either.values())), "start": re.compile(rf"(?:{either['start']})(?!\w)"),
            "heading": re.compile(rf"(?:{either['heading']})(?!\w)"),
            "anywhere": re.compile(rf"(?<!\w)(?:{either['anywhere']})(?!\w)")}


@dataclasses.dataclass
class _Line:
    """One paragraph and what its form says; `zone` and `rule` are filled in by the rules."""
    start: int
    end: int
    text: str
    zone: str | None = None
    rule: str | None = None

    def __post_init__(self):
        self.words = [self.text[a:b] for a, b in find_words(self.text)]
        self.folded = fold(self.text)[0].strip(" \t:.!|>»›-–—•*")
        self.stopped = _END_CREDIT.sub("", self.text).rstrip(_MARKS + _SINGLE + ")] ").endswith(tuple(_STOPS))
        self.bullet = self.text[0] in "•*-–·▪" and len(self.words) > 1
        question = self.text.endswith("?") and len(self.words) <= 15
        self.prose = not self.bullet and not question and (self.stopped and len(self.words) > 5
                                                           or len(self.words) > _HEADLINE_WORDS)
        self.content = {w for w in (fold(w)[0] for w in self.words) if len(w) > 2 and w not in read_words("stopwords", "word")}

    def set(self, zone, rule):
        self.zone, self.rule = zone, rule


# --- rules, in the order in which they are tried -----------------------------------------------

def _set_page_lines(lines):
    """The site's own phrases, bylines and publication lines: known by their form, wherever they stand."""
    phrases = _furniture()
    for line in lines:
        short = len(line.words) <= 20
        if not line.words:
            line.set("furniture", "a line without words")
        elif phrases["heading"].match(line.folded) and not line.prose:
            line.set("furniture", "the heading of a box of the site")
        elif phrases["line"].fullmatch(line.folded) or (phrases["start"].match(line.folded) and (short or not line.stopped)) \
                or (phrases["anywhere"].search(line.folded) and len(line.words) <= 40):
            line.set("furniture", "a phrase of the site")
        elif _TRAIL.fullmatch(line.text):
            line.set("furniture", "a path through the site")
        elif short and not line.prose and _PUBLICATION.fullmatch(line.text):
            line.set("furniture", "a publication line")
        elif short and not line.prose and _BYLINE.fullmatch(line.text):
            line.set("furniture", "a byline")


def _set_captions(lines):
    for line in lines:
        if line.zone is None and line.text[0] not in _MARKS:
            if len(line.words) <= 60 and _CAPTION.fullmatch(line.text):
                line.set("caption", "a picture credit")
            elif len(line.words) <= 40 and _PLACED.search(line.text):
                line.set("caption", "says who stands where in a picture")


def _set_headlines(lines):
    """The line above the prose whose words the prose takes up; those that repeat it; what stands above it.

    Returns the place of the headline, -1 where the article has none, and the place of its first prose.
    """
    first = next((i for i, line in enumerate(lines) if line.zone is None and line.prose), len(lines))
    told = set().union(*(line.content for line in lines[first:] if line.zone is None))
    above = [i for i, line in enumerate(lines[:first + 1]) if line.zone is None and len(line.words) <= _HEADLINE_WORDS
             and not line.bullet]
    if not above:
        return -1, first
    # A headline may look like prose ("He came. He saw. He won."): only then is the first prose line one.
    if len(above) > 1 and above[-1] == first or above[0] == first and len(lines[first].words) > 12:
        above = [i for i in above if i != first]
    long_enough = [i for i in above if len(lines[i].words) >= 4]
    taken_up = [i for i in long_enough if len(lines[i].content & told) >= max(2, 0.25 * len(lines[i].content))]
    at = (taken_up or long_enough or above or [-1])[0]
    if at < 0:
        return at, first
    headline = lines[at]
    headline.set("headline", "the line above the article that the article takes up" if taken_up
                 else "the first line above the article")
    for i, line in enumerate(lines[:first + 1]):
        if line.zone is None and not line.prose:
            shared = len(line.content & headline.content)
            if shared and shared >= 0.6 * len(line.content | headline.content):
                line.set("headline", "repeats the headline")
            elif i < at:
                line.set("furniture", "a line above the headline")
    return at, first


def _set_decks(lines, at, first):
    """Between the headline and the article: above a byline or publication line, key points, or without a final stop."""
    dated = [i for i in range(at + 1, min(len(lines), first + 4)) if lines[i].rule in ("a publication line", "a byline")]
    for i in range(at + 1, len(lines)):
        line = lines[i]
        if line.zone is not None:
            continue
        if i >= first and not (dated and i < dated[-1]) and not line.bullet:
            break
        if line.bullet:
            line.set("deck", "a key point above the article")
        elif _LABELLED.match(line.text) and not line.stopped:
            line.set("caption", "opens with a label in capitals")
        elif len(line.words) <= _LABEL_WORDS and not line.prose and line.text[0] not in _MARKS:
            line.set("furniture", "a label above the article")
        elif i < first and line.text[0] not in _MARKS or i >= first and len(line.words) <= 60:
            line.set("deck", "stands above the article" if i < first else "stands above the byline or publication line")


def _set_end(lines, last):
    """What stands after the last sentence of the article, and who wrote it."""
    names = {tuple(line.words[1:3]) for line in lines if line.rule == "a byline"} \
        | {tuple(line.words[:2]) for line in lines if line.rule == "a label above the article"}
    if last >= 0 and tuple(lines[last].words[:2]) in names and sum(l.zone is None and l.prose for l in lines) > 2:
        lines[last].set("furniture", "about the author")
        last = max((i for i, line in enumerate(lines) if line.zone is None and line.prose), default=-1)
    for line in lines[last + 1:]:
        if line.zone is None and not line.bullet and line.text[0] not in _MARKS and (not line.stopped or len(line.words) <= _LABEL_WORDS):
            line.set("furniture", "a line after the end")


def _set_subheads(lines, first, last):
    """Short lines without a final stop between the sentences of the article."""
    boxed = False
    for i in range(first + 1, last):
        line = lines[i]
        boxed = line.rule == "the heading of a box of the site" or boxed and (line.zone == "furniture" or not line.stopped)
        if line.zone is not None or line.bullet:
            continue
        if len(line.words) <= 20 and not line.prose and line.text[0] not in _MARKS \
                and any(lines[j].rule == "a picture credit" and len(lines[j].words) <= 8 for j in (i - 1, i + 1)):
            line.set("caption", "beside a picture credit")
        elif line.stopped and not line.text.endswith("?") or line.text[-1] in ",;:":
            continue
        elif boxed:
            line.set("furniture", "a line within a box of the site")
        elif _LABELLED.match(line.text):
            line.set("caption", "opens with a label in capitals")
        elif len(line.words) <= _SUBHEAD_WORDS and not (line.text[0] in _MARKS and line.stopped):
            line.set("subhead", "in capitals" if line.text.isupper() else "a short line without a final stop")


def _set_motto(lines):
    """A quotation as the last line, one sentence long, that shares no word of content with the article."""
    free = [line for line in lines if line.zone is None]
    if len(free) < 2:
        return
    before, line = free[-2:]
    told = set().union(*(other.content for other in free[:-1]))
    inner = line.text[1:-1]
    if line.text[0] in _MARKS and line.text[-1] in _MARKS and not re.search(rf"[{_MARKS}]|[.!?]\s", inner) \
            and not before.text.endswith(":") and line.content and not line.content & told:
        line.set("furniture", "a closing quotation that shares no word with the article")


def _read_lines(text):
    lines = [_Line(start, end, text[start:end]) for start, end in find_paragraphs(text)]
    _set_page_lines(lines)
    _set_captions(lines)
    at, first = _set_headlines(lines)
    _set_decks(lines, at, first)
    last = max((i for i, line in enumerate(lines) if line.zone is None and line.prose), default=-1)
    _set_end(lines, last)
    _set_subheads(lines, first, last)
    _set_motto(lines)
    return lines


def _pieces(text):
    """The lines, with the dateline cut from the first and the credit from the last line of the body."""
    lines = _read_lines(text)
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
    rows = [(article_id, *piece) for article_id, text in read_texts(articles).items() for piece in _pieces(text)]
    return make_spans(rows, articles, {"zone": "str", "rule": "str"})
