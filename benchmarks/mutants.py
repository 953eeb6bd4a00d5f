"""Measures how many small faults in the code the fast tests notice.

    python -m benchmarks.mutants analysis/speakers analysis/text --tests tests/speakers tests/text --out FILE

A mutant is the code with one fault: a comparison, a constant, a slice, a boolean or a condition is another, a statement
is gone, a function returns nothing. `--count` of them are drawn with `--seed` from all functions of the modules, and
each is run against the tests that run its line, the quickest first, up to the first that fails: it is killed then, and
has survived where none fails. The examples in the docstrings of the modules are tests, too. FILE gets a row for each
(status, module, line, what is changed, how many tests ran); rows that stand there are not run again, so that a run can
be broken off and gone on with. Survivors are worth reading: a case is missing, the code is dead, or the fault changes
nothing. Where the status is "not run", no test was seen to run the line, and none of all the tests fails.

The tests are collected once. Each mutant is a forked process in which the function has other code and nothing is
remembered of what was read before; that takes Linux or macOS. Needs `coverage` (benchmarks/requirements.txt). What
modules work out when they are imported is not mutated.
"""
import argparse
import ast
import csv
import functools
import gc
import importlib
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

SECONDS = 60                    # of CPU time for the tests of one mutant: beyond that it hangs, and is killed
COLUMNS = ["status", "module", "line", "kind", "before", "after", "tests", "seconds"]
OTHER = {ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
         ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
         ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr}


# --- mutants -------------------------------------------------------------------------------

class Mutant(NamedTuple):
    """One fault: the number of its place among all places in its module, which says where the fault is made."""
    path: Path
    place: int
    lines: range                # of the statement; of one with a body, those before the body
    function: tuple[str, ...]   # ("Person", "note"): the class and the function that hold it


def _functions(tree: ast.Module) -> Iterator[tuple[tuple[str, ...], ast.FunctionDef]]:
    """The functions of a module and the methods of its classes; what stands within them belongs to them. Private ones
    that are called while the module is loaded, and named nowhere else, have run before any test: they are left out."""
    named = Counter(name.id for name in ast.walk(tree) if isinstance(name, ast.Name))
    loading = Counter(call.func.id for node in tree.body if not isinstance(node, ast.FunctionDef | ast.ClassDef)
                      for call in ast.walk(node) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name[0] == "_" and 0 < loading[node.name] == named[node.name]:
            continue
        if isinstance(node, ast.FunctionDef):
            yield (node.name,), node
        elif isinstance(node, ast.ClassDef):
            yield from (((node.name, each.name), each) for each in node.body if isinstance(each, ast.FunctionDef))


class Place(NamedTuple):
    """A node of the syntax tree in which a fault can be made."""
    kind: str
    node: ast.AST
    statement: ast.stmt
    function: tuple[str, ...]


def find_places(tree: ast.Module) -> list[Place]:
    """Everything that a fault can change."""
    return [Place(kind, node, statement, name) for name, function in _functions(tree)
            for statement in ast.walk(function) if isinstance(statement, ast.stmt) and statement is not function
            for node in _within(statement) for kind in _kinds(node)]


def _within(node: ast.AST) -> Iterator[ast.AST]:
    """A statement with all that is written in it, without the statements of its body, and without what no run can
    show: the type of a name, and `strict=True`, which asserts that two columns are equally long."""
    yield node
    kept = [node.target, node.value] if isinstance(node, ast.AnnAssign) else ast.iter_child_nodes(node)
    for child in kept:
        if child and not isinstance(child, ast.stmt) and not (isinstance(child, ast.keyword) and child.arg == "strict"):
            yield from _within(child)


def _lines(statement: ast.stmt) -> range:
    body = getattr(statement, "body", None)
    return range(statement.lineno, body[0].lineno if body else statement.end_lineno + 1)


def _kinds(node: ast.AST) -> Iterator[str]:
    """The faults that a node can have."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OTHER:
        yield "comparison"
    elif isinstance(node, ast.BoolOp) or isinstance(node, ast.BinOp) and type(node.op) in OTHER:
        yield "operator"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not"
    elif isinstance(node, ast.Slice) and (node.lower or node.upper):
        yield "slice"
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        yield "constant"
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "return"
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield from ("always", "never") if not isinstance(node, ast.While) else ("never",)
    elif isinstance(node, ast.AugAssign) or isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "removed"


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def plant(kind: str, node: ast.AST) -> None:
    """Change the node."""
    if kind == "comparison":
        node.ops[0] = OTHER[type(node.ops[0])]()
    elif kind == "operator":
        node.op = OTHER[type(node.op)]()
    elif kind == "not":
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
    elif kind == "slice":
        side = "upper" if node.upper else "lower"
        setattr(node, side, ast.BinOp(getattr(node, side), ast.Add(), ast.Constant(1)))
    elif kind == "constant":
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1
    elif kind == "return":
        node.value = ast.Constant(None)
    elif kind in ("always", "never"):
        node.test = ast.Constant(kind == "always")
    elif kind == "removed":
        node.value = ast.Constant(None)
        if isinstance(node, ast.AugAssign):             # a name stays known, so that the fault is not a crash
            node.op, node.value = ast.Mult(), ast.Constant(1)


def list_mutants(path: Path) -> list[Mutant]:
    """Every mutant of a module."""
    places = find_places(ast.parse(path.read_text(encoding="utf-8")))
    return [Mutant(path, number, _lines(place.statement), place.function) for number, place in enumerate(places)]


def make_code(mutant: Mutant):
    """(the code of the function with the fault, its kind, the text before and after)."""
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    kind, node, *_ = find_places(tree)[mutant.place]
    before = ast.unparse(node)
    plant(kind, node)
    after = ast.unparse(node)
    code = compile(ast.fix_missing_locations(tree), str(mutant.path), "exec")
    for name in mutant.function:
        code = next(each for each in code.co_consts if hasattr(each, "co_name") and each.co_name == name)
    return code, kind, _shorten(before), _shorten(after)


def _shorten(text: str) -> str:
    return " ".join(text.split())[:160]


def replace_code(mutant: Mutant, code) -> None:
    """Gives a function of a loaded module other code, so that everybody who calls the function runs that code."""
    held = sys.modules[_module_name(mutant.path)]
    for name in mutant.function:
        held = vars(held)[name]
    held = getattr(held, "fget", None) or getattr(held, "func", None) or getattr(held, "__func__", None) or held
    while hasattr(held, "__wrapped__"):
        held = held.__wrapped__
    held.__code__ = code


def _module_name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


# --- tests ---------------------------------------------------------------------------------

def run_items(session, items) -> int:
    """How many of these tests ran up to the first that fails, as a negative number if one did."""
    for number, item in enumerate(items, 1):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if session.testsfailed:
            return -number
    return len(items)


def run_apart(task, seconds: int) -> str:
    """What a task returns, as text, from a process of its own; "" where it did not end within the CPU time."""
    import resource  # Windows has none
    inlet, outlet = os.pipe()
    child = os.fork()
    if child == 0:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        try:
            os.write(outlet, str(task()).encode())
        finally:
            os._exit(0)
    os.close(outlet)
    with os.fdopen(inlet, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    return said


def forget(words_too: bool = True) -> None:
    """Clears what has been remembered about texts and, with `words_too`, about the lexicon."""
    gc.unfreeze()           # tests/conftest.py freezes what was loaded with the tests: it would not be listed
    for each in gc.get_objects():
        if type(each) is functools._lru_cache_wrapper and (words_too or each.cache_info().maxsize):
            each.cache_clear()


def map_tests(session, folders: list[str], file: Path) -> None:
    """Write which test runs which line, and how long it takes: path, line, number of the test; its seconds."""
    import coverage
    included = [folder if folder.endswith(".py") else f"{folder}/**" for folder in folders]
    measured = coverage.Coverage(data_file=None, include=included, config_file=False)
    measured.set_option("run:disable_warnings", ["no-data-collected"])
    times, lines = [], defaultdict(list)
    for number, item in enumerate(session.items):
        begin = time.process_time()
        forget(words_too=False)
        measured.erase()
        measured.start()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        measured.stop()
        times.append(time.process_time() - begin)
        data = measured.get_data()
        for path in data.measured_files():
            for line in data.lines(path):
                lines[f"{os.path.relpath(path)}:{line}"].append(number)
    with file.open("w", encoding="utf-8") as out:
        for number, (item, seconds) in enumerate(zip(session.items, times, strict=True)):
            out.write(f"test\t{number}\t{seconds:.4f}\t{item.nodeid}\n")
        for key, numbers in lines.items():
            out.write(f"line\t{key}\t{' '.join(map(str, numbers))}\n")


def read_map(file: Path) -> tuple[dict[str, float], dict[str, list[str]]]:
    """({test: seconds}, {"path:line": the tests that run it})."""
    seconds, names, lines = {}, {}, {}
    for row in file.read_text(encoding="utf-8").splitlines():
        kind, *fields = row.split("\t")
        if kind == "test":
            names[fields[0]] = fields[2]
            seconds[fields[2]] = float(fields[1])
        else:
            lines[fields[0]] = [names[each] for each in fields[1].split()]
    return seconds, lines


class Runner:
    """A pytest plugin that runs the mutants in place of the tests."""

    def __init__(self, options: argparse.Namespace):
        self.options = options

    def pytest_runtestloop(self, session) -> bool:
        file = self.options.out.with_suffix(".map")
        if not file.exists():
            run_apart(lambda: map_tests(session, self.options.modules, file), 10_000)
        seconds, lines = read_map(file)
        items = {item.nodeid: item for item in session.items}
        done = _read_done(self.options.out)
        for mutant in _draw(self.options.modules, self.options.count, self.options.seed):
            code, *change = make_code(mutant)
            key = (str(mutant.path), str(mutant.lines.start), *change)
            if key in done:
                continue
            tests = {test for line in mutant.lines for test in lines.get(f"{mutant.path}:{line}", ())}
            covering = [items[test] for test in sorted(tests & items.keys(), key=seconds.get)]
            seen = bool(covering)
            if len(covering) < 2:           # what is remembered is run by the first that asks for it
                covering += [item for item in session.items if item not in covering]
            status, *measured = _try(session, mutant, code, covering)
            _write_row(self.options.out, key, status if seen or status == "killed" else "not run", *measured)
        return True


def _try(session, mutant: Mutant, code, covering) -> tuple[str, int, float]:
    """(status, number of tests, seconds) of one mutant."""
    def task():
        replace_code(mutant, code)
        forget()
        return run_items(session, covering)
    begin = time.time()
    said = run_apart(task, SECONDS)
    return "killed" if not said or int(said) < 0 else "survived", abs(int(said or 0)), time.time() - begin


def _draw(folders: list[str], count: int, seed: int) -> list[Mutant]:
    paths = [path for folder in folders for path in ([Path(folder)] if folder.endswith(".py")
                                                     else sorted(Path(folder).rglob("*.py")))]
    for path in paths:
        importlib.import_module(_module_name(path))
    mutants = [mutant for path in paths for mutant in list_mutants(path)]
    return random.Random(seed).sample(mutants, min(count, len(mutants)))


def _read_done(file: Path) -> set[tuple[str, ...]]:
    if not file.exists():
        return set()
    with file.open(encoding="utf-8", newline="") as rows:
        return {tuple(row[column] for column in COLUMNS[1:6]) for row in csv.DictReader(rows)}


def _write_row(file: Path, key: tuple[str, ...], status: str, tests: int, seconds: float) -> None:
    new = not file.exists()
    with file.open("a", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([COLUMNS] * new + [[status, *key, tests, f"{seconds:.1f}"]])


def report(file: Path) -> str:
    """How many of all mutants were killed, by room (part of the package)."""
    with file.open(encoding="utf-8", newline="") as out:
        rows = list(csv.DictReader(out))
    rooms = [str(Path(row["module"]).parent) for row in rows]
    of, killed = Counter(rooms), Counter(room for room, row in zip(rooms, rows) if row["status"] == "killed")
    lines = [f"{room}: {killed[room]} killed of {of[room]}" for room in sorted(of)]
    return "\n".join([*lines, f"all: {killed.total()} killed of {len(rows)}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="+", help="modules or folders of them")
    parser.add_argument("--tests", nargs="+", required=True, help="files or folders of tests")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="a table of the mutants (.csv)")
    options = parser.parse_args()
    options.out = options.out.resolve()
    without = [word for plugin in ("terminal", "cacheprovider", "xdist", "nbval") for word in ("-p", f"no:{plugin}")]
    pytest.main(["-o", "addopts=", *without, "-m", "not slow", "--doctest-modules", *options.tests, *options.modules],
                plugins=[Runner(options)])
    if options.out.exists():
        print(report(options.out))


if __name__ == "__main__":
    main()
