"""Archives: their files are read as if they were in a folder, within limits."""
import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from analysis.corpus.facts import ARTICLES_CSV, holds_articles, list_tops
from analysis.corpus.files import is_beside
from analysis.corpus.kinds import Record, Remark, Source, set_aside
from analysis.corpus.lists import parse_list

_HEAD = 100_000                 # bytes that a first line may have
MOST_FILES = 1_000_000          # in one archive
MOST_UNCHECKED = 50_000_000     # bytes: an archive that unpacks to less is read whatever its ratio
MOST_RATIO = 100                # unpacked to packed size of a larger one: text packs to a tenth, a bomb to a thousandth


def read_zip(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record | Source]:
    """What a .zip holds, sorted by name; a record that says why where it is no .zip that can be read."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = sorted((e for e in archive.infolist() if not e.is_dir()), key=lambda entry: entry.filename)
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_FILES or size > MOST_UNCHECKED and size > MOST_RATIO * source.size:
                yield set_aside(
                    source.name,
                    f"it would unpack to {size / 1e6:,.0f} MB in {len(entries):,} files, "
                    f"{size / max(1, source.size):,.0f} times its size (at most {MOST_RATIO} times and "
                    f"{MOST_FILES:,} files are unpacked): unpack it yourself if you trust it",
                )
                return
            seen, beside = set(), _list_beside(archive)
            for entry in entries:
                name = f"{source.name}/{entry.filename}"
                if stat.S_ISLNK(entry.external_attr >> 16):
                    remark(name, "a symbolic link within an archive is no article: not followed")
                elif entry.filename in seen:
                    remark(name, "the archive holds two files of this name: the first is read")
                elif not _is_hidden(entry.filename) and entry.filename not in beside:
                    yield Source(name, entry.file_size, partial(archive.open, entry), packed=True)
                seen.add(entry.filename)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        yield set_aside(source.name, f"it is no .zip that can be read ({error}): pack it again")


def _is_hidden(name):
    """Does an entry hold no article by its name alone: a hidden file, what macOS adds?"""
    return Path(name).name.startswith(".") or name.startswith("__MACOSX")


def _list_beside(archive):
    """The lists beside the articles, at the top or in the one folder that contains everything; not an articles.csv
    that contains the articles themselves."""
    names = archive.namelist()
    tops = list_tops(names)
    beside = {name for name in names for top in tops if name.startswith(top) and is_beside(name.removeprefix(top))}
    return {name for name in beside if not name.endswith(ARTICLES_CSV) or not _holds_articles(archive, name)}


def _holds_articles(archive, name):
    """Does the first line of an articles.csv show that it holds the articles themselves?"""
    with archive.open(name) as stream:
        head = stream.readline(_HEAD)
    try:
        return holds_articles(parse_list(head, name))
    except ValueError:
        return False
