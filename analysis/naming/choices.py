"""Which forms of one thing are one choice of words, and which are two: riot and protest, but not Berg and Mayor Berg.

All of these are one way to name a person: the name with or without a title, a first name or an office. So are the
names of a country, the spellings of a word, and a noun with words that only tell which thing is meant: the Oldham
summit, the May summit. The forms that remain differ in the choice of words, which is what studies of word choice and
labelling compare (Hamborg, Zhukova and Gipp 2019): another noun, or one adjective in place of another.
"""

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from analysis.lexicon import read_classes, read_table
from analysis.lexicon.countries import read_countries
from analysis.naming.bodies import read_bodies
from analysis.naming.roles import split_countries
from analysis.naming.seeds import exclude
from analysis.speakers.vocabulary import QUANTITIES, RANKS, roles
from analysis.text import find_words, fold
from analysis.text.singular import make_singular

_CLASSES = read_classes("naming")
_NUMBERS = frozenset(row["word"] for row in read_table("numbers"))
_EMPTY = _CLASSES["empty_modifiers"] | QUANTITIES | _NUMBERS
_PARTING = _CLASSES["parting_modifiers"] | RANKS
_PLACE_KINDS = _CLASSES["place_kinds"]
_TELLING = _CLASSES["telling_roles"] | _CLASSES["rulers"]
_NO_ADVERBS = read_classes("function_words")["ly_no_adverbs"]
_OFFICIALS = _CLASSES["officials"]
_JUDGING = _CLASSES["judging_modifiers"]
_SEEN_AS = tuple(sorted(_CLASSES["judging_endings"]))
_LIGHT = frozenset(("of", "the", "and", "for", "in", "on", "to"))

# A choice of words: the noun, and those of its adjectives that could be replaced by others.
Choice = tuple[str, frozenset[str]]

_NAME: Choice = ("", frozenset())  # the choice of somebody who uses nothing but a name
_PEOPLE: Choice = ("people", frozenset())
_CONTRASTED = 3  # mentions of an adjective, to be a choice beside another one


def join_labels(names: pd.DataFrame) -> pd.Series:
    """The label of each mention: the words that all forms of one choice share; for names, the most frequent of them.

    names: with `referent`, `kind`, `form`.

    - A person by name, with or without first name, title or office, or by the office alone, has one label; "dictator",
      "rival" and "goofy uncle" are others.
    - A country has one label for all its names and its officials; its people, and its capital or another place used
      for its government, have labels of their own.
    - A body has one label for its name and for the plain noun for what it is: NATO, the alliance.
    - A name has one label in all its spellings, in another order, and by its initials.
    - Anything else is labelled by its noun: "bridge" for "old stone bridge". Only where two adjectives, each used at
      least three times, replace each other ("illegal", "undocumented") is each of them a label of its own.

    >>> forms = ["Anna Berg", "Berg", "Berg", "old rival"]
    >>> join_labels(pd.DataFrame({"referent": "Anna Berg", "kind": "person", "form": forms})).tolist()
    ['Berg', 'Berg', 'Berg', 'rival']
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    columns = [names[column].tolist() for column in ("referent", "kind", "form")]
    for referent, kind, form in zip(*columns, strict=True):
        counts[referent][form] += 1
        kinds[referent][kind] += 1
    labels = {
        referent: _label(referent, kinds[referent].most_common(1)[0][0], forms) for referent, forms in counts.items()
    }
    said = [labels[referent][form] for referent, _, form in zip(*columns, strict=True)]
    return pd.Series(said, names.index, dtype="str")


def say_label(names: pd.DataFrame, label: str) -> str:
    """A label in quotation marks, if all these mentions contain its words; otherwise their most frequent form, with
    "and the like".

    names: with `label` and `form`.

    >>> names = pd.DataFrame({"label": "U.S.", "form": ["United States", "America", "United States"]})
    >>> say_label(names, "U.S."), say_label(names.assign(form="US"), "U.S.")
    ('“United States” and the like', '“U.S.”')
    """
    forms = names.loc[names["label"] == label, "form"].value_counts()
    if all(_write_plain(label) in _write_plain(form) for form in forms.index):
        return f"“{label}”"
    best = min(forms.index[forms == forms.max()])
    return f"“{best}” and the like"


def _write_plain(form):
    """A form without stops, hyphens, accents and the ending of a plural: US and U.S., cease-fire and ceasefire."""
    *words, last = fold(form)[0].replace(".", "").replace("-", "").split() or [""]
    return " ".join([*words, make_singular(last)])


def _label(referent: str, kind: str, counts: Counter[str]) -> dict[str, str]:
    """{form: its label} of one referent."""
    ordered = sorted(counts, key=lambda form: (-counts[form], form))
    countries, rest = split_countries(tuple(word for _, word in _split(referent)))
    if kind == "person":
        choices = _choose_of_person(referent, ordered)
    elif countries and not rest:
        choices = {form: _choose_of_country(form) for form in ordered}
    else:
        choices = _keep_contrasts(_choose_of_things(ordered), counts)
    labels: dict[Choice, str] = {}
    for form in ordered:
        if choices[form] not in labels:
            said = form if countries and not rest else _cut_choice(form, choices[form])
            labels[choices[form]] = form if said in labels.values() else said
    return {form: labels[choice] for form, choice in choices.items()}


def _cut_choice(form: str, choice: Choice) -> str:
    """A form from the first word that belongs to its choice: Oldham | bridge; the whole form if it is a name."""
    noun, adjectives = choice
    spans = list(find_words(form))
    words = [fold(form[start:end])[0].replace(".", "") for start, end in spans]
    last = len(words) - 1
    if not words or form[spans[last][0]].isupper() or _join_letters(make_singular(words[last])) != noun:
        return form
    first = min((k for k, word in enumerate(words[:last]) if word in adjectives), default=last)
    while 0 < first < last and words[first - 1].endswith("ly"):
        first -= 1  # closely watched
    return form[spans[first][0] :]


def _split(form: str) -> list[tuple[str, str]]:
    """(word as written, folded word) of a form; U.S. is spelled US elsewhere."""
    return [(form[start:end], fold(form[start:end])[0].replace(".", "")) for start, end in find_words(form)]


def _split_noun(form: str) -> list[tuple[str, str]]:
    """The words of a form up to its noun: president | of Finland."""
    return _split(form.split(" of ")[0]) or _split(form)


# --- people --------------------------------------------------------------------------------


def _choose_of_person(referent: str, forms: list[str]) -> dict[str, Choice]:
    said = _list_names(forms)
    # a referent that the reader renamed is known by its commonest form
    own = next((names for form in (referent, *forms) if (names := _list_names([form]) & said)), set())
    return {form: _NAME if own & _list_names([form]) else _choose_of_role(form) for form in forms}


def _list_names(forms: Iterable[str]) -> set[str]:
    """The words of names, without initials and roles."""
    words = (word for form in forms for word in _split(form) if _is_capital(word))
    return {word for _, word in words if len(word) > 1 and word not in roles()}


def _choose_of_role(form: str) -> Choice:
    """What a description of a person says beyond the office: "rival"; "authoritarian leader"; nothing for "mayor"."""
    words = _split(form) if form.split(" ")[-1].lower() in roles() else _split_noun(form)
    if not words:
        return _NAME
    noun = make_singular(words[-1][1])
    judging = frozenset(word for written, word in words[:-1] if written.islower() and _judges(word))
    if judging or noun in _TELLING or noun not in roles():
        return noun, judging
    return _NAME


def _judges(word: str) -> bool:
    """Does this word before a role express an opinion (authoritarian, steely-eyed), rather than define the role
    (deputy, foreign)?"""
    told_apart = word in _EMPTY or word in _PARTING or word[0].isdigit() or bool(split_countries((word,))[0])
    return word in _JUDGING or not told_apart and ("-" in word or word.endswith(_SEEN_AS))


# --- countries -----------------------------------------------------------------------------


@functools.cache
def _read_countries() -> Mapping[str, Choice]:
    """{folded form: what it says}, for the names, adjectives and people of all countries."""
    found: dict[str, Choice] = {}
    for country in read_countries():
        names = (country.name, *country.other_names, *country.adjectives)
        for choice, forms in ((_NAME, names), (_PEOPLE, country.people)):
            for form in forms:
                found.setdefault(" ".join(word for _, word in _split(form)), choice)
    return found


def is_people(label: str) -> bool:
    """Does a label name the people of a country: Finns, the Finnish people?"""
    return _read_countries().get(" ".join(word for _, word in _split(label))) == _PEOPLE


def _choose_of_country(form: str) -> Choice:
    """The country by name or by its officials, its people, or the place that stands for its government."""
    words = [word for _, word in _split(form)]
    said = _NAME if words and words[-1] in _OFFICIALS else _read_countries().get(" ".join(words))
    return said or (make_singular(_split_noun(form)[-1][1]) if words else form, frozenset())


# --- whatever else -------------------------------------------------------------------------


def _choose_of_things(forms: list[str]) -> dict[str, Choice]:
    """Of each form its noun and adjectives, or, of a name, its words in one order and spelling."""
    split = {form: _split_noun(form) for form in forms}
    nouns = {_join_letters(make_singular(ws[-1][1])) for ws in split.values() if ws and not _is_capital(ws[-1])}
    described = {form for form, words in split.items() if words and _is_description(words, nouns)}
    names = _choose_of_names([form for form in forms if form not in described])
    own = next(iter(names.values()), _NAME)
    kinds = {(noun, frozenset()) for form in names for noun in _list_kinds(form)}
    said = {form: _describe(split[form], nouns) for form in described}
    return names | {form: own if choice in kinds else choice for form, choice in said.items()}


def _choose_of_names(forms: list[str]) -> dict[str, Choice]:
    """Of each name its words, or those that its letters are the initials of."""
    names = {form: _list_name(form) for form in forms}
    initials = {"".join(word[0] for word in words): form for form, words in names.items() if len(words) > 1}
    choices = {}
    for form, words in names.items():
        whole = initials.get(words[0]) if len(words) == 1 else None
        told = frozenset(names[whole] if whole else words)
        choices[form] = " ".join(sorted(told - _PLACE_KINDS or told)), frozenset()
    return choices


def _list_kinds(name: str) -> tuple[str, ...]:
    """The nouns by which articles speak of a body again: of NATO alliance."""
    bodies = read_bodies()
    folded = " ".join(word for _, word in _split(name))
    return bodies.nouns.get(bodies.names.get(folded, folded), ())


def _list_name(form: str) -> list[str]:
    """The folded words of a name, without hyphens and small words: Department | Works; the form where it has none."""
    words = _split(form)
    named = [word for word in words if _is_capital(word)] or words
    return [_join_letters(word) for _, word in named if word not in _LIGHT] or [form]


def _describe(words: list[tuple[str, str]], nouns: set[str]) -> Choice:
    """The noun and the adjectives of a description; cyber attack is spelled cyberattack elsewhere."""
    noun = make_singular(words[-1][1])
    whole = len(words) > 1 and words[-2][1] + noun
    if whole in nouns:
        return whole, frozenset(_list_adjectives(words[:-2]))
    return _join_letters(noun), frozenset(_list_adjectives(words[:-1]))


def _is_description(words: list[tuple[str, str]], nouns: set[str]) -> bool:
    """Is a form no name: the stone bridge, the Finnish capital, THE BRIDGE beside "the bridge"; not: Oldham region?"""
    noun = make_singular(words[-1][1])
    named = any(_is_capital(word) and not split_countries((word[1],))[0] for word in words)
    return not named or _join_letters(noun) in nouns - _PLACE_KINDS


def _is_capital(word: tuple[str, str]) -> bool:
    return not word[0].islower()


def _join_letters(word: str) -> str:
    """A word without hyphens: cease-fire is ceasefire."""
    return word.replace("-", "")


def _list_adjectives(words: list[tuple[str, str]]) -> Iterator[str]:
    """The words before a noun that may stand where others could: no names, countries, numbers, adverbs, empty words."""
    for k, (written, word) in enumerate(words):
        is_adverb = k + 1 < len(words) and word.endswith("ly") and word not in _NO_ADVERBS
        counted = word[0].isdigit() or word.split("-")[0] in _NUMBERS  # two-day talks
        empty = word in _EMPTY or counted or is_adverb
        if written.islower() and not empty and not split_countries((word,))[0]:
            yield word


def _keep_contrasts(choices: dict[str, Choice], counts: Counter[str]) -> dict[str, Choice]:
    """The choices with those adjectives only that stand in each other's place before one noun."""
    said: Counter[Choice] = Counter()
    for form, choice in choices.items():
        said[choice] += counts[form]
    often = defaultdict(list)
    for (noun, adjectives), count in said.items():
        if adjectives and count >= _CONTRASTED:
            often[noun].append(adjectives)
    kept = {}
    for form, (noun, adjectives) in choices.items():
        stands = adjectives in often[noun] and any(exclude(adjectives, other) for other in often[noun])
        kept[form] = noun, adjectives if stands else frozenset()
    return kept
