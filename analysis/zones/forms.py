"""The form of a line: what it looks like, whatever is around it.

Most expressions are built from word lists of the lexicon: pages.toml, the phrases of furniture.csv and the calendar.
"""
import functools
import re
from dataclasses import dataclass

from analysis.lexicon import read_classes, read_table, read_words
from analysis.lexicon.calendar import read_calendar
from analysis.text import WORD, fold

# --- limits, in words: all chosen on the made-up pages of tests/cases/layouts.txt and the five articles ----------

LONGEST_HEADLINE = 30       # a longer line is prose, even without a final stop
LONGEST_QUESTION = 15       # a question is prose only when it is longer: short ones are headlines and subheads
SHORTEST_SENTENCE = 6       # with a final stop; a shorter line may be a label: "Sport.", "It was shut at noon."
_SHORTEST_ANNOUNCEMENT = 12  # a sentence that ends in a colon: a list or a quotation follows
_FEWEST_TITLE_WORDS = 4     # words of content that must all be capitalised for a line to be written as a title

# --- vocabulary ----------------------------------------------------------------------------


def _any_of(words):
    """A regular expression for any of these words, longer words first, so that the longest one that fits is matched."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", "[ ]") for word in longest_first)


_PAGES = {name: _any_of(words) for name, words in read_classes("pages").items()}
_MONTH = rf"(?:{_any_of(read_calendar('month'))})"
_DAY = rf"(?:{_any_of(read_calendar('weekday'))})"
_DATE = rf"""(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s?\d{{4}})?
    |\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s?\d{{4}})?
    |\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"""
_TIME = r"\d{1,2}(?:[:.]\d\d)?\s{0,2}(?:[ap]\.?m\b\.?)?"
_NOON = r"(?:[ap]\.?m\b\.?)"
_CLOCK_TIME = rf"\d{{1,2}}[:.]\d\d\s?{_NOON}?(?:\s\(?[A-Z]{{2,4}}\b\)?)?|\d{{1,2}}\s?{_NOON}(?:\s[A-Z]{{2,4}}\b)?"

_UPDATED = rf"(?:(?:published|updated|posted):?\s+(?:{_CLOCK_TIME}),?\s(?:on\s)?)?"

PUBLICATION = re.compile(rf"""
    # "Published October 02,2020", "Last updated: 3 May"
      (?:(?:{_PAGES["publication_order"]})[ ])?(?:{_PAGES["publication_verbs"]})\b.*
    # "Tuesday 3 May 2021", "3 May 2021, 10:15 GMT", "May 3, 2021 at 6:01 am Updated May 4, 2021 at 3:33 pm"
    | (?:[\w.' ]{{1,40}}[ ][|·•][ ])?(?:{_DAY},?\s)?{_DATE}(?:[\s,|·•–—-]+.{{0,80}})?
    # "Associated Press Monday, May 3, 2021"
    | (?:{_PAGES["agencies"]})[ ,]+(?:{_DAY},?\s)?{_DATE}
    # "7:32 am GMT, Monday, May 3, 2021", "4:38  PM ET Mon, 3 May 2021"
    | {_TIME}(?:\s[A-Z]{{2,4}})?,?\s(?:on\s)?(?:{_DAY},?\s)?{_DATE}.{{0,40}}
    # "by Anna Bell May 3 at 6:01 AM", "By Anna Bell - Harton Post - Updated: 7:32 a.m. on Monday, May 3, 2021"
    | by:?\s(?:[\w.'’ -]{{2,60}}?|(?-i:[A-Z])[\w.'’, -]{{2,120}}?)[\s|,·•–—-]+
      {_UPDATED}(?:{_DAY},?\s)?{_DATE}\b.{{0,60}}
    # "Anna Bell and Carl Dean, Harton Post Published 6:01 p.m. ET May 3, 2021", "Anna BellPosted at 6:01 am on May 3"
    | (?-i:[A-Z])[^.!?]{{1,80}}\s?(?-i:Published|Updated|Posted|PUBLISHED|UPDATED|POSTED)\s.{{0,40}}\b{_DATE}.{{0,40}}
    # "3 hours ago", "1 hr 20 min ago"
    | (?:\d+[ ](?:{_PAGES["ago_units"]})[ ]){{1,2}}ago\b.{{0,40}}
    """, re.IGNORECASE | re.VERBOSE)
"""A line that says when the page was published."""

DATED = re.compile(rf"""
      (?:[\w.' ]{{1,40}}\s[|·•]\s)?(?:{_DAY},?\s)?{_DATE}[\s,|·•–—-]+(?:at\s)?(?:{_CLOCK_TIME})
    | (?:{_CLOCK_TIME}),?\s(?:on\s)?(?:{_DAY},?\s)?{_DATE}
    # "Harton News May 3, 2021, 7:29 AM"
    | (?-i:[A-Z])[\w.'’&]{{0,20}}(?:[ ](?-i:[A-Z])[\w.'’&]{{0,20}}){{0,4}}[ ,]+{_DATE},?\s(?:{_CLOCK_TIME})
    # "Anna Bell and Carl Dean , Harton Post Published 3:55 a.m. ET May 3, 2021 | Updated 7:59 a.m. ET May 3, 2021"
    | (?-i:[A-Z])[^.!?]{{1,80}}\s(?:Published|Updated|Posted)\s(?:{_CLOCK_TIME})\s{_DATE}
      (?:\s[|·•]\s(?:Updated)\s(?:{_CLOCK_TIME})\s{_DATE})?
    # "Jul.16.2018 / 8:02 AM ET", "Jul.13.201802:19", with the length of a film
    | [A-Z][a-z]{{2}}\.\d{{1,2}}\.\d{{4}}(?:[\s/,|]*(?:{_CLOCK_TIME}))?
    """, re.IGNORECASE | re.VERBOSE)
"""A day with a time and nothing else: a publication line even where it ends in the stop of "a.m."."""

_AGENCY = rf"(?:{_PAGES['agencies']})"
_AGENCIES = rf"(?:{_AGENCY}|[A-Z]{{2,6}}(?=/))(?:\s?[/—–-]\s?{_AGENCY})*"
_PERSON = r"[A-Z][\w.'’-]*(?:[ ](?!and[ ])[A-Za-z][\w.'’-]*){0,5}"

BYLINE = re.compile(rf"""
    (?:(?i:{_AGENCY})\s[—–-]\s)?(?i:(?:(?:{_PAGES["byline_openers"]})\s)?by:?\s+[A-Z][\w.'’-]+
    (?:(?:[\s,|·•&]|[—–-](?=\s))+(?:and\s+|in\s+|via\s+)?[A-Z][\w.'’-]*){{0,10}}(?:\s+@\w+)?[\s,]*)""", re.VERBOSE)
"""A line that names the author: "By ANNA BELL and Carl Dean, Correspondents", "Newswire — By Anna Bell - Newswire"."""

ROLE_BYLINE = re.compile(rf"""{_PERSON}[ ]?[|,•·–—-][ ](?:(?:[A-Z][\w&’'.-]*|&|and|of|for)[ ]){{0,6}}
    (?i:{_PAGES["press_roles"]})(?:[ ](?:at|for|of)[ ].{{1,40}})?""", re.VERBOSE)
"""A name and a post at the paper: "Anna Bell | Transport Reporter", "Carl Dean, Editor of the Harton Post"."""

NAME_BYLINE = re.compile(rf"""
      {_PERSON}[ ]{_DAY},?\s{_DATE}                                 # "Anna Bell Monday, May 3, 2021"
    | {_PERSON}(?:[ ]and[ ]{_PERSON})?\s+@\w+                        # "Anna Bell The Harton Post @annabell"
    | With[ ]{_PERSON}[ ]and[ ]{_PERSON}                             # "With Anna Bell and Carl Dean"
    """, re.VERBOSE)
"""Names that are a byline only below a headline."""

_CREDIT = _PAGES["credits"]
CREDIT = re.compile(rf"""
      (?:{_CREDIT})(?:[ ](?:{_PAGES["credit_words"]}))*\s*[:,©].*         # "Photo: J. Reed", "Image source, Agency"
    | (?:{_CREDIT})[ ]\d+[ ](?:of|/)[ ]\d+                                # "Image 3 of 12"
    | (?:{_CREDIT})[ ](?:caption|copyright)[ ].*                          # "Image caption The bridge at noon"
    # "Harton Bridge (file photo)", "The bridge (AA Photo)", "The bridge (AP Photo/J. Reed) HNW 17"
    | .*\((?:[^()]*\b)?(?:{_CREDIT})s?\b[^()]*\)\W?(?-i:[A-Z0-9_: ]{{0,40}})
    | .*[\[(][A-Z][\w., ]*/[ ]?[A-Z][\w. ]*[\])]\.?                       # "Harton Bridge in May (J. Reed/NW)"
    | .*\b(?:{_PAGES["photo_kinds"]})[ ](?:photo|picture|image)\b.{{0,40}}
    | .*\b(?:photo|picture|image)(?:graph)?s?:[ ].{{0,60}}                # "The bridge in May. Picture: Jane Reed"
    | .*\((?:{_PAGES["supplied"]}|[^():]{{1,30}}:[ ][^():]{{1,30}})\)\.?  # "The bridge (Source: Newswire)"
    # "The bridge in May.Credit...Jane Reed"
    | .*[.!?”"](?:[ ])?(?:{_PAGES["closing_credits"]})(?:\.\.\.|…|:[ ]).{{1,60}}
    | .*[.!?”"][ ]?(?-i:Credit[ ]?(?=[A-Z])).{{1,60}}                      # "The bridge in May. Credit Jane Reed"
    | .*[.!?”"][ ]\({_MONTH}\s\d{{1,2}}\)\W{{0,3}}(?-i:[A-Z]{{2,4}})?           # "The bridge opens. (May 3) AP"
    | media:[ ]{_AGENCY}                                                   # "Media: Associated Press"
    """, re.IGNORECASE | re.VERBOSE)
"""A caption or a credit: it says whose the picture is."""

LONG_CREDIT = re.compile(rf"""
    .*\((?:[^()]*\b)?(?:{_CREDIT})s?\b[^()]*/[^()]*\)""", re.IGNORECASE | re.VERBOSE)
"""A caption of any length: "The bridge over the Tamble ... (Newswire Photo/Jane Reed)"."""

CREDIT_SIGN = re.compile(rf"""[(\[:©…]|\.\.\.|[.!?”"][ ]?Credit|^(?:{_CREDIT})\b
    |\b(?:{_PAGES["photo_kinds"]})[ ]""", re.IGNORECASE | re.VERBOSE)
"""What every `CREDIT` holds: looked for first, as it takes a fraction of the time."""

PICTURE_OPENING = re.compile(rf"""(?:FILE(?:[ ]PHOTO)?\s*[-–—:]\s
    |(?:FILE[ ])?In[ ](?:this|a)[ ][^.]{{0,60}}\b(?:{_PAGES["pictures"]})\b)""", re.VERBOSE)
"""How a caption may open: "FILE - The bridge", "In this Monday, May 3, 2021 file photo, the bridge"."""

CREDIT_LINE = re.compile(rf"""
      (?:(?:[Pp]ool[ ])?[Pp]hoto(?:graph)?s?[ ]by[ ]|[Cc]redit[ ]?)?
      {_PERSON}(?:[ ]?[,/|][ ]?|[ ][—–-][ ])(?:{_AGENCIES}|(?<=/)[A-Z]+)
    | {_PERSON}(?:[ ][|][ ]{_AGENCY}){{1,3}}                          # "Jane Reed | AFP | Getty Images"
    | {_AGENCY}/(?:File|Pool)\b.{{0,10}}
    | {_AGENCY}[ ](?:PHOTO|Photo)[ ]?/.{{1,120}}                      # "AFP PHOTO / Jane Reed"
    | (?:[Pp]ool[ ])?[Pp]hoto(?:graph)?s?[ ]by[ ]{_PERSON}.{{0,40}}
    | Credit(?:\.\.\.|…|:|[ ])?[ ]?[A-Z].{{0,60}}[^\s.!?]
    | [\w.'’/ -]{{1,40}}[ ][Vv]ia[ ]{_AGENCIES}
    """, re.VERBOSE)
"""A line that is only a credit: "Jane Reed, AP", "Photo by Jane Reed/HNW", "CreditJane Reed for The Post"."""

AGENCY_BYLINE = re.compile(rf"{_PERSON}(?:,[ ]{_PERSON}){{0,5}}(?:,?[ ]and[ ]{_PERSON})?,?[ ]?{_AGENCY}")
"""The same form as a byline, above the day of the page: "Anna Bell, Associated Press"."""

AGENCY_END = re.compile(rf""".*(?:[A-Z][\w'’-]{{1,40}}[ ]?/[ ]?{_AGENCIES}|\b(?i:{_AGENCY}(?:[ ]photo)?)/{_PERSON}
    |(?:/[ ]?\w+[ ]via[ ]|[|][ ]+)(?i:{_AGENCY})(?:[ ][Pp]hoto)?)\W?""", re.VERBOSE)
"""A caption that runs into its credit: "The bridge at noon Jane Reed/Reuters", "The bridge. REUTERS/Jane Reed",
"The bridge at noon. | AP Photo"."""

FOLDED = re.compile(r".*(?:(?:\.\.\.|…)[ ]more|[.!?”\")][ ]less|\w[ ](?:hide|toggle)[ ]caption)", re.DOTALL)
"""A text that a page shows in part or whole, with the words that one clicks on: "The bridge over the ... more", "The
bridge at noon. Jane Reed hide caption"."""

COUNTER = re.compile(r"\d{1,3}\s?(?:of|/)\s?\d{1,3}")
"""The number of a picture in a row of pictures: "3 of 12", "3/12"."""

LENGTH = re.compile(r".*[\w?!”’\"'][ ]\d{1,2}:\d\d")
"""A line that ends in the length of a film: "Will the bridge open? 07:04"."""

PICTURED = re.compile(rf"\b(?:{_PAGES['picture_verbs']})\b")
"""What people in a picture do, in the present tense: "Mayor Anna Bell speaks at the bridge on Monday, May 3, 2021"."""

NARRATED = re.compile(rf"\b(?:{_PAGES['narrating_words']})\b", re.IGNORECASE)
"""What a caption's first clause does not hold: a verb in the past, a relative, a report."""

SIGNATURE = re.compile(r"[A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){1,3}, [A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,2}")
"""A name and a place in capitals: "ANNA BELL, HARTON"."""

FULL_DATE = re.compile(rf"\b(?:{_MONTH}\s\d{{1,2}},?\s\d{{4}}|\d{{1,2}}\s{_MONTH},?\s\d{{4}})\b")
"""A day with its year."""

DAY = re.compile(rf"\b(?:(?:{_any_of(read_calendar('weekday'))})\b|{_DATE})", re.VERBOSE)
"""A weekday or a day of a month."""

AGENCY_NOTE = re.compile(rf".*(?:[.!?”’\"]\s?|\s)\({_AGENCIES}\)", re.VERBOSE)
"""A caption that ends in an agency: "The bridge at noon. (AP)", "The bridge at noon (AP)". An article may end so."""

AGENCY_BEHIND = re.compile(rf".*[.!?”’\"]\s?{_AGENCIES}", re.VERBOSE)
"""The same without parentheses: "The bridge at noon. Reuters"."""

PLACED = re.compile(rf"""
      \((?:{_PAGES["picture_letters"]}|(?:\w+[ ])?(?:{_PAGES["places_in_picture"]})|[2-9](?:nd|rd|th)[ ][LR])\)
    | ,[ ](?:(?:{_PAGES["before_places"]})[ ])?(?:{_PAGES["picture_marks"]})[,.]
    | ,[ ](?:{_PAGES["before_places"]})[ ](?:{_PAGES["places_in_picture"]})[,.]
    | [A-Z][\w.'’-]{{0,40}},[ ](?:{_PAGES["places_after_name"]})[,.]
    | ^\(?(?:L-R|L[ ]to[ ]R|[Ff]rom[ ]left)\b
    | \([Ff]rom[ ](?:L|left)\b""", re.VERBOSE)
"""Who stands where in a picture: "(L)", "(left)", "(2nd R)", ", left,", ", second from right,", "Bell, centre,",
"From left, "."""

LABELLED = re.compile(r"[A-Z]{3,}(?: [A-Z]+)?: ")
"""A label in capitals before a caption: "WINNER: the dog and its owner"."""

PATH = re.compile(r"[^>›»]{1,30}(?:\s[>›»]\s[^>›»]{1,40})+|[\w. ]{1,30}\s?[•›»|]")
"""A path through the site: "Home > News > Local", and its links with the mark between them: "Harton Post •"."""

ADDRESS = re.compile(r"(?:https?://\S+|(?:[A-Za-z0-9-]+\.)+[a-z]{2,6}(?:/\S*)?)[ •|]*")
"""An address and nothing else: "harton.example", "HARTON.example", "https://harton.example/bridge"."""

_BUTTON = rf"(?>{_PAGES['share_buttons']})[\s,|·•]*+"
BUTTONS = re.compile(rf"{_BUTTON}(?>{_BUTTON}|\d{{1,5}}\s++){{1,24}}+", re.IGNORECASE)
"""A row of the buttons that pass an article on: "Share Tweet Email", "CONNECT TWEET LINKEDIN 22 COMMENTEMAILMORE"."""

_SECTION = rf"(?:{_PAGES['sections']})"
SECTION = re.compile(rf"{_SECTION}(?:\W{{1,3}}{_SECTION})?\W{{0,2}}", re.IGNORECASE | re.VERBOSE)
"""The name of a section of a paper, and nothing else: "Opinion", "World news", "Politics | Analysis"."""

_MEDIA = "|".join(sorted(read_classes("people")["media_names"]))
PAPER = re.compile(rf"The(?:[ ][A-Z][\w.'’&-]*){{1,3}}[ ](?i:{_MEDIA})", re.VERBOSE)
"""A name that only a paper has: "The Harton Post"."""

AGENCY = re.compile(_AGENCIES, re.VERBOSE)
"""An agency and nothing else: "AP", "AFP/Getty Images"."""

ICON = re.compile(r"[a-z]+(?:_[a-z]+)+")
"""The name of an icon that the font of the page would draw: "more_vert"."""

BRACKETED = re.compile(r"\[.*\]")
"""A line in square brackets: "[Read: Why the north has so few bridges]"."""

POST_CREDIT = re.compile(r"[—–-]{1,2}\s?[^@]{1,80}\(@\w+\).{0,40}")
"""Who wrote a post that is shown in the article: "— Anna Bell (@annabell) May 3, 2021"."""

CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d\s?(?:[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)(?:\s[A-Z]{2,4})?", re.IGNORECASE)
"""A time of day and nothing else, above an entry of a page that is added to all day: "1:05 p.m."."""

AUTHOR = re.compile(rf"""
    (?:(?:[A-Z][\w.'’-]*|{_PAGES["author_joiners"]}),?[ ]){{1,12}}
    (?:{_PAGES["author_phrases"]})\b""", re.VERBOSE)
"""How a line about the author opens: "Anna Bell is the author of", "Carl Dean covers"."""

_NAME = r"[A-Z][\w.'’-]*(?:[ /](?:de|la|of|the|[A-Z])[\w.'’-]*){0,4}"
DATELINE = re.compile(rf"""(?!(?i:{_PAGES["line_labels"]})\b){_NAME}(?:,[ ](?:{_NAME}|(?i:{_DATE})))*
    (?:\.?[ ]/[A-Z]\w+/\.?\s(?:[—–-]\s)?
      |(?:[ ]*\([A-Z][^()]{{1,40}}\))?[ ]*(?:[—–]|--|-(?=\s)|:(?=\s[^"“'‘„«]))\s*)""", re.VERBOSE)
"""Place and source before the first sentence: "Ankara:", "HARTON (NW) —", "HARTON, May 3. /NW/."."""

PLACE_IN_CAPITALS = re.compile(r"[A-Z](?:[A-Z.'’ ]|-(?=[A-Z])){3,}+(?![a-z])")
"""The place of a dateline in capitals: "PORT-AU-PRINCE, Haiti (NW) —"; not "FBI Director Anna Bell —"."""

OPENING = re.compile(r"[\"“‘']?[A-Z]")
"""How a sentence begins."""

WIRE_DATELINE = re.compile(r"(?:[A-Z](?:[A-Z.'’]|-(?=[A-Z]))++[ ,]{0,2}+){1,4}[^—–:]{0,40}(?:[—–]|--|-(?=\s))\s")
"""A dateline that nothing else looks like: a place in capitals, and a dash not far behind it. Each word is read whole:
were it cut in all ways, a line of a hundred capitals would take seconds."""

END_CREDIT = re.compile(rf"""(?<=[.!?”\"’'])\s*(?:
      (?!(?<=\w\.\w\.)-\w)[—–-]{{1,2}}\s*[A-Z][\w.&/ ]{{1,40}}      # not within a word: U.S.-Velian
    | \([A-Z][\w.&/]*(?:[;:, /]+(?:[A-Z&][\w.&/]*|(?:{_PAGES["credit_joiners"]})\b)){{0,12}}\)
    | (?:{_PAGES["end_marks"]})\b\.?)\s*$""", re.VERBOSE)
"""What stands after the last stop: who wrote the article ("–Agencies", "(Newswire)"), or that it ends ("Enditem")."""

QUOTATION_MARKS = "\"“”„«»"
_BULLETS, _STOPS = "•*-–·▪", (".", "!", "?", "…")
CLOSING = QUOTATION_MARKS + "'‘’)] "
_AROUND = " \t:.!|>»›-–—•*"


@functools.cache
def read_phrases() -> dict[str, re.Pattern]:
    """The phrases of furniture.csv, folded, as one expression for each `where`: line, start, heading, anywhere."""
    phrases: dict[str, list[str]] = {where: [] for where in ("line", "start", "heading", "anywhere")}
    for row in read_table("furniture"):
        if row["where"] not in phrases:
            raise ValueError(
                f"furniture.csv, the row of {row['phrase']!r}: where is {row['where']!r}; write {', '.join(phrases)}"
            )
        phrases[row["where"]].append(re.escape(fold(row["phrase"])[0]))
    either = {where: "|".join(phrases[where]) for where in sorted(phrases)}
    return {"line": re.compile("|".join(either.values())), "start": re.compile(rf"(?:{either['start']})(?!\w)"),
            "heading": re.compile(rf"(?:{either['heading']})(?!\w)"),
            "anywhere": re.compile(rf"(?<!\w)(?:{either['anywhere']})(?!\w)")}


@functools.lru_cache(maxsize=1 << 16)
def _read_content(word):
    """The folded word if it is a content word, else ""."""
    folded = fold(word)[0]
    return folded if len(folded) > 2 and folded not in read_words("stopwords", "word") else ""


@dataclass
class Line:
    """One paragraph of a page, its form, and the rule that gave it a zone (None until there is one)."""
    start: int
    end: int
    text: str
    rule: str | None = None

    def __post_init__(self) -> None:
        text = self.text
        self.words: list[str] = WORD.findall(text)
        self.folded: str = fold(text)[0].strip(_AROUND)
        self.quoted: bool = text[0] in QUOTATION_MARKS
        self.bullet: bool = text[0] in _BULLETS and len(self.words) > 1
        self.stopped: bool = text[-1] in _STOPS or END_CREDIT.sub("", text).rstrip(CLOSING).endswith(_STOPS)
        self.prose: bool = self._is_prose()

    def _is_prose(self):
        """Is the line one or more full sentences, like the paragraphs of an article?"""
        n_words = len(self.words)
        if self.bullet or n_words < SHORTEST_SENTENCE or self.text[-1] == "?" and n_words <= LONGEST_QUESTION:
            return False
        if n_words > LONGEST_HEADLINE or n_words >= _SHORTEST_ANNOUNCEMENT and self.text[-1] == ":":
            return True
        return self.stopped and not self.is_titled() or bool(WIRE_DATELINE.match(self.text))

    def is_titled(self) -> bool:
        """Does every content word have a capital, as in a headline that ends in "D.C."?"""
        if len(self.words) > LONGEST_HEADLINE:
            return False
        content = [word for word in self.words if _read_content(word)]
        return len(content) >= _FEWEST_TITLE_WORDS and not any(word[0].islower() for word in content)

    @functools.cached_property
    def content(self) -> frozenset[str]:
        """The words that are not small words, folded."""
        return frozenset(map(_read_content, self.words)) - {""}
