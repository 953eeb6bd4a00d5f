"""Archives: what they hold is read as if it lay in a folder, within limits."""
import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from analysis.corpus.files import BESIDE
from analysis.corpus.kinds import Record, Remark, Source, set_aside

MOST_FILES = 1_000_000          # in one archive
MOST_UNCHECKED = 50_000_000     # bytes: an archive that unpacks to less is read whatever its ratio
MOST_RATIO = 100                # unpacked to packed size of a larger one: text packs to a tenth, a bomb to a thousandth


def read_zip(stream: BinaryIO, source: Source, remark: Remark) -> Iterator[Record | Source]:
    """What a .zip holds, sorted by name; a record that says why where it is no .zip that can be read."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = sorted((e for e in archive.infolist() if not e.is_dir()), key=lambda entry: entry.filename)
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_FILES or size > MOST_UNCHECKED and size > MOST_RATIO * source.size:
                yield set_aside(source.name, f"it would unpack to {size / 1e6:,.0f} MB in {len(entries):,} files, "
                                f"{size / max(1, source.size):,.0f} times its size (at most {MOST_RATIO} times and {MOST_FILES:,} files "
                                "are unpacked): unpack it yourself if you trust it")
                return
            seen = set()
            for entry in entries:
                name = f"{source.name}/{entry.filename}"
                if stat.S_ISLNK(entry.external_attr >> 16):
                    remark(name, "a symbolic link within an archive is no article: not followed")
                elif entry.filename in seen:
                    remark(name, "the archive holds two files of this name: the first is read")
                elif not _is_beside(entry.filename):
                    yield Source(name, entry.file_size, partial(archive.open, entry), packed=True)
                seen.add(entry.filename)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        yield set_aside(source.name, f"it is no .zip that can be read ({error}): pack it again")


def _is_beside(name):
    """Does an entry hold no article by its name alone: a hidden file, what macOS adds, a list beside the articles?"""
    return Path(name).name.startswith(".") or name.startswith("__MACOSX") or name in BESIDE
