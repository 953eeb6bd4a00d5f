"""Only one run at a time writes into a folder. The lock file names that run, and the lock ends with its process."""
import contextlib
import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from analysis.batch.errors import FolderInUse

LOCK_NAME = ".running"
_SECONDS_BETWEEN = 0.5          # how often to check whether the other run has ended
_SECONDS_TO_SIGN = 2            # how long to wait for a lock that names no process

try:
    import fcntl

    def _try_lock(descriptor):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
except ImportError:             # Windows
    import msvcrt

    def _try_lock(descriptor):
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)      # beyond what is written, so that others can read it
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)


@contextlib.contextmanager
def hold_folder(out: Path, key: str, corpus: Path, log: Callable[[str], None]) -> Iterator[None]:
    """Hold the folder `out` while the block runs. A run with the same `key` (of the same input) is waited for.

    The system frees the lock of a process that ends, however it ends, so that no lock is left behind. Raises
    FolderInUse where a run with another key holds the folder, and says who. On network file systems without locks,
    runs do not see each other.
    """
    path, told = out / LOCK_NAME, False
    while (descriptor := _take(path)) is None:
        holder = _read_holder(path)
        if holder is not None and holder.get("key") != key:
            raise FolderInUse(f"the folder {out.absolute()} is in use: {_describe(holder)}. Wait until that run has "
                              "ended, or choose another folder with --out")
        if holder is not None and not told:
            log(f"{_describe(holder)}: the same input, so its result is waited for")
            told = True
        time.sleep(_SECONDS_BETWEEN)
    try:
        _sign(descriptor, {"key": key, "process": os.getpid(), "host": platform.node(),
                           "corpus": str(corpus.absolute()), "since": f"{datetime.now():%Y-%m-%d %H:%M:%S}"})
        yield
    finally:
        with contextlib.suppress(OSError):      # Windows removes no file that is open
            path.unlink()
        os.close(descriptor)


def _take(path):
    """The descriptor of the locked file; None where another process has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _try_lock(descriptor)
    except (BlockingIOError, PermissionError):
        os.close(descriptor)
        return None
    except OSError:                 # a file system that knows no locks
        return descriptor
    # The run before may have removed the file between our opening and our locking it: then we hold a lock on nothing.
    with contextlib.suppress(OSError):
        if os.path.samestat(os.fstat(descriptor), os.stat(path)):
            return descriptor
    os.close(descriptor)
    return None


def _sign(descriptor, holder):
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, json.dumps(holder).encode())


def _read_holder(path):
    """The process that holds the lock; None if the lock was just released, {} if nobody has signed it in time."""
    end = time.monotonic() + _SECONDS_TO_SIGN
    while True:
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            if time.monotonic() > end:
                return {}
            time.sleep(_SECONDS_BETWEEN / 10)


def _describe(holder):
    if not holder:
        return "another run works on it"
    return (f"process {holder.get('process')} on {holder.get('host')} has been analysing {holder.get('corpus')} "
            f"into it since {holder.get('since')}")
