"""Which files of a folder are read, and how a file is opened."""
import errno
import hashlib
import io
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from analysis.corpus.encodings import mend
from analysis.lexicon import list_rule_files

# these say something about the articles and hold none
BESIDE = ("articles.csv", "corrections.csv", "terms.csv", "terms_draft.csv", "people.csv", "names.csv")
QUESTIONS = "questions.txt"                             # what a reader has asked (see analysis.show.kept)
MARKED = re.compile(r"validation_(\w+)\.xlsx")           # what a coder has marked (see analysis.validation)
_PAGES = (".html", ".htm")
# What a browser adds to a page's name for the folder of its pictures, scripts and frames; some do it in their own
# language.
_SAVED = re.compile(
    r"(.{1,255})[_.-](?:files|file|fichiers|dateien|archivos|arquivos|ficheiros|bestanden|pliki|soubory)", re.I
)


def is_beside(name: str) -> bool:
    """Does a file of this name say something about the articles, and hold none?

    >>> is_beside("terms.csv"), is_beside("validation_anna.xlsx"), is_beside("anna.xlsx")
    (True, True, False)
    """
    return name in (*BESIDE, QUESTIONS) or MARKED.fullmatch(name) is not None


def hash_rules() -> str:
    """A digest of all rules, word lists and notebooks of this version: with others, findings may differ."""
    return hashlib.sha256("".join(map(hash_file, list_rule_files())).encode()).hexdigest()


def open_file(path: Path | str) -> io.BufferedReader:
    """Opens a file to read its bytes. OSError for what is no regular file: reading a pipe or a device may never end."""
    stream = open(path, "rb", opener=_open_at_once)
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(errno.EINVAL, "it is a device, a pipe or a socket, not a file", str(path))
    return stream


def _open_at_once(path, flags):
    """As os.open, but does not wait for somebody to write into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def hash_file(path: Path | str) -> str:
    """The SHA-256 of a regular file, in hexadecimal. OSError for anything else."""
    with open_file(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def list_files(folder: Path, suffixes: tuple[str, ...]) -> tuple[list[str], list[tuple[str, str]]]:
    """(files, remarks) of a folder: sorted relative paths of every file that ends in one of `suffixes`, and (path,
    why) of what is not read, or is to be known.

    Links to folders are followed, but each folder is read once, so a link that leads back is no loop. Names that begin
    with a dot are left out in silence. The folder that a browser saves beside a page (page.html, page_files/) is left
    out.
    """
    listing = _Listing(Path(folder), suffixes)
    listing.walk(folder)
    while listing.linked:
        link = listing.linked.pop(0)
        if os.path.realpath(link) in listing.seen:
            listing.remark(link, "a symbolic link to a folder that is read already: not followed")
        else:
            listing.tell_outside(link)
            listing.walk(link)
    files = sorted(listing.files)
    return files, sorted([*listing.remarks, *_list_twins(folder, files)])


class _Listing:
    """What is known of a folder while it is walked through."""

    def __init__(self, folder, suffixes):
        self.folder, self.suffixes, self.root = folder, suffixes, os.path.realpath(folder)
        self.files, self.remarks, self.seen, self.linked = [], [], set(), []
        self.folders = {}       # the name of each

    def name(self, path):
        return Path(os.path.relpath(path, self.folder)).as_posix()

    def name_file(self, path):
        """As `name`; the folder is named once for all its files, of which there may be a million."""
        here, last = os.path.split(path)
        if here not in self.folders:
            self.folders[here] = self.name(here)
        return last if self.folders[here] == "." else f"{self.folders[here]}/{last}"

    def remark(self, path, what):
        self.remarks.append((mend(self.name(path)), what))

    def tell_outside(self, path):
        """Says of a link that it leads out of the folder, where it does."""
        target = os.path.realpath(path)
        if os.path.commonpath([self.root, target]) != self.root:
            self.remark(path, "a symbolic link that leads out of the folder, and is read: remove it if it is not yours")

    def walk(self, at):
        for here, folders, names in os.walk(at, onerror=lambda error: self.remark(
                error.filename, f"the folder cannot be read ({error.strerror}): check its permissions")):
            self.seen.add(os.path.realpath(here))
            saved = _list_saved(folders, names)
            for name in saved:
                self.leave_out(os.path.join(here, name))
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in saved)
            self.linked.extend(path for name in folders if os.path.islink(path := os.path.join(here, name)))
            for name in names:
                if not name.startswith("."):
                    self.add(os.path.join(here, name))
            # A folder that is named like a file is named among the files, and not skipped.
            self.files.extend(self.name(path) for name in folders if Path(name).suffix.lower() in self.suffixes
                              and not os.listdir(path := os.path.join(here, name)))

    def add(self, path):
        name = self.name_file(path)
        if is_beside(name):
            return
        if name != mend(name):
            self.remark(path, "its name is in an encoding that is not known: rename it")
        elif name.lower().endswith(self.suffixes):
            self.files.append(name)
            if os.path.islink(path):
                self.tell_outside(path)
        else:
            self.remark(path, describe_unknown(self.suffixes))

    def leave_out(self, folder):
        for here, _, names in os.walk(folder):
            for name in sorted(names):
                self.remark(os.path.join(here, name), "belongs to a page that was saved whole, and holds no article")


def describe_unknown(suffixes: tuple[str, ...]) -> str:
    """What is said of a file of no kind that is read."""
    return f"files of this kind are not read: save their texts as one that ends in {', '.join(suffixes)}"


def _list_saved(folders, names):
    """The folders that a browser saved beside pages, with their pictures, scripts and frames: page_files,
    page-Dateien."""
    pages = {Path(name).stem for name in names if Path(name).suffix.lower() in _PAGES}
    return {folder for folder in folders if (saved := _SAVED.fullmatch(folder)) and saved[1] in pages}


def _list_twins(folder: Path, files: list[str]) -> Iterator[tuple[str, str]]:
    """(path, which) of each name of a file that has another name before it: by a link."""
    linked = {key for name in files if (key := _identify(os.path.join(folder, name), only_linked=True))}
    first = {}
    for name in files if linked else []:
        key = _identify(os.path.join(folder, name))
        if key in linked and first.setdefault(key, name) != name:
            yield name, f"the same file as {first[key]}, under a second name: both are read, so remove one"


def _identify(path, only_linked=False):
    """What a regular file is to the system, whatever its name; None for anything else."""
    try:
        status = os.lstat(path)
        is_link = stat.S_ISLNK(status.st_mode)
        if is_link:
            status = os.stat(path)
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode) or only_linked and status.st_nlink == 1 and not is_link:
        return None
    return status.st_dev, status.st_ino
