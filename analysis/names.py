"""Who is who in one article: names, titles, roles and pronouns, each led back to one speaker.

The article says most of it itself: "Foreign Minister Anna Berg" makes Berg, "the foreign minister"
and the next "she" one person. data/people.csv adds what an article cannot say: other spellings.
"""
import csv
import functools
import re
from pathlib import Path
from typing import NamedTuple

from analysis.clauses import DETERMINERS, DOCUMENTS, PREPOSITIONS, QUOTE, SUBORDINATORS, is_name, is_time, phrase_after
from analysis.text import fold

_DATA = Path(__file__).parents[1] / "data"

# --- vocabulary ----------------------------------------------------------------------------

# A run of capitals that ends in, or holds, one of these names no person.
_INSTITUTIONS = frozenset("""party post times journal tribune herald gazette guardian magazine daily weekly news
    press agency department ministry office bureau committee commission council court congress senate house parliament
    assembly foundation institute institution university college school association society union federation league
    group company corporation inc corp ltd bank fund force forces army navy police guard authority administration
    government service services center centre network radio television tv channel campaign project alliance coalition
    movement organization organisation team club church hospital board agency nations states kingdom republic street
    trust poll survey report studies research review committee's pac action act pentagon kremlin side parties
    conference convention""".split())
_PLURALS = frozenset("people police officials both others many some experts media men women children".split())
_INDEFINITE = frozenset("a an another one some any other several many two three four five both few most all".split())
_SMALL = frozenset("van von de der den di da del dos la le al bin ibn el".split())
_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
_QUALIFIERS = frozenset("former vice deputy assistant acting ex then associate".split())
_HE, _SHE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_RUN = re.compile(rf"{_CAPITAL}[\w'’.\-]*(?:[ \u00a0](?:(?:van|von|de|der|den|di|da|del|dos|la|le|al|bin|ibn|el)[ \u00a0])?{_CAPITAL}[\w'’.\-]*)+")
_MISTER = re.compile(rf"\b(Mr|Mrs|Ms|Miss|Mme|Sir|Lady|Madam)\.? ((?:{_CAPITAL}[\w'’\-]*\.? ?){{1,3}})")


@functools.cache
def _read(name):
    with open(_DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def first_names():
    """data/first_names.csv: {folded first name: "m", "f" or ""}."""
    return {fold(row["name"])[0]: row["gender"] for row in _read("first_names.csv")}


@functools.cache
def titles():
    """data/titles.csv: {title in lower case: (gender, role)}."""
    return {row["title"].lower(): (row["gender"] or "", row["role"] or "") for row in _read("titles.csv")}


@functools.cache
def roles():
    """data/roles.csv: {role noun in lower case: (gender, the role it is the same as)}."""
    return {row["role"].lower(): (row["gender"] or "", row["same_as"] or row["role"].lower()) for row in _read("roles.csv")}


@functools.cache
def _same_roles():
    return [(tuple(role.split()), same.split()) for role, (_, same) in roles().items() if " " in role or " " in same]


def read_people(people=None):
    """People as {folded name or alias: canonical name}, from a table like data/people.csv (the default)."""
    rows = _read("people.csv") if people is None else people.astype("object").where(people.notna(), "").to_dict("records")
    spellings, surnames = {}, {}
    for row in rows:
        for alias in [row["name"], *str(row.get("aliases") or "").split(";")]:
            if alias.strip():
                spellings[fold(alias.strip())[0]] = row["name"]
        surnames.setdefault(fold(row["name"].split()[-1])[0], set()).add(row["name"])
    for surname, names in surnames.items():
        if len(names) == 1:
            spellings.setdefault(surname, next(iter(names)))
    return spellings


# --- the people an article names -----------------------------------------------------------

class Person(NamedTuple):
    """Somebody whom the article names in full (or by title and surname)."""
    name: str
    words: tuple                         # folded words of the name
    gender: str
    roles: list                          # sets of words: {"turkish", "foreign", "minister"}
    count: list                          # offsets of the full name


def _bare(word):
    """The word without possessive and outer marks."""
    word = word.rstrip("'’.,") if not (len(word) == 2 and word[1] == ".") else word
    return word[:-2] if word.endswith(("'s", "’s")) else word


def split_name(words):
    """The words of a run of capitals as (role words, name words): "House Speaker Anna Berg" -> (House Speaker, Anna Berg)."""
    words = list(words)
    for k in range(len(words) - 1, 0, -1):                      # the group's | Anna Berg
        if words[k - 1].endswith(("'s", "’s", "s'", "s’")):
            words = words[k:]
            break
    while words and words[-1].lower() in _SUFFIXES:
        words.pop()
    cut = 0
    for k, word in enumerate(words):
        low = word.lower()
        if low in titles() or low.rstrip(".") in roles() or low + "." in titles() and len(low) > 1 and k < len(words) - 1:
            cut = k + 1
    known = first_names()
    if cut == 0:
        for k in range(len(words) - 1):
            if fold(_bare(words[k]))[0] in known and not _bare(words[k]).isupper():
                if k and not (len(words[0]) <= 2 or fold(_bare(words[0]))[0] in known):
                    cut = k
                break
    return words[:cut], [_bare(w) for w in words[cut:]]


class Article:
    """What one article says about its people, and whom it last spoke of."""

    def __init__(self, text, spellings):
        self.text, self.spellings = text, spellings
        self.people, self.by_word = [], {}
        self.focus = []                  # (speaker, gender, number) of subjects and speakers, latest last
        self._find_people()

    # One pass over the runs of capitals; whoever has two names or a title is somebody.
    def _find_people(self):
        text = self.text
        known = first_names()
        found, titled = {}, []
        for m in _RUN.finditer(text):
            raw = m.group().split()
            while raw and (raw[0].lower() in DETERMINERS or raw[0].lower() in PREPOSITIONS or raw[0].lower() in ("but", "and", "when", "as", "if", "while", "meanwhile")):
                raw = raw[1:]
            while raw and is_time(_bare(raw[-1]).lower()) and len(raw) > 1:
                raw.pop()
            stop = next((k for k, w in enumerate(raw[:-1]) if w.endswith(".") and len(w) > 3 and w.lower() not in titles()), None)
            if stop is not None:
                raw = raw[stop + 1:]
            if len(raw) < 2:
                continue
            before, name = split_name(raw)
            if not name or len(name) > 4 or any(w.lower() in _INSTITUTIONS for w in name):
                continue
            if len(name) == 1:
                titled.append((before, name[0], m))
                continue
            if any(w.isupper() and len(w) > 3 for w in name) and fold(name[0])[0] not in known:
                continue
            key = tuple(fold(w)[0] for w in name)
            entry = found.get(key)
            if entry is None:
                gender = known.get(key[0], "")
                entry = found[key] = [" ".join(name), gender, [], []]
            entry[3].append(m.start())
            self._note_roles(entry, before, m)
        for before, name, m in titled:                              # President Berg
            surname = fold(name)[0]
            same = [entry for key, entry in found.items() if key[-1] == surname]
            if before and not is_time(surname) and surname not in _INSTITUTIONS and (same or any(
                    w.lower() in titles() or w.lower() in roles() for w in before[-1:])):
                if not same:
                    found[(surname,)] = [name, "", [], []]
                    same = [found[(surname,)]]
                best = max(same, key=lambda entry: len(entry[3]))
                self._note_roles(best, before, m)
                if best is found.get((surname,)):
                    best[3].append(m.start())
        for m in _MISTER.finditer(text):
            gender = titles().get(m.group(1).lower() + ".", titles().get(m.group(1).lower(), ("", "")))[0]
            words = [_bare(w) for w in m.group(2).split()]
            last = fold(words[-1])[0] if words else ""
            for key, entry in found.items():
                if key[-1] == last and (len(words) == 1 or key[0] == fold(words[0])[0]) and not entry[1]:
                    entry[1] = gender
            self.by_word.setdefault(("title", last), gender)
        for key, (name, gender, role_sets, offsets) in found.items():
            person = Person(self._spelling(name, key), key, gender, role_sets, offsets)
            self.people.append(person)
            self.by_word.setdefault(key[-1], []).append(person)
            self.by_word.setdefault(("first", key[0]), []).append(person)

    def _note_roles(self, entry, before, m):
        text = self.text
        words = [w.lower().rstrip(".") for w in before]
        for word in before:
            gender, role = titles().get(word.lower(), ("", ""))
            words += [role] if role else []
            entry[1] = entry[1] or gender or roles().get(word.lower(), ("",))[0]
        left = text[max(0, m.start() - 70):m.start()]
        left = re.split(r"[.,;:()\"“”\n]", left)[-1].lower().split()
        if left and (left[-1] in roles() or before or left[-1] in ("of",) or any(w in roles() for w in left[-6:])):
            tail = []
            for word in reversed(left):
                if word in ("the", "a", "an", "his", "her", "their", "said", "by", "to", "with", "told", "that", "and"):
                    if word not in ("the",) or not tail or tail[-1] not in ("republic",):
                        break
                tail.append(word)
                if len(tail) > 7:
                    break
            words = [_bare(w) for w in reversed(tail)] + words
        if any(w in roles() for w in words):
            entry[2].append(frozenset(_same(words)))
            for word in words:
                entry[1] = entry[1] or roles().get(word, ("",))[0]
        right = text[m.end():m.end() + 100]
        after = re.match(r",\s+(?:(?:a|an|the|his|her|their|who is|who was|now)\s+)?([^,.;:\"“”\n]{3,80})", right)
        if after:
            words = [_bare(w).lower() for w in after.group(1).split()[:9]]
            hit = next((k for k, w in enumerate(words) if w in roles()), None)
            if hit is not None and not any(w in ("said", "and", "told") for w in words[:hit]):
                entry[2].append(frozenset(_same(words)))
                entry[1] = entry[1] or roles()[words[hit]][0]
        elif re.match(r"\s*\((?:D|R|I)-", right):
            entry[2].append(frozenset(("lawmaker",)))

    def _spelling(self, name, key=None):
        key = key or tuple(fold(w)[0] for w in name.split())
        return self.spellings.get(" ".join(key)) or name

    # --- resolution --------------------------------------------------------------------------

    def resolve(self, s, subject, at, strict=False):
        """Whom the tokens `subject` of sentence `s` mean: (speaker or None, basis, gender, number)."""
        first, last = subject
        words, low = s.words[first:last], s.low[first:last]
        head = low[-1].split("'")[0].split("’")[0] if last - first == 1 else None
        head = {"his": "he", "her": "she", "their": "they"}.get(head, head)
        if head in ("he", "she", "they", "it", "we", "i", "you"):
            return self._pronoun(head, s, first)
        if head in ("who", "which", "that"):
            return self._antecedent(s, first, at)
        return self._phrase(words, low, at, strict)

    def _pronoun(self, pronoun, s, first):
        if pronoun in ("we", "i", "you"):
            return None, "pronoun", "", 1
        wanted = {"he": "m", "she": "f"}.get(pronoun)
        if wanted and first <= 2 and s.low[0] in SUBORDINATORS:          # Though she said so, Berg ...
            comma = next((k for k in range(first, len(s.low) - 1) if s.low[k] == "," and is_name(s.words[k + 1])), None)
            phrase = comma and phrase_after(s, comma + 1)
            later = phrase and self._phrase(s.words[slice(*phrase)], s.low[slice(*phrase)], s.starts[phrase[0]], True)
            if later and later[1] == "name" and later[2] in (wanted, ""):
                return later[0], "pronoun", wanted, "person"
        for speaker, gender, number in reversed(self.focus):
            if wanted:
                if number == "person" and gender in (wanted, ""):
                    return speaker, "pronoun", wanted, number
            elif pronoun == "they" and number in ("plural", "group") or pronoun == "it" and number == "group":
                return speaker, "pronoun", gender, number
        if wanted:
            at = s.starts[first]
            near = [(max(o for o in p.count if o < at), p) for p in self.people if p.gender in (wanted, "") and any(o < at for o in p.count)]
            if near:
                person = max(near, key=lambda pair: pair[0])[1]
                return self._fullest(person), "pronoun", wanted, "person"
        return None, "pronoun", wanted or "", "person" if wanted else "group"

    def _antecedent(self, s, first, at):
        end = first
        while end > 0 and s.low[end - 1] in ",)":
            end -= 1
        begin = end
        while begin > 0 and s.low[begin - 1] not in ",;:" and s.words[begin - 1] != QUOTE and end - begin < 12:
            begin -= 1
        if begin == end:
            return None, "pronoun", "", "person"
        run = end
        while run > begin and (is_name(s.words[run - 1]) or s.low[run - 1] in _SMALL):
            run -= 1
        if run == end:
            run = end - 1
            while run > begin and s.low[run] not in DETERMINERS and s.low[run - 1] not in PREPOSITIONS:
                run -= 1
        speaker, _, gender, number = self._phrase(s.words[run:end], s.low[run:end], at)
        return speaker, "pronoun", gender, number

    def _phrase(self, words, low, at, strict=False):
        """A name, a role or a group."""
        start = 0
        while start < len(low) - 1 and (low[start] in ("the", "a", "an") or low[start] in ("(", ",")):
            start += 1
        the = low[0] == "the"
        indefinite = low[0] in _INDEFINITE
        words, low = words[start:], low[start:]
        cut = next((k for k, w in enumerate(low) if k and (w in PREPOSITIONS or w in ("(", ",", "who") or k > 1 and w.endswith(("ed", "ing")) and words[k].islower()
                                                             and w not in roles())), len(low))
        run = self._name_run(words, low, cut)
        if run:
            before, name = split_name(run)
            if name:
                person = self._person(before, name, at, the, strict)
                if person:
                    return person
        head = low[cut - 1]
        written = " ".join(words)
        return self._role(words, low, cut, head, the, indefinite, at, written)

    def _name_run(self, words, low, cut):
        """The run of capitals that is the phrase's name, if it has one."""
        ends = [len(words), cut] if cut < len(words) else [cut]
        best = None
        for end in reversed(ends):
            begin = end
            while begin > 0 and (is_name(words[begin - 1]) or low[begin - 1] in _SMALL and begin < end):
                begin -= 1
            run = words[begin:end]
            if not run:
                continue
            before, name = split_name(run)
            if end == cut and name and (end == len(words) or len(name) > 1 and fold(name[0])[0] in first_names()
                                        or before or tuple(fold(w)[0] for w in name)[-1] in self.by_word):
                return run
            if end != cut and name and len(name) > 1 and any(fold(w)[0] in first_names() for w in name[:-1]):
                best = run
        return best

    def _person(self, before, name, at, the, strict=False):
        folded = tuple(fold(w)[0] for w in name)
        title = next((titles()[w.lower()] for w in before if w.lower() in titles()), None)
        gender = title[0] if title else ""
        for word in before:
            gender = gender or roles().get(word.lower(), ("",))[0]
        if any(w in _INSTITUTIONS for w in folded) or the and not before and folded[-1] not in self.by_word:
            return None
        if " ".join(folded) in self.spellings and folded[-1] not in self.by_word:
            return self.spellings[" ".join(folded)], "name", gender or first_names().get(folded[0], ""), "person"
        people = self.by_word.get(folded[-1], ())
        if len(name) > 1:
            same = [p for p in people if p.words[0] == folded[0] or len(folded[0].rstrip(".")) == 1 and p.words[0][0] == folded[0][0]
                    or len(p.words[0].rstrip(".")) == 1 and p.words[0][0] == folded[0][0]]
            if same:
                best = max(same, key=lambda p: (len(p.words[0].rstrip(".")) > 1, len(p.words), len(p.count)))
                return best.name, "name", best.gender or gender, "person"
            if strict and not before and folded[0] not in first_names():
                return None
            return self._spelling(" ".join(name)), "name", gender or first_names().get(folded[0], ""), "person"
        fitting = [p for p in people if not gender or p.gender in (gender, "")]
        if fitting:
            best = self._most_likely(fitting, at)
            return self._fullest(best), "name", best.gender or gender, "person"
        first = [p for p in self.by_word.get(("first", folded[0]), ())]
        if first and not before:
            best = self._most_likely(first, at)
            return self._fullest(best), "name", best.gender, "person"
        spelt = self.spellings.get(folded[0])
        if spelt:
            return spelt, "name", gender or first_names().get(fold(spelt.split()[0])[0], ""), "person"
        gender = gender or self.by_word.get(("title", folded[0]), "") or first_names().get(folded[0], "")
        if before or folded[0] in first_names() or ("title", folded[0]) in self.by_word:
            return name[0], "name", gender, "person"
        if strict or name[0].isupper() and len(name[0]) > 1 or is_time(folded[0]) or folded[0].endswith("s") and folded[0] in _PLURALS or any(f"{place} {name[0]}" in self.text for place in (" in", " from", " at")):
            return None
        return name[0], "name", "", "person"

    def _most_likely(self, people, at):
        """Of namesakes the one who spoke or acted last, else the one named most often."""
        if len(people) == 1:
            return people[0]
        names = {p.name for p in people}
        for speaker, _, _ in reversed(self.focus[-12:]):
            if speaker in names:
                return next(p for p in people if p.name == speaker)
        return max(people, key=lambda p: (len(p.count), -p.count[0]))

    def _fullest(self, person):
        same = [p for p in self.by_word.get(person.words[-1], ()) if p.words[0] == person.words[0]]
        return max(same, key=lambda p: (len(p.words), len(p.count))).name if same else person.name

    def _role(self, words, low, cut, head, the, indefinite, at, written):
        """A role that the article gives to somebody, or a group, as written."""
        named = set(_same([_bare(w) for w in low]))
        noun = next((w for w in reversed([_bare(w) for w in low[:cut]]) if w in roles()), None)
        joined = " ".join(low)
        for role, same in _same_roles():
            if joined.startswith(" ".join(role)):
                noun = noun or same[-1]
        if _bare(head).rstrip("s") in DOCUMENTS:
            return written, "group", "", "thing"
        plural = head.endswith("s") and noun is None or head in _PLURALS
        if noun and not indefinite and not plural:
            wanted = roles().get(noun, ("", noun))[1].split()[-1]
            best, best_score = None, 0
            capitals = {_bare(w).lower() for w in words if is_name(w)}
            for person in self.people:
                for role_set in person.roles:
                    if wanted not in role_set:
                        continue
                    score = len(named & role_set) * 4 + (any(o < at for o in person.count)) - 2 * len(
                        (role_set - named) & _QUALIFIERS) + min(3, len(person.count)) * 0.1
                    if capitals - role_set and not capitals & role_set and len(role_set) > 1:
                        continue
                    if score > best_score:
                        best, best_score = person, score
            gender = roles().get(noun, ("",))[0]
            if best and (best_score >= 4):
                return self._fullest(best), "role", best.gender or gender, "person"
            if the and noun not in ("spokesman", "spokeswoman", "spokesperson", "official", "aide", "adviser", "member", "reporter"):
                for speaker, sex, number in reversed(self.focus):
                    if number == "person" and (not gender or sex in (gender, "")):
                        return speaker, "role", sex or gender, "person"
            return written, "role", gender, "person"
        return written, "role" if noun else "group", "", "plural" if plural else "person" if noun else "group"

    def resolve_name(self, name):
        """The person whom the article names so, or None."""
        people = self.by_word.get(fold(name.split()[-1])[0], ())
        return self._fullest(people[0]) if people else None

    def could_speak(self, words):
        """Is this side of a headline's colon somebody: a role, or a person whom the article names?"""
        low = [_bare(w).lower() for w in words]
        if low[-1] in roles() or low[-1].rstrip("s") in roles() or low[-1] in ("police", "sources", "report", "study", "poll", "media"):
            return True
        _, name = split_name(words)
        return bool(name) and all(is_name(w) for w in words) and fold(name[-1])[0] in self.by_word

    def remember(self, resolved):
        speaker, _, gender, number = resolved
        if speaker:
            self.focus.append((speaker, gender, number))


def _same(words):
    """Role words with those that mean the same added: FM is foreign minister too."""
    words = [w for w in words if w]
    words = [w for k, w in enumerate(words) if not (w == "president" and k and words[k - 1] == "vice")]
    words = ["vice-president" if w == "vice" else w for w in words]
    more = [part for w in words if w in roles() for part in roles()[w][1].split()]
    joined = " ".join(words)
    for role, same in _same_roles():
        if " ".join(role) in joined:
            more += same
    return words + more
