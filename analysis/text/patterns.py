r"""Patterns over words: a text is read as one character for each word, a pattern as a regular expression over these.

A `Lexis` gives each word that the patterns know a character of its own, its code. A pattern is then written with words:
small letters are the word itself ("ago"), capitals a class of words (UNIT) or a piece that several patterns share,
`amount=NUMBER` catches what a rule wants to know, and the rest is the syntax of `re`: (a|b), ?, *, {0,3}, [in on], and
what must stand before or after, (?<=[in on]) and (?!WORD). Word marks such as "," and "-" are their own codes.

Codes come from the private use area of Unicode, so no text can hold them by chance; `show_codes` prints them as words.

>>> lexis = Lexis({"UNIT": ["day", "week"], "ONES": ["one", "two"]}, pieces={"AMOUNT": "(ONES|a)"})
>>> pattern = lexis.compile_pattern("amount=AMOUNT unit=UNIT ago")
>>> codes = lexis.encode("two days ago: one week ago".split())
>>> match = pattern.regex.search(codes)
>>> match.span("unit"), pattern.groups
((4, 5), {'amount': 'AMOUNT', 'unit': 'UNIT'})
>>> lexis.show_codes(pattern.source)
'(?P<amount>(?:[‹one›‹two›]|‹a›))(?P<unit>[‹day›‹week›])‹ago›'
"""
import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

FIRST_CODE = 0xE000                          # the private use area, with room for 6,400 words
OTHER = "~"                                  # the code of a word that no pattern names

# The syntax of a pattern, and of the regular expression made from it.
_ATOM = re.compile(r"(?:([a-z_]{1,30})=)?([A-Za-z]{1,30})")
_SPACE, _PLAIN_GROUP = re.compile(r"\s"), re.compile(r"(?<!\[)\((?!\?)")
_GROUP_NAME = re.compile(r"\(\?P<\w{1,30}>")
_OPENING = re.compile(r"\?(?:<?[=!]|:|P<\w{1,30}>)|")
_REPETITION = re.compile(r"[?*+]|\{(\d{0,3}),?\d{0,3}\}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Pattern(NamedTuple):
    """A pattern as `Lexis.compile_pattern` reads it."""
    source: str                              # the regular expression over codes
    groups: dict[str, str]                   # what each named group is: amount -> AMOUNT

    @property
    def regex(self) -> re.Pattern:
        return _compile((self.source,))


@functools.cache
def _compile(sources: tuple[str, ...]) -> re.Pattern:
    """One expression for several, of which the first that matches counts; each is compiled once."""
    return re.compile("|".join(sources))


class Lexis:
    """The words that patterns name, and a code for each.

    classes: the words of each class. pieces: parts of patterns under a name, as patterns. cased: classes whose words
    count only as they are written, or all in capitals ("May" and "MAY", never "may").
    """

    def __init__(self, classes: Mapping[str, Collection[str]], pieces: Mapping[str, str] | None = None,
                 cased: Iterable[str] = ()):
        self.codes: dict[str, str] = {}
        self.pieces = dict(pieces or {})
        self.members: dict[str, str] = {}
        cased = frozenset(cased)
        for name, words in classes.items():
            self.add_class(name, words)
            if name in cased:
                self.add_class(name, (word.upper() for word in words))

    def add_class(self, name: str, words: Iterable[str]) -> None:
        """One more class, or more words for a class."""
        codes = self.members.get(name, "") + "".join(self.code(word) for word in words)
        self.members[name] = "".join(dict.fromkeys(codes))

    def add_union(self, name: str, classes: Iterable[str]) -> None:
        """A class that holds all words of other classes."""
        codes = self.members.get(name, "") + "".join(self.members[each] for each in classes)
        self.members[name] = "".join(dict.fromkeys(codes))

    def code(self, word: str) -> str:
        """The code of a word; a new word gets the next free one."""
        return self.codes.setdefault(word, chr(FIRST_CODE + len(self.codes)))

    def encode(self, words: Iterable[str], shape: Callable[[str], str] | None = None) -> str:
        """The codes of a row of words: as written, else in small letters, else of their shape, else OTHER."""
        return "".join(self.codes.get(word) or self.codes.get(word.lower()) or (shape(word) if shape else OTHER)
                       for word in words)

    def compile_pattern(self, pattern: str) -> Pattern:
        """Read a pattern; ValueError where it is no regular expression or names a class that is not there."""
        source, groups = self._read_pattern(pattern)
        try:
            _compile((source,))
        except re.error as problem:
            raise ValueError(f"the pattern {pattern!r} is no regular expression: {problem}") from problem
        return Pattern(source, groups)

    def _read_pattern(self, pattern: str) -> tuple[str, dict[str, str]]:
        groups: dict[str, str] = {}

        def read_atom(match: re.Match) -> str:
            group, name = match.groups()
            if name in self.pieces:
                body, _ = self._read_pattern(self.pieces[name])
            elif name in self.members:
                body = f"[{self.members[name]}]"
            elif name.isupper() and len(name) > 1:
                raise ValueError(f"the pattern {pattern!r} names {name}, which is neither a class of words nor a piece")
            else:
                body = self.code(name)
            if group:
                groups[group] = name
                return f"(?P<{group}>{body})"
            return body

        return _SPACE.sub("", _ATOM.sub(read_atom, _PLAIN_GROUP.sub("(?:", pattern))), groups

    def show_codes(self, codes: str) -> str:
        """Codes, or a regular expression over codes, with the word of each code.

        >>> lexis = Lexis({"UNIT": ["day", "week"]})
        >>> lexis.show_codes(lexis.encode(["day", "rain", "week"]))
        '‹day›~‹week›'
        """
        words = {code: word for word, code in self.codes.items()}
        return _PRIVATE.sub(lambda match: f"‹{words.get(match.group(), '?')}›", codes)


# --- which codes a match can begin with ----------------------------------------------------------

class _Starts:
    """Reads a regular expression over codes from left to right, to find the codes with which a match can begin.

    Each part returns (codes, empty): the codes with which it can begin, None for any code; and whether it can match
    nothing, so that the next part can begin the match too. Lookaheads and lookbehinds match nothing.
    """

    def __init__(self, source: str):
        self.source, self.at = source, 0

    def peek(self) -> str:
        return self.source[self.at:self.at + 1]

    def read_choice(self) -> tuple[set[str] | None, bool]:
        codes, empty = self.read_row()
        while self.peek() == "|":
            self.at += 1
            more, more_empty = self.read_row()
            codes, empty = _unite(codes, more), empty or more_empty
        return codes, empty

    def read_row(self) -> tuple[set[str] | None, bool]:
        codes: set[str] | None = set()
        empty = True
        while self.peek() not in ("", "|", ")"):
            more, more_empty = self.read_repeated()
            if empty:
                codes, empty = _unite(codes, more), more_empty
        return codes, empty

    def read_repeated(self) -> tuple[set[str] | None, bool]:
        codes, empty = self.read_part()
        if match := _REPETITION.match(self.source, self.at):
            self.at = match.end()
            empty = empty or match.group() in "?*" or match[1] in ("", "0")
        return codes, empty

    def read_part(self) -> tuple[set[str] | None, bool]:
        char = self.peek()
        self.at += 1
        if char == "(":
            return self.read_group()
        if char == "[":
            end = self.source.index("]", self.at + 1)
            inside, self.at = self.source[self.at:end], end + 1
            return (None if inside[0] == "^" else set(inside)), False
        if char == "\\":
            self.at += 1
            return {self.source[self.at - 1]}, False
        return (set(), True) if char in "^$" else (None, False) if char == "." else ({char}, False)

    def read_group(self) -> tuple[set[str] | None, bool]:
        match = _OPENING.match(self.source, self.at)
        opening = match.group() if match else ""
        self.at += len(opening)
        codes, empty = self.read_choice()
        self.at += 1
        return (set(), True) if opening.endswith(("=", "!")) else (codes, empty)


def _unite(codes: set[str] | None, more: set[str] | None) -> set[str] | None:
    return None if codes is None or more is None else codes | more


def find_starts(pattern: Pattern) -> frozenset[str] | None:
    """The codes that a match of the pattern can begin with; None where it can begin with any, or be empty.

    >>> lexis = Lexis({"UNIT": ["day", "week"]})
    >>> lexis.show_codes("".join(sorted(find_starts(lexis.compile_pattern("(?<=in) the? UNIT ago")))))
    '‹day›‹week›‹the›'
    """
    return _find_starts(pattern.source)


@functools.cache
def _find_starts(source: str) -> frozenset[str] | None:
    codes, empty = _Starts(source).read_choice()
    return None if codes is None or empty else frozenset(codes)


_OFTEN = 2_000
"""Places where a code is met before its patterns are joined into one expression. To make that takes about as long as so
many tries of the patterns one by one."""


class Search:
    """Finds where patterns match, looking at each place only for those that can begin there.

    patterns: the patterns in their order; where several match at one place, the first of them counts.

    >>> lexis = Lexis({"UNIT": ["day", "week"]})
    >>> search = Search([lexis.compile_pattern("UNIT ago"), lexis.compile_pattern("the UNIT")])
    >>> [(i, match.span()) for i, match in search.find(lexis.encode("the week a day ago".split()), 0)]
    [(1, (0, 2))]
    """

    def __init__(self, patterns: Sequence[Pattern]):
        self.patterns = patterns
        self.regexes = [pattern.regex for pattern in patterns]
        self._nameless = [_GROUP_NAME.sub("(?:", pattern.source) for pattern in patterns]
        by_code: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            starts = find_starts(pattern)
            if starts is None:
                raise ValueError(f"a pattern can begin with any word, so every word would be tried: {pattern.source!r}")
            for code in starts:
                by_code.setdefault(code, []).append(number)
        self._numbers = {code: tuple(numbers) for code, numbers in by_code.items()}
        self._place = re.compile("[" + "".join(map(re.escape, sorted(by_code))) + "]") if by_code else None
        self._tables: dict[str, re.Pattern] = {}
        self._met: dict[str, int] = dict.fromkeys(by_code, 0)

    def find(self, codes: str, at: int) -> Iterator[tuple[int, re.Match]]:
        """At the next place from `at` on where a pattern matches: (number, match) of each that does, in their order."""
        if self._place is None:
            return
        for place in self._place.finditer(codes, at):
            code, start = place.group(), place.start()
            table = self._tables.get(code) or self._meet(code)
            if table and not table.match(codes, start):
                continue
            found = False
            for number in self._numbers[code]:
                if match := self.regexes[number].match(codes, start):
                    found = True
                    yield number, match
            if found:
                return

    def _meet(self, code: str) -> re.Pattern | None:
        """A table for a code that occurs often, made once it has occurred often enough; None for other codes."""
        self._met[code] += 1
        return self._make_table(code) if self._met[code] >= _OFTEN and len(self._numbers[code]) > 1 else None

    def _make_table(self, code: str) -> re.Pattern:
        """One expression for the patterns that can begin with a code: to try them together is faster."""
        self._tables[code] = _compile(tuple(self._nameless[number] for number in self._numbers[code]))
        return self._tables[code]
