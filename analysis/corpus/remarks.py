"""Groups remarks about files that contain no article by kind: fourteen scripts of a web page are one line, not
fourteen."""
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r":\d+$")      # of an article in a table
_MOST_KINDS = 5             # kinds of files that one line counts


def escape_controls(text: str) -> str:
    """The text with control characters written out, for a terminal or a log: names of files and articles may hold some
    that move the cursor, change colours or turn the direction of writing.

    >>> escape_controls("a\\x1b[31m.txt")
    'a\\\\x1b[31m.txt'
    """
    return _CONTROLS.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), str(text))


def group_remarks(remarks: Iterable[tuple[str, str]]) -> list[str]:
    """A line for each thing that was said, with the file, or how many there are of each kind: in the order of first
    mention.

    remarks: (path, what), as `read_articles` gives them.

    >>> group_remarks([("a.js", "not read"), ("b.js", "not read"), ("c.docx", "not read"), ("d.csv", "told")])
    ['2 .js, 1 .docx: not read (a.js, and 2 more)', 'd.csv: told']
    """
    groups = {}
    for path, what in remarks:
        groups.setdefault(what, []).append(path)
    return [escape_controls(_write_group(paths, what)) for what, paths in groups.items()]


def _write_group(paths, what):
    if len(paths) == 1:
        return f"{paths[0]}: {what}"
    kinds = Counter(Path(_NUMBER.sub("", path)).suffix.lower() or "without a suffix" for path in paths).most_common()
    shown = ", ".join(f"{count:,} {kind}" for kind, count in kinds[:_MOST_KINDS])
    rest = sum(count for _, count in kinds[_MOST_KINDS:])
    return f"{shown}{f', {rest:,} others' if rest else ''}: {what} ({paths[0]}, and {len(paths) - 1:,} more)"
