"""Archives: what they hold is read as if it lay in a folder, within limits."""
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
                yield set_aside(source.name, f"it would unpack to {size / 1e6:,.0f} MB in {len(entries):,} files, {size / max(1, source.size):,.0f} times its "
                                             f"size (at most {MOST_RATIO} times and {MOST_FILES:,} files are unpacked): unpack it yourself if you trust it")
                return
            for entry in entries:
                if not (Path(entry.filename).name.startswith(".") or entry.filename.startswith("__MACOSX") or entry.filename in BESIDE):
                    yield Source(f"{source.name}/{entry.filename}", entry.file_size, partial(archive.open, entry), packed=True)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        yield set_aside(source.name, f"it is no .zip that can be read ({error}): pack it again")
