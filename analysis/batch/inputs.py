"""The files of a corpus with their checksums, before and after they are read."""
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from analysis.corpus.files import QUESTIONS, hash_file, is_beside, list_files
from analysis.corpus.registry import SUFFIXES

_SECONDS_BETWEEN_LINES = 10     # of the log, while one thing goes on
_MOST_NAMED = 3                 # files in one message


def check_places(corpus: Path, out: Path) -> None:
    """Raises ValueError if the results would be read as articles, or overwrite any."""
    source, target = corpus.resolve(), out.resolve()
    if source in (target, *target.parents) or source.is_file() and source.parent == target:
        raise ValueError(f"the folder for the results, {out.absolute()}, would lie among the articles: "
                         "choose another one")


def list_inputs(corpus: Path, log: Callable[[str], None] = lambda line: None) -> list[list]:
    """Every file of a corpus with its size and SHA-256: lists of [path, bytes, digest]; None where unreadable."""
    names = _list_names(corpus)
    return [
        _describe(corpus, name, lambda path: [path.stat().st_size, hash_file(path)])
        for name in tell_progress(names, log, f"checksums of {len(names):,} files made")
    ]


def list_states(corpus: Path) -> list[list]:
    """Every file of a corpus with its size and when it changed: lists of [path, bytes, ns, ns]; None where unreadable.

    Size and time change whenever a file is written to, and can be found without reading the file.
    """
    def tell(path):
        status = path.stat()
        return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]

    return [_describe(corpus, name, tell) for name in _list_names(corpus)]


def _list_names(corpus):
    if not corpus.is_dir():
        return [""]
    beside = [
        path.name
        for path in corpus.iterdir()
        if is_beside(path.name) and path.name != QUESTIONS and path.is_file()
    ]
    return sorted(list_files(corpus, SUFFIXES)[0] + beside)


def _describe(corpus, name, tell):
    try:
        return [name or corpus.name, *tell(corpus / name)]
    except OSError:
        return [name or corpus.name, None, None]


def describe_changes(before: list[list], after: list[list]) -> str:
    """Which files are not the same in two lists of inputs: "a.txt and 2 more"; empty where all are."""
    old, new = ({name: rest for name, *rest in inputs} for inputs in (before, after))
    changed = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    more = f" and {len(changed) - _MOST_NAMED:,} more" if len(changed) > _MOST_NAMED else ""
    return ", ".join(changed[:_MOST_NAMED]) + more


def tell_progress(items: Iterable, log: Callable[[str], None], what: str) -> Iterator:
    """The items; every ten seconds a line of the log says how many there were: "1,200 articles read"."""
    spoken = time.monotonic()
    for number, item in enumerate(items, start=1):
        yield item
        if time.monotonic() - spoken >= _SECONDS_BETWEEN_LINES:
            log(f"{number:,}: {what}")
            spoken = time.monotonic()
