"""Progress of long work, shown to a person who is watching."""
import os
import sys
from collections.abc import Iterable

from tqdm import tqdm


def is_watched() -> bool:
    """Is somebody watching? Yes in a terminal, and in a notebook opened in JupyterLab; not in tests and other runs."""
    return "JPY_SESSION_NAME" in os.environ and "PYTEST_VERSION" not in os.environ or sys.stderr.isatty()


def watch(items: Iterable, what: str, total: int | None = None) -> Iterable:
    """The items, with a progress bar if somebody is watching and the work takes more than a second; the bar disappears
    at the end.

    The bar is made of plain characters, since tqdm's bar for notebooks would leave an empty frame in the saved
    notebook.
    """
    stream = sys.stderr if sys.stderr.isatty() else sys.stdout      # a notebook shows stderr in red
    return tqdm(items, what, total, unit="", delay=1, leave=False, file=stream, disable=not is_watched())
