"""The bodies that a text names, and which of them "the union" or "the newspaper" means; the bodies that several
articles on one event quote, and which of their names mean one."""

import re
from collections.abc import Iterable

from analysis.speakers.person_names import bare
from analysis.speakers.vocabulary import CROWDS, INSTITUTIONS, MEDIA_NAMES, are_people
from analysis.text import fold
from analysis.text.phrases import is_head
from analysis.text.sentence import PREPOSITIONS, is_name

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ɏ]"
# A run of capitals, "of", "for" and "and" among them: Ministry of Public Works.
_BODY_NAME = re.compile(
    rf"{_CAPITAL}[\w'’&-]{{0,40}}+(?: (?:(?:of|for|and)(?: the)? )?{_CAPITAL}[\w'’&-]{{0,40}}+){{1,8}}+"
)


class Bodies:
    """The bodies that a text names, by their noun: {"union": [(40, "Oldham Teachers' Union")]}, with the offset of
    each name."""

    def __init__(self, text: str):
        self._named: dict[str, list[tuple[int, str]]] = {}
        for m in _BODY_NAME.finditer(text):
            name = m.group().removeprefix("The ").rstrip("'’")
            words = _fold_words(name)
            of = next((k for k, word in enumerate(words) if word in PREPOSITIONS), len(words))
            for word in {words[of - 1]} & CROWDS | {words[-1]} & (CROWDS | INSTITUTIONS | MEDIA_NAMES):
                self._named.setdefault(word, []).append((m.start(), name))  # the Council for Old Mills, Oldham Council

    def find_named(self, words: tuple[str, ...], at: int) -> str | None:
        """The only body with the last of these words that the text names before an offset: Oldham County Council for
        ("county", "council"). None where it names none, or several, or where the name does not end with all of these
        words."""
        names = {name for start, name in self._named.get(words[-1], ()) if start < at and " " in name}
        name = names.pop() if len(names) == 1 else None
        return name if name and (len(words) == 1 or _ends_with(_fold_words(name), words)) else None

    def find_medium(self, at: int) -> str | None:
        """The newspaper that the text named last before an offset, by its shortest form; None where it names none."""
        named = [each for word in self._named.keys() & MEDIA_NAMES for each in self._named[word] if each[0] < at]
        if not named:
            return None
        last = max(named)[1]
        return min((name for _, name in named if f" {last}".endswith(f" {name}")), key=len)


# --- the bodies of several articles ----------------------------------------------------------


def unify_bodies(speakers: Iterable[str]) -> dict[str, str]:
    """{name of a body: its full name} for the bodies that articles on one event quote, where these differ.

    speakers: names as in the column `speaker`, in any order, with NA allowed. "The council" and "the county council"
    are Oldham County Council, if nobody with this noun is quoted whose name is not a part of this one. Do not call it
    for articles on several events: each may have a council of its own.

    >>> unify_bodies(["council", "county council", "Oldham County Council", "Ada Holt"])
    {'council': 'Oldham County Council', 'county council': 'Oldham County Council'}
    >>> unify_bodies(["council", "town council", "Oldham County Council"])
    {}
    """
    by_noun: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in sorted({name for name in speakers if isinstance(name, str)}):
        words = _fold_words(name)
        if words[-1] in CROWDS | INSTITUTIONS and PREPOSITIONS.isdisjoint(words):
            by_noun.setdefault(words[-1], {})[name] = words
    unified = {}
    for names in by_noun.values():
        full = max(names, key=lambda name: (len(names[name]), name))
        if all(map(is_name, full.split())) and all(_ends_with(names[full], words) for words in names.values()):
            unified.update(dict.fromkeys(names.keys() - {full}, full))
    return dict(sorted(unified.items()))


def is_named(speaker: str) -> bool:
    """Is this a name, rather than a noun that several may be called by: not "county council", "Residents", "Report"?

    >>> [is_named(name) for name in ("Ada Holt", "Oldham Council", "Council", "Nurses", "Moscow")]
    [True, True, False, False, True]
    """
    last = bare(speaker.split()[-1])
    common = " " not in speaker and (are_people(last.lower()) or is_head(last.lower()))
    return is_name(last) and not common


def _fold_words(name: str) -> tuple[str, ...]:
    return tuple(bare(word) for word in fold(name)[0].split())


def _ends_with(words: tuple[str, ...], end: tuple[str, ...]) -> bool:
    return words[-len(end) :] == end
