"""The bodies that a text names, and which of them "the union" or "the newspaper" means."""

import re

from analysis.speakers.person_names import bare
from analysis.speakers.vocabulary import CROWDS, INSTITUTIONS, MEDIA_NAMES

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
            words = [bare(w).lower() for w in name.split()]
            for word in {*words} & CROWDS | {words[-1]} & (INSTITUTIONS | MEDIA_NAMES):
                self._named.setdefault(word, []).append((m.start(), name))

    def find_named(self, noun: str, at: int) -> str | None:
        """The only body with this noun that the text names before an offset; None where it names none, or several."""
        names = {name for start, name in self._named.get(noun, ()) if start < at and " " in name}
        return names.pop() if len(names) == 1 else None

    def find_medium(self, at: int) -> str | None:
        """The newspaper that the text named last before an offset, by its shortest form; None where it names none."""
        named = [each for word in self._named.keys() & MEDIA_NAMES for each in self._named[word] if each[0] < at]
        if not named:
            return None
        last = max(named)[1]
        return min((name for _, name in named if f" {last}".endswith(f" {name}")), key=len)
