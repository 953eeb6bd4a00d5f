"""Which column of a table holds what, and what its cells are as text."""
import datetime
import math
import numbers
from collections.abc import Iterable, Mapping

from analysis.corpus.encodings import mend
from analysis.corpus.kinds import Record, Remark, Unreadable, join_problems
from analysis.lexicon import read_table
from analysis.lexicon.calendar import DAY_FIRST, MONTH_FIRST

_NAMED = 8                         # columns that a remark names
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


def choose_columns(names: list[str], path: str, remark: Remark) -> dict[str, str]:
    """As `match_columns`, and says what was chosen and what could have been; Unreadable where no column holds the
    text."""
    chosen, texts = match_columns(names), list_columns(names, "text")
    if "text" not in chosen:
        if addresses := list_columns(names, "address"):
            raise Unreadable(
                f"it is a list of addresses (in the column {addresses[0]!r}) without the texts: "
                "save the pages and read those"
            )
        raise Unreadable(f"no column holds the text: it has {[str(n)[:40] for n in names][:20]}; name one 'text'")
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


def _name_unread(names, chosen):
    """A remark that no column is read as the outlet, or as the day, although others may contain it; otherwise
    nothing."""
    missing = [what for what in ("outlet", "published") if what not in chosen]
    others = [repr(name[:40]) for name in names if name not in chosen.values() and name]
    if not missing or not others:
        return ""
    more = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
    listed = ", ".join(others[:_NAMED]) + more
    return f"; no column is read as {' or as '.join(missing)}: if one of the others ({listed}) holds it, call it so"


def make_record(row: Mapping[str, object], chosen: Mapping[str, str]) -> Record:
    """One row of a table as a record: `text`, what else was chosen, `further` (the other columns), `problem`.

    The text is a string, or a list of strings, one for each paragraph; for anything else the row is reported as
    unreadable.
    """
    text, problem = _read_text(row.get(chosen["text"]))
    record, problems = {"text": text}, [problem]
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
