"""Patterns of file names, such as `{outlet}_{published}_{title}.txt`: what a file name says about its article."""
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

FIELDS = ("outlet", "published", "title", "article_id")
_FIELD = re.compile(r"\{([a-z_ *]{1,30})\}|\*")
_NUMBER = re.compile(r":\d{1,9}$")          # of an article in a table
# A day within a name. Whether it exists is checked later, so that a reader is told of 2020-02-31.
_DAY = r"(?:\d{4}[-._]?\d\d[-._]?\d\d|\d{1,2}[-._ ][0-9A-Za-z]{1,9}[-._ ]\d{4})(?!\d)"
_ANY = r"[^/]+?"
_ANY_SUFFIX = r"(?:\.[A-Za-z0-9]{1,10})?"


class Pattern(NamedTuple):
    """A pattern of the paths of files."""
    written: str
    fields: tuple[str, ...]             # that it gives
    expression: re.Pattern

    def read(self, path: str) -> dict[str, str] | None:
        """The fields that the path of a file gives, or of an article in a table; None where it does not fit.

        A field ends at the first place where the rest of the pattern fits, and does not cross a slash. In an outlet
        and a title, underscores are read as spaces; in a title without spaces, hyphens are too.

        >>> compile_pattern("{outlet}_{published}_{title}.txt").read("Harton_Post_2020-10-02_bridge-closed.txt")
        {'outlet': 'Harton Post', 'published': '2020-10-02', 'title': 'bridge closed'}
        """
        match = self.expression.fullmatch(_NUMBER.sub("", path))
        return match and {field: _CLEAN.get(field, str)(value) for field, value in match.groupdict().items()}


def _clean_title(value):
    words = value.replace("_", " ").strip()
    return words if " " in words else words.replace("-", " ")


_CLEAN = {"outlet": lambda value: value.replace("_", " ").strip(), "title": _clean_title,
          "published": lambda value: value.replace("_", "-")}


def is_pattern(path: str) -> bool:
    """Is this a pattern of paths rather than one path?

    >>> is_pattern("{outlet}/*.txt"), is_pattern("Harton Post/a.txt")
    (True, False)
    """
    return any(match[1] is None or match[1] in FIELDS for match in _FIELD.finditer(path))


def compile_pattern(written: str) -> Pattern:
    """A pattern as a reader writes it: `{outlet}`, `{published}`, `{title}`, `{article_id}`, and `*` for anything else.
    `.*` at its end is any suffix; where it ends with a field, the suffix of a file is no part of that.

    ValueError says what is wrong: a field of another name, one that stands twice, two with nothing between them.
    """
    fields, stretches, open_stretch, end = [], [], "", 0
    body, suffix = (written[:-2], r"\.[^./]+") if written.endswith(".*") else (written, "")
    for match in _FIELD.finditer(body):
        field, before = (match[1] or "*").strip(), body[end:match.start()]
        if field != "*" and field not in FIELDS:
            raise ValueError(f"there is no field {{{field}}}: write one of "
                             f"{', '.join(f'{{{known}}}' for known in FIELDS)}, or * for any other part")
        if field in fields:
            raise ValueError(f"the field {{{field}}} stands twice: write * for one of them")
        if end and not before:
            raise ValueError(f"nothing stands between {match.group()!r} and what is before it: where would one end?")
        open_stretch += re.escape(before)
        if field == "published":
            open_stretch += f"(?P<published>{_DAY})"
        else:                               # of any length: what was read up to here is settled
            stretches.append(open_stretch)
            open_stretch = _ANY if field == "*" else f"(?P<{field}>{_ANY})"
        fields += [field] * (field != "*")
        end = match.end()
    # Atomic groups: text that was matched once is not matched again in another way, so that no name takes long.
    settled = "".join(f"(?>{stretch})" for stretch in stretches)
    suffix = suffix or _ANY_SUFFIX * written.endswith("}")
    return Pattern(written, tuple(fields), re.compile(settled + open_stretch + re.escape(body[end:]) + suffix))


# --- which pattern a folder's names may follow -------------------------------------------------------

class _Candidate(NamedTuple):
    parts: tuple[str, ...]
    needs_same: bool            # only where an outlet comes twice: what stands after a date is a title as often


_SEPARATORS = ("_", " - ", "-", " ")
_CANDIDATES = (
    _Candidate(("{outlet}", "{published}", "{title}"), False), _Candidate(("{published}", "{outlet}", "{title}"), True),
    _Candidate(("{outlet}", "{published}"), True), _Candidate(("{published}", "{outlet}"), True),
)
_WITHIN_FOLDERS = (_Candidate(("{published}", "{title}"), False), _Candidate(("{published}",), False))
_MOST = 0.5             # of the names of a folder fit, and more
_LETTERS = re.compile(r"[^\W\d_]{2}")       # a folder of an outlet has a name; 2020 and 10 have none
_ADVICE = ("if {what}, make a file articles.csv in the folder of your articles with the two lines path and {pattern} "
           "({example})")


def suggest_patterns(articles: Iterable[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    """Remarks, as `read_articles` gives them: (a pattern, what it is good for), where names of files or of folders seem
    to say what nothing else says.

    articles: (path, outlet or None) of each. Files in a folder where any outlet is known are left alone, as are
    tables. A pattern of names fits most files of a folder. Folders beside each other may be outlets, where their files
    state none.

    >>> paths = ["a/Post_2020-10-02_mill.txt", "a/Echo_2020-10-03_mill.txt"]
    >>> [pattern for pattern, what in suggest_patterns((path, None) for path in paths)]
    ['a/{outlet}_{published}_{title}.txt']
    """
    folders, known = defaultdict(list), set()
    for path, outlet in articles:
        folder = PurePosixPath(path).parent
        if isinstance(outlet, str) or _NUMBER.search(path) or is_pattern(str(folder)):
            known.add(folder)
        folders[folder].append(path)
    beside = defaultdict(list)
    for folder, paths in sorted(folders.items()):
        if folder in known:
            continue
        if pattern := _find_pattern(_CANDIDATES, paths):
            yield _suggest(_join(folder, pattern), paths, "the names of these files say it")
        elif _LETTERS.search(folder.name):
            beside[folder.parent].append(folder)
    for parent, names in beside.items():
        paths = [path for folder in names for path in folders[folder]]
        if len(names) > 1:
            pattern = _join(parent, "{outlet}/" + (_find_pattern(_WITHIN_FOLDERS, paths) or "*"))
            yield _suggest(pattern, paths, "each of these folders is an outlet")


def _join(folder, pattern):
    return pattern if str(folder) == "." else f"{folder}/{pattern}"


def _suggest(pattern, paths, what):
    path, said = next((path, said) for path in paths if (said := compile_pattern(pattern).read(path)))
    example = ", ".join(f"{field} {value!r}" for field, value in said.items())
    return pattern, "no outlet is known of these files; " + _ADVICE.format(
        what=what, pattern=pattern, example=f"{PurePosixPath(path).name} would have {example}")


def _find_pattern(candidates, paths):
    """The first pattern that most of the names fit; None where there is none."""
    names = [PurePosixPath(path).name for path in paths]
    suffixes = {PurePosixPath(name).suffix for name in names}
    suffix = suffixes.pop() if len(suffixes) == 1 else ".*"
    written = ((candidate, separator.join(candidate.parts) + suffix)
               for candidate in candidates for separator in _SEPARATORS)
    return next((pattern for candidate, pattern in written if _fits_most(candidate, pattern, names)), None)


def _fits_most(candidate, pattern, names):
    compiled = compile_pattern(pattern)
    read = [said for name in names if (said := compiled.read(name))]
    if len(read) < 2 or len(read) <= _MOST * len(names):
        return False
    return not candidate.needs_same or len({said["outlet"] for said in read}) <= len(read) / 2
