"""The words that dates are made of, and patterns over them.

A text is read as a string of codes, one character for each word or mark, and a pattern is a
regular expression over codes, written with words: `n=NUMBER u=PERIOD ago`. Capitals name a
class of words, or a piece that several patterns share; small letters are the word itself;
`n=` names what the rule wants to know. To teach the grammar a word ("fortnight"), add it to its
class below, with what it is worth; nothing else has to change.
"""
import math
import re

# --- vocabulary: classes of words, and what each word is worth -------------------------------


def _count(words, start=1, step=1):
    return {word: start + step * i for i, word in enumerate(words.split())}


VOCABULARY = {
    "MONTH": {**_count("January February March April May June July August September October November December"),
              **_count("Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec"), "Sep": 9,
              **_count("Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sept. Oct. Nov. Dec."), "Sep.": 9},
    "WEEKDAY": _count("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    "WEEKDAYS": _count("Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays"),
    "SHORTDAY": {**_count("Mon Tue Wed Thu Fri Sat Sun"), **_count("Mon. Tue. Wed. Thu. Fri. Sat. Sun."),
                 "Tues": 2, "Tues.": 2, "Thur": 4, "Thurs": 4, "Thurs.": 4},
    "SEASON": {"spring": "SP", "springtime": "SP", "summer": "SU", "summertime": "SU", "autumn": "FA", "fall": "FA",
               "winter": "WI", "wintertime": "WI"},
    "SEASONS": {"springs": "SP", "summers": "SU", "autumns": "FA", "winters": "WI"},
    # A unit is worth its letters in a value (T before those of a time), and how many of them it is.
    "UNIT": {"second": ("TS", 1), "minute": ("TM", 1), "hour": ("TH", 1), "day": ("D", 1), "night": ("D", 1),
             "week": ("W", 1), "fortnight": ("W", 2), "weekend": ("WE", 1), "month": ("M", 1), "quarter": ("Q", 1),
             "year": ("Y", 1), "decade": ("DE", 1), "century": ("C", 1)},
    "UNITS": {"seconds": ("TS", 1), "minutes": ("TM", 1), "Minutes": ("TM", 1),
              "hours": ("TH", 1), "Hours": ("TH", 1), "days": ("D", 1), "nights": ("D", 1),
              "weeks": ("W", 1), "fortnights": ("W", 2), "weekends": ("WE", 1), "months": ("M", 1), "quarters": ("Q", 1),
              "years": ("Y", 1), "decades": ("DE", 1), "centuries": ("C", 1)},
    "LONGUNIT": {"week": ("W", 1), "fortnight": ("W", 2), "month": ("M", 1), "year": ("Y", 1), "decade": ("DE", 1),
                 "century": ("C", 1)},
    "ONES": _count("""one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen"""),
    "TENS": _count("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    "ORDINAL": {**_count("""first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""), "thirtieth": 30},
    "DECADEWORD": _count("twenties thirties forties fifties sixties seventies eighties nineties", 192),
    "DAYPART": {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "midday": "TMI",
                "lunchtime": "TMI", "midmorning": "TMO", "midafternoon": "TAF", "dawn": "TMO", "dusk": "TEV"},
    "DAYPARTS": {"mornings": "TMO", "afternoons": "TAF", "evenings": "TEV", "nights": "TNI"},
    "CLOCKWORD": {"noon": "T12:00", "midnight": "T24:00"},
    "QUARTERNAME": {"Q1": 1, "Q2": 2, "Q3": 3, "Q4": 4},
    "HALFDAY": {"am": 0, "a.m.": 0, "a.m": 0, "pm": 12, "p.m.": 12, "p.m": 12},
    "ZONE": dict.fromkeys("GMT UTC EST EDT CST CDT MST MDT PST PDT ET CET BST Eastern".split()),
    "ERA": dict.fromkeys("BC BCE B.C. B.C".split()),
    "ADVERB": {"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M",
               "annually": "P1Y", "yearly": "P1Y"},
    # Words that make the number after them, or before them, no year.
    "NUMBERED": dict.fromkeys("no. nos. no number numbers resolution resolutions page flight room route highway section "
                              "article chapter bus boeing building than about approximately nearly some around".split()),
    "COUNTED": dict.fromkeys("people persons men women children troops soldiers officers workers employees jobs members "
                             "students miles kilometers kilometres km meters metres feet tons tonnes pounds dollars "
                             "euros votes refugees homes cars shares points percent degrees acres barrels copies".split()),
    # After these no noun is to come: "by Easter but" is a date, "the Easter parade" none.
    "LINK": dict.fromkeys("""but when while because although though if where whether nor with without against among amid
        into onto across along toward towards near behind despite including like here there again only just even too also
        his her their our your my""".split()),
    "PAPER": dict.fromkeys("times telegraph mirror herald express Night".split()),
    # Verbs and their kin, for the tense of a clause.
    "CHILD": dict.fromkeys("baby babies infant infants boy girl son daughter child children twins toddler puppy".split()),
    "WILL": dict.fromkeys("will shall would ll can must should could might may wo".split()),
    "BE": dict.fromkeys("be is are am re s".split()),
    "PLAN": dict.fromkeys("plans plan planning hopes hope hoping expects expect intends intend wants aims seeks prepares "
                          "preparing prepare".split()),
    # Who does one of these to do something, or bids another do it, points ahead: "agreed on Monday to meet on Friday".
    "BID": dict.fromkeys("agreed vowed promised pledged threatened offered ordered asked urged invited told".split()),
    "PLANNED": dict.fromkeys("expected scheduled set planned slated supposed going about due".split()),
    # What is told of a day in the present tense is to come: "the museum opens on Monday", "they meet on Friday".
    "BEGINS": dict.fromkeys("""begins opens reopens starts resumes leaves arrives departs meets gathers convenes expires airs
        debuts travels ends closes concludes finishes kicks goes""".split()),
    "BEGIN": dict.fromkeys("begin open reopen start resume leave arrive depart head meet face play vote travel go".split()),
    "BEGINNING": dict.fromkeys("""beginning opening reopening starting resuming leaving arriving departing heading meeting
        facing hosting playing voting traveling returning holding""".split()),
    "SAID": dict.fromkeys("said says reported announced told added declared".split()),
    "DID": dict.fromkeys("""was were had did took made went came met got gave left held began won lost led fell
        rose saw found sent spoke wrote hit shot ran broke became brought bought sold paid kept flew fought struck stood
        thought felt knew grew drew spent built caught taught sought swore drove hung ended lasted
        ate beat blew chose clung dealt drank dug fled forgot froze hid laid lent meant overcame rang rode sang sank shook
        shrank slept slid stole stuck swam swept swung threw tore understood undertook upheld withdrew woke wore""".split()),
}
# A name for nothing but a month, with nothing around it to tell: "Theresa May", "Jan Roe" and "March on!" are not.
VOCABULARY["CLEARMONTH"] = {word: month for word, month in VOCABULARY["MONTH"].items() if word not in ("March", "May")
                            and (len(word) > 3 or word.endswith("."))}
# "may", "march" and "sun" are other words than "May", "March" and "Sun".
_CASED = {"MONTH", "CLEARMONTH", "QUARTERNAME", "WEEKDAY", "WEEKDAYS", "SHORTDAY", "ZONE", "ERA"}

# Holidays: (month, day), or (month, weekday, which of that month; -1 the last), or days from Easter.
HOLIDAYS = {"christmas": (12, 25), "christmas day": (12, 25), "boxing day": (12, 26), "halloween": (10, 31),
            "new year ' s": (1, 1), "new year ' s day": (1, 1), "valentine ' s day": (2, 14), "independence day": (7, 4),
            "veterans day": (11, 11), "thanksgiving": (11, 4, 4), "thanksgiving day": (11, 4, 4), "memorial day": (5, 1, -1),
            "martin luther king day": (1, 1, 3), "labor day": (9, 1, 1), "columbus day": (10, 1, 2),
            "good Friday": -2, "easter": 0, "easter Sunday": 0, "easter Monday": 1}

# Numbers, and words outside the vocabulary, are told by their shape: ED "opened", ING "opening", PLURAL "doors".
SHAPES = "DAY YEAR INT BIG POINTED NTH LONGDECADE SHORTDECADE ISO FIGURES CLOCK ED ING PLURAL NAME OTHERWORD".split()

PIECES = {
    "NUMBER": """(half (a|an) | (a|an) half | (a|an)? (few|couple of?|dozen) | several dozen? | many | some
        | (DAY|INT) DAY / DAY
        | (DAY|INT|YEAR (?=UNITS)|BIG|SPELLED|dozen) ((hundred|thousand|million) (and? SPELLED)?)? (-? and -? a -? half)?)""",
    "SPELLED": "(TENS -? ONES|TENS|ONES)",
    "AMOUNT": "(NUMBER|a|an)",
    "HOLIDAY": "(" + "|".join(sorted(HOLIDAYS, key=len, reverse=True)) + ")",
    "DAYNUMBER": "(DAY|NTH|TENS - ORDINAL|ORDINAL)",
    "PERIOD": "(UNITS|UNIT)",
    "COUNT": "(ORDINAL|NTH)",
    "HOUR": "(DAY|ONES)",
    "TWODIGITS": "(DAY|INT)",
    "FOURDIGITS": "(YEAR|INT)",
    "ENDS": "(end|beginning|start|middle|rest|close)",
    "PREVIOUS": "(last|past)",
    "BEFOREIT": "(the (previous|preceding))",
    "COMING": "(next|coming|upcoming)",
    "AFTERIT": "(the following)",
    "FISCAL": "((fiscal|financial) -?)",
    "DONE": "(ED|DID|SAID|BID)",
}

# --- from words to codes ---------------------------------------------------------------------

_WORD = re.compile(r"""
    [0-9]{4}(?:-[0-9]{2}-[0-9]{2}(?:T[0-9:]{5,8})?|/[0-9]{2}/[0-9]{2})(?![\w/-])       # 2020-09-27  2020/09/27
  | [0-9]{1,2}(?:/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})|\.[0-9]{1,2}\.[0-9]{4})(?![\w/])     # 9/27/2020  27.09.2020
  | [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])                       # 10:30
  | [0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])                   # 1,991
  | [0-9]+(?:\.[0-9]+)+                                              # 3.5
  | [0-9]+(?:(?:st|nd|rd|th|s)\b)?                                   # 27  27th  1990s
  | (?:[^\W\d_]\.)+[^\W\d_]\b\.?                                     # U.S.  a.m.
  | (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tues|Tue|Wed|Thurs|Thu|Fri|Sat|Sun
      |Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Maj|Sgt|Capt|Adm|Rev|Prof|Inc|Corp|Co|Ltd|St|No)\.
  | [A-Z]\.(?=\ [A-Z])                                                # John F. Kennedy
  | [A-Z][a-z]{1,4}\.(?=,|\ [a-z])                                   # Tenn., Wash. state
  | [^\W\d_]\w*
  | \S
""", re.VERBOSE)

_MARKS = {**dict(zip(".,;:()$£€#%/&'-?", ".,;:()$£€#%/&'-?")), **dict.fromkeys("’‘`ʼ", "'"), **dict.fromkeys("–‑‐", "-"),
          **dict.fromkeys("!…", "?")}
PARAGRAPH, OTHER = "\n", "~"

_codes = {}


def _code(word):
    """The code of a word of the grammar; each gets the next free character."""
    return _codes.setdefault(word, chr(0x100 + len(_codes)))


_shape_codes = {shape: _code(f"<{shape}>") for shape in SHAPES}
_members = dict(_shape_codes)
for _name, _words in VOCABULARY.items():
    _forms = [form for word in _words for form in ({word, word.upper()} if _name in _CASED else {word})]
    _members[_name] = "".join(dict.fromkeys(_code(form) for form in sorted(_forms)))
_members["WORD"] = "".join(_shape_codes[shape] for shape in ("OTHERWORD", "ING", "PLURAL")) + "".join(
    _members[name] for name in ("BEGIN", "BEGINS", "BEGINNING", "COUNTED", "CHILD"))
# What a pattern names has a code of its own; as verbs these are like "opened" all the same.
_members["ED"] += "".join(_code(word) for word in """called extended postponed delayed moved waited needed expected planned
    scheduled slated""".split())
_members["BIG"] += _members["POINTED"]
_worth = {word_class: {word.lower(): worth for word, worth in words.items()}
          for word_class, words in {**VOCABULARY, "HOLIDAY": HOLIDAYS}.items()}

# No reference begins with one of these; to know it saves most of the time.
DULL = ".,;:?()" + PARAGRAPH + OTHER + "".join(
    _shape_codes[shape] for shape in ("OTHERWORD", "ING", "PLURAL", "NAME", "ED")) + "".join(
    _code(word) for word in "of in to and or at on for by from with was were had is are be said will would".split())


class Reader(dict):
    """The code of every word met so far, each worked out once."""

    def __missing__(self, word):
        self[word] = code = self._read(word)
        return code

    @staticmethod
    def _read(word):
        if word in _codes:
            return _codes[word]
        if word in _TITLES:
            return _shape_codes["NAME"]
        if word[0] in "0123456789":
            return _shape_codes[_shape(word)]
        if not word[0].isalpha():
            return _MARKS.get(word, OTHER)
        if word.lower() in _codes:
            return _codes[word.lower()]
        if word[0].isupper():
            return _shape_codes["NAME"]
        return _shape_codes[_ENDINGS.get(word[-2:]) or ("ING" if word.endswith("ing") else
                                                        "PLURAL" if word[-1] == "s" else "OTHERWORD")]


# Told by their capital: parts of names ("This Week"), not of dates.
_TITLES = frozenset("Week Month Night Morning".split())
_ENDINGS = {"ed": "ED", "ss": "OTHERWORD", "us": "OTHERWORD", "is": "OTHERWORD"}


def _shape(number):
    """Which kind of number a word is that begins with a figure."""
    if number.isdigit():
        if len(number) <= 2 and 1 <= int(number) <= 31:
            return "DAY"
        return "YEAR" if len(number) == 4 and "1000" <= number < "2100" else "INT"
    if number[-1] == "s":
        return {5: "LONGDECADE", 3: "SHORTDECADE"}.get(len(number), "BIG") if number[-2] == "0" else "BIG"
    if number[-1] in "tdh":
        return "NTH"
    if "-" in number or re.fullmatch(r"\d{4}/\d\d/\d\d", number):
        return "ISO"
    if "/" in number or re.fullmatch(r"\d\d?\.\d\d?\.\d{4}", number):
        return "FIGURES"
    return "CLOCK" if ":" in number else "POINTED" if re.fullmatch(r"\d\d?\.\d\d", number) else "BIG"


def read_words(text, start, end, reader):
    """The words of a stretch of text: (codes, offsets); offsets are (start, end) of each."""
    words = list(_WORD.finditer(text, start, end))
    return "".join([reader[m.group()] for m in words]), [m.span() for m in words]


# --- from patterns to regular expressions over codes -----------------------------------------

def compile_pattern(pattern):
    """The regular expression over codes (a string), and the class of each named group.

    >>> regex, groups = compile_pattern("n=NUMBER u=PERIOD ago")
    >>> groups
    {'n': 'NUMBER', 'u': 'PERIOD'}
    """
    groups = {}

    def atom(match):
        group, name = match.groups()
        if name in PIECES:
            body = compile_pattern(PIECES[name])[0]
        else:
            body = f"[{_members[name]}]" if name in _members else _code(name)
        if group:
            groups[group] = name
            return f"(?P<{group}>{body})"
        return body

    regex = re.sub(r"(?:([a-z])=)?([A-Za-z]+)", atom, re.sub(r"\((?!\?)", "(?:", pattern))
    return re.sub(r"\s", "", regex), groups


def worth(word_class, words):
    """What the words that a named group caught are worth: a number, a unit, a name in a value."""
    words = [word.lower() for word in words]
    if word_class in ("NUMBER", "AMOUNT"):
        return _number(words)
    if word_class in ("DAYNUMBER", "COUNT"):
        return sum(_figures(word) if word[0].isdigit() else _worth["TENS"].get(word) or _worth["ORDINAL"][word]
                   for word in words if word != "-")
    if word_class == "HOLIDAY":
        return _worth["HOLIDAY"][" ".join("'" if word in "’‘`ʼ" else word for word in words)]
    if word_class == "HOUR":
        return _worth["ONES"].get(words[0]) or _figures(words[0])
    if word_class == "PERIOD":
        return _worth["UNITS"].get(words[0]) or _worth["UNIT"][words[0]]
    if word_class in _worth:
        return _worth[word_class][words[0]]
    return words[0] if word_class in _AS_WRITTEN else _figures(words[0])


_AS_WRITTEN = ("ISO", "FIGURES", "CLOCK", "POINTED", "TWODIGITS", "FOURDIGITS")


def _figures(word):
    digits = re.match(r"[0-9]{1,6}", word.replace(",", ""))
    return int(digits.group())


_VAGUE = {"several", "few", "many", "some"}


def _number(words):
    """The number that words tell ("twenty-five", "two and a half"), None where they are vague, infinity for 1.2.3."""
    if "/" in words:                                    # 2 1/2
        whole, over, _, under = words
        return int(whole) + int(over) / int(under)
    total, half = 0, False
    for word in words:
        if word in _VAGUE:
            return None
        if word in ("hundred", "thousand", "million"):
            total *= {"hundred": 100, "thousand": 1000, "million": 1000000}[word]
        elif word == "half":
            half = True
        elif word[0].isdigit():
            total += float(word.replace(",", "")) if re.fullmatch(r"[\d,]{1,9}(\.\d{1,4})?", word) else math.inf
        else:
            total += {"couple": 2, "dozen": 12}.get(word) or _worth["ONES"].get(word) or _worth["TENS"].get(word, 0)
    return total + 0.5 if half else total or 1
