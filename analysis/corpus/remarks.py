"""Groups remarks about files that contain no article by kind: fourteen scripts of a web page are one line, not
fourteen."""
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r":\d+$")      # of an article in a table
_MOST_KINDS = 5             # kinds of files that one line counts
# Where in a table an article stands, before what is wrong with it; see `place_problem`.
_PLACED = re.compile(r"((?:sheet [^\n]{1,31}, )?(?:row|line) \d{1,9}): ")


def escape_controls(text: str) -> str:
    """The text with control characters written out, for a terminal or a log: names of files and articles may hold some
    that move the cursor, change colours or turn the direction of writing.

    >>> escape_controls("a\\x1b[31m.txt")
    'a\\\\x1b[31m.txt'
    """
    return _CONTROLS.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), str(text))


def place_problem(place: str | None, problem: str | None) -> str | None:
    """What is wrong with an article, with its place in its table before it: its row as a spreadsheet shows it, or its
    line.

    >>> place_problem("row 3", "the article has no text"), place_problem("row 3", None)
    ('row 3: the article has no text', None)
    """
    return f"{place}: {problem}" if place and problem else problem


def group_remarks(remarks: Iterable[tuple[str, str]]) -> list[str]:
    """A line for each thing that was said, with the file, or how many there are of each kind: in the order of first
    mention. An article of a table is named by its row.

    remarks: (path, what), as `read_articles` gives them.

    >>> group_remarks([("a.js", "not read"), ("b.js", "not read"), ("c.docx", "not read"), ("d.csv", "told")])
    ['2 .js, 1 .docx: not read (a.js, and 2 more)', 'd.csv: told']
    >>> group_remarks([("a.csv:2", "row 3: no text"), ("a.csv:4", "row 5: no text"), ("b.csv:1", "row 2: no day")])
    ['2 articles in .csv: no text (a.csv, row 3, and 1 more)', 'b.csv, row 2: no day']
    """
    groups = {}
    for path, what in remarks:
        place = _PLACED.match(what)
        groups.setdefault(what[place.end():] if place else what, []).append((path, place and place[1]))
    return [escape_controls(_write_group(found, what)) for what, found in groups.items()]


def _write_group(found, what):
    path, place = found[0]
    first = f"{_NUMBER.sub('', path)}, {place}" if place else path
    if len(found) == 1:
        return f"{first}: {what}"
    kinds = Counter(map(_name_kind, (path for path, _ in found))).most_common()
    shown = ", ".join(f"{count:,} {many if count > 1 else one}" for (one, many), count in kinds[:_MOST_KINDS])
    rest = sum(count for _, count in kinds[_MOST_KINDS:])
    return f"{shown}{f', {rest:,} others' if rest else ''}: {what} ({first}, and {len(found) - 1:,} more)"


def _name_kind(path):
    """What one file or article of this kind is called, and what several are."""
    suffix = Path(_NUMBER.sub("", path)).suffix.lower() or "without a suffix"
    return (f"article in {suffix}", f"articles in {suffix}") if _NUMBER.search(path) else (suffix, suffix)
