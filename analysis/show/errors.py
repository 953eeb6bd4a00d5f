"""In a notebook, an error that is about what a reader has given is one sentence; any other shows where in the code it
was."""
import linecache
import sys
from pathlib import Path
from traceback import walk_tb
from typing import Any

_PACKAGE = Path(__file__).parents[1]
_OURS = (_PACKAGE, _PACKAGE.with_name("helpers.py"))


def tell_errors(shell: Any = None) -> None:
    """From now on the notebook shows a ValueError that this project raises as its message alone.

    shell: of IPython; that of the notebook unless given. Outside a notebook nothing changes.
    """
    if shell is None:
        try:
            shell = get_ipython()       # type: ignore[name-defined]
        except NameError:
            return
    shell.set_custom_exc((ValueError,), _show)


def _show(shell, kind, error, trace, tb_offset=None):
    sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace          # for %tb
    if _is_about_input(trace):
        lines = [f"This cannot be done: {error}", "(The line %tb in a new cell shows where in the code.)"]
    else:
        lines = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset=tb_offset)
    shell._showtraceback(kind, error, lines)
    return lines


def _is_about_input(trace):
    """Did a line of this project raise the error? It then has a message for readers; an error that Python or a library
    raises has none."""
    frame, line = list(walk_tb(trace))[-1]
    path = frame.f_code.co_filename
    ours = any(Path(path).is_relative_to(place) for place in _OURS)
    return ours and linecache.getline(path, line).lstrip().startswith("raise ")
