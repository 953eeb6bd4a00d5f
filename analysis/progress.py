"""Progress on long work, for a person who looks on."""
import os
import sys
from collections.abc import Iterable

from tqdm import tqdm


def is_watched() -> bool:
    """Does a person look on? In a terminal, or in a notebook that JupyterLab opened; not in tests and other runs."""
    return "JPY_SESSION_NAME" in os.environ and "PYTEST_VERSION" not in os.environ or sys.stderr.isatty()


def watch(items: Iterable, what: str, total: int | None = None) -> Iterable:
    """The items, with a progress bar where a person looks on and they take more than a second; it goes when they end.

    In plain characters: of tqdm's bar for notebooks an empty frame would stay in what JupyterLab saves.
    """
    stream = sys.stderr if sys.stderr.isatty() else sys.stdout      # a notebook paints what goes to stderr red
    return tqdm(items, what, total, unit="", delay=1, leave=False, file=stream, disable=not is_watched())
