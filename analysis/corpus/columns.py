"""Which column of a table holds what, and what its cells are as text."""
import datetime
import itertools
import math
import numbers
import statistics
from collections.abc import Iterable, Mapping, Sequence

from analysis.corpus.encodings import mend
from analysis.corpus.kinds import NotRead, Record, Remark, Unreadable, join_problems
from analysis.lexicon import read_table
from analysis.lexicon.calendar import DAY_FIRST, MONTH_FIRST

_NAMED = 8                         # columns that a remark names
_SAMPLE = 20                       # rows that show which column holds paragraphs
_PARAGRAPH = 200                   # characters: half of its cells are longer, as no titles are
# What a reader who is to rename a column is told: what it holds, and the names that are most usual for it.
_CALLED = {"title": ("the title", "title or headline"), "outlet": ("the outlet", "outlet or source"),
           "published": ("the day", "published or date")}
_NAMES = {}                        # {what a column holds: the names it goes by, the best first}
for _row in read_table("columns"):
    _NAMES.setdefault(_row["holds"], []).append(_row["column"])


# How the name of a column of days may end, such as published_day_first.
_ORDERS = {order.replace("-", ""): order for order in (DAY_FIRST, MONTH_FIRST)}


def _simplify(name):
    return "".join(c for c in str(name).lower() if c not in " _-()")


def find_named_order(column: str) -> str | None:
    """The order of 03/04/2024 that the name of a column of days says: `day-first`, `month-first` or None.

    >>> find_named_order("Date (day first)"), find_named_order("published_month_first"), find_named_order("date")
    ('day-first', 'month-first', None)
    """
    return next((order for end, order in _ORDERS.items() if _simplify(column).endswith(end)), None)


def match_columns(names: Iterable[str]) -> dict[str, str]:
    """{what: column} for the columns of a table that are of use; names count without case, spaces, hyphens,
    brackets and underscores; that of a column of days may end in “day first” or “month first”.

    >>> match_columns(["ID", "Pub_Date", "Body", "Source", "likes"])
    {'text': 'Body', 'outlet': 'Source', 'published': 'Pub_Date', 'article_id': 'ID'}
    """
    return {what: found[0] for what in _NAMES if what != "address" and (found := list_columns(names, what))}


def list_columns(names: Iterable[str], what: str) -> list[str]:
    """The columns that may hold the text, the title and so on, the best first.

    >>> list_columns(["Content", "Text"], "text"), list_columns(["link"], "address")
    (['Text', 'Content'], ['link'])
    """
    plain = {}
    for name in names:
        simple = _simplify(name)
        if what == "published" and (order := find_named_order(name)):
            simple = simple.removesuffix(order.replace("-", ""))
        plain.setdefault(simple, name)
    return [plain[known] for known in _NAMES[what] if known in plain]


def list_usable(row: Mapping[str, object]) -> list[str]:
    """The keys of an object, without those named like a text or an outlet that contain none, if other keys do.

    >>> list_usable({"body": {"sections": []}, "plaintext": "It rained."})
    ['plaintext']
    >>> list_usable({"source": "https://harton.example/a", "hostname": "harton.example"})
    ['hostname']
    """
    keys = list(row)
    for what, holds in (("text", _may_be_text), ("outlet", _may_be_outlet)):
        named = list_columns(row, what)
        usable = [key for key in named if holds(row[key])]
        keys = [key for key in keys if key not in named or key in usable or not usable]
    return keys


def _may_be_text(value):
    return isinstance(value, (str, list))


def _may_be_outlet(value):
    return not (isinstance(value, str) and value.startswith(("https://", "http://")))


def choose_columns(
    names: list[str], path: str, remark: Remark, rows: Iterable[Sequence[object]] = ()
) -> dict[str, str]:
    """As `match_columns`, and says what was chosen and what could have been; Unreadable where no column holds the
    text.

    rows: the cells below the names, of which some are looked at if no name is that of the text, to propose a column.
    """
    chosen, texts = match_columns(names), list_columns(names, "text")
    if "text" not in chosen:
        if addresses := list_columns(names, "address"):
            raise Unreadable(
                f"it is a list of addresses (in the column {addresses[0]!r}) without the texts: "
                "save the pages and read those"
            )
        if not any(names):
            raise NotRead("no column has a name: write the names of the columns into its first row" if names else
                          "it is empty: fill it or remove it")
        raise NotRead(_advise_names(names, chosen, rows))
    said = ", ".join(column if column == what else f"{column} (as {what})" for what, column in chosen.items())
    if len(texts) > 1:
        others = " and ".join(map(repr, texts[1:]))
        said += (
            f"; {others} may hold the text too, and {'are kept' if len(texts) > 2 else 'is kept'} as further columns"
        )
    if twice := sorted({name for name in names if names.count(name) > 1}):
        said += f"; of several columns called {twice[0]!r} the first is read"
    if "title" in chosen:
        said += "; titles are shown, and not counted as headlines"
    remark(path, f"columns read: {said}{_name_unread(names, chosen)}")
    return chosen


def _advise_names(names, chosen, rows):
    """Why a table is not read none of whose columns has a name of the text, and what to call its columns."""
    proposed = _find_paragraphs(names, rows)
    renamed = f"{proposed!r} holds whole paragraphs: call it text" if proposed else "Call the column of the texts text"
    missing = [what for what in _CALLED if what not in chosen]
    also = f". {_list_called(missing)}" if missing and len(names) > 1 else ""
    return f"no column holds the text: its columns are {_list_names(names)}. {renamed}{also}"


def _find_paragraphs(names, rows):
    """The column whose cells are longest, if they are as long as paragraphs; otherwise None."""
    lengths = {}
    for row in itertools.islice(rows, _SAMPLE):
        for name, value in zip(names, row, strict=False):
            if name and isinstance(value, str) and value.strip():
                lengths.setdefault(name, []).append(len(value))
    usual = {name: statistics.median(found) for name, found in lengths.items()}
    longest = max(usual, key=usual.__getitem__, default=None)
    return longest if longest and usual[longest] >= _PARAGRAPH else None


def _list_names(names):
    named = [repr(str(name)[:40]) for name in names if name]
    more = f" and {len(named) - _NAMED:,} more" if len(named) > _NAMED else ""
    return ", ".join(named[:_NAMED]) + more


def _list_called(missing):
    first, *others = (_CALLED[what] for what in missing)
    said = [f"{first[0].capitalize()} is read from a column called {first[1]}"]
    return ", ".join(said + [f"{holds} from one called {names}" for holds, names in others])


def _name_unread(names, chosen):
    """A remark that no column is read as the title, the outlet or the day, although others may contain it; otherwise
    nothing."""
    missing = [what for what in _CALLED if what not in chosen]
    known = {*chosen.values(), *list_columns(names, "address")}
    others = [name for name in names if name not in known and name]
    if not missing or not others:
        return ""
    *first, last = (_CALLED[what][0] for what in missing)
    unread = f"{', '.join(first)} or {last}" if first else last
    stay = "is left as it is" if len(others) == 1 else "are left as they are"
    return f"; no column is read as {unread}: {_list_names(others)} {stay}. {_list_called(missing)}"


def make_record(row: Mapping[str, object], chosen: Mapping[str, str]) -> Record:
    """One row of a table as a record: `text`, what else was chosen, `further` (the other columns), `problem`.

    The text is a string, or a list of strings, one for each paragraph; for anything else the row is reported as
    unreadable.
    """
    text, problem = _read_text(row.get(chosen["text"]))
    record, problems = {"text": text, "columns": chosen}, [problem]
    for what, column in chosen.items():
        if what != "text":
            value = row.get(column)
            record[what] = read_cell(value)
            if record[what] is None and not _is_missing(value):
                problems.append(f"its {column!r} is {_name_value(value)} and is not read: make it a string")
    if "published" in chosen and (order := find_named_order(chosen["published"])):
        record["date_order"] = order
    further = {mend(str(column)): read_cell(value) for column, value in row.items() if column not in chosen.values()}
    return {**record, "further": further, "problem": join_problems(*problems)}


def _read_text(value):
    if isinstance(value, str):
        return mend(value), None
    if _is_missing(value):
        return "", None
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return mend("\n\n".join(part for part in value if part.strip())), None
    return "", f"its text is {_name_value(value)}, not a string: write it as text"


def read_cell(value: object) -> str | None:
    """A value of a table as text; None if it is missing or is not a single value. For an object, its name is used.

    >>> read_cell({"id": None, "name": "Harton Post"}), read_cell(["Ann Lee", "J. Reed"]), read_cell(b"x")
    ('Harton Post', 'Ann Lee; J. Reed', None)
    """
    if _is_missing(value):
        return None
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("name", "title") if isinstance(value.get(key), str)), None)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "; ".join(value)
    if isinstance(value, (str, numbers.Number, datetime.date, datetime.time)):
        return mend(str(value)) or None
    return None


def _is_missing(value):
    return (
        value is None or isinstance(value, float) and math.isnan(value) or isinstance(value, (str, list)) and not value
    )


def _name_value(value):
    """What a value is, for a reader who does not program."""
    names = {dict: "an object", list: "a list that holds more than strings", bytes: "bytes", bool: "a truth value"}
    return next((name for kind, name in names.items() if isinstance(value, kind)), "a number")
