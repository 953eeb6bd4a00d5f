"""Who is said to have said what: cues, their sources and their contents, sentence by sentence.

No parser: a report is found around its cue ("said", "according to", a colon in a headline) by the
few shapes that news prose has. A sentence is read as tokens, and a quotation in it is one token.
"""
import csv
import functools
import re
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"
QUOTE = '""'                            # stands for a quotation among the tokens

# --- vocabulary ----------------------------------------------------------------------------

_BE = frozenset("be am is are was were been being isn't wasn't aren't weren't isn’t wasn’t aren’t weren’t".split())
_AUXILIARIES = _BE | frozenset("""has have had do does did will would can could may might must shall should cannot
    hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't shouldn't mustn't
    hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t mustn’t""".split())
_ADVERBS = frozenset("""also then later now once still even only just soon often never ever always again too not
    further first twice thus therefore however though meanwhile instead already recently repeatedly sometimes
    yesterday today tonight tomorrow almost all both once-again nonetheless nevertheless perhaps rather quite so far
    earlier simply long famously simply elsewhere back aloud online""".split())
_NOT_ADVERBS = frozenset("family ally italy july reply rally assembly bully monopoly lily kelly emily sally".split())
_DAYS = frozenset("""monday tuesday wednesday thursday friday saturday sunday mon tues wed thurs fri sat sun
    january february march april june july august september october november december
    jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.""".split())
_TIMES = frozenset("""morning afternoon evening night day days week weeks weekend month months year years hour hours
    minutes moments times summer spring fall autumn winter ago session""".split()) | _DAYS
PREPOSITIONS = frozenset("""of for at in on from with without to by near between against about into over under during
    after before since until upon among amid across through throughout outside inside within behind beyond despite
    regarding concerning via per like toward towards around along alongside following""".split())
SUBORDINATORS = frozenset("""that when while whereas as because if although though whether how why what where unless
    since until till after before than once whenever wherever whom lest""".split())
RELATIVES = frozenset(("who", "which", "that", "whose"))
SUBJECT_PRONOUNS = frozenset("he she they it we i you who".split())
CLAUSE_PRONOUNS = SUBJECT_PRONOUNS | frozenset("""there this these those he's she's it's they're there's we're i'm
    he'd she'd they'd he'll she'll they'll it'll i'd i've they've we've he’s she’s it’s they’re there’s we’re i’m he’d
    she’d they’d he’ll she’ll they’ll it’ll i’d i’ve they’ve we’ve you're you’re we'll we’ll i'll i’ll
    everyone nobody everybody someone anyone nothing everything""".split()) - {"who"}
DETERMINERS = frozenset("""the a an this that these those his her its their our my your some many several most all
    another other each every no one two three four five six seven eight nine ten both any few""".split())
_THAT = frozenset("that whether how why what".split())
_CONNECTORS = frozenset("meanwhile however but and still moreover furthermore also so yet finally instead".split())
# What people speak through: "issued a statement saying".
DOCUMENTS = frozenset("""statement letter tweet memo email e-mail release ad advertisement video article column essay book
    report op-ed post message speech interview banner sign note blog editorial petition filing brief poster headline
    document complaint lawsuit survey website press transcript text slogan commercial spot clip book resolution""".split())
# Nouns that report a clause: "the mayor's claim that ..."
NOMINAL = frozenset("""claim claims statement statements assertion assertions contention allegation allegations argument
    arguments accusation accusations warning warnings suggestion belief comment comments remark remarks prediction
    complaint complaints insistence admission acknowledgment announcement declaration conclusion charge promise""".split())
DASHES = frozenset(("–", "—", "―", "-", "--", "---"))
_BREAKS = frozenset(",;:—–―")
_STOPS = frozenset(".?!…")
# Nouns as often as verbs: these forms are cues only where the word before makes them verbs.
NOUNS_TOO = frozenset("""claim claims report reports call calls hope hopes fear fears demand demands offer offers note
    notes state states answer answers question questions tweet tweets post posts remark remarks estimate estimates
    project projects rule rules point points charge charges address doubt doubts promise promises joke jokes vow vows
    pledge pledges view views label brand cast name names use uses reason reasons text signal signals echo caution start
    end close finish press cry shout laugh laughs challenge challenges request requests order orders command counsel
    guess attack attacks praise blame quote quotes order lecture sigh want wants thanks love feature features account
    rate rates hammer knock tease pitch relay recount experience feel find finding findings thinking feeling
    reporting meaning understanding writing calling reading showing ruling beginning warning meeting""".split())


def _forms(verb, past):
    """The forms of a verb: {form: shape}; `past` where it is not formed with -ed."""
    if not past:
        past = verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else verb + "ed"
    doubled = past[:-2] if past.endswith("ed") and past[:-2] == verb + verb[-1] else None
    ing = (doubled or (verb[:-1] if re.search(r"[^eo]e$", verb) else verb)) + "ing"
    third = (verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else
             verb + "es" if re.search(r"(?:s|sh|ch|x|z|o)$", verb) else verb + "s")
    return {verb: "base", third: "third", past: "past", ing: "ing"}


_PARTICIPLES = {"write": "written", "know": "known", "see": "seen", "begin": "begun", "sing": "sung", "speak": "spoken",
                "swear": "sworn"}


@functools.cache
def read_cues():
    """data/speech_verbs.csv by form: {first word: [(further words, lemma, takes, shape), ...]}, longest first."""
    cues = {}
    with open(_DATA / "speech_verbs.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            verb, *particles = row["verb"].split()
            forms = _forms(verb, row["past"])
            if verb in _PARTICIPLES:
                forms[_PARTICIPLES[verb]] = "participle"
            for form, shape in forms.items():
                cues.setdefault(form, []).append((tuple(particles), row["verb"], frozenset(row["takes"].split()), shape))
    for entries in cues.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return cues


# --- sentences as tokens -------------------------------------------------------------------

class Sentence:
    """Tokens of one sentence, a quotation being one token.

    `words` and `low` (in lower case) are the tokens, `quotes` {token: Quotation}, `body` the first
    token after a dateline; `silent` that nothing in it reports anything. Offsets are worked out when first asked for: `starts`, `ends` of the
    tokens, and `end`, which leaves the final stop out.
    """
    __slots__ = ("text", "span", "words", "low", "quotes", "paragraph", "body", "silent", "_offsets")

    def __init__(self, text, start, end, quotes, paragraph, opens, silent=False):
        self.text, self.span, self.paragraph, self.silent, self._offsets = text, (start, end), paragraph, silent, None
        self.words, self.quotes = [], {}
        for quotation in quotes:
            self.words += _TOKEN.findall(text, start, quotation.start)
            self.quotes[len(self.words)] = quotation
            self.words.append(QUOTE)
            start = quotation.end
        self.words += _TOKEN.findall(text, start, end)
        self.low = [w.lower() for w in self.words]
        self.body = _dateline_end(self.words, self.low) if opens else 0

    def _place(self):
        at, spans = self.span[0], []
        for quotation in self.quotes.values():
            spans += [m.span() for m in _TOKEN.finditer(self.text, at, quotation.start)]
            spans.append((quotation.start, quotation.end))
            at = quotation.end
        spans += [m.span() for m in _TOKEN.finditer(self.text, at, self.span[1])]
        self._offsets = [a for a, _ in spans], [b for _, b in spans]
        return self._offsets

    @property
    def starts(self):
        return (self._offsets or self._place())[0]

    @property
    def ends(self):
        return (self._offsets or self._place())[1]

    @property
    def end(self):
        last = len(self.words) - 1
        while last > 0 and self.words[last] in _STOPS:
            last -= 1
        return self.ends[last]


_TOKEN = re.compile(r"\w+(?:[-'’&./]\w+)*(?:\.(?=[\s,;:)’']))?|--+|[^\w\s]")


_PUNCTUATION = {ord(c): " " for c in ",.;:!?()[]\"'“”‘’—–-"}
_HEADLINES = 3                           # so many paragraphs may be a headline with a colon


@functools.cache
def clause_cues():
    """The cues that need no quotation: without one of them, and without a mark, a sentence reports nothing."""
    return frozenset(form for form, entries in read_cues().items() if any(takes & {"bare", "that", "to"} for *_, takes, _ in entries)
                     ) | {"according"} | NOMINAL


@functools.cache
def all_cues():
    return frozenset(read_cues()) | {"according"} | NOMINAL


def read_sentences(text, paragraphs, bounds, quotations):
    """The text as a list of Sentence: `bounds` from find_sentences, mended where they fall into a quotation.

    Of a sentence without marks and cues only the beginning is read, which names its subject.
    """
    sentences, at = [], 0
    by_paragraph = {}
    for quotation in quotations:
        by_paragraph.setdefault(quotation.paragraph, []).append(quotation)
    for index, (first, last) in enumerate(paragraphs):
        quotes = by_paragraph.get(index, ())
        begin, q = first, 0
        while at < len(bounds) and bounds[at][1] <= last:
            end = bounds[at][1]
            at += 1
            while q < len(quotes) and quotes[q].end < end:
                q += 1
            if q < len(quotes) and quotes[q].start < end < quotes[q].end:
                continue
            if end < last and q < len(quotes) and quotes[q].end == end and _goes_on(text, quotes[q], last):
                continue
            if end > begin and text[begin:end].strip():
                sentences.append(_read(text, begin, end, quotes, index, first))
                begin = end
        if begin < last and text[begin:last].strip():
            sentences.append(_read(text, begin, last, quotes, index, first))
    return sentences


def _read(text, start, end, quotes, paragraph, first):
    quotes = [q for q in quotes if q.start < end and q.end > start] if quotes else quotes
    silent = not quotes and paragraph >= _HEADLINES and clause_cues().isdisjoint(
        text[start:end].translate(_PUNCTUATION).lower().split())
    if silent:
        end = min(end, start + _OPENING)
    return Sentence(text, start, end, quotes, paragraph, start == first, silent)


_OPENING = 120                           # characters


_NAME_SAID = re.compile(r"\s+[\w.'’-]+ (?:[\w.'’-]+ ){0,2}(?:said|says|added|wrote|continued|told \w+)[.,]")
_NEXT_WORDS = re.compile(r"\s+([\w.'’-]+(?: [\w.'’-]+){0,5})")


def _goes_on(text, quotation, last):
    """ "Why?" Smith asked. """
    stop = text[quotation.inner_end - 1]
    if stop not in "?!":
        return stop in ".…" and _NAME_SAID.match(text, quotation.end, last)
    after = _NEXT_WORDS.match(text, quotation.end, last)
    words = after.group(1).lower().split() if after else []
    return any(any("quote" in takes for _, _, takes, _ in read_cues().get(word.rstrip("."), ())) for word in words)


# --- noun phrases and subjects -------------------------------------------------------------

def is_name(word):
    return word[:1].isupper() and word != QUOTE


def is_adverb(low):
    return low in _ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in _NOT_ADVERBS)


def is_time(low):
    return low in _TIMES


def is_auxiliary(low):
    return low in _AUXILIARIES


def find_subject(s, cue):
    """The tokens (start, end) of whoever does the verb at token `cue`, by what stands before it.

    None where nothing stands there; "same" where the verb shares its subject with one before it:
    "She thanked him and said", "..., adding".
    """
    i = _skip_back(s, cue - 1)
    if i < 0:
        return None
    low = s.low[i]
    ing = s.low[cue].endswith("ing")
    if ing and (low in PREPOSITIONS and low != "for" or low.rstrip("s") in DOCUMENTS) or low == "going":
        return "same"                                   # issued a statement saying; despite admitting; going on to say
    if low == "for" and i and ing:
        phrase = _phrase_before(s, i - 1)               # criticised the mayor for saying
        return phrase and (_smallest(s, phrase[0], i - 1), i)
    if low in ("and", "but", "or", "to", "then", "by", "from", "without", "before", "while", "when", "after", "in"):
        return "same"
    if low == "as":                                     # was quoted as saying
        j = _skip_back(s, i - 1)
        while j >= 0 and (s.low[j] in ("quoted", "cited", "reported", "describing") or s.low[j] in _AUXILIARIES):
            j -= 1
        return _phrase_before(s, j) if j >= 0 else None
    if low == QUOTE:
        return None
    if low in ",)" or low in DASHES:
        return _over_parenthesis(s, i)
    return _phrase_before(s, i)


def _skip_back(s, i):
    """Left over auxiliaries, adverbs and days: "Smith has on Tuesday repeatedly | said"."""
    while i >= 0:
        low = s.low[i]
        if low in _AUXILIARIES or is_adverb(low) or low in ("went", "goes", "go") or low in ("on",) and i + 1 < len(s.low) \
                and (s.low[i + 1] == "to" or s.low[i + 1] in _DAYS):
            i -= 1
        elif low in _TIMES and i > 0 and (low in _DAYS or s.low[i - 1] in ("last", "this", "next", "earlier", "late", "later",
                                                                             "that", "a", "on", "early") or s.low[i - 1] in _DAYS):
            i -= 1
        elif low in ("last", "this", "next", "early", "late") and s.low[i + 1] in _TIMES:
            i -= 1
        elif low == "to" and i > 1 and s.low[i - 1] in ("on", "way", "far", "continued", "continues", "began", "quick"):
            i -= 1
            if s.low[i] == "on":
                i -= 1
            while i > 0 and s.low[i] in ("continued", "continues", "began", "went", "goes", "quick", "so", "as", "far", "is", "was"):
                i -= 1
        elif low.isdigit() and i > 0 and s.low[i - 1] in _DAYS:
            i -= 1
        elif low.isdigit() and i > 0 and s.low[i - 1] == "in":          # who in 2010 said
            i -= 2
        else:
            break
    return i


def _over_parenthesis(s, i):
    """From the comma (bracket, dash) at token i to the noun phrase that it was set off from.

    "Harry Bond, 30, of Raleigh, N.C., who was there, | said" -> Harry Bond
    """
    if s.low[i] == ")":
        while i >= 0 and s.low[i] != "(":
            i -= 1
        return _phrase_before(s, i - 1) if i > 0 else None
    dash = s.low[i] in DASHES
    end, j, aside = i, i - 1, None
    while j >= -1:
        if j == -1 or s.low[j] == QUOTE or (s.low[j] in DASHES if dash else s.low[j] in _BREAKS):
            begin = j + 1
            while begin < end - 1 and end != i and (s.low[begin] in SUBORDINATORS or s.low[begin] in _CONNECTORS or is_adverb(s.low[begin])):
                begin += 1
            if end == i:
                aside = (begin, end)
            elif begin < end and (not _is_aside(s, begin, end) or begin == j + 1 and (j == -1 or s.low[j] == QUOTE) and s.low[begin] in ("a", "an")):
                if _is_full_name(s, *aside) and not is_name(s.words[end - 1]):
                    return aside                        # the group's director, Anna Berg, | said
                return _phrase_before(s, end - 1)
            if j == -1 or s.low[j] == QUOTE:
                break
            end = j
        j -= 1
    return None


def _is_full_name(s, start, end):
    return 2 <= end - start <= 4 and all(is_name(w) for w in s.words[start:end])


_ASIDES = PREPOSITIONS | RELATIVES | SUBORDINATORS | frozenset("a an however though meanwhile too and or also now then one himself herself both jr jr. sr sr. iii ii".split())


def _is_aside(s, start, end):
    """Does the stretch between two commas add to the noun phrase before it?"""
    low, word = s.low[start], s.words[start]
    if low in _ASIDES or low[0].isdigit() and end - start <= 2 or low.endswith("ing") or low.endswith("ed") or is_adverb(low):
        return True
    if end - start == 1 and (len(low.strip(".")) <= 5 and "." in low or low in _TIMES):         # N.C.  D-Calif.
        return True
    if start > 1 and low == "the" and is_name(s.words[start - 2]) and s.low[start - 1] == ",":     # Smith, the director, said
        return True
    if not is_name(word) and low not in SUBJECT_PRONOUNS and low not in DETERMINERS and start > 1 and is_name(s.words[start - 2]):
        return True                                                                             # Green, professor of history, said
    return False


def _phrase_before(s, t):
    """The noun phrase that ends at token t: (start, end), "same", or None."""
    low = s.low
    if t < 0 or low[t] == QUOTE:
        return None
    pronoun = low[t].split("'")[0].split("’")[0]
    if pronoun in SUBJECT_PRONOUNS or low[t] in ("which", "that"):
        return (t, t + 1)
    if low[t] == ")":
        j = t
        while j > 0 and low[j] != "(":
            j -= 1
        if j > 0:
            inner = _phrase_before(s, j - 1)
            return inner
    begin = _leftmost(s, t)
    if begin > t:
        return None
    relative = next((k for k in range(begin, t + 1) if low[k] == "who" or k > begin and low[k].endswith("ing") and low[k + 1:k + 2] == ["to"]), None)
    if relative is not None and relative > begin:
        return (begin, relative)
    if low[begin] in PREPOSITIONS or low[begin].endswith("ing") and not is_name(s.words[begin]) \
            or begin == 0 and s.low[0] in ("asked", "as", "when", "while", "like", "unlike", "given"):
        begin = _smallest(s, begin, t)
    return (min(begin, t), t + 1)


def _leftmost(s, t):
    """How far left a noun phrase that ends at token t may reach."""
    low, words = s.low, s.words
    j, cut, named = t, None, True        # `named`: only capitals from here to t; `cut`: where such a name begins
    while j >= 0:
        w = low[j]
        if w in "\"'.,;:?!()[]…" or w == QUOTE or w in DASHES:
            break
        if w in _AUXILIARIES or w in SUBJECT_PRONOUNS - {"who"} or w in ("not", "than", "to") or is_adverb(w) and j == 0:
            clause = _relative_before(s, j)             # an official who spoke to discuss it | said
            if clause is None:
                break
            j = clause
            continue
        if w in SUBORDINATORS and (w not in PREPOSITIONS or w in ("after", "before", "since", "until")):
            break
        if w in ("and", "or", "but"):
            if not (0 < j < t and is_name(words[j - 1]) and is_name(words[j + 1])
                    or 0 < j < t and w == "and" and (low[j + 1] in ("current", "former") or low[t] in _role_words()) and (
                        low[j - 1] in _role_words() or low[j - 1] == "state")
                    or 0 < j < t and low[j - 1].endswith("s") and low[j + 1].endswith("s") and j < 6 and w == "and"):
                break
        if w in read_cues() and w not in NOUNS_TOO and not is_name(words[j]) and j < t and low[j + 1] not in ("of",):
            break
        if w == "who" and j < t:
            j -= 1
            if j >= 0 and low[j] == ",":
                return j + 2
            continue
        if w in ("the", "a", "an", "his", "her", "their", "its") and j > 0 and low[j - 1] not in PREPOSITIONS \
                and low[j - 1] not in ("all", "both", "half"):
            return j
        if cut is None and j < t and not is_name(words[j]) and is_name(words[j + 1]) and w not in PREPOSITIONS \
                and w not in DETERMINERS and w not in ("and", "who") and not _leads_to_name(w) and named:
            cut = j + 1
        named = named and is_name(words[j])
        j -= 1
    opens = j < 0 or low[j] == QUOTE or low[j] in ",;:" or low[j] in DASHES
    return j + 1 if cut is None or opens and t - j < 10 else cut


def _relative_before(s, j):
    """The token before a participle or "who" that opens the clause which token j stands in, if the noun phrase goes on there."""
    for k in range(j, max(-1, j - 14), -1):
        if s.low[k] in _BREAKS or s.low[k] == QUOTE or k < j and s.low[k] == "that":
            return None
        if s.low[k] == "who":
            return k - 1 if k and s.low[k - 1] not in _BREAKS else None
        if s.low[j] == "to" and k == j - 1 and s.low[k].endswith("ing") and k:
            return k - 1
    return None


def _smallest(s, begin, t):
    """The noun phrase at the end of "In a statement Thursday the senator" or "On Tuesday Smith"."""
    j = t
    while j > begin:
        w = s.low[j]
        if w in PREPOSITIONS or w in _TIMES and j < t:
            return j + 1
        if w in DETERMINERS:
            return j
        j -= 1
    return min(j + 1, t)


@functools.cache
def _role_words():
    with open(_DATA / "roles.csv", encoding="utf-8", newline="") as file:
        return frozenset(row["role"].lower().split()[-1] for row in csv.DictReader(file))


def is_role(low):
    return low in _role_words()


def _leads_to_name(low):
    """May this lower-case word stand before a name in one noun phrase? "campaign spokesman | Smith" """
    return low in _role_words() or low.endswith("-based") or low in ("former", "then", "ex", "van", "von", "de", "der", "den",
                                                                  "al", "bin", "ibn", "la", "le", "di", "da", "del", "dos", "el")


def phrase_after(s, i):
    """The noun phrase that begins at token i, as in "said | the group's director": (start, end) or None."""
    low, words, n = s.low, s.words, len(s.low)
    if i < n and (low[i] in _TIMES or low[i] in PREPOSITIONS or low[i] in SUBORDINATORS):
        return None
    if i >= n or not (is_name(words[i]) or low[i] in DETERMINERS or low[i] in ("he", "she", "they", "it") or low[i] in _role_words()
                      or low[i] in ("former", "one", "two") or low[i][0].isdigit() or low[i].endswith("s") or _leads_to_name(low[i])):
        return None
    if low[i] in SUBJECT_PRONOUNS:
        return (i, i + 1)
    j, named = i, False
    while j < n:
        w = low[j]
        if w in ",;:()\"" or w == QUOTE or w in _STOPS or w in DASHES or w in _AUXILIARIES or w in SUBJECT_PRONOUNS:
            break
        if w in SUBORDINATORS or j > i and (w in _TIMES or is_adverb(w) or w in read_cues() and w not in NOUNS_TOO
                                            and not is_name(words[j])):
            break
        if w in PREPOSITIONS and (named and w != "of" or w not in ("of", "for", "at", "in", "from", "with", "to", "on")):
            break
        if w in PREPOSITIONS and j + 1 < n and (s.low[j + 1] in _TIMES or s.low[j + 1] in ("an", "his", "her") and w in ("in", "on", "at")):
            break
        if w in ("and", "or") and not (j + 1 < n and is_name(words[j + 1]) and is_name(words[j - 1])):
            break
        if w.endswith("ing") and j > i + (low[i] in DETERMINERS) and not is_name(words[j]):
            break
        if is_name(words[j]) and w not in PREPOSITIONS and (j == i or not is_name(words[j - 1])):
            named = True
        elif not is_name(words[j]) and w not in PREPOSITIONS:
            named = False
        j += 1
    if j < n and low[j] == "," and not is_name(words[j - 1]):             # said the group's director, Anna Berg
        k = j + 1
        while k < n and is_name(words[k]):
            k += 1
        if _is_full_name(s, j + 1, k) and (k == n or low[k] in ",.;"):
            return (j + 1, k)
    return (i, j) if j > i else None


def main_subject(s):
    """The subject of the sentence's first clause, by reading from its start: (start, end) or None.

    "On Tuesday, the senator from Ohio voted" -> the senator
    """
    low, words, n = s.low, s.words, len(s.low)
    i = s.body
    for _ in range(4):
        if i >= n:
            return None
        if low[i] in _CONNECTORS or is_adverb(low[i]):
            i += 1
            if i < n and low[i] == ",":
                i += 1
        elif low[i] in PREPOSITIONS or low[i] in SUBORDINATORS or low[i].endswith("ing") or low[i].endswith("ed") and not is_name(words[i][1:]):
            comma = next((k for k in range(i, min(n, i + 40)) if low[k] == "," and not (
                k + 1 < n and low[k + 1].isdigit())), None)
            if comma is None:
                return None
            i = comma + 1
        else:
            break
    if i >= n or low[i] == "there":
        return None
    later = next((k for k in range(i + 1, min(n - 1, i + 6)) if low[k] == ","), None)
    if later and (low[later - 1] in ("later", "earlier", "ago") or low[later - 1] in _TIMES):           # A few minutes later, she
        i = later + 1
    if low[i].split("'")[0].split("’")[0] in ("he", "she", "they", "it", "i", "we"):
        return (i, i + 1)
    if not (is_name(words[i]) or low[i] in DETERMINERS or low[i][0].isdigit() and "-" in low[i]):
        return None
    j = i + 1
    while j < n:
        w = low[j]
        if is_name(words[j]) and w not in _TIMES or w in _role_words() or w == "of" and j + 1 < n:
            j += 1
            continue
        # lower-case words count where a role or a name follows: "the former presidential candidate Anna Berg"
        k = j
        while k < min(n, j + 4) and low[k].isalpha() and not is_name(words[k]) and low[k] not in _role_words() and not (
                low[k] in _AUXILIARIES or low[k] in PREPOSITIONS or low[k] in SUBORDINATORS or low[k] in read_cues() or low[k].endswith("ed")
                or low[k] in DETERMINERS or low[k] in ("and", "or", "but", "who") or is_adverb(low[k])):
            k += 1
        if k < n and k > j and low[k] in _role_words():
            j = k + 1
            continue
        if j == i + 1 and low[i] in DETERMINERS and low[j].isalpha() and not low[j] in _AUXILIARIES and low[j] not in PREPOSITIONS:
            j += 1
            if k > j and not low[j].endswith("s"):
                j = k
        elif j == i + 1 and k > j and low[j].endswith("s") and i == s.body:                                    # Small groups
            j += 1
        break
    return (i, j)


def could_name(s, subject):
    """Does the phrase end in a name or a role?"""
    last = subject[1] - 1
    return s.words[last][:1].isupper() and s.low[last] not in SUBJECT_PRONOUNS or s.low[last] in _role_words()


def _dateline_end(words, low):
    """The token after a dateline: "BAKU (AP) -- ", "Baku: ", "New York, The Observer: "; 0 where there is none."""
    if not words or not is_name(words[0]):
        return 0
    capitals = words[0].isupper()
    for k in range(1, min(len(words) - 1, 10)):
        w = low[k]
        if w in DASHES and (capitals and len(low[0]) > 2 and (w != "-" or len(low[0]) > 3) or low[k - 1] == ")" and w != "-"):
            return k + 1
        if w == ":" and k <= 6:
            return k + 1
        if w == QUOTE or w in _AUXILIARIES:
            return 0
    return 0
