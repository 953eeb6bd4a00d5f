"""Which files of a folder are read, and how a file is opened."""
import os
from pathlib import Path

from analysis.corpus.encodings import mend

BESIDE = ("articles.csv", "corrections.csv", "terms.csv", "people.csv")     # these say something about the articles and hold none


def list_files(folder: Path, suffixes: tuple[str, ...]) -> tuple[list[str], list[tuple[str, str]]]:
    """(files, remarks) of a folder: sorted relative paths of every file that ends in one of `suffixes`, and (path, why) of what is not read.

    Links to folders are followed, but each folder is read once, so a link that leads back is no loop. Names that begin with
    a dot are left out in silence.
    """
    files, remarks, seen, linked = [], [], set(), []

    def walk(at):
        for here, folders, names in os.walk(at, onerror=lambda error: remarks.append(
                (_name(error.filename), f"the folder cannot be read ({error.strerror}): check its permissions"))):
            seen.add(os.path.realpath(here))
            linked.extend(os.path.join(here, name) for name in folders if os.path.islink(os.path.join(here, name)))
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in names:
                path = _name(os.path.join(here, name))
                if name.startswith(".") or path in BESIDE:
                    continue
                if path != mend(path):
                    remarks.append((mend(path), "its name is in an encoding that is not known: rename it"))
                elif Path(name).suffix.lower() in suffixes:
                    files.append(path)
                else:
                    remarks.append((path, f"files of the kind {Path(name).suffix or 'without suffix'} are not read: "
                                          f"those that are end in {', '.join(suffixes)}"))
            files.extend(_name(os.path.join(here, name)) for name in folders     # so that it is named, not skipped
                         if Path(name).suffix.lower() in suffixes and not os.listdir(os.path.join(here, name)))

    def _name(path):
        return Path(os.path.relpath(path, folder)).as_posix()

    walk(folder)
    while linked:
        link = linked.pop(0)
        if os.path.realpath(link) in seen:
            remarks.append((_name(link), "a symbolic link to a folder that is read already: not followed"))
        else:
            walk(link)
    return sorted(files), sorted(remarks)
