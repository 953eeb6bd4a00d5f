"""Text with a delimiter between its cells, line by line: CSV and its relatives, as spreadsheets and programs write
them."""
import csv
import io
import itertools
import re
from collections import deque
from collections.abc import Callable, Iterator
from typing import IO, NamedTuple, TextIO

from analysis.corpus.encodings import describe_encoding, find_encoding
from analysis.corpus.kinds import MOST_BYTES, Unreadable

_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*')        # the first line of a table that Excel was told its delimiter in
_SAMPLE_LINES = 200                                    # that show whether a table puts its cells in quotation marks
_SAMPLE_BYTES = 1_000_000                              # that show the encoding of a table
# Characters at most that are read a second time, after rows whose quotation marks are wrong.
_MOST_REREAD = 10 * MOST_BYTES


class Dialect(NamedTuple):
    """How the cells of a table are separated."""
    delimiter: str
    quoted: bool        # cells may be in quotation marks, which are then no part of them


class Lines:
    """The lines of a text one by one; lines may be put back. A line longer than any article may be is unreadable."""

    def __init__(self, stream: TextIO):
        self.stream, self.waiting, self.number, self.reread = stream, deque(), 0, 0

    def __iter__(self):
        return self

    def __next__(self):
        line = self.waiting.popleft() if self.waiting else self.stream.readline(MOST_BYTES)
        if not line:
            raise StopIteration
        if len(line) >= MOST_BYTES:
            raise Unreadable(f"a line is longer than the {MOST_BYTES / 1e6:.0f} MB that one article may have")
        self.number += 1
        return line

    def put_back(self, lines: list[str]) -> None:
        """These lines come again."""
        self.waiting.extendleft(reversed(lines))
        self.number -= len(lines)

    def peek(self, count: int) -> list[str]:
        """The next lines, which still come."""
        lines = [line for _, line in zip(range(count), self, strict=False)]
        self.put_back(lines)
        return lines


def open_lines(stream: IO[bytes]) -> tuple[Lines, str | None]:
    """(lines, what to say of the encoding)."""
    sample = stream.read(_SAMPLE_BYTES)
    encoding = find_encoding(sample, whole=len(sample) < _SAMPLE_BYTES)
    if encoding is None:
        raise Unreadable("it is not text, or in an encoding that is not known: save it as UTF-8")
    stream.seek(0)
    return Lines(io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")), describe_encoding(encoding)


def find_dialect(lines: Lines, rate: Callable[[list[str]], int], preferred: str = ",") -> Dialect:
    """How a table parts its cells, by its first lines; a line such as `sep=;` is taken away.

    rate: says how useful the names in a header row would be. Of several delimiters that are equally useful, the
    preferred one is chosen if it divides the header at all, otherwise the one that divides it into most cells.
    """
    sample = lines.peek(_SAMPLE_LINES)
    if sample and (told := _SEPARATOR_LINE.fullmatch(sample[0])):
        next(lines)
        return Dialect(told[1], _is_quoted(sample[1:], told[1]))

    def rate_delimiter(delimiter):
        names = [name.strip() for name in next(csv.reader(sample[:1], delimiter=delimiter), [])]
        return rate(names), len(names) > 1 and delimiter == preferred, len(names)

    delimiter = max(_DELIMITERS, key=rate_delimiter)
    return Dialect(delimiter, _is_quoted(sample, delimiter))


def _is_quoted(lines, delimiter):
    """Do quotation marks around cells belong to the format of the table, or to its texts? Tab-separated files exist in
    both forms.

    They belong to the format if a cell continues over several lines, contains doubled quotation marks, or if every
    text has them. If a cell opens with a mark that is not closed at its end, they belong to the texts.
    """
    if delimiter != "\t":
        return True
    cells = [cell for line in lines for cell in line.rstrip("\r\n").split("\t")]
    opened = [cell for cell in cells if cell.startswith('"')]
    if not all(re.fullmatch(r'"(?:[^"]|"")*"', cell) for cell in opened):
        widths = {line.count("\t") for line in lines}
        return len(widths) > 1 and _parses(lines)
    return bool(opened) and _shows_quoting(cells, opened)


def _shows_quoting(cells, opened):
    """Are marks doubled, or all cells in marks, or just those that Excel puts in them, which hold a comma or a mark?"""
    if any('""' in cell[1:-1] for cell in opened) or len(opened) == len(cells):
        return True
    return all(cell in opened for cell in cells if "," in cell) and all("," in cell for cell in opened)


def _parses(lines):
    """Do these lines make rows of one width where cells in quotation marks may hold line breaks? The last row may be
    cut off."""
    reader, rows = csv.reader(lines, delimiter="\t", strict=True), []
    try:
        rows.extend(reader)
    except csv.Error as error:
        if "unexpected end" not in str(error):
            return False
    return len({len(row) for row in rows if row}) == 1


class Row(NamedTuple):
    """One row of a table; one whose quotation marks are wrong is its first line alone."""
    line: int               # its first line in the file
    number: int             # of the row as a spreadsheet shows it, where that with the names of the columns is 1
    cells: list[str]
    problem: str | None


NO_ROW = Row(1, 1, [], None)        # of an empty table


def list_rows(lines: Lines, dialect: Dialect) -> Iterator[Row]:
    """The rows of a table; empty ones are counted, and left out."""
    csv.field_size_limit(MOST_BYTES)
    for number in itertools.count(1):
        taken: list[str] = []
        first = lines.number + 1

        def take(taken=taken):
            for line in lines:
                taken.append(line)
                yield line

        try:
            delimiter, quoted = dialect
            cells = next(csv.reader(take(), delimiter=delimiter, strict=True) if quoted else
                         csv.reader(take(), delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True))
            problem = None
        except StopIteration:
            return
        except csv.Error:
            lines.put_back(taken[1:])
            lines.reread += sum(map(len, taken))
            if lines.reread > _MOST_REREAD:
                raise Unreadable(
                    f"from line {lines.number} on its quotation marks are wrong in too many rows"
                ) from None
            cells = taken[0].rstrip("\r\n").split(dialect.delimiter)
            problem = (
                "a quotation mark is not closed, or is not doubled within a cell, so the line is read as it is: look "
                "at it, or save the table again"
            )
        if cells:
            yield Row(first, number, cells, problem)
