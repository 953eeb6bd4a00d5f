"""The memory that Python keeps in order by itself, and that takes time to keep in order."""
import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def without_collection() -> Iterator[None]:
    """No search for garbage meanwhile: of the many objects that a finder makes hardly any is, and it takes a fifth of
    the time.

    For work of bounded size, such as a partition. What was garbage goes afterwards.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
