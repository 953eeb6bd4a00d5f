"""Progress of long work, shown to a person who is watching."""
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable

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


class Steps:
    """Tells the steps of long work, the first at once, and then at most one every so many seconds: the one that is
    being done when they have gone. Short work has few lines, and the last line says what long work is doing.

    tell: is given each line that is told. pause: seconds; with 0, every step is told. Call `close` at the end.
    """

    def __init__(self, tell: Callable[[str], None], pause: float):
        self._tell, self._pause = tell, pause
        self._told, self._lock = -float("inf"), threading.Lock()
        self._timer: threading.Timer | None = None

    def __call__(self, line: str) -> None:
        self.close()
        wait = self._told + self._pause - time.monotonic()
        if wait <= 0:
            self._tell_now(line)
            return
        self._timer = threading.Timer(wait, self._tell_now, [line])
        self._timer.daemon = True
        self._timer.start()

    def close(self) -> None:
        """Forgets the step that was to be told."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _tell_now(self, line):
        with self._lock:
            self._told = time.monotonic()
            self._tell(line)
