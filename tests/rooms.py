"""The modules of the package by room (part of the package): a check of every module is one test per room, and names
the file that fails."""
import ast
from collections import defaultdict
from functools import cache

from helpers import ROOT

MODULES = sorted((ROOT / "analysis").rglob("*.py"))


def find_room(dotted):
    """The room of a module by its full name: analysis.dates.words is in dates."""
    return dotted.split(".")[1] if dotted.count(".") else "analysis"


def name_module(path):
    """analysis/dates/words.py is called analysis.dates.words, and analysis/dates/__init__.py analysis.dates."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def parse(path):
    """The syntax tree of a file, and its nodes in the order of `ast.walk`: many tests look at all of them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tree, tuple(ast.walk(tree))


@cache
def list_imports(path):
    """The full name of every module that a file imports, wherever in the file; of what it takes from the package itself,
    the name of that."""
    names = []
    for node in parse(path)[1]:
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names += [f"{node.module}.{alias.name}" if node.module == "analysis" else node.module for alias in node.names]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return names


ROOMS = defaultdict(list)
for path in MODULES:
    ROOMS[find_room(name_module(path))].append(path)
